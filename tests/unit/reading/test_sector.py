"""What is specific to a sector: the ready tables, and ``content/sector.yml`` over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import BASE, POLICE, write_tree
from thidua.checks.run import check_content
from thidua.reading.sector import Sector, SectorFile, read_sector, ready

if TYPE_CHECKING:
    from pathlib import Path

GENERAL = Sector()


@pytest.mark.parametrize("name", ["chung", "cong-an"])
def test_ready_tables_read_without_a_word(name: str) -> None:
    assert ready(name).abbreviations


def test_what_all_share_is_the_same_for_the_police() -> None:
    """The table of the police is whole, in its own order: what stands in both must not drift apart."""
    assert set(GENERAL.spellings()) <= set(POLICE.spellings())
    for lang in ("vi", "en"):
        own, shared = POLICE.labels(lang), GENERAL.labels(lang)
        differing = {key for key in shared if own[key] != shared[key]}
        assert differing == {"kind:nghia-tinh"}


def test_without_a_file_nothing_of_a_sector_is_known() -> None:
    assert GENERAL.codes("block") == ["khac"]
    assert "cong-an-tinh" not in GENERAL.codes("unit")
    assert GENERAL.labels("vi")["kind:nghia-tinh"] == "Nghĩa tình"
    assert GENERAL.school_blocks == frozenset()
    assert GENERAL.by_place is None
    assert GENERAL.guides == {}


def test_the_police_have_theirs() -> None:
    assert POLICE.codes("block")[:2] == ["cong-an-dia-phuong", "truc-thuoc-bo"]
    assert POLICE.unit_order[:4] == ("bo", "tong-cuc", "bo-tu-lenh", "cuc")
    assert POLICE.labels("en")["unit:cong-an-xa"] == "Commune police"
    assert POLICE.school_blocks == {"hoc-vien-truong"}
    assert ("ANTQ", "an ninh Tổ quốc", False) in POLICE.spellings()
    assert ("CA", "Công an", True) in POLICE.spellings()


def written(tmp_path: Path, text: str) -> Sector:
    content = write_tree(tmp_path / "content", {"sector.yml": text})
    return check_content(content).site.sector


def test_ones_own_words_come_first(tmp_path: Path) -> None:
    sector = written(
        tmp_path,
        "blocks: [{id: khac, name: Khối còn lại}, {id: y-te, name: Khối y tế, school_years: true}]\n"
        "unit_kinds: [{id: khoa, name: Khoa}]\nunit_order: [truong, khoa]\n"
        "abbreviations: [{name: Ủy ban, written: [UB, U.B]}]\nnamed_by_place: [Bệnh viện]\n",
    )
    assert sector.labels("vi")["block:khac"] == "Khối còn lại"
    assert sector.labels("en")["block:khac"] == "Khối còn lại"
    assert sector.codes("block") == ["khac", "y-te"]
    assert sector.codes("unit")[0] == "khoa"
    assert sector.unit_order[:3] == ("truong", "khoa", "bo")
    assert sector.school_blocks == {"y-te"}
    assert sector.spellings()[:2] == [("UB", "Ủy ban", False), ("U.B", "Ủy ban", False)]
    assert sector.spellings().count(("UB", "Ủy ban", False)) == 1
    assert sector.by_place
    assert sector.by_place.sub("", "Bệnh viện tỉnh Đan Hương") == "Đan Hương"


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("use: cong-an\n", []),
        ("", []),
        ("use: cong-ann\n", ["E304 1:6"]),
        ("abreviations: []\n", ["E301 1:1"]),
        ("blocks: [{id: y-te}]\n", ["E302 1:10"]),
        ("blocks: [{id: Y Tế, name: Khối y tế}]\n", ["E310 1:15"]),
        ("unit_kinds: {khoa: Khoa}\n", ["E303 1:13"]),
        ("abbreviations: [{name: Ủy ban, written: []}]\n", ["E316 1:41"]),
    ],
)
def test_it_is_checked_as_any_file(text: str, expect: list[str], tmp_path: Path) -> None:
    content = write_tree(tmp_path / "content", {"sector.yml": text})
    assert [f"{d.code} {d.line}:{d.column}" for d in check_content(content).report] == expect


def test_a_name_beside_it_is_told(tmp_path: Path) -> None:
    content = write_tree(tmp_path / "content", {"sectors.yml": "use: chung\n"})
    (found,) = check_content(content).report
    assert found.code == "E114"
    assert dict(found.params)["near"] == "sector.yml"


def test_reading_it_alone(tmp_path: Path) -> None:
    assert read_sector(tmp_path) == Sector()
    (tmp_path / "sector.yml").write_bytes(b"\xef\xbb\xbfuse: cong-an\r\n")
    assert read_sector(tmp_path) == Sector(SectorFile(use="cong-an"))
    (tmp_path / "sector.yml").write_text("use: [\n", "utf-8")
    assert read_sector(tmp_path).own.use == "chung"


@pytest.mark.parametrize(("use", "expect"), [("cong-an", []), ("chung", ["W531"])])
def test_codes_of_another_sector_are_no_codes(use: str, expect: list[str], tmp_path: Path) -> None:
    content = write_tree(tmp_path / "content", {**BASE, "sector.yml": f"use: {use}\n"})
    assert [item.code for item in check_content(content).report] == expect
