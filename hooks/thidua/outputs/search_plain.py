"""The words of Markdown, for search: what a reader sees of it, without HTML in between."""

from __future__ import annotations

import re

_INLINE = re.compile(
    r"!?\[(?P<words>[^\]\[]*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\]]*\])?"
    r"|\s*\{:?\s*[#.][^{}\n]*\}"
    r"|[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|`+"
)
_INLINE_MARKS = frozenset("[{*_`")
_LINE_START = re.compile(r"(?:#{1,6}\s+|[-*+]\s+|>\s?)+|(?:```|~~~).*|[|:\- ]+$")


def plain(markdown: str) -> str:
    """The words of a Markdown text, a line for a block; what links show, without their targets."""
    lines = (" ".join(line.split()) for line in markdown.replace("|", " ").split("\n"))
    words = (
        _LINE_START.sub("", line, count=1) if line[:1] in "#-*+>`~:" else line for line in lines
    )
    text = "\n".join(line for line in words if line)
    if _INLINE_MARKS.isdisjoint(text):
        return text
    return _INLINE.sub(lambda match: match["words"] or "", text).strip()
