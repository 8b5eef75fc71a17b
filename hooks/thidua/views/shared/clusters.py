"""Clusters in lists: blocks, their order, a cluster's line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.cluster_names import short_names
from thidua.campaign.site import TermKey
from thidua.campaign.terms import (
    composition_of,
    compositions,
    is_named,
    leader_basis,
    leader_of,
    membership_basis,
)
from thidua.dates import UNKNOWN_START, Span, years_of
from thidua.text import collation_key, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thidua.campaign.terms import Role
    from thidua.reading.base import BasisKind, Membership
    from thidua.reading.records import Term
    from thidua.views.shared.page import Context, Link


@dataclass(frozen=True, slots=True)
class Members:
    """Units that were members, and what that rests on."""

    units: tuple[Link, ...]
    """Where only some are stated by a source, those that are not say so themselves."""
    basis: str
    """Of all of them: ``suy ra``, ``phục dựng``; else empty."""
    former: tuple[Link, ...] = ()
    """Members of an earlier part of the term, with their days."""


@dataclass(frozen=True, slots=True)
class LeaderView:
    """A leading unit and how it came to lead."""

    unit: Link
    how: str
    span: str
    """Its own days, as far as they are written."""


@dataclass(frozen=True, slots=True)
class ClusterLine:
    """A cluster in the index."""

    id: str
    name: str
    short: str
    """Within its block: ``Cụm thi đua số 1``, with what tells it from others of the block."""
    address: str
    number: int | None
    owner: str
    organisation: str
    """Empty for clusters of the units themselves, and where the short name says it."""
    years: str
    members: Members
    """As of the newest term with known members."""
    members_as_told: str
    count: str
    """``8 đơn vị`` of the newest term; empty where nothing is known."""
    term: Link
    lead_label: str
    lead: Link | None
    event_count: int
    internal: bool


@dataclass(frozen=True, slots=True)
class ClusterBlock:
    """The clusters of one block."""

    key: str
    label: str
    note: str
    clusters: tuple[ClusterLine, ...]


MOST_MEMBERS = 400
"""Most members that a register of clusters names; of more each cluster says how many it has."""


def names_members(held: Iterable[Members]) -> bool:
    """Whether a register has room for the members of all its clusters."""
    return sum(len(one.units) + len(one.former) for one in held) <= MOST_MEMBERS


def cluster_blocks(ctx: Context) -> tuple[ClusterBlock, ...]:
    """The clusters grouped by block, in the order of design; unnumbered ones after numbered."""
    groups: dict[str, list[str]] = {}
    for cluster_id, entry in ctx.site.clusters.items():
        groups.setdefault(entry.record.block, []).append(cluster_id)

    return tuple(
        _cluster_block(ctx, block, sorted(groups[block], key=lambda c: cluster_order(ctx, c)))
        for block in sorted(groups, key=lambda b: block_order(ctx, b))
    )


def _cluster_block(ctx: Context, block: str, cluster_ids: list[str]) -> ClusterBlock:
    short = short_names(ctx.site, ctx.lang, {c: ctx.site.cluster(c).number for c in cluster_ids})
    return ClusterBlock(
        key=block,
        label=ctx.label("block", block),
        note=ctx.labels.get(f"block_note:{block}", ""),
        clusters=tuple(_cluster_line(ctx, c, short[c]) for c in cluster_ids),
    )


def block_order(ctx: Context, block: str) -> tuple[object, ...]:
    """The place of a block wherever blocks follow each other."""
    order = ctx.site.sector.codes("block")
    known = order.index(block) if block in order else len(order)
    return known, collation_key(ctx.label("block", block))


def cluster_order(ctx: Context, cluster_id: str) -> tuple[object, ...]:
    """The place of a cluster within its block."""
    record = ctx.site.cluster(cluster_id)
    owner = ctx.owner(record.owner).title
    return (
        collation_key(owner),
        record.number is None,
        record.number or 0,
        collation_key(record.name),
    )


def _cluster_line(ctx: Context, cluster_id: str, short: str) -> ClusterLine:
    record = ctx.site.cluster(cluster_id)
    terms = ctx.site.terms_in_order[cluster_id]
    known = [t for t in terms if t.members or t.member_note]
    shown = known[-1] if known else terms[-1]
    organisation = ctx.label("organisation", record.organisation or "")
    return ClusterLine(
        id=cluster_id,
        name=ctx.cluster_name(cluster_id),
        short=typeset(short),
        address=addresses.cluster(cluster_id),
        number=record.number,
        owner=ctx.owner(record.owner).title,
        organisation="" if organisation in short else organisation,
        years=years_of((t.span for t in terms), ctx.lang),
        members=latest_members(ctx, cluster_id, shown),
        members_as_told=members_as_told(ctx, shown),
        count=member_count(ctx, terms[-1]),
        term=ctx.term_link(TermKey(cluster_id, shown.term)),
        lead_label=_lead_label(ctx, cluster_id, shown),
        lead=_newest_lead(ctx, cluster_id, shown),
        event_count=len(ctx.site.events_by_cluster.get(cluster_id, ())),
        internal=record.audience == "internal",
    )


def _lead_label(ctx: Context, cluster_id: str, shown: Term) -> str:
    """``Cụm trưởng``, with the term it is asked for where the members shown are those of another."""
    role, last = ctx.role(cluster_id, "lead"), ctx.site.terms_in_order[cluster_id][-1]
    if last is shown or last.lead:
        return role
    return typeset(f"{role} {ctx.term_label(TermKey(cluster_id, last.term))}")


def _newest_lead(ctx: Context, cluster_id: str, shown: Term) -> Link | None:
    """Who leads the newest term, which is named where its members are not the ones shown."""
    last = ctx.site.terms_in_order[cluster_id][-1]
    if last.lead is None:
        return None
    link = ctx.unit_link(last.lead.unit, leader_basis(last, "lead"))
    label = ctx.term_label(TermKey(cluster_id, last.term))
    return link if last is shown else replace(link, title=f"{link.title} ({label})")


def members_as_told(ctx: Context, term: Term) -> str:
    """A sentence with what a source calls the members of a term where it does not name them all; else empty."""
    return (
        typeset(ctx.ui["members_as_told"].format(words=term.member_note))
        if term.member_note
        else ""
    )


def latest_members(ctx: Context, cluster_id: str, term: Term) -> Members:
    """The members on the last day of a term."""
    key = TermKey(cluster_id, term.term)
    bases = {m.unit: membership_basis(m, term) for m in term.members}
    last = composition_of(key, term, term.span.last).members
    now = members_of(ctx, ((ctx.unit_link(u), bases[u]) for u in last))
    former = (m for m in term.members if m.unit not in last)
    return replace(now, former=tuple(_former(ctx, m, bases[m.unit]) for m in former))


def _former(ctx: Context, member: Membership, basis: BasisKind) -> Link:
    link = ctx.unit_link(member.unit, basis)
    days = ctx.date(Span(member.from_ or UNKNOWN_START, member.to)).short
    return replace(link, title=f"{link.title} ({days})")


def members_of(ctx: Context, found: Iterable[tuple[Link, BasisKind]]) -> Members:
    """Members with what each rests on; what all of them rest on is said once."""
    rows = list(found)
    if len({basis for _, basis in rows}) == 1:
        return Members(tuple(link for link, _ in rows), ctx.basis(rows[0][1]))
    return Members(tuple(replace(link, basis=ctx.basis(basis)) for link, basis in rows), "")


def member_count(ctx: Context, term: Term) -> str:
    """``8 đơn vị``, or ``8 → 5 đơn vị`` of a term in which it changed; ``ít nhất 5 đơn vị`` where not all are named."""
    if not term.members:
        return typeset(term.member_note or "")
    if not is_named(term):
        return typeset(ctx.ui["units_at_least"].format(count=len({m.unit for m in term.members})))
    counts = [len(one.members) for _, one in compositions(TermKey("", term.term), term)]
    first, last = counts[0], counts[-1]
    count = str(last) if first == last else f"{first} → {last}"
    return typeset(ctx.ui["units_count"].format(count=count))


def leader_view(ctx: Context, term: Term, role: Role) -> LeaderView | None:
    """The unit that leads or is deputy in a term; None where it is not known."""
    leader = leader_of(term, role)
    if leader is None:
        return None
    # A term that was cut somewhere by us does not end anybody's lead.
    written = Span(leader.from_ or UNKNOWN_START, leader.to)
    return LeaderView(
        unit=ctx.unit_link(leader.unit, leader_basis(term, role)),
        how=typeset(ctx.label("how", leader.how)) if leader.how else "",
        span=ctx.date(written).short if leader.from_ or leader.to else "",
    )
