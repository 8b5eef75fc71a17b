"""Rules of fields that hold a bare name or number: pages put the word beside it that goes with it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from thidua.reading.base import Record
from thidua.reading.records import Decision, Event, Paper, Pledge
from thidua.reading.texts import records_in
from thidua.text import fold_aligned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Loc

_AT = re.compile(r"(?:tai|o) ")
_NUMBER = re.compile(r"so\s*:?\s*(?=\d)")


def check_document(document: Document[Record]) -> Iterator[Diagnostic]:
    """All rules of this module, for a record whose parts are sound."""
    if not document.complete:
        return
    record = document.record
    if isinstance(record, Event | Pledge):
        yield from _place_is_a_name(document, record.place or "")
    for loc, part in _numbered(record, ()):
        yield from _number_is_bare(document, loc, part.number or "")


def _numbered(record: Record, loc: Loc) -> Iterator[tuple[Loc, Paper | Decision]]:
    """The papers and decisions of a record and of its parts, each with its place."""
    for name, key in _fields_with_numbers(type(record)):
        value = getattr(record, name)
        if isinstance(value, tuple):
            parts = [((*loc, key, n), item) for n, item in enumerate(value)]
        else:
            parts = [((*loc, key), value)]
        for place, part in parts:
            if isinstance(part, Paper | Decision):
                yield place, part
            if isinstance(part, Record):
                yield from _numbered(part, place)


@cache
def _fields_with_numbers(cls: type[Record]) -> tuple[tuple[str, str], ...]:
    """Names and keys of the fields in which a paper or a decision may stand, however deep."""
    return tuple(
        (name, info.alias or name)
        for name, info in cls.model_fields.items()
        if any(
            issubclass(part, Paper | Decision) or _fields_with_numbers(part)
            for part in records_in(info.annotation)
        )
    )


def _place_is_a_name(document: Document[Record], place: str) -> Iterator[Diagnostic]:
    """A place is the name of one: “Đà Nẵng”, not “tại Đà Nẵng”."""
    begun = _AT.match(fold_aligned(place))
    if begun:
        rest = place[begun.end() :].strip()
        yield document.diagnose("W572", "place", place=place, near=rest[:1].upper() + rest[1:])


def _number_is_bare(document: Document[Record], loc: Loc, number: str) -> Iterator[Diagnostic]:
    """The number of a paper is what follows the word: “15/KH-CTĐ”, not “Số: 15/KH-CTĐ”."""
    begun = _NUMBER.match(fold_aligned(number))
    if begun:
        yield document.diagnose("W578", *loc, "number", number=number, near=number[begun.end() :])
