"""How long a reader waits for suggestions in the box, in a real browser on a machine that should be quiet.

    python latency.py <any built site> <folder of feed.py> [--runs 20]

The site gives pages and styles; its index and scripts are replaced. Each run in a fresh profile, CPU slowed four times
by the browser. A time runs from the input event to the frame that shows a suggestion.

- ``cold``: the box is touched as soon as the page stands, the first key comes at once.
- ``pasted``: the same, but a whole query comes at once, for an event that is not among the newest.
- ``work``: processor time of the page's main thread from the touch to the first suggestion, times four instead of slowed.
- ``warm``: the first key four seconds after the page stands; ``later``: all further keys of it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ours import site_with
from served import OURS, browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TYPED = "cum thi dua so 1 tong ket nam 2019"
WATCH = """() => {
  const times = [], asked = new Map()
  // Kept when suggestions for so many letters are there; asking again and again would slow what is measured.
  window.__seen = length => new Promise(keep => {
    const time = times.find(t => t[0] === length)
    if (time) keep(time[1]); else asked.set(length, keep)
  })
  const box = document.querySelector("#td-search-box"), list = document.querySelector("#td-search-list")
  let began = 0
  box.addEventListener("input", event => { began = event.timeStamp }, true)
  new MutationObserver(() => {
    if (list.hidden || !list.querySelector(".td-search-option:not(.td-search-all)")) return
    const length = box.value.length
    requestAnimationFrame(() => setTimeout(() => {
      const time = performance.now() - began
      times.push([length, time])
      if (asked.has(length)) asked.get(length)(time)
    }, 0))
  }).observe(list, { childList: true })
}"""


class Times:
    """What the runs took, by kind of run."""

    def __init__(self) -> None:
        self.of: dict[str, list[float]] = {}

    def add(self, name: str, *values: float) -> None:
        self.of.setdefault(name, []).extend(values)

    def table(self) -> str:
        lines = ["| | n | median | p95 | worst |", "|---|---|---|---|---|"]
        for name, values in self.of.items():
            values.sort()
            p95 = values[min(len(values) - 1, round(0.95 * len(values)))]
            lines.append(
                f"| {name} | {len(values)} | {statistics.median(values):.0f} ms | {p95:.0f} ms | {values[-1]:.0f} ms |"
            )
        return "\n".join(lines)


def slowed(browser: Browser, base: str) -> Page:
    page = browser.new_context().new_page()
    cdp: Any = page.context.new_cdp_session(page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(base, wait_until="domcontentloaded")
    page.evaluate(WATCH)
    return page


def seen(page: Page, length: int) -> float:
    """Milliseconds from the input of so many letters to the first suggestions for it."""
    return float(page.evaluate("n => window.__seen(n)", length))


def cold(browser: Browser, base: str, times: Times) -> None:
    page = slowed(browser, base)
    page.focus("#td-search-box")
    page.keyboard.type(TYPED[0])
    times.add("cold: first key", seen(page, 1))
    for n, key in enumerate(TYPED[1:8], 2):
        page.keyboard.type(key)
        times.add("cold: the next seven keys", seen(page, n))
    page.context.close()


def pasted(browser: Browser, base: str, times: Times, text: str) -> None:
    page = slowed(browser, base)
    page.focus("#td-search-box")
    page.keyboard.insert_text(text)
    times.add("cold: whole query of an old event pasted", seen(page, len(text)))
    page.context.close()


def warm(browser: Browser, base: str, times: Times) -> None:
    page = slowed(browser, base)
    page.wait_for_timeout(4000)
    page.focus("#td-search-box")
    for n, key in enumerate(TYPED, 1):
        page.keyboard.type(key)
        times.add("warm: first key" if n == 1 else "warm: later keys", seen(page, n))
    page.context.close()


def main_threads(browser: Browser) -> dict[int, int]:
    """Nanoseconds of processor time of the main thread of each page, by process."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return {
        p["id"]: int(Path(f"/proc/{p['id']}/task/{p['id']}/schedstat").read_text().split()[0])
        for p in found
        if p["type"] == "renderer"
    }


def worked(browser: Browser, base: str, times: Times, wait: int) -> None:
    """Processor time from a key to its suggestions, times four: what a busy machine blurs least."""
    page = browser.new_context().new_page()
    page.goto(base, wait_until="domcontentloaded")
    page.evaluate(WATCH)
    page.wait_for_timeout(wait)
    before = main_threads(browser)
    page.focus("#td-search-box")
    page.keyboard.type(TYPED[0])
    seen(page, 1)
    after = main_threads(browser)
    spent = max(after[process] - time for process, time in before.items() if process in after)
    times.add(f"{'warm' if wait else 'cold'}: work of the first key, x 4", spent * 4 / 1e6)
    page.context.close()


def an_old_title(folder: Path) -> str:
    """Of an event of the first year."""
    rows = json.loads((folder / "feed.json").read_text("utf-8"))
    events = sorted((r["day"], r["title"]) for r in rows if r["type"] == "event")
    return str(events[len(events) // 10][1])


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shell", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=20)
    given = parser.parse_args()
    times = Times()
    with tempfile.TemporaryDirectory() as name:
        site_with(given.shell, given.folder, Path(name))
        with browsing(Path(name), OURS) as (browser, base):
            for _ in range(given.runs):
                cold(browser, base, times)
                pasted(browser, base, times, an_old_title(given.folder))
                warm(browser, base, times)
                worked(browser, base, times, 0)
                worked(browser, base, times, 4000)
    print(times.table())


if __name__ == "__main__":
    main()
