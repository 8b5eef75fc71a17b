"""Which part of one pledge is which part of another: by stable id first, then by likeness of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from thidua.pledges.text_diff import words_of
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

SIMILAR = 0.5
"""From here on two texts under different ids are taken for one promise, where few ids are shared."""
NEARLY_EQUAL = 0.85
"""From here on two texts say the same but for numbers and a word; asked for where most ids are shared."""


@dataclass(frozen=True, slots=True)
class MatchPart:
    """What matching needs of an article, target or signatory."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A line of a comparison: places in the older and newer pledge, one of them None where it is missing."""

    old: int | None
    new: int | None


def pair_up(old: Sequence[MatchPart], new: Sequence[MatchPart]) -> list[tuple[int, int]]:
    """Places of the parts that belong together, in the order of ``old``; each part once.

    Ids decide where they are shared. Parts left over are paired when they say the `SAME`; when less than
    half of the shorter list is shared, as between two clusters, already when they are `ALIKE`.
    """
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for j, part in enumerate(new):
        waiting[part.id].append(j)
    pairs = [(i, waiting[p.id].pop(0)) for i, p in enumerate(old) if waiting.get(p.id)]
    threshold = NEARLY_EQUAL if 2 * len(pairs) >= min(len(old), len(new)) and pairs else SIMILAR
    left = sorted(set(range(len(old))) - {i for i, _ in pairs})
    right = sorted(set(range(len(new))) - {j for _, j in pairs})
    old_signs = {i: text_features(old[i].text) for i in left}
    new_signs = {j: text_features(new[j].text) for j in right}
    scores = [
        (-similarity(old_signs[i], new_signs[j]), abs(i - j), i, j) for i in left for j in right
    ]
    used_old, used_new = set[int](), set[int]()
    for score, _, i, j in sorted(scores):
        if -score >= threshold and i not in used_old and j not in used_new:
            pairs.append((i, j))
            used_old.add(i)
            used_new.add(j)
    return sorted(pairs)


def text_features(text: str) -> frozenset[str]:
    """Folded words and neighbouring pairs of words."""
    words = feature_words(text)
    return frozenset(words) | {f"{a} {b}" for a, b in pairwise(words)}


def feature_words(text: str) -> list[str]:
    """Folded words; numbers count as one, since they change each year."""
    return [sign for word in words_of(text) if (sign := _feature(word))]


@lru_cache(maxsize=8192)
def _feature(word: str) -> str:
    """A word without its marks, ``#`` for a number, nothing for punctuation."""
    if word[0].isdecimal() and not word[-1].isalpha():
        return "#"
    return fold(word) if word[0].isalnum() else ""


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two texts' `signs`: 0 nothing in common, 1 the same."""
    whole = len(one) + len(other)
    return 2 * len(one & other) / whole if whole else 0.0


def moved_places(pairs: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Places in the older list of the fewest parts that must move to give the newer order.

    ``pairs`` are in the order of the older list; a longest increasing run stays.
    """
    ends: list[int] = []
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before[n] = tops[length - 1] if length else None
        if length == len(ends):
            ends.append(j)
            tops.append(n)
        else:
            ends[length], tops[length] = j, n
    staying = set()
    at = tops[-1] if tops else None
    while at is not None:
        staying.add(pairs[at][0])
        at = before[at]
    return frozenset(i for i, _ in pairs if i not in staying)


def matched_rows(old: int, new: int, pairs: Sequence[tuple[int, int]]) -> tuple[MatchedRow, ...]:
    """All parts in the order of the newer pledge; what was dropped follows its older neighbour."""
    partner = {j: i for i, j in pairs}
    order = [MatchedRow(partner.get(j), j) for j in range(new)]
    kept = {i for i, _ in pairs}
    for i in (n for n in range(old) if n not in kept):
        after = next((n for n, row in enumerate(order) if row.old == i - 1), -1) if i else -1
        order.insert(after + 1, MatchedRow(i, None))
    return tuple(order)
