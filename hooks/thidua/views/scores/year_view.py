"""A year of scores beside the one before: what became of the score table, and of each total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from thidua.pledges.values import format_number
from thidua.scoring.changes import TableChangeKind, compare_tables, explain_total
from thidua.text import typeset
from thidua.views.shared.page import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.campaign.site import TermKey
    from thidua.scoring.changes import PointsChange, TableChange, TotalChange
    from thidua.views.scores.tally import Tally
    from thidua.views.shared.page import Context


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What became of a criterion."""

    text: str
    kinds: tuple[str, ...]
    """In words: ``thêm mới, tối đa 10``, ``điểm tối đa tăng, 25 → 27,5``."""


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
    has_tables: bool
    """Whether the score tables of both years are known."""
    table: tuple[ChangeLine, ...]
    columns: tuple[str, ...]
    """What changed totals are made of, as far as any is."""
    totals: tuple[TotalRow, ...]
    units: tuple[Link, ...]
    same: tuple[SameRow, ...]
    changes: Mapping[str, str]
    """Of the totals, by unit."""


_PARTS = ("same", "rescaled", "added", "removed", "adjusted")


def year_view(ctx: Context, before: Tally, after: Tally, key: TermKey) -> YearView | None:
    """Both years side by side; None where the audience knows nothing of both that can be compared."""
    both = [unit for unit in after.units if unit in before.units]
    changes = {}
    for unit in both:
        was, now = before.totals[unit], after.totals[unit]
        if was is not None and now is not None:
            changes[unit] = signed(now - was)
    has_tables = bool(before.leaves and after.leaves)
    explained = {
        unit: total
        for unit in both
        if has_tables
        and (total := explain_total(before.scores, after.scores, before.by_unit[unit], after.by_unit[unit]))
    }  # fmt: skip
    if not changes and not has_tables:
        return None
    sums = {unit: _sums(total) for unit, total in explained.items()}
    columns = [part for part in _PARTS if any(own[part] for own in sums.values())]
    return YearView(
        term=Link(ctx.term_label(key)),
        has_tables=has_tables,
        table=tuple(_lines(ctx, before, after)) if has_tables else (),
        columns=tuple(ctx.ui[f"scores_because:{part}"] for part in columns),
        totals=tuple(
            TotalRow(
                ctx.unit_link(unit),
                format_number(total.old),
                format_number(total.new),
                signed(total.difference),
                tuple(signed(sums[unit][part]) for part in columns),
            )
            for unit, total in explained.items()
        ),
        units=tuple(ctx.unit_link(unit) for unit in explained),
        same=tuple(_same_rows(after, explained)),
        changes=changes,
    )


def _sums(total: TotalChange) -> dict[str, Decimal]:
    """What a change is made of: criteria that stayed, that give more or less, that came, that went; bonus and penalty."""
    found = dict.fromkeys(_PARTS, Decimal(0))
    found["adjusted"] = total.bonus - total.penalty
    for change in total.criteria:
        found[_part(change)] += change.difference
    return found


def _part(change: PointsChange) -> str:
    if change.is_same_measure:
        return "same"
    if change.old is None:
        return "added"
    return "removed" if change.new is None else "rescaled"


def _lines(ctx: Context, before: Tally, after: Tally) -> Iterator[ChangeLine]:
    texts = {c.id: c.text for tally in (before, after) for c in tally.scores.criteria}
    changes = compare_tables(before.scores, after.scores)
    for id_, own in groupby(changes, key=lambda change: change.criterion):
        words = tuple(typeset(_words(ctx, change, before, after, texts)) for change in own)
        yield ChangeLine(typeset(texts[id_]), words)


def _words(
    ctx: Context, change: TableChange, before: Tally, after: Tally, texts: Mapping[str, str]
) -> str:
    """A change in words, with numbers as they count."""
    was, now = before.most.get(change.criterion), after.most.get(change.criterion)
    old, new = change.old, change.new
    if change.kind is TableChangeKind.MOVED:
        old, new = (texts.get(id_ or "", ctx.ui["scores_no_section"]) for id_ in (old, new))
    return str(ctx.ui[f"scores_change:{change.kind}"]).format(
        before=ctx.ui["unknown_short"] if was is None else format_number(was),
        after=ctx.ui["unknown_short"] if now is None else format_number(now),
        old=old,
        new=new,
    )


def _same_rows(after: Tally, explained: Mapping[str, TotalChange]) -> Iterator[SameRow]:
    """Criteria of one measure in both years, in the order of the score table."""
    by_unit = {unit: {c.criterion: c for c in total.criteria} for unit, total in explained.items()}
    for criterion in after.leaves:
        cells = [own[criterion.id] for own in by_unit.values()]
        if cells and cells[0].is_same_measure:
            yield SameRow(typeset(criterion.text), tuple(map(_cell, cells)))


def _cell(change: PointsChange) -> tuple[str, str]:
    if change.old is None or change.new is None:
        return "", ""
    both = f"{format_number(change.old)} → {format_number(change.new)}"
    return signed(change.difference), both


def signed(number: Decimal) -> str:
    """A difference with its sign: ``+1,5``, ``−0,5``, ``0``."""
    if number == 0:
        return "0"
    return f"{'+' if number > 0 else '−'}{format_number(abs(number))}"
