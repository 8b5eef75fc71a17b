"""By keyboard alone: the shell, photographs, and on every kind of page where the focus goes and whether it is seen.

Timeline, calendar, search and pledges have their own paths in their own files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from axe import axe_findings
from page_types import PAGE_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

PHONE = {"width": 390, "height": 844}
# What holds the focus: whether it comes after what held it before (asked of the document as it is now: scripts add to
# it while the keys are pressed), whether it can be seen, and what tells it from the rest.
HELD = """() => {
  const one = document.activeElement
  if (one === document.body) return null
  const before = window.heldBefore
  window.heldBefore = one
  const box = one.getBoundingClientRect()
  const style = getComputedStyle(one)
  const middle = [box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 1)]
  const top = document.elementFromPoint(...middle)
  return {
    what: (one.id || one.name || one.textContent || one.className).trim().slice(0, 40),
    isAfter: !before || before === one || Boolean(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && style.visibility === 'visible',
    covered: !(top && (one.contains(top) || top.contains(one) || one.getClientRects().length > 1)),
    ringed: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5) || style.boxShadow !== 'none',
  }
}"""


def steps(page: Page, limit: int) -> list[dict[str, Any]]:
    """What holds the focus after each press of Tab, until it leaves the page."""
    found: list[dict[str, Any]] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        held = page.evaluate(HELD)
        if held is None:
            break
        found.append(held)
    return found


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "template",
    [
        "home",
        "event",
        "cluster",
        "term",
        "pledge",
        "comparison",
        "comparison-any",
        "calendar",
        "calendar-month",
        "search",
        "units",
    ],
)
def test_the_focus_is_seen_and_goes_down_the_page(
    served: str, context: Callable[..., BrowserContext], template: str, width: int
) -> None:
    """WCAG 2.4.3, 2.4.7, 2.4.11: never on what is hidden, never under what is sticky, always ringed, in reading order."""
    page = context(viewport={"width": width, "height": 844}).new_page()
    page.goto(served + PAGE_TYPES[template][0])
    if template == "search":
        page.locator("#ket-qua > li").first.wait_for()
    found = steps(page, 70)
    assert len(found) > 10
    assert [f["what"] for f in found if not f["seen"] or f["covered"] or not f["ringed"]] == []
    assert [f["what"] for f in found if not f["isAfter"]] == []


def test_the_skip_link_comes_first(served: str, context: Callable[..., BrowserContext]) -> None:
    page = context().new_page()
    page.goto(served + "cum/vd-1/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#td-noi-dung"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#td-noi-dung') !== null")


def test_the_menu_drawer(served: str, context: Callable[..., BrowserContext]) -> None:
    """Closed it is not walked through; open it comes next; Escape gives the focus back; a section is one Enter away."""
    page = context(viewport=PHONE).new_page()
    page.goto(served)
    button = page.locator("[data-td-menu]")
    links = page.locator("#td-nav a")
    assert links.count() > 5
    assert [link.is_visible() for link in links.all()] == [False] * links.count()
    button.focus()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('#td-nav')")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert axe_findings(page) == []
    walked = []
    for _ in range(links.count()):
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.textContent"))
    assert walked == links.all_text_contents()
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    expect(page.locator("[data-td-menu]")).to_have_attribute("aria-expanded", "false")


def test_the_scheme_button(served: str, context: Callable[..., BrowserContext]) -> None:
    page = context(color_scheme="light").new_page()
    page.goto(served)
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.locator("[data-td-scheme-button]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(paper) != before
    page.keyboard.press("Space")
    assert page.evaluate(paper) == before


def test_photographs_open_large_by_keyboard(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context().new_page()
    page.goto(served + "su-kien/2024/ky-giao-uoc/")
    first = page.locator(".td-photo > a").first
    first.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    assert (
        dialog.locator("img").get_attribute("alt")
        == "Đại diện bốn đơn vị ngồi ký giao ước ở bàn dài"
    )
    assert axe_findings(page) == []
    page.keyboard.press("ArrowRight")
    assert dialog.locator("img").get_attribute("alt") == "Toàn cảnh hội trường nhìn từ cuối phòng"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    seen_last = page.get_by_alt_text("Toàn cảnh hội trường nhìn từ cuối phòng")
    expect(page.locator(".td-photo > a").filter(has=seen_last)).to_be_focused()


def test_the_focus_stays_in_the_large_picture(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    """Previous, next and close are reached by Tab; nothing behind the picture is."""
    page = context(viewport=PHONE).new_page()
    page.goto(served + "su-kien/2024/ky-giao-uoc/")
    page.locator(".td-photo > a").first.focus()
    page.keyboard.press("Enter")
    walked = []
    for _ in range(8):
        page.keyboard.press("Tab")
        walked.append(
            page.evaluate(
                "document.activeElement.closest('dialog') ? document.activeElement.textContent : ''"
            )
        )
    buttons = page.locator("dialog button").all_text_contents()
    assert len(buttons) == 3
    # Between the last and the first a browser may stop at its own bar.
    assert {text for text in walked if text} == set(buttons)
    assert not page.evaluate(
        "[...document.querySelectorAll('main a')].includes(document.activeElement)"
    )
    page.locator("dialog button").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".td-photo > a").first).to_be_focused()
