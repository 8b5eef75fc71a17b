"""Units as several families of pages name them: distinct names, lifetimes, changes of membership in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from thidua.campaign.membership_changes import member_moves
from thidua.campaign.units import lifetime
from thidua.dates import PartialDate, Span
from thidua.text import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.reading.records import Unit
    from thidua.views.shared.page import Context


def lifetime_words(ctx: Context, unit: Unit) -> str:
    """``đến 30/6/2025``, ``từ 01/7/2025``, or nothing where neither end is documented."""
    if unit.from_ or unit.to:
        return ctx.date(unit.span).short
    return ""


def distinct_name(ctx: Context, unit_id: str) -> str:
    """A unit's name, with what tells it apart where another unit bears the same name.

    Before and after a merger that is the time; two communes of one name are there at the same time, and
    go by their short names, else by their ids.
    """
    unit = ctx.site.unit(unit_id)
    name = typeset(unit.name)
    if len(ctx.site.units_by_name[unit.name]) < 2:
        return name
    when = lifetime_words(ctx, unit)
    return typeset(unit.short) if unit.short and not when else f"{name} ({when or unit.id})"


def membership_words(
    ctx: Context, came: Sequence[str], gone: Sequence[str], when: Span, between: str = ""
) -> str:
    """``Công an TP Mới kế thừa Công an TP Cũ. Vào cụm: …. Rời cụm: …``, each unit once.

    Units that share a name with their predecessor are told apart by their lifetimes. A unit that ended
    at that moment or in that time, and whose successor went elsewhere, did not leave. ``between`` says of what has no
    date when it was; mergers and ends have the dates of the units.
    """
    moves = member_moves(ctx.site, came, gone)

    def names(units: Sequence[str]) -> str:
        return ctx.joined([distinct_name(ctx, unit) for unit in units])

    days = _ending_days(when)
    ended = [u for u in moves.left if days.covers(lifetime(ctx.site, u).last)]
    left = [u for u in moves.left if u not in ended]
    told = [
        ctx.ui["replaced"].format(came=names(r.came), gone=names(r.gone)) for r in moves.replaced
    ]
    undated = [ctx.ui["joined"].format(units=names(moves.joined))] if moves.joined else []
    undated += [ctx.ui["left"].format(units=names(left))] if left else []
    if between and undated:
        undated[0] = f"{between[:1].upper()}{between[1:]}: {undated[0]}"
    told += undated
    told += [ctx.ui["ended"].format(units=names(ended))] if ended else []
    return ". ".join(told)


def _ending_days(when: Span) -> Span:
    """The days on which a unit may have ended that is missed at a change: the day before, or the month or time of it."""
    if when.end is None or (when.is_single and when.start.precision != "month"):
        before = PartialDate.of(when.first - dt.timedelta(days=1))
        return Span(before, before)
    return Span(PartialDate.of(when.first), PartialDate.of(when.last))
