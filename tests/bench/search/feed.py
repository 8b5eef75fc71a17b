"""The index of a content folder, and its cards as JSON for engines that are not ours: all are fed the same.

    python feed.py <content folder> <folder> <rounds>

Writes ``feed.json`` and ``assets/search/``, and says how long the index took in so many rounds and what it weighs.
Times are those of the process, with the collector of garbage as a build leaves it.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from thidua import collector
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.dates import short
from thidua.locale import strings
from thidua.outputs.cards import Card, cards
from thidua.outputs.search import search_files
from thidua.outputs.search_engine import engine_script

ENGINE = engine_script(Path(__file__).parents[3] / "overrides/assets/javascripts")


def feed(found: list[Card]) -> list[dict[str, Any]]:
    """A card a row, what it refers to written out."""
    titles = {card.address: card for card in found}
    labels = strings("vi", "labels")

    def names(card: Card, *roles: str) -> list[str]:
        named: list[str] = []
        for role, address in card.links:
            other = titles.get(address)
            if role in roles and other:
                named.append(other.title)
                if role != "member":
                    named += [text for word, text in other.words if word == "alias"]
        return list(dict.fromkeys(named))

    def words(card: Card, *roles: str) -> list[str]:
        return [text for role, text in card.words if role in roles]

    rows = []
    for number, card in enumerate(found):
        start = card.span.start if card.span else None
        rows.append(
            {
                "id": number,
                "address": card.address,
                "type": card.type,
                "day": str(start) if start else "",
                "title": card.title,
                "names": words(card, "alias"),
                "place": words(card, "place"),
                "people": words(card, "person"),
                "other": words(card, "kin", "theme"),
                "cluster": names(card, "cluster", "term"),
                "host": names(card, "host"),
                "units": names(card, "unit", "lead", "deputy"),
                "members": names(card, "member"),
                "kinds": [labels.get(f"kind:{kind}", kind) for kind in card.kinds],
                "memory": names(card, "commemoration", "campaign"),
                "date": f"{short(start, 'vi')} tháng {start.month}/{start.year}"
                if start and start.month
                else short(start, "vi")
                if start
                else "",
                "text": card.text,
            }
        )
    return rows


def write(content: Path, target: Path, rounds: int = 1) -> str:
    """The index and ``feed.json`` of a content folder; gives a line on time and weight."""
    checked = check_content(content, content.parent)
    site = project(checked.site, "public", dt.date(2099, 1, 1))
    seconds = []
    files: dict[str, bytes] = {}
    for _ in range(rounds):
        with collector.paused():
            begun = time.process_time()
            files = search_files(site, "vi", (), ENGINE)
            seconds.append(time.process_time() - begun)
    shutil.rmtree(target / "assets", ignore_errors=True)
    for path, data in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
    (target / "feed.json").write_text(
        json.dumps(feed(cards(site, "vi")), ensure_ascii=False), "utf-8"
    )
    each = [second * 1000 / len(site.events) for second in seconds]
    sizes = {path: len(gzip.compress(data, mtime=0)) for path, data in files.items()}

    def weight(pattern: str) -> str:
        return (
            f"{sum(size for path, size in sizes.items() if re.search(pattern, path)) / 1000:.0f} kB"
        )

    return (
        f"{len(site.events)} events; mistakes in the content: {checked.report.has_errors}\n"
        f"index, processor time an event: best {min(each):.2f} ms, median {statistics.median(each):.2f} ms, "
        f"worst {max(each):.2f} ms of {rounds}\n"
        f"gzip: cards {weight('/c[0-9]+[.]js$')}, newest first {weight('/first[.]js$')}, engine {weight('/engine[.]')}, "
        f"words.js {weight('/words[.]js$')}, all {sum(sizes.values()) / 1e6:.2f} MB in {len(files)} files"
    )


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
