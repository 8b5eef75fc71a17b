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
    if "<" * 7 not in text:
        return None
    found = _CONFLICT.search(text)
    if not found or not re.search(r"^<{7}", text, re.MULTILINE):
        return None
    return Position(text.count("\n", 0, found.start()) + 1, 1)


def second_front_matter(body: str, first_line: int, fields: frozenset[str]) -> Position | None:
    """Where a body has a declaration of its own: a file pasted below another."""
    if not body.startswith("---") and "\n---" not in body:
        return None
    lines = body.split("\n")
    for number, line in enumerate(lines[:-1]):
        if line.rstrip() != "---" or (number and lines[number - 1].strip()):
            continue
        following = [_FIELD.match(below) for below in lines[number + 1 : number + 3]]
        if following[0] and all(key is None or key[1] in fields for key in following):
            return Position(first_line + number, 1)
    return None


_GREATER = re.compile(
    r"(?P<before>\s*(?:- +)*(?P<key>[A-Za-z_]\w*):[ \t]+)(?P<found>>=.*?|>[ \t]*\d.*?|(?<=comparator: )>)[ \t]*\Z"
)
"""A value that begins with ``>``, by which YAML announces a text of several lines; of a comparator it is all."""
_GREATER_IN_BRACES = re.compile(r"(?<=\bcomparator: )>=?(?=\s*[,}])")
_TOP_KEY = re.compile(r"([A-Za-z_]\w*):(?:\s|$)")


def mend_comparisons(patched: PatchedText) -> Iterator[SyntaxMistake]:
    """Put values that begin with ``>`` into quotes."""
    for number, line in enumerate(patched.lines):
        if ">" not in line:
            continue
        whole = _GREATER.match(line)
        inside = None if whole else _GREATER_IN_BRACES.search(line)
        match, group = (whole, "found") if whole else (inside, 0)
        if match is None:
            continue
        start, end = match.span(group)
        # Of any other field it is told that it may not hold the sign.
        if whole is None or whole["key"] == "comparator":
            params = {"found": line[start:end]}
            yield SyntaxMistake("E227", Position(number + 1, start + 1), mended=True, params=params)
        patched.replace(number, start, end, f"'{line[start:end]}'".replace("''", "'"))


def mend_entries(patched: PatchedText, first: str) -> Iterator[SyntaxMistake]:
    """Put the dash before entries of a register that begin with their field ``first`` and have none."""
    yield from _mend_indented_entries(patched, first)
    lines = patched.lines
    keys = [(n, key[1]) for n, line in enumerate(lines) if (key := _TOP_KEY.match(line))]
    starts = {n for n, key in keys if key == first}
    if not starts:
        return
    ends = sorted(
        {*starts, *(n for n, line in enumerate(lines) if line.startswith("- ")), len(lines)}
    )
    for start in sorted(starts):
        end = next(n for n in ends if n > start)
        yield SyntaxMistake("E228", Position(start + 1, 1), mended=True, params={"key": first})
        # Fields below the first may be indented as below a dash already.
        flush = any(start < n < end for n, _ in keys)
        patched.replace(start, 0, 0, "- ")
        for n in range(start + 1, end if flush else start):
            if lines[n].strip():
                patched.replace(n, 0, 0, "  ")


def _mend_indented_entries(patched: PatchedText, first: str) -> Iterator[SyntaxMistake]:
    """Put the dash before entries without one that stand in line with the fields of the entry above."""
    begun = False
    for number, line in enumerate(patched.lines):
        if line.startswith("- "):
            begun = line[2:].startswith(f"{first}:")
        elif line.startswith(f"  {first}:"):
            if begun:
                params = {"key": first}
                yield SyntaxMistake("E228", Position(number + 1, 3), mended=True, params=params)
                patched.replace(number, 0, 2, "- ")
            begun = True


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
