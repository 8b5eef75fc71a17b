"""The parts of a Word file, opened within limits: what would cost minutes or name other files is refused first."""

from __future__ import annotations

import posixpath
from xml.etree import ElementTree as ET

from thidua.editing.importing.office_archive import BROKEN, unpack
from thidua.editing.new import NotWrittenError

_PREFIXES = {"math": "m:", "omml": "m:"}


class WordPackage:
    """A Word file whose parts are read by name. Raises NotWrittenError for what is none, or costs too much."""

    def __init__(self, data: bytes) -> None:
        try:
            self._files = unpack(data)
            main = self._relations("", "_rels/.rels")
        except BROKEN as error:
            raise NotWrittenError("import_not_docx") from error
        self.main = next((path for kind, path in main.values() if kind == "officeDocument"), "")
        if self.main not in self._files:
            raise NotWrittenError("import_not_docx")

    @property
    def has_macros(self) -> bool:
        """Whether it carries macros; they are never run."""
        return any(name.lower().endswith("vbaproject.bin") for name in self._files)

    def part(self, path: str) -> ET.Element | None:
        """A part as a tree, its names without namespaces (``p``, ``m:r``); None where there is none."""
        data = self._files.get(path)
        if data is None:
            return None
        try:
            root = ET.fromstring(data)  # noqa: S314 `unpack` lets no entity through
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
