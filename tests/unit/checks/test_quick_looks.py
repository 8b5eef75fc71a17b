"""A quick look at a whole text spares a close one at its lines, and never hides what the close one would find."""

from __future__ import annotations

import random
import re
import unicodedata

from thidua.checks import leftovers, markdown_signs, people, personal_data, prose
from thidua.prose import render
from thidua.reading import decoding
from thidua.reading.body import without_code
from thidua.reading.lookalikes import may_hold_lookalikes
from thidua.reading.texts import Signs
from thidua.text import fold

WORDS = (
    "TODO", "todo:", "FIXME", "TBC", "xxx", "XXXX", "???", "......", "……", "____ ", "lorem ipsum", "(cần bổ sung)", "[Bỗ sung sau]",
    "(ĐANG KIỂM TRA LẠI)", "MẬT", "[Mật]", "(tối mật)", "độ mật:", "LƯU HÀNH NỘI BỘ", "(lưu hành nội bộ)", "BẢO MẬT", "-", "hội nghị", "Ví Dụ",
    "http://10.0.0.1/a", "MAY-CHU.LOCAL", "192.168.1.5", "\\\\may\\chung", "D:\\a.doc", "FILE:///a", "012 345 678 901", "0912.345.678",
    "(024) 3825 1234", "CCCD: 012345678", "| a | b |", "|---|---|", "**đậm", "**", "~~gạch~~", "==nổi==", "- [x] việc", "• mục",
    "  – mục", "+mục", "a) mục", "12/ mục", "đ. mục", "##Mục", "=====", "[tin] (https://a.example.vn)", "[tin]\t(/a/)", "`mã`", "\n", "\n\n", "    ", "\t",
)  # fmt: skip
RANKS = {fold(rank): rank for rank in ("Đại tá", "Thượng úy", "Thiếu tướng")}


def texts(count: int) -> list[str]:
    chance = random.Random(7)
    joins = ("", " ", "\n", "\n\n")
    return [
        "".join(
            f"{chance.choice(WORDS)}{chance.choice(joins)}" for _ in range(chance.randrange(1, 7))
        )
        for _ in range(count)
    ]


def test_lines_that_something_is_told_of_have_a_sign() -> None:
    told = 0
    for text in texts(1_500):
        for line in text.split("\n"):
            noted = leftovers._secrecy(line, "", public=True) or leftovers._note(line, "body")
            if noted:
                told += 1
                assert leftovers._SIGNS.stand_in(line), line
                assert leftovers._SIGNS.stand_in(text), text
            if list(personal_data._found(line)):
                told += 1
                for read in map(personal_data._SIGNS.read, (line, text)):
                    assert personal_data._SIGNS.stand_in(read), read
    assert told > 500


def test_signs_of_a_whole_text_are_enough_for_its_lines() -> None:
    for text in texts(1_000):
        for signs in (leftovers._SIGNS, personal_data._SIGNS):
            here = signs.found_in(signs.read(text))
            for line in map(signs.read, text.split("\n")):
                found = signs.stand_in(line)
                assert found == bool(here and here.stand_in(line)), (line, text)


def test_capitals_marks_and_other_digits_count_in_a_loose_look() -> None:
    signs = Signs(("file:",), re.compile("000"), is_loose=True)
    for text in ("FILE:///a", "FÍLE:", "số 409", "٣٤٥"):
        assert signs.stand_in(signs.read(text)), text
    assert not signs.stand_in(signs.read("tệp 12"))


def test_a_rule_of_markdown_that_tells_something_finds_its_sign() -> None:
    told = dict.fromkeys(markdown_signs._RULES, 0)
    for text in texts(1_000):
        bare = without_code(text)
        for block in markdown_signs._blocks(bare, 1):
            for rule, sign in markdown_signs._RULES.items():
                if list(rule("a.md", block)):
                    told[rule] += 1
                    assert sign.stand_in(f"\n{bare}"), (rule.__name__, text)
    assert len(told) == 7
    assert min(told.values()) > 5


def test_what_is_plainly_a_table_is_one() -> None:
    chance = random.Random(3)
    cells = ("a", " Đơn vị ", " 1.000 ", "_b_", " c:", "-", " - ", "x,y", " ", "__d__", ":e:")
    rules = ("---", " --- ", ":-", "-:", " :---: ")
    for _ in range(150):
        width = chance.randrange(2, 5)
        head = "|".join(chance.choice(cells) for _ in range(width))
        rule = "|".join(chance.choice(rules) for _ in range(width))
        text = f"|{head}|\n|{rule}|" + chance.choice(("", "\n| d | e |", "\nchữ", "\n- mục"))
        assert markdown_signs._PLAIN_TABLE.match(text), text
        assert "<table" in render(text, {}, "vi").html, text


def test_ranks_are_seen_in_any_spelling() -> None:
    signs = people.signs_of_ranks(tuple(RANKS))
    for text in ("Dai tá Nguyễn", "THUONG UY Trần", "thiêu tuong Lê", "đại\u00a0tá Lê"):
        assert signs.stand_in(signs.read(f"Có {text}.")), text
    assert not signs.stand_in(signs.read("Đại biểu và thượng nguồn"))
    assert not people.signs_of_ranks(()).stand_in("")


def test_items_below_words_are_seen() -> None:
    chance, told = random.Random(5), 0
    lines = ("- mục", "1. mục", " * mục", "chữ", "chữ", "", " ", "> trích", "## Phần", "```", "    mã", "\tmã", ": nghĩa")  # fmt: skip
    for _ in range(3_000):
        text = "\n".join(chance.choices(lines, k=chance.randrange(1, 7)))
        if list(prose._items_below_words(text)):
            told += 1
            assert prose._ITEM_BELOW.search(f"\n{text}"), text
    assert told > 100


def test_usual_letters_are_in_nfc_and_nothing_is_told_of_them() -> None:
    usual = [chr(code) for code in range(0x110000) if decoding.is_usual(chr(code))]
    everything = "".join(usual)
    assert unicodedata.is_normalized("NFC", everything)
    assert not any(map(unicodedata.combining, everything))
    assert not may_hold_lookalikes(everything)
    for form in (decoding.FORBIDDEN, decoding.LOST, decoding._MENDABLE, decoding._HOMOGLYPH):
        assert not form.search(everything), form.pattern[:40]
    # A word of the old fonts begins with one of these.
    assert not set("µ¸¹®©«¬\xad¨§¶·").intersection(usual)
    for letter in "aăâđêôơưỳỵỹẮỘỮ…–“”’0\n\t":
        assert letter in usual
    for sign in "Ððɖ\u0301\u200b\r\u2028\x85\xad\u0430":
        assert sign not in usual
