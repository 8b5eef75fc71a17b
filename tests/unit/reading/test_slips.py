"""Slips of YAML: what is told, where, and what is read all the same. Tables; one slip a row."""

from __future__ import annotations

from typing import Any

import pytest

from thidua.reading.front_matter import split
from thidua.reading.repair import PatchedText
from thidua.reading.slips import disguised_kind, merge_conflict, second_front_matter
from thidua.reading.strict_yaml import read_yaml


def read(text: str, first_line: int = 1) -> tuple[list[str], Any]:
    marked, found = read_yaml("a.yml", text, first_line)
    return [f"{item.code} {item.line}:{item.column}" for item in found], marked.value


@pytest.mark.parametrize(
    ("text", "told", "value"),
    [
        ("a: b\nc: d", [], {"a": "b", "c": "d"}),
        ("- a\n- b", [], ["a", "b"]),
        ("", [], {}),
        ("a:\nb: ~\nc: null", [], {"a": "", "b": "", "c": ""}),
        # Tabs
        ("a:\n\tb: c", ["E204 2:1"], {"a": {"b": "c"}}),
        ("a:\n  \tb: c", ["E204 2:3"], {"a": {"b": "c"}}),
        ("x: y\na:\tb: c", ["E204 2:3", "E206 2:5"], {"x": "y", "a": "b: c"}),
        # Quotes
        ('a: "b\nc: d', ["E205 1:4"], {"a": "b", "c": "d"}),
        ("a: 'b\nc: d", ["E205 1:4"], {"a": "b", "c": "d"}),
        ('x: y\na: "b', ["E205 2:4"], {"x": "y", "a": "b"}),
        ('- "b\n- c', ["E205 1:3"], ["b", "c"]),
        ('a: "b" c\nd: e', ["E216 1:7"], {"a": '"b" c', "d": "e"}),
        ("a: 'b' c", ["E216 1:7"], {"a": "'b' c"}),
        ('a: "b\\c"\nd: e', ["E215 1:4"], {"a": "b/c", "d": "e"}),
        ('a: "b" # c', [], {"a": "b"}),
        ('a: "b" c "d"', ["E216 1:7"], {"a": 'b" c "d'}),
        # Colons and signs
        ("a: b: c\nd: e", ["E206 1:5"], {"a": "b: c", "d": "e"}),
        ("- a: b: c", ["E206 1:7"], [{"a": "b: c"}]),
        ("a: b: c # d", ["E206 1:5"], {"a": "b: c"}),
        ("a: @b", ["E217 1:4"], {"a": "@b"}),
        ("a: `b", ["E217 1:4"], {"a": "`b"}),
        ("a: %b", ["E217 1:4"], {"a": "%b"}),
        ("x: y\na:b\nc: d", ["E218 2:2"], {"x": "y", "a": "b", "c": "d"}),
        ("x: y\na：b\nc: d", ["E218 2:2"], {"x": "y", "a": "b", "c": "d"}),
        ("x: y\na b\nc: d", ["E207 2:1"], {"x": "y", "c": "d"}),
        # Brackets
        ("a: [b, c\nd: e", ["E219 1:4"], {"d": "e"}),
        ("a: {b: c\nd: e", ["E219 1:4"], {"d": "e"}),
        # Marks of YAML nobody here uses
        ("a: &x b\nc: *x", ["E209 1:4", "E209 2:4"], {"a": "b", "c": ""}),
        ("a: !x b", ["E209 1:4"], {"a": "b"}),
        ("a: b\n---\nc: d", ["E212 2:1"], {}),
        ("[a]: b", ["E211 1:1"], {}),
        # Lists with other marks
        ("a:\n  • b\n  • c", ["E213 2:3", "E213 3:3"], {"a": ["b", "c"]}),
        ("a:\n  * b", ["E213 2:3"], {"a": ["b"]}),
        ("a:\n  – b\n  – c", ["E213 2:3"], {"a": ["b", "c"]}),
        # Twice, cut off, swallowed
        ("a: b\na: c", ["E208 2:1"], {"a": "b"}),
        ("a: {b: c, d, e: f}", ["E221 1:8"], {"a": {"b": "c, d", "e": "f"}}),
        ("a: {b: c,d}", ["E221 1:8"], {"a": {"b": "c,d"}}),
        ("a: b #c", ["W214 1:5"], {"a": "b"}),
        ("a: b # c", [], {"a": "b"}),
        ("a: b#c", [], {"a": "b#c"}),
        # Spaces of a web page
        ("\u00a0a: b", ["E225 1:1"], {"a": "b"}),
        ("x: y\n\u2003\u00a0\nb: c", [], {"x": "y", "b": "c"}),
        ("x: y\n \u00a0 \nb: c", [], {"x": "y", "b": "c"}),
        ("a:\n  - b\n\u00a0\n  - c", [], {"a": ["b", "c"]}),
        # Escapes
        ('a: "\\u202e"', ["E106 1:4"], {"a": "\u202e"}),
        ('a: "\\ufffd"', ["E121 1:4"], {"a": "\ufffd"}),
    ],
)  # fmt: skip
def test_slips(text: str, told: list[str], value: Any) -> None:
    assert read(text) == (told, value)


@pytest.mark.parametrize("first_line", [1, 2, 10])
def test_lines_are_those_of_the_file(first_line: int) -> None:
    told, _ = read("x: y\na: b: c\nd: e #f\ng: @h", first_line)
    places = [(first_line + 1, "E206"), (first_line + 2, "W214"), (first_line + 3, "E217")]
    assert sorted((int(one.split()[1].split(":")[0]), one.split()[0]) for one in told) == places


def test_what_is_lost_with_a_line_is_known() -> None:
    assert read_yaml("a.yml", "x: y\na b\nc: d")[0].lost == {"a"}
    assert read_yaml("a.yml", "a: [b, c\nd: e")[0].lost == {"a"}
    assert read_yaml("a.yml", "a: b")[0].lost == frozenset()
    assert read_yaml("a.yml", "a: b\n---\nc: d")[0].lost == {"*"}


def test_positions_of_values_and_keys() -> None:
    marked, _ = read_yaml("a.yml", "a: b\nc:\n  - d: e\n    f: [g, h]\n", 5)
    assert {path: (at.line, at.column) for path, at in marked.values.items()} == {
        (): (5, 1), ("a",): (5, 4), ("c",): (7, 3), ("c", 0): (7, 5), ("c", 0, "d"): (7, 8), ("c", 0, "f"): (8, 8),
        ("c", 0, "f", 0): (8, 9), ("c", 0, "f", 1): (8, 12),
    }  # fmt: skip
    assert {path: (at.line, at.column) for path, at in marked.keys.items()} == {
        ("a",): (5, 1), ("c",): (6, 1), ("c", 0, "d"): (7, 5), ("c", 0, "f"): (8, 5),
    }  # fmt: skip
    assert marked.at(("c", 0, "d"), key=True).column == 5
    assert marked.at(("c", 0, "d")).column == 8
    # What is not there stands at the nearest part around it
    assert marked.at(("c", 0, "x", "y"), key=True).line == 7
    assert marked.at(("c", 9)).line == 7
    assert marked.at(("z",)).line == 5


def test_columns_after_a_repair_are_those_the_editor_wrote() -> None:
    patched = PatchedText("a: 'b' it's c\nd")
    patched.quote(0, 3)
    assert patched.lines[0] == "a: '''b'' it''s c'"
    assert [patched.position(0, column).column for column in (0, 3)] == [1, 4]
    assert patched.position(0, 18).column == 14
    assert (patched.position(1, 0).line, patched.position(1, 0, 5).line) == (2, 6)
    patched.quote(0, 3)
    assert patched.lines == ["", "d"]


# --- The text as a whole ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html>", "html"), (b"\n <html lang=vi>", "html"), (b"<HTML>", "html"), (b"<htmlx>", None), (b"{\\rtf1", "rtf"),
        (b"PK\x03\x04", "office"), (b"\xd0\xcf\x11\xe0", "office"), (b"%PDF-1.7", "pdf"), (b" %PDF-1.7", None), (b"---\n", None),
        (b"a <html>", None),
    ],
)  # fmt: skip
def test_files_of_other_programs(data: bytes, kind: str | None) -> None:
    assert disguised_kind(data) == kind


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n", 2), ("<<<<<<<\n", 1), ("a\n=======\n", None), ("a\n>>>>>>> d\n", None),
        ("=======\n<<<<<<< a", 1), ("<<<<<<x\n", None), ("<<<<<<<x\n", None), (" <<<<<<< a\n", None),
    ],
)  # fmt: skip
def test_marks_of_a_merge(text: str, line: int | None) -> None:
    found = merge_conflict(text)
    assert (found.line if found else None) == line


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("a\n\n---\ntitle: b\n", 12), ("---\ntitle: b\n", 10), ("a\n---\ntitle: b\n", None), ("a\n\n---\nchin: b\n", None),
        ("a\n\n---\n\ntitle: b\n", None), ("a\n\n---\ntitle: b\nchin: c\n", None), ("a\n\n---\ntitle: b\ndate: c\n", 12),
        ("a\n\n--- \ntitle: b\n", 12), ("a\n\n----\ntitle: b\n", None), ("a\n\n---", None), ("a\n\n---\ntitle:b\n", None),
    ],
)  # fmt: skip
def test_a_file_pasted_below_another(body: str, line: int | None) -> None:
    found = second_front_matter(body, 10, frozenset({"title", "date"}))
    assert (found.line if found else None) == line


@pytest.mark.parametrize(
    ("text", "told", "parts"),
    [
        ("---\na: b\n---\nc\n", [], ("a: b", 2, "c\n", 4)), ("---\na: b\n...\nc", [], ("a: b", 2, "c", 4)),
        ("--- \na: b\n---  \nc", [], ("a: b", 2, "c", 4)), ("---\n---\nc", [], ("", 2, "c", 3)),
        ("\n\n---\na: b\n---\nc", ["N110 1:1"], ("a: b", 4, "c", 6)),
        ("——\na: b\n---\nc", ["E220 1:1"], ("a: b", 2, "c", 4)), ("-- -\na: b\n---\nc", ["E220 1:1"], ("a: b", 2, "c", 4)),
        (" ---\na: b\n---\nc", ["E220 1:1"], ("a: b", 2, "c", 4)), ("---\na: b\n–––\nc", ["E220 3:1"], ("a: b", 2, "c", 4)),
        ("a: b\n---\nc", ["E201 1:1"], ("a: b", 1, "c", 3)), ("\na: b\n---\nc", ["E201 2:1"], ("a: b", 2, "c", 4)),
        ("c d\n", ["E201 1:1"], None), ("\n \n", ["E102 1:1"], None), ("", ["E102 1:1"], None),
        ("---\na: b\n\nc d\n", ["E202 4:1"], ("a: b\n", 2, "c d\n", 4)), ("---\na: b", ["E202 2:1"], ("a: b", 2, "", 2)),
        ("---\na:\n  - b\n# c\nd e", ["E202 5:1"], ("a:\n  - b\n# c", 2, "d e", 5)),
    ],
)  # fmt: skip
def test_front_matter(text: str, told: list[str], parts: tuple[Any, ...] | None) -> None:
    made, found = split("a.md", text)
    assert [f"{item.code} {item.line}:{item.column}" for item in found] == told
    assert (made and (made.yaml, made.yaml_line, made.body, made.body_line)) == parts
