"""What an audience sees of scores: the public exactly what was announced, and nothing before its day."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest

from support import BASE, FIXTURE_SITE, write_tree
from thidua.campaign.audience import project, record_pages, withheld_pages
from thidua.campaign.site import TermKey
from thidua.checks.run import check_content
from thidua.outputs.data import DataTables

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.reading.records import Scores

KEY = TermKey("vd-1", "2024")
SCORES = """\
term: "2024"
audience: {audience}
{announced}
criteria:
  - {{id: ho-so, text: Hồ sơ QTIEUCHI, max: "40"}}
sheets:
  - by: cum
    source: Phiếu QPHIEU
    scorer: ca-mau
    rows:
      - {{unit: ca-mau, points: {{ho-so: "37,25"}}, note: QGHICHU}}
      - {{unit: ca-thi-du, points: {{ho-so: "36,75"}}}}
adjustments:
  - {{unit: ca-mau, kind: thuong, points: "1", reason: QLYDO}}
ballot: {{voters: 9, votes: [{{unit: ca-mau, votes: 9}}], source: QKIEMPHIEU}}
ranking:
  - {{unit: ca-mau, rank: 1, points: "38,25"}}
  - {{unit: ca-thi-du, rank: 2, points: "36,75"}}
proposals:
  - {{unit: ca-mau, title: QDENGHI}}
sources:
  - title: Tin QNGUON
"""
RANKING = {"QNGUON"}
TOTALS = RANKING | {"38,25"}
MATRIX = TOTALS | {"QTIEUCHI", "QPHIEU", "QLYDO", "37,25"}
EVERYTHING = MATRIX | {"QGHICHU", "QKIEMPHIEU", "QDENGHI"}


def site_of(folder: Path, announced: str, audience: str = "public", **files: str) -> Site:
    text = SCORES.format(announced=announced, audience=audience)
    write_tree(folder / "content", {**BASE, "clusters/vd-1/scores/2024.yml": text, **files})
    checked = check_content(folder / "content")
    assert not checked.report.has_errors, checked.report.render("text", "en")
    return checked.site


def marks(value: Any) -> set[str]:
    """The marks of `SCORES` that something says."""
    text = repr(value)
    return {mark for mark in EVERYTHING if re.search(rf"(?<!\d){mark}(?!\d)", text)}


@pytest.mark.parametrize(
    ("announced", "audience", "seen"),
    [
        ("", "public", None),
        ("", "internal", None),
        ("announced: {what: chi-tiet}", "internal", None),
        ("announced: {what: xep-hang}", "public", RANKING),
        ("announced: {what: tong-diem}", "public", TOTALS),
        ("announced: {what: chi-tiet}", "public", MATRIX),
    ],
)
def test_the_public_sees_what_was_announced(
    tmp_path: Path, announced: str, audience: str, seen: set[str] | None
) -> None:
    site = site_of(tmp_path, announced, audience)
    day = dt.date(2026, 1, 15)
    shown = project(site, "public", day)
    address = site.scores[KEY].address
    assert (KEY in shown.scores) == (seen is not None) == (address in record_pages(shown))
    assert (address in withheld_pages(site, day)) == (seen is None)
    rows = [*DataTables(shown, "").values()]
    assert marks([entry.record for entry in shown.scores.values()]) == (seen or set())
    assert marks(rows) == (seen or set())
    whole = project(site, "internal", day)
    assert marks(whole.scores[KEY].record) == EVERYTHING
    assert marks([*DataTables(whole, "").values()]) == EVERYTHING


def test_what_was_not_announced_gives_no_numbers(tmp_path: Path) -> None:
    shown = project(site_of(tmp_path, "announced: {what: tong-diem}"), "public", dt.date.max)
    numbers = {"scored", "bonus", "penalty", "total"}
    for row in DataTables(shown, "")["rankings"]:
        assert not numbers & row.keys()
        assert row["votes"] == ""


@pytest.mark.parametrize(("day", "seen"), [("2024-12-19", False), ("2024-12-20", True)])
def test_the_announcement_waits_for_its_day(tmp_path: Path, day: str, *, seen: bool) -> None:
    site = site_of(tmp_path, "announced: {what: xep-hang, on: 2024-12-20}")
    today = dt.date.fromisoformat(day)
    assert (KEY in project(site, "public", today).scores) == seen
    assert KEY in project(site, "internal", today).scores


def test_a_hidden_event_and_hidden_units_are_not_named(tmp_path: Path) -> None:
    event = BASE["events/2024/2024-03-14-ky-giao-uoc.md"].replace("published\n", "draft\n")
    units = BASE["units.yml"].replace(
        "name: Công an tỉnh Thí Dụ", "name: Kín\n  audience: internal"
    )
    site = site_of(
        tmp_path, "announced: {what: chi-tiet}", **{"events/2024/2024-03-14-ky-giao-uoc.md": event}
    )
    text = SCORES.format(announced="announced: {what: chi-tiet, event: 2024/ky-giao-uoc}", audience="public")  # fmt: skip
    files = {"units.yml": units, "clusters/vd-1/scores/2024.yml": text}
    write_tree(tmp_path / "content", files)
    checked = check_content(tmp_path / "content")
    codes = {(i.code, i.path) for i in checked.report if i.path.endswith("scores/2024.yml")}
    assert codes == {("E416", "content/clusters/vd-1/scores/2024.yml")}
    shown = project(checked.site, "public", dt.date.max).scores[KEY].record
    assert shown.announced is not None
    assert shown.announced.event is None
    assert "ca-thi-du" not in repr(shown)
    assert site.scores


def test_the_fixture_has_a_year_announced_and_one_that_is_not() -> None:
    site = check_content(FIXTURE_SITE / "content").site
    found: dict[str, Scores] = {
        key.term: entry.record
        for key, entry in project(site, "public", dt.date(2026, 1, 15)).scores.items()
    }
    assert [*found] == ["2023"]
    assert {one.points for one in found["2023"].ranking} == {"97", "95,5", "90"}
    assert not found["2023"].criteria
