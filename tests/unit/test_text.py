"""Vietnamese text: folding, slugs, collation, typesetting."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.text import (
    collation_key,
    fold,
    fold_aligned,
    fold_loosely,
    group_thousands,
    is_slug,
    join_words,
    nearest,
    person_key,
    roman,
    slug,
    strip_marks,
    typeset,
)

VIETNAMESE = st.text(
    alphabet="aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ ĐÂƠƯ019-–“”",
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 1. Nội dung", "dieu-1-noi-dung"),
        ("Cụm Thi đua số 1 quyết tâm đảm bảo ANTT", "cum-thi-dua-so-1-quyet-tam-dam-bao-antt"),
        ("Đơn vị Quyết thắng", "don-vi-quyet-thang"),
        ("TP Ðà Nẵng", "tp-da-nang"),
        ("  2020 – 2025 ", "2020-2025"),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert slug(unicodedata.normalize("NFD", text)) == expected
    assert is_slug(expected)


@given(VIETNAMESE)
def test_fold_is_idempotent_and_blind_to_normal_forms(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_every_mark_of_unicode_is_taken_off() -> None:
    marks = [chr(code) for code in range(0x110000) if unicodedata.combining(chr(code))]
    assert len(marks) > 800
    for mark in marks:
        assert strip_marks(f"đ{mark}“{mark}") == "d“"


@given(st.one_of(VIETNAMESE, st.text(max_size=40)))
def test_nothing_but_marks_is_taken_off(text: str) -> None:
    kept = [c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)]
    d = str.maketrans("đĐðÐɖƉ", "dDdDdD")
    assert strip_marks(text) == "".join(kept).translate(d)


@given(st.one_of(VIETNAMESE, st.text(max_size=40)))
def test_texts_folded_at_once_are_as_their_letters_one_by_one(text: str) -> None:
    assert fold_aligned(text) == "".join(map(fold_aligned, text))
    assert len(fold_aligned(text)) == len(text)
    digits = ["0" if letter.isdecimal() else fold_aligned(letter) for letter in text]
    assert fold_loosely(text) == "".join(digits)


@pytest.mark.parametrize("foreign", ["", "ß", "\u0301", "\U0001f600"])
def test_one_letter_out_of_the_tables_changes_no_other(foreign: str) -> None:
    text = f"ĐẮK LẮK\u00a0– 2024…{foreign}"
    assert fold_aligned(text) == f"dak lak – 2024…{fold_aligned(foreign)}"
    assert fold_loosely(text) == f"dak lak – 0000…{fold_aligned(foreign)}"
    assert strip_marks(text) == f"DAK LAK\u00a0– 2024…{strip_marks(foreign)}"


@given(VIETNAMESE)
def test_a_slug_is_made_of_few_characters(text: str) -> None:
    assert slug(text) == "" or is_slug(slug(text))


def test_collation_of_provinces_is_that_of_cldr() -> None:
    """The order ICU gives the 34 provinces of 2025 (its beginning and end)."""
    expected = [
        "An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai",
        "Đồng Tháp", "Gia Lai", "Hà Nội", "Hà Tĩnh", "Hải Phòng", "Huế", "Hưng Yên", "Khánh Hòa", "Thanh Hóa",
        "TP Hồ Chí Minh", "Tuyên Quang", "Vĩnh Long",
    ]  # fmt: skip
    backwards = expected[::-1]
    assert sorted(backwards, key=collation_key) == expected


@pytest.mark.parametrize(
    "ordered",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mắ", "mâ", "mấ"],
        ["ba", "bá", "ban", "bàn", "bán", "bạn"],
        ["số 1", "số 2", "số 10"],
        ["d", "đ", "e", "ê"],
        ["o", "ô", "ơ", "u", "ư"],
    ],
)
def test_collation_of_letters_tones_and_numbers(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=collation_key) == ordered


def test_people_sort_by_given_name() -> None:
    names = ["Trần Văn Bình", "Nguyễn Thị An", "Lê An"]
    assert sorted(names, key=person_key) == ["Lê An", "Nguyễn Thị An", "Trần Văn Bình"]


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("bca-dp-l", ["bca-dp-1", "bca-dp-10", "bca-bo-1"], "bca-dp-1"),
        ("sumary", ["summary", "sources"], "summary"),
        ("ky-giao-ước", ["ky-giao-uoc", "phat-dong"], "ky-giao-uoc"),
        ("ca-mao", ["ca-moi", "ca-mau"], "ca-mau"),
        ("hoàn toàn khác", ["abc"], None),
    ],
)
def test_nearest(word: str, known: list[str], expected: str | None) -> None:
    assert nearest(word, known) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cụm thi đua số 1", "Cụm thi đua số\u00a01"),
        ("năm 2024 tại TP Huế", "năm\u00a02024 tại TP\u00a0Huế"),
        ("thứ Năm, ngày 04", "thứ\u00a0Năm, ngày\u00a004"),
        ("trong năm Hà Nội", "trong năm Hà Nội"),
        ("Cụm thi đua – Công an địa phương", "Cụm thi đua\u00a0– Công an địa phương"),
        ("2025–2026, 4–6", "2025–2026, 4–6"),
    ],
)
def test_typeset(text: str, expected: str) -> None:
    assert typeset(text) == expected
    assert typeset(expected) == expected


def test_small_spellings() -> None:
    assert join_words(["Hà Nội", "Huế", "Đà Nẵng"], " và ") == "Hà Nội, Huế và Đà Nẵng"
    assert join_words([], " và ") == ""
    assert group_thousands(28000) == "28.000"
    assert [roman(t) for t in ("I", "IV", "IX", "XII", "A", "")] == [1, 4, 9, 12, None, None]
