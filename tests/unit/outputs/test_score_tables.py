"""The table beside a page of scores: what that page shows an audience, and no more."""

from __future__ import annotations

import csv
import datetime as dt
import io
from functools import cache

import pytest

from support import FIXTURE_SITE
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.outputs.score_tables import score_tables
from thidua.views.shared.page import Context


@cache
def tables(audience: str) -> dict[str, bytes]:
    checked = check_content(FIXTURE_SITE / "content", FIXTURE_SITE)
    site = project(checked.site, audience, dt.date(2026, 1, 15))  # type: ignore[arg-type]
    return dict(score_tables(Context(site=site, audience=audience)))  # type: ignore[arg-type]


def rows(audience: str, year: int) -> list[list[str]]:
    data = tables(audience)[f"cum/vd-1/cham-diem/{year}/diem.csv"]
    return [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def test_the_public_has_the_year_that_was_announced_as_far_as_it_was() -> None:
    assert [*tables("public")] == ["cum/vd-1/cham-diem/2023/diem.csv"]
    assert rows("public", 2023) == [
        ["Hạng", "Đơn vị", "Tổng điểm"],
        ["1", "Công an tỉnh Thí Dụ", "97"],
        ["2", "Công an tỉnh Đan Hương", "95,5"],
        ["3", "Công an tỉnh Mẫu", "95,5"],
        ["4", "Công an tỉnh Dương Lâm", "90"],
    ]


def test_the_office_has_every_stage() -> None:
    """Of units of one name it is said which is meant; what was not scored is said in words and is no zero."""
    found = rows("internal", 2024)
    assert found[0] == [
        "Hạng", "Đơn vị", "Điểm từng lần chấm", "Giữ vững an ninh", "Phòng ngừa và đấu tranh với tội phạm",
        "Bảo đảm trật tự giao thông", "Giáo dục chính trị, tư tưởng", "Tổ chức phong trào thi đua", "Chuyển đổi số",
        "Thưởng, phạt", "Tổng điểm",
    ]  # fmt: skip
    assert found[1] == ["", "Tối đa", "", "27,5", "20", "15", "22,5", "5", "10", "", "100"]
    assert found[2] == ["1", "Công an tỉnh Đan Hương", "Điểm được tính", "26,5", "19", "14", "22", "4,5", "8,5", "2", "96,5"]  # fmt: skip
    assert found[3][-2:] == ["-1", "96,5"]
    assert found[5] == [
        "", "Công an tỉnh Mẫu (đến 30/6/2024)", "Điểm được tính", "27", "19,5", "chưa chấm", "chưa chấm", "chưa chấm",
        "chưa chấm", "0", "chưa đủ điểm",
    ]  # fmt: skip
    assert {row[2] for row in found[6:]} == {"tự chấm", "cụm chấm"}
    assert {len(row) for row in found} == {11}


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_programs_know_the_letters(audience: str) -> None:
    assert all(data.startswith(b"\xef\xbb\xbf") for data in tables(audience).values())
