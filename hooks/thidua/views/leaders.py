"""The register of leads and deputies: every cluster and term, and every year."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.text import typeset
from thidua.views.shared.clusters import LeaderView, block_order, cluster_order, leader_view
from thidua.views.shared.page import Context, Link, Page
from thidua.views.shared.registers import (
    MOST_ROWS,
    RegisterPart,
    archive_lines,
    data_links,
    neighbours,
    newest,
    year_parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thidua.reading.records import Term
    from thidua.views.shared.archive import ArchivePart


@dataclass(frozen=True, slots=True)
class LeadersOfTerms:
    """Who led a cluster in a term; terms that follow each other and of which nobody is known, as one."""

    terms: tuple[Link, ...]
    lead: LeaderView | None
    deputy: LeaderView | None


@dataclass(frozen=True, slots=True)
class LeadersOfCluster:
    """The terms of a cluster, newest first."""

    cluster: Link
    internal: bool
    rows: tuple[LeadersOfTerms, ...]


@dataclass(frozen=True, slots=True)
class LeadersOfBlock:
    """The clusters of a block, and what their places are called."""

    key: str
    label: str
    lead: str
    deputy: str
    clusters: tuple[LeadersOfCluster, ...]


@dataclass(frozen=True, kw_only=True)
class LeadersPage(Page):
    """All terms or those of one year, by block and cluster."""

    template = "leaders.html"
    blocks: tuple[LeadersOfBlock, ...]
    counts: str
    """How many terms are known by their lead and how many are not."""
    note: str
    """That these are the terms of the newest year alone; empty where all stand here."""
    years: tuple[ArchivePart, ...]
    """Of all of them; a year leads to its neighbours alone, or years would grow with years."""
    previous: Link | None = None
    next: Link | None = None
    data: tuple[Link, ...] = ()


def pages(ctx: Context) -> Iterator[Page]:
    """The register, and its years."""
    keys = _keys(ctx)
    parts = year_parts(ctx, addresses.LEADERS, _by_year(ctx, keys))
    yield _register(ctx, keys, parts)
    for place, part in enumerate(parts):
        before, after = neighbours(parts, place)
        yield LeadersPage(
            address=part.address,
            title=typeset(ctx.ui["leaders_of_year"].format(when=part.when)),
            description=ctx.ui["leaders_of_year_description"].format(when=part.when),
            crumbs=(ctx.home(), Link(ctx.ui["leaders"], addresses.LEADERS)),
            blocks=_blocks(ctx, part.rows),
            counts=_counts(ctx, part.rows),
            note="",
            years=(),
            previous=before,
            next=after,
        )


def _register(
    ctx: Context, keys: Sequence[TermKey], parts: Sequence[RegisterPart[TermKey]]
) -> LeadersPage:
    """Every term, or those of the newest year where all are too many for one page."""
    is_cut = len(keys) > MOST_ROWS
    return LeadersPage(
        address=addresses.LEADERS,
        title=ctx.ui["leaders"],
        description=ctx.ui["leaders_description"],
        crumbs=(ctx.home(),),
        blocks=_blocks(ctx, newest(parts).rows if is_cut else keys),
        counts=_counts(ctx, keys),
        note=typeset(ctx.ui["leaders_newest"].format(when=newest(parts).when)) if is_cut else "",
        years=archive_lines(parts),
        data=data_links(ctx, "leaders"),
    )


def _keys(ctx: Context) -> list[TermKey]:
    """Every term by block and cluster, those of a cluster newest first."""

    def place(cluster_id: str) -> tuple[object, ...]:
        return block_order(ctx, ctx.site.cluster(cluster_id).block), cluster_order(ctx, cluster_id)

    return [
        TermKey(cluster_id, term.term)
        for cluster_id in sorted(ctx.site.clusters, key=place)
        for term in reversed(ctx.site.terms_in_order[cluster_id])
    ]


def _by_year(ctx: Context, keys: Sequence[TermKey]) -> dict[int, list[TermKey]]:
    """The terms by each year they reach into."""
    found: dict[int, list[TermKey]] = {}
    for key in keys:
        for year in _years(ctx, ctx.site.term(key)):
            found.setdefault(year, []).append(key)
    return found


def _years(ctx: Context, term: Term) -> range:
    """The years of a term; of one whose end is not known up to the newest that the content speaks of."""
    first = term.from_.year
    newest = ctx.newest_day.year if ctx.newest_day else first
    return range(first, max(first, term.to.year if term.to else newest) + 1)


def _counts(ctx: Context, keys: Sequence[TermKey]) -> str:
    known = sum(ctx.site.term(key).lead is not None for key in keys)
    words = ctx.ui["leaders_counts"].format(known=known, missing=len(keys) - known)
    return typeset(words)


def _blocks(ctx: Context, keys: Sequence[TermKey]) -> tuple[LeadersOfBlock, ...]:
    """Terms that stand by block and cluster, as tables."""
    found = []
    for block, run in groupby(keys, key=lambda key: ctx.site.cluster(key.cluster).block):
        own = list(run)
        roles = [ctx.roles(cluster) for cluster in dict.fromkeys(key.cluster for key in own)]
        found.append(
            LeadersOfBlock(
                key=block,
                label=ctx.label("block", block),
                lead=" / ".join(dict.fromkeys(role.lead for role in roles)),
                deputy=" / ".join(dict.fromkeys(role.deputy for role in roles)),
                clusters=tuple(
                    _cluster(ctx, cluster, list(terms))
                    for cluster, terms in groupby(own, key=lambda key: key.cluster)
                ),
            )
        )
    return tuple(found)


def _cluster(ctx: Context, cluster_id: str, keys: Sequence[TermKey]) -> LeadersOfCluster:
    return LeadersOfCluster(
        cluster=ctx.cluster_link(cluster_id),
        internal=ctx.site.cluster(cluster_id).audience == "internal",
        rows=tuple(
            row
            for is_known, run in groupby(keys, key=lambda key: _is_known(ctx, key))
            for row in _rows(ctx, list(run), is_known)
        ),
    )


def _is_known(ctx: Context, key: TermKey) -> bool:
    term = ctx.site.term(key)
    return bool(term.lead or term.deputy)


def _rows(ctx: Context, keys: Sequence[TermKey], is_known: bool) -> Iterator[LeadersOfTerms]:
    """A row for each term whose lead or deputy is known, one for all others of a run."""
    if not is_known:
        yield LeadersOfTerms(tuple(map(ctx.term_link, keys)), None, None)
        return
    for key in keys:
        term = ctx.site.term(key)
        lead, deputy = leader_view(ctx, term, "lead"), leader_view(ctx, term, "deputy")
        yield LeadersOfTerms((ctx.term_link(key),), lead, deputy)
