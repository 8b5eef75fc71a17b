"""Markdown → HTML for texts of nothing but headings, paragraphs, simple lists and tables, as Python-Markdown would have it.

Most texts of events and most articles of pledges are such, and Python-Markdown with its net takes milliseconds for each:
that was a third of what a page costs. Whatever could mean anything else is left to it: the characters that may stand here
are named, and none of them is a sign of HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown.extensions.toc import unique

from thidua.converter import slugify
from thidua.text import NBSP, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator


class PlainHeading(NamedTuple):
    """A heading: its level, id and words."""

    level: int
    id: str
    text: str


_WORDS = r"[\w ,.;:?%/()“”‘’…–—\"'=+\u00a0-]*"
_TITLE = rf"[\w“‘(…]{_WORDS}(?<![ \u00a0])"
_LINE = rf"(?!\d+[.)]){_TITLE}"
_ROW = rf"\|(?:{_WORDS}\|)+"
_PARAGRAPHS = re.compile(rf"(?!.*_){_LINE}(?:\n+{_LINE})*", re.DOTALL)
_BLOCK = re.compile(
    rf"(?P<heading>#{{2,6}} {_TITLE})|(?P<p>{_LINE}(?:\n{_LINE})*)"
    rf"|(?P<ul>[-*+] {_LINE}(?:\n[-*+] {_LINE})*)|(?P<ol>1\. {_LINE}(?:\n\d+\. {_LINE})*)"
    rf"|(?P<table>{_ROW}\n\|(?: *:?-+:? *\|)+(?:\n{_ROW})+)"
)
_MARK = re.compile(r"^\S+ ", re.MULTILINE)
_LISTS = frozenset({"ul", "ol"})


def paragraphs(text: str) -> tuple[str, ...] | None:
    """The typeset paragraphs of a text in which Markdown sees nothing else; None where it may."""
    return tuple(re.split("\n\n+", typeset(text))) if _PARAGRAPHS.fullmatch(text) else None


def convert_plain(text: str) -> tuple[str, tuple[PlainHeading, ...]] | None:
    """The HTML and the headings of a text; None where Python-Markdown has to look at it."""
    if "_" in text:
        return None
    found: list[str] = []
    headings: list[PlainHeading] = []
    ids: set[str] = set()
    before = ""
    for block in re.split("\n\n+", typeset(text).strip("\n")):
        match = _BLOCK.fullmatch(block)
        kind = match.lastgroup if match else None
        # Lists that follow each other are one, with paragraphs for items.
        if kind is None or (kind in _LISTS and before in _LISTS):
            return None
        before = kind
        if kind == "p":
            found.append(f"<p>{block}</p>")
        elif kind == "heading":
            marks, words = block.split(" ", 1)
            name = " ".join(words.split())
            heading = PlainHeading(len(marks), unique(slugify(name), ids), name)
            headings.append(heading)
            found.append(f'<h{heading.level} id="{heading.id}">{words}</h{heading.level}>')
        elif kind == "table":
            table = _table(block.split("\n"))
            if table is None:
                return None
            found += table
        else:
            items = (f"<li>{words}</li>" for words in _MARK.sub("", block).split("\n"))
            found += (f"<{kind}>", *items, f"</{kind}>")
    return "\n".join(found).replace(NBSP, "&nbsp;"), tuple(headings)


def _table(lines: list[str]) -> list[str] | None:
    """The lines of a table; None where a row has more or fewer cells than others."""
    titles, sides, *rows = (line[1:-1].split("|") for line in lines)
    if any(len(row) != len(titles) for row in (sides, *rows)):
        return None
    aligned = [_ALIGNED[side[0] == ":", side[-1] == ":"] for side in map(str.strip, sides)]
    head, *body = (
        _row(row, "td" if at else "th", aligned) for at, row in enumerate([titles, *rows])
    )
    return ["<table>", "<thead>", *head, "</thead>", "<tbody>", *(line for row in body for line in row), "</tbody>", "</table>"]  # fmt: skip


_ALIGNED = {
    (False, False): "",
    (True, False): ' align="left"',
    (False, True): ' align="right"',
    (True, True): ' align="center"',
}


def _row(cells: list[str], tag: str, aligned: list[str]) -> Iterator[str]:
    yield "<tr>"
    for words, side in zip(cells, aligned, strict=True):
        # The no-break space before a dash stays, as Python-Markdown leaves it.
        yield f"<{tag}{side}>{words.strip(' ')}</{tag}>"
    yield "</tr>"
