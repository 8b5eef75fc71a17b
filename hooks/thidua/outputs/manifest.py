"""``manifest.json``: SHA-256 and size of every file of a site, so that a copy can be proved whole."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "manifest.json"


def manifest(site: Path) -> bytes:
    """The manifest of the files below ``site``; itself is not in it."""
    text = json.dumps({"files": _entries(site)}, ensure_ascii=False, indent=0, sort_keys=True)
    return f"{text}\n".encode()


def differences(site: Path) -> list[str]:
    """Paths that are missing, added or changed against the manifest; empty when the copy is whole.

    A link or a pipe is no file of a site, whatever it leads to. Raises OSError or ValueError when there is no readable manifest.
    """
    try:
        document = json.loads((site / NAME).read_bytes())
    except RecursionError as error:
        raise ValueError(NAME) from error
    stated = document.get("files") if isinstance(document, dict) else None
    if not isinstance(stated, dict):
        raise ValueError(NAME)  # noqa: TRY004 the file is wrong, not the call
    found = _entries(site)
    odd = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_symlink() or not (path.is_file() or path.is_dir())
    }
    differing = {p for p in stated.keys() | found.keys() if stated.get(p) != found.get(p)}
    return sorted(differing | odd)


def _entries(site: Path) -> dict[str, dict[str, str | int]]:
    files = sorted(p for p in site.rglob("*") if p.is_file() and p != site / NAME)
    return {
        path.relative_to(site).as_posix(): {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "size": path.stat().st_size,
        }
        for path in files
    }
