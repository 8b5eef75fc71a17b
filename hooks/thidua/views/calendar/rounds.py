"""Round anniversaries of a year, and the plan of those of the years to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.anniversaries import (
    AnniversaryClass,
    Occurrence,
    ordinal_words,
    round_anniversaries,
)
from thidua.campaign import addresses
from thidua.dates import weekday_name
from thidua.text import typeset
from thidua.views.shared.calendar_index import calendar_years, ceremony_text, newest_year
from thidua.views.shared.page import Context, DateView, Link, Page

if TYPE_CHECKING:
    from collections.abc import Iterator


_PLANNED = frozenset({AnniversaryClass.TRON, AnniversaryClass.LE_5})


PLANNED_YEARS = 20
"""How many years after the newest content the plan holds: ten are shown, from the year in which it is read; whoever reads it ten
years later, in the last year of the calendar, sees as many."""
SHOWN_YEARS = 10
"""How many years ahead a reader sees; td-calendar.js counts them from the reader's own."""
SHEET_YEARS = 5
"""How many years ahead are printed: what goes on one sheet of paper."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """An anniversary worth preparing for."""

    year: int
    date: DateView
    last: str
    """ISO day of its end, for the browser's “past”; of a year-only one, 31 December."""
    weekday: str
    title: str
    address: str
    ordinal: str
    class_key: str
    class_label: str
    ceremony: str
    """What the decree in force says; empty without one."""
    internal: bool


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The anniversaries of a year: round ones, and those ending in 5."""

    year: int
    address: str
    """Of the year's calendar; empty where it has none."""
    shown: bool
    """Whether readers without scripts see it."""
    printed: bool
    rounds: tuple[RoundLine, ...]
    fives: tuple[RoundLine, ...]


@dataclass(frozen=True, kw_only=True)
class PlanPage(Page):
    """The years to come, for offices that must prepare; which of them are to come is the reader's day to say."""

    template = "calendar-plan.html"
    first: int
    last: int
    years: tuple[PlanYear, ...]
    ahead: int
    """How many years ahead of the reader's are shown."""
    sheet: int
    """How many of them are printed."""
    basis: tuple[str, ...]


def plan_page(ctx: Context) -> Iterator[Page]:
    """The plan, where there is content to reckon from."""
    newest = newest_year(ctx)
    if newest is None:
        return
    first, last = newest, newest + PLANNED_YEARS
    built = frozenset(calendar_years(ctx))
    years = tuple(_plan_year(ctx, year, first, built) for year in range(first, last + 1))
    said = {line.ceremony for year in years for line in (*year.rounds, *year.fives)}
    yield PlanPage(
        address=addresses.PLAN,
        title=ctx.ui["plan_title"],
        description=ctx.ui["plan_description"].format(first=first, last=last),
        crumbs=(ctx.home(), Link(ctx.ui["calendar"], addresses.CALENDAR)),
        feeds=(Link(ctx.ui["calendar_feed"], addresses.ALL_COMMEMORATIONS_ICS),),
        first=first,
        last=last,
        years=years,
        ahead=SHOWN_YEARS,
        sheet=SHEET_YEARS,
        basis=tuple(decree_basis(ctx)) if said - {""} else (),
    )


def decree_basis(ctx: Context) -> Iterator[str]:
    """The decrees that commemorations of the site follow, each with its articles."""
    regimes = {entry.record.regime for entry in ctx.site.commemorations.values()}
    for regime in ("111-2018", "145-2013"):
        if regime in regimes:
            yield typeset(ctx.label("basis", regime))


def round_lines(
    ctx: Context,
    year: int,
    classes: frozenset[AnniversaryClass] = frozenset({AnniversaryClass.TRON}),
) -> tuple[RoundLine, ...]:
    """Those of a year by day; those without an agreed day last."""
    records = [entry.record for entry in ctx.site.commemorations.values()]
    found = round_anniversaries(records, year, year, classes=classes)
    found.sort(key=lambda one: one.span.start.day is None)
    return tuple(round_line(ctx, one) for one in found)


def _plan_year(ctx: Context, year: int, first: int, built: frozenset[int]) -> PlanYear:
    lines = round_lines(ctx, year, _PLANNED)
    return PlanYear(
        year=year,
        address=addresses.calendar_year(year) if year in built else "",
        shown=year <= first + SHOWN_YEARS,
        printed=year <= first + SHEET_YEARS,
        rounds=tuple(line for line in lines if line.class_key == AnniversaryClass.TRON),
        fives=tuple(line for line in lines if line.class_key == AnniversaryClass.LE_5),
    )


def round_line(ctx: Context, one: Occurrence) -> RoundLine:
    record = ctx.site.commemorations[one.commemoration].record
    start = one.span.start
    return RoundLine(
        year=one.year,
        date=ctx.date(one.span),
        last=one.span.last.isoformat(),
        weekday=weekday_name(start.first, ctx.lang) if start.day and one.span.is_single else "",
        title=typeset(one.title(ctx.lang)),
        address=addresses.commemoration(record.id),
        ordinal=typeset(ordinal_words(record, one.year, ctx.lang)),
        class_key=one.class_ or "",
        class_label=ctx.label("class", one.class_) if one.class_ else "",
        ceremony=ceremony_text(ctx, one),
        internal=record.audience == "internal",
    )
