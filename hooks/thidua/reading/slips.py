"""Slips of the keyboard and the clipboard that are found in the text itself, before and beside YAML's grammar.

What a word processor, a web page or a merge leaves in a file makes YAML stumble somewhere else, over
something else; each is named here by what the editor did.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.diagnostics import Position
from thidua.reading.repair import PatchedText, SyntaxMistake

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONFLICT = re.compile(r"^(?:<{7}(?: |$)|>{7}(?: |$)|={7}$)", re.MULTILINE)
_BULLET = re.compile(r"(\s*)([*•·●▪◦])[ \t\u00a0]+(?=\S)")
_BEGINS_LIST = re.compile(r"(?:.*:|\s*-\s.*)\s*\Z")
_WIDE_SPACES = re.compile(
    "[ ]*[\u00a0\u2000-\u200a\u202f\u3000][ \u00a0\u2000-\u200a\u202f\u3000]*"
)
_FIELD = re.compile(r"([A-Za-z_]\w*):(?:\s|$)")
_DISGUISES = (
    (re.compile(rb"\s*<(?:!doctype html|html[\s>])", re.IGNORECASE), "html"),
    (re.compile(rb"\{\\rtf"), "rtf"),
    (re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0"), "office"),
    (re.compile(rb"%PDF-"), "pdf"),
)


def disguised_kind(data: bytes) -> str | None:
    """What a file is although its name says Markdown or YAML: a saved web page, a Word file, a PDF."""
    return next((kind for form, kind in _DISGUISES if form.match(data)), None)


def merge_conflict(text: str) -> Position | None:
    """Where the marks of a merge stand that was never finished; all between them is there twice."""
    found = _CONFLICT.search(text)
    if not found or not re.search(r"^<{7}", text, re.MULTILINE):
        return None
    return Position(text.count("\n", 0, found.start()) + 1, 1)


def second_front_matter(body: str, first_line: int, fields: frozenset[str]) -> Position | None:
    """Where a body has a declaration of its own: a file pasted below another."""
    lines = body.split("\n")
    for number, line in enumerate(lines[:-1]):
        if line.rstrip() != "---" or (number and lines[number - 1].strip()):
            continue
        following = [_FIELD.match(below) for below in lines[number + 1 : number + 3]]
        if following[0] and all(key is None or key[1] in fields for key in following):
            return Position(first_line + number, 1)
    return None


def mend_line_starts(patched: PatchedText) -> Iterator[SyntaxMistake]:
    """Mend what stands at the head of lines: spaces of a web page, bullets of a word processor."""
    above = ""
    for number, line in enumerate(patched.lines):
        wide = _WIDE_SPACES.match(line)
        if wide and not line.strip():
            # Empty to every eye; YAML would take it for a value, and lose the whole file over it.
            patched.replace(number, 0, len(line), "")
        elif wide:
            yield SyntaxMistake("E225", Position(number + 1, 1), mended=True)
            patched.replace(number, 0, wide.end(), " " * wide.end())
        bullet = _BULLET.match(patched.lines[number])
        if bullet and _BEGINS_LIST.match(above):
            at = Position(number + 1, bullet.start(2) + 1)
            yield SyntaxMistake("E213", at, mended=True, params={"found": bullet[2]})
            patched.replace(number, bullet.start(2), bullet.end(), "- ")
        above = patched.lines[number] if line.strip() else above
