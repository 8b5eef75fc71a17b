"""The calendar: what comes next, years, months. “Today” is the reader's, so nothing here asks for it."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.lunar import can_chi, is_supported, lunar_of
from thidua.campaign import addresses
from thidua.dates import PartialDate, words
from thidua.text import typeset
from thidua.views.calendar.chosen import chosen_page
from thidua.views.calendar.months import MOST_LOOSE, month_page, stated_days
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
from thidua.views.calendar.rounds import RoundLine, plan_page, round_lines
from thidua.views.shared.calendar_index import (
    CalendarIndex,
    DayItem,
    build_calendar_index,
    calendar_years,
    month_items,
    newest_year,
    year_items,
)
from thidua.views.shared.page import Context, DateView, Link, Page, last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_EVENTS = 100
"""Most events that the days of a year list; of more each month says how many it has."""
UPCOMING_COUNT = 6
"""Coming entries a reader without scripts is shown, counted from the newest event."""


@dataclass(frozen=True, slots=True)
class MiniDay:
    """A day in the overview of a year; it leads somewhere when something falls on it."""

    day: int
    address: str
    round: bool


@dataclass(frozen=True, slots=True)
class MiniMonth:
    """A month in the overview of a year."""

    label: str
    address: str
    weeks: tuple[tuple[MiniDay | None, ...], ...]


@dataclass(frozen=True, slots=True)
class YearGrid:
    """Twelve months and the round anniversaries in them."""

    year: int
    address: str
    months: tuple[MiniMonth, ...]
    rounds: tuple[RoundLine, ...]


@dataclass(frozen=True, slots=True)
class UpcomingItem:
    """A dated entry."""

    first: str
    date: DateView
    item: DayItem


@dataclass(frozen=True, kw_only=True)
class CalendarPage(Page):
    """What is next, and the year."""

    template = "calendar.html"
    since: str
    """The last day content speaks of, in words; empty without content."""
    next: tuple[UpcomingItem, ...]
    """The entries after that day, for readers without scripts."""
    year: YearGrid | None
    last_year: int
    """The last year there is a calendar of; 0 without content. Scripts ask for the days of no later one."""
    month: Link | None
    years: tuple[Link, ...]
    weekdays: tuple[Weekday, ...]


@dataclass(frozen=True, slots=True)
class MonthLines:
    """The days of a month on which something falls."""

    label: str
    address: str
    anchor: str
    lines: tuple[DayLine, ...]
    more: Link | None
    """Where its events are, in a year that has too many to list them by day."""


@dataclass(frozen=True, kw_only=True)
class YearCalendarPage(Page):
    """A year."""

    template = "calendar-year.html"
    lunar: str
    """Which lunar years it holds."""
    grid: YearGrid
    loose: tuple[DayLine, ...]
    """Known by the year only."""
    more: Link | None
    """Where the other events known by the year only are."""
    months: tuple[MonthLines, ...]
    years: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    weekdays: tuple[Weekday, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """What is next, the plan, calendars to choose, each year and each of its months."""
    yield from year_pages(ctx)
    years = calendar_years(ctx)
    for month in range(1, 13):
        yield from month_pages(ctx, years, month)


def year_pages(ctx: Context) -> Iterator[Page]:
    """What is next, the plan, calendars to choose and each year."""
    years = calendar_years(ctx)
    found = build_calendar_index(ctx, years)
    grids = {year: _grid(ctx, found, year) for year in years}
    yield _calendar_home(ctx, found, grids)
    yield from plan_page(ctx)
    yield chosen_page(ctx)
    for year in years:
        yield _year_page(ctx, found, grids, year)


def month_pages(ctx: Context, years: tuple[int, ...], month: int) -> Iterator[Page]:
    """A month of each of ``years``, which are `calendar_years` of the whole site; ``ctx`` need know no more than `Context.of_month`."""
    found, held = build_calendar_index(ctx, years, month), stated_days(ctx, month)
    for year in years:
        yield month_page(ctx, found, held, years, year, month)


# --- What is next ----------------------------------------------------------------------------


def _calendar_home(ctx: Context, found: CalendarIndex, grids: dict[int, YearGrid]) -> CalendarPage:
    since = last_day(ctx.site.events)
    year = newest_year(ctx)
    after = since or dt.date.min
    coming = (
        UpcomingItem(one.span.first.isoformat(), ctx.date(one.span), one.item)
        for one in found.dated
        if one.span.end and one.span.start.day and one.span.first > after
    )
    return CalendarPage(
        address=addresses.CALENDAR,
        title=ctx.ui["calendar"],
        description=ctx.ui["calendar_description"],
        crumbs=(ctx.home(),),
        feeds=calendar_feeds(ctx),
        since=typeset(words(PartialDate.of(since), ctx.lang, weekday=False)) if since else "",
        next=tuple(itertools.islice(coming, UPCOMING_COUNT)),
        year=grids[year] if year else None,
        last_year=max(grids, default=0) if year else 0,
        month=month_link(ctx, since.year, since.month) if since else None,
        years=_year_links(grids),
        weekdays=weekdays(ctx),
    )


# --- A year ----------------------------------------------------------------------------------


def _grid(ctx: Context, found: CalendarIndex, year: int) -> YearGrid:
    return YearGrid(
        year=year,
        address=addresses.calendar_year(year),
        months=tuple(
            MiniMonth(
                label=typeset(f"{ctx.ui['month']} {month}"),
                address=addresses.calendar_month(year, month),
                weeks=tuple(
                    tuple(_mini_day(found, year, month, day) if day else None for day in week)
                    for week in calendar.Calendar().monthdayscalendar(year, month)
                ),
            )
            for month in range(1, 13)
        ),
        rounds=round_lines(ctx, year),
    )


def _mini_day(found: CalendarIndex, year: int, month: int, day: int) -> MiniDay:
    items = found.days.get(dt.date(year, month, day), ())
    address = f"{addresses.calendar_month(year, month)}#{anchor(day)}" if items else ""
    return MiniDay(day, address, any(item.is_round for item in items))


def _year_page(
    ctx: Context, found: CalendarIndex, grids: dict[int, YearGrid], year: int
) -> YearCalendarPage:
    place = list(grids).index(year)
    around = list(grids)
    loose, left = few_events(year_items(found, year), MOST_LOOSE)
    return YearCalendarPage(
        address=addresses.calendar_year(year),
        title=typeset(ctx.ui["calendar_year_title"].format(year=year)),
        description=typeset(ctx.ui["calendar_year_description"].format(year=year)),
        crumbs=(ctx.home(), Link(ctx.ui["calendar"], addresses.CALENDAR)),
        feeds=calendar_feeds(ctx),
        lunar=_lunar_years(ctx, year),
        grid=grids[year],
        loose=tuple(DayLine(ctx.date(one.span), (one.item,)) for one in loose),
        more=more_events(ctx, left, year, None),
        months=tuple(_month_lines(ctx, found, year)),
        years=_year_links(grids),
        previous=year_link(around[place - 1]) if place else None,
        next=year_link(around[place + 1]) if place + 1 < len(around) else None,
        weekdays=weekdays(ctx),
    )


def _month_lines(ctx: Context, found: CalendarIndex, year: int) -> Iterator[MonthLines]:
    """The months of a year with their days; where the year has too many events, with the number of those."""
    held = sum(events_of_days(found, year, month) for month in range(1, 13))
    most = MOST_EVENTS if held <= MOST_EVENTS else 0
    for month in range(1, 13):
        lines, left = [], 0
        for day in found.days_by_month.get((year, month), ()):
            items, over = few_events(found.days[day], most)
            left += over
            if items:
                lines.append(DayLine(ctx.day(PartialDate.of(day)), items))
        of_month = [
            one
            for one in month_items(found, year, month)
            if one.span.start.day is None
            and (one.span.start.year, one.span.start.month) == (year, month)
        ]
        loose, over = few_events(of_month, min(most, MOST_LOOSE))
        lines += [DayLine(ctx.date(one.span), (one.item,)) for one in loose]
        if lines or left + over:
            yield MonthLines(
                label=typeset(f"{ctx.ui['month']} {month}"),
                address=addresses.calendar_month(year, month),
                anchor=f"thang-{month}",
                lines=tuple(lines),
                more=more_events(ctx, left + over, year, month),
            )


def _lunar_years(ctx: Context, year: int) -> str:
    """Which lunar year gives way to which, and when."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not (is_supported(first) and is_supported(last)):
        return ""
    new_year = next(
        day
        for day in (first + dt.timedelta(n) for n in range(20, 60))
        if (lunar := lunar_of(day)).month == 1 and lunar.day == 1
    )
    return typeset(
        ctx.ui["lunar_years"].format(
            before=can_chi(year - 1),
            after=can_chi(year),
            day=words(PartialDate.of(new_year), ctx.lang, weekday=False),
        )
    )


def _year_links(grids: dict[int, YearGrid]) -> tuple[Link, ...]:
    return tuple(year_link(year) for year in sorted(grids, reverse=True))
