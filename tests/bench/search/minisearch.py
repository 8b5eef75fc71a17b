"""MiniSearch in a page of its own, fed the same cards; see ``minisearch.js``."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from served import browsing, patient

HERE = Path(__file__).parent
AT_A_TIME = 20


def page(folder: Path, library: Path, target: Path) -> None:
    """The library, our engine for its rule, the cards, and what asks them."""
    index = folder / "assets/search"
    scripts = [
        library,
        *sorted(index.glob("engine.*.js")),
        *sorted(index.glob("*/c*.js"), key=lambda path: int(path.stem[1:])),
        HERE / "minisearch.js",
    ]
    tags = []
    for number, script in enumerate(scripts):
        shutil.copy(script, target / f"{number}.js")
        tags.append(f'<script src="{number}.js"></script>')
    shutil.copy(folder / "feed.json", target)
    (target / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>x</title>{''.join(tags)}", "utf-8"
    )


def answers(
    folder: Path, texts: list[str], options: dict[str, Any], library: Path
) -> list[list[str]]:
    """Addresses for each query, best first; ``library`` is the folder npm installed into."""
    script = library / "node_modules/minisearch/dist/umd/index.js"
    with tempfile.TemporaryDirectory() as name:
        page(folder, script, Path(name))
        with browsing(Path(name)) as (browser, base):
            tab = patient(browser)
            tab.goto(base)
            tab.evaluate(
                "async o => { window.ask = rival(await (await fetch('feed.json')).json(), o) }",
                options,
            )
            found: list[list[str]] = []
            for at in range(0, len(texts), AT_A_TIME):
                found += tab.evaluate("texts => texts.map(ask)", texts[at : at + AT_A_TIME])
            return found
