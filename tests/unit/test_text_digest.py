"""How much of a text stands in another one, of which only the digest is kept."""

from __future__ import annotations

import random

import pytest

from thidua.text_digest import FORM, share_copied, text_digest

CHANCE = random.Random(3)
WORDS = [f"chữ{n}" for n in range(400)]


def made(words: int) -> list[str]:
    return [CHANCE.choice(WORDS) for _ in range(words)]


@pytest.mark.parametrize("length", [60, 300, 2_000])
@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_the_share_is_about_that_of_the_words_taken_over(length: int, share: float) -> None:
    source = made(length)
    taken = round(length * share)
    digest = text_digest(" ".join(source))
    found = share_copied(" ".join([*source[:taken], *made(length - taken)]), digest)
    assert found == pytest.approx(share, abs=0.2)


def test_a_part_of_a_source_is_a_copy_too() -> None:
    source = made(1_000)
    assert share_copied(" ".join(source[200:500]), text_digest(" ".join(source))) > 0.9


def test_case_marks_and_signs_do_not_hide_a_copy() -> None:
    text = " ".join(f"Điều {n}: giữ gìn an ninh, trật tự ở xã thứ {n}." for n in range(20))
    written = text.upper().replace(",", " –\n").replace("Đ", "D")
    assert share_copied(written, text_digest(text)) == 1.0


def test_little_text_tells_nothing() -> None:
    assert text_digest("năm chữ là quá ít") == ""
    short = "Cụm thi đua số 1 ký giao ước năm 2024"
    assert share_copied(short, text_digest(short)) == 0.0


def test_the_form_of_a_digest() -> None:
    assert FORM.fullmatch(text_digest(" ".join(made(2_000))))
    assert len(text_digest(" ".join(made(2_000)))) == 256
