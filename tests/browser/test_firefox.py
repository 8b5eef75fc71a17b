"""The main uses in Firefox, over WebDriver BiDi: Playwright drives only builds of its own, which Debian does not have."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from websockets.sync.client import connect

from page_types import PAGE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.sync.client import ClientConnection

FIREFOX = Path("/usr/bin/firefox-esr")
# Nothing is fetched, reported or asked; focus without a screen; the light scheme whatever the machine is set to.
PREFERENCES = {
    "app.normandy.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "focusmanager.testmode": True,
    "layout.css.prefers-color-scheme.content-override": 1,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}
LISTEN = """() => document.addEventListener('securitypolicyviolation', event =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""
KEYS = {
    "Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Control": "\ue009",
    "ArrowDown": "\ue015", "ArrowRight": "\ue014",
}  # fmt: skip
PATIENCE = 30


class Firefox:
    """One window, and what its console said."""

    def __init__(self, socket: ClientConnection) -> None:
        self.said: list[str] = []
        self._socket = socket
        self._number = 0
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        self._send("script.addPreloadScript", functionDeclaration=LISTEN)
        # Its first tab has the keyboard in the address bar.
        self._window = self._send("browsingContext.create", type="tab")["context"]

    def _send(self, method: str, **params: object) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if answer["type"] == "event":
                entry = answer["params"]
                if entry.get("level") in {"warn", "error"}:
                    self.said.append(entry["text"])
            elif answer["id"] == self._number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, url: str, *, width: int = 1280, height: int = 900) -> None:
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._window, viewport=size)
        self._send("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def back(self) -> None:
        self._send("browsingContext.traverseHistory", context=self._window, delta=-1)

    def ask(self, expression: str) -> Any:
        """The value of an expression of the page."""
        found = self._send(
            "script.evaluate", expression=f"JSON.stringify({expression})",
            target={"context": self._window}, awaitPromise=False,
        )  # fmt: skip
        assert found["type"] == "success", found
        return json.loads(found["result"].get("value", "null"))

    def until(self, expression: str) -> Any:
        """Its value once it is true."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if value := self.ask(expression):
                    return value
            except AssertionError:
                # A page that is left, or not there yet.
                if time.monotonic() > end:
                    raise
            assert time.monotonic() < end, expression
            time.sleep(0.05)

    def press(self, *keys: str) -> None:
        """Keys one after the other, ``Control+k`` together; a longer text is typed."""
        actions = []
        for key in keys:
            together = key.split("+") if "+" in key else [key] if key in KEYS else [*key]
            codes = [KEYS.get(one, one) for one in together]
            if "+" in key:
                actions += [("keyDown", code) for code in codes]
                actions += [("keyUp", code) for code in reversed(codes)]
            else:
                actions += [(kind, code) for code in codes for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keys", "actions": [{"type": kind, "value": code} for kind, code in actions]}  # fmt: skip
        self._send("input.performActions", context=self._window, actions=[source])


def address(process: subprocess.Popen[bytes], profile: Path) -> str:
    """Where Firefox listens, once it has written it down."""
    written = profile / "WebDriverBiDiServer.json"
    end = time.monotonic() + 2 * PATIENCE
    while not (written.exists() and (text := written.read_text("utf-8"))):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.1)
    found = json.loads(text)
    return f"ws://{found['ws_host']}:{found['ws_port']}/session"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if not FIREFOX.exists():
        if os.environ.get("THIDUA_REQUIRE_BROWSER"):
            pytest.fail("THIDUA_REQUIRE_BROWSER is set and there is no firefox-esr")
        pytest.skip("no firefox-esr on this machine")
    profile = tmp_path_factory.mktemp("firefox")
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    process = subprocess.Popen(
        [FIREFOX, "--headless", "--profile", profile, "--remote-debugging-port", "0"],
        # As root it starts only in a home of its own.
        env={**os.environ, "HOME": str(profile)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with connect(address(process, profile), max_size=None) as socket:
            yield Firefox(socket)
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def firefox(window: Firefox) -> Iterator[Firefox]:
    """The window, whose console must stay silent."""
    window.said.clear()
    yield window
    assert window.said == []


def test_every_type_of_page(firefox: Firefox, served: str) -> None:
    for pages in PAGE_TYPES.values():
        firefox.open(served + pages[0], width=390)
        assert firefox.ask("document.querySelectorAll('h1').length") == 1, pages[0]
        assert firefox.ask("document.documentElement.scrollWidth <= innerWidth"), pages[0]
    assert firefox.ask("document.fonts.check('1em \"Source Sans 3\"', 'ễ')")


def test_the_search_box(firefox: Firefox, served: str) -> None:
    """Both shortcuts are Firefox' own as well; typed, chosen, left and opened by keyboard."""
    marked = "document.querySelector('#td-search-list [role=option] mark') !== null"
    firefox.open(served)
    firefox.press("/", "Đan Hương")
    firefox.until(marked)
    assert firefox.ask("document.activeElement.value") == "Đan Hương"
    firefox.press("Escape", "Escape", "Tab", "Control+k", "ky giao uoc 14/3/2024")
    firefox.until(marked)
    firefox.press("ArrowDown")
    address = firefox.ask("document.querySelector('[aria-selected=true]').dataset.href")
    firefox.press("Enter")
    firefox.until(f"location.href === {json.dumps(address)} && document.readyState === 'complete'")
    assert "/su-kien/2024/ky-giao-uoc/" in address


def test_results_facets_and_the_way_back(firefox: Firefox, served: str) -> None:
    state = "[document.querySelector('#td-search-q').value, document.querySelectorAll('.td-search-chip').length]"
    firefox.open(f"{served}tim-kiem/?q=giao+u%CC%9Bo%CC%9B%CC%81c")
    firefox.until("document.querySelector('#ket-qua:not([aria-busy]) > li mark') !== null")
    firefox.ask("document.querySelector('#td-search-nam-2024').focus()")
    firefox.press(" ")
    firefox.until("location.search.endsWith('&nam=2024')")
    before = firefox.ask(state)
    firefox.ask("document.querySelector('#ket-qua a').click()")
    firefox.until("!location.pathname.endsWith('/tim-kiem/') && document.readyState === 'complete'")
    firefox.back()
    firefox.until(f"JSON.stringify({state}) === JSON.stringify({json.dumps(before)})")
    firefox.back()
    firefox.until(f"{state}[1] === 0")


def test_a_long_timeline(firefox: Firefox, long: str) -> None:
    """Filtered, turned, an older term opened in place, and each year reached."""
    still = "document.querySelector('[data-td-waiting], [data-busy]') === null"
    firefox.open(long + "cum/lon/", width=390)
    firefox.until(still)
    firefox.ask("document.querySelector('[name=loai]').click()")
    firefox.until(f"{still} && location.search !== ''")
    assert "Đang xem" in firefox.ask("document.querySelector('[data-td-count]').textContent")
    firefox.ask("document.querySelector('[data-td-tools] [type=reset]').click()")
    firefox.until(f"{still} && location.search === ''")
    firefox.ask("document.querySelector('[data-td-open]').focus()")
    firefox.press("Enter")
    firefox.until(f"{still} && document.activeElement.matches('.is-new')")
    for number in range(firefox.ask("document.querySelectorAll('[data-td-rail] a').length")):
        link = f"document.querySelectorAll('[data-td-rail] a')[{number}]"
        firefox.ask(f"{link}.click()")
        firefox.until(f"{link}.hasAttribute('aria-current')")
        firefox.until("(top => top >= 0 && top < 100)(document.querySelector(location.hash).getBoundingClientRect().top)")  # fmt: skip


def test_the_calendar_is_walked_through_in_reading_order(firefox: Firefox, served: str) -> None:
    firefox.open(served + "lich/")
    assert firefox.ask("document.querySelector('[data-td-now]').textContent").startswith("Hôm nay")
    assert firefox.ask("document.querySelectorAll('td.is-today').length") < 2
    firefox.ask("document.querySelector('.td-cal-year a').focus()")
    place = "[...document.querySelectorAll('.td-cal-year a')].indexOf(document.activeElement)"
    for number in range(firefox.ask("document.querySelectorAll('.td-cal-year a').length")):
        assert firefox.ask(place) == number
        firefox.press("Tab")


def test_photographs_large(firefox: Firefox, served: str) -> None:
    shown = "document.querySelector('dialog[open] img').alt"
    firefox.open(served + "su-kien/2024/ky-giao-uoc/")
    firefox.ask("document.querySelector('.td-photo > a').focus()")
    firefox.press("Enter")
    first = firefox.until(shown)
    firefox.press("ArrowRight")
    assert firefox.ask(shown) not in {"", first}
    firefox.press("Escape")
    firefox.until("document.querySelector('dialog[open]') === null && document.activeElement.matches('.td-photo > a')")  # fmt: skip
