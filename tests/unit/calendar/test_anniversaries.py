"""Ordinals, classes and what follows from them, in tables that can be read as documentation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.calendar.anniversaries import (
    AnniversaryClass,
    Ceremony,
    ceremony,
    classify,
    occurrence_in,
    ordinal_words,
)
from thidua.dates import single
from unit.calendar.made import fixed, held, record

# --- The ordinals printed by the press -------------------------------------------------------

ORIGINS = {
    "cand": "1945-08-19",
    "ngay-hoi": "2005-08-19",
    "sau-dieu-day": "1948-03-11",
    "thi-dua-ai-quoc": "1948-06-11",
    "annd": "1946-07-12",
    "csnd": "1962-07-20",
    "tham-muu": "1946-04-18",
    "cshs": "1946-04-18",
    "csgt": "1946-02-21",
    "cscd": "1974-04-15",
    "pccc-cnch": "1961-10-04",
    "xd-phong-trao": "1967-06-16",
    "phap-che": "1975-10-27",
    "trai-giam": "1950-11-07",
    "cong-an-xa": "1950-10-10",
    "dang": "1930-02-03",
    "30-4": "1975-04-30",
    "dien-bien-phu": "1954-05-07",
    "ngay-sinh-bac": "1890-05-19",
    "cach-mang-thang-8": "1945-08-19",
    "quoc-khanh": "1945-09-02",
    "thuong-binh": "1947-07-27",
    "ra-di": "1911-06-05",
    "qdnd": "1944-12-22",
}


@pytest.mark.parametrize(
    ("id_", "year", "ordinal", "class_"),
    [
        ("cand", 2020, 75, "le-5"),
        ("cand", 2024, 79, "khac"),
        ("cand", 2025, 80, "tron"),
        # First held in 2005, which is 0: an edition number would be one more.
        ("ngay-hoi", 2022, 17, "khac"),
        ("ngay-hoi", 2024, 19, "khac"),
        ("ngay-hoi", 2025, 20, "tron"),
        ("sau-dieu-day", 2018, 70, "tron"),
        ("sau-dieu-day", 2023, 75, "le-5"),
        ("sau-dieu-day", 2024, 76, "khac"),
        ("sau-dieu-day", 2025, 77, "khac"),
        ("thi-dua-ai-quoc", 2018, 70, "tron"),
        ("thi-dua-ai-quoc", 2022, 74, "khac"),
        ("thi-dua-ai-quoc", 2023, 75, "le-5"),
        ("annd", 2021, 75, "le-5"),
        ("annd", 2024, 78, "khac"),
        ("csnd", 2010, 48, "khac"),
        ("csnd", 2012, 50, "tron"),
        ("csnd", 2022, 60, "tron"),
        ("tham-muu", 2015, 69, "khac"),
        ("tham-muu", 2026, 80, "tron"),
        ("cshs", 2021, 75, "le-5"),
        ("csgt", 2026, 80, "tron"),
        ("cscd", 2024, 50, "tron"),
        ("pccc-cnch", 2021, 60, "tron"),
        ("xd-phong-trao", 2017, 50, "tron"),
        ("phap-che", 2025, 50, "tron"),
        ("trai-giam", 2015, 65, "le-5"),
        ("trai-giam", 2020, 70, "tron"),
        ("cong-an-xa", 2010, 60, "tron"),
        ("dang", 2020, 90, "tron"),
        ("dang", 2026, 96, "khac"),
        ("30-4", 2020, 45, "le-5"),
        ("30-4", 2025, 50, "tron"),
        ("dien-bien-phu", 2024, 70, "tron"),
        ("ngay-sinh-bac", 2020, 130, "tron"),
        ("ngay-sinh-bac", 2025, 135, "le-5"),
        ("cach-mang-thang-8", 2025, 80, "tron"),
        ("quoc-khanh", 2024, 79, "khac"),
        ("quoc-khanh", 2025, 80, "tron"),
        ("thuong-binh", 2021, 74, "khac"),
        ("thuong-binh", 2023, 76, "khac"),
        ("thuong-binh", 2025, 78, "khac"),
        ("ra-di", 2011, 100, "tron"),
        ("qdnd", 2025, 81, "khac"),
        # The five of the Party's guidance for 2021 (165-HD/BTGTW).
        ("dang", 2021, 91, "khac"),
        ("30-4", 2021, 46, "khac"),
        ("dien-bien-phu", 2021, 67, "khac"),
        ("ngay-sinh-bac", 2021, 131, "khac"),
        ("cach-mang-thang-8", 2021, 76, "khac"),
    ],
)
def test_ordinals_and_classes_as_printed(id_, year, ordinal, class_):
    origin = ORIGINS[id_]
    found = occurrence_in(fixed(id_, origin), year)
    assert found is not None
    assert (found.ordinal, found.class_) == (ordinal, class_)
    assert str(found.span) == f"{year}{origin[4:]}"


@pytest.mark.parametrize(
    ("year", "ordinal", "class_"), [(2019, 50, "tron"), (2024, 55, "le-5"), (2025, 56, "khac")]
)
def test_a_year_only_origin_gives_a_year(year, ordinal, class_):
    """55 năm thực hiện Di chúc (1969–2024) has no agreed day, so none is made up."""
    found = occurrence_in(record("di-chuc", origin="1969", observed_from="1970"), year)
    assert found is not None
    assert (found.ordinal, found.class_, str(found.span)) == (ordinal, class_, str(year))


def test_a_month_without_a_day_gives_a_month():
    found = occurrence_in(record(kind="period", month="6"), 2025)
    assert found is not None
    assert (str(found.span), found.ordinal, found.class_) == ("2025-06", None, None)


def test_a_day_without_a_known_origin_has_no_ordinal():
    assert ordinal_words(record(month="3", day="8"), 2025, "vi") == ""


# --- Before, at and after the beginning ------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "ordinal", "class_", "first"),
    [
        (2005, 0, None, True),  # 0 ends in 0, but nothing is remembered yet
        (2006, 1, "khac", False),
        (2010, 5, "le-5", False),
        (2015, 10, "tron", False),
    ],
)
def test_the_first_holding_is_zero_and_has_no_class(year, ordinal, class_, first):
    found = occurrence_in(fixed("ngay-hoi", "2005-08-19"), year)
    assert found is not None
    assert (found.ordinal, found.class_, found.is_first) == (ordinal, class_, first)


def test_nothing_before_the_origin():
    assert occurrence_in(fixed("ngay-hoi", "2005-08-19"), 2004) is None
    assert ordinal_words(fixed("ngay-hoi", "2005-08-19"), 2004, "vi") == ""


def test_without_an_origin_nothing_before_the_observance():
    day = record(month="11", day="9", observed_from="2013")
    assert [occurrence_in(day, year) is None for year in (2012, 2013, 2014)] == [True, False, False]


CSHS = {"observed_from": "2008", "recognised_on": "2008-12-08"}


@pytest.mark.parametrize(
    ("keys", "year", "later"),
    [
        (CSHS, 2000, True),
        (CSHS, 2008, True),  # recognised in December, after 18 April
        (CSHS, 2009, False),
        ({"observed_from": "1999", "recognised_on": "1999-02-09"}, 1998, True),
        ({"observed_from": "1999", "recognised_on": "1999-02-09"}, 1999, False),
        ({"recognised_on": "2021-12-21"}, 2021, True),
        ({"recognised_on": "2021-12-21"}, 2022, False),
        # Kept since 1990, recognised in 2005: the years between were counted at the time.
        ({"observed_from": "1990", "recognised_on": "2005-06-01"}, 1995, False),
        ({}, 1947, False),
    ],
)
def test_years_before_recognition_are_counted_later(keys, year, later):
    """The origin may be older than the decision (Tham mưu: 1946, recognised in 1999)."""
    found = occurrence_in(fixed("cshs", "1946-04-18", **keys), year)
    assert found is not None
    assert found.counted_later is later
    assert found.ordinal == year - 1946


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2015, "Ngày truyền thống Cảnh sát PCCC"),
        (2020, "Ngày truyền thống Cảnh sát PCCC"),
        (2021, "Ngày truyền thống Cảnh sát PCCC và CNCH"),
        (2025, "Ngày truyền thống Cảnh sát PCCC và CNCH"),
    ],
)
def test_the_name_is_the_one_of_that_year(year, name):
    day = fixed(
        "pccc-cnch",
        "1961-10-04",
        name="Ngày truyền thống Cảnh sát PCCC và CNCH",
        names=[{"name": "Ngày truyền thống Cảnh sát PCCC", "to": "2021-02-21"}],
    )
    found = occurrence_in(day, year)
    assert found is not None
    assert found.name == name


def test_a_year_only_commemoration_bears_the_name_it_had_at_the_years_end():
    day = record(name="Tên mới", origin="1969", names=[{"name": "Tên cũ", "to": "2020-06-30"}])
    assert [held(day, year).name for year in (2019, 2020)] == ["Tên cũ", "Tên mới"]


# --- What the decrees say --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regime", "year", "consequence"),
    [
        ("111-2018", 2025, Ceremony.MAY_BE_HELD),  # 80, năm tròn
        ("111-2018", 2020, Ceremony.NOT_HELD),  # 75: the decree has no năm lẻ 5
        ("111-2018", 2024, Ceremony.NOT_HELD),
        ("111-2018", 2015, None),  # 70, but the decree is in force from 15 October 2018
        ("145-2013", 2025, Ceremony.GRADED),
        ("145-2013", 2020, Ceremony.GRADED),
        ("145-2013", 2024, Ceremony.GRADED),
        ("145-2013", 2013, None),  # in force from 16 December 2013
        ("none", 2025, None),
    ],
)
def test_consequence_by_decree(regime, year, consequence):
    found = held(fixed("cand", "1945-08-19", regime), year)
    assert (found.regime, found.ceremony) == (regime, consequence)


def test_a_decree_applies_from_its_own_day():
    assert ceremony("111-2018", AnniversaryClass.TRON, single("2018-10-14")) is None
    assert ceremony("111-2018", AnniversaryClass.TRON, single("2018-10-15")) is not None


def test_consequences_name_their_article():
    assert "khoản 3 Điều 4" in Ceremony.MAY_BE_HELD.words("vi")
    assert "khoản 2 Điều 9" in Ceremony.NOT_HELD.words("vi")
    assert "145/2013/NĐ-CP" in Ceremony.GRADED.words("vi")


def test_classes_in_words():
    assert [c.words("vi") for c in AnniversaryClass] == ["năm tròn", "năm lẻ 5", "năm khác"]


@given(st.integers(1, 3000))
def test_the_class_depends_on_the_last_digit_of_the_number_of_years(ordinal):
    expected = {"0": "tron", "5": "le-5"}.get(str(ordinal)[-1], "khac")
    assert classify(ordinal) == expected
