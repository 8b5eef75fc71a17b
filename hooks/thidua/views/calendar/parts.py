"""Small parts that the calendar's pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.text import typeset
from thidua.views.shared.page import Context, DateView, Link

if TYPE_CHECKING:
    from thidua.views.shared.calendar_index import DayItem


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
