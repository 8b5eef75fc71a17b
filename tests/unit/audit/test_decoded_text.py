"""Pictures and archives made to cost memory or to hide a text from the audit: refused within bounds, or read whole."""

from __future__ import annotations

import gzip
import io
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest
from PIL import Image

from thidua.audit import decoded_text
from thidua.audit.decoded_text import OpaqueError, decode_texts, metadata_blocks
from thidua.audit.run import audit_site
from thidua.outputs import manifest

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "điều kín"
SECONDS = 5
"""None took more than one and a half on a busy machine of two cores."""


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG")
    plain = out.getvalue()
    extra = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return plain[:33] + extra + plain[33:]


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG")
    plain = out.getvalue()
    return plain[:2] + b"".join(b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data for mark, data in segments) + plain[2:]  # fmt: skip


def exif(entries: int) -> bytes:
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", entries) + b"".join(
        struct.pack("<HHII", 0x9000 + n, 2, 60_000, 8) for n in range(entries)
    ) + b"\0\0\0\0"  # fmt: skip


def packed(text: str | bytes) -> bytes:
    return zlib.compress(text.encode() if isinstance(text, str) else text, 9)


@pytest.mark.parametrize(
    "data",
    [
        png((b"zTXt", b"a\0\0" + packed(SECRET)), (b"zTXt", b"a\0\0" + packed("lành"))),
        png((b"iTXt", b"a\0\1\0vi\0\0" + packed(SECRET)), (b"iTXt", b"a\0\1\0vi\0\0" + packed("lành"))),
        png((b"iCCP", b"a\0\0" + packed(SECRET))),
        png((b"tEXt", b"a\0" + SECRET.encode()), (b"tEXt", b"a\0lanh")),
        jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET.encode()), (0xE1, exif(0))),
        jpeg((0xFE, SECRET.encode()), (0xFE, b"lanh")),
    ],
    ids=range(6),
)  # fmt: skip
def test_a_text_behind_another_of_its_name_is_read(data: bytes) -> None:
    assert any(SECRET in found.text for found in decode_texts("a.png", data))


@pytest.mark.parametrize(
    "data",
    [
        png(*((b"tEXt", b"k%d\0x%d" % (n, n)) for n in range(100_000))),
        png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b"<x>" * 700_000)),
        png((b"eXIf", exif(3000)[6:])),
        jpeg((0xE1, exif(3000))),
        jpeg(*((0xE2, b"x" * 10) for _ in range(100_000))),
        jpeg(*((0xFE, b"QUJDREVGR0hJSktMTU5P " * 200) for _ in range(500))),
        jpeg((0xE1, b"Exif\0\0II*\0\x08\0\0\0\1\0" + struct.pack("<HHII", 0x8769, 4, 1, 8) + b"\0\0\0\0")),
    ],
    ids=range(7),
)  # fmt: skip
def test_floods_of_metadata_cost_seconds(data: bytes) -> None:
    began = time.process_time()
    assert metadata_blocks(data) or data[:2] == b"\xff\xd8"
    assert sum(len(found.text) for found in decode_texts("a.jpg", data)) > 0
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", png((b"zTXt", b"k\0\0" + packed(bytes(80_000_000))))),
        ("a.png", png((b"iTXt", b"k\0\1\0\0\0" + packed(bytes(80_000_000))))),
        ("a.png", png((b"iCCP", b"k\0\0" + packed(bytes(80_000_000))))),
        ("a.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\xff"),
        ("a.txt.br", brotli.compress(b"a" * 1000)[:-3]),
    ],
    ids=range(5),
)
def test_what_cannot_be_looked_into_is_said_to_be_so(name: str, data: bytes) -> None:
    with pytest.raises(OpaqueError):
        list(decode_texts(name, data))


def _zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_the_limit_is_of_all_that_is_nested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoded_text, "MAX_UNPACKED", 10_000)
    list(decode_texts("a.gz", gzip.compress(bytes(10_000))))
    list(decode_texts("a.br", brotli.compress(bytes(10_000))))
    small = gzip.compress(bytes(6000))
    list(decode_texts("a.zip", _zip(a=small)))
    for name, data in (
        ("a.gz", gzip.compress(bytes(10_001))),
        ("a.br", brotli.compress(bytes(10_001))),
        ("a.zip", _zip(a=small, b=small)),
        ("a.gz", gzip.compress(gzip.compress(bytes(9_990)) + bytes(9_900))),
    ):
        with pytest.raises(OpaqueError):
            list(decode_texts(name, data))


_BOMBS = """
import gzip, io, resource, sys
import brotli
from thidua.audit import decoded_text
decoded_text.MAX_UNPACKED = 1_000_000
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name in sys.argv[1:]:
    try:
        decoded_text.unpack(name, open(name, "rb").read())
    except decoded_text.OpaqueError:
        continue
    sys.exit(name)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_bomb_is_never_unpacked_whole(tmp_path: Path) -> None:
    """A hundred megabytes in ten kilobytes: memory grows by what is allowed, not by what there is."""
    files = {"a.txt.gz": gzip.compress(bytes(100 << 20), 6), "a.txt.br": brotli.compress(bytes(100 << 20), quality=1)}  # fmt: skip
    paths = []
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        paths.append(str(path))
    done = subprocess.run([sys.executable, "-c", _BOMBS, *paths], capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 60_000


def test_a_flood_of_names_is_told_in_a_line(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "anh").mkdir(parents=True)
    texts = [(b"tEXt", b"k%04d" % n + b"x" * 70 + b"\0x") for n in range(5000)]
    (site / "anh" / "a.png").write_bytes(png(*texts))
    (site / "manifest.json").write_bytes(manifest.manifest(site))
    (told,) = [item for item in audit_site(site) if item.code == "E822"]
    assert len(told.message("vi")) < 400
