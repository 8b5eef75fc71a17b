"""A built site → a folder of Markdown, data and pictures for another builder."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import yaml
from bs4 import BeautifulSoup, Tag

from thidua.audit.page_facts import read_page, resolve
from thidua.exporting.builders import LAYOUTS, Builder, config_files
from thidua.exporting.markdown import page_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_MAIN = "td-noi-dung"
_DATA = "du-lieu"
"""The folder that is copied whole: its page describes what lies there."""
_OF_THE_SITE = frozenset({".html", ".js", ".css", ".br", ".gz"})
"""What the other builder has of its own, or has no use for."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    pages: int
    files: int


def export(site: Path, out: Path, builder: Builder, site_url: str) -> Exported:
    """Write every page of a built ``site`` into ``out``, with what its pages link to. ``out`` is empty or missing.

    Addresses stay as they are, so that links do: what lay at ``cum/vd-1/`` lies there when the other builder is done.
    Pages that only lead on (old addresses) are left out, as is the answer for what is not there.
    """
    layout = LAYOUTS[builder]
    pages = dict(_pages(site))
    links = {page: _links(page, text) for page, text in pages.items()}
    anchors: defaultdict[str, set[str]] = defaultdict(set)
    for found in links.values():
        for target, fragment in found:
            if fragment:
                anchors[target].add(fragment)
    for page, text in pages.items():
        main = _main(text)
        folder = posixpath.dirname(page)
        made = _front_matter(main, text, folder) + page_markdown(main, frozenset(anchors[page]))
        _write(out / layout.pages / folder / layout.index, made.encode())
    files = sorted(_linked_files(site, links) - pages.keys())
    for name in files:
        _write(out / layout.files / name, (site / name).read_bytes())
    site_name, menu = _name_and_menu(pages["index.html"])
    for name, text in config_files(builder, site_name, site_url, menu).items():
        _write(out / name, text.encode())
    return Exported(len(pages), len(files))


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    """Address of the file (``cum/vd-1/index.html``) and HTML of each page that holds something."""
    for path in sorted(site.rglob("index.html")):
        text = path.read_text("utf-8")
        if f'id="{_MAIN}"' in text:
            yield path.relative_to(site).as_posix(), text


def _links(page: str, text: str) -> set[tuple[str, str]]:
    """File and fragment of everything of the site that a page leads to or shows."""
    facts = read_page(text)
    found = (resolve(page, one.value, "/") for one in (*facts.links, *facts.loads))
    return {target for target in found if target is not None}


def _linked_files(site: Path, links: Mapping[str, set[tuple[str, str]]]) -> set[str]:
    """Pictures, papers, feeds and data that pages lead to; the folder of data whole."""
    linked = {target for found in links.values() for target, _ in found}
    data = {path.relative_to(site).as_posix() for path in (site / _DATA).rglob("*")}
    return {
        name
        for name in linked | data
        if posixpath.splitext(name)[1] not in _OF_THE_SITE
        and not name.startswith("..")
        and (site / name).is_file()
    }


def _main(text: str) -> Tag:
    main = BeautifulSoup(text, "html.parser").find(id=_MAIN)
    if not isinstance(main, Tag):
        raise TypeError(_MAIN)
    return main


_DESCRIPTION = re.compile(r'<meta name="description"[^>]* content="([^"]*)"')


def _front_matter(main: Tag, text: str, folder: str) -> str:
    """Title, description and the day of an event, which Markdown has no place for."""
    heading = main.find("h1")
    described = _DESCRIPTION.search(text)
    time = main.select_one(".td-event > .td-date time")
    day = _day(str(time["datetime"])) if time else None
    values = {
        "title": " ".join(heading.get_text(" ").split()) if heading else folder,
        **({"description": BeautifulSoup(described[1], "html.parser").get_text()} if described else {}),
        **({"date": day} if day else {}),
    }  # fmt: skip
    return (
        f"---\n{yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)}---\n\n"
    )


def _day(value: str) -> dt.date | None:
    """The day of an event; None where only its month or year is known."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _name_and_menu(home: str) -> tuple[str, list[tuple[str, str]]]:
    """The name of the site, and its sections with their addresses."""
    soup = BeautifulSoup(home, "html.parser")
    name = soup.select_one(".td-mast__name")
    menu = []
    for link in soup.select(".td-nav a[href]"):
        target = str(link["href"])
        if urlsplit(target).netloc:  # an entry of the office's own that leads out of the site
            continue
        address = posixpath.normpath(target)
        menu.append((link.get_text(strip=True), "" if address == "." else f"{address}/"))
    return (name.get_text(strip=True) if name else ""), menu


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
