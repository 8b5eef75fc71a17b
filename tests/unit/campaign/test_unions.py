"""Unions that follow from their unit, without a record of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shapes import LOCAL, UNITS, checked, cluster, event
from thidua.dates import PartialDate
from thidua.views.all import pages
from thidua.views.shared.page import Context
from thidua.views.units import UnitPage

if TYPE_CHECKING:
    from pathlib import Path

YOUTH = dict([
    cluster("tre", f"{LOCAL}\nnumber: 4\norganisation: youth",
        "term: 2025-h1, from: 2025-01-01, to: 2025-06-30, members: [doan-tn-ca-mai, doan-tn-ca-lan, doan-tn-ca-truc]",
        "term: 2025-h2, from: 2025-07-01, to: 2025-12-31, members: [doan-tn-ca-mai-2025, doan-tn-ca-truc]"),
])  # fmt: skip


def test_a_union_has_the_days_of_its_unit(tmp_path: Path) -> None:
    found = checked(tmp_path, YOUTH)
    assert [item.code for item in found.report] == []
    assert found.site is not None
    before, after, always = (
        found.site.units[f"doan-tn-{unit}"].record for unit in ("ca-mai", "ca-mai-2025", "ca-truc")
    )
    assert before.name == "Đoàn Thanh niên Công an tỉnh Mai"
    assert (before.from_, before.to) == (None, PartialDate.parse("2025-06-30"))
    assert (after.from_, after.to) == (PartialDate.parse("2025-07-01"), None)
    assert (always.from_, always.to) == (None, None)
    assert after.predecessors == ("doan-tn-ca-mai", "doan-tn-ca-lan")
    assert before.parent == "ca-mai"


WITH_PARENTS = {
    "units.yml": UNITS
    + "- {id: ban-thanh-nien, name: Ban Thanh niên Bộ Ví Dụ, kind: doan, parent: bo-vi-du}\n"
    + "- {id: phong-mau, name: Phòng Mẫu, kind: phong, parent: ca-truc}\n"
}


@pytest.mark.parametrize(
    ("organisation", "lead", "codes"),
    [
        # The union of a member, a member whose union it is, the board of the owner's union
        ("youth", "ca-truc", []),
        ("youth", "ban-thanh-nien", []),
        ("youth", "bo-vi-du", []),
        ("youth", "ca-mai-2025", ["E504"]),
        # The Ministry leads no cluster of police forces
        ("main", "ban-thanh-nien", ["E504"]),
    ],
)
def test_who_may_lead_a_cluster_of_unions(
    tmp_path: Path, organisation: str, lead: str, codes: list[str]
) -> None:
    term = f"term: '2025', from: 2025-07-01, to: 2025-12-31, members: [doan-tn-ca-truc], lead: {lead}"  # fmt: skip
    one = cluster("tre", f"{LOCAL}\nnumber: 4\norganisation: {organisation}", term)
    found = checked(tmp_path, dict([one]), WITH_PARENTS)
    assert [item.code for item in found.report] == codes


@pytest.mark.parametrize(
    ("host", "codes"),
    [("ca-truc", []), ("doan-tn-ca-truc", []), ("ca-mai-2025", ["W517"]), ("phong-mau", ["W517"])],
)
def test_the_force_of_a_union_is_no_stranger_to_its_cluster(
    tmp_path: Path, host: str, codes: list[str]
) -> None:
    term = "term: '2025', from: 2025-07-01, to: 2025-12-31, members: [doan-tn-ca-truc]"
    one = cluster("tre", f"{LOCAL}\nnumber: 4\norganisation: youth", term)
    meeting = event(1, "2025-09-10", "ky-giao-uoc", "tre", f"host: {host}\n")
    found = checked(tmp_path, dict([one, meeting]), WITH_PARENTS)
    assert [item.code for item in found.report] == codes


def test_the_pages_of_owners_parents_and_unions(tmp_path: Path) -> None:
    found = checked(tmp_path, YOUTH, WITH_PARENTS)
    shown = {page.address: page for page in pages(Context(site=found.site))}
    owner = shown["/don-vi/bo-vi-du/"]
    assert isinstance(owner, UnitPage)
    assert owner.rows == ()
    assert not owner.has_places
    assert [(group.block, [c.title for c in group.clusters]) for group in owner.owned] == [
        ("Khối Công an địa phương", ["nam", "phu-nu", "doan", "nua", "thua", "tre"]),
        ("Khối học viện, trường Công an nhân dân", ["truong"]),
    ]
    assert [link.title for link in owner.unions] == ["Ban Thanh niên Bộ Ví Dụ"]
    assert owner.below == ()
    force, union = shown["/don-vi/ca-truc/"], shown["/don-vi/doan-tn-ca-truc/"]
    assert isinstance(force, UnitPage)
    assert isinstance(union, UnitPage)
    assert [link.title for link in force.unions] == ["Đoàn Thanh niên Công an tỉnh Trúc"]
    assert [link.title for link in force.below] == ["Phòng Mẫu"]
    assert union.parent
    assert union.parent.address == "/don-vi/ca-truc/"
    assert [row.cluster.title for row in union.rows] == ["tre"]


def test_what_ended_stands_apart(tmp_path: Path) -> None:
    ended = "- {id: phong-cu, name: Phòng Cũ, kind: phong, parent: ca-truc, to: 2018-08}\n"
    units = {"units.yml": WITH_PARENTS["units.yml"] + ended}
    shown = {p.address: p for p in pages(Context(site=checked(tmp_path, units).site))}
    page = shown["/don-vi/ca-truc/"]
    assert isinstance(page, UnitPage)
    assert [link.title for link in page.below] == ["Phòng Mẫu"]
    assert [link.title.replace("\u00a0", " ") for link in page.ended_below] == [
        "Phòng Cũ (đến tháng 8/2018)"
    ]


def test_a_unit_without_clusters_has_one_sentence(tmp_path: Path) -> None:
    shown = {p.address: p for p in pages(Context(site=checked(tmp_path, WITH_PARENTS).site))}
    page = shown["/don-vi/phong-mau/"]
    assert isinstance(page, UnitPage)
    assert (page.has_places, page.owned, page.below) == (False, (), ())
