"""Dates: precision is kept, words are those of official style."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.dates import (
    ImpossibleDateError,
    PartialDate,
    Span,
    months_of_any_year,
    short,
    single,
    span_short,
    span_words,
    words,
)


@pytest.mark.parametrize(
    ("iso", "brief", "full"),
    [
        ("2024-04-04", "04/4/2024", "thứ Năm, ngày 04 tháng 4 năm 2024"),
        ("2024-02-01", "01/02/2024", "thứ Năm, ngày 01 tháng 02 năm 2024"),
        ("2025-11-23", "23/11/2025", "Chủ nhật, ngày 23 tháng 11 năm 2025"),
        ("2024-11", "tháng 11/2024", "tháng 11 năm 2024"),
        ("2019", "năm 2019", "năm 2019"),
    ],
)
def test_words(iso: str, brief: str, full: str) -> None:
    date = PartialDate.parse(iso)
    assert (short(date, "vi"), words(date, "vi"), str(date)) == (brief, full, iso)


@pytest.mark.parametrize(
    ("start", "end", "brief", "full"),
    [
        ("2025-12-23", "2025-12-25", "23–25/12/2025", "từ ngày 23 đến ngày 25 tháng 12 năm 2025"),
        ("2025-12-28", "2026-01-02", "28/12/2025 – 02/01/2026", "từ ngày 28 tháng 12 năm 2025 đến ngày 02 tháng 01 năm 2026"),
        ("2021-07-01", "2021-08", "01/7/2021 – hết tháng 8/2021", "từ ngày 01 tháng 7 năm 2021 đến hết tháng 8 năm 2021"),
        ("2021-09", "2021-10-15", "tháng 9/2021 – 15/10/2021", "từ tháng 9 năm 2021 đến ngày 15 tháng 10 năm 2021"),
        ("2020", "2025", "2020–2025", "từ năm 2020 đến năm 2025"),
        ("2025-07-01", None, "từ 01/7/2025", "từ ngày 01 tháng 7 năm 2025"),
        ("0001", "2025-06-30", "đến 30/6/2025", "đến ngày 30 tháng 6 năm 2025"),
    ],
)  # fmt: skip
def test_spans(start: str, end: str | None, brief: str, full: str) -> None:
    span = Span(PartialDate.parse(start), PartialDate.parse(end) if end else None)
    assert (span_short(span, "vi"), span_words(span, "vi")) == (brief, full)


@pytest.mark.parametrize("text", ["2024-02-30", "2023-02-29", "2024-13", "2024-00-10"])
def test_days_that_never_were(text: str) -> None:
    with pytest.raises(ImpossibleDateError):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text", ["24-04-04", "2024-4-4", "04/04/2024", "", "2024-04-04T08:00", "0000"]
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("2024-03-01", "2024-02-29", "2024-03-02"),
        ("2024-01", "2023-12", "2024-02"),
        ("2024", "2023", "2025"),
    ],
)
def test_neighbours_are_as_exact(text: str, before: str, after: str) -> None:
    date = PartialDate.parse(text)
    assert (str(date.preceding), str(date.following)) == (before, after)


@given(st.dates())
def test_a_day_is_its_own_first_and_last(day: dt.date) -> None:
    date = PartialDate.of(day)
    assert date.first == date.last == day
    assert PartialDate.parse(str(date)) == date


def test_a_year_covers_its_days_and_says_no_more() -> None:
    span = single("2019")
    assert span.covers(dt.date(2019, 1, 1))
    assert span.covers(dt.date(2019, 12, 31))
    assert not span.covers(dt.date(2020, 1, 1))
    assert str(span) == "2019"


def test_less_exact_dates_stand_before_the_days_they_hold() -> None:
    order = ["2019", "2019-01", "2019-01-01", "2019-02"]
    assert [str(d) for d in sorted(map(PartialDate.parse, reversed(order)))] == order


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-04-04", "2024-04-04", {4}),
        ("2024-04", "2024-04", {4}),
        ("2024-04-30", "2024-05-01", {4, 5}),
        ("2024-12-31", "2025-01-01", {1, 12}),
        ("2024-11", None, {11}),
        ("2024", "2024", set(range(1, 13))),
        # The day it ends on is known, and stands in the calendar of its month.
        ("2024", "2025-03-02", set(range(1, 13))),
        ("2020-03-01", "2023-02-01", set(range(1, 13))),
    ],
)  # fmt: skip
def test_the_months_of_any_year(start: str, end: str | None, months: set[int]) -> None:
    span = Span(PartialDate.parse(start), PartialDate.parse(end) if end else None)
    assert months_of_any_year(span) == months
