"""The page of the open data says what the files hold."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import pytest

from thidua.campaign.addresses import DATA_TABLES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def page(public_site: Path) -> str:
    return (public_site / "du-lieu/index.html").read_text("utf-8")


def described(page: str, table: str) -> list[str]:
    """The columns the page explains."""
    part = re.search(rf'<details [^>]*id="{table}">(.*?)</details>', page, re.DOTALL)
    assert part
    return re.findall(r"<li><code>(\w+)</code>: [^<]{3,}</li>", part[1])


@pytest.mark.parametrize("table", DATA_TABLES)
def test_every_column_of_a_table_is_explained_and_every_row_counted(
    public_site: Path, page: str, table: str
) -> None:
    with (public_site / f"du-lieu/{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    columns = described(page, table)
    assert len(columns) == len(set(columns))
    assert [column for column in rows[0] if column not in columns] == []
    counted = re.search(
        rf"<code>{table}</code></td><td class=\"td-n\" data-label=\"Số dòng\">(\d+)<", page
    )
    assert counted
    assert int(counted[1]) == len(rows) - 1
    for ending in ("csv", "json"):
        assert f'<a href="../du-lieu/{table}.{ending}" download>' in page


def test_there_is_no_table_beside_them(public_site: Path) -> None:
    found = {path.name for path in (public_site / "du-lieu").iterdir() if path.suffix == ".csv"}
    assert found == {
        "events.csv", "clusters.csv", "units.csv", "pledges.csv", "articles.csv", "targets.csv",
        "leaders.csv", "awards.csv", "figures.csv", "documents.csv", "criteria.csv", "scores.csv", "adjustments.csv", "rankings.csv", "commemorations.csv", "campaigns.csv",
    }  # fmt: skip


def test_it_says_how_to_cite_and_on_what_terms(page: str) -> None:
    text = page.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Phòng Thi đua Ví Dụ, “Dữ liệu mở”, Trang thi đua Ví Dụ, cập nhật đến 29/11/2024,"
        " https://thidua.example.vn/vi-du/du-lieu/." in text
    )
    assert (
        '<a href="https://vi-du.example.vn/dung-lai/" rel="external license">Được dùng lại khi ghi nguồn</a>'
        in text
    )


def test_machines_are_told_of_it(page: str) -> None:
    first = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert first
    data, page_itself = json.loads(first[1])["@graph"]
    assert (data["@type"], page_itself["@type"]) == ("Dataset", "WebPage")
    assert data["creator"]["name"] == "Phòng Thi đua Ví Dụ"
    assert data["license"] == "https://vi-du.example.vn/dung-lai/"
    assert len(data["distribution"]) == 32
    assert data["distribution"][0]["contentUrl"] == (
        "https://thidua.example.vn/vi-du/du-lieu/events.csv"
    )
