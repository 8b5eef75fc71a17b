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


def test_it_has_all_shapes_of_the_domain() -> None:
    """Youth and women's clusters, clusters without a number, a renumbered one, a year nobody tells: they all hold."""
    site = check_content(ROOT / "content").site
    assert site is not None
    assert len(site.events) >= 70
    clusters = {id_: entry.record for id_, entry in site.clusters.items()}
    organisations = {cluster.organisation or "main" for cluster in clusters.values()}
    assert organisations >= {"main", "youth", "women"}
    assert clusters["lhpn-5-thanh-pho"].number is None
    oldest = clusters["bca-dp-2"].terms[0]
    assert (clusters["bca-dp-2"].number, oldest.term, oldest.number) == (2, "2011", 3)
    founding = clusters["bca-bo-9"].founding
    assert founding is not None
    assert str(founding.date) == "2018-10-04"
    # Before and after October 2018: two series of the ministry's block, not one.
    assert {clusters[id_].number for id_ in ("bca-bo-1", "bca-bo-cu-1")} == {1}


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
