"""The one runner: every rule of the content, in one call.

``thidua check``, every build, ``serve``, drafts of ``new`` and ``import``: whoever asks whether content is
sound asks `run`, so that nothing accepts what another refuses.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua import collector, progress
from thidua.campaign.link import link
from thidua.checks import (
    chronology,
    clusters,
    codes,
    document_rules,
    event_rules,
    links,
    papers,
    photos,
    pledges,
    redirects,
    repeats,
    scores,
    units,
    visibility,
)
from thidua.checks.refinement import refine_report
from thidua.diagnostics import Report
from thidua.reading.library import read_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Library
    from thidua.store.database import Store

RULES: tuple[Callable[[Library, Site], Iterator[Diagnostic]], ...] = (
    links.check,
    event_rules.check,
    chronology.check,
    clusters.check,
    codes.check,
    units.check,
    pledges.check,
    scores.check,
    visibility.check,
    document_rules.check,
    papers.check,
    photos.check,
    redirects.check,
    repeats.check,
)
"""Every rule that needs more than one file. Their order is no part of the result: a report is sorted."""


@dataclass(frozen=True, slots=True)
class CheckedContent:
    """A content folder with everything there is to say of it."""

    site: Site
    """Complete, not yet projected for an audience; fit to be published only when the report has no error."""
    report: Report
    files: frozenset[str]
    """Every file below the content folder, relative to the project."""


def run(library: Library, site: Site | None = None) -> Report:
    """What reading and every rule found in a library; ``site`` is the library linked, where it is at hand."""
    site = site or link(library)
    report = Report()
    report.add(library.report)
    for check in RULES:
        report.add(check(library, site))
    return refine_report(report, library)


def check_content(
    content: Path,
    project: Path | None = None,
    written_pages: Mapping[str, Path] | None = None,
    today: dt.date = dt.date.max,
    store: Store | None = None,
) -> CheckedContent:
    """Read, link and check ``content``; paths in the report are relative to ``project`` (its parent).

    ``written_pages`` are the addresses of hand-written pages and their files (`thidua.mkdocs.settings.written_files`);
    without them, links to such pages are taken on trust. ``today`` is the day by which events wait for theirs; without it all of them are out.
    ``store`` keeps what was found in files that stay the same.
    """
    progress.begin("read")
    with collector.paused():
        library = read_library(content, project, written_pages, today, store)
        progress.begin("check", len(library.files))
        site = link(library)
        return CheckedContent(site, run(library, site), library.files)
