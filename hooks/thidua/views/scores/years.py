"""Two years of a cluster's scores side by side: how the score table changed, and what each changed total is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.reading.records import Criterion
    from thidua.views.scores.tally import Tally


class TableChange(StrEnum):
    """How a criterion differs from that of the year before."""

    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"
    """What was scored as one is made of parts now."""
    JOINED = "joined"
    """What was made of parts is scored as one now."""
    RAISED = "raised"
    """It gives more at most."""
    LOWERED = "lowered"
    MOVED = "moved"
    """It stands in another section."""
    REWORDED = "reworded"


SAME_SCALE = frozenset({TableChange.MOVED, TableChange.REWORDED})
"""Changes after which points still mean the same."""


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """What happened to a criterion of the score table; one of both is None where it came or went."""

    id: str
    kinds: tuple[TableChange, ...]
    before: Criterion | None
    after: Criterion | None


@dataclass(frozen=True, slots=True)
class TotalChange:
    """What a unit's changed total is made of: the parts add up to the whole."""

    before: Decimal
    after: Decimal
    same: Decimal
    """Over criteria whose points mean the same in both years."""
    rescaled: Decimal
    """Over criteria that give more or less at most."""
    added: Decimal
    """Points of criteria that came or are scored as one or in parts now."""
    removed: Decimal
    """Points of those that went, below zero."""
    adjusted: Decimal
    """Over bonus and penalty."""

    @property
    def change(self) -> Decimal:
        return self.after - self.before


def table_changes(before: Tally, after: Tally) -> Iterator[CriterionChange]:
    """What changed between two score tables, in the order of the later one, what went last."""
    old = {c.id: c for c in before.scores.criteria}
    new = {c.id: c for c in after.scores.criteria}
    for id_, criterion in new.items():
        was = old.get(id_)
        kinds = tuple(_kinds(before, after, was, criterion)) if was else (TableChange.ADDED,)
        if kinds:
            yield CriterionChange(id_, kinds, was, criterion)
    for id_, criterion in old.items():
        if id_ not in new:
            yield CriterionChange(id_, (TableChange.REMOVED,), criterion, None)


def _kinds(before: Tally, after: Tally, was: Criterion, now: Criterion) -> Iterator[TableChange]:
    in_parts = was.id in before.sections, now.id in after.sections
    if in_parts == (False, True):
        yield TableChange.SPLIT
    elif in_parts == (True, False):
        yield TableChange.JOINED
    most, least = after.most(now.id), before.most(was.id)
    if most is not None and least is not None and most != least:
        yield TableChange.RAISED if most > least else TableChange.LOWERED
    if was.part_of != now.part_of:
        yield TableChange.MOVED
    if " ".join(fold(was.text).split()) != " ".join(fold(now.text).split()):
        yield TableChange.REWORDED


def is_comparable(before: Tally, after: Tally, criterion: str) -> bool:
    """Whether points of a criterion mean the same in two years: it is scored in both, with the same maximum."""
    return (
        any(c.id == criterion for c in before.leaves)
        and any(c.id == criterion for c in after.leaves)
        and before.most(criterion) == after.most(criterion)
    )


def explain(before: Tally, after: Tally, unit: str) -> TotalChange | None:
    """What the change of a unit's total is made of; None where one of the years has no total of points."""
    first, second = before.total(unit), after.total(unit)
    if first is None or second is None:
        return None
    same = rescaled = added = removed = Decimal(0)
    old, new = ({c.id for c in tally.leaves} for tally in (before, after))
    for id_ in old | new:
        was = before.points(unit, id_) if id_ in old else None
        now = after.points(unit, id_) if id_ in new else None
        if was is None:
            added += now or Decimal(0)
        elif now is None:
            removed -= was
        elif is_comparable(before, after, id_):
            same += now - was
        else:
            rescaled += now - was
    adjusted = after.adjustment(unit) - before.adjustment(unit)
    return TotalChange(first, second, same, rescaled, added, removed, adjusted)
