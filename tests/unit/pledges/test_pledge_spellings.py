"""Every spelling that is read in a value, written out: a word lost from a table would leave numbers of editors unread."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thidua.pledges.values import (
    ParseObstacle,
    baseline_of,
    format_number,
    parse,
    quantity_of,
    same_unit,
    unit_fits,
    unit_key,
)
from thidua.reading.records import Target

HEADS = {
    "at-least": "ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|không kém|≥|>=",
    "at-most": "không quá|tối đa|nhiều nhất|không vượt quá|không cao hơn|không nhiều hơn|không trên|không hơn|≤|<=",
    "more": "trên|hơn|>",
    "less": "dưới|ít hơn|thấp hơn|chưa đến|chưa tới|chưa đầy|<",
    "nearly": "gần|ngót",
    "about": "khoảng|xấp xỉ|xấp xỷ|chừng|ước|ước đạt|ước tính|~|≈",
    "exact": (
        "giảm còn|giảm xuống|giảm xuống còn|tăng lên|nâng lên|còn|đạt|đã đạt|phấn đấu|phấn đấu đạt|đã|được|là|có|từ|mức|tỷ lệ|"
        "tỉ lệ|thực hiện|hoàn thành|bằng|đúng|=|:"
    ),
}


@pytest.mark.parametrize(
    ("head", "qualifier"),
    [(head, qualifier) for qualifier, heads in HEADS.items() for head in heads.split("|")],
)
def test_words_before_a_number(head: str, qualifier: str) -> None:
    for text in (f"{head} 7 vụ", f"{head.capitalize()} 7 vụ"):
        found = parse(text)
        assert (found.number, found.qualifier, found.unit) == (7, qualifier, "vụ")
        assert (found.direction, found.obstacle, found.near, found.signed) == (None, None, None, False)  # fmt: skip


@pytest.mark.parametrize(
    ("head", "direction"), [("giảm", "giam"), ("kéo giảm", "giam"), ("tăng", "tang"), ("tăng thêm", "tang")]
)  # fmt: skip
def test_words_of_a_change(head: str, direction: str) -> None:
    found = parse(f"{head} 7%")
    assert (found.number, found.direction, found.qualifier) == (7, direction, "exact")


@pytest.mark.parametrize(
    "head",
    ["giam", "tang", "it nhat", "hạ", "vượt", "quá", "không", "ít nhất không quá", "tăng giảm", "trên dưới", "đạtt", "giảmx"],
)  # fmt: skip
def test_any_other_word_leaves_the_number_unread(head: str) -> None:
    found = parse(f"{head} 7 vụ")
    assert (found.number, found.obstacle) == (None, ParseObstacle.UNREAD_WORDS)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("2 chục hộ", 20, "hộ"), ("2 trăm hộ", 200, "hộ"), ("2 nghìn hộ", 2_000, "hộ"), ("2 ngàn hộ", 2_000, "hộ"),
        ("2 vạn hộ", 20_000, "hộ"), ("2 triệu đồng", 2_000_000, "đồng"), ("2 tỷ đồng", 2_000_000_000, "đồng"),
        ("2 tỉ đồng", 2_000_000_000, "đồng"), ("2 nghìn tỷ đồng", 2_000_000_000_000, "đồng"),
        ("2 nghìn tỉ đồng", 2_000_000_000_000, "đồng"), ("2 ngàn tỷ đồng", 2_000_000_000_000, "đồng"),
        ("2 tỷ rưỡi", 2_500_000_000, None), ("1 trăm rưỡi", 150, None), ("2 tỷ 500 triệu đồng", 2_500_000_000, "đồng"),
        ("1 tỷ 200 triệu 300 nghìn đồng", 1_200_300_000, "đồng"), ("1,5 tỷ 5 triệu đồng", 1_505_000_000, "đồng"),
        # No magnitude: the word is another one
        ("2 tỷ lệ", 2, "tỷ lệ"), ("2 trămx", 2, "trămx"), ("2 nghìn", 2_000, None),
    ],
)  # fmt: skip
def test_magnitudes_in_words(text: str, number: int, unit: str | None) -> None:
    assert (parse(text).number, parse(text).unit) == (number, unit)


@pytest.mark.parametrize("text", ["2 triệu 3 tỷ", "2 triệu 3 triệu", "2 tỷ 5 vụ", "2 tỷ 500"])
def test_magnitudes_that_do_not_fall_are_several_numbers(text: str) -> None:
    assert (parse(text).number, parse(text).obstacle) == (None, ParseObstacle.SEVERAL_NUMBERS)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"), ("1", "1"), ("007", "7"), ("999", "999"), ("1.000", "1000"), ("12.000", "12000"), ("123.000", "123000"),
        ("1.234.567", "1234567"), ("1.234,5", "1234.5"), ("0,5", "0.5"), ("12,345", "12.345"), ("1 234 567", "1234567"),
        ("12 345 678", "12345678"), ("1\u2009234", "1234"), ("1\u202f234", "1234"), ("1\u00a0234\u00a0567", "1234567"),
        ("−5", "-5"), ("-5", "-5"), ("+5", "5"),
    ],
)  # fmt: skip
def test_numbers_as_vietnamese_writes_them(text: str, number: str) -> None:
    assert parse(text).number == Decimal(number)
    assert parse(text).signed is (text[0] in "+-−")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("0.123", "0,123"), ("1.5", "1,5"), ("1.23", "1,23"), ("1234.567", "1234,567"), ("1,234,567", "1.234.567"),
        ("1,234.5", "1.234,5"), ("1.2.3", None), ("1,2,3", None), ("1.234.56", None), ("12,34.5", None), ("0123.456", "0123,456"),
        ("khoảng 1.5 ha", "khoảng 1,5 ha"),
    ],
)  # fmt: skip
def test_separators_of_another_country(text: str, near: str | None) -> None:
    found = parse(text)
    assert (found.number, found.obstacle, found.near) == (None, ParseObstacle.WRONG_SEPARATOR, near)


@pytest.mark.parametrize(
    ("text", "unit", "scope"),
    [
        ("5%", "%", ""), ("5 %", "%", ""), ("5‰", "‰", ""), ("5 điểm %", "điểm %", ""), ("5 phần trăm", "%", ""),
        ("5 điểm phần trăm", "điểm %", ""), ("5 Phần trăm", "%", ""), ("5%/năm", "%/năm", ""), ("5% / năm", "%/năm", ""),
        ("5% số vụ", "%", "số vụ"), ("5% trong quý", "%", "trong quý"),
        *((f"5 vụ {word} đó", "vụ", f"{word} đó") for word in (
            "cả", "ở", "trong", "so", "của", "đối với", "tại", "mỗi", "một", "từ", "năm", "tháng", "quý", "cho", "theo", "với",
            "tính đến", "hằng", "hàng", "trên",
        )),
        ("5 vụ (đó)", "vụ", "(đó)"), ("5 vụ, đó", "vụ", ", đó"), ("5 vụ; đó", "vụ", "; đó"), ("5 vụ: đó", "vụ", ": đó"),
        ("5 vụ. Đó", "vụ", "Đó"), ("5 vụ – đó", "vụ", "– đó"), ("5 vụ — đó", "vụ", "— đó"), ("5 vụ.", "vụ", ""),
        ("5", None, ""), ("5 người năm", "người", "năm"), ("5 nămm", "nămm", ""),
    ],
)  # fmt: skip
def test_unit_and_scope(text: str, unit: str | None, scope: str) -> None:
    assert (parse(text).unit, parse(text).scope) == (unit, scope)


@pytest.mark.parametrize(
    ("text", "qualifier", "scope"),
    [
        ("5% trở lên", "at-least", ""), ("5% trở xuống", "at-most", ""), ("5% trở lên so với năm trước", "at-least", "so với năm trước"),
        ("ít nhất 5% trở lên", "at-least", ""), ("không quá 5 vụ trở xuống", "at-most", ""),
    ],
)  # fmt: skip
def test_words_after_a_number(text: str, qualifier: str, scope: str) -> None:
    assert (parse(text).qualifier, parse(text).scope) == (qualifier, scope)


@pytest.mark.parametrize(
    ("text", "obstacle"),
    [
        ("không quá 5% trở lên", ParseObstacle.UNREAD_WORDS), ("trên 5% trở xuống", ParseObstacle.UNREAD_WORDS),
        ("giảm -5%", ParseObstacle.UNREAD_WORDS), ("tăng +5%", ParseObstacle.UNREAD_WORDS),
        ("5 vụ không tính", ParseObstacle.UNREAD_WORDS), ("5 vụ chưa rõ", ParseObstacle.UNREAD_WORDS), ("5 vụ nhưng", ParseObstacle.UNREAD_WORDS),
        ("5 vụ, trừ án", ParseObstacle.UNREAD_WORDS), ("5% riêng án", ParseObstacle.UNREAD_WORDS), ("5 vụ, Không tính", ParseObstacle.UNREAD_WORDS),
        ("5/7", ParseObstacle.SEVERAL_NUMBERS), ("5-7", ParseObstacle.SEVERAL_NUMBERS), ("5–7", ParseObstacle.SEVERAL_NUMBERS),
        ("5—7", ParseObstacle.SEVERAL_NUMBERS), ("5 / 7", ParseObstacle.SEVERAL_NUMBERS), ("5 trên 7", ParseObstacle.SEVERAL_NUMBERS),
        ("5 trong 7", ParseObstacle.SEVERAL_NUMBERS), ("5 và 7", ParseObstacle.SEVERAL_NUMBERS), ("5 đến 7", ParseObstacle.SEVERAL_NUMBERS),
        ("5 hoặc 7", ParseObstacle.SEVERAL_NUMBERS), ("5 lên 7", ParseObstacle.SEVERAL_NUMBERS), ("5 xuống 7", ParseObstacle.SEVERAL_NUMBERS),
        ("5% đến 7%", ParseObstacle.SEVERAL_NUMBERS), ("5 vụ; 7 người", ParseObstacle.SEVERAL_NUMBERS), ("5 vụ 7", ParseObstacle.SEVERAL_NUMBERS),
        ("5 vụ trên 7", ParseObstacle.SEVERAL_NUMBERS),
    ],
)  # fmt: skip
def test_what_is_never_guessed(text: str, obstacle: ParseObstacle) -> None:
    assert (parse(text).number, parse(text).obstacle) == (None, obstacle)


@pytest.mark.parametrize(
    "text", ["5 vụ (trong đó 2 vụ nặng)", "5% (năm 2023: 4%)", "5 vụ (từ 100 xuống 94)"]
)
def test_numbers_in_brackets_explain_the_one_before(text: str) -> None:
    assert parse(text).number == 5


# --- Targets --------------------------------------------------------------------------------------


def target(**keys: str) -> Target:
    return Target.model_validate({"id": "a", "article": "a", "text": "a", "comparator": ">=", "value": "1", **keys})  # fmt: skip


def test_the_unit_of_a_target_stands_in_where_its_value_names_none() -> None:
    assert quantity_of(target(value="5", unit="vụ")).unit == "vụ"
    assert quantity_of(target(value="5 người", unit="vụ")).unit == "người"
    assert quantity_of(target(value="5")).unit is None


@pytest.mark.parametrize(
    ("baseline", "number"),
    [
        ("năm 2023: 120 vụ", 120), ("năm 2023, 120 vụ", 120), ("năm 2023 (120 vụ)", 120), ("năm 2023 – 120 vụ", 120),
        ("năm 2023 - 120 vụ", 120), ("năm trước: 120 vụ", 120), ("so với năm 2023: 120 vụ", 120), ("cùng kỳ năm 2023: 120 vụ", 120),
        ("So với cùng kỳ năm trước (120 vụ )", 120), ("năm 2023", None), ("so với năm trước", None), ("quý 1 năm 2023: 120 vụ", None),
        ("năm 23: 120 vụ", None),
    ],
)  # fmt: skip
def test_a_baseline_is_a_number_or_names_a_year(baseline: str, number: int | None) -> None:
    found = baseline_of(target(baseline=baseline))
    assert (found.number, found.text) == (number, baseline)


@pytest.mark.parametrize(
    ("asked", "given", "fits"),
    [
        ("người chết", None, True), ("người chết", "", True), (None, None, True), ("người chết", "người", True),
        ("người", "người", True), ("người", "người chết", False), ("vụ", "Vụ", True), (None, "vụ", False), ("vụ", "người", False),
        ("%", "phần trăm", True), ("vụ án", "vụ  án", True),
    ],
)  # fmt: skip
def test_the_unit_of_a_result(asked: str | None, given: str | None, fits: bool) -> None:
    assert unit_fits(asked, given) is fits


def test_units_are_compared_by_whole_words_and_without_marks() -> None:
    assert unit_key("Chỉ  tiêu") == "chi tieu"
    assert unit_key("điểm phần trăm") == unit_key("điểm %")
    assert same_unit("vụ", "vụ án")
    assert not same_unit("vụ", "vụn")
    assert not same_unit("", "vụ")


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0"), ("999", "999"), ("1000", "1.000"), ("-1000", "-1.000"), ("1234567.80", "1.234.567,8"), ("-0.5", "-0,5"), ("10.00", "10")],
)  # fmt: skip
def test_numbers_are_written_as_they_are_read(number: str, text: str) -> None:
    assert format_number(Decimal(number)) == text
