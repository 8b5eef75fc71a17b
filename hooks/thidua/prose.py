"""Markdown → sanitised HTML whose site links are addresses, not yet relative to a page.

A pure function of the text and its resolved links; MkDocs pages, feeds and open data share it. What is
dangerous was refused while reading (`thidua.reading.body`); nh3 is the net below that check.
"""

from __future__ import annotations

import html
import re
import signal
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import markdown
import nh3

from thidua.converter import EXTENSIONS, extension_configs
from thidua.locale import CONTENT
from thidua.plain_markdown import convert_plain
from thidua.text import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

SECONDS = 0.6
"""What converting one text may take of the processor. Checked bodies take milliseconds; this is the net below the limits of
`thidua.reading.body`."""


class CostlyError(ValueError):
    """A text takes too long, or nests too deep, to be converted."""


_TAGS = {
    "a", "abbr", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt",
    "em", "h2", "h3", "h4", "h5", "h6", "hr", "ins", "li", "ol", "p", "pre", "q", "s", "section",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "ol": {"start"},
    "details": {"open"},
}
DEFINITION = re.compile(
    r"^ {0,3}\[[^\[\]^][^\[\]\n]*\]:[ \t]*\n?[ \t]*\S+(?:[ \t]*\n?[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$\n?",
    re.MULTILINE,
)
"""A link's target written apart from its words: no reader sees it."""
_ANCHOR = re.compile(r'<a ([^>]*?)href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_OURS = re.compile(r'(?:class|id)="[^"]*(?:\b(?:td|md)-|__)')
_HEADING = re.compile(r"<h[1-6]\b.*?</h[1-6]>", re.DOTALL)
_SITE_LINK = re.compile(r'(<a [^>]*?href=")(/[^"]*)"')


@dataclass(frozen=True, slots=True)
class RenderedHeading:
    """A heading of rendered prose."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Sanitised HTML; links into the site are addresses from the root (``/cum/…``)."""

    html: str
    headings: tuple[RenderedHeading, ...] = ()

    def relative(self, locate: Callable[[str], str]) -> str:
        """The HTML with each site address as ``locate`` writes it for the page it stands on."""
        return _SITE_LINK.sub(
            lambda m: f'{m[1]}{html.escape(locate(html.unescape(m[2])))}"', self.html
        )


@cache
def _converter(lang: str) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=list(EXTENSIONS), extension_configs=extension_configs(lang), output_format="html"
    )


def render(text: str, links: Mapping[str, str], lang: str) -> Prose:
    """Convert a checked body for a site in ``lang``; ``links`` are its link targets as written → addresses.

    A link into the site that is not among them leads to nothing its reader may see: its words stay.
    """
    plain = convert_plain(text)
    if plain is not None:
        return Prose(plain[0], tuple(RenderedHeading(*heading) for heading in plain[1]))
    return _convert(text, tuple(links.items()), lang)


@lru_cache(maxsize=1024)  # a page and its feeds show the same text, of the newest events
def _convert(text: str, links: tuple[tuple[str, str], ...], lang: str) -> Prose:
    known = dict(links)
    converter = _converter(lang)
    converted = _converted(converter, text)
    clean = _cleaner(strips_shell_names=_OURS.search(converted) is not None).clean(converted)
    headings = tuple(_headings(getattr(converter, "toc_tokens", [])))

    def linked(match: re.Match[str]) -> str:
        before, target, after, words = match.groups()
        written = html.unescape(target)
        address = known.get(written)
        if written.startswith("#fnref:") and f'id="{written[1:]}"' not in clean:
            return ""  # back from a note that nothing calls
        if address is None:
            outside = written.startswith("#") or ":" in written.split("/")[0]
            return match[0] if outside else words
        return f'<a {before}href="{html.escape(address)}"{after}>{words}</a>'

    return Prose(_ANCHOR.sub(linked, clean), headings)


@cache
def _cleaner(*, strips_shell_names: bool) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
        attribute_filter=_strip_shell_names if strips_shell_names else None,
    )


def _strip_shell_names(_tag: str, name: str, value: str) -> str | None:
    """Classes and ids of the shell are refused while reading; here the net below keeps a text from putting them on."""
    if name not in {"class", "id"}:
        return value
    return (
        " ".join(word for word in value.split() if not word.startswith(("td-", "md-", "__")))
        or None
    )


def is_convertible(text: str) -> bool:
    """Whether `render` will come to an end in time."""
    try:
        _converted(_converter(CONTENT), text)
    except CostlyError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Outline:
    """What the converter took for headings, as HTML, and for definitions: a link's target by its name."""

    headings: tuple[str, ...]
    definitions: Mapping[str, str]


def outline(text: str) -> Outline:
    """The headings and definitions of a text that may not be checked yet. Raises `CostlyError`."""
    converter = _converter(CONTENT)
    converted = _converted(converter, text)
    targets = {name: target for name, (target, _) in converter.references.items()}
    return Outline(tuple(_HEADING.findall(converted)), targets)


def _converted(converter: markdown.Markdown, text: str) -> str:
    converter.reset()
    try:
        with _time_limit(SECONDS):
            return converter.convert(typeset(text))
    except RecursionError as error:
        raise CostlyError("recursion") from error


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise `CostlyError` in the block after ``seconds``.

    Signals reach the main thread alone, and Windows has none of this kind: elsewhere there is no limit
    beyond those of the check.
    """
    in_main = threading.current_thread() is threading.main_thread()
    if sys.platform == "win32" or not in_main:
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise CostlyError(f"{seconds} s")

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _headings(tokens: list[dict[str, Any]]) -> list[RenderedHeading]:
    found = []
    for token in tokens:
        found.append(RenderedHeading(token["level"], token["id"], html.unescape(token["name"])))
        found.extend(_headings(token["children"]))
    return found
