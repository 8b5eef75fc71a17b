"""Marks of what was withdrawn: ``<store>/gone/<path>.gone``, an empty file for each file that was public.

Servers look for the mark of what they are asked for and answer 410 where it is (`thidua.hosting`), so a withdrawal needs no
reload. The ending keeps a file and a folder of one name apart, and a folder of marks from being taken for a mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.hosting import policy
from thidua.outputs.manifest import names_below
from thidua.releases.precompress import PACKED
from thidua.releases.store import flush_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER = "gone"
ENDING = ".gone"


def public_files(site: Path) -> set[str]:
    """Paths of a release that readers may have asked for: neither copies servers pick themselves, nor code of pages still open."""
    return {
        path
        for path in names_below(site)[0]
        if not path.endswith(PACKED) and not re.search(policy.CODE, f"/{path}")
    }


def address(path: str) -> str:
    """The address of a file of a site, below its sub-path: that of its folder for a page."""
    return f"/{path.removesuffix('index.html') if f'/{path}'.endswith('/index.html') else path}"


def marked(store: Path) -> set[str]:
    """The paths that were withdrawn and not published again."""
    folder = store / FOLDER
    return {
        path.relative_to(folder).as_posix().removesuffix(ENDING)
        for path in folder.rglob(f"*{ENDING}")
        if path.is_file()
    }


def mark(store: Path, paths: Iterable[str]) -> None:
    """Have servers answer 410 for these paths, from now on and after the power failed."""
    folders = {store}
    for path in paths:
        file = store / FOLDER / f"{path}{ENDING}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        folders.update(folder for folder in file.parents if folder.is_relative_to(store))
    for folder in folders:
        flush_folder(folder)


def unmark(store: Path, site: Path) -> None:
    """Forget the marks of what ``site`` publishes again."""
    for path in marked(store):
        if (site / path).is_file():
            (store / FOLDER / f"{path}{ENDING}").unlink()
