"""The points of a term as a table for programs: what its page shows, a row for each unit and scoring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.scores import ranks
from thidua.outputs.data import csv_table
from thidua.pledges.values import format_number
from thidua.views.scores.score_pages import unit_here
from thidua.views.scores.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from thidua.campaign.site import ScoresEntry
    from thidua.outputs.kept import File
    from thidua.reading.records import Stage
    from thidua.views.shared.page import Context


def score_tables(ctx: Context) -> Iterator[File]:
    """A CSV file beside each page of scores."""
    for key, entry in ctx.site.scores.items():
        yield addresses.scores_csv(*key).lstrip("/"), csv_table(list(_rows(ctx, entry)))


def _rows(ctx: Context, entry: ScoresEntry) -> Iterator[list[str]]:
    """Headings, maxima, the points that count with rank and total, then those of each stage."""
    tally, ui = Tally(entry.record), ctx.ui
    leaves = tally.leaves
    stages = [*tally.stages] if leaves else []
    yield [
        *(ui["scores_rank"], ui["unit"]),
        *([ui["scores_stages"]] if stages else []),
        *(criterion.text for criterion in leaves),
        *([ui["scores_adjusted"]] if tally.scores.adjustments else []),
        ui["scores_total"],
    ]
    if leaves:
        most = [_number(tally.most[c.id]) for c in leaves]
        yield ["", ui["scores_most"], *([""] if stages else []), *most, *([""] if tally.scores.adjustments else []), _number(tally.most_of_all)]  # fmt: skip
    held = ranks(tally.scores)
    for unit in tally.units:
        yield [
            *(str(held.get(unit, "")), unit_here(ctx, tally, unit).title),
            *([ui["scores_counted"]] if stages else []),
            *_points(ctx, tally, unit, None),
            *([format_number(tally.adjustment(unit))] if tally.scores.adjustments else []),
            _number(tally.totals[unit], ui["scores_no_total"] if leaves else ""),
        ]
    for stage in stages:
        for unit in tally.units:
            if tally.is_scored_in(unit, stage):
                name = unit_here(ctx, tally, unit).title
                yield ["", name, ui[f"scores_stage:{stage}"], *_points(ctx, tally, unit, stage), *([""] if tally.scores.adjustments else []), ""]  # fmt: skip


def _points(ctx: Context, tally: Tally, unit: str, stage: Stage | None) -> Iterator[str]:
    for criterion in tally.leaves:
        points = tally.points(unit, criterion.id, stage)
        yield ctx.ui["scores_not_scored"] if points is None else format_number(points)


def _number(number: Decimal | None, otherwise: str = "") -> str:
    return otherwise if number is None else format_number(number)
