"""The register of pledges: all clusters and terms, what exists and what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.pledges.articles import split_body
from thidua.text import fold, typeset
from thidua.views.pledges import comparisons
from thidua.views.pledges.chooser import chooser_page
from thidua.views.pledges.pledge import listed_pledge, pledge_page
from thidua.views.shared.clusters import block_order, cluster_order
from thidua.views.shared.page import Context, Link, Page
from thidua.views.shared.registers import data_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.reading.records import Term
    from thidua.views.shared.page import ListedPage


@dataclass(frozen=True, slots=True)
class RegisterCell:
    """What the register says of a term's pledge."""

    term: Link
    state: str
    """``text summary missing``."""
    state_label: str
    pledge: Link | None
    articles: int
    targets: int
    years: str
    """The years the term reaches into, for the filter: ``2024 2025``; empty where its label names just these."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A cluster's line in the register; terms stand newest first."""

    cluster: Link
    block: str
    name_folded: str
    """For the filter by name."""
    cells: tuple[RegisterCell, ...]
    """The terms whose pledge is here."""
    gaps: tuple[RegisterCell, ...]
    """The others."""


@dataclass(frozen=True, kw_only=True)
class PledgesPage(Page):
    """The register: what exists and what is missing."""

    template = "pledges.html"
    rows: tuple[RegisterRow, ...]
    """The clusters of which there is a pledge."""
    empty: tuple[RegisterRow, ...]
    """The others."""
    kept: int
    missing: int
    blocks: tuple[str, ...]
    years: tuple[int, ...]
    states: tuple[tuple[str, str], ...]
    """Keys and words of the states that occur."""
    can_compare: bool
    """Whether there are two pledges."""
    data: tuple[Link, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """The register, the chooser of any two, each pledge and comparisons of neighbours."""
    yield from lists(ctx)
    for cluster_id in ctx.site.pledges_by_cluster:
        yield from pages_of(ctx, cluster_id)


def lists(ctx: Context) -> Iterator[Page]:
    """The register and the chooser."""
    yield register(ctx)
    yield chooser_page(ctx)


def listed_of(ctx: Context, cluster_id: str) -> Iterator[ListedPage]:
    """What is known of `pages_of` before they are made."""
    for entry in ctx.site.pledges_by_cluster.get(cluster_id, ()):
        yield listed_pledge(ctx, entry)
    yield from comparisons.listed(ctx, cluster_id)


def pages_of(ctx: Context, cluster_id: str) -> Iterator[Page]:
    """The pledges of a cluster, and comparisons of neighbours."""
    pairs = comparisons.neighbours(ctx, cluster_id)
    for entry, pair in zip_longest(ctx.site.pledges_by_cluster.get(cluster_id, ()), pairs):
        yield pledge_page(ctx, entry, pair)
    yield from comparisons.pages(ctx, pairs)


def register(ctx: Context) -> PledgesPage:
    """All clusters and their terms, by block and name."""
    rows = []
    years: set[int] = set()

    def place(cluster_id: str) -> tuple[object, ...]:
        return block_order(ctx, ctx.site.cluster(cluster_id).block), cluster_order(ctx, cluster_id)

    for cluster_id in sorted(ctx.site.clusters, key=place):
        entry = ctx.site.clusters[cluster_id]
        terms = ctx.site.terms_in_order[cluster_id]
        years.update(year for term in terms for year in _years(term))
        cells = tuple(_cell(ctx, TermKey(cluster_id, t.term), t) for t in reversed(terms))
        rows.append(
            RegisterRow(
                cluster=ctx.cluster_link(cluster_id),
                block=ctx.label("block", entry.record.block),
                name_folded=fold(" ".join([entry.record.name, *entry.record.aliases])),
                cells=tuple(cell for cell in cells if cell.pledge),
                gaps=tuple(cell for cell in cells if not cell.pledge),
            )
        )
    kept = sum(len(row.cells) for row in rows)
    found = {cell.state for row in rows for cell in (*row.cells, *row.gaps)}
    return PledgesPage(
        address=addresses.PLEDGES,
        title=ctx.ui["pledges"],
        description=ctx.ui["pledges_description"],
        crumbs=(ctx.home(),),
        rows=tuple(row for row in rows if row.cells),
        empty=tuple(row for row in rows if not row.cells),
        kept=kept,
        missing=sum(len(row.gaps) for row in rows),
        blocks=tuple(dict.fromkeys(row.block for row in rows)),
        years=tuple(sorted(years, reverse=True)),
        states=tuple(
            (state, ctx.label("pledge", state))
            for state in ("text", "summary", "missing")
            if state in found
        ),
        can_compare=kept > 1,
        data=data_links(ctx, "pledges", "articles", "targets"),
    )


def _years(term: Term) -> list[int]:
    first = term.span.start.year
    return list(range(first, (term.to.year if term.to else first) + 1))


def _cell(ctx: Context, key: TermKey, term: Term) -> RegisterCell:
    entry = ctx.site.pledges.get(key)
    link = ctx.term_link(key)
    years = " ".join(str(year) for year in _years(term))
    state = "missing" if entry is None else "summary" if entry.record.summary else "text"
    return RegisterCell(
        term=link,
        state=state,
        state_label=ctx.label("pledge", state),
        pledge=Link(typeset(entry.record.title), entry.address) if entry else None,
        articles=len(split_body(entry.body).articles) if entry else 0,
        targets=len(entry.record.targets) if entry else 0,
        years="" if " ".join(re.findall("[0-9]{4}", link.title)) == years else years,
    )
