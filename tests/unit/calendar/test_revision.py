"""When a record was last revised, and the number that rises with it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.calendar.revision import EPOCH, correction, instant, last_revised, sequence
from unit.calendar.made import record


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2024-04-04T12:08", "2024-04-04 05:08"),
        ("2024-04-04", "2024-04-03 17:00"),
        ("2020-08", "2020-07-31 17:00"),
        ("2020", "2019-12-31 17:00"),
        ("0001-01-01", "0001-01-01 17:00"),
    ],
)
def test_texts_mean_vietnamese_time_at_the_earliest(text, utc):
    assert instant(text) == dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("revised", "published", "last"),
    [
        (None, [], None),
        (None, ["2024-04-04T12:08", "2025-11-04"], "2025-11-04"),
        ("2026-01-05", ["2025-11-04"], "2026-01-05"),
        ("2025-01-05", ["2025-11-04"], "2025-11-04"),
        ("2026-01-05T09:30", [], "2026-01-05T09:30"),
        (None, ["1998-01-01"], None),
    ],
)
def test_the_later_of_the_correction_and_the_newest_source(revised, published, last):
    sources = [{"title": "Nguồn"}, *({"title": "Nguồn", "published": day} for day in published)]
    keys = {} if revised is None else {"revised": revised}
    made = record(month="8", day="19", sources=sources, **keys)
    assert last_revised(made) == (instant(last) if last else EPOCH)


@pytest.mark.parametrize(
    ("revised", "told"),
    [
        (None, ""),
        ("2026-01-05", ""),
        (
            {"date": "2026-01-05T09:30", "note": "sai tên"},
            "Đính chính ngày 05 tháng 01 năm 2026: sai tên",
        ),
        ({"date": "2026-01", "note": "sai tên"}, "Đính chính tháng 01 năm 2026: sai tên"),
    ],
)
def test_a_correction_is_told_where_it_has_a_note(revised, told):
    keys = {} if revised is None else {"revised": revised}
    assert correction(record(month="8", day="19", **keys), "vi") == told


@given(*[st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2200, 1, 1))] * 2)  # noqa: DTZ001
def test_a_later_minute_is_a_higher_sequence_that_fits_32_bits(one, other):
    minutes = [day.replace(second=0, microsecond=0, tzinfo=dt.UTC) for day in (one, other)]
    first, second = (sequence(day) for day in minutes)
    assert (first < second) == (minutes[0] < minutes[1])
    assert 0 <= first < 2**31
