"""HTML of Word and of newspapers → Markdown that our bodies accept, and the plain text for the rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from markdownify import MarkdownConverter

from thidua.editing.importing.source_document import clean_line, escape_markdown, wrap_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNWANTED = "script, style, noscript, iframe, form, button, svg, template, object, embed, video, audio, canvas, link, meta"
_BLOCKS = (
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "td",
    "th",
    "blockquote",
    "div",
    "figcaption",
    "caption",
)
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


class _Converter(MarkdownConverter):
    """markdownify with our own escaping: what looks like markup in the source is text."""

    def escape(self, text: str, _parent_tags: Any) -> str:
        return escape_markdown(text) if text else ""


def parse(html: str) -> BeautifulSoup:
    """The document without comments, scripts and whatever else is no text."""
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.find_all(string=lambda s: isinstance(s, PreformattedString)):
        part.extract()
    return soup


def drop_non_text(root: Tag) -> None:
    """Take out what is no text, and links that lead nowhere outside their page."""
    for part in root.select(_UNWANTED):
        part.decompose()
    for link in root.find_all("a"):
        if not _OUTSIDE.match(str(link.get("href") or "").strip()):
            link.unwrap()
    for tag, table in (("sup", _RAISED), ("sub", _LOWERED)):
        for part in root.find_all(tag):
            part.replace_with(part.get_text().translate(table))
    for heading in root.find_all("h1"):
        heading.name = "h2"


def markdown(root: Tag) -> str:
    """The Markdown of an element, without pictures."""
    converter = _Converter(
        heading_style="ATX", bullets="-", autolinks=False, strip=["img"], table_infer_header=True,
        escape_asterisks=False, escape_underscores=False,
    )  # fmt: skip
    text: str = converter.convert_soup(root)
    lines = [re.sub(r"[ \t\u00a0]+\Z", "", line) for line in text.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return "\n\n".join(_tidy(block) for block in text.split("\n\n"))


def _tidy(block: str) -> str:
    if block.lstrip().startswith(("|", "```")):
        return block
    return "\n".join(wrap_paragraph(line) for line in block.split("\n"))


def plain_paragraphs(root: Tag) -> Iterator[str]:
    """The text of each innermost block, cleaned; loose text of old pages by its line breaks."""
    seen = False
    for block in root.find_all(_BLOCKS):
        if block.find(_BLOCKS) is None:
            text = clean_line(block.get_text(" "))
            if text:
                seen = True
                yield _punctuated(text)
    if not seen:
        for line in root.get_text("\n").split("\n"):
            if clean_line(line):
                yield clean_line(line)


def _punctuated(text: str) -> str:
    """``Hà Nội , Huế`` as it is read: no space where a tag ended before a mark."""
    return re.sub(r"\s+([,.;:!?…)”])", r"\1", text)


def inner_text(tag: Tag | None) -> str:
    return _punctuated(clean_line(tag.get_text(" "))) if tag is not None else ""
