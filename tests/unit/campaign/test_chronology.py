"""Where events stand whose day is not known: after the steps before their own, never all first."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from shapes import checked, event
from thidua.campaign.audience import project
from thidua.campaign.chronology import ordered
from thidua.dates import PartialDate
from thidua.outputs.cards import cards
from thidua.views.all import pages
from thidua.views.clusters.terms import TermPage
from thidua.views.events import EventPage
from thidua.views.shared.archive import ArchivePage
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.campaign.site import Site

TODAY = PartialDate.parse("2030-01-01").first


def site_of(folder: Path, *rows: tuple[str, str, str]) -> Site:
    """A site with events of the year cluster; each row is slug number, date and kinds."""
    files = dict(event(int(n), date, kinds, "nam") for n, date, kinds in rows)
    found = checked(folder, files)
    assert not [item for item in found.report if item.code.startswith("E")]
    return found.site


@pytest.mark.parametrize(
    ("rows", "expect"),
    [
        # A review of which only the year is known stands after the signing it reviews
        ([("1", "2024", "tong-ket"), ("2", "2024-03-14", "ky-giao-uoc")], "2 1"),
        # also after one that came late, and before what was reviewed early
        ([("1", "2024", "so-ket"), ("2", "2024-09-20", "ky-giao-uoc")], "2 1"),
        ([("1", "2024", "ky-giao-uoc"), ("2", "2024-01-20", "so-ket")], "1 2"),
        # Nothing has a day: the steps of the cycle
        ([("1", "2024", "tong-ket"), ("2", "2024", "kiem-tra"), ("3", "2024", "so-ket"), ("4", "2024", "ky-giao-uoc"),
          ("5", "2024", "khen-thuong")], "4 3 2 1 5"),
        # Of a month: within it, by step
        ([("1", "2024-11", "tong-ket"), ("2", "2024-11-02", "kiem-tra"), ("3", "2024-12-01", "gap-mat")], "2 1 3"),
        # A report to President Hồ Chí Minh is made in May
        ([("1", "2024", "bao-cong"), ("2", "2024-03-01", "ky-giao-uoc"), ("3", "2024-07-01", "so-ket")], "2 1 3"),
        # A meeting without a step stands in the middle of its year
        ([("1", "2024", "gap-mat"), ("2", "2024-03-01", "ky-giao-uoc"), ("3", "2024-11-01", "tong-ket")], "2 1 3"),
        # Both in one: the review of the year is what counts
        ([("1", "2024", "khen-thuong, tong-ket"), ("2", "2024-12-20", "khen-thuong")], "1 2"),
        # Another year is another year
        ([("1", "2023", "tong-ket"), ("2", "2024-01-05", "gap-mat"), ("3", "2024", "ky-giao-uoc")], "1 2 3"),
    ],
)  # fmt: skip
def test_order(tmp_path: Path, rows: list[tuple[str, str, str]], expect: str) -> None:
    site = site_of(tmp_path, *rows)
    assert " ".join(e.slug.removeprefix("them-") for e in site.events) == expect


ROWS = (
    ("1", "2024", "tong-ket"), ("2", "2024-03-14", "ky-giao-uoc"), ("3", "2024-07", "so-ket"), ("4", "2024", "gap-mat"),
    ("5", "2024-11-30", "hoi-thao"), ("6", "2024", "kiem-tra"),
)  # fmt: skip


def test_every_list_has_the_same_order(tmp_path: Path) -> None:
    """Term page, pager, year page and search, in one order: that of the site."""
    site = project(site_of(tmp_path, *ROWS), "public", TODAY)
    order = [e.address for e in site.events]
    shown = list(pages(Context(site=site)))
    (year,) = (p for p in shown if isinstance(p, ArchivePage) and p.address == "/su-kien/2024/")
    assert [item.address for month in year.groups for item in month.events] == order[::-1]
    term = next(p for p in shown if isinstance(p, TermPage) and p.address == "/cum/nam/2024/")
    assert [e.address for e in term.entries if e.address in order] == order
    pagers = {p.address: p.neighbours[0] for p in shown if isinstance(p, EventPage)}
    for before, after in itertools.pairwise(order):
        following, preceding = pagers[before].next, pagers[after].previous
        assert following
        assert following.address == after
        assert preceding
        assert preceding.address == before
    found = [card for card in cards(site, "vi") if card.type == "event"]
    by_date = sorted(found, key=lambda card: str(card.order or card.span))
    assert [card.address for card in by_date] == order


def test_months_that_nobody_tells_stand_where_their_events_belong(tmp_path: Path) -> None:
    site = site_of(tmp_path, *ROWS)
    (year,) = (p for p in pages(Context(site=site)) if p.address == "/su-kien/2024/")
    assert isinstance(year, ArchivePage)
    assert [(m.label.replace("\u00a0", " "), m.anchor) for m in year.groups] == [
        ("Chưa rõ tháng", "chua-ro-thang"),
        ("Tháng 11", "thang-11"),
        ("Chưa rõ tháng", "chua-ro-thang-2"),
        ("Tháng 7", "thang-7"),
        ("Chưa rõ tháng", "chua-ro-thang-3"),
        ("Tháng 3", "thang-3"),
    ]


def test_hidden_events_move_nothing(tmp_path: Path) -> None:
    """What an audience may not see leaves no trace in the order of what it may."""
    rows = dict(event(int(n), date, kinds, "nam") for n, date, kinds in ROWS)
    name, text = event(9, "2024-10-30", "ky-giao-uoc", "nam")
    hidden = {name: text.replace("audience: public", "audience: internal")}
    with_hidden = project(checked(tmp_path / "a", rows, hidden).site, "public", TODAY)
    without = project(checked(tmp_path / "b", rows).site, "public", TODAY)
    assert [(e.id, e.order) for e in with_hidden.events] == [
        (e.id, e.order) for e in without.events
    ]


def test_putting_in_order_twice_changes_nothing(tmp_path: Path) -> None:
    site = site_of(tmp_path, *ROWS)
    assert ordered(site).events == site.events


def test_an_event_of_an_unknown_year_comes_first_and_belongs_to_its_cluster(tmp_path: Path) -> None:
    name, text = event(1, "khong-ro", "bao-cong", "nam")
    name = "events/khong-ro/khong-ro-bao-cong.md"
    found = checked(tmp_path, {name: text}, dict([event(2, "2023-02-01", "ky-giao-uoc", "nam")]))
    assert [item.code for item in found.report] == []
    first, second = found.site.events
    assert (first.id, first.address) == ("khong-ro/bao-cong", "/su-kien/khong-ro/bao-cong/")
    assert (first.terms, first.clusters, second.clusters) == ((), ("nam",), ("nam",))
    shown = {page.address: page for page in pages(Context(site=found.site))}
    page = shown["/su-kien/khong-ro/bao-cong/"]
    assert isinstance(page, EventPage)
    assert (page.date.words, page.date.iso, page.updated) == ("chưa rõ năm", "", None)
    assert [(b.cluster.title, b.term) for b in page.belongings] == [("nam", None)]
    assert "startDate" not in (page.json_ld or {})
    assert shown["/su-kien/khong-ro/"].title.replace("\u00a0", " ") == "Sự kiện chưa rõ năm"
    assert "/lich/0001/" not in shown
