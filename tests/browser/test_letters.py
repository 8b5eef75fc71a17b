"""Letters of a reader's own size (WCAG 1.4.4), and a reader's own colours where a drawing has to keep its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.using import unfold
from page_types import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Browser]:
    """A browser whose reader asked for letters of twice the size: of the text alone, as on telephones."""
    one = browser.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox", "--disable-gpu", "--blink-settings=defaultFontSize=32"],
    )
    yield one
    one.close()


def test_letters_of_twice_the_size_fit_a_phone(large: Browser, served: str) -> None:
    page = large.new_page(viewport={"width": 390, "height": 844})
    wide = {}
    for path in PAGES:
        page.goto(served + path)
        if "tim-kiem" in path:
            page.locator("#ket-qua > li").first.wait_for()
        unfold(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide[path] = width
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"
    assert wide == {}


def test_the_picture_and_its_key_keep_their_shapes_in_own_colours(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    """White on black forced upon a page that is drawn for light: names are read, each key looks like its bar."""
    page = context(forced_colors="active", color_scheme="dark").new_page()
    page.goto(served + "cum/vd-1/")
    canvas, name, bar, lead = page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement('i'))
      probe.style.backgroundColor = 'Canvas'
      const seen = selector => getComputedStyle(document.querySelector(`.td-overview--wide ${selector}`)).fill
      return [getComputedStyle(probe).backgroundColor, seen('.td-ov-names text'), seen('.td-ov-bar'), seen('.td-ov-bar--lead')]
    }""")
    assert canvas not in {name, bar, lead}
    keys = page.evaluate("""() => ['member', 'lead'].map(kind =>
      getComputedStyle(document.querySelector(`.td-ov-key[data-kind=${kind}]`), '::before').backgroundColor)""")
    assert keys == [bar, lead]


def test_a_register_that_became_a_list_has_the_whole_line(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(served + "cum/vd-1/giao-uoc/2024/")
    widths = page.evaluate(
        "[...document.querySelectorAll('.td-table--stack tbody th')].map(th => th.getBoundingClientRect().width)"
    )
    assert len(widths) > 3
    assert min(widths) > 300
