"""Leading on from page to page: the first has nothing before it, the last nothing after it, and none is passed over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shapes import LOCAL, checked, cluster, event, given
from thidua.campaign.site import RecordEntry
from thidua.views import events, home
from thidua.views.all import pages as all_pages
from thidua.views.calendar import calendar_pages
from thidua.views.calendar.calendar_pages import YearCalendarPage
from thidua.views.calendar.rounds import PlanPage
from thidua.views.clusters.terms import TermPage
from thidua.views.events import EventPage, EventsPage
from thidua.views.shared.archive import ArchivePage
from thidua.views.shared.page import Context
from unit.calendar.made import fixed

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.views.shared.page import Link

ONE = cluster("mot", f"{LOCAL}\nnumber: 81", *(
    f'term: "{year}", from: {year}-01-01, to: {year}-12-31' for year in (2019, 2020, 2022)
))  # fmt: skip
TWO = cluster("hai", f"{LOCAL}\nnumber: 82", 'term: "2020", from: 2020-01-01, to: 2020-12-31')
EVENTS = [
    event(1, "2019-03-01", "hoi-thao", "mot"), event(2, "2020-05-01", "hoi-thao", "mot, hai"), event(3, "2020-05-01", "hoi-thao", "mot"),
    event(4, "2022-01-01", "hoi-thao", "mot"), event(5, "2022", "hoi-thao", ""), event(6, "2020-12-31", "hoi-thao", "hai"),
]  # fmt: skip


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    found = checked(tmp_path, dict([ONE, TWO, *EVENTS]))
    assert not found.report.has_errors, found.report.render("text", "vi")
    return Context(found.site)


def address(link: Link | None) -> str | None:
    return link.address if link else None


def test_the_year_before_and_after(ctx: Context) -> None:
    found = [page for page in events.pages(ctx) if isinstance(page, ArchivePage)]
    assert [(page.address, page.count, address(page.previous), address(page.next)) for page in found] == [
        ("/su-kien/2019/", 1, None, "/su-kien/2020/"),
        ("/su-kien/2020/", 3, "/su-kien/2019/", "/su-kien/2022/"),
        ("/su-kien/2022/", 2, "/su-kien/2020/", None),
    ]  # fmt: skip


def test_the_event_before_and_after_in_each_cluster(ctx: Context) -> None:
    found = {}
    for page in events.pages(ctx):
        if isinstance(page, EventPage):
            found[page.address] = [
                (
                    one.cluster.address,
                    one.previous and one.previous.address,
                    one.next and one.next.address,
                )
                for one in page.neighbours
            ]
    one, two = "/cum/mot/", "/cum/hai/"
    first, second, third, fourth, last = (
        "/su-kien/2019/them-1/", "/su-kien/2020/them-2/", "/su-kien/2020/them-3/", "/su-kien/2022/them-4/", "/su-kien/2020/them-6/",
    )  # fmt: skip
    assert found == {
        first: [(one, None, second)],
        second: [(one, first, third), (two, None, last)],
        third: [(one, second, fourth)],
        fourth: [(one, third, None)],
        last: [(two, second, None)],
        # Of no cluster: nothing to lead on to
        "/su-kien/2022/them-5/": [],
    }


def test_an_only_event_has_no_neighbours(tmp_path: Path) -> None:
    found = checked(tmp_path, dict([TWO, event(1, "2020-05-01", "hoi-thao", "hai")]))
    (page,) = (p for p in events.pages(Context(found.site)) if isinstance(p, EventPage))
    assert page.neighbours == ()


def test_the_newest_events_come_first_and_no_more_than_the_page_has_room_for(
    tmp_path: Path,
) -> None:
    made = [event(n, f"2024-01-{n:02d}", "hoi-thao", "") for n in range(1, 31)]
    ctx = Context(checked(tmp_path, dict(made)).site)
    archive = next(page for page in events.pages(ctx) if isinstance(page, EventsPage))
    assert [item.address for item in archive.latest][:2] == [
        "/su-kien/2024/them-30/",
        "/su-kien/2024/them-29/",
    ]
    (front,) = home.pages(ctx)
    assert front.lead.event.address == "/su-kien/2024/them-30/"  # type: ignore[attr-defined]
    assert [item.event.address for item in front.latest] == [
        f"/su-kien/2024/them-{n}/" for n in range(29, 23, -1)
    ]  # type: ignore[attr-defined]


def test_the_term_before_and_after(ctx: Context) -> None:
    found = [
        (page.address, address(page.previous_term), address(page.next_term))
        for page in all_pages(ctx)
        if isinstance(page, TermPage) and page.address.startswith("/cum/mot/")
    ]
    assert sorted(found) == [
        ("/cum/mot/2019/", None, "/cum/mot/2020/"),
        ("/cum/mot/2020/", "/cum/mot/2019/", "/cum/mot/2022/"),
        ("/cum/mot/2022/", "/cum/mot/2020/", None),
    ]


# --- Years of the calendar ------------------------------------------------------------------------


def test_calendar_years_reach_from_the_year_before_the_newest_event_to_ten_after_it(
    ctx: Context,
) -> None:
    found = [page for page in calendar_pages.pages(ctx) if isinstance(page, YearCalendarPage)]
    years = [page.address.strip("/").rpartition("/")[2] for page in found]
    assert years == [str(year) for year in range(2019, 2033)]
    assert [address(page.previous) for page in found] == [
        None,
        *(f"/lich/{year}/" for year in range(2019, 2032)),
    ]
    assert [address(page.next) for page in found] == [
        *(f"/lich/{year}/" for year in range(2020, 2033)),
        None,
    ]


def test_the_plan_holds_twenty_years_of_which_ten_are_shown_and_five_printed(ctx: Context) -> None:  # fmt: skip
    (plan,) = (page for page in calendar_pages.pages(ctx) if isinstance(page, PlanPage))
    assert (plan.first, plan.last, plan.ahead, plan.sheet) == (2022, 2042, 10, 5)
    assert [year.year for year in plan.years] == list(range(2022, 2043))
    assert [year.year for year in plan.years if year.shown] == list(range(2022, 2033))
    assert [year.year for year in plan.years if year.printed] == list(range(2022, 2028))
    assert [year.address for year in plan.years if year.address] == [f"/lich/{year}/" for year in range(2022, 2033)]  # fmt: skip


def test_coming_days_reach_from_the_year_before_the_newest_event_to_ten_after_it(
    ctx: Context,
) -> None:
    site = replace(
        ctx.site, commemorations={"ngay": RecordEntry(fixed("ngay", "1945-08-12"), "c.yml")}
    )
    (front,) = home.pages(Context(site))
    files = given(Context(site))
    days = [
        day[0]
        for path in files
        if path.endswith("/ngay.js")
        for day in files[path]["days"]
        if day[6]
    ]
    assert days == [f"{year}-08-12" for year in range(2021, 2033)]
    assert front.last_year == 2032  # type: ignore[attr-defined]
    assert [day.iso for day in front.rounds] == ["2025-08-12"]  # type: ignore[attr-defined]
