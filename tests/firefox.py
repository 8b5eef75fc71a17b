"""Debian's Firefox, driven by Marionette, which every Firefox speaks: no driver beside it, and playwright's is of a Firefox of its own.

The protocol is that of WebDriver in frames of their length: ``12:[0,1,"…",{}]``.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIREFOX = "/usr/bin/firefox-esr"
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_PATIENCE = 60.0
"""Seconds; other tests run beside."""


class Firefox:
    """One window of a Firefox that runs."""

    def __init__(self, port: int) -> None:
        self._link = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self._read = self._link.makefile("rb")
        self._number = 0
        self._receive()
        self.ask("WebDriver:NewSession")

    def _receive(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._read.read(1)
        return json.loads(self._read.read(int(size[:-1])))

    def close(self) -> None:
        self._read.close()
        self._link.close()

    def ask(self, command: str, **values: Any) -> Any:
        """The value a command gives. Raises RuntimeError with what Firefox says."""
        self._number += 1
        text = json.dumps([0, self._number, command, values]).encode()
        self._link.sendall(b"%d:%s" % (len(text), text))
        _, _, error, answer = self._receive()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return answer.get("value") if isinstance(answer, dict) else answer

    def open(self, address: str) -> None:
        """Go to an address, and wait for its page."""
        self.ask("WebDriver:Navigate", url=address)

    def script(self, body: str) -> Any:
        """What a script of the debugger returns; the page's own policy does not bind it."""
        return self.ask("WebDriver:ExecuteScript", script=body, args=[])

    def wait(self, condition: str) -> None:
        """Wait until an expression is true of the page."""
        end = time.monotonic() + _PATIENCE
        while not self.script(f"return Boolean({condition})"):
            assert time.monotonic() < end, condition
            time.sleep(0.1)

    def element(self, selector: str) -> str:
        """The first element of a selector."""
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)
        return str(found[_ELEMENT])

    def click(self, selector: str) -> None:
        self.ask("WebDriver:ElementClick", id=self.element(selector))

    def type(self, selector: str, text: str) -> None:
        """Press the keys of a text in a field; of a field for files, choose the file of that path."""
        self.ask("WebDriver:ElementSendKeys", id=self.element(selector), text=text)

    def enter_frame(self, selector: str) -> None:
        self.ask("WebDriver:SwitchToFrame", element=self.element(selector))

    def leave_frame(self) -> None:
        self.ask("WebDriver:SwitchToFrame")


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own, ended afterwards."""
    profile.mkdir()
    (profile / "user.js").write_text('user_pref("marionette.port", 0);\n', "utf-8")
    with subprocess.Popen(
        [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(profile)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            told, end = profile / "MarionetteActivePort", time.monotonic() + _PATIENCE
            while not (told.exists() and told.read_text("utf-8").strip()):
                assert process.poll() is None, "Firefox ended"
                assert time.monotonic() < end, "Firefox does not listen"
                time.sleep(0.1)
            with closing(Firefox(int(told.read_text("utf-8")))) as window:
                yield window
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
