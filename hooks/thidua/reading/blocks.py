"""What the converter itself takes lines of a body for: headings that are none of ours, and links' targets apart from them.

Which lines those are depends on all blocks around them: lists, quotations, notes, indents. No expression over lines
knows that, so every line that may be one is marked in a copy, and the copy is converted. What bears a mark was taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from thidua import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNDERLINE = re.compile(r"[\s>]*(?P<sign>=+|-+) *")
_CONTAINERS = re.compile(r"(?:[\s>]+|[-*+:]\s+|\d+[.)]\s+|\[\^[^\[\]]+\]:\s*)*")
_NO_HIDDEN = re.compile(r"(?:[^=\-#]++|[=-](?! *$)|(?<![^\n#])#)*+", re.MULTILINE)
"""A text in which no line can be a hidden heading: none ends in the signs that underline one, or has its sign behind others."""
_DEFINITION = re.compile(r"(?<!\*)\[(?!\^)[^\[\]]*(?=\]:)")
_FENCE = re.compile(r"[\s>]*(?:```|~~~)")
_BEGIN, _END = "\ue000", "\ue001"
"""Around a mark: signs no text may hold."""
_MARK = re.compile(f"{_BEGIN}([0-9]+){_END}")


class HiddenHeading(NamedTuple):
    """A heading that no ``##`` at the head of a line makes."""

    offset: int
    """Where in the text the line is that makes it, or its sign."""
    words: str
    is_inside: bool
    """Whether it stands within another block."""


class Definition(NamedTuple):
    """A link's target written apart from its words, in whatever block."""

    offset: int
    target: str


def find_blocks(text: str, bare: str) -> tuple[list[HiddenHeading], list[Definition]]:
    """The headings and definitions of ``text``; ``bare`` is the text with its code as spaces. Raises CostlyError."""
    headings = {} if _NO_HIDDEN.fullmatch(bare) else dict(_possible_headings(text, bare))
    definitions = [match.end() for match in _DEFINITION.finditer(bare)] if "]:" in bare else []
    if not headings and not definitions:
        return [], []
    marked, end = "", 0
    for offset in sorted({*headings, *definitions}):
        marked += f"{text[end:offset]}{_BEGIN}{offset}{_END}"
        end = offset
    outline = prose.outline(marked + text[end:])
    taken = {int(n) for heading in outline.headings for n in _MARK.findall(heading)}
    targets = []
    for name, target in outline.definitions.items():
        mark = _MARK.search(name)
        if mark:
            target_ = _MARK.sub("", target)
            targets.append(Definition(text.find(target_, int(mark[1])), target_))
    return [heading for offset, heading in headings.items() if offset in taken], sorted(targets)


def _possible_headings(text: str, bare: str) -> Iterator[tuple[int, HiddenHeading]]:
    """Lines that may be hidden headings, by the offset at which each is marked: the end of its words."""
    offset, above, above_bare = 0, "", ""
    for line, line_bare in zip(text.split("\n"), bare.split("\n"), strict=True):
        may_be = line_bare.rstrip(" ").endswith(("=", "-"))
        sign = _UNDERLINE.fullmatch(line_bare) if may_be else None
        words = above.strip(" \t>")
        # Of a block of code the fence that closes it is no words.
        if sign and words and (above_bare.strip() or not _FENCE.match(above)):
            is_inside = _begin_of_words(above) > 0
            yield offset - 1, HiddenHeading(offset + sign.start("sign"), words, is_inside)
        begin = _begin_of_words(line_bare) if "#" in line_bare else 0
        if begin and line_bare.startswith("#", begin):
            words = line_bare[begin:].strip("# ")
            yield offset + len(line), HiddenHeading(offset + begin, words, is_inside=True)
        offset += len(line) + 1
        above, above_bare = line, line_bare


def _begin_of_words(line: str) -> int:
    """Where the words of a line begin, behind the signs of lists, quotations and notes and what is indented."""
    match = _CONTAINERS.match(line)
    return match.end() if match else 0
