"""Lists that would grow with the square name the nearest, say how many are left out and lead to where all are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from growth import clusters, succession, units
from support import BASE, write_tree
from thidua.campaign.audience import project
from thidua.campaign.units import all_predecessors, all_successors
from thidua.checks.run import check_content
from thidua.views.all import pages
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thidua.views.shared.page import Page


def built(folder: Path, files: Mapping[str, str]) -> tuple[Context, dict[str, Page]]:
    checked = check_content(write_tree(folder / "content", {**BASE, **files}), folder)
    assert not checked.report.has_errors
    ctx = Context(project(checked.site, "public", dt.date(2026, 1, 15)))
    return ctx, {page.address: page for page in pages(ctx)}


@pytest.mark.parametrize(
    ("count", "before", "after", "cut"),
    [(31, 0, 30, False), (32, 0, 31, True), (33, 0, 31, True), (100, 0, 31, True)],
)
def test_a_line_of_units(tmp_path: Path, count: int, before: int, after: int, cut: bool) -> None:
    """The direct one and thirty more; whether there are still others is not looked for."""
    ctx, found = built(tmp_path, succession(count))
    page = found["/don-vi/u0/"]
    assert (len(page.predecessors), len(page.successors)) == (before, after)
    assert page.is_line_cut is cut
    assert [kin.unit.address for kin in page.successors[:2]] == ["/don-vi/u1/", "/don-vi/u2/"]
    last = f"u{count - 1}"
    assert all_predecessors(ctx.site, last)[0] == f"u{count - 2}"
    assert all_successors(ctx.site, last) == []


def test_every_direct_predecessor_is_named(tmp_path: Path) -> None:
    old = [f"id: u{n:02}, name: Đơn vị {n}, to: 2023-12-31" for n in range(40)]
    names = ", ".join(f"u{n:02}" for n in range(40))
    one = f"id: gop, name: Đơn vị gộp, from: 2024-01-01, predecessors: [{names}]"
    _, found = built(tmp_path, units([*old, one]))
    assert len(found["/don-vi/gop/"].predecessors) == 40
    assert not found["/don-vi/gop/"].is_line_cut


@pytest.mark.parametrize(("count", "named", "more"), [(7, 6, []), (13, 12, []), (14, 12, [1])])
def test_units_of_one_name(tmp_path: Path, count: int, named: int, more: list[int]) -> None:
    alike = [f"id: p{n:02}, name: Phòng Tham mưu, parent: c{n:02}" for n in range(count)]
    above = [f"id: c{n:02}, name: Cấp trên {n}" for n in range(count)]
    _, found = built(tmp_path, units([*above, *alike]))
    page = found["/don-vi/p06/"]
    links = [link.address for link in page.namesakes]
    assert len(links) == named + len(more)
    assert "/don-vi/p06/" not in links
    assert links[:2] == ["/don-vi/p00/", "/don-vi/p01/"]
    assert [link.title for link in page.namesakes if link.address == "/don-vi/"] == [
        f"và {n} đơn vị cùng tên nữa trong danh sách đơn vị" for n in more
    ]


def test_the_page_of_a_number_leads_to_twenty_on_either_side(tmp_path: Path) -> None:
    _, found = built(tmp_path, clusters(60))  # numbers 5 to 64, and 1 of the base
    others = [link.address for link in found["/cum/so/40/"].others]
    assert others == [
        *(f"/cum/so/{n}/" for n in range(20, 40)),
        *(f"/cum/so/{n}/" for n in range(41, 61)),
        "/cum/",
    ]
    assert found["/cum/so/40/"].others[-1].title == "và 20 số nữa"
    assert len(found["/cum/so/1/"].others) == 21


@pytest.mark.parametrize(
    ("count", "named", "more"), [(11, 10, []), (12, 10, ["và 1 cụm cùng số nữa"])]
)
def test_clusters_of_one_number(tmp_path: Path, count: int, named: int, more: list[str]) -> None:
    _, found = built(tmp_path, clusters(count, number=7))
    page = found["/cum/c3/"]
    assert len(page.namesakes) == named
    assert [(link.title, link.address) for link in page.more_namesakes] == [
        (words, "/cum/so/7/") for words in more
    ]


@pytest.mark.parametrize(("others", "in_numbers"), [(59, False), (60, True)])
def test_the_front_page_names_sixty_clusters(tmp_path: Path, others: int, in_numbers: bool) -> None:
    _, found = built(tmp_path, clusters(others, number=7))
    assert found["/"].in_numbers is in_numbers
    assert sum(len(block.clusters) for block in found["/"].blocks) == others + 1
