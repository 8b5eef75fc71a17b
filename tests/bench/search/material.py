"""Material's own search, asked through the box of its own page: lunr in the theme's worker.

The page is built by MkDocs with the theme and its search; the index, which MkDocs would write in the same form, is
made from the cards: for each a page with the lines of the card and its text, as a site of the theme would show them.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keyboard import BARE
from served import browsing, paste, patient

if TYPE_CHECKING:
    from playwright.sync_api import Page

CONFIG = """\
site_name: Material
theme: {name: material, language: vi, font: false}
plugins: [search]
"""
LINES = (
    "names",
    "place",
    "people",
    "other",
    "cluster",
    "host",
    "units",
    "members",
    "kinds",
    "memory",
)
BOX = ".md-search__input"
COUNT = """() => {
  window.__answers = 0
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given)
      this.addEventListener("message", event => { window.__answers += event.data.type === 3 })
    }
  }
}"""
LINKS = """() => new Promise(resolve => setTimeout(() => requestAnimationFrame(() => resolve(
  Array.from(document.querySelectorAll("a.md-search-result__link"), a => a.pathname.slice(1)).slice(0, 10))), 30))"""


def site(rows: list[dict[str, Any]], options: dict[str, Any], target: Path) -> None:
    """The page and the index; the address of a card is its number."""
    (target / "docs").mkdir()
    (target / "docs/index.md").write_text("# Material\n", "utf-8")
    (target / "mkdocs.yml").write_text(CONFIG, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "site"],
        cwd=target,
        check=True,
        capture_output=True,
    )
    index = target / "site/search/search_index.json"
    made = json.loads(index.read_text("utf-8"))
    for name in ("lang", "separator", "pipeline"):
        made["config"][name] = options.get(name, made["config"][name])
    if "title" in options:
        made["config"]["fields"]["title"]["boost"] = options["title"]
    made["docs"] = [
        _doc(number, row, bare=options.get("bare", False)) for number, row in enumerate(rows)
    ]
    index.write_text(json.dumps(made, ensure_ascii=False), "utf-8")


def _doc(number: int, row: dict[str, Any], *, bare: bool) -> dict[str, str]:
    """A page; with ``bare`` it stands there a second time without accents."""
    lines = [text for name in LINES for text in row[name]]
    text = "\n".join([*lines, row["date"], row["text"]])
    title = row["title"]
    if bare:
        title, text = (f"{one}\n{_bare(one)}" for one in (title, text))
    return {"location": f"{number}/", "title": html.escape(title), "text": html.escape(text)}


def _bare(text: str) -> str:
    return "".join(BARE.get(c, c) for c in unicodedata.normalize("NFC", text))


def answers(folder: Path, texts: list[str], options: dict[str, Any]) -> list[list[str]]:
    """Addresses for each query, in the order of the page's list."""
    rows = json.loads((folder / "feed.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        site(rows, options, Path(name))
        with browsing(Path(name) / "site") as (browser, base):
            page = patient(browser)
            page.add_init_script(f"({COUNT})()")
            page.goto(base)
            links: dict[str, list[str]] = {}
            for text in texts:
                if text not in links:
                    links[text] = _ask(page, text)
            return [
                [rows[int(link.rstrip("/"))]["address"] for link in links[text]] for text in texts
            ]


def _ask(page: Page, text: str) -> list[str]:
    before = page.evaluate("window.__answers")
    paste(page, BOX, text)
    page.keyboard.press("Shift")  # The theme listens to keys, not to what is pasted.
    page.wait_for_function("before => window.__answers > before", arg=before)
    found: list[str] = page.evaluate(LINKS)
    return found
