"""One call that reads, links and checks a content folder: what ``thidua check`` and every build begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import checks, hidden, media, prose, redirects
from thidua.campaign.hindsight import in_hindsight
from thidua.campaign.link import link
from thidua.pledges import checks as pledge_checks
from thidua.reading.library import read_library

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.diagnostics import Report


@dataclass(frozen=True, slots=True)
class Checked:
    """The complete site, not yet projected for an audience, and everything there is to say of it."""

    site: Site
    report: Report
    files: frozenset[str]


def check_content(content: Path, project: Path | None = None) -> Checked:
    """Read and check ``content``; paths in the report are relative to ``project`` (its parent).

    The site is fit to be published only when ``report.has_errors`` is false.
    """
    project = project or content.parent
    library = read_library(content, project)
    linked = link(library)
    report = library.report
    report.add(linked.diagnostics)
    report.add(checks.check(library, linked.site))
    report.add(hidden.check(library, linked.site))
    report.add(media.check(library, project))
    report.add(prose.check(library, linked.site))
    report.add(pledge_checks.check(library, linked.site))
    report.add(redirects.check(library, linked.site))
    return Checked(linked.site, in_hindsight(report, library), library.files)
