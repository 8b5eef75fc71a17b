"""Pagefind in a page of its own, fed the same cards.

Pagefind folds accents but not đ: both sides write d for it, as any site would have to. Titles weigh most.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from keyboard import BARE
from served import browsing, patient

if TYPE_CHECKING:
    from pathlib import Path

AT_A_TIME = 20
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


def build(folder: Path, o: dict[str, Any], python: str) -> Path:
    """Pages and index below ``folder``, made by the ``python`` that has Pagefind; each page keeps the address of its card."""
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
        [python, "-m", "pagefind", "--site", str(site)],
        check=True,
        capture_output=True,
    )
    return site


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


def answers(
    folder: Path, texts: list[str], options: dict[str, Any], python: str
) -> list[list[str]]:
    """Addresses for each query, best first."""
    o = OPTIONS | options
    site = build(folder, o, python)
    asked = [text.replace("đ", "d").replace("Đ", "D") for text in texts]
    if o["pairs"]:
        asked = [f"{text} {paired(text)}" for text in asked]
    with browsing(site) as (browser, base):
        tab = patient(browser)
        tab.goto(base)
        found: list[list[str]] = []
        for at in range(0, len(asked), AT_A_TIME):
            found += tab.evaluate(ASK, [asked[at : at + AT_A_TIME], o["ranking"]])
        return found
