"""A small crawler of a built site: pages, their links and ids, as a reader without scripts meets them."""

from __future__ import annotations

import posixpath
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

_ASSETS = {"img": "src", "script": "src", "source": "srcset"}


@dataclass(slots=True)
class PageFacts:
    """What one HTML file holds."""

    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    """Inline scripts, styles and handlers; there are none."""
    lang: str = ""
    title: str = ""
    text: str = ""


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = PageFacts()
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        facts = self.facts
        if tag not in {"meta", "link", "img", "source", "br", "hr", "input"}:
            self._inside.append(tag)
        # What lies in a template is no part of the page; what it may not hold is looked for there too.
        met = "template" not in self._inside
        if met and "id" in given:
            facts.ids.append(given["id"])
        if met and tag == "a" and "href" in given:
            facts.links.append(given["href"])
        if tag == "html":
            facts.lang = given.get("lang", "")
        if tag == "link" and given.get("rel") not in {"canonical", "alternate"}:
            facts.assets.append(given.get("href", ""))
        if tag in _ASSETS and _ASSETS[tag] in given:
            facts.assets += [part.split()[0] for part in given[_ASSETS[tag]].split(", ") if part]
        data = given.get("type") in {"application/ld+json", "application/json"}  # never run
        if tag == "script" and "src" not in given and not data:
            facts.inline.append("script")
        if tag == "style":
            facts.inline.append("style")
        facts.inline += [name for name in given if name == "style" or name.startswith("on")]
        if met and len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            facts.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside and self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self._inside and "svg" not in self._inside:
            self.facts.title += data
        elif not {"script", "template"} & {*self._inside}:
            self.facts.text += data


def read_page(path: Path) -> PageFacts:
    parser = _Parser()
    parser.feed(path.read_text("utf-8"))
    return parser.facts


def all_pages(site: Path) -> dict[str, PageFacts]:
    """Every HTML file by its path below ``site``."""
    return {p.relative_to(site).as_posix(): read_page(p) for p in sorted(site.rglob("*.html"))}


def resolve(page: str, link: str) -> tuple[str, str] | None:
    """The file and anchor a link of a page leads to; None for links out of the site."""
    if urlsplit(link).scheme or link.startswith("//"):
        return None
    path, anchor = urldefrag(link)
    path = unquote(path.partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if path.endswith(("/", ".")) or target == ".":
        target = "index.html" if target == "." else f"{target}/index.html"
    return target, unquote(anchor)


def broken_links(site: Path, pages: dict[str, PageFacts]) -> list[str]:
    """Links and assets that lead to no file or anchor of the site."""
    broken = []
    for page, facts in pages.items():
        if page == "404.html":
            continue
        for link in [*facts.links, *facts.assets]:
            found = resolve(page, link)
            if found is None:
                continue
            target, anchor = found
            if not (site / target).is_file() or (
                anchor and target in pages and anchor not in pages[target].ids
            ):
                broken.append(f"{page}: {link}")
    return broken


def clicks_from_home(pages: dict[str, PageFacts]) -> dict[str, int]:
    """How many clicks each page is away from the home page, without scripts."""
    distance = {"index.html": 0}
    queue = deque(["index.html"])
    while queue:
        here = queue.popleft()
        for link in pages[here].links:
            found = resolve(here, link)
            if found and found[0] in pages and found[0] not in distance:
                distance[found[0]] = distance[here] + 1
                queue.append(found[0])
    return distance
