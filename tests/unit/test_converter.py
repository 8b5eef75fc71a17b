"""The short cuts of the converter change nothing in what Python-Markdown makes."""

from __future__ import annotations

from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.converter import EXTENSIONS, extension_configs, slugify
from thidua.prose import render

OURS = markdown.Markdown(extensions=[*EXTENSIONS], extension_configs=extension_configs("vi"))
STOCK = markdown.Markdown(
    extensions=[*(name for name in EXTENSIONS if ":" not in name), "toc"],
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
