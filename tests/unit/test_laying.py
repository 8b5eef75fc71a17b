"""Clusters of every shape the field knows, written by a script as an editor would: where events land, what is asked, what is refused.

All names are invented; the shapes are those of `design.md` §2 and of the press: prisons of a former general department, women's and
youth organisations with terms of their own, blocks without a number, communes of a half year, schools, terms without an end.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from support import write_tree
from thidua.campaign.site import TermKey
from thidua.campaign.term_names import term_name
from thidua.campaign.terms import composition, members_during
from thidua.campaign.units import after, before, lifetime, owner_id
from thidua.checking import Checked, check_content
from thidua.dates import PartialDate, Span
from thidua.views.all import pages
from thidua.views.clusters import blocks
from thidua.views.common import Context
from thidua.views.events import event_page
from thidua.views.numbers import periods
from thidua.views.units import UnitPage
from thidua.views.units import pages as unit_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thidua.diagnostics import Diagnostic

SOURCES = "sources: [{title: Bản tin Ví Dụ}]"

UNITS = """\
- {id: bo-vi-du, name: Bộ Ví Dụ, short: Bộ VD, kind: bo}
- {id: tong-cuc-chin, name: Tổng cục Chín, kind: tong-cuc, to: 2018-08}
- {id: trai-so-1, name: Trại số 1, kind: trai-giam}
- {id: trai-so-2, name: Trại số 2, kind: trai-giam}
- {id: hoi-mai, name: Hội Phụ nữ Công an tỉnh Mai, kind: hoi-phu-nu}
- {id: ca-mai, name: Công an tỉnh Mai, to: 2025-06-30}
- {id: ca-lan, name: Công an tỉnh Lan, to: 2025-06-30}
- {id: ca-cuc, name: Công an tỉnh Cúc, to: 2025-06-30}
- {id: ca-mai-2025, name: Công an tỉnh Mai, from: 2025-07-01, predecessors: [ca-mai, ca-lan, ca-cuc]}
- {id: ca-truc, name: Công an tỉnh Trúc}
- {id: xa-mai-1, name: Công an xã Mai 1, kind: cong-an-xa, from: 2025-07-01}
- {id: xa-mai-2, name: Công an xã Mai 2, kind: cong-an-xa, from: 2025-07-01}
- {id: truong-a, name: Trường A, kind: hoc-vien}
- {id: truong-b, name: Trường B, kind: hoc-vien}
- {id: cuc-mot, name: Cục Một, to: 2018-06-30}
- {id: cuc-hai, name: Cục Hai, from: 2018-07-01, to: 2024-12-31, predecessors: [cuc-mot]}
- {id: cuc-ba, name: Cục Ba, from: 2025-01-01, predecessors: [cuc-hai]}
- {id: cuc-tu, name: Cục Tư, from: 2025-01-01, predecessors: [cuc-hai]}
"""


def cluster(id_: str, head: str, *terms: str) -> tuple[str, str]:
    lines = "".join(f"  - {{{term}, {SOURCES}}}\n" for term in terms)
    return f"clusters/{id_}/cluster.yml", f"id: {id_}\nname: {id_}\naudience: public\n{head}\nterms:\n{lines}"


LOCAL = "owner: bo-vi-du\nblock: cong-an-dia-phuong"
CLUSTERS = dict([
    cluster("nam", f"{LOCAL}\nnumber: 1",
        'term: "2023", from: 2023-01-01, to: 2023-12-31, members: [ca-mai, ca-truc]',
        'term: "2024", from: 2024-01-01, to: 2024-12-31, members: [ca-mai, ca-truc]',
        'term: "2025", from: 2025-01-01, to: 2025-12-31, lead: ca-truc, deputy: ca-mai-2025,'
        " members: [ca-truc, {unit: ca-mai, to: 2025-06-30}, {unit: ca-mai-2025, from: 2025-07-01}]"),
    cluster("nua", f"{LOCAL}\nnumber: 2",
        "term: 2025-h1, from: 2025-01-01, to: 2025-06-30, members: [ca-lan]",
        "term: 2025-h2, from: 2025-07-01, to: 2025-12-31, members: [ca-mai-2025]"),
    cluster("thua", f"{LOCAL}\nnumber: 3",
        'term: "2020", from: 2020-01-01, to: 2020-12-31', 'term: "2022", from: 2022-01-01, to: 2022-12-31'),
    cluster("truong", "owner: Bộ Ví Dụ\nblock: hoc-vien-truong\nnumber: 1",
        "term: 2023-2024, from: 2023-09-01, to: 2024-08-31, members: [truong-a, truong-b]",
        "term: 2024-2025, from: 2024-09-01, to: 2025-08-31, members: [truong-a, truong-b]"),
    cluster("trai", "owner: tong-cuc-chin\nblock: tong-cuc\nnumber: 3",
        'term: "2012", from: "2012", to: "2012", lead: trai-so-1, members: [trai-so-1, trai-so-2]'),
    cluster("phu-nu", f"{LOCAL}\nnumber: 1\norganisation: women",
        'term: 2017-2022, from: 2017-10, to: "2022", members: [hoi-mai]'),
    cluster("doan", f"{LOCAL}\nnumber: 2\norganisation: youth",
        "term: 2020-2021, from: 2020-09, to: 2021-05", "term: 2022-2023, from: 2022-09, to: 2023-06"),
    cluster("khoi", "owner: ca-truc\nblock: noi-bo-cong-an-tinh", 'term: "2021", from: 2021-01-01, to: 2021-12-31'),
    cluster("xa", "owner: ca-mai-2025\nblock: noi-bo-cong-an-tinh\nnumber: 1",
        "term: 2025-2, from: 2025-07-01, to: 2025-12-31, members: [xa-mai-1, xa-mai-2]"),
    cluster("mo", "owner: Hội đồng Ví Dụ\nblock: ngoai-cong-an\nnumber: 9", 'term: "2019", from: 2019-01-01, members: [ca-truc]'),
])  # fmt: skip


def event(number: int, date: str, kinds: str, clusters: str, more: str = "") -> tuple[str, str]:
    first = date.removeprefix("{from: ").partition(",")[0]
    return f"events/{first[:4]}/{first}-them-{number}.md", (
        f"---\ntitle: Hoạt động thứ {number}\ndate: {date}\nkinds: [{kinds}]\nclusters: [{clusters}]\naudience: public\n"
        f"status: published\nsummary: Các đơn vị cùng dự.\n{more}{SOURCES}\n---\n\nCác đơn vị cùng dự.\n"
    )


def checked(folder: Path, *more: Mapping[str, str]) -> Checked:
    files = {"units.yml": UNITS, **CLUSTERS}
    for changes in more:
        files |= changes
    return check_content(write_tree(folder / "content", files))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    found = checked(tmp_path_factory.mktemp("shapes"))
    assert found.report.render("text", "vi") == "Không có lỗi.\n"
    return found


LAND = [
    ("2012-06-28", "hoi-thi", "trai", "trai@2012"),
    ("2012", "ky-giao-uoc", "trai", "trai@2012"),
    ("2017-10-19", "ky-giao-uoc", "phu-nu", "phu-nu@2017-2022"),
    ("2021", "so-ket", "phu-nu", "phu-nu@2017-2022"),
    ("2020-09", "phat-dong", "doan", "doan@2020-2021"),
    ("2023-06-30", "tong-ket", "doan", "doan@2022-2023"),
    ("2021-02-03", "ky-giao-uoc", "khoi", "khoi@2021"),
    ("2025-11", "tong-ket", "xa", "xa@2025-2"),
    ("2026-10-10", "hoi-thao", "mo", "mo@2019"),
    ("2023-11-28", "phat-dong, ky-giao-uoc", "truong", "truong@2023-2024"),
    ("2023-12-11", "tong-ket", "nam", "nam@2023"),
    ("2024-01-11", "tong-ket", "nam@2023", "nam@2023"),
    ("2024-12-20", "ky-giao-uoc", "nam@2025", "nam@2025"),
    ("2024-11-28", "tong-ket, ky-giao-uoc", "nam@2024, nam@2025", "nam@2024 nam@2025"),
    ("2025", "hoi-thao", "nam", "nam@2025"),
    ("2025-02-14", "ky-giao-uoc", "nua", "nua@2025-h1"),
    ("2025-07", "so-ket", "nua", "nua@2025-h2"),
    ("2025-12-19", "khen-thuong", "nam, xa", "nam@2025 xa@2025-2"),
    # Of a meeting of several clusters nobody says which of them signs
    ("2024-11-29", "tong-ket, ky-giao-uoc", "nam, truong", "nam@2024 truong@2024-2025"),
    ("2023-03-14", "so-ket, dai-hoi", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("date", "kinds", "clusters", "expect"), LAND)
def test_it_lands(tmp_path: Path, date: str, kinds: str, clusters: str, expect: str) -> None:
    found = checked(tmp_path, dict([event(1, date, kinds, clusters)]))
    assert found.report.render("text", "vi") == "Không có lỗi.\n"
    assert " ".join(map(str, found.site.events[0].terms)) == expect


ASKED = [
    # A review in January by its date alone, a signing in December: where it lands, and what is asked
    ("2024-01-11", "tong-ket", "nam", "nam@2024", "N528", "nam@2023"),
    ("2023-01-11", "tong-ket", "nam", "nam@2023", "N528", None),
    ("2024-03-30", "tong-ket, ky-giao-uoc", "nam", "nam@2024", "N528", "nam@2023, nam@2024"),
    ("2024-11-26", "tong-ket", "truong", "truong@2024-2025", "N528", "truong@2023-2024"),
    ("2025-07-10", "tong-ket", "nua", "nua@2025-h2", "N528", "nua@2025-h1"),
    ("2024-12-20", "ky-giao-uoc", "nam", "nam@2024", "N529", "nam@2025"),
    ("2024-11-28", "tong-ket, ky-giao-uoc", "nam", "nam@2024", "N529", "nam@2024, nam@2025"),
    ("2025-12-20", "ky-giao-uoc", "nam", "nam@2025", "N529", None),
    # No term on the day: only what closes or opens a term is proposed its neighbour
    ("2026-01-15", "tong-ket", "nam", "", "E406", "nam@2025"),
    ("2022-12-20", "ky-giao-uoc", "nam", "", "E406", "nam@2023"),
    ("2026-02-10", "ky-giao-uoc", "nam", "", "E406", None),
    ("2026-01-15", "hoi-thao", "nam", "", "E406", None),
    ("2021-06-20", "so-ket", "thua", "", "E406", None),
    ("2021-11-20", "tong-ket, ky-giao-uoc", "thua", "", "E406", "thua@2022"),
    ("2021-02-20", "tong-ket, ky-giao-uoc", "thua", "", "E406", "thua@2020"),
    ("2021-06-10", "so-ket", "doan", "", "E406", "doan@2020-2021"),
    ("2022-06-10", "so-ket", "doan", "", "E406", None),
    # Several terms on the days
    ("2025", "hoi-thao", "nua", "", "E411", None),
    ("2024", "ky-giao-uoc", "truong", "", "E411", None),
    ("{from: 2023-12-30, to: 2024-01-02}", "hoi-thao", "nam", "", "E411", None),
    # Written out
    ("2024-03-14", "ky-giao-uoc", "nam@2024-2025", "", "E410", "nam@2024"),
    ("2024-03-14", "ky-giao-uoc", "trai@2012", "trai@2012", "E412", None),
]  # fmt: skip


@pytest.mark.parametrize(("date", "kinds", "clusters", "expect", "code", "near"), ASKED)
def test_it_is_asked_or_refused(
    tmp_path: Path, date: str, kinds: str, clusters: str, expect: str, code: str, near: str | None
) -> None:
    found = checked(tmp_path, dict([event(1, date, kinds, clusters)]))
    (item,) = found.report
    assert (item.code, dict(item.params).get("near")) == (code, near)
    assert " ".join(map(str, found.site.events[0].terms)) == expect
    assert near is None or near in item.hint("vi")


def only(found: Checked) -> Diagnostic:
    (item,) = found.report
    return item


def test_a_term_without_an_end_is_told_where_it_ends_and_only_once(tmp_path: Path) -> None:
    two = cluster("hai", f"{LOCAL}\nnumber: 7", 'term: "2023", from: "2023"', 'term: "2024", from: "2024"')
    found = checked(tmp_path, dict([two, event(1, "2024-03-14", "ky-giao-uoc", "hai")]))
    assert only(found).code == "E502"
    assert "“to: 2023”" in only(found).hint("vi")


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (f"{LOCAL}\nnumber: 1", "E503"),
        (f"{LOCAL}\nnumber: 1\norganisation: main", "E503"),
        ("owner: Bộ VD\nblock: cong-an-dia-phuong\nnumber: 1", "E503"),
        (f"{LOCAL}\nnumber: 1\norganisation: youth", None),
        ("owner: Bộ khác\nblock: cong-an-dia-phuong\nnumber: 1", None),
        ("owner: tong-cuc-chin\nblock: khac\nnumber: 1", "E506"),
        ("owner: ca-mai-2025\nblock: khac\nnumber: 1", "E505"),
        ("owner: bo-vi-du\nblock: trai-giam\nnumber: 1", "W531"),
    ],
)
def test_a_second_number_one(tmp_path: Path, head: str, code: str | None) -> None:
    two = cluster("hai", head, 'term: "2024", from: 2024-01-01, to: 2024-12-31')
    assert [item.code for item in checked(tmp_path, dict([two])).report] == ([code] if code else [])


YEAR = "from: 2025-01-01, to: 2025-12-31"
HALF = "from: 2025-07-01, to: 2025-12-31"


@pytest.mark.parametrize(
    ("term", "code", "near"),
    [
        # A lead out of its time is told of once, with who followed on it
        (f"{HALF}, lead: ca-mai, members: [ca-mai-2025, ca-truc]", "E506", "ca-mai-2025"),
        (f"{HALF}, lead: ca-truc, members: [ca-mai-2025]", "E504", None),
        (f"{YEAR}, lead: {{unit: ca-mai, to: 2025-06-30}}, members: [{{unit: ca-mai-2025, from: 2025-07-01}}]", "E504", "ca-mai-2025"),
        (f"{YEAR}, members: [ca-mai, ca-truc]", "E506", "{unit: ca-mai, to: 2025-06-30}, {unit: ca-mai-2025, from: 2025-07-01}"),
        ("from: 2024-01-01, to: 2024-12-31, members: [cuc-ba]", "E505", "cuc-hai"),
        (f"{HALF}, members: [Công an tỉnh Trúc]", "E310", "ca-truc"),
    ],
)
def test_leads_and_members(tmp_path: Path, term: str, code: str, near: str | None) -> None:
    item = only(checked(tmp_path, dict([cluster("hai", f"{LOCAL}\nnumber: 7", f'term: "2025", {term}')])))
    assert (item.code, dict(item.params).get("near")) == (code, near)


def test_the_unit_of_the_day_is_meant_by_a_name_two_units_bore(tmp_path: Path) -> None:
    files = dict([
        event(1, "2024-03-14", "gap-mat", "nam", "host: Công an tỉnh Mai\n"),
        event(2, "2025-08-14", "gap-mat", "nam", "host: Công an tỉnh Mai\n"),
    ])  # fmt: skip
    assert [dict(item.params)["near"] for item in checked(tmp_path, files).report] == ["ca-mai", "ca-mai-2025"]


@pytest.mark.parametrize(
    ("date", "host", "code"),
    [
        ("2025-01-31", "ca-truc", "W517"),  # joined in February, left in June
        ("2025-02-14", "ca-truc", None),
        ("2025-04-14", "ca-truc", None),
        ("2025-06-30", "ca-truc", None),
        ("2025-07-01", "ca-truc", "W517"),
        ("2025", "ca-truc", None),
        ("2026-01-20", "ca-truc", "W517"),
    ],
)
def test_a_host_is_a_member_on_the_day(tmp_path: Path, date: str, host: str, code: str | None) -> None:
    part = cluster("phan", f"{LOCAL}\nnumber: 8", 'term: "2025", from: "2025", to: "2025", members: [cuc-ba, {unit: ca-truc, from: 2025-02, to: 2025-06-30}]')
    found = checked(tmp_path, dict([part, event(1, date, "gap-mat", "phan@2025", f"host: {host}\n")]))
    assert [item.code for item in found.report] == ([code] if code else [])


@pytest.mark.parametrize(
    ("date", "clusters", "award", "code"),
    [
        ("2026-01-20", "nam@2025", "to: ca-mai, for_year: 2025", None),  # merged meanwhile
        ("2025-08-20", "nam", "to: ca-mai, for_year: 2025", None),
        ("2025-08-20", "nua", "to: ca-lan, for_year: 2025", None),  # a member of the half year before
        ("2025-08-20", "nua", "to: ca-lan, for_year: 2024", "W517"),
        ("2025-08-20", "nua", "to: ca-truc, for_year: 2025", "W517"),
        ("2024-03-14", "nam", "to: ca-mai-2025, for_year: 2023", "E505"),
        ("2025-08-20", "nam", "to: ca-mai", "E506"),
        ("2025-08-20", "nam", "to: Phòng Ví Dụ", None),
        ("2025-08-20", "", "to: cuc-mot, for_year: 2019", "E506"),
    ],
)
def test_who_may_be_awarded(tmp_path: Path, date: str, clusters: str, award: str, code: str | None) -> None:
    found = checked(tmp_path, dict([event(1, date, "khen-thuong", clusters, f"awards: [{{title: Cờ, status: de-nghi, {award}}}]\n")]))
    assert [item.code for item in found.report] == ([code] if code else [])


# --- Through time ----------------------------------------------------------------------------


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
def test_kin(site: Checked, unit: str, earlier: str, later: str, lived: str) -> None:
    assert " ".join(before(site.site, unit)) == earlier
    assert " ".join(after(site.site, unit)) == later
    assert str(lifetime(site.site, unit)) == lived


@pytest.mark.parametrize(
    ("written", "id_"),
    [("bo-vi-du", "bo-vi-du"), ("Bộ Ví Dụ", "bo-vi-du"), ("Bộ VD", "bo-vi-du"), ("Công an tỉnh Mai", "Công an tỉnh Mai"), ("Hội đồng", "Hội đồng")],
)  # fmt: skip
def test_an_owner_by_its_name(site: Checked, written: str, id_: str) -> None:
    assert owner_id(site.site, written) == id_


@pytest.mark.parametrize(
    ("day", "members", "deputy"),
    [("2025-06-30", "ca-truc ca-mai", None), ("2025-07-01", "ca-truc ca-mai-2025", "ca-mai-2025")],
)
def test_the_successor_is_deputy_from_the_merger_on(site: Checked, day: str, members: str, deputy: str | None) -> None:
    """Nobody dated the deputy; that its unit did not exist before is known all the same."""
    found = composition(site.site, "nam", dt.date.fromisoformat(day))
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
def test_members_during(site: Checked, first: str, last: str, expect: str) -> None:
    span = Span(PartialDate.parse(first), PartialDate.parse(last))
    found = members_during(site.site.term(TermKey("nam", "2025")), span)
    assert " ".join(f"{unit}:{days}" if days else unit for unit, days in found) == expect


def test_an_event_of_a_year_with_two_compositions_names_both_sides(tmp_path: Path) -> None:
    found = checked(tmp_path, dict([event(1, "2025", "hoi-thao", "nam")]))
    page = event_page(Context(site=found.site), found.site.events[0])
    assert [link.title for link in page.members] == [
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
        ("nam", "for_year: 2024, ", {"2023": 0, "2024": 1, "2025": 0}),  # handed over in the year after
        ("nam", "for_year: 2025, ", {"2023": 0, "2024": 0, "2025": 1}),
        ("nam", "", {"2023": 0, "2024": 0, "2025": 1}),  # the source does not say for which year
        ("mo", "for_year: 2023, ", {"2019": 1}),  # a term without an end
        ("truong", "for_year: 2024, ", {"2023-2024": 1, "2024-2025": 1}),  # a school year lies in both
    ],
)
def test_awards_are_a_step_of_the_year_they_are_for(tmp_path: Path, cluster_id: str, year: str, expect: dict[str, int]) -> None:
    award = f"awards: [{{title: Cờ thi đua, to: Đơn vị Mẫu, {year}status: de-nghi}}]\n"
    site = checked(tmp_path, dict([event(1, "2025-03-03", "khen-thuong", cluster_id, award)])).site
    steps = {t.term: len(site.step_events(TermKey(cluster_id, t.term), "khen-thuong")) for t in site.cluster(cluster_id).terms}
    assert steps == expect


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("nam@2023", "năm 2023"), ("nua@2025-h1", "sáu tháng đầu năm 2025"), ("nua@2025-h2", "sáu tháng cuối năm 2025"),
        ("truong@2023-2024", "năm học 2023–2024"), ("phu-nu@2017-2022", "giai đoạn 2017–2022"),
        ("doan@2020-2021", "giai đoạn 2020–2021"), ("xa@2025-2", "sáu tháng cuối năm 2025"),
    ],
)  # fmt: skip
def test_a_term_without_a_label_has_a_name(site: Checked, key: str, name: str) -> None:
    cluster_id, _, term = key.partition("@")
    assert term_name(site.site.cluster(cluster_id), site.site.term(TermKey(cluster_id, term))) == name


def test_periods_of_a_number_are_no_more_exact_than_the_terms(site: Checked) -> None:
    held = {c: list(site.site.cluster(c).terms) for c in ("nam", "truong", "phu-nu", "xa")}
    assert [(words, sorted(who)) for words, who in periods(held)] == [
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
    assert [link.title for link in shown["/don-vi/xa-dong-mai/"].namesakes] == ["Công an xã Đồng (xa-dong-truc)"]
    assert [link.title for link in shown["/don-vi/xa-dong-truc/"].namesakes] == ["Công an xã Đồng, tỉnh Mai"]


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
            for kin in (*shown[f"/don-vi/{unit}/"].predecessors, *shown[f"/don-vi/{unit}/"].successors)
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
    block = cluster("k", f"{LOCAL}", 'term: "2021", from: "2021", to: "2021", lead: cuc-hai, deputy: ca-truc, members: [cuc-hai, ca-truc]')
    path, text = block
    ctx = Context(site=checked(tmp_path, {path: text.replace("name: k", "name: Khối thi đua Ví Dụ")}).site)
    shown = {page.address: page for page in unit_pages(ctx) if isinstance(page, UnitPage)}
    assert shown["/don-vi/cuc-hai/"].rows[0].roles == ("Trưởng khối (năm\u00a02021)",)
    assert "Phó khối (năm\u00a02021)" in [role for row in shown["/don-vi/ca-truc/"].rows for role in row.roles]


def test_the_lead_of_a_term_whose_members_are_not_known_is_shown_with_it(tmp_path: Path) -> None:
    """Beside the members of the year before it would seem to lead those."""
    next_year = cluster(
        "sau", f"{LOCAL}\nnumber: 8",
        'term: "2025", from: "2025", to: "2025", lead: ca-truc, members: [ca-truc]', 'term: "2026", from: "2026", to: "2026", lead: cuc-ba',
    )  # fmt: skip
    ctx = Context(site=checked(tmp_path, dict([next_year])).site)
    (line,) = [line for block in blocks(ctx) for line in block.clusters if line.address == "/cum/sau/"]
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
