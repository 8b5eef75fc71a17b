"""Clusters: the index by block, and a cluster through time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.campaign.terms import (
    all_numbers,
    cluster_number,
    clusters_with_number,
    composition_of,
    terms_in_order,
)
from thidua.text import typeset
from thidua.views.clusters.members import MemberRow, member_rows
from thidua.views.clusters.overview import Overview, overview
from thidua.views.clusters.terms import term_page
from thidua.views.clusters.timeline import Timeline, timeline
from thidua.views.shared.clusters import ClusterBlock, cluster_blocks, latest_members
from thidua.views.shared.page import Context, Link, Page, Roles, SourceView, years_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.reading.base import Source
    from thidua.reading.records import Cluster, Term


@dataclass(frozen=True, kw_only=True)
class ClustersPage(Page):
    """All clusters, by block."""

    template = "clusters.html"
    blocks: tuple[ClusterBlock, ...]
    numbers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in the cluster's table of terms."""

    term: Link
    span: str
    number: str
    lead: Link | None
    deputy: Link | None
    member_count: str
    event_count: int
    pledge: Link | None


@dataclass(frozen=True, slots=True)
class NamesakeView:
    """Another cluster of the same number."""

    cluster: Link
    block: str
    owner: str
    years: str


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
    current_members: tuple[Link, ...]
    terms: tuple[TermRow, ...]
    member_columns: tuple[Link, ...]
    member_rows: tuple[MemberRow, ...]
    overview: Overview | None
    timeline: Timeline
    namesakes: tuple[NamesakeView, ...]
    sources: tuple[SourceView, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """The index, each cluster with its terms."""
    yield _clusters_page(ctx)
    for cluster_id, entry in ctx.site.clusters.items():
        yield cluster_page(ctx, cluster_id)
        for term in terms_in_order(entry.record):
            yield term_page(ctx, TermKey(cluster_id, term.term))


def _clusters_page(ctx: Context) -> ClustersPage:
    return ClustersPage(
        address=addresses.CLUSTERS,
        title=ctx.ui["clusters"],
        description=ctx.ui["clusters_description"],
        crumbs=(ctx.home(),),
        blocks=cluster_blocks(ctx),
        numbers=tuple(ctx.number_link(n) for n in all_numbers(ctx.site)),
    )


def cluster_page(ctx: Context, cluster_id: str) -> ClusterPage:
    """A cluster through time."""
    entry = ctx.site.clusters[cluster_id]
    record = entry.record
    terms = terms_in_order(record)
    rows = tuple(_term_row(ctx, cluster_id, record, term) for term in reversed(terms))
    events = ctx.site.events_by_cluster.get(cluster_id, ())
    known = [t for t in terms if t.members]
    return ClusterPage(
        address=addresses.cluster(cluster_id),
        title=typeset(record.name),
        description=record.summary or ctx.ui["cluster_description"].format(name=record.name),
        crumbs=(ctx.home(), Link(ctx.ui["clusters"], addresses.CLUSTERS)),
        source_path=entry.path,
        updated=max((e.span.last for e in events), default=None),
        json_ld={
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": record.name,
            "alternateName": list(record.aliases),
        },
        feeds=(
            Link(typeset(record.name), addresses.cluster_feed(cluster_id)),
            Link(typeset(record.name), addresses.cluster_ics(cluster_id)),
        ),
        internal=record.audience == "internal",
        aliases=tuple(typeset(a) for a in record.aliases),
        number=ctx.number_link(record.number) if record.number is not None else None,
        owner=ctx.owner(record.owner),
        block=ctx.label("block", record.block),
        organisation=ctx.label("organisation", record.organisation or ""),
        summary=typeset(record.summary or ""),
        roles=ctx.roles(cluster_id),
        current=rows[0],
        current_members=latest_members(ctx, cluster_id, known[-1]) if known else (),
        terms=rows,
        member_columns=tuple(ctx.term_link(TermKey(cluster_id, t.term)) for t in terms),
        member_rows=member_rows(ctx, cluster_id, terms),
        overview=overview(ctx, cluster_id),
        timeline=timeline(ctx, cluster_id),
        namesakes=tuple(_namesakes(ctx, cluster_id)),
        sources=ctx.sources(_distinct_sources(record)),
    )


def _distinct_sources(record: Cluster) -> list[Source]:
    """Sources of the cluster and its terms, each once, in the order written."""
    return list(dict.fromkeys([*record.sources, *(s for t in record.terms for s in t.sources)]))


def _term_row(ctx: Context, cluster_id: str, record: Cluster, term: Term) -> TermRow:
    key = TermKey(cluster_id, term.term)
    number = cluster_number(record, term)
    pledge = ctx.site.pledges.get(key)
    count = len({m.unit for m in term.members})
    return TermRow(
        term=ctx.term_link(key),
        span=ctx.date(term.span).short,
        number=ctx.number(number) if number is not None else "",
        lead=ctx.unit_link(term.lead.unit) if term.lead else None,
        deputy=ctx.unit_link(term.deputy.unit) if term.deputy else None,
        member_count=str(len(composition_of(key, term, term.span.last).members)) if count else "",
        event_count=len(ctx.site.events_by_term.get(key, ())),
        pledge=Link(ctx.ui["pledge"], pledge.address) if pledge else None,
    )


def _namesakes(ctx: Context, cluster_id: str) -> Iterator[NamesakeView]:
    """Clusters that ever bore a number this one ever bore."""
    here = ctx.site.cluster(cluster_id)
    held = dict.fromkeys(n for t in here.terms if (n := cluster_number(here, t)) is not None)
    found = {
        other: terms for number in held for other, terms in clusters_with_number(ctx.site, number)
    }
    for other, terms in found.items():
        if other != cluster_id:
            record = ctx.site.cluster(other)
            yield NamesakeView(
                ctx.cluster_link(other),
                ctx.label("block", record.block),
                ctx.owner(record.owner).title,
                years_of((t.span for t in terms), ctx.lang),
            )
