"""Small parts that the calendar's pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from thidua.campaign import addresses
from thidua.text import typeset
from thidua.views.shared.archive import month_address
from thidua.views.shared.page import Context, DateView, Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.views.shared.calendar_index import CalendarIndex, DatedItem, DayItem


@dataclass(frozen=True, slots=True)
class Weekday:
    """A column of a month."""

    short: str
    long: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """An entry in the list of a year."""

    date: DateView
    items: tuple[DayItem, ...]


_Entry = TypeVar("_Entry", "DayItem", "DatedItem")


def few_events(entries: Sequence[_Entry], most: int) -> tuple[tuple[_Entry, ...], int]:
    """The entries with the first events among them, so many; and how many events are left out."""
    left, shown = most, []
    for one in entries:
        left -= one.is_event
        if not one.is_event or left >= 0:
            shown.append(one)
    return tuple(shown), max(-left, 0)


def events_of_days(found: CalendarIndex, year: int, month: int) -> int:
    """How many entries of events the days of a month have."""
    days = found.days_by_month.get((year, month), ())
    return sum(item.is_event for day in days for item in found.days[day])


def more_events(ctx: Context, count: int, year: int, month: int | None) -> Link | None:
    """Where so many events are that the calendar leaves out; nothing where it leaves out none."""
    if not count:
        return None
    address = month_address(ctx, year, month) if month else addresses.year(year)
    return Link(typeset(ctx.ui["more_events"].format(count=count)), address)


def calendar_feeds(ctx: Context) -> tuple[Link, ...]:
    return (Link(ctx.ui["calendar_feed"], addresses.ALL_COMMEMORATIONS_ICS),)


def anchor(day: int) -> str:
    return f"ngay-{day:02d}"


def weekdays(ctx: Context) -> tuple[Weekday, ...]:
    pairs = zip(ctx.ui["weekdays_short"], ctx.ui["weekdays"], strict=True)
    return tuple(Weekday(short, long) for short, long in pairs)


def month_link(ctx: Context, year: int, month: int) -> Link:
    title = typeset(ctx.ui["month_title"].format(month=month, year=year))
    return Link(title, addresses.calendar_month(year, month))


def year_link(year: int) -> Link:
    return Link(str(year), addresses.calendar_year(year))
