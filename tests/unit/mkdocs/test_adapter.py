"""The log of a public build names no file that is not public, and does not go through all of them for each line."""

from __future__ import annotations

import pytest

from thidua.mkdocs.adapter import _path_finder

HIDDEN = frozenset({"content/events/2024/a.md", "content/events/2024/bb.md", "content/units.yml"})


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("content/events/2024/a.md", True),
        ("xem content/events/2024/bb.md:12", True),
        ("content/events/2024/c.md, content/units.yml", True),
        ("content/events/2024/c.md", False),
        ("a.md", False),
        ("", False),
    ],
)
def test_texts_that_name_a_hidden_file(text: str, expect: bool) -> None:
    assert _path_finder(HIDDEN)(text) is expect


def test_nothing_is_hidden_of_an_open_site() -> None:
    assert not _path_finder(frozenset())("content/units.yml")
    assert not _path_finder(frozenset())("")


def test_one_hidden_file_and_two_without_anything_in_common() -> None:
    assert _path_finder(frozenset({"content/a.md"}))("in content/a.md")
    assert _path_finder(frozenset({"noi-dung/a.md", "content/b.md"}))("bei content/b.md.")
