"""The text of a Word file as HTML: what a reader of the printed page sees, and a count of everything else.

Written for this, since the libraries that make HTML of Word files leave out struck, moved and field text, labels of
lists and merged cells without saying so. Elements that are not known are entered: nothing is left out but by name.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from thidua.editing.importing.evidence import ImportNote, note
from thidua.editing.importing.legacy_fonts import encoding_of_font, is_capital_font, to_unicode
from thidua.editing.importing.office_archive import too_large
from thidua.editing.importing.source_document import SourcePicture, clean_line
from thidua.editing.importing.word_formatting import Look, Numbering, Styles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from xml.etree.ElementTree import Element

    from thidua.editing.importing.word_formatting import ListLabel
    from thidua.editing.importing.word_package import WordPackage

MAX_PICTURES = 100 * 1024 * 1024
"""Bytes of all pictures; one may be shown a thousand times."""
_MAX_TOLD = 300
"""Characters of what is left out that are told."""
_NOTHING = frozenset(
    {
        "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "delText", "delInstrText",
        "lastRenderedPageBreak", "proofErr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd",
        "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "fldData",
        "ffData", "permStart", "permEnd", "rt",
    }
)  # fmt: skip
"""What holds no text of the page."""
_LOST = ("struck", "hidden", "comments", "contents", "objects", "charts", "symbols", "chunks")
"""What is counted and left out."""
_SIGNS = {"tab": " ", "ptab": " ", "br": "<br>", "cr": "<br>", "noBreakHyphen": "-"}
"""Elements that stand for a sign."""
_DRAWN = frozenset({"txbxContent", "textpath", "blip", "imagedata", "chart", "relIds"})
"""What of a drawing holds something to read or see; a ``textpath`` is the words of a WordArt."""
_CLOCK_FIELDS = frozenset({"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE"})
_ARGUMENT = re.compile(r'\\([lotLOT])\s*("[^"]*"|\S+)|\\\S+|"([^"]*)"|(\S+)')
"""A switch with its word, a switch without one, or a word of the instruction of a link."""
_SYMBOLS = {
    "F0B7": "•",
    "F0A7": "▪",
    "F0FC": "✓",
    "F0FE": "☑",
    "F0A8": "☐",
    "F06F": "☐",
    "F0E0": "→",
}
"""Signs of Wingdings and Symbol that Unicode has, by the code Word writes."""


@dataclass
class Count:
    """How much of one kind was met, and its words."""

    number: int = 0
    texts: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.number += 1
        if text and text not in self.texts:
            self.texts.append(text)

    @property
    def summary(self) -> str:
        """The words, shortened where they are many."""
        whole = "; ".join(self.texts)
        return whole if len(whole) <= _MAX_TOLD else whole[:_MAX_TOLD].rpartition(" ")[0] + " …"


@dataclass
class _Field:
    """A field that is open: its instruction as far as it is read, and whether its result has begun."""

    code: str = ""
    shown: bool = False

    @property
    def kind(self) -> str:
        return (self.code.split() or [""])[0].upper()

    @property
    def address(self) -> str:
        r"""The address of a HYPERLINK, with the place its switch ``\l`` names; empty for other fields and places in the file."""
        if self.kind != "HYPERLINK":
            return ""
        address = place = ""
        for switch, argument, quoted, plain in _ARGUMENT.findall(self.code.split(None, 1)[-1]):
            address = address or quoted or plain
            place = argument.strip('"') if switch in {"l", "L"} else place
        return f"{address}#{place}" if address and place else address


class WordText:
    """The text of a Word file: ``html`` of its body, pictures, and counts of what is not in it."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._relations = package.relations(package.main)
        self._styles = Styles(self._of("styles"), self._of("theme"))
        self._numbering = Numbering(self._of("numbering"))
        self._fields: list[_Field] = []
        self._boxes: list[str] = []
        self._notes: dict[str, str] = {}
        self.pictures: list[SourcePicture] = []
        self.counts: dict[str, Count] = {}
        self.fonts: dict[str, None] = {}
        root = package.part(package.main)
        body = root.find("body") if root is not None else None
        for _ in _joined_paragraphs(body) if body is not None else ():
            self._count("deleted")
        self.html = self._blocks(body) if body is not None else ""
        self.html += self._note_texts()
        self.margins = [text for kind in ("header", "footer") for text in self._margin(kind)]
        comments = self._of("comments")
        for comment in comments if comments is not None else ():
            self._count("comments", _plain_text(comment))

    def notes(self) -> Iterator[ImportNote]:
        """What was left out, and what was put otherwise, each with its number."""
        inserted, deleted, moved, left = (
            self.counts.get(key, Count()) for key in ("inserted", "deleted", "moved", "left")
        )
        for text in left.texts:
            if text not in moved.texts:
                deleted.add(text)
        if inserted.number or deleted.number or moved.number:
            yield note(
                "lost_tracked",
                inserted=inserted.number,
                deleted=deleted.number,
                moved=moved.number,
                value=deleted.summary or "–",
            )
        yield from self._counted("lost", _LOST)
        if self._package.has_macros:
            yield note("lost_macros")
        if self.margins:
            yield note("lost_margins", count=len(self.margins), value="; ".join(self.margins))
        yield from self._counted("warn", ("boxes", "formulas", "clock"))
        if self.fonts:
            count = self.counts["converted"].number
            yield note("warn_legacy", count=count, value=", ".join(self.fonts))

    def _counted(self, sort: str, keys: Iterable[str]) -> Iterator[ImportNote]:
        for key in keys:
            if key in self.counts:
                found = self.counts[key]
                yield note(f"{sort}_{key}", count=found.number, value=found.summary or "–")

    def _of(self, kind: str) -> Element | None:
        """The part of a kind that the document refers to."""
        paths = [path for found, path in self._relations.values() if found == kind]
        return self._package.part(paths[0]) if paths else None

    def _count(self, key: str, text: str = "") -> None:
        self.counts.setdefault(key, Count()).add(clean_line(text))

    # --- Blocks ------------------------------------------------------------------------------

    def _blocks(self, parent: Element) -> str:
        return _in_lists(self._each_block(parent))

    def _each_block(self, parent: Element) -> Iterator[tuple[ListLabel | None, str]]:
        """The blocks of a body, a cell or a box, each with the label of its list."""
        for child in parent:
            if child.tag == "p":
                yield from self._paragraph(child)
            elif child.tag == "tbl":
                yield None, self._table(child)
            elif child.tag == "altChunk":
                self._count("chunks")
            elif child.tag not in _NOTHING and not self._is_withdrawn(child):
                yield from self._each_block(_choice(child))

    def _paragraph(self, paragraph: Element) -> Iterator[tuple[ListLabel | None, str]]:
        properties = paragraph.find("pPr")
        if self._styles.is_contents(properties):
            self._count("contents", _plain_text(paragraph))
            return
        look = self._styles.look_of_paragraph(properties)
        level = self._styles.heading_level(properties)
        outer, self._boxes = self._boxes, []
        plain = Look(font=look.font) if level >= 0 else look
        inside = _joined(self._inline(paragraph, plain))
        label = self._label(properties, look) if inside.strip() else None
        if label is not None and (label.kind == "words" or level >= 0):
            inside, label = f"{html.escape(label.text)} {inside}", None
        name = "p" if level < 0 else f"h{min(level + 1, 6)}"
        place = properties.find("jc") if properties is not None else None
        centred = (
            ' data-align="center"' if place is not None and place.get("val") == "center" else ""
        )
        yield label, f"<{name}{centred}>{inside}</{name}>" if label is None else inside
        boxes, self._boxes = self._boxes, outer
        for box in boxes:
            yield None, box

    def _label(self, properties: Element | None, look: Look) -> ListLabel | None:
        listed = self._styles.list_of(properties)
        label = self._numbering.label(*listed) if listed else None
        encoding = encoding_of_font(look.font)
        if label is not None and encoding:
            return replace(label, text=to_unicode(label.text, encoding))
        return label

    def _table(self, table: Element) -> str:
        rows = [row for row in _children(table, "tr") if not self._is_deleted_row(row)]
        starts: dict[int, int] = {}
        cells: list[list[tuple[int, int, str]]] = []
        spans: dict[tuple[int, int], int] = {}
        for number, row in enumerate(rows):
            cells.append([])
            column = int(_of(row, "trPr/gridBefore") or 0)
            if column:
                cells[-1].append((0, column, ""))
            for cell in _children(row, "tc"):
                width = int(_of(cell, "tcPr/gridSpan") or 1)
                merge = cell.find("tcPr/vMerge")
                inside = self._blocks(cell)
                if merge is not None and merge.get("val") != "restart" and column in starts:
                    spans[starts[column], column] += 1
                    if clean_line(re.sub(r"<[^>]*>", "", inside)):
                        self._count("objects", re.sub(r"<[^>]*>", " ", inside))
                else:
                    starts[column] = number
                    spans[number, column] = 1
                    cells[-1].append((column, width, inside))
                    if merge is None:
                        del starts[column]
                column += width
        made = "".join(
            "<tr>"
            + "".join(
                f'<td colspan="{width}" rowspan="{spans.get((number, column), 1)}">{inside}</td>'
                for column, width, inside in row
            )
            + "</tr>"
            for number, row in enumerate(cells)
        )
        return f"<table>{made}</table>"

    def _is_deleted_row(self, row: Element) -> bool:
        if row.find("trPr/del") is None:
            return False
        self._count("deleted", _plain_text(row))
        return True

    # --- Within a paragraph ------------------------------------------------------------------

    def _inline(self, parent: Element, look: Look) -> Iterator[tuple[Look, str]]:
        """Stretches of HTML with their looks; ``look`` is that of the paragraph."""
        for child in parent:
            tag = str(child.tag)
            if tag in _NOTHING or self._is_withdrawn(child):
                continue
            if tag == "r":
                yield from self._run(child, self._styles.look_of_run(look, child.find("rPr")))
            elif tag == "hyperlink":
                yield look, self._link(child, look)
            elif tag == "fldSimple":
                self._begin_field(child.get("instr", ""))
                yield from self._inline(child, look)
                self._fields.pop()
            elif tag.startswith("m:"):
                self._count("formulas", _formula(child))
                yield look, html.escape(_formula(child))
            else:
                yield from self._inline(_choice(child), look)

    def _is_withdrawn(self, part: Element) -> bool:
        """Whether a part was deleted, moved elsewhere, or is the prompt of an empty field; revisions are counted."""
        if part.tag == "del":
            self._count("deleted", _plain_text(part, "delText"))
        elif part.tag == "moveFrom":
            self._count("left", _plain_text(part))
        elif part.tag == "ins":
            self._count("inserted")
        elif part.tag == "moveTo":
            self._count("moved", _plain_text(part))
        elif part.tag == "sdt" and part.find("sdtPr/showingPlcHdr") is not None:
            self._count("hidden", _plain_text(part))
            return True
        return part.tag in {"del", "moveFrom"}

    def _begin_field(self, code: str) -> None:
        self._fields.append(_Field(code, shown=True))
        self._count_clock(self._fields[-1])

    def _count_clock(self, opened: _Field) -> None:
        if opened.kind in _CLOCK_FIELDS:
            self._count("clock", opened.kind)

    def _link(self, link: Element, look: Look) -> str:
        kind, target = self._relations.get(link.get("id", ""), ("", ""))
        inside = _joined(self._inline(link, look))
        return _linked(inside, target) if kind == "hyperlink outside" else inside

    def _run(self, run: Element, look: Look) -> Iterator[tuple[Look, str]]:
        parts: list[tuple[str, str]] = []
        for child in run:
            # A field may begin and end within a run.
            parts.extend((self._address(), text) for text in self._piece(child, look))
        text = "".join(text for _, text in parts)
        for key, kept_out in (("hidden", look.hidden), ("struck", look.struck)):
            if kept_out and clean_line(text):
                self._count(key, re.sub(r"<[^>]*>", "", html.unescape(text)))
                return
        for address, piece in parts:
            yield (replace(look, address=address) if address else look), piece

    def _address(self) -> str:
        """What the innermost open field that is a link leads to."""
        return next((one.address for one in reversed(self._fields) if one.address), "")

    def _piece(self, piece: Element, look: Look) -> Iterator[str]:
        tag = str(piece.tag)
        if tag in {"fldChar", "instrText"}:
            self._field(piece)
        elif any(not opened.shown for opened in self._fields):
            return
        elif tag in {"t", "softHyphen"}:
            yield html.escape(self._text((piece.text or "") if tag == "t" else "\u00ad", look))
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == "sym":
            yield self._symbol(piece)
        elif tag in {"footnoteReference", "endnoteReference"}:
            yield self._reference(tag, piece.get("id", ""))
        elif tag in {"drawing", "pict", "object", "AlternateContent"}:
            yield from self._drawing(piece)
        elif tag not in _NOTHING:
            for child in piece:
                yield from self._piece(child, look)

    def _text(self, text: str, look: Look) -> str:
        encoding = encoding_of_font(look.font)
        if encoding is None:
            return text
        made = to_unicode(text, encoding)
        if is_capital_font(look.font):
            made = made.upper()
        if made != text:
            self.fonts[look.font] = None
            self._count("converted")
        return made

    def _symbol(self, piece: Element) -> str:
        code = piece.get("char", "").upper()
        if code in _SYMBOLS:
            return _SYMBOLS[code]
        number = int(code, 16) if re.fullmatch(r"[0-9A-F]{4}", code) else 0
        if number >= 0x20 and not 0xD800 <= number <= 0xF8FF:
            return html.escape(chr(number))
        self._count("symbols", f"{piece.get('font', '')} {code}")
        return ""

    def _field(self, piece: Element) -> None:
        """Follow a field of several runs: its instruction is no text, its result is."""
        if piece.tag == "instrText":
            if self._fields and not self._fields[-1].shown:
                self._fields[-1].code += piece.text or ""
            return
        at = piece.get("fldCharType")
        if at == "begin":
            self._fields.append(_Field())
        elif self._fields and at == "separate":
            self._fields[-1].shown = True
            self._count_clock(self._fields[-1])
        elif self._fields and at == "end":
            ended = self._fields.pop()
            if not ended.shown and ended.kind == "EQ":
                self._count("formulas", ended.code)

    def _reference(self, tag: str, id_: str) -> str:
        key = f"{tag[:3]}{id_}"
        self._notes.setdefault(key, str(len(self._notes) + 1))
        return f'<span data-note="{self._notes[key]}"></span>'

    def _note_texts(self) -> str:
        """The texts of foot- and endnotes, as paragraphs that are marked as such."""
        made = []
        for kind, tag in (("footnotes", "foo"), ("endnotes", "end")):
            part = self._of(kind)
            for entry in part if part is not None else ():
                number = self._notes.get(f"{tag}{entry.get('id', '')}")
                inside = self._blocks(entry) if entry.get("type", "normal") == "normal" else ""
                if number and inside:
                    made.append((int(number), inside))
                elif _plain_text(entry):
                    self._count("hidden", _plain_text(entry))
        return "".join(f'<div data-note-text="{n}">{inside}</div>' for n, inside in sorted(made))

    # --- Drawings ----------------------------------------------------------------------------

    def _drawing(self, drawing: Element) -> Iterator[str]:
        """The pictures of a drawing; its text boxes wait for the end of the paragraph."""
        shown = _choice(drawing)
        described = next((e.get("descr", "") for e in shown.iter("docPr")), "")
        if any(e.tag == "OLEObject" for e in shown.iter()):
            self._count("objects", next(e.get("ProgID", "") for e in shown.iter("OLEObject")))
            return
        for inner in _outermost(shown, _DRAWN):
            tag = str(inner.tag)
            if tag == "txbxContent":
                fields, self._fields = self._fields, []
                box = self._blocks(inner)
                self._fields = fields
                if clean_line(_plain_text(inner)):
                    self._count("boxes", _plain_text(inner))
                    self._boxes.append(box)
            elif tag == "textpath":
                self._count("boxes", inner.get("string", ""))
                self._boxes.append(f"<p>{html.escape(inner.get('string', ''))}</p>")
            elif tag in {"chart", "relIds"}:
                self._count("charts", described)
            else:
                yield from self._picture(inner.get("embed") or inner.get("id") or "", described)

    def _picture(self, id_: str, described: str) -> Iterator[str]:
        if not id_:
            return
        kind, path = self._relations.get(id_, ("", ""))
        if kind.endswith("outside"):
            return
        data = self._package.picture(path)
        size = len(data) + sum(len(other.data or b"") for other in self.pictures)
        if size > MAX_PICTURES:
            raise too_large(size, MAX_PICTURES)
        name = f"anh-{len(self.pictures) + 1}"
        self.pictures.append(SourcePicture(name, alt=clean_line(described), data=data))
        yield f'<img src="{len(self.pictures) - 1}">'

    def _margin(self, kind: str) -> list[str]:
        """The lines above or below the pages, but for their numbers."""
        found: dict[str, None] = {}
        for relation, path in self._relations.values():
            part = self._package.part(path) if relation == kind else None
            if part is None:
                continue
            for shape in part.iter("textpath"):
                found.setdefault(clean_line(shape.get("string", "")))
            relations, self._relations = self._relations, self._package.relations(path)
            pictures, counts, fonts = list(self.pictures), dict(self.counts), dict(self.fonts)
            lines = re.split(r"</?(?:p|h\d|td|li|br)\b[^>]*>", self._blocks(part))
            self._relations, self.pictures = relations, pictures
            self.counts, self.fonts = counts, fonts
            found.update(
                dict.fromkeys(clean_line(html.unescape(re.sub(r"<[^>]*>", "", t))) for t in lines)
            )
        return [
            line for line in found if re.search(r"[^\W\d_]", re.sub(r"(?i)trang|page", "", line))
        ]


def _joined_paragraphs(root: Element) -> Iterator[Element]:
    """Join paragraphs whose end was deleted with those that follow, which keep their own look; each such end is given."""
    for parent in list(root.iter()):
        paragraphs = list(parent)
        for paragraph, following in pairwise(paragraphs):
            if paragraph.find("pPr/rPr/del") is None or following.tag != "p":
                continue
            at = 1 if following.find("pPr") is not None else 0
            following[at:at] = [part for part in paragraph if part.tag != "pPr"]
            parent.remove(paragraph)
            yield paragraph


def _in_lists(blocks: Iterable[tuple[ListLabel | None, str]]) -> str:
    """Blocks one after the other, those with labels as items of lists within each other."""
    made: list[str] = []
    open_: list[tuple[int, str]] = []

    def close(level: int) -> None:
        while open_ and open_[-1][0] >= level:
            made.append(f"</li></{open_.pop()[1]}>")

    for label, inside in blocks:
        if label is None:
            if inside == "<p></p>":
                continue
            close(0)
            made.append(inside)
            continue
        name = "ul" if label.kind == "bullet" else "ol"
        close(label.level + 1)
        if open_ and open_[-1] == (label.level, name):
            made.append("</li>")
        else:
            close(label.level)
            made.append("<ul>" if name == "ul" else f'<ol start="{label.number}">')
            open_.append((label.level, name))
        made.append(f"<li>{inside}")
    close(0)
    return "".join(made)


def _joined(stretches: Iterable[tuple[Look, str]]) -> str:
    """The HTML of a paragraph; neighbours that look alike are one, and so are those of one link."""
    return "".join(
        _linked(_merged(part), address)
        for address, part in groupby(stretches, key=lambda stretch: stretch[0].address)
    )


def _linked(inside: str, address: str) -> str:
    """A link, unless there is no address, nothing to read, or a link inside."""
    if not address or not inside.strip() or "<a " in inside:
        return inside
    return f'<a href="{html.escape(address)}">{inside}</a>'


def _merged(stretches: Iterable[tuple[Look, str]]) -> str:
    merged: list[tuple[tuple[bool, bool, str], list[str]]] = []
    for look, text in stretches:
        marks = (look.bold, look.italic, look.raised)
        if merged and (merged[-1][0] == marks or not text.strip()):
            merged[-1][1].append(text)
        else:
            merged.append((marks, [text]))
    return "".join(_marked("".join(texts), *marks) for marks, texts in merged)


def _marked(text: str, bold: bool, italic: bool, raised: str) -> str:
    if not re.sub(r"<[^>]*>", "", text).strip():
        return text
    for name, wanted in (
        ("sup", raised == "superscript"),
        ("sub", raised == "subscript"),
        ("em", italic),
        ("strong", bold),
    ):
        if wanted:
            text = f"<{name}>{text}</{name}>"
    return text


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also inside of content controls and revisions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {"sdt", "sdtContent", "customXml", "ins", "AlternateContent", "Choice"}:
            yield from _children(child, tag)


def _of(parent: Element, path: str) -> str:
    found = parent.find(path)
    value = found.get("val", "") if found is not None else ""
    return value if value.isdecimal() and int(value) <= 100 else ""


def _choice(element: Element) -> Element:
    """Of content in two forms the one Word shows, the newer where there is one; any other element itself."""
    if element.tag != "AlternateContent":
        return element
    newer, older = element.find("Choice"), element.find("Fallback")
    return next((form for form in (newer, older) if form is not None and len(form)), element)


def _outermost(root: Element, tags: Collection[str]) -> Iterator[Element]:
    """The elements of these names that are in none of them; of two forms of one content the newer."""
    for child in root:
        if child.tag in tags:
            yield child
        else:
            yield from _outermost(_choice(child), tags)


def _plain_text(element: Element, *also: str) -> str:
    """The words of an element, its blocks apart."""
    parts = []
    for part in element.iter():
        if part.tag in {"t", *also}:
            parts.append(part.text or "")
        elif part.tag in {"p", "tab", "br"}:
            parts.append(" ")
    return clean_line("".join(parts))


_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")


def _formula(element: Element) -> str:
    """A formula on one line: ``(a+b)/77``, ``√(x)``, ``m²``."""
    parts = {str(child.tag)[2:]: child for child in element if str(child.tag).startswith("m:")}
    tag = str(element.tag)
    if tag == "m:t":
        return element.text or ""
    if tag == "m:f" and {"num", "den"} <= set(parts):
        above, below = _formula(parts["num"]), _formula(parts["den"])
        return "/".join(p if p.isalnum() else f"({p})" for p in (above, below))
    if tag == "m:rad" and "e" in parts:
        return f"√({_formula(parts['e'])})"
    if tag == "m:sSup" and {"e", "sup"} <= set(parts):
        return _formula(parts["e"]) + _formula(parts["sup"]).translate(_RAISED)
    return "".join(_formula(child) for child in element if str(child.tag).startswith("m:"))
