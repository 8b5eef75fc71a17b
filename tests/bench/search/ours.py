"""Our search, asked through its own page of results: a query is pasted into the box of ``/tim-kiem/``.

The page is one of a built site; its index is that of the corpus, its scripts are those of the working copy.
An answer is what a reader sees once nothing is loading any more: the links of ``#ket-qua``, near misses among them.
"""

from __future__ import annotations

import shutil
import tempfile
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING

from served import OURS, browsing, paste, patient

from thidua.outputs.search_engine import PARTS, part_path

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPTS = Path(__file__).parents[3] / "overrides/assets/javascripts"
BOX = "[data-td-search-page] input[name=q]"
FRESH = 100
"""So many queries a page before it is loaded anew, the next query in its address."""

WATCH = """() => {
  // Scripts and texts on their way, and when something was last seen to change: an answer is there when both are at rest.
  const state = window.__watched = { pending: new Set(), changed: performance.now() }
  const touch = () => { state.changed = performance.now() }
  new MutationObserver(records => records.forEach(record => record.addedNodes.forEach(node => {
    if (node.tagName !== "SCRIPT" || !node.src) return
    state.pending.add(node)
    const done = () => { state.pending.delete(node); touch() }
    node.addEventListener("load", done)
    node.addEventListener("error", done)
  }))).observe(document, { childList: true, subtree: true })
  const fetched = window.fetch
  window.fetch = url => {
    const text = fetched(url).then(response => response.text().then(text => ({ ok: response.ok, text: () => text })))
    state.pending.add(text)
    const done = () => { state.pending.delete(text); touch() }
    text.then(done, done)
    return text
  }
  addEventListener("input", touch, true)
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(touch).observe(document.querySelector("#ket-qua"),
      { childList: true, subtree: true, attributes: true })
  })
}"""
ANSWER = """() => new Promise(resolve => {
  const list = document.querySelector("#ket-qua"), state = window.__watched
  const look = () => {
    const rests = !list.hasAttribute("aria-busy") && !state.pending.size && performance.now() - state.changed > 60
    if (!rests) return setTimeout(look, 15)
    resolve(Array.from(list.querySelectorAll(":scope > li h3 a"), a => a.pathname + a.hash).slice(0, 10))
  }
  look()
})"""


def site_with(shell: Path, folder: Path, target: Path) -> None:
    """The pages of ``shell`` with today's scripts and the index of ``folder``."""
    shutil.copytree(shell, target, dirs_exist_ok=True)
    shutil.rmtree(target / "assets/search")
    shutil.copytree(folder / "assets/search", target / "assets/search")
    parts = {part_path(name) for name in PARTS}
    for script in SCRIPTS.glob("search-*.js"):
        if script.name not in parts:
            shutil.copy(script, target / "assets/javascripts" / script.name)


def answers(folder: Path, texts: list[str], shell: Path) -> list[list[str]]:
    """Addresses for each query, best first; the host refuses what the policy of our pages refuses."""
    with tempfile.TemporaryDirectory() as name:
        site_with(shell, folder, Path(name))
        with browsing(Path(name), OURS) as (browser, base):
            page = patient(browser)
            page.add_init_script(f"({WATCH})()")
            return [_ask(page, base, text, fresh=n % FRESH == 0) for n, text in enumerate(texts)]


def _ask(page: Page, base: str, text: str, *, fresh: bool) -> list[str]:
    if fresh:
        page.goto(f"{base}tim-kiem/?q={urllib.parse.quote(text)}")
    else:
        paste(page, BOX, text)
    return [urllib.parse.unquote(link) for link in page.evaluate(ANSWER)]
