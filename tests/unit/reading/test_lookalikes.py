"""Letters that deceive: which are told, of which script, at which letter, and what was probably meant."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.reading.decoding import FORBIDDEN
from thidua.reading.lookalikes import lookalikes

WORDS = ["ký", "giao", "ước", "Công", "an", "tỉnh", "Đắk", "thi", "đua", "Nguyễn"]
TOLD = [
    ("Κý giao ước", [(0, "Κ", "greek", "Ký")]),
    ("ký giaο ước", [(6, "ο", "greek", "giao")]),
    ("Сông аn", [(0, "С", "cyrillic", "Công"), (5, "а", "cyrillic", "an")]),
    # A whole word of letters that look Latin, and no other of its script.
    ("СА tỉnh", [(0, "С", "cyrillic", "CA")]),
    ("Tổ Κ", [(3, "Κ", "greek", "K")]),
    # What has no twin among Latin letters.
    ("thi đuя", [(6, "я", "cyrillic", None)]),
    # A Latin letter in a Russian word.
    ("Москвa", [(5, "a", "latin", None)]),
    # Letters of formulas, in circles, as wide as Chinese ones; digits as well.
    ("𝐂ông an", [(0, "𝐂", "styled", "Công")]),
    ("năm ２０２４", [(4, "２", "styled", "2024")]),
    ("Ⓒụm", [(0, "Ⓒ", "styled", "Cụm")]),
    ("Αrmenia Ձúng", [(0, "Α", "greek", "Armenia"), (8, "Ձ", "armenian", None)]),
]
BORNE = [
    "Hội nghị ký kết giao ước thi đua năm 2024",
    "Nhà văn А. С. Пушкин",
    "Москва, Правда, Σωκράτης",
    "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ",
    "ASEANไทย, Covid病毒",
    "α, β, Ω, µ, Δ và π",
    "5 kΩ, 3 μm, 2 µg, 4 MΩ",
    "10 ℓ, 25 ℃, № 5, m²",
    "Ē ŵ ɓ ƀ Þ",
]


@pytest.mark.parametrize(("line", "expect"), TOLD)
def test_told(line: str, expect: list[tuple[int, str, str, str | None]]) -> None:
    found = [(one.start, one.letter, one.script, one.near) for one in lookalikes(line)]
    assert found == expect


@pytest.mark.parametrize("line", BORNE)
def test_borne(line: str) -> None:
    assert list(lookalikes(line)) == []


@given(st.sampled_from(WORDS), st.integers(0, 5), st.sampled_from("ΑΒΟοавсеорхуЖяλω𝐚ａⒶ"))
def test_no_word_takes_in_a_letter_of_another_script(word: str, at: int, letter: str) -> None:
    at %= len(word)
    line = unicodedata.normalize("NFC", f"Cụm {word[:at]}{letter}{word[at + 1 :]} năm")
    assert [one.word in line for one in lookalikes(line)] == [True]


# DerivedCoreProperties.txt of Unicode 16, Default_Ignorable_Code_Point.
IGNORABLE = """00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0
FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF"""


def test_every_character_that_is_ignored_by_default_is_hidden() -> None:
    for part in IGNORABLE.split():
        first, _, last = part.partition("-")
        for point in range(int(first, 16), int(last or first, 16) + 1):
            assert FORBIDDEN.match(chr(point)), f"{point:04X}"
