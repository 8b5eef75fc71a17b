"""Comparisons: two pledges part by part beside each other.

Only neighbouring terms of a cluster have a page; all other pairs are compared in the reader's browser
(`thidua.views.pledges.chooser`), whose answer must be that of `comparison_view`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from thidua.campaign import addresses
from thidua.locale import phrase
from thidua.pledges import citation
from thidua.pledges.compare import compare
from thidua.pledges.pledge_text import PledgeText
from thidua.text import typeset
from thidua.views.pledges.comparison_rows import (
    ChangeSign,
    ComparisonRows,
    Demand,
    RowGroup,
    Tally,
    demands,
    signs_used,
    tallies,
)
from thidua.views.shared.page import Context, Link, Page, print_foot
from thidua.views.shared.share_pictures import cluster_picture

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from thidua.campaign.site import PledgeEntry
    from thidua.views.shared.page import ListedPage


@dataclass(frozen=True, slots=True)
class ComparedPledge:
    """One of the two pledges."""

    label: str
    """What tells it from the other: “năm 2024”, or the name of its cluster."""
    pledge: Link
    signed: str
    kind: str
    """``text`` or ``summary``, in words."""


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two pledges and what differs."""

    title: str
    cluster: Link | None
    """The cluster whose terms are compared; None for two clusters."""
    block: str
    """What stands in the place of the cluster where there are two: their block, or both."""
    internal: bool
    nothing: str
    """That nothing changed; empty where something did, and of two clusters."""
    tally: tuple[Tally, ...]
    harder: tuple[Demand, ...]
    """Targets that ask for more than before; of two clusters none does."""
    easier: tuple[Demand, ...]
    caution: str
    signs: tuple[ChangeSign, ...]
    old: ComparedPledge
    new: ComparedPledge
    groups: tuple[RowGroup, ...]


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two neighbouring pledges of a cluster and their rows, which stand on the page of the older and on their own."""

    older: PledgeEntry
    newer: PledgeEntry
    rows: ComparisonRows


@dataclass(frozen=True, kw_only=True)
class ComparisonPage(Page):
    """Two neighbouring terms of a cluster."""

    template = "comparison.html"
    shown: ComparisonView
    keys: tuple[str, str]
    """Both pledges as the address of the chooser names them."""
    previous: Link | None
    next: Link | None
    print_foot: str


def neighbours(ctx: Context, cluster_id: str) -> list[ComparedPair]:
    """The neighbouring pledges of a cluster, oldest first."""
    line = ctx.site.pledges_by_cluster.get(cluster_id, ())
    return [
        ComparedPair(one, other, compared_rows(ctx, one, other)) for one, other in pairwise(line)
    ]


def listed(ctx: Context, cluster_id: str) -> Iterator[ListedPage]:
    """What is known of `pages` before they are made."""
    for pair in pairwise(ctx.site.pledges_by_cluster.get(cluster_id, ())):
        yield Page(**_listed(ctx, *pair)).listed


def pages(ctx: Context, compared: Sequence[ComparedPair]) -> Iterator[Page]:
    """A page for each two neighbouring terms of a cluster that have a pledge: `neighbours`."""
    pairs = [(pair.older, pair.newer) for pair in compared]
    for place, pair in enumerate(compared):
        before = pairs[place - 1] if place else None
        after = pairs[place + 1] if place + 1 < len(pairs) else None
        yield _page(ctx, pair, (_pair_link(ctx, before), _pair_link(ctx, after)))


def _page(
    ctx: Context, pair: ComparedPair, beside: tuple[Link | None, Link | None]
) -> ComparisonPage:
    older, newer = pair.older, pair.newer
    shown = comparison_view(ctx, older, newer, pair.rows)
    return ComparisonPage(
        **_listed(ctx, older, newer),
        crumbs=(
            ctx.home(),
            Link(ctx.ui["clusters"], addresses.CLUSTERS),
            ctx.cluster_link(newer.key.cluster),
            Link(f"{ctx.ui['pledge']} {shown.new.label}", newer.address),
        ),
        internal=shown.internal,
        picture=cluster_picture(ctx, newer.key.cluster),
        shown=shown,
        keys=(str(older.key), str(newer.key)),
        previous=beside[0],
        next=beside[1],
        print_foot=print_foot(ctx, comparison_address(older, newer)),
    )


def _listed(ctx: Context, older: PledgeEntry, newer: PledgeEntry) -> dict[str, Any]:
    labels = side_labels(ctx, older, newer)
    return {
        "address": comparison_address(older, newer),
        "title": _title(ctx, older, newer, labels),
        "description": ctx.ui["comparison_description"].format(
            one=labels[0], other=labels[1], cluster=ctx.cluster_link(newer.key.cluster).title
        ),
        "updated": _updated(older, newer),
    }


def comparison_address(older: PledgeEntry, newer: PledgeEntry) -> str:
    """The page of two neighbouring terms."""
    return addresses.comparison(older.key.cluster, older.key.term, newer.key.term)


def comparison_view(
    ctx: Context, one: PledgeEntry, other: PledgeEntry, rows: ComparisonRows | None = None
) -> ComparisonView:
    """Any two pledges. Of two terms of a cluster the newer changed the older; two clusters only differ.

    ``rows`` are theirs, by who has made them already.
    """
    across = one.key.cluster != other.key.cluster
    shown = (rows or compared_rows(ctx, one, other)).groups()
    labels = side_labels(ctx, one, other)
    same = all(row.mark == "same" for group in shown for row in group.rows)
    return ComparisonView(
        title=_title(ctx, one, other, labels),
        cluster=None if across else ctx.cluster_link(other.key.cluster),
        block=_block(ctx, one, other) if across else "",
        internal="internal" in {one.record.audience, other.record.audience},
        nothing=phrase(ctx.lang, "pledges.nothing") if same and not across else "",
        tally=tallies(shown),
        harder=demands(shown, "stricter"),
        easier=demands(shown, "looser"),
        caution=citation.comparison_caution(one.record, other.record, ctx.lang) or "",
        signs=signs_used(ctx, shown, cross_cluster=across),
        old=_side(ctx, one, labels[0]),
        new=_side(ctx, other, labels[1]),
        groups=shown,
    )


def compared_rows(ctx: Context, one: PledgeEntry, other: PledgeEntry) -> ComparisonRows:
    """The rows of two pledges."""
    texts = (PledgeText.of(entry.record, entry.body) for entry in (one, other))
    return ComparisonRows(ctx, compare(*texts), cross_cluster=one.key.cluster != other.key.cluster)


def side_labels(ctx: Context, one: PledgeEntry, other: PledgeEntry) -> tuple[str, str]:
    """What tells two pledges apart: their terms, their clusters, or both."""
    terms = ctx.term_label(one.key), ctx.term_label(other.key)
    if one.key.cluster == other.key.cluster:
        return terms
    names = ctx.cluster_name(one.key.cluster), ctx.cluster_name(other.key.cluster)
    if terms[0] == terms[1]:
        return names
    words = ctx.ui["compare_side"]
    return (
        words.format(cluster=names[0], term=terms[0]),
        words.format(cluster=names[1], term=terms[1]),
    )


def _title(ctx: Context, one: PledgeEntry, other: PledgeEntry, labels: tuple[str, str]) -> str:
    cluster, term = ctx.cluster_name(one.key.cluster), ctx.term_label(one.key)
    if one.key.cluster == other.key.cluster:
        kind = "comparison_title"
    elif term == ctx.term_label(other.key):
        kind = "cross_cluster_comparison_title"
    else:
        kind = "cross_term_comparison_title"
    title: str = ctx.ui[kind].format(one=labels[0], other=labels[1], cluster=cluster, label=term)
    return title


def _block(ctx: Context, one: PledgeEntry, other: PledgeEntry) -> str:
    blocks = [ctx.label("block", ctx.site.cluster(e.key.cluster).block) for e in (one, other)]
    if blocks[0] == blocks[1]:
        return blocks[0]
    both: str = ctx.ui["compare_and"].format(one=blocks[0], other=blocks[1])
    return both


def _side(ctx: Context, entry: PledgeEntry, label: str) -> ComparedPledge:
    record = entry.record
    return ComparedPledge(
        label=label,
        pledge=Link(typeset(record.title), entry.address),
        signed=ctx.day(record.signed_on).words if record.signed_on else "",
        kind=ctx.label("pledge", "summary" if record.summary else "text"),
    )


def _updated(*entries: PledgeEntry) -> dt.date | None:
    return max((e.record.signed_on.last for e in entries if e.record.signed_on), default=None)


def _pair_link(ctx: Context, pair: tuple[PledgeEntry, PledgeEntry] | None) -> Link | None:
    if pair is None:
        return None
    one, other = (ctx.term_label(e.key) for e in pair)
    words = ctx.ui["compare_and"].format(one=one, other=other)
    return Link(f"{ctx.ui['compare']} {words}", comparison_address(*pair))
