"""Word files: mammoth makes HTML of them, the rest is shared with pages.

mammoth takes tracked insertions for text and leaves deletions out. It would also take text that Word
hides, so that is taken out before. The editor is told of both, of comments and of old fonts.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.parsers import expat
from xml.parsers.expat import ExpatError

import mammoth  # type: ignore[import-untyped]

from thidua.editing.importing.evidence import note
from thidua.editing.importing.markup import (
    drop_non_text,
    inner_text,
    markdown,
    parse,
    plain_paragraphs,
)
from thidua.editing.importing.source_dates import PublicationStamp, event_days, read_stamp
from thidua.editing.importing.source_document import (
    SourceDocument,
    SourcePicture,
    clean_line,
    invisible_warning,
)
from thidua.editing.importing.text_files import author_of
from thidua.editing.new import NotWrittenError
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup, Tag

    from thidua.editing.importing.evidence import ImportNote

MAX_UNPACKED = 200 * 1024 * 1024
MAX_TEXT = 16 * 1024 * 1024
"""Bytes of all parts that are XML; a document of a hundred pages has two million."""
MAX_ELEMENTS = 100_000
"""Elements of all parts; each costs up to a tenth of a millisecond."""
MAX_DEPTH = 100
"""Elements within each other; mammoth calls itself for each."""
MAX_PICTURES = 100 * 1024 * 1024
"""Bytes of all pictures; one may be shown a thousand times."""
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""Marks of order, blanks, and the half of a wide ``<``."""
_TITLE_LIMIT = 200
_HEADING_LIMIT = 120
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = "p[style-name='Title'] => h1:fresh"
_OLD_FONT = re.compile(r"w:(?:ascii|hAnsi)=\"(\.Vn[^\"]*|VNI[- ][^\"]*)\"")
_NATION = "cong hoa xa hoi chu nghia viet nam"
_DATELINE = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}", re.IGNORECASE)


def read_docx(data: bytes) -> SourceDocument:
    """The parts of a Word file. Raises RefusedError when it is none."""
    original = _document_xml(data)
    _refuse_costly(data)
    data, hidden = _split_hidden_runs(data, original)
    pictures: list[SourcePicture] = []

    def keep(image: Any) -> dict[str, str]:
        with image.open() as stream:
            name = f"anh-{len(pictures) + 1}"
            picture = stream.read()
        size = len(picture) + sum(len(other.data or b"") for other in pictures)
        if size > MAX_PICTURES:
            raise _too_large(size, MAX_PICTURES)
        pictures.append(SourcePicture(name, alt=clean_line(image.alt_text or ""), data=picture))
        return {"src": str(len(pictures) - 1)}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(keep),
            style_map=_STYLES,
            external_file_access=False,
        )
    except (ExpatError, KeyError, ValueError, RecursionError, zipfile.BadZipFile) as error:
        raise NotWrittenError("import_not_docx") from error
    soup = parse(result.value)
    notes = [*hidden, *_warnings(data, original), *invisible_warning(soup.get_text())]
    stamp, dropped = _take_official_frame(soup)
    notes.extend(dropped)
    drop_non_text(soup)
    _caption_pictures(soup, pictures)
    title = _take_title(soup)
    _bold_lines_to_headings(soup)
    author = _take_author(soup)
    prose = tuple(plain_paragraphs(soup))
    stamp = stamp or next((s for s in map(read_stamp, prose[:3]) if s), None)
    return SourceDocument(
        title, markdown(soup), prose, stamp, author, pictures=tuple(pictures), notes=tuple(notes)
    )


def _document_xml(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
            if size > MAX_UNPACKED:
                raise _too_large(size, MAX_UNPACKED)
            return archive.read(_DOCUMENT).decode("utf-8")
    except (
        zipfile.BadZipFile,
        KeyError,
        UnicodeDecodeError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise NotWrittenError("import_not_docx") from error


def _too_large(size: int, limit: int) -> NotWrittenError:
    return NotWrittenError("import_too_large", size=size >> 20, limit=limit >> 20)


class _Costs:
    """Counts the elements of all parts. Raises NotWrittenError for what would cost minutes."""

    def __init__(self) -> None:
        self.elements = 0
        self.depth = 0

    def read(self, part: bytes) -> None:
        self.depth = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(part, True)

    def _begin(self, _name: str, _attributes: object) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise NotWrittenError("import_too_complex", limit=MAX_ELEMENTS, depth=MAX_DEPTH)

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _doctype(self, *_: object) -> None:
        """Word writes none: it is there for entities, which grow without end or name other files."""
        raise NotWrittenError("import_not_docx")


def _refuse_costly(data: bytes) -> None:
    """Raise NotWrittenError for a file whose parts are many, deep, or declare entities.

    Whatever begins as XML is a part: relations say which is read for what, under any name.
    """
    costs = _Costs()
    size = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                with archive.open(info) as part:
                    if part.read(64).lstrip(_BEFORE_XML)[:1] != b"<":
                        continue
                size += info.file_size
                if size > MAX_TEXT:
                    raise _too_large(size, MAX_TEXT)
                costs.read(archive.read(info))
    except (ExpatError, ValueError, RuntimeError, OSError, zipfile.BadZipFile) as error:
        raise NotWrittenError("import_not_docx") from error


def _split_hidden_runs(data: bytes, document: str) -> tuple[bytes, list[ImportNote]]:
    """The file without the runs that Word hides, and what stood in them."""
    if "w:vanish" not in document:
        return data, []
    try:
        root = ET.fromstring(document)  # noqa: S314 expat limits entities itself
    except ET.ParseError as error:
        raise NotWrittenError("import_not_docx") from error
    notes = []
    for parent in root.iter():
        for run in [child for child in parent if child.tag == f"{_W}r" and _is_hidden(child)]:
            text = clean_line(" ".join(part.text or "" for part in run.iter(f"{_W}t")))
            if text:
                notes.append(note("warn_hidden", value=text))
            parent.remove(run)
    made = ET.tostring(root, encoding="unicode")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, made if info.filename == _DOCUMENT else old.read(info))
    return out.getvalue(), notes


def _is_hidden(run: ET.Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _warnings(data: bytes, document: str) -> Iterator[ImportNote]:
    """What a reader of the Word file would not see in it, or would see otherwise."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/comments.xml" in archive.namelist():
            count = len(
                re.findall(
                    r"<w:comment[\s>]", archive.read("word/comments.xml").decode("utf-8", "replace")
                )
            )
            if count:
                yield note("warn_comments", count=count)
    inserted, deleted = (
        len(re.findall(r"<w:ins[\s>]", document)),
        len(re.findall(r"<w:del[\s>]", document)),
    )
    if inserted or deleted:
        yield note("warn_tracked", inserted=inserted, deleted=deleted)
    fonts = sorted(set(_OLD_FONT.findall(document)))
    if fonts:
        yield note("warn_legacy", value=", ".join(fonts))


def _take_official_frame(soup: BeautifulSoup) -> tuple[PublicationStamp | None, list[ImportNote]]:
    """The table with the country's name above a letter and the one with signatures below it."""
    stamp, notes = None, []
    for table in soup.find_all("table"):
        text = inner_text(table)
        folded = fold(text)
        if _NATION in folded:
            dateline = _DATELINE.search(text)
            day = event_days([dateline[0]], None) if dateline else []
            if dateline and day:
                stamp = PublicationStamp(day[0].first, written=dateline[0])
        elif "noi nhan" not in folded:
            continue
        notes.append(note("note_dropped", value=text[:200]))
        table.decompose()
    return stamp, notes


def _caption_pictures(soup: BeautifulSoup, pictures: list[SourcePicture]) -> None:
    """An italic paragraph, or one that says it is a photo, right after a picture is its caption."""
    for image in soup.find_all("img"):
        number = int(str(image["src"]))
        block = image.find_parent(("p", "td")) or image
        image.extract()
        following = block.find_next_sibling("p")
        if following is not None and _is_caption(following):
            old = pictures[number]
            pictures[number] = SourcePicture(old.name, inner_text(following), old.alt, old.data)
            following.decompose()
        if not block.get_text().strip() and block.name == "p":
            block.decompose()


def _is_caption(block: Tag) -> bool:
    text = inner_text(block)
    slanted = block.find(("em", "i"))
    return bool(text) and (
        (slanted is not None and inner_text(slanted) == text) or fold(text).startswith("anh:")
    )


def _take_title(soup: BeautifulSoup) -> str:
    blocks = [
        b
        for b in soup.find_all(("h1", "h2", "p"))
        if inner_text(b) and b.find_parent("table") is None
    ]
    if not blocks:
        return ""
    titled = next((b for b in blocks[:6] if b.name != "p" or _is_bold(b)), blocks[0])
    text = inner_text(titled)
    if len(text) > _TITLE_LIMIT:
        return ""
    titled.decompose()
    return text


def _is_bold(block: Tag) -> bool:
    strong = block.find(("strong", "b"))
    return strong is not None and inner_text(strong) == inner_text(block)


def _bold_lines_to_headings(soup: BeautifulSoup) -> None:
    for block in soup.find_all("p"):
        if block.find_parent(("table", "li")) is not None:
            continue
        text = inner_text(block)
        if text and len(text) <= _HEADING_LIMIT and text[-1] not in ".,;:" and _is_bold(block):
            block.name = "h2"
            block.string = text


def _take_author(soup: BeautifulSoup) -> str:
    """Only what says it is the author: the last name of a Word file is mostly who signed it."""
    blocks = [b for b in soup.find_all("p") if inner_text(b)]
    if not blocks or ":" not in inner_text(blocks[-1]):
        return ""
    author, rest, _ = author_of([inner_text(blocks[-1])])
    if author and not rest:
        blocks[-1].decompose()
        return author
    return ""
