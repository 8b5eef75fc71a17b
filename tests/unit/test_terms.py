"""Who was in a cluster on a day, and what the pages of terms, numbers and units say of it: tables."""

from __future__ import annotations

import datetime as dt

import pytest

from support import write_tree
from thidua.campaign.audience import project
from thidua.campaign.changes import membership_changes
from thidua.campaign.site import Entry, Site
from thidua.campaign.succession import MemberMoves, Replacement, member_moves
from thidua.campaign.terms import composition
from thidua.campaign.units import lifetime
from thidua.checking import check_content
from thidua.dates import PartialDate, Span
from thidua.reading.records import Unit
from thidua.views.all import pages
from thidua.views.clusters import ClusterPage
from thidua.views.common import Context, Page
from thidua.views.membership import membership_words
from thidua.views.numbers import NumberPage
from thidua.views.terms import TermPage
from thidua.views.timeline import marks_of
from thidua.views.units import UnitPage
from thidua.views.years import years_of
from timelines import RICH


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    checked = check_content(write_tree(tmp_path_factory.mktemp("rich") / "content", RICH))
    assert checked.report.render("text", "en") == "No mistakes.\n"
    return project(checked.site, "public", dt.date(2026, 1, 15))


@pytest.fixture(scope="module")
def shown(site: Site) -> dict[str, Page]:
    return {page.address: page for page in pages(Context(site=site))}


def term(shown: dict[str, Page], address: str) -> TermPage:
    page = shown[address]
    assert isinstance(page, TermPage)
    return page


@pytest.mark.parametrize(
    ("cluster", "day", "expect"),
    [
        # A calendar year, its first and last day, and the days beside it
        ("nam", "2018-12-31", None),
        ("nam", "2019-01-01", "2019: ca-mai ca-lan"),
        ("nam", "2019-12-31", "2019: ca-mai ca-lan"),
        ("nam", "2020-01-01", "2020: ca-mai ca-lan ca-cuc, lead ca-mai, deputy ca-lan"),
        ("nam", "2020-02-29", "2020: ca-mai ca-lan ca-cuc, lead ca-mai, deputy ca-lan"),
        # Half years: the merger of 1 July
        ("nam", "2021-06-30", "2021-1: ca-mai ca-lan ca-cuc, lead ca-lan"),
        ("nam", "2021-07-01", "2021-2: ca-mai ca-lan-cuc, lead ca-lan-cuc"),
        # A member from a month on to a day
        ("nam", "2021-08-31", "2021-2: ca-mai ca-lan-cuc, lead ca-lan-cuc"),
        ("nam", "2021-09-01", "2021-2: ca-mai ca-lan-cuc ca-truc, lead ca-lan-cuc"),
        ("nam", "2021-10-15", "2021-2: ca-mai ca-lan-cuc ca-truc, lead ca-lan-cuc"),
        ("nam", "2021-10-16", "2021-2: ca-mai ca-lan-cuc, lead ca-lan-cuc"),
        ("nam", "2022-01-01", None),
        # School years, known to the month
        ("truong", "2019-08-31", None),
        ("truong", "2019-09-01", "2019-2020: truong-a truong-b, lead truong-b"),
        ("truong", "2020-08-31", "2019-2020: truong-a truong-b, lead truong-b"),
        ("truong", "2020-09-01", "2020-2021: truong-a truong-b, lead truong-a"),
        ("truong", "2021-08-31", "2020-2021: truong-a truong-b, lead truong-a"),
        ("truong", "2021-09-01", None),
        # Several years, known to the year; then a term without an end
        ("doan", "2017-01-01", "2017-2022: ca-mai ca-truc"),
        ("doan", "2022-12-31", "2017-2022: ca-mai ca-truc"),
        ("doan", "2023-12-31", "2023: ca-mai ca-truc"),
        ("doan", "2024-01-01", "2023: ca-mai"),
        ("doan", "2090-01-01", "2023: ca-mai"),
    ],
)
def test_who_was_in_the_cluster(site: Site, cluster: str, day: str, expect: str | None) -> None:
    found = composition(site, cluster, dt.date.fromisoformat(day))
    if found is None:
        assert expect is None
        return
    words = f"{found.key.term}: {' '.join(found.members)}"
    words += f", lead {found.lead}" if found.lead else ""
    words += f", deputy {found.deputy}" if found.deputy else ""
    assert words == expect


@pytest.mark.parametrize(
    ("key", "expect"),
    [
        ("2019", []),
        ("2020", [("2020", ["ca-cuc"], [])]),
        ("2021-1", []),
        ("2021-2", [("2021-07-01", ["ca-lan-cuc"], ["ca-lan", "ca-cuc"]), ("2021-09", ["ca-truc"], []), ("2021-10-16", [], ["ca-truc"])]),
    ],
)  # fmt: skip
def test_who_came_and_who_left(site: Site, key: str, expect: list[tuple[str, list[str], list[str]]]) -> None:
    cluster = site.cluster("nam")
    one = next(t for t in cluster.terms if t.term == key)
    assert [(str(when), came, left) for when, came, left in membership_changes(cluster, one)] == expect


@pytest.mark.parametrize(
    ("came", "gone", "expect"),
    [
        # Two members merged, under the name of one of them: no name both joins and leaves
        ("ca-lan-cuc", "ca-lan ca-cuc", "Công an tỉnh Lan (từ 01/7/2021) kế thừa Công an tỉnh Lan (đến 30/6/2021) và Công an tỉnh Cúc"),
        # Only one of the merged units was a member
        ("ca-lan-cuc", "ca-cuc", "Công an tỉnh Lan (từ 01/7/2021) kế thừa Công an tỉnh Cúc"),
        # The successor went to another cluster: its predecessor did not leave this one, it ended
        ("", "ca-cuc ca-mai", "Rời cụm: Công an tỉnh Mai. Kết thúc khi sắp xếp lại: Công an tỉnh Cúc"),
        # All three at one moment, each unit told once
        ("ca-truc ca-lan-cuc", "ca-mai ca-lan", "Công an tỉnh Lan (từ 01/7/2021) kế thừa Công an tỉnh Lan (đến 30/6/2021). Vào cụm: Công an tỉnh Trúc. Rời cụm: Công an tỉnh Mai"),
        # Renamed, and one that merely takes a free place
        ("cuc-moi", "cuc-cu", "Cục Mới kế thừa Cục Cũ"),
        ("ca-truc", "ca-mai", "Vào cụm: Công an tỉnh Trúc. Rời cụm: Công an tỉnh Mai"),
    ],
)  # fmt: skip
def test_a_successor_takes_the_place_of_its_predecessors(site: Site, came: str, gone: str, expect: str) -> None:
    words = membership_words(
        Context(site=site), came.split(), gone.split(), PartialDate(2021, 7, 1)
    )
    assert words.replace("\N{NO-BREAK SPACE}", " ") == expect


def test_a_divided_unit_is_replaced_by_all_its_successors() -> None:
    units = {u: Entry(Unit(id=u, name=u, predecessors=p), "") for u, p in {"cu": [], "mot": ["cu"], "hai": ["cu"]}.items()}
    moves = member_moves(Site(units=units), ["hai", "mot"], ["cu"])
    assert moves == MemberMoves((Replacement(("hai", "mot"), ("cu",)),), (), ())


@pytest.mark.parametrize(
    ("unit", "expect"),
    [("ca-lan", "0001/2021-06-30"), ("ca-lan-cuc", "2021-07-01/.."), ("ca-mai", "0001/.."), ("cuc-cu", "0001/2020-02-29")],
)  # fmt: skip
def test_a_unit_ends_before_its_successor_begins(site: Site, unit: str, expect: str) -> None:
    """Also one whose own end nobody wrote down (``cuc-cu``)."""
    assert str(lifetime(site, unit)) == expect


@pytest.mark.parametrize(
    ("spans", "expect"),
    [
        ([(2015, 2015)], "2015"),
        ([(2015, 2015), (2016, 2018)], "2015–2018"),
        ([(2018, 2020), (2015, 2015)], "2015, 2018–2020"),
        ([(2015, 2019), (2016, 2017)], "2015–2019"),
        ([(2015, 2016), (2017, None)], "2015–nay"),
        ([], ""),
    ],
)
def test_years(spans: list[tuple[int, int | None]], expect: str) -> None:
    assert years_of(Span(PartialDate(a), PartialDate(b) if b else None) for a, b in spans) == expect


@pytest.mark.parametrize(
    ("kinds", "expect"),
    [
        (("ky-giao-uoc",), ("signing",)),
        (("phat-dong", "ky-giao-uoc"), ("signing",)),
        (("phat-dong",), ("event",)),
        (("tong-ket", "ky-giao-uoc"), ("signing", "review")),
        (("tong-ket", "khen-thuong"), ("review", "award")),
        (("tong-ket", "hoi-thao"), ("review", "event")),
        (("hoi-thao",), ("event",)),
    ],
)
def test_an_event_counts_as_all_it_was(kinds: tuple[str, ...], expect: tuple[str, ...]) -> None:
    assert marks_of(kinds) == expect  # type: ignore[arg-type]


# --- Pages of terms --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/cum/nam/2020/", "phat-dong ky-giao-uoc so-ket tong-ket khen-thuong"),  # handed over in January
        ("/cum/nam/2021-1/", "ky-giao-uoc"),  # the review at its signing closed 2020
        ("/cum/nam/2021-2/", ""),
        ("/cum/truong/2019-2020/", "ky-giao-uoc tong-ket"),
        ("/cum/truong/2020-2021/", ""),
        ("/cum/doan/2017-2022/", "ky-giao-uoc so-ket tong-ket"),
    ],
)
def test_the_steps_of_the_cycle(shown: dict[str, Page], address: str, known: str) -> None:
    page = term(shown, address)
    assert [step.key for step in page.cycle] == ["phat-dong", "ky-giao-uoc", "so-ket", "kiem-tra", "tong-ket", "khen-thuong"]
    assert " ".join(step.key for step in page.cycle if step.known) == known


@pytest.mark.parametrize(
    ("address", "label", "span", "number"),
    [
        ("/cum/nam/2021-1/", "sáu tháng đầu năm 2021", "từ ngày 01 tháng 01 năm 2021 đến ngày 30 tháng 6 năm 2021", "số 1"),
        ("/cum/truong/2019-2020/", "năm học 2019–2020", "từ tháng 9 năm 2019 đến tháng 8 năm 2020", "số 1"),
        ("/cum/doan/2017-2022/", "giai đoạn 2017–2022", "từ năm 2017 đến năm 2022", "số 2"),
    ],
)  # fmt: skip
def test_terms_that_are_no_calendar_year(shown: dict[str, Page], address: str, label: str, span: str, number: str) -> None:
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
    assert (page.deputy.unit.address, page.deputy.how) == ("/don-vi/ca-lan/", "do cấp trên phân công")
    assert page.next_lead
    assert page.next_lead.unit.address == "/don-vi/ca-lan/"
    assert term(shown, "/cum/nam/2021-2/").next_lead is None
    assert term(shown, "/cum/doan/2017-2022/").next_lead is None


def test_an_award_stands_with_the_year_it_is_for(shown: dict[str, Page]) -> None:
    """Handed over in the next term: on both pages, with its status, its decision and its year."""
    for address in ("/cum/nam/2020/", "/cum/nam/2021-1/"):
        (award,) = term(shown, address).awards
        assert (award.award.status, award.award.for_year) == ("trao", "năm\u00a02020")
        assert award.award.decision
    assert term(shown, "/cum/nam/2021-2/").awards == ()


def test_the_chronicle_of_a_term_keeps_what_is_not_known(shown: dict[str, Page]) -> None:
    entries = term(shown, "/cum/nam/2020/").entries
    assert [(e.mark, e.date.iso, e.date.precision) for e in entries] == [
        ("event", "2020", "year"),
        ("membership", "2020", "year"),
        ("lead", "2020", "year"),
        ("event", "2020-02-20", "day"),
        ("signing", "2020-03-05", "day"),
        ("phase", "2020-05-01", "span"),
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
    assert [(p.year, len(p.entries)) for p in groups["ky-2017-2022"].parts] == [(2022, 1), (2019, 1), (2017, 1)]
    assert [(p.year, len(p.entries)) for p in groups["ky-2023"].parts] == [(2024, 2)]
    assert timeline(shown, "doan").timeline.years == (2024, 2023, 2022, 2019, 2017)
    school = timeline(shown, "truong").timeline.groups
    assert [g.years for g in school] == [(2021, 2020), (2020, 2019)]


def test_anchors_of_years_are_unique_and_on_the_rail(shown: dict[str, Page]) -> None:
    for cluster in ("nam", "truong", "doan"):
        view = timeline(shown, cluster).timeline
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
    assert [box.text.replace("\u00a0", " ") for box in picture.terms] == ["năm 2019", "năm 2020", "2021-1", "2021-2"]
    assert {bar.kind for lane in picture.lanes for bar in lane.bars} == {"member", "lead", "deputy"}
    # The same for a phone: nothing reaches beyond its width, and no name is lost.
    assert [lane.label for lane in narrow.lanes] == [lane.label for lane in picture.lanes]
    for drawn in (picture, narrow):
        right = max(bar.x + bar.width for lane in drawn.lanes for bar in lane.bars)
        assert right <= drawn.layout.width


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
        ("doan", "2023", [("01/01/2023 – hết năm 2023", "ca-mai: ca-truc:"), ("từ năm 2024", "ca-mai:")]),
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
    found = [(p.span.replace("\u00a0", " "), [c.cluster.address for c in p.clusters]) for p in page.periods]
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
