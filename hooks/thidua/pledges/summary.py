"""Changes in words: one sentence for a whole comparison, one line for each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.locale import phrase, strings
from thidua.pledges.changes import ChangeKind
from thidua.text import join_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.pledges.changes import Change
    from thidua.pledges.compare import Comparison
    from thidua.pledges.pledge_text import PledgeText

CLAUSES: tuple[tuple[str, str, tuple[ChangeKind, ...]], ...] = (
    ("pledges.articles_kept", "article", ()),
    (
        "pledges.articles_reworded",
        "article",
        (ChangeKind.ARTICLE_REWORDED, ChangeKind.ARTICLE_RETITLED),
    ),
    ("pledges.articles_added", "article", (ChangeKind.ARTICLE_ADDED,)),
    ("pledges.articles_removed", "article", (ChangeKind.ARTICLE_REMOVED,)),
    ("pledges.articles_moved", "article", (ChangeKind.ARTICLE_MOVED,)),
    ("pledges.articles_renumbered", "article", (ChangeKind.ARTICLE_RENUMBERED,)),
    ("pledges.targets_kept", "target", ()),
    ("pledges.targets_raised", "target", (ChangeKind.TARGET_RAISED,)),
    ("pledges.targets_lowered", "target", (ChangeKind.TARGET_LOWERED,)),
    ("pledges.targets_value", "target", (ChangeKind.TARGET_VALUE_CHANGED,)),
    ("pledges.targets_unit", "target", (ChangeKind.TARGET_UNIT_CHANGED,)),
    ("pledges.targets_comparator", "target", (ChangeKind.TARGET_COMPARATOR_CHANGED,)),
    ("pledges.targets_count", "target", (ChangeKind.TARGET_COUNT_CHANGED,)),
    ("pledges.targets_baseline", "target", (ChangeKind.TARGET_BASELINE_CHANGED,)),
    ("pledges.targets_reworded", "target", (ChangeKind.TARGET_REWORDED,)),
    ("pledges.targets_transferred", "target", (ChangeKind.TARGET_TRANSFERRED,)),
    ("pledges.targets_reassigned", "target", (ChangeKind.TARGET_REASSIGNED,)),
    ("pledges.targets_moved", "target", (ChangeKind.TARGET_MOVED,)),
    ("pledges.targets_added", "target", (ChangeKind.TARGET_NEW,)),
    ("pledges.targets_dropped", "target", (ChangeKind.TARGET_DROPPED,)),
    ("pledges.signatories_joined", "signatory", (ChangeKind.SIGNATORY_JOINED,)),
    ("pledges.signatories_left", "signatory", (ChangeKind.SIGNATORY_LEFT,)),
    ("pledges.signatories_changed", "signatory", (ChangeKind.SIGNATORY_CHANGED,)),
    ("pledges.signatories_moved", "signatory", (ChangeKind.SIGNATORY_MOVED,)),
)
HEAD_CLAUSES = {
    ChangeKind.SLOGAN_CHANGED: "pledges.slogan_changed",
    ChangeKind.BASES_CHANGED: "pledges.bases_changed",
    ChangeKind.PREAMBLE_CHANGED: "pledges.preamble_changed",
}


def summary_sentence(comparison: Comparison, lang: str) -> str:
    """``Giữ nguyên 4 điều, sửa 2 điều và thêm 1 chỉ tiêu.``

    Each clause is true by itself: an article both reworded and moved is counted in both. Nothing is
    said of what is zero, nor of changes that no reader sees. Kept targets are told only beside changed
    ones, and kept articles only where there are any.
    """
    seen = [change for change in comparison.changes if change.kind.is_seen]
    if not seen:
        return phrase(lang, "pledges.nothing")
    touched = {part: {(c.old_at, c.new_at) for c in seen if c.kind.part == part} for part in _PARTS}
    rows = {"article": comparison.articles, "target": comparison.targets}
    clauses = []
    for key, part, kinds in CLAUSES:
        if kinds:
            count = len({(c.old_at, c.new_at) for c in seen if c.kind in kinds})
        elif part == "article" or touched[part]:
            count = len(rows[part]) - len(touched[part])
        else:
            count = 0
        if count:
            clauses.append(phrase(lang, key, count=count))
    clauses += [
        phrase(lang, key) for kind, key in HEAD_CLAUSES.items() if any(c.kind is kind for c in seen)
    ]
    text = join_words(clauses, phrase(lang, "lists.last"))
    return f"{text[0].upper()}{text[1:]}."


_PARTS = ("article", "target", "signatory")


def describe_change(comparison: Comparison, change: Change, lang: str) -> str:
    """One change in a few words, without the name of the part; `subject` gives that."""
    old, new = change.old, change.new
    if change.kind is ChangeKind.TARGET_COMPARATOR_CHANGED:
        old, new = comparator_words(old, lang), comparator_words(new, lang)
    if change.kind is ChangeKind.TARGET_TRANSFERRED:
        old, new = article_name(comparison.old, old or ""), article_name(comparison.new, new or "")
    absent = phrase(lang, "pledges.absent")
    strictness = (
        phrase(lang, f"pledges.strictness:{change.strictness}") if change.strictness else ""
    )
    signed = change.kind is ChangeKind.SIGNATORY_CHANGED
    return phrase(
        lang,
        f"pledges.change:{change.kind}",
        old=old or absent,
        new=new or absent,
        old_place=_place(change.old_at),
        new_place=_place(change.new_at),
        field=phrase(lang, f"pledges.signatory:{change.field}") if signed else change.field,
        strictness=strictness,
    )


def change_subject(
    comparison: Comparison, change: Change, names: Mapping[str, str] | None = None
) -> str:
    """The part a change is of, as the newer pledge names it, else the older; empty for the head.

    ``names`` are those of units, by id; a unit that is not among them is named by its id.
    """
    wording, at = (
        (comparison.new, change.new_at)
        if change.new_at is not None
        else (comparison.old, change.old_at)
    )
    if at is None:
        return ""
    if change.kind.part == "article":
        return wording.articles[at].name
    if change.kind.part == "target":
        return wording.targets[at].text
    unit = wording.signatories[at].unit
    return (names or {}).get(unit, unit)


def change_lines(
    comparison: Comparison, lang: str, names: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Every change a reader sees, a line each: for ``thidua compare`` and for feeds."""
    if not any(change.kind.is_seen for change in comparison.changes):
        yield phrase(lang, "pledges.nothing")
    for change in comparison.changes:
        if change.kind.is_seen:
            name = change_subject(comparison, change, names)
            text = describe_change(comparison, change, lang)
            yield f"{name}: {text}" if name else f"{text[0].upper()}{text[1:]}"


def comparator_words(comparator: str | None, lang: str) -> str | None:
    """``ít nhất`` for ``>=``; another text stands for itself."""
    found: str | None = strings(lang, "labels").get(f"comparator:{comparator}", comparator)
    return found


def article_name(wording: PledgeText, id_: str) -> str:
    """Number and title of an article, or the id where there is none."""
    return next((article.name for article in wording.articles if article.id == id_), id_)


def _place(at: int | None) -> int:
    return 0 if at is None else at + 1
