"""Python-Markdown as this project sets it up, with two short cuts that change nothing in what comes out.

Both use only what Python-Markdown offers to extensions:

- Most texts of an event are plain sentences, and each of the 15 inline patterns is tried on each of them: a third of
  the whole conversion. A text without any sign that a pattern begins with is marked as not to be processed instead.
- `toc` also writes a table of contents as HTML, which nothing prints: pages show its tokens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from thidua.locale import strings
from thidua.text import slug

if TYPE_CHECKING:
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
    """Spares texts without any sign the inline patterns."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        # Around the tree processor of the inline patterns, which has 20.
        md.treeprocessors.register(_ProtectPlainText(md), "spare-plain-text", 20.1)
        md.treeprocessors.register(_RestorePlainText(md), "release-plain-text", 19.9)


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


_HEADINGS = "thidua.converter:HeadingExtension"
_PLAIN_TEXT = "thidua.converter:PlainTextExtension"

EXTENSIONS: tuple[str, ...] = (
    "abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "sane_lists", "tables",
    _HEADINGS, _PLAIN_TEXT,
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
