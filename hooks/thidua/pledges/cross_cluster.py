"""Differences between two clusters' pledges of one term, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.locale import phrase
from thidua.pledges.changes import ChangeKind
from thidua.pledges.summary import change_subject, comparator_words
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


def cross_cluster_sentence(comparison: Comparison, old: str, new: str, lang: str) -> str:
    """``Về điều: 2 giống nhau, 1 khác nhau và 1 chỉ có ở …. Về chỉ tiêu: …``; zero is not told."""
    told = [
        phrase(
            lang,
            f"pledges.about:{part}",
            counts=join_words(
                _counts(comparison, part, rows, (old, new), lang), phrase(lang, "lists.last")
            ),
        )
        for part, rows in (("article", comparison.articles), ("target", comparison.targets))
        if rows
    ]
    return " ".join(told)


def cross_cluster_lines(comparison: Comparison, old: str, new: str, lang: str) -> Iterator[str]:
    """Every difference of articles and targets, a line each; signatories differ by nature."""
    for change in differences(comparison.changes):
        if change.kind.part == "signatory":
            continue
        name = change_subject(comparison, change)
        text = _difference(change, old, new, lang)
        yield f"{name}: {text}" if name else f"{text[0].upper()}{text[1:]}"


def _difference(change: Change, old: str, new: str, lang: str) -> str:
    if change.kind in _LONE:
        return phrase(lang, "pledges.only_in", name=old if change.new_at is None else new)
    field = phrase(lang, f"pledges.field:{change.field}")
    if change.field in _LONG:
        return phrase(lang, "pledges.differs", field=field)
    absent = phrase(lang, "pledges.absent")
    one, other = (comparator_words(text, lang) or absent for text in (change.old, change.new))
    return phrase(lang, "pledges.differs_so", field=field, old=one, new=other)


_LONE = frozenset(
    {
        ChangeKind.ARTICLE_ADDED,
        ChangeKind.ARTICLE_REMOVED,
        ChangeKind.TARGET_NEW,
        ChangeKind.TARGET_DROPPED,
    }
)
_LONG = frozenset({"text", "bases", "preamble"})


def _counts(
    comparison: Comparison, part: str, rows: Sequence[MatchedRow], names: tuple[str, str], lang: str
) -> Iterator[str]:
    """How many are alike, how many differ, and how many only one side has."""
    shared = [row for row in rows if row.old is not None and row.new is not None]
    differing = sum(bool(differences(comparison.of(part, row))) for row in shared)
    old, new = names
    counts = (
        (len(shared) - differing, "pledges.count_alike", ""),
        (differing, "pledges.count_different", ""),
        (sum(row.new is None for row in rows), "pledges.count_only_in", old),
        (sum(row.old is None for row in rows), "pledges.count_only_in", new),
    )
    for count, key, name in counts:
        if count:
            yield phrase(lang, key, count=count, name=name)
