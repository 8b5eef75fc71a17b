"""Pages of units: what they claim of a unit, and what they do not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from support import FIXTURE_SITE, UNITS
from thidua.campaign.audience import project
from thidua.campaign.link import link
from thidua.checks.run import check_content
from thidua.reading.library import read_library
from thidua.views import units
from thidua.views.shared.page import Context
from thidua.views.units import UnitPage, UnitsPage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def test_no_kind_is_claimed_where_none_is_written(
    tree: Callable[[Mapping[str, str]], Path],
) -> None:
    """“Đơn vị khác” is a kind that an editor chooses; a unit without one is in a group of its own."""
    content = tree({
        "units.yml": UNITS.replace("Bộ Ví Dụ\n", "Bộ Ví Dụ\n  kind: bo\n").replace(
            "Công an tỉnh Mẫu\n", "Công an tỉnh Mẫu\n  kind: khac\n"
        )
    })  # fmt: skip
    site = project(check_content(content, content.parent).site, "public", dt.date(2026, 1, 15))
    shown = list(units.pages(Context(site, "public", "Trang Ví Dụ", "https://vi-du.example/")))
    index = next(p for p in shown if isinstance(p, UnitsPage))
    assert [(g.label, len(g.units)) for g in index.groups] == [
        ("Bộ", 1), ("Đơn vị khác", 1), ("Chưa ghi loại đơn vị", 3),
    ]  # fmt: skip
    kinds = {p.address: p.kind for p in shown if isinstance(p, UnitPage)}
    assert kinds["/don-vi/ca-mau/"] == "Đơn vị khác"
    assert kinds["/don-vi/ca-moi/"] == ""


def test_a_successor_of_the_same_name_is_told_apart() -> None:
    site = project(link(read_library(FIXTURE_SITE / "content")), "public", dt.date(2026, 1, 15))
    page = next(p for p in units.pages(Context(site)) if p.address == "/don-vi/ca-tinh-mau/")
    assert isinstance(page, UnitPage)
    through = page.standings[0].through
    assert through is not None
    assert through.title == "Công an tỉnh Mẫu (từ 01/7/2024)"
