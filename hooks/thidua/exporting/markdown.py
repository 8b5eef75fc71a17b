"""The main part of a built page as Markdown that MkDocs, Zensical and Hugo read alike.

Only what all of them know is written: ATX headings with ``{#id}``, pipe tables, definition lists, and a little HTML
(``<a id>``, ``<del>``, ``<ins>``) where Markdown has no sign. Their own ideas of ids, quotes and links are not needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdownify import MarkdownConverter

if TYPE_CHECKING:
    from bs4 import Tag

_NO_TEXT = (
    "script, style, svg, template, form, button, input, select, noscript, [hidden], [aria-hidden=true], "
    ".td-crumbs, .td-share, .td-print-only, .td-legend, .td-permalink"
)
"""What a page of text does not need: scripts and their controls, pictures drawn for the eye beside a table that says
the same, with their keys, and what every builder has of its own."""
_BLOCKS = ("p", "ul", "ol", "dl", "div", "table", "h2", "h3", "h4", "section", "blockquote")
_INLINE = ("a", "abbr", "b", "del", "em", "i", "ins", "span", "strong", "time")
"""What style sheets keep apart, where they stand side by side."""
_IN_TEXT = re.compile(r"[\\`*_\[\]]")
_ENTITIES = {"<": "&lt;", "{": "&#123;", "|": "&#124;", "~": "&#126;", "$": "&#36;"}
_AT_BEGIN = re.compile(r"(\s*)(?:([#>+:=-])|(\d+)([.)]))")


class _Converter(MarkdownConverter):
    """markdownify with our own escaping, and ids where links lead to."""

    # The names of the parameters are markdownify's, which passes them by name.
    def escape(self, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return escaped(text)

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: Any) -> str:  # noqa: ARG002, N802
        id_ = f" {{#{el['id']}}}" if el.get("id") else ""
        return f"\n\n{'#' * n} {' '.join(text.split())}{id_}\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        """An item whose further lines both dialects take for its own: Python-Markdown asks for four blanks."""
        sign = "-"
        if el.parent is not None and el.parent.name == "ol":
            start = str(el.parent.get("start") or "1")
            before = len(el.find_previous_siblings("li"))
            sign = f"{int(start) + before}."
        width = max(4, len(sign) + 1)
        lines = text.strip().split("\n")
        further = [f"{' ' * width}{line}" if line else "" for line in lines[1:]]
        return "\n".join([sign.ljust(width) + lines[0], *further]) + "\n"

    def convert_del(self, el: Tag, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"<{el.name}>{text}</{el.name}>" if text.strip() else text

    convert_ins = convert_del

    def convert_anchor(self, el: Tag, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f'<a id="{el["name"]}"></a>'

    def convert_img(self, el: Tag, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"![{escaped(str(el.get('alt') or ''))}]({el.get('src') or ''})"


def escaped(text: str) -> str:
    """Plain text as Markdown that shows it as it is, in every dialect meant here."""
    begin = _AT_BEGIN.match(text)
    sign = ""
    if begin:
        sign = f"{begin[1]}{begin[3] or ''}&#{ord(begin[2] or begin[4])};"
        text = text[begin.end() :]
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    text = _IN_TEXT.sub(lambda m: f"\\{m[0]}", text)
    return sign + "".join(_ENTITIES.get(letter, letter) for letter in text)


def page_markdown(main: Tag, anchors: frozenset[str]) -> str:
    """The text of an element as Markdown; ``anchors`` are its ids that some page links to. The element is changed."""
    for part in main.select(_NO_TEXT):
        part.decompose()
    for element in main.find_all(id=True):
        if str(element["id"]) in anchors and not re.fullmatch(r"h[1-6]", element.name):
            _mark(element)
    for link in main.select("a[href]"):
        # A parenthesis or blank would end the target; a title would only repeat.
        link["href"] = str(link["href"]).translate({40: "%28", 41: "%29", 32: "%20"})
        del link["title"]
    for element in main.find_all(_INLINE):
        if (
            element.next_sibling is not None
            and getattr(element.next_sibling, "name", "") in _INLINE
        ):
            element.insert_after(" ")
    for table in main.find_all("table"):
        _flatten(table)
    converter = _Converter(
        heading_style="ATX", bullets="-", autolinks=False, table_infer_header=True,
        wrap=True, wrap_width=None,
    )  # fmt: skip
    text: str = converter.convert_soup(main)
    text = re.sub(r"[ \t]+$|^ (?=\S)", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _mark(element: Tag) -> None:
    """Put a bare anchor where an element with an id begins."""
    soup = next(parent for parent in element.parents if parent.name == "[document]")
    anchor = soup.new_tag("anchor")
    anchor["name"] = element["id"]
    place = element
    while place.name in {"table", "thead", "tbody", "tr", "ul", "ol", "dl"}:
        inner = place.find(True)
        if inner is None:
            return
        place = inner
    place.insert(0, anchor)


def _flatten(table: Tag) -> None:
    """Make a table one that pipes can say: each cell one line of text, a value over several rows in each of them."""
    caption = table.find("caption")
    if caption is not None:
        caption.name = "p"
        table.insert_before(caption.extract())
    waiting: dict[int, tuple[int, Tag]] = {}
    for row in table.find_all("tr"):
        cells = row.find_all(("td", "th"), recursive=False)
        column = 0
        for cell in [*cells, None]:
            while column in waiting:
                left, above = waiting[column]
                copy = above.__copy__()
                _insert(row, copy, cell)
                del waiting[column]
                if left > 1:
                    waiting[column] = (left - 1, above)
                column += 1
            if cell is None:
                break
            reach = int(str(cell.get("rowspan") or 1))
            del cell["rowspan"]
            _to_line(cell)
            if reach > 1:
                waiting[column] = (reach - 1, cell)
            column += int(str(cell.get("colspan") or 1))


def _insert(row: Tag, copy: Tag, before: Tag | None) -> None:
    if before is None:
        row.append(copy)
    else:
        before.insert_before(copy)


def _to_line(cell: Tag) -> None:
    """Take the blocks out of a cell: what stood below each other is told after each other."""
    blocks = cell.find_all((*_BLOCKS, "li", "dt", "dd"))
    later = [
        part for part in blocks if part.find_previous_sibling(True) and part.get_text(strip=True)
    ]
    for part in later:
        part.insert_before("; ")
    for part in blocks:
        part.unwrap()
    for part in cell.find_all("br"):
        part.replace_with(" ")
