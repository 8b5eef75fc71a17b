"""Changes in Vietnamese: one sentence for a whole comparison, one line for each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.pledges.changes import ChangeKind, Strictness
from thidua.text import join_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.pledges.changes import Change
    from thidua.pledges.compare import Comparison
    from thidua.pledges.pledge_text import PledgeText

NOTHING = "Không thay đổi."

COMPARATOR_WORDS = {
    ">=": "ít nhất",
    "<=": "không quá",
    ">": "trên",
    "<": "dưới",
    "=": "đạt",
    "tang>=": "tăng ít nhất",
    "giam>=": "giảm ít nhất",
}
"""Comparators as a reader is told them; keys are those of `thidua.reading.fields.COMPARATORS`."""

_CLAUSES: tuple[tuple[str, str, tuple[ChangeKind, ...]], ...] = (
    ("sửa {} điều", "article", (ChangeKind.ARTICLE_REWORDED, ChangeKind.ARTICLE_RETITLED)),
    ("thêm {} điều", "article", (ChangeKind.ARTICLE_ADDED,)),
    ("bỏ {} điều", "article", (ChangeKind.ARTICLE_REMOVED,)),
    ("chuyển chỗ {} điều", "article", (ChangeKind.ARTICLE_MOVED,)),
    ("đánh số lại {} điều", "article", (ChangeKind.ARTICLE_RENUMBERED,)),
    ("giữ nguyên {} chỉ tiêu", "target", ()),
    ("tăng mức {} chỉ tiêu", "target", (ChangeKind.TARGET_RAISED,)),
    ("giảm mức {} chỉ tiêu", "target", (ChangeKind.TARGET_LOWERED,)),
    ("đổi giá trị {} chỉ tiêu", "target", (ChangeKind.TARGET_VALUE_CHANGED,)),
    ("đổi đơn vị tính {} chỉ tiêu", "target", (ChangeKind.TARGET_UNIT_CHANGED,)),
    ("đổi mức so sánh {} chỉ tiêu", "target", (ChangeKind.TARGET_COMPARATOR_CHANGED,)),
    ("đổi mốc so sánh {} chỉ tiêu", "target", (ChangeKind.TARGET_BASELINE_CHANGED,)),
    ("sửa lời {} chỉ tiêu", "target", (ChangeKind.TARGET_REWORDED,)),
    ("chuyển {} chỉ tiêu sang điều khác", "target", (ChangeKind.TARGET_TRANSFERRED,)),
    ("đổi cơ quan giao {} chỉ tiêu", "target", (ChangeKind.TARGET_REASSIGNED,)),
    ("đổi thứ tự {} chỉ tiêu", "target", (ChangeKind.TARGET_MOVED,)),
    ("thêm {} chỉ tiêu", "target", (ChangeKind.TARGET_NEW,)),
    ("bỏ {} chỉ tiêu", "target", (ChangeKind.TARGET_DROPPED,)),
    ("thêm {} đơn vị ký", "signatory", (ChangeKind.SIGNATORY_JOINED,)),
    ("bớt {} đơn vị ký", "signatory", (ChangeKind.SIGNATORY_LEFT,)),
    ("đổi người ký của {} đơn vị", "signatory", (ChangeKind.SIGNATORY_CHANGED,)),
    ("đổi thứ tự ký của {} đơn vị", "signatory", (ChangeKind.SIGNATORY_MOVED,)),
)
_HEAD = {
    ChangeKind.SLOGAN_CHANGED: "đổi khẩu hiệu",
    ChangeKind.BASES_CHANGED: "sửa căn cứ",
    ChangeKind.PREAMBLE_CHANGED: "sửa lời mở đầu",
}


def summary_sentence(comparison: Comparison) -> str:
    """``Giữ nguyên 4 điều, sửa 2 điều và thêm 1 chỉ tiêu.``

    Each clause is true by itself: an article both reworded and moved is counted in both. Nothing is
    said of what is zero, nor of changes that no reader sees. Kept targets are told only beside changed
    ones, and kept articles only where there are any.
    """
    seen = [change for change in comparison.changes if change.kind.is_seen]
    if not seen:
        return NOTHING
    touched = {part: {(c.old_at, c.new_at) for c in seen if c.kind.part == part} for part in _PARTS}
    clauses = []
    kept = len(comparison.articles) - len(touched["article"])
    if kept:
        clauses.append(f"giữ nguyên {kept} điều")
    for template, part, kinds in _CLAUSES:
        if kinds:
            count = len({(c.old_at, c.new_at) for c in seen if c.kind in kinds})
        else:
            count = len(comparison.targets) - len(touched[part]) if touched[part] else 0
        if count:
            clauses.append(template.format(count))
    clauses += [words for kind, words in _HEAD.items() if any(c.kind is kind for c in seen)]
    text = join_words(clauses)
    return f"{text[0].upper()}{text[1:]}."


_PARTS = ("article", "target", "signatory")

_LINES = {
    ChangeKind.ARTICLE_ADDED: "thêm mới",
    ChangeKind.ARTICLE_REMOVED: "bỏ",
    ChangeKind.ARTICLE_REWORDED: "sửa nội dung",
    ChangeKind.ARTICLE_RETITLED: "sửa tên: “{old}” → “{new}”",
    ChangeKind.ARTICLE_RENUMBERED: "đánh số lại: {old} → {new}",
    ChangeKind.ARTICLE_MOVED: "chuyển từ vị trí thứ {old_place} sang thứ {new_place}",
    ChangeKind.ARTICLE_REFLOWED: "chỉ khác khoảng trắng",
    ChangeKind.ARTICLE_RELABELLED: "đổi mã: {old} → {new}",
    ChangeKind.TARGET_NEW: "chỉ tiêu mới",
    ChangeKind.TARGET_DROPPED: "bỏ chỉ tiêu",
    ChangeKind.TARGET_RAISED: "tăng mức từ {old} lên {new}{strictness}",
    ChangeKind.TARGET_LOWERED: "giảm mức từ {old} xuống {new}{strictness}",
    ChangeKind.TARGET_VALUE_CHANGED: "đổi giá trị: {old} → {new}",
    ChangeKind.TARGET_UNIT_CHANGED: "đổi đơn vị tính: {old} → {new}",
    ChangeKind.TARGET_COMPARATOR_CHANGED: "đổi mức so sánh: {old} → {new}{strictness}",
    ChangeKind.TARGET_BASELINE_CHANGED: "đổi mốc so sánh: {old} → {new}",
    ChangeKind.TARGET_REWORDED: "sửa lời",
    ChangeKind.TARGET_TRANSFERRED: "chuyển sang điều khác: {old} → {new}",
    ChangeKind.TARGET_REASSIGNED: "đổi cơ quan giao: {old} → {new}",
    ChangeKind.TARGET_MOVED: "chuyển từ vị trí thứ {old_place} sang thứ {new_place}",
    ChangeKind.TARGET_RESPELT: "viết cách khác, nghĩa không đổi: {old} → {new}",
    ChangeKind.TARGET_RELABELLED: "đổi mã: {old} → {new}",
    ChangeKind.SIGNATORY_JOINED: "đơn vị ký mới",
    ChangeKind.SIGNATORY_LEFT: "không còn ký",
    ChangeKind.SIGNATORY_CHANGED: "đổi {field}: {old} → {new}",
    ChangeKind.SIGNATORY_MOVED: "chuyển từ vị trí thứ {old_place} sang thứ {new_place}",
    ChangeKind.SLOGAN_CHANGED: "đổi khẩu hiệu: {old} → {new}",
    ChangeKind.BASES_CHANGED: "sửa căn cứ",
    ChangeKind.PREAMBLE_CHANGED: "sửa lời mở đầu",
}
_FIELDS = {"name": "người ký", "rank": "cấp bậc", "post": "chức vụ"}
_STRICTNESS = {
    None: "",
    Strictness.STRICTER: " (yêu cầu cao hơn)",
    Strictness.LOOSER: " (yêu cầu thấp hơn)",
}
ABSENT = "không có"


def describe_change(comparison: Comparison, change: Change) -> str:
    """One change in a few words, without the name of the part; `subject` gives that."""
    old, new = change.old, change.new
    if change.kind is ChangeKind.TARGET_COMPARATOR_CHANGED:
        old, new = COMPARATOR_WORDS.get(old or "", old), COMPARATOR_WORDS.get(new or "", new)
    if change.kind is ChangeKind.TARGET_TRANSFERRED:
        old, new = _article_name(comparison.old, old), _article_name(comparison.new, new)
    return _LINES[change.kind].format(
        old=old or ABSENT,
        new=new or ABSENT,
        old_place=_place(change.old_at),
        new_place=_place(change.new_at),
        field=_FIELDS.get(change.field, change.field),
        strictness=_STRICTNESS[change.strictness],
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


def change_lines(comparison: Comparison, names: Mapping[str, str] | None = None) -> Iterator[str]:
    """Every change a reader sees, a line each: for ``thidua compare`` and for feeds."""
    if not any(change.kind.is_seen for change in comparison.changes):
        yield NOTHING
    for change in comparison.changes:
        if change.kind.is_seen:
            name = change_subject(comparison, change, names)
            text = describe_change(comparison, change)
            yield f"{name}: {text}" if name else f"{text[0].upper()}{text[1:]}"


def _article_name(wording: PledgeText, id_: str | None) -> str | None:
    return next((article.name for article in wording.articles if article.id == id_), id_)


def _place(at: int | None) -> int:
    return 0 if at is None else at + 1
