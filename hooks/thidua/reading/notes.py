"""Footnotes of a body: each is called from somewhere, each call has its note, each name stands for one note."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from thidua.diagnostics import Position, diagnose
from thidua.text import NearestFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.diagnostics import Diagnostic

_NOTE = re.compile(r"^ {0,3}\[\^([^\[\]\n]+)\]:", re.MULTILINE)
_CALL = re.compile(r"\[\^([^\[\]\n]+)\](?!:)")
MAX_TOLD = 100


def check(path: str, text: str, first_line: int) -> Iterator[Diagnostic]:
    """``text`` is the body with its code blanked out."""
    if "[^" in text:
        yield from itertools.islice(_note_diagnostics(path, text, first_line), MAX_TOLD)


def _note_diagnostics(path: str, text: str, first_line: int) -> Iterator[Diagnostic]:
    notes: dict[str, Position] = {}
    twice: list[tuple[str, Position]] = []
    calls: list[tuple[str, Position]] = []
    for number, line in enumerate(text.split("\n"), first_line):
        note = _NOTE.match(line)
        if note:
            at = Position(number, note.start(1) - 1)
            if notes.setdefault(note[1], at) != at:
                twice.append((note[1], at))
        calls += [(m[1], Position(number, m.start() + 1)) for m in _CALL.finditer(line)]
    called = {name for name, _ in calls}
    guesses = NearestFinder()
    for name, at in notes.items():
        if name not in called:
            yield diagnose(path, at, "W617", name=name)
    for name, at in calls:
        if name not in notes:
            near = guesses.nearest(name, [note for note in notes if note not in called])
            yield diagnose(path, at, "W618", name=name, near=near)
    for name, at in twice:
        yield diagnose(path, at, "W619", name=name, line=notes[name].line)
