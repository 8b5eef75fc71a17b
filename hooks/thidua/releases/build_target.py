"""Where commands may put what they make: never among what they read, nor in the place of anything but an earlier site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.outputs import manifest

if TYPE_CHECKING:
    from pathlib import Path

_ZIP = (b"PK\3\4", b"PK\5\6")
_SOURCES = ("docs", "hooks", "overrides")
"""Folders beside ``mkdocs.yml`` that a build reads."""


def is_among_sources(target: Path, *, content: Path, home: Path) -> bool:
    """Whether ``target`` lies among the files a build reads, is one of them, or lies in a store of releases."""
    if any(target.is_relative_to(f) for f in (content, *(home / name for name in _SOURCES))):
        return True
    if target == home / "mkdocs.yml":
        return True
    return any(
        folder.name == "releases" and (folder.parent / "audience.txt").is_file()
        for folder in (target, *target.parents)
    )


def is_replaceable(target: Path, *, content: Path, home: Path, offline: bool = False) -> bool:
    """Whether ``target`` is free, or a site, or a zip where one is made.

    A slip of the hand in ``--out`` must not cost the folder of the content, a home or a file of the system. Nor is
    anything built inside the folders that a build reads, or into a store of releases.
    """
    if is_among_sources(target, content=content, home=home):
        return False
    if not target.exists():
        return True
    if offline:
        return target.is_file() and _begins_as_zip(target)
    if not target.is_dir():
        return False
    names = {path.name for path in target.iterdir()}
    return not names or not names.isdisjoint({"index.html", manifest.NAME})


def _begins_as_zip(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) in {*_ZIP, b""}
