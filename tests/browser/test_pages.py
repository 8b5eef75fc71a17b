"""Every page type in a real browser: other hosts, policy, accessibility, width, keyboard, print."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from browser.looks import in_every_look
from browser.theme_rules import left_out
from browser.using import unfold
from browser.watching import watched
from page_types import MISSING, PAGE_TYPES, PAGES
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext


def test_every_template_has_a_page_here() -> None:
    templates = {p.stem for p in (ROOT / "overrides" / "pages").glob("*.html")} - {
        "diagnostics",
        "withheld",
        # Of the internal edition alone: tests/browser/test_coverage_page.py.
        "coverage",
    }
    assert templates | {"main", "404"} == set(PAGE_TYPES)


@pytest.mark.parametrize("page_path", PAGES)
def test_page(served: str, context: Callable[..., BrowserContext], page_path: str) -> None:
    """However it is looked at: no axe finding, nothing to scroll sideways, every fold open, nothing on the console, nobody else asked.

    And of Material's rules none is missing that it could use.
    """
    page = context().new_page()
    watch = watched(page, served)
    page.goto(served + page_path)
    if "tim-kiem" in page_path:
        page.locator("#ket-qua > li").first.wait_for()
    unfold(page)
    in_every_look(page)
    assert left_out(page) == []
    assert [f for f in watch.found if not (page_path == MISSING and "404" in f)] == []


WITHOUT_SCRIPTS = {
    "cum/vd-1/": ("sơ kết sáu tháng đầu năm 2024", "Công an tỉnh Thí Dụ", "ký giao ước năm 2022"),
    "cum/vd-1/2024/": ("Cụm trưởng Công an tỉnh Đan Hương", "Chu trình của kỳ", "Công an tỉnh Dương Lâm"),
    "don-vi/ca-tinh-mau-2024/": ("Cụm thi đua số 1", "Cụm trưởng", "Sự kiện"),
    "cum-truong/": ("Công an tỉnh Đan Hương", "do hội nghị cụm bầu", "Chưa có thông tin"),
    "khen-thuong/": ("Cờ thi đua",),
    "so-lieu/": ("chỉ tiêu",),
    "du-lieu/": ("CSV", "Sự kiện", "Giấy phép"),
    "cap-nhat/": ("Sự kiện", "2024"),
    "ve-trang-nay/": ("Phòng Thi đua Ví Dụ", "Báo chỗ sai", "“Về trang này”, "),
    "en/": ("Local police", "emulation cluster cụm thi đua, khối thi đua", "“Emulation clusters of Vietnam”, "),
}  # fmt: skip


def test_all_content_is_there_without_scripts(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    missing = {}
    for path, words in WITHOUT_SCRIPTS.items():
        page.goto(served + path)
        text = " ".join(page.locator("main").inner_text().replace("\u00a0", " ").split())
        missing[path] = [said for said in words if said not in text]
    assert {path: words for path, words in missing.items() if words} == {}


def test_the_choice_of_scheme_is_kept(served: str, context: Callable[..., BrowserContext]) -> None:
    page = context(color_scheme="light").new_page()
    page.goto(served)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-td-scheme], .td-scheme, button:has-text('Nền tối')").first.click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    page.goto(served + "cum/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


@pytest.mark.parametrize(
    "page_path", ["su-kien/2024/ky-giao-uoc/", "cum/vd-1/", "cum/vd-1/giao-uoc/2024/"]
)
def test_print_is_ink_on_paper(
    served: str, context: Callable[..., BrowserContext], page_path: str, tmp_path: Path
) -> None:
    """Printed from a dark screen: no navigation, nothing cut, sources with their addresses."""
    page = context(color_scheme="dark").new_page()
    page.goto(served + page_path)
    title = page.locator("h1").inner_text()
    page.pdf(path=tmp_path / "trang.pdf", format="A4", prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "trang.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    words = " ".join(text.replace("\u00a0", " ").split())
    # A pledge prints its title in capitals.
    assert " ".join(title.replace("\u00a0", " ").split())[:30].casefold() in words.casefold()
    assert "Nền tối" not in words
    assert "Đơn vị Hướng dẫn" not in words


def test_no_heading_is_printed_alone_and_nothing_is_left_folded(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    """Links to feeds and files are not printed, and then no heading of theirs either."""
    page = context().new_page()
    page.emulate_media(media="print")
    found = {}
    for path in PAGES:
        page.goto(served + path, wait_until="domcontentloaded")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        found[path] = page.evaluate(
            """() => {
                const bare = [...document.querySelectorAll("main section:has(> .td-section__head)")].filter(
                    part => part.checkVisibility() && ![...part.children].slice(1).some(one => one.checkVisibility())
                ).map(part => part.innerText)
                const folded = [...document.querySelectorAll(".td-prose details:not([open])")]
                return [...bare, ...folded.map(one => one.innerText)]
            }"""
        )
    assert {path: words for path, words in found.items() if words} == {}


def test_photographs_open_large_without_scripts(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(served + "su-kien/2024/ky-giao-uoc/")
    page.locator(".td-photo > a").first.click()
    assert page.url.endswith(".jpg")
