"""A cluster of 3,000 entries: what its page weighs and how fast it answers on a slow machine.

    python tests/bench/bench_timeline.py [--entries 3000] [--slow 4] [--runs 9] [--site FOLDER]

Builds the content of ``tests/timelines.py``, opens the cluster's page in chromium with the processor slowed
down through the debugger and works each control: first with the page as sent, then with every older term opened,
which is the worst a reader can do; and once more without waiting until the sheets out of sight are up to date.
Told are median and worst: the processor time of the page's thread times the slow-down, which other work on the
machine does not touch, and the time from the press to the end of the next frame, which it does.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser.conftest import Served
from conftest import CHROMIUM
from timelines import big, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Page

PRESS = """async ([name, value]) => {
  const form = document.querySelector('[data-td-tools]')
  const start = performance.now()
  if (name === 'rail') document.querySelector(`[data-td-rail] a[href="#nam-${value}"]`).click()
  else if (name === 'reset') form.querySelector('[type=reset]').click()
  else if (name === 'open') document.querySelector('[data-td-open]').click()
  else {
    const control = name === 'loai' ? form.querySelector(`[name=loai][value=${value}]`) : form.elements[name]
    if (control.type === 'checkbox') control.checked = !control.checked
    else control.value = value
    control.dispatchEvent(new Event('change', {bubbles: true}))
  }
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  return performance.now() - start
}"""
SETTLED = "() => !document.querySelector('[data-td-waiting], [data-busy]')"
STEPS = (
    ("a kind", ("loai", "signing")), ("a second kind", ("loai", "event")), ("first kind off", ("loai", "signing")),
    ("reset", ("reset", "")),
    ("milestones on", ("moc", "")), ("milestones off", ("moc", "")),
    ("a year", ("nam", "2020")), ("another year", ("nam", "2017")), ("rail to a hidden year", ("rail", "2023")),
    ("a year again", ("nam", "2020")), ("every year", ("nam", "")),
    ("oldest first", ("thu-tu", "cu")), ("a kind, oldest first", ("loai", "review")), ("newest first, a kind", ("thu-tu", "")),
    ("oldest first again", ("thu-tu", "cu")), ("kind off", ("loai", "review")), ("newest first", ("thu-tu", "")),
)  # fmt: skip
OPEN = ("open a term", ("open", ""))
Step = tuple[str, tuple[str, str]]


class Slow:
    """A page whose processor can be slowed down, and what its thread has worked so far."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.page: Page = browser.new_page()
        self.page.goto(url)
        self.devtools: CDPSession = self.page.context.new_cdp_session(self.page)
        self.devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def rate(self, rate: int) -> None:
        self.devtools.send("Emulation.setCPUThrottlingRate", {"rate": rate})

    def settled(self) -> None:
        self.page.wait_for_function(SETTLED)
        self.page.evaluate("document.querySelector('[data-td-tools]').scrollIntoView()")
        self.page.wait_for_timeout(120)

    def work(self) -> float:
        metrics = self.devtools.send("Performance.getMetrics")["metrics"]
        return 1000 * sum(m["value"] for m in metrics if m["name"] == "TaskDuration")

    def press(self, step: Step, *, hasty: bool = False) -> tuple[float, float]:
        """The work of the thread and the time until the end of the next frame, in milliseconds."""
        if not hasty:
            self.settled()
        before = self.work()
        frame: float = self.page.evaluate(PRESS, list(step[1]))
        return self.work() - before, frame

    def open_all(self) -> None:
        while self.page.locator("[data-td-open]").count():
            self.press(OPEN)
            self.settled()


def steps(page: Slow, runs: int, *, hasty: bool = False) -> Iterator[tuple[Step, float, float]]:
    for _ in range(runs):
        for step in STEPS:
            yield (step, *page.press(step, hasty=hasty))


def openings(
    browser: Browser, url: str, runs: int, rate: int
) -> Iterator[tuple[Step, float, float]]:
    done = 0
    while done < runs:
        page = Slow(browser, url)
        page.rate(rate)
        while done < runs and page.page.locator("[data-td-open]").count():
            yield (OPEN, *page.press(OPEN))
            page.settled()
            done += 1
        page.page.close()


def tell(
    title: str,
    slow: int,
    worked: Iterator[tuple[Step, float, float]],
    framed: Iterator[tuple[Step, float, float]],
) -> None:
    """A line a step."""
    work_of: dict[Step, list[float]] = {}
    frame_of: dict[Step, list[float]] = {}
    for step, work, _ in worked:
        work_of.setdefault(step, []).append(work * slow)
    for step, _, frame in framed:
        frame_of.setdefault(step, []).append(frame)
    print(title)
    for step, works in work_of.items():
        frames = frame_of[step]
        print(
            f"  {step[0]:<22} CPU × {slow}: {statistics.median(works):6.1f} (worst {max(works):6.1f})"
            f"   to the next frame: {statistics.median(frames):6.1f} (worst {max(frames):6.1f}) ms"
        )


def measure(page: Slow, title: str, runs: int, slow: int, *, hasty: bool = False) -> None:
    """Every step at full speed for the work, slowed down for the time."""

    def at(rate: int) -> Iterator[tuple[Step, float, float]]:
        page.rate(rate)
        # The first round draws every mark for the first time.
        list(steps(page, 1))
        yield from steps(page, runs, hasty=hasty)

    tell(title, slow, at(1), at(slow))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=3000)
    parser.add_argument("--slow", type=int, default=4)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--site", type=Path, help="a site built before, instead of building one")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = args.site or build(big(args.entries, newest=args.entries // 9), Path(folder))
        for name in ("cum/lon", "cum/lon/2024", "cum/lon/2020", "su-kien/2024"):
            raw = (site / name / "index.html").read_bytes()
            print(
                f"/{name}/: {len(raw) / 1000:.0f} kB, gzip {len(gzip.compress(raw, 6)) / 1000:.1f} kB"
            )
        server = Served(site)
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        url = f"{server.base}cum/lon/"
        tell(
            "Opening",
            args.slow,
            openings(browser, url, args.runs, 1),
            openings(browser, url, args.runs, args.slow),
        )
        page = Slow(browser, url)
        measure(
            page,
            f"As sent: {page.page.locator('.td-tl').count()} entries in the page",
            args.runs,
            args.slow,
        )
        page.rate(1)
        page.open_all()
        count = page.page.locator(".td-tl").count()
        measure(page, f"All terms opened: {count} entries", args.runs, args.slow)
        measure(
            page,
            f"All terms opened, one press after the other: {count} entries",
            args.runs,
            args.slow,
            hasty=True,
        )
        browser.close()
        server.close()


if __name__ == "__main__":
    main()
