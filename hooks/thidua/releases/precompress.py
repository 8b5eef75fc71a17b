"""gzip and brotli copies beside the files of a site, for servers that hand them out as they lie there.

Made last, from final bytes, the same on every run, and unpacked again before anybody relies on them:
a server sends a stale copy as gladly as a right one.
"""

from __future__ import annotations

import gzip
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]

from thidua import progress
from thidua.audit import decoded_text
from thidua.outputs.manifest import NAME as MANIFEST
from thidua.outputs.manifest import entry, names_below
from thidua.store.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thidua.outputs.manifest import Entry
    from thidua.releases.earlier import EarlierFiles
    from thidua.store.database import Store

ENDINGS = (
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".xml",
    ".svg",
    ".ics",
    ".csv",
    ".sqlite3",
    ".txt",
    ".webmanifest",
)
SMALLEST = 256
"""Below this a copy saves less than its own header lines cost."""
PACKED = (".gz", ".br")


GZIP_LEVEL, BROTLI_QUALITY = 9, 8
"""Measured on our pages (docs/dev/publishing.md): brotli 11 costs a hundred times as much for a tenth of the bytes."""
COMPRESSORS = f"brotli {brotli.__version__} {BROTLI_QUALITY}, zlib {zlib.ZLIB_RUNTIME_VERSION} {GZIP_LEVEL}"  # fmt: skip
"""What made the copies of a release: others make other bytes of the same text."""


class PrecompressError(ValueError):
    """A copy does not unpack to its original; names the file."""


def precompress(
    site: Path, entries: dict[str, Entry] | None = None, before: EarlierFiles | None = None
) -> int:
    """Write ``.gz`` and ``.br`` beside every text of ``site``; gives the number of copies, and their ``entries``.

    A text that stood in ``before`` has its copies from there, for `verify` to prove. The manifest is left out: it
    states the copies' hashes, so it cannot have a copy of its own.
    """
    known = {} if entries is None else entries
    texts = []
    for name in names_below(site)[0]:
        if name.endswith(PACKED):
            (site / name).unlink()
            known.pop(name, None)
        elif name.endswith(ENDINGS) and name != MANIFEST:
            texts.append(name)
    progress.begin("copies", len(texts))
    kept = before if before and before.is_packed_alike else None
    made: dict[str, Entry] = {}
    # Both libraries let go of the interpreter while they work.
    with ThreadPoolExecutor() as pool:
        for copies in pool.map(lambda name: _copies(site, name, known.get(name), kept), texts):
            progress.step()
            made |= copies
    known |= made
    return len(made)


def _copies(
    site: Path, name: str, text: Entry | None, before: EarlierFiles | None
) -> dict[str, Entry]:
    """Write the copies of a text; gives their entries."""
    copies = [f"{name}{ending}" for ending in PACKED]
    if before and before.has(name, text) and before.entries.keys() >= {*copies}:
        for copy in copies:
            before.take(copy, site / copy)
        return {copy: before.entries[copy] for copy in copies}
    data = (site / name).read_bytes()
    if len(data) < SMALLEST:
        return {}
    packed = {
        ".gz": gzip.compress(data, GZIP_LEVEL, mtime=0),
        ".br": brotli.compress(data, quality=BROTLI_QUALITY),
    }
    made = {f"{name}{end}": content for end, content in packed.items() if len(content) < len(data)}
    for copy, content in made.items():
        (site / copy).write_bytes(content)
    return {copy: entry(content) for copy, content in made.items()}


def verify(
    site: Path, entries: Mapping[str, Entry] | None = None, store: Store | None = None
) -> None:
    """Unpack every copy again. Raises `PrecompressError` for the first that is none.

    ``entries`` are those of all files as they were just read or written. What ``store`` knows to have unpacked to the same
    text before is not unpacked: it lies where a release is not, so whoever can change a release cannot speak for it.
    """
    copies = [name for name in names_below(site)[0] if name.endswith(PACKED)]
    keys = {name: _pair(name, entries) for name in copies} if entries and store else {}
    known = store.get_all("copy", keys.values()) if store else {}
    left = [name for name in copies if keys.get(name) not in known]
    with ThreadPoolExecutor() as pool:
        for name, is_copy in zip(
            left, pool.map(_is_copy, [site / name for name in left]), strict=True
        ):
            if not is_copy:
                raise PrecompressError(name)
            if store and name in keys:
                store.put("copy", keys[name], b"")


def _pair(copy: str, entries: Mapping[str, Entry]) -> bytes:
    text = copy.rpartition(".")[0]
    return key_of([str(entries[name]["sha256"]) for name in (text, copy)])


def _is_copy(path: Path) -> bool:
    """Whether a file unpacks to the one it lies beside."""
    try:
        return (
            decoded_text.unpack(path.name, path.read_bytes()) == path.with_suffix("").read_bytes()
        )
    except decoded_text.OpaqueError:
        return False
