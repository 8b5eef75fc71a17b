"""Growth of a site with its records: n, 2n and 4n of one kind at a time, what it costs and what it weighs.

    python tests/bench/bench_growth.py [--kinds units terms] [--times 1] [--families]

Each size is checked, built and audited in a process of its own. Told are calls of functions (`growth.work`), CPU seconds of
the check, the build and the audit, bytes of the site and most memory, and for each the exponent of its growth, from what
the third size adds to the second over what the second adds to the first: 1 is linear, 2 the square. What is small is
noise and stands as ``–``; on a machine that is busy with other things the seconds are noise too, calls and bytes never.
``--families`` tells for which families of pages the bytes grow, and ``--times`` makes every size as many times larger.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from growth import KINDS, SQUARE, Files, content, family, work
from support import ROOT, write_tree
from thidua.audit.run import LeakScope, audit_site
from thidua.checks.run import check_content
from thidua.mkdocs.building import build_site, settings_of

MEASURES = {
    "calls": (20_000, 1e-3, "k", ".0f"),
    "check": (0.2, 1, "s", ".2f"),
    "build": (0.8, 1, "s", ".2f"),
    "audit": (0.8, 1, "s", ".2f"),
    "bytes": (20_000, 1e-6, "MB", ".1f"),
    "memory": (8_000_000, 1e-6, "MB", ".0f"),
}
"""What a size must add to the one before, so that a ratio says something; scale, unit and form."""
STEEP = 1.3


def write_site(folder: Path, files: Files) -> Path:
    """A project with the content; gives its mkdocs.yml."""
    write_tree(folder / "content", files)
    docs = folder / "docs" / "huong-dan"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Hướng dẫn\n", "utf-8")
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    config = folder / "mkdocs.yml"
    config.write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    return config


def measure(kind: str, count: int, folder: Path) -> dict[str, Any]:
    """Everything of one size, in this process."""
    found: dict[str, Any] = {"calls": work(folder / "counted", kind, count).calls}
    config = write_site(folder / "site", content(kind, count))
    project = config.parent
    began = time.process_time()
    report = check_content(project / "content", project).report
    found["check"] = time.process_time() - began
    began = time.process_time()
    build_site(config, project / "site", audience="public")
    found["build"] = time.process_time() - began
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    settings = settings_of(config)
    began = time.process_time()
    audit_site(project / "site", LeakScope(settings.content, "public", settings.today))
    found["audit"] = time.process_time() - began
    weights: Counter[str] = Counter()
    for path in (project / "site").rglob("*"):
        if path.is_file():
            weights[family(path.relative_to(project / "site").as_posix())] += path.stat().st_size
    codes = Counter(item.code for item in report)
    return {**found, "bytes": weights.total(), "families": weights, "codes": codes}


def in_own_process(kind: str, count: int) -> dict[str, Any] | None:
    done = subprocess.run(
        [sys.executable, __file__, "--measure", kind, str(count)],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "THIDUA_TODAY": "2026-01-15"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        print(f"{kind}, {count}: {done.stderr[-1_000:]}", file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def exponent(values: list[float], small: float) -> float | None:
    """The power with which a measure grows; None where it hardly grows."""
    first, second, third = values
    if third - second < small:
        return None
    return math.log2((third - second) / max(second - first, small / 4))


def cell(name: str, values: list[float]) -> str:
    small, scale, unit, form = MEASURES[name]
    power = exponent(values, small)
    shown = " ".join(f"{value * scale:{form}}" for value in values)
    return f"{name} {shown} {unit} {'–' if power is None else f'{power:.2f}'}{' !' if power and power > STEEP else ''}"


def tell(kind: str, sizes: list[int], found: list[dict[str, Any]], *, families: bool) -> None:
    cells = [cell(name, [one[name] for one in found]) for name in MEASURES]
    print(f"{kind} ({', '.join(map(str, sizes))}): {' · '.join(cells)}", flush=True)
    if kind in SQUARE:
        print(f"    {SQUARE[kind]}")
    for code, number in sorted(found[-1]["codes"].items()):
        print(f"    told: {code} × {number}")
    for name in sorted(found[-1]["families"]) if families else ():
        values = [one["families"].get(name, 0) for one in found]
        if exponent(values, MEASURES["bytes"][0]) is not None:
            print(f"    {name}: {cell('bytes', values)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--times", type=float, default=1)
    parser.add_argument("--families", action="store_true")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.measure:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(wanted.measure[0], int(wanted.measure[1]), Path(folder))))
        return
    for kind in wanted.kinds:
        sizes = [int(KINDS[kind][0] * wanted.times) * by for by in (1, 2, 4)]
        found = [one for n in sizes if (one := in_own_process(kind, n))]
        if len(found) == len(sizes):
            tell(kind, sizes, found, families=wanted.families)


if __name__ == "__main__":
    main()
