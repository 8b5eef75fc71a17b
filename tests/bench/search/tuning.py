"""Tunes the rivals: each configuration of ``tuning.yml`` on the same development queries, and how it did.

    python tuning.py <as for table.py> --set development [--first <round>]

A round looks at one configuration; every rival has as many rounds as ours had. The score is the mean of the shares found
first and among the first three over all queries; the number of the best is written into ``chosen`` by hand.
"""

from __future__ import annotations

import json
import time

import yaml
from scores import Score, first_of_each, rank
from table import HERE, Bench, arguments


def main() -> None:
    """See the module."""
    parser = arguments()
    parser.add_argument("--first", type=int, default=1, help="number of the round to begin with")
    given = parser.parse_args()
    bench = Bench(given)
    queries = first_of_each(bench.queries(), given.most)
    rivals = yaml.safe_load((HERE / "tuning.yml").read_text("utf-8"))
    print("| engine | round | configuration | n | success@1 | success@3 | mean | time |")
    print("|---|---|---|---|---|---|---|---|")
    for engine in given.ask:
        rounds = rivals[engine]["rounds"][given.first - 1 :]
        for number, options in enumerate(rounds, given.first):
            begun = time.monotonic()
            answers = bench.ask(engine, [query["query"] for query in queries], options)
            ranks = (rank(found, q["find"]) for found, q in zip(answers, queries, strict=True))
            score = Score(tuple(ranks))
            one, three = score.success(1), score.success(3)
            print(
                f"| {engine} | {number} | `{json.dumps(options, ensure_ascii=False)}` | {len(queries)} | {one:.3f} |"
                f" {three:.3f} | {(one + three) / 2:.3f} | {time.monotonic() - begun:.0f} s |",
                flush=True,
            )


if __name__ == "__main__":
    main()
