"""What the home page shows of the unit a reader chose: a small script for each unit that has a place in a cluster.

Scripts, not JSON: a page opened from a folder may run a file but not fetch it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from thidua.campaign import addresses
from thidua.views import units
from thidua.views.shared.units import distinct_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.outputs.kept import File
    from thidua.views.shared.page import Context, Link


def unit_summaries(ctx: Context) -> Iterator[File]:
    """A script for each unit of which a place in a cluster is known."""
    for unit in ctx.site.units:
        now = units.unit_now(ctx, unit)
        if now.standings:
            path = addresses.unit_summary(unit).lstrip("/")
            data = json.dumps(_summary(ctx, unit, now), ensure_ascii=False, separators=(",", ":"))
            yield path, f"thidua.given[{json.dumps(path)}]={data}\n".encode()


def _summary(ctx: Context, unit: str, now: units.UnitNow) -> dict[str, Any]:
    return {
        "name": distinct_name(ctx, unit),
        "page": ctx.from_root(addresses.unit(unit)),
        "rows": [row for standing in now.standings for row in _rows(ctx, standing)],
        "days": [
            [day.iso, day.last, f"{day.date}: {day.title}", ctx.from_root(day.address)]
            for day in now.days
        ],
    }


def _rows(ctx: Context, standing: units.Standing) -> Iterator[list[Any]]:
    """A question and its answers: words, page, note."""
    ui, through = ctx.ui, standing.through
    place = f"{standing.term.title} ({standing.span})"
    as_what = [standing.basis, f"{ui['through_successor']} {through.title}" if through else ""]
    yield [ui["cluster"], [_answer(ctx, standing.cluster, place)]]
    yield [ui["role"], [[standing.role, "", ", ".join(filter(None, as_what))]]]
    yield [standing.roles.lead, _answers(ctx, [standing.lead])]
    yield [standing.roles.deputy, _answers(ctx, [standing.deputy])]
    pledges = _answers(ctx, standing.pledges.links)
    if missing := standing.pledges.missing:
        pledges[-1][-1] = ui["pledge_missing"].format(term=missing)
    yield [ui["pledge"], pledges]


def _answers(ctx: Context, links: Iterable[Link | None]) -> list[list[str]]:
    return [_answer(ctx, link, link.basis) for link in links if link]


def _answer(ctx: Context, link: Link, note: str) -> list[str]:
    return [link.title, ctx.from_root(link.address), note]
