"""Texts of old fonts as they come out of other programs."""

from __future__ import annotations

import pytest

from thidua.editing.importing.legacy_fonts import by_shape, to_unicode


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ký giao \u00adíc", "ký giao ước"),
        # Copied out of a PDF.
        ("ký giao \u2212íc, D\u2212¬ng L©m", "ký giao ước, Dương Lâm"),
        ("gi÷a n¨m, vµ \u2212u tiªn", "giữa năm, và ưu tiên"),
        # Signs of reckoning stay.
        ("5\u22127 ®iÓm, a \u2212 b", "5\u22127 điểm, a \u2212 b"),
    ],
)
def test_the_letter_that_is_a_hyphen_or_a_minus(typed: str, read: str) -> None:
    assert to_unicode(typed, "TCVN3") == read


def test_it_is_found_by_its_shape_too() -> None:
    assert by_shape("th\u2212ëng D\u2212¬ng", "TCVN3") == "thưởng Dương"
