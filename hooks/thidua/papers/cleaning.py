"""PDF files written anew with what draws their pages, and nothing that acts, hides or tells of its author.

What is kept is listed, not what is taken out: pages, fonts, pictures and drawing instructions. Scripts, actions, attached
files, forms, notes, metadata, layers and structure are no part of that list. A file whose pages cannot be told
that way, such as one of hidden layers, is refused. ISO 32000-1 names the parts: https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from thidua.papers.pdf_file import PaperError, is_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_BYTES = 30 * 1024 * 1024
MAX_PAGES = 500
MAX_OBJECTS = 200_000
MAX_PIXELS = 60_000_000
"""Of one picture: A3 at 600 dots an inch."""
MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of all streams but pictures, unpacked; a kilobyte of a file can hold a megabyte."""
_MAX_DEPTH = 24
"""Drawings within drawings."""

_PAGE = frozenset({
    "/Type", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/Resources", "/Contents", "/Group",
})  # fmt: skip
_FORM = frozenset({
    "/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/Length", "/Filter", "/DecodeParms",
})  # fmt: skip
_IMAGE = frozenset({
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/ImageMask", "/Mask", "/SMask",
    "/Interpolate", "/Intent", "/Matte", "/SMaskInData", "/Length", "/Filter", "/DecodeParms",
})  # fmt: skip
_PATTERN = frozenset({
    "/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Matrix", "/Resources", "/Shading",
    "/ExtGState", "/Length", "/Filter", "/DecodeParms",
})  # fmt: skip
_FONT = frozenset({
    "/Type", "/Subtype", "/BaseFont", "/Name", "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor", "/Encoding",
    "/ToUnicode", "/DescendantFonts", "/CIDSystemInfo", "/DW", "/W", "/DW2", "/W2", "/CIDToGIDMap", "/FontBBox",
    "/FontMatrix", "/CharProcs", "/Resources",
})  # fmt: skip
_DESCRIPTOR = frozenset({
    "/Type", "/FontName", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/Leading", "/CapHeight", "/XHeight",
    "/StemV", "/StemH", "/AvgWidth", "/MaxWidth", "/MissingWidth", "/FontFile", "/FontFile2", "/FontFile3", "/FontWeight",
    "/FontStretch", "/CharSet", "/CIDSet",
})  # fmt: skip
_RESOURCES = ("/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Shading", "/XObject")
_STATE = frozenset({
    "/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/OP", "/op", "/OPM", "/Font", "/BG", "/BG2", "/UCR", "/UCR2", "/TR",
    "/TR2", "/HT", "/FL", "/SM", "/SA", "/BM", "/SMask", "/CA", "/ca", "/AIS", "/TK",
})  # fmt: skip
_ASIDE = frozenset(
    {"/Metadata", "/PieceInfo", "/LastModified", "/OC", "/OPI", "/AF", "/Alternates"}
)
"""What any other part may carry beside what draws."""
_SHOWN_NOTES = frozenset({"/Widget", "/Stamp", "/Link", "/Popup"})
"""Fields and stamps are drawn into the page; a link and its window have nothing of their own to be missed."""
_INVISIBLE_MODES = (3, 7)
_FLATE = frozenset({"/FlateDecode", "/Fl"})
_GREEDY = frozenset({"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
_MAX_GREEDY = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CleanedPdf:
    """A PDF as it is published, and what it had beside its pages."""

    data: bytes
    removed: tuple[str, ...]
    """Kinds of what an editor should know to be gone: ``script``, ``file``, ``form``, ``note``, ``password``, ``signature``."""


def clean_pdf(data: bytes) -> CleanedPdf:
    """The pages of a PDF in a file of their own; the same bytes for the same bytes. Raises `PaperError`."""
    if len(data) > MAX_BYTES:
        raise PaperError("E671", size=len(data) >> 20, limit=MAX_BYTES >> 20)
    if not is_pdf(data):
        raise PaperError("E670")
    try:
        with pikepdf.open(io.BytesIO(data)) as source:
            return _Cleaner(source).run()
    except pikepdf.PasswordError as error:
        raise PaperError("E673") from error
    except PaperError:
        raise
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, KeyError, zlib.error) as error:
        # What the library says of files that are not what they say.
        raise PaperError("E670") from error


class _Cleaner:
    def __init__(self, source: pikepdf.Pdf) -> None:
        self.source = source
        self.root: Any = source.Root
        self.left = MAX_UNPACKED
        self.done: set[tuple[int, int]] = set()
        self.has_picture = False
        self.has_invisible_text = False

    def run(self) -> CleanedPdf:
        source = self.source
        if len(source.objects) > MAX_OBJECTS:
            raise PaperError("E675")
        if len(source.pages) > MAX_PAGES:
            raise PaperError("E672", count=len(source.pages), limit=MAX_PAGES)
        if not len(source.pages):
            raise PaperError("E670")
        self._refuse_hidden_parts()
        removed = tuple(dict.fromkeys(self._removed()))
        self._draw_fields()
        made = pikepdf.new()
        for page in source.pages:
            self._page(page.obj)
            made.pages.append(page)
        out = io.BytesIO()
        made.save(
            out,
            min_version="1.7",
            preserve_pdfa=False,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return CleanedPdf(out.getvalue(), removed)

    # --- the whole file ----------------------------------------------------------------------

    def _refuse_hidden_parts(self) -> None:
        """A form that programs draw, and layers that are not always shown: nobody can say which pages are meant."""
        form = self.root.get("/AcroForm")
        if form is not None and "/XFA" in form:
            raise PaperError("E674", part="xfa")
        layers = self.root.get("/OCProperties")
        if layers is None:
            return
        shown = layers.get("/D", Dictionary())
        hidden = bool(len(shown.get("/OFF", ()))) or shown.get("/BaseState") == Name.OFF
        for group in layers.get("/OCGs", ()):
            view = group.get("/Usage", Dictionary()).get("/View", Dictionary())
            hidden = hidden or view.get("/ViewState") == Name.OFF
        for one in self.source.objects:
            if isinstance(one, Dictionary) and one.get("/Type") == Name.OCMD:
                hidden = hidden or "/VE" in one or one.get("/P") in (Name.AllOff, Name.AnyOff)
        if hidden:
            raise PaperError("E674", part="layers")

    def _removed(self) -> Iterator[str]:
        names = self.root.get("/Names", Dictionary())
        if "/JavaScript" in names or "/OpenAction" in self.root or "/AA" in self.root:
            yield "script"
        if "/EmbeddedFiles" in names or "/AF" in self.root:
            yield "file"
        form = self.root.get("/AcroForm")
        if form is not None and len(form.get("/Fields", ())):
            signed = int(form.get("/SigFlags", 0)) & 1
            yield "signature" if signed else "form"
        if self.source.is_encrypted:
            yield "password"
        for page in self.source.pages:
            yield from self._removed_of(page)

    def _removed_of(self, page: Any) -> Iterator[str]:
        if "/AA" in page.obj:
            yield "script"
        for note in page.obj.get("/Annots", ()):
            if not isinstance(note, Dictionary):
                continue
            if "/AA" in note or _acts(note.get("/A")):
                yield "script"
            kind = str(note.get("/Subtype"))
            if kind == "/FileAttachment":
                yield "file"
            elif kind not in _SHOWN_NOTES:
                yield "note"

    def _draw_fields(self) -> None:
        """Draw what fields and stamps show into the pages, as they are seen on a screen."""
        found = False
        for page in self.source.pages:
            notes = page.obj.get("/Annots")
            if notes is None:
                continue
            kept = [
                note
                for note in notes
                if isinstance(note, Dictionary)
                and note.get("/Subtype") in (Name.Widget, Name.Stamp)
            ]
            found = found or bool(kept)
            page.obj["/Annots"] = Array(kept)
        if found:
            self.source.generate_appearance_streams()
            self.source.flatten_annotations("screen")

    # --- pages -------------------------------------------------------------------------------

    def _page(self, page: Any) -> None:
        _keep(page, _PAGE)
        self.has_picture = self.has_invisible_text = False
        self._resources(page.get("/Resources"), 0)
        page["/Contents"] = self._instructions(page)
        if self.has_invisible_text and not self.has_picture:
            # Under the picture of a scan it is what a reader sees; without one nobody can see it.
            raise PaperError("E677")

    def _instructions(self, drawn: Any) -> Stream:
        """The drawing instructions of a page without comments, and without what marks say of what they mark."""
        contents = drawn.get("/Contents")
        streams = [contents] if isinstance(contents, Stream) else list(contents or ())
        for stream in streams:
            if isinstance(stream, Stream):
                self._measure(stream)
        return Stream(self.source, self._plain(drawn))

    def _plain(self, drawn: Any) -> bytes:
        kept: list[Any] = []
        for instruction in pikepdf.parse_content_stream(drawn):
            name = str(instruction.operator)
            operands = list(instruction.operands)
            if name in {"BDC", "DP"}:
                instruction = pikepdf.ContentStreamInstruction(  # noqa: PLW2901
                    operands[:1], pikepdf.Operator("BMC" if name == "BDC" else "MP")
                )
            elif name == "Tr" and operands and int(operands[0]) in _INVISIBLE_MODES:
                self.has_invisible_text = True
            elif name == "INLINE IMAGE":
                self.has_picture = True
            kept.append(instruction)
        return pikepdf.unparse_content_stream(kept)

    def _resources(self, resources: Any, depth: int) -> None:
        if not isinstance(resources, Dictionary) or self._seen(resources):
            return
        if depth > _MAX_DEPTH:
            raise PaperError("E675")
        _keep(resources, _RESOURCES)
        for one in _values(resources.get("/XObject")):
            self._drawing(one, depth)
        for one in _values(resources.get("/Pattern")):
            self._pattern(one, depth)
        for one in _values(resources.get("/Font")):
            self._font(one, depth)
        for one in _values(resources.get("/ExtGState")):
            _keep(one, _STATE)
            mask = one.get("/SMask")
            if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), Stream):
                self._drawing(mask["/G"], depth)
            self._rest(one, 0)
        for part in ("/ColorSpace", "/Shading"):
            for one in _values(resources.get(part)):
                self._rest(one, 0)

    def _drawing(self, one: Any, depth: int) -> None:
        """A picture, or instructions that pages call up by a name."""
        if not isinstance(one, Stream) or self._seen(one):
            self.has_picture = self.has_picture or _is_picture(one)
            return
        if _is_picture(one):
            self.has_picture = True
            self._picture(one)
            return
        _keep(one, _FORM)
        self._measure(one)
        self._resources(one.get("/Resources"), depth + 1)
        one.write(self._plain(one))

    def _picture(self, one: Any) -> None:
        _keep(one, _IMAGE)
        if int(one.get("/Width", 0)) * int(one.get("/Height", 0)) > MAX_PIXELS:
            raise PaperError("E675")
        for part in ("/SMask", "/Mask"):
            mask = one.get(part)
            if isinstance(mask, Stream) and not self._seen(mask):
                self._picture(mask)
        self._rest(one.get("/ColorSpace"), 0)
        filters = _filters(one)
        if filters in (["/DCTDecode"], ["/DCT"]):
            _rewrite(one, without_segments(one.read_raw_bytes()))
        elif filters == ["/JPXDecode"]:
            _rewrite(one, without_boxes(one.read_raw_bytes()))

    def _pattern(self, one: Any, depth: int) -> None:
        if not isinstance(one, (Dictionary, Stream)) or self._seen(one):
            return
        _keep(one, _PATTERN)
        if isinstance(one, Stream):
            self._measure(one)
            self._resources(one.get("/Resources"), depth + 1)
            one.write(self._plain(one))
        else:
            self._rest(one.get("/Shading"), 0)

    def _font(self, font: Any, depth: int) -> None:
        if not isinstance(font, Dictionary) or self._seen(font):
            return
        _keep(font, _FONT)
        self._resources(font.get("/Resources"), depth + 1)
        for glyph in _values(font.get("/CharProcs")):
            if isinstance(glyph, Stream) and not self._seen(glyph):
                _keep(glyph, frozenset({"/Length", "/Filter", "/DecodeParms"}))
                self._measure(glyph)
                glyph.write(self._plain(glyph))
        for inner in font.get("/DescendantFonts", ()):
            self._font(inner, depth)
        descriptor = font.get("/FontDescriptor")
        if isinstance(descriptor, Dictionary):
            _keep(descriptor, _DESCRIPTOR)
            self._rest(descriptor, 0)
        for part in ("/ToUnicode", "/Encoding", "/CIDToGIDMap"):
            self._rest(font.get(part), 0)

    def _rest(self, one: Any, depth: int) -> None:
        """Parts that only draw: colour spaces, functions, files of fonts."""
        if depth > _MAX_DEPTH:
            raise PaperError("E675")
        if isinstance(one, (Dictionary, Stream)):
            if self._seen(one):
                return
            for key in _ASIDE & set(one.keys()):
                del one[key]
            if isinstance(one, Stream):
                self._measure(one)
            for key in list(one.keys()):
                self._rest(one[key], depth + 1)
        elif isinstance(one, Array):
            for item in one:
                self._rest(item, depth + 1)

    def _seen(self, one: Any) -> bool:
        """Whether a part was looked at before; parts without a number stand in one place alone."""
        number = one.objgen if isinstance(one, Object) else (0, 0)
        if number == (0, 0):
            return False
        if number in self.done:
            return True
        self.done.add(number)
        return False

    def _measure(self, stream: Any) -> None:
        """Raise `PaperError` where streams hold more than may be unpacked."""
        raw, filters = stream.read_raw_bytes(), _filters(stream)
        if _GREEDY & set(filters) and len(raw) > _MAX_GREEDY:
            raise PaperError("E675")
        self.left -= len(raw)
        if filters and filters[0] in _FLATE:
            self.left -= len(zlib.decompressobj().decompress(raw, max(self.left, 0) + 1))
        elif _FLATE & set(filters):
            self.left -= len(stream.read_bytes())
        if self.left < 0:
            raise PaperError("E675")


def _acts(action: Any) -> bool:
    """Whether a click does more than lead somewhere."""
    return isinstance(action, Dictionary) and action.get("/S") not in (Name.URI, Name.GoTo)


def _keep(one: Any, keys: Iterable[str]) -> None:
    if isinstance(one, (Dictionary, Stream)):
        for key in set(one.keys()) - set(keys):
            del one[key]


def _values(parts: Any) -> list[Any]:
    return [parts[key] for key in parts.keys()] if isinstance(parts, Dictionary) else []  # noqa: SIM118


def _is_picture(one: Any) -> bool:
    return isinstance(one, Stream) and one.get("/Subtype") == Name.Image


def _filters(stream: Any) -> list[str]:
    named = stream.get("/Filter")
    if named is None:
        return []
    return [str(one) for one in named] if isinstance(named, Array) else [str(named)]


def _rewrite(stream: Any, data: bytes) -> None:
    """Other bytes under the filter that is there."""
    if data != stream.read_raw_bytes():
        stream.write(data, filter=stream.get("/Filter"), decode_parms=stream.get("/DecodeParms"))


_MARKER, _END, _SCAN = 0xFF, 0xD9, 0xDA
_TOLD_SEGMENTS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""APP1 to APP13, APP15 and comments; APP0 is the size of points, APP14 the kind of colours."""


def without_segments(data: bytes) -> bytes:
    """A JPEG without what it says beside its pixels. Raises ValueError for what is none."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    parts, place = [data[:2]], 2
    while place + 4 <= len(data) and data[place] == _MARKER:
        kind, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if kind == _MARKER:  # a byte that fills up
            place += 1
            continue
        if kind == _SCAN:
            end = data.rfind(b"\xff\xd9")
            parts.append(data[place : end + 2 if end > place else len(data)])
            return b"".join(parts)
        if kind not in _TOLD_SEGMENTS:
            parts.append(data[place : place + 2 + length])
        place += 2 + length
    raise ValueError("a JPEG without pixels")


_BOXES = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})


def without_boxes(data: bytes) -> bytes:
    """A JPEG 2000 without what it says beside its pixels; a bare stream of pixels stays as it is."""
    if data[4:8] != b"jP  ":
        return data
    parts, place = [], 0
    while place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        if length == 1:
            length = int.from_bytes(data[place + 8 : place + 16], "big")
        end = place + length if length else len(data)
        if end <= place:
            raise ValueError("a box that does not end")
        if data[place + 4 : place + 8] in _BOXES:
            parts.append(data[place:end])
        place = end
    return b"".join(parts)
