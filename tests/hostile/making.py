"""Making hostile inputs: each is the change it makes to the base content of `support.BASE`."""

from __future__ import annotations

import io
import zlib

from PIL import Image

from support import EVENT

Files = dict[str, "str | bytes | None"]

EVENT_PATH = "events/2024/2024-03-14-ky-giao-uoc.md"
_HEAD, _, _BODY = EVENT.rpartition("---\n")


def body(text: str) -> Files:
    """The base event with this Markdown."""
    return {EVENT_PATH: f"{_HEAD}---\n\n{text}\n"}


def front(old: str, new: str) -> Files:
    """The base event with a change in its front matter."""
    assert old in EVENT, old
    return {EVENT_PATH: EVENT.replace(old, new, 1)}


def title(text: str) -> Files:
    return front("title: Cụm thi đua số 1 ký giao ước năm 2024", f"title: {text}")


def photo(data: bytes, name: str = "anh.jpg") -> Files:
    """The base event as a folder with one photograph."""
    entry = f"photos:\n  - {{file: {name}, alt: a, caption: b, credit: c}}\nsources:"
    folder = "events/2024/2024-03-14-ky-giao-uoc"
    return {
        EVENT_PATH: None,
        f"{folder}/index.md": EVENT.replace("sources:", entry),
        f"{folder}/{name}": data,
    }


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **keys: object
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **keys)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG file."""
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that states and holds these dimensions."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\x00\x00\x00\x00"
    rows = zlib.compress((b"\0" + bytes(width // 8 + 1)) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
