"""A pledge to exceed 77 assigned targets, on its page, in the open data, in the schema and in its results."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING

import pytest

from support import BASE, PLEDGE, write_tree
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.outputs.data import DataTables, data_files
from thidua.outputs.schema import schemas
from thidua.views.pledges import register
from thidua.views.pledges.pledge import PledgePage
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from pathlib import Path

TARGET = """\
  - id: cong-tac
    article: an-ninh
    text: Hoàn thành vượt mức các chỉ tiêu công tác
    comparator: hoàn thành vượt mức
    value: "77"
    assigned_by: Bộ Ví Dụ
    results:
      - {unit: ca-mau, value: 75/77, as_of: 2024-12-31, source: Báo cáo}
      - {unit: ca-thi-du, value: đạt 77/77, as_of: 2024-12-31, source: Báo cáo}
"""


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    start = PLEDGE.index("  - {id: vu-viec")
    end = PLEDGE.index("sources:")
    changed = {"clusters/vd-1/pledges/2024.md": PLEDGE[:start] + TARGET + PLEDGE[end:]}
    checked = check_content(write_tree(tmp_path / "content", {**BASE, **changed}), tmp_path)
    assert [item.code for item in checked.report] == ["W728"], checked.report.render("text", "vi")
    site = project(checked.site, "internal", dt.date(2026, 1, 1))
    return Context(site, audience="internal", site_url="https://vi-du.example.vn/")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_page_says_what_is_promised(ctx: Context) -> None:
    page = next(p for p in register.pages(ctx) if isinstance(p, PledgePage))
    (target,) = page.targets
    assert plain(target.commitment) == "hoàn thành vượt mức 77 chỉ tiêu được giao"
    assert target.assigned_by == "Bộ Ví Dụ"
    assert page.results
    (found,) = page.results.targets
    assert plain(found.commitment) == "hoàn thành vượt mức 77 chỉ tiêu được giao"
    assert [(row.state, plain(row.share), row.note) for row in found.rows] == [
        ("not-reached", "75/77 chỉ tiêu, bằng 97,4%", ""),
        ("unclear", "", "kết quả ghi hoàn thành, không ghi vượt mức"),
    ]


def test_the_data_says_the_same(ctx: Context) -> None:
    files = dict(data_files(DataTables(ctx.site, "https://vi-du.example.vn/")))
    (row,) = json.loads(files["du-lieu/targets.json"])
    wanted = {
        "comparator": "vuot-muc",
        "value": "77",
        "commitment": "hoàn thành vượt mức 77 chỉ tiêu được giao",
        "number": 77,
        "number_unit": "chỉ tiêu",
    }
    assert {key: row[key] for key in wanted} == wanted
    table = csv.DictReader(io.StringIO(files["du-lieu/targets.csv"].decode("utf-8-sig")))
    (line,) = table
    assert plain(line["commitment"]) == "hoàn thành vượt mức 77 chỉ tiêu được giao"
    assert "trên 77" not in files["du-lieu/targets.csv"].decode()


def test_the_schema_knows_both_comparators() -> None:
    schema = json.loads(schemas("vi")["pledge"])
    allowed = schema["$defs"]["Target"]["properties"]["comparator"]["enum"]
    assert allowed == [">=", "<=", ">", "<", "=", "tang>=", "giam>=", "hoan-thanh", "vuot-muc"]
