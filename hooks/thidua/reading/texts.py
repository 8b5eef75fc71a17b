"""Everything a record says, field by field: what rules over words and addresses read."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import PlainValidator

from thidua.diagnostics import Position
from thidua.reading import fields
from thidua.reading.base import Record
from thidua.reading.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thidua.reading.library import Document

Sort = Literal["text", "url"]

_SORTS: dict[Any, Sort] = {fields.read_text: "text", fields.read_url: "url"}
"""What a field takes is told by the function that reads it."""


class FieldText(NamedTuple):
    """A text or an address in a record, and its place there."""

    loc: tuple[str | int, ...]
    sort: Sort
    value: str


class WrittenLine(NamedTuple):
    """A text of a file: a whole field, or a line of the body."""

    document: Document[Record]
    sort: Sort | Literal["body"]
    value: str
    loc: tuple[str | int, ...] = ()
    number: int = 0
    """The line of the file, where it is one of the body."""

    @property
    def at(self) -> Position:
        """Where it begins; the places of fields are unpacked when one is asked for, which is seldom."""
        return Position(self.number, 1) if self.sort == "body" else self.document.at(*self.loc)


class DocumentTexts:
    """Every text of a document, gathered once for all rules that read them."""

    def __init__(self, document: Document[Record]) -> None:
        self.document = document
        self.fields: tuple[FieldText, ...] = tuple(field_texts(document.record))
        self.of_fields = "\n".join(field.value for field in self.fields)
        """All fields in one text, for a quick look that spares one at each."""
        self.body = document.body.text if document.body else ""

    @cached_property
    def body_lines(self) -> tuple[WrittenLine, ...]:
        """The lines of the body that are not empty."""
        first = self.document.body.first_line if self.document.body else 0
        return tuple(
            WrittenLine(self.document, "body", line, number=number)
            for number, line in enumerate(self.body.split("\n"), first)
            if line and not line.isspace()
        )

    def lines(self, may_matter: Callable[[str], bool]) -> Iterator[WrittenLine]:
        """Every text and address of the fields, then every line of the body.

        Fields, and the body as a whole, of which ``may_matter`` says no are left out, as it must where a text has nothing
        of what a rule looks for: most have not, and a quick look at the whole spares a close one at each line.
        """
        if may_matter(self.of_fields):
            for loc, sort, value in self.fields:
                if may_matter(value):
                    yield WrittenLine(self.document, sort, value, loc)
        if may_matter(self.body):
            yield from self.body_lines


def field_texts(record: Record, loc: tuple[str | int, ...] = ()) -> Iterator[FieldText]:
    """Every text and every web address of a record and of its parts; ids, dates and codes are neither."""
    for name, key, sort in _plan(type(record)):
        value = getattr(record, name)
        here = (*loc, key)
        if isinstance(value, Record):
            yield from field_texts(value, here)
        elif isinstance(value, str):
            if sort:
                yield FieldText(here, sort, value)
        elif isinstance(value, tuple):
            for n, item in enumerate(value):
                if isinstance(item, Record):
                    yield from field_texts(item, (*here, n))
                elif sort and isinstance(item, str):
                    yield FieldText((*here, n), sort, item)


@cache
def codes() -> frozenset[str]:
    """Every value of the fields that take one of a fixed set: pages and data print them as they are."""
    return frozenset(value for cls in RECORDS for value in _closed_values(cls))


def _closed_values(part: Any) -> Iterator[str]:
    if isinstance(part, type) and issubclass(part, Record):
        for info in part.model_fields.values():
            yield from _closed_values(info.annotation)
    elif get_origin(part) is Literal:
        yield from get_args(part)
    else:
        for inner in get_args(part):
            yield from _closed_values(inner)


@cache
def _plan(cls: type[Record]) -> tuple[tuple[str, str, Sort | None], ...]:
    """Name, key and sort of the fields of a class."""
    return tuple(
        (name, info.alias or name, _sort_in((info.annotation, *info.metadata)))
        for name, info in cls.model_fields.items()
    )


def _sort_in(parts: tuple[Any, ...]) -> Sort | None:
    for part in parts:
        if isinstance(part, PlainValidator) and part.func in _SORTS:
            return _SORTS[part.func]
        metadata = getattr(part, "__metadata__", ())
        found = _sort_in((*metadata, *get_args(part)[: 1 if metadata else None]))
        if found:
            return found
    return None
