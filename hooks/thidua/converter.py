"""Python-Markdown as this project sets it up: lists nest as editors indent them, and three short cuts change nothing.

All use only what Python-Markdown offers to extensions:

- Most texts of an event are plain sentences, and each of the 15 inline patterns is tried on each of them: a third of
  the whole conversion. A text without any sign that a pattern begins with is marked as not to be processed instead.
- Most blocks are paragraphs of one line, and each of the 15 block processors looks at each of them.
- `toc` also writes a table of contents as HTML, which nothing prints: pages show its tokens.
- Python-Markdown nests what is indented by four spaces. What is indented by two or three, as other tools do, is
  moved to four for each level, before any block is parsed.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from thidua.locale import strings
from thidua.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown


PAGE_IDS = frozenset({"giai", "hinh-anh", "khen-thuong", "nguon", "so-lieu", "thong-tin"})
"""Ids of the sections around the text of an event; a heading “Nguồn” in the text is another place."""


def slugify(text: str, separator: str = "-") -> str:
    """Heading ids; Python-Markdown's own slugs lose đ (``Điều 1`` → ``ieu-1``)."""
    return _own_slug(slug(text).replace("-", separator))


def _own_slug(id_: str) -> str:
    return f"muc.{id_}" if id_ in PAGE_IDS else id_


class HeadingExtension(TocExtension):
    """`toc` without its table: ids of headings and their tokens. ``[TOC]`` in a text is words."""

    class TreeProcessorClass(TocTreeprocessor):
        def run(self, doc: Element) -> None:
            for element in doc.iter():
                if "id" in element.attrib:
                    element.set("id", _own_slug(element.attrib["id"]))
            super().run(doc)

        def build_toc_div(self, toc_list: list[Any]) -> Element:  # noqa: ARG002
            return Element("div")


class PlainTextExtension(Extension):
    """Spares texts without any sign the inline patterns, and plain lines the block processors."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        # Around the tree processor of the inline patterns, which has 20.
        md.treeprocessors.register(_ProtectPlainText(md), "spare-plain-text", 20.1)
        md.treeprocessors.register(_RestorePlainText(md), "release-plain-text", 19.9)
        # Before all others, of which the first has 110.
        md.parser.blockprocessors.register(_PlainParagraph(md.parser), "plain-paragraph", 200)


class _PlainParagraph(BlockProcessor):
    """A line that begins with a letter, outside of lists: no other processor has a use for it."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return not self.parser.state and _PLAIN_LINE.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "p").text = blocks.pop(0)


_PLAIN_LINE = re.compile(r"[^\W\d_][^\n]*")


class _PlainTextNode(AtomicString):
    """Text the inline patterns leave alone."""


_SIGN = re.compile(rf"[`\\\[\]!<>&*_{STX}{ETX}]|  \n")
"""What the inline patterns begin with, those of footnotes too; STX and ETX hold places of stashed pieces."""


class _ProtectPlainText(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if (text := element.text) and not _SIGN.search(text) and type(text) is str:
                element.text = _PlainTextNode(text)


class _RestorePlainText(Treeprocessor):
    """What comes after the inline patterns (abbreviations, attribute lists) wants the text."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if type(element.text) is _PlainTextNode:
                element.text = str(element.text)


class NestedListExtension(Extension):
    """Items and paragraphs below an item nest when they are indented by two spaces or more, not only by four."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        # After fenced code is put away, which has 25, and blanks are made even, which has 30.
        md.preprocessors.register(_IndentNestedLists(md), "indent-nested-lists", 24)


class _IndentNestedLists(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return indent_nested_lists(lines)


_TAB = 4
"""Spaces for each level of a list in Python-Markdown."""
_DEEPEST = 10
_ITEM = re.compile(r" *(?:[-*+]|\d+\.) +(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])(?: {0,2}\1){2,} *\Z")
_QUOTE = re.compile(r" {0,3}> ?")
_CONTAINER = re.compile(r"(?:!!!|\?\?\?) |\[\^[^\]]+\]:| {0,3}: ")
"""Notes, footnotes and definitions: what is theirs is indented, and may begin a list of its own."""


def indent_nested_lists(lines: list[str]) -> list[str]:
    """The lines with four spaces for each level of a list, where two or three were written.

    As in CommonMark what is indented to an item's words belongs to it. Lines that are indented by four already,
    and all outside of lists, stay as they are. The marks of a quotation are no part of an indent.
    """
    if not any(line.startswith((" ", ">")) for line in lines):
        return lines  # What is not indented is nested in nothing.
    indented: list[str] = []
    for is_quote, run in itertools.groupby(lines, lambda line: _QUOTE.match(line) is not None):
        part = list(run)
        if is_quote:
            marks = [match[0] if (match := _QUOTE.match(line)) else "" for line in part]
            inner = [line[len(mark) :] for line, mark in zip(part, marks, strict=True)]
            part = [
                mark + line for mark, line in zip(marks, indent_nested_lists(inner), strict=True)
            ]
        else:
            part = list(_indented(part))
        indented += part
    return indented


def _indented(lines: list[str]) -> Iterator[str]:
    items: list[int] = []  # The indents, as written, of the item we are in and of those around it.
    base, follows_blank = 0, True
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip():
            follows_blank = True
            yield line
            continue
        base = base if indent >= base else 0
        is_item = _ITEM.match(line) is not None and not _RULE.match(line)
        # What follows on words goes on with them, wherever it begins.
        wanted = 0
        if is_item or follows_blank or line.startswith("#"):
            while items and indent < items[-1] + 2:
                items.pop()
            wanted = base + _TAB * min(len(items), _DEEPEST) if items else 0
        if is_item and (items or base <= indent < base + _TAB):
            items.append(indent)
        elif _CONTAINER.match(line) and not items:
            base = _TAB
        follows_blank = False
        yield " " * max(wanted - indent, 0) + line


_HEADINGS = "thidua.converter:HeadingExtension"
_PLAIN_TEXT = "thidua.converter:PlainTextExtension"
_NESTED_LISTS = "thidua.converter:NestedListExtension"

EXTENSIONS: tuple[str, ...] = (
    "abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "sane_lists", "tables",
    _HEADINGS, _PLAIN_TEXT, _NESTED_LISTS,
)  # fmt: skip
"""By name: an extension's object belongs to one converter, and MkDocs makes another one for every hand-written page."""


def extension_configs(lang: str) -> dict[str, dict[str, Any]]:
    """The settings of the extensions, for a site in ``lang``."""
    return {
        "footnotes": {"BACKLINK_TITLE": strings(lang, "site")["back_to_note"]},
        _HEADINGS: {"slugify": slugify, "permalink": False, "marker": ""},
        # Style attributes would need 'unsafe-inline' in the content security policy.
        "tables": {"use_align_attribute": True},
    }
