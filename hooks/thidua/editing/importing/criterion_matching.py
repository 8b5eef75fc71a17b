"""Criteria of a table beside those of the year before: which are the same, and which may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thidua.editing.importing.score_table import ReadCriterion
    from thidua.reading.records import Criterion

_ALIKE = 0.66
"""How much of their words two criteria share that may be one: twice the shared ones by all."""


@dataclass(frozen=True, slots=True)
class MatchedCriterion:
    """What a criterion is of the year before."""

    same: Criterion | None = None
    """That says the same, in the same section where several do."""
    near: Criterion | None = None
    """That says nearly the same; whether it is, a person has to say."""


def match_criteria(
    table: Sequence[ReadCriterion], before: Sequence[Criterion]
) -> list[MatchedCriterion]:
    """For each criterion of a table the one of the year before; none of these is given twice."""
    sections = {c.part_of for c in before if c.part_of}
    same: list[Criterion | None] = []
    for criterion in table:
        above = same[criterion.part_of] if criterion.part_of is not None else None
        alike = [
            old
            for old in before
            if _words(old.text) == _words(criterion.text) and old not in same
            and (old.id in sections) == criterion.is_section
        ]  # fmt: skip
        own = [old for old in alike if old.part_of == (above.id if above else None)] or alike
        same.append(own[0] if len(own) == 1 else None)
    found = []
    for n, criterion in enumerate(table):
        left = [c for c in before if c not in same and (c.id in sections) == criterion.is_section]
        near = None if same[n] else _nearest(criterion.text, left)
        found.append(MatchedCriterion(same[n], near))
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).replace(",", " ").replace(".", " ").replace(";", " ").split())


def _nearest(text: str, others: Iterable[Criterion]) -> Criterion | None:
    own = {*_words(text)}
    rated = [(_shared(own, {*_words(other.text)}), other) for other in others]
    best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _ALIKE else None


def _shared(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other) or 1)
