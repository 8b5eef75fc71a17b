"""The parts of an office file, unpacked within limits: what would cost minutes or name other files is refused first."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET
from xml.parsers import expat
from xml.parsers.expat import ExpatError

from thidua.editing.new import NotWrittenError

MAX_UNPACKED = 200 * 1024 * 1024
MAX_TEXT = 16 * 1024 * 1024
"""Bytes of all parts that are XML; a document of a hundred pages has two million."""
MAX_ELEMENTS = 100_000
"""Elements of all parts; each costs up to a tenth of a millisecond."""
MAX_DEPTH = 100
"""Elements within each other; reading them goes as deep."""
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ExpatError,
    ET.ParseError,
    ValueError,
    OSError,
)
"""What is raised while an archive is read that is damaged, encrypted, or none."""
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""Marks of order, blanks, and the half of a wide ``<``."""


def too_large(size: int, limit: int) -> NotWrittenError:
    """The refusal of something larger than a limit."""
    return NotWrittenError("import_too_large", size=size >> 20, limit=limit >> 20)


class DoctypeError(ValueError):
    """A part declares a document type: office programs write none; it is there for entities, which grow without end or name other files."""


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of an archive by name. Raises NotWrittenError for what costs too much, one of `BROKEN` for what is no archive.

    Whatever begins as XML is counted: relations say which part is read for what, under any name.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        size = sum(info.file_size for info in infos)
        if size > MAX_UNPACKED:
            raise too_large(size, MAX_UNPACKED)
        _refuse_costly(archive)
        return {info.filename: archive.read(info) for info in infos}


def _refuse_costly(archive: zipfile.ZipFile) -> None:
    """Raise NotWrittenError for a file whose parts are many or deep, DoctypeError where one declares entities."""
    costs = _Costs()
    size = 0
    for info in archive.infolist():
        with archive.open(info) as part:
            if part.read(64).lstrip(_BEFORE_XML)[:1] != b"<":
                continue
        size += info.file_size
        if size > MAX_TEXT:
            raise too_large(size, MAX_TEXT)
        costs.read(archive.read(info))


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
            raise NotWrittenError("import_too_complex", limit=MAX_ELEMENTS)

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _doctype(self, *_: object) -> None:
        raise DoctypeError
