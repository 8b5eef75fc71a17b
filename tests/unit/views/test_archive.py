"""Lists of events at their thresholds: whole, in lines, divided by year, month and day."""

from __future__ import annotations

import pytest

from thidua.campaign.site import EventEntry, Site
from thidua.reading.body import Body
from thidua.reading.records import Event
from thidua.views.shared.archive import Archive, archive_pages, event_list, month_address
from thidua.views.shared.page import Context


def entry(number: int, date: str) -> EventEntry:
    made = Event.model_validate({
        "title": f"Sự kiện {number}", "date": date, "kinds": ["khac"], "audience": "public", "status": "published",
        "summary": "Tóm tắt.", "sources": [{"title": "Nguồn"}],
    })  # fmt: skip
    first = made.date.span.start.first
    return EventEntry(made, "x.md", slug=f"s-{number:03d}", folder="", body=Body("", 1), order=(first, number))  # fmt: skip


def made(*groups: tuple[str, int]) -> tuple[Context, list[EventEntry]]:
    """So many events of each date."""
    entries: list[EventEntry] = []
    for date, count in groups:
        entries += [entry(len(entries) + n, date) for n in range(count)]
    return Context(Site(events=tuple(entries))), entries


MINE = Archive("/phong-trao/mot/", "Phong trào Một", ())


@pytest.mark.parametrize(
    ("count", "whole", "lines", "parts"),
    [(0, 0, 0, 0), (80, 80, 0, 0), (81, 20, 61, 0), (200, 20, 180, 0), (201, 20, 0, 2)],
)
def test_the_events_of_a_page(count: int, whole: int, lines: int, parts: int) -> None:
    ctx, entries = made(("2023-05-01", count // 3), ("2024-05-01", count - count // 3))
    found = event_list(ctx, MINE.address, entries)
    assert (len(found.events), sum(len(g.events) for g in found.earlier)) == (whole, lines)
    assert (len(found.parts), found.count) == (parts, count)
    assert bool(list(archive_pages(ctx, MINE, entries))) is bool(parts)


def test_the_others_stand_in_lines_by_year_newest_first() -> None:
    ctx, entries = made(("2022-05-01", 50), ("2023", 30), ("2024-05-01", 25))
    found = event_list(ctx, MINE.address, entries)
    assert [(g.label, len(g.events)) for g in found.earlier] == [
        ("2024", 5), ("2023", 30), ("2022", 50),
    ]  # fmt: skip


def test_years_months_and_days_hold_every_event_once() -> None:
    """Each part of at most two hundred has its own page; what no month or day is known of stands beside those."""
    ctx, entries = made(
        ("2023-11-05", 200), ("2024", 3), ("2024-02", 2), ("2024-02-01", 150), ("2024-02-29", 90), ("2024-12-31", 1),
    )  # fmt: skip
    pages = list(archive_pages(ctx, MINE, entries))
    assert [(p.address.removeprefix(MINE.address), p.count, p.is_cut, p.in_lines) for p in pages] == [
        ("2023/", 200, False, True),
        ("2024/", 246, True, False),
        ("2024/thang/khong-ro/", 3, False, False),
        ("2024/thang/02/", 242, True, False),
        ("2024/thang/02/khong-ro/", 2, False, False),
        ("2024/thang/02/01/", 150, False, True),
        ("2024/thang/02/29/", 90, False, True),
        ("2024/thang/12/", 1, False, False),
    ]  # fmt: skip
    listed = [e.address for p in pages if not p.is_cut for g in p.groups for e in g.events]
    assert sorted(listed) == sorted(e.address for e in entries)
    assert [p.title.replace("\u00a0", " ") for p in pages][2:6] == [
        "Phong trào Một: sự kiện năm 2024 (chưa rõ tháng)",
        "Phong trào Một: sự kiện tháng 02 năm 2024",
        "Phong trào Một: sự kiện tháng 02 năm 2024 (chưa rõ ngày)",
        "Phong trào Một: sự kiện ngày 01 tháng 02 năm 2024",
    ]
    month = pages[3]
    assert [(part.label, part.count) for part in month.parts] == [
        ("29/02", 90), ("01/02", 150), ("Chưa rõ ngày", 2),
    ]  # fmt: skip
    assert [link and link.title for link in (month.previous, month.next)] == [
        "Chưa rõ tháng",
        "Tháng\u00a012",
    ]
    assert [crumb.title for crumb in pages[5].crumbs] == ["2024", "Tháng\u00a02"]


@pytest.mark.parametrize(
    ("count", "address"), [(200, "/su-kien/2024/#thang-4"), (201, "/su-kien/2024/thang/04/")]
)
def test_where_the_calendar_leads_for_the_events_of_a_month(count: int, address: str) -> None:
    ctx, _ = made(("2024-04-01", count))
    assert month_address(ctx, 2024, 4) == address


def test_events_of_no_known_year_are_divided_no_further() -> None:
    ctx, entries = made(("khong-ro", 201))
    (page,) = archive_pages(ctx, MINE, entries)
    assert (page.address, page.is_cut) == ("/phong-trao/mot/khong-ro/", False)
