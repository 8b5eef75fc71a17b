"""Changing values of one record in a file, with everything else as it was, byte for byte.

Edits are made on the text, at the places YAML's own events name, and as small as they can be: one value in its line, one
line of a list. What comes out is read again by the strict reader; where it does not say exactly what was asked for, or a
comment would be lost, nothing is changed.
"""

from __future__ import annotations

import difflib
import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from thidua.editing.fmt import body_lines
from thidua.editing.new import NotWrittenError
from thidua.editing.yaml_text import yaml_entry, yaml_flow, yaml_item, yaml_scalar
from thidua.reading.decoding import UndecodableError, decode
from thidua.reading.front_matter import split
from thidua.reading.strict_yaml import read_yaml
from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.editing.yaml_text import Item
    from thidua.reading.simple_yaml import Value
    from thidua.reading.strict_yaml import Path

_BLOCK_SCALARS = frozenset({"|", ">"})


class _CannotKeepError(Exception):
    """A change that would cost something else, such as a comment."""


def with_values(
    path: str,
    data: bytes,
    changes: Mapping[str, Item | None],
    *,
    order: Sequence[str],
    at: Path = (),
    body: str | None = None,
) -> bytes:
    """The file with the values of some keys of the record at ``at`` changed; None takes a key out.

    ``order`` is that of the record's keys, by which new ones find their place. ``body`` is the new text below the front matter.
    Raises NotWrittenError for a file that does not read as it stands, and for a change that cannot leave the rest alone.
    """
    text, head, tail = _parts(path, data)
    wanted = {key: None if value is None else _as_read(value) for key, value in changes.items()}
    expected = _with_changes(_value(path, head), at, wanted)
    try:
        made = _changed_yaml(head, wanted, order, at) if wanted else head
    except (_CannotKeepError, yaml.YAMLError, KeyError, IndexError) as error:
        raise _refused(path, wanted) from error
    if _value(path, made) != expected:
        raise _refused(path, wanted)
    start = text.index(head) if head else len("---\n")
    end = start + len(head)
    rest = text[end:] if body is None else text[end : len(text) - len(tail)] + _body(body)
    return f"{text[:start]}{made}{rest}".encode()


def _parts(path: str, data: bytes) -> tuple[str, str, str]:
    """A file's text, its YAML with the line end and its body; NotWrittenError where it is not plainly written."""
    try:
        text, found = decode(path, data)
    except UndecodableError as error:
        raise NotWrittenError("edit_unreadable", (error.diagnostic,), path=path) from error
    if text.encode() != data:
        raise NotWrittenError("edit_not_normal", tuple(found), path=path)
    if not path.endswith(".md"):
        return text, text, ""
    parts, found = split(path, text)
    errors = tuple(item for item in found if item.severity == "error")
    if parts is None or errors or not text.startswith("---\n"):
        raise NotWrittenError("edit_unreadable", errors, path=path)
    tail = parts.body if parts.body_line - 1 < text.count("\n") + 1 else ""
    return text, f"{parts.yaml}\n" if parts.yaml else "", tail


def _body(body: str) -> str:
    """A body below its fence: an empty line, the text, one line end."""
    words = _normal(body).strip("\n")
    return "\n".join(["", *body_lines(words.split("\n")), ""]) if words.strip() else ""


def _refused(path: str, wanted: Mapping[str, Value | None]) -> NotWrittenError:
    return NotWrittenError("edit_refused", path=path, keys=", ".join(wanted))


def _as_read(value: Item) -> Value:
    """A value as the strict reader will give it back: texts alone, on one line."""
    if isinstance(value, Mapping):
        return {key: _as_read(part) for key, part in value.items()}
    if isinstance(value, str | int):
        return " ".join(_normal(str(value)).split())
    return [_as_read(item) for item in value]


def _normal(text: str) -> str:
    """Typed text as a file in normal form would have it: NFC, LF, a true Đ."""
    try:
        return decode("", text.encode("utf-8", "replace"))[0]
    except UndecodableError:
        return nfc(text)


def _value(path: str, yaml_text: str) -> Value:
    marked, found = read_yaml(path, yaml_text)
    errors = tuple(item for item in found if item.severity == "error")
    if errors:
        raise NotWrittenError("edit_unreadable", errors, path=path)
    return marked.value


def _with_changes(value: Value, at: Path, wanted: Mapping[str, Value | None]) -> Value:
    if at:
        step, *rest = at
        if isinstance(value, list) and isinstance(step, int):
            return [
                _with_changes(item, tuple(rest), wanted) if n == step else item
                for n, item in enumerate(value)
            ]
        assert isinstance(value, dict)
        assert isinstance(step, str)
        return {**value, step: _with_changes(value[step], tuple(rest), wanted)}
    assert isinstance(value, dict)
    merged = {**value, **wanted}
    return {key: part for key, part in merged.items() if part is not None}


# --- What stands where ------------------------------------------------------------------------

_Entry: TypeAlias = "tuple[str, int, _Node]"


@dataclass(slots=True)
class _Node:
    """A value in the text, from the offset of its first character to behind its last."""

    start: int
    end: int
    value: str = ""
    flow: bool = False
    block_scalar: bool = False
    entries: list[_Entry] | None = None
    """Key, offset of the key, value."""
    items: list[_Node] | None = None

    def plain(self) -> Value:
        if self.entries is not None:
            return {key: node.plain() for key, _, node in self.entries}
        if self.items is not None:
            return [node.plain() for node in self.items]
        return self.value

    def leaves(self) -> Iterator[_Node]:
        inner = [node for _, _, node in self.entries or ()] + (self.items or [])
        if not inner:
            yield self
        for node in inner:
            yield from node.leaves()


def _tree(text: str) -> _Node:
    events: Iterator[Any] = iter(yaml.CSafeLoader(text).get_event, None)
    lines = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]

    def offset(mark: Any) -> int:
        return int(min(lines[min(mark.line, len(lines) - 1)] + mark.column, len(text)))

    def build(event: Any) -> _Node:
        if isinstance(event, yaml.ScalarEvent):
            start, end = offset(event.start_mark), offset(event.end_mark)
            plain = not event.style
            value = "" if plain and event.value in {"~", "null", "Null", "NULL"} else event.value
            end = start + len(text[start:end].rstrip()) if event.style in _BLOCK_SCALARS else end
            return _Node(start, end, value, block_scalar=event.style in _BLOCK_SCALARS)
        flow = bool(event.flow_style)
        node = _Node(offset(event.start_mark), offset(event.start_mark), flow=flow)
        if isinstance(event, yaml.MappingStartEvent):
            node.entries = []
            while not isinstance(closing := next(events), yaml.MappingEndEvent):
                place = offset(closing.start_mark)
                node.entries.append((closing.value.strip(), place, build(next(events))))
            inner = [(n.end, place + len(k)) for k, place, n in node.entries]
            last = max((max(pair) for pair in inner), default=node.start)
        else:
            node.items = []
            while not isinstance(closing := next(events), yaml.SequenceEndEvent):
                node.items.append(build(closing))
            last = max((n.end for n in node.items), default=node.start)
        node.end = offset(closing.end_mark) if flow else last
        return node

    while not isinstance(event := next(events), yaml.DocumentStartEvent):
        if isinstance(event, yaml.StreamEndEvent):
            return _Node(0, 0, entries=[])
    return build(next(events))


# --- Edits ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Edits:
    """Replacements in a text, gathered and then made from its end."""

    text: str
    made: list[tuple[int, int, str]] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lines = [0, *accumulate(len(line) for line in self.text.splitlines(keepends=True))]

    def line_start(self, offset: int) -> int:
        return self._lines[bisect_right(self._lines, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Behind the line end of the line an offset is in."""
        return self.text.find("\n", offset) + 1 or len(self.text)

    def column(self, offset: int) -> int:
        return offset - self.line_start(offset)

    def put(self, start: int, end: int, new: str) -> None:
        self.made.append((start, end, new))

    def apply(self) -> str:
        text = self.text
        for start, end, new in sorted(self.made, key=lambda edit: edit[:2], reverse=True):
            text = text[:start] + new + text[end:]
        return text

    # A change of one value -------------------------------------------------------------------

    def change(self, key: str, place: int, old: _Node, new: Value) -> None:
        """Give the entry of a key, which begins at ``place``, another value."""
        if old.plain() == new:
            return
        if isinstance(new, str) and old.entries is None and old.items is None:
            self._scalar(place + len(key), old, new)
        elif isinstance(new, dict) and old.entries and not old.flow:
            self.mapping(old, new, list(new))
        elif isinstance(new, dict) and _shares_keys(old, new):
            self._flow_mapping(old, new)
        elif isinstance(new, list) and old.items and not old.flow and new:
            self._list(old, new)
        else:
            self._whole(key, place, old, new)

    def _scalar(self, behind_key: int, old: _Node, new: str) -> None:
        written = yaml_scalar(new)
        if old.block_scalar:
            self.put(old.start, old.end, written)
        elif old.start == old.end:
            colon = self.text.index(":", behind_key) + 1 if behind_key >= 0 else old.start
            self.put(colon, colon, f" {written}")
        else:
            self._replace(old, new)

    def _replace(self, old: _Node, new: str, *, flow: bool = False) -> None:
        """Another text in the place of one on its line, in quotes where that one had them."""
        quoted = self.text[old.start] == '"' and '"' not in new and "\\" not in new
        self.put(old.start, old.end, f'"{new}"' if quoted else yaml_scalar(new, flow=flow))

    def _flow_mapping(self, old: _Node, new: Mapping[str, Value]) -> None:
        """Change, add and take out entries of a mapping in braces, where they stand."""
        entries = old.entries or []
        kept = [entry for entry in entries if entry[0] in new]
        known = {key for key, _, _ in entries}
        added = [f", {key}: {yaml_flow(value)}" for key, value in new.items() if key not in known]
        # First, so that it comes behind a value that an empty last entry is given.
        self.put(_end(entries[-1]), _end(entries[-1]), "".join(added))
        for n, (key, place, node) in enumerate(entries):
            if key in new:
                self._flow_value(key, place, node, new[key])
            elif kept[-1][1] > place:
                self._take_out_between(place, entries[n + 1][1], node)
            else:
                before = entries[n - 1]
                self._take_out_between(_end(before), _end(entries[n]), node)

    def _flow_value(self, key: str, place: int, old: _Node, new: Value) -> None:
        if old.plain() == new:
            return
        if isinstance(new, dict) and _shares_keys(old, new):
            self._flow_mapping(old, new)
        elif old.start == old.end:
            colon = self.text.index(":", place + len(key)) + 1
            self.put(colon, colon, f" {yaml_flow(new)}")
        elif isinstance(new, str) and old.entries is None and old.items is None:
            self._replace(old, new, flow=True)
        else:
            self._keeps_comments(old.start, old.end, old)
            self.put(old.start, old.end, yaml_flow(new))

    def _take_out_between(self, start: int, end: int, node: _Node) -> None:
        self._keeps_comments(start, end, node)
        self.put(start, end, "")

    def _whole(self, key: str, place: int, old: _Node, new: Value) -> None:
        lines = list(yaml_entry(key, new))
        end = max(old.end, place + len(key) + 1)
        self._keeps_comments(place, end, old)
        if len(lines) == 1 and self.line_start(place) == self.line_start(old.end):
            self.put(place, end, lines[0])
            return
        indent = " " * self.column(place)
        self.put(place, end, f"\n{indent}".join(lines))

    def _keeps_comments(self, start: int, end: int, node: _Node) -> None:
        """Raise _CannotKeepError where a comment stands among what would be written anew."""
        rest = list(self.text[start:end])
        for leaf in node.leaves():
            rest[leaf.start - start : leaf.end - start] = " " * (leaf.end - leaf.start)
        if "#" in "".join(rest):
            raise _CannotKeepError

    # Entries of mappings and lists -----------------------------------------------------------

    def mapping(
        self,
        old: _Node,
        new: Mapping[str, Value | None],
        order: Sequence[str],
        *,
        whole: bool = True,
    ) -> None:
        """Change, add and take out entries; without ``whole`` those that ``new`` does not name stay."""
        entries = old.entries or []
        present = {key: (place, node) for key, place, node in entries}
        gone = [key for key in present if (whole and key not in new) or (key in new and new[key] is None)]  # fmt: skip
        for key in gone:
            self._take_out(present[key][0], present[key][1], key)
        added: dict[int, list[str]] = {}
        for key, value in new.items():
            if value is None:
                continue
            if key in present:
                self.change(key, *present[key], value)
            else:
                before = self._before(key, entries, order)
                added.setdefault(before, []).extend(self._new_lines(key, value, entries))
        for offset, lines in added.items():
            open_end = "" if offset == 0 or self.text[offset - 1] == "\n" else "\n"
            self.put(offset, offset, open_end + "".join(f"{line}\n" for line in lines))

    def _new_lines(self, key: str, value: Value, entries: list[_Entry]) -> list[str]:
        indent = " " * (self.column(entries[0][1]) if entries else 0)
        return [f"{indent}{line}" for line in yaml_entry(key, value)]

    def _before(self, key: str, entries: list[_Entry], order: Sequence[str]) -> int:
        """Where a new entry begins: below the last one that stands before it in the order."""
        ranks = {name: n for n, name in enumerate(order)}
        earlier = [e for e in entries if ranks.get(e[0], len(ranks)) < ranks.get(key, len(ranks))]
        after = earlier[-1] if earlier else None
        if after is None and entries and not self.text[self.line_start(entries[0][1]) : entries[0][1]].strip():  # fmt: skip
            return self.line_start(entries[0][1])
        after = after or (entries[0] if entries else None)
        return 0 if after is None else self.line_end(max(after[2].end, after[1]) - 1)

    def _take_out(self, place: int, node: _Node, key: str) -> None:
        start = self.line_start(place)
        if self.text[start:place].strip():  # behind the dash of a list
            raise _CannotKeepError
        self.put(start, self.line_end(max(node.end, place + len(key)) - 1), "")

    def _list(self, old: _Node, new: list[Value]) -> None:
        items = old.items or []
        before = [json.dumps(item.plain(), sort_keys=True) for item in items]
        after = [json.dumps(item, sort_keys=True) for item in new]
        for what, i, i2, j, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():  # fmt: skip
            if what == "equal":
                continue
            paired = min(i2 - i, j2 - j)
            for n in range(paired):
                self._item(items[i + n], new[j + n])
            for item in items[i + paired : i2]:
                self.put(self._dash_line(item), self.line_end(item.end - 1), "")
            if j + paired < j2:
                self._insert_items(items, i + paired, new[j + paired : j2])

    def _item(self, old: _Node, new: Value) -> None:
        first = (old.entries or [("", 0, old)])[0][0]
        if isinstance(new, str) and old.entries is None and old.items is None:
            self._scalar(-1, old, new)
        elif isinstance(new, dict) and old.entries and not old.flow and first in new:
            self.mapping(old, new, list(new))
        elif isinstance(new, dict) and _shares_keys(old, new):
            self._flow_mapping(old, new)
        else:
            self._keeps_comments(old.start, old.end, old)
            lines = list(yaml_item(new))
            indent = " " * self._dash(old)
            self.put(old.start - 2, old.end, f"\n{indent}".join(lines))

    def _insert_items(self, items: list[_Node], before: int, new: list[Value]) -> None:
        indent = " " * self._dash(items[0])
        if all(item.flow and item.entries for item in items):
            made = [f"- {yaml_flow(item)}" for item in new]
        else:
            made = [line for item in new for line in yaml_item(item)]
        lines = "".join(f"{indent}{line}\n" for line in made)
        offset = (
            self._dash_line(items[0]) if before == 0 else self.line_end(items[before - 1].end - 1)
        )
        open_end = "" if offset == 0 or self.text[offset - 1] == "\n" else "\n"
        self.put(offset, offset, open_end + lines)

    def _dash(self, item: _Node) -> int:
        """The column of the dash of an item."""
        start = self.line_start(item.start)
        found = self.text[start : item.start]
        if found.strip() != "-" or not found.endswith("- "):
            raise _CannotKeepError
        return found.index("-")

    def _dash_line(self, item: _Node) -> int:
        self._dash(item)
        return self.line_start(item.start)


def _shares_keys(old: _Node, new: Mapping[str, Value]) -> bool:
    """Whether a mapping in braces can become another one entry by entry."""
    return old.flow and any(key in new for key, _, _ in old.entries or ())


def _end(entry: _Entry) -> int:
    """Behind the last character of an entry."""
    key, place, node = entry
    return max(node.end, place + len(key) + 1)


def _changed_yaml(
    text: str, wanted: Mapping[str, Value | None], order: Sequence[str], at: Path
) -> str:
    node = _tree(text)
    for step in at:
        if isinstance(step, int):
            node = (node.items or [])[step]
        else:
            node = {key: inner for key, _, inner in node.entries or ()}[step]
    if node.entries is None or (node.flow and text):
        raise _CannotKeepError
    edits = _Edits(text)
    edits.mapping(node, wanted, order, whole=False)
    return edits.apply()
