"""The home page: which year it is, what comes next, what is new, where the reader's cluster is.

Nothing here asks what day it is. “Next” and “on this day” are chosen in the reader's browser from the
dated lists below; without scripts the lists stand as they are, by date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.anniversaries import (
    AnniversaryClass,
    occurrence_in,
    occurrences,
    ordinal_words,
)
from thidua.campaign import addresses
from thidua.campaign.cycle import CYCLE
from thidua.text import typeset
from thidua.views.shared.calendar_index import YEARS_AHEAD, newest_year
from thidua.views.shared.clusters import ClusterBlock, cluster_blocks
from thidua.views.shared.page import (
    Context,
    DateView,
    EventItem,
    Link,
    Page,
    last_day,
    newest_first,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.dates import PartialDate
    from thidua.reading.records import Commemoration

LATEST = 7
ROUNDS_AHEAD = 5
"""How many years of round anniversaries are listed for readers without scripts."""

PER_DAY = 3
"""Most entries of one day that “on this day” carries; the calendar has the others."""


@dataclass(frozen=True, slots=True)
class CycleStep:
    """A step of the year and how many clusters are known to have taken it."""

    label: str
    clusters: int


@dataclass(frozen=True, slots=True)
class YearBand:
    """The newest emulation year there is content of."""

    year: int
    address: str
    movement: Link | None
    slogan: str
    steps: tuple[CycleStep, ...]


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A commemoration in a given year."""

    iso: str
    until: str
    """Its last day; the same day for most."""
    date: DateView
    title: str
    address: str
    note: str
    """The ordinal in words: “80 năm”."""
    round: bool


@dataclass(frozen=True, slots=True)
class OnThisDay:
    """What happened on a day of the year."""

    month_day: str
    """``MM-DD``."""
    year: int
    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The home page."""

    template = "home.html"
    band: YearBand | None
    coming: tuple[ComingDay, ...]
    """All commemorations of the newest year and the years ahead, by date."""
    rounds: tuple[ComingDay, ...]
    """The round anniversaries among them, for readers without scripts."""
    lead: EventItem | None
    latest: tuple[EventItem, ...]
    blocks: tuple[ClusterBlock, ...]
    on_this_day: tuple[OnThisDay, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """The home page."""
    newest = newest_first(ctx.site.events)
    items = [ctx.event_item(e) for e in newest[:LATEST]]
    year = newest_year(ctx)
    # From the year before: an event may be announced for a year that has not begun.
    coming = tuple(coming_days(ctx, year - 1, year + YEARS_AHEAD)) if year else ()
    yield HomePage(
        address=addresses.HOME,
        title=ctx.ui["home_title"],
        description=ctx.ui["home_description"],
        updated=last_day(newest),
        json_ld={
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": ctx.site_name,
            "inLanguage": ctx.lang,
        },
        feeds=(
            Link(ctx.ui["news_all"], addresses.ALL_EVENTS_FEED),
            Link(ctx.ui["calendar_feed"], addresses.ALL_COMMEMORATIONS_ICS),
        ),
        band=_year_band(ctx),
        coming=coming,
        rounds=tuple(
            day
            for day in coming
            if day.round and year and year <= day.date.year <= year + ROUNDS_AHEAD
        ),
        lead=items[0] if items else None,
        latest=tuple(items[1:]),
        blocks=cluster_blocks(ctx),
        on_this_day=tuple(_on_this_day(ctx)),
    )


def _year_band(ctx: Context) -> YearBand | None:
    """The newest year of which a step of the cycle is known; a year of sports alone says nothing of the clusters' year."""
    known = (e.year for e in ctx.site.dated_events if not set(CYCLE).isdisjoint(e.record.kinds))
    year = max(known, default=None)
    if year is None:
        return None
    entries = ctx.site.events_by_year[year]
    used = [c for e in entries for c in e.record.campaigns]
    movement = max(dict.fromkeys(used), key=used.count, default=None)
    record = ctx.site.campaigns[movement].record if movement else None
    return YearBand(
        year=year,
        address=addresses.year(year),
        movement=Link(typeset(record.name), addresses.campaign(record.id)) if record else None,
        slogan=typeset(record.slogan or "") if record else "",
        steps=tuple(
            CycleStep(
                ctx.label("kind", kind),
                len({k.cluster for e in entries if kind in e.record.kinds for k in e.terms}),
            )
            for kind in CYCLE
        ),
    )


def coming_days(ctx: Context, first: int, last: int) -> list[ComingDay]:
    """Every commemoration that falls on a known day of the years, by date."""
    records = {id_: entry.record for id_, entry in ctx.site.commemorations.items()}
    return [
        ComingDay(
            iso=one.span.first.isoformat(),
            until=one.span.last.isoformat(),
            date=ctx.date(one.span),
            title=typeset(one.title(ctx.lang)),
            address=addresses.commemoration(one.commemoration),
            note=typeset(ordinal_words(records[one.commemoration], one.year, ctx.lang)),
            round=one.class_ is AnniversaryClass.TRON,
        )
        for one in occurrences(records.values(), first, last)
        if one.span.start.day
    ]


def _origin_words(ctx: Context, record: Commemoration, origin: PartialDate) -> str:
    """What happened on the day of origin: the day was held for the first time, or is what is remembered since."""
    one = occurrence_in(record, origin.year)
    if one is not None and not one.counted_later and one.span.first == origin.first:
        return f"{one.title(ctx.lang)} ({ordinal_words(record, origin.year, ctx.lang)})"
    return str(ctx.ui["on_this_day_origin"].format(name=record.name))


def _on_this_day(ctx: Context) -> list[OnThisDay]:
    by_day: dict[str, list[OnThisDay]] = {}
    for entry in reversed(ctx.site.events):
        start, basis = entry.span.start, entry.record.basis
        # What happened “on this day” is promised as a fact.
        if start.day and (basis is None or basis.date == "stated"):
            day = f"{start.month:02d}-{start.day:02d}"
            if len(by_day.setdefault(day, [])) < PER_DAY:
                by_day[day].append(
                    OnThisDay(day, start.year, ctx.event_title(entry), entry.address)
                )
    for id_, entry_ in ctx.site.commemorations.items():
        origin = entry_.record.origin
        if origin and origin.day and origin.month:
            day = f"{origin.month:02d}-{origin.day:02d}"
            by_day.setdefault(day, []).append(
                OnThisDay(
                    day,
                    origin.year,
                    typeset(_origin_words(ctx, entry_.record, origin)),
                    addresses.commemoration(id_),
                )
            )
    return [item for day in sorted(by_day) for item in sorted(by_day[day], key=lambda i: -i.year)]
