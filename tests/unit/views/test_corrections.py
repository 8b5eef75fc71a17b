"""A correction that readers are told of: on the page, in the open data; a day alone tells nobody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shapes import LOCAL, checked, cluster, event
from thidua.outputs.data import data_files
from thidua.views.events import event_page
from thidua.views.shared.page import Context

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
    rows = json.loads(dict(data_files(site, "", ("events",)))["du-lieu/events.json"])
    assert [row["revised"] for row in rows if "revised" in row] == [data]
