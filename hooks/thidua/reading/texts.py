"""Everything a record says, field by field: what rules over words and addresses read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import PlainValidator

from thidua.diagnostics import Position
from thidua.reading import fields
from thidua.reading.base import Record
from thidua.reading.records import RECORDS

if TYPE_CHECKING:
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

    words: tuple[str, ...]
    form: re.Pattern[str]
    any_case: bool = False
    """Whether the words, given in small letters of ASCII, are looked for in capitals too."""

    def found_in(self, text: str) -> Signs | None:
        """Those of them that a text has; None where it has none."""
        # Without all other letters a text may seem to have a word it has not, which the close look finds out.
        read = text.encode("ascii", "ignore").decode("ascii").lower() if self.any_case else text
        words = tuple(filter(read.__contains__, self.words))
        form = self.form if self.form is not _NOTHING and self.form.search(text) else _NOTHING
        return Signs(words, form, self.any_case) if words or form is not _NOTHING else None


_NOTHING = re.compile("(?!)")


class DocumentTexts:
    """Every text of a document, gathered once for all rules that read them."""

    def __init__(self, document: Document[Record]) -> None:
        self.document = document
        self.fields: tuple[FieldText, ...] = tuple(field_texts(document.record))
        self.of_fields = "\n".join(field.value for field in self.fields)
        """All fields in one text."""
        self.body = document.body.text if document.body else ""

    def lines(self, signs: Signs | None = None) -> Iterator[WrittenLine]:
        """Every text and address of the fields, then every line of the body, that has one of ``signs``."""
        here = signs.found_in(self.of_fields) if signs else None
        for loc, sort, value in self.fields if here or not signs else ():
            if here is None or here.found_in(value):
                yield WrittenLine(self.document, sort, value, loc)
        here = signs.found_in(self.body) if signs else None
        for line in self._body_lines if here or not signs else ():
            if here is None or here.found_in(line.value):
                yield line

    @cached_property
    def _body_lines(self) -> tuple[WrittenLine, ...]:
        """The lines of the body that are not empty."""
        first = self.document.body.first_line if self.document.body else 0
        return tuple(
            WrittenLine(self.document, "body", line, number=number)
            for number, line in enumerate(self.body.split("\n"), first)
            if line and not line.isspace()
        )


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
