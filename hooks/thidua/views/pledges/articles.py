"""The text of articles, each to be rendered alone on a page that holds them all."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from thidua import prose
from thidua.converter import slugify
from thidua.locale import CONTENT
from thidua.plain_markdown import paragraphs
from thidua.text import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thidua.pledges.articles import Article

_NOTE = re.compile(
    r"^\[\^([^\]\s]+)\]:(?:.*(?:\n|\Z))(?:(?:[ \t]+\S.*|[ \t]*)(?:\n|\Z))*", re.MULTILINE
)
_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_SHORT = re.compile(r"^[ ]{0,3}\*\[[^\]\n]+\]:.*$\n?", re.MULTILINE)
_HEADING = re.compile(r"^(#{3,6}[ \t]+)(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)


def _definitions(texts: Iterable[str]) -> tuple[str, ...]:
    """Targets of links and long forms of abbreviations that are written apart from the words."""
    found = (
        m[0].strip() for t in texts for sign in (prose.DEFINITION, _SHORT) for m in sign.finditer(t)
    )
    return tuple(dict.fromkeys(found))


def _with_definitions(text: str, known: Sequence[str]) -> str:
    """A part of a text that is rendered alone, with what was written for it in another part."""
    return "\n\n".join([text, "\n".join(known)]) if text and known else text


def self_contained(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Articles whose footnotes and lesser headings no longer meet those of another article.

    Markdown collects footnotes at the end of a text and counts them from 1. Rendered one by one, two
    articles would give one id twice, and a note written at the end of the pledge would be the last
    article's. So each article takes along the notes it calls, under names of its own, and all definitions.
    """
    if not any("[" in a.text or "#" in a.text or a.text[-1:].isspace() for a in articles):
        return tuple(articles)
    known = _definitions(article.text for article in articles)
    notes: dict[str, str] = {}
    homes: dict[str, int] = {}
    called: set[str] = set()
    for place, article in enumerate(articles):
        for match in _NOTE.finditer(article.text):
            notes.setdefault(match[1], match[0].strip())
            homes.setdefault(match[1], place)
        called.update(_CALL.findall(_NOTE.sub("", article.text)))
    alone = (
        _self_contained(
            article, notes, [n for n, home in homes.items() if home == place and n not in called]
        )
        for place, article in enumerate(articles)
    )
    return tuple(replace(a, text=_with_definitions(a.text, known)) for a in alone)


def _self_contained(article: Article, notes: dict[str, str], uncalled: list[str]) -> Article:
    text = _NOTE.sub("", article.text).rstrip()
    wanted = dict.fromkeys([*(n for n in _CALL.findall(text) if n in notes), *uncalled])

    def own(match: re.Match[str]) -> str:
        return f"[^{article.id}-{match[1]}]" if match[1] in notes else match[0]

    parts = [_CALL.sub(own, text)]
    for name in wanted:
        label = f"[^{name}]:"
        parts.append(f"[^{article.id}-{name}]:{_CALL.sub(own, notes[name][len(label) :])}")
    used: dict[str, int] = {}

    def heading(match: re.Match[str]) -> str:
        if re.search(r"\{:?[^}]*#[^}]*\}$", match[2]):
            return match[0]
        stem = f"{article.id}.{slugify(match[2])}"
        used[stem] = used.get(stem, 0) + 1
        id_ = stem if used[stem] == 1 else f"{stem}.{used[stem]}"
        return f"{match[1]}{match[2]} {{#{id_}}}"

    return replace(article, text=_HEADING.sub(heading, "\n\n".join(parts)))


# --- Without markup --------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def plain_lines(markdown: str) -> str:
    """A Markdown text as it is read aloud, typeset: a line for each paragraph, item and row, without signs.

    Comparisons show it, so that a reader sees changed words and no changed asterisks.
    """
    plain = paragraphs(markdown)
    if plain is not None:
        return typeset("\n".join(_one_line(text) for text in plain))
    reader = _LineParser()
    reader.feed(prose.render(markdown, {}, CONTENT).html)
    reader.close()
    reader.end_line()
    return typeset("\n".join(reader.lines))


def _one_line(text: str) -> str:
    return _NO_SPACE.sub(" ", text).strip()  # no-break spaces within stay


_NO_SPACE = re.compile(r" [ \t\n]+|[\t\n][ \t\n]*")
"""White space that is more or other than one space, which is nearly all there is and need not be replaced."""
_LONGEST_NUMBER = 9
"""Digits; Python refuses to read a number of some thousands."""
_BLOCKS = frozenset(
    {"p", "li", "tr", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote", "pre", "br", "div"}
)


class _LineParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._lists: list[int | None] = []
        self._sign = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_line()
        if tag in {"ul", "ol"}:
            self.end_line()
            start = (dict(attrs).get("start") or "1")[:_LONGEST_NUMBER]
            self._lists.append(int(start) - 1 if tag == "ol" and start.isdecimal() else None)
        elif tag == "li" and self._lists:
            count = self._lists[-1]
            if count is not None:
                self._lists[-1] = count + 1
            self._sign = "– " if count is None else f"{count + 1}. "
        elif tag in {"td", "th"} and "".join(self._line).strip():
            self._line.append(" · ")
        elif tag == "sup":
            self._line.append(" [")
        elif tag == "a" and "footnote-backref" in (dict(attrs).get("class") or ""):
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "sup":
            self._line.append("]")
        elif tag == "a" and self._hidden:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._line.append(data)

    def end_line(self) -> None:
        words = _one_line("".join(self._line))
        self._line.clear()
        if words:
            self.lines.append(f"{self._sign}{words}")
            self._sign = ""
