"""JSON Schema of each record, generated from the record classes with the words of the catalogue."""

from __future__ import annotations

import json
from typing import Any

from thidua.reading.records import RECORDS
from thidua.reading.sector import Sector

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(lang: str, sector: Sector | None = None) -> dict[str, str]:
    """Schema texts by record name (``event``, ``cluster``, …)."""
    words = (sector or Sector()).fields(lang)
    return {cls.__name__.lower(): _schema(cls, words) for cls in RECORDS}


def _schema(cls: Any, words: dict[str, str]) -> str:
    schema = cls.model_json_schema(by_alias=True, mode="validation")
    _describe(cls.__name__, schema, words)
    for name, part in schema.get("$defs", {}).items():
        _describe(name, part, words)
    text = json.dumps(
        {"$schema": _DIALECT, **schema}, ensure_ascii=False, indent=1, sort_keys=False
    )
    return f"{text}\n"


def _describe(record: str, schema: dict[str, Any], words: dict[str, str]) -> None:
    """Put the editors' words where pydantic puts our docstrings."""
    schema["description"] = words[record]
    for key, part in schema.get("properties", {}).items():
        part.pop("title", None)
        part["description"] = words[f"{record}.{key}"]
