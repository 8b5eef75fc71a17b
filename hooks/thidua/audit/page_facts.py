"""Links, loads, ids and inline code of a built page or style sheet."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"<([A-Za-z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s=\"'>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_PLAIN = re.compile(r"\.{1,2}/[a-z0-9./_-]*(?:#[a-z0-9_-]*)?")
"""Targets as our pages write them: nothing in them is coded."""
_DATA_TYPES = frozenset({"application/ld+json", "application/json", "text/plain"})
_SCRIPT_URL = re.compile(
    r"[\x00-\x20]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript|data)\s*:", re.IGNORECASE
)
_LOADING_RELS = frozenset(
    [
        "stylesheet",
        "icon",
        "shortcut",
        "apple-touch-icon",
        "preload",
        "prefetch",
        "modulepreload",
        "manifest",
        "dns-prefetch",
        "preconnect",
    ]
)
_LOADED = {
    "script": "src", "img": "src", "source": "src", "audio": "src", "video": "src", "track": "src", "iframe": "src",
    "embed": "src", "object": "data", "input": "src", "use": "href", "image": "href", "form": "action",
}  # fmt: skip
_STATED = frozenset({"og:url", "og:image"})
"""What a page says of its own address and picture to whoever is sent a link to it."""
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')\s]+)|@import\s+[\"']([^\"']+)")
_JS_HOST = re.compile(r"[\"'`](?:https?:)?//([A-Za-z0-9.-]+\.[A-Za-z]{2,}|\d+\.\d+\.\d+\.\d+)")
NAMESPACES = frozenset({"www.w3.org"})
"""Hosts that name XML vocabularies; nothing is fetched from them."""


class PageValue(NamedTuple):
    """A value on a page and the line it stands on."""

    value: str
    line: int


@dataclass(slots=True)
class PageFacts:
    """Links, loads, ids and inline code of one HTML file."""

    links: list[PageValue] = field(default_factory=list)
    loads: list[PageValue] = field(default_factory=list)
    """Everything the browser fetches by itself."""
    ids: set[str] = field(default_factory=set)
    inline: list[PageValue] = field(default_factory=list)
    """Inline scripts, styles, handlers and script links; a strict policy blocks them."""
    weight: list[str] = field(default_factory=list)
    """What counts into the weight of the page: scripts, styles and pictures that are not lazy."""
    refresh: list[PageValue] = field(default_factory=list)
    canonical: str = ""


def read_page(text: str) -> PageFacts:
    """The facts of an HTML text."""
    facts = PageFacts()
    scripts = at = 0
    line = 1
    for match in _TAG.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        tag = match[1].lower()
        scripts += tag == "script"
        for name, value in _tag_facts(tag, match[2]):
            if name == "ids":
                facts.ids.add(value)
            elif name == "weight":
                facts.weight.append(value)
            elif name == "canonical":
                facts.canonical = value
            else:
                getattr(facts, name).append(PageValue(value, line))
    if len(re.findall(r"<\s*script\b", text, re.IGNORECASE)) != scripts:
        facts.inline.append(PageValue("<script", 1))
    return facts


@lru_cache(maxsize=100_000)
def _tag_facts(tag: str, attributes: str) -> tuple[tuple[str, str], ...]:
    """Fields of `PageFacts` and what a tag adds to them; pages have most of their tags in common."""
    given = {
        m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "")
        for m in _ATTRIBUTE.finditer(attributes)
    }
    return (*_attributes(given), *_element(tag, given))


def _attributes(given: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        if name == "style" or (name.startswith("on") and len(name) > 3) or name == "srcdoc":
            yield "inline", f"{name}="
        if name in {
            "href",
            "src",
            "action",
            "formaction",
            "xlink:href",
            "data",
        } and _SCRIPT_URL.match(value):
            yield "inline", value[:40]
    for name in ("id", "name"):
        if given.get(name):
            yield "ids", given[name]
    if given.get("ping"):
        yield "loads", given["ping"]
    for part in given.get("srcset", "").split(","):
        if part.strip():
            yield "loads", part.split()[0]


def _element(tag: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
    if tag in {"a", "area"} and "href" in given:
        yield "links", given["href"]
    elif tag == "link":
        yield from _link(given)
    elif tag in {"style", "base"} or (
        tag == "script" and "src" not in given and given.get("type", "").lower() not in _DATA_TYPES
    ):
        yield "inline", f"<{tag}>"
    elif tag == "meta" and given.get("property") in _STATED:
        yield "links", given.get("content", "")
    elif tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
        yield "refresh", given.get("content", "").partition("=")[2].strip("'\" ")
    wanted = _LOADED.get(tag)
    if wanted and given.get(wanted):
        yield "loads", given[wanted]
        if tag == "script" or (tag == "img" and given.get("loading") != "lazy"):
            yield "weight", given[wanted]


def _link(given: dict[str, str]) -> Iterator[tuple[str, str]]:
    target = given.get("href", "")
    rels = set(given.get("rel", "").lower().split())
    if "canonical" in rels:
        yield "canonical", target
    if rels & _LOADING_RELS:
        yield "loads", target
        if "stylesheet" in rels:
            yield "weight", target
    elif rels & {"alternate", "next", "prev", "license"}:
        yield "links", target


def css_targets(text: str) -> list[PageValue]:
    """What a style sheet loads."""
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), text, flags=re.DOTALL)
    return [
        PageValue(m[1] or m[2], text.count("\n", 0, m.start()) + 1) for m in _CSS_URL.finditer(text)
    ]


def script_hosts(text: str) -> list[PageValue]:
    """Hosts that a script names in its strings, other than names of XML vocabularies."""
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), text, flags=re.DOTALL)
    return [
        PageValue(m[1], text.count("\n", 0, m.start()) + 1)
        for m in _JS_HOST.finditer(text)
        if m[1] not in NAMESPACES
    ]


def is_outside(target: str) -> bool:
    """Whether fetching ``target`` leaves the site; data: URLs stay in the page."""
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return True
    return bool(parts.netloc) or parts.scheme not in {"", "data", "blob"}


def resolve(page: str, target: str, base: str) -> tuple[str, str] | None:
    """File and anchor a link of ``page`` leads to; None for links out of the site.

    ``base`` is the path the site is served under, ``/`` or ``/thi-dua/``: links from the root begin with it.
    """
    if _PLAIN.fullmatch(target):
        return _below(posixpath.dirname(page), target)
    try:
        parts = urlsplit(target)
    except ValueError:
        return ("", "")
    if parts.scheme or parts.netloc:
        return None
    path, anchor = urldefrag(target)
    path = unquote(path.partition("?")[0])
    if path.startswith("/"):
        if not path.startswith(base) and f"{path}/" != base:
            return ("", "")
        found = posixpath.normpath(path[len(base) :] or ".")
    else:
        found = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return _file(found, path), unquote(anchor)


@lru_cache(maxsize=200_000)
def _below(folder: str, target: str) -> tuple[str, str]:
    path, _, anchor = target.partition("#")
    return _file(posixpath.normpath(posixpath.join(folder, path)), path), anchor


def _file(found: str, path: str) -> str:
    """The file a server answers ``path`` with."""
    if found in {".", ""}:
        return "index.html"
    return f"{found}/index.html" if path.endswith(("/", ".")) else found
