"""A change of membership in words: who took whose place, who joined, who left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.campaign.succession import member_moves
from thidua.text import joined
from thidua.views.units import distinct_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.views.common import Context


def membership_words(ctx: Context, came: Sequence[str], gone: Sequence[str]) -> str:
    """``Công an TP Mới kế thừa Công an TP Cũ. Vào cụm: …. Rời cụm: …``, each unit once.

    Units that share a name with their predecessor are told apart by their lifetimes.
    """
    moves = member_moves(ctx.site, came, gone)

    def names(units: Sequence[str]) -> str:
        return joined([distinct_name(ctx, unit) for unit in units])

    told = [
        ctx.ui["replaced"].format(came=names(r.came), gone=names(r.gone)) for r in moves.replaced
    ]
    told += [ctx.ui["joined"].format(units=names(moves.joined))] if moves.joined else []
    told += [ctx.ui["left"].format(units=names(moves.left))] if moves.left else []
    return ". ".join(told)
