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
    files = sorted(p for p in site.rglob("*") if p.is_file() and p != site / NAME)
    entries = {
        path.relative_to(site).as_posix(): {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "size": path.stat().st_size,
        }
        for path in files
    }
    return (
        json.dumps({"files": entries}, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    ).encode()


def differences(site: Path) -> list[str]:
    """Paths that are missing, added or changed against the manifest; empty when the copy is whole.

    Raises OSError or ValueError when there is no readable manifest.
    """
    stated = json.loads((site / NAME).read_bytes())["files"]
    found = json.loads(manifest(site))["files"]
    return sorted(
        path for path in stated.keys() | found.keys() if stated.get(path) != found.get(path)
    )
