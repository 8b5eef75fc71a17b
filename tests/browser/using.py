"""What readers do on a page, for tests that look at what happens meanwhile: over HTTP as well as in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def shell(page: Page) -> None:
    """The menu drawer and the scheme button of a narrow page."""
    menu = page.locator("[data-td-menu]")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    scheme = page.locator("[data-td-scheme-button]")
    before = scheme.inner_text()
    scheme.click()
    expect(scheme).not_to_have_text(before)
    scheme.click()


def unfold(page: Page) -> None:
    """What is folded may hold pictures and links of its own."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")


def search_box(page: Page) -> None:
    """Suggestions, and to the first of them by keyboard."""
    page.keyboard.press("/")
    page.keyboard.type("ky giao uoc 14/3/2024")
    page.locator("#td-search-list [role=option] mark").first.wait_for()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/su-kien/2024/ky-giao-uoc/" in page.url
    expect(page.locator("h1")).to_contain_text("ký kết giao ước")


def results(page: Page) -> None:
    """Hits, one ticked facet, another question, and to the first hit."""
    hits = page.locator("#ket-qua > li")
    hits.first.wait_for()
    opener = page.locator("[data-td-search-filter]")
    narrow = opener.is_visible()
    if narrow:
        opener.click()
    page.locator("#td-search-nam-2024").check()
    if narrow:
        page.locator("[data-td-search-apply]").click()
    page.locator(".td-search-chip").wait_for()
    page.fill("#td-search-q", "cum 1")
    page.keyboard.press("Enter")
    expect(page.locator("#ket-qua:not([aria-busy]) > li mark").first).to_be_visible()
    with page.expect_navigation():
        hits.first.locator("a").first.click()
    expect(page.locator("h1")).to_be_visible()


def timeline(page: Page) -> None:
    """A kind, a year, the other order, and back."""
    form = page.locator("[data-td-tools]")
    kind = form.locator("[name=loai]").first
    kind.check()
    expect(page.locator("[data-td-count]")).to_contain_text("Đang xem")
    form.locator("[name=thu-tu]").select_option("cu")
    form.locator("[name=nam]").select_option(index=1)
    form.locator("[type=reset]").click()
    expect(kind).not_to_be_checked()


def calendar(page: Page) -> None:
    """From what is next to a year, a month, the month after it."""
    page.locator("[data-td-month]").click()
    expect(page.locator("table.td-cal--month")).to_be_visible()
    page.locator(".td-pager a").last.click()
    expect(page.locator("table.td-cal--month")).to_be_visible()


def photographs(page: Page) -> None:
    """Open, go on, close."""
    page.locator(".td-photo > a").first.click()
    picture = page.locator("dialog[open] img")
    expect(picture).to_be_visible()
    page.wait_for_function("document.querySelector('dialog[open] img').naturalWidth > 480")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(picture).not_to_be_visible()


def register(page: Page) -> None:
    page.get_by_label("Tên cụm").fill("CUM SO 3")
    expect(page.locator(".td-entry:visible")).to_have_count(1)


def citation(page: Page) -> None:
    page.get_by_role("button", name="Sao chép trích dẫn").click()


def chooser(page: Page) -> None:
    """Another cluster on one side, and both side by side."""
    page.locator("[data-td-cluster=b]").select_option("vd-3")
    with page.expect_navigation():
        page.get_by_role("button", name="So sánh").click()
    expect(page.locator(".td-cmp__row").first).to_be_visible()


USES: dict[str, Callable[[Page], None]] = {
    "home": search_box, "search": results, "cluster": timeline, "calendar": calendar, "event": photographs, "pledges": register,
    "pledge": citation, "comparison-any": chooser,
}  # fmt: skip
"""By the template of the page."""
