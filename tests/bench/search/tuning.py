"""Tunes the rivals: each configuration of ``tuning.yml`` on the same development queries, and how it did.

    python tuning.py <folder of feed.py> <development queries.json> <per form> [minisearch | pagefind | lunr ...]

A round looks at one configuration; every engine has the same number of rounds. The score is the mean of the shares found
first and among the first three over all queries; the best configuration is what the held-out set is asked with.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import yaml
from evaluate import ask, first_of_each, rank

HERE = Path(__file__).parent


def main() -> None:
    """See the module."""
    folder = Path(sys.argv[1])
    queries = first_of_each(json.loads(Path(sys.argv[2]).read_text("utf-8")), int(sys.argv[3]))
    rounds = yaml.safe_load((HERE / "tuning.yml").read_text("utf-8"))
    for engine in sys.argv[4:] or rounds:
        for number, options in enumerate(rounds[engine], 1):
            begun = time.monotonic()
            try:
                answers = ask(engine, folder, [q["query"] for q in queries], json.dumps(options))
            except SystemExit as failed:
                print(
                    f"| {engine} | {number} | {json.dumps(options)} | failed: {str(failed)[-80:]} | |"
                )
                continue
            ranks = [rank(found, q["find"]) for found, q in zip(answers, queries, strict=True)]
            one = sum(r == 1 for r in ranks) / len(ranks)
            three = sum(0 < r <= 3 for r in ranks) / len(ranks)
            print(
                f"| {engine} | {number} | {json.dumps(options)} | {one:.3f} | {three:.3f} |"
                f" {(one + three) / 2:.3f} | {time.monotonic() - begun:.0f} s |",
                flush=True,
            )


if __name__ == "__main__":
    main()
