"""Events: the archive, its years, and the page of one event."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from thidua.calendar.anniversaries import occurrence_in, ordinal_words
from thidua.campaign import addresses
from thidua.campaign.cycle import is_prize
from thidua.campaign.papers import papers_of_event
from thidua.campaign.terms import members_during, membership_basis
from thidua.text import typeset
from thidua.views.shared.archive import (
    Archive,
    ArchivePart,
    year_link,
    year_pages,
    years_of_events,
)
from thidua.views.shared.clusters import Members, members_as_told, members_of
from thidua.views.shared.events import (
    AwardView,
    FigureView,
    award_view,
    figure_view,
    first_photo,
    photo_views,
)
from thidua.views.shared.page import (
    Context,
    DateView,
    EventItem,
    KindView,
    Link,
    ListedPage,
    Page,
    PhotoView,
    ProseSource,
    SourceView,
    last_day,
    newest_first,
)
from thidua.views.shared.papers import PaperView, paper_views
from thidua.views.shared.share_pictures import event_picture
from thidua.views.shared.sharing import url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, TermKey
    from thidua.reading.base import BasisKind


LATEST = 12


@dataclass(frozen=True, kw_only=True)
class EventsPage(Page):
    """The archive: the latest events and the years."""

    template = "events.html"
    latest: tuple[EventItem, ...]
    years: tuple[ArchivePart, ...]


@dataclass(frozen=True, slots=True)
class Belonging:
    """A cluster and the term an event belongs to."""

    cluster: Link
    term: Link | None
    """None where the year of the event is not known."""
    number: Link | None
    """The number the cluster bore then, where it is not the one it is known by."""


@dataclass(frozen=True, slots=True)
class BasisView:
    """What the event rests on where no source states it outright; empty words for what is stated."""

    clusters: str
    note: str


@dataclass(frozen=True, slots=True)
class OfficialView:
    """A person as mentioned."""

    name: str
    rank: str
    post: str


@dataclass(frozen=True, slots=True)
class LookingForward:
    """A commemoration an event looks forward to."""

    commemoration: Link
    note: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Previous and next event within a cluster."""

    cluster: Link
    previous: EventItem | None
    next: EventItem | None


@dataclass(frozen=True, kw_only=True)
class EventPage(Page):
    """One event."""

    template = "event.html"
    date: DateView
    basis: BasisView
    time: str
    kinds: tuple[KindView, ...]
    belongings: tuple[Belonging, ...]
    campaigns: tuple[Link, ...]
    summary: str
    """Empty where the first paragraph of the text says all of it."""
    place: str
    host: Link | None
    units: tuple[Link, ...]
    members: Members
    members_as_told: str
    officials: tuple[OfficialView, ...]
    figures: tuple[FigureView, ...]
    awards: tuple[AwardView, ...]
    prizes: tuple[AwardView, ...]
    papers: tuple[PaperView, ...]
    lead_photo: PhotoView | None
    """The first, which stands before the text."""
    photos: tuple[PhotoView, ...]
    """The others."""
    looking_forward: tuple[LookingForward, ...]
    pledges: tuple[Link, ...]
    sources: tuple[SourceView, ...]
    neighbours: tuple[Neighbours, ...]

    @property
    def first_photo(self) -> PhotoView | None:
        return self.lead_photo


def pages(ctx: Context) -> Iterator[Page]:
    """The lists, and each event."""
    yield from lists(ctx)
    for entry in ctx.site.events:
        yield event_page(ctx, entry)


def lists(ctx: Context) -> Iterator[Page]:
    """The archive and its years; the pages of single events are `event_page`."""
    yield _archive_page(ctx)
    crumbs = (ctx.home(), Link(ctx.ui["events"], addresses.EVENTS))
    yield from year_pages(ctx, Archive(addresses.EVENTS, "", crumbs), ctx.site.events)


def _archive_page(ctx: Context) -> EventsPage:
    return EventsPage(
        address=addresses.EVENTS,
        title=ctx.ui["events"],
        description=ctx.ui["events_description"],
        crumbs=(ctx.home(),),
        latest=tuple(ctx.event_item(e) for e in newest_first(ctx.site.events)[:LATEST]),
        years=years_of_events(ctx, addresses.EVENTS, ctx.site.events),
        updated=last_day(ctx.site.events),
    )


def listed_event(ctx: Context, entry: EventEntry) -> ListedPage:
    """What is known of the page of one event before it is made."""
    return Page(**_listed(ctx, entry)).listed


def _listed(ctx: Context, entry: EventEntry) -> dict[str, Any]:
    return {
        "address": entry.address,
        "title": typeset(entry.record.title),
        "description": entry.record.summary,
        "source_path": entry.path,
        "updated": ctx.updated(entry.record, last_day([entry])),
    }


def event_page(ctx: Context, entry: EventEntry) -> EventPage:
    """The page of one event."""
    record, sector = entry.record, ctx.site.sector
    return EventPage(
        **_listed(ctx, entry),
        crumbs=_crumbs(ctx, entry.year),
        correction=ctx.correction(record),
        prose=ProseSource(entry.body.text, entry.links),
        json_ld=_json_ld(ctx, entry),
        og_type="article",
        published=str(record.publish_on) if record.publish_on else "",
        modified=ctx.modified(record),
        picture=None if record.photos else event_picture(ctx, entry),
        internal=record.audience == "internal",
        date=ctx.event_date(entry),
        basis=_basis(ctx, entry),
        time=record.time or "",
        kinds=ctx.kinds(record.kinds),
        belongings=(
            *(_belonging(ctx, key) for key in entry.terms),
            *(Belonging(ctx.cluster_link(c), None, None) for c in entry.undated_in),
        ),
        campaigns=tuple(
            Link(typeset(ctx.site.campaigns[c].record.name), addresses.campaign(c))
            for c in record.campaigns
        ),
        summary="" if _is_told(record.summary, entry.body.text) else typeset(record.summary),
        place=typeset(record.place or ""),
        host=ctx.unit_link(record.host) if record.host else None,
        units=tuple(ctx.unit_link(u) for u in record.units),
        members=_members(ctx, entry),
        members_as_told=" ".join(
            filter(None, (members_as_told(ctx, ctx.site.term(key)) for key in entry.terms))
        ),
        officials=tuple(
            OfficialView(o.name, o.rank or "", typeset(o.post or "")) for o in record.officials
        ),
        figures=tuple(figure_view(f) for f in record.figures),
        awards=tuple(award_view(ctx, a) for a in record.awards if not is_prize(a, sector)),
        prizes=tuple(award_view(ctx, a) for a in record.awards if is_prize(a, sector)),
        papers=paper_views(ctx, papers_of_event(ctx.site, entry)),
        lead_photo=first_photo(entry),
        photos=photo_views(entry)[1:],
        looking_forward=tuple(
            _looking_forward(ctx, ref.id, ref.year) for ref in record.commemorations
        ),
        pledges=tuple(
            Link(typeset(p.record.title), p.address)
            for p in ctx.site.pledges_by_event.get(entry.id, ())
        ),
        sources=ctx.sources(record.sources),
        neighbours=tuple(_neighbours(ctx, entry)),
    )


def _is_told(summary: str, text: str) -> bool:
    """Whether the first paragraph of a text has every word of the summary, so that both would say one thing twice."""
    first = text.strip().split("\n\n", 1)[0]
    said, told = (set(re.findall(r"\w+", part.casefold())) for part in (summary, first))
    return said <= told


def _crumbs(ctx: Context, year: int) -> tuple[Link, ...]:
    events = Link(ctx.ui["events"], addresses.EVENTS)
    return ctx.home(), events, year_link(ctx, addresses.EVENTS, year)


def _basis(ctx: Context, entry: EventEntry) -> BasisView:
    basis = entry.record.basis
    if basis is None:
        return BasisView("", "")
    return BasisView(ctx.basis(basis.clusters), typeset(basis.note or ""))


def _belonging(ctx: Context, key: TermKey) -> Belonging:
    cluster, term = ctx.site.cluster(key.cluster), ctx.site.term(key)
    own = term.number if term.number != cluster.number else None
    link = ctx.number_link(own) if own is not None else None
    return Belonging(ctx.cluster_link(key.cluster), ctx.term_link(key), link)


def _members(ctx: Context, entry: EventEntry) -> Members:
    """Members of the terms at that time; those of a part of it, where only the year is known, with their days."""
    found: dict[str, tuple[Link, BasisKind]] = {}
    for key in entry.terms:
        term = ctx.site.term(key)
        bases = {m.unit: membership_basis(m, term) for m in term.members}
        for unit, days in members_during(term, entry.span):
            link = ctx.unit_link(unit)
            when = f" ({ctx.date(days).short})" if days else ""
            found.setdefault(unit, (replace(link, title=f"{link.title}{when}"), bases[unit]))
    return members_of(ctx, found.values())


def _looking_forward(ctx: Context, id_: str, year: int) -> LookingForward:
    """A commemoration by its name of that year; a year before it was observed says so."""
    record = ctx.site.commemorations[id_].record
    found = occurrence_in(record, year)
    words = ordinal_words(record, year, ctx.lang)
    note = f"{words} ({year})" if words else str(year)
    if found and found.counted_later:
        note = ctx.ui["before_observed"].format(note=note)
    name = found.title(ctx.lang) if found else record.name
    return LookingForward(Link(typeset(name), addresses.commemoration(id_)), typeset(note))


def _neighbours(ctx: Context, entry: EventEntry) -> Iterator[Neighbours]:
    for cluster in entry.clusters:
        line = ctx.site.events_by_cluster[cluster]
        place = ctx.site.places_in_clusters[cluster, entry.id]
        if entry.span.start.is_unknown:
            continue
        dated = place and not line[place - 1].span.start.is_unknown
        before = ctx.event_item(line[place - 1]) if dated else None
        after = ctx.event_item(line[place + 1]) if place + 1 < len(line) else None
        if before or after:
            yield Neighbours(ctx.cluster_link(cluster), before, after)


def _json_ld(ctx: Context, entry: EventEntry) -> dict[str, Any]:
    """schema.org/Event; dates at the precision known, and only where a source states them. https://schema.org/Event"""
    record = entry.record
    data: dict[str, Any] = {
        "@type": "Event",
        "name": record.title,
        "inLanguage": ctx.lang,
    }
    stated = record.basis is None or record.basis.date == "stated"
    if stated and not entry.span.start.is_unknown:
        time = f"T{record.time}:00+07:00" if record.time else ""
        data |= {"startDate": f"{record.date.from_}{time}", "endDate": str(record.date.to)}
    if record.place:
        data["location"] = {"@type": "Place", "name": record.place}
    if record.host and record.host in ctx.site.units:
        data["organizer"] = {"@type": "Organization", "name": ctx.site.unit(record.host).name}
    return data | url_of(ctx, entry.address)
