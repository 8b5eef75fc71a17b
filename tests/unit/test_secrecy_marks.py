"""Marks of secrecy in every spelling of stamps, and words that only look like them."""

from __future__ import annotations

import pytest

from thidua.secrecy_marks import is_small_stamp, is_stamp, margin_mark


@pytest.mark.parametrize(
    "line",
    ["MẬT", "M Ậ T", "M.Ậ.T", "TỐI MẬT", "T Ố I   M Ậ T", "TUYỆT MẬT", "(MẬT)", "# MẬT", "**TỐI MẬT**", "| MẬT |",
     "MẬT - HỎA TỐC", "MẬT HỎA TỐC", "TÀI LIỆU MẬT", "BÁO CÁO TỐI MẬT", "MẬT (BẢN SỐ 3)"],
)  # fmt: skip
def test_a_line_that_is_nothing_but_a_mark(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    ["Mật", "mật", "BẢO MẬT", "BÍ MẬT NHÀ NƯỚC", "MẬT ONG", "MẬT ĐỘ", "MẬT MÃ", "MẶT TRẬN", "TÀI LIỆU MẬT MÃ", "QUẢN LÝ TÀI LIỆU MẬT", "M", ""],
)  # fmt: skip
def test_a_line_that_is_none(line: str) -> None:
    assert not is_stamp(line)


@pytest.mark.parametrize(
    ("line", "expect"),
    [("Mật", True), ("(Tối mật)", True), ("Tuyệt Mật", True), ("**Mật**", True), ("mật", False), ("Mật ong", False), ("Bí mật", False), ("Tối mật thư", False)],
)  # fmt: skip
def test_a_mark_in_small_letters(line: str, expect: bool) -> None:
    assert is_small_stamp(line) is expect


@pytest.mark.parametrize(
    ("line", "expect"),
    [
        ("CÔNG AN TỈNH MẪU MẬT", "MẬT"), ("Trang 1 – TỐI MẬT", "TỐI MẬT"), ("M Ậ T", "M Ậ T"), ("MẬT/Số 3", "MẬT"),
        ("PHÒNG BẢO VỆ BÍ MẬT NHÀ NƯỚC", ""), ("Tài liệu BẢO MẬT CNTT", ""), ("MẬT MÃ", ""), ("mật độ", ""), ("HÀNG MẬT ONG", ""),
    ],
)  # fmt: skip
def test_a_mark_in_a_margin(line: str, expect: str) -> None:
    assert margin_mark(line) == expect
