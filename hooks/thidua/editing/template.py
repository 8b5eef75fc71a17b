"""Record classes as files to fill in: every key in its order, with a word of guidance above it.

Required keys and given values stand as YAML; the other keys are commented out with ``#`` and an
invented example, so that taking the ``#`` away gives a valid line. Guidance begins with ``# ``.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import yaml

from thidua.dates import PartialDate
from thidua.editing.yaml_text import yaml_entry
from thidua.locale import CONTENT, strings
from thidua.reading.base import EventDate, Record
from thidua.reading.typed import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.editing.yaml_text import Item


_OPEN = "\ue000"
"""Stands where nothing is written yet, while lines are made."""


_STAND_INS = {"from": "1900", "to": "2100"}


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record as editors and the command line see it."""

    owner: str
    key: str
    required: bool
    many: bool
    record: type[Record] | None
    """The class of its parts, where it holds records."""
    choices: tuple[str, ...]
    """The values a closed field takes."""
    numeric: bool
    day: bool
    """Whether it takes a date, known as far as it is."""

    def guide(self, lang: str) -> str:
        """What to write here, for a comment, a prompt or the help of an option."""
        found: str = strings(lang, "guides")[f"{self.owner}.{self.key}"]
        return found

    @property
    def example(self) -> str:
        """YAML lines of the key with an invented value."""
        return examples().get(f"{self.owner}.{self.key}", f"{self.key}: …")


@cache
def examples() -> dict[str, str]:
    """YAML lines of fields, by ``Record.field``."""
    text = files("thidua.editing").joinpath("examples.yml").read_text("utf-8")
    found: dict[str, str] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def fields_of(cls: type[Record]) -> tuple[Field, ...]:
    """The keys of a record class in their order."""
    found = []
    for name, info in cls.model_fields.items():
        kinds = list(_leaves(info.annotation))
        inner = next((kind for kind in kinds if _is_record(kind)), None)
        found.append(
            Field(
                owner=cls.__name__,
                key=info.alias or name,
                required=info.is_required(),
                many=any(get_origin(part) is tuple for part in _branches(info.annotation)),
                record=None if inner is EventDate else inner,
                choices=tuple(kind for kind in kinds if isinstance(kind, str)),
                numeric=int in kinds,
                day=PartialDate in kinds and inner is None,
            )
        )
    if [field.key for field in found[:2]] == ["from", "to"]:
        found.insert(0, found.pop(2))
    return tuple(found)


def parts_of(cls: type[Record]) -> tuple[Field, ...]:
    """The plain keys of a part, those asked for first in front: ``name; rank; post``."""
    plain = [
        field
        for field in fields_of(cls)
        if field.record is None and not field.many and field.key not in cls.unpublished
    ]
    return tuple(
        sorted(
            plain, key=lambda f: (f.key != cls.scalar_key, not f.required, f.key in {"from", "to"})
        )
    )


def _is_record(kind: object) -> typing.TypeGuard[type[Record]]:
    return isinstance(kind, type) and issubclass(kind, Record)


def _branches(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType, typing.Annotated}:
        for part in get_args(annotation):
            yield from _branches(part)
    else:
        yield annotation


def _leaves(annotation: Any) -> Iterator[Any]:
    """Classes, and the values of literals, inside an annotation."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_args(annotation):
        for part in get_args(annotation):
            yield from _leaves(part)
    elif isinstance(annotation, type):
        yield annotation


@dataclass(frozen=True, slots=True)
class RenderedRecord:
    """The YAML of a new record."""

    lines: tuple[str, ...]
    open: tuple[int, ...]
    """Which lines (from 0) wait for the editor."""

    def filled(self) -> list[str]:
        """The lines with something in the open places, so that every check can be made."""
        lines = list(self.lines)
        for n in self.open:
            key = lines[n].strip(" -").partition(":")[0]
            lines[n] = (
                lines[n].replace("[]", "[khac]")
                if "[]" in lines[n]
                else f"{lines[n]} {_STAND_INS.get(key, UNKNOWN)}"
            )
        return lines


def render(
    cls: type[Record], values: Mapping[str, Item], guides: Mapping[str, str] | None = None
) -> RenderedRecord:
    """The record with ``values``; required keys without one are left open, the rest commented out.

    ``guides`` are the sector's comments, by ``Record.field``.
    """
    lines: list[str] = []
    waiting: list[int] = []
    for field in fields_of(cls):
        guide = (guides or {}).get(f"{field.owner}.{field.key}", field.guide(CONTENT))
        lines.append(f"# {guide}")
        value = values.get(field.key)
        if value is None and not field.required:
            lines.extend(f"#{line}" for line in field.example.rstrip().split("\n"))
            continue
        for line in yaml_entry(
            field.key, _fill_placeholders(_open_form(field) if value is None else value)
        ):
            if _OPEN in line or line.endswith(" []"):
                waiting.append(len(lines))
            lines.append(line.replace(f" {_OPEN}", ""))
    return RenderedRecord(tuple(lines), tuple(waiting))


def _open_form(field: Field) -> Item:
    """The keys an editor still has to fill, with nothing behind them."""
    if field.record is None:
        return [] if field.many else ""
    parts: dict[str, Item] = {
        part.key: _open_form(part) for part in fields_of(field.record) if part.required
    }
    return [parts] if field.many else parts


def _fill_placeholders(value: Item) -> Item:
    """``value`` with a mark in the place of what is left empty."""
    if isinstance(value, str | int):
        return value if value != "" else _OPEN
    if isinstance(value, Mapping):
        return {key: _fill_placeholders(part) for key, part in value.items()}
    return [_fill_placeholders(part) for part in value]
