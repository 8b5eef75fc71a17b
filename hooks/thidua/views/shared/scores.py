"""Scores as other pages lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.scores import ranks
from thidua.views.shared.page import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thidua.campaign.site import ScoresEntry, TermKey
    from thidua.views.shared.page import Context


@dataclass(frozen=True, slots=True)
class UnitRank:
    """The place of a unit in a term of a cluster."""

    scores: Link
    cluster: Link
    rank: int
    tied: bool
    total: str
    """As announced; empty where nothing says it."""


def scores_link(ctx: Context, key: TermKey) -> Link | None:
    """The page of a term's scores; None where the audience knows none."""
    entry = ctx.site.scores.get(key)
    return Link(ctx.ui["scores"], entry.address) if entry else None


def unit_ranks(ctx: Context, unit: str, entries: Iterable[ScoresEntry]) -> tuple[UnitRank, ...]:
    """The places of a unit, the newest first; terms in which it has none left out."""
    found = []
    for entry in entries:
        held = ranks(entry.record)
        told = next((r.points for r in entry.record.ranking if r.unit == unit), None)
        if unit in held:
            found.append(
                UnitRank(
                    Link(ctx.term_label(entry.key), entry.address),
                    ctx.cluster_link(entry.key.cluster),
                    held[unit],
                    [*held.values()].count(held[unit]) > 1,
                    told or "",
                )
            )
    return tuple(reversed(found))
