"""Who takes whose place when the members of a cluster change: a merger is not a leaving and a joining.

A unit and the one it was merged into are two units, often of one name. Told as one that left and one that
joined, the same name would stand on both sides; the successor takes the place of its predecessors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.units import before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.campaign.site import Site


@dataclass(frozen=True, slots=True)
class Replacement:
    """One or more successors in the places of the units they follow on."""

    came: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberMoves:
    """A change of membership, each unit told once; units keep the order they were given in."""

    replaced: tuple[Replacement, ...]
    joined: tuple[str, ...]
    """Units that came and follow on none of those that went."""
    left: tuple[str, ...]
    """Units that went and none of whose successors came."""


def member_moves(site: Site, came: Sequence[str], gone: Sequence[str]) -> MemberMoves:
    """Who replaced whom among the units that came and went at one moment.

    Two members merged into one are replaced by it together; a member that was divided is replaced by all
    its successors that came.
    """
    groups: list[tuple[list[str], list[str]]] = []
    for unit in came:
        earlier = set(before(site, unit))
        followed = [u for u in gone if u in earlier]
        if not followed:
            continue
        shared = next((g for g in groups if set(g[1]) & set(followed)), None)
        if shared is None:
            groups.append(([unit], followed))
        else:
            shared[0].append(unit)
            shared[1].extend(u for u in followed if u not in shared[1])
    told = {u for group in groups for side in group for u in side}
    return MemberMoves(
        replaced=tuple(Replacement(tuple(new), tuple(old)) for new, old in groups),
        joined=tuple(u for u in came if u not in told),
        left=tuple(u for u in gone if u not in told),
    )
