"""Differences between two clusters' pledges of one term, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.pledges.changes import ChangeKind
from thidua.pledges.summary import ABSENT, COMPARATOR_WORDS, change_subject
from thidua.text import join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.pledges.changes import Change
    from thidua.pledges.compare import Comparison
    from thidua.pledges.matching import MatchedRow

SIDES = frozenset(
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
    return [c for c in changes if c.kind.is_seen and c.kind not in SIDES]


def cross_cluster_sentence(comparison: Comparison, old: str, new: str) -> str:
    """``Về điều: 2 giống nhau, 1 khác nhau và 1 chỉ có ở …. Về chỉ tiêu: …``; zero is not told."""
    told = [
        _clause(comparison, part, rows, old, new)
        for part, rows in (("article", comparison.articles), ("target", comparison.targets))
        if rows
    ]
    return " ".join(told)


def cross_cluster_lines(comparison: Comparison, old: str, new: str) -> Iterator[str]:
    """Every difference of articles and targets, a line each; signatories differ by nature."""
    for change in differences(comparison.changes):
        if change.kind.part == "signatory":
            continue
        name = change_subject(comparison, change)
        text = _difference(change, old, new)
        yield f"{name}: {text}" if name else f"{text[0].upper()}{text[1:]}"


def _difference(change: Change, old: str, new: str) -> str:
    if change.kind in _LONE:
        return f"chỉ có ở {old if change.new_at is None else new}"
    words = _FIELDS[change.field]
    if change.field in _LONG:
        return f"khác {words}"
    texts = [COMPARATOR_WORDS.get(text or "", text or ABSENT) for text in (change.old, change.new)]
    return f"khác {words}: {texts[0]} ↔ {texts[1]}"


_LONE = frozenset(
    {
        ChangeKind.ARTICLE_ADDED,
        ChangeKind.ARTICLE_REMOVED,
        ChangeKind.TARGET_NEW,
        ChangeKind.TARGET_DROPPED,
    }
)
_LONG = frozenset({"text", "bases", "preamble"})
_FIELDS = {
    "slogan": "khẩu hiệu",
    "bases": "căn cứ",
    "preamble": "lời mở đầu",
    "title": "tên",
    "text": "nội dung",
    "comparator": "mức so sánh",
    "value": "mức",
    "unit": "đơn vị tính",
    "baseline": "mốc so sánh",
    "assigned_by": "nơi giao",
}
_NAMES = {"article": "Về điều", "target": "Về chỉ tiêu"}


def _clause(
    comparison: Comparison, part: str, rows: Sequence[MatchedRow], old: str, new: str
) -> str:
    shared = [row for row in rows if row.old is not None and row.new is not None]
    differing = sum(bool(differences(comparison.of(part, row))) for row in shared)
    counts = (
        (len(shared) - differing, "giống nhau"),
        (differing, "khác nhau"),
        (sum(row.new is None for row in rows), f"chỉ có ở {old}"),
        (sum(row.old is None for row in rows), f"chỉ có ở {new}"),
    )
    return f"{_NAMES[part]}: {join_words(f'{count} {words}' for count, words in counts if count)}."
