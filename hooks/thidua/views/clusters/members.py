"""The table of members of a cluster: a line a unit, a column a term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.terms import is_named, leader_basis, leaders, membership_basis, span_within
from thidua.dates import years_of
from thidua.text import collation_key
from thidua.views.shared.page import Link
from thidua.views.shared.units import distinct_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.reading.records import Term
    from thidua.views.shared.page import Context


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's place in one term."""

    state: str
    """``none unknown member part lead deputy``; unknown where the term's members are not all named."""
    text: str
    """What a reader without colours reads; empty for ``none``."""
    span: str = ""
    """When, where it is not the whole term."""
    basis: str = ""
    """``suy ra``, ``phục dựng``; empty for what a source states."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A unit's line in the table of members."""

    unit: Link
    cells: tuple[Cell, ...]
    earlier: str
    """The years of its membership in terms that have no column."""


def member_rows(
    ctx: Context, cluster_id: str, terms: Sequence[Term], shown: Sequence[Term]
) -> tuple[MemberRow, ...]:
    """Every unit that was ever a member, in Vietnamese order, and its place in each term that is shown."""
    before = [term for term in terms if term not in shown]
    units = sorted(
        {m.unit for t in terms for m in t.members},
        key=lambda u: (collation_key(ctx.site.unit(u).name), u),
    )
    return tuple(
        MemberRow(
            Link(distinct_name(ctx, unit), addresses.unit(unit)),
            tuple(_cell(ctx, cluster_id, unit, term) for term in shown),
            years_of(
                (span_within(m, t) for t in before for m in t.members if m.unit == unit), ctx.lang
            ),
        )
        for unit in units
    )


def _cell(ctx: Context, cluster_id: str, unit: str, term: Term) -> Cell:
    held = [m for m in term.members if m.unit == unit]
    spans = [span_within(m, term) for m in held]
    if not spans:
        return Cell("unknown", ctx.ui["unknown_small"]) if not is_named(term) else Cell("none", "")
    basis = ctx.basis(membership_basis(held[0], term))
    part = all((s.first, s.last) != (term.span.first, term.span.last) for s in spans)
    when = "; ".join(ctx.date(s).short for s in spans) if part else ""
    for role, leader in leaders(term):
        if leader.unit == unit:
            own = ctx.date(span_within(leader, term)).short if leader.from_ or leader.to else when
            words = ctx.basis(leader_basis(term, role))
            return Cell(role, ctx.role(cluster_id, role), own, words)
    return Cell("part" if part else "member", ctx.ui["member"], when, basis)
