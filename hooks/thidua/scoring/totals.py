"""Points of units as exact decimals: what counts, sums of sections, totals and ranks.

What is not scored is None and never zero; a unit with a criterion not scored has no total.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from thidua.campaign.scores import (
    points_by_stage,
    scored_criteria,
    scored_units,
    section_ids,
    sections_above,
)
from thidua.pledges.values import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thidua.reading.records import Scores, Stage

POINT_UNITS = frozenset({None, "điểm"})
"""What may stand behind a number of points."""
_ZERO = Decimal(0)


def read_points(text: str) -> Decimal | None:
    """The number of points a text says, as ``9,5`` or ``9,5 điểm``; None where it is no such number."""
    quantity = parse(text)
    plain = quantity.is_exact and not quantity.direction and not quantity.scope
    return quantity.number if plain and quantity.unit in POINT_UNITS else None


@dataclass(frozen=True, slots=True)
class UnitScores:
    """The points of one unit in one term."""

    unit: str
    stages: Mapping[str, Mapping[Stage, Decimal]]
    """By scored criterion, in the order of the table: what each stage gave, in the order of stages."""
    bonus: Decimal
    penalty: Decimal
    """How much was taken off; not negative."""
    votes: int | None = None
    """In the ballot; None where none is written."""

    @property
    def points(self) -> dict[str, Decimal | None]:
        """What counts, by scored criterion: the points of the last stage; None is not scored."""
        return {
            criterion: [*given.values()][-1] if given else None
            for criterion, given in self.stages.items()
        }

    @property
    def missing(self) -> tuple[str, ...]:
        """The criteria not scored."""
        return tuple(criterion for criterion, given in self.stages.items() if not given)

    @property
    def scored(self) -> Decimal | None:
        """The sum of what counts; None where something is missing or there is no score table."""
        return _sum(self.points.values()) if self.stages else None

    @property
    def total(self) -> Decimal | None:
        """What counts with bonus and without penalty; None where something is missing (chưa đủ điểm)."""
        scored = self.scored
        return None if scored is None else scored + self.bonus - self.penalty

    def difference(self, criterion: str) -> Decimal | None:
        """By how much the last stage differs from the first; None where fewer than two scored."""
        given = [*self.stages.get(criterion, {}).values()]
        return given[-1] - given[0] if len(given) > 1 else None


def unit_scores(scores: Scores) -> tuple[UnitScores, ...]:
    """The points of every unit that the scores name, the ranked first."""
    found = points_by_stage(scores)
    criteria = [criterion.id for criterion in scored_criteria(scores)]
    votes = {vote.unit: vote.votes for vote in scores.ballot.votes} if scores.ballot else {}
    return tuple(
        UnitScores(
            unit,
            {
                criterion: {
                    stage: number
                    for stage, given in found.get((unit, criterion), {}).items()
                    if (number := read_points(given.points)) is not None
                }
                for criterion in criteria
            },
            _adjusted(scores, unit, "thuong"),
            _adjusted(scores, unit, "phat"),
            votes.get(unit),
        )
        for unit in scored_units(scores)
    )


def _adjusted(scores: Scores, unit: str, kind: str) -> Decimal:
    own = (one for one in scores.adjustments if one.unit == unit and one.kind == kind)
    return sum((read_points(one.points) or _ZERO for one in own), _ZERO)


def section_points(scores: Scores, section: str, unit: UnitScores) -> Decimal | None:
    """The points of a criterion or, of a section, the sum of its parts; None where one of them is not scored."""
    if section not in section_ids(scores):
        return unit.points.get(section)
    points = unit.points
    return _sum(
        points[c.id] for c in scored_criteria(scores) if section in sections_above(scores, c.id)
    )


def maxima(scores: Scores) -> dict[str, Decimal | None]:
    """The most that can be scored, by criterion and section: as written, else of a section the sum of its parts."""
    written = {c.id: read_points(c.max) if c.max else None for c in scores.criteria}
    below: dict[str, list[Decimal | None]] = {}
    for criterion in scored_criteria(scores):
        for section in sections_above(scores, criterion.id):
            below.setdefault(section, []).append(written[criterion.id])
    return {
        id_: _sum(below[id_]) if most is None and id_ in below else most
        for id_, most in written.items()
    }


def highest_total(scores: Scores) -> Decimal | None:
    """The most that the whole table gives, without bonus; None where a maximum is not known."""
    most = maxima(scores)
    criteria = scored_criteria(scores)
    return _sum(most[criterion.id] for criterion in criteria) if criteria else None


def points_lost(scores: Scores, unit: UnitScores) -> dict[str, Decimal | None]:
    """By scored criterion, how much of its maximum the unit did not get; None where either is not known."""
    most = maxima(scores)
    return {
        criterion: None if points is None or (limit := most[criterion]) is None else limit - points
        for criterion, points in unit.points.items()
    }


def computed_ranks(units: Iterable[UnitScores]) -> dict[str, int]:
    """Ranks by total, and where totals are equal by votes: ties share a rank and the next is left out (1, 1, 3).

    Units without a total have none.
    """
    measures = {
        unit.unit: (unit.total, -1 if unit.votes is None else unit.votes)
        for unit in units
        if unit.total is not None
    }
    return {
        unit: 1 + sum(other > own for other in measures.values()) for unit, own in measures.items()
    }


def _sum(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None where a part is not known."""
    total = _ZERO
    for part in parts:
        if part is None:
            return None
        total += part
    return total
