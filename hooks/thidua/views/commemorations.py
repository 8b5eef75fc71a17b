"""Commemorations: the index through the year, and the page of one with its years and events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.anniversaries import looking_ahead_text, occurrence_in, ordinal_words
from thidua.calendar.lunar import lunar_words
from thidua.campaign import addresses
from thidua.dates import UNKNOWN_START, Span, short, weekday_name
from thidua.locale import phrase
from thidua.text import collation_key, typeset
from thidua.views.shared.archive import (
    ArchivePart,
    EventList,
    archive_of,
    archive_pages,
    event_list,
)
from thidua.views.shared.calendar_index import (
    LONGEST_EVENT_DAYS,
    ceremony_text,
    newest_year,
    yearly_day,
)
from thidua.views.shared.page import (
    Context,
    DateView,
    EventItem,
    Link,
    Page,
    SourceView,
    last_day,
    newest_first,
)
from thidua.views.shared.share_pictures import commemoration_picture

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from thidua.campaign.site import EventEntry
    from thidua.dates import PartialDate
    from thidua.reading.records import Commemoration


@dataclass(frozen=True, slots=True)
class CommemorationLine:
    """A commemoration in the index."""

    name: str
    address: str
    day: str
    """``19/8``, ``10/3 âm lịch``, or nothing where no day is agreed."""
    origin: str
    kind: str


@dataclass(frozen=True, slots=True)
class MonthOfDays:
    """Commemorations of one month; lunar ones and those without a day stand apart."""

    label: str
    anchor: str
    days: tuple[CommemorationLine, ...]


@dataclass(frozen=True, kw_only=True)
class CommemorationsPage(Page):
    """All commemorations through the year."""

    template = "commemorations.html"
    months: tuple[MonthOfDays, ...]


@dataclass(frozen=True, slots=True)
class EditionView:
    """A numbered holding."""

    number: str
    label: str
    date: DateView
    term: str


@dataclass(frozen=True, slots=True)
class NameView:
    """A name a commemoration had for a time."""

    name: str
    span: str


@dataclass(frozen=True, kw_only=True)
class CommemorationPage(Page):
    """One commemoration."""

    template = "commemoration.html"
    summary: str
    kind: str
    day: str
    origin: str
    observed_from: str
    recognised: str
    names: tuple[NameView, ...]
    regime_key: str
    regime: str
    regime_note: str
    now: OrdinalRow | None
    """The one of the newest year of content, for readers without scripts."""
    rows: tuple[OrdinalRow, ...]
    basis: str
    editions: tuple[EditionView, ...]
    held: tuple[YearEvents, ...]
    """Events on its very day, newest first."""
    towards: tuple[YearEvents, ...]
    """The other events that looked towards it, by the year they looked to, newest first."""
    archive: tuple[ArchivePart, ...]
    """The years in which all of them are, where they are too many for the page and it shows the newest."""
    event_count: int
    phases: tuple[Link, ...]
    calendar: str
    sources: tuple[SourceView, ...]

    @property
    def has_classes(self) -> bool:
        return any(row.class_key for row in self.rows)

    @property
    def has_ceremonies(self) -> bool:
        return any(row.ceremony for row in self.rows)

    @property
    def has_lunar(self) -> bool:
        return any(row.lunar for row in self.rows)

    @property
    def has_events(self) -> bool:
        return any(row.event_count for row in self.rows)

    @property
    def has_later(self) -> bool:
        """Whether some years lie before the day was observed or recognised."""
        return any(row.counted_later for row in self.rows)

    @property
    def has_named_later(self) -> bool:
        """Whether some years lie before the day had a name that is known."""
        return any(row.named_later for row in self.rows)


@dataclass(frozen=True, slots=True)
class _LinkedEvents:
    """Events of a commemoration by its years: those on its very day, and those that looked towards it."""

    held: dict[int, list[EventEntry]]
    towards: dict[int, list[EventEntry]]

    @property
    def all(self) -> list[EventEntry]:
        """Each of them once."""
        groups = (*self.held.values(), *self.towards.values())
        return list({event.id: event for group in groups for event in group}.values())


def pages(ctx: Context) -> Iterator[Page]:
    """The index and each commemoration."""
    yield _commemorations_page(ctx)
    by_day = events_on_day(ctx)
    for id_ in ctx.site.commemorations:
        found = _LinkedEvents(*events_by_year(ctx, ctx.site.commemorations[id_].record, by_day))
        page = _commemoration_page(ctx, id_, found)
        yield page
        yield from archive_pages(ctx, archive_of(page), found.all)


def _commemorations_page(ctx: Context) -> CommemorationsPage:
    groups: dict[int, list[tuple[int, object, CommemorationLine]]] = {}
    for id_, entry in ctx.site.commemorations.items():
        record = entry.record
        month, day = record.month, record.day or 0
        if month is None and record.origin and record.kind == "fixed":
            month, day = record.origin.month, record.origin.day or 0
        if record.lunar:
            month, day = 13, record.lunar.month * 100 + record.lunar.day
        line = CommemorationLine(
            name=typeset(record.name),
            address=addresses.commemoration(id_),
            day=yearly_day(ctx, record),
            origin=_origin_note(ctx, record),
            kind=ctx.label("commemoration", record.kind),
        )
        groups.setdefault(month or 14, []).append((day, collation_key(record.name), line))
    labels = {13: ctx.ui["lunar_days"], 14: ctx.ui["no_fixed_day"]}
    return CommemorationsPage(
        address=addresses.COMMEMORATIONS,
        title=ctx.ui["commemorations"],
        description=ctx.ui["commemorations_description"],
        crumbs=(ctx.home(), Link(ctx.ui["calendar"], addresses.CALENDAR)),
        feeds=(Link(ctx.ui["calendar_feed"], addresses.ALL_COMMEMORATIONS_ICS),),
        months=tuple(
            MonthOfDays(
                label=labels.get(month, typeset(f"{ctx.ui['month']} {month}")),
                anchor={13: "am-lich", 14: "khong-co-dinh"}.get(month, f"thang-{month}"),
                days=tuple(line for _, _, line in sorted(groups[month], key=lambda item: item[:2])),
            )
            for month in sorted(groups)
        ),
    )


def _commemoration_page(ctx: Context, id_: str, found: _LinkedEvents) -> CommemorationPage:
    entry = ctx.site.commemorations[id_]
    record = entry.record
    events = ctx.site.events_by_commemoration.get(id_, ())
    held, towards = found.held, found.towards
    listed = event_list(ctx, addresses.commemoration(id_), found.all)
    counts = {year: len(held.get(year, ())) + len(towards.get(year, ())) for year in held | towards}
    newest = newest_year(ctx)
    rows = tuple(ordinal_rows(ctx, record, newest, counts)) if newest else ()
    return CommemorationPage(
        address=addresses.commemoration(id_),
        title=typeset(record.name),
        description=record.summary or record.name,
        crumbs=(
            ctx.home(),
            Link(ctx.ui["calendar"], addresses.CALENDAR),
            Link(ctx.ui["commemorations"], addresses.COMMEMORATIONS),
        ),
        source_path=entry.path,
        correction=ctx.correction(record),
        updated=ctx.updated(record, last_day(events)),
        feeds=(Link(typeset(record.name), addresses.commemoration_ics(id_)),),
        internal=record.audience == "internal",
        picture=commemoration_picture(ctx, id_),
        json_ld={"@type": "WebPage", "about": {"@type": "Thing", "name": record.name}},
        summary=typeset(record.summary or ""),
        kind=ctx.label("commemoration", record.kind),
        day=yearly_day(ctx, record),
        origin=_origin(ctx, record),
        observed_from=_short(ctx, record.observed_from),
        recognised=_recognised(ctx, record),
        names=tuple(NameView(typeset(n.name), _name_span(ctx, n.span)) for n in record.names),
        regime_key=record.regime,
        regime=ctx.label("regime", record.regime),
        regime_note=ctx.label("regime_note", record.regime),
        now=next((row for row in rows if row.year == newest), None),
        rows=rows,
        basis=typeset(ctx.label("basis", record.regime))
        if any(row.ceremony for row in rows)
        else "",
        editions=tuple(
            EditionView(e.number, typeset(e.label or ""), ctx.date(e.span), e.term or "")
            for e in record.editions
        ),
        held=tuple(held_events(ctx, record, held, listed)),
        towards=tuple(anticipating_events(ctx, record, towards, listed)),
        archive=listed.parts,
        event_count=listed.count,
        phases=tuple(
            Link(typeset(c.record.name), addresses.campaign(c.record.id))
            for c in ctx.site.campaigns.values()
            if any(p.commemoration == id_ for p in c.record.phases)
        ),
        calendar=addresses.commemoration_ics(id_),
        sources=ctx.sources(record.sources),
    )


def _short(ctx: Context, date: PartialDate | None) -> str:
    """A date for scanning; empty where there is none."""
    return typeset(short(date, ctx.lang)) if date else ""


def _recognised(ctx: Context, record: Commemoration) -> str:
    """By what decision and when, as far as is known."""
    recognised = record.recognised_by or ""
    if record.recognised_on:
        recognised = f"{recognised} ({short(record.recognised_on, ctx.lang)})".strip()
    return typeset(recognised)


def _origin_note(ctx: Context, record: Commemoration) -> str:
    """What its years are counted from, and since when it is kept where that began later."""
    if record.origin is None:
        return ""
    note = ctx.ui["counted_from"].format(date=short(record.origin, ctx.lang))
    since = record.observed_from
    if since is not None and since.year > record.origin.year:
        note += ctx.ui["kept_since"].format(date=phrase(ctx.lang, "dates.year", year=since.year))
    return typeset(note)


def _origin(ctx: Context, record: Commemoration) -> str:
    if record.origin is None:
        return ""
    return ctx.day(record.origin).words


def _name_span(ctx: Context, span: Span) -> str:
    if span.start == UNKNOWN_START and span.end is None:
        return ""
    return ctx.date(span).short


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
    named_later: bool


@dataclass(frozen=True, slots=True)
class YearEvents:
    """Events that belong to the commemoration of one year."""

    label: str
    """``Hướng tới 80 năm (2025)``."""
    anchor: str
    events: tuple[EventItem, ...]
    lines: tuple[EventItem, ...]
    """What has a line each, because the page lists so many."""


def events_by_year(
    ctx: Context, record: Commemoration, by_day: Mapping[dt.date, list[EventEntry]]
) -> tuple[dict[int, list[EventEntry]], dict[int, list[EventEntry]]]:
    """Events on the day itself and those that only looked towards it, by year of the commemoration."""
    held = _held_by_year(ctx, record, by_day)
    on_the_day = {(year, event.id) for year, events in held.items() for event in events}
    towards: dict[int, list[EventEntry]] = {}
    for event in ctx.site.events_by_commemoration.get(record.id, ()):
        for ref in event.record.commemorations:
            if ref.id == record.id and (ref.year, event.id) not in on_the_day:
                towards.setdefault(ref.year, []).append(event)
    return held, towards


def held_events(
    ctx: Context, record: Commemoration, held: dict[int, list[EventEntry]], all_: EventList
) -> Iterator[YearEvents]:
    """Newest year first."""
    for year, events, lines in _by_year(ctx, held, all_):
        counted = ordinal_words(record, year, ctx.lang)
        label = f"{counted} ({year})" if counted else phrase(ctx.lang, "dates.year", year=year)
        yield YearEvents(_capitalise(label), f"nam-{year}", events, lines)


def anticipating_events(
    ctx: Context, record: Commemoration, towards: dict[int, list[EventEntry]], all_: EventList
) -> Iterator[YearEvents]:
    """Newest year first."""
    for year, events, lines in _by_year(ctx, towards, all_):
        label = _capitalise(looking_ahead_text(record, year, ctx.lang))
        yield YearEvents(label, f"huong-toi-{year}", events, lines)


def _by_year(
    ctx: Context, groups: dict[int, list[EventEntry]], all_: EventList
) -> Iterator[tuple[int, tuple[EventItem, ...], tuple[EventItem, ...]]]:
    """Years, newest first, with what has its summary and what has a line, as a list of all events would have them."""
    left = len(all_.events)
    for year in sorted(groups, reverse=True):
        events = _event_items(ctx, groups[year])
        shown, others = events[:left], () if all_.parts else events[left:]
        left -= len(shown)
        if shown or others:
            yield year, shown, others


def _capitalise(label: str) -> str:
    """With a capital at its beginning; ``capitalize`` would lower the others (IX, Giáp Thìn)."""
    return typeset(label[:1].upper() + label[1:])


def events_on_day(ctx: Context) -> Mapping[dt.date, list[EventEntry]]:
    """Events of known days; what lasted longer than some days was not held *on* any of them."""
    found: dict[dt.date, list[EventEntry]] = {}
    for event in ctx.site.events:
        start, end = event.span.start, event.span.end
        if start.day and end and end.day and (end.last - start.first).days < LONGEST_EVENT_DAYS:
            for ordinal in range(start.first.toordinal(), end.last.toordinal() + 1):
                found.setdefault(start.first.fromordinal(ordinal), []).append(event)
    return found


def _event_items(ctx: Context, events: list[EventEntry]) -> tuple[EventItem, ...]:
    return tuple(ctx.event_item(event) for event in newest_first(events))


def _held_by_year(
    ctx: Context, record: Commemoration, by_day: Mapping[dt.date, list[EventEntry]]
) -> dict[int, list[EventEntry]]:
    """Events on the day or days of the commemoration, by its year; none of before it was observed."""
    years = {y for year in ctx.site.events_by_year for y in (year - 1, year)}
    found: dict[int, dict[str, EventEntry]] = {}
    for year in sorted(years):
        one = occurrence_in(record, year)
        if one is None or one.counted_later:
            continue
        if one.span.start.day is None or one.span.end is None:
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
        one = occurrence_in(record, year)
        if one is None:
            continue
        start = one.span.start
        yield OrdinalRow(
            year=year,
            date=ctx.date(one.span),
            first=one.span.first.isoformat(),
            last=one.span.last.isoformat(),
            weekday=weekday_name(start.first, ctx.lang) if start.day and one.span.is_single else "",
            lunar=typeset(lunar_words(one.lunar, ctx.lang)) if one.lunar else "",
            ordinal=typeset(ordinal_words(record, year, ctx.lang) or ""),
            class_key=one.class_ or "",
            class_label=ctx.label("class", one.class_) if one.class_ else "",
            ceremony=ceremony_text(ctx, one),
            event_count=counts.get(year, 0),
            counted_later=one.counted_later,
            named_later=one.named_later,
        )
