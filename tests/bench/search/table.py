"""The table of one size: each engine is asked the queries of a set, and how it did is printed as rows of Markdown.

    python table.py <folder to work in> <events> [--ask <engine> ...] [--set held-out | development]
        [--most <queries a form>] [--misses] [--shell <built site>] [--pagefind <python>] [--minisearch <folder>]

Makes corpus, cards and queries when they are not there. The index of ours is made anew each time ``ours`` or ``node``
is asked. Answers are kept in the folder, and the table is of all engines with answers kept, so that one engine can be
asked again without the others.

Engines: ``ours``, through its page; ``node``, the same without a browser, for development; ``material``, ``pagefind``
and ``minisearch`` as tuned (``tuning.yml``).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import feed
import material
import minisearch
import ours
import pagefind
import yaml
from corpus import Corpus
from queries import FORMS, queries
from scores import by_form, first_of_each, rank

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
SEEDS = {"development": (7, 11), "held-out": (523, 2027)}
"""Of the corpus and of the queries. What was tuned saw nothing of the held-out documents, nor of their queries."""
PER_FORM = 200
HEAD = "| form | engine | n | success@1 (95 %) | success@3 (95 %) | MRR (95 %) |\n|---|---|---|---|---|---|"


class Bench:
    """A corpus of one size, its queries, and what engines answer."""

    def __init__(self, given: argparse.Namespace) -> None:
        corpus_seed, self.seed = SEEDS[given.set]
        self.given = given
        self.folder: Path = given.work / f"{given.events}-{corpus_seed}"
        content = self.folder / "content"
        if not content.exists():
            Corpus(given.events, corpus_seed).write(content)
        if not (self.folder / "feed.json").exists() or {"ours", "node"} & set(given.ask):
            feed.write(content, self.folder)

    def queries(self) -> list[dict[str, Any]]:
        """All of the set: as many a form as the corpus gives, up to `PER_FORM`."""
        kept = self.folder / f"queries-{self.seed}.json"
        if not kept.exists():
            rows = json.loads((self.folder / "feed.json").read_text("utf-8"))
            made = queries(rows, self.seed, PER_FORM)
            kept.write_text(json.dumps(made, ensure_ascii=False, indent=0), "utf-8")
        found: list[dict[str, Any]] = json.loads(kept.read_text("utf-8"))
        return found

    def ask(
        self, engine: str, texts: list[str], options: dict[str, Any] | None = None
    ) -> list[list[str]]:
        """Addresses for each query; a rival as tuned unless options are given."""
        given = self.given
        if options is None:
            options = tuned(engine)
        match engine:
            case "ours":
                return ours.answers(self.folder, texts, given.shell)
            case "node":
                return in_node(self.folder, texts)
            case "material":
                return material.answers(self.folder, texts, options)
            case "pagefind":
                return pagefind.answers(self.folder, texts, options, given.pagefind)
            case _:
                return minisearch.answers(self.folder, texts, options, given.minisearch)

    def kept(self, engine: str) -> Path:
        return self.folder / f"answers-{self.seed}-{engine}.json"


def tuned(engine: str) -> dict[str, Any]:
    """What the rounds on the development set chose; nothing for engines that have none."""
    rival = yaml.safe_load((HERE / "tuning.yml").read_text("utf-8")).get(engine)
    options: dict[str, Any] = rival["rounds"][rival["chosen"] - 1] if rival else {}
    return options


def in_node(folder: Path, texts: list[str]) -> list[list[str]]:
    done = subprocess.run(
        ["node", str(HERE / "engine.js"), str(folder)],
        input=json.dumps(texts).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return [row["found"] for row in json.loads(done.stdout)]


def rows(bench: Bench) -> Iterable[str]:
    """A row a form and engine, of all that has been asked."""
    scores = {}
    for engine in ENGINES:
        if bench.kept(engine).exists():
            asked = json.loads(bench.kept(engine).read_text("utf-8"))
            scores[engine] = by_form(asked, [query["found"] for query in asked])
    for form in [*FORMS, "all"]:
        for engine, of in scores.items():
            if form in of:
                yield f"| {form} | {engine} | {' | '.join(of[form].cells())} |"


ENGINES = ("ours", "node", "minisearch", "pagefind", "material")


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("events", type=int)
    parser.add_argument("--ask", nargs="+", choices=ENGINES, default=[], metavar="ENGINE")
    parser.add_argument("--set", choices=SEEDS, default="held-out")
    parser.add_argument("--most", type=int, default=PER_FORM)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--shell", type=Path, default=HERE.parents[2] / "site")
    parser.add_argument("--pagefind", default="python3")
    parser.add_argument("--minisearch", type=Path, default=Path())
    return parser


def main() -> None:
    """See the module."""
    given = arguments().parse_args()
    bench = Bench(given)
    asked = first_of_each(bench.queries(), given.most)
    for engine in given.ask:
        begun = time.monotonic()
        answers = bench.ask(engine, [query["query"] for query in asked])
        print(f"{engine}: {len(asked)} queries, {time.monotonic() - begun:.0f} s")
        done = [{**query, "found": found} for query, found in zip(asked, answers, strict=True)]
        bench.kept(engine).write_text(json.dumps(done, ensure_ascii=False, indent=0), "utf-8")
        for query in done if given.misses else ():
            if rank(query["found"], query["find"]) != 1:
                print(
                    query["form"], repr(query["query"]), query["find"][0], "→", query["found"][:3]
                )
    print(HEAD, *rows(bench), sep="\n")


if __name__ == "__main__":
    main()
