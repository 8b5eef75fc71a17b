"""The end of a page: its address and citation copied, its printing, and where to tell that it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.using import unfold

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
PAGE = "su-kien/2024/ky-giao-uoc/"
CITATION = (
    "Phòng Thi đua Ví Dụ, “Cụm thi đua số 1 phát động và ký kết giao ước thi đua năm 2024”, Trang thi đua Ví Dụ, "
    "cập nhật đến 29/11/2024, {address}, truy cập 02/01/2031."
)
"""Read in America on New Year's day, when it is the second in Viet Nam."""


def opened(context: Callable[..., BrowserContext], address: str, *, secure: bool = True) -> Page:
    page = context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.clock.set_fixed_time("2031-01-01T20:00:00Z")
    if not secure:
        page.add_init_script(NO_CLIPBOARD)
    page.goto(address)
    return page


def press(page: Page, name: str) -> None:
    """By keyboard, as whoever has no mouse does."""
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def pasted(page: Page) -> str:
    """What another field gets."""
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('textarea'), {id: 'noi-khac'}))"
    )
    page.locator("#noi-khac").focus()
    page.keyboard.press("Control+V")
    return page.locator("#noi-khac").input_value()


@pytest.mark.parametrize("secure", [True, False])
def test_address_and_citation_are_copied(
    served: str, context: Callable[..., BrowserContext], secure: bool
) -> None:
    page = opened(context, f"{served}{PAGE}?a=1#nguon", secure=secure)
    press(page, "Sao chép địa chỉ")
    expect(page.locator(".td-share [role=status]")).to_have_text("Đã sao chép.")
    expect(page.get_by_role("button", name="Sao chép địa chỉ")).to_be_focused()
    assert pasted(page) == f"{served}{PAGE}?a=1#nguon"
    page.locator("#noi-khac").evaluate("field => field.remove()")
    press(page, "Sao chép trích dẫn")
    expect(page.locator(".td-share [role=status]")).to_have_text("Đã sao chép.")
    assert page.locator(".td-share textarea").count() == 0
    assert pasted(page) == CITATION.format(address=f"{served}{PAGE}?a=1#nguon")


def test_where_copying_is_refused_the_text_is_marked(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = opened(context, served + PAGE, secure=False)
    page.evaluate("document.execCommand = () => false")
    press(page, "Sao chép địa chỉ")
    expect(page.locator(".td-share [role=status]")).to_contain_text("nhấn Ctrl+C")
    field = page.get_by_role("textbox", name="Sao chép địa chỉ")
    expect(field).to_be_focused()
    marked = field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert marked == served + PAGE
    press(page, "Sao chép trích dẫn")
    expect(field).to_have_count(1)


def test_a_page_is_printed(served: str, context: Callable[..., BrowserContext]) -> None:
    page = opened(context, served + PAGE)
    page.evaluate("window.print = () => { document.title = 'in' }")
    press(page, "In")
    expect(page).to_have_title("in")


def test_without_scripts_only_the_link_is_there(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(served + PAGE)
    assert page.locator(".td-share button:visible").count() == 0
    link = page.get_by_role("link", name="Báo chỗ sai")
    assert (link.get_attribute("href") or "").startswith("mailto:thi-dua@vi-du.example.vn?subject=")


@pytest.mark.parametrize("path", ["feed.xml", "cum/vd-1/feed.xml"])
def test_a_feed_is_read_in_a_browser(
    served: str, context: Callable[..., BrowserContext], path: str
) -> None:
    """Under the policy: titles that lead to their pages, summaries, and nothing of what programs read."""
    page = context().new_page()
    page.goto(served + path)
    shown = page.evaluate(
        """() => Array.from(document.querySelectorAll('*'))
            .filter(one => one.getClientRects().length && one.textContent.trim()).map(one => one.localName)"""
    )
    assert set(shown) == {"feed", "title", "div", "p", "a", "entry", "summary"}
    links = page.evaluate(
        "Array.from(document.querySelectorAll('entry > a'), link => [link.textContent, link.href, link.getClientRects().length])"
    )
    assert [href for _, href, rects in links if rects and "/ky-giao-uoc/" in href][:1] == [
        "https://thidua.example.vn/vi-du/su-kien/2024/ky-giao-uoc/",
    ]
    assert page.evaluate("getComputedStyle(document.documentElement).maxWidth") != "none"


def test_the_key_to_the_members_is_never_cut(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(viewport={"width": 320, "height": 700}).new_page()
    page.goto(f"{served}cum/vd-1/")
    unfold(page)
    key = page.locator(".td-section__note", has_text="không thuộc cụm")
    expect(key).to_contain_text("●: thành viên")
    box = key.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
