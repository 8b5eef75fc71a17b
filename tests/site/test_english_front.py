"""The English front of the invented site: its language, its pair, its links, its place in the sitemap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HOME, FRONT = "https://thidua.example.vn/vi-du/", "https://thidua.example.vn/vi-du/en/"
PAIR = [("vi", HOME), ("en", FRONT), ("x-default", HOME)]


@pytest.mark.parametrize("page", ["index.html", "en/index.html"])
def test_both_fronts_name_each_other(public_site: Path, page: str) -> None:
    text = (public_site / page).read_text("utf-8")
    found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text)
    assert found == PAIR


def test_no_other_page_names_another_language(public_site: Path) -> None:
    pages = {path.relative_to(public_site).as_posix() for path in public_site.rglob("*.html")}
    named = {
        page
        for page in pages
        if 'rel="alternate" hreflang' in (public_site / page).read_text("utf-8")
    }
    assert named == {"index.html", "en/index.html"}


def test_the_sitemap_has_both_with_their_languages(public_site: Path) -> None:
    sitemap = (public_site / "sitemap.xml").read_text("utf-8")
    entries = {
        url: re.findall(r'<xhtml:link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/>', rest)
        for url, rest in re.findall(r"<url><loc>([^<]+)</loc>(.*?)</url>", sitemap)
    }
    assert {url: pair for url, pair in entries.items() if pair} == {HOME: PAIR, FRONT: PAIR}
    assert 'xmlns:xhtml="http://www.w3.org/1999/xhtml"' in sitemap


@pytest.mark.parametrize(
    ("page", "links"),
    [("index.html", ["./en/", "./en/"]), ("cum/vd-1/index.html", ["../../en/"])],
)
def test_it_is_linked_from_the_head_of_the_home_page_and_every_foot(
    public_site: Path, page: str, links: list[str]
) -> None:
    text = (public_site / page).read_text("utf-8")
    assert re.findall(r'href="([^"]+)" lang="en" hreflang="en">English</a>', text) == links


def test_what_stays_vietnamese_says_so(public_site: Path) -> None:
    text = (public_site / "en/index.html").read_text("utf-8")
    assert '<html lang="en"' in text
    assert '<ul class="td-nav__list td-wide" lang="vi">' in text
    assert re.search(r'href="\.\./cum/vd-1/" lang="vi">Cụm thi đua số\u00a01', text)
    assert re.search(
        r'href="\.\./don-vi/ca-tinh-dan-huong/" lang="vi">Công an tỉnh Đan Hương', text
    )
    assert '<td lang="vi">giao ước thi đua</td>' in text
