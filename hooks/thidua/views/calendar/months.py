"""A month of the calendar: a table of days with their lunar dates, and what no single day shows."""

from __future__ import annotations

import bisect
import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.lunar import is_supported, lunar_of, lunar_short, lunar_words
from thidua.campaign import addresses
from thidua.dates import PartialDate
from thidua.text import typeset
from thidua.views.calendar.parts import (
    DayLine,
    Weekday,
    anchor,
    calendar_feeds,
    events_of_days,
    few_events,
    month_link,
    more_events,
    weekdays,
    year_link,
)
from thidua.views.shared.archive import MOST_WHOLE
from thidua.views.shared.calendar_index import CalendarIndex, DayItem, month_items
from thidua.views.shared.marks import EVENT_MARKS
from thidua.views.shared.page import Context, DateView, Link, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.campaign.site import EventEntry


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the month's table."""

    day: int
    iso: str
    anchor: str
    weekday: str
    lunar: str
    items: tuple[DayItem, ...]
    more: Link | None
    """Where the day's other events are, in a month that has too many to show them all."""


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day of the month on which something happened in earlier years, newest first."""

    date: DateView
    anchor: str
    items: tuple[tuple[int, Link], ...]


@dataclass(frozen=True, kw_only=True)
class MonthCalendarPage(Page):
    """A month."""

    template = "calendar-month.html"
    lunar: str
    weeks: tuple[tuple[DayCell | None, ...], ...]
    has_days: bool
    loose: tuple[DayLine, ...]
    """Known by the month only, or longer than the table can show."""
    more: Link | None
    """Where the other events known by the month only are."""
    past: tuple[PastDay, ...]
    """What happened on the month's days in earlier years."""
    marks: tuple[tuple[str, str], ...]
    has_rounds: bool
    months: tuple[Link, ...]
    year: Link
    previous: Link | None
    next: Link | None
    weekdays: tuple[Weekday, ...]


def month_page(
    ctx: Context,
    found: CalendarIndex,
    held: Mapping[int, list[EventEntry]],
    years: tuple[int, ...],
    year: int,
    month: int,
) -> MonthCalendarPage:
    """A month of a year; ``held`` are the events of that month of all years by day."""
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    first = min(day for day in weeks[0] if day)
    most = MOST_OF_DAY if events_of_days(found, year, month) > MOST_WHOLE else MOST_WHOLE
    cells = tuple(
        tuple(
            _cell(ctx, found, dt.date(year, month, day), first, most) if day else None
            for day in week
        )
        for week in weeks
    )
    loose, left = few_events(month_items(found, year, month), MOST_LOOSE)
    items = [item for week in cells for cell in week if cell for item in cell.items]
    items += [one.item for one in loose]
    marks = {item.mark: item.mark_label for item in items if item.mark != "commemoration"}
    label = typeset(ctx.ui["month_title"].format(month=month, year=year))
    return MonthCalendarPage(
        address=addresses.calendar_month(year, month),
        title=label,
        description=typeset(ctx.ui["calendar_month_description"].format(month=month, year=year)),
        crumbs=(
            ctx.home(),
            Link(ctx.ui["calendar"], addresses.CALENDAR),
            Link(str(year), addresses.calendar_year(year)),
        ),
        feeds=calendar_feeds(ctx),
        lunar=_lunar_span(ctx, year, month),
        weeks=cells,
        has_days=bool(items),
        loose=tuple(DayLine(ctx.date(one.span), (one.item,)) for one in loose),
        more=more_events(ctx, left, year, month),
        past=tuple(_past_days(ctx, held, year, month)),
        marks=tuple(sorted(marks.items(), key=lambda mark: _MARKS.index(mark[0]))),
        has_rounds=any(item.is_round for item in items),
        months=tuple(
            Link(typeset(f"{ctx.ui['month']} {m}"), addresses.calendar_month(year, m))
            for m in range(1, 13)
        ),
        year=year_link(year),
        previous=_neighbour(ctx, years, year, month, -1),
        next=_neighbour(ctx, years, year, month, 1),
        weekdays=weekdays(ctx),
    )


MOST_OF_DAY = 2
"""Most events of a day in a month that has more than a list of events shows whole."""
MOST_LOOSE = 30
"""Most entries that belong to no one day."""
PAST_A_DAY = 3
"""Most events of one day that a month looks back on."""
MOST_PAST = 40
"""Events a month looks back on before it tells only the newest of each day: every year's page has such a list."""

_MARKS = (*EVENT_MARKS, "phase")


def _cell(ctx: Context, found: CalendarIndex, day: dt.date, first: int, most: int) -> DayCell:
    items, left = few_events(found.days.get(day, ()), most)
    lunar = ""
    if is_supported(day):
        date = lunar_of(day)
        lunar = lunar_short(date, ctx.lang) if date.day == 1 or day.day == first else str(date.day)
    return DayCell(
        day=day.day,
        iso=day.isoformat(),
        anchor=anchor(day.day),
        weekday=ctx.ui["weekdays"][day.weekday()],
        lunar=lunar,
        items=items,
        more=more_events(ctx, left, day.year, day.month),
    )


def stated_days(ctx: Context, month: int) -> dict[int, list[EventEntry]]:
    """Events whose day a source states, by day of a month of all years, oldest first."""
    days: dict[int, list[EventEntry]] = {}
    for event in ctx.site.events_by_month.get(month, ()):
        start, basis = event.span.start, event.record.basis
        if start.day and (basis is None or basis.date == "stated"):
            days.setdefault(start.day, []).append(event)
    return {day: days[day] for day in sorted(days)}


def _past_days(
    ctx: Context, held: Mapping[int, list[EventEntry]], year: int, month: int
) -> Iterator[PastDay]:
    """What happened on the days of the month in earlier years: of each day the newest `PAST_A_DAY`, or the newest one."""
    last = calendar.monthrange(year, month)[1]
    earlier = {
        day: events[: bisect.bisect_left(events, year, key=lambda event: event.span.start.year)]
        for day, events in held.items()
        if day <= last  # 29 February has no day in this year's table
    }
    told = sum(min(len(events), PAST_A_DAY) for events in earlier.values())
    most = PAST_A_DAY if told <= MOST_PAST else 1
    for day, events in earlier.items():
        newest = events[-most:][::-1]
        if newest:
            yield PastDay(
                ctx.day(PartialDate(year, month, day)),
                anchor(day),
                tuple((e.span.start.year, Link(ctx.event_title(e), e.address)) for e in newest),
            )


def _lunar_span(ctx: Context, year: int, month: int) -> str:
    first = dt.date(year, month, 1)
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    if not (is_supported(first) and is_supported(last)):
        return ""
    span = {
        "first": lunar_words(lunar_of(first), ctx.lang),
        "last": lunar_words(lunar_of(last), ctx.lang),
    }
    return typeset(ctx.ui["lunar_span"].format(**span))


def _neighbour(
    ctx: Context, years: tuple[int, ...], year: int, month: int, step: int
) -> Link | None:
    """The month before or after; None beyond the first and last year."""
    if 1 <= month + step <= 12:
        return month_link(ctx, year, month + step)
    return month_link(ctx, year + step, 12 if step < 0 else 1) if year + step in years else None
