"""Lighthouse on a published release, as readers get it: nginx with the generated configuration and brotli.

    npm install --prefix FOLDER lighthouse@12
    python tests/bench/bench_lighthouse.py --lighthouse FOLDER [--content real|fixture] [--store DIR] [--runs 5] [--desktop]

Lighthouse is no dependency of the project. Its default is a phone on a slow network with a slow processor, simulated from
one real load; other work on the machine lowers performance, so the median of several runs is told, with the machine's
load beside it. Each audit below the full mark that weighs anything is named. Exit status 1 when a page is below
performance 95 or accessibility 100.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from conftest import CHROMIUM
from servers import BROTLI, nginx
from support import FIXTURE_SITE, ROOT, TODAY, run

PAGES = {
    "real": ("", "su-kien/{event}/", "cum/bca-dp-1/", "lich/", "tim-kiem/?q=cum+1"),
    "fixture": ("", "su-kien/2024/ky-giao-uoc/", "cum/vd-1/", "lich/", "tim-kiem/?q=cum+1"),
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = {"performance": 95, "accessibility": 100}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--lighthouse", type=Path, required=True, help="folder with node_modules/lighthouse"
    )
    parser.add_argument("--content", choices=PAGES, default="real")
    parser.add_argument(
        "--store",
        type=Path,
        help="served instead of publishing anew; a release for the root of a host",
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--desktop", action="store_true", help="instead of a phone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or publish(options.content, Path(folder, "kho"))
        print(
            f"brotli {'on' if BROTLI.exists() else 'off'}, {'desktop' if options.desktop else 'phone'}, {options.runs} runs"
        )
        print(f"{'page':34} {'  '.join(CATEGORIES)}  FCP  LCP  TBT  CLS  bytes  load")
        failed = False
        with nginx(store, Path(folder, "nginx"), path="/") as address:
            for page in PAGES[options.content]:
                path = page.format(
                    event=heaviest(store / "current" / "su-kien") if "{" in page else ""
                )
                reports = [
                    visit(options, address + path, Path(folder)) for _ in range(options.runs)
                ]
                failed |= tell(path, reports)
    return int(failed)


def publish(content: str, store: Path) -> Path:
    config = ROOT / "mkdocs.yml" if content == "real" else FIXTURE_SITE / "mkdocs.yml"
    env = {"THIDUA_TODAY": TODAY} if content == "fixture" else {}
    done = run(
        "thidua.cli", "-f", str(config), "publish", str(store), "--site-url", "http://127.0.0.1/", env=env
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return store


def heaviest(events: Path) -> str:
    """The event whose page holds the most pictures, then the most text."""
    best = max(
        events.glob("*/*/index.html"),
        key=lambda p: (p.read_text("utf-8").count("<picture"), p.stat().st_size),
    )
    return best.parent.relative_to(events).as_posix()


def visit(options: argparse.Namespace, url: str, folder: Path) -> dict[str, Any]:
    out = folder / "report.json"
    command = [
        shutil.which("node") or "node", str(options.lighthouse / "node_modules" / "lighthouse" / "cli" / "index.js"),
        url, "--output=json", f"--output-path={out}", "--quiet", f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu", *(["--preset=desktop"] if options.desktop else []),
    ]  # fmt: skip
    # On a busy machine now and then a page gives no trace at all.
    for last in (False, False, True):
        done = subprocess.run(
            command, env={**os.environ, "CHROME_PATH": CHROMIUM}, check=last, timeout=300
        )
        if not done.returncode:
            break
    report: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return report


def tell(path: str, reports: list[dict[str, Any]]) -> bool:
    """Print one page's medians; True when it is below what is wanted."""

    def middle(*keys: str) -> float:
        values = []
        for report in reports:
            found: Any = report
            for key in keys:
                found = found[key]
            values.append(float(found))
        return statistics.median(values)

    scores = {name: middle("categories", name, "score") * 100 for name in CATEGORIES}
    timings = [middle("audits", a, "numericValue") for a in (
        "first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight",
    )]  # fmt: skip
    each = sorted(round(r["categories"]["performance"]["score"] * 100) for r in reports)
    print(
        f"/{path:33} {'  '.join(f'{s:.0f}' for s in scores.values())}  {timings[0]:.0f}  {timings[1]:.0f}  {timings[2]:.0f}"
        f"  {timings[3]:.3f}  {timings[4]:.0f}  {os.getloadavg()[0]:.1f}  performance {each}",
        flush=True,
    )
    last = reports[-1]
    weighty = {
        ref["id"]
        for name in CATEGORIES
        for ref in last["categories"][name]["auditRefs"]
        if ref["weight"]
    }
    for name, audit in last["audits"].items():
        if (
            audit["score"] is not None
            and audit["score"] < 1
            and (name in weighty or audit.get("details", {}).get("overallSavingsMs"))
        ):
            print(f"    {name} {audit['score']} {audit.get('displayValue', '')}")
    return any(scores[name] < least for name, least in WANTED.items())


if __name__ == "__main__":
    sys.exit(main())
