"""Links, loads, ids and inline code of a built page or style sheet."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

_TAG = re.compile(r"<([A-Za-z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s=\"'>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
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
    scripts = 0
    for match in _TAG.finditer(text):
        tag = match[1].lower()
        given = {
            m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "")
            for m in _ATTRIBUTE.finditer(match[2])
        }
        line = text.count("\n", 0, match.start()) + 1
        scripts += tag == "script"
        _attributes(facts, given, line)
        _element(facts, tag, given, line)
    if len(re.findall(r"<\s*script\b", text, re.IGNORECASE)) != scripts:
        facts.inline.append(PageValue("<script", 1))
    return facts


def _attributes(facts: PageFacts, given: dict[str, str], line: int) -> None:
    for name, value in given.items():
        if name == "style" or (name.startswith("on") and len(name) > 3) or name == "srcdoc":
            facts.inline.append(PageValue(f"{name}=", line))
        if name in {
            "href",
            "src",
            "action",
            "formaction",
            "xlink:href",
            "data",
        } and _SCRIPT_URL.match(value):
            facts.inline.append(PageValue(value[:40], line))
    for name in ("id", "name"):
        if given.get(name):
            facts.ids.add(given[name])
    if given.get("ping"):
        facts.loads.append(PageValue(given["ping"], line))
    facts.loads += [
        PageValue(part.split()[0], line)
        for part in given.get("srcset", "").split(",")
        if part.strip()
    ]


def _element(facts: PageFacts, tag: str, given: dict[str, str], line: int) -> None:
    if tag in {"a", "area"} and "href" in given:
        facts.links.append(PageValue(given["href"], line))
    elif tag == "link":
        _link(facts, given, line)
    elif tag in {"style", "base"} or (
        tag == "script" and "src" not in given and given.get("type", "").lower() not in _DATA_TYPES
    ):
        facts.inline.append(PageValue(f"<{tag}>", line))
    elif tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
        target = given.get("content", "").partition("=")[2].strip("'\" ")
        facts.refresh.append(PageValue(target, line))
    wanted = _LOADED.get(tag)
    if wanted and given.get(wanted):
        facts.loads.append(PageValue(given[wanted], line))
        if tag == "script" or (tag == "img" and given.get("loading") != "lazy"):
            facts.weight.append(given[wanted])


def _link(facts: PageFacts, given: dict[str, str], line: int) -> None:
    target = given.get("href", "")
    rels = set(given.get("rel", "").lower().split())
    if "canonical" in rels:
        facts.canonical = target
    if rels & _LOADING_RELS:
        facts.loads.append(PageValue(target, line))
        if "stylesheet" in rels:
            facts.weight.append(target)
    elif rels & {"alternate", "next", "prev", "license"}:
        facts.links.append(PageValue(target, line))


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
    if found in {".", ""}:
        found = "index.html"
    elif path.endswith(("/", ".")):
        found = f"{found}/index.html"
    return found, unquote(anchor)
