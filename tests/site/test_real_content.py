"""The real content: no mistake, nothing leaks, and the clusters it documents are where their addresses say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support import ROOT, run
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from pathlib import Path


def test_the_check_finds_nothing() -> None:
    report = check_content(ROOT / "content").report
    assert not report.has_findings, report.render("text", "en")


def test_the_audit_finds_nothing(real_site: Path) -> None:
    done = run("thidua.cli", "audit", str(real_site))
    assert done.returncode == 0, done.stdout


def test_every_cluster_has_its_page_and_data(real_site: Path) -> None:
    clusters = json.loads((real_site / "du-lieu" / "clusters.json").read_bytes())
    rows = (
        clusters
        if isinstance(clusters, list)
        else next(v for v in clusters.values() if isinstance(v, list))
    )
    assert "bca-dp-1" in {row["id"] for row in rows}
    for row in rows:
        assert (real_site / "cum" / row["id"] / "index.html").is_file()
        assert (real_site / "cum" / row["id"] / "lich.ics").is_file()
