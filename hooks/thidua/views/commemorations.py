"""Commemorations: the index through the year, and the page of one with its ordinals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.dates import UNKNOWN_START, Span, day_month, short
from thidua.text import collation_key, typeset
from thidua.views.calendar_days import newest_year
from thidua.views.commemoration_years import (
    OrdinalRow,
    YearEvents,
    events_by_day,
    events_by_year,
    held_in,
    looked_to,
    ordinal_rows,
)
from thidua.views.common import (
    Context,
    DateView,
    Link,
    Page,
    SourceView,
    date_view,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from thidua.campaign.site import EventEntry
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
    has_classes: bool
    has_ceremonies: bool
    has_lunar: bool
    has_events: bool
    has_later: bool
    """Whether some years lie before the day was observed or recognised."""
    basis: str
    editions: tuple[EditionView, ...]
    held: tuple[YearEvents, ...]
    """Events on its very day, newest first."""
    towards: tuple[YearEvents, ...]
    """The other events that looked towards it, by the year they looked to, newest first."""
    phases: tuple[Link, ...]
    calendar: str
    sources: tuple[SourceView, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """The index and each commemoration."""
    yield _index(ctx)
    by_day = events_by_day(ctx)
    for id_ in ctx.site.commemorations:
        yield _page(ctx, id_, by_day)


def day_of(ctx: Context, record: Commemoration) -> str:
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
    start = day_month(month, day)
    return f"{start} – {day_month(record.to.month, record.to.day)}" if record.to else start


def _index(ctx: Context) -> CommemorationsPage:
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
            day=day_of(ctx, record),
            origin=typeset(short(record.origin)) if record.origin else "",
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


def _page(ctx: Context, id_: str, by_day: Mapping[dt.date, list[EventEntry]]) -> CommemorationPage:
    entry = ctx.site.commemorations[id_]
    record = entry.record
    events = ctx.site.events_by_commemoration.get(id_, ())
    held, towards = events_by_year(ctx, record, by_day)
    counts = {year: len(held.get(year, ())) + len(towards.get(year, ())) for year in held | towards}
    newest = newest_year(ctx)
    rows = tuple(ordinal_rows(ctx, record, newest, counts)) if newest else ()
    recognised = record.recognised_by or ""
    if record.recognised_on:
        recognised = f"{recognised} ({short(record.recognised_on)})".strip()
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
        updated=max((e.span.last for e in events), default=None),
        feeds=(Link(typeset(record.name), addresses.commemoration_ics(id_)),),
        internal=record.audience == "internal",
        summary=typeset(record.summary or ""),
        kind=ctx.label("commemoration", record.kind),
        day=day_of(ctx, record),
        origin=_origin(record),
        observed_from=typeset(short(record.observed_from)) if record.observed_from else "",
        recognised=typeset(recognised),
        names=tuple(NameView(typeset(n.name), _name_span(n.span)) for n in record.names),
        regime_key=record.regime,
        regime=ctx.label("regime", record.regime),
        regime_note=ctx.label("regime_note", record.regime),
        now=next((row for row in rows if row.year == newest), None),
        rows=rows,
        has_classes=any(row.class_key for row in rows),
        has_ceremonies=any(row.ceremony for row in rows),
        has_lunar=any(row.lunar for row in rows),
        has_events=any(row.event_count for row in rows),
        has_later=any(row.counted_later for row in rows),
        basis=typeset(ctx.label("basis", record.regime))
        if any(row.ceremony for row in rows)
        else "",
        editions=tuple(
            EditionView(e.number, typeset(e.label or ""), date_view(e.span), e.term or "")
            for e in record.editions
        ),
        held=tuple(held_in(ctx, record, held)),
        towards=tuple(looked_to(ctx, record, towards)),
        phases=tuple(
            Link(typeset(c.record.name), addresses.campaign(c.record.id))
            for c in ctx.site.campaigns.values()
            if any(p.commemoration == id_ for p in c.record.phases)
        ),
        calendar=addresses.commemoration_ics(id_),
        sources=ctx.sources(record.sources),
    )


def _origin(record: Commemoration) -> str:
    if record.origin is None:
        return ""
    return date_view(Span(record.origin, record.origin)).words


def _name_span(span: Span) -> str:
    if span.start == UNKNOWN_START and span.end is None:
        return ""
    return date_view(span).short
