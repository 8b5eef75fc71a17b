"""What the scores of a term say, as written: its criteria, what counts for each unit, and what is not scored.

Numbers are read by `thidua.scoring`; nothing here needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from thidua.reading.records import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.reading.fields import Date
    from thidua.reading.records import Criterion, RankedUnit, Scores

STAGES: tuple[Stage, ...] = get_args(Stage)
"""In the order in which they come: of two the later counts."""


class GivenPoints(NamedTuple):
    """Points given to a unit for a criterion on one sheet."""

    unit: str
    criterion: str
    stage: Stage
    points: str
    """As written."""
    on: Date | None
    scorer: str | None
    source: str | None
    note: str | None
    """What who scored noted of the unit."""
    loc: tuple[str | int, ...]
    """Where in the record: ``("sheets", 0, "rows", 1, "points", "an-ninh")``."""


def section_ids(scores: Scores) -> frozenset[str]:
    """The criteria that others are part of; only what has no parts is scored."""
    return frozenset(c.part_of for c in scores.criteria if c.part_of)


def scored_criteria(scores: Scores) -> tuple[Criterion, ...]:
    """The criteria that are scored themselves, in the order of the table."""
    sections = section_ids(scores)
    return tuple(c for c in scores.criteria if c.id not in sections)


def parts_of_section(scores: Scores, section: str) -> tuple[Criterion, ...]:
    """The criteria directly below a section."""
    return tuple(c for c in scores.criteria if c.part_of == section)


def sections_above(scores: Scores, criterion: str) -> tuple[str, ...]:
    """The sections that a criterion is in, the nearest first; of a circle each once, the criterion itself among them."""
    above = {c.id: c.part_of for c in scores.criteria}
    found: dict[str, None] = {}
    here = above.get(criterion)
    while here is not None and here not in found:
        found[here] = None
        here = above.get(here)
    return tuple(found)


def given_points(scores: Scores) -> Iterator[GivenPoints]:
    """All points of all sheets, as the sheets stand; what is not scored has none."""
    for n, sheet in enumerate(scores.sheets):
        for r, row in enumerate(sheet.rows):
            for criterion, points in row.points.items():
                if points is not None:
                    loc = ("sheets", n, "rows", r, "points", criterion)
                    yield GivenPoints(
                        row.unit, criterion, sheet.by, points, sheet.on, sheet.scorer, sheet.source, row.note, loc
                    )  # fmt: skip


def points_by_stage(scores: Scores) -> dict[tuple[str, str], dict[Stage, GivenPoints]]:
    """Points by unit and criterion, each with its stages in their order; of two of one stage the first stays."""
    found: dict[tuple[str, str], dict[Stage, GivenPoints]] = {}
    for given in sorted(given_points(scores), key=lambda one: STAGES.index(one.stage)):
        found.setdefault((given.unit, given.criterion), {}).setdefault(given.stage, given)
    return found


def points_that_count(scores: Scores) -> dict[tuple[str, str], GivenPoints]:
    """What counts by unit and criterion: the cluster's points over those of a cross-inspection over the unit's own."""
    return {place: [*stages.values()][-1] for place, stages in points_by_stage(scores).items()}


def scored_units(scores: Scores) -> tuple[str, ...]:
    """Every unit that ranking, sheets, adjustments, ballot or proposals name, each once: the ranked first, by their ranks."""
    named = [one.unit for one in in_order_of_rank(scores)]
    named += [row.unit for sheet in scores.sheets for row in sheet.rows]
    named += [one.unit for one in scores.adjustments]
    named += [vote.unit for vote in (scores.ballot.votes if scores.ballot else ())]
    named += [one.unit for one in scores.proposals]
    return tuple(dict.fromkeys(named))


def in_order_of_rank(scores: Scores) -> tuple[RankedUnit, ...]:
    """The announced ranking, the first first; the tied as written."""
    return tuple(sorted(scores.ranking, key=lambda one: one.rank))


def ranks(scores: Scores) -> Mapping[str, int]:
    """The announced rank of each unit; of two of one unit the first stays."""
    found: dict[str, int] = {}
    for one in scores.ranking:
        found.setdefault(one.unit, one.rank)
    return found


def missing_points(scores: Scores) -> tuple[tuple[str, str], ...]:
    """Unit and criterion of what is not scored, of units that any sheet names."""
    counted = points_that_count(scores)
    units = dict.fromkeys(row.unit for sheet in scores.sheets for row in sheet.rows)
    criteria = scored_criteria(scores)
    return tuple((u, c.id) for u in units for c in criteria if (u, c.id) not in counted)
