"""What a page has room for, at the value itself, one below and one above."""

from __future__ import annotations

import pytest

from thidua.views.calendar.parts import few_events
from thidua.views.clusters.timeline import TimelineEntry, milestones
from thidua.views.shared.calendar_index import DayItem
from thidua.views.shared.clusters import Members, names_members
from thidua.views.shared.page import DateView, Link


def day(mark: str, number: int = 0) -> DayItem:
    return DayItem(mark, "", f"{mark} {number}", "/")


@pytest.mark.parametrize(
    ("most", "shown", "left"),
    [
        (0, "commemoration 0, phase 0", 3), (1, "commemoration 0, event 1, phase 0", 2), (2, "commemoration 0, event 1, phase 0, review 2", 1),
        (3, "commemoration 0, event 1, phase 0, review 2, event 3", 0), (4, "commemoration 0, event 1, phase 0, review 2, event 3", 0),
    ],
)  # fmt: skip
def test_a_full_calendar_leaves_out_events_and_nothing_else(most: int, shown: str, left: int) -> None:  # fmt: skip
    items = [day("commemoration"), day("event", 1), day("phase"), day("review", 2), day("event", 3)]
    found, over = few_events(items, most)
    assert (", ".join(item.title for item in found), over) == (shown, left)


@pytest.mark.parametrize(
    ("now", "before", "named"), [(399, 0, True), (400, 0, True), (401, 0, False), (399, 2, False)]
)
def test_registers_name_four_hundred_members(now: int, before: int, named: bool) -> None:
    link = Link("Công an tỉnh Mẫu", "/don-vi/ca-mau/")
    held = [Members((link,) * (now - 1), ""), Members((link,), "", (link,) * before)]
    assert names_members(held) is named


def entry(number: int, *, milestone: bool) -> TimelineEntry:
    date = DateView("2024", "2024", "năm 2024", "year", 2024)
    return TimelineEntry(
        id=f"e{number}", mark="event", mark_label="", marks=("event",), date=date, years=(2024,), title="", address=None,
        detail="", kinds=(), milestone=milestone,
    )  # fmt: skip


@pytest.mark.parametrize(("count", "first", "shown"), [(59, 0, 59), (60, 0, 60), (61, 2, 60)])
def test_a_term_with_too_many_events_shows_its_newest_milestones(
    count: int, first: int, shown: int
) -> None:
    entries = [entry(n, milestone=n % 2 == 0) for n in range(2 * count)]
    found = milestones(entries)
    assert (len(found), found[0].id, found[-1].id) == (shown, f"e{first}", f"e{2 * count - 2}")
