from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.pledges.values import (
    ParseObstacle,
    baseline_of,
    contradicts_comparator,
    format_number,
    implied_comparator,
    parse,
    same_unit,
)
from thidua.reading.fields import COMPARATORS
from thidua.reading.records import Target

READ = [
    # text, number, qualifier, unit, direction, scope
    ("77", "77", "exact", None, None, ""),
    ("04", "4", "exact", None, None, ""),
    ("180000000", "180000000", "exact", None, None, ""),
    ("1.750 hộ", "1750", "exact", "hộ", None, ""),
    ("140.000.000", "140000000", "exact", None, None, ""),
    ("180\u00a0000\u00a0000 đồng", "180000000", "exact", "đồng", None, ""),
    ("180 000 000", "180000000", "exact", None, None, ""),
    ("15,63%", "15.63", "exact", "%", None, ""),
    ("trên 75,5 %", "75.5", "more", "%", None, ""),
    ("Trên 75,5\u00a0%", "75.5", "more", "%", None, ""),
    ("≥ 5%", "5", "at-least", "%", None, ""),
    ("ít nhất 5%", "5", "at-least", "%", None, ""),
    ("không dưới 02 mô hình", "2", "at-least", "mô hình", None, ""),
    ("từ 80% trở lên", "80", "at-least", "%", None, ""),
    ("03 vụ trở xuống", "3", "at-most", "vụ", None, ""),
    ("không quá 3 vụ/tháng", "3", "at-most", "vụ/tháng", None, ""),
    ("giảm ít nhất 5%", "5", "at-least", "%", "giam", ""),
    ("Kéo giảm trên 5% so với năm 2023", "5", "more", "%", "giam", "so với năm 2023"),
    ("tăng 12 phần trăm", "12", "exact", "%", "tang", ""),
    ("-6,2%", "-6.2", "exact", "%", None, ""),
    ("giảm còn 94 vụ", "94", "exact", "vụ", None, ""),
    ("gần 6.500", "6500", "nearly", None, None, ""),
    ("hơn 300 lượt người", "300", "more", "lượt người", None, ""),
    ("khoảng 40", "40", "about", None, None, ""),
    ("trên 1 tỷ", "1000000000", "more", None, None, ""),
    ("1,5 triệu đồng", "1500000", "exact", "đồng", None, ""),
    ("2 tỷ 500 triệu đồng", "2500000000", "exact", "đồng", None, ""),
    ("2 triệu rưỡi", "2500000", "exact", None, None, ""),
    ("5% cả 3 tiêu chí", "5", "exact", "%", None, "cả 3 tiêu chí"),
    ("6,2% (từ 100 xuống 94 vụ)", "6.2", "exact", "%", None, "(từ 100 xuống 94 vụ)"),
    ("77 chỉ tiêu công tác năm 2024", "77", "exact", "chỉ tiêu công tác", None, "năm 2024"),
]

UNREAD = [
    ("Đơn vị Quyết thắng", ParseObstacle.NO_NUMBER),
    ("", ParseObstacle.NO_NUMBER),
    ("10/6/9", ParseObstacle.SEVERAL_NUMBERS),
    ("04/4/2024", ParseObstacle.SEVERAL_NUMBERS),
    ("5–7%", ParseObstacle.SEVERAL_NUMBERS),
    ("5 đến 7%", ParseObstacle.SEVERAL_NUMBERS),
    ("5 vụ, 3 người chết", ParseObstacle.SEVERAL_NUMBERS),
    ("5 vụ và 3 người", ParseObstacle.SEVERAL_NUMBERS),
    ("5 trên 7 chỉ tiêu", ParseObstacle.SEVERAL_NUMBERS),
    ("tăng từ 5% lên 7%", ParseObstacle.SEVERAL_NUMBERS),
    ("6 500", ParseObstacle.SEVERAL_NUMBERS),
    ("15.63%", ParseObstacle.WRONG_SEPARATOR),
    ("1,234,567", ParseObstacle.WRONG_SEPARATOR),
    ("1.2.3", ParseObstacle.WRONG_SEPARATOR),
    ("không giảm 5%", ParseObstacle.UNREAD_WORDS),
    ("vượt 5%", ParseObstacle.UNREAD_WORDS),
    ("80% nhưng chưa bền vững", ParseObstacle.UNREAD_WORDS),
    ("trại giam số 3", ParseObstacle.UNREAD_WORDS),
    ("trên dưới 300", ParseObstacle.UNREAD_WORDS),
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("row", READ, ids=lambda row: row[0])
def test_read(row, form):
    text, number, qualifier, unit, direction, scope = row
    quantity = parse(unicodedata.normalize(form, text))
    assert quantity.number == Decimal(number)
    assert quantity.obstacle is None
    assert (quantity.qualifier, quantity.unit) == (qualifier, unit)
    assert (quantity.direction, quantity.scope) == (direction, scope)


@pytest.mark.parametrize(("text", "obstacle"), UNREAD)
def test_never_guessed(text, obstacle):
    quantity = parse(text)
    assert quantity.number is None
    assert quantity.obstacle is obstacle
    assert quantity.text == text


@pytest.mark.parametrize(
    ("text", "near"),
    [("15.63%", "15,63%"), ("0.500", "0,500"), ("1,234,567 đồng", "1.234.567 đồng"),
     ("1,234.5", "1.234,5"), ("1.2.3", None)],
)  # fmt: skip
def test_foreign_spelling_has_a_proposal(text, near):
    assert parse(text).near == near


@given(st.text())
def test_any_text_is_kept_and_never_fails(text):
    quantity = parse(text)
    assert quantity.text == text
    assert (quantity.number is None) == (quantity.obstacle is not None)


@given(
    st.decimals(min_value=0, max_value=10**12, places=2),
    st.sampled_from(["", "trên ", "ít nhất ", "giảm ", "tăng ít nhất ", "gần "]),
    st.sampled_from(["", "%", " vụ", " lượt người"]),
)
@settings(max_examples=200)
def test_what_is_written_is_read_back(number, before, unit):
    quantity = parse(f"{before}{format_number(number)}{unit}")
    assert quantity.number == number
    assert quantity.unit == (unit.strip() or None)


@given(st.text(alphabet="0123456789,. %trêngiảmíhấkoqáđ/-vụ", max_size=20))
def test_reading_is_blind_to_the_normal_form(text):
    one, other = (parse(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert (one.number, one.qualifier, one.unit) == (other.number, other.qualifier, other.unit)


@pytest.mark.parametrize(
    ("number", "text"),
    [("1750", "1.750"), ("75.50", "75,5"), ("-6.2", "-6,2"), ("0.05", "0,05"), ("1E+9", "1.000.000.000")],
)  # fmt: skip
def test_written(number, text):
    assert format_number(Decimal(number)) == text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("vụ", "Vụ", True), ("chỉ tiêu", "chỉ tiêu công tác", True), (None, None, True),
     (None, "%", False), ("vụ", "vụ án", True), ("người", "người chết", True),
     ("đợt", "đơn vị", False), ("%", "vụ", False)],
)  # fmt: skip
def test_same_unit(one, other, same):
    assert same_unit(one, other) is same
    assert same_unit(other, one) is same


@pytest.mark.parametrize(
    ("comparator", "value", "wrong", "meant"),
    [
        (">=", "giảm ít nhất 5%", True, "giam>="),
        ("giam>=", "giảm ít nhất 5%", False, "giam>="),
        ("giam>=", "ít nhất 5%", False, ">="),
        ("giam>=", "5%", False, None),
        ("giam>=", "giảm không quá 5%", True, None),
        ("tang>=", "giảm 5%", True, "giam>="),
        (">=", "trên 75%", True, ">"),
        (">", "trên 75%", False, ">"),
        ("<=", "không quá 3 vụ", False, "<="),
        (">=", "không quá 3 vụ", True, "<="),
        (">", "77", False, None),
        (">=", "10/6/9", False, None),
    ],
)
def test_words_against_comparator(comparator, value, wrong, meant):
    assert contradicts_comparator(comparator, parse(value)) is wrong
    assert implied_comparator(parse(value)) == meant


@pytest.mark.parametrize("value", [row[0] for row in READ])
def test_the_comparator_that_is_meant_never_contradicts(value):
    quantity = parse(value)
    meant = implied_comparator(quantity)
    assert meant is None or (meant in COMPARATORS and not contradicts_comparator(meant, quantity))


@pytest.mark.parametrize(
    ("baseline", "number"),
    [("120 vụ", 120), ("120 vụ (năm 2023)", 120), ("năm 2023: 120 vụ", 120),
     ("so với năm 2023", None), ("cùng kỳ năm 2023", None), (None, None)],
)  # fmt: skip
def test_baseline(baseline, number):
    target = Target(id="a", article="a", text="a", comparator=">=", value="1", baseline=baseline)
    quantity = baseline_of(target)
    assert quantity.number == number
    assert quantity.text == (baseline or "")
