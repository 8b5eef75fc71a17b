"""The lunisolar calendar reckoned from the sky, by libastro (``ephem``): the independent source.

Rules as published by Hồ Ngọc Đức (https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html):
a month begins on the day of the new moon; the winter solstice lies in month 11; of the thirteen
months between two months 11, the first in which the sun enters no new sign is a leap month. All
days are civil days of the meridian's time zone: UTC+7 in Viet Nam, UTC+8 in China.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import ephem

if TYPE_CHECKING:
    import datetime as dt

FIRST, LAST = "1966/12/1", "2102/3/1"


@cache
def new_moons() -> list[float]:
    """Instants of all new moons, as ephem's days in UTC."""
    moons = [ephem.next_new_moon(FIRST)]
    while moons[-1] < ephem.Date(LAST):
        moons.append(ephem.next_new_moon(ephem.Date(moons[-1] + 20)))
    return [float(moon) for moon in moons]


def civil_day(instant: float, zone: int) -> dt.date:
    return ephem.Date(instant + zone / 24).datetime().date()


def sign_at_midnight(day: dt.date, zone: int) -> int:
    """Which twelfth of its path the sun is in when a civil day begins; 9 begins at the solstice."""
    sun = ephem.Sun(ephem.Date(ephem.Date(day.isoformat().replace("-", "/")) - zone / 24))
    place = ephem.Ecliptic(ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=sun.a_epoch))
    return int(math.degrees(place.lon) // 30)


def minutes_from_midnight(instant: float, zone: int) -> float:
    """How far a new moon is from the midnight that decides its civil day."""
    part = (instant + zone / 24 + 0.5) % 1
    return min(part, 1 - part) * 1440


@cache
def months(zone: int) -> dict[dt.date, tuple[int, int, bool]]:
    """First day of each month → lunar year, month, whether it is a leap month."""
    starts = [civil_day(moon, zone) for moon in new_moons()]
    signs = [sign_at_midnight(start, zone) for start in starts]
    elevenths = [i for i in range(len(starts) - 1) if 6 <= signs[i] < 9 <= signs[i + 1]]
    found: dict[dt.date, tuple[int, int, bool]] = {}
    for this, following in pairwise(elevenths):
        is_leap_year = following - this == 13
        leap = next(
            (i for i in range(this + 1, following) if is_leap_year and signs[i] == signs[i + 1]),
            None,
        )
        year, month = starts[this].year, 11
        for i in range(this, following):
            if i not in {this, leap}:
                year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            found[starts[i]] = (year, month, i == leap)
    return found


def new_year(year: int, zone: int) -> dt.date:
    return next(day for day, month in months(zone).items() if month == (year, 1, False))
