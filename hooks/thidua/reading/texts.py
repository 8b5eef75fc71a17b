"""Everything a record says, field by field: what rules over words and addresses read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import PlainValidator

from thidua.diagnostics import Position
from thidua.reading import fields
from thidua.reading.base import Record
from thidua.reading.records import RECORDS
from thidua.text import fold_loosely

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

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

    def at_column(self, start: int) -> Position:
        """Where what begins behind ``start`` of its characters stands."""
        line, column = self.at
        return Position(line, column + start)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text has where a rule may have something to say of it: one of some words, or what an expression finds.

    Most texts have nothing of it. A quick look at a whole document spares a close one at each of its lines.
    """

    words: tuple[str, ...] = ()
    form: re.Pattern[str] | None = None
    is_loose: bool = False
    """Whether both are looked for in a text as `fold_loosely` gives it."""

    def read(self, text: str) -> str:
        """A text as they are looked for in it."""
        return fold_loosely(text) if self.is_loose else text

    def found_in(self, read: str) -> Signs | None:
        """Those of them that a text has; None where it has none."""
        words = tuple(filter(read.__contains__, self.words))
        form = self.form if self.form and self.form.search(read) else None
        return Signs(words, form, self.is_loose) if words or form else None

    def stand_in(self, read: str) -> bool:
        """Whether a text has one of them."""
        for word in self.words:  # a generator takes three times as long
            if word in read:
                return True
        return self.form is not None and self.form.search(read) is not None


class DocumentTexts:
    """Every text of a document, gathered once for all rules that read them."""

    def __init__(self, document: Document[Record]) -> None:
        self.document = document
        self.fields = field_texts(document.record)
        self.of_fields = "\n".join(field.value for field in self.fields)
        """All fields in one text."""
        self.body = document.body.text if document.body else ""

    @cached_property
    def _loose(self) -> tuple[str, str]:
        """Fields and body, folded for a quick look."""
        return fold_loosely(self.of_fields), fold_loosely(self.body)

    def lines(self, signs: Signs) -> Iterator[WrittenLine]:
        """Every text and address of the fields, then every line of the body, that has one of ``signs``."""
        of_fields, body = self._loose if signs.is_loose else (self.of_fields, self.body)
        here, at = signs.found_in(of_fields), 0
        for loc, sort, value in self.fields if here else ():
            # What is read has each letter where it stands.
            end = at + len(value)
            if here and here.stand_in(of_fields[at:end]):
                yield WrittenLine(self.document, sort, value, loc)
            at = end + 1
        here = signs.found_in(body)
        if here and self.document.body:
            lines = zip(self.body.split("\n"), body.split("\n"), strict=True)
            for number, (line, read) in enumerate(lines, self.document.body.first_line):
                if here.stand_in(read):
                    yield WrittenLine(self.document, "body", line, number=number)


def field_texts(record: Record) -> tuple[FieldText, ...]:
    """Every text and every web address of a record and of its parts; ids, dates and codes are neither."""
    found: list[FieldText] = []
    _gather(record, (), found)
    return tuple(found)


def _gather(record: Record, loc: tuple[str | int, ...], found: list[FieldText]) -> None:
    for name, key, sort in _plan(type(record)):
        value = getattr(record, name)
        if isinstance(value, str):
            if sort:
                found.append(FieldText((*loc, key), sort, value))
        elif isinstance(value, tuple):
            for n, item in enumerate(value):
                if isinstance(item, Record):
                    _gather(item, (*loc, key, n), found)
                elif sort and isinstance(item, str):
                    found.append(FieldText((*loc, key, n), sort, item))
        elif isinstance(value, Record):
            _gather(value, (*loc, key), found)


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
    """Name, key and sort of the fields of a class that have texts or parts with fields of their own."""
    return tuple(
        (name, info.alias or name, sort)
        for name, info in cls.model_fields.items()
        if (sort := _sort_in((info.annotation, *info.metadata))) or any(records_in(info.annotation))
    )


def records_in(annotation: Any) -> Iterator[type[Record]]:
    """The record classes that a field of this type may hold, without those of their fields."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from records_in(inner)


def _sort_in(parts: tuple[Any, ...]) -> Sort | None:
    for part in parts:
        if isinstance(part, PlainValidator) and part.func in _SORTS:
            return _SORTS[part.func]
        metadata = getattr(part, "__metadata__", ())
        found = _sort_in((*metadata, *get_args(part)[: 1 if metadata else None]))
        if found:
            return found
    return None
