"""What files were at another time, where a git repository holds them and git is installed.

Whose repository it is nobody knows, so git is asked for nothing that runs what a repository's settings name: trees and
objects are read, the working files are never compared by git (which would send them through filters), nothing is fetched
(protocols are off), nothing is written. A repository of somebody else is refused by git itself (``safe.directory``).
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SECONDS = 30
_LARGEST = 2_000_000
"""Bytes of a file: no larger one is read as content."""
_LARGEST_PICTURE, _AT_ONCE = 60_000_000, 100_000_000
"""Bytes of a file that is no text, and of those that are in memory together."""
_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/@^~{}+-]*")
_ENTRY = re.compile(rb"100(?:644|755) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)", re.DOTALL)
_SAFE = ("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit", "-c", "core.hooksPath=/dev/null")  # fmt: skip
_NOT_PASSED_ON = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"})
"""What a hook of git is given, relative to another folder."""


def changed_since(folder: Path, revision: str, endings: tuple[str, ...]) -> Mapping[str, bytes] | None:  # fmt: skip
    """What files below ``folder`` were at ``revision``, those that say something else now, by their path below it.

    None where nobody can tell: no git, no repository, no such revision.
    """
    if not _REVISION.fullmatch(revision):
        return None
    listed = ask_git(folder, "ls-tree", "-r", "-z", "-l", revision)
    if listed is None:
        return None
    ids = {
        name: id_
        for name, id_, _ in _entries(listed, _LARGEST)
        if name.endswith(endings) and _is_changed(folder / name, id_)
    }
    if not ids:
        return {}
    output = ask_git(folder, "cat-file", "--batch", stdin="\n".join(ids.values()).encode())
    return None if output is None else dict(zip(ids, _objects(output), strict=False))


def tree_of(folder: Path, revision: str, place: str) -> Mapping[str, str] | None:
    """The ids of the plain files below ``place`` at ``revision``, by their path below ``folder``; None where nobody can tell."""
    if not _REVISION.fullmatch(revision):
        return None
    listed = ask_git(folder, "ls-tree", "-r", "-z", "-l", revision, "--", place)
    return None if listed is None else {name: id_ for name, id_, _ in _entries(listed, sys.maxsize)}


def write_tree(folder: Path, revision: str, target: Path) -> bool:
    """Write what the files below ``folder`` were at ``revision`` below ``target``; False where nobody can tell.

    Links are left out, and names that lead elsewhere.
    """
    listed = ask_git(folder, "ls-tree", "-r", "-z", "-l", revision) if _REVISION.fullmatch(revision) else None  # fmt: skip
    if listed is None:
        return False
    target.mkdir(parents=True, exist_ok=True)
    waiting: list[tuple[str, str]] = []
    size = 0
    for name, id_, length in _entries(listed, _LARGEST_PICTURE):
        if not _leads_below(name):
            continue
        if size + length > _AT_ONCE and not _write_objects(folder, waiting, target):
            return False
        if size + length > _AT_ONCE:
            waiting, size = [], 0
        waiting.append((name, id_))
        size += length
    return _write_objects(folder, waiting, target)


def _write_objects(folder: Path, named: Sequence[tuple[str, str]], target: Path) -> bool:
    """Write files of a tree by their ids; False where not all of them are there."""
    output = ask_git(
        folder, "cat-file", "--batch", stdin="\n".join(id_ for _, id_ in named).encode()
    )
    if output is None:
        return False
    found = list(_objects(output))
    for (name, _), data in zip(named, found, strict=False):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return len(found) == len(named)


def _leads_below(name: str) -> bool:
    """Whether a path of a tree, which anybody may have made, leads nowhere else on any system."""
    parts = name.split("/")
    return not ({"", ".", ".."} & {*parts} or any(sign in name for sign in "\\:"))


def _entries(listed: bytes, largest: int) -> Iterator[tuple[str, str, int]]:
    """Plain files of a listed tree that are no larger than asked for, their ids and sizes."""
    for line in listed.split(b"\0"):
        entry = _ENTRY.fullmatch(line)
        if entry and int(entry[2]) <= largest:
            with suppress(UnicodeDecodeError):
                yield entry[3].decode(), entry[1].decode(), int(entry[2])


def _is_changed(path: Path, id_: str) -> bool:
    """Whether a file is there and says something else; line ends may be those of another system."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
        return False
    data = path.read_bytes()
    return id_ not in {blob_id(data, len(id_)), blob_id(data.replace(b"\r\n", b"\n"), len(id_))}


def blob_id(data: bytes, length: int) -> str:
    """The id git gives a file, which is one of SHA-1 unless it is longer."""
    blob = b"blob %d\0" % len(data) + data
    if length == 40:
        return hashlib.sha1(blob, usedforsecurity=False).hexdigest()
    return hashlib.sha256(blob).hexdigest()


def _objects(output: bytes) -> Iterator[bytes]:
    """The contents in an answer of ``git cat-file --batch``, up to the first that is missing."""
    at = 0
    while at < len(output):
        head, _, _ = output[at:].partition(b"\n")
        kind = head.split()[1:]
        if len(kind) != 2 or kind[0] != b"blob":
            return
        begin = at + len(head) + 1
        yield output[begin : begin + int(kind[1])]
        at = begin + int(kind[1]) + 1


def ask_git(
    folder: Path, *args: str, stdin: bytes = b"", variables: Mapping[str, str] | None = None
) -> bytes | None:
    """The answer of git about ``folder``; None where it gives none.

    Whoever asks names commands that run nothing and fetch nothing: no hook, filter or helper of a repository is ever called.
    """
    program = shutil.which("git")
    # On Windows a program is looked for in the current folder first, which may be the content's.
    if program is None or Path(program).resolve().is_relative_to(folder.resolve().parent):
        return None
    try:
        done = subprocess.run(  # noqa: S603 a program of the system; fixed arguments and a revision without a dash before it
            [program, "-C", str(folder), *_SAFE, *args],
            input=stdin, capture_output=True, check=False, timeout=_SECONDS,
            env={**dict(_environment(os.environ.items())), **(variables or {})},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _environment(given: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name, value in given if name not in _NOT_PASSED_ON)
    yield "GIT_OPTIONAL_LOCKS", "0"
    yield "GIT_NO_LAZY_FETCH", "1"
    yield "GIT_ALLOW_PROTOCOL", ""
    yield "GIT_TERMINAL_PROMPT", "0"
