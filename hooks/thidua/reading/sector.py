"""What is specific to one sector: its codes, names, abbreviations; `content/sector.yml` and the ready tables.

A publication writes only what is its own. ``use`` names a ready table of ``thidua/sectors`` below it, and the table
that all sectors share, ``chung``, lies below both: of two entries with one id the upper one counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from thidua.locale import strings
from thidua.reading.base import Record
from thidua.reading.decoding import UndecodableError, decode
from thidua.reading.fields import Boolean, Id, Text
from thidua.reading.strict_yaml import read_yaml
from thidua.reading.typed import to_record
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE = "sector.yml"
SHARED = "chung"
PLACE_KINDS = r"tỉnh|huyện|quận|thị xã|xã|phường|đặc khu|TP\.?|[Tt]hành phố"
"""What a place is, as names of units have it before the name of the place."""
Ready = Literal["chung", "cong-an"]


class Word(Record):
    """A ready code and what pages call it."""

    id: Id
    name: Text
    name_en: Text | None = None


class Block(Word):
    """A code of blocks, and what the list of clusters says of the block."""

    note: Text | None = None
    note_en: Text | None = None
    school_years: Boolean = False


class Union(Record):
    """A mass organisation that units have: the prefix of its ids and what goes before a unit's name."""

    id: Id
    name: Text
    kind: Id
    aliases: tuple[Text, ...] = ()
    """Other beginnings of its names, such as ``Hội Liên hiệp Phụ nữ``."""


class Abbreviation(Record):
    """A name, and other ways in which it is written."""

    name: Text
    written: Annotated[tuple[Text, ...], Field(min_length=1)]
    only_capitals: Boolean = False


class Description(Record):
    """What the JSON Schema says of a field, with an example of the sector."""

    field: Text
    vi: Text
    en: Text


class Guide(Record):
    """What ``thidua new`` writes above a field."""

    field: Text
    text: Text


class Newspaper(Record):
    """Where the parts of an article stand on the pages of some hosts, as in ``editing/importing/sites.yml``.

    ``like`` is another host whose pages are made alike; selectors written here count before its own.
    """

    hosts: Annotated[tuple[Text, ...], Field(min_length=1)]
    like: Text | None = None
    title: Text | None = None
    sapo: Text | None = None
    body: Text | None = None
    date: Text | None = None
    author: Text | None = None
    caption: Text | None = None
    remove: Text | None = None


class SectorFile(Record):
    """``sector.yml``."""

    use: Ready = "chung"
    blocks: tuple[Block, ...] = ()
    unit_kinds: tuple[Word, ...] = ()
    unit_order: tuple[Id, ...] = ()
    unions: tuple[Union, ...] = ()
    prizes: tuple[Text, ...] = ()
    event_kinds: tuple[Word, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    named_by_place: tuple[Text, ...] = ()
    after_names: tuple[Text, ...] = ()
    ranks: tuple[Text, ...] = ()
    newspapers: tuple[Newspaper, ...] = ()
    descriptions: tuple[Description, ...] = ()
    guides: tuple[Guide, ...] = ()


@cache
def ready(name: str) -> SectorFile:
    """A ready table of the package; ValueError for one that does not read."""
    path = f"sectors/{name}.yml"
    marked, found = read_yaml(path, files("thidua").joinpath(path).read_text("utf-8"))
    typed = to_record(SectorFile, marked, path)
    problems = [*found, *typed.diagnostics]
    if typed.record is None or problems:
        raise ValueError(f"{path}: {problems}")
    return typed.record


def read_sector(content: Path) -> Sector:
    """The tables of a content folder; what does not read there counts as not written, and the check tells of it."""
    path = content / FILE
    try:
        text, _ = decode(FILE, path.read_bytes())
    except (OSError, UndecodableError):
        return Sector()
    typed = to_record(SectorFile, read_yaml(FILE, text)[0], FILE)
    return Sector(typed.record or SectorFile())


@dataclass(frozen=True)
class Sector:
    """The tables of one publication, the upper ones first."""

    own: SectorFile = field(default_factory=SectorFile)

    @cached_property
    def _layers(self) -> tuple[SectorFile, ...]:
        names = dict.fromkeys((self.own.use, SHARED))
        return (self.own, *(ready(name) for name in names))

    def labels(self, lang: str) -> Mapping[str, str]:
        """The labels of coded values in a language, by ``group:code``."""
        if lang not in self._labels:
            self._labels[lang] = {**strings(lang, "labels"), **self._words(lang)}
        return self._labels[lang]

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return {}

    def _words(self, lang: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for layer in self._layers:
            groups = (
                ("block", layer.blocks),
                ("unit", layer.unit_kinds),
                ("kind", layer.event_kinds),
            )
            for group, words in groups:
                for word in words:
                    name = word.name_en if lang == "en" and word.name_en else word.name
                    found.setdefault(f"{group}:{word.id}", name)
            for block in layer.blocks:
                note = block.note_en if lang == "en" and block.note_en else block.note
                if note:
                    found.setdefault(f"block_note:{block.id}", note)
        return found

    def codes(self, group: str) -> list[str]:
        """The ready codes of a group of labels, in their order."""
        start = f"{group}:"
        return [key.removeprefix(start) for key in self.labels("vi") if key.startswith(start)]

    @cached_property
    def unit_order(self) -> tuple[str, ...]:
        """The kinds of units in the order pages list them."""
        stated = next((layer.unit_order for layer in self._layers if layer.unit_order), ())
        return tuple(dict.fromkeys((*stated, *self.codes("unit"))))

    @cached_property
    def school_blocks(self) -> frozenset[str]:
        """The blocks whose terms are school years."""
        return frozenset(b.id for layer in self._layers for b in layer.blocks if b.school_years)

    @cached_property
    def prize(self) -> re.Pattern[str]:
        """The beginning of the title of a contest's prize."""
        names = dict.fromkeys(p for layer in self._layers for p in layer.prizes)
        return re.compile(rf"(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)

    @cached_property
    def unions(self) -> tuple[Union, ...]:
        """The mass organisations that units have; of two with one prefix the upper one counts."""
        found: dict[str, Union] = {}
        for layer in self._layers:
            for union in layer.unions:
                found.setdefault(union.id, union)
        return tuple(found.values())

    def fields(self, lang: str) -> dict[str, str]:
        """The descriptions of fields in a language, by ``Record.field``."""
        found = dict(strings(lang, "fields"))
        for layer in reversed(self._layers):
            found |= {d.field: d.en if lang == "en" else d.vi for d in layer.descriptions}
        return found

    @cached_property
    def guides(self) -> Mapping[str, str]:
        """The comments of ``thidua new`` that differ from the general ones, by ``Record.field``."""
        return {g.field: g.text for layer in reversed(self._layers) for g in layer.guides}

    def spellings(self) -> list[tuple[str, str, bool]]:
        """Rows for the search: as written, as meant, whether only capitals count; each once."""
        return list(dict.fromkeys(self._spellings()))

    def _spellings(self) -> Iterator[tuple[str, str, bool]]:
        for layer in self._layers:
            for row in layer.abbreviations:
                for written in row.written:
                    yield written, row.name, row.only_capitals

    @cached_property
    def to_year(self) -> re.Pattern[str]:
        """What follows a name, in folded text, where the year of the observance is said at once."""
        words = dict.fromkeys(fold(w) for layer in self._layers for w in layer.after_names)
        names = "|".join(map(re.escape, words))
        return re.compile(rf"(?: (?:{names}))* (?:vao )?nam (\d{{4}})(?!\d)")

    @cached_property
    def by_place(self) -> re.Pattern[str] | None:
        """The beginning of a unit's name in front of the place by which alone texts often call it."""
        names = "|".join(re.escape(w) for layer in self._layers for w in layer.named_by_place)
        return re.compile(rf"(?:{names}) (?:(?:{PLACE_KINDS}) )?(?=\S)") if names else None

    @cached_property
    def ranks(self) -> Mapping[str, str]:
        """The ranks, as they are written, by their folded form."""
        return {fold(rank): rank for layer in reversed(self._layers) for rank in layer.ranks}

    @property
    def newspapers(self) -> tuple[Newspaper, ...]:
        """The newspapers of the sector, for `thidua.editing.importing`."""
        return tuple(n for layer in self._layers for n in layer.newspapers)
