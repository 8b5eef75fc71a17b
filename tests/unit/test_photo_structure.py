"""Photographs that would cost a decoder more than their size and their points: refused before anything decodes them."""

from __future__ import annotations

import io
import struct
import time
import zlib

import pytest
from PIL import Image

from thidua import photos


def jpeg(scans: int = 1, before: bytes = b"", size: int = 16) -> bytes:
    """A picture with so many scans, the last over and over, and ``before`` in front of its first segment."""
    out = io.BytesIO()
    Image.new("RGB", (size, size), "grey").save(out, "JPEG", progressive=scans > 1)
    data = out.getvalue()
    end, last = data.rindex(b"\xff\xd9"), data.rindex(b"\xff\xda")
    more = data[last:end] * (scans - data.count(b"\xff\xda"))
    return data[:2] + before + data[2:end] + more + data[end:]


def png(chunks: int) -> bytes:
    """A picture of so many chunks."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "grey").save(out, "PNG")
    empty = struct.pack(">I4sI", 0, b"tEXt", zlib.crc32(b"tEXt"))
    whole = out.getvalue()
    return whole[:33] + empty * (chunks - 3) + whole[33:]


def told(data: bytes) -> tuple[str, dict[str, object]] | None:
    try:
        photos.inspect(io.BytesIO(data))
    except photos.PhotoError as error:
        return error.code, error.params
    return None


SCANS = ("E658", {"part": "scans", "limit": 32})
PIECES = ("E658", {"part": "pieces", "limit": 50_000})


@pytest.mark.parametrize(
    ("data", "expect"),
    [
        (jpeg(), None),
        (jpeg(10), None),
        (jpeg(32), None),
        (jpeg(33), SCANS),
        # Ten segments of the picture itself: as it is, its tables, its frame, its scan and its end.
        (jpeg(before=b"\xff\xfe\x00\x02" * 49_990), None),
        (jpeg(before=b"\xff\xfe\x00\x02" * 49_991), PIECES),
        (jpeg(before=b"\xff" * 49_990), None),
        (jpeg(before=b"\xff" * 50_000), PIECES),
        (jpeg(before=b"\xff\x00" * 50_000), PIECES),
        (png(50_000), None),
        (png(50_001), PIECES),
        # What lies behind the picture or within a segment is no part of it.
        (jpeg() + b"\xff\xda\x00\x02" * 40, None),
        (jpeg(before=b"\xff\xe1\x03\x02" + b"\xff\xda\x00\x02" * 192), None),
    ],
)
def test_told(data: bytes, expect: tuple[str, dict[str, object]] | None) -> None:
    assert told(data) == expect


def test_a_picture_of_eight_thousand_scans_costs_nothing() -> None:
    data = jpeg(8_000, size=7_700)
    began = time.process_time()
    assert told(data) == SCANS
    assert time.process_time() - began < 0.2
