"""A year of scores beside the one before: what became of the score table, and of each total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.pledges.values import format_number
from thidua.text import typeset
from thidua.views.scores.years import (
    CriterionChange,
    TableChange,
    TotalChange,
    explain,
    is_comparable,
    table_changes,
)
from thidua.views.shared.page import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from thidua.campaign.site import ScoresEntry
    from thidua.reading.records import Criterion
    from thidua.views.scores.tally import Tally
    from thidua.views.shared.page import Context


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What became of a criterion."""

    text: str
    kinds: tuple[str, ...]
    """In words: ``thêm mới``, ``điểm tối đa 25 → 27,5``."""


@dataclass(frozen=True, slots=True)
class TotalRow:
    """What a unit's changed total is made of."""

    unit: Link
    before: str
    after: str
    change: str
    parts: tuple[str, ...]
    """In the order of the columns."""


@dataclass(frozen=True, slots=True)
class SameRow:
    """A criterion whose points mean the same in both years, and how each unit's changed."""

    text: str
    cells: tuple[tuple[str, str], ...]
    """Change, and both numbers; empty where one is missing."""


@dataclass(frozen=True, slots=True)
class YearView:
    """The year before and what changed since."""

    term: Link
    table: tuple[ChangeLine, ...]
    columns: tuple[str, ...]
    """What changed totals are made of, as far as any is."""
    totals: tuple[TotalRow, ...]
    units: tuple[Link, ...]
    same: tuple[SameRow, ...]
    changes: Mapping[str, str]
    """Of the totals, by unit."""


_PARTS = ("same", "rescaled", "added", "removed", "adjusted")


def year_view(ctx: Context, before: Tally, after: Tally, entry: ScoresEntry) -> YearView | None:
    """Both years side by side; None where the audience knows nothing of both that can be compared."""
    both = [unit for unit in after.units if unit in before.units]
    changes = {}
    for unit in both:
        was, now = before.known_total(unit), after.known_total(unit)
        if was is not None and now is not None:
            changes[unit] = signed(now - was)
    table = tuple(_line(ctx, change, before, after) for change in _changes(before, after))
    explained = {unit: total for unit in both if (total := explain(before, after, unit))}
    columns = [part for part in _PARTS if any(getattr(t, part) for t in explained.values())]
    if not changes and not table:
        return None
    return YearView(
        term=Link(ctx.term_label(entry.key), entry.address),
        table=table,
        columns=tuple(ctx.ui[f"scores_because:{part}"] for part in columns),
        totals=tuple(_total(ctx, unit, total, columns) for unit, total in explained.items()),
        units=tuple(ctx.unit_link(unit) for unit in explained),
        same=tuple(_same(before, after, list(explained))),
        changes=changes,
    )


def _changes(before: Tally, after: Tally) -> Iterator[CriterionChange]:
    if before.scores.criteria and after.scores.criteria:
        yield from table_changes(before, after)


def _line(ctx: Context, change: CriterionChange, before: Tally, after: Tally) -> ChangeLine:
    named = change.after or change.before
    assert named is not None
    return ChangeLine(
        typeset(named.text),
        tuple(typeset(_kind(ctx, kind, change, before, after)) for kind in change.kinds),
    )


def _kind(
    ctx: Context, kind: TableChange, change: CriterionChange, before: Tally, after: Tally
) -> str:
    was, now = before.most(change.id), after.most(change.id)

    def section(tally: Tally, criterion: Criterion | None) -> str:
        part_of = criterion.part_of if criterion else None
        return next(
            (c.text for c in tally.scores.criteria if c.id == part_of), ctx.ui["scores_no_section"]
        )

    return str(ctx.ui[f"scores_change:{kind}"]).format(
        before="" if was is None else format_number(was),
        after="" if now is None else format_number(now),
        text=change.before.text if change.before else "",
        was=section(before, change.before),
        now=section(after, change.after),
    )


def _total(ctx: Context, unit: str, total: TotalChange, columns: list[str]) -> TotalRow:
    return TotalRow(
        unit=ctx.unit_link(unit),
        before=format_number(total.before),
        after=format_number(total.after),
        change=signed(total.change),
        parts=tuple(signed(getattr(total, part)) for part in columns),
    )


def _same(before: Tally, after: Tally, units: list[str]) -> Iterator[SameRow]:
    for criterion in after.leaves:
        if units and is_comparable(before, after, criterion.id):
            yield SameRow(
                typeset(criterion.text),
                tuple(_change(before, after, unit, criterion.id) for unit in units),
            )


def _change(before: Tally, after: Tally, unit: str, criterion: str) -> tuple[str, str]:
    was, now = before.points(unit, criterion), after.points(unit, criterion)
    if was is None or now is None:
        return "", ""
    return signed(now - was), f"{format_number(was)} → {format_number(now)}"


def signed(number: Decimal) -> str:
    """A difference with its sign: ``+1,5``, ``−0,5``, ``0``."""
    if number == 0:
        return "0"
    return f"{'+' if number > 0 else '−'}{format_number(abs(number))}"
