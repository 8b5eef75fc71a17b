"""Two years of scores held against each other: what changed in the score table, and what changed a total.

Criteria are matched by their ids, which editors keep as long as a criterion stays the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from thidua.campaign.scores import scored_criteria, section_ids
from thidua.scoring.totals import maxima

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.reading.records import Criterion, Scores
    from thidua.scoring.totals import UnitScores

_ZERO = Decimal(0)


class TableChangeKind(StrEnum):
    """What happened to a criterion of a score table."""

    ADDED = "added"
    """No criterion had this id before."""
    REMOVED = "removed"
    """No criterion has this id any more."""
    MAX_RAISED = "max-raised"
    """More can be scored."""
    MAX_LOWERED = "max-lowered"
    """Less can be scored."""
    MAX_CHANGED = "max-changed"
    """The maximum was or is not known."""
    SPLIT = "split"
    """Scored as one before, a section of several criteria now."""
    MERGED = "merged"
    """A section before, scored as one now."""
    REWORDED = "reworded"
    """Its words are others."""
    MOVED = "moved"
    """It is part of another section, or of none any more."""


_MEASURE_CHANGES = frozenset(
    {
        TableChangeKind.ADDED,
        TableChangeKind.REMOVED,
        TableChangeKind.MAX_RAISED,
        TableChangeKind.MAX_LOWERED,
        TableChangeKind.MAX_CHANGED,
        TableChangeKind.SPLIT,
        TableChangeKind.MERGED,
    }
)
"""After which points of the two years are not of one measure; other words or another place leave it."""


@dataclass(frozen=True, slots=True)
class TableChange:
    """One change of a criterion, with what was and what is there: a text, a maximum or the id of a section."""

    kind: TableChangeKind
    criterion: str
    old: str | None = None
    new: str | None = None


def compare_tables(old: Scores, new: Scores) -> tuple[TableChange, ...]:
    """What changed between two score tables: the criteria of the newer in its order, then what is gone."""
    before = {c.id: c for c in old.criteria}
    after = {c.id: c for c in new.criteria}
    found = [
        change
        for id_, criterion in after.items()
        for change in _changes(old, new, before.get(id_), criterion)
    ]
    gone = [c for id_, c in before.items() if id_ not in after]
    found += [TableChange(TableChangeKind.REMOVED, c.id, old=c.text) for c in gone]
    return tuple(found)


def _changes(
    old: Scores, new: Scores, before: Criterion | None, after: Criterion
) -> Iterator[TableChange]:
    id_ = after.id
    if before is None:
        yield TableChange(TableChangeKind.ADDED, id_, new=after.text)
        return
    was_section, is_section = id_ in section_ids(old), id_ in section_ids(new)
    if was_section != is_section:
        yield TableChange(TableChangeKind.SPLIT if is_section else TableChangeKind.MERGED, id_)
    if before.text != after.text:
        yield TableChange(TableChangeKind.REWORDED, id_, before.text, after.text)
    if before.part_of != after.part_of:
        yield TableChange(TableChangeKind.MOVED, id_, before.part_of, after.part_of)
    first, second = maxima(old)[id_], maxima(new)[id_]
    if first != second:
        kind = TableChangeKind.MAX_CHANGED
        if first is not None and second is not None:
            kind = TableChangeKind.MAX_RAISED if second > first else TableChangeKind.MAX_LOWERED
        yield TableChange(kind, id_, before.max, after.max)


@dataclass(frozen=True, slots=True)
class PointsChange:
    """The points of a unit for one criterion in two years."""

    criterion: str
    old: Decimal | None
    """None where it was not scored then: no criterion, or a section."""
    new: Decimal | None
    is_same_measure: bool
    """Whether the criterion has the same maximum in both years, so that points can be held against each other."""

    @property
    def difference(self) -> Decimal:
        """What it adds to the change of the total."""
        return (self.new or _ZERO) - (self.old or _ZERO)


@dataclass(frozen=True, slots=True)
class TotalChange:
    """Why the total of a unit is another: its parts add up to `difference` exactly."""

    old: Decimal
    new: Decimal
    criteria: tuple[PointsChange, ...]
    """Those of the newer year in its order, then those that are gone."""
    bonus: Decimal
    """The bonus of the newer year less that of the older."""
    penalty: Decimal
    """The penalty of the newer year less that of the older; it lowers the total."""

    @property
    def difference(self) -> Decimal:
        return self.new - self.old

    @property
    def of_same_measure(self) -> Decimal:
        """What criteria that stayed the same make of the difference."""
        return sum((c.difference for c in self.criteria if c.is_same_measure), _ZERO)

    @property
    def of_other_measure(self) -> Decimal:
        """What criteria that came, went or have another maximum make of it."""
        return sum((c.difference for c in self.criteria if not c.is_same_measure), _ZERO)


def explain_total(
    old: Scores, new: Scores, before: UnitScores, after: UnitScores
) -> TotalChange | None:
    """What made the total of a unit another from one year to the next; None where it has no total in one of them."""
    if before.total is None or after.total is None:
        return None
    other = {c.criterion for c in compare_tables(old, new) if c.kind in _MEASURE_CHANGES}
    was, is_ = before.points, after.points
    ids = dict.fromkeys(c.id for table in (new, old) for c in scored_criteria(table))
    changes = tuple(
        PointsChange(id_, was.get(id_), is_.get(id_), is_same_measure=id_ not in other)
        for id_ in ids
    )
    return TotalChange(
        before.total,
        after.total,
        changes,
        after.bonus - before.bonus,
        after.penalty - before.penalty,
    )
