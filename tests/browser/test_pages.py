"""Every page type in a real browser: other hosts, policy, accessibility, width, keyboard, print."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from axe import axe_findings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext

PAGES = [
    "", "su-kien/", "su-kien/2024/", "su-kien/2024/ky-giao-uoc/", "su-kien/2022/cum-1-ky-giao-uoc/", "cum/",
    "cum/vd-1/", "cum/vd-1/2024/", "cum/so/1/", "cum/vd-1/giao-uoc/2024/", "giao-uoc/", "don-vi/",
    "don-vi/ca-tinh-mau-2024/", "ky-niem/", "ky-niem/ngay-truyen-thong-vi-du/", "phong-trao/",
    "phong-trao/vi-binh-yen/", "huong-dan/", "khong-co-trang-nay/",
]  # fmt: skip


@pytest.mark.parametrize("page_path", PAGES)
def test_page(served: str, context: Callable[..., BrowserContext], page_path: str) -> None:
    """No request to another host, no console error, no policy violation, no axe finding, no overflow."""
    page = context(color_scheme="light", viewport={"width": 390, "height": 844}).new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(served + page_path)
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if not url.startswith((served, "data:"))] == []
    expected = ["404"] if page_path.startswith("khong-co") else []
    assert [e for e in errors if not any(word in e for word in expected)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe_findings(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe_findings(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert axe_findings(page) == []


def test_the_menu_works_by_keyboard(served: str, context: Callable[..., BrowserContext]) -> None:
    page = context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(served)
    button = page.locator("button[aria-expanded]").first
    button.focus()
    assert button.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.hasAttribute('aria-expanded')")


def test_the_skip_link_comes_first(served: str, context: Callable[..., BrowserContext]) -> None:
    page = context().new_page()
    page.goto(served + "cum/vd-1/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#td-noi-dung"


def test_all_content_is_there_without_scripts(served: str, context: Callable[..., BrowserContext]) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(served + "cum/vd-1/")
    text = page.locator("main").inner_text().replace("\u00a0", " ")
    for words in ("sơ kết sáu tháng đầu năm 2024", "Công an tỉnh Thí Dụ", "ký giao ước năm 2022"):
        assert words in text


def test_the_choice_of_scheme_is_kept(served: str, context: Callable[..., BrowserContext]) -> None:
    page = context(color_scheme="light").new_page()
    page.goto(served)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-td-scheme], .td-scheme, button:has-text('Nền tối')").first.click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    page.goto(served + "cum/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


@pytest.mark.parametrize("page_path", ["su-kien/2024/ky-giao-uoc/", "cum/vd-1/", "cum/vd-1/giao-uoc/2024/"])
def test_print_is_ink_on_paper(
    served: str, context: Callable[..., BrowserContext], page_path: str, tmp_path: Path
) -> None:
    """Printed from a dark screen: no navigation, nothing cut, sources with their addresses."""
    page = context(color_scheme="dark").new_page()
    page.goto(served + page_path)
    title = page.locator("h1").inner_text()
    page.pdf(path=tmp_path / "trang.pdf", format="A4", prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "trang.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    words = " ".join(text.replace("\u00a0", " ").split())
    # A pledge prints its title in capitals.
    assert " ".join(title.replace("\u00a0", " ").split())[:30].casefold() in words.casefold()
    assert "Nền tối" not in words
    assert "Đơn vị Hướng dẫn" not in words


def test_photographs_open_large_by_keyboard(served: str, context: Callable[..., BrowserContext]) -> None:
    page = context().new_page()
    page.goto(served + "su-kien/2024/ky-giao-uoc/")
    first = page.locator(".td-photo > a").first
    first.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    assert dialog.locator("img").get_attribute("alt") == "Đại diện bốn đơn vị ngồi ký giao ước ở bàn dài"
    assert axe_findings(page) == []
    page.keyboard.press("ArrowRight")
    assert dialog.locator("img").get_attribute("alt") == "Toàn cảnh hội trường nhìn từ cuối phòng"
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.querySelector('img').alt") == "Toàn cảnh hội trường nhìn từ cuối phòng"


def test_photographs_open_large_without_scripts(served: str, context: Callable[..., BrowserContext]) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(served + "su-kien/2024/ky-giao-uoc/")
    page.locator(".td-photo > a").first.click()
    assert page.url.endswith(".jpg")
