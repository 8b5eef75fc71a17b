"""The day up to which the content is kept, and what follows from it for terms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from thidua.campaign.site import EventEntry, RecordEntry, Site, TermKey
from thidua.dates import PartialDate
from thidua.reading.body import Body
from thidua.reading.records import Event
from thidua.views.shared.page import Context, TermEnd
from unit.outputs.made_site import CLUSTER


def event(date: object, published: str | None = None, **keys: object) -> EventEntry:
    source = {"title": "Nguồn", **({"published": published} if published else {})}
    made = Event.model_validate({
        "title": "Sự kiện", "date": date, "kinds": ["khac"], "audience": "public", "status": "published", "summary": "Tóm tắt.",
        "sources": [source], **keys,
    })  # fmt: skip
    return EventEntry(made, "x.md", slug="a", folder="", body=Body("", 1), terms=(TermKey("a", "2024"),))  # fmt: skip


@pytest.mark.parametrize(
    ("events", "day"),
    [
        ([], None),
        ([event("2024-11-29")], "2024-11-29"),
        # A source has a day of its own; what it announces for later is no news of later
        ([event("2024-11-29", "2024-12-02T08:00")], "2024-12-02"),
        ([event("2025-03-01", "2024-12-02")], "2024-12-02"),
        ([event("2025-03-01", "2024-12-02", revised="2025-01-07")], "2025-01-07"),
        # Late in the evening of Viet Nam is the same day there
        ([event("2024-11-29", "2024-12-02T00:30")], "2024-12-02"),
        # Known by the year or month only: no day of it is news
        ([event("2025"), event("2024-11"), event("2024-04-04")], "2024-04-04"),
        ([event({"from": "2024-12-23", "to": "2024-12-25"})], "2024-12-25"),
    ],
)  # fmt: skip
def test_the_newest_day_of_the_content(events: list[EventEntry], day: str | None) -> None:
    found = Context(Site(events=tuple(events))).content_day
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    ("newest", "ends", "expect"),
    [
        ("2024-12-31", "2024-12-31", TermEnd("2024-12-31", False)), ("2025-01-01", "2024-12-31", TermEnd("2024-12-31", True)),
        ("2024-12-31", "2024", TermEnd("2024-12-31", False)), ("2024-12-30", "2024-12", TermEnd("2024-12-31", False)),
        ("2025-01-01", None, None),
    ],
)  # fmt: skip
def test_a_term_is_over_when_the_content_speaks_of_a_later_day(newest: str, ends: str | None, expect: TermEnd | None) -> None:  # fmt: skip
    bare = CLUSTER.model_copy(update={"terms": ()})
    ctx = Context(Site(events=(event(newest),), clusters={"cum-a": RecordEntry(bare, "x")}))
    term = CLUSTER.terms[0].model_copy(update={"to": PartialDate.parse(ends) if ends else None})
    assert ctx.term_end(term) == expect
    assert replace(ctx, site=Site()).term_end(term) == (expect and TermEnd(expect.iso, False))
