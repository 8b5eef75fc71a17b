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
from thidua.outputs.schema import data_schemas, editor_schemas
from thidua.reading.records import RECORDS

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.reading.base import Audience

NAMES = [record.__name__.lower() for record in RECORDS]


@cache
def _schemas(lang: str) -> dict[str, str]:
    return editor_schemas(lang)


def _schema(name: str, lang: str = "vi") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_schemas(lang)[name])
    return found


def _groups(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *schema.get("$defs", {}).values()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_one_for_each_record(lang: str) -> None:
    registers = ["units", "commemorations", "campaigns", "redirects"]
    assert list(editor_schemas(lang)) == [*NAMES, *registers, "sector"]


@pytest.mark.parametrize("name", [*NAMES, "sector"])
def test_it_names_its_dialect_and_refuses_unknown_keys(name: str) -> None:
    schema = _schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert all(group["additionalProperties"] is False for group in _groups(schema))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, "sector"])
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
    """Scalars as an editor's tools read them (YAML 1.2, core schema): a day is a text, and so are ``on`` and ``no``."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in rules if not tag.endswith((":timestamp", ":bool"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF")
)


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
        elif path.suffix == ".yml":
            name = "scores" if path.parent.name == "scores" else path.stem
            value = yaml.load(path.read_text("utf-8"), _Yaml12)
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


SHORTEST: dict[str, Any] = {
    "event": {"title": "Hội nghị", "date": "2024-04-04", "kinds": ["khac"], "audience": "public", "status": "draft", "summary": "Họp.", "sources": [{"title": "Tin"}]},
    "cluster": {"id": "vd-1", "name": "Cụm", "owner": "bo-vi-du", "block": "khac", "audience": "public", "terms": [{"term": "2024", "from": "2024-01-01", "sources": [{"title": "Tin"}]}]},
    "unit": {"id": "ca-mau", "name": "Công an tỉnh Mẫu"},
    "pledge": {"term": "2024", "title": "Giao ước", "audience": "public", "sources": [{"title": "Tin"}]},
    "scores": {"term": "2024", "sources": [{"title": "Tin"}]},
    "commemoration": {"id": "ngay", "name": "Ngày", "kind": "fixed", "regime": "none", "sources": [{"title": "Tin"}]},
    "campaign": {"id": "vi-du", "name": "Phong trào", "sources": [{"title": "Tin"}]},
    "redirect": {"from": "/cu/", "to": "/moi/"},
    "sector": {"use": "chung"},
}  # fmt: skip
"""A record of each kind with no more than it must have."""
WRONG_VALUE: dict[str, tuple[str, Any]] = {
    "event": ("status", "xong"),
    "cluster": ("audience", "cong-khai"),
    "unit": ("from", "1/7/2025"),
    "pledge": ("audience", "cong-khai"),
    "scores": ("audience", "cong-khai"),
    "commemoration": ("kind", "am-lich"),
    "campaign": ("audience", "cong-khai"),
    "redirect": ("to", "https://vi-du.example.vn/"),
    "sector": ("use", "y-te"),
}


@pytest.mark.parametrize("name", [*NAMES, "sector"])
def test_a_wrong_key_value_and_type_are_found_by_each(name: str) -> None:
    key, value = WRONG_VALUE[name]
    told = {text: _mistakes(name, SHORTEST[name] | change) for text, change in {
        "right": {}, "key": {"ten": "a"}, "value": {key: value}, "type": {key: {"a": "b"}},
    }.items()}  # fmt: skip
    assert told["right"] == []
    assert ["ten" in told["key"][0], len(told["key"])] == [True, 1]
    assert told["value"][0].startswith(f"['{key}']")
    assert told["type"][0].startswith(f"['{key}']")
    missing = [one for one in _schema(name).get("required", []) if _mistakes(name, {k: v for k, v in SHORTEST[name].items() if k != one}) == []]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("name", ["units", "commemorations", "campaigns", "redirects"])
def test_registers_are_lists_of_their_records(name: str) -> None:
    record = name.removesuffix("s")
    assert _mistakes(name, [SHORTEST[record]]) == []
    assert _mistakes(name, SHORTEST[record]) != []
    assert _mistakes(name, [SHORTEST[record] | {"ten": "a"}])[0].startswith("[0]")


@pytest.mark.parametrize("table", [*data_schemas("vi")])
def test_each_table_of_the_data_refuses_a_wrong_key_and_type(table: str) -> None:
    schema = json.loads(data_schemas("vi")[table])
    validator = Draft202012Validator(schema)
    column = schema["items"]["required"][0]

    def told(row: dict[str, Any]) -> list[str]:
        return [e.message for e in validator.iter_errors([row])]

    assert any("'ten'" in message for message in told({"ten": "a"}))
    assert any("is a required property" in message for message in told({}))
    assert any("{'a': 'b'}" in message for message in told({column: {"a": "b"}}))


def test_data_says_nothing_its_schema_does_not_know() -> None:
    (row,) = [json.loads(data_schemas("vi")["units"])["items"]]
    assert row["additionalProperties"] is False
    assert {"url", "id", "name"} <= set(row["required"])
