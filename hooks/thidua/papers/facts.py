"""Papers as they are published: PDF files without what acts or tells, with the words and a picture of their pages.

What is published depends on the bytes of the original and the versions of two libraries alone, and is made once for each
original: a scan of forty pages takes a second or two.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from thidua.papers.pdf_file import PaperError

TIMEOUT = 60
"""Seconds; what takes longer was made to take long."""
_PIPELINE = "1"
_FACTS, _PDF, _PICTURE = "facts.json", "paper.pdf", "page.webp"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is known of a paper whose file is published."""

    key: str
    """A digest of the original; names what is kept and the picture."""
    size: int
    """Bytes of the published file."""
    pages: tuple[str, ...]
    """The words of each page, folded to one line; empty for a scan without a layer of text."""
    picture: tuple[int, int]
    """Width and height of the picture of the first page, in points."""
    removed: tuple[str, ...]
    """See `thidua.papers.cleaning.CleanedPdf`."""

    @property
    def picture_name(self) -> str:
        return f"{self.key}-{self.picture[0]}.webp"


def paper_facts(data: bytes, cache: Path) -> PaperFacts:
    """The facts of a paper, its files being kept in ``cache``. Raises `PaperError`, also from what is kept."""
    versions = f"{_PIPELINE} {version('pikepdf')} {version('pypdfium2')} {version('pillow')} "
    key = hashlib.sha256(versions.encode() + data).hexdigest()[:20]
    folder = cache / key
    said = _cached(folder)
    if said is None:
        said = _process(data, folder)
    if "code" in said:
        raise PaperError(said["code"], **said["params"])
    width, height = said["picture"]
    return PaperFacts(
        key, said["size"], tuple(said["pages"]), (width, height), tuple(said["removed"])
    )


def paper_file(cache: Path, facts: PaperFacts) -> Path:
    """The published file of a paper."""
    return cache / facts.key / _PDF


def picture_file(cache: Path, facts: PaperFacts) -> Path:
    """The picture of its first page."""
    return cache / facts.key / _PICTURE


def _cached(folder: Path) -> dict[str, Any] | None:
    """What is known from before; None where any of it is missing or damaged."""
    try:
        said = json.loads((folder / _FACTS).read_bytes())
        whole = "code" in said or (
            _digest(folder / _PDF) == said["pdf"] and _digest(folder / _PICTURE) == said["webp"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return said if whole else None


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _process(data: bytes, folder: Path) -> dict[str, Any]:
    """Let another process read the file, and keep what it says."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as name:
        fresh = Path(name)
        original = fresh / "original.pdf"
        original.write_bytes(data)
        said = _ask_worker(original, fresh)
        original.unlink()
        if "code" not in said:
            said["pdf"], said["webp"] = _digest(fresh / _PDF), _digest(fresh / _PICTURE)
        (fresh / _FACTS).write_bytes(json.dumps(said).encode())
        folder.mkdir(exist_ok=True)
        # The facts come last: without them nothing counts as kept.
        for part in (_PDF, _PICTURE, _FACTS):
            with suppress(FileNotFoundError):
                (fresh / part).replace(folder / part)
    return said


@dataclass(frozen=True, slots=True)
class PaperContents:
    """All that lies in a PDF."""

    texts: tuple[tuple[str, str], ...]
    """With the way each was come by: see `thidua.papers.contents`."""
    is_bare: bool
    """Whether it is, byte for byte, what we would publish of it."""
    is_book: bool
    """Whether it holds what a year book may hold: see `thidua.papers.books`."""


def paper_contents(data: bytes) -> PaperContents:
    """Everything in a PDF. Raises `PaperError` for one that cannot be looked into."""
    with tempfile.TemporaryDirectory(prefix="thidua-") as name:
        file = Path(name, "looked-into.pdf")
        file.write_bytes(data)
        said = _ask_worker(file)
    if "code" in said:
        raise PaperError(said["code"], **said["params"])
    return PaperContents(
        tuple((way, text) for way, text in said["texts"]), said["bare"], said["book"]
    )


def _ask_worker(original: Path, *folder: Path) -> dict[str, Any]:
    """What the other process says of a file. Raises `PaperError` where it says nothing.

    That is never kept: a machine that was busy or short of memory may do better the next time.
    """
    command = [sys.executable, "-m", "thidua.papers.worker", *map(str, (original, *folder))]
    try:
        done = subprocess.run(  # noqa: S603 our own interpreter and module
            command, capture_output=True, timeout=TIMEOUT, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as error:
        raise PaperError("E675") from error
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        # The library died of the file.
        raise PaperError("E670") from error
    return said


def _environment() -> dict[str, str]:
    """Ours, and where this package is: a hook of MkDocs finds it without its being installed."""
    places = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
