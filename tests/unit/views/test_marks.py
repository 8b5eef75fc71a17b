"""The shapes of kinds of events, the same wherever an event is shown."""

from __future__ import annotations

from itertools import permutations
from typing import get_args

import pytest

from thidua.reading.records import Kind
from thidua.views.shared.marks import kind_marks, mark_of, marks_of


@pytest.mark.parametrize(
    ("kinds", "marks", "weightiest"),
    [
        (["phat-dong"], ["event"], "event"),
        (["ky-giao-uoc"], ["signing"], "signing"),
        (["phat-dong", "ky-giao-uoc"], ["signing", "signing"], "signing"),
        (["ky-giao-uoc", "phat-dong"], ["signing", "signing"], "signing"),
        (["tong-ket", "phat-dong"], ["review", "review"], "review"),
        (["tong-ket", "ky-giao-uoc"], ["review", "signing"], "signing"),
        (["khen-thuong", "so-ket"], ["award", "review"], "review"),
        (["phat-dong", "hoi-thi"], ["event", "event"], "event"),
        (["hoi-thi", "ky-giao-uoc"], ["event", "signing"], "signing"),
        (["khac"], ["event"], "event"),
    ],
)
def test_each_kind_has_a_mark(kinds: list[str], marks: list[str], weightiest: str) -> None:
    assert list(kind_marks(kinds)) == marks
    assert mark_of(kinds) == weightiest


@pytest.mark.parametrize("kinds", list(permutations(get_args(Kind), 2)))
def test_pages_and_timelines_show_the_same_marks(kinds: tuple[str, ...]) -> None:
    assert set(kind_marks(kinds)) == set(marks_of(kinds))
