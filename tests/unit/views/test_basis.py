"""What a fact rests on is shown wherever the fact is: pages, calendars, search and data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shapes import LOCAL, checked, cluster, event, given
from thidua.campaign.site import TermKey
from thidua.outputs.cards import cards
from thidua.outputs.data import DataTables, data_files
from thidua.outputs.subscriptions import subscriptions
from thidua.views.all import pages
from thidua.views.clusters.cluster_pages import ClusterPage
from thidua.views.clusters.numbers import NumberPage
from thidua.views.clusters.terms import TermPage
from thidua.views.events import EventPage
from thidua.views.shared.page import Context
from thidua.views.units import UnitPage

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.views.shared.page import Page

NOTE = "Thành phần theo hai năm sau."
PUT_TOGETHER = cluster(
    "hai",
    f"{LOCAL}\nnumber: 7",
    f'term: "2024", from: 2024-01-01, to: 2024-12-31, members: [ca-truc, ca-mai], lead: ca-mai,'
    f' basis: {{members: reconstructed, lead: inferred, date: inferred, note: "{NOTE}"}}',
    'term: "2025", from: 2025-01-01, to: 2025-12-31, members: [ca-truc, {unit: ca-mai, to: 2025-06-30, basis: inferred},'
    " {unit: ca-mai-2025, from: 2025-07-01}]",
)
BASIS = "basis: {date: inferred, clusters: inferred, note: Năm suy ra từ ngày đăng.}\n"
MEETING = event(1, "2024-03-14", "ky-giao-uoc", "hai", BASIS)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    found = checked(tmp_path_factory.mktemp("basis"), dict([PUT_TOGETHER, MEETING]))
    assert [item.code for item in found.report] == []
    return Context(site=found.site)


@pytest.fixture(scope="module")
def shown(context: Context) -> dict[str, Page]:
    return {page.address: page for page in pages(context)}


def test_a_term_says_what_its_facts_rest_on(shown: dict[str, Page]) -> None:
    page = shown["/cum/hai/2024/"]
    assert isinstance(page, TermPage)
    assert (page.span_basis, page.basis_note) == ("suy ra", NOTE)
    assert page.lead
    assert page.lead.unit.basis == "suy ra"
    (stretch,) = page.stretches
    assert (stretch.basis, [m.unit.basis for m in stretch.members]) == ("phục dựng", ["", ""])


def test_of_several_members_those_that_differ_say_so(shown: dict[str, Page]) -> None:
    page = shown["/cum/hai/2025/"]
    assert isinstance(page, TermPage)
    first, second = page.stretches
    assert (first.basis, [m.unit.basis for m in first.members]) == ("", ["", "suy ra"])
    assert (second.basis, [m.unit.basis for m in second.members]) == ("", ["", ""])


def test_the_cluster_s_page_and_picture(shown: dict[str, Page]) -> None:
    page = shown["/cum/hai/"]
    assert isinstance(page, ClusterPage)
    assert page.overview
    assert page.overview.unstated
    (old,) = (row for row in page.terms if row.term.address == "/cum/hai/2024/")
    assert old.lead
    assert (old.span_basis, old.lead.basis, old.members.basis) == ("suy ra", "suy ra", "phục dựng")
    cells = {row.unit.title: [c.basis for c in row.cells] for row in page.member_rows}
    assert cells["Công an tỉnh Trúc"] == ["phục dựng", ""]
    assert cells["Công an tỉnh Mai (đến 30/6/2025)"] == ["suy ra", "suy ra"]
    told = [e for g in page.timeline.groups for p in g.parts for e in p.entries]
    assert {e.mark: e.basis or e.date.basis for e in told} == {
        "membership": "suy ra", "lead": "suy ra", "signing": "suy ra",
    }  # fmt: skip


def test_events_in_lists_and_on_their_page(context: Context, shown: dict[str, Page]) -> None:
    page = shown["/su-kien/2024/them-1/"]
    assert isinstance(page, EventPage)
    assert (page.date.basis, page.basis.clusters, page.basis.note) == (
        "suy ra",
        "suy ra",
        "Năm suy ra từ ngày đăng.",
    )
    assert page.members.basis == "phục dựng"
    assert "startDate" not in (page.json_ld or {})
    (item,) = (context.event_item(e) for e in context.site.events)
    assert (item.date.basis, item.clusters[0].basis) == ("suy ra", "suy ra")


def test_what_promises_facts_leaves_it_out(shown: dict[str, Page], context: Context) -> None:
    past = [row for path, rows in given(context).items() if "ngay-nay" in path for row in rows]
    assert [page for _, _, _, page in past if page.startswith("su-kien/")] == []
    files = dict(subscriptions(context))
    calendar = files["cum/hai/lich.ics"].decode().replace("\r\n ", "")
    assert "Ngày suy ra\\; nguồn không nêu thẳng." in calendar
    # A term that no source ends has no reminder of its end
    assert "ky-hai-2025-ket-thuc" in calendar
    assert "ky-hai-2024-ket-thuc" not in calendar


def test_units_search_and_data(shown: dict[str, Page], context: Context) -> None:
    unit = shown["/don-vi/ca-truc/"]
    assert isinstance(unit, UnitPage)
    assert {row.cluster.title: row.basis for row in unit.rows}["hai"] == "phục dựng"
    (card,) = (c for c in cards(context.site, "vi") if c.type == "event")
    assert card.note == "ngày suy ra"
    files = dict(data_files(DataTables(context.site, "")))
    (row,) = json.loads(files["du-lieu/events.json"])
    assert row["basis"] == {
        "date": "inferred",
        "clusters": "inferred",
        "note": "Năm suy ra từ ngày đăng.",
    }
    terms = {c["id"]: c for c in json.loads(files["du-lieu/clusters.json"])}["hai"]["terms"]
    assert terms[0]["basis"]["members"] == "reconstructed"
    assert "basis" in files["du-lieu/events.csv"].decode("utf-8-sig").splitlines()[0].split(",")


GROUP = cluster(
    "nhom",
    f"{LOCAL}\nnumber: 8\nfounding: {{number: 12/QĐ-VD, date: 2018-10-04, signed_by: Nguyễn Văn Mẫu}}",
    'term: "2023", from: 2023-01-01, to: 2023-12-31, members: [ca-truc, ca-mai]',
    'term: "2024", from: 2024-01-01, to: 2024-12-31, number: 3, member_note: mười hai quận',
    'term: "2026", from: 2026-01-01, to: 2026-12-31',
)


def test_groups_founding_and_the_number_of_a_term(tmp_path: Path) -> None:
    site = checked(tmp_path, dict([GROUP, event(1, "2024-03-14", "ky-giao-uoc", "nhom")])).site
    shown = {page.address: page for page in pages(Context(site=site))}
    page = shown["/cum/nhom/"]
    assert isinstance(page, ClusterPage)
    assert page.founding == "số\u00a012/QĐ-VD, 04/10/2018, người ký: Nguyễn Văn Mẫu"
    # The latest term names nobody: the last known members stand under their own year
    assert page.current.members.units == ()
    assert page.last_known
    assert page.last_known.title == "Thành viên năm\u00a02023"
    (group,) = (row for row in page.terms if row.term.address == "/cum/nhom/2024/")
    assert (group.number, group.member_count, group.members_as_told) == (
        "số\u00a03",
        "mười hai quận",
        "Theo nguồn: mười hai quận.",
    )
    term = shown["/cum/nhom/2024/"]
    assert term.title == "nhom, năm\u00a02024 (khi đó là số\u00a03)"
    meeting = shown["/su-kien/2024/them-1/"]
    assert isinstance(meeting, EventPage)
    (belonging,) = meeting.belongings
    assert belonging.number
    assert belonging.number.address == "/cum/so/3/"
    third = shown["/cum/so/3/"]
    assert isinstance(third, NumberPage)
    titles = [line.cluster.title.replace("\u00a0", " ") for line in third.clusters]
    assert "nhom (khi đó là số 3)" in titles
    assert list(site.events[0].terms) == [TermKey("nhom", "2024")]
