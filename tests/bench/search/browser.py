"""The search in a real browser: time to a suggestion, memory, and whether the page answers as the engine in node does.

    python browser.py <any built site> <folder of feed.py> [<queries.json> <queries a form>]

The site gives pages and styles; its index is replaced. Served on the loopback with ``script-src 'self'``, CPU slowed
four times by the browser. ``cold``: box touched as soon as the page stands, first key at once. ``idle``: four seconds
after it. A time runs from the input event to the frame that shows the list.
"""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import statistics
import sys
import tempfile
import threading
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluate import ask, first_of_each
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPTS = Path(__file__).parents[3] / "overrides/assets/javascripts"
TYPED = "cum thi dua so 1 tong ket nam 2019"
WATCH = """() => {
  window.__times = []
  const box = document.querySelector("#td-search-box"), list = document.querySelector("#td-search-list")
  let began = 0
  box.addEventListener("focus", () => { window.__touched = performance.now() }, true)
  box.addEventListener("input", event => { began = event.timeStamp }, true)
  new MutationObserver(() => {
    if (list.hidden || !list.children.length) return
    const text = box.value
    requestAnimationFrame(() => setTimeout(() => {
      window.__first = window.__first || performance.now() - window.__touched
    }, 0))
    requestAnimationFrame(() => setTimeout(() => window.__times.push([text.length, performance.now() - began]), 0))
  }).observe(list, { childList: true })
}"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """A quiet host with a policy."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; script-src 'self'")
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def site_with(shell: Path, folder: Path, target: Path) -> None:
    """The shell with today's scripts and the index of ``folder``."""
    shutil.copytree(shell, target, dirs_exist_ok=True)
    shutil.rmtree(target / "assets/search")
    shutil.copytree(folder / "assets/search", target / "assets/search")
    for script in SCRIPTS.glob("search-*.js"):
        shutil.copy(script, target / "assets/javascripts" / script.name)


def latency(browser: Browser, base: str, wait: int) -> None:
    context = browser.new_context()
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(base, wait_until="domcontentloaded")
    page.evaluate(WATCH)
    page.focus("#td-search-box")
    page.wait_for_timeout(wait)
    for n, key in enumerate(TYPED, 1):
        page.keyboard.type(key)
        page.wait_for_function("n => window.__times.some(t => t[0] === n)", arg=n, timeout=20_000)
        page.wait_for_timeout(150)
    times: dict[int, float] = {}
    for length, time in page.evaluate("window.__times"):
        times.setdefault(length, time)
    touched = page.evaluate("window.__first")
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    cdp.send("HeapProfiler.collectGarbage")
    heap = cdp.send("Runtime.getHeapUsage")
    later = [time for length, time in times.items() if length > 1]
    print(
        f"{'idle' if wait > 1000 else f'cold, {touched:.0f} ms from touching the box'}: first {times[1]:.0f} ms, later median "
        f"{statistics.median(later):.0f} ms, worst {max(later):.0f} ms; heap {heap['usedSize'] / 1e6:.0f} MB "
        f"+ buffers {heap.get('backingStorageSize', 0) / 1e6:.0f} MB"
    )
    context.close()


def agreement(browser: Browser, base: str, folder: Path, queries: list[dict[str, Any]]) -> None:
    """The first three links of the page of results beside those of the engine in node."""
    texts = [" ".join(q["query"].split()) for q in queries]
    page = browser.new_page()
    same = 0
    for text, wanted in zip(texts, ask("ours", folder, texts), strict=True):
        page.goto(f"{base}tim-kiem/?q={urllib.parse.quote(text)}", wait_until="networkidle")
        page.wait_for_selector("#ket-qua:not([aria-busy])", state="attached")
        page.wait_for_timeout(250)
        links = page.eval_on_selector_all(
            "#ket-qua > li a", "list => list.slice(0, 3).map(a => a.pathname + a.hash)"
        )
        got = [link.split("%23")[0] for link in links]
        if got == wanted[:3]:
            same += 1
        else:
            print(repr(text), got, wanted[:3])
    print(f"page and node agree on the first three of {same} of {len(texts)} queries")


def main() -> None:
    """See the module."""
    shell, folder = Path(sys.argv[1]), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site_with(shell, folder, Path(name))
        handler = functools.partial(Handler, directory=name)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}/"
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        latency(browser, base, 0)
        latency(browser, base, 4000)
        if len(sys.argv) > 3:
            queries = json.loads(Path(sys.argv[3]).read_text("utf-8"))
            agreement(browser, base, folder, first_of_each(queries, int(sys.argv[4])))
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
