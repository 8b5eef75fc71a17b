"""The parts of a Word file, opened within limits: what would cost minutes or name other files is refused first."""

from __future__ import annotations

import io
import posixpath
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
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""Marks of order, blanks, and the half of a wide ``<``."""
_PREFIXES = {"math": "m:", "omml": "m:"}


def too_large(size: int, limit: int) -> NotWrittenError:
    """The refusal of something larger than a limit."""
    return NotWrittenError("import_too_large", size=size >> 20, limit=limit >> 20)


class WordPackage:
    """A Word file whose parts are read by name. Raises NotWrittenError for what is none, or costs too much."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = archive.infolist()
                size = sum(info.file_size for info in infos)
                if size > MAX_UNPACKED:
                    raise too_large(size, MAX_UNPACKED)
                self._refuse_costly(archive)
                self._files = {info.filename: archive.read(info) for info in infos}
            main = self._relations("", "_rels/.rels")
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            ExpatError,
            ET.ParseError,
            ValueError,
            OSError,
        ) as error:
            raise NotWrittenError("import_not_docx") from error
        self.main = next((path for kind, path in main.values() if kind == "officeDocument"), "")
        if self.main not in self._files:
            raise NotWrittenError("import_not_docx")

    @staticmethod
    def _refuse_costly(archive: zipfile.ZipFile) -> None:
        """Raise NotWrittenError for a file whose parts are many, deep, or declare entities.

        Whatever begins as XML is a part: relations say which is read for what, under any name.
        """
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

    def part(self, path: str) -> ET.Element | None:
        """A part as a tree, its names without namespaces (``p``, ``m:r``); None where there is none."""
        data = self._files.get(path)
        if data is None:
            return None
        try:
            root = ET.fromstring(data)  # noqa: S314 `_refuse_costly` lets no entity through
        except ET.ParseError as error:
            raise NotWrittenError("import_not_docx") from error
        for element in root.iter():
            element.tag = _plain(element.tag)
            element.attrib = {_plain(key): value for key, value in element.attrib.items()}
        return root

    def picture(self, path: str) -> bytes:
        """The bytes of a part. Raises NotWrittenError where the file names one it does not hold."""
        if path not in self._files:
            raise NotWrittenError("import_not_docx")
        return self._files[path]

    def relations(self, path: str) -> dict[str, tuple[str, str]]:
        """Kind and target of what a part refers to, by its id: a path inside the file, or an address outside of it."""
        folder, name = posixpath.split(path)
        return self._relations(folder, posixpath.join(folder, "_rels", f"{name}.rels"))

    def _relations(self, folder: str, path: str) -> dict[str, tuple[str, str]]:
        root = self.part(path)
        found = {}
        for entry in root if root is not None else ():
            kind = entry.get("Type", "").rpartition("/")[2]
            target = entry.get("Target", "")
            if entry.get("TargetMode") == "External":
                kind = f"{kind} outside"
            else:
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
                if entry.get("Target", "").startswith("/"):
                    target = posixpath.normpath(entry.get("Target", "")).lstrip("/")
            found[entry.get("Id", "")] = (kind, target)
        return found


def _plain(name: str) -> str:
    space, _, local = name.rpartition("}")
    prefix = "m:" if space.endswith("/math") else ""
    return prefix + local


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
        """Word writes none: it is there for entities, which grow without end or name other files."""
        raise NotWrittenError("import_not_docx")
