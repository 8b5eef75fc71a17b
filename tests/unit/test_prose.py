"""Markdown → sanitised HTML: the net below what reading refuses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import ROOT
from thidua.converter import PAGE_IDS
from thidua.outputs.plain_text import plain
from thidua.plain_markdown import convert_plain, paragraphs
from thidua.prose import _convert, render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n{: .md-header{ }", "<p>a</p>"),
        ("## a {: .td-mast .to }", '<h2 class="to" id="a">a</h2>'),
        ("## a {: #__config }", "<h2>a</h2>"),
        ("``` {.x onclick=alert(1)}\na\n```", '<pre><code class="language-x">a\n</code></pre>'),
    ],
)
def test_the_shell_s_own_names_are_taken_away(text: str, html: str) -> None:
    assert render(text, {}, "vi").html == html


@pytest.mark.parametrize("text", ["## Nguồn", "## a {: #nguon }", "a\n{: #nguon }"])
def test_a_text_keeps_clear_of_the_page_s_ids(text: str) -> None:
    html = render(text, {}, "vi").html
    assert 'id="muc.nguon"' in html
    assert 'id="nguon"' not in html


def test_the_page_s_ids_are_known() -> None:
    page = (ROOT / "overrides/pages/event.html").read_text("utf-8")
    parts = re.findall(r'(?: id=|parts\.(?:section|awards)\()"([^"]+)"', page)
    assert sorted([*parts, "nguon"]) == sorted(PAGE_IDS)


@pytest.mark.parametrize(
    "text",
    [
        "Xem [bài sau](/a/).",
        "Xem [bài sau][x].\n\n[x]: /bi-mat/",
        'Xem [bài sau][].\n\n [bài sau]: </bi-mat/> "bi-mat"',
        "Xem [bài sau][x].\n\n[x]:\n    /bi-mat/\n    (bi-mat)",
    ],
)
def test_plain_text_has_words_and_no_targets(text: str) -> None:
    assert plain(text).split("\n") == ["Xem bài sau."]


PIECES = [
    "Điều", "ba", "năm 2024", "số 1", "A", "4.", "4)", "12", "(a)", "“Vì”", "'", '"', "=", "===", "-", "---", "+", ":", ": b",
    "%", "/", "…", "–", "_a_", "*", "#", "|", "&", "<b>", "{: #x }", "[1]", "!!!", "~~~", "`", "\u00a0", " ", "  ",
    "\n", "\n\n", "\n\n\n", "\t", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\u00ad", "e\u0302", "①", "http://a.vn/?b=1", "a@b.vn",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
def test_plain_text_is_what_the_converter_makes_of_it(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert render(text, {}, "vi") == _convert(text, (), "vi")


BLOCKS = [
    "## ", "### ", "#### ", "###### ", "# ", "#", " ##", "- ", "* ", "+ ", "-", "  - ", "1. ", "2. ", "1) ", "12. ", "| ", " | ", " |", "|", "||",
    "|---|---|", "|:-:|--:|", "|---|", "| --- | --- |", "---|---", "\n", "\n", "\n\n", "\n\n", "\n\n\n", "a", "Điều 1", "B.", "năm 2024",
    "Nguồn", "(c)", "…", "–", "-5%", "1", '"', "\u00a0", "    ", "> ", ": ", "===", "---", "{#x}", "_", "*", "a\u0301",
]  # fmt: skip
SHAPES = [
    "## Nguồn\n\n", "## a\n\n", "### Điều 1. a\n\n", "## …\n\n", "a\n\n", "a – b\nnăm 2024\n\n", "- a\n- số 1\n\n", "* a\n+ b\n\n", "1. a\n1. b\n\n",
    "1. a\n3. b\n\n", "2. a\n\n", "| A | B |\n|---|:-:|\n| 1 | |\n\n", "| A | B |\n|---|---|\n| – | số 1 – 2 |\n\n", "|A|\n|-|\n|1|\n\n", "|A|B|\n|--:|:--|\n|1|2|3|\n\n", "|A|\n|-|\n\n", "| A | B |\n| --- | :-: |\n| 1 | |\n\n",
    "| | |\n|---|---|\n| | |\n|---|---|\n\n", "    a\n\n", "> a\n\n", "a\n- b\n\n", "## a\nb\n\n", "- a\n\n  b\n\n", "~~~\n\n", "\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(BLOCKS), max_size=16))
def test_plain_blocks_are_what_the_converter_makes_of_them(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert render(text, {}, "vi") == _convert(text, (), "vi")


@given(st.lists(st.sampled_from(SHAPES), max_size=8))
def test_plain_shapes_are_what_the_converter_makes_of_them(shapes: list[str]) -> None:
    text = "".join(shapes)
    assert render(text, {}, "vi") == _convert(text, (), "vi")


def test_texts_of_plain_blocks_are_not_given_to_the_converter() -> None:
    text = "## A\n\nMột “câu”.\n\n- hai\n- ba\n\n### 1. Bốn\n\n1. năm\n2. sáu\n\n| B | C |\n| --- |--:|\n| x | 5% |\n"
    assert convert_plain(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "*a*",
        "- a\n\n- b",
        "- a\n\n1. b",
        "## a {#b}",
        "# a",
        "| a |\n|---|\n| b | c |",
        "a\n- b",
        "",
    ],
)
def test_all_else_is_the_converter_s(text: str) -> None:
    assert convert_plain(text) is None


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_is_what_the_converter_makes_of_it(text: str) -> None:
    assert render(text, {}, "vi") == _convert(text, (), "vi")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu.\n\nNăm 2024, “hai”\nbốn.", ("Một câu.", "Năm\u00a02024, “hai”\nbốn.")),
        ("2024 là năm đầu", ("2024 là năm đầu",)),
        ("2024. Một mục", None),
        ("- một mục", None),
        ("Một từ *nghiêng*", None),
        ("Một câu  \nxuống dòng", None),
        ("", None),
    ],
)
def test_paragraphs_are_plain_or_none(text: str, expected: tuple[str, ...] | None) -> None:
    assert paragraphs(text) == expected
