"""Vietnamese lunar dates against the sky, two other programs and the published lists."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

import lunar_vn
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vnlunar.core import get_lunar_date_from_table

from thidua.calendar.lunar import (
    FIRST_DAY,
    LAST_DAY,
    LunarDate,
    LunarRangeError,
    can_chi,
    is_supported,
    leap_month,
    lunar_of,
    lunar_short,
    lunar_words,
    solar_of,
)
from unit.calendar import astronomy

VIETNAM, CHINA = 7, 8
YEARS = range(1968, 2101)
ALL_DAYS = [FIRST_DAY + dt.timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]

Month = tuple[int, int, bool]


def tet(year: int) -> dt.date | None:
    return solar_of(LunarDate(year, 1, 1))


def gio_to(year: int) -> dt.date | None:
    return solar_of(LunarDate(year, 3, 10))


def first_days() -> dict[Month, dt.date]:
    """Our months that begin in 1968–2100."""
    found = {}
    for day in ALL_DAYS:
        lunar = lunar_of(day)
        if lunar.day == 1:
            found[lunar.year, lunar.month, lunar.leap] = day
    return found


# --- Independent sources ---------------------------------------------------------------------

DISPUTED = {
    (2054, 4, False): {"sky": "2054-05-08", "tables": "2054-05-07", "formula": "2054-05-08"},
    (2072, 11, False): {"sky": "2072-12-09", "tables": "2072-12-09", "formula": "2072-12-10"},
    (2077, 10, False): {"sky": "2077-11-15", "tables": "2077-11-15", "formula": "2077-11-16"},
}
"""The only months of 1968–2100 over which the three sources part; the majority is taken."""


def in_the_sky() -> dict[Month, dt.date]:
    return {month: day for day, month in astronomy.months(VIETNAM).items() if day in ALL_DAYS_SET}


def in_published_tables() -> dict[Month, dt.date]:
    """Hồ Ngọc Đức's tables, as vnlunar carries them."""
    rows = ((day, get_lunar_date_from_table(day.day, day.month, day.year)) for day in ALL_DAYS)
    return {(r["year"], r["month"], bool(r["leap"])): day for day, r in rows if r["day"] == 1}


def by_formula() -> dict[Month, dt.date]:
    """Hồ Ngọc Đức's shorter formula, as lunar-vn computes it."""
    rows = ((day, lunar_vn.solar_to_lunar(day)) for day in ALL_DAYS)
    return {(r.year, r.month, r.leap): day for day, r in rows if r.day == 1}


ALL_DAYS_SET = frozenset(ALL_DAYS)


@pytest.mark.parametrize(
    ("name", "source"),
    [("sky", in_the_sky), ("tables", in_published_tables), ("formula", by_formula)],
)
def test_every_month_begins_as_in_each_independent_source_but_for_the_disputed(name, source):
    ours, theirs = first_days(), source()
    assert ours.keys() == theirs.keys()
    different = {month: theirs[month] for month in ours if ours[month] != theirs[month]}
    expected = {
        month: dt.date.fromisoformat(said[name])
        for month, said in DISPUTED.items()
        if said[name] != _majority(said)
    }
    assert different == expected


@pytest.mark.parametrize(("month", "said"), DISPUTED.items())
def test_a_disputed_month_begins_as_two_of_three_sources_say(month, said):
    assert str(first_days()[month]) == _majority(said)


def _majority(said: dict[str, str]) -> str:
    return Counter(said.values()).most_common(1)[0][0]


@pytest.mark.parametrize("said", DISPUTED.values())
def test_a_disputed_month_begins_with_a_new_moon_within_two_minutes_of_midnight(said):
    day = dt.date.fromisoformat(said["sky"])
    moon = next(m for m in astronomy.new_moons() if astronomy.civil_day(m, VIETNAM) == day)
    assert astronomy.minutes_from_midnight(moon, VIETNAM) < 2


def test_disputed_months_hold_neither_new_year_nor_gio_to():
    assert not {(month, leap) for _, month, leap in DISPUTED} & {(1, False), (3, False)}


@pytest.mark.parametrize("year", YEARS)
def test_tet_and_gio_to_of_every_year_are_those_of_the_sky(year):
    assert tet(year) == astronomy.new_year(year, VIETNAM)
    third = next(d for d, m in astronomy.months(VIETNAM).items() if m == (year, 3, False))
    assert gio_to(year) == third + dt.timedelta(9)


# --- Viet Nam is not China -------------------------------------------------------------------

TET_DIFFERENCES = {
    1968: ("1968-01-29", "1968-01-30"),
    1969: ("1969-02-16", "1969-02-17"),
    1985: ("1985-01-21", "1985-02-20"),
    2007: ("2007-02-17", "2007-02-18"),
    2030: ("2030-02-02", "2030-02-03"),
    2053: ("2053-02-18", "2053-02-19"),
}
"""The published list: Tết in Viet Nam, and the New Year of the Chinese calendar."""


def test_tet_differs_from_the_chinese_new_year_in_the_published_years_only():
    differing = {
        year: (str(tet(year)), str(astronomy.new_year(year, CHINA)))
        for year in YEARS
        if tet(year) != astronomy.new_year(year, CHINA)
    }
    assert differing == TET_DIFFERENCES


@pytest.mark.parametrize(
    ("year", "vietnam", "china"),
    [
        (2009, "2009-04-04", "2009-04-05"),
        (1975, "1975-04-20", "1975-04-21"),
        (2037, "2037-04-24", "2037-04-25"),
        (2038, "2038-04-13", "2038-04-14"),
        (2085, "2085-04-03", "2085-04-04"),
    ],
)
def test_gio_to_differs_also_in_years_when_tet_does_not(year, vietnam, china):
    third = next(d for d, m in astronomy.months(CHINA).items() if m == (year, 3, False))
    assert (str(gio_to(year)), str(third + dt.timedelta(9))) == (vietnam, china)


# --- Published dates -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [
        "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25",
        "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17",
        "2027-02-06", "2028-01-26", "2029-02-13", "2031-01-23", "2032-02-11", "2033-01-31",
    ],
)  # fmt: skip
def test_published_days_of_tet(day):
    assert str(tet(int(day[:4]))) == day


@pytest.mark.parametrize(
    "day",
    [
        "2016-04-16", "2019-04-14", "2020-04-02", "2021-04-21", "2022-04-10", "2023-04-29",
        "2024-04-18", "2025-04-07", "2026-04-26", "2027-04-16", "2028-04-04", "2030-04-12",
    ],
)  # fmt: skip
def test_published_days_of_gio_to(day):
    assert str(gio_to(int(day[:4]))) == day


@pytest.mark.parametrize(
    ("year", "month"),
    [
        (1985, 2), (1987, 7), (2020, 4), (2023, 2), (2025, 6), (2028, 5), (2031, 3), (2033, 11),
        (1984, None), (2024, None), (2026, None),
    ],
)  # fmt: skip
def test_leap_months(year, month):
    assert leap_month(year) == month
    if month:
        assert solar_of(LunarDate(year, month, 1, leap=True))
    else:
        assert all(solar_of(LunarDate(year, n, 1, leap=True)) is None for n in range(1, 12))


def test_no_thirtieth_of_thang_chap_from_2025_to_2032():
    eves = {year: lunar_of(tet(year) - dt.timedelta(1)).day for year in range(2024, 2034)}
    assert [year for year, day in eves.items() if day == 29] == [*range(2025, 2033)]
    assert solar_of(LunarDate(2025, 12, 30)) is None
    assert str(solar_of(LunarDate(2025, 12, 29))) == "2026-02-16"
    assert str(solar_of(LunarDate(2032, 12, 30))) == "2033-01-30"


# --- Laws ------------------------------------------------------------------------------------


def test_every_day_goes_there_and_back():
    assert [day for day in ALL_DAYS if solar_of(lunar_of(day)) != day] == []


def test_days_follow_each_other():
    """The next day is the next of the month, or the first of another after the 29th or 30th."""
    lunar = [lunar_of(day) for day in ALL_DAYS]
    for before, after in pairwise(lunar):
        same = (before.year, before.month, before.leap) == (after.year, after.month, after.leap)
        assert after.day == before.day + 1 if same else (before.day in {29, 30} and after.day == 1)


@given(
    st.builds(
        LunarDate,
        st.integers(1968, 2099),
        st.integers(1, 12),
        st.integers(1, 30),
        st.booleans(),
    )
)
def test_a_lunar_date_is_a_solar_day_that_gives_it_back_or_none(lunar):
    day = solar_of(lunar)
    assert day is None or lunar_of(day) == lunar
    if day is None:
        assert lunar.day == 30 or lunar.leap


# --- Bounds ----------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["1967-12-31", "2101-01-01"])
def test_days_outside_the_range_are_refused_with_the_range(day):
    outside = dt.date.fromisoformat(day)
    assert not is_supported(outside)
    with pytest.raises(LunarRangeError, match="1968-01-01 to 2100-12-31"):
        lunar_of(outside)


@pytest.mark.parametrize(
    "lunar",
    [
        LunarDate(1900, 1, 1),
        LunarDate(1967, 11, 30),
        LunarDate(1967, 12, 1),
        LunarDate(2100, 12, 20),
        LunarDate(2101, 1, 1),
    ],
)
def test_lunar_dates_outside_the_range_are_refused(lunar):
    with pytest.raises(LunarRangeError):
        solar_of(lunar)


def test_the_first_and_last_days_have_lunar_dates():
    assert lunar_of(FIRST_DAY) == LunarDate(1967, 12, 2)
    assert lunar_of(LAST_DAY) == LunarDate(2100, 12, 1)


@pytest.mark.parametrize(("month", "day"), [(0, 1), (13, 1), (1, 0), (1, 31)])
def test_days_no_year_can_have_are_refused(month, day):
    with pytest.raises(ValueError, match="no lunar day"):
        LunarDate(2024, month, day)


def test_leap_month_of_a_year_outside_the_range():
    with pytest.raises(LunarRangeError):
        leap_month(1967)


# --- In words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (1968, "Mậu Thân"),
        (1984, "Giáp Tý"),
        (2024, "Giáp Thìn"),
        (2025, "Ất Tỵ"),
        (2026, "Bính Ngọ"),
        (2100, "Canh Thân"),
    ],
)
def test_can_chi(year, name):
    assert can_chi(year) == name
    assert can_chi(year + 60) == name


@pytest.mark.parametrize(
    ("lunar", "short", "words"),
    [
        (LunarDate(2024, 3, 10), "10/3", "mùng 10 tháng 3 năm Giáp Thìn"),
        (LunarDate(2025, 1, 1), "1/1", "mùng 1 tháng Giêng năm Ất Tỵ"),
        (LunarDate(2023, 12, 30), "30/12", "30 tháng Chạp năm Quý Mão"),
        (LunarDate(2025, 6, 15, leap=True), "15/6 nhuận", "15 tháng 6 nhuận năm Ất Tỵ"),
    ],
)
def test_lunar_dates_in_words(lunar, short, words):
    assert (lunar_short(lunar, "vi"), lunar_words(lunar, "vi")) == (short, words)
