from __future__ import annotations

import difflib
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.pledges import text_diff
from thidua.pledges.text_diff import new_text, old_text, same_words, word_diff, words_of
from thidua.text import nfc

SYLLABLES = [
    "Điều",
    "kỷ",
    "cương",
    "đạt",
    "hoà",
    "hòa",
    "5%",
    "75,5",
    "1.750",
    "và",
    "PCCC&CNCH",
    "C02",
]
BREAKS = [" ", "\n", "\n\n", "\u00a0", ", ", ". ", "  ", " – ", "; "]
TEXTS = st.lists(st.tuples(st.sampled_from(SYLLABLES), st.sampled_from(BREAKS)), max_size=25).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
FORMS = st.sampled_from(["NFC", "NFD"])


def shown(old: str, new: str) -> str:
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}
    return "".join(marks[s.kind].format(s.text) for s in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("a", "", "[-a-]"),
        ("", "a b", "[+a b+]"),
        ("giảm ít nhất 5% số vụ", "giảm ít nhất 10% số vụ", "giảm ít nhất [-5-][+10+]% số vụ"),
        ("đạt 75,5%.", "đạt 75,6%.", "đạt [-75,5-][+75,6+]%."),
        ("giữ kỷ cương", "giữ nghiêm kỷ cương", "giữ[+ nghiêm+] kỷ cương"),
        ("giữ nghiêm kỷ cương", "giữ kỷ cương", "giữ[- nghiêm-] kỷ cương"),
        ("Hà Nội, Huế", "Hà Nội; Huế", "Hà Nội[-,-][+;+] Huế"),
        ("đường phố", "dường phố", "[-đường-][+dường+] phố"),
        ("một hai\nba", "một hai ba", "một hai[-\n-][+ +]ba"),
        ("số\u00a01", "số 1", "số[-\u00a0-][+ +]1"),
    ],
)
def test_table(old, new, expected):
    assert shown(old, new) == expected


def test_normal_forms_are_one_text():
    text = "Cụm thi đua số 1 giữ vững kỷ cương"
    segments = word_diff(unicodedata.normalize("NFD", text), text)
    assert [(s.kind, s.text) for s in segments] == [("equal", text)]


def test_islands_are_given_up():
    old = "Nâng cao năng lực lãnh đạo và sức chiến đấu của tổ chức đảng"
    new = "Xây dựng lực lượng chính quy và tinh nhuệ từng bước hiện đại"
    assert shown(old, new) == f"[-{old}-][+{new}+]"


def test_very_long_texts_are_replaced_as_a_whole(monkeypatch):
    monkeypatch.setattr(text_diff, "MAX_CELLS", 3)
    assert shown("x a b y", "x c a y") == "x [-a b-][+c a+] y"


def test_words():
    assert words_of("Đạt 75,5% (1.750 vụ); C02 – “Vì ANTQ”.") == [
        "Đạt", "75,5", "%", "(", "1.750", "vụ", ")", ";", "C02", "–", "“", "Vì", "ANTQ", "”", ".",
    ]  # fmt: skip


@given(TEXTS, TEXTS, FORMS, FORMS)
@settings(max_examples=300)
def test_segments_join_back_to_both(old, new, form_old, form_new):
    segments = word_diff(unicodedata.normalize(form_old, old), unicodedata.normalize(form_new, new))
    assert old_text(segments) == nfc(old)
    assert new_text(segments) == nfc(new)
    assert all(segment.text for segment in segments)
    assert all(a.kind != b.kind for a, b in pairwise(segments))


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_joins_back(old, new):
    segments = word_diff(old, new)
    assert (old_text(segments), new_text(segments)) == (nfc(old), nfc(new))
    assert same_words(old, new) == (words_of(old) == words_of(new))


@given(
    st.lists(st.sampled_from("abcd"), max_size=14), st.lists(st.sampled_from("abcd"), max_size=14)
)
def test_the_alignment_is_a_longest_common_subsequence(a, b):
    runs = text_diff._common_runs(a, b)
    pairs = [(i + n, j + n) for i, j, length in runs for n in range(length)]
    assert all(a[i] == b[j] for i, j in pairs)
    assert pairs == sorted(set(pairs))
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = (
                table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
            )
    assert len(pairs) == table[-1][-1]
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    assert len(pairs) >= sum(block.size for block in blocks)
