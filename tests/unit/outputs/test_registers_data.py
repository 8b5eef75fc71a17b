"""Leaders, awards and figures as tables: a row for each term, recipient and number, and no formula that runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from support import BASE, EVENT, write_tree
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.outputs.data import DataTables, data_files

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
figures:
  - {label: Việc tốt, value: "=1+1", unit: việc}
awards:
  - {title: Cờ thi đua của Bộ Ví Dụ, to: [ca-mau, Tổ Một], for_year: 2023, status: de-nghi}
  - {title: Giải Nhất, to: Tổ Một, status: trao}
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """The tables of a public site with an internal event beside the public one."""
    text = EVENT.replace("sources:\n", f"{FACTS}sources:\n", 1)
    hidden = text.replace("public", "internal").replace("2024-03-14", "2024-05-02")
    content = {
        **BASE,
        "events/2024/2024-03-14-ky-giao-uoc.md": text,
        "events/2024/2024-05-02-hop-kin.md": hidden.replace("ký giao ước", "họp kín"),
    }
    checked = check_content(write_tree(tmp_path / "content", content), tmp_path)
    assert not checked.report.has_errors, checked.report.render("text", "vi")
    site = project(checked.site, "public", dt.date(2026, 1, 1))
    return dict(data_files(DataTables(site, "https://vi-du.example.vn/")))


def rows(files: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files[f"du-lieu/{name}.json"])
    return found


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    text = files[f"du-lieu/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_term_of_which_no_lead_is_known_has_a_row(files: dict[str, bytes]) -> None:
    assert [
        (row["term"], row["lead"], row["lead_name"], row["deputy"], row["url"])
        for row in table(files, "leaders")
    ] == [
        ("2023", "", "", "", "https://vi-du.example.vn/cum/vd-1/2023/"),
        ("2024", "ca-mau", "Công an tỉnh Mẫu", "", "https://vi-du.example.vn/cum/vd-1/2024/"),
    ]


def test_each_recipient_has_a_row(files: dict[str, bytes]) -> None:
    assert [
        (r["year"], r["for_year"], r["kind"], r["to"], r["to_name"], r["status"], r["event"])
        for r in rows(files, "awards")
    ] == [
        ("2023", "2023", "khen-thuong", "ca-mau", "Công an tỉnh Mẫu", "de-nghi", "2024/ky-giao-uoc"),
        ("2023", "2023", "khen-thuong", "", "Tổ Một", "de-nghi", "2024/ky-giao-uoc"),
        ("2024", "", "giai", "", "Tổ Một", "trao", "2024/ky-giao-uoc"),
    ]  # fmt: skip


def test_a_number_is_written_as_its_source_writes_it_and_does_not_run(
    files: dict[str, bytes],
) -> None:
    (row,) = rows(files, "figures")
    assert (row["label"], row["value"], row["kinds"]) == ("Việc tốt", "=1+1", ["ky-giao-uoc"])
    assert row["sources"] == [{"title": "Bản tin Ví Dụ"}]
    (cells,) = table(files, "figures")
    assert cells["value"] == "'=1+1"
