"""Rules of what was meant for the desk and not for readers: notes to oneself, blanks of forms, marks of secrecy."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from thidua.campaign.audience import may_see
from thidua.diagnostics import Position, diagnose
from thidua.reading.texts import Signs, WrittenLine
from thidua.text import fold_aligned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.diagnostics import Diagnostic
    from thidua.reading.texts import DocumentTexts

_NOTE = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBC)\b|\b[Tt]odo:|(?<![\w./-])x{3,}(?![\w./-])|(?<![\w./-])X{4,}(?![\w./-])|\?{3,}"
    r"|\blorem ipsum\b|\.{6,}|…{2,}|(?<=\w )_{4,}|_{4,}(?= \w)"
)
"""XXX alone may be thirty."""
_TO_BE_DONE = re.compile(
    r"[(\[](?:can |se |dang )?(?:bo sung(?: sau| them)?|kiem tra(?: lai)?|dien(?: sau| vao)?|xac minh(?: lai)?|viet sau|cho so lieu|hoi lai)[)\]:]"
)
_EMPTY = re.compile(r"[.…?_–-]+")
_SECRET = re.compile(
    r"(?<!\w)(?:(?:TUYỆT |TỐI )MẬT|MẬT)(?!\w)|[(\[](?:[Tt]uyệt |[Tt]ối )?[Mm]ật[)\]]|[Đđ]ộ mật:"
)
_INTERNAL = re.compile(r"LƯU HÀNH NỘI BỘ|[(\[][Ll]ưu hành nội bộ[)\]]")
_NOTE_SIGNS = Signs(
    ("TODO", "FIXME", "TBD", "TBC", "odo:", "xxx", "XXXX", "???", "orem ipsum", "......", "……", "____"),
    re.compile(r"[(\[][^\W\d_]"),
)  # fmt: skip
_SIGNS = replace(_NOTE_SIGNS, words=(*_NOTE_SIGNS.words, "mật", "Mật", "MẬT", "nội bộ", "NỘI BỘ"))
_WORD_BEFORE = re.compile(r"(\w+) \Z")
_WORD_AFTER = re.compile(r" (\w+)")


def check_document(texts: DocumentTexts) -> Iterator[Diagnostic]:
    """What is published holds no note to oneself, no blank of a form and no mark of secrecy; each line is told of once."""
    document = texts.document
    if getattr(document.record, "status", "published") != "published":
        return
    public = may_see(document.record, "public")
    for line in (*_short_fields(texts), *texts.lines(_SIGNS)):
        if line.sort == "url":
            continue
        found = _secrecy(line.value, public=public) or _note(line.value, line.sort)
        if found:
            code, start, said = found
            at = Position(line.at.line, line.at.column + (start if line.sort == "body" else 0))
            yield diagnose(document.path, at, code, said=said)


def _short_fields(texts: DocumentTexts) -> Iterator[WrittenLine]:
    """Fields that may be nothing but a sign or two: no longer text has so little that a quick look cannot tell it."""
    for field in texts.fields:
        if len(field.value) < len("......") and _EMPTY.fullmatch(field.value):
            yield WrittenLine(texts.document, field.sort, field.value, field.loc)


def _note(text: str, sort: str) -> tuple[str, int, str] | None:
    if sort == "text" and _EMPTY.fullmatch(text):
        return "W630", 0, text
    if not _NOTE_SIGNS.found_in(text):
        return None
    match = _NOTE.search(text)
    if match is None and ("(" in text or "[" in text):
        match = _TO_BE_DONE.search(fold_aligned(text))
    return ("W630", match.start(), text[match.start() : match.end()]) if match else None


def _secrecy(text: str, *, public: bool) -> tuple[str, int, str] | None:
    for match in _SECRET.finditer(text):
        # One word of others in capitals: BẢO MẬT, MẬT MÃ.
        plain = match[0] == "MẬT"
        before = _WORD_BEFORE.search(text[: match.start()])
        after = _WORD_AFTER.match(text, match.end())
        around = any(word and word[1].isupper() for word in (before, after))
        if not (plain and around):
            return "W631", match.start(), match[0]
    match_ = _INTERNAL.search(text) if public else None
    return ("W631", match_.start(), match_[0]) if match_ else None
