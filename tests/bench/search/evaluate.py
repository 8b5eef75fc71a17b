"""Asks an engine the queries of a file and says how it did, form by form.

    python evaluate.py <folder of feed.py> <queries.json> [ours | minisearch | pagefind | lunr]
        [--most <per form>] [--misses <form>] [--options <JSON of the engine's own>]

``success@1``, ``success@3`` with Wilson's interval at 95 %, and the mean reciprocal rank among ten.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def command(engine: str, folder: Path, options: str) -> list[str]:
    """The program that answers a list of queries on its input."""
    feed = str(folder / "feed.json")
    return {
        "ours": ["node", str(HERE / "engine.js"), str(folder)],
        "minisearch": ["node", str(HERE / "minisearch.js"), feed, str(folder), options],
        "lunr": ["node", str(HERE / "lunr.js"), str(folder), options],
        "pagefind": [sys.executable, str(HERE / "pagefind_pages.py"), str(folder), options],
    }[engine]


def ask(engine: str, folder: Path, texts: list[str], options: str = "{}") -> list[list[str]]:
    """Addresses found for each query, best first."""
    done = subprocess.run(
        command(engine, folder, options),
        input=json.dumps(texts).encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr.decode()[-2000:])
    return [row["found"] for row in json.loads(done.stdout)]


def interval(hits: int, count: int) -> tuple[float, float]:
    """Wilson's interval at 95 %."""
    z, share = 1.96, hits / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return (middle - spread) / scale, (middle + spread) / scale


def rank(found: list[str], right: list[str]) -> int:
    """From 1; 0 when it is not there."""
    return next((n for n, address in enumerate(found, 1) if address in right), 0)


def table(queries: list[dict[str, Any]], answers: list[list[str]]) -> str:
    """A row a form."""
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    for query, found in zip(queries, answers, strict=True):
        ranks[query["form"]].append(rank(found[:10], query["find"]))
    lines = [
        "| form | n | success@1 | 95 % | success@3 | 95 % | MRR |",
        "|---|---|---|---|---|---|---|",
    ]
    for form, all_ranks in ranks.items():
        n = len(all_ranks)
        cells = []
        for most in (1, 3):
            hits = sum(0 < r <= most for r in all_ranks)
            low, high = interval(hits, n)
            cells += [f"{hits / n:.3f}", f"{low:.3f}–{high:.3f}"]
        mean = sum(1 / r for r in all_ranks if r) / n
        lines.append(f"| {form} | {n} | {' | '.join(cells)} | {mean:.3f} |")
    return "\n".join(lines)


def first_of_each(queries: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """The first so many of each form, for engines that are slow."""
    count: Counter[str] = Counter()
    kept = []
    for query in queries:
        count[query["form"]] += 1
        if count[query["form"]] <= most:
            kept.append(query)
    return kept


def main() -> None:
    """See the module."""
    folder = Path(sys.argv[1])
    queries = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    engine = sys.argv[3] if len(sys.argv) > 3 and sys.argv[3][0] != "-" else "ours"
    if "--most" in sys.argv:
        most = int(sys.argv[sys.argv.index("--most") + 1])
        queries = first_of_each(queries, most)
    begun = time.monotonic()
    options = sys.argv[sys.argv.index("--options") + 1] if "--options" in sys.argv else "{}"
    answers = ask(engine, folder, [q["query"] for q in queries], options)
    print(f"{engine}, {folder.name}, {Path(sys.argv[2]).name}, {time.monotonic() - begun:.0f} s")
    print(table(queries, answers))
    if "--misses" in sys.argv:
        form = sys.argv[sys.argv.index("--misses") + 1]
        for query, found in zip(queries, answers, strict=True):
            if query["form"] == form and (rank(found, query["find"]) != 1):
                print(repr(query["query"]), query["find"][0], "→", found[:3])


if __name__ == "__main__":
    main()
