"""The short cuts of the converter change nothing in what Python-Markdown makes; lists nest as they are indented."""

from __future__ import annotations

from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.converter import EXTENSIONS, extension_configs, indent_nested_lists, slugify
from thidua.prose import render

OURS = markdown.Markdown(extensions=[*EXTENSIONS], extension_configs=extension_configs("vi"))
NESTED_LISTS = "thidua.converter:NestedListExtension"
STOCK = markdown.Markdown(
    extensions=[*(name for name in EXTENSIONS if ":" not in name), "toc", NESTED_LISTS],
    extension_configs={
        **{name: extension_configs("vi")[name] for name in ("footnotes", "tables")},
        "toc": {"slugify": slugify, "permalink": False, "marker": ""},
    },
)

PIECES = [
    "Hội nghị ký kết giao ước", "số 1", "**đậm**", "*nghiêng*", "_gạch_", "snake_case_word", "`mã`", "\\*", "\\",
    "[liên kết](a.md)", "[ghi chú][^1]", "[^1]", "\n\n[^1]: Lời ghi chú.", "ANTT", "\n\n*[ANTT]: An ninh, trật tự",
    "<b>thẻ</b>", "<https://vidu.vn>", "<a@vidu.vn>", "&amp;", "&", "<", ">", "!", "![ảnh](a.jpg)", "  \n", "\n",
    "\n\n", "## Phần {: #phan .to}", "## Phần một", "\n- mục", "\n1. mục", "\n> trích", "{: .lop}", "{.lop}", "\t",
    "\n\n| A | B |\n|---|:-:|\n| 1 | *2* |\n\n", "\n\n```\nmã\n```\n\n", "Từ\n:   nghĩa", "***", "___", "---", "* * *",
    '\n\n!!! note "Chú ý"\n    Lời.\n\n', " ", "\u00a0", "[TOC]", "\n\n[TOC]\n\n", "\n\n<div>khối</div>\n\n", '"', "'",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map("".join)


def converted(with_: markdown.Markdown, text: str) -> tuple[str, Any]:
    with_.reset()
    return with_.convert(text), with_.toc_tokens  # type: ignore[attr-defined]


@given(TEXTS)
def test_every_text_comes_out_as_stock_python_markdown_makes_it(text: str) -> None:
    assert converted(OURS, text) == converted(STOCK, text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Một *hai* ba", "<p>Một <em>hai</em> ba</p>"),
        ("Một  \nhai", "<p>Một<br>\nhai</p>"),
        ("Giữ ANTT\n\n*[ANTT]: An ninh", '<p>Giữ <abbr title="An ninh">ANTT</abbr></p>'),
        ("## Điều 1 {: #dieu-1 .to}", '<h2 class="to" id="dieu-1">Điều&nbsp;1</h2>'),
        ("## Điều 1", '<h2 id="dieu-1">Điều&nbsp;1</h2>'),
    ],
)
def test_spared_texts_still_meet_the_other_extensions(text: str, html: str) -> None:
    assert render(text, {}, "vi").html == html


ITEMS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["một", "hai **ba**", "`bốn`"])),
    min_size=1,
    max_size=12,
)
"""How much deeper than possible each item is wished, and its words."""


def nested(items: list[tuple[int, str]], width: int, mark: str) -> str:
    """A list in which each level is indented by ``width`` spaces; an item is at most one level below the one above."""
    lines, deepest = [], 0
    for wish, words in items:
        depth = min(wish, deepest)
        lines.append(f"{' ' * width * depth}{mark} {words}")
        deepest = depth + 1
    return "\n".join(lines)


@given(ITEMS, st.sampled_from(["-", "*", "1."]), st.sampled_from([2, 3]))
def test_lists_nest_by_two_and_three_spaces_as_by_four(
    items: list[tuple[int, str]], mark: str, width: int
) -> None:
    four = nested(items, 4, mark)
    assert indent_nested_lists(four.split("\n")) == four.split("\n")
    assert indent_nested_lists(nested(items, width, mark).split("\n")) == four.split("\n")


@given(TEXTS)
def test_indenting_is_done_once_and_changes_indents_alone(text: str) -> None:
    lines = text.split("\n")
    once = indent_nested_lists(lines)
    assert indent_nested_lists(once) == once
    assert [line.replace(" ", "") for line in once] == [line.replace(" ", "") for line in lines]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\n  - b\n    - c\n  - d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n - b", "<ul><li>a</li><li>b</li></ul>"),
        ("- a\n\n  chữ\n\n  - b", "<ul><li><p>a</p><p>chữ</p><ul><li>b</li></ul></li></ul>"),
        ("- a\n\nchữ\n\n  - b", "<ul><li>a</li></ul><p>chữ</p><ul><li>b</li></ul>"),
        ("- a\n\n## Phần\n  - b", '<ul><li>a</li></ul><h2 id="phan">Phần</h2><ul><li>b</li></ul>'),
        ("> - a\n>   - b", "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
        ("    - a\n      - b", "<pre><code>- a  - b</code></pre>"),
        ("```\n- a\n  - b\n```", "<pre><code>- a  - b</code></pre>"),
        ("Chữ[^1]\n\n* * *\n\n- - -", "<p>Chữ[^1]</p><hr><hr>"),
    ],
)  # fmt: skip
def test_nested_lists(text: str, html: str) -> None:
    assert render(text, {}, "vi").html.replace("\n", "") == html
