"""The checklist of RFC 4287 for Atom feeds, each problem with the section whose rule is broken."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

A = "{http://www.w3.org/2005/Atom}"

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+\Z")
_COMMON = {"author", "category", "contributor", "id", "link", "rights", "title", "updated"}
_FEED = _COMMON | {"entry", "generator", "icon", "logo", "rights", "subtitle"}
_ENTRY = _COMMON | {"content", "published", "source", "summary"}
_REQUIRED = ("id", "title", "updated")
_AT_MOST_ONCE = ("generator", "subtitle", "published", "summary", "content")


def problems(data: bytes, base: str = "https://a.example/feed.xml") -> list[str]:
    """What is wrong with a feed fetched from ``base``; empty for a sound one."""
    root = ET.fromstring(data)
    if root.tag != f"{A}feed":
        return ["4.1.1: not a feed"]
    found = [*_children(root, _FEED, "4.1.1"), *_forms(root), *_links(root, base)]
    if not any(link.get("rel") == "self" for link in root.findall(f"{A}link")):
        found.append("4.1.1: no link to itself")
    ids = Counter(element.text for element in root.iter(f"{A}id"))
    found += [f"4.2.6: the id {text} {n} times" for text, n in ids.items() if n > 1]
    for entry in root.findall(f"{A}entry"):
        found += _children(entry, _ENTRY, "4.1.2")
        found += _entry(entry, has_author=root.find(f"{A}author") is not None)
    return found


def _children(element: ET.Element, known: set[str], section: str) -> Iterator[str]:
    # 6.4: foreign markup may stand anywhere.
    own = (child for child in element if child.tag.startswith(A) or not child.tag.startswith("{"))
    names = Counter(child.tag.removeprefix(A) for child in own)
    yield from (f"{section}: <{name}>" for name in names if name not in known)
    yield from (f"{section}: {names[n]} <{n}>" for n in _REQUIRED if names[n] != 1)
    yield from (f"{section}: {names[n]} <{n}>" for n in _AT_MOST_ONCE if names[n] > 1)
    alternates = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in element.findall(f"{A}link")
        if link.get("rel") == "alternate"
    )
    yield from (f"{section}: {n} alternates {kind}" for kind, n in alternates.items() if n > 1)


def _entry(entry: ET.Element, *, has_author: bool) -> Iterator[str]:
    if not has_author and entry.find(f"{A}author") is None:
        yield "4.1.2: an entry without an author"
    content = entry.find(f"{A}content")
    if content is None:
        if not any(link.get("rel") == "alternate" for link in entry.findall(f"{A}link")):
            yield "4.1.2: neither content nor an alternate link"
    elif content.get("type") != "html" or len(content):
        yield "4.1.3: content that is not escaped HTML"


def _forms(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        name, text = element.tag.removeprefix(A), element.text or ""
        if name == "id" and not _IRI.match(text):
            yield f"4.2.6: {text!r} is not an absolute IRI"
        if name in {"updated", "published"} and not _DATE.match(text):
            yield f"3.3: {text!r} is not a date"
        if name == "author" and [child.tag.removeprefix(A) for child in element] not in (
            ["name"],
            ["name", "email"],
        ):
            yield "3.2: a person without a name"
        if name == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+", text):
            yield f"3.2.3: {text!r} is no mail address"
        if name == "category" and not element.get("term"):
            yield "4.2.2.1: a category without a term"


def _links(root: ET.Element, base: str) -> Iterator[str]:
    for link in root.iter(f"{A}link"):
        if not urljoin(base, link.get("href", "")).startswith("https://"):
            yield f"4.2.7.1: {link.get('href')!r} leads nowhere"
