"""Pagefind fed the same cards, asked through a real browser (it is a WebAssembly module and needs one).

    PAGEFIND=<python with pagefind[bin]> python pagefind_pages.py <folder of feed.py> [<options as JSON>]  <  queries  >  answers

Pagefind folds accents but not đ: both sides write d for it, as any site would have to. Titles weigh most.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

from keyboard import BARE
from playwright.sync_api import sync_playwright

NAMES = ("names", "place", "people", "other", "cluster", "host", "units", "kinds", "memory")


OPTIONS: dict[str, Any] = {
    "title": 7, "names": 5, "members": 0.5, "body": 1, "pairs": False,
    "ranking": {"pageLength": 0.1, "termFrequency": 0.1, "termSaturation": 2},
}  # fmt: skip
"""Weights of the parts of a page, whether pairs of syllables stand in it as words, and how Pagefind ranks."""


def paired(text: str) -> str:
    """Each two syllables in a row as one word, lower case and without accents."""
    plain = "".join(BARE.get(c, c) for c in unicodedata.normalize("NFC", text)).lower()
    words = re.findall(r"[^\W_]+", plain)
    return " ".join(a + b for a, b in pairwise(words))


def page(row: dict[str, Any], o: dict[str, Any]) -> str:
    """A page for a card: names with their weights, then its prose."""

    def d(text: str) -> str:
        text = text.replace("đ", "d").replace("Đ", "D")
        return text.replace("&", "&amp;").replace("<", "&lt;")

    names = [text for name in NAMES for text in row[name]]
    pairs = " . ".join(map(paired, [row["title"], *names])) if o["pairs"] else ""
    return (
        f'<!doctype html><html lang="vi"><head><title>x</title></head><body><main data-pagefind-body>'
        f'<h1 data-pagefind-weight="{o["title"]}" data-pagefind-meta="address:{row["address"]}">{d(row["title"])}</h1>'
        f'<div data-pagefind-weight="{o["names"]}"><p>{"</p><p>".join(map(d, names))}</p><p>{d(row["date"])}</p>'
        f"<p>{pairs}</p></div>"
        f'<div data-pagefind-weight="{o["members"]}"><p>{"</p><p>".join(map(d, row["members"]))}</p></div>'
        f'<div data-pagefind-weight="{o["body"]}"><p>{"</p><p>".join(d(row["text"]).splitlines())}</p></div>'
        f"</main></body></html>"
    )


def build(folder: Path, o: dict[str, Any]) -> Path:
    """Pages and index below ``folder``; the address of a card is kept with its page."""
    named = "-".join(str(o[name]) for name in ("title", "names", "members", "body", "pairs"))
    site = folder / f"pagefind-{named}"
    if (site / "pagefind" / "pagefind.js").exists():
        return site
    shutil.rmtree(site, ignore_errors=True)
    for row in json.loads((folder / "feed.json").read_text("utf-8")):
        target = site / f"{row['id']}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(row, o), "utf-8")
    (site / "index.html").write_text("<!doctype html><title>x</title>", "utf-8")
    subprocess.run(
        [os.environ.get("PAGEFIND", sys.executable), "-m", "pagefind", "--site", str(site)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return site


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


ASK = """async ([texts, ranking]) => {
  const pagefind = await import("/pagefind/pagefind.js")
  await pagefind.options({ excerptLength: 1, ranking: ranking })
  const out = []
  for (const text of texts) {
    const found = await pagefind.search(text)
    const top = await Promise.all(found.results.slice(0, 10).map(r => r.data()))
    out.push(top.map(data => data.meta.address))
  }
  return out
}"""


def main() -> None:
    """See the module."""
    o = OPTIONS | (json.loads(sys.argv[2]) if len(sys.argv) > 2 else {})
    site = build(Path(sys.argv[1]), o)
    texts = [q.replace("đ", "d").replace("Đ", "D") for q in json.load(sys.stdin)]
    if o["pairs"]:
        texts = [f"{text} {paired(text)}" for text in texts]
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        tab = browser.new_page()
        tab.set_default_timeout(0)
        tab.goto(f"http://127.0.0.1:{server.server_port}/")
        answers = []
        for at in range(0, len(texts), 20):
            answers += tab.evaluate(ASK, [texts[at : at + 20], o["ranking"]])
        browser.close()
    server.shutdown()
    print(json.dumps([{"found": found} for found in answers]))


if __name__ == "__main__":
    main()
