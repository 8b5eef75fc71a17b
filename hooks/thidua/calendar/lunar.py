"""The Vietnamese lunisolar calendar (âm lịch), official since 1 January 1968.

It has the rules of the Chinese one but is reckoned for 105°E, UTC+7 (Decision 121-CP of 8 August
1967), so that New Year's Day and Giỗ Tổ are now and then a day, in 1985 a month, apart. Days are
looked up in a table of months (`thidua.calendar.lunar_table` says where it is from).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import chain

from thidua.calendar.lunar_table import YEARS
from thidua.locale import phrase, phrases

FIRST_DAY = dt.date(1968, 1, 1)
"""Earlier days are not computed: North and South used other calendars."""

LAST_DAY = dt.date(2100, 12, 31)

_CAN = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_CHI = ("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi")


class LunarRangeError(ValueError):
    """A day outside 1968–2100, for which no lunar date is given."""

    def __init__(self, what: object) -> None:
        super().__init__(f"{what}: lunar dates are given from {FIRST_DAY} to {LAST_DAY}")


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of the lunar calendar; which of them exist, `solar_of` knows.

    Not ordered: a leap month follows the month of its number, so the fields do not sort.
    """

    year: int
    month: int
    day: int
    leap: bool = False

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.day <= 30):
            raise ValueError(f"no lunar day {self.day}/{self.month}")


@dataclass(frozen=True, slots=True)
class _Months:
    """All months in order, by the ordinals of their first days."""

    starts: tuple[int, ...]
    """One more than there are months: the end of the last."""
    names: tuple[tuple[int, int, bool], ...]
    index: dict[tuple[int, int, bool], int]


@cache
def _months() -> _Months:
    starts = [dt.date(1967, 12, 31).toordinal()]
    names = [(1967, 12, False)]
    for line in YEARS.splitlines():
        year, new_year, lengths, leap = line.split()
        day = dt.date.fromisoformat(f"{year}-{new_year}").toordinal()
        for length, (month, is_leap) in zip(lengths, _order(leap), strict=True):
            starts.append(day)
            names.append((int(year), month, is_leap))
            day += 30 if length == "+" else 29
    starts.append(day)
    return _Months(tuple(starts), tuple(names), {name: i for i, name in enumerate(names)})


def _order(leap: str) -> list[tuple[int, bool]]:
    """The months of a year as (number, is leap), in the order in which they follow."""
    ordinary = [[(month, False)] for month in range(1, 13)]
    if leap != ".":
        ordinary[int(leap) - 1].append((int(leap), True))
    return list(chain.from_iterable(ordinary))


def is_supported(day: dt.date) -> bool:
    """Whether `lunar_of` knows the day."""
    return FIRST_DAY <= day <= LAST_DAY


def lunar_of(day: dt.date) -> LunarDate:
    """The lunar date of a solar day; `LunarRangeError` outside 1968–2100."""
    if not is_supported(day):
        raise LunarRangeError(day)
    months = _months()
    at = bisect_right(months.starts, day.toordinal()) - 1
    year, month, leap = months.names[at]
    return LunarDate(year, month, day.toordinal() - months.starts[at] + 1, leap)


def solar_of(lunar: LunarDate) -> dt.date | None:
    """The solar day of a lunar date, or None when there is none.

    A year may lack the leap month, and a month its 30th day (no 30 Tết from 2025 to 2032).
    `LunarRangeError` outside 1968–2100.
    """
    months = _months()
    if not months.names[0][0] <= lunar.year <= months.names[-1][0]:
        raise LunarRangeError(lunar)
    at = months.index.get((lunar.year, lunar.month, lunar.leap))
    if at is None:
        if lunar.year == months.names[0][0]:
            raise LunarRangeError(lunar)
        return None
    ordinal = months.starts[at] + lunar.day - 1
    if ordinal >= months.starts[at + 1]:
        return None
    day = dt.date.fromordinal(ordinal)
    if not is_supported(day):
        raise LunarRangeError(lunar)
    return day


def leap_month(year: int) -> int | None:
    """The number of a lunar year's leap month, or None; `LunarRangeError` outside 1968–2100."""
    index = _months().index
    if (year, 1, False) not in index:
        raise LunarRangeError(year)
    return next((month for month in range(1, 13) if (year, month, True) in index), None)


def can_chi(year: int) -> str:
    """The name of a lunar year in the cycle of sixty: 2024 → ``Giáp Thìn``."""
    return f"{_CAN[(year - 4) % 10]} {_CHI[(year - 4) % 12]}"


def lunar_short(lunar: LunarDate, lang: str) -> str:
    """A lunar day for month grids: ``10/3``, ``10/6 nhuận``."""
    return f"{lunar.day}/{lunar.month}{_leap(lunar, lang)}"


def lunar_words(lunar: LunarDate, lang: str) -> str:
    """A lunar day in words: ``mùng 10 tháng 3 năm Giáp Thìn``, ``30 tháng Chạp năm Quý Mão``."""
    key = "lunar.day_of_first_ten" if lunar.day <= 10 else "lunar.day"
    day = phrase(lang, key, day=lunar.day)
    return phrase(lang, "lunar.date", day=day, month=lunar_month_words(lunar, lang))


def lunar_month_words(lunar: LunarDate, lang: str) -> str:
    """``tháng Giêng năm Giáp Thìn``, ``tháng 6 nhuận năm Ất Tỵ``."""
    month = phrases(lang, "lunar.months")[lunar.month - 1]
    year = can_chi(lunar.year)
    return phrase(lang, "lunar.month", month=month, leap=_leap(lunar, lang), can_chi=year)


def _leap(lunar: LunarDate, lang: str) -> str:
    return phrase(lang, "lunar.leap") if lunar.leap else ""
