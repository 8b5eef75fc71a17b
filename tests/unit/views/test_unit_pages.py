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


def _fixture_unit(unit_id: str) -> UnitPage:
    site = project(link(read_library(FIXTURE_SITE / "content")), "public", dt.date(2026, 1, 15))
    page = next(p for p in units.pages(Context(site)) if p.address == f"/don-vi/{unit_id}/")
    assert isinstance(page, UnitPage)
    return page


def test_a_unit_has_its_awards_with_the_event_that_tells_of_them() -> None:
    (award,) = _fixture_unit("ca-tinh-dan-huong").awards.awards
    assert award.title == "Bằng khen của Bộ Ví Dụ"
    assert (award.status, award.for_year) == ("trao", "năm\u00a02023")
    assert award.event is not None
    assert award.event.address == "/su-kien/2023/cum-1-tong-ket/"


def test_events_of_its_clusters_are_told_that_do_not_name_it() -> None:
    page = _fixture_unit("ca-tinh-dan-huong")
    own = {item.address for item in page.events.events}
    of_clusters = [item.address for item in page.cluster_events]
    assert own.isdisjoint(of_clusters)
    assert 0 < len(of_clusters) <= 6
    assert _fixture_unit("bo-vi-du").cluster_events == ()
