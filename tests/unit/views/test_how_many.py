"""How long, how many, how far: one less than the limit, the limit, one more."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from shapes import checked, event, given
from thidua.campaign.site import RecordEntry, Site
from thidua.editing.importing.source_dates import PublicationStamp, event_days
from thidua.reading.records import Campaign
from thidua.views import events, home
from thidua.views.calendar import calendar_pages
from thidua.views.calendar.calendar_pages import CalendarPage
from thidua.views.calendar.months import MonthCalendarPage
from thidua.views.events import EventsPage
from thidua.views.shared.calendar_index import build_calendar_index
from thidua.views.shared.page import Context
from unit.calendar.made import fixed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("last", "days", "parts"),
    [
        ("2024-03-01", 1, [""]),
        ("2024-03-06", 6, [f"ngày thứ {n} trong 6 ngày" for n in range(1, 7)]),
        ("2024-03-07", 7, [f"ngày thứ {n} trong 7 ngày" for n in range(1, 8)]),
        # From eight days on a stretch stands on its first and its last
        ("2024-03-08", 2, ["bắt đầu", "kết thúc"]),
    ],
)
def test_a_stretch_of_up_to_seven_days_stands_on_each(last: str, days: int, parts: list[str]) -> None:  # fmt: skip
    campaign = Campaign.model_validate({
        "id": "dot", "name": "Đợt", "sources": [{"title": "S"}], "phases": [{"from": "2024-03-01", "to": last}],
    })  # fmt: skip
    found = build_calendar_index(
        Context(Site(campaigns={"dot": RecordEntry(campaign, "c.yml")})), (2024,)
    ).days
    assert len(found) == days
    assert [item.part for day in sorted(found) for item in found[day]] == parts


def of_one_day(folder: Path, count: int) -> Context:
    """Events on 1 March of as many years, the newest of 2024."""
    made = [event(n, f"{2025 - n}-03-01", "hoi-thao", "") for n in range(1, count + 1)]
    return Context(checked(folder, dict(made)).site)


@pytest.mark.parametrize(("count", "shown"), [(2, 2), (3, 3), (4, 3)])
def test_on_this_day_tells_of_three_at_most_the_newest(tmp_path: Path, count: int, shown: int) -> None:  # fmt: skip
    past = given(of_one_day(tmp_path, count))["lich/ngay-nay/03.js"]
    assert [(day, year) for day, year, _, _ in past] == [("03-01", 2024 - n) for n in range(shown)]


@pytest.mark.parametrize(("count", "shown"), [(3, 2), (4, 3), (5, 3)])
def test_a_month_looks_back_on_three_of_a_day_at_most(tmp_path: Path, count: int, shown: int) -> None:  # fmt: skip
    found = {page.address: page for page in calendar_pages.pages(of_one_day(tmp_path, count))}
    page = found["/lich/2024/03/"]
    assert isinstance(page, MonthCalendarPage)
    (day,) = page.past
    assert [year for year, _ in day.items] == [2023 - n for n in range(shown)]


@pytest.mark.parametrize(("days", "of_each"), [(13, 3), (14, 1)])
def test_a_month_full_of_memories_tells_the_newest_of_each_day(tmp_path: Path, days: int, of_each: int) -> None:  # fmt: skip
    """Thirteen days of three are 39 events, fourteen are 42: more than the forty of a page."""
    made = [
        event(10 * day + year - 2020, f"{year}-03-{day:02d}", "hoi-thao", "")
        for day in range(1, days + 1)
        for year in (2021, 2022, 2023)
    ]
    made.append(event(500, "2024-03-31", "hoi-thao", ""))
    ctx = Context(checked(tmp_path, dict(made)).site)
    found = {page.address: page for page in calendar_pages.pages(ctx)}
    page = found["/lich/2024/03/"]
    assert isinstance(page, MonthCalendarPage)
    assert [len(day.items) for day in page.past] == [of_each] * days
    assert {day.items[0][0] for day in page.past} == {2023}


@pytest.mark.parametrize(("count", "latest", "front"), [(6, 6, 5), (7, 7, 6), (8, 8, 6), (12, 12, 6), (13, 12, 6)])  # fmt: skip
def test_the_newest_events_of_a_page(tmp_path: Path, count: int, latest: int, front: int) -> None:
    """Twelve in the archive; on the front one and six more."""
    made = [event(n, f"2024-01-{n:02d}", "hoi-thao", "") for n in range(1, count + 1)]
    ctx = Context(checked(tmp_path, dict(made)).site)
    archive = next(page for page in events.pages(ctx) if isinstance(page, EventsPage))
    (page,) = home.pages(ctx)
    assert (len(archive.latest), len(page.latest)) == (latest, front)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("days", "shown"), [(5, 5), (6, 6), (7, 6)])
def test_six_coming_days_without_scripts(tmp_path: Path, days: int, shown: int) -> None:
    """Only what begins after the newest event: the day itself is over."""
    found = checked(tmp_path, dict([event(1, "2024-12-01", "hoi-thao", "")])).site
    records = {f"ngay-{n}": RecordEntry(fixed(f"ngay-{n}", f"2020-12-{n + 1:02d}"), "c.yml") for n in range(days + 1)}  # fmt: skip
    ctx = Context(Site(events=found.events, commemorations=records))
    (page,) = (one for one in calendar_pages.pages(ctx) if isinstance(one, CalendarPage))
    assert [one.first for one in page.next][: days + 1][:shown] == [f"2024-12-{n:02d}" for n in range(2, shown + 2)]  # fmt: skip
    assert len(page.next) == 6


@pytest.mark.parametrize(
    ("sentence", "expect"),
    [
        # Published on 10 January 2025: a day without a year lies up to 31 days ahead of it, else in the year before
        ("Ngày 9/2, hai đơn vị ký.", "2025-02-09"), ("Ngày 10/2, hai đơn vị ký.", "2025-02-10"), ("Ngày 11/2, hai đơn vị ký.", "2024-02-11"),
        ("Ngày 10/1, hai đơn vị ký.", "2025-01-10"), ("Ngày 31/12, hai đơn vị ký.", "2024-12-31"),
        # Several days: up to 62 from the first to the last; what lasts longer is what a report covers
        ("Từ ngày 1/10/2024 đến ngày 1/12/2024.", "2024-10-01 2024-12-01"), ("Từ ngày 1/10/2024 đến ngày 2/12/2024.", "2024-10-01 2024-12-02"),
        ("Từ ngày 1/10/2024 đến ngày 3/12/2024.", None),
    ],
)  # fmt: skip
def test_how_far_a_day_of_a_source_may_lie(sentence: str, expect: str | None) -> None:
    found = event_days([sentence], PublicationStamp(dt.date(2025, 1, 10)))
    days = dict.fromkeys(map(str, (found[0].first, found[0].last))) if found else ()
    assert (" ".join(days) or None) == expect
