"""A change of membership in words: who took whose place, who joined, who left, who ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.campaign.succession import member_moves
from thidua.campaign.units import lifetime
from thidua.text import joined
from thidua.views.units import distinct_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.dates import PartialDate
    from thidua.views.common import Context


def membership_words(
    ctx: Context, came: Sequence[str], gone: Sequence[str], when: PartialDate
) -> str:
    """``Công an TP Mới kế thừa Công an TP Cũ. Vào cụm: …. Rời cụm: …``, each unit once.

    Units that share a name with their predecessor are told apart by their lifetimes. A unit that ended
    at that moment, and whose successor went elsewhere, did not leave.
    """
    moves = member_moves(ctx.site, came, gone)

    def names(units: Sequence[str]) -> str:
        return joined([distinct_name(ctx, unit) for unit in units])

    told = [
        ctx.ui["replaced"].format(came=names(r.came), gone=names(r.gone)) for r in moves.replaced
    ]
    told += [ctx.ui["joined"].format(units=names(moves.joined))] if moves.joined else []
    ended = [u for u in moves.left if lifetime(ctx.site, u).last == when.preceding.last]
    left = [u for u in moves.left if u not in ended]
    told += [ctx.ui["left"].format(units=names(left))] if left else []
    told += [ctx.ui["ended"].format(units=names(ended))] if ended else []
    return ". ".join(told)
