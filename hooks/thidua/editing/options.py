"""Record classes as options of a command: one for every key an editor may write.

A key that holds records takes its parts in one text, ``"name; rank; post"``, so that all of them can
be said on one line and no key needs options of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from thidua.editing.template import Field, fields_of, parts_of
from thidua.locale.command_line import FieldOption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from thidua.editing.yaml_text import Item
    from thidua.reading.base import Record

_SINGULAR = {
    "kinds": "kind", "clusters": "cluster", "units": "unit", "officials": "official", "photos": "photo",
    "commemorations": "commemoration", "campaigns": "campaign", "figures": "figure", "awards": "award",
    "sources": "source", "aliases": "alias", "members": "member", "bases": "basis", "targets": "target",
    "signatories": "signatory",
}  # fmt: skip


class TooManyPartsError(Exception):
    """A value holds more parts than its record; ``option`` and ``parts`` say which."""

    def __init__(self, option: str, parts: str) -> None:
        super().__init__(option)
        self.option = option
        self.parts = parts


def option_name(field: Field) -> str:
    """``--publish-on``, ``--kind``: lists are given one by one."""
    return "--" + _SINGULAR.get(field.key, field.key).replace("_", "-")


def record_options(cls: type[Record], without: Iterable[str] = ()) -> Callable[[Any], Any]:
    """Adds an option for each key of ``cls`` to a command."""

    def decorate(command: Any) -> Any:
        for field in reversed([f for f in fields_of(cls) if f.key not in without]):
            command = click.option(
                option_name(field),
                _parameter(field),
                multiple=field.many,
                type=click.Choice(field.choices) if field.choices else str,
                metavar=_metavar(field),
                cls=FieldOption,
                guide=f"{field.owner}.{field.key}",
            )(command)
        return command

    return decorate


def _parameter(field: Field) -> str:
    return f"value_{field.key}"


def _metavar(field: Field) -> str | None:
    if field.record is not None:
        return '"' + "; ".join(part.key for part in parts_of(field.record)) + '"'
    return None if field.choices else field.key.upper()


def given_values(cls: type[Record], params: Mapping[str, Any]) -> dict[str, Item]:
    """What was said on the command line, in the shape of the record."""
    values: dict[str, Item] = {}
    for field in fields_of(cls):
        said = params.get(_parameter(field))
        if said is None or said == ():
            continue
        values[field.key] = (
            [item_of(field, one) for one in said] if field.many else item_of(field, said)
        )
    return values


def item_of(field: Field, said: str) -> Item:
    """One value as written on the command line or at a prompt."""
    if field.record is not None:
        return _record_of(field, said)
    if field.numeric and said.isdecimal():
        return int(said)
    days = re.fullmatch(r"([\d-]+)\s*\.\.\s*([\d-]+)", said.strip())
    if field.key == "date" and days:
        return {"from": days[1], "to": days[2]}
    return said.strip()


def _record_of(field: Field, said: str) -> Item:
    assert field.record is not None
    parts = parts_of(field.record)
    texts = [text.strip() for text in said.split(";")]
    if len(texts) > len(parts):
        raise TooManyPartsError(option_name(field), "; ".join(p.key for p in parts))
    named: dict[str, Item] = {
        part.key: item_of(part, text)
        for part, text in zip(parts, texts, strict=False)
        if text or part.required
    }
    named |= {part.key: "" for part in parts if part.required and part.key not in named}
    if set(named) == {field.record.scalar_key}:
        return texts[0]
    return named
