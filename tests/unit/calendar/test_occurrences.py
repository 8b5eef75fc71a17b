"""Occurrences: lunar days, editions, periods, and which of them a window of years holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.calendar.anniversaries import (
    AnniversaryClass,
    edition_words,
    looking_ahead_text,
    occurrence_in,
    occurrences,
    ordinal_words,
    round_anniversaries,
)
from thidua.dates import PartialDate, Span
from unit.calendar.made import fixed, held, record

# --- Lunar days, editions, periods -----------------------------------------------------------

GIO_TO = record("gio-to", kind="lunar", month="3", day="10", name="Giỗ Tổ", regime="145-2013")
GIAO_THUA = record("giao-thua", kind="lunar", month="12", day="30", name="Giao thừa")
CONGRESS = record(
    "dai-hoi",
    kind="edition",
    editions=[
        {"number": "VII", "from": "2015-08-03", "to": "2015-08-05"},
        {"number": "VIII", "label": "lần thứ VIII", "from": "2020-08"},
        {"number": "IX", "from": "2025-08-06"},
        {"number": "X"},
    ],
)


def test_a_lunar_day_has_a_can_chi_year_and_no_number():
    found = held(GIO_TO, 2024)
    assert str(found.span) == "2024-04-18"
    assert (found.ordinal, found.class_, found.ceremony) == (None, None, None)
    assert found.can_chi == "Giáp Thìn"


@pytest.mark.parametrize(
    ("year", "day", "solar"), [(2023, 30, "2024-02-09"), (2024, 29, "2025-01-28")]
)
def test_giao_thua_is_the_last_day_of_the_year_be_it_the_29th_or_30th(year, day, solar):
    found = held(GIAO_THUA, year)
    assert found.lunar is not None
    assert (found.lunar.day, str(found.span)) == (day, solar)


def test_a_lunar_day_is_never_that_of_a_leap_month():
    assert [str(o.span) for o in occurrences([GIO_TO], 2023, 2023)] == ["2023-04-29"]
    sixth = record(kind="lunar", month="6", day="1")
    assert [str(o.span) for o in occurrences([sixth], 2025, 2025)] == ["2025-06-25"]


def test_a_lunar_day_is_not_kept_before_its_observance():
    day = record(kind="lunar", month="3", day="10", observed_from="2007")
    assert [occurrence_in(day, year) is None for year in (2006, 2007)] == [True, False]


def test_lunar_days_are_not_computed_outside_1968_to_2100():
    assert occurrence_in(GIO_TO, 1967) is None
    assert occurrence_in(GIO_TO, 2101) is None
    assert occurrence_in(GIAO_THUA, 2100) is None  # a day of 2101


@pytest.mark.parametrize(
    ("year", "span", "edition"),
    [
        (2015, "2015-08-03/2015-08-05", "lần thứ VII"),
        (2020, "2020-08", "lần thứ VIII"),
        (2025, "2025-08-06", "lần thứ IX"),
    ],
)
def test_a_congress_has_the_number_of_its_edition(year, span, edition):
    found = held(CONGRESS, year)
    assert (str(found.span), edition_words(found.edition, "vi"), found.ordinal) == (
        span,
        edition,
        None,
    )


def test_no_edition_no_occurrence():
    assert occurrence_in(CONGRESS, 2024) is None
    assert occurrence_in(CONGRESS, 2030) is None


def test_a_period_has_its_days_and_counts_from_its_origin():
    """“Hà Nội – Điện Biên Phủ trên không”: 18–29/12/1972; 50 in 2022."""
    keys = {"origin": "1972-12-18", "month": "12", "day": "18", "to": {"month": "12", "day": "29"}}
    found = held(record(kind="period", **keys), 2022)
    assert (str(found.span), found.ordinal) == ("2022-12-18/2022-12-29", 50)


def test_a_period_over_the_end_of_the_year_touches_both_years():
    winter = record(kind="period", month="12", day="20", to={"month": "1", "day": "10"})
    assert str(held(winter, 2024).span) == "2024-12-20/2025-01-10"
    assert [o.year for o in occurrences([winter], 2025, 2025)] == [2024, 2025]


def test_a_period_can_be_anchored_on_lunar_days():
    """Cao điểm bảo vệ Tết: 15 tháng Chạp to 15 tháng Giêng of the next lunar year."""
    days = {"lunar": {"month": "12", "day": "15"}, "to": {"month": "1", "day": "15"}}
    found = held(record(kind="period", **days), 2024)
    assert str(found.span) == "2025-01-14/2025-02-12"


@pytest.mark.parametrize(
    ("year", "day"), [(2024, "2024-02-29"), (2025, "2025-02-28"), (2100, "2100-02-28")]
)
def test_29_february_is_kept_on_the_28th_in_common_years(year, day):
    found = held(fixed("nhuan", "2004-02-29"), year)
    assert (str(found.span), found.ordinal) == (day, year - 2004)


# --- In words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("commemoration", "year", "words", "ahead"),
    [
        (fixed("cand", "1945-08-19"), 2025, "80 năm", "hướng tới 80 năm (2025)"),
        (
            fixed("ngay-hoi", "2005-08-19", observed_from="2005"),
            2005,
            "lần đầu",
            "hướng tới lần đầu (2005)",
        ),
        (CONGRESS, 2025, "lần thứ IX", "hướng tới lần thứ IX (2025)"),
        (CONGRESS, 2030, "", "hướng tới năm 2030"),
        (GIO_TO, 2024, "năm Giáp Thìn", "hướng tới năm Giáp Thìn (2024)"),
        (record(month="3", day="8"), 2026, "", "hướng tới năm 2026"),
    ],
)
def test_ordinals_in_words(commemoration, year, words, ahead):
    assert ordinal_words(commemoration, year, "vi") == words
    assert looking_ahead_text(commemoration, year, "vi") == ahead


# --- Windows ---------------------------------------------------------------------------------

ON_19_AUGUST = [
    fixed("ngay-hoi", "2005-08-19"),
    fixed("cand", "1945-08-19"),
    fixed("cach-mang-thang-8", "1945-08-19"),
]


def test_several_commemorations_on_one_day_are_all_there_in_order_of_ids():
    found = occurrences(ON_19_AUGUST, 2025, 2025)
    assert [o.commemoration for o in found] == ["cach-mang-thang-8", "cand", "ngay-hoi"]
    assert found == occurrences(reversed(ON_19_AUGUST), 2025, 2025)


def test_a_window_is_of_solar_days():
    """Giao thừa of the lunar year 2024 is a day of January 2025."""
    found = occurrences([GIAO_THUA, *ON_19_AUGUST[:1]], 2025, 2026)
    assert [(str(o.span), o.year) for o in found] == [
        ("2025-01-28", 2024),
        ("2025-08-19", 2025),
        ("2026-02-16", 2025),
        ("2026-08-19", 2026),
    ]


def test_round_anniversaries_of_the_next_years():
    days = [*ON_19_AUGUST, fixed("tham-muu", "1946-04-18"), GIO_TO, CONGRESS]
    assert [
        (o.year, o.commemoration, o.ordinal) for o in round_anniversaries(days, 2025, 2029)
    ] == [
        (2025, "cach-mang-thang-8", 80),
        (2025, "cand", 80),
        (2025, "ngay-hoi", 20),
        (2026, "tham-muu", 80),
    ]


def test_round_anniversaries_with_those_ending_in_five():
    both = frozenset({AnniversaryClass.TRON, AnniversaryClass.LE_5})
    found = round_anniversaries([fixed("ngay-hoi", "2005-08-19")], 2025, 2030, classes=both)
    assert [o.ordinal for o in found] == [20, 25]


@given(
    st.integers(1900, 2050),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 120),
)
def test_ordinals_rise_by_one_a_year_and_the_day_stays(year, month, day, later):
    commemoration = fixed("ngay", f"{year}-{month:02d}-{day:02d}")
    found = held(commemoration, year + later)
    assert found.ordinal == later
    assert found.span == Span(*[PartialDate(year + later, month, day)] * 2)
