"""A cluster of 3,000 entries: what its page weighs and how fast its filters answer on a slow machine.

    python tests/bench/bench_timeline.py [--entries 3000] [--slow 4]

Builds the content of ``tests/timelines.py``, opens the cluster's page in chromium with the processor slowed
down through the debugger and works each filter: first with the page as sent, then with every older term opened,
which is the worst a reader can do. Told are medians of seven: the processor time of the page's thread times the
slow-down, which other work on the machine does not touch, and the time from the press to the next frame, which it does.
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
    from playwright.sync_api import CDPSession, Page

WORK = """async ([name, value]) => {
  const form = document.querySelector('[data-td-tools]')
  const control = name === 'loai' ? form.querySelector(`[name=loai][value=${value}]`) : form.elements[name]
  const start = performance.now()
  if (control.type === 'checkbox') control.checked = !control.checked
  else control.value = value
  control.dispatchEvent(new Event('change', {bubbles: true}))
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  return performance.now() - start
}"""
STEPS = (
    ("loai", "signing"), ("moc", ""), ("nam", "2020"), ("nam", ""),
    ("thu-tu", "cu"), ("thu-tu", ""),
)  # fmt: skip


def measure(page: Page, devtools: CDPSession, slow: int, title: str) -> None:
    """For each step the work of the page's thread, and the time to the next frame with the machine slowed down."""

    def work() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return 1000 * sum(m["value"] for m in metrics if m["name"] == "TaskDuration")

    count = page.locator(".td-tl").count()
    print(f"{title}: {count} entries in the page")
    work_of: dict[tuple[str, str], list[float]] = {step: [] for step in STEPS}
    frame_of: dict[tuple[str, str], list[float]] = {step: [] for step in STEPS}
    for rate, kept in ((1, work_of), (slow, frame_of)):
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        for _ in range(7):
            for step in STEPS:
                before = work()
                frame = page.evaluate(WORK, list(step))
                kept[step].append((work() - before) * slow if rate == 1 else frame)
    for step in STEPS:
        cpu, frame = statistics.median(work_of[step]), statistics.median(frame_of[step])
        name = f"{step[0]}={step[1] or '∅'}"
        print(f"  {name:<14} CPU × {slow}: {cpu:6.1f} ms   to the next frame: {frame:6.1f} (least {min(frame_of[step]):.1f}) ms")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=3000)
    parser.add_argument("--slow", type=int, default=4)
    parser.add_argument("--site", type=Path, help="a site built before, instead of building one")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = args.site or build(big(args.entries, newest=args.entries // 9), Path(folder))
        for name in ("cum/lon", "cum/lon/2024", "cum/lon/2020", "su-kien/2024"):
            raw = (site / name / "index.html").read_bytes()
            print(f"/{name}/: {len(raw) / 1000:.0f} kB, gzip {len(gzip.compress(raw, 6)) / 1000:.1f} kB")
        server = Served(site)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"{server.base}cum/lon/")
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        measure(page, devtools, args.slow, "As sent")
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        while page.locator("[data-td-open]").count():
            page.locator("[data-td-open]").first.click()
            page.locator("[data-busy]").first.wait_for(state="detached")
        measure(page, devtools, args.slow, "All terms opened")
        browser.close()
        server.close()


if __name__ == "__main__":
    main()
