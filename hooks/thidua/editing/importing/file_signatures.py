"""What a file is by its bytes: names are changed by hand, and programs save pages and mails under ``.doc``."""

from __future__ import annotations

import io
import re
import zipfile

_BEGINNINGS = (
    (b"{\\rtf", ".rtf"),
    (b"%PDF-", ".pdf"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of Office before 2007 begin, those of Outlook, and what today's Office encrypts (MS-CFB)."""
ENCRYPTED = "encrypted"
_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("__substg1.0_", ".msg"),
)
"""Names of streams in such a file, in UTF-16, and what each makes of it; Outlook's may hold any of the others, but deeper."""
_OFFICE = frozenset({".doc", ".docx", ".docm", ".dotx", ".dotm", ".xls", ".xlsx", ".xlsm", ".rtf"})
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html\b|<\?xml[^>]*>\s*<html\b)", re.IGNORECASE)  # fmt: skip
_MESSAGE = re.compile(rb"(?:From|MIME-Version|Content-Type): ", re.IGNORECASE)
_FOLDERS = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"))
_SAME = {".docx": (".docm", ".dotx", ".dotm"), ".xlsx": (".xlsm", ".xlsb"), ".jpg": (".jpeg",)}
"""Endings whose files begin alike."""


def true_ending(ending: str, data: bytes) -> str:
    """The ending a file should have by its bytes, or `ENCRYPTED`; the one it has where the bytes do not say."""
    told = _told_by_bytes(ending, data)
    return ending if not told or ending in _SAME.get(told, ()) else told


def _told_by_bytes(ending: str, data: bytes) -> str:
    for begin, told in _BEGINNINGS:
        if data.startswith(begin):
            return told
    if data.startswith(_COMPOUND):
        names = ((stream.encode("utf-16-le"), told) for stream, told in reversed(_STREAMS))
        return next((told for name, told in names if name in data), "")
    if data.startswith(b"PK\x03\x04"):
        return _told_by_parts(data)
    if ending in _OFFICE and _PAGE.match(data):
        return ".html"
    if ending in _OFFICE and _MESSAGE.match(data):
        return ".mht"
    return ""


def _told_by_parts(data: bytes) -> str:
    """What an archive is by the names of its parts; OpenDocument has its type as the first of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.open("mimetype").read(100) if "mimetype" in names[:1] else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return ""
    if kind.startswith(b"application/vnd.oasis.opendocument."):
        return ".ods" if b"spreadsheet" in kind else ".odt"
    return next((told for folder, told in _FOLDERS if any(n.startswith(folder) for n in names)), "")
