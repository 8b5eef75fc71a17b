"""One file → its value and body with positions, before records are typed; kept from one build to the next.

Decoding, YAML and the rules of bodies are most of the cost of reading, and a pure function of a file's path and bytes.
What is kept is plain JSON, typed and checked anew each time: nothing in the cache can be more than a file could say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from thidua.diagnostics import START, Diagnostic, Position, diagnose
from thidua.reading.body import FIELD_PLACEHOLDER, Body, BodyHeading, BodyLink, read_body
from thidua.reading.decoding import UndecodableError, decode
from thidua.reading.front_matter import split
from thidua.reading.slips import disguised_kind, merge_conflict, second_front_matter
from thidua.reading.strict_yaml import Marked, read_yaml
from thidua.store.keys import code_digest, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thidua.reading.simple_yaml import Value
    from thidua.store.database import Store

_KIND = "parsed"
_AS_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a file says."""

    found: tuple[Diagnostic, ...]
    marked: Marked | None = None
    """None where nothing could be read."""
    body: Body | None = None
    unread: bool = False
    """Whether not even its text could be read: its records are missing, not unknown."""
    second: Position | None = None
    """Where the body has a declaration of its own."""


def parse_markdown(path: str, data: bytes, keys: frozenset[str]) -> ParsedFile:
    """A Markdown file with front matter; ``keys`` are the fields of its record."""
    text, found = _decoded(path, data)
    if text is None:
        return ParsedFile(tuple(found), unread=True)
    parts, told = split(path, text)
    found += told
    if parts is None:
        return ParsedFile(tuple(found))
    marked, told = read_yaml(path, parts.yaml, parts.yaml_line)
    found += told
    body, told = read_body(path, parts.body, parts.body_line)
    found += told
    if FIELD_PLACEHOLDER in parts.yaml:
        body = replace(body, undecided=tuple(_undecided(parts.yaml, parts.yaml_line)))
    second = second_front_matter(parts.body, parts.body_line, keys)
    if second:
        found.append(diagnose(path, second, "E223"))
    return ParsedFile(tuple(found), marked, body, second=second)


def _undecided(text: str, first_line: int) -> Iterator[int]:
    """The lines of YAML that ask to decide what an import left open."""
    for number, line in enumerate(text.split("\n"), first_line):
        if line.strip().startswith(FIELD_PLACEHOLDER):
            yield number


def parse_yaml(
    path: str, data: bytes, entries_begin: str | None = None, *, may_be_empty: bool = True
) -> ParsedFile:
    """A YAML file; ``entries_begin`` is the field with which each entry of a register begins."""
    text, found = _decoded(path, data)
    if text is None:
        return ParsedFile(tuple(found), unread=True)
    if not may_be_empty and not text.strip():
        return ParsedFile((*found, diagnose(path, START, "E102")), unread=True)
    marked, told = read_yaml(path, text, entries_begin=entries_begin)
    # A file without a body has no drafts: whatever it holds is content.
    open_ = [diagnose(path, Position(line, 1), "E646") for line in _undecided(text, 1)]
    return ParsedFile((*found, *told, *open_), marked)


def _decoded(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    kind = disguised_kind(data)
    if kind:
        return None, [diagnose(path, START, "E226", kind=kind)]
    try:
        text, found = decode(path, data)
    except UndecodableError as error:
        return None, [error.diagnostic]
    unmerged = merge_conflict(text)
    if unmerged:
        return None, [*found, diagnose(path, unmerged, "E222")]
    return text, list(found)


# --- Keeping ---------------------------------------------------------------------------------


def parsed(
    store: Store, path: str, data: bytes, form: str, parse: Callable[[], ParsedFile]
) -> tuple[ParsedFile, bytes]:
    """What ``parse`` gives, or gave in an earlier build, and its key; ``form`` tells apart what one text can be read as."""
    key = key_of(code_digest(), path, form, data)

    def read() -> ParsedFile:
        kept = store.get(_KIND, key)
        if kept is not None:
            return _from_json(kept)
        file = parse()
        if all(item.is_plain for item in file.found):
            store.put(_KIND, key, _to_json(file))
        return file

    return store.once(_KIND, key, read), key


def _to_json(file: ParsedFile) -> bytes:
    marked, body = file.marked, file.body
    value: dict[str, Any] = {
        "found": [item.as_row() for item in file.found],
        "marked": [
            marked.value,
            marked.text,
            marked.first_line,
            marked.entries_begin,
            sorted(marked.lost),
        ]
        if marked
        else None,
        "body": [
            body.text,
            body.first_line,
            body.links,
            body.headings,
            body.undecided,
        ]
        if body
        else None,
        "unread": file.unread,
        "second": file.second,
    }
    return _AS_JSON.encode(value).encode("utf-8", "surrogatepass")


def _from_json(data: bytes) -> ParsedFile:
    value = json.loads(data.decode("utf-8", "surrogatepass"))
    marked, body = value["marked"], value["body"]
    return ParsedFile(
        tuple(Diagnostic.of_row(row) for row in value["found"]),
        _marked(*marked) if marked else None,
        _body(*body) if body else None,
        value["unread"],
        Position(*value["second"]) if value["second"] else None,
    )


def _marked(
    value: Value, text: str, line: int, entries_begin: str | None, lost: list[str]
) -> Marked:
    return Marked(value, text, line, entries_begin, frozenset(lost))


def _body(
    text: str, line: int, links: list[list[Any]], headings: list[list[Any]], undecided: list[int]
) -> Body:
    return Body(
        text,
        line,
        tuple(BodyLink(target, Position(*at)) for target, at in links),
        tuple(BodyHeading(level, words, id_, Position(*at)) for level, words, id_, at in headings),
        tuple(undecided),
    )
