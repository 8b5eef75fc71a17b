"""Units: the index by kind, and a unit through mergers and clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thidua.campaign import addresses
from thidua.campaign.scores import ranks
from thidua.campaign.terms import Participation, basis_of
from thidua.campaign.unit_events import events_by_unit, terms_of_unit
from thidua.campaign.units import MOST_KIN, all_predecessors, all_successors, lifetime, owner_id
from thidua.dates import years_of
from thidua.text import collation_key, typeset
from thidua.views.shared.archive import EventList, archive_of, archive_pages, event_list
from thidua.views.shared.as_at import AsAt, FactsOfTerm, facts_of_terms, unit_as_at
from thidua.views.shared.clusters import block_order, cluster_order
from thidua.views.shared.events import AwardList, award_list
from thidua.views.shared.page import (
    Context,
    EventItem,
    Link,
    Page,
    Roles,
    SourceView,
    TermEnd,
    more_link,
    newest_first,
)
from thidua.views.shared.scores import unit_ranks
from thidua.views.shared.share_pictures import unit_picture
from thidua.views.shared.sharing import url_of
from thidua.views.shared.standing import (
    ComingDay,
    NewestPledges,
    coming_days,
    last_calendar_year,
    newest_pledges,
)
from thidua.views.shared.units import distinct_name, lifetime_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thidua.campaign.site import EventEntry, ScoresEntry
    from thidua.reading.records import Award, Unit
    from thidua.views.shared.scores import UnitRank


REACH = 6
"""Namesakes on either side, in the order of ids, that a unit's page names."""
MOST_STANDINGS = 3
"""Most clusters whose lead, pledge and days head a unit's page."""
MOST_CLUSTER_EVENTS = 6
"""Newest events of its clusters on a unit's page; the pages of the clusters have them all."""
NO_KIND = "chua-ghi-loai"
"""Key of the units whose kind nobody wrote: no kind is claimed for them."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the index."""

    name: str
    address: str
    lifetime: str
    ended: bool


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The units of one kind."""

    key: str
    label: str
    units: tuple[UnitLine, ...]


@dataclass(frozen=True, kw_only=True)
class UnitsPage(Page):
    """All units, by kind."""

    template = "units.html"
    groups: tuple[UnitGroup, ...]


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """Terms of one cluster in which a unit (or one before or after it) had a place."""

    cluster: Link
    block: str
    terms: tuple[Link, ...]
    years: str
    roles: tuple[str, ...]
    """For example “Cụm trưởng (năm 2025)”."""
    basis: str
    """What of it no source states: ``suy ra``, ``phục dựng``."""


@dataclass(frozen=True, slots=True)
class RelatedUnit:
    """A unit before or after, its lifetime, and its own places in clusters."""

    unit: Link
    lifetime: str
    rows: tuple[ParticipationRow, ...]


@dataclass(frozen=True, slots=True)
class OwnedClusters:
    """Clusters of one block that a unit set up."""

    block: str
    clusters: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's newest place in a cluster, and what its people ask of that cluster."""

    through: Link | None
    """The successor that holds the place; None where the unit does."""
    cluster: Link
    block: str
    term: Link
    span: str
    end: TermEnd | None
    role: str
    basis: str
    """``suy ra``, ``phục dựng``; empty where a source states the place."""
    roles: Roles
    lead: Link | None
    deputy: Link | None
    pledges: NewestPledges


@dataclass(frozen=True, slots=True)
class UnitNow:
    """What the people of a unit ask first."""

    standings: tuple[Standing, ...]
    """Its newest places, newest first."""
    days: tuple[ComingDay, ...]
    """What is to come in those clusters."""


@dataclass(frozen=True, kw_only=True)
class UnitPage(Page):
    """A unit through time."""

    template = "unit.html"
    id: str
    short: str
    aliases: tuple[str, ...]
    kind: str
    lifetime: str
    predecessors: tuple[RelatedUnit, ...]
    """The units that went into this one, nearest first."""
    successors: tuple[RelatedUnit, ...]
    is_line_cut: bool
    """Whether more may have gone before or come after than are told of."""
    namesakes: tuple[Link, ...]
    """Other units of its name, and where all of them are if these are not."""
    standings: tuple[Standing, ...]
    """Its newest places, newest first."""
    days: tuple[ComingDay, ...]
    """What is to come in those clusters."""
    last_year: int
    """The last year there is a calendar of: no later one is asked for."""
    as_at: AsAt | None
    rows: tuple[ParticipationRow, ...]
    parent: Link | None
    unions: tuple[Link, ...]
    """Its youth, women's and trade unions."""
    below: tuple[Link, ...]
    """Other units directly below, such as departments."""
    ended_below: tuple[Link, ...]
    """Those that ended before it did."""
    owned: tuple[OwnedClusters, ...]
    """The clusters it set up, by block."""
    ranks: tuple[UnitRank, ...]
    """Its places, the newest first."""
    awards: AwardList
    """What it was awarded, the newest first."""
    events: EventList
    cluster_events: tuple[EventItem, ...]
    """The newest of its clusters while it was in them, that do not name it."""
    sources: tuple[SourceView, ...]

    @property
    def has_places(self) -> bool:
        """Whether it, or a unit before or after it, is known to have been in a cluster."""
        return bool(self.rows) or any(kin.rows for kin in (*self.successors, *self.predecessors))


@dataclass(frozen=True, slots=True)
class PlacesOfUnits:
    """Where units are named, gathered once for the pages of all."""

    events: Mapping[str, list[EventEntry]]
    owned: Mapping[str, list[str]]
    """Clusters by the unit that set them up."""
    participations: Mapping[str, Sequence[Participation]]
    scores: Mapping[str, list[ScoresEntry]]
    """Where they are ranked, by cluster, oldest first."""
    among_namesakes: Mapping[str, int]
    """The place of each among the units of its name."""
    facts: FactsOfTerm


def pages(ctx: Context) -> Iterator[Page]:
    """The index and each unit."""
    yield from index(ctx)
    places = places_of_units(ctx)
    for unit_id in ctx.site.units:
        yield from pages_of(ctx, unit_id, places)


def index(ctx: Context) -> Iterator[Page]:
    """All units by kind."""
    yield _units_page(ctx)


def places_of_units(ctx: Context) -> PlacesOfUnits:
    """Where the units of a site are named."""
    owned: dict[str, list[str]] = {}
    for cluster_id, cluster in ctx.site.clusters.items():
        owned.setdefault(owner_id(ctx.site, cluster.record.owner), []).append(cluster_id)
    ranked: dict[str, list[ScoresEntry]] = {}
    for entries in ctx.site.scores_by_cluster.values():
        for scores in entries:
            for unit in ranks(scores.record):
                ranked.setdefault(unit, []).append(scores)
    alike = ctx.site.units_by_name.values()
    return PlacesOfUnits(
        events_by_unit(ctx.site),
        owned,
        ctx.participations,
        ranked,
        {unit: place for units in alike for place, unit in enumerate(units)},
        facts_of_terms(ctx),
    )


def pages_of(ctx: Context, unit_id: str, places: PlacesOfUnits) -> Iterator[Page]:
    """A unit, and the years of its events where these are many."""
    name, place = ctx.site.unit(unit_id).name, places.among_namesakes[unit_id]
    near = ctx.site.units_by_name[name][max(0, place - REACH) : place + REACH + 1]
    page = _unit(ctx, unit_id, places, near)
    yield page
    yield from archive_pages(ctx, archive_of(page), places.events.get(unit_id, ()))


def _units_page(ctx: Context) -> UnitsPage:
    groups: dict[str, list[str]] = {}
    for unit_id, entry in ctx.site.units.items():
        groups.setdefault(entry.record.kind or NO_KIND, []).append(unit_id)

    def label(kind: str) -> str:
        return ctx.ui["kind_of_unit_unknown"] if kind == NO_KIND else ctx.label("unit", kind)

    def place(kind: str) -> tuple[bool, int, object]:
        order = ctx.site.sector.unit_order
        known = order.index(kind) if kind in order else len(order)
        return kind == NO_KIND, known, collation_key(label(kind))

    return UnitsPage(
        address=addresses.UNITS,
        title=ctx.ui["units"],
        description=ctx.ui["units_description"],
        crumbs=(ctx.home(),),
        groups=tuple(
            UnitGroup(
                key=kind,
                label=label(kind),
                units=tuple(
                    _line(ctx, u) for u in sorted(groups[kind], key=lambda u: _unit_order(ctx, u))
                ),
            )
            for kind in sorted(groups, key=place)
        ),
    )


def _unit_order(ctx: Context, unit_id: str) -> tuple[object, ...]:
    unit = ctx.site.unit(unit_id)
    return collation_key(unit.name), unit.span, unit_id


def _line(ctx: Context, unit_id: str) -> UnitLine:
    unit = ctx.site.unit(unit_id)
    return UnitLine(
        typeset(unit.name), addresses.unit(unit_id), lifetime_words(ctx, unit), unit.to is not None
    )


def _unit(
    ctx: Context,
    unit_id: str,
    places: PlacesOfUnits,
    alike: Sequence[str],
) -> UnitPage:
    """The page of a unit; ``alike`` are those of its name that stand nearest to it, itself among them."""
    entry = ctx.site.units[unit_id]
    record = entry.record
    before, after = all_predecessors(ctx.site, unit_id), all_successors(ctx.site, unit_id)
    held = [p for u in (unit_id, *after, *before) for p in places.participations.get(u, ())]
    now = unit_now(ctx, unit_id)
    told = places.events.get(unit_id, ())
    return UnitPage(
        address=addresses.unit(unit_id),
        title=typeset(record.name),
        head_title=distinct_name(ctx, unit_id),
        description=ctx.ui["unit_description"].format(name=record.name),
        crumbs=(ctx.home(), Link(ctx.ui["units"], addresses.UNITS)),
        source_path=entry.path,
        correction=ctx.correction(record),
        updated=ctx.updated(record, None),
        json_ld=_json_ld(ctx, record),
        feeds=_feeds(ctx, unit_id)
        if unit_id in places.events or terms_of_unit(ctx.site, unit_id, places.participations)
        else (),
        internal=record.audience == "internal",
        picture=unit_picture(ctx, unit_id),
        id=unit_id,
        short=typeset(record.short or ""),
        aliases=tuple(typeset(alias) for alias in record.aliases),
        kind=ctx.label("unit", record.kind) if record.kind else "",
        lifetime=lifetime_words(ctx, record),
        predecessors=tuple(_kin(ctx, u, places) for u in before),
        successors=tuple(_kin(ctx, u, places) for u in after),
        is_line_cut=len(before) >= len(ctx.site.predecessors.get(unit_id, ())) + MOST_KIN
        or len(after) >= len(ctx.site.successors.get(unit_id, ())) + MOST_KIN,
        namesakes=_namesakes(ctx, unit_id, alike),
        standings=now.standings,
        days=now.days,
        last_year=last_calendar_year(ctx),
        as_at=unit_as_at(ctx, unit_id, held, places.facts),
        rows=_rows(ctx, unit_id, places),
        parent=ctx.unit_link(record.parent) if record.parent else None,
        unions=tuple(_below(ctx, unit_id, ended=False, unions=True)),
        below=tuple(_below(ctx, unit_id, ended=False, unions=False)),
        ended_below=tuple(_below(ctx, unit_id, ended=True)),
        owned=_owned(ctx, places.owned.get(unit_id, ())),
        ranks=unit_ranks(ctx, unit_id, places.scores.get(unit_id, ())),
        awards=award_list(ctx, _awards(unit_id, told), addresses.AWARDS),
        events=event_list(ctx, addresses.unit(unit_id), told),
        cluster_events=_cluster_events(ctx, held, told),
        sources=ctx.sources(record.sources),
    )


def unit_now(ctx: Context, unit_id: str) -> UnitNow:
    """The newest places of a unit, or of those after it, and what is to come there."""
    held = [
        place
        for unit in (unit_id, *all_successors(ctx.site, unit_id))
        for place in ctx.participations.get(unit, ())
    ]
    newest = _newest_places(ctx, held)
    return UnitNow(
        tuple(_standing(ctx, unit_id, place) for place in newest),
        coming_days(ctx, dict.fromkeys(place.key.cluster for place in newest)),
    )


def _namesakes(ctx: Context, unit_id: str, alike: Sequence[str]) -> tuple[Link, ...]:
    """The others of its name that stand nearest to it, and where all are if these are not."""
    name = ctx.site.unit(unit_id).name
    others = [Link(distinct_name(ctx, u), addresses.unit(u)) for u in alike if u != unit_id]
    left = len(ctx.site.units_by_name[name]) - len(alike)
    return (*others, *more_link(ctx, "more_units", left, addresses.UNITS))


def _cluster_events(
    ctx: Context, held: Sequence[Participation], told: Sequence[EventEntry]
) -> tuple[EventItem, ...]:
    known = {event.id for event in told}
    found = {
        event.id: event
        for key in dict.fromkeys(place.key for place in held)
        for event in ctx.site.events_by_term.get(key, ())
        if event.id not in known
    }
    newest = newest_first(found.values())[:MOST_CLUSTER_EVENTS]
    return tuple(ctx.event_item(event) for event in newest)


def _awards(unit_id: str, told: Sequence[EventEntry]) -> Iterator[tuple[EventEntry, Award]]:
    for event in newest_first(told):
        for award in event.record.awards:
            if unit_id in award.to:
                yield event, award


def _json_ld(ctx: Context, unit: Unit) -> dict[str, Any]:
    """schema.org/GovernmentOrganization. https://schema.org/GovernmentOrganization"""
    data: dict[str, Any] = {"@type": "GovernmentOrganization", "name": unit.name}
    if names := [*filter(None, (unit.short,)), *unit.aliases]:
        data["alternateName"] = names
    if unit.parent and unit.parent in ctx.site.units:
        data["parentOrganization"] = {
            "@type": "GovernmentOrganization",
            "name": ctx.site.unit(unit.parent).name,
        }
    return data | url_of(ctx, addresses.unit(unit.id))


def _feeds(ctx: Context, unit_id: str) -> tuple[Link, ...]:
    name = distinct_name(ctx, unit_id)
    return (
        Link(name, addresses.unit_feed(unit_id)),
        Link(name, addresses.unit_ics(unit_id)),
    )


def _newest_places(ctx: Context, held: Sequence[Participation]) -> list[Participation]:
    """The newest place in each cluster, of one that is still its newest term; else the newest of all, by its time."""
    by_cluster: dict[str, Participation] = {}
    for place in sorted(held, key=lambda p: (p.span.last, p.span.first, p.role == "member")):
        known = by_cluster.get(place.key.cluster)
        if known is None or known.key != place.key or known.role == "member":
            by_cluster[place.key.cluster] = place
    newest = sorted(by_cluster.values(), key=lambda p: (p.span.last, p.span.first), reverse=True)
    current = [p for p in newest if ctx.site.terms_in_order[p.key.cluster][-1].term == p.key.term]
    return (current or newest[:1])[:MOST_STANDINGS]


def _standing(ctx: Context, unit_id: str, place: Participation) -> Standing:
    cluster_id = place.key.cluster
    term = ctx.site.term(place.key)
    basis = basis_of(term)
    return Standing(
        through=None
        if place.unit == unit_id
        else Link(distinct_name(ctx, place.unit), addresses.unit(place.unit)),
        cluster=ctx.cluster_link(cluster_id),
        block=ctx.label("block", ctx.site.cluster(cluster_id).block),
        term=ctx.term_link(place.key),
        span=ctx.date(place.span).short,
        end=ctx.term_end(term),
        role=ctx.role(cluster_id, place.role),
        basis=ctx.basis(place.basis),
        roles=ctx.roles(cluster_id),
        lead=ctx.unit_link(term.lead.unit, basis.lead) if term.lead else None,
        deputy=ctx.unit_link(term.deputy.unit, basis.deputy) if term.deputy else None,
        pledges=newest_pledges(ctx, cluster_id),
    )


def _below(
    ctx: Context, unit_id: str, *, ended: bool, unions: bool | None = None
) -> Iterator[Link]:
    """The units directly below that were there to its end, or those that ended before, with their days.

    ``unions`` asks for unions alone, or for none.
    """
    last = lifetime(ctx.site, unit_id).last
    kinds = {union.kind for union in ctx.site.sector.unions}
    for unit in sorted(ctx.site.subunits.get(unit_id, ()), key=lambda u: _unit_order(ctx, u)):
        held = lifetime(ctx.site, unit)
        if unions is not None and (ctx.site.unit(unit).kind in kinds) is not unions:
            continue
        if (held.last < last) is ended:
            name = distinct_name(ctx, unit)
            if ended and name == typeset(ctx.site.unit(unit).name):
                name = typeset(f"{name} ({ctx.date(held).short})")
            yield Link(name, addresses.unit(unit))


def _owned(ctx: Context, owned: Sequence[str]) -> tuple[OwnedClusters, ...]:
    blocks: dict[str, list[str]] = {}
    for cluster_id in owned:
        blocks.setdefault(ctx.site.cluster(cluster_id).block, []).append(cluster_id)
    return tuple(
        OwnedClusters(
            ctx.label("block", block),
            tuple(
                ctx.cluster_link(c)
                for c in sorted(blocks[block], key=lambda c: cluster_order(ctx, c))
            ),
        )
        for block in sorted(blocks, key=lambda b: block_order(ctx, b))
    )


def _kin(ctx: Context, unit_id: str, places: PlacesOfUnits) -> RelatedUnit:
    unit = ctx.site.unit(unit_id)
    rows = _rows(ctx, unit_id, places)
    return RelatedUnit(ctx.unit_link(unit_id), lifetime_words(ctx, unit), rows)


def _rows(ctx: Context, unit_id: str, places: PlacesOfUnits) -> tuple[ParticipationRow, ...]:
    by_cluster: dict[str, list[Participation]] = {}
    for place in places.participations.get(unit_id, ()):
        by_cluster.setdefault(place.key.cluster, []).append(place)
    return tuple(_row(ctx, cluster, found) for cluster, found in by_cluster.items())


def _row(ctx: Context, cluster: str, found: list[Participation]) -> ParticipationRow:
    keys = list(dict.fromkeys(place.key for place in found))
    return ParticipationRow(
        cluster=ctx.cluster_link(cluster),
        block=ctx.label("block", ctx.site.cluster(cluster).block),
        terms=tuple(ctx.term_link(key) for key in keys),
        years=years_of((place.span for place in found), ctx.lang),
        roles=tuple(
            f"{ctx.role(cluster, p.role)} ({ctx.term_label(p.key)})"
            for p in found
            if p.role in {"lead", "deputy"}
        ),
        basis=", ".join(dict.fromkeys(filter(None, (ctx.basis(p.basis) for p in found)))),
    )
