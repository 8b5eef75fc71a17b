"""A cluster of 3,000 entries: what its page weighs and how fast its filters answer on a slow machine.

    python tests/bench/bench_timeline.py [--entries 3000] [--slow 4]

Builds the content of ``tests/timelines.py``, opens the cluster's page in chromium with the processor slowed
down through the debugger, works each filter and reads the time from the press to the next painted frame: first with
the page as sent, then with every older term opened, which is the worst a reader can do. The least and the greatest
of five are told; this machine is shared, so only the order of magnitude means something.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser.conftest import CHROMIUM, Served
from timelines import big, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORK = """async ([name, value]) => {
  const form = document.querySelector('[data-td-tools]')
  const control = name === 'loai' ? form.querySelector(`[name=loai][value=${value}]`) : form.elements[name]
  const start = performance.now()
  if (control.type === 'checkbox') control.checked = !control.checked
  else control.value = value
  control.dispatchEvent(new Event('change', {bubbles: true}))
  const script = performance.now() - start
  document.body.offsetHeight
  const layout = performance.now() - start
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  return [script, layout, performance.now() - start]
}"""
STEPS = (
    ("loai", "signing"), ("loai", "signing"), ("moc", ""), ("moc", ""), ("nam", "2020"), ("nam", ""),
    ("thu-tu", "cu"), ("thu-tu", ""),
)  # fmt: skip


def measure(page: Page, title: str) -> None:
    count = page.locator(".td-tl").count()
    print(f"{title}: {count} entries in the page; ms in the script, with layout, to the next frame")
    for step in dict.fromkeys(STEPS):
        runs = []
        for _ in range(5):
            for one in STEPS[STEPS.index(step) : STEPS.index(step) + 2]:
                if one == step:
                    runs.append(page.evaluate(WORK, list(one)))
                else:
                    page.evaluate(WORK, list(one))
        for label, column in zip(("script", "layout", "frame"), zip(*runs, strict=True), strict=True):
            print(f"  {step[0]}={step[1] or '∅':<8} {label:<7} {min(column):7.1f} – {max(column):7.1f}")


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
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": args.slow})
        measure(page, "As sent")
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        while page.locator("[data-td-open]").count():
            page.locator("[data-td-open]").first.click()
            page.locator("[data-busy]").first.wait_for(state="detached")
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": args.slow})
        measure(page, "All terms opened")
        browser.close()
        server.close()


if __name__ == "__main__":
    main()
