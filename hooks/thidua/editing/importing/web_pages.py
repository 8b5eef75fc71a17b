"""Saved pages of newspapers: by the selectors of ``sites.yml``, or in a general way with a warning."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import Tag

from thidua.editing.importing.evidence import note, shortened
from thidua.editing.importing.markup import (
    drop_non_text,
    inner_text,
    markdown,
    parse,
    plain_paragraphs,
)
from thidua.editing.importing.name_matching import key_positions, text_keys
from thidua.editing.importing.source_dates import read_iso, read_stamp
from thidua.editing.importing.source_document import (
    SourceDocument,
    SourcePicture,
    clean_line,
    invisible_warning,
)
from thidua.editing.importing.text_files import author_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bs4 import BeautifulSoup

    from thidua.editing.importing.evidence import ImportNote
    from thidua.editing.importing.source_dates import PublicationStamp
    from thidua.reading.sector import Newspaper

_FRAME = "nav, header, footer, aside, [role=navigation], [class*=related], [class*=comment], [class*=share], [class*=banner], [id*=comment]"
_GENERAL: dict[str, str] = {
    "title": "h1",
    "sapo": "[class*=sapo], [class*=lead], [class*=summary]",
    "body": "[itemprop=articleBody], article",
    "date": "time, [class*=date], [class*=time]",
    "author": "[rel=author], [itemprop=author], [class*=author]",
    "caption": "figcaption, [class*=caption], [class*=Caption]",
    "remove": _FRAME,
}


_MOST = 0.85
"""Share of the paragraphs that the body of an unknown page holds at least."""
_FRAME_SHARE = 0.4
"""Share of the paragraphs a frame holds at most."""
_LINE = 200


@cache
def _sites() -> list[dict[str, Any]]:
    text = files("thidua.editing.importing").joinpath("sites.yml").read_text("utf-8")
    table: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return table


def _selectors(host: str, newspapers: Iterable[Newspaper]) -> dict[str, Any] | None:
    """The selectors of a host: those of the sector's newspapers before the general ones."""
    parts = host.split(".")
    ends = {".".join(parts[n:]) for n in range(len(parts))}
    own = next((paper for paper in newspapers if not ends.isdisjoint(paper.hosts)), None)
    if own:
        written = own.model_dump(exclude={"hosts", "like"}, exclude_none=True)
        return {**_GENERAL, **((own.like and _selectors(own.like, ())) or {}), **written}
    return next((site for site in _sites() if not ends.isdisjoint(site["hosts"])), None)


def read_page(
    html: str, folder: Path | None, url: str = "", newspapers: Iterable[Newspaper] = ()
) -> SourceDocument:
    """The parts of a page; pictures are read from ``folder`` only, nothing is fetched."""
    soup = parse(html)
    meta = _Meta(soup)
    url = url or meta.url
    host = urlsplit(url).hostname or ""
    selectors = _selectors(host, newspapers)
    notes: list[ImportNote] = list(invisible_warning(soup.get_text()))
    if selectors is None:
        notes.append(note("warn_generic", value=host or "?"))
    rules = {**_GENERAL, **(selectors or {})}
    title = inner_text(soup.select_one(rules["title"])) or meta.title
    printed = next(
        (s for s in (read_stamp(inner_text(t)) for t in soup.select(rules["date"])) if s), None
    )
    stamp = (printed or meta.stamp) if selectors else (meta.stamp or printed)
    author = inner_text(soup.select_one(rules["author"])) or meta.author
    lead = soup.select_one(rules["sapo"])
    if selectors is None:
        _drop_frame(soup, rules)
        lead = None if lead is None or lead.decomposed else lead
    body = soup.select_one(rules["body"]) or _main_element(soup)
    if selectors is not None:
        for part in body.select(rules["remove"]):
            part.decompose()
    if lead is not None and lead is not body and body not in lead.parents:
        body.insert(0, lead.extract())
        lead.name = "p"
    for heading in body.select("h1"):
        heading.decompose()
    drop_non_text(body)
    pictures = list(_take_pictures(body, rules["caption"], folder))
    lines = list(plain_paragraphs(body))
    signed, prose, _ = author_of(lines)
    if signed:
        _drop_repeated_end(body, lines[len(prose)])
        author = author or signed
    if meta.lead and not _contains(lines, meta.lead):
        notes.append(note("warn_lead", value=shortened(meta.lead)))
    known = {"publisher": meta.publisher, "url": url}
    notes.extend(note(f"note_{key}", value=value) for key, value in known.items() if value)
    return SourceDocument(
        title,
        markdown(body),
        tuple(prose),
        stamp,
        author,
        publisher=meta.publisher,
        url=url,
        pictures=tuple(pictures),
        notes=tuple(notes),
    )


class _Meta:
    """What a page says of itself in its head."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        canonical = soup.select_one("link[rel=canonical]")
        self.url = self._of("og:url") or (str(canonical.get("href", "")) if canonical else "")
        if urlsplit(self.url).scheme not in {"http", "https"}:
            self.url = ""
        self.title = self._of("og:title")
        self.publisher = self._of("og:site_name")
        self.lead = self._of("og:description", "description")
        self.author = self._of("article:author", "author")
        if "://" in self.author:
            self.author = ""
        self.stamp: PublicationStamp | None = read_iso(
            self._of("article:published_time", "pubdate", "datePublished")
        )

    def _of(self, *names: str) -> str:
        for name in names:
            for attribute in ("property", "name", "itemprop"):
                tag = self.soup.find("meta", attrs={attribute: name})
                if isinstance(tag, Tag) and tag.get("content"):
                    return clean_line(str(tag["content"]))
        return ""


def _drop_frame(soup: BeautifulSoup, rules: dict[str, str]) -> None:
    """Take out what frames an unknown page; a part that holds the text itself only has such a name."""
    most = _FRAME_SHARE * _paragraphs_length(soup)
    for key in ("title", "date", "author", "remove"):
        for part in soup.select(rules[key]):
            if part.decomposed or part.name in {"html", "body", "meta"}:
                continue
            is_frame = key == "remove" and _paragraphs_length(part) <= most
            if is_frame or (key != "remove" and len(part.get_text()) <= _LINE):
                part.decompose()


def _paragraphs_length(root: Tag) -> int:
    return sum(len(p.get_text()) for p in root.find_all("p"))


def _main_element(soup: BeautifulSoup) -> Tag:
    """The innermost element that holds most of the text that stands in paragraphs."""
    best: Tag = soup
    most = _paragraphs_length(soup)
    while True:
        inside = (part for part in best.find_all(True, recursive=False) if part.name != "p")
        sizes = [(_paragraphs_length(part), part) for part in inside]
        size, part = max(sizes, key=lambda pair: pair[0], default=(0, best))
        if size < _MOST * most or part is best:
            return best
        best = part


def _contains(lines: list[str], lead: str) -> bool:
    """Whether the beginning of the lead is among the lines."""
    start = text_keys(lead)[:8]
    return any(True for line in lines for _ in key_positions(start, text_keys(line)))


def _take_pictures(body: Tag, caption: str, folder: Path | None) -> Iterator[SourcePicture]:
    for image in body.find_all("img"):
        source = str(image.get("data-src") or image.get("src") or "")
        around = image.find_parent("figure") or image.find_parent("table")
        words = around.select_one(caption) if around is not None else None
        if words is None:
            block = image.find_parent("p") or image
            following = block.find_next_sibling()
            words = (
                following
                if isinstance(following, Tag) and following in body.select(caption)
                else None
            )
        text = inner_text(words)
        alt = clean_line(str(image.get("alt") or ""))
        image.extract()
        if words is not None:
            words.decompose()
        if around is not None and not around.get_text().strip():
            around.decompose()
        yield SourcePicture(source, text, "" if alt == text else alt, _local(source, folder))


def _local(source: str, folder: Path | None) -> bytes | None:
    """The bytes of a picture saved with the page; None for any other address."""
    if folder is None or urlsplit(source).scheme or source.startswith("//"):
        return None
    path = (folder / unquote(urlsplit(source).path)).resolve()
    if folder.resolve() not in path.parents or not path.is_file():
        return None
    return path.read_bytes()


def _drop_repeated_end(body: Tag, text: str) -> None:
    for block in reversed(body.find_all(("p", "div", "span"))):
        if inner_text(block) == text:
            block.decompose()
            return
