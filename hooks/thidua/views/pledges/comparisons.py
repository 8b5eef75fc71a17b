"""Comparisons: two terms of a cluster, or one term of two clusters, part by part beside each other.

A cluster's term is compared with up to `REACH` terms before it, and a cluster with up to `REACH` that
follow it in its block: all pairs while there are few, and pages that grow with the content, not with its
square. ``thidua compare`` compares any two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.cluster_names import short_names
from thidua.campaign.terms import cluster_number
from thidua.locale import phrases
from thidua.pledges import citation, cross_cluster
from thidua.pledges.compare import compare
from thidua.pledges.pledge_text import PledgeText
from thidua.pledges.summary import summary_sentence
from thidua.text import NBSP, collation_key, typeset
from thidua.views.pledges.comparison_rows import ChangeSign, RowGroup, groups, signs_used
from thidua.views.shared.page import Context, Link, Page, print_foot

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from thidua.campaign.site import PledgeEntry, Site

REACH = 5
"""How many neighbours on each side a pledge is compared with; all pairs of six terms."""


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
class ChooserLine:
    """A term, and the terms it can be compared with."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ComparisonPage(Page):
    """Two pledges and what differs."""

    template = "comparison.html"
    cluster: Link | None
    """The cluster whose terms are compared; None for two clusters."""
    block: str
    """What two clusters have in common; empty for terms of one."""
    old: ComparedPledge
    new: ComparedPledge
    summary: str
    caution: str
    signs: tuple[ChangeSign, ...]
    groups: tuple[RowGroup, ...]
    chooser: tuple[ChooserLine, ...]
    previous: Link | None
    next: Link | None
    print_foot: str


def pages(ctx: Context) -> Iterator[Page]:
    """Every pair within reach."""
    for line in ctx.site.pledges_by_cluster.values():
        for older, newer in comparable_pairs(line):
            yield _term_comparison(ctx, older, newer, line)
    for group in _cross_cluster_groups(ctx.site):
        for one, other in comparable_pairs(group):
            yield _cluster_comparison(ctx, one, other, group)


def comparable_pairs(line: Sequence[PledgeEntry]) -> Iterator[tuple[PledgeEntry, PledgeEntry]]:
    """The pairs that have a page, each in the order of the line."""
    for place, newer in enumerate(line):
        for older in line[max(0, place - REACH) : place]:
            yield older, newer


def comparison_links(ctx: Context, entry: PledgeEntry) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Where a pledge is compared: with other terms of its cluster, newest first; with other clusters."""
    terms = [
        Link(ctx.term_label(_partner(pair, entry).key), _address(*pair))
        for pair in comparable_pairs(ctx.site.pledges_by_cluster[entry.key.cluster])
        if entry in pair
    ]
    clusters = [
        Link(ctx.cluster_link(_partner(pair, entry).key.cluster).title, _address(*pair))
        for pair in comparable_pairs(_peer_pledges(ctx.site, entry))
        if entry in pair
    ]
    return tuple(reversed(terms)), tuple(clusters)


def _partner(pair: tuple[PledgeEntry, PledgeEntry], entry: PledgeEntry) -> PledgeEntry:
    return pair[1] if pair[0] is entry else pair[0]


def cross_cluster_links(ctx: Context) -> dict[str, list[Link]]:
    """Comparisons between clusters by term, newest term first."""
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for group in _cross_cluster_groups(ctx.site):
        for one, other in comparable_pairs(group):
            names = [_short_name(ctx, e, group) for e in (one, other)]
            found[ctx.term_label(one.key)].append(
                Link(
                    ctx.ui["compare_and"].format(one=names[0], other=names[1]), _address(one, other)
                )
            )
    return dict(found)


def _cross_cluster_groups(site: Site) -> list[list[PledgeEntry]]:
    """Pledges of one term, by owner and block, in the order of numbers; newest term first."""
    found: dict[tuple[str, str, str], PledgeEntry] = {}
    for entry in site.pledges.values():
        found.setdefault(_peer_key(site, entry), entry)
    groups = [_peer_pledges(site, found[kin]) for kin in sorted(found, reverse=True)]
    return [group for group in groups if len(group) > 1]


def _peer_pledges(site: Site, entry: PledgeEntry) -> list[PledgeEntry]:
    """The pledges that a pledge stands beside, itself among them."""
    kin = _peer_key(site, entry)
    group = [p for p in site.pledges.values() if p.key.term == kin[0] and _peer_key(site, p) == kin]

    def place(other: PledgeEntry) -> tuple[object, ...]:
        cluster = site.cluster(other.key.cluster)
        number = cluster_number(cluster, site.term(other.key))
        return number is None, number or 0, collation_key(cluster.name), other.key

    return sorted(group, key=place)


def _peer_key(site: Site, entry: PledgeEntry) -> tuple[str, str, str]:
    cluster = site.cluster(entry.key.cluster)
    return entry.key.term, cluster.owner, cluster.block


def _address(one: PledgeEntry, other: PledgeEntry) -> str:
    if one.key.cluster == other.key.cluster:
        return addresses.comparison(one.key.cluster, one.key.term, other.key.term)
    return addresses.cross_cluster_comparison(one.key.term, one.key.cluster, other.key.cluster)


# --- The two kinds of page -------------------------------------------------------------------


def _term_comparison(
    ctx: Context, older: PledgeEntry, newer: PledgeEntry, line: Sequence[PledgeEntry]
) -> ComparisonPage:
    """Two terms of a cluster: what the newer changed."""
    labels = [ctx.term_label(e.key) for e in (older, newer)]
    found = compare(
        PledgeText.of(older.record, older.body), PledgeText.of(newer.record, newer.body)
    )
    shown = groups(ctx, found)
    cluster = ctx.cluster_link(newer.key.cluster)
    before, after = _neighbour_pairs(ctx, older, newer, line)
    return ComparisonPage(
        address=_address(older, newer),
        title=ctx.ui["comparison_title"].format(
            one=labels[0], other=labels[1], cluster=cluster.title
        ),
        description=ctx.ui["comparison_description"].format(
            one=labels[0], other=labels[1], cluster=cluster.title
        ),
        crumbs=(
            ctx.home(),
            Link(ctx.ui["clusters"], addresses.CLUSTERS),
            cluster,
            Link(f"{ctx.ui['pledge']} {labels[1]}", newer.address),
        ),
        updated=_updated(older, newer),
        internal="internal" in {older.record.audience, newer.record.audience},
        cluster=cluster,
        block="",
        old=_side(ctx, older, labels[0]),
        new=_side(ctx, newer, labels[1]),
        summary=_hold_counts(ctx, summary_sentence(found, ctx.lang)),
        caution=citation.comparison_caution(older.record, newer.record, ctx.lang) or "",
        signs=signs_used(ctx, shown),
        groups=shown,
        chooser=_chooser(ctx, line, (older, newer)),
        previous=before,
        next=after,
        print_foot=print_foot(ctx, _address(older, newer)),
    )


def _cluster_comparison(
    ctx: Context, one: PledgeEntry, other: PledgeEntry, group: Sequence[PledgeEntry]
) -> ComparisonPage:
    """One term of two clusters: neither is the older, so nothing is added or dropped."""
    names = [_short_name(ctx, e, group) for e in (one, other)]
    label = ctx.term_label(one.key)
    found = compare(PledgeText.of(one.record, one.body), PledgeText.of(other.record, other.body))
    shown = groups(ctx, found, cross_cluster=True)
    return ComparisonPage(
        address=_address(one, other),
        title=ctx.ui["cross_cluster_comparison_title"].format(
            label=label, one=names[0], other=names[1]
        ),
        description=ctx.ui["cross_cluster_comparison_description"].format(
            label=label, one=names[0], other=names[1]
        ),
        crumbs=(ctx.home(), Link(ctx.ui["pledges"], addresses.PLEDGES)),
        updated=_updated(one, other),
        internal="internal" in {one.record.audience, other.record.audience},
        cluster=None,
        block=ctx.label("block", ctx.site.cluster(one.key.cluster).block),
        old=_side(ctx, one, names[0]),
        new=_side(ctx, other, names[1]),
        summary=_hold_counts(
            ctx, cross_cluster.cross_cluster_sentence(found, names[0], names[1], ctx.lang)
        ),
        caution=citation.comparison_caution(one.record, other.record, ctx.lang) or "",
        signs=signs_used(ctx, shown, cross_cluster=True),
        groups=shown,
        chooser=_cross_cluster_chooser(ctx, group, (one, other)),
        previous=None,
        next=None,
        print_foot=print_foot(ctx, _address(one, other)),
    )


def _hold_counts(ctx: Context, text: str) -> str:
    """No line ends between a number and what it counts."""
    counted = "|".join(phrases(ctx.lang, "pledges.counted"))
    return re.sub(rf"(?<=\d) (?=(?:{counted})\b)", NBSP, text)


def _short_name(ctx: Context, entry: PledgeEntry, group: Sequence[PledgeEntry]) -> str:
    """``Cụm thi đua số 1`` where the number alone tells the clusters of a group apart."""
    numbers = {
        e.key.cluster: cluster_number(ctx.site.cluster(e.key.cluster), ctx.site.term(e.key))
        for e in group
    }
    return typeset(short_names(ctx.site, ctx.lang, numbers)[entry.key.cluster])


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


def _neighbour_pairs(
    ctx: Context, older: PledgeEntry, newer: PledgeEntry, line: Sequence[PledgeEntry]
) -> tuple[Link | None, Link | None]:
    """The comparisons before and after one of neighbours; others have none."""
    place = line.index(newer)
    if line[place - 1] is not older:
        return None, None
    before = (line[place - 2], line[place - 1]) if place > 1 else None
    after = (line[place], line[place + 1]) if place + 1 < len(line) else None
    return _pair_link(ctx, before), _pair_link(ctx, after)


def _pair_link(ctx: Context, pair: tuple[PledgeEntry, PledgeEntry] | None) -> Link | None:
    if pair is None:
        return None
    one, other = (ctx.term_label(e.key) for e in pair)
    words = ctx.ui["compare_and"].format(one=one, other=other)
    return Link(f"{ctx.ui['compare']} {words}", _address(*pair))


def _chooser(
    ctx: Context, line: Sequence[PledgeEntry], here: tuple[PledgeEntry, PledgeEntry]
) -> tuple[ChooserLine, ...]:
    """Every pair of the cluster that has a page, by the newer term, newest first; here without a link."""
    lines: defaultdict[str, list[Link]] = defaultdict(list)
    for older, newer in comparable_pairs(line):
        address = None if (older, newer) == here else _address(older, newer)
        lines[ctx.term_label(newer.key)].insert(0, Link(ctx.term_label(older.key), address))
    return _useful_chooser(
        tuple(ChooserLine(label, tuple(links)) for label, links in reversed(lines.items()))
    )


def _cross_cluster_chooser(
    ctx: Context, group: Sequence[PledgeEntry], here: tuple[PledgeEntry, PledgeEntry]
) -> tuple[ChooserLine, ...]:
    lines: defaultdict[str, list[Link]] = defaultdict(list)
    for one, other in comparable_pairs(group):
        address = None if (one, other) == here else _address(one, other)
        name = _short_name(ctx, one, group)
        lines[name].append(Link(_short_name(ctx, other, group), address))
    return _useful_chooser(
        tuple(ChooserLine(label, tuple(links)) for label, links in lines.items())
    )


def _useful_chooser(chooser: tuple[ChooserLine, ...]) -> tuple[ChooserLine, ...]:
    """Nothing where there is nothing else to choose."""
    return chooser if sum(len(line.links) for line in chooser) > 1 else ()
