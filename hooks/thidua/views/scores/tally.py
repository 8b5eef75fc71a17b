"""The points of one term as its page and its table ask for them: by unit, by criterion or section, and by stage."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from thidua.campaign.scores import (
    STAGES,
    points_by_stage,
    scored_criteria,
    section_ids,
    sections_above,
)
from thidua.scoring.totals import (
    highest_total,
    maxima,
    points_lost,
    read_points,
    section_points,
    unit_scores,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thidua.reading.records import Criterion, Scores, Stage
    from thidua.scoring.totals import UnitScores


@dataclass(frozen=True)
class Tally:
    """The points of one term."""

    scores: Scores

    @cached_property
    def sections(self) -> frozenset[str]:
        """Criteria that are made of others."""
        return section_ids(self.scores)

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """Criteria that are scored, in the order of the score table."""
        return scored_criteria(self.scores)

    @cached_property
    def by_unit(self) -> Mapping[str, UnitScores]:
        """The points of every unit, the ranked first."""
        return {own.unit: own for own in unit_scores(self.scores)}

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(self.by_unit)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in which anything was scored, in their order."""
        found = {stage for given in points_by_stage(self.scores).values() for stage in given}
        return tuple(stage for stage in STAGES if stage in found)

    @cached_property
    def most(self) -> Mapping[str, Decimal | None]:
        """The most that can be scored, by criterion and section."""
        return maxima(self.scores)

    @property
    def most_of_all(self) -> Decimal | None:
        return highest_total(self.scores)

    def points(self, unit: str, criterion: str, stage: Stage | None = None) -> Decimal | None:
        """What counts for a unit with a criterion, or the points of one stage; of a section the sum, where all of it is scored."""
        if stage is None:
            return section_points(self.scores, criterion, self.by_unit[unit])
        scored = self.by_unit[unit].stages
        if criterion not in self.sections:
            return scored.get(criterion, {}).get(stage)
        parts = [c.id for c in self.leaves if criterion in sections_above(self.scores, c.id)]
        found = [scored[part][stage] for part in parts if stage in scored[part]]
        return sum(found, Decimal(0)) if len(found) == len(parts) else None

    def counted_stage(self, unit: str, criterion: str) -> Stage | None:
        """Whose points count; None for a section, and for what is not scored."""
        given = self.by_unit[unit].stages.get(criterion)
        return [*given][-1] if given else None

    def is_scored_in(self, unit: str, stage: Stage) -> bool:
        """Whether a unit has any points of a stage."""
        return any(stage in given for given in self.by_unit[unit].stages.values())

    @cached_property
    def lost(self) -> Mapping[str, Mapping[str, Decimal | None]]:
        """How far each unit is below the maximum of each criterion."""
        return {unit: points_lost(self.scores, own) for unit, own in self.by_unit.items()}

    def adjustment(self, unit: str) -> Decimal:
        """Bonus less penalty."""
        return self.by_unit[unit].bonus - self.by_unit[unit].penalty

    @cached_property
    def totals(self) -> Mapping[str, Decimal | None]:
        """The total of each unit as announced, else as added up."""
        told = {r.unit: read_points(r.points) for r in self.scores.ranking if r.points}
        return {
            unit: own.total if told.get(unit) is None else told[unit]
            for unit, own in self.by_unit.items()
        }
