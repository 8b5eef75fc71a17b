"""Rules of what was meant for the desk and not for readers: lines and words a draft has, and what is published has not.

The first of them are a gate: errors, so that neither a check nor a build passes. Events that are drafts may have
everything; whatever else is content goes to some audience, the intranet's too, and is held to them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.campaign.audience import may_see
from thidua.diagnostics import Position, diagnose
from thidua.reading.body import FORM_LINE, IMPORT_LINE
from thidua.reading.texts import Signs, WrittenLine
from thidua.secrecy_marks import LEVEL, is_small_stamp, is_stamp
from thidua.text import fold_aligned
from thidua.text_digest import share_copied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Record
    from thidua.reading.library import Document
    from thidua.reading.texts import DocumentTexts

FORM_LEFT = "E641"
"""The one that a file has which `thidua new` just made."""
_MOST_COPIED = 0.5
_NOTE = re.compile(
    r"\b(?:TODO|TO-DO|ToDo|FIXME)\b|\b[Tt]o[- ]?do ?:|[(\[]to-?do[)\]]|(?<![\w./-])x{3,}(?![\w./-])|(?<![\w./-])X{4,}(?![\w./-])|\?{3,}|\blorem ipsum\b"
)
"""XXX alone may be thirty."""
_GAP = r"(?:\.{2,}|…|_{2,})"
_BLANK = re.compile(
    r"\b(?:TBD|TBC)\b|\.{6,}|…{2,}|(?<=\w )_{4,}|_{4,}(?= \w)"
    rf"|ngày {_GAP}(?=[/ ])|tháng {_GAP} năm"
)
"""Also a day that forms leave open: “ngày … tháng … năm 2024”."""
_TO_BE_DONE = re.compile(
    r"[(\[](?:can |se |dang )?(?:bo sung(?: sau| them)?|kiem tra(?: lai)?|dien(?: sau| vao)?|xac minh(?: lai)?|viet sau|cho so lieu|hoi lai)[)\]:]|[(\[](?:dang|cho) cap nhat[)\]]"
    r"|[(\[](?:chen|them|dan|dat) (?:anh|bang|bieu|so lieu|ten|link|duong dan|nguon)\b[^)\]]{0,40}[)\]]"
)
_EMPTY = re.compile(r"[.…?_–-]+")
_SECRET = re.compile(
    rf"(?<!\w){LEVEL}(?!\w)|[(\[](?:[Tt]uyệt |[Tt]ối )?[Mm]ật[)\]]|[(\[]{LEVEL}[)\]]|[Đđ]ộ mật:"
)
_INTERNAL = re.compile(r"LƯU HÀNH NỘI BỘ|[(\[][Ll]ưu hành nội bộ[)\]]")
_NOTE_SIGNS = Signs(
    ("(", "[", "…", "..", "__", "???", "DO", "oDo", "do:", "do :", "FIXME", "TB", "xxx", "XXXX", "orem ipsum"),
)  # fmt: skip
_SIGNS = Signs((*_NOTE_SIGNS.words, "Mật", "mật", "Ậ", "hành nội bộ", "HÀNH NỘI BỘ"))
_WORD_BEFORE = re.compile(r"(\w+) \Z")
_WORD_AFTER = re.compile(r" (\w+)")
_PLACE_OF_LEVEL = re.compile(rf"(?:{LEVEL}|\b(?:và|hoặc|hay)\b|[,/“”\"‘’'\s])*\Z")
"""What may stand between the word that says what a level of secrecy is of and the level: quotes, and other levels."""
_OF_A_PAPER = re.compile(r"\s*,?\s*(?:số|Số)\s*:?\s*\d")
_FAR_ENOUGH = 200
"""Characters before a level among which the word is looked for."""
_MARKUP = "#>*_|~ "
"""What may stand around a mark in Markdown."""
_ITEM = ("- ", "+ ", "* ", "|")
"""How items of lists and rows of tables begin."""
_LONGEST_MARK = 5
"""Words of a line that may be nothing but a mark: “Tài liệu TUYỆT MẬT”."""


def check_document(texts: DocumentTexts) -> Iterator[Diagnostic]:
    """What is published holds no line of a draft, no copied text, no note to oneself and no mark of secrecy.

    Each line is told of once.
    """
    document = texts.document
    if getattr(document.record, "status", "published") != "published":
        return
    yield from _draft_lines(document)
    yield from _copied_text(document)
    public = may_see(document.record, "public")
    written = texts.body.split("\n")
    for line in (*_short_fields(texts), *texts.lines(_SIGNS)):
        if line.sort == "url":
            continue
        place = line.number - document.body.first_line if document.body else 0
        above = written[place - 1] if line.sort == "body" and place > 0 else ""
        found = mark_in_line(line.value, above, sort=line.sort, public=public)
        if found:
            code, start, said = found
            at = Position(line.at.line, line.at.column + (start if line.sort == "body" else 0))
            yield diagnose(document.path, at, code, said=said)


def mark_in_line(
    text: str, above: str = "", *, sort: str = "body", public: bool
) -> tuple[str, int, str] | None:
    """Code, column and words of a line's first mark of secrecy, else of its first note to oneself; None for neither.

    ``above`` is the line before it in the same paragraph.
    """
    return _stamp(text, above, sort) or _secrecy(text, above, public=public) or _note(text, sort)


def _draft_lines(document: Document[Record]) -> Iterator[Diagnostic]:
    """The line that a new file or an import begins with has given way to a text, and what it left open is decided."""
    body = document.body
    for number in body.undecided if body else ():
        yield diagnose(document.path, Position(number, 1), "E646")
    if body is None or not (FORM_LINE in body.text or IMPORT_LINE in body.text):
        return
    for number, line in enumerate(body.text.split("\n"), body.first_line):
        if line.startswith(FORM_LINE):
            yield diagnose(document.path, Position(number, 1), FORM_LEFT)
        elif line.startswith(IMPORT_LINE):
            yield diagnose(document.path, Position(number, 1), "E640")


def _copied_text(document: Document[Record]) -> Iterator[Diagnostic]:
    """A text is not for the most part that of a source whose digest the import wrote down."""
    if document.body is None:
        return
    for title, percent in copied_sources(document.body.text, document.record):
        at = Position(document.body.first_line, 1)
        yield diagnose(document.path, at, "E642", percent=percent, title=title)


def copied_sources(text: str, record: Record) -> Iterator[tuple[str, int]]:
    """Title of each source of a record that a text is copied from for the most part, and how much of the text, in percent."""
    for source in getattr(record, "sources", ()):
        share = share_copied(text, source.text_digest) if source.text_digest else 0
        if share > _MOST_COPIED:
            yield source.title, round(100 * share)


def _short_fields(texts: DocumentTexts) -> Iterator[WrittenLine]:
    """Fields that may be nothing but a sign or two: no longer text has so little that a quick look cannot tell it."""
    for field in texts.fields:
        if len(field.value) < len("......") and _EMPTY.fullmatch(field.value):
            yield WrittenLine(texts.document, field.sort, field.value, field.loc)


def _note(text: str, sort: str) -> tuple[str, int, str] | None:
    if sort == "text" and _EMPTY.fullmatch(text):
        return "W630", 0, text
    if not _NOTE_SIGNS.stand_in(text):
        return None
    match = _NOTE.search(text)
    if match:
        return "E645", match.start(), match[0]
    match = _BLANK.search(text)
    if match is None and ("(" in text or "[" in text):
        match = _TO_BE_DONE.search(fold_aligned(text))
    return ("W630", match.start(), text[match.start() : match.end()]) if match else None


def _stamp(text: str, above: str, sort: str) -> tuple[str, int, str] | None:
    """A line that is nothing but a mark; in small letters only where it is a paragraph, since a table may list the levels."""
    alone = sort == "body" and not above.strip() and not text.lstrip().startswith(_ITEM)
    if not (is_stamp(text) or (alone and is_small_stamp(text))):
        return None
    bare = text.strip(_MARKUP)
    return "E644", text.index(bare), bare


def _secrecy(text: str, above: str, *, public: bool) -> tuple[str, int, str] | None:
    for match in _SECRET.finditer(text):
        # One word of others in capitals: BẢO MẬT, MẬT MÃ.
        plain = match[0] == "MẬT"
        before = _WORD_BEFORE.search(text[: match.start()])
        after = _WORD_AFTER.match(text, match.end())
        around = any(word and word[1].isupper() for word in (before, after))
        if not (plain and around) and not _is_spoken_of(match, text, above):
            return "E644", match.start(), match[0]
    match_ = _INTERNAL.search(text) if public else None
    return ("E644", match_.start(), match_[0]) if match_ else None


def _is_spoken_of(level: re.Match[str], text: str, above: str) -> bool:
    """Whether a sentence speaks of a level, as in “bảo vệ tài liệu MẬT”, rather than a paper bearing its mark.

    The level follows a word in small letters within a sentence, and no number of a paper follows it.
    """
    if not level[0].endswith("MẬT") or _OF_A_PAPER.match(text, level.end()):
        return False
    whole = f"{above} {text}".split()
    before = f"{above} {text[: level.start()]}"[-_FAR_ENOUGH:]
    word = re.search(r"([^\W\d_]+)\Z", _PLACE_OF_LEVEL.sub("", before))
    return len(whole) > _LONGEST_MARK and word is not None and word[1].islower()
