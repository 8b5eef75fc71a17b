"""What tests of timelines ask a page: what is shown, of which kinds, and when nothing waits any longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def settled(page: Page) -> Page:
    """The page once the sheets out of sight and the address follow the state, a moment after what is in sight."""
    expect(page.locator("[data-td-waiting], [data-busy]")).to_have_count(0)
    return page


def shown(page: Page) -> list[str]:
    """The ``datetime`` of the entries a reader sees, from top to bottom."""
    settled(page)
    found: list[str] = page.locator(".td-tl:visible time").evaluate_all(
        "all => all.map(one => one.dateTime)"
    )
    return found


def marks(page: Page) -> set[str]:
    settled(page)
    found: list[str] = page.locator(".td-tl:visible").evaluate_all(
        "all => all.map(one => one.dataset.tdKind ?? one.querySelector('[data-mark]').dataset.mark)"
    )
    return set(found)


def open_older(page: Page) -> None:
    """Follow the first link to an older term.

    By keyboard: entries above are drawn as they come near, so a link that was scrolled to in the same instant may move between the
    press and the release of a mouse, which is then no click.
    """
    page.locator("[data-td-open]").first.press("Enter")


def open_all(page: Page) -> None:
    while page.locator("[data-td-open]").count():
        open_older(page)
        settled(page)


def status(page: Page) -> str:
    return page.locator("[data-td-count]").inner_text().replace("\u00a0", " ")
