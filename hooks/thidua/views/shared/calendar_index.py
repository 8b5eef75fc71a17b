"""Dated items by day, for calendars and commemorations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from thidua.calendar.anniversaries import (
    AnniversaryClass,
    Ceremony,
    Occurrence,
    occurrences,
    ordinal_words,
)
from thidua.campaign import addresses
from thidua.dates import Span, day_month, months_of_any_year, months_touched
from thidua.text import collation_key, typeset
from thidua.views.shared.marks import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.reading.records import Commemoration
    from thidua.views.shared.page import Context


YEARS_AHEAD = 10
"""How many years after the newest event the calendar reaches: a site is read for years after it was built."""


LONGEST_EVENT_DAYS = 7
"""Stretches of up to this many days stand on each of them; longer ones on their first and last day,
and beside the month as a whole: repeated thirty times they would hide the rest."""


_CLASS_ORDER = (AnniversaryClass.TRON, AnniversaryClass.LE_5, "", AnniversaryClass.KHAC)
"""Round anniversaries first; lunar days and editions, which have no class, before ordinary years."""


@dataclass(frozen=True, slots=True)
class DayItem:
    """An entry of a day."""

    mark: str
    """Its shape: ``commemoration``, ``phase``, or that of an event's kinds."""
    mark_label: str
    title: str
    address: str
    ordinal: str = ""
    """``80 năm``, ``lần thứ IX``, ``năm Giáp Thìn``."""
    class_key: str = ""
    class_label: str = ""
    part: str = ""
    """Which part of a longer stretch the day is: ``Bắt đầu``, ``ngày 2/3``."""
    internal: bool = False
    basis: str = ""
    """``suy ra``, ``phục dựng``, where no source states the day."""

    @property
    def is_round(self) -> bool:
        return self.class_key == AnniversaryClass.TRON

    @property
    def is_event(self) -> bool:
        return self.mark not in {"commemoration", "phase"}


@dataclass(frozen=True, slots=True)
class DatedItem:
    """An entry and when it is."""

    span: Span
    item: DayItem

    @property
    def is_event(self) -> bool:
        return self.item.is_event


@dataclass(frozen=True)
class CalendarIndex:
    """Everything with a date."""

    dated: tuple[DatedItem, ...]
    """By first day."""
    days: Mapping[dt.date, tuple[DayItem, ...]]
    loose: tuple[DatedItem, ...]
    """What no single day shows: known by month or year only, or longer than `SHORT`."""

    @cached_property
    def days_by_month(self) -> Mapping[tuple[int, int], tuple[dt.date, ...]]:
        """Days with an entry, oldest first, by (year, month)."""
        months: dict[tuple[int, int], list[dt.date]] = {}
        for day in sorted(self.days):
            months.setdefault((day.year, day.month), []).append(day)
        return {month: tuple(days) for month, days in months.items()}

    @cached_property
    def loose_by_month(self) -> Mapping[tuple[int, int], tuple[DatedItem, ...]]:
        """What no single day shows, by (year, month); by (year, 0) where no month is known."""
        months: dict[tuple[int, int], list[DatedItem]] = {}
        for one in self.loose:
            for month in months_touched(one.span):
                months.setdefault(month, []).append(one)
        return {month: tuple(found) for month, found in months.items()}


def newest_year(ctx: Context) -> int | None:
    """The year of the newest event, from which “now” is reckoned where no browser does."""
    return ctx.site.newest_year


def calendar_years(ctx: Context) -> tuple[int, ...]:
    """All years from the first to the last with an event, a phase or an edition, and those ahead of the newest.

    Without holes: a reader who turns pages comes to each year, also to one of which nothing is known. The year
    before the newest event is among them because one may be announced for next year.
    """
    newest = newest_year(ctx)
    held = {e.year for e in ctx.site.dated_events}
    for campaign in ctx.site.campaigns.values():
        for phase in campaign.record.phases:
            held.update(range(phase.from_.year, (phase.to or phase.from_).year + 1))
    for commemoration in ctx.site.commemorations.values():
        held.update(e.from_.year for e in commemoration.record.editions if e.from_)
    if newest is not None:
        held.update(range(newest - 1, newest + YEARS_AHEAD + 1))
    return tuple(range(min(held), max(held) + 1)) if held else ()


def build_calendar_index(
    ctx: Context, years: tuple[int, ...], month: int | None = None
) -> CalendarIndex:
    """Everything dated in the years; with a month, what touches it in any of them, which is all that its pages show."""
    dated = (
        [*_commemoration_items(ctx, years, month), *_event_items(ctx, years), *_phase_items(ctx)]
        if years
        else []
    )
    dated.sort(key=_day_order)
    days: dict[dt.date, list[DayItem]] = {}
    loose = []
    for one in dated:
        placed = list(_days_of_item(ctx, one))
        for day, item in placed:
            days.setdefault(day, []).append(item)
        if not placed or (one.span.end is not None and _day_count(one.span) > LONGEST_EVENT_DAYS):
            loose.append(one)
    for items in days.values():
        items.sort(key=_class_rank)
    return CalendarIndex(
        tuple(dated), {day: tuple(items) for day, items in days.items()}, tuple(loose)
    )


def _commemoration_items(
    ctx: Context, years: tuple[int, ...], month: int | None
) -> Iterator[DatedItem]:
    entries = ctx.site.commemorations
    records = [entry.record for entry in entries.values()]
    for one in occurrences(records, years[0], years[-1]):
        if month and month not in months_of_any_year(one.span):
            continue
        record = entries[one.commemoration].record
        item = DayItem(
            mark="commemoration",
            mark_label=ctx.label("mark", "commemoration"),
            title=typeset(one.title(ctx.lang)),
            address=addresses.commemoration(record.id),
            ordinal=typeset(ordinal_words(record, one.year, ctx.lang)),
            class_key=one.class_ or "",
            class_label=ctx.label("class", one.class_) if one.class_ else "",
            internal=record.audience == "internal",
        )
        yield DatedItem(one.span, item)


def _event_items(ctx: Context, years: tuple[int, ...]) -> Iterator[DatedItem]:
    for event in ctx.site.dated_events:
        if event.span.last.year < years[0]:
            continue
        mark = mark_of(event.record.kinds)
        item = DayItem(
            mark=mark,
            mark_label=ctx.label("mark", mark),
            title=ctx.event_title(event),
            address=event.address,
            internal=event.record.audience == "internal",
            basis=ctx.event_item(event).date.basis,
        )
        yield DatedItem(event.span, item)


def _phase_items(ctx: Context) -> Iterator[DatedItem]:
    for campaign in ctx.site.campaigns.values():
        record = campaign.record
        for phase in record.phases:
            title = f"{record.name}: {phase.theme}" if phase.theme else record.name
            item = DayItem(
                mark="phase",
                mark_label=ctx.label("mark", "phase"),
                title=typeset(title),
                address=addresses.campaign(record.id),
                internal=record.audience == "internal",
            )
            yield DatedItem(Span(phase.from_, phase.to), item)


def _days_of_item(ctx: Context, one: DatedItem) -> Iterator[tuple[dt.date, DayItem]]:
    """The days an entry stands on; of an unknown end nothing is said."""
    start, end = one.span.start, one.span.end
    if end == start or _day_count(one.span) <= LONGEST_EVENT_DAYS:
        if start.day is None or end is None or end.day is None:
            return
        count = _day_count(one.span)
        for number in range(count):
            part = ctx.ui["day_of_days"].format(day=number + 1, days=count) if count > 1 else ""
            yield start.first + dt.timedelta(number), replace(one.item, part=part)
        return
    for moment, part in ((start, "begins"), (end, "ends")):
        if moment is not None and moment.day is not None:
            yield moment.first, replace(one.item, part=ctx.ui[part])


def _day_count(span: Span) -> int:
    return (span.last - span.first).days + 1


def _day_order(one: DatedItem) -> tuple[dt.date, dt.date, object]:
    return one.span.first, one.span.last, collation_key(one.item.title)


def _class_rank(item: DayItem) -> tuple[int, int, object]:
    kind = {"commemoration": 0, "phase": 2}.get(item.mark, 1)
    return kind, _CLASS_ORDER.index(item.class_key), collation_key(item.title)


def month_items(found: CalendarIndex, year: int, month: int) -> tuple[DatedItem, ...]:
    """What belongs to a month but to no one day of it; what is known by its year only does not."""
    return found.loose_by_month.get((year, month), ())


def year_items(found: CalendarIndex, year: int) -> tuple[DatedItem, ...]:
    """What is known to belong to a year, but not to which month of it."""
    return found.loose_by_month.get((year, 0), ())


def ceremony_text(ctx: Context, one: Occurrence) -> str:
    """The consequence of an anniversary's class in a few words; `basis` gives the articles."""
    if one.ceremony is None or one.class_ is None:
        return ""
    if one.ceremony is Ceremony.GRADED:
        class_ = ctx.label("class", one.class_)
        return typeset(ctx.label("ceremony", one.ceremony).format(class_=class_.lower()))
    return ctx.label("ceremony", one.ceremony)


def yearly_day(ctx: Context, record: Commemoration) -> str:
    """The day of every year on which it is kept, as far as one is agreed."""
    if record.lunar:
        return typeset(f"{record.lunar.day}/{record.lunar.month} {ctx.ui['lunar']}")
    month, day = record.month, record.day
    if month is None and record.origin and record.kind == "fixed":
        month, day = record.origin.month, record.origin.day
    if month is None:
        return ""
    if day is None:
        return typeset(f"{ctx.ui['month_small']} {month}")
    start = day_month(month, day, ctx.lang)
    return (
        f"{start} – {day_month(record.to.month, record.to.day, ctx.lang)}" if record.to else start
    )
