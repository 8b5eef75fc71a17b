"""Text files in the form newspapers are copied in: title, dateline, paragraphs, captions, author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.editing.importing.evidence import note
from thidua.editing.importing.legacy_fonts import by_shape, shape_of
from thidua.editing.importing.people import LOWER, UPPER
from thidua.editing.importing.pictures import credit_of
from thidua.editing.importing.secrecy import refuse_secret
from thidua.editing.importing.source_dates import read_stamp
from thidua.editing.importing.source_document import (
    SourceDocument,
    SourcePicture,
    clean_line,
    escape_markdown,
    invisible_warning,
    wrap_paragraph,
)

if TYPE_CHECKING:
    from thidua.editing.importing.evidence import ImportNote
    from thidua.editing.importing.source_dates import PublicationStamp

_CAPTION_HEAD = re.compile(r"(?P<head>\S.*?)\s+-\d{1,2}\Z")
"""``Cụm Thi đua số 01 … -0``: the name of a picture on cand.com.vn; its caption is the next line."""
_CREDIT = re.compile(
    r"(?:Tin,? ?(?:và )?ảnh|Bài,? ?(?:và )?ảnh|Tin|Bài|Tác giả|Thực hiện)\s*:\s*(?P<author>.{2,60})\Z"
)
_NAME = re.compile(rf"[{UPPER}][{LOWER}]*(?:[ .-]+[{UPPER}][{LOWER}]*){{0,4}}\Z")
TITLE_LIMIT = 200
"""Characters of a line that may be a title."""
_STAMP_WITHIN = 5
_WRAPPED_FROM = 55


def read_text(text: str) -> SourceDocument:
    """The parts of a text whose first line is its title, if it is one; nothing is left out silently."""
    written = text.replace("\r\n", "\n").split("\n")
    encoding = shape_of(written)
    notes: list[ImportNote] = []
    if encoding:
        made = [by_shape(line, encoding) for line in written]
        count = sum(new != old for new, old in zip(made, written, strict=True))
        notes.append(note("warn_legacy_shape", count=count, value=encoding))
        written = made
    notes += invisible_warning("\n".join(written))
    refuse_secret(written)
    lines = [clean_line(line) for line in written]
    lines = [line for line in _join_wrapped_lines(lines) if line]
    stamp, lines = _take_stamp(lines)
    title = lines[0] if lines else ""
    if len(title) > TITLE_LIMIT or (len(lines) == 1 and title[-1] in ".!?…"):
        title = ""
    lines, captions = _take_captions(lines[1:] if title else lines)
    author, lines, dropped = author_of(lines)
    if dropped:
        notes.append(note("lost_dropped", count=len(dropped), value=" ".join(dropped)))
    body = "\n\n".join(wrap_paragraph(escape_markdown(line)) for line in lines)
    return SourceDocument(
        title,
        body,
        tuple(lines),
        stamp,
        author=author,
        pictures=tuple(captions),
        notes=tuple(notes),
    )


def _join_wrapped_lines(lines: list[str]) -> list[str]:
    """Lines broken by a mail program in the middle of a sentence are one paragraph."""
    joined: list[str] = []
    for line in lines:
        before = joined[-1] if joined else ""
        if (
            before
            and line[:1].islower()
            and len(before) >= _WRAPPED_FROM
            and before[-1] not in ".!?…:;"
        ):
            joined[-1] = f"{before} {line}"
        else:
            joined.append(line)
    return joined


def _take_stamp(lines: list[str]) -> tuple[PublicationStamp | None, list[str]]:
    for number, line in enumerate(lines[:_STAMP_WITHIN]):
        stamp = read_stamp(line)
        if stamp:
            return stamp, lines[:number] + lines[number + 1 :]
    return None, lines


def _take_captions(lines: list[str]) -> tuple[list[str], list[SourcePicture]]:
    kept: list[str] = []
    pictures: list[SourcePicture] = []
    waiting: re.Match[str] | None = None
    for line in lines:
        head = _CAPTION_HEAD.match(line)
        if waiting:
            caption, credit = credit_of(line)
            pictures.append(SourcePicture(waiting["head"], caption=caption, credit=credit))
            waiting = None
        elif head:
            waiting = head
        else:
            kept.append(line)
    if waiting:
        pictures.append(SourcePicture(waiting["head"], caption=waiting["head"]))
    return kept, pictures


def author_of(lines: list[str]) -> tuple[str, list[str], list[str]]:
    """The name that closes an article, the lines before it, and closing lines without a word."""
    kept = list(lines)
    dropped: list[str] = []
    while kept and not re.search(r"\w", kept[-1]):
        dropped.append(kept.pop())
    last = kept[-1] if kept else ""
    credit = _CREDIT.match(last)
    if credit:
        return credit["author"].strip(" ."), kept[:-1], dropped
    if len(kept) > 1 and len(last) <= 40 and _NAME.match(last):
        return last, kept[:-1], dropped
    return "", kept, dropped
