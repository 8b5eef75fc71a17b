"""A page of ours as Markdown: what every dialect reads alike, and nothing an editor wrote taken for a sign."""

from __future__ import annotations

import markdown as python_markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from thidua.exporting.markdown import escaped, page_markdown


def written(html: str, *anchors: str) -> str:
    main = BeautifulSoup(f"<div>{html}</div>", "html.parser").div
    assert main is not None
    return page_markdown(main, frozenset(anchors))


@pytest.mark.parametrize(
    ("html", "expect"),
    [
        ('<h2 id="ky">Đại diện <b>ký</b></h2>', "## Đại diện **ký** {#ky}\n"),
        ("<p>Hạng\n 1</p><p>2</p>", "Hạng 1\n\n2\n"),
        ("<ul><li>a<p>b</p></li><li>c</li></ul>", "-   a\n\n    b\n-   c\n"),
        ('<ol start="99"><li>a</li><li>b<p>c</p></li></ol>', "99. a\n100. b\n\n     c\n"),
        ("<dl><dt>Nơi</dt><dd>Huế</dd></dl>", "Nơi\n:   Huế\n"),
        ("<p>từ <del>60</del><ins>69</ins>%</p>", "từ <del>60</del> <ins>69</ins>%\n"),
        ("<p><time>02/9</time><span>Tết</span></p>", "02/9 Tết\n"),
        ('<p><a href="../a (b)/" title="x">A</a></p>', "[A](../a%20%28b%29/)\n"),
        ('<p><img src="a.jpg" alt="Ảnh [1]"></p>', "![Ảnh \\[1\\]](a.jpg)\n"),
        ('<p id="a">x</p><p id="b">y</p>', '<a id="b"></a>x\n'.replace("b", "a") + "\ny\n"),
        ('<p><button>In</button></p><svg><text>1</text></svg><p aria-hidden="true">·</p><p>x</p>', "x\n"),
    ],
)  # fmt: skip
def test_written(html: str, expect: str) -> None:
    assert written(html, "a") == expect


def test_a_table_is_one_of_pipes() -> None:
    table = (
        "<table><caption>Điểm</caption><thead><tr><th>Cụm</th><th>Năm</th><th>Ai</th></tr></thead>"
        '<tbody><tr><th rowspan="2">Một</th><td>2023</td><td><ul><li>A</li><li>B</li></ul></td></tr>'
        '<tr id="n"><td>2024</td><td>a|b<br>c</td></tr></tbody></table>'
    )
    assert written(table, "n") == (
        "Điểm\n\n"
        "| Cụm | Năm | Ai |\n| --- | --- | --- |\n"
        '| Một | 2023 | A; B |\n| Một | <a id="n"></a>2024 | a&#124;b c |\n'
    )


@given(st.text(st.sampled_from("ab 1.)#>+-=:*_`[]()<>{}|~$&;!\\\"'/"), min_size=1, max_size=30))
def test_text_stays_text(text: str) -> None:
    """Whatever stands in a text is shown as it stands, by Python-Markdown with the extensions an export names."""
    text = " ".join(text.split())
    shown = python_markdown.markdown(escaped(text), extensions=["attr_list", "def_list", "tables"])
    soup = BeautifulSoup(shown, "html.parser")
    assert soup.get_text().strip() == text
    assert {tag.name for tag in soup.find_all(True)} <= {"p"}
