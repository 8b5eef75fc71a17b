"""Pagefind fed the same cards, asked through a real browser (it is a WebAssembly module and needs one).

    PAGEFIND=<python with pagefind[bin]> python pagefind_pages.py <folder of feed.py>  <  queries  >  answers

Pagefind folds accents but not đ: both sides write d for it, as any site would have to. Titles weigh most; the
weights were set once, on the development queries.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

NAMES = ("names", "place", "people", "other", "cluster", "host", "units", "kinds", "memory")


def page(row: dict[str, Any]) -> str:
    """A page for a card: names with their weights, then its prose."""

    def d(text: str) -> str:
        text = text.replace("đ", "d").replace("Đ", "D")
        return text.replace("&", "&amp;").replace("<", "&lt;")

    names = [text for name in NAMES for text in row[name]]
    return (
        f'<!doctype html><html lang="vi"><head><title>x</title></head><body><main data-pagefind-body>'
        f'<h1 data-pagefind-weight="7" data-pagefind-meta="address:{row["address"]}">{d(row["title"])}</h1>'
        f'<div data-pagefind-weight="5"><p>{"</p><p>".join(map(d, names))}</p><p>{d(row["date"])}</p></div>'
        f'<div data-pagefind-weight="0.5"><p>{"</p><p>".join(map(d, row["members"]))}</p></div>'
        f"<div><p>{'</p><p>'.join(d(row['text']).splitlines())}</p></div></main></body></html>"
    )


def build(folder: Path) -> Path:
    """Pages and index below ``folder/pagefind-site``; the address of a card is kept with its page."""
    site = folder / "pagefind-site"
    if (site / "pagefind" / "pagefind.js").exists():
        return site
    shutil.rmtree(site, ignore_errors=True)
    for row in json.loads((folder / "feed.json").read_text("utf-8")):
        target = site / f"{row['id']}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(row), "utf-8")
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


ASK = """async texts => {
  const pagefind = await import("/pagefind/pagefind.js")
  await pagefind.options({ excerptLength: 1, ranking: { pageLength: 0.1, termFrequency: 0.1, termSaturation: 2 } })
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
    site = build(Path(sys.argv[1]))
    texts = [q.replace("đ", "d").replace("Đ", "D") for q in json.load(sys.stdin)]
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
            answers += tab.evaluate(ASK, texts[at : at + 20])
        browser.close()
    server.shutdown()
    print(json.dumps([{"found": found} for found in answers]))


if __name__ == "__main__":
    main()
