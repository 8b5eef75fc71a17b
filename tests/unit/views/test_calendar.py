"""What the calendar's pages show: days, lunar dates, years to pick from, round anniversaries, ordinals."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from shapes import given
from support import BASE, EVENT, write_tree
from thidua.calendar.lunar import lunar_of, lunar_words
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.views import commemorations, events
from thidua.views.calendar import calendar_pages
from thidua.views.calendar.calendar_pages import CalendarPage, YearCalendarPage
from thidua.views.calendar.months import MonthCalendarPage
from thidua.views.calendar.rounds import PlanPage
from thidua.views.clusters import cluster_pages
from thidua.views.clusters.cluster_pages import ClusterPage
from thidua.views.commemorations import CommemorationPage, CommemorationsPage
from thidua.views.events import EventPage
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

COMMEMORATIONS = """\
- {id: ngay-vi-du, name: Ngày truyền thống Ví Dụ, kind: fixed, origin: 1945-08-12, regime: 111-2018, sources: [{title: S}]}
- {id: le-lon, name: Ngày lễ lớn Ví Dụ, kind: fixed, origin: 1959-08-12, regime: 145-2013, sources: [{title: S}]}
- {id: nhuan, name: Ngày nhuận Ví Dụ, kind: fixed, origin: 1964-02-29, regime: none, sources: [{title: S}]}
- {id: tet, name: Tết Ví Dụ, kind: lunar, month: 1, day: 1, regime: none, sources: [{title: S}]}
- {id: di-nguyen, name: Di nguyện Ví Dụ, kind: fixed, origin: 1969, regime: none, sources: [{title: S}]}
- {id: thang, name: Tháng Ví Dụ, kind: period, month: 5, day: 1, to: {month: 5, day: 31}, regime: none, sources: [{title: S}]}
- id: dai-hoi
  name: Đại hội Ví Dụ
  kind: edition
  regime: none
  editions: [{number: IX, from: 2020-08-10, to: 2020-08-11}]
  sources: [{title: S}]
"""
CAMPAIGNS = """\
- id: vi-du
  name: Phong trào Ví Dụ
  phases:
    - {from: 2024-04-01, to: 2024-08-12, theme: Đợt dài}
    - {from: 2024-06-03, to: 2024-06-05, theme: Đợt ngắn}
    - {from: 2024-10, to: 2024-10, theme: Đợt chỉ rõ tháng}
    - {from: 2022, to: 2024, theme: Đợt chỉ rõ năm}
    - {from: 2024-11-04, theme: Đợt chưa hết}
  sources: [{title: S}]
"""
LOOKING = "commemorations: [{id: ngay-vi-du, year: 2025}]\n"


def event(date: str, title: str, extra: str = "") -> str:
    text = EVENT.replace("date: 2024-03-14", f"date: {date}").replace("clusters: [vd-1]\n", extra)
    return text.replace("Cụm thi đua số 1 ký giao ước năm 2024", title)


CHANGES = {
    "commemorations.yml": COMMEMORATIONS,
    "campaigns.yml": CAMPAIGNS,
    "events/2025/2025-08-12-dung-dip.md": event("2025-08-12", "Lễ đúng dịp", LOOKING),
    "events/2025/2025-04-01-huong-toi.md": event("2025-04-01", "Hội thao hướng tới", LOOKING),
}


def context(folder: Path, changes: Mapping[str, str] = CHANGES) -> Context:
    checked = check_content(write_tree(folder / "content", {**BASE, **changes}), folder)
    assert not checked.report.has_errors, checked.report.render("text", "vi")
    site = project(checked.site, "public", dt.date(2026, 1, 1))
    return Context(site, site_url="https://vi-du.example.vn/thi-dua/")


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    return context(tmp_path)


@pytest.fixture
def month(ctx: Context) -> Callable[[int, int], MonthCalendarPage]:
    pages = {page.address: page for page in calendar_pages.pages(ctx)}

    def get(year: int, number: int) -> MonthCalendarPage:
        page = pages[f"/lich/{year}/{number:02d}/"]
        assert isinstance(page, MonthCalendarPage)
        return page

    return get


def shown(page: MonthCalendarPage) -> dict[int, list[str]]:
    """Titles by day, with the part of a stretch in brackets."""
    return {
        cell.day: [
            f"{item.title} [{item.part}]" if item.part else item.title for item in cell.items
        ]
        for week in page.weeks
        for cell in week
        if cell and cell.items
    }


# --- Days --------------------------------------------------------------------------------------------


def test_a_short_stretch_stands_on_each_of_its_days(
    month: Callable[[int, int], MonthCalendarPage],
) -> None:
    title = "Phong trào Ví Dụ: Đợt ngắn"
    assert shown(month(2024, 6)) == {
        3: [f"{title} [ngày thứ 1 trong 3 ngày]"], 4: [f"{title} [ngày thứ 2 trong 3 ngày]"], 5: [f"{title} [ngày thứ 3 trong 3 ngày]"],
    }  # fmt: skip


def test_a_long_stretch_stands_on_its_ends_and_beside_the_months_it_runs_through(
    month: Callable[[int, int], MonthCalendarPage],
) -> None:
    title = "Phong trào Ví Dụ: Đợt dài"
    assert f"{title} [bắt đầu]" in shown(month(2024, 4))[1]
    assert f"{title} [kết thúc]" in shown(month(2024, 8))[12]
    assert [line.items[0].title for line in month(2024, 7).loose] == [title]
    assert shown(month(2024, 7)) == {}
    assert month(2024, 7).has_days


def test_of_an_open_stretch_only_the_beginning_is_told(
    month: Callable[[int, int], MonthCalendarPage],
) -> None:
    assert shown(month(2024, 11)) == {4: ["Phong trào Ví Dụ: Đợt chưa hết [bắt đầu]"]}
    assert month(2024, 12).loose == ()


def test_what_is_known_by_its_month_is_on_no_day(
    month: Callable[[int, int], MonthCalendarPage],
) -> None:
    page = month(2024, 10)
    assert shown(page) == {}
    assert [line.date.iso for line in page.loose] == ["2024-10"]


def test_what_is_known_by_its_year_is_in_no_month(ctx: Context) -> None:
    pages = {page.address: page for page in calendar_pages.pages(ctx)}
    year = pages["/lich/2023/"]
    assert isinstance(year, YearCalendarPage)
    assert [line.items[0].title for line in year.loose] == [
        "Phong trào Ví Dụ: Đợt chỉ rõ năm",
        "Di nguyện Ví Dụ",
    ]
    loose = []
    for number in range(1, 13):
        page = pages[f"/lich/2023/{number:02d}/"]
        assert isinstance(page, MonthCalendarPage)
        loose += [(number, line.items[0].title) for line in page.loose]
    assert loose == [(5, "Tháng Ví Dụ")]


def test_round_anniversaries_come_first_in_their_day(
    month: Callable[[int, int], MonthCalendarPage],
) -> None:
    items = next(c for w in month(2025, 8).weeks for c in w if c and c.day == 12).items
    assert [(item.title, item.ordinal, item.class_key) for item in items] == [
        ("Ngày truyền thống Ví Dụ", "80 năm", "tron"),
        ("Ngày lễ lớn Ví Dụ", "66 năm", "khac"),
        ("Lễ đúng dịp", "", ""),
    ]


def test_29_february_is_kept_on_the_28th_of_common_years(
    month: Callable[[int, int], MonthCalendarPage],
) -> None:
    assert "Ngày nhuận Ví Dụ" in shown(month(2028, 2))[29]
    assert "Ngày nhuận Ví Dụ" in shown(month(2026, 2))[28]


# --- Lunar dates -------------------------------------------------------------------------------------


def lunar(page: MonthCalendarPage) -> dict[int, str]:
    return {cell.day: cell.lunar for week in page.weeks for cell in week if cell}


def test_lunar_days_name_their_month_on_the_first_day_shown_and_on_the_1st(
    month: Callable[[int, int], MonthCalendarPage],
) -> None:
    found = lunar(month(2026, 2))
    assert (found[1], found[2], found[16], found[17], found[18]) == (
        "14/12",
        "15",
        "29",
        "1/1",
        "2",
    )
    assert lunar(month(2025, 7))[25] == "1/6 nhuận"
    assert (
        month(2026, 2).lunar
        == "Âm lịch: từ 14 tháng Chạp năm Ất Tỵ đến 12 tháng Giêng năm Bính Ngọ"
    )


def test_before_1968_no_lunar_date_is_made_up(tmp_path: Path) -> None:
    old = {"events/1948/1948-06-11-thi-dua.md": event("1948-06-11", "Lời kêu gọi Ví Dụ")}
    pages = {
        page.address: page for page in calendar_pages.pages(context(tmp_path, {**CHANGES, **old}))
    }
    page = pages["/lich/1948/06/"]
    assert isinstance(page, MonthCalendarPage)
    assert page.lunar == ""
    assert set(lunar(page).values()) == {""}
    year = pages["/lich/1948/"]
    assert isinstance(year, YearCalendarPage)
    assert year.lunar == ""


def test_the_browser_can_reckon_every_day_from_the_moons(ctx: Context) -> None:
    files = given(ctx)
    day = dt.date(2024, 1, 1)
    while day.year <= 2030:
        moons = files[f"lich/{day.year}/ngay.js"]["moons"]
        starts = [(dt.date.fromisoformat(start), label) for start, label in moons]
        start, label = max(pair for pair in starts if pair[0] <= day)
        number = (day - start).days + 1
        said = f"mùng {number} {label}" if number <= 10 else f"{number} {label}"
        assert said.replace("\u00a0", " ") == lunar_words(lunar_of(day), "vi"), day
        day += dt.timedelta(1)


# --- Years -------------------------------------------------------------------------------------------


def test_years_have_no_holes_from_the_first_to_those_ahead(ctx: Context) -> None:
    """An edition of 2020, a phase from 2022, events of 2025: of 2021 nothing is known, and it has its page."""
    assert calendar_pages.calendar_years(ctx) == tuple(range(2020, 2036))


def test_months_lead_on_to_the_first_and_last_year(
    month: Callable[[int, int], MonthCalendarPage],
) -> None:
    after, before = month(2020, 12).next, month(2022, 1).previous
    assert after
    assert before
    assert (after.address, before.address) == ("/lich/2021/01/", "/lich/2021/12/")
    assert month(2020, 1).previous is None
    assert month(2035, 12).next is None


def test_a_site_without_events_has_a_calendar_that_says_so(tmp_path: Path) -> None:
    changes = {"events/2024/2024-03-14-ky-giao-uoc.md": event("2024-03-14", "x").replace("published", "draft"),
               "commemorations.yml": "[]", "campaigns.yml": "[]"}  # fmt: skip
    pages = list(calendar_pages.pages(context(tmp_path, changes)))
    assert [page.address for page in pages] == ["/lich/", "/lich/chon/"]
    assert isinstance(pages[0], CalendarPage)
    assert pages[0].year is None


def test_without_scripts_what_follows_the_newest_event_is_next(ctx: Context) -> None:
    home = next(page for page in calendar_pages.pages(ctx) if isinstance(page, CalendarPage))
    assert home.since.replace("\u00a0", " ") == "ngày 12 tháng 8 năm 2025"
    assert [one.first for one in home.next] == sorted(one.first for one in home.next)
    assert home.next[0].first > "2025-08-12"
    assert home.year
    assert home.year.year == 2025
    assert home.last_year == 2035
    years = [path for path in given(ctx) if path.endswith("/ngay.js")]
    assert years == [f"lich/{year}/ngay.js" for year in range(2024, 2036)]


def test_two_runs_make_equal_views(ctx: Context) -> None:
    assert list(calendar_pages.pages(ctx)) == list(calendar_pages.pages(ctx))


# --- Round anniversaries -----------------------------------------------------------------------------


def test_the_plan_of_the_years_to_come(ctx: Context) -> None:
    page = next(page for page in calendar_pages.pages(ctx) if isinstance(page, PlanPage))
    found = {
        year.year: (
            [(line.title, line.ordinal, line.ceremony) for line in year.rounds],
            [(line.title, line.ordinal, line.ceremony) for line in year.fives],
        )
        for year in page.years
        if year.year <= 2030
    }
    assert found == {
        2025: ([("Ngày truyền thống Ví Dụ", "80 năm", "Được tổ chức lễ kỷ niệm")], []),
        2026: ([], []),
        2027: ([], []),
        2028: ([], []),
        2029: (
            [
                ("Ngày lễ lớn Ví Dụ", "70 năm", "Theo quy định cho năm tròn"),
                ("Di nguyện Ví Dụ", "60 năm", ""),
            ],
            [("Ngày nhuận Ví Dụ", "65 năm", "")],
        ),
        2030: ([], [("Ngày truyền thống Ví Dụ", "85 năm", "Không tổ chức lễ kỷ niệm")]),
    }
    assert page.years[4].rounds[1].last == "2029-12-31"
    assert [line[:21] for line in page.basis] == ["Nghị định 111/2018/NĐ", "Nghị định 145/2013/NĐ"]


# --- A commemoration ---------------------------------------------------------------------------------


def page_of(ctx: Context, id_: str) -> CommemorationPage:
    pages = {page.address: page for page in commemorations.pages(ctx)}
    page = pages[f"/ky-niem/{id_}/"]
    assert isinstance(page, CommemorationPage)
    return page


def test_ordinals_of_twenty_years_each_way_with_their_consequence(ctx: Context) -> None:
    page = page_of(ctx, "ngay-vi-du")
    rows = {row.year: row for row in page.rows}
    assert sorted(rows) == list(range(2005, 2046))
    assert [
        (y, rows[y].ordinal, rows[y].class_key, rows[y].ceremony)
        for y in (2015, 2018, 2019, 2024, 2025)
    ] == [
        (2015, "70 năm", "tron", ""),
        (2018, "73 năm", "khac", ""),
        (2019, "74 năm", "khac", "Không tổ chức lễ kỷ niệm"),
        (2024, "79 năm", "khac", "Không tổ chức lễ kỷ niệm"),
        (2025, "80 năm", "tron", "Được tổ chức lễ kỷ niệm"),
    ]
    assert "khoản 3 Điều\u00a04" in page.basis
    assert page.now == rows[2025]
    assert page.calendar == "/ky-niem/ngay-vi-du/lich.ics"


def test_events_on_the_day_stand_apart_from_those_that_looked_towards_it(ctx: Context) -> None:
    page = page_of(ctx, "ngay-vi-du")
    assert [(g.label, [e.title for e in g.events]) for g in page.held] == [
        ("80 năm (2025)", ["Lễ đúng dịp"])
    ]
    assert [(g.label, [e.title for e in g.events]) for g in page.towards] == [
        ("Hướng tới 80 năm (2025)", ["Hội thao hướng tới"])
    ]
    assert {row.year: row.event_count for row in page.rows}[2025] == 2
    # The same day of another commemoration: held on it too, whatever the editor named.
    assert [g.label for g in page_of(ctx, "le-lon").held] == ["66 năm (2025)"]


def test_lunar_days_have_a_day_and_a_can_chi_year_but_no_class(ctx: Context) -> None:
    page = page_of(ctx, "tet")
    assert not page.has_classes
    assert not page.has_ceremonies
    row = next(row for row in page.rows if row.year == 2026)
    assert (row.first, row.ordinal.replace("\u00a0", " "), row.class_key) == (
        "2026-02-17",
        "năm Bính Ngọ",
        "",
    )


def test_numbered_holdings_have_editions_and_no_table_of_years(ctx: Context) -> None:
    page = page_of(ctx, "dai-hoi")
    assert page.rows == ()
    assert [edition.number for edition in page.editions] == ["IX"]


# --- Before it was observed ----------------------------------------------------------------------------

YOUNG = """\
- id: tre
  name: Ngày trẻ Ví Dụ
  kind: fixed
  origin: 1974-08-12
  observed_from: 2024
  recognised_on: 2024-12-01
  regime: none
  names: [{name: Ngày trẻ Ví Dụ, from: 2026}]
  sources: [{title: S}]
- id: dau
  name: Ngày hội Ví Dụ
  kind: fixed
  origin: 2024-08-12
  observed_from: 2024
  regime: none
  sources: [{title: S}]
"""


def test_no_calendar_lists_a_day_before_it_was_observed(tmp_path: Path) -> None:
    """2024 would be fifty years: recognised in December, it was first kept in 2025, under a name that is not known."""
    changes = {**CHANGES, "commemorations.yml": COMMEMORATIONS + YOUNG}
    ctx = context(tmp_path, changes)
    pages = {page.address: page for page in calendar_pages.pages(ctx)}

    def day(year: int) -> list[str]:
        page = pages[f"/lich/{year}/08/"]
        assert isinstance(page, MonthCalendarPage)
        return [t for t in shown(page).get(12, []) if "trẻ" in t or "hội" in t]

    later = "Ngày trẻ Ví Dụ (tên gọi sau này)"
    assert {year: day(year) for year in range(2022, 2028)} == {
        2022: [], 2023: [], 2024: ["Ngày hội Ví Dụ"], 2025: ["Ngày hội Ví Dụ", later], 2026: ["Ngày hội Ví Dụ", "Ngày trẻ Ví Dụ"],
        2027: ["Ngày hội Ví Dụ", "Ngày trẻ Ví Dụ"],
    }  # fmt: skip
    year = pages["/lich/2024/"]
    assert isinstance(year, YearCalendarPage)
    assert [line.title for line in year.grid.rounds] == ["Ngày nhuận Ví Dụ"]
    files = given(ctx)
    coming = [
        (first, title, ordinal)
        for year in range(2024, 2027)
        for first, _, _, title, page, ordinal, _ in files[f"lich/{year}/ngay.js"]["days"]
        if page == "ky-niem/tre/"
    ]
    assert coming == [("2025-08-12", later, "51 năm"), ("2026-08-12", "Ngày trẻ Ví Dụ", "52 năm")]  # fmt: skip
    rows = [row for path in files if "ngay-nay" in path for row in files[path]]
    past = [(year, title) for _, year, title, _ in rows if "trẻ" in title or "hội Ví" in title]
    assert past == [(2024, "Ngày hội Ví Dụ (lần đầu)"), (1974, "Mốc lịch sử của Ngày trẻ Ví Dụ")]
    page = next(p for p in commemorations.pages(ctx) if p.address == "/ky-niem/tre/")
    assert isinstance(page, CommemorationPage)
    marked = {row.year: (row.counted_later, row.named_later) for row in page.rows if 2023 < row.year < 2027}  # fmt: skip
    assert marked == {2024: (True, True), 2025: (False, True), 2026: (False, False)}
    index = next(p for p in commemorations.pages(ctx) if p.address == "/ky-niem/")
    assert isinstance(index, CommemorationsPage)
    notes = {line.name: line.origin.replace("\u00a0", " ") for m in index.months for line in m.days}
    assert notes["Ngày trẻ Ví Dụ"] == "tính từ 12/8/1974, tổ chức từ năm 2024"
    assert notes["Ngày hội Ví Dụ"] == "tính từ 12/8/2024"


def test_an_event_that_looks_to_a_year_before_the_day_was_observed_says_so(tmp_path: Path) -> None:
    looking = "commemorations: [{id: tre, year: 2024}, {id: tre, year: 2025}, {id: tre, year: 2026}]\nclusters: [vd-1]\n"
    changes = {
        **CHANGES, "commemorations.yml": COMMEMORATIONS + YOUNG,
        "events/2024/2024-02-01-huong-toi.md": event("2024-02-01", "Hướng tới", looking),
    }  # fmt: skip
    ctx = context(tmp_path, changes)
    page = next(p for p in events.pages(ctx) if p.address == "/su-kien/2024/huong-toi/")
    assert isinstance(page, EventPage)
    assert [(one.commemoration.title, one.note.replace("\u00a0", " ")) for one in page.looking_forward] == [
        ("Ngày trẻ Ví Dụ (tên gọi sau này)", "50 năm (2024), khi ngày này chưa được tổ chức hoặc công nhận"),
        ("Ngày trẻ Ví Dụ (tên gọi sau này)", "51 năm (2025)"),
        ("Ngày trẻ Ví Dụ", "52 năm (2026)"),
    ]  # fmt: skip
    timelines = [p for p in cluster_pages.pages(ctx) if isinstance(p, ClusterPage)]
    told = [e.title for p in timelines for g in p.timeline.groups for part in g.parts for e in part.entries]  # fmt: skip
    assert not any("trẻ" in title for title in told)
