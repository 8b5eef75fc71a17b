"""JSON Schemas, generated from the record classes with the words of the catalogue: of files as editors write them, and of the open data."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from thidua.campaign.data_columns import COLUMNS, PARTS, VERSION, columns_of
from thidua.reading.base import Record
from thidua.reading.records import RECORDS, Campaign, Commemoration, Event, Redirect, Unit
from thidua.reading.sector import Sector, SectorFile

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema: TypeAlias = dict[str, Any]

REGISTERS: dict[str, type[Record]] = {
    "units": Unit,
    "commemorations": Commemoration,
    "campaigns": Campaign,
    "redirects": Redirect,
}
"""Files of many records, by the name of their schema."""
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_TEXT: Schema = {"type": "string"}
_LISTS = dict.fromkeys(("terms", "kinds", "clusters", "proposals"), _TEXTS)
_NUMBER: Schema = {"type": "number"}
_NUMBERS = dict.fromkeys(
    ("number", "baseline_number", "scored", "bonus", "penalty", "total"), _NUMBER
)
"""Columns that hold no text: before the fields of a record, and after them."""
_WHOLE = ("year", "for_year", "pages", "bytes", "counts", "rank", "votes")
"""Columns of derived tables that hold whole numbers, or nothing; JSON has them as texts."""
_OF_EVENT = ("date", "sources")
"""Columns of derived tables that hold what an event has there."""


def schemas(lang: str, sector: Sector | None = None) -> dict[str, str]:
    """Schema texts of files as editors write them, by record (``event``, ``cluster``, …) and by register (``units``, …)."""
    words = (sector or Sector()).fields(lang)
    records = {cls.__name__.lower(): _text(_written(_described(cls, words))) for cls in RECORDS}
    registers = {
        name: _text({"type": "array", "items": {"$ref": f"{cls.__name__.lower()}.json"}})
        for name, cls in REGISTERS.items()
    }
    return records | registers


def editor_schemas(lang: str, sector: Sector | None = None) -> dict[str, str]:
    """The same and ``sector``, which nothing that is published says: it names the tables of other sectors."""
    words = (sector or Sector()).fields(lang)
    own = {"sector": _text(_written(_described(SectorFile, words)))}
    return schemas(lang, sector) | own


def data_schemas(lang: str, sector: Sector | None = None) -> dict[str, str]:
    """Schema texts of the files ``du-lieu/<table>.json``, by table; each is a list of rows."""
    words = (sector or Sector()).fields(lang)
    return {
        table: _text(_table(before, record, after, words))
        for table, before, record, after in COLUMNS
    }


def _table(
    before: tuple[str, ...],
    record: type[Record] | None,
    after: tuple[str, ...],
    words: dict[str, str],
) -> Schema:
    base = _without_unpublished(_with_shorthand(_described(record or Event, words)))
    row: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {},
        "required": list(before),
    }
    if record is not None:
        row["required"] += [key for key in base["required"] if key not in before]
    row["properties"] |= {column: _LISTS.get(column, _TEXT) for column in before}
    if record is not None:
        row["properties"] |= base["properties"]
    row["properties"] |= {column: _NUMBERS.get(column, _TEXT) for column in after}
    defs = base["$defs"]
    of_event = [c for c in _OF_EVENT if c in after or (c in before and "event" in before)]
    if of_event:
        event = _without_unpublished(_with_shorthand(_described(Event, words)))
        row["properties"] |= {column: event["properties"][column] for column in of_event}
        defs |= {"Source": event["$defs"]["Source"]}
    return {
        "$comment": f"thidua open data {VERSION}",
        "type": "array",
        "items": row,
        "$defs": defs,
    }


@cache
def column_types(table: str) -> Mapping[str, str]:
    """What each column of a table holds: ``string``, ``integer``, ``number``, ``boolean``, or ``json`` for lists and parts."""
    before, record, after = PARTS[table]
    properties = _table(before, record, after, Sector().fields("vi"))["items"]["properties"]
    found = {column: _plain_type(properties[column]) for column in columns_of(table)}
    return found | {column: "integer" for column in _WHOLE if column in before}


def _plain_type(part: Schema) -> str:
    """The one type of a property beside null; ``json`` where it is a list or a part of a record."""
    kinds = {one.get("type", "object") for one in part.get("anyOf", [part])} - {"null"}
    return kinds.pop() if len(kinds) == 1 and not kinds & {"array", "object"} else "json"


def _described(cls: type[Record], words: dict[str, str]) -> Schema:
    """The schema of a record with the editors' words where pydantic puts our docstrings."""
    schema: Schema = _mapped(_schema_of(cls), _without_false)
    _describe(cls.__name__, schema, words)
    for name, part in schema.setdefault("$defs", {}).items():
        _describe(name, part, words)
    return schema


@cache
def _schema_of(cls: type[Record]) -> Schema:
    """What pydantic says of a class; whoever changes it takes a copy (`_mapped`)."""
    return cls.model_json_schema(by_alias=True, mode="validation")


def _without_unpublished(schema: Schema) -> Schema:
    for cls in _subclasses(Record):
        for key in cls.unpublished if cls.__name__ in schema["$defs"] else ():
            del schema["$defs"][cls.__name__]["properties"][key]
    return schema


def _without_false(part: Schema) -> Schema:
    """A mark that is not written is none; where pydantic says so depends on its version."""
    if part.get("default") is False:
        del part["default"]
    return part


def _describe(record: str, schema: Schema, words: dict[str, str]) -> None:
    schema["description"] = words[record]
    for key, part in schema.get("properties", {}).items():
        part.pop("title", None)
        part["description"] = words[f"{record}.{key}"]


def _written(schema: Schema) -> Schema:
    """What an editor may write: shorthands, and numbers where YAML takes a text for one, since only the record types it."""
    found: Schema = _mapped(_with_shorthand(schema), _or_number)
    return found


def _or_number(part: Schema) -> Schema:
    plain = part.get("type") == "string" and "enum" not in part
    return {**part, "type": ["string", "number"]} if plain else part


def _with_shorthand(schema: Schema) -> Schema:
    """A record may stand as the text of its one field (`Record.scalar_key`), a list as its one entry (`Record.lone_entries`)."""
    classes = {cls.__name__: cls for cls in _subclasses(Record)}
    for name, part in [*schema["$defs"].items(), (schema["title"], schema)]:
        for key in classes[name].lone_entries:
            own = part["properties"][key]
            described = own.pop("description")
            part["properties"][key] = {
                "anyOf": [own, dict(own["items"])],
                "description": described,
            }

    def short(part: Schema) -> Schema:
        name = part.get("$ref", "").rpartition("/")[2]
        if not name or classes[name].scalar_key is None:
            return part
        rest = {key: value for key, value in part.items() if key != "$ref"}
        return {"anyOf": [{"$ref": part["$ref"]}, {"type": "string", "minLength": 1}], **rest}

    found: Schema = _mapped(schema, short)
    return found


def _mapped(value: Any, change: Any) -> Any:
    """A schema with every part of it changed, from the inside out."""
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    if not isinstance(value, dict):
        return value
    return change({key: _mapped(item, change) for key, item in value.items()})


def _subclasses(cls: type[Record]) -> list[type[Record]]:
    return [cls, *(one for own in cls.__subclasses__() for one in _subclasses(own))]


def _text(schema: Schema) -> str:
    text = json.dumps(
        {"$schema": _DIALECT, **schema}, ensure_ascii=False, indent=1, sort_keys=False
    )
    return f"{text}\n"
