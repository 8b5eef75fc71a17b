"""Two clusters' pledges of one term in words: neither is the older, so nothing was added or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.pledges.changes import ChangeKind
from thidua.text import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thidua.pledges.changes import Change
    from thidua.pledges.compare import Comparison
    from thidua.pledges.matching import Row

PLACES = frozenset(
    {
        ChangeKind.ARTICLE_MOVED,
        ChangeKind.ARTICLE_RENUMBERED,
        ChangeKind.TARGET_MOVED,
        ChangeKind.TARGET_TRANSFERRED,
    }
)
"""Where a part stands and what number it bears is each cluster's own; two pledges do not differ by it."""


def differences(changes: Iterable[Change]) -> list[Change]:
    """The changes that make two clusters' parts different."""
    return [c for c in changes if c.kind.is_seen and c.kind not in PLACES]


def sentence(comparison: Comparison, old: str, new: str) -> str:
    """``Về điều: 2 giống nhau, 1 khác nhau và 1 chỉ có ở …. Về chỉ tiêu: …``; zero is not told."""
    told = [
        _clause(comparison, part, rows, old, new)
        for part, rows in (("article", comparison.articles), ("target", comparison.targets))
        if rows
    ]
    return " ".join(told)


_NAMES = {"article": "Về điều", "target": "Về chỉ tiêu"}


def _clause(comparison: Comparison, part: str, rows: Sequence[Row], old: str, new: str) -> str:
    shared = [row for row in rows if row.old is not None and row.new is not None]
    differing = sum(bool(differences(comparison.of(part, row))) for row in shared)
    counts = (
        (len(shared) - differing, "giống nhau"),
        (differing, "khác nhau"),
        (sum(row.new is None for row in rows), f"chỉ có ở {old}"),
        (sum(row.old is None for row in rows), f"chỉ có ở {new}"),
    )
    return f"{_NAMES[part]}: {joined(f'{count} {words}' for count, words in counts if count)}."
