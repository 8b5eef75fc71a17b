"""What counts of a term's score sheets: points by unit and criterion, totals, and where points were lost.

Numbers are exact decimals. What was not scored has no number anywhere: it is never zero, and a sum over it is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from thidua.pledges.values import parse
from thidua.reading.records import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.reading.records import Criterion, Scores

STAGES: tuple[Stage, ...] = get_args(Stage)
"""In the order in which they come; the last that scored a criterion counts."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The points that count for a unit and a criterion, and whose they are."""

    points: Decimal
    stage: Stage


@dataclass(frozen=True)
class Tally:
    """The points of one term."""

    scores: Scores

    @cached_property
    def sections(self) -> frozenset[str]:
        """Criteria that are made of others."""
        return frozenset(c.part_of for c in self.scores.criteria if c.part_of)

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """Criteria that are scored, in the order of the score table."""
        return tuple(c for c in self.scores.criteria if c.id not in self.sections)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Every unit that is scored or ranked: those with a rank first, in its order."""
        ranked = sorted(self.scores.ranking, key=lambda r: r.rank)
        scored = (row.unit for sheet in reversed(self.scores.sheets) for row in sheet.rows)
        return tuple(dict.fromkeys((*(r.unit for r in ranked), *scored)))

    @cached_property
    def by_stage(self) -> Mapping[Stage, Mapping[tuple[str, str], Decimal]]:
        """Points by stage, unit and criterion; of two sheets of a stage the later one counts."""
        found: dict[Stage, dict[tuple[str, str], Decimal]] = {}
        dated = sorted(self.scores.sheets, key=lambda s: s.on.last.toordinal() if s.on else 0)
        for sheet in dated:
            of_stage = found.setdefault(sheet.by, {})
            for row in sheet.rows:
                for criterion, written in row.points.items():
                    number = number_of(written)
                    if number is not None:
                        of_stage[row.unit, criterion] = number
        return {stage: found[stage] for stage in STAGES if stage in found}

    @cached_property
    def counted(self) -> Mapping[tuple[str, str], Counted]:
        """What counts by unit and criterion: cluster over cross-inspection over the unit itself."""
        found: dict[tuple[str, str], Counted] = {}
        for stage, points in self.by_stage.items():
            found.update((place, Counted(number, stage)) for place, number in points.items())
        return found

    def most(self, criterion: str) -> Decimal | None:
        """What a criterion gives at most: of a section the sum of its parts."""
        parts = [c.id for c in self.scores.criteria if c.part_of == criterion]
        if parts:
            return add(self.most(part) for part in parts)
        return number_of(next((c.max for c in self.leaves if c.id == criterion), None))

    @property
    def most_of_all(self) -> Decimal | None:
        """What all criteria give at most."""
        return add(self.most(c.id) for c in self.leaves)

    def points(self, unit: str, criterion: str, stage: Stage | None = None) -> Decimal | None:
        """The points of a unit, those that count or those of a stage; of a section the sum, where all parts have some."""
        parts = [c.id for c in self.scores.criteria if c.part_of == criterion]
        if parts:
            return add(self.points(unit, part, stage) for part in parts)
        if stage:
            return self.by_stage[stage].get((unit, criterion))
        counted = self.counted.get((unit, criterion))
        return counted.points if counted else None

    def lost(self, unit: str, criterion: str) -> Decimal | None:
        """How far a unit is below what a criterion gives at most."""
        most, points = self.most(criterion), self.points(unit, criterion)
        return None if most is None or points is None else most - points

    def unscored(self, unit: str) -> tuple[Criterion, ...]:
        """The criteria of which a unit has no points."""
        return tuple(c for c in self.leaves if (unit, c.id) not in self.counted)

    def adjustment(self, unit: str) -> Decimal:
        """Bonus less penalty."""
        total = Decimal(0)
        for one in self.scores.adjustments:
            number = number_of(one.points)
            if one.unit == unit and number is not None:
                total += number if one.kind == "thuong" else -number
        return total

    def scored(self, unit: str) -> Decimal | None:
        """The sum over all criteria; None where one has no points."""
        return add(self.points(unit, c.id) for c in self.leaves) if self.leaves else None

    def total(self, unit: str) -> Decimal | None:
        """The sum over all criteria with bonus and penalty; None where one has no points."""
        sum_ = self.scored(unit)
        return None if sum_ is None else sum_ + self.adjustment(unit)

    def announced(self, unit: str) -> Decimal | None:
        """The total that the ranking names."""
        return number_of(next((r.points for r in self.scores.ranking if r.unit == unit), None))

    def known_total(self, unit: str) -> Decimal | None:
        """The total of the ranking, else the one that was added up."""
        told = self.announced(unit)
        return self.total(unit) if told is None else told

    def sections_above(self, criterion: Criterion) -> Iterator[str]:
        """The sections a criterion belongs to, the nearest first; a circle is walked once."""
        parents = {c.id: c.part_of for c in self.scores.criteria}
        seen = {criterion.id}
        above = criterion.part_of
        while above and above not in seen and above in parents:
            seen.add(above)
            yield above
            above = parents[above]


def number_of(written: str | None) -> Decimal | None:
    """Points as written → their number; None for none."""
    return parse(written).number if written else None


def add(numbers: Iterator[Decimal | None]) -> Decimal | None:
    """The sum of some numbers; None where one of them is missing."""
    found = list(numbers)
    known = [number for number in found if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None
