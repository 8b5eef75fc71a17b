"""Which terms and events concern a unit: its own places, or those it inherits until it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support import BASE, CLUSTER, write_tree
from thidua.campaign.link import link
from thidua.campaign.terms import participations
from thidua.campaign.unit_events import concerns_of_units
from thidua.reading.library import read_library

if TYPE_CHECKING:
    from pathlib import Path

OLD = "members: [ca-mau, {unit: ca-cu, to: 2023-06-30}]"
BOTH = "members: [ca-mau, ca-thi-du]"


def concerns(folder: Path, cluster: str) -> dict[str, list[str]]:
    content = write_tree(folder, {**BASE, "clusters/vd-1/cluster.yml": cluster})
    site = link(read_library(content))
    return {
        unit: [str(key) for key in terms]
        for unit, terms, _ in concerns_of_units(site, participations(site))
    }


def test_a_unit_merged_of_others_takes_over_what_concerned_them(tmp_path: Path) -> None:
    assert concerns(tmp_path, CLUSTER.replace(BOTH, OLD, 1)) == {
        "ca-mau": ["vd-1@2023", "vd-1@2024"],
        "ca-thi-du": ["vd-1@2024"],
        "ca-cu": ["vd-1@2023"],
        "ca-moi": ["vd-1@2023"],
    }


def test_a_unit_with_a_place_of_its_own_inherits_none(tmp_path: Path) -> None:
    cluster = CLUSTER.replace(BOTH, OLD, 1).replace(BOTH, "members: [ca-mau, ca-moi]")
    assert concerns(tmp_path, cluster) == {
        "ca-mau": ["vd-1@2023", "vd-1@2024"],
        "ca-cu": ["vd-1@2023"],
        "ca-moi": ["vd-1@2024"],
    }
