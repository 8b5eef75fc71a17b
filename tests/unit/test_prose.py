"""Markdown → sanitised HTML: the net below what reading refuses."""

from __future__ import annotations

import re

import pytest

from support import ROOT
from thidua.converter import PAGE_IDS
from thidua.outputs.plain_text import plain
from thidua.prose import render


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
