"""How well a list of answers fits its queries: shares found, their intervals, and the mean reciprocal rank."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

TOP = 10
"""Ranks beyond it count as not found."""


def rank(found: list[str], right: list[str]) -> int:
    """From 1; 0 when it is not there."""
    return next((n for n, address in enumerate(found[:TOP], 1) if address in right), 0)


def interval(hits: float, count: int) -> tuple[float, float]:
    """Wilson's interval at 95 %; for a mean of values between 0 and 1, given their sum, it is wide rather than narrow."""
    z, share = 1.96, hits / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


@dataclass(frozen=True)
class Score:
    """The ranks of the right pages of some queries."""

    ranks: tuple[int, ...]

    def success(self, most: int) -> float:
        """The share of queries whose page stands among the first so many."""
        return sum(0 < r <= most for r in self.ranks) / len(self.ranks)

    @property
    def mrr(self) -> float:
        return sum(1 / r for r in self.ranks if r) / len(self.ranks)

    def cells(self) -> list[str]:
        """The cells of a row: n, both shares and the mean reciprocal rank, each with its interval."""
        n = len(self.ranks)
        out = [str(n)]
        for share in (self.success(1), self.success(3), self.mrr):
            low, high = interval(share * n, n)
            out.append(f"{share:.3f} ({low:.3f}–{high:.3f})")
        return out


def by_form(queries: list[dict[str, Any]], answers: list[list[str]]) -> dict[str, Score]:
    """A score a form, and one for all forms together."""
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    for query, found in zip(queries, answers, strict=True):
        ranks[query["form"]].append(rank(found, query["find"]))
        ranks["all"].append(ranks[query["form"]][-1])
    return {form: Score(tuple(of)) for form, of in ranks.items()}


def first_of_each(queries: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """The first so many of each form, for engines that are slow."""
    count: Counter[str] = Counter()
    kept = []
    for query in queries:
        count[query["form"]] += 1
        if count[query["form"]] <= most:
            kept.append(query)
    return kept
