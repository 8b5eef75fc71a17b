"""Mending YAML syntax in memory, so that one slip does not hide the other mistakes of a file.

Each repair is local to one line, is reported as an error where it stands, and never written back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thidua.diagnostics import Position

if TYPE_CHECKING:
    import yaml

_KEY = re.compile(r"(\s*(?:- +)*)([A-Za-z_][\w-]*)(\s*:)(\s+|$)")
_ITEM = re.compile(r"(\s*(?:- +)+)(?=\S)")


@dataclass(slots=True)
class PatchedText:
    """The lines of a text with the repairs made so far, and how columns moved."""

    text: str
    lines: list[str] = field(init=False)
    _moved: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _quoted: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    @property
    def is_changed(self) -> bool:
        """Whether anything in it stands elsewhere than the editor wrote it."""
        return bool(self._moved)

    def position(self, line: int, column: int, first_line: int = 1) -> Position:
        """Where a mark (both numbers from 0) stands in the text as the editor wrote it."""
        if line in self._moved:
            for start, shift in reversed(self._moved[line]):
                if column > start:
                    column = max(start, column - shift)
        return Position(line + first_line, column + 1)

    def replace(self, line: int, start: int, end: int, new: str) -> None:
        old = self.lines[line]
        self.lines[line] = old[:start] + new + old[end:]
        self._moved.setdefault(line, []).append((start, len(new) - (end - start)))

    def quote(self, line: int, start: int) -> None:
        """Put the rest of a line into quotes; a line that was quoted before is beyond mending.

        Each quoting doubles the quotes inside: a few bytes would fill the memory in forty rounds.
        """
        if line in self._quoted:
            self.blank(line)
            return
        self._quoted.add(line)
        self.replace(line, start, len(self.lines[line]), _quoted(self.lines[line][start:]))

    def blank(self, line: int) -> frozenset[str]:
        """Take the line out of the parser's sight; gives the keys lost with it."""
        text, self.lines[line] = self.lines[line], ""
        return frozenset(re.findall(r"([A-Za-z_][\w-]*)(?=\s*:|\s+\S)", text)[:1])

    def without_mark(self, line: int, column: int) -> bool:
        """Take the anchor, alias or tag at a place out; False when there is none."""
        match = re.compile(r"[&*!]\S*[ \t]*").match(self.lines[line], column)
        if match:
            self.replace(line, match.start(), match.end(), "")
        return match is not None


@dataclass(frozen=True, slots=True)
class SyntaxMistake:
    """What was wrong with the syntax; ``position`` counts from the start of the text."""

    code: str
    position: Position
    mended: bool
    params: dict[str, str] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()


def repair(patched: PatchedText, error: yaml.YAMLError) -> SyntaxMistake:
    """Find the cause of ``error``, mend it if there is a likely way, and name it."""
    problem = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    last = len(patched.lines) - 1
    line = min(problem.line, last) if problem else 0
    column = problem.column if problem else 0
    tab = _repair_tab(patched, line)
    if tab:
        return tab
    unclosed = _open_quote_above(patched, line)
    if unclosed:
        return unclosed
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    opened = min(context.line, last) if context else line
    if "quoted scalar" in said:
        return _close_quote(patched, opened, context.column if context else column)
    for candidate in dict.fromkeys((line, opened, max(line - 1, 0))):
        mistake = (
            _text_after_quote(patched, candidate)
            or _quote_colon(patched, candidate)
            or _quote_start(patched, candidate)
            or _missing_colon(patched, candidate)
            or _close_bracket(patched, candidate)
        )
        if mistake:
            return mistake
    return _give_up_line(patched, line, column, str(getattr(error, "problem", "") or ""))


def _repair_tab(patched: PatchedText, line: int) -> SyntaxMistake | None:
    for number in dict.fromkeys(
        (line, *range(max(0, line - 1), min(line + 2, len(patched.lines))))
    ):
        text = patched.lines[number]
        indent = text[: len(text) - len(text.lstrip())]
        if "\t" in indent:
            column = indent.index("\t")
            patched.replace(number, column, column + 1, "  ")
            return SyntaxMistake("E204", Position(number + 1, column + 1), mended=True)
        found = re.match(r"(\s*(?:- +)?[\w-]+:)\t+", text)
        if found:
            patched.replace(number, found.end(1), found.end(), " ")
            return SyntaxMistake("E204", Position(number + 1, found.end(1) + 1), mended=True)
    return None


def _open_quote_above(patched: PatchedText, line: int) -> SyntaxMistake | None:
    """A value whose quote is not closed on its line although the next line begins a new key.

    The parser notices only at the next quote, perhaps many lines below.
    """
    for number in range(min(line + 1, len(patched.lines) - 1)):
        start = _value_start(patched, number)
        text = patched.lines[number]
        if start is None or text[start] not in "\"'" or text.find(text[start], start + 1) > 0:
            continue
        if _KEY.match(patched.lines[number + 1]):
            return _close_quote(patched, number, start)
    return None


def _close_quote(patched: PatchedText, line: int, column: int) -> SyntaxMistake:
    text = patched.lines[line]
    quote = text[column : column + 1]
    at = patched.position(line, column)
    if quote == '"' and "\\" in text[column:]:
        escaped = text[column + 1 :].rstrip().rstrip('"').replace("\\", "/")
        patched.replace(line, column, len(text), f'"{escaped}"')
        return SyntaxMistake("E215", at, mended=True)
    if quote not in {'"', "'"}:
        return _give_up_line(patched, line, column, "")
    patched.replace(line, column, column + 1, "")
    patched.quote(line, column)
    return SyntaxMistake("E205", at, mended=True, params={"quote": quote})


def _value_start(patched: PatchedText, line: int) -> int | None:
    text = patched.lines[line]
    match = _KEY.match(text) or _ITEM.match(text)
    return match.end() if match and match.end() < len(text) else None


def _text_after_quote(patched: PatchedText, line: int) -> SyntaxMistake | None:
    start = _value_start(patched, line)
    text = patched.lines[line]
    if start is None or text[start] not in "\"'":
        return None
    close = text.find(text[start], start + 1)
    rest = text[close + 1 :].strip() if close > 0 else ""
    if not rest or rest.startswith(("#", ",", "]", "}")):
        return None
    at = patched.position(line, close + 1)
    patched.quote(line, start)
    return SyntaxMistake("E216", at, mended=True)


def _quote_colon(patched: PatchedText, line: int) -> SyntaxMistake | None:
    start = _value_start(patched, line)
    text = patched.lines[line]
    if start is None or text[start] in "\"'[{|>":
        return None
    colon = re.search(r":(?=\s|$)", text[start:])
    if not colon:
        return None
    at = patched.position(line, start + colon.start())
    patched.quote(line, start)
    return SyntaxMistake("E206", at, mended=True, params={"value": text[start:].strip()})


def _quote_start(patched: PatchedText, line: int) -> SyntaxMistake | None:
    start = _value_start(patched, line)
    text = patched.lines[line]
    if start is None or text[start] not in "@`%*&!":
        return None
    at = patched.position(line, start)
    patched.quote(line, start)
    return SyntaxMistake("E217", at, mended=True, params={"character": text[start]})


def _missing_colon(patched: PatchedText, line: int) -> SyntaxMistake | None:
    text = patched.lines[line]
    match = re.match(r"(\s*)([A-Za-z_][\w-]*)(?=\s|$)(?!\s*:)", text)
    if not match:
        glued = re.match(r"(\s*)([A-Za-z_][\w-]*)([:：])(?=\S)", text)
        if not glued:
            return None
        at = patched.position(line, glued.start(3))
        patched.replace(line, glued.start(3), glued.end(3), ": ")
        return SyntaxMistake("E218", at, mended=True, params={"key": glued[2]})
    at = patched.position(line, match.start(2))
    lost = patched.blank(line)
    return SyntaxMistake("E207", at, mended=True, params={"text": text.strip()}, lost=lost)


def _close_bracket(patched: PatchedText, line: int) -> SyntaxMistake | None:
    text = patched.lines[line]
    start = _value_start(patched, line)
    if start is None or text[start] not in "[{":
        return None
    opened = text[start]
    if text.count(opened) == text.count("]" if opened == "[" else "}"):
        return None
    at = patched.position(line, start)
    lost = patched.blank(line)
    return SyntaxMistake("E219", at, mended=True, params={"bracket": opened}, lost=lost)


def _give_up_line(patched: PatchedText, line: int, column: int, problem: str) -> SyntaxMistake:
    """No known cause: hide the line and go on with the others."""
    at = patched.position(line, column)
    text = patched.lines[line]
    mended = bool(text.strip())
    lost = patched.blank(line)
    if text.rstrip().endswith(":"):
        lost |= _blank_below(patched, line, len(text) - len(text.lstrip()))
    return SyntaxMistake("E203", at, mended=mended, params={"problem": problem}, lost=lost)


def _blank_below(patched: PatchedText, line: int, indent: int) -> frozenset[str]:
    """Hide what belongs to a hidden key as well: it could only be misread as part of something else."""
    lost: frozenset[str] = frozenset()
    for number in range(line + 1, len(patched.lines)):
        text = patched.lines[number]
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            break
        lost |= patched.blank(number)
    return lost


def _quoted(text: str) -> str:
    inner = re.sub(r"(?<!\s)\s+#\s.*$", "", text.rstrip())
    if len(inner) > 1 and inner[0] in "\"'" and inner.endswith(inner[0]):
        inner = inner[1:-1]
    return "'" + inner.rstrip("\"'").replace("'", "''") + "'"
