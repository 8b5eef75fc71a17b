"""A real browser on the built fixture site, served with the policy hosts are told to send."""

from __future__ import annotations

import functools
import http.server
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thidua.hosting.policy import CONTENT_SECURITY_POLICY
from timelines import RICH, big, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    Open = Callable[..., Page]

SUB_PATH = "/vi-du/"
"""The path of the fixture's site_url; outside of it there is nothing."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Answers as a host would: below a sub-path only, with the policy, and the site's own 404 page."""

    def translate_path(self, path: str) -> str:
        inside = path.startswith(SUB_PATH)
        return super().translate_path(path[len(SUB_PATH) - 1 :] if inside else "/khong-co")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != http.HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing: the tests look at what the browser saw."""


class Served:
    """A folder served on the loopback."""

    def __init__(self, site: Path) -> None:
        handler = functools.partial(_Handler, directory=str(site))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_port}{SUB_PATH}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of a folder while it is served."""
    server = Served(site)
    try:
        yield server.base
    finally:
        server.close()


@pytest.fixture(scope="session")
def served(public_site: Path) -> Iterator[str]:
    """Address of the public fixture site."""
    with serving(public_site) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browser contexts that are closed after the test."""
    opened: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:
        opened.append(browser.new_context(**options))
        return opened[-1]

    yield new
    for one in opened:
        one.close()


# --- Calendars --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def real(real_site: Path) -> Iterator[str]:
    """The real content, served."""
    with serving(real_site) as address:
        yield address


@pytest.fixture
def on(context: Callable[..., BrowserContext]) -> Open:
    """Open a page at an instant (UTC), for a reader on the other side of the world."""

    def opened(url: str, now: str, **options: Any) -> Page:
        page = context(timezone_id="America/Los_Angeles", **options).new_page()
        page.clock.set_fixed_time(now)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        assert errors == []
        return page

    return opened


# --- Timelines --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(build(RICH, tmp_path_factory.mktemp("rich"))) as address:
        yield address


@pytest.fixture(scope="session")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster whose older terms are closed: 300 events in six years."""
    with serving(build(big(300, terms=6), tmp_path_factory.mktemp("long"))) as address:
        yield address


@pytest.fixture
def errors() -> Iterator[list[str]]:
    """What the console and the policy complained of; nothing, in every test."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def opened(context: Callable[..., BrowserContext], errors: list[str]) -> Callable[..., Page]:
    def open_(url: str, **options: object) -> Page:
        page = context(**options).new_page()
        page.on(
            "console",
            lambda message: errors.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    return open_
