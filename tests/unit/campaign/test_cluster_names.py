"""What clusters are called where several stand side by side: as much as tells them apart, and no more."""

from __future__ import annotations

import pytest

from thidua.campaign.cluster_names import full_names, short_names
from thidua.campaign.site import RecordEntry, Site
from thidua.reading.records import Cluster, Unit
from thidua.reading.sector import Sector, SectorFile

UNITS = {
    id_: RecordEntry(Unit(id=id_, name=name), "")
    for id_, name in {"bo": "Bộ Ví Dụ", "ca-mai": "Công an tỉnh Mai", "ca-lan": "Công an tỉnh Lan"}.items()
}  # fmt: skip


def site_of(*heads: str) -> Site:
    """Clusters ``id number block owner organisation year``; all have one name."""
    clusters = {}
    for head in heads:
        id_, number, block, owner, organisation, year = head.split()
        record = Cluster.model_validate(
            {
                "id": id_,
                "name": f"Cụm thi đua số {number}",
                "number": number,
                "block": block,
                "owner": owner,
                "organisation": organisation,
                "audience": "public",
                "terms": [{"term": year, "from": year, "to": year, "sources": [{"title": "B"}]}],
            }
        )
        clusters[id_] = RecordEntry(record, "")
    return Site(clusters=clusters, units=UNITS, sector=Sector(SectorFile(use="cong-an")))


DP, HV, NB = "cong-an-dia-phuong", "hoc-vien-truong", "noi-bo-cong-an-tinh"


@pytest.mark.parametrize(
    ("heads", "expect"),
    [
        ([f"a 1 {DP} bo main 2024"], ["Cụm thi đua số 1"]),
        ([f"a 1 {DP} bo main 2024", f"b 2 {DP} bo main 2024"], ["Cụm thi đua số 1", "Cụm thi đua số 2"]),
        # Youth and women's clusters bear the numbers of the units' own
        ([f"a 1 {DP} bo main 2024", f"b 1 {DP} bo youth 2024", f"c 1 {DP} bo women 2024", f"d 2 {DP} bo youth 2024"],
         ["Cụm thi đua số 1", "Cụm thi đua số 1, Tổ chức Đoàn", "Cụm thi đua số 1, Tổ chức Phụ nữ", "Cụm thi đua số 2"]),
        # Three different ones of one ministry
        ([f"a 1 {DP} bo main 2024", f"b 1 {HV} bo main 2024"],
         ["Cụm thi đua số 1, Khối Công an địa phương", "Cụm thi đua số 1, Khối học viện, trường Công an nhân dân"]),
        # Of two provinces
        ([f"a 8 {NB} ca-mai main 2024", f"b 8 {NB} ca-lan main 2024"],
         ["Cụm thi đua số 8, Công an tỉnh Mai", "Cụm thi đua số 8, Công an tỉnh Lan"]),
        # Of one province, of its police and its youth, and of another
        ([f"a 8 {NB} ca-mai main 2024", f"b 8 {NB} ca-mai youth 2024", f"c 8 {NB} ca-lan main 2024"],
         ["Cụm thi đua số 8, Công an tỉnh Mai", "Cụm thi đua số 8, Tổ chức Đoàn, Công an tỉnh Mai",
          "Cụm thi đua số 8, Công an tỉnh Lan"]),
        # A union's, and a series of the units' own that was set up anew: what they are comes before when they were
        ([f"a 1 {DP} bo union 2023", f"b 1 {DP} bo main 2018", f"c 1 {DP} bo main 2024"],
         ["Cụm thi đua số 1, Tổ chức Công đoàn", "Cụm thi đua số 1 (2018)", "Cụm thi đua số 1 (2024)"]),
        # A series that was set up anew
        ([f"a 1 {DP} bo main 2018", f"b 1 {DP} bo main 2024"], ["Cụm thi đua số 1 (2018)", "Cụm thi đua số 1 (2024)"]),
        # Nothing tells them apart but their ids
        ([f"a 1 {DP} bo main 2024", f"b 1 {DP} bo main 2024"], ["Cụm thi đua số 1 (a)", "Cụm thi đua số 1 (b)"]),
    ],
)  # fmt: skip
def test_names(heads: list[str], expect: list[str]) -> None:
    site = site_of(*heads)
    numbers = {id_: entry.record.number for id_, entry in site.clusters.items()}
    assert list(short_names(site, "vi", numbers).values()) == expect
    assert list(full_names(site, "vi").values()) == expect


def test_the_number_of_the_term_is_what_counts() -> None:
    site = site_of(f"a 1 {DP} bo main 2024", f"b 2 {DP} bo youth 2024")
    assert short_names(site, "vi", {"a": 3, "b": 3}) == {
        "a": "Cụm thi đua số 3",
        "b": "Cụm thi đua số 3, Tổ chức Đoàn",
    }


def test_without_a_number_the_name_stands() -> None:
    site = site_of(f"a 1 {DP} bo main 2024")
    assert short_names(site, "vi", {"a": None}) == {"a": "Cụm thi đua số 1"}
