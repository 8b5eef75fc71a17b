"""The words of Markdown, for search: what a reader sees of it, without HTML in between."""

from __future__ import annotations

import re

from thidua.prose import DEFINITION

_INLINE = re.compile(
    r"!?\[(?P<words>[^\]\[]*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\]]*\])?"
    r"|\s*\{:?\s*[#.][^{}\n]*\}"
    r"|[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|`+"
)
_INLINE_MARKS = "[{*_`"
_LINE_STARTS = frozenset("#-*+>`~:")
_LINE_START = re.compile(r"(?:#{1,6}\s*|[-*+]\s+|>\s?)+|(?:```|~~~).*|[|:\- ]+$")


_UNEVEN = ("  ", *(chr(c) for c in range(0x3001) if chr(c).isspace() and c not in {0x0A, 0x20}))
"""Blanks that a line of prose hardly ever holds; where one does, all blanks are made single spaces."""


_HEADING = re.compile(r"^#{2,4}\s+(.+)$", re.MULTILINE)


def headings(markdown: str) -> tuple[str, ...]:
    """The headings below the title: what a reader looks for on a long page."""
    return tuple(dict.fromkeys(map(plain, _HEADING.findall(markdown))))


def plain(markdown: str) -> str:
    """The words of a Markdown text, a line for a block; what links show, without their targets."""
    if "]:" in markdown:
        markdown = DEFINITION.sub("", markdown)
    even = not any(blank in markdown for blank in _UNEVEN)
    lines = []
    for raw in markdown.split("\n"):
        if not raw:
            continue
        rough = not even or "|" in raw
        line = " ".join(raw.replace("|", " ").split()) if rough else raw.strip(" ")
        if line[:1] in _LINE_STARTS:
            line = _LINE_START.sub("", line, count=1)
        if line:
            lines.append(line)
    text = "\n".join(lines)
    if not any(mark in text for mark in _INLINE_MARKS):
        return text
    return _INLINE.sub(lambda match: match["words"] or "", text).strip()
