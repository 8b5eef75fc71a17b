"""Forms of the desk: what was not touched changes nothing, what was is written as a file has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug.datastructures import MultiDict

from support import ROOT
from thidua.desk.forms import SECTIONS, canonical, changes, form_fields, posted_values
from thidua.editing.template import fields_of
from thidua.editing.value_writer import with_values
from thidua.locale import LANGUAGES, strings
from thidua.reading.front_matter import split
from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Unit
from thidua.reading.sector import Sector
from thidua.reading.strict_yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thidua.desk.forms import FormField
    from thidua.reading.base import Record
    from thidua.reading.simple_yaml import Value

CONTENTS = (ROOT / "content", ROOT / "tests" / "data" / "fixture-site" / "content")
FILES = sorted(
    path for folder in CONTENTS for path in [*folder.rglob("*.md"), *folder.rglob("cluster.yml")]
)


def sent(fields: tuple[FormField, ...]) -> Iterator[tuple[str, str]]:
    """What a browser sends of fields as they are shown."""
    for field in fields:
        match field.widget:
            case "rows" | "group":
                for row in field.rows:
                    yield from sent(row)
            case "days":
                yield f"{field.name}.from", field.values[0]
                yield f"{field.name}.to", field.values[1]
            case "picks" | "choices":
                yield from ((field.name, value) for value in field.values)
            case _:
                yield field.name, field.value


def value_of(path: Path) -> dict[str, Value]:
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        parts, _ = split(path.name, text)
        assert parts is not None
        text = parts.yaml
    value = read_yaml(path.name, text)[0].value
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_form_nobody_touched_changes_nothing(path: Path) -> None:
    cls: type[Record] = Pledge if path.parent.name == "pledges" else Event
    if path.name == "cluster.yml":
        cls = Cluster
    before = value_of(path)
    shown = form_fields(cls, canonical(cls, before), "vi", Sector())
    said = posted_values(cls, MultiDict(sent(shown)))
    assert said == canonical(cls, before)
    assert changes(cls, before, said) == {}
    data = path.read_bytes()
    assert with_values(path.name, data, {}, order=cls.keys()) == data


@pytest.mark.parametrize("folder", CONTENTS, ids=lambda p: p.parent.name)
@pytest.mark.parametrize(("register", "cls"), [("units", Unit), ("commemorations", Commemoration), ("campaigns", Campaign)])  # fmt: skip
def test_a_form_of_a_register_nobody_touched_changes_nothing(
    folder: Path, register: str, cls: type[Record]
) -> None:
    path = folder / f"{register}.yml"
    value = read_yaml(path.name, path.read_text("utf-8"))[0].value
    entries = value[register] if isinstance(value, dict) else value
    assert isinstance(entries, list)
    assert entries
    for before in entries:
        assert isinstance(before, dict)
        shown = form_fields(cls, canonical(cls, before), "vi", Sector())
        said = posted_values(cls, MultiDict(sent(shown)))
        assert changes(cls, before, said) == {}, before["id"]


def event(**posted: str | list[str]) -> dict[str, object]:
    data: MultiDict[str, str] = MultiDict()
    for key, value in posted.items():
        data.setlist(key, [value] if isinstance(value, str) else value)
    return dict(posted_values(Event, data))


@pytest.mark.parametrize(
    ("first", "last", "read"),
    [
        ("4/4/2024", "", {"from": "2024-04-04", "to": "2024-04-04"}),
        ("thứ Năm, ngày 4 tháng 4 năm 2024", "", {"from": "2024-04-04", "to": "2024-04-04"}),
        ("04/2024", "", {"from": "2024-04", "to": "2024-04"}),
        ("2024", "", {"from": "2024", "to": "2024"}),
        ("4/4/2024", "5-4-2024", {"from": "2024-04-04", "to": "2024-04-05"}),
        ("khong-ro", "", {"from": "khong-ro", "to": "khong-ro"}),
        ("31/2/2024", "", {"from": "31/2/2024", "to": "31/2/2024"}),
        ("thứ Sáu, ngày 4/4/2024", "", {"from": "thứ Sáu, ngày 4/4/2024", "to": "thứ Sáu, ngày 4/4/2024"}),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(first: str, last: str, read: dict[str, str]) -> None:
    assert event(**{"date.from": first, "date.to": last}) == {"date": read}


def test_rows_come_in_the_order_of_the_form_and_empty_ones_are_none() -> None:
    said = event(**{
        "officials.3.name": "Trần Thị Mẫu", "officials.0.name": "Nguyễn Văn Mẫu", "officials.0.rank": " ",
        "officials.7.name": "", "officials.x.name": "Không",
    })  # fmt: skip
    assert said == {"officials": [{"name": "Trần Thị Mẫu"}, {"name": "Nguyễn Văn Mẫu"}]}


def test_shorthands_stay_where_a_file_has_them() -> None:
    before: dict[str, Value] = {
        "date": "2024-04-04",
        "awards": [{"title": "Cờ", "to": "dv-mau", "status": "trao"}],
        "officials": ["Nguyễn Văn Mẫu", {"name": "Trần Thị Mẫu"}],
        "revised": "2024-05-01",
    }
    said = canonical(Event, before)
    said["awards"] = [{"title": "Cờ thi đua", "to": ["dv-mau"], "status": "trao"}]
    said["officials"] = [{"name": "Nguyễn Văn Mẫu"}, {"name": "Trần Thị Mẫu", "post": "Trưởng phòng"}]  # fmt: skip
    said["revised"] = {"date": "2024-05-02"}
    said["date"] = {"from": "2024-04-05", "to": "2024-04-05"}
    assert changes(Event, before, said) == {
        "awards": [{"title": "Cờ thi đua", "to": "dv-mau", "status": "trao"}],
        "officials": ["Nguyễn Văn Mẫu", {"name": "Trần Thị Mẫu", "post": "Trưởng phòng"}],
        "revised": "2024-05-02",
        "date": "2024-04-05",
    }


def test_an_emptied_field_is_taken_out() -> None:
    assert changes(Event, {"place": "Đà Nẵng", "title": "A"}, {"title": "A"}) == {"place": None}


@pytest.mark.parametrize("cls", SECTIONS)
def test_every_field_stands_in_one_part_of_the_form(cls: type[Record]) -> None:
    keys = [key for _, keys in SECTIONS[cls] for key in keys]
    assert sorted(keys) == sorted(cls.keys())


def owners(cls: type[Record]) -> Iterator[type[Record]]:
    yield cls
    for field in fields_of(cls):
        if field.record is not None:
            yield from owners(field.record)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_and_helps_are_those_of_fields(lang: str) -> None:
    """No label or help of a field that is not there, and no shared label that every owner has its own for."""
    whole = {
        f"{cls.__name__}.{field.key}"
        for root in SECTIONS
        for cls in owners(root)
        for field in fields_of(cls)
    }
    labels = {k.removeprefix("label:") for k in strings(lang, "desk") if k.startswith("label:")}
    helps = {k.removeprefix("help:") for k in strings(lang, "desk") if k.startswith("help:")}
    shared = {name.partition(".")[2] for name in whole - labels}
    assert sorted(labels - whole - shared) == []
    assert sorted(helps - whole) == []
