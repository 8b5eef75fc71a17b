"""YAML as nearly all files are written: short keys, values of one line, lists and groups in line or indented.

It is read here line by line, in a tenth of the time that a parser of all of YAML takes. Whatever is written otherwise is
none of it and left to `thidua.reading.strict_yaml`: comments behind values, texts of several lines, escapes, everything
that is wrong. What is read here has the value it has there, and nothing to be told of.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from thidua.reading.decoding import is_usual

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

_MAX_LENGTH = 15_000
"""Characters; so many have fewer parts than `strict_yaml` takes."""
_ROOM = 10
"""Levels of columns and brackets, of which none is deeper than `strict_yaml` takes."""
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands for nothing where it is not in quotes."""

_KEY = r"([A-Za-z0-9_][A-Za-z0-9_-]{0,60})"
_LINE = re.compile(rf"^( *)(- +)?(?:{_KEY}:(?: +|$))?(.*)$", re.MULTILINE)
"""The blanks before a line, the dash of an item, the key and the rest."""
_NO_PLAIN_START = frozenset("-?:,[]{}#&*!|>'\"%@`")
_TEXT = re.compile(r"""(?:"([^"\\]*)"|'([^']*)'|([^\-?:,\[\]{}#&*!|>'"%@` ][^,\[\]{}:#?'"]*))""")
"""A text within brackets: in quotes, or plain."""
_QUOTED = re.compile(r"""(?:"([^"\\]*)"|'([^']*)')""")
_PAIR = re.compile(rf"{_KEY}: +{_TEXT.pattern}?")
_NEXT = re.compile(r" *(?:(,) +|([\]}]))")
_GREATER = re.compile(r":[ \t]+>")
"""What a value that begins with ``>`` has, which is mended before YAML reads it."""
_Row: TypeAlias = "tuple[int, int, str, str]"
"""Column of a line, column of what follows its dash (0 without one), key and rest."""


class _NotSimpleError(Exception):
    """Something that is left to the parser of all of YAML."""


def read_simple(text: str) -> dict[str, Value] | None:
    """The mapping that ``text`` is; None where it is anything else, or written in another way."""
    if len(text) > _MAX_LENGTH or "\t" in text or not is_usual(text):
        return None
    if ">" in text and _GREATER.search(text):
        return None
    rows = [
        (len(blanks), len(blanks) + len(dash) if dash else 0, key, rest.rstrip(" "))
        for blanks, dash, key, rest in _LINE.findall(text)
        if key or dash or (rest and not rest.isspace() and rest[0] != "#")
    ]
    lines = _Lines(rows)
    try:
        found = lines.mapping(0)
    except _NotSimpleError:
        return None
    return found if found and lines.number == len(rows) else None


class _Lines:
    """The lines of a text, read from the first to the last."""

    def __init__(self, rows: list[_Row]) -> None:
        self.rows = rows
        self.number = 0
        """The line that is read next."""

    def mapping(self, column: int) -> dict[str, Value]:
        """The mapping whose keys begin in ``column``."""
        rows = self.rows
        found: dict[str, Value] = {}
        while self.number < len(rows):
            at, inside, key, rest = rows[self.number]
            if at != column or inside:
                break
            if not key or key in found:
                raise _NotSimpleError
            self.number += 1
            found[key] = _value(rest, column) if rest else self._below(column)
        return found

    def _below(self, column: int) -> Value:
        """What stands below a key in ``column`` that has no value on its line."""
        if self.number == len(self.rows):
            return ""
        at, inside, _, _ = self.rows[self.number]
        if at > column:
            return self._items(at) if inside else self.mapping(at)
        return self._items(column) if at == column and inside else ""

    def _items(self, column: int) -> list[Value]:
        """The list whose dashes stand in ``column``."""
        rows = self.rows
        found: list[Value] = []
        while self.number < len(rows):
            at, inside, key, rest = rows[self.number]
            if at != column or not inside:
                break
            if key:
                rows[self.number] = inside, 0, key, rest
                found.append(self.mapping(inside))
            elif rest:
                self.number += 1
                found.append(_value(rest, column))
            else:
                raise _NotSimpleError
        return found


def _value(text: str, column: int) -> Value:
    """The value that the rest of a line is."""
    if column > _ROOM:
        raise _NotSimpleError
    if text[0] in _NO_PLAIN_START:
        if text[0] in "[{":
            found, end = _in_brackets(text, 0, _ROOM - column)
            if end != len(text):
                raise _NotSimpleError
            return found
        quoted = _QUOTED.fullmatch(text)
        if not quoted:
            raise _NotSimpleError
        return quoted[1] or quoted[2] or ""
    if ": " in text or " #" in text or text[-1] == ":":
        raise _NotSimpleError
    return "" if text in EMPTY else text


def _in_brackets(text: str, start: int, room: int) -> tuple[Value, int]:
    """The list or mapping whose bracket opens at ``start``, and where it ends."""
    if not room:
        raise _NotSimpleError
    return _list(text, start + 1, room) if text[start] == "[" else _group(text, start + 1, room)


def _list(text: str, at: int, room: int) -> tuple[list[Value], int]:
    found: list[Value] = []
    if text.startswith("]", at):
        return found, at + 1
    while True:
        match = _TEXT.match(text, at)
        if match:
            at = match.end()
            found.append(_text(match, 1))
        elif text.startswith(("[", "{"), at):
            value, at = _in_brackets(text, at, room - 1)
            found.append(value)
        else:
            raise _NotSimpleError
        at, closed = _after(text, at, "]")
        if closed:
            return found, at


def _group(text: str, at: int, room: int) -> tuple[dict[str, Value], int]:
    found: dict[str, Value] = {}
    if text.startswith("}", at):
        return found, at + 1
    while True:
        match = _PAIR.match(text, at)
        if match is None or match[1] in found:
            raise _NotSimpleError
        at = match.end()
        if match.lastindex != 1:
            found[match[1]] = _text(match, 2)
        elif text.startswith(("[", "{"), at):
            found[match[1]], at = _in_brackets(text, at, room - 1)
        else:
            raise _NotSimpleError
        at, closed = _after(text, at, "}")
        if closed:
            return found, at


def _text(match: re.Match[str], first: int) -> str:
    """The text of a match, whose groups from ``first`` are what stood in two kinds of quotes, and what stood plain."""
    plain = match[first + 2]
    if plain is None:
        return match[first] or match[first + 1] or ""
    text = plain.rstrip(" ")
    return "" if text in EMPTY else text


def _after(text: str, at: int, closing: str) -> tuple[int, bool]:
    """Where the next part begins, or the end of the brackets and True."""
    match = _NEXT.match(text, at)
    if match is None or match[2] not in {None, closing}:
        raise _NotSimpleError
    return match.end(), match[2] is not None
