"""The home page: which year it is, what comes next, what is new, where the reader's cluster is.

Nothing here asks what day it is. “Next” and “on this day” are chosen in the reader's browser from the files of
`thidua.outputs.day_files`; without scripts the next round anniversaries stand in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.anniversaries import (
    AnniversaryClass,
    occurrences,
    ordinal_words,
)
from thidua.campaign import addresses
from thidua.campaign.cycle import CYCLE
from thidua.text import typeset
from thidua.views.shared.calendar_index import calendar_years, newest_year
from thidua.views.shared.clusters import ClusterBlock, cluster_blocks
from thidua.views.shared.events import first_photo
from thidua.views.shared.page import (
    Context,
    DateView,
    EventItem,
    Link,
    Page,
    PhotoView,
    last_day,
    newest_first,
)
from thidua.views.shared.sharing import url_of
from thidua.views.shared.year_cycle import step_address, year_steps

if TYPE_CHECKING:
    from collections.abc import Iterator


LATEST = 7
LATEST_PLEDGES = 3
ROUNDS_AHEAD = 5
"""How many years of round anniversaries are listed for readers without scripts."""

MOST_ROUNDS = 20
"""Most of them; the plan has the others."""
MOST_CLUSTERS = 60
"""Most clusters that are named; of more each block says how many it has, and their page has them."""


@dataclass(frozen=True, slots=True)
class CycleStep:
    """A step of the year, how many clusters are known to have taken it, and where these are listed."""

    label: str
    clusters: int
    address: str


@dataclass(frozen=True, slots=True)
class YearBand:
    """The newest emulation year there is content of."""

    year: int
    address: str
    movement: Link | None
    slogan: str
    steps: tuple[CycleStep, ...]


@dataclass(frozen=True, slots=True)
class RoundDay:
    """A round anniversary in a given year."""

    iso: str
    date: DateView
    title: str
    address: str
    note: str
    """The ordinal in words: “80 năm”."""


@dataclass(frozen=True, slots=True)
class SignedPledge:
    """A pledge and when it was signed."""

    date: DateView
    pledge: Link
    cluster: str


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An event and its first photograph."""

    event: EventItem
    photo: PhotoView | None


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The home page."""

    template = "home.html"
    band: YearBand | None
    last_year: int
    """The last year there is a calendar of; 0 without content. Scripts ask for the days of no later one."""
    rounds: tuple[RoundDay, ...]
    """The next round anniversaries from the newest year on, for readers without scripts."""
    pledges: tuple[SignedPledge, ...]
    """The latest that are known to have been signed, newest first."""
    registers: tuple[Link, ...]
    """What is looked up in tables, in the order of the questions people come with."""
    lead: NewsItem | None
    latest: tuple[NewsItem, ...]
    blocks: tuple[ClusterBlock, ...]
    in_numbers: bool
    """Whether of each block only the number of its clusters is told."""


def pages(ctx: Context) -> Iterator[Page]:
    """The home page."""
    newest = newest_first(ctx.site.events)
    items = [NewsItem(ctx.event_item(e), first_photo(e)) for e in newest[:LATEST]]
    year = newest_year(ctx)
    blocks = cluster_blocks(ctx)
    yield HomePage(
        address=addresses.HOME,
        title=ctx.ui["home_title"],
        description=ctx.ui["home_description"],
        updated=last_day(newest),
        json_ld={"@type": "WebSite", "name": ctx.site_name, "inLanguage": ctx.lang}
        | url_of(ctx, addresses.HOME),
        feeds=(
            Link(ctx.ui["news_all"], addresses.ALL_EVENTS_FEED),
            Link(ctx.ui["calendar_feed"], addresses.ALL_COMMEMORATIONS_ICS),
        ),
        band=_year_band(ctx),
        last_year=calendar_years(ctx)[-1] if year else 0,
        rounds=tuple(coming_rounds(ctx, year))[:MOST_ROUNDS] if year else (),
        pledges=tuple(_latest_pledges(ctx)),
        registers=(
            Link(ctx.ui["leaders"], addresses.LEADERS),
            Link(ctx.ui["awards"], addresses.AWARDS),
            Link(ctx.ui["figures_register"], addresses.FIGURES),
        ),
        lead=items[0] if items else None,
        latest=tuple(items[1:]),
        blocks=blocks,
        in_numbers=sum(len(block.clusters) for block in blocks) > MOST_CLUSTERS,
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
    steps = year_steps(ctx, year)
    return YearBand(
        year=year,
        address=addresses.year(year),
        movement=Link(typeset(record.name), addresses.campaign(record.id)) if record else None,
        slogan=typeset(record.slogan or "") if record else "",
        steps=tuple(
            CycleStep(step.label, len(step.clusters), step_address(year, step, steps))
            for step in steps
        ),
    )


def _latest_pledges(ctx: Context) -> Iterator[SignedPledge]:
    """The pledges signed last, of those whose signing is dated."""
    signed = [
        (entry.record.signed_on, entry)
        for entry in ctx.site.pledges.values()
        if entry.record.signed_on
    ]
    signed.sort(key=lambda one: (one[0].last, one[1].address), reverse=True)
    for day, entry in signed[:LATEST_PLEDGES]:
        pledge = Link(typeset(entry.record.title), entry.address)
        yield SignedPledge(ctx.day(day), pledge, ctx.cluster_name(entry.key.cluster))


def coming_rounds(ctx: Context, year: int) -> Iterator[RoundDay]:
    """The round anniversaries that fall on a known day of a year and those after it, by date."""
    records = {id_: entry.record for id_, entry in ctx.site.commemorations.items()}
    for one in occurrences(records.values(), year, year + ROUNDS_AHEAD):
        if (
            one.class_ is AnniversaryClass.TRON
            and one.span.start.day
            and one.span.start.year >= year
        ):
            yield RoundDay(
                iso=one.span.first.isoformat(),
                date=ctx.date(one.span),
                title=typeset(one.title(ctx.lang)),
                address=addresses.commemoration(one.commemoration),
                note=typeset(ordinal_words(records[one.commemoration], one.year, ctx.lang)),
            )
