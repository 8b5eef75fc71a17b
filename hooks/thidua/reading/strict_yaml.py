"""YAML in the narrow form our content uses: mappings, lists and text, each with its position.

All scalars stay text, so ``12:08``, ``no``, ``010`` and ``2024-02-31`` arrive as written and the record
classes give them types. Anchors, aliases, tags and further documents are refused, and size, depth
and count are limited *while* parsing: a 600-byte merge bomb costs PyYAML 40 s, and 40,000 ``[``
crash libyaml when nodes are composed recursively.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from thidua.diagnostics import Diagnostic, Position, diagnose
from thidua.reading.decoding import (
    forbidden_characters,
    hidden_character,
    is_usual,
    lookalike,
)
from thidua.reading.lookalikes import lookalikes
from thidua.reading.repair import PatchedText, repair
from thidua.reading.simple_yaml import EMPTY, Value, read_simple
from thidua.reading.slips import mend_comparisons, mend_entries, mend_line_starts
from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

Path: TypeAlias = "tuple[str | int, ...]"

MAX_DEPTH = 12
MAX_EVENTS = 20_000
MAX_REPAIRS = 40

_DASHES = re.compile(r"(?:^|\s)[–—]\s")
_EVERYTHING = frozenset({"*"})


@dataclass(slots=True)
class Marked:
    """A parsed value and where each part of it stands in the file."""

    value: Value
    text: str = ""
    """What it was read from. It is read again when somebody asks where a part stands, which is seldom."""
    first_line: int = 1
    """The line of the file on which ``text`` begins."""
    entries_begin: str | None = None
    lost: frozenset[str] = frozenset()
    """Keys whose lines could not be read; they were told of and are not missing besides."""
    _places: tuple[_Places, _Places] | None = None

    def at(self, path: Path, *, key: bool = False) -> Position:
        """The position of the value (or key) at ``path``, or of the nearest part around it."""
        values, keys = self.values, self.keys
        for length in range(len(path), -1, -1):
            here = path[:length]
            found = (keys.get(here) if key and length == len(path) else None) or values.get(here)
            if found:
                return found
        return Position(self.first_line, 1)

    @property
    def values(self) -> _Places:
        """Where each value begins, by its path: ``("photos", 0, "alt")``."""
        return self._located()[0]

    @property
    def keys(self) -> _Places:
        """Where the key of each mapping entry begins."""
        return self._located()[1]

    def _located(self) -> tuple[_Places, _Places]:
        if self._places is None:
            reader = _read("", self.text, self.first_line, self.entries_begin)[0]
            self._places = (reader.values, reader.keys) if reader else ({}, {})
        return self._places


_Places: TypeAlias = "dict[Path, Position]"


class _UnsupportedYamlError(Exception):
    """A construct we do not read; carries code and mark."""

    def __init__(self, code: str, mark: yaml.Mark, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.mark = mark
        self.params = params


def read_yaml(
    path: str, text: str, first_line: int = 1, *, entries_begin: str | None = None
) -> tuple[Marked, list[Diagnostic]]:
    """The value of ``text`` and its diagnostics; syntax errors are mended in memory to go on.

    ``first_line`` is the line of the file on which ``text`` begins; ``entries_begin`` is the field with which each
    entry of a register begins. The value is an empty mapping when nothing can be read.
    """
    simple = read_simple(text) if entries_begin is None else None
    if simple is not None:
        return Marked(simple, text, first_line), []
    reader, lost, found = _read(path, text, first_line, entries_begin)
    value = reader.value if reader else {}
    return Marked(value, text, first_line, entries_begin, lost), found


def _read(
    path: str, text: str, first_line: int, entries_begin: str | None
) -> tuple[_Reader | None, frozenset[str], list[Diagnostic]]:
    """What could be read, None where nothing could; the keys that were lost; and what is wrong."""
    patched = PatchedText(text)
    found: list[Diagnostic] = []
    entries = mend_entries(patched, entries_begin) if entries_begin else ()
    for slip in itertools.chain(mend_line_starts(patched), mend_comparisons(patched), entries):
        at = Position(slip.position.line + first_line - 1, slip.position.column)
        found.append(diagnose(path, at, slip.code, **slip.params))
    lost: set[str] = set()
    for _ in range(MAX_REPAIRS):
        reader = _Reader(path, patched, first_line)
        try:
            reader.read()
        except _UnsupportedYamlError as refused:
            at = patched.position(refused.mark.line, refused.mark.column, first_line)
            found.append(diagnose(path, at, refused.code, **refused.params))
            if refused.code != "E209" or not patched.without_mark(
                refused.mark.line, refused.mark.column
            ):
                return None, _EVERYTHING, found
            continue
        except yaml.YAMLError as error:
            mistake = repair(patched, error)
            at = Position(mistake.position.line + first_line - 1, mistake.position.column)
            found.append(diagnose(path, at, mistake.code, **mistake.params))
            lost |= mistake.lost
            if not mistake.mended:
                return None, _EVERYTHING, found
            continue
        return reader, frozenset(lost), [*found, *reader.found]
    return None, _EVERYTHING, found


class _Reader:
    """Builds a value from parser events, without recursion into libyaml's composer."""

    def __init__(self, path: str, patched: PatchedText, first_line: int) -> None:
        self.path = path
        self.patched = patched
        self.first_line = first_line
        self.found: list[Diagnostic] = []
        self.lines = patched.lines
        self.value: Value = {}
        self.values: _Places = {}
        self.keys: _Places = {}

    def read(self) -> None:
        """Fill in the value and its places."""
        loader = yaml.CSafeLoader("\n".join(self.lines))
        every: Iterator[Any] = iter(loader.get_event, None)
        try:
            self._document(itertools.islice(every, MAX_EVENTS + 1))
        except StopIteration:
            raise _UnsupportedYamlError("E210", next(every).start_mark) from None

    def _document(self, events: Iterator[Any]) -> None:
        next(events)  # stream start
        if isinstance(next(events), yaml.StreamEndEvent):
            return
        self.value = self._value(next(events), events, (), 0)
        next(events)  # document end
        follower = next(events)
        if not isinstance(follower, yaml.StreamEndEvent):
            raise _UnsupportedYamlError("E212", follower.start_mark)

    def _value(self, event: Any, events: Iterator[Any], path: Path, depth: int) -> Value:
        _refuse_references(event)
        self.values[path] = self._position(event.start_mark)
        if depth > MAX_DEPTH:
            raise _UnsupportedYamlError("E210", event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, path, depth)
        items: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._value(event, events, (*path, len(items)), depth + 1))
        return items

    def _mapping(
        self, opening: Any, events: Iterator[Any], path: Path, depth: int
    ) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        cut: dict[str, None] = {}
        last = ""
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            _refuse_references(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _UnsupportedYamlError("E211", event.start_mark)
            key = event.value.strip()
            here = (*path, key)
            at = self._position(event.start_mark)
            if opening.flow_style and last and self._has_no_colon(event):
                next(events)
                entries[last] = f"{entries[last]}{self._comma_before(event)}{key}"
                cut[last] = None
                continue
            if key in entries:
                first = self.keys[here]
                self.found.append(diagnose(self.path, at, "E208", key=key, line=first.line))
                self._value(next(events), events, (*path, key, "\0duplicate"), depth + 1)
                continue
            self.keys[here] = at
            entries[key] = self._value(next(events), events, here, depth + 1)
            last = key if isinstance(entries[key], str) and entries[key] else ""
        for key in cut:
            at = self.values[(*path, key)]
            self.found.append(diagnose(self.path, at, "E221", key=key, value=entries[key]))
        return entries

    def _has_no_colon(self, event: Any) -> bool:
        """Whether a key within braces is none: a comma cut it off the value before it."""
        if event.style not in {None, ""} or event.start_mark.line != event.end_mark.line:
            return False
        return self.lines[event.end_mark.line][event.end_mark.column :].lstrip()[:1] in {",", "}"}

    def _comma_before(self, event: Any) -> str:
        before = self.lines[event.start_mark.line][: event.start_mark.column]
        return ", " if before.endswith((" ", "\t")) else ","

    def _scalar(self, event: Any) -> Value:
        plain = event.style is None or event.style == ""
        text: str = event.value
        if not plain:
            return self._written_out(event, text)
        if "– " in text and self._is_dash_list(event):
            at = self._position(event.start_mark)
            self.found.append(diagnose(self.path, at, "E213", found="–"))
            return [part.strip() for part in _DASHES.split(text) if part.strip()]
        end = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        rest = line[end.column :] if "#" in line else ""
        swallowed = rest.lstrip()
        if text and rest[:1] in " \t" and swallowed[:1] == "#" and swallowed[1:2].strip():
            at = self._position(end)
            self.found.append(diagnose(self.path, at, "W214", lost=swallowed))
        return "" if text in EMPTY else text

    def _written_out(self, event: Any, text: str) -> str:
        r"""A quoted text; escapes (``"\u202e"``) must not bring in what may not stand in a file."""
        if is_usual(text):
            return text
        at = self._position(event.start_mark)
        for character in forbidden_characters(text):
            if character not in self.patched.text:  # else it is told of where it stands
                self.found.append(hidden_character(self.path, at, character))
        self.found.extend(
            lookalike(self.path, at, found)
            for found in lookalikes(text)
            if found.word not in self.patched.text
        )
        return nfc(text)

    def _is_dash_list(self, event: Any) -> bool:
        first, last = event.start_mark.line, event.end_mark.line
        return last > first and any(
            line.lstrip().startswith(("– ", "— ", "• ")) for line in self.lines[first : last + 1]
        )

    def _position(self, mark: Any) -> Position:
        if self.patched.is_changed:
            return self.patched.position(mark.line, mark.column, self.first_line)
        return Position(mark.line + self.first_line, mark.column + 1)


def _refuse_references(event: Any) -> None:
    """Anchors, aliases and tags are refused wherever they stand."""
    if getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise _UnsupportedYamlError("E209", event.start_mark)
