"""Pages are made from what they may speak of alone, and look as if they were made from all."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bench.made_site import Size, make_content
from support import FIXTURE_SITE, ROOT
from thidua.campaign.audience import project
from thidua.campaign.link import link
from thidua.reading.library import read_library
from thidua.views import awards, campaigns, commemorations, events, figures, units
from thidua.views.all import pages, pages_of_cluster, parts_of_cluster
from thidua.views.calendar import calendar_pages
from thidua.views.clusters import cluster_pages
from thidua.views.events import event_page, listed_event
from thidua.views.pledges import register
from thidua.views.scores import score_pages
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from pathlib import Path


FAMILIES = (
    events.lists, awards.pages, figures.pages, units.pages, calendar_pages.pages, commemorations.pages, campaigns.pages,
)  # fmt: skip
"""What is made from less than the whole site, but for clusters and events."""


def differing(content: Path) -> list[str]:
    site = project(link(read_library(content)), "internal", dt.date(2026, 1, 15))
    ctx = Context(site, "internal", "Trang Ví Dụ", "https://vi-du.example/")
    of_all = [
        *(page for make in FAMILIES for page in make(ctx)),
        *(event_page(ctx, event) for event in site.events),
    ]
    of_parts = {page.address: page for page in pages(ctx)}
    found = [page.address for page in of_all if of_parts[page.address] != page]
    for id_ in site.clusters:
        of_all = [
            *cluster_pages.pages_of(ctx, id_),
            *register.pages_of(ctx, id_),
            *score_pages.pages_of(ctx, id_),
        ]
        of_part = [*pages_of_cluster(ctx, id_)]
        assert [page.address for page in of_part] == [page.address for page in of_all]
        found += [a.address for a, b in zip(of_all, of_part, strict=True) if a != b]
    return found


@pytest.mark.parametrize(
    "content", [FIXTURE_SITE / "content", ROOT / "content"], ids=["made", "real"]
)
def test_a_part_gives_the_pages_of_the_whole(content: Path) -> None:
    assert differing(content) == []


def test_so_does_a_part_of_a_big_site(tmp_path: Path) -> None:
    make_content(tmp_path, Size(events=260, clusters=2, terms=3))
    assert differing(tmp_path) == []


def test_no_view_tells_where_it_lies_in_memory() -> None:
    """The cache knows a view by its `repr`; one with an address of an object would never be found again."""
    site = project(link(read_library(FIXTURE_SITE / "content")), "internal", dt.date(2026, 1, 15))
    assert [p.address for p in pages(Context(site, "internal")) if " at 0x" in repr(p)] == []


@pytest.mark.parametrize(
    "content", [FIXTURE_SITE / "content", ROOT / "content"], ids=["made", "real"]
)
def test_pages_are_listed_as_they_are_made(content: Path) -> None:
    site = project(link(read_library(content)), "internal", dt.date(2026, 1, 15))
    ctx = Context(site, "internal")
    parts = [part for id_ in site.clusters for part in parts_of_cluster(ctx, id_)]
    listed = [row for part in parts if part.list_pages for row in part.list_pages()]
    made = [page.listed for part in parts if part.list_pages for page in part.make()]
    assert listed
    assert listed == made
    for event in site.events:
        assert listed_event(ctx, event) == event_page(ctx.of_event(event), event).listed
