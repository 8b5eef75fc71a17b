"""Every rule on a content folder: what check, build, drafts and ``serve`` call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.link import link
from thidua.checks import events, photos, prose, redirects, visibility
from thidua.checks import pledges as pledge_checks
from thidua.checks.refinement import refine_report
from thidua.reading.library import read_library

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.diagnostics import Report


@dataclass(frozen=True, slots=True)
class CheckedContent:
    """The complete site, not yet projected for an audience, and everything there is to say of it."""

    site: Site
    report: Report
    files: frozenset[str]


def check_content(content: Path, project: Path | None = None) -> CheckedContent:
    """Read and check ``content``; paths in the report are relative to ``project`` (its parent).

    The site is fit to be published only when ``report.has_errors`` is false.
    """
    project = project or content.parent
    library = read_library(content, project)
    linked = link(library)
    report = library.report
    report.add(linked.diagnostics)
    report.add(events.check_all(library, linked.site))
    report.add(visibility.check(library, linked.site))
    report.add(photos.check(library, project))
    report.add(prose.check(library, linked.site))
    report.add(pledge_checks.check(library, linked.site))
    report.add(redirects.check(library, linked.site))
    return CheckedContent(linked.site, refine_report(report, library), library.files)
