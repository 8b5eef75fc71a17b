"""Where events land, what is asked, what is refused: clusters of every shape the field knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shapes import HALF, LOCAL, YEAR, checked, cluster, event

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.checks.run import CheckedContent
    from thidua.diagnostics import Diagnostic


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


def only(found: CheckedContent) -> Diagnostic:
    (item,) = found.report
    return item


def test_a_term_without_an_end_is_told_where_it_ends_and_only_once(tmp_path: Path) -> None:
    two = cluster(
        "hai", f"{LOCAL}\nnumber: 7", 'term: "2023", from: "2023"', 'term: "2024", from: "2024"'
    )
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


@pytest.mark.parametrize(
    ("term", "code", "near"),
    [
        # A lead out of its time is told of once, with who followed on it
        (f"{HALF}, lead: ca-mai, members: [ca-mai-2025, ca-truc]", "E506", "ca-mai-2025"),
        (f"{HALF}, lead: ca-truc, members: [ca-mai-2025]", "E504", None),
        (
            f"{YEAR}, lead: {{unit: ca-mai, to: 2025-06-30}}, members: [{{unit: ca-mai-2025, from: 2025-07-01}}]",
            "E504",
            "ca-mai-2025",
        ),
        (
            f"{YEAR}, members: [ca-mai, ca-truc]",
            "E506",
            "{unit: ca-mai, to: 2025-06-30}, {unit: ca-mai-2025, from: 2025-07-01}",
        ),
        ("from: 2024-01-01, to: 2024-12-31, members: [cuc-ba]", "E505", "cuc-hai"),
        (f"{HALF}, members: [Công an tỉnh Trúc]", "E310", "ca-truc"),
    ],
)
def test_leads_and_members(tmp_path: Path, term: str, code: str, near: str | None) -> None:
    item = only(
        checked(
            tmp_path, dict([cluster("hai", f"{LOCAL}\nnumber: 7", f'term: "{term[6:10]}", {term}')])
        )
    )
    assert (item.code, dict(item.params).get("near")) == (code, near)


def test_the_unit_of_the_day_is_meant_by_a_name_two_units_bore(tmp_path: Path) -> None:
    files = dict([
        event(1, "2024-03-14", "gap-mat", "nam", "host: Công an tỉnh Mai\n"),
        event(2, "2025-08-14", "gap-mat", "nam", "host: Công an tỉnh Mai\n"),
    ])  # fmt: skip
    assert [dict(item.params)["near"] for item in checked(tmp_path, files).report] == [
        "ca-mai",
        "ca-mai-2025",
    ]


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
def test_a_host_is_a_member_on_the_day(
    tmp_path: Path, date: str, host: str, code: str | None
) -> None:
    part = cluster(
        "phan",
        f"{LOCAL}\nnumber: 8",
        'term: "2025", from: "2025", to: "2025", members: [cuc-ba, {unit: ca-truc, from: 2025-02, to: 2025-06-30}]',
    )
    found = checked(
        tmp_path, dict([part, event(1, date, "gap-mat", "phan@2025", f"host: {host}\n")])
    )
    assert [item.code for item in found.report] == ([code] if code else [])


@pytest.mark.parametrize(
    ("date", "clusters", "award", "code"),
    [
        ("2026-01-20", "nam@2025", "to: ca-mai, for_year: 2025", None),  # merged meanwhile
        ("2025-08-20", "nam", "to: ca-mai, for_year: 2025", None),
        (
            "2025-08-20",
            "nua",
            "to: ca-lan, for_year: 2025",
            None,
        ),  # a member of the half year before
        ("2025-08-20", "nua", "to: ca-lan, for_year: 2024", "W517"),
        ("2025-08-20", "nua", "to: ca-truc, for_year: 2025", "W517"),
        ("2024-03-14", "nam", "to: ca-mai-2025, for_year: 2023", "E505"),
        ("2025-08-20", "nam", "to: ca-mai", "E506"),
        ("2025-08-20", "nam", "to: Phòng Ví Dụ", None),
        ("2025-08-20", "", "to: cuc-mot, for_year: 2019", "E506"),
    ],
)
def test_who_may_be_awarded(
    tmp_path: Path, date: str, clusters: str, award: str, code: str | None
) -> None:
    found = checked(
        tmp_path,
        dict(
            [
                event(
                    1,
                    date,
                    "khen-thuong",
                    clusters,
                    f"awards: [{{title: Cờ, status: de-nghi, {award}}}]\n",
                )
            ]
        ),
    )
    assert [item.code for item in found.report] == ([code] if code else [])
