"""Every type of page behind a real nginx and a real Caddy, as `publish` and `host-files` leave them, and used as readers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.using import USES, shell, unfold
from browser.watching import watched
from page_types import MISSING, PAGE_TYPES
from thidua.hosting.policy import CONTENT_SECURITY_POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext


def test_nothing_is_refused_and_nobody_else_is_asked(
    host: str, context: Callable[..., BrowserContext]
) -> None:
    """At the root and under a path: no violation of the policy, no request elsewhere, no word on the console."""
    page = context(
        viewport={"width": 390, "height": 844}, permissions=["clipboard-write"]
    ).new_page()
    watch = watched(page, host)
    for template, addresses in PAGE_TYPES.items():
        for number, address in enumerate(addresses):
            answer = page.goto(host + address)
            assert answer is not None
            assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
            unfold(page)
            if template == "home":
                shell(page)
            if template in USES and not number:
                USES[template](page)
            # The browser's own word for the one page that is not there.
            watch.found = [f for f in watch.found if not (address == MISSING and "404" in f)]
            assert watch.found == [], address
    # What the search gets ready in idle moments is over too.
    page.goto(host)
    page.wait_for_load_state("networkidle")
    assert watch.found == []
    assert watch.asked > 100


def test_the_watch_sees_what_it_must(host: str, context: Callable[..., BrowserContext]) -> None:
    page = context().new_page()
    watch = watched(page, host)
    page.goto(host)
    page.evaluate(
        """() => {
          const script = document.createElement('script')
          script.textContent = 'window.ran = true'
          document.body.append(script)
          document.body.setAttribute('style', 'color: red')
          new Image().src = 'http://127.0.0.2:9/a.png'
        }"""
    )
    page.wait_for_function("true")
    page.wait_for_timeout(50)
    assert page.evaluate("window.ran") is None
    refused = [line.split()[2] for line in watch.found if line.startswith("console: policy: ")]
    assert sorted(refused) == ["img-src", "script-src-elem", "style-src-attr"]
