"""gzip and brotli copies beside the files of a site, for servers that hand them out as they lie there.

Made last, from final bytes, the same on every run, and unpacked again before anybody relies on them:
a server sends a stale copy as gladly as a right one.
"""

from __future__ import annotations

import gzip
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from thidua.outputs.manifest import NAME as MANIFEST

ENDINGS = frozenset(
    {
        ".html",
        ".css",
        ".js",
        ".mjs",
        ".json",
        ".xml",
        ".svg",
        ".ics",
        ".csv",
        ".txt",
        ".webmanifest",
    }
)
SMALLEST = 256
"""Below this a copy saves less than its own header lines cost."""
PACKED = (".gz", ".br")


class PrecompressError(ValueError):
    """A copy does not unpack to its original; names the file."""


def precompress(site: Path) -> int:
    """Write ``.gz`` and ``.br`` beside every text of ``site``; gives the number of copies.

    The manifest is left out: it states the copies' hashes, so it cannot have a copy of its own.
    """
    for stale in [p for p in site.rglob("*") if p.suffix in PACKED and p.is_file()]:
        stale.unlink()
    texts = [
        path
        for path in sorted(site.rglob("*"))
        if path.suffix in ENDINGS and path.is_file() and path != site / MANIFEST
    ]
    # Both libraries let go of the interpreter while they work.
    with ThreadPoolExecutor() as pool:
        return sum(pool.map(_copies, texts))


def _copies(path: Path) -> int:
    data = path.read_bytes()
    if len(data) < SMALLEST:
        return 0
    packed = {".gz": gzip.compress(data, 9, mtime=0), ".br": brotli.compress(data, quality=11)}
    written = 0
    for ending, content in packed.items():
        if len(content) < len(data):
            Path(f"{path}{ending}").write_bytes(content)
            written += 1
    return written


def verify(site: Path) -> None:
    """Unpack every copy again. Raises `PrecompressError`."""
    for path in sorted(site.rglob("*")):
        if path.suffix in PACKED and path.is_file():
            data = path.read_bytes()
            try:
                inner = gzip.decompress(data) if path.suffix == ".gz" else brotli.decompress(data)
            except (OSError, EOFError, zlib.error, brotli.error) as error:
                raise PrecompressError(path.relative_to(site).as_posix()) from error
            if inner != path.with_suffix("").read_bytes():
                raise PrecompressError(path.relative_to(site).as_posix())
