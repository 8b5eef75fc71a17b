"""The bytes of a file → a source document, by what it is; or the next step for what is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.editing.importing.evidence import note
from thidua.editing.importing.file_signatures import ENCRYPTED, true_ending
from thidua.editing.new import NotWrittenError
from thidua.reading.decoding import UndecodableError, decode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from thidua.editing.importing.evidence import ImportNote
    from thidua.editing.importing.source_document import SourceDocument
    from thidua.reading.sector import Newspaper

WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
"""Word files of today: with macros, which are not read, and patterns for others."""
_REFUSED = {
    ENCRYPTED: "import_encrypted",
    ".doc": "import_old_word",
    ".rtf": "import_old_word",
    ".odt": "import_old_word",
    ".msg": "import_outlook",
    ".xls": "import_old_sheet",
    ".xlsb": "import_old_sheet",
    ".ppt": "import_slides",
    ".pptx": "import_slides",
    ".odp": "import_slides",
    ".pdf": "import_pdf",
    ".jpg": "import_picture",
    ".jpeg": "import_picture",
    ".png": "import_picture",
    ".heic": "import_picture",
    ".gif": "import_picture",
    ".bmp": "import_picture",
    ".tif": "import_picture",
    ".tiff": "import_picture",
    ".webp": "import_picture",
    ".zip": "import_archive",
    ".rar": "import_archive",
    ".7z": "import_archive",
}
"""Kinds of files that are not read, and the sentence that says what to do."""


def file_ending(name: str) -> str:
    """The ending of a file's name in small letters, with its dot; empty for a name without one."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def kind_of_file(name: str, data: bytes) -> tuple[str, tuple[ImportNote, ...]]:
    """The ending that says what a file is, and a note where its name says another. Raises NotWrittenError for an empty one."""
    if not data:
        raise NotWrittenError("import_empty")
    named = file_ending(name)
    ending = true_ending(named, data)
    if ending in {named, ENCRYPTED} or ending in _REFUSED:
        return ending, ()
    return ending, (note("warn_renamed", name=name, value=ending),)


def read_source(
    ending: str,
    name: str,
    data: bytes,
    folder: Path | None,
    url: str,
    newspapers: Iterable[Newspaper],
) -> SourceDocument:
    """The parts of a file of any kind that is read, ``ending`` being its `kind_of_file`. Raises NotWrittenError for the others."""
    if ending in _REFUSED:
        raise NotWrittenError(_REFUSED[ending], ending=ending)
    if ending == ".txt":
        return _read_text(name, data)
    try:
        return _read_rich(ending, name, data, folder, url, newspapers)
    except RecursionError as error:
        raise NotWrittenError("import_too_deep") from error
    except ModuleNotFoundError as error:
        raise NotWrittenError("import_missing", packages="markdownify beautifulsoup4") from error


def _read_text(name: str, data: bytes) -> SourceDocument:
    from thidua.editing.importing.letters import is_letter  # noqa: PLC0415
    from thidua.editing.importing.text_files import read_text  # noqa: PLC0415

    try:
        text, _ = decode(name, data)
    except UndecodableError as error:
        from thidua.editing.importing.web_pages import decode_page  # noqa: PLC0415

        try:
            text = decode_page(data)
        except NotWrittenError:
            raise NotWrittenError("import_undecodable", (error.diagnostic,)) from error
    if is_letter(text):
        from thidua.editing.importing.word_files import read_letter  # noqa: PLC0415

        return read_letter(text)
    return read_text(text)


def _read_rich(
    ending: str,
    name: str,
    data: bytes,
    folder: Path | None,
    url: str,
    newspapers: Iterable[Newspaper],
) -> SourceDocument:
    """Word files and pages; their libraries are loaded here, so that nothing else waits for them."""
    if ending in WORD:
        from thidua.editing.importing.word_files import read_docx  # noqa: PLC0415

        return read_docx(data)
    if ending in {".html", ".htm"}:
        from thidua.editing.importing.web_pages import decode_page, read_page  # noqa: PLC0415

        return read_page(decode_page(data), folder, url, newspapers)
    if ending in {".eml", ".mht", ".mhtml"}:
        from thidua.editing.importing.messages import read_message  # noqa: PLC0415

        return read_message(data, url, newspapers)
    raise NotWrittenError("import_wrong_kind", ending=ending or name)
