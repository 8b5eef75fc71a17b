"""A draft may by chance use words that public texts put side by side; what really leaks is never taken for chance."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from support import TODAY
from thidua.audit.run import LeakScope, audit_site
from thidua.mkdocs.building import build_site
from thidua.outputs import manifest
from thidua.releases import control_build
from thidua.releases.fingerprint import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.diagnostics import Report

# “… chủ trì hội nghị.” ends a public text, and its page goes on: “Nguồn: Sơ kết sáu tháng”.
DRAFT = """---
title: Hội nghị nguồn sơ kết sáu tháng
date: 2024-10-02
kinds: [hoi-thao]
clusters: [vd-1]
audience: public
status: draft
summary: Chưa viết xong.
sources:
  - title: Ghi chép
---

Chưa viết xong.
"""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_TODAY", TODAY)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("DISABLE_MKDOCS_2_WARNING", "true")


def _audited(config: Path, site: Path) -> tuple[Report, Report]:
    """What the audit finds, and what of that is left."""
    build_site(config, site, audience="public")
    fingerprint(site)
    (site / manifest.NAME).write_bytes(manifest.manifest(site))
    scope = LeakScope(config.parent / "content", "public", dt.date.fromisoformat(TODAY))
    project = config.parent
    found = audit_site(site, scope, chrome=(project / "docs", project / "overrides"))
    return found, control_build.drop_false_positives(found, site, config, scope)


def test_words_met_by_chance_are_no_leak(fixture_copy: Path, tmp_path: Path) -> None:
    draft = fixture_copy.parent / "content" / "events" / "2024" / "2024-10-02-hoi-nghi-nguon.md"
    draft.write_text(DRAFT, "utf-8")
    found, left = _audited(fixture_copy, tmp_path / "site")
    assert {item.code for item in found if item.severity == "error"} == {control_build.LEAK}
    assert not left.has_errors


def test_what_leaks_stays_one(
    fixture_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin is built by the same broken projection, but has nothing to show: no file with a leak is cleared of all of them."""
    monkeypatch.setattr("thidua.campaign.audience.may_see", lambda record, audience: True)
    monkeypatch.setattr("thidua.campaign.audience.is_published", lambda event, today: True)
    found, left = _audited(fixture_copy, tmp_path / "site")
    places = {item.path for item in found if item.code == control_build.LEAK}
    assert len(places) > 20
    assert {item.path for item in left if item.code == control_build.LEAK} == places
