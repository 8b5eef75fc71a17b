"""What the scripts of home and calendar choose from by the reader's own day: a file a year, and one a month of the past.

Scripts, not JSON: a page opened from a folder may run a file but not fetch it. A page loads the file of the reader's
year, so that none carries the twelve years in which it may be read.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thidua.calendar.anniversaries import occurrence_in, ordinal_words
from thidua.calendar.lunar import is_supported, lunar_month_words, lunar_of
from thidua.campaign import addresses
from thidua.text import typeset
from thidua.views.calendar.rounds import round_lines
from thidua.views.shared.calendar_index import build_calendar_index, calendar_years, newest_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.dates import PartialDate
    from thidua.reading.records import Commemoration
    from thidua.views.calendar.rounds import RoundLine
    from thidua.views.shared.calendar_index import CalendarIndex, DatedItem
    from thidua.views.shared.page import Context

PER_DAY = 3
"""Most events of one day that “on this day” tells of; the calendar has the others."""
MOST_ANNOUNCED = 60
"""Most events still to come that the file of a year holds, the nearest first."""


def day_files(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """The files of the years a reader may come in, and of each month of which something is told."""
    newest = newest_year(ctx)
    years = tuple(year for year in calendar_years(ctx) if newest and year >= newest - 1)
    found = build_calendar_index(ctx, years)
    for year in years:
        yield _file(addresses.days_of_year(year), _year(ctx, found, year))
    past: dict[int, list[PastDay]] = {}
    for one in past_days(ctx):
        past.setdefault(int(one.month_day[:2]), []).append(one)
    for month in range(1, 13):
        rows = [
            [one.month_day, one.year, one.title, ctx.from_root(one.address)]
            for one in past.get(month, ())
        ]
        yield _file(addresses.days_of_past(month), rows)


def _file(address: str, content: Any) -> tuple[str, bytes]:
    """A script that hands over its content under its own name."""
    path = address.lstrip("/")
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return path, f"thidua.given[{json.dumps(path)}]={data}\n".encode()


# --- A year ----------------------------------------------------------------------------------


def _year(ctx: Context, found: CalendarIndex, year: int) -> dict[str, Any]:
    return {
        "days": [_day_row(ctx, one) for one in coming_days(ctx, found, year)],
        "rounds": [_round_row(ctx, line) for line in round_lines(ctx, year)],
        "grid": [_month_days(found, year, month) for month in range(1, 13)],
        "moons": [list(moon) for moon in lunar_months(ctx, year)],
    }


def coming_days(ctx: Context, found: CalendarIndex, year: int) -> list[DatedItem]:
    """Entries with a day that touch the year, by day; of events only those the content does not know to be over."""
    since = ctx.content_day or dt.date.min
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    shown, announced = [], 0
    for one in found.dated:
        touches = one.span.first <= last and one.span.last >= first
        if not touches or one.span.start.day is None or one.span.end is None:
            continue
        if one.is_event:
            announced += one.span.last >= since
            if one.span.last < since or announced > MOST_ANNOUNCED:
                continue
        shown.append(one)
    return shown


def _day_row(ctx: Context, one: DatedItem) -> list[Any]:
    """First and last day, the date as printed, title, page, ordinal; 2 for a round anniversary, 1 for another, else 0."""
    is_day = one.item.mark == "commemoration"
    return [
        one.span.first.isoformat(),
        one.span.last.isoformat(),
        ctx.date(one.span).short,
        one.item.title,
        ctx.from_root(one.item.address),
        one.item.ordinal,
        is_day + (is_day and one.item.is_round),
    ]


def _round_row(ctx: Context, line: RoundLine) -> list[Any]:
    """First day or nothing, last day, weekday and date or nothing, ordinal, title, page, ceremony; 1 for an internal one."""
    dated = line.date.precision != "year"
    words = f"{line.weekday}, {line.date.short}" if line.weekday else line.date.short
    return [
        line.date.iso,
        line.last,
        words if dated else "",
        line.ordinal,
        line.title,
        ctx.from_root(line.address),
        line.ceremony,
        int(line.internal),
    ]


def _month_days(found: CalendarIndex, year: int, month: int) -> list[int]:
    """Days of a month on which something falls; those of round anniversaries are negative."""
    days = found.days_by_month.get((year, month), ())
    return [-d.day if any(i.is_round for i in found.days[d]) else d.day for d in days]


def lunar_months(ctx: Context, year: int) -> Iterator[tuple[str, str]]:
    """First day and name of the lunar months of a year, from the one its first day lies in."""
    day = dt.date(year, 1, 1)
    while day.year <= year and is_supported(day):
        lunar = lunar_of(day)
        start = day - dt.timedelta(lunar.day - 1)
        yield start.isoformat(), typeset(lunar_month_words(lunar, ctx.lang))
        day = start + dt.timedelta(29)
        if is_supported(day) and lunar_of(day).day == 30:
            day += dt.timedelta(1)


# --- On this day -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PastDay:
    """What happened on a day of the year."""

    month_day: str
    """``MM-DD``."""
    year: int
    title: str
    address: str


def past_days(ctx: Context) -> list[PastDay]:
    """What happened on the days of the year, the newest of each day first."""
    by_day: dict[str, list[PastDay]] = {}
    for entry in reversed(ctx.site.events):
        start, basis = entry.span.start, entry.record.basis
        # What happened “on this day” is promised as a fact.
        if start.day and (basis is None or basis.date == "stated"):
            day = f"{start.month:02d}-{start.day:02d}"
            if len(by_day.setdefault(day, [])) < PER_DAY:
                by_day[day].append(PastDay(day, start.year, ctx.event_title(entry), entry.address))
    for id_, entry_ in ctx.site.commemorations.items():
        origin = entry_.record.origin
        if origin and origin.day and origin.month:
            day = f"{origin.month:02d}-{origin.day:02d}"
            title = typeset(_origin_words(ctx, entry_.record, origin))
            by_day.setdefault(day, []).append(
                PastDay(day, origin.year, title, addresses.commemoration(id_))
            )
    return [item for day in sorted(by_day) for item in sorted(by_day[day], key=lambda i: -i.year)]


def _origin_words(ctx: Context, record: Commemoration, origin: PartialDate) -> str:
    """What happened on the day of origin: the day was held for the first time, or is what is remembered since."""
    one = occurrence_in(record, origin.year)
    if one is not None and not one.counted_later and one.span.first == origin.first:
        return f"{one.title(ctx.lang)} ({ordinal_words(record, origin.year, ctx.lang)})"
    return str(ctx.ui["on_this_day_origin"].format(name=record.name))
