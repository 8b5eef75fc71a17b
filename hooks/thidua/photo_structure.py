"""What the file of a photograph is made of, counted before anything is decoded.

A decoder goes over the whole picture once for each scan of a progressive JPEG, an empty one of a dozen bytes included, and
Pillow reads what stands before the pixels piece by piece: without a limit a file of 2 MB costs half a minute.
"""

from __future__ import annotations

import re
import struct
from typing import Literal, NamedTuple

MAX_SCANS = 32
"""Photographs have one or three, progressive ones about ten, those in colours of printing up to two dozen."""
MAX_PIECES = 50_000
"""Segments of a JPEG or chunks of a PNG; the largest photographs that are published have some thousands."""

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_MARKER = re.compile(rb"\xff+([^\xff])", re.DOTALL)
_MARKER_BEHIND_PIXELS = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
"""In the data of a scan 0xFF is followed by zero, and marks D0 to D7 part it."""
_WITHOUT_LENGTH = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})


class Excess(NamedTuple):
    """What a file has too much of."""

    part: Literal["scans", "pieces"]
    limit: int


def excess(data: bytes) -> Excess | None:
    """What of a file would cost a decoder more than its size and its pixels do; None for any sound photograph."""
    if data.startswith(_JPEG):
        return _excess_of_jpeg(data)
    if data.startswith(_PNG):
        return _excess_of_png(data)
    return None


def _excess_of_jpeg(data: bytes) -> Excess | None:
    at, pieces, scans = len(_JPEG), 0, 0
    while found := (_MARKER_BEHIND_PIXELS if scans else _MARKER).search(data, at):
        kind, at = found[1][0], found.end()
        # Bytes that fill the space before a marker are read one by one.
        pieces += len(found[0]) - 1
        scans += kind == _START_OF_SCAN
        if scans > MAX_SCANS:
            return Excess("scans", MAX_SCANS)
        if pieces > MAX_PIECES:
            return Excess("pieces", MAX_PIECES)
        if kind == _END_OF_IMAGE:
            return None
        if kind not in _WITHOUT_LENGTH:
            at += int.from_bytes(data[at : at + 2], "big")
    return None


def _excess_of_png(data: bytes) -> Excess | None:
    at, pieces = len(_PNG), 0
    while at + 8 <= len(data):
        pieces += 1
        if pieces > MAX_PIECES:
            return Excess("pieces", MAX_PIECES)
        at += 12 + int(struct.unpack_from(">I", data, at)[0])
    return None
