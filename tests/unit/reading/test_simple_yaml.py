"""What is read line by line has the value that the parser of all of YAML finds in it, and nothing to be told of."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support import ROOT
from thidua.reading import strict_yaml
from thidua.reading.front_matter import split
from thidua.reading.simple_yaml import read_simple

PIECES = (
    "a", "b", "x y", "a: ", "b: ", "a:", "c:\n", "- ", "-  ", "  ", " ", "\n", "\n\n", '"q"', '"q: r"', "'s'", '"', "'", "[", "]", "{", "}", "{a: ", "[x, ", ", ", ",", ":", ": ", "#",
    " #", "\n# c\n", "~", "null", "– ", "* ", "&a ", "*a", "!t ", ">", '">="', "|", "? ", "%", "@", "---", "...", "\u00a0", "\t", "\\", "comparator: ", "https://a.example.vn/b",
    "2024-01-01", "12:08", "\n  ", "\n- ", "\n  - ", "\na: ", "\nb:", "{a: x, b: y}", "[x, y]", "{a: [x, {c: d}]}", "“", "\u200b",
)  # fmt: skip
LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "", " ", "  ", "    "]),
    st.sampled_from(["", "", "- ", "-   "]),
    st.sampled_from(["", "a: ", "b: ", "c:", "d: ", "e:"]),
    st.sampled_from(["", "x", "x y", "'s'", '"q: r"', "[x, y]", "{a: b, c: d}", "[[[x]]]"])
    | st.lists(st.sampled_from(PIECES), max_size=3).map("".join),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.lists(
    LINES, max_size=9
).map("\n".join)


def parsed(text: str) -> tuple[object, list[str]]:
    """The value of a text as the parser of all of YAML has it, and the codes of what it tells."""
    reader, _, found = strict_yaml._read("a.md", text, 1, None)
    return reader.value if reader else None, [item.code for item in found]


@settings(max_examples=1_500)
@given(TEXTS)
@example("a: 1\n\u00a0\nb: 2")
@example("a:\n- b:\n  - c:\n    - d:\n      - e:\n        - f: [[x]]")
@example("a: {b: x, b: y}")
def test_the_value_is_that_of_yaml(text: str) -> None:
    simple = read_simple(text)
    if simple is not None:
        assert (simple, []) == parsed(text)
        assert list(simple) == list(parsed(text)[0])  # type: ignore[call-overload]


WHOLE = """\
# Bản ghi
title: Hội nghị "mở rộng", lần 2 – https://a.example.vn
date: 2024-04-04
place: ~

kinds: [ky-giao-uoc, khac]
officials: [{name: Nguyễn Văn Mẫu, rank: Đại tá}, {name: "Trần: B", tags: [x, ""]}]
members:
- don-vi-1
- unit: don-vi-2
  from: 2024-01
targets:
  - id: muc-1
    comparator: ">="
    results: []
"""


def test_what_files_commonly_have_is_read() -> None:
    assert read_simple(WHOLE) == {
        "title": 'Hội nghị "mở rộng", lần 2 – https://a.example.vn',
        "date": "2024-04-04",
        "place": "",
        "kinds": ["ky-giao-uoc", "khac"],
        "officials": [
            {"name": "Nguyễn Văn Mẫu", "rank": "Đại tá"},
            {"name": "Trần: B", "tags": ["x", ""]},
        ],
        "members": ["don-vi-1", {"unit": "don-vi-2", "from": "2024-01"}],
        "targets": [{"id": "muc-1", "comparator": ">=", "results": []}],
    }
    assert parsed(WHOLE) == (read_simple(WHOLE), [])


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c", "a: x # lời", "a: >", "a: 'b''c'", 'a: "b\\n"', "a: b\n  c", "a: |\n  b", "a: &x b", "a: *x", "a: !t b", "a: [x, ]", "a: [x,y: z]", "a: {b: c, d}", "a: b\na: c",
        "- a", "a", "", "# a", "a: -b", "a:\tb", "\u2000a: b", "a: {b: c, e: f: g}", "a: [12:08]", " a: b\nc: d", "a: x\n - b", "a: 'b' c",
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_left_to_yaml(text: str) -> None:
    assert read_simple(text) is None


def test_nearly_all_files_of_this_publication_are_simple() -> None:
    files = sorted((ROOT / "content").rglob("*.md"))
    parts = [split(file.name, file.read_text("utf-8"))[0] for file in files]
    simple = [part for part in parts if part and read_simple(part.yaml) is not None]
    assert len(simple) > 0.9 * len(files) > 50
