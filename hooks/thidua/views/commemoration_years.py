"""A commemoration through the years: its ordinals, and the events held on it or looking towards it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.anniversaries import looking_ahead, occurrence, ordinal_words
from thidua.calendar.lunar import lunar_words
from thidua.dates import WEEKDAYS
from thidua.text import typeset
from thidua.views.calendar_days import SHORT
from thidua.views.calendar_rounds import ceremony
from thidua.views.common import Context, DateView, EventItem, date_view, newest_first

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from thidua.campaign.site import EventEntry
    from thidua.reading.records import Commemoration

YEARS_AROUND = 20
"""How many years before and after the newest content the table of ordinals holds."""


@dataclass(frozen=True, slots=True)
class OrdinalRow:
    """A year in the table of ordinals."""

    year: int
    date: DateView
    first: str
    last: str
    """ISO days, for the browser's “next”; a year-only one is the whole year."""
    weekday: str
    lunar: str
    ordinal: str
    class_key: str
    class_label: str
    ceremony: str
    event_count: int
    counted_later: bool


@dataclass(frozen=True, slots=True)
class YearEvents:
    """Events that belong to the commemoration of one year."""

    label: str
    """``Hướng tới 80 năm (2025)``."""
    anchor: str
    events: tuple[EventItem, ...]


def events_by_year(
    ctx: Context, record: Commemoration, by_day: Mapping[dt.date, list[EventEntry]]
) -> tuple[dict[int, list[EventEntry]], dict[int, list[EventEntry]]]:
    """Events on the day itself and those that only looked towards it, by year of the commemoration."""
    held = _held(ctx, record, by_day)
    towards: dict[int, list[EventEntry]] = {}
    for event in ctx.site.events_by_commemoration.get(record.id, ()):
        for ref in event.record.commemorations:
            if ref.id == record.id and event not in held.get(ref.year, ()):
                towards.setdefault(ref.year, []).append(event)
    return held, towards


def held_in(
    ctx: Context, record: Commemoration, held: dict[int, list[EventEntry]]
) -> Iterator[YearEvents]:
    """Newest year first."""
    for year in sorted(held, reverse=True):
        counted = ordinal_words(record, year)
        label = f"{counted} ({year})" if counted else f"năm {year}"
        yield YearEvents(_opened(label), f"nam-{year}", _items(ctx, held[year]))


def looked_to(
    ctx: Context, record: Commemoration, towards: dict[int, list[EventEntry]]
) -> Iterator[YearEvents]:
    """Newest year first."""
    for year in sorted(towards, reverse=True):
        label = _opened(looking_ahead(record, year))
        yield YearEvents(label, f"huong-toi-{year}", _items(ctx, towards[year]))


def _opened(label: str) -> str:
    """With a capital at its beginning; ``capitalize`` would lower the others (IX, Giáp Thìn)."""
    return typeset(label[:1].upper() + label[1:])


def events_by_day(ctx: Context) -> Mapping[dt.date, list[EventEntry]]:
    """Events of known days; what lasted longer than some days was not held *on* any of them."""
    found: dict[dt.date, list[EventEntry]] = {}
    for event in ctx.site.events:
        start, end = event.span.start, event.span.end
        if start.day and end and end.day and (end.last - start.first).days < SHORT:
            for ordinal in range(start.first.toordinal(), end.last.toordinal() + 1):
                found.setdefault(start.first.fromordinal(ordinal), []).append(event)
    return found


def _items(ctx: Context, events: list[EventEntry]) -> tuple[EventItem, ...]:
    return tuple(ctx.event_item(event) for event in newest_first(events))


def _held(
    ctx: Context, record: Commemoration, by_day: Mapping[dt.date, list[EventEntry]]
) -> dict[int, list[EventEntry]]:
    """Events on the day or days of the commemoration, by the year of the commemoration."""
    years = {y for year in ctx.site.events_by_year for y in (year - 1, year)}
    found: dict[int, dict[str, EventEntry]] = {}
    for year in sorted(years):
        one = occurrence(record, year)
        if one is None or one.span.start.day is None or one.span.end is None:
            continue
        if one.span.end.day is None:
            continue
        first = one.span.first
        for ordinal in range(first.toordinal(), one.span.last.toordinal() + 1):
            for event in by_day.get(first.fromordinal(ordinal), ()):
                found.setdefault(year, {})[event.id] = event
    return {year: list(events.values()) for year, events in found.items()}


def ordinal_rows(
    ctx: Context, record: Commemoration, newest: int, counts: Mapping[int, int]
) -> Iterator[OrdinalRow]:
    """Each year around the newest one; numbered holdings have a table of their own."""
    if record.kind == "edition":
        return
    for year in range(newest - YEARS_AROUND, newest + YEARS_AROUND + 1):
        one = occurrence(record, year)
        if one is None:
            continue
        start = one.span.start
        yield OrdinalRow(
            year=year,
            date=date_view(one.span),
            first=one.span.first.isoformat(),
            last=one.span.last.isoformat(),
            weekday=WEEKDAYS[start.first.weekday()] if start.day and one.span.is_single else "",
            lunar=typeset(lunar_words(one.lunar)) if one.lunar else "",
            ordinal=typeset(ordinal_words(record, year) or ""),
            class_key=one.class_ or "",
            class_label=ctx.label("class", one.class_) if one.class_ else "",
            ceremony=ceremony(ctx, one),
            event_count=counts.get(year, 0),
            counted_later=one.counted_later,
        )
