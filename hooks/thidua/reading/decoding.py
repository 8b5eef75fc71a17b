r"""Bytes of an editor's file → text in NFC with ``\n`` line ends, and what had to be put right.

Word, old Vietnamese keyboards and copy-and-paste leave many marks; those with one right reading
are mended with a notice, the others are errors at the character.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from thidua.diagnostics import START, Diagnostic, Position, diagnose
from thidua.text import HOMOGLYPHS, NBSP, nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 256 * 1024
"""No writeup is near this; larger files only cost time in the parsers."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
"""Control, bidirectional and zero-width characters: invisible, and able to make text lie."""

_HOMOGLYPH = re.compile(f"[{''.join(HOMOGLYPHS)}]")

_LEGACY_FONTS = re.compile(
    r"[µ¸¹®©«¬­¨§¶·][a-z]*[µ¸¹®©«¬¨§¶·×ØÜÞßãäåæçèéêëìíîïñòóôõö÷øùúûüýþ]", re.IGNORECASE
)
"""Two of TCVN3's signs in one word: text typed for the fonts ``.VnTime``, not Unicode."""


class UndecodableError(ValueError):
    """The bytes are no Unicode text; carries the diagnostic that says so."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def decode(path: str, data: bytes) -> tuple[str, list[Diagnostic]]:
    """The text of a file and the diagnostics of its bytes.

    Raises `UndecodableError` when there is no text to go on with.
    """
    if len(data) > MAX_BYTES:
        raise UndecodableError(
            diagnose(path, START, "E108", size=len(data) // 1024, limit=MAX_BYTES // 1024)
        )
    text, found = _unicode(path, data)
    if "\r" in text:
        found.append(diagnose(path, START, "N103"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):
        line = next(n for n, t in enumerate(text.split("\n"), 1) if nfc(t) != t)
        found.append(diagnose(path, Position(line, 1), "N104"))
        text = nfc(text)
    found.extend(_characters(path, text))
    return (text.translate(_MENDED) if _MENDABLE.search(text) else text), found


_MENDABLE = re.compile(f"[{''.join(HOMOGLYPHS)}\u2028\u2029\x85]")
_MENDED = str.maketrans({**HOMOGLYPHS, **dict.fromkeys("\u2028\u2029\x85", " ")})


def _unicode(path: str, data: bytes) -> tuple[str, list[Diagnostic]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data[:200].count(0) > len(data[:200]) // 4:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    else:
        encoding = "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, errors="replace")
        at = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise UndecodableError(
            diagnose(path, at, "E105", byte=f"0x{data[error.start]:02X}")
        ) from error
    found = [diagnose(path, START, "N102")] if encoding != "utf-8" else []
    if text.startswith("\ufeff"):
        if encoding == "utf-8":
            found.append(diagnose(path, START, "N101"))
        text = text[1:]
    return text, found


def _characters(path: str, text: str) -> Iterator[Diagnostic]:
    if not any(sign.search(text) for sign in (FORBIDDEN, _HOMOGLYPH, _LEGACY_FONTS)):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() and line.isprintable():
            continue
        for match in FORBIDDEN.finditer(line):
            code = f"U+{ord(match[0]):04X}"
            yield diagnose(path, Position(number, match.start() + 1), "E106", character=code)
        for match in _HOMOGLYPH.finditer(line):
            at = Position(number, match.start() + 1)
            yield diagnose(path, at, "N107", found=match[0], right=HOMOGLYPHS[match[0]])
        legacy = _LEGACY_FONTS.search(line)
        if legacy:
            yield diagnose(path, Position(number, legacy.start() + 1), "W109", found=legacy[0])


def plain_spaces(text: str) -> str:
    """``text`` with no-break spaces as plain ones, for the parts a machine reads."""
    return text.replace(NBSP, " ")
