"""A folder on the loopback and a browser that asks it: what every engine here is measured through."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

OURS = "default-src 'self'; script-src 'self'"
"""What our pages are told to be served with; an engine of WebAssembly needs more."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """A quiet host with a policy."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, policy: str, **named: Any) -> None:
        self.policy = policy
        super().__init__(*args, **named)

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def browsing(folder: Path, policy: str = "") -> Iterator[tuple[Browser, str]]:
    """A browser, and the address the folder is served at."""
    handler = functools.partial(Handler, directory=str(folder), policy=policy)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            yield browser, f"http://127.0.0.1:{server.server_port}/"
            browser.close()
    finally:
        server.shutdown()


def patient(browser: Browser) -> Page:
    """A page without a time limit: some engines need minutes to begin."""
    page = browser.new_page()
    page.set_default_timeout(0)
    return page


def paste(page: Page, box: str, text: str) -> None:
    """The text in place of what the box held, as the clipboard gives it: no key for each letter."""
    page.focus(box)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
