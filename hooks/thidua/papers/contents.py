"""Every text that lies in a PDF, seen or not, for whoever must know that something is not there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Stream

from thidua.papers.cleaning import MAX_BYTES
from thidua.papers.pdf_file import PaperError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_STREAM = 64 * 1024 * 1024


def all_texts(data: bytes) -> Iterator[tuple[str, str]]:
    """(channel, text): words of pages, strings of all objects, unpacked streams (bytes as Latin-1). Raises `PaperError`."""
    if len(data) > MAX_BYTES:
        raise PaperError("E671", size=len(data) >> 20, limit=MAX_BYTES >> 20)
    try:
        for page in pypdfium2.PdfDocument(data):
            yield "page", page.get_textpage().get_text_range()
        with pikepdf.open(io.BytesIO(data)) as document:
            for one in document.objects:
                yield from _texts(one, "object")
            yield from _texts(document.trailer, "object")
    except pypdfium2.PdfiumError as error:
        raise PaperError("E670") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise PaperError("E670") from error


def _texts(one: Any, channel: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Strings of an object; what has a number of its own is come by elsewhere."""
    if isinstance(one, Stream):
        yield "stream", _unpacked(one).decode("latin-1")
        yield from _values(one, depth)
    elif isinstance(one, Dictionary):
        yield from _values(one, depth)
    elif isinstance(one, Array):
        for item in one:
            yield from _inner(item, depth)
    elif isinstance(one, pikepdf.String):
        yield channel, str(one)


def _values(one: Any, depth: int) -> Iterator[tuple[str, str]]:
    for key in one.keys():  # noqa: SIM118 an object of the library, no mapping
        yield "object", str(key)
        yield from _inner(one[key], depth)


def _inner(one: Any, depth: int) -> Iterator[tuple[str, str]]:
    if getattr(one, "is_indirect", False):
        return
    if isinstance(one, pikepdf.Name):
        yield "object", str(one)
    elif depth < 100:
        yield from _texts(one, "object", depth + 1)


def _unpacked(stream: Stream) -> bytes:
    """A stream as it reads; pictures, which hold no text but what their own format packs, as they lie there."""
    raw = stream.read_raw_bytes()
    try:
        return stream.read_bytes() if len(raw) < _MAX_STREAM else raw
    except pikepdf.PdfError:
        return raw
