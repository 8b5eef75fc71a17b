"""JSON Schema for editors' tools: generated, described, and agreeing with the record classes."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from support import FIXTURE_SITE, ROOT
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.locale import LANGUAGES
from thidua.outputs.data import DataTables, data_files
from thidua.outputs.schema import data_schemas, schemas
from thidua.reading.records import RECORDS

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.reading.base import Audience

NAMES = [record.__name__.lower() for record in RECORDS]


@cache
def _schemas(lang: str) -> dict[str, str]:
    return schemas(lang)


def _schema(name: str, lang: str = "vi") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_schemas(lang)[name])
    return found


def _groups(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *schema.get("$defs", {}).values()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_one_for_each_record(lang: str) -> None:
    assert list(schemas(lang)) == [*NAMES, "units", "commemorations", "campaigns"]


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


# --- What is shipped and what is published agree with them ---------------------------------------


class _Yaml12(yaml.SafeLoader):
    """Scalars as an editor's tools read them (YAML 1.2, core schema): a day is a text."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _front_matter(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8").split("---", 2)[1], _Yaml12)


@cache
def _validator(name: str) -> Draft202012Validator:
    own = {f"{one}.json": Resource.from_contents(_schema(one)) for one in _schemas("vi")}
    return Draft202012Validator(_schema(name), registry=Registry().with_resources(own.items()))


def _mistakes(name: str, value: Any) -> list[str]:
    found = _validator(name).iter_errors(value)
    return [f"{list(e.absolute_path)}: {e.message}" for e in found]


CONTENTS = [ROOT / "content", FIXTURE_SITE / "content"]


@pytest.mark.parametrize("content", CONTENTS, ids=["real", "fixture"])
def test_all_shipped_content_is_valid(content: Path) -> None:
    """As it is written: with shorthands, lone entries, and what YAML takes for numbers."""
    found = 0
    for path in sorted(content.rglob("*")):
        if path.suffix == ".md":
            value = _front_matter(path)
            name = "redirect" if "redirect_to" in value else "pledge" if "clusters" in path.parts else "event"  # fmt: skip
        elif path.name == "cluster.yml":
            name, value = "cluster", yaml.load(path.read_text("utf-8"), _Yaml12)
        elif path.stem in {"units", "commemorations", "campaigns"}:
            name, value = path.stem, yaml.load(path.read_text("utf-8"), _Yaml12)
        else:
            continue
        found += 1
        assert _mistakes(name, value) == [], path
    assert found > 10


@pytest.mark.parametrize("content", CONTENTS, ids=["real", "fixture"])
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_all_open_data_is_valid(content: Path, audience: Audience) -> None:
    site = project(check_content(content, content.parent).site, audience, dt.date(2026, 1, 15))
    told = data_schemas("vi")
    for path, data in data_files(DataTables(site, "https://vi-du.example")):
        name, end = path.removeprefix("du-lieu/").split(".")
        if end == "json":
            validator = Draft202012Validator(json.loads(told[name]))
            assert [e.message for e in validator.iter_errors(json.loads(data))] == [], path


def test_data_says_nothing_its_schema_does_not_know() -> None:
    (row,) = [json.loads(data_schemas("vi")["units"])["items"]]
    assert row["additionalProperties"] is False
    assert {"url", "id", "name"} <= set(row["required"])
