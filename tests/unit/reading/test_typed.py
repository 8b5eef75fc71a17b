"""Faulty values of a record: each told once, at its place, and the sound rest goes on to the next checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from thidua.reading.records import (
    Award,
    Campaign,
    Cluster,
    Commemoration,
    Event,
    Photo,
    Pledge,
    Unit,
)
from thidua.reading.strict_yaml import read_yaml
from thidua.reading.typed import to_record

if TYPE_CHECKING:
    from thidua.reading.base import Record

EVENT = {
    "title": "Họp", "date": "2024-03-14", "kinds": "[khac]", "audience": "public", "status": "published", "summary": "Tóm tắt.",
    "sources": "[{title: S}]",
}  # fmt: skip


def told(cls: type[Record], text: str) -> tuple[list[str], Any]:
    """Code, line, column, key and proposal of each mistake, and the record."""
    marked, found = read_yaml("a.yml", text)
    assert found == []
    typed = to_record(cls, marked, "a.yml")
    said = []
    for item in typed.diagnostics:
        params = dict(item.params)
        said.append(" ".join(filter(None, (f"{item.code} {item.line}:{item.column}", params.get("key"), params.get("near")))))  # fmt: skip
    assert typed.complete is (typed.diagnostics == ())
    # A report tells equal ones once: both ends of a date that cannot be read.
    return list(dict.fromkeys(said)), typed.record


def event(**changes: str | None) -> tuple[list[str], Any]:
    return told(Event, "".join(f"{key}: {value}\n" for key, value in {**EVENT, **changes}.items() if value is not None))  # fmt: skip


def test_a_sound_record() -> None:
    said, record = event()
    assert said == []
    assert record.title == "Họp"


@pytest.mark.parametrize(
    ("changes", "expect"),
    [
        # Unknown, missing, misspelt
        ({"chin": "x"}, ["E301 8:1 chin"]), ({"titel": "x"}, ["E301 8:1 titel title"]), ({"title": None}, ["E302 1:1 title"]),
        ({"title": None, "titel": "x"}, ["E301 7:1 titel title"]), ({"title": None, "summary": None}, ["E302 1:1 title", "E302 1:1 summary"]),
        ({"sources": "[{title: S, tên: T}]"}, ["E301 7:22 tên title"]), ({"sources": "[{publisher: P}]"}, ["E302 7:11 title"]),
        # Closed values
        ({"audience": "công khai"}, ["E304 4:11 public"]), ({"status": "publish"}, ["E304 5:9 published"]), ({"kinds": "[khac, họp]"}, ["E304 3:15"]),
        ({"kinds": "[]"}, ["E316 3:8 kinds"]), ({"kinds": "[x]"}, ["E304 3:9"]), ({"sources": "[]"}, ["E316 7:10 sources"]),
        # Forms
        ({"kinds": "khac"}, ["E303 3:8 [khac]"]), ({"sources": "Bản tin"}, ["E303 7:10 - title: Bản tin"]),
        ({"sources": "[Bản tin]"}, ["E303 7:11 title: Bản tin"]), ({"sources": "{title: S}"}, ["E303 7:10 - title: S"]),
        ({"title": "[a]"}, ["E303 1:8 title"]), ({"title": "{a: b}"}, ["E303 1:8 title"]), ({"photos": "a.jpg"}, ["E303 8:9 - file: a.jpg"]),
        ({"date": "[a]"}, ["E303 2:7"]),
        # Values, each with the key it stands under
        ({"date": "4/4/2024"}, ["E305 2:7 date 2024-04-04"]), ({"date": "{from: 2024-04-05, to: 2024-04-04}"}, ["E307 2:30 date"]),
        ({"date": "{from: x, to: 2024}"}, ["E305 2:14 from"]), ({"time": "8h00"}, ["E308 8:7 time 08:00"]),
        ({"commemorations": "[{id: a, year: 1799}]"}, ["E327 8:32 year"]), ({"units": "[a, B]"}, ["E310 8:12 units b"]),
        ({"title": "a", "host": "Công an"}, ["E310 8:7 host"]),
    ],
)  # fmt: skip
def test_mistakes_of_an_event(changes: dict[str, str | None], expect: list[str]) -> None:
    assert event(**changes)[0] == expect


@pytest.mark.parametrize(
    ("changes", "field", "expect"),
    [
        ({"date": "x"}, "date", ("2100", "2100")), ({"date": "{from: x, to: 2024}"}, "date", ("1900", "2024")),
        ({"date": "{from: 2024, to: x}"}, "date", ("2024", "2100")),
    ],
)  # fmt: skip
def test_dates_that_stand_in(changes: dict[str, str], field: str, expect: tuple[str, str]) -> None:
    value = getattr(event(**changes)[1], field)
    assert (str(value.from_), str(value.to)) == expect


@pytest.mark.parametrize(
    ("changes", "field", "expect"),
    [
        ({"title": None}, "title", "khong-ro"), ({"title": "a < b"}, "title", "khong-ro"), ({"audience": "x"}, "audience", "public"),
        ({"status": "x"}, "status", "draft"), ({"kinds": "[x, khac]"}, "kinds", ("phat-dong", "khac")), ({"time": "x"}, "time", None),
        ({"host": "Công an"}, "host", None), ({"units": "[a, B b]"}, "units", ("a", "khong-ro")), ({"publish_on": "2024"}, "publish_on", None),
    ],
)  # fmt: skip
def test_what_stands_in_for_a_faulty_value(
    changes: dict[str, str], field: str, expect: Any
) -> None:
    """Optional values are left out; the first of a closed set is the most cautious one."""
    assert getattr(event(**changes)[1], field) == expect


@pytest.mark.parametrize("sources", [None, "[]", "x"])
def test_a_source_stands_in(sources: str | None) -> None:
    (source,) = event(sources=sources)[1].sources
    assert source.title == "khong-ro"


def test_parts_keep_what_is_sound_of_them() -> None:
    said, record = event(
        commemorations="[{id: A b, year: 2024}, {id: b, year: x}]", photos="[{file: a.gif, alt: A, caption: C, credit: D}]",
        awards="[{title: T, to: a, status: x}]",
    )  # fmt: skip
    assert said == ["E323 9:17 file a.jpg", "E310 8:23 id", "E309 8:55 year", "E304 10:36"]
    assert [(one.id, one.year) for one in record.commemorations] == [
        ("khong-ro", 2024),
        ("b", 1900),
    ]
    assert record.photos == (Photo(file="khong-ro.jpg", alt="A", caption="C", credit="D"),)
    assert record.awards == (Award(title="T", to="a", status="dang-ky"),)


def test_a_term_stands_in_for_none() -> None:
    said, record = told(
        Cluster, "id: a\nname: A\nowner: o\nblock: b\naudience: public\nterms: []\n"
    )
    assert said == ["E316 6:8 terms"]
    assert [(term.term, str(term.span)) for term in record.terms] == [("khong-ro", "1900/..")]


@pytest.mark.parametrize(
    ("cls", "text", "expect"),
    [
        (Unit, "id: a\nname: A\nfrom: 2024\nto: 2023\n", ["E307 4:5"]),
        (Unit, "id: a\nname: A\npredecessors: b c\n", ["E303 3:15 [b, c]"]),
        (Commemoration, "id: a\nname: A\nkind: fixed\nregime: none\nmonth: 2\nday: 30\nsources: [{title: S}]\n", ["E306 6:6"]),
        (Commemoration, "id: a\nname: A\nkind: lunar\nregime: none\nsources: [{title: S}]\n", ["E318 3:7 lunar"]),
        (Campaign, "id: a\nname: A\nphases: [{from: 2024, to: 2023}]\nsources: [{title: S}]\n", ["E307 3:27 phases"]),
        (Pledge, "term: '2024'\ntitle: T\naudience: public\nsummary: có\nsources: [{title: S}]\n", ["E304 4:10 summary true"]),
        (Unit, "- a\n", ["E303 1:1"]),
    ],
)  # fmt: skip
def test_mistakes_of_other_records(cls: type[Record], text: str, expect: list[str]) -> None:
    assert told(cls, text)[0] == expect


def test_what_is_no_group_is_no_record() -> None:
    marked, _ = read_yaml("a.yml", "- a\n- {id: b, name: B}\n")
    none, some = (to_record(Unit, marked, "a.yml", (n,)) for n in (0, 1))
    assert (none.record, none.complete) == (None, False)
    assert [dict(item.params) for item in none.diagnostics] == [
        {"expected": "mapping", "found": "text"}
    ]
    assert some.record == Unit(id="b", name="B")


def test_what_was_lost_with_its_line_is_not_missing_besides() -> None:
    text = "".join(f"{key}: {value}\n" for key, value in EVENT.items() if key != "title")
    marked, found = read_yaml("a.yml", f"title Họp\n{text}")
    assert [item.code for item in found] == ["E207"]
    assert to_record(Event, marked, "a.yml").diagnostics == ()


@pytest.mark.parametrize(("number", "guessed"), [(99, True), (100, True), (101, False)])
def test_the_right_name_is_looked_for_a_hundred_times(number: int, guessed: bool) -> None:
    text = "".join(f"x{n}: y\n" for n in range(number - 1)) + "nam: A\n"
    said, _ = told(Unit, f"id: a\nname: A\n{text}")
    assert said[number - 1].split()[2:] == (["nam", "name"] if guessed else ["nam"])
