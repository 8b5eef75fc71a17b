"""``manifest.json``: SHA-256 and size of every file of a site, so that a copy can be proved whole."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "manifest.json"
SIGNATURE = "manifest.json.sig"
"""The signature of the manifest, made after it and so not in it (`thidua.releases.signing`)."""
_MOST_OF_A_SIGNATURE = 16_000
_ARMOUR = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/=]{1,76}\n)+)-----END SSH SIGNATURE-----\n?"
)


Entry: TypeAlias = "dict[str, str | int]"
"""``sha256`` and ``size`` of a file."""


def entry(data: bytes) -> Entry:
    """The entry of a file with these bytes."""
    return {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def entries(site: Path) -> dict[str, Entry]:
    """The entries of the files below ``site``, read now; the manifest and its signature have none."""
    files, _ = names_below(site)
    return {name: entry(_read(f"{site}/{name}")) for name in files if name not in {NAME, SIGNATURE}}


def _read(file: str) -> bytes:
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 a third of the time of a `Path`, for each file of a release
        return opened.readall()


def names_below(site: Path) -> tuple[list[str], list[str]]:
    """The files below ``site`` by name, and what is none: links, whatever they lead to, pipes and the like.

    A release has twenty thousand, and is gone through half a dozen times while one is published; `Path.rglob` with the
    questions that belong to it takes five times as long.
    """
    files: list[str] = []
    odd: list[str] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError), os.scandir(f"{site}/{below}") as found:  # fmt: skip
            for one in found:
                if one.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{one.name}/")
                else:
                    is_file = one.is_file(follow_symlinks=False)
                    (files if is_file else odd).append(f"{below}{one.name}")
    return sorted(files), sorted(odd)


def stated(site: Path) -> dict[str, Entry]:
    """The entries that the manifest of ``site`` states. Raises OSError or ValueError when there is no readable one."""
    try:
        document = json.loads((site / NAME).read_bytes())
    except RecursionError as error:
        raise ValueError(NAME) from error
    files = document.get("files") if isinstance(document, dict) else None
    if not isinstance(files, dict):
        raise ValueError(NAME)  # noqa: TRY004 the file is wrong, not the call
    return files


def manifest(site: Path, found: Mapping[str, Entry] | None = None) -> bytes:
    """The manifest of the files below ``site``; itself and its signature are not in it.

    ``found`` are the entries, by who has just read or written every file.
    """
    files = entries(site) if found is None else {**found}
    for own in (NAME, SIGNATURE):
        files.pop(own, None)
    text = json.dumps({"files": files}, ensure_ascii=False, indent=0, sort_keys=True)
    return f"{text}\n".encode()


def differences(site: Path, found: Mapping[str, Entry] | None = None) -> list[str]:
    """Paths that are missing, added or changed against the manifest; empty when the copy is whole.

    ``found`` are the entries of all files, by who has just read them.

    A link or a pipe is no file of a site, whatever it leads to; nor is what only bears the name of a signature. Raises OSError or ValueError when there is no readable manifest.
    """
    wanted = stated(site)
    files = {
        path: one
        for path, one in (entries(site) if found is None else found).items()
        if path not in {NAME, SIGNATURE}
    }
    odd = {*names_below(site)[1]}
    if (site / SIGNATURE).is_file() and not _is_signature((site / SIGNATURE).read_bytes()):
        odd.add(SIGNATURE)
    differing = {p for p in wanted.keys() | files.keys() if wanted.get(p) != files.get(p)}
    return sorted(differing | odd)


def _is_signature(data: bytes) -> bool:
    """Whether a file has the form of a signature, by whomever: anything else would be a file nobody answers for."""
    armour = _ARMOUR.fullmatch(data) if len(data) <= _MOST_OF_A_SIGNATURE else None
    try:
        return armour is not None and base64.b64decode(armour[1]).startswith(b"SSHSIG")
    except binascii.Error:
        return False
