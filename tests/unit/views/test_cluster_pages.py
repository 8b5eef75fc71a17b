"""What the pages of clusters, terms, numbers and units say of who was there when: tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shapes import LOCAL, checked, cluster
from support import BASE
from thidua.views.all import pages
from thidua.views.clusters.cluster_pages import ClusterPage
from thidua.views.clusters.numbers import NumberPage
from thidua.views.clusters.overview import _fitting
from thidua.views.clusters.terms import TermPage
from thidua.views.shared.page import Context, Page
from thidua.views.units import UnitPage
from timelines import rich_site

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.campaign.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return rich_site(tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="module")
def shown(site: Site) -> dict[str, Page]:
    return {page.address: page for page in pages(Context(site=site))}


def term(shown: dict[str, Page], address: str) -> TermPage:
    page = shown[address]
    assert isinstance(page, TermPage)
    return page


# --- Pages of terms --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "known"),
    [
        (
            "/cum/nam/2020/",
            "phat-dong ky-giao-uoc so-ket tong-ket khen-thuong",
        ),  # handed over in January
        ("/cum/nam/2021-1/", "ky-giao-uoc"),  # the review at its signing closed 2020
        ("/cum/nam/2021-2/", ""),
        ("/cum/truong/2019-2020/", "ky-giao-uoc tong-ket"),
        ("/cum/truong/2020-2021/", ""),
        ("/cum/doan/2017-2022/", "ky-giao-uoc so-ket tong-ket"),
    ],
)
def test_the_steps_of_the_cycle(shown: dict[str, Page], address: str, known: str) -> None:
    page = term(shown, address)
    steps = ["phat-dong", "ky-giao-uoc", "so-ket", "kiem-tra", "tong-ket", "khen-thuong"]
    # Of a term that nothing is known of, a sentence says so instead of six empty boxes.
    assert [step.key for step in page.cycle] == (steps if known else [])
    assert " ".join(step.key for step in page.cycle if step.known) == known


@pytest.mark.parametrize(
    ("address", "label", "span", "number"),
    [
        ("/cum/nam/2021-1/", "sáu tháng đầu năm 2021", "từ ngày 01 tháng 01 năm 2021 đến ngày 30 tháng 6 năm 2021", "số 1"),
        ("/cum/truong/2019-2020/", "năm học 2019–2020", "từ tháng 9 năm 2019 đến tháng 8 năm 2020", "số 1"),
        ("/cum/doan/2017-2022/", "giai đoạn 2017–2022", "từ năm 2017 đến năm 2022", "số 2"),
    ],
)  # fmt: skip
def test_terms_that_are_no_calendar_year(
    shown: dict[str, Page], address: str, label: str, span: str, number: str
) -> None:
    page = term(shown, address)
    assert page.label.replace("\u00a0", " ") == label
    assert page.span.replace("\u00a0", " ") == span
    assert page.number
    assert page.number.title.replace("\u00a0", " ") == number


def test_lead_deputy_and_who_leads_next(shown: dict[str, Page]) -> None:
    page = term(shown, "/cum/nam/2020/")
    assert page.lead
    assert (page.lead.unit.address, page.lead.how) == ("/don-vi/ca-mai/", "do hội nghị cụm bầu")
    assert page.deputy
    assert (page.deputy.unit.address, page.deputy.how) == (
        "/don-vi/ca-lan/",
        "do cấp trên phân công",
    )
    assert page.next_lead
    assert page.next_lead.unit.address == "/don-vi/ca-lan/"
    assert term(shown, "/cum/nam/2021-2/").next_lead is None
    assert term(shown, "/cum/doan/2017-2022/").next_lead is None


def test_an_award_stands_with_the_year_it_is_for(shown: dict[str, Page]) -> None:
    """Handed over in the next term: on both pages, with its status, its decision and its year."""
    (own,) = term(shown, "/cum/nam/2020/").awards.awards
    (other,) = term(shown, "/cum/nam/2021-1/").other_awards.awards
    assert term(shown, "/cum/nam/2020/").other_awards.awards == ()
    assert term(shown, "/cum/nam/2021-1/").awards.awards == ()
    for award in (own, other):
        assert (award.status, award.for_year) == ("trao", "năm\u00a02020")
        assert award.decision
    assert term(shown, "/cum/nam/2021-2/").awards.awards == ()


def test_the_chronicle_of_a_term_keeps_what_is_not_known(shown: dict[str, Page]) -> None:
    entries = term(shown, "/cum/nam/2020/").entries
    assert [(e.mark, e.date.iso, e.date.precision) for e in entries] == [
        ("membership", "2020", "year"),
        ("lead", "2020", "year"),
        ("event", "2020-02-20", "day"),
        ("signing", "2020-03-05", "day"),
        ("phase", "2020-05-01", "span"),
        ("event", "2020", "year"),
        ("review", "2020-07", "month"),
        ("commemoration", "2020-08-12", "day"),
        ("event", "2020-09-10", "span"),
        ("review", "2020-12-03", "day"),
    ]


# --- The cluster's own page ------------------------------------------------------------------


def timeline(shown: dict[str, Page], cluster: str) -> ClusterPage:
    page = shown[f"/cum/{cluster}/"]
    assert isinstance(page, ClusterPage)
    return page


def test_the_timeline_is_the_chronicles_turned_round(shown: dict[str, Page]) -> None:
    groups = timeline(shown, "nam").timeline.groups
    assert [g.id for g in groups] == ["ky-2021-2", "ky-2021-1", "ky-2020", "ky-2019"]
    for group in groups:
        chronicle = term(shown, group.address).entries
        assert tuple(e for part in group.parts for e in part.entries) == chronicle[::-1]
        assert (group.count, group.rest) == (len(chronicle), 0)


def test_a_phase_begun_before_the_first_term_stands_in_it(shown: dict[str, Page]) -> None:
    (phase,) = [e for e in term(shown, "/cum/nam/2019/").entries if e.mark == "phase"]
    assert (phase.date.iso, phase.years) == ("2018-11-01", (2018, 2019))


def test_terms_over_several_years_are_parted_by_year(shown: dict[str, Page]) -> None:
    groups = {g.id: g for g in timeline(shown, "doan").timeline.groups}
    assert [(p.year, len(p.entries)) for p in groups["ky-2017-2022"].parts] == [
        (2022, 1),
        (2019, 1),
        (2017, 1),
    ]
    assert [(p.year, len(p.entries)) for p in groups["ky-2023"].parts] == [(2024, 1), (2023, 1)]
    assert timeline(shown, "doan").timeline.years == (2024, 2023, 2022, 2019, 2017)
    school = timeline(shown, "truong").timeline.groups
    assert [g.years for g in school] == [(2021, 2020), (2020, 2019)]


def test_anchors_of_years_are_unique_and_on_the_rail(shown: dict[str, Page]) -> None:
    for id_ in ("nam", "truong", "doan"):
        view = timeline(shown, id_).timeline
        anchors = [g.anchor for g in view.groups] + [p.anchor for g in view.groups for p in g.parts]
        found = [a for a in anchors if a]
        assert len(found) == len(set(found))
        assert sorted(found) == sorted(f"nam-{year}" for year in view.rail)


def test_ids_of_entries_are_unique(shown: dict[str, Page]) -> None:
    """A meeting that closes one term and opens the next stands in both."""
    groups = timeline(shown, "nam").timeline.groups
    ids = [e.id for g in groups for p in g.parts for e in p.entries]
    assert len(ids) == len(set(ids))
    assert {"sk-2020-hai-viec", "sk-2020-hai-viec--2021-1"} <= set(ids)


def test_the_picture_names_terms_and_mergers(shown: dict[str, Page]) -> None:
    overview = timeline(shown, "nam").overview
    assert overview
    assert [merge.replace("\u00a0", " ") for merge in overview.merges] == [
        "01/7/2021: Công an tỉnh Cúc và Công an tỉnh Lan → Công an tỉnh Lan"
    ]
    picture, narrow = overview.pictures
    assert [box.text.replace("\u00a0", " ") for box in picture.terms] == [
        "năm 2019",
        "năm 2020",
        "2021-1",
        "2021-2",
    ]
    assert {bar.kind for lane in picture.lanes for bar in lane.bars} == {"member", "lead", "deputy"}
    right = max(bar.x + bar.width for lane in picture.lanes for bar in lane.bars)
    assert right <= picture.layout.width == 1040
    # The same bars for a phone, from edge to edge below their names, and no name is lost.
    assert [lane.label for lane in narrow.lanes] == [lane.label for lane in picture.lanes]
    assert narrow.bars_transform == "translate(-113.9 -18.3) scale(0.4557 1.5769)"


@pytest.mark.parametrize(
    ("cluster", "key", "expect"),
    [
        ("nam", "2020", [("", "ca-mai:Cụm trưởng ca-lan:Cụm phó ca-cuc:")]),
        # Known to the month where the membership is, to the day where that is
        (
            "nam",
            "2021-2",
            [
                ("01/7/2021 – hết tháng 8/2021", "ca-mai: ca-lan-cuc:Cụm trưởng"),
                ("tháng 9/2021 – 15/10/2021", "ca-mai: ca-lan-cuc:Cụm trưởng ca-truc:"),
                ("16/10/2021 – 31/12/2021", "ca-mai: ca-lan-cuc:Cụm trưởng"),
            ],
        ),
        (
            "doan",
            "2023",
            [("01/01/2023 – hết năm 2023", "ca-mai: ca-truc:"), ("từ năm 2024", "ca-mai:")],
        ),
    ],
)
def test_members_stand_by_stretches_of_the_term(
    shown: dict[str, Page], cluster: str, key: str, expect: list[tuple[str, str]]
) -> None:
    page = term(shown, f"/cum/{cluster}/{key}/")
    assert [
        (
            stretch.span.replace("\u00a0", " "),
            " ".join(f"{m.unit.address.split('/')[2]}:{m.role}" for m in stretch.members),
        )
        for stretch in page.stretches
    ] == expect


# --- Numbers and units -----------------------------------------------------------------------


def test_which_number_one_is_meant_when(shown: dict[str, Page]) -> None:
    page = shown["/cum/so/1/"]
    assert isinstance(page, NumberPage)
    found = [
        (p.span.replace("\u00a0", " "), [c.cluster.address for c in p.clusters])
        for p in page.periods
    ]
    both = ["/cum/nam/", "/cum/truong/"]
    assert found == [
        ("tháng 9/2021 – tháng 12/2021", both[:1]),
        ("tháng 9/2019 – tháng 8/2021", both),
        ("tháng 01/2019 – tháng 8/2019", both[:1]),
    ]


def test_an_open_term_lasts_until_now(shown: dict[str, Page]) -> None:
    page = shown["/cum/so/2/"]
    assert isinstance(page, NumberPage)
    assert [p.span for p in page.periods] == ["2017–nay"]


def test_a_unit_shows_its_kin_and_their_clusters(shown: dict[str, Page]) -> None:
    page = shown["/don-vi/ca-lan-cuc/"]
    assert isinstance(page, UnitPage)
    assert [(k.unit.address, [r.years for r in k.rows]) for k in page.predecessors] == [
        ("/don-vi/ca-cuc/", ["2020–2021"]),
        ("/don-vi/ca-lan/", ["2019–2021"]),
    ]
    assert [(r.cluster.address, r.years) for r in page.rows] == [("/cum/nam/", "2021")]
    assert [link.address for link in page.namesakes] == ["/don-vi/ca-lan/"]


# --- Clusters of the same number -------------------------------------------------------------


def test_namesakes_are_those_of_the_time_they_shared_the_number(tmp_path: Path) -> None:
    """Of nine clusters that were ever number 1, those that were at the same time; its own series first, then the latest."""

    def one(id_: str, head: str, *years: str) -> tuple[str, str]:
        return cluster(id_, head, *(f'term: "{y[:4]}", from: {y[:4]}-01-01, to: {y[:4]}-12-31{y[4:]}' for y in years))  # fmt: skip

    other = "owner: ca-truc\nblock: noi-bo-cong-an-tinh"
    found = checked(
        tmp_path,
        dict([
            one("day", f"{LOCAL}\nnumber: 11", "2020", "2021", "2022, number: 12"),
            one("tre", f"{LOCAL}\nnumber: 11\norganisation: youth", "2021", "2022"),
            one("tinh", f"{other}\nnumber: 11", "2019", "2020", "2021"),
            # Before and after, and of the number it bore for a year only
            one("truoc", f"{other}\nnumber: 11\norganisation: women", "2018"),
            one("sau", f"{other}\nnumber: 11\norganisation: union", "2022"),
            one("muoi-hai", f"{other}\nnumber: 12", "2021", "2022"),
        ]),
    )  # fmt: skip
    assert [item.code for item in found.report] == []
    shown = {page.address: page for page in pages(Context(site=found.site))}
    page = shown["/cum/day/"]
    assert isinstance(page, ClusterPage)
    assert [(n.cluster.title, n.organisation, n.years) for n in page.namesakes] == [
        ("tre", "Tổ chức Đoàn", "2021"),
        ("muoi-hai", "", "2022"),
        ("tinh", "", "2020–2021"),
    ]


def test_a_number_is_not_said_to_be_held_in_a_gap(tmp_path: Path) -> None:
    gap = cluster("ho", f"{LOCAL}\nnumber: 21", 'term: "2019", from: 2019-01-01, to: 2019-12-31', 'term: "2021", from: 2021-01-01, to: 2021-12-31')  # fmt: skip
    shown = {p.address: p for p in pages(Context(site=checked(tmp_path, dict([gap])).site))}
    page = shown["/cum/so/21/"]
    assert isinstance(page, NumberPage)
    assert [period.span for period in page.periods] == ["2021", "2019"]


def test_members_of_an_earlier_part_of_a_term_are_named_with_their_days(tmp_path: Path) -> None:
    one = cluster("giam", f"{LOCAL}\nnumber: 22", 'term: "2025", from: 2025-01-01, to: 2025-12-31, members: [ca-truc, {unit: ca-mai, to: 2025-06-30}, {unit: ca-lan, to: 2025-06-30}]')  # fmt: skip
    shown = {p.address: p for p in pages(Context(site=checked(tmp_path, dict([one])).site))}
    page = shown["/cum/giam/"]
    assert isinstance(page, ClusterPage)
    assert [link.title for link in page.current.members.units] == ["Công an tỉnh Trúc"]
    assert [link.title for link in page.current.members.former] == [
        "Công an tỉnh Mai (đến 30/6/2025)",
        "Công an tỉnh Lan (đến 30/6/2025)",
    ]
    assert page.current.member_count.replace("\u00a0", " ") == "3 → 1 đơn vị"


@pytest.mark.parametrize(
    ("name", "short", "expect"),
    [
        ("Công an tỉnh Mai", "", "Công an tỉnh Mai"),
        ("Hội Phụ nữ Cảnh sát phòng cháy và chữa cháy TP Mẫu", "Hội Phụ nữ PC&CC TP Mẫu", "Hội Phụ nữ PC&CC TP Mẫu"),
        ("Hội Phụ nữ Cảnh sát phòng cháy và chữa cháy TP Mẫu", "", "Hội Phụ nữ Cảnh … và chữa cháy TP Mẫu"),
    ],
)  # fmt: skip
def test_names_fit_beside_the_lanes(name: str, short: str, expect: str) -> None:
    assert _fitting(name, short, 38) == expect


# --- Pledges ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "links", "missing"),
    [
        (("2023", "2024"), ["năm 2023"], "năm 2024"),
        (("2023",), ["năm 2023"], ""),
    ],
)
def test_a_newest_term_without_a_pledge_is_named_beside_the_last_pledge(
    tmp_path: Path, terms: tuple[str, ...], links: list[str], missing: str
) -> None:
    one = cluster("mat", f"{LOCAL}\nnumber: 23", *(f'term: "{y}", from: {y}-01-01, to: {y}-12-31, members: [ca-mai]' for y in terms))  # fmt: skip
    pledge = BASE["clusters/vd-1/pledges/2024.md"].replace("2024", "2023").replace("vd-1", "mat")
    found = checked(tmp_path, dict([one]), {"clusters/mat/pledges/2023.md": pledge})
    shown = {p.address: p for p in pages(Context(site=found.site))}
    page = shown["/cum/mat/"]
    assert isinstance(page, ClusterPage)
    assert [link.title.replace("\u00a0", " ") for link in page.pledges.links] == links
    assert page.pledges.missing.replace("\u00a0", " ") == missing
