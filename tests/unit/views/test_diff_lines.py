"""One text for both sides of a comparison: each side can be read out of it, as td-columns.js does on wide screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.pledges.text_diff import word_diff
from thidua.views.pledges.diff_lines import DiffLine, diff_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXTS = st.lists(
    st.sampled_from(["giữ", "vững", "an ninh", ".", ",", " ", "  ", "\n", "\n\n", "75%"]),
    max_size=14,
).map("".join)


def side(lines: Iterable[DiffLine], other: str) -> list[str]:
    """What is left without the runs and the beginnings of lines that only the ``other`` side has."""
    found: list[str] = []
    for line in lines:
        own = "".join(run.text for run in line.runs if not run.kind.startswith(other))
        if line.begins == other and found:
            found[-1] += own
        else:
            found.append(own)
    return [text for text in found if text.strip()]


@given(TEXTS, TEXTS)
def test_each_side_can_be_read_out(old: str, new: str) -> None:
    lines = diff_lines(word_diff(old, new))
    assert side(lines, "come") == [line for line in old.split("\n") if line.strip()]
    assert side(lines, "gone") == [line for line in new.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Giữ vững.", "Giữ vững.", [("same", "Giữ vững.")]),
        ("Một.\nHai.", "Một.", [("same", "Một."), ("gone", "[gone Hai.]")]),
        ("Một.", "Một.\n\nHai.", [("same", "Một."), ("come", "[come Hai.]")]),
        ("tổ, đội", "tổ", [("same", "tổ[gone , đội]")]),
        ("tổ đội.", "tổ.", [("same", "tổ[gone_space  ][gone đội].")]),
    ],
)
def test_lines(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    lines = diff_lines(word_diff(old, new))
    assert [
        (
            line.begins,
            "".join(
                run.text if run.kind == "same" else f"[{run.kind} {run.text}]" for run in line.runs
            ),
        )
        for line in lines
    ] == expected
