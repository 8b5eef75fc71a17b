r"""Bytes of an editor's file → text in NFC with ``\n`` line ends, and what had to be put right.

Word, old Vietnamese keyboards and copy-and-paste leave many marks; those with one right reading
are mended with a notice, the others are errors at the character.
"""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from thidua.diagnostics import START, Diagnostic, Position, diagnose
from thidua.reading.lookalikes import lookalikes, may_hold_lookalikes
from thidua.text import HOMOGLYPHS, NBSP, nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.reading.lookalikes import Lookalike

MAX_BYTES = 256 * 1024
"""No writeup is near this; larger files only cost time in the parsers."""

MAX_LINE = 5_000
"""Characters; the longest lines of real files have a tenth. Many expressions below take the square of it."""
MAX_LINES = 20_000
MAX_TOLD = 100
"""Characters of one kind told of in a file: it was made by a program, and nobody mends them one by one."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
"""Control, bidirectional and zero-width characters, every other code point that is ignored by default (Unicode's
Default_Ignorable_Code_Point), and what is no character at all: invisible, able to make text lie, and the last kind not
allowed in XML, where one of them takes down a whole feed. Variation selectors are refused behind pictures (☎, ❤) too:
as the joiners of other pictures they make two texts of what looks like one, and the picture shows without them."""

LOST = re.compile("[\u2800\ue000-\uf8ff\ufffc\ufffd\U000f0000-\U0010fffd]")
"""What stands for a letter or a picture that is not there: signs of one font alone, such as the bullets of Word, the place
of a picture, and what a program wrote for a letter it could not read."""

_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")
"""Mended where they stand in a file; written as escapes they would break the lines of calendars and tables."""

MAX_MARKS = 16
_PILE = re.compile(rf"[^\w\s\x00-\u02ff]{{{MAX_MARKS},}}")
"""What may be marks upon marks: composing them takes the square of their number."""

_MAX_AROUND = 40
"""Characters before and behind a hidden one in which its word is looked for."""

_HOMOGLYPH = re.compile(f"[{''.join(HOMOGLYPHS)}]")

_USUAL = re.compile(
    r"[\t\n -~\xa0°²³×\xc0-\xcf\xd1-\xef\xf1-\u0188\u018a-\u01b0\u1ea0-\u1ef9–—‘’“”•…]*+"
)
"""What nearly every Vietnamese text is made of: then one look spares eight. Matched as one run, for the search for its
contrary takes four times as long."""

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
        # CRLF throughout is what Windows writes, and what Git makes of LF there: nothing to tell of.
        if set("\r\n") & set(text.replace("\r\n", "")):
            found.append(diagnose(path, START, "N103"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise UndecodableError(diagnose(path, Position(MAX_LINES, 1), "E611", limit=MAX_LINES))
    text = _cut_long_lines(path, text, found)
    if is_usual(text):
        return text, found
    _combining_piles(path, text)
    if not unicodedata.is_normalized("NFC", text):
        line = next(n for n, t in enumerate(text.split("\n"), 1) if nfc(t) != t)
        found.append(diagnose(path, Position(line, 1), "N104"))
        text = nfc(text)
    found.extend(_characters(path, text))
    return (text.translate(_MENDED) if _MENDABLE.search(text) else text), found


def is_usual(text: str) -> bool:
    """Whether a text holds nothing but what Vietnamese is commonly written with: it is in NFC, and no rule here has anything to say of it."""
    return _USUAL.fullmatch(text) is not None


def _cut_long_lines(path: str, text: str, found: list[Diagnostic]) -> str:
    """The text with what is too long of a line cut off in memory, so that the rest of the file is still looked at."""
    lines = text.split("\n")
    if len(text) <= MAX_LINE or max(map(len, lines)) <= MAX_LINE:
        return text
    for number, line in enumerate(lines):
        if len(line) > MAX_LINE:
            found.append(diagnose(path, Position(number + 1, MAX_LINE), "E604", limit=MAX_LINE))
            lines[number] = line[:MAX_LINE]
    return "\n".join(lines)


def _combining_piles(path: str, text: str) -> None:
    for pile in _PILE.finditer(text) if not text.isascii() else ():
        marks = [unicodedata.combining(char) != 0 for char in pile[0]]
        if any(all(marks[n : n + MAX_MARKS]) for n in range(len(marks) - MAX_MARKS + 1)):
            line = text.count("\n", 0, pile.start())
            at = Position(line + 1, pile.start() - text.rfind("\n", 0, pile.start()))
            raise UndecodableError(diagnose(path, at, "E106", character=f"U+{ord(pile[0][0]):04X}"))


def forbidden_characters(text: str) -> Iterator[str]:
    """The characters that escapes of a quoted text must not bring in."""
    found = (*FORBIDDEN.findall(text), *LOST.findall(text), *_LINE_ENDS.findall(text))
    yield from itertools.islice(dict.fromkeys(found), MAX_TOLD)


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
    if may_hold_lookalikes(text):
        yield from itertools.islice(_lookalikes(path, text), MAX_TOLD)
    if not any(sign.search(text) for sign in (FORBIDDEN, LOST, _HOMOGLYPH, _LEGACY_FONTS)):
        return
    for at, match in itertools.islice(_matches(FORBIDDEN, text), MAX_TOLD):
        yield hidden_character(path, at, match[0], near=_word_without(match))
    for at, match in itertools.islice(_matches(LOST, text), MAX_TOLD):
        yield hidden_character(path, at, match[0])
    for at, match in itertools.islice(_matches(_HOMOGLYPH, text), MAX_TOLD):
        yield diagnose(path, at, "N107", found=match[0], right=HOMOGLYPHS[match[0]])
    told = 0
    for at, match in itertools.islice(_matches(_LEGACY_FONTS, text), MAX_TOLD):
        if at.line > told:  # the first of a line speaks for it
            told = at.line
            yield diagnose(path, at, "W109", found=match[0])


def hidden_character(
    path: str, at: Position, character: str, near: str | None = None
) -> Diagnostic:
    """What is told of a character of `FORBIDDEN` or `LOST`; ``near`` is the word it stands in, without it."""
    code = "E121" if LOST.match(character) else "E106"
    return diagnose(path, at, code, character=f"U+{ord(character):04X}", near=near)


def lookalike(path: str, at: Position, found: Lookalike) -> Diagnostic:
    """What is told of a letter that deceives."""
    return diagnose(
        path,
        at,
        "E127",
        letter=found.letter,
        point=f"U+{ord(found.letter):04X}",
        script=found.script,
        word=found.word,
        near=found.near,
    )


def _lookalikes(path: str, text: str) -> Iterator[Diagnostic]:
    for number, line in enumerate(text.split("\n"), 1):
        for found in lookalikes(line):
            yield lookalike(path, Position(number, found.start + 1), found)


def _word_without(hidden: re.Match[str]) -> str | None:
    """The word around a hidden character, as it looks; None where it stands alone."""
    before = hidden.string[max(0, hidden.start() - _MAX_AROUND) : hidden.start()]
    after = hidden.string[hidden.end() : hidden.end() + _MAX_AROUND]
    # The sign keeps a blank beside the character from being skipped.
    word = f"{before}|".split()[-1][:-1] + f"|{after}".split()[0][1:]
    return FORBIDDEN.sub("", word) or None


def _matches(sign: re.Pattern[str], text: str) -> Iterator[tuple[Position, re.Match[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() and line.isprintable():
            continue
        for match in sign.finditer(line):
            yield Position(number, match.start() + 1), match


def plain_spaces(text: str) -> str:
    """``text`` with no-break spaces as plain ones, for the parts a machine reads."""
    return text.replace(NBSP, " ")
