"""HTML of Word and of newspapers → Markdown that our bodies accept, and the plain text for the rules."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from markdownify import MarkdownConverter

from thidua.editing.importing.evidence import ImportNote, note
from thidua.editing.importing.legacy_fonts import by_shape, shape_of
from thidua.editing.importing.source_document import clean_line, escape_markdown, wrap_paragraph
from thidua.editing.importing.word_formatting import in_form
from thidua.editing.new import NotWrittenError

if TYPE_CHECKING:
    from collections.abc import Iterator

UNWANTED = "script, style, noscript, iframe, form, button, svg, template, object, embed, video, audio, canvas, link, meta"
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
    "header",
    "footer",
    "center",
    "pre",
    "address",
    "dt",
    "dd",
)
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


class _Converter(MarkdownConverter):
    """markdownify with our own escaping: what looks like markup in the source is text."""

    # The names of the parameters are markdownify's, which passes them by name.
    def escape(self, text: str, parent_tags: Any) -> str:
        made = escape_markdown(text) if text else ""
        return made.replace("|", "\\|") if {"td", "th"} & set(parent_tags or ()) else made

    def convert_span(self, el: Tag, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        number = el.get("data-note")
        return f"[^{number}]" if number else text

    def convert_div(self, el: Tag, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        number = el.get("data-note-text")
        words = " ".join(text.split())
        return f"\n\n[^{number}]: {words}\n\n" if number else f"\n\n{text}\n\n"


def parse(text: str) -> BeautifulSoup:
    """The document without comments, scripts and whatever else is no text."""
    soup = BeautifulSoup(text, "html.parser")
    for part in soup.find_all(string=lambda s: isinstance(s, PreformattedString)):
        part.extract()
    return soup


def drop_non_text(root: Tag) -> None:
    """Take out what is no text, and links that lead nowhere outside their page."""
    for part in root.select(UNWANTED):
        part.decompose()
    for link in root.find_all("a"):
        if not _OUTSIDE.match(str(link.get("href") or "").strip()):
            link.unwrap()
    for tag, table in (("sup", _RAISED), ("sub", _LOWERED)):
        for part in root.find_all(tag):
            part.replace_with(part.get_text().translate(table))
    for heading in root.find_all("h1"):
        heading.name = "h2"
    for listed in root.select("ol[type]"):
        _label_items(listed)


_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _label_items(listed: Tag) -> None:
    """Write the letters of a list before its items: Markdown counts with digits alone."""
    form = _LIST_FORMS.get(str(listed["type"]))
    if form is None:
        return
    start = str(listed.get("start") or "1")
    for number, item in enumerate(
        listed.find_all("li", recursive=False), int(start) if start.isdecimal() else 1
    ):
        item.insert(0, f"{in_form(number, form)}) ")
        item.name = "p"
    listed.unwrap()


def markdown(root: Tag) -> str:
    """The Markdown of an element, without pictures."""
    converter = _Converter(
        heading_style="ATX", bullets="-", autolinks=False, strip=["img"], table_infer_header=True,
        escape_asterisks=False, escape_underscores=False,
    )  # fmt: skip
    text: str = converter.convert_soup(root)
    lines = [re.sub(r"[ \t\u00a0]+\Z", "", line) for line in text.split("\n")]
    lines = [re.sub(r"(?<=\S)[ \u00a0]{2,}(?=\S)", " ", line) for line in lines]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    text = re.sub(
        r"^\[\^(\d+)\]: ",
        lambda m: m[0] if text.count(f"[^{m[1]}]") > 1 else "",
        text,
        flags=re.MULTILINE,
    )
    return "\n\n".join(_tidy(block) for block in text.split("\n\n"))


def _tidy(block: str) -> str:
    if block.lstrip().startswith(("|", "```")):
        return block
    return "\n".join(wrap_paragraph(line) for line in block.split("\n"))


def lines_to_paragraphs(root: Tag) -> None:
    """Make paragraphs of text that is only broken by lines, or stands in elements of no meaning."""
    for holder in root.find_all("div"):
        if holder.find((*_BLOCKS, *_CONTAINERS, "br", "section", "article")) is None and inner_text(
            holder
        ):
            holder.name = "p"
    for holder in [root, *root.find_all(("div", "article", "section", "td", "main", "span"))]:
        loose = [s for s in holder.find_all(string=True, recursive=False) if s.strip()]
        if not loose or holder.find("br", recursive=False) is None or holder.find_parent("p"):
            continue
        paragraph: Tag | None = None
        parts = list(holder.contents)
        holder.clear()
        for part in parts:
            is_block = isinstance(part, Tag) and (part.name in _BLOCKS or part.find(_BLOCKS))
            if isinstance(part, Tag) and part.name == "br":
                paragraph = None
            elif is_block or (isinstance(part, Tag) and part.name in _CONTAINERS):
                paragraph = None
                holder.append(part)
            else:
                if paragraph is None:
                    paragraph = Tag(name="p")
                    holder.append(paragraph)
                paragraph.append(part)


_CONTAINERS = ("figure", "table", "ul", "ol", "img")


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


def convert_legacy(root: Tag) -> Iterator[ImportNote]:
    """Convert what is typed for an old font, recognised by its shape, and tell how many stretches were."""
    strings = list(root.find_all(string=True))
    encoding = shape_of(strings)
    count = 0
    for string in strings if encoding else ():
        made = by_shape(str(string), encoding) if encoding else ""
        if made != string:
            string.replace_with(made)
            count += 1
    if count and encoding:
        yield note("warn_legacy_shape", count=count, value=encoding)


# --- Tables ----------------------------------------------------------------------------------

_Row: TypeAlias = "list[Tag | None]"


def flat_tables(root: Tag) -> Iterator[ImportNote]:
    """Make tables ones that Markdown can say: one row of headings, every merged value in each of its cells."""
    merged = nested = 0
    for table in reversed(root.find_all("table")):
        if table.find_parent("table") is not None:
            nested += 1
            outer = table.find_parents("table")[-1]
            outer.insert_after(table.extract())
    for table in root.find_all("table"):
        cells = [cell for row in _table_rows(table) for cell in _row_cells(row)]
        merged += sum(_span(cell, "colspan") > 1 or _span(cell, "rowspan") > 1 for cell in cells)
        _flatten(table)
    if merged:
        yield note("warn_merged", count=merged)
    if nested:
        yield note("warn_nested", count=nested)


def _table_rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _row_cells(row: Tag) -> list[Tag]:
    return row.find_all(("td", "th"), recursive=False)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


_MAX_PLACES = 50_000
"""Cells of a table, merged ones in each of their places."""


def _grid(rows: list[Tag]) -> list[_Row]:
    """The cells by row and column, a merged one in each of its places; None where there is none.

    Raises NotWrittenError for a table with more places than anybody reads.
    """
    grid: list[_Row] = [[] for _ in rows]
    places = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in _row_cells(row):
            while column < len(grid[number]) and grid[number][column] is not None:
                column += 1
            for down in range(min(_span(cell, "rowspan"), len(rows) - number)):
                for across in range(_span(cell, "colspan")):
                    places += 1
                    if places > _MAX_PLACES:
                        raise NotWrittenError("import_too_complex", limit=_MAX_PLACES)
                    place = grid[number + down]
                    place.extend([None] * (column + across + 1 - len(place)))
                    place[column + across] = cell
            column += _span(cell, "colspan")
    width = max(map(len, grid), default=0)
    return [[*row, *[None] * (width - len(row))] for row in grid]


def _flatten(table: Tag) -> None:
    rows = _table_rows(table)
    grid = [
        row for row in _grid(rows) if any(cell is not None and inner_text(cell) for cell in row)
    ]
    width = len(grid[0]) if grid else 0
    filled = [{id(cell) for cell in row if cell is not None and inner_text(cell)} for row in grid]
    if width <= 1 or len(grid) == 1 or all(len(cells) <= 1 for cells in filled):
        _unwrap(table, grid)
        return
    while len(filled[0]) == 1 and len(grid) > 2:  # a title across the table
        _lift(table, grid.pop(0))
        filled.pop(0)
    heads = _heading_rows(grid)
    made = [[_heading(grid[:heads], column) for column in range(width)]]
    for row in grid[heads:]:
        whole = len({id(cell) for cell in row}) == 1
        made.append([inner_html(cell) if not (whole and n) else "" for n, cell in enumerate(row)])
    names = ["th", *["td"] * (len(made) - 1)]
    text = "".join(
        "<tr>" + "".join(f"<{name}>{cell}</{name}>" for cell in row) + "</tr>"
        for name, row in zip(names, made, strict=True)
    )
    table.replace_with(parse(f"<table>{text}</table>"))


def _heading_rows(grid: list[_Row]) -> int:
    """How many rows are headings: those that are marked as such, else as far as the first row's cells reach down."""
    marked = 0
    while marked < len(grid) - 1 and all(
        cell is None or cell.name == "th" for cell in grid[marked]
    ):
        marked += 1
    if marked > 1:
        return marked
    first = [cell for cell in grid[0] if cell is not None]
    wide = any(_span(cell, "colspan") > 1 for cell in first)
    reach = max((_span(cell, "rowspan") for cell in first), default=1)
    return min(max(reach, 2) if wide else 1, len(grid) - 1)


def _heading(rows: list[_Row], column: int) -> str:
    """The headings of a column, from above: ``Điểm – Quý I``."""
    headings = [inner_text(row[column]) for row in rows]
    return html.escape(" – ".join(dict.fromkeys(text for text in headings if text)))


def inner_html(cell: Tag | None) -> str:
    """The HTML inside an element, its blocks on one line."""
    if cell is None:
        return ""
    parts = [
        part.decode_contents() if isinstance(part, Tag) and part.name in _BLOCKS else str(part)
        for part in cell.contents
    ]
    return re.sub(r"(?:<br\s*/?>\s*)+", " ", " ".join(part for part in parts if part.strip()))


def _lift(table: Tag, row: _Row) -> None:
    """Put a row of a table in front of it, as text."""
    for cell in dict.fromkeys(cell for cell in row if cell is not None):
        for part in list(cell.children):
            table.insert_before(part.extract())


def _unwrap(table: Tag, grid: list[_Row]) -> None:
    """Put the cells of a table that only arranges text one after the other."""
    seen: set[int] = set()
    for row in grid:
        for cell in row:
            if cell is None or id(cell) in seen:
                continue
            seen.add(id(cell))
            if cell.find(_BLOCKS) is None:
                cell.name = "p"
                table.insert_before(cell.extract())
            else:
                _lift(table, [cell])
    table.decompose()


def table_texts(root: Tag) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The tables of an element as text, after `flat_tables`."""
    return tuple(
        tuple(tuple(inner_text(cell) for cell in _row_cells(row)) for row in _table_rows(table))
        for table in root.find_all("table")
    )
