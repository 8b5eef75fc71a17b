"""JSON Schema for editors' tools: generated, described, and agreeing with the record classes."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from thidua.locale import LANGUAGES
from thidua.outputs.schema import schemas
from thidua.reading.records import RECORDS

NAMES = [record.__name__.lower() for record in RECORDS]


def _schema(name: str, lang: str = "vi") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schemas(lang)[name])
    return found


def _groups(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *schema.get("$defs", {}).values()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_one_for_each_record(lang: str) -> None:
    assert list(schemas(lang)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_names_its_dialect_and_refuses_unknown_keys(name: str) -> None:
    schema = _schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert all(group["additionalProperties"] is False for group in _groups(schema))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_described_in_words_of_the_editors(name: str, lang: str) -> None:
    """No docstring of ours and no made-up title shows through."""
    for group in _groups(_schema(name, lang)):
        assert group["description"]
        for part in group["properties"].values():
            assert part["description"]
            assert "title" not in part


def test_keys_are_those_an_editor_writes() -> None:
    event = _schema("event")
    assert {"title", "date", "kinds", "audience", "status", "summary", "sources"} == set(
        event["required"]
    )
    assert {"from", "to"} == set(event["$defs"]["EventDate"]["properties"])


def test_closed_fields_list_their_values() -> None:
    event = _schema("event")
    assert event["properties"]["audience"]["enum"] == ["public", "internal"]
    assert "ky-giao-uoc" in event["properties"]["kinds"]["items"]["enum"]
    assert "giam>=" in _schema("pledge")["$defs"]["Target"]["properties"]["comparator"]["enum"]


@pytest.mark.parametrize("text", ["2024", "2024-04", "2024-04-04"])
def test_dates_match_their_pattern(text: str) -> None:
    assert re.search(_date_pattern(), text)


@pytest.mark.parametrize("text", ["04/04/2024", "2024-4", "24", "2024-04-04T08:00", ""])
def test_other_spellings_do_not(text: str) -> None:
    assert not re.search(_date_pattern(), text)


def _date_pattern() -> str:
    pattern: str = _schema("event")["$defs"]["EventDate"]["properties"]["from"]["pattern"]
    return pattern
