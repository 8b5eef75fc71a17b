"""Calendars to subscribe to (RFC 5545, with the names of RFC 7986), as pure functions.

Published without METHOD: then DTSTAMP is by definition when the entry was last revised (RFC 5545,
3.8.7.2), which the content knows, and no ORGANIZER is due (RFC 5546, 3.2.1): who publishes an entry holds no meeting, and is
its CONTACT (RFC 5545, 3.8.4.2). LAST-MODIFIED and
SEQUENCE rise with it: see `thidua.calendar.revision` for where revisions come from and why.

Days are DATE values with an exclusive end. A time is a start without an end, since the sources
give none. What is known only by its year is no entry: a banner over 365 days would tell less than
the sentence in the calendar's description that names it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.anniversaries import (
    AnniversaryClass,
    Occurrence,
    edition_words,
    occurrences,
)
from thidua.calendar.lunar import lunar_words
from thidua.calendar.revision import EPOCH, correction, last_revised, sequence
from thidua.campaign import addresses
from thidua.campaign.cluster_names import event_title, full_names
from thidua.campaign.terms import basis_of, number_then, term_name, terms_in_order
from thidua.dates import Span, span_short
from thidua.locale import phrase
from thidua.outputs import content_lines
from thidua.outputs.content_lines import date, moment, text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from thidua.campaign.site import EventEntry, Site, TermKey
    from thidua.reading.base import Record
    from thidua.reading.records import Campaign, Cluster, Commemoration, Term
    from thidua.reading.sector import Sector

ZONE = "Asia/Ho_Chi_Minh"
LONGEST = dt.timedelta(days=31)
"""Stretches longer than this are two entries, for their first and last day: a banner over months
hides what else is in the month, and what is asked of a reader is due at one of its ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarOptions:
    """What a calendar file needs besides content."""

    lang: str
    """Language of its words."""
    site_url: str | None = None
    """Where the site is published; without it entries carry no address."""
    contact: str = ""
    """Who publishes, to be asked about an entry; left out where empty."""
    alarm: dt.timedelta | None = None
    """How long before its beginning an entry reminds; no reminder if None."""
    refresh: dt.timedelta = dt.timedelta(days=1)
    """How often subscribers are asked to fetch the file again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One thing on the days it is on."""

    uid: str
    title: str
    span: Span
    address: str
    revised: dt.datetime
    time: str | None = None
    lines: tuple[str, ...] = ()
    place: str | None = None
    categories: tuple[str, ...] = ()


def commemorations_ics(
    records: Iterable[Commemoration], first_year: int, last_year: int, *, settings: CalendarOptions
) -> bytes:
    """All commemorations on the days of some years, lunar ones written out as solar days."""
    entries = list(_commemorations(records, first_year, last_year, settings.lang))
    lunar = phrase(settings.lang, "subscriptions.lunar_about")
    about = phrase(
        settings.lang, "subscriptions.all_about", first=first_year, last=last_year, lunar=lunar
    )
    return _calendar(
        phrase(settings.lang, "subscriptions.all"), about, entries, WrittenEntries(settings)
    )


def commemoration_ics(
    record: Commemoration, first_year: int, last_year: int, *, settings: CalendarOptions
) -> bytes:
    """One commemoration on the days of some years."""
    entries = list(_commemorations([record], first_year, last_year, settings.lang))
    about = phrase(settings.lang, "subscriptions.one_about", first=first_year, last=last_year)
    if record.lunar is not None:
        about += f" {phrase(settings.lang, 'subscriptions.lunar_about')}"
    return _calendar(record.name, about, entries, WrittenEntries(settings))


def cluster_ics(
    site: Site,
    cluster_id: str,
    *,
    settings: CalendarOptions,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """A cluster's events, the phases of its campaigns, and the ends of its terms.

    ``names`` are those of `full_names`, worked out once by whoever makes the calendars of all clusters.
    """
    record = site.cluster(cluster_id)
    names = names or full_names(site, settings.lang)
    entries = [
        *(
            _event(event, site, names, settings.lang)
            for event in site.events_by_cluster.get(cluster_id, ())
        ),
        *(
            phase
            for campaign in site.campaigns.values()
            if cluster_id in campaign.record.clusters
            for phase in _phases(campaign.record, settings.lang)
        ),
        *_terms(record, terms_in_order(record), names[cluster_id], site.sector, settings.lang),
    ]
    about = phrase(settings.lang, "subscriptions.cluster_about")
    return _calendar(names[cluster_id], about, entries, WrittenEntries(settings))


def unit_ics(
    site: Site,
    name: str,
    events: Iterable[EventEntry],
    keys: Iterable[TermKey],
    years: range,
    round_years: Iterable[CalendarEntry],
    *,
    names: Mapping[str, str],
    written: WrittenEntries,
) -> bytes:
    """What concerns a unit in some years: events, the ends of the terms ``keys``, phases of its clusters' campaigns, `round_years`.

    An entry has the id it has in the calendars of clusters and of commemorations. What was before is in those: there is a
    calendar for each of some hundred units, and ``written`` serves them all.
    """
    lang = written.settings.lang

    def is_told(one: CalendarEntry | EventEntry) -> bool:
        return one.span.last.year >= years[0] and one.span.first.year <= years[-1]

    held: dict[str, list[Term]] = {}
    for key in keys:
        terms, term = held.setdefault(key.cluster, []), site.term(key)
        # Most ended long ago: no entry is made of those.
        if term.to is None or term.to.last.year >= years[0]:
            terms.append(term)

    entries = [
        *(_event(event, site, names, lang) for event in events if is_told(event)),
        *(
            phase
            for campaign in site.campaigns.values()
            if not held.keys().isdisjoint(campaign.record.clusters)
            for phase in _phases(campaign.record, lang)
        ),
        *(
            end
            for id_, terms in held.items()
            for end in _terms(site.cluster(id_), terms, names[id_], site.sector, lang)
        ),
        *round_years,
    ]
    about = phrase(lang, "subscriptions.unit_about", first=years[0], last=years[-1])
    return _calendar(name, about, filter(is_told, entries), written)


# --- Entries ---------------------------------------------------------------------------------


def round_years(site: Site, years: range, lang: str) -> tuple[CalendarEntry, ...]:
    """The round years of all commemorations, the same for every unit."""
    records = [entry.record for entry in site.commemorations.values()]
    return tuple(_commemorations(records, years[0], years[-1], lang, {AnniversaryClass.TRON}))


def _commemorations(
    records: Iterable[Commemoration],
    first_year: int,
    last_year: int,
    lang: str,
    classes: Collection[AnniversaryClass | None] = (*AnniversaryClass, None),
) -> Iterator[CalendarEntry]:
    by_id = {record.id: record for record in records}
    for occurring in occurrences(by_id.values(), first_year, last_year):
        if occurring.class_ not in classes:
            continue
        record = by_id[occurring.commemoration]
        yield CalendarEntry(
            uid=f"ky-niem-{record.id}-{occurring.year:04d}",
            title=f"{occurring.title(lang)} ({counted})"
            if (counted := _ordinal_text(occurring, lang))
            else occurring.title(lang),
            span=occurring.span,
            address=addresses.commemoration(record.id),
            revised=last_revised(record),
            lines=tuple(_description_lines(record, occurring, lang)),
            categories=(
                phrase(lang, "subscriptions.commemoration"),
                *_class_text(occurring, lang),
            ),
        )


def _ordinal_text(occurring: Occurrence, lang: str) -> str:
    if occurring.lunar is not None:
        return lunar_words(occurring.lunar, lang)
    if occurring.is_first:
        return phrase(lang, "calendar.first_time")
    if occurring.ordinal:
        return phrase(lang, "calendar.ordinal", count=occurring.ordinal)
    return edition_words(occurring.edition, lang) if occurring.edition else ""


def _class_text(occurring: Occurrence, lang: str) -> Iterator[str]:
    if occurring.class_ is not None:
        yield occurring.class_.words(lang).capitalize()
    if occurring.lunar is not None:
        yield phrase(lang, "subscriptions.lunar")
    if occurring.edition is not None:
        yield phrase(lang, "subscriptions.edition")


def _description_lines(record: Commemoration, occurring: Occurrence, lang: str) -> Iterator[str]:
    yield from _correction_line(record, lang)
    if record.summary:
        yield record.summary
    if occurring.class_ is not None and record.origin is not None:
        yield phrase(
            lang,
            "subscriptions.counted",
            count=occurring.ordinal,
            origin=record.origin.year,
            year=occurring.year,
            class_=occurring.class_.words(lang),
        )
    if occurring.ceremony is not None:
        yield occurring.ceremony.words(lang)


def _event(event: EventEntry, site: Site, names: Mapping[str, str], lang: str) -> CalendarEntry:
    record = event.record
    vague = event.span.start.day is None and not event.span.start.is_unknown
    title = event_title(event, site, names)
    return CalendarEntry(
        uid=f"su-kien-{event.id.replace('/', '-')}",
        title=phrase(lang, "subscriptions.vague", title=title) if vague else title,
        span=event.span,
        time=record.time,
        address=event.address,
        revised=last_revised(record),
        lines=(*_correction_line(record, lang), record.summary, *_basis_line(event, site, lang)),
        place=record.place,
        categories=(phrase(lang, "subscriptions.event"),),
    )


def _correction_line(record: Record, lang: str) -> tuple[str, ...]:
    told = correction(record, lang)
    return (told,) if told else ()


def _basis_line(event: EventEntry, site: Site, lang: str) -> Iterator[str]:
    """That no source states the day, where that is so."""
    basis = event.record.basis
    if basis and basis.date != "stated":
        words = site.sector.labels(lang)[f"basis:{basis.date}"]
        yield phrase(lang, "subscriptions.basis", basis=words)


def _phases(campaign: Campaign, lang: str) -> Iterator[CalendarEntry]:
    """A phase has no id: its first day names it, so moving that day replaces the entry."""
    named: set[str] = set()
    for phase in campaign.phases:
        uid = f"dot-thi-dua-{campaign.id}-{phase.from_}"
        if uid in named:
            uid += f"-{phase.to or 'mo'}"
        named.add(uid)
        yield CalendarEntry(
            uid=uid,
            title=f"{campaign.name}: {phase.theme}" if phase.theme else campaign.name,
            span=Span(phase.from_, phase.to),
            address=addresses.campaign(campaign.id),
            revised=last_revised(campaign),
            lines=(*_correction_line(campaign, lang), *filter(None, (campaign.summary,))),
            categories=(phrase(lang, "subscriptions.phase"),),
        )


def _terms(
    record: Cluster, terms: Iterable[Term], name: str, sector: Sector, lang: str
) -> Iterator[CalendarEntry]:
    """The ends of terms; of one that no source states no calendar reminds anybody."""
    for term in terms:
        if term.to is not None and basis_of(term).date == "stated":
            yield CalendarEntry(
                uid=f"ky-{record.id}-{term.term}-ket-thuc",
                title=phrase(
                    lang,
                    "subscriptions.term_ends",
                    term=term_name(record, term, sector, lang),
                    cluster=f"{name}{number_then(record, term, lang)}",
                ),
                span=Span(term.to, term.to),
                address=addresses.term(record.id, term.term),
                revised=last_revised(term),
                lines=(term.summary,) if term.summary else (),
                categories=(phrase(lang, "subscriptions.deadline"),),
            )


def _known_days(entry: CalendarEntry, lang: str) -> Iterator[CalendarEntry]:
    """Long or open stretches as the days that are known of their ends."""
    start, end = entry.span.start, entry.span.end
    if end is not None and end.last - start.first < LONGEST and start.month and end.month:
        yield entry
        return
    for day, suffix, key in (
        (start, "bat-dau", "subscriptions.begins"),
        (end, "ket-thuc", "subscriptions.ends"),
    ):
        if day is not None and day.day is not None:
            yield CalendarEntry(
                uid=f"{entry.uid}-{suffix}",
                title=phrase(lang, key, title=entry.title),
                span=Span(day, day),
                address=entry.address,
                revised=entry.revised,
                lines=(f"{span_short(entry.span, lang)}.".capitalize(), *entry.lines),
                categories=entry.categories,
            )


# --- Serialisation ---------------------------------------------------------------------------


class WrittenEntries(dict[CalendarEntry, bytes]):
    """The folded lines of entries, each written once for all calendars it is in."""

    def __init__(self, settings: CalendarOptions) -> None:
        super().__init__()
        self.settings = settings

    def __missing__(self, entry: CalendarEntry) -> bytes:
        lines = content_lines.component("VEVENT", _lines(entry, self.settings))
        self[entry] = written = content_lines.document(lines).removesuffix(b"\r\n")
        return written


def _calendar(
    name: str, about: str, entries: Iterable[CalendarEntry], written: WrittenEntries
) -> bytes:
    settings = written.settings
    lang = settings.lang
    days: list[CalendarEntry] = []
    without_day: list[str] = []
    for entry in entries:
        split = list(_known_days(entry, lang))
        days += split
        if not split:
            without_day.append(f"{entry.title}, {span_short(entry.span, lang)}")
    if without_day:
        about += phrase(lang, "subscriptions.without_day", entries="; ".join(without_day))
    if not days:
        about += phrase(lang, "subscriptions.empty")

    zone = _vietnam() if not days or any(entry.time for entry in days) else ()
    refresh = content_lines.duration(settings.refresh)
    ordered = sorted(days, key=lambda entry: (entry.span.first, entry.uid))
    return content_lines.document(
        content_lines.component(
            "VCALENDAR",
            (
                "VERSION:2.0",
                f"PRODID:{text(phrase(lang, 'subscriptions.product'))}",
                "CALSCALE:GREGORIAN",
                # The standard names (RFC 7986) and those that clients knew before.
                f"DESCRIPTION:{text(about)}",
                f"X-WR-CALDESC:{text(about)}",
                f"NAME:{text(name)}",
                f"X-WR-CALNAME:{text(name)}",
                f"LAST-MODIFIED:{moment(max((entry.revised for entry in days), default=EPOCH))}",
                f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}",
                f"X-PUBLISHED-TTL:{refresh}",
                f"X-WR-TIMEZONE:{ZONE}",
                # Also in an empty calendar, which must hold some component (RFC 5545, 3.6).
                *zone,
                *map(written.__getitem__, ordered),
            ),
        )
    )


def _lines(entry: CalendarEntry, settings: CalendarOptions) -> Iterator[str]:
    described = list(entry.lines)
    revised = moment(entry.revised)
    yield f"SUMMARY:{text(entry.title)}"
    day_long = not (entry.time and entry.span.is_single)
    if day_long:
        yield f"DTSTART;VALUE=DATE:{date(entry.span.first)}"
        yield f"DTEND;VALUE=DATE:{date(entry.span.last + dt.timedelta(days=1))}"
        if entry.time:
            described.append(phrase(settings.lang, "subscriptions.begins_at", time=entry.time))
    else:
        at = dt.datetime.combine(entry.span.first, dt.time.fromisoformat(entry.time or ""))
        yield f"DTSTART;TZID={ZONE}:{moment(at)}"
    address = settings.site_url.rstrip("/") + entry.address if settings.site_url else ""
    if address:
        # Large clients show no URL, and make links of what looks like one in the text.
        described.append(address)
    yield f"DTSTAMP:{revised}"
    yield f"UID:{text(entry.uid)}@thidua"
    yield f"SEQUENCE:{sequence(entry.revised)}"
    yield f"CATEGORIES:{','.join(map(text, entry.categories))}"
    if described:
        yield f"DESCRIPTION:{text(chr(10).join(described))}"
    yield f"LAST-MODIFIED:{revised}"
    if entry.place:
        yield f"LOCATION:{text(entry.place)}"
    if settings.contact:
        yield f"CONTACT:{text(settings.contact)}"
    if day_long:
        # All-day entries inform; they must not make a reader look busy to colleagues.
        yield "TRANSP:TRANSPARENT"
    if address:
        yield f"URL:{address}"
    if settings.alarm is not None:
        trigger = f"TRIGGER:{content_lines.duration(-settings.alarm)}"
        yield from content_lines.component(
            "VALARM", ("ACTION:DISPLAY", f"DESCRIPTION:{text(entry.title)}", trigger)
        )


def _vietnam() -> Iterator[str]:
    """One standard time since 1975, no summer time."""
    standard = (
        "DTSTART:19750613T000000",
        "TZNAME:+07",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
    )
    return content_lines.component(
        "VTIMEZONE", (f"TZID:{ZONE}", *content_lines.component("STANDARD", standard))
    )
