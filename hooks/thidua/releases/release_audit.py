"""The audit that a release must pass before it is served, whether it is new or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.audit.run import LeakScope, audit_site
from thidua.mkdocs.building import settings_of
from thidua.releases.control_build import drop_false_positives
from thidua.shipped_files import theme_folder

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.diagnostics import Report
    from thidua.reading.base import Audience


class AuditFailedError(RuntimeError):
    """The audit found errors; the report says which. What is served was not touched."""

    def __init__(self, report: Report) -> None:
        super().__init__("audit")
        self.report = report


def audit_release(site: Path, config: Path, audience: Audience) -> Report:
    """What is wrong with ``site``, held against the content of ``config`` as it is today. Raises `AuditFailedError` for errors."""
    project = config.parent
    settings = settings_of(config)
    scope = LeakScope(settings.content, audience, settings.today)
    report = audit_site(
        site, scope, chrome=(project / "docs", project / "overrides", theme_folder())
    )
    report = drop_false_positives(report, site, config, scope)
    if report.has_errors:
        raise AuditFailedError(report)
    return report
