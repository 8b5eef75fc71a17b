r"""Every text a reader could get out of the bytes of a published file."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import re
import sqlite3
import warnings
import zipfile
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import brotli  # type: ignore[import-untyped]
from PIL import Image

from thidua.papers.facts import paper_contents
from thidua.papers.pdf_file import PaperError, is_pdf
from thidua.photos import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 4
MAX_UNPACKED = 256 * 1024 * 1024
"""More than this out of one file is a bomb, not a site."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"GIF8")
_PRINTABLE = re.compile(rb"[\x20-\x7e\x80-\xff]{8,}")
_BASE64 = re.compile(r"(?<![\w+/-])[A-Za-z0-9+/_-]{16,}={0,2}")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2}))")
TAG = re.compile(r"<!--|-->|<[/!?]?[A-Za-z][^<>]*>")
_PERCENT = re.compile("(?:%[0-9A-Fa-f]{2})+")
_PACKED_CHUNK = re.compile(rb"(....)(?:zTXt|iTXt|iCCP)", re.DOTALL)
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]", re.DOTALL)
_BROTLI_STEP = 64
"""Bytes given at once: the library unpacks all it is given, without a limit before 1.2."""
_FOLD = re.compile(r"\r?\n[ \t]")


class DecodedText(NamedTuple):
    """A text found in a file, and the way it was come by."""

    channel: str
    """For example ``gzip`` or ``zip/metadata``; empty for the file's own text."""
    text: str


class OpaqueError(ValueError):
    """A container that cannot be looked into."""


def decode_texts(name: str, data: bytes) -> Iterator[DecodedText]:
    """Every text of a file, its name among them. Raises `OpaqueError` for what stays shut."""
    for channel, text in contained_texts(name, data):
        forms = (text,) if channel == "name" else dict.fromkeys(decoded_forms(text))
        yield from (DecodedText(channel, form) for form in forms)


def contained_texts(name: str, data: bytes) -> Iterator[DecodedText]:
    """Every text of a file as it stands there, its name first. Raises `OpaqueError` for what stays shut."""
    yield DecodedText("name", name)
    for channel, text in _unpack_texts(name, data, "", 0, _Budget()):
        yield DecodedText(channel, text)


class _Budget:
    """How much may still be unpacked out of a file, however it is nested."""

    def __init__(self) -> None:
        self.left = MAX_UNPACKED

    def spend(self, size: int) -> None:
        """Raise `OpaqueError` where there is less left."""
        self.left -= size
        if self.left < 0:
            raise OpaqueError("too large")


def _unpack_texts(
    name: str, data: bytes, channel: str, depth: int, budget: _Budget
) -> Iterator[tuple[str, str]]:
    """The texts inside, container by container."""
    if depth > MAX_DEPTH:
        raise OpaqueError(f"{name}: nested more than {MAX_DEPTH} deep")
    inner = _members(name, data, budget)
    if inner is not None:
        kind, members = inner
        for member, content in members:
            here = f"{channel}/{kind}".lstrip("/")
            yield f"{here}/name".lstrip("/"), member
            yield from _unpack_texts(member, content, here, depth + 1, budget)
        return
    if is_pdf(data):
        yield from _paper_texts(data, channel, depth, budget)
    elif data.startswith(b"SQLite format 3\0"):
        yield f"{channel}/sqlite".lstrip("/"), _sqlite(data)
    elif data.startswith(_PICTURES):
        yield f"{channel}/metadata".lstrip("/"), metadata(data)
        yield channel, _printable_runs(data)
    elif b"\0" in data[:4096]:
        yield channel, _printable_runs(data)
        yield channel, data.decode("utf-16-le", "ignore")
        yield channel, data.decode("utf-16-be", "ignore")
    else:
        yield channel, data.decode("utf-8", "replace")


def _paper_texts(
    data: bytes, channel: str, depth: int, budget: _Budget
) -> Iterator[tuple[str, str]]:
    """The words of a PDF, its strings, and what its streams hold, attached files among them."""
    try:
        found = paper_contents(data).texts
    except PaperError as error:
        raise OpaqueError(str(error)) from error
    for kind, text in found:
        here = f"{channel}/pdf {kind}".lstrip("/")
        budget.spend(len(text))
        if kind == "stream":
            yield from _unpack_texts("", text.encode("latin-1"), here, depth + 1, budget)
        else:
            yield here, text


def _members(name: str, data: bytes, budget: _Budget) -> tuple[str, list[tuple[str, bytes]]] | None:
    """The kind of a container and what lies in it; None for a plain file."""
    try:
        if data.startswith(b"\x1f\x8b"):
            return "gzip", [(name.removesuffix(".gz"), _gunzipped(data, budget))]
        if name.endswith(".br"):
            return "brotli", [(name.removesuffix(".br"), _unbrotlied(data, budget))]
        if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                budget.spend(sum(entry.file_size for entry in archive.infolist()))
                notes = [
                    ("", archive.comment),
                    *((e.filename, e.comment) for e in archive.infolist()),
                ]
                return "zip", [*((e.filename, archive.read(e)) for e in archive.infolist()), *notes]
    except (OSError, EOFError, zlib.error, brotli.error, zipfile.BadZipFile, RuntimeError) as error:
        raise OpaqueError(f"{name}: {error}") from error
    return None


def unpack(name: str, data: bytes) -> bytes:
    """The content of a ``.gz`` or ``.br`` file. Raises `OpaqueError`."""
    inner = _members(name, data, _Budget())
    if inner is None:
        raise OpaqueError(name)
    return inner[1][0][1]


def _gunzipped(data: bytes, budget: _Budget) -> bytes:
    """All that is packed in a gzip file, of which a kilobyte may hold a megabyte."""
    with gzip.open(io.BytesIO(data)) as file:
        content = file.read(budget.left + 1)
    budget.spend(len(content))
    return content


def _unbrotlied(data: bytes, budget: _Budget) -> bytes:
    """All that is packed in a brotli file, of which a few bytes may hold megabytes."""
    unpacker = brotli.Decompressor()
    parts = []
    for start in range(0, len(data), _BROTLI_STEP):
        part = unpacker.process(data[start : start + _BROTLI_STEP])
        budget.spend(len(part))
        parts.append(part)
    if not unpacker.is_finished():
        raise OpaqueError("cut short")
    return b"".join(parts)


def _png_texts(data: bytes) -> Iterator[bytes]:
    """The packed texts of a PNG, each of them: of several under one name Pillow keeps the last.

    Raises zlib.error for what is no packed text and `OpaqueError` for too much.
    """
    budget = _Budget()
    for match in _PACKED_CHUNK.finditer(data):
        chunk = data[match.end() : match.end() + int.from_bytes(match[1], "big")]
        for packed in _ZLIB.finditer(chunk):
            unpacker = zlib.decompressobj()
            try:
                text = unpacker.decompress(chunk[packed.start() :], budget.left + 1)
            except zlib.error:
                continue  # two bytes that look like the head of one
            budget.spend(len(text))
            yield text
            break


def metadata(data: bytes) -> str:
    """What a picture says beside its pixels: EXIF, XMP, IPTC, comments, text chunks, colour profile."""
    try:
        with _read_errors_as_opaque(data) as image:
            said: list[object] = [image.info.get(key) for key in sorted(image.info, key=str)]
            exif = image.getexif()
            said += exif.values()
            for tag in (0x8769, 0x8825, 0xA005):  # EXIF, GPS, interoperability
                # Pillow before 13 raises for the last where there is none.
                with suppress(KeyError):
                    said += exif.get_ifd(tag).values()
            said += getattr(image, "text", {}).values() if image.format == "PNG" else []
            said += [segment for _, segment in getattr(image, "applist", [])]
            said += _png_texts(data) if image.format == "PNG" else []
    except (*DAMAGED, Image.DecompressionBombError) as error:
        raise OpaqueError(str(error)) from error
    return "\n".join(text for value in said for text in _metadata_texts(value))


def metadata_blocks(data: bytes) -> list[str]:
    """Names of the metadata a picture carries; a published one carries none."""
    try:
        with _read_errors_as_opaque(data) as image:
            carried = set(image.info) & {
                "exif",
                "xmp",
                "XML:com.adobe.xmp",
                "comment",
                "icc_profile",
                "photoshop",
            }
            carried |= {"exif"} if len(image.getexif()) else set()
            carried |= set(getattr(image, "text", {})) if image.format == "PNG" else set()
            return sorted(map(str, carried))
    except (*DAMAGED, Image.DecompressionBombError) as error:
        raise OpaqueError(str(error)) from error


@contextmanager
def _read_errors_as_opaque(data: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # damaged metadata, and large pictures, of which no pixel is read
        with Image.open(io.BytesIO(data)) as image:
            yield image


def _metadata_texts(value: object) -> Iterator[str]:
    if isinstance(value, bytes):
        yield _printable_runs(value)
        for encoding in ("utf-16-le", "utf-16-be"):
            yield value.decode(encoding, "ignore")
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _metadata_texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _metadata_texts(item)
    elif isinstance(value, str):
        yield value


def _sqlite(data: bytes) -> str:
    """All names and values of a database."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        rows = connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
        said = [json.dumps(rows, ensure_ascii=False)]
        for (table,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            quoted = '"' + str(table).replace('"', '""') + '"'
            for row in connection.execute(f"SELECT * FROM {quoted}"):  # noqa: S608 a quoted identifier
                said += [text for value in row for text in _metadata_texts(value)]
    except sqlite3.Error as error:
        raise OpaqueError(str(error)) from error
    finally:
        connection.close()
    return "\n".join([*said, _printable_runs(data)])


def _printable_runs(data: bytes) -> str:
    """The stretches of binary bytes that could be text."""
    return "\n".join(run.decode("utf-8", "replace") for run in _PRINTABLE.findall(data))


class DecodedForms(NamedTuple):
    """A text in the ways a reader may read it."""

    raw: str
    plain: str
    """With its escapes undone."""
    spaced: str
    """And with a space for each tag."""
    joined: str
    """And with nothing for each tag."""


def text_forms(text: str) -> DecodedForms:
    """The forms of a text, but for what it holds in base64."""
    text = plain = unfolded(text)
    for _ in range(2):  # escapes inside escapes: JSON in an attribute
        plain = _unescaped(plain)
    if "<" not in plain:
        return DecodedForms(text, plain, plain, plain)
    return DecodedForms(text, plain, TAG.sub(" ", plain), TAG.sub("", plain))


def decoded_forms(text: str) -> Iterator[str]:
    """A text as it stands, with its escapes undone, with its tags taken out, and what it holds in base64."""
    yield from text_forms(text)
    yield from base64_texts(text)


def _unescaped(text: str) -> str:
    if is_folded(text):
        text = _FOLD.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda m: _character(m[1] or m[2] or m[3]), text)
    if "%" in text:
        text = _PERCENT.sub(lambda m: unquote(m[0], errors="replace"), text)
    return html.unescape(text) if "&" in text else text


def unfolded(text: str) -> str:
    """A calendar or a card with its lines whole: a name cut by the end of a line is none; any other text as it is."""
    return _FOLD.sub("", text) if text.startswith("BEGIN:V") else text


def is_folded(text: str) -> bool:
    """Whether lines of a text may go on behind a line end, as in calendars and cards."""
    return "BEGIN:V" in text


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def base64_texts(text: str) -> Iterator[str]:
    """The printable texts that stand in a text in base64."""
    for match in _BASE64.finditer(text):
        run = match[0].rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            decoded = base64.b64decode(run + "=" * (-len(run) % 4)).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        if decoded.isprintable():
            yield decoded
