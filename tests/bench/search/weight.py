"""What the search weighs in a real browser: bytes before suggestions come from the whole index, and memory.

    python weight.py <any built site> <folder of feed.py> [<queries.json of table.py>]

Bytes are those of all scripts of the search that the home page has loaded by then, each compressed with gzip. Memory is
told in two ways, after the garbage is collected: what scripts hold (heap and buffers), and what the process of the page
has for itself alone beyond that of the same page without the files of the search. It is taken when the box has suggested,
and on the page of results after queries of all forms, for which prose has been loaded.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ours import ANSWER, BOX, WATCH, site_with
from served import OURS, browsing, paste

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

STOPS = (1, 11, 55, 110, 200)
"""Memory of the page of results is taken after so many queries."""


def private(browser: Browser) -> float:
    """Megabytes of the pages' processes that they share with nobody."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    kilobytes = [
        int(line.split()[1])
        for process in found
        if process["type"] == "renderer"
        for line in Path(f"/proc/{process['id']}/smaps_rollup").read_text().splitlines()
        if line.startswith("Private_")
    ]
    return sum(kilobytes) / 1000


def memory(browser: Browser, page: Page) -> tuple[float, float, float]:
    """Megabytes: heap of scripts, their buffers, all that the process has for itself."""
    cdp = page.context.new_cdp_session(page)
    # Sources of scripts that have run are given back when they have grown old: after some collections.
    for _ in range(6):
        cdp.send("HeapProfiler.collectGarbage")
    page.wait_for_timeout(1000)
    heap: dict[str, Any] = cdp.send("Runtime.getHeapUsage")
    return heap["usedSize"] / 1e6, heap.get("backingStorageSize", 0) / 1e6, private(browser)


def suggested(page: Page, base: str, text: str) -> list[tuple[str, int]]:
    """The box has suggested, from the whole index; gives the scripts of the search that were loaded, with their weight."""
    loaded: dict[str, Response] = {}
    page.on("response", lambda response: loaded.setdefault(response.url, response))
    page.goto(base)
    page.focus("#td-search-box")
    page.keyboard.insert_text(text)
    page.wait_for_selector("#td-search-list .td-search-option:not(.td-search-all)")
    page.wait_for_function("() => window.thidua.search.whole")
    page.wait_for_timeout(500)
    return [
        (url.rsplit("/", 1)[1], len(gzip.compress(response.body(), mtime=0)))
        for url, response in loaded.items()
        if "search" in url and url.endswith(".js")
    ]


def main() -> None:
    """See the module."""
    shell, folder = Path(sys.argv[1]), Path(sys.argv[2])
    queries = json.loads(Path(sys.argv[3]).read_text("utf-8")) if len(sys.argv) > 3 else []
    with tempfile.TemporaryDirectory() as name:
        site_with(shell, folder, Path(name))
        with browsing(Path(name), OURS) as (browser, base):
            page = browser.new_page()
            page.route("**/assets/search/**", lambda route: route.abort())
            page.goto(base)
            page.focus("#td-search-box")
            without = memory(browser, page)[2]
            page.close()
        with browsing(Path(name), OURS) as (browser, base):
            page = browser.new_page()
            loaded = suggested(page, base, "cum thi dua so 1 nam 2019")
            print(
                f"{folder.name}: {sum(size for _, size in loaded) / 1000:.0f} kB gzip of scripts before suggestions from the whole index"
            )
            print(", ".join(f"{file} {size / 1000:.1f}" for file, size in loaded))
            told(memory(browser, page), without, "the box has suggested")
            page.close()
        with browsing(Path(name), OURS) as (browser, base):
            page = browser.new_page()
            page.add_init_script(f"({WATCH})()")
            page.goto(f"{base}tim-kiem/")
            for number, query in enumerate(mixed(queries), 1):
                paste(page, BOX, query["query"])
                page.evaluate(ANSWER)
                if number in STOPS:
                    told(memory(browser, page), without, f"results have been shown for {number}")
            page.close()


def mixed(queries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One of each form, then the next of each."""
    turn: Counter[str] = Counter()
    turns = []
    for query in queries:
        turns.append(turn[query["form"]])
        turn[query["form"]] += 1
    ordered = sorted(zip(turns, range(len(queries)), strict=True))
    return [queries[at] for _, at in ordered[: max(STOPS)]]


def told(now: tuple[float, float, float], without: float, when: str) -> None:
    heap, buffers, own = now
    print(
        f"memory when {when}: heap {heap:.0f} MB + buffers {buffers:.0f} MB; process {own - without:+.0f} MB"
    )


if __name__ == "__main__":
    main()
