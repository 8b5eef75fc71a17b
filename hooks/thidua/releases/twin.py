"""Whether what the audit takes for a leak is one: the site is built once more from content in which it was never written.

Public texts may by chance say the words of a hidden one, side by side on a page or in a search index. What stands in the
same bytes in a site that never knew the hidden text, the site does not have from it; that is no guess but a proof.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.mkdocs.building import BuildError, build_site
from thidua.outputs.audit.run import stated_address
from thidua.outputs.audit.secrets import knowledge
from thidua.reading.library import read_library
from thidua.releases.fingerprint import fingerprint

if TYPE_CHECKING:
    from thidua.diagnostics import Diagnostic, Report
    from thidua.outputs.audit.run import Secrecy

LEAK = "E830"


def without_chance(report: Report, site: Path, config: Path, secrecy: Secrecy) -> Report:
    """The audit's report of ``site``, a build of ``config`` with or without `fingerprint`, without leaks that are none.

    Only texts of files that are hidden whole can be cleared: entries of registers, fields kept back and comments of files that
    are shown stay in the twin. Where the twin cannot be built, or the site was not built from this content, nothing is cleared.
    """
    suspected = [item for item in report if item.code == LEAK]
    if not suspected:
        return report
    project = secrecy.content.parent
    library = read_library(secrecy.content, project)
    hidden = frozenset(knowledge(library, project, secrecy.audience, secrecy.today).files)
    places = {item.path for item in suspected if _source(item) in hidden}
    same = _same_without(hidden, places, site, config, secrecy) if places else set()
    return report.revised(
        lambda item: (
            None if item.code == LEAK and item.path in same and _source(item) in hidden else item
        )
    )


def _source(item: Diagnostic) -> str:
    """The file whose text a leak is of."""
    return dict(item.params).get("file", "")


def _same_without(
    hidden: frozenset[str], places: set[str], site: Path, config: Path, secrecy: Secrecy
) -> set[str]:
    """Those of ``places`` that are the same bytes in a site built without the ``hidden`` files."""
    with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
        twin = Path(folder) / "site"
        try:
            build_site(
                config,
                twin,
                audience=secrecy.audience,
                site_url=stated_address(site),
                content=_copy(secrecy.content, hidden, Path(folder)),
                today=secrecy.today,
            )
        except BuildError:
            return set()
        same = {place for place in places if _is_same(twin / place, site / place)}
        fingerprint(twin)
        return same | {place for place in places if _is_same(twin / place, site / place)}


def _is_same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()


def _copy(content: Path, hidden: frozenset[str], folder: Path) -> Path:
    """The content folder, without the hidden files, under its own name: pages tell the paths of their sources."""
    gone = {content.parent / path for path in hidden}
    return Path(
        shutil.copytree(
            content,
            folder / content.name,
            ignore=lambda place, names: {n for n in names if Path(place, n) in gone},
            copy_function=_link,
        )
    )


def _link(source: str, target: str) -> str:
    """A hard link, where one is possible: photographs are many and large."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target
