"""Every page of a publication is found by its name, as it was typed."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from unit.outputs.search_node import answers, needs_node

if TYPE_CHECKING:
    from pathlib import Path

NOT_FOUND = {"/", "/tim-kiem/"}
"""Where a reader is or comes from who searches."""
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
MOVED = 'http-equiv="refresh"'


def _name(html: str) -> str:
    found = HEADING.search(html)
    assert found, html[:500]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).replace("¶", " ").split())


@needs_node
def test_every_page_is_found_by_its_name(public_site: Path) -> None:
    names: dict[str, str] = {}
    for path in sorted(public_site.rglob("index.html")):
        html = path.read_text("utf-8")
        address = f"/{path.parent.relative_to(public_site).as_posix()}/".replace("/./", "/")
        if address not in NOT_FOUND and MOVED not in html:
            names[address] = _name(html)
    assert {"/lich/", "/so-lieu/", "/cap-nhat/", "/du-lieu/", "/giao-uoc/"} <= names.keys()
    found = answers(public_site, [*names.values()])
    lost = [
        (address, name)
        for (address, name), answer in zip(names.items(), found, strict=True)
        if address not in {one.partition("#")[0] for one in answer.exact}
    ]
    assert lost == []


@needs_node
def test_the_english_front_is_found_by_the_name_of_its_language(public_site: Path) -> None:
    (answer,) = answers(public_site, ["english"])
    assert answer.found[0] == "/en/"
