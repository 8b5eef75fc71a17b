"""Kin of units, members of days known loosely, what a meeting was for each of its terms, names of terms and places."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from shapes import LOCAL, UNITS, checked, cluster, event
from thidua.campaign.cycle import step_events
from thidua.campaign.site import TermKey
from thidua.campaign.terms import composition_on, members_during, term_name
from thidua.campaign.units import all_predecessors, all_successors, lifetime, owner_id
from thidua.dates import PartialDate, Span
from thidua.views.all import pages
from thidua.views.clusters.numbers import periods
from thidua.views.clusters.timeline import term_entries
from thidua.views.events import event_page
from thidua.views.shared.clusters import cluster_blocks
from thidua.views.shared.page import Context
from thidua.views.units import UnitPage
from thidua.views.units import pages as unit_pages

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.checks.run import CheckedContent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> CheckedContent:
    found = checked(tmp_path_factory.mktemp("shapes"))
    assert found.report.render("text", "vi") == "Không có lỗi.\n"
    return found


@pytest.mark.parametrize(
    ("unit", "earlier", "later", "lived"),
    [
        ("ca-mai-2025", "ca-mai ca-lan ca-cuc", "", "2025-07-01/.."),  # a merger of three
        ("ca-cuc", "", "ca-mai-2025", "0001/2025-06-30"),
        ("cuc-mot", "", "cuc-hai cuc-ba cuc-tu", "0001/2018-06-30"),  # two steps on, then divided
        ("cuc-hai", "cuc-mot", "cuc-ba cuc-tu", "2018-07-01/2024-12-31"),
        ("cuc-tu", "cuc-hai cuc-mot", "", "2025-01-01/.."),
    ],
)
def test_kin(site: CheckedContent, unit: str, earlier: str, later: str, lived: str) -> None:
    assert " ".join(all_predecessors(site.site, unit)) == earlier
    assert " ".join(all_successors(site.site, unit)) == later
    assert str(lifetime(site.site, unit)) == lived


@pytest.mark.parametrize(
    ("written", "id_"),
    [("bo-vi-du", "bo-vi-du"), ("Bộ Ví Dụ", "bo-vi-du"), ("Bộ VD", "bo-vi-du"), ("Công an tỉnh Mai", "Công an tỉnh Mai"), ("Hội đồng", "Hội đồng")],
)  # fmt: skip
def test_an_owner_by_its_name(site: CheckedContent, written: str, id_: str) -> None:
    assert owner_id(site.site, written) == id_


@pytest.mark.parametrize(
    ("day", "members", "deputy"),
    [("2025-06-30", "ca-truc ca-mai", None), ("2025-07-01", "ca-truc ca-mai-2025", "ca-mai-2025")],
)
def test_the_successor_is_deputy_from_the_merger_on(
    site: CheckedContent, day: str, members: str, deputy: str | None
) -> None:
    """Nobody dated the deputy; that its unit did not exist before is known all the same."""
    found = composition_on(site.site, "nam", dt.date.fromisoformat(day))
    assert found
    assert (" ".join(found.members), found.lead, found.deputy) == (members, "ca-truc", deputy)


@pytest.mark.parametrize(
    ("first", "last", "expect"),
    [
        ("2025-03-04", "2025-03-04", "ca-truc ca-mai"),
        ("2025-08", "2025-08", "ca-truc ca-mai-2025"),
        ("2025", "2025", "ca-truc ca-mai:0001/2025-06-30 ca-mai-2025:2025-07-01/.."),
        ("2025-06-29", "2025-07-02", "ca-truc ca-mai:0001/2025-06-30 ca-mai-2025:2025-07-01/.."),
        ("2026-01-20", "2026-01-20", "ca-truc ca-mai-2025"),  # reviewed after the term
        ("2024-12-20", "2024-12-20", "ca-truc ca-mai"),  # signed before it
    ],
)
def test_members_during(site: CheckedContent, first: str, last: str, expect: str) -> None:
    span = Span(PartialDate.parse(first), PartialDate.parse(last))
    found = members_during(site.site.term(TermKey("nam", "2025")), span)
    assert " ".join(f"{unit}:{days}" if days else unit for unit, days in found) == expect


def test_an_event_of_a_year_with_two_compositions_names_both_sides(tmp_path: Path) -> None:
    found = checked(tmp_path, dict([event(1, "2025", "hoi-thao", "nam")]))
    page = event_page(Context(site=found.site), found.site.events[0])
    assert [link.title for link in page.members.units] == [
        "Công an tỉnh Trúc",
        "Công an tỉnh Mai (đến 30/6/2025)",
        "Công an tỉnh Mai (từ 01/7/2025)",
    ]


@pytest.mark.parametrize(
    ("cluster_id", "kinds", "terms", "expect"),
    [
        ("nam", "tong-ket, ky-giao-uoc", "nam@2024, nam@2025", {"2024": "tong-ket", "2025": "ky-giao-uoc"}),
        ("nam", "ky-giao-uoc, tong-ket", "nam@2025, nam@2024", {"2024": "tong-ket", "2025": "ky-giao-uoc"}),
        ("nam", "tong-ket, ky-giao-uoc, hoi-thao", "nam@2024, nam@2025", {"2024": "tong-ket hoi-thao", "2025": "ky-giao-uoc hoi-thao"}),
        ("nam", "tong-ket, khen-thuong", "nam@2024, nam@2025", {"2024": "tong-ket khen-thuong", "2025": "tong-ket khen-thuong"}),
        ("nam", "tong-ket, ky-giao-uoc", "nam@2024, xa@2025-2", {"2024": "tong-ket ky-giao-uoc"}),
    ],
)  # fmt: skip
def test_what_a_meeting_was_for_each_of_its_terms(
    tmp_path: Path, cluster_id: str, kinds: str, terms: str, expect: dict[str, str]
) -> None:
    site = checked(tmp_path, dict([event(1, "2025-01-10", kinds, terms)])).site
    (entry,) = site.events
    own = [key for key in entry.terms if key.cluster == cluster_id]
    assert {key.term: " ".join(site.kinds_in(entry, key)) for key in own} == expect


@pytest.mark.parametrize(
    ("cluster_id", "year", "expect"),
    [
        (
            "nam",
            "for_year: 2024, ",
            {"2023": 0, "2024": 1, "2025": 0},
        ),  # handed over in the year after
        ("nam", "for_year: 2025, ", {"2023": 0, "2024": 0, "2025": 1}),
        ("nam", "", {"2023": 0, "2024": 0, "2025": 1}),  # the source does not say for which year
        ("mo", "for_year: 2023, ", {"2019": 1}),  # a term without an end
        (
            "truong",
            "for_year: 2024, ",
            {"2023-2024": 1, "2024-2025": 1},
        ),  # a school year lies in both
    ],
)
def test_awards_are_a_step_of_the_year_they_are_for(
    tmp_path: Path, cluster_id: str, year: str, expect: dict[str, int]
) -> None:
    award = f"awards: [{{title: Cờ thi đua, to: Đơn vị Mẫu, {year}status: de-nghi}}]\n"
    site = checked(tmp_path, dict([event(1, "2025-03-03", "khen-thuong", cluster_id, award)])).site
    steps = {
        t.term: len(step_events(site, TermKey(cluster_id, t.term), "khen-thuong"))
        for t in site.cluster(cluster_id).terms
    }
    assert steps == expect


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("nam@2023", "năm 2023"), ("nua@2025-h1", "sáu tháng đầu năm 2025"), ("nua@2025-h2", "sáu tháng cuối năm 2025"),
        ("truong@2023-2024", "năm học 2023–2024"), ("phu-nu@2017-2022", "giai đoạn 2017–2022"),
        ("doan@2020-2021", "giai đoạn 2020–2021"), ("xa@2025-2", "sáu tháng cuối năm 2025"),
    ],
)  # fmt: skip
def test_a_term_without_a_label_has_a_name(site: CheckedContent, key: str, name: str) -> None:
    cluster_id, _, term = key.partition("@")
    assert (
        term_name(
            site.site.cluster(cluster_id),
            site.site.term(TermKey(cluster_id, term)),
            site.site.sector,
            "vi",
        )
        == name
    )


def test_periods_of_a_number_are_no_more_exact_than_the_terms(site: CheckedContent) -> None:
    held = {c: list(site.site.cluster(c).terms) for c in ("nam", "truong", "phu-nu", "xa")}
    assert [(words, sorted(who)) for words, who in periods(Context(site=site.site), held)] == [
        ("tháng 10/2017 – tháng 12/2022", ["phu-nu"]),
        ("tháng 01/2023 – tháng 8/2023", ["nam"]),
        ("tháng 9/2023 – tháng 6/2025", ["nam", "truong"]),
        ("tháng 7/2025 – tháng 8/2025", ["nam", "truong", "xa"]),
        ("tháng 9/2025 – tháng 12/2025", ["nam", "xa"]),
    ]


def test_two_communes_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """They are there at the same time, so their dates cannot do it."""
    units = UNITS + "".join(
        f"- {{id: xa-dong-{n}, name: Công an xã Đồng, kind: cong-an-xa{short}}}\n"
        for n, short in (("mai", ', short: "Công an xã Đồng, tỉnh Mai"'), ("truc", ""))
    )
    ctx = Context(site=checked(tmp_path, {"units.yml": units}).site)
    shown = {page.address: page for page in unit_pages(ctx) if isinstance(page, UnitPage)}
    assert [link.title for link in shown["/don-vi/xa-dong-mai/"].namesakes] == [
        "Công an xã Đồng (xa-dong-truc)"
    ]
    assert [link.title for link in shown["/don-vi/xa-dong-truc/"].namesakes] == [
        "Công an xã Đồng, tỉnh Mai"
    ]


def test_a_unit_shows_its_kin_on_both_sides_with_their_clusters(tmp_path: Path) -> None:
    """Two steps back, and to both parts of what was divided."""
    long = cluster(
        "dai", f"{LOCAL}\nnumber: 8",
        'term: "2017", from: "2017", to: "2017", members: [cuc-mot]', 'term: "2020", from: "2020", to: "2020", lead: cuc-hai, members: [cuc-hai]',
        'term: "2026", from: "2026", to: "2026", members: [cuc-ba, cuc-tu]',
    )  # fmt: skip
    ctx = Context(site=checked(tmp_path, dict([long])).site)
    shown = {page.address: page for page in unit_pages(ctx) if isinstance(page, UnitPage)}
    told = {
        unit: [
            (kin.unit.address.split("/")[2], [row.years for row in kin.rows])
            for kin in (
                *shown[f"/don-vi/{unit}/"].predecessors,
                *shown[f"/don-vi/{unit}/"].successors,
            )
        ]
        for unit in ("cuc-mot", "cuc-hai", "cuc-tu")
    }
    assert told == {
        "cuc-mot": [("cuc-hai", ["2020"]), ("cuc-ba", ["2026"]), ("cuc-tu", ["2026"])],
        "cuc-hai": [("cuc-mot", ["2017"]), ("cuc-ba", ["2026"]), ("cuc-tu", ["2026"])],
        "cuc-tu": [("cuc-hai", ["2020"]), ("cuc-mot", ["2017"])],
    }
    assert shown["/don-vi/cuc-hai/"].rows[0].roles == ("Cụm trưởng (năm\u00a02020)",)


def test_who_leads_a_block_is_not_called_by_the_name_of_a_cluster(tmp_path: Path) -> None:
    block = cluster(
        "k",
        f"{LOCAL}",
        'term: "2021", from: "2021", to: "2021", lead: cuc-hai, deputy: ca-truc, members: [cuc-hai, ca-truc]',
    )
    path, text = block
    ctx = Context(
        site=checked(tmp_path, {path: text.replace("name: k", "name: Khối thi đua Ví Dụ")}).site
    )
    shown = {page.address: page for page in unit_pages(ctx) if isinstance(page, UnitPage)}
    assert shown["/don-vi/cuc-hai/"].rows[0].roles == ("Trưởng khối (năm\u00a02021)",)
    assert "Phó khối (năm\u00a02021)" in [
        role for row in shown["/don-vi/ca-truc/"].rows for role in row.roles
    ]


def test_the_lead_of_a_term_whose_members_are_not_known_is_shown_with_it(tmp_path: Path) -> None:
    """Beside the members of the year before it would seem to lead those."""
    next_year = cluster(
        "sau", f"{LOCAL}\nnumber: 8",
        'term: "2025", from: "2025", to: "2025", lead: ca-truc, members: [ca-truc]', 'term: "2026", from: "2026", to: "2026", lead: cuc-ba',
    )  # fmt: skip
    ctx = Context(site=checked(tmp_path, dict([next_year])).site)
    (line,) = [
        line
        for block in cluster_blocks(ctx)
        for line in block.clusters
        if line.address == "/cum/sau/"
    ]
    assert line.lead
    assert (line.term.title, line.lead.title) == ("năm\u00a02025", "Cục Ba (năm\u00a02026)")


def test_people_are_mentions_and_never_one_person(tmp_path: Path) -> None:
    """One name, two ranks and posts, on two days: each event says its own, and no page says whose they are."""
    officials = "officials: [{{name: Trần Văn Mẫu, rank: {}, post: {}}}]\n"
    files = dict([
        event(1, "2024-03-14", "ky-giao-uoc", "nam", officials.format("Đại tá", "Phó Giám đốc Công an tỉnh Mai")),
        event(2, "2025-03-14", "ky-giao-uoc", "nam", officials.format("Thiếu tướng", "Cục trưởng Cục Ba")),
        event(3, "2025-04-14", "gap-mat", "nam", "officials: [Trần Văn Mẫu]\n"),
    ])  # fmt: skip
    ctx = Context(site=checked(tmp_path, files).site)
    shown = [event_page(ctx, entry).officials for entry in ctx.site.events]
    assert [[(o.name, o.rank) for o in found] for found in shown] == [
        [("Trần Văn Mẫu", "Đại tá")], [("Trần Văn Mẫu", "Thiếu tướng")], [("Trần Văn Mẫu", "")],
    ]  # fmt: skip
    assert not [page.address for page in pages(ctx) if "mau" in page.address]


@pytest.mark.parametrize(
    ("term", "told"),
    [
        # Each role on its own day; who took a role over with a merger took it over then
        (
            "lead: ca-truc, deputy: {unit: ca-hue, from: 2025-04-01}",
            {"2025": "Cụm trưởng: Công an tỉnh Trúc", "2025-04-01": "Cụm phó: Công an tỉnh Huệ"},
        ),
        ("lead: ca-mai-2025", {"2025-07-01": "Cụm trưởng: Công an tỉnh Mai"}),
        # Given up before the end of the term, and after it nobody is known
        (
            "lead: {unit: ca-truc, to: 2025-03}, deputy: {unit: ca-hue, to: 2025-09-30}",
            {
                "2025": "Cụm trưởng: Công an tỉnh Trúc; Cụm phó: Công an tỉnh Huệ",
                "2025-04": "Thôi Cụm trưởng: Công an tỉnh Trúc",
                "2025-10-01": "Thôi Cụm phó: Công an tỉnh Huệ",
            },
        ),
        ("lead: {unit: ca-truc, to: 2025-12-31}", {"2025": "Cụm trưởng: Công an tỉnh Trúc"}),
    ],
)
def test_changes_of_lead_on_the_timeline(tmp_path: Path, term: str, told: dict[str, str]) -> None:
    members = (
        "ca-truc, ca-hue, {unit: ca-mai, to: 2025-06-30}, {unit: ca-mai-2025, from: 2025-07-01}"
    )
    named = cluster("hai", f"{LOCAL}\nnumber: 7", f'term: "2025", from: 2025-01-01, to: 2025-12-31, {term}, members: [{members}]')  # fmt: skip
    units = f"{UNITS}- {{id: ca-hue, name: Công an tỉnh Huệ}}\n"
    found = checked(tmp_path, {**dict([named]), "units.yml": units})
    assert found.report.render("text", "vi") == "Không có lỗi.\n"
    entries = term_entries(Context(site=found.site), "hai", found.site.cluster("hai").terms[0])
    leads = [e for e in entries if e.mark == "lead"]
    assert {e.date.iso: e.title.replace("\u00a0", " ") for e in leads} == told
    assert len({e.id for e in entries}) == len(entries)
