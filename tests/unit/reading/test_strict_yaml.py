"""Strict YAML: everything stays text, everything has its place, nothing an editor types can stop us."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.diagnostics import Position
from thidua.reading.strict_yaml import read_yaml

SIGNS = st.text(alphabet="ab:\"'- \n#[]{}&*!|>\t,@%?éĐ0", max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gio: 12:08", {"gio": "12:08"}),
        ("so: 010", {"so": "010"}),
        ("tra_loi: no", {"tra_loi": "no"}),
        ("ngay: 2024-02-31", {"ngay": "2024-02-31"}),
        ("so: 1.750", {"so": "1.750"}),
        ("trong: null", {"trong": ""}),
        ("dong: |\n  một\n  hai\n", {"dong": "một\nhai\n"}),
        ("- a\n- {b: c}\n", ["a", {"b": "c"}]),
    ],
)
def test_scalars_stay_text(text: str, expected: object) -> None:
    marked, found = read_yaml("x.yml", text)
    assert (marked.value, found) == (expected, [])


def test_positions_count_characters_of_the_file() -> None:
    marked, _ = read_yaml("x.md", "tên: Đà Nẵng\nảnh:\n  - {tệp: a.jpg}\n", first_line=2)
    assert marked.at(("tên",)) == Position(2, 6)
    assert marked.at(("ảnh", 0, "tệp")) == Position(4, 11)
    assert marked.at(("ảnh", 0, "tệp"), key=True) == Position(4, 6)
    assert marked.at(("ảnh", 0, "không có")) == Position(4, 5)


def test_a_mended_tab_does_not_move_columns() -> None:
    _, found = read_yaml("x.yml", "a:\n\tb: [c\n")
    assert [(d.code, d.line, d.column) for d in found] == [("E204", 2, 1), ("E219", 2, 5)]


@pytest.mark.parametrize(
    "bomb",
    [
        "a: " + "[" * 40_000,
        "a: &x [" + "*x," * 200 + "]",
        "&a a: 1\nb: {<<: [*a, *a, *a]}",
        "\n".join(f"k{n}: v" for n in range(30_000)),
        'title: "',
        't: "' * 40,
        "- " * 1000,
    ],
)
def test_bombs_are_refused_at_once(bomb: str) -> None:
    _, found = read_yaml("x.yml", bomb)
    assert found


@settings(max_examples=400, deadline=None)
@given(SIGNS)
def test_no_text_stops_the_reading(text: str) -> None:
    marked, found = read_yaml("x.yml", text)
    lines = text.split("\n")
    for item in found:
        assert 1 <= item.line <= len(lines) + 1
        assert item.column >= 1
    assert isinstance(marked.value, str | list | dict)
