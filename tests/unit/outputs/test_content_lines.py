"""Lines of a calendar file: escaped, folded, and values of their types."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.outputs import content_lines


def test_a_line_of_74_octets_is_whole_and_the_next_is_cut() -> None:
    assert content_lines.folded(b"x" * 74) == b"x" * 74
    assert content_lines.folded(b"x" * 75) == b"x" * 74 + b"\r\n x"
    assert content_lines.folded(b"x" * 149) == b"x" * 74 + b"\r\n " + b"x" * 74 + b"\r\n x"


def test_no_letter_and_no_escape_is_cut() -> None:
    assert content_lines.folded(b"x" * 72 + "ế.".encode()) == b"x" * 72 + "\r\n ế.".encode()
    assert content_lines.folded(b"x" * 73 + b"\\,y") == b"x" * 73 + b"\r\n \\,y"


@given(st.text("aế,\\;\n🎉", max_size=200))
def test_folding_is_taken_back_and_holds_its_limit(value: str) -> None:
    line = content_lines.text(value).encode()
    folded = content_lines.folded(line)
    assert folded.replace(b"\r\n ", b"") == line
    pieces = folded.split(b"\r\n")
    assert max(map(len, pieces)) <= 75
    assert all(piece.decode() for piece in pieces[:-1])


def test_signs_of_the_format_are_escaped() -> None:
    assert content_lines.text("a\\b;c,d\r\ne\rf\ng:h") == "a\\\\b\\;c\\,d\\ne\\nf\\ng:h"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (dt.timedelta(days=1), "P1D"),
        (dt.timedelta(days=-7), "-P7D"),
        (dt.timedelta(hours=12), "PT12H"),
        (dt.timedelta(days=1, hours=12), "P1DT12H"),
        (dt.timedelta(minutes=-90), "-PT90M"),
        (dt.timedelta(), "P0D"),
    ],
)
def test_durations(length: dt.timedelta, said: str) -> None:
    assert content_lines.duration(length) == said


def test_moments_are_in_utc_or_local() -> None:
    assert content_lines.moment(dt.datetime(2024, 4, 4, 8, 5)) == "20240404T080500"  # noqa: DTZ001 local
    vietnam = dt.timezone(dt.timedelta(hours=7))
    assert content_lines.moment(dt.datetime(2024, 4, 4, 6, tzinfo=vietnam)) == "20240403T230000Z"
    assert content_lines.date(dt.date(931, 1, 2)) == "09310102"
