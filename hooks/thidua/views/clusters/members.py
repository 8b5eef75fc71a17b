"""The table of members of a cluster: a line a unit, a column a term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.terms import span_within
from thidua.text import collation_key
from thidua.views.shared.page import Link
from thidua.views.shared.units import distinct_name

if TYPE_CHECKING:
    from thidua.reading.records import Term
    from thidua.views.shared.page import Context


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's place in one term."""

    state: str
    """``none member part lead deputy``."""
    text: str
    """What a reader without colours reads; empty for ``none``."""
    span: str = ""
    """When, where it is not the whole term."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A unit's line in the table of members."""

    unit: Link
    cells: tuple[Cell, ...]


def member_rows(ctx: Context, cluster_id: str, terms: list[Term]) -> tuple[MemberRow, ...]:
    """Every unit that was ever a member, in Vietnamese order, and its place in each term."""
    units = sorted(
        {m.unit for t in terms for m in t.members},
        key=lambda u: (collation_key(ctx.site.unit(u).name), u),
    )
    return tuple(
        MemberRow(
            Link(distinct_name(ctx, unit), addresses.unit(unit)),
            tuple(_cell(ctx, cluster_id, unit, term) for term in terms),
        )
        for unit in units
    )


def _cell(ctx: Context, cluster_id: str, unit: str, term: Term) -> Cell:
    spans = [span_within(m, term) for m in term.members if m.unit == unit]
    if not spans:
        return Cell("none", "")
    part = all((s.first, s.last) != (term.span.first, term.span.last) for s in spans)
    when = "; ".join(ctx.date(s).short for s in spans) if part else ""
    for role, leader in (("lead", term.lead), ("deputy", term.deputy)):
        if leader and leader.unit == unit:
            own = ctx.date(span_within(leader, term)).short if leader.from_ or leader.to else when
            return Cell(role, ctx.role(cluster_id, role), own)
    return Cell("part", ctx.ui["member"], when) if part else Cell("member", ctx.ui["member"])
