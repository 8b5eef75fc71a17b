"""The names of lunar years, the days at the ends of the table, and the day on which a decree takes effect."""

from __future__ import annotations

import datetime as dt

import pytest

from thidua.calendar.anniversaries import (
    AnniversaryClass,
    ceremony,
    classify,
    name_at,
    occurrences,
    ordinal_words,
    round_anniversaries,
)
from thidua.calendar.lunar import LunarDate, LunarRangeError, can_chi, lunar_of, solar_of
from thidua.dates import PartialDate, Span, single
from unit.calendar.made import fixed, held, record

NAMES = "Giáp Tý|Ất Sửu|Bính Dần|Đinh Mão|Mậu Thìn|Kỷ Tỵ|Canh Ngọ|Tân Mùi|Nhâm Thân|Quý Dậu|Giáp Tuất|Ất Hợi|Bính Tý|Đinh Sửu|Mậu Dần"


def test_names_of_years() -> None:
    """1984 begins a cycle of sixty years."""
    assert [can_chi(year) for year in range(1984, 1999)] == NAMES.split("|")
    assert (can_chi(2024), can_chi(2044), can_chi(1983)) == ("Giáp Thìn", "Giáp Tý", "Quý Hợi")


@pytest.mark.parametrize(
    ("day", "expect"),
    [
        ("1968-01-01", LunarDate(1967, 12, 2)), ("1968-01-28", LunarDate(1967, 12, 29)), ("1968-01-29", LunarDate(1968, 1, 1)),
        ("2024-02-09", LunarDate(2023, 12, 30)), ("2024-02-10", LunarDate(2024, 1, 1)), ("2025-07-25", LunarDate(2025, 6, 1, leap=True)),
        ("2025-07-24", LunarDate(2025, 6, 30)), ("2100-12-31", LunarDate(2100, 12, 1)),
    ],
)  # fmt: skip
def test_days_at_the_edges(day: str, expect: LunarDate) -> None:
    assert lunar_of(dt.date.fromisoformat(day)) == expect
    assert solar_of(expect) == dt.date.fromisoformat(day)


@pytest.mark.parametrize("day", ["1967-12-31", "2101-01-01"])
def test_days_outside_of_the_table(day: str) -> None:
    with pytest.raises(LunarRangeError):
        lunar_of(dt.date.fromisoformat(day))


@pytest.mark.parametrize(("month", "day", "exists"), [(1, 1, True), (12, 30, True), (0, 1, False), (13, 1, False), (1, 0, False), (1, 31, False)])  # fmt: skip
def test_lunar_days_there_can_be(month: int, day: int, exists: bool) -> None:
    if exists:
        assert LunarDate(2024, month, day).month == month
    else:
        with pytest.raises(ValueError, match="no lunar day"):
            LunarDate(2024, month, day)


@pytest.mark.parametrize(
    ("ordinal", "expect"),
    [(None, None), (0, None), (1, "khac"), (4, "khac"), (5, "le-5"), (6, "khac"), (9, "khac"), (10, "tron"), (11, "khac"), (15, "le-5"), (100, "tron"), (105, "le-5")],
)  # fmt: skip
def test_classes(ordinal: int | None, expect: str | None) -> None:
    assert classify(ordinal) == expect


@pytest.mark.parametrize(
    ("regime", "ordinal", "day", "expect"),
    [
        ("145-2013", 10, "2013-12-15", None), ("145-2013", 10, "2013-12-16", "theo-nhom-nam"), ("145-2013", 10, "2013-12-17", "theo-nhom-nam"),
        ("145-2013", 7, "2024", "theo-nhom-nam"), ("111-2018", 10, "2018-10-14", None), ("111-2018", 10, "2018-10-15", "duoc-to-chuc"),
        ("111-2018", 10, "2018-10-16", "duoc-to-chuc"), ("111-2018", 5, "2018-10-15", "khong-to-chuc"), ("111-2018", 7, "2018", "khong-to-chuc"),
        ("111-2018", 7, "2017", None), ("none", 10, "2024", None), ("111-2018", 0, "2024", None),
    ],
)  # fmt: skip
def test_the_day_from_which_a_decree_speaks(regime: str, ordinal: int, day: str, expect: str | None) -> None:  # fmt: skip
    assert ceremony(regime, classify(ordinal), single(day)) == expect  # type: ignore[arg-type]


NAMED = record(
    "ngay", kind="fixed", origin="1945-08-12", name="Tên nay",
    names=[{"name": "Tên đầu", "to": "1990-08-11"}, {"name": "Tên giữa", "from": "1990-08-12", "to": "2000-12-31"}],
)  # fmt: skip


@pytest.mark.parametrize(
    ("when", "expect"),
    [
        ("1990-08-11", "Tên đầu"), ("1990-08-12", "Tên giữa"), ("2000-12-31", "Tên giữa"), ("2001-01-01", "Tên nay"),
        # Of a year or a month as a whole the name at its end
        ("1990", "Tên giữa"), ("1990-08", "Tên giữa"), ("1990-07", "Tên đầu"), ("2000", "Tên giữa"),
    ],
)  # fmt: skip
def test_the_name_of_the_day(when: str, expect: str) -> None:
    assert name_at(NAMED, single(when)) == expect


def test_of_several_days_the_first_decides_the_name() -> None:
    span = Span(PartialDate(1990, 8, 11), PartialDate(1990, 8, 13))
    assert name_at(NAMED, span) == "Tên đầu"


@pytest.mark.parametrize(
    ("observed", "recognised", "year", "later"),
    [
        ("1990-08-12", None, 1989, True), ("1990-08-12", None, 1990, False), ("1990-08-13", None, 1990, True), ("1990", None, 1989, True),
        ("1990", None, 1990, False), (None, "1990-08-12", 1990, False), (None, "1990-08-13", 1990, True), (None, None, 1990, False),
        # Observed from a year in which it was recognised: that day decides
        ("1990", "1990-12-01", 1990, True), ("1990", "1990-08-12", 1990, False), ("1990", "1995-12-01", 1990, False),
    ],
)  # fmt: skip
def test_years_before_anybody_counted(observed: str | None, recognised: str | None, year: int, later: bool) -> None:  # fmt: skip
    keys = {"observed_from": observed, "recognised_on": recognised}
    made = fixed("ngay", "1945-08-12", **{key: value for key, value in keys.items() if value})
    assert held(made, year).counted_later is later


@pytest.mark.parametrize(
    ("keys", "year", "expect"),
    [
        ({}, 1944, ""), ({}, 1945, ""), ({}, 1946, "1 năm"), ({}, 2025, "80 năm"),
        # Held for the first time on the day it is counted from, as far as is known
        ({"observed_from": "1945"}, 1945, "lần đầu"), ({"observed_from": "1945-08-12"}, 1945, "lần đầu"), ({"recognised_on": "1945-06-01"}, 1945, "lần đầu"),
        ({"observed_from": "1945-08-13"}, 1945, ""), ({"observed_from": "1946"}, 1945, ""),
    ],
)  # fmt: skip
def test_ordinals(keys: dict[str, str], year: int, expect: str) -> None:
    assert ordinal_words(fixed("ngay", "1945-08-12", **keys), year, "vi") == expect


CALLED = [{"name": "Ngày A", "from": "1980", "to": "1999"}, {"name": "Ngày B", "from": "2005"}]


@pytest.mark.parametrize(
    ("names", "year", "title"),
    [
        (CALLED, 1979, "Ngày (tên gọi sau này)"), (CALLED, 1980, "Ngày A"), (CALLED, 1999, "Ngày A"), (CALLED, 2000, "Ngày (tên gọi sau này)"),
        (CALLED, 2004, "Ngày (tên gọi sau này)"), (CALLED, 2005, "Ngày B"), (CALLED, 2040, "Ngày B"),
        # A former name of which only the end is known reaches back; after it comes the name of today
        ([{"name": "Ngày A", "to": "1999"}], 1950, "Ngày A"), ([{"name": "Ngày A", "to": "1999"}], 2000, "Ngày"), ([], 1950, "Ngày"),
    ],
)  # fmt: skip
def test_a_name_it_only_got_later_says_so(names: list[dict[str, str]], year: int, title: str) -> None:  # fmt: skip
    made = fixed("ngay", "1945-08-12", names=names)
    assert held(made, year).title("vi") == title
    assert [one.title("vi") for one in occurrences([made], year, year)] == [title]


LATER = {"observed_from": "1999", "recognised_on": "1999-09-01"}


@pytest.mark.parametrize(
    ("keys", "listed"),
    [
        # First and last of the years 1995 to 2005 that a list holds
        (LATER, (2000, 2005)), ({"observed_from": "1999"}, (1999, 2005)), ({"recognised_on": "2004-12-21"}, (2005, 2005)), ({}, (1995, 2005)),
        ({"origin": "1996-08-12"}, (1997, 2005)), ({"origin": "1996-08-12", "observed_from": "1996"}, (1996, 2005)),
        ({"origin": None, "observed_from": "1998"}, (1998, 2005)),
    ],
)  # fmt: skip
def test_lists_hold_no_year_before_it_was_observed(keys: dict[str, str | None], listed: tuple[int, int]) -> None:  # fmt: skip
    whole = {"origin": "1945-08-12", "month": "8", "day": "12", **keys}
    made = record("ngay", **{key: value for key, value in whole.items() if value})
    years = [one.year for one in occurrences([made], 1995, 2005)]
    assert years == list(range(listed[0], listed[1] + 1))
    rounds = round_anniversaries([made], 1995, 2005, classes=frozenset(AnniversaryClass))
    assert [one.year for one in rounds] == [y for y in years if held(made, y).ordinal]


@pytest.mark.parametrize(("year", "day"), [(2023, "2023-02-28"), (2024, "2024-02-29"), (2100, "2100-02-28")])  # fmt: skip
def test_the_29th_of_february_in_common_years(year: int, day: str) -> None:
    assert str(held(fixed("nhuan", "1964-02-29"), year).span) == day


def test_a_period_over_the_end_of_a_year() -> None:
    made = record("dip", kind="period", month="12", day="20", to={"month": "1", "day": "5"})
    assert str(held(made, 2024).span) == "2024-12-20/2025-01-05"
    same = record("dip", kind="period", month="12", day="20", to={"month": "12", "day": "20"})
    assert str(held(same, 2024).span) == "2024-12-20"
