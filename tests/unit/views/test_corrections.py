"""A correction that readers are told of: on the page, in the open data; a day alone tells nobody."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from shapes import LOCAL, checked, cluster, event
from support import BASE, ROOT, write_tree
from thidua.checks.run import check_content
from thidua.outputs.data import DataTables, data_files
from thidua.views.all import pages
from thidua.views.events import event_page
from thidua.views.shared.page import Context
from thidua.views.updates import UpdatesPage

if TYPE_CHECKING:
    from pathlib import Path

CLUSTER = cluster("hai", LOCAL, 'term: "2024", from: 2024-01-01, members: [ca-truc, ca-mai]')
NOTE = "trước ghi 12 tập thể, đúng là 21"


@pytest.mark.parametrize(
    ("revised", "told", "data"),
    [
        ("2025-03-01", "", "2025-03-01"),
        ("{date: 2025-03-01}", "", "2025-03-01"),
        (
            "{date: 2025-03-01, minor: true}",
            "",
            {"date": "2025-03-01", "minor": True},
        ),
        (
            f'{{date: 2025-03-01, note: "{NOTE}"}}',
            f"Đính chính ngày 01 tháng 3 năm 2025: {NOTE}",
            {"date": "2025-03-01", "note": NOTE},
        ),
    ],
)
def test_a_note_is_told(tmp_path: Path, revised: str, told: str, data: object) -> None:
    meeting = event(1, "2024-03-14", "ky-giao-uoc", "hai", f"revised: {revised}\n")
    site = checked(tmp_path, dict([CLUSTER, meeting])).site
    entry = next(e for e in site.events if e.record.revised)
    page = event_page(Context(site), entry)
    assert page.correction.replace("\N{NO-BREAK SPACE}", " ") == told
    assert page.updated == dt.date(2025, 3, 1)
    rows = json.loads(dict(data_files(DataTables(site, ""), ("events",)))["du-lieu/events.json"])
    assert [row["revised"] for row in rows if "revised" in row] == [data]


REVISED = 'revised: {date: 2025-03-01, note: "Trước ghi sai."}'
TOLD = "Đính chính ngày 01 tháng 3 năm 2025: Trước ghi sai."


def test_records_of_every_kind_tell_theirs(tmp_path: Path) -> None:
    """A cluster, one term of it and not the other, its pledge, a unit: each on its own page."""
    files = {
        **BASE,
        "clusters/vd-1/cluster.yml": BASE["clusters/vd-1/cluster.yml"]
        .replace("terms:", f"{REVISED}\nterms:")
        .replace("    lead: ca-mau", f"    {REVISED}\n    lead: ca-mau"),
        "clusters/vd-1/pledges/2024.md": BASE["clusters/vd-1/pledges/2024.md"].replace(
            "sources:", f"{REVISED}\nsources:", 1
        ),
        "units.yml": BASE["units.yml"].replace("- id: ca-mau", f"- id: ca-mau\n  {REVISED}"),
    }
    found = check_content(write_tree(tmp_path / "content", files))
    assert [item.code for item in found.report if item.severity == "error"] == []
    told = {
        page.address: page.correction.replace("\N{NO-BREAK SPACE}", " ")
        for page in pages(Context(found.site))
        if page.correction
    }
    assert told == {
        "/cum/vd-1/": TOLD,
        "/cum/vd-1/2024/": TOLD,
        "/cum/vd-1/giao-uoc/2024/": TOLD,
        "/don-vi/ca-mau/": TOLD,
    }
    updates = next(p for p in pages(Context(found.site)) if isinstance(p, UpdatesPage)).updates
    assert {update.page.address for update in updates if update.correction} == told.keys()


@pytest.mark.parametrize(
    "name", ["event", "cluster", "term", "pledge", "unit", "commemoration", "campaign"]
)
def test_every_page_of_a_record_prints_it(name: str) -> None:
    text = (ROOT / f"overrides/pages/{name}.html").read_text("utf-8")
    assert text.count("{{ parts.correction(view) }}") == 1
