"""The control build: false positives of the leak audit, found by building without the hidden files."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from thidua import progress
from thidua.audit.run import stated_address
from thidua.audit.visibility_index import build_visibility_index
from thidua.mkdocs.building import BuildError, build_site
from thidua.reading.library import read_library
from thidua.releases.fingerprint import fingerprint

if TYPE_CHECKING:
    from thidua.audit.run import LeakScope
    from thidua.diagnostics import Diagnostic, Report

LEAK = "E830"


def drop_false_positives(report: Report, site: Path, config: Path, scope: LeakScope) -> Report:
    """The audit's report of ``site``, a build of ``config`` with or without `fingerprint`, without leaks that are none.

    Only texts of files that are hidden whole can be cleared: entries of registers, fields kept back and comments of files that
    are shown stay in the control build. Where it cannot be built, or the site was not built from this content, nothing is cleared.
    """
    suspected = [item for item in report if item.code == LEAK]
    if not suspected:
        return report
    project = scope.content.parent
    library = read_library(scope.content, project)
    hidden = frozenset(build_visibility_index(library, project, scope.audience, scope.today).files)
    places = {item.path for item in suspected if _leak_source(item) in hidden}
    same = _unchanged_in_control(hidden, places, site, config, scope) if places else set()
    return report.revised(
        lambda item: (
            None
            if item.code == LEAK and item.path in same and _leak_source(item) in hidden
            else item
        )
    )


def _leak_source(item: Diagnostic) -> str:
    """The file whose text a leak is of."""
    return str(dict(item.params).get("file", ""))


def _unchanged_in_control(
    hidden: frozenset[str], places: set[str], site: Path, config: Path, scope: LeakScope
) -> set[str]:
    """Those of ``places`` that are the same bytes in a site built without the ``hidden`` files."""
    with progress.as_one("control"), tempfile.TemporaryDirectory(prefix="thidua-") as folder:
        control = Path(folder) / "site"
        try:
            build_site(
                config,
                control,
                audience=scope.audience,
                site_url=stated_address(site),
                content=_copy_content(scope.content, hidden, Path(folder)),
                today=scope.today,
            )
        except BuildError:
            return set()
        same = {place for place in places if _is_same(control / place, site / place)}
        fingerprint(control)
        return same | {place for place in places if _is_same(control / place, site / place)}


def _is_same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()


def _copy_content(content: Path, hidden: frozenset[str], folder: Path) -> Path:
    """The content folder, without the hidden files, under its own name: pages tell the paths of their sources."""
    gone = {content.parent / path for path in hidden}
    return Path(
        shutil.copytree(
            content,
            folder / content.name,
            ignore=lambda place, names: {n for n in names if Path(place, n) in gone},
            copy_function=_link_or_copy,
        )
    )


def _link_or_copy(source: str, target: str) -> str:
    """A hard link, where one is possible: photographs are many and large."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target
