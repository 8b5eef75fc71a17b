"""A page that is watched: what its console said, what the policy refused, and what it asked of others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request

# Runs before the page's own scripts, by the debugger: the policy does not apply to it.
_LISTEN = """document.addEventListener('securitypolicyviolation', event =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""


@dataclass
class Watch:
    """Everything that must not be; all of it since the page was opened."""

    base: str
    found: list[str] = field(default_factory=list)
    asked: int = 0
    """How many requests were seen: that it saw any proves that it looks."""

    def console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.found.append(f"console: {message.text}")

    def request(self, request: Request) -> None:
        self.asked += 1
        if not request.url.startswith((self.base, "data:")):
            self.found.append(f"outside: {request.url}")

    def failed(self, request: Request) -> None:
        # A page that is left stops loading what it no longer needs.
        if request.failure != "net::ERR_ABORTED":
            self.found.append(f"failed: {request.url} {request.failure}")


def watched(page: Page, base: str) -> Watch:
    """Watch a page from now on; only addresses below ``base`` belong to the site."""
    watch = Watch(base)
    page.add_init_script(_LISTEN)
    page.on("console", watch.console)
    page.on("pageerror", lambda error: watch.found.append(f"script: {error}"))
    page.on("request", watch.request)
    page.on("requestfailed", watch.failed)
    return watch
