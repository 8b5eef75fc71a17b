"""Clusters: the index by block, and a cluster through time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.campaign.terms import (
    basis_of,
    cluster_number,
)
from thidua.dates import Span, short, years_of
from thidua.text import typeset
from thidua.views.clusters.members import MemberRow, member_rows
from thidua.views.clusters.overview import Overview, overview
from thidua.views.clusters.terms import term_page
from thidua.views.clusters.timeline import Timeline, timeline
from thidua.views.shared.archive import archive_of, archive_pages
from thidua.views.shared.as_at import AsAt, cluster_as_at
from thidua.views.shared.clusters import (
    ClusterBlock,
    Members,
    cluster_blocks,
    cluster_order,
    latest_members,
    member_count,
    members_as_told,
    names_members,
)
from thidua.views.shared.page import (
    BookLinks,
    Context,
    Link,
    Page,
    Roles,
    SourceView,
    TermEnd,
    last_day,
    more_link,
)
from thidua.views.shared.scores import scores_link
from thidua.views.shared.share_pictures import cluster_picture
from thidua.views.shared.sharing import cluster_organization
from thidua.views.shared.standing import (
    ComingDay,
    NewestPledges,
    coming_days,
    last_calendar_year,
    newest_pledges,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thidua.reading.base import Source
    from thidua.reading.records import Cluster, Decision, Term


MOST_TERMS = 12
"""Terms with a place of their own in the table, the timeline and the columns of members; earlier ones are links."""
MOST_CELLS = 225
"""Most cells of the table of members: where many units were members ever, fewer terms have a place of their own."""
MOST_SOURCES = 12
"""Sources that are named; the others are on the pages of the terms."""
MOST_NAMESAKES = 10
"""Other clusters of its number that a cluster's page names; the page of the number has all."""


NEAREST = 40
"""Clusters of its number on either side, in the order of ids, among which its namesakes are looked for."""


@dataclass(frozen=True, kw_only=True)
class ClustersPage(Page):
    """All clusters, by block."""

    template = "clusters.html"
    blocks: tuple[ClusterBlock, ...]
    names_members: bool
    """Whether members are named; else how many there are."""
    numbers: tuple[Link, ...]
    books: tuple[BookLinks, ...]
    """Of whole years."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in the cluster's table of terms."""

    term: Link
    span: str
    span_basis: str
    """``suy ra``, ``phục dựng``; empty for what a source states, like the others."""
    end: TermEnd | None
    number: str
    """``số 3``, where it is not the one the cluster is known by."""
    lead: Link | None
    deputy: Link | None
    members: Members
    """On the last day."""
    members_as_told: str
    """A sentence with what a source calls the members where it does not name them all."""
    member_count: str
    event_count: int
    pledge: Link | None
    scores: Link | None


@dataclass(frozen=True, slots=True)
class KnownMembers:
    """The members of the newest term of which they are known, where that is not the latest term."""

    title: str
    """``Thành viên năm 2024``."""
    members: Members


@dataclass(frozen=True, slots=True)
class NamesakeView:
    """Another cluster that bore the same number at the same time."""

    cluster: Link
    organisation: str
    block: str
    owner: str
    years: str
    """The years in which both bore it."""


@dataclass(frozen=True, kw_only=True)
class ClusterPage(Page):
    """A cluster through time."""

    template = "cluster.html"
    aliases: tuple[str, ...]
    number: Link | None
    owner: Link
    block: str
    organisation: str
    summary: str
    roles: Roles
    current: TermRow
    pledges: NewestPledges
    days: tuple[ComingDay, ...]
    last_year: int
    """The last year there is a calendar of: no later one is asked for."""
    as_at: AsAt | None
    last_known: KnownMembers | None
    founding: str
    terms: tuple[TermRow, ...]
    has_scores: bool
    """Whether one of them has scores."""
    """The newest, newest first."""
    earlier_terms: tuple[Link, ...]
    """The others."""
    member_columns: tuple[Link, ...]
    member_rows: tuple[MemberRow, ...]
    overview: Overview | None
    timeline: Timeline
    namesakes: tuple[NamesakeView, ...]
    more_namesakes: tuple[Link, ...]
    books: tuple[BookLinks, ...]
    """Of its terms, newest first."""
    sources: tuple[SourceView, ...]
    more_sources: bool
    """Whether terms have others."""


def pages(ctx: Context) -> Iterator[Page]:
    """The index, each cluster with its terms."""
    yield clusters_page(ctx)
    for cluster_id in ctx.site.clusters:
        yield from pages_of(ctx, cluster_id)


def pages_of(ctx: Context, cluster_id: str) -> Iterator[Page]:
    """A cluster and its terms."""
    yield cluster_page(ctx, cluster_id)
    for term in ctx.site.terms_in_order[cluster_id]:
        key = TermKey(cluster_id, term.term)
        page = term_page(ctx, key)
        yield page
        yield from archive_pages(ctx, archive_of(page), ctx.site.events_by_term.get(key, ()))


def clusters_page(ctx: Context) -> ClustersPage:
    """The index."""
    blocks = cluster_blocks(ctx)
    return ClustersPage(
        address=addresses.CLUSTERS,
        title=ctx.ui["clusters"],
        description=ctx.ui["clusters_description"],
        crumbs=(ctx.home(),),
        blocks=blocks,
        names_members=names_members(line.members for block in blocks for line in block.clusters),
        numbers=tuple(ctx.number_link(n) for n in ctx.clusters_by_number),
        books=ctx.books_of_years(),
    )


def cluster_page(ctx: Context, cluster_id: str) -> ClusterPage:
    """A cluster through time."""
    entry = ctx.site.clusters[cluster_id]
    record = entry.record
    terms = ctx.site.terms_in_order[cluster_id]
    shown = terms[-_room(terms) :]
    rows = tuple(_term_row(ctx, cluster_id, record, term) for term in reversed(shown))
    sources = _distinct_sources(record, shown)
    events = ctx.site.events_by_cluster.get(cluster_id, ())
    namesakes = list(_namesakes(ctx, cluster_id))
    return ClusterPage(
        address=addresses.cluster(cluster_id),
        title=typeset(record.name),
        head_title=ctx.cluster_name(cluster_id),
        description=record.summary or ctx.ui["cluster_description"].format(name=record.name),
        crumbs=(ctx.home(), Link(ctx.ui["clusters"], addresses.CLUSTERS)),
        source_path=entry.path,
        correction=ctx.correction(record),
        updated=ctx.updated(record, last_day(events)),
        json_ld=cluster_organization(ctx, cluster_id),
        feeds=(
            Link(ctx.cluster_name(cluster_id), addresses.cluster_feed(cluster_id)),
            Link(ctx.cluster_name(cluster_id), addresses.cluster_ics(cluster_id)),
        ),
        internal=record.audience == "internal",
        picture=cluster_picture(ctx, cluster_id),
        aliases=tuple(typeset(a) for a in record.aliases),
        number=ctx.number_link(record.number) if record.number is not None else None,
        owner=ctx.owner(record.owner),
        block=ctx.label("block", record.block),
        organisation=ctx.label("organisation", record.organisation or ""),
        summary=typeset(record.summary or ""),
        roles=ctx.roles(cluster_id),
        current=rows[0],
        pledges=newest_pledges(ctx, cluster_id),
        days=coming_days(ctx, [cluster_id]),
        last_year=last_calendar_year(ctx),
        as_at=cluster_as_at(ctx, cluster_id, shown),
        last_known=_last_known(ctx, cluster_id, terms),
        founding=_decision(ctx, record.founding) if record.founding else "",
        terms=rows,
        has_scores=any(row.scores for row in rows),
        earlier_terms=tuple(
            ctx.term_link(TermKey(cluster_id, t.term)) for t in reversed(terms[: -len(shown)])
        ),
        member_columns=tuple(ctx.term_link(TermKey(cluster_id, t.term)) for t in shown),
        member_rows=member_rows(ctx, cluster_id, terms, shown),
        overview=overview(ctx, cluster_id),
        timeline=timeline(ctx, cluster_id, shown),
        namesakes=tuple(namesakes[:MOST_NAMESAKES]),
        more_namesakes=more_link(
            ctx,
            "more_clusters",
            len(namesakes) - MOST_NAMESAKES,
            addresses.number(record.number) if record.number else addresses.CLUSTERS,
        ),
        books=ctx.books_of_terms(TermKey(cluster_id, t.term) for t in reversed(terms)),
        sources=ctx.sources(sources[:MOST_SOURCES]),
        more_sources=len(sources) > MOST_SOURCES or len(shown) < len(terms),
    )


def _room(terms: Sequence[Term]) -> int:
    """How many of the newest terms have a place of their own."""
    members = len({member.unit for term in terms for member in term.members})
    return min(MOST_TERMS, max(MOST_CELLS // max(members, 1), 1))


def _distinct_sources(record: Cluster, terms: Sequence[Term]) -> list[Source]:
    """Sources of the cluster and of some of its terms, each once, in the order written."""
    return list(dict.fromkeys([*record.sources, *(s for t in terms for s in t.sources)]))


def _term_row(ctx: Context, cluster_id: str, record: Cluster, term: Term) -> TermRow:
    key = TermKey(cluster_id, term.term)
    own = term.number if term.number != record.number else None
    pledge = ctx.site.pledges.get(key)
    basis = basis_of(term)
    return TermRow(
        term=ctx.term_link(key),
        span=ctx.date(term.span).short,
        span_basis=ctx.basis(basis.date),
        end=ctx.term_end(term),
        number=ctx.number(own) if own is not None else "",
        lead=ctx.unit_link(term.lead.unit, basis.lead) if term.lead else None,
        deputy=ctx.unit_link(term.deputy.unit, basis.deputy) if term.deputy else None,
        members=latest_members(ctx, cluster_id, term),
        members_as_told=members_as_told(ctx, term),
        member_count=member_count(ctx, term),
        event_count=len(ctx.site.events_by_term.get(key, ())),
        pledge=Link(ctx.ui["pledge"], pledge.address) if pledge else None,
        scores=scores_link(ctx, key),
    )


def _last_known(ctx: Context, cluster_id: str, terms: Sequence[Term]) -> KnownMembers | None:
    """The members of the newest term that names some, where it is not the latest one."""
    known = next((t for t in reversed(terms) if t.members), None)
    if known is None or known is terms[-1] or terms[-1].member_note:
        return None
    label = ctx.term_label(TermKey(cluster_id, known.term))
    return KnownMembers(
        typeset(ctx.ui["last_known_members"].format(term=label)),
        latest_members(ctx, cluster_id, known),
    )


def _decision(ctx: Context, decision: Decision) -> str:
    """``số 12/QĐ-VD, 04/10/2018, người ký: Nguyễn Văn Mẫu``: what is known of it."""
    parts = []
    if decision.number:
        parts.append(ctx.ui["decision_number"].format(number=decision.number))
    if decision.date:
        parts.append(short(decision.date, ctx.lang))
    if decision.signed_by:
        parts.append(ctx.ui["decision_signed"].format(name=decision.signed_by))
    return typeset(", ".join(parts))


def _namesakes(ctx: Context, cluster_id: str) -> Iterator[NamesakeView]:
    """Clusters that bore a number of this one at the same time, those of its own series first, then the latest."""
    here = ctx.site.cluster(cluster_id)
    shared: dict[str, list[Span]] = {}
    for number, spans in _numbered(here).items():
        bearers = list(ctx.clusters_by_number[number])
        here_in = bearers.index(cluster_id)
        for other in bearers[max(0, here_in - NEAREST) : here_in + NEAREST + 1]:
            terms = ctx.clusters_by_number[number][other]
            if other != cluster_id:
                held = [o for t in terms for s in spans if (o := _overlap(t.span, s))]
                shared.setdefault(other, []).extend(held)

    def place(other: str) -> tuple[object, ...]:
        record = ctx.site.cluster(other)
        strange = (record.owner != here.owner) + (record.block != here.block)
        return strange, -max(s.last for s in shared[other]).toordinal(), cluster_order(ctx, other)

    for other in sorted((o for o, spans in shared.items() if spans), key=place):
        record = ctx.site.cluster(other)
        yield NamesakeView(
            ctx.cluster_link(other),
            ctx.label("organisation", record.organisation or ""),
            ctx.label("block", record.block),
            ctx.owner(record.owner).title,
            years_of(shared[other], ctx.lang),
        )


def _numbered(cluster: Cluster) -> dict[int, list[Span]]:
    """When a cluster bore each of its numbers."""
    found: dict[int, list[Span]] = {}
    for term in cluster.terms:
        number = cluster_number(cluster, term)
        if number is not None:
            found.setdefault(number, []).append(term.span)
    return found


def _overlap(one: Span, other: Span) -> Span | None:
    """The days two spans share; None where there are none."""
    if not one.overlaps(other):
        return None
    start = max(one.start, other.start, key=lambda date: date.first)
    ends = [span.end for span in (one, other) if span.end is not None]
    return Span(start, min(ends, key=lambda date: date.last, default=None))
