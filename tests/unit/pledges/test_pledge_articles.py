from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.pledges.articles import numbering, propose_id, renumbered, split_body, split_heading
from thidua.reading.body import read_body
from thidua.text import is_slug


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("Điều 1. Kỷ cương", "Điều 1.", "Kỷ cương"),
        ("Nội dung 2: Phong trào", "Nội dung 2:", "Phong trào"),
        ("1. Phong trào", "1.", "Phong trào"),
        ("10) Phong trào", "10)", "Phong trào"),
        ("I. Phong trào", "I.", "Phong trào"),
        ("IV - Phong trào", "IV -", "Phong trào"),
        ("Mục 3 - Phong trào", "Mục 3 -", "Phong trào"),
        ("Mục 3 – Phong trào", "Mục 3 –", "Phong trào"),
        ("Điều 4 Phong trào", "Điều 4", "Phong trào"),
        ("ĐIỀU 4. PHONG TRÀO", "ĐIỀU 4.", "PHONG TRÀO"),
        ("Điều 1a. Phong trào", "Điều 1a.", "Phong trào"),
        ("1.2. Phong trào", "1.2.", "Phong trào"),
        ("Điều 5", "Điều 5", ""),
        ("77 chỉ tiêu công tác", None, "77 chỉ tiêu công tác"),
        ("1.750 hộ dân", None, "1.750 hộ dân"),
        ("Tiêu chí 5 không 3 sạch", None, "Tiêu chí 5 không 3 sạch"),
        ("Vi phạm: xử lý nghiêm", None, "Vi phạm: xử lý nghiêm"),
        ("Kỷ cương", None, "Kỷ cương"),
        ("Điều hành thống nhất", None, "Điều hành thống nhất"),
    ],
)
def test_headings(heading, number, title):
    assert split_heading(heading) == (number, title)


@pytest.mark.parametrize(
    ("number", "ordinal", "text"),
    [("Điều 3.", 4, "Điều 4."), ("III.", 4, "IV."), ("Mục 9 -", 10, "Mục 10 -"), ("2)", 3, "3)")],
)
def test_renumbered(number, ordinal, text):
    assert renumbered(number, ordinal) == text
    parts = numbering(text)
    assert parts
    assert parts.ordinal == ordinal


def test_split_body():
    text = "\nLời mở đầu.\n\n## Điều 1. Một {#mot}\n\nA\n\n### Nhỏ\n\nB\n\n```\n## không phải\n```\n\n## Điều 2. Hai\n## Ba\n"
    body, found = read_body("x.md", text, 10)
    parts = split_body(body)
    assert not found
    assert parts.preamble == "Lời mở đầu."
    assert [(a.id, a.number, a.title, a.line, a.has_id) for a in parts.articles] == [
        ("mot", "Điều 1.", "Một", 13, True),
        ("hai", "Điều 2.", "Hai", 25, False),
        ("ba", None, "Ba", 26, False),
    ]
    assert parts.articles[0].text == "A\n\n### Nhỏ\n\nB\n\n```\n## không phải\n```"
    assert parts.articles[1].text == ""


def test_a_body_without_headings_is_all_preamble():
    body, _ = read_body("x.md", "Chỉ có lời.\n", 1)
    assert split_body(body).preamble == "Chỉ có lời."
    assert split_body(body).articles == ()


@given(st.none() | st.text(), st.text(), st.sets(st.sampled_from(["dieu", "a", "a-2"])))
def test_a_proposed_id_is_an_id_and_free(number, title, taken):
    proposal = propose_id(number, title, taken)
    assert is_slug(proposal)
    assert proposal not in taken


def test_articles_without_ids_never_share_one():
    body, _ = read_body("x.md", "## Kỷ cương\n\na\n\n## Kỷ cương\n\nb\n\n## Hai {#ky-cuong}\n", 1)
    assert [a.id for a in split_body(body).articles] == ["ky-cuong-2", "ky-cuong-3", "ky-cuong"]
