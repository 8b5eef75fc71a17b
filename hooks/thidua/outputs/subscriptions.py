"""Which calendars and feeds a site has, where they lie, and what a feed says of an event."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from functools import cached_property, partial
from html import escape
from typing import TYPE_CHECKING

from thidua import prose
from thidua.calendar.revision import EPOCH, correction
from thidua.campaign import addresses
from thidua.campaign.cluster_names import event_title
from thidua.campaign.parts import site_of_cluster
from thidua.campaign.unit_events import concerns_of_units
from thidua.outputs import ics
from thidua.outputs.feeds import Feed, FeedEntry, atom, event_entry, event_updated
from thidua.outputs.kept import KeptOutputs
from thidua.store.keys import key_of
from thidua.views.shared.calendar_index import YEARS_AHEAD, newest_year
from thidua.views.shared.page import newest_first
from thidua.views.shared.units import distinct_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thidua.campaign.site import EventEntry, TermKey
    from thidua.campaign.site_keys import SiteKeys
    from thidua.outputs.kept import File
    from thidua.store.keys import Input
    from thidua.views.shared.page import Context, EventItem, SourceView

LONGEST_FEED = 100
"""Most entries of a feed, by newest revision: readers fetch the whole file every hour."""
FULL_TEXT = 100_000
"""Bytes of text a feed carries: the newest entries whole, as many as that allows, the others by their summary. Who asks once a
week misses no entry, and no file grows with the length of what is told in it."""

CLUSTER_TEXT = 30_000
"""The same of a cluster's feed: there are some dozens, and a cluster tells of two or three events a month."""

UNIT_FEED = 20
"""Most entries of a unit's feed: there is one for each of some hundred units."""
UNIT_YEARS_AHEAD = 5
"""Years after the newest of the content that a unit's calendar reaches; it begins the year before."""

NO_CONTENT_YEAR = 2025
"""The middle of the window while there is no event to reckon it from."""


def subscriptions(ctx: Context, kept: KeptOutputs | None = None) -> Iterator[File]:
    """Paths below the site and their bytes; nothing is known of but the projected site."""
    kept = kept or KeptOutputs.none(ctx.site)
    keys, names = kept.keys, key_of([*ctx.cluster_names.values()])
    newest = newest_year(ctx)
    yield from kept.on_request(
        "days to keep",
        map(_path, (addresses.ALL_COMMEMORATIONS_ICS, *map(addresses.commemoration_ics, ctx.site.commemorations))),
        lambda: [keys.registers, newest],
        lambda: _commemoration_calendars(ctx),
    )  # fmt: skip
    for id_ in ctx.site.clusters:
        yield from kept.on_request(
            f"calendar of {id_}",
            [_path(addresses.cluster_ics(id_))],
            lambda id_=id_: [keys.part(site_of_cluster(ctx.site, id_)), names],  # type: ignore[misc]
            partial(_cluster_calendar, ctx, id_),
        )
    told = _FeedEntries(ctx)
    units = _UnitFiles(ctx, told)
    for id_ in ctx.site.units:
        yield from kept.on_request(
            f"subscriptions of {id_}",
            map(_path, (addresses.unit_ics(id_), addresses.unit_feed(id_))),
            lambda id_=id_: [keys.registers, names, newest, *units.keys_of(id_, keys)],  # type: ignore[misc]
            partial(units.files, id_),
        )  # fmt: skip
    for feed, events in _feeds(ctx):

        def read(events: Sequence[EventEntry] = events) -> list[Input]:
            facts = key_of([keys.events[event.address] for event in events])
            texts = key_of([keys.event_texts[event.address] for event in events])
            return [keys.registers, facts, texts, names]

        make = partial(told.files, feed, events)
        yield from kept.on_request(feed.address, [_path(feed.address)], read, make)


# --- Calendars -------------------------------------------------------------------------------


def _commemoration_calendars(ctx: Context) -> Iterator[File]:
    """Commemorations from the year before the newest content to five years after it.

    The pages' own reach: what is printed on the site and what is in the subscription agree.
    """
    settings = _calendar_options(ctx)
    newest = newest_year(ctx) or NO_CONTENT_YEAR
    first, last = newest - 1, newest + YEARS_AHEAD
    records = [entry.record for entry in ctx.site.commemorations.values()]
    yield (
        _path(addresses.ALL_COMMEMORATIONS_ICS),
        ics.commemorations_ics(records, first, last, settings=settings),
    )
    for record in records:
        yield (
            _path(addresses.commemoration_ics(record.id)),
            ics.commemoration_ics(record, first, last, settings=settings),
        )


def _calendar_options(ctx: Context) -> ics.CalendarOptions:
    told = ctx.publisher
    contact = ", ".join(part for part in (told.name, told.phone, told.mail) if part)
    return ics.CalendarOptions(lang=ctx.lang, site_url=ctx.site_url or None, contact=contact)


def _cluster_calendar(ctx: Context, id_: str) -> Iterator[File]:
    own, settings = ctx.of_cluster(id_), _calendar_options(ctx)
    made = ics.cluster_ics(own.site, id_, settings=settings, names=own.cluster_names)
    yield _path(addresses.cluster_ics(id_)), made


# --- Units -----------------------------------------------------------------------------------


class _UnitFiles:
    """A calendar and a feed for each unit that anything concerns; its feed tells of events by their summaries."""

    def __init__(self, ctx: Context, told: _FeedEntries) -> None:
        self._ctx = ctx
        self._written = ics.WrittenEntries(_calendar_options(ctx))
        self._told = told
        newest = newest_year(ctx) or NO_CONTENT_YEAR
        self._years = range(newest - 1, newest + UNIT_YEARS_AHEAD + 1)

    @cached_property
    def _concerns(self) -> Mapping[str, tuple[tuple[TermKey, ...], list[EventEntry]]]:
        found = concerns_of_units(self._ctx.site, self._ctx.participations)
        return {unit: (terms, events) for unit, terms, events in found}

    @cached_property
    def _round_years(self) -> Sequence[ics.CalendarEntry]:
        return ics.round_years(self._ctx.site, self._years, self._ctx.lang)

    def keys_of(self, unit: str, keys: SiteKeys) -> Iterator[bytes]:
        """The keys of the events that concern a unit."""
        if unit in self._concerns:
            yield from (keys.events[event.address] for event in self._concerns[unit][1])

    def files(self, unit: str) -> Iterator[File]:
        """The two of a unit; none where nothing concerns it."""
        if unit not in self._concerns:
            return
        ctx, (terms, events) = self._ctx, self._concerns[unit]
        name = distinct_name(ctx, unit)
        made = ics.unit_ics(
            ctx.site, name, events, terms, self._years, self._round_years, names=ctx.cluster_names, written=self._written
        )  # fmt: skip
        yield _path(addresses.unit_ics(unit)), made
        feed = _feed(ctx, f"don-vi/{unit}", name, addresses.unit_feed(unit))
        yield from self._told.summaries(feed, events)


# --- Feeds -----------------------------------------------------------------------------------


def _feeds(ctx: Context) -> Iterator[tuple[Feed, Sequence[EventEntry]]]:
    """Every feed, and the events it may tell of."""
    yield _feed(ctx, "su-kien", ctx.site_name, addresses.ALL_EVENTS_FEED), ctx.site.events
    for id_ in ctx.site.clusters:
        feed = _feed(ctx, f"cum/{id_}", ctx.cluster_names[id_], addresses.cluster_feed(id_))
        yield feed, ctx.site.events_by_cluster.get(id_, ())


def _feed(ctx: Context, id_: str, name: str, address: str) -> Feed:
    """The feed of what has a page in the folder the feed lies in."""
    told = ctx.publisher
    licence = (told.licence, told.licence_url)
    return Feed(
        id=id_,
        title=ctx.ui["news_title"].format(name=name),
        address=address,
        page=address.removesuffix("feed.xml"),
        author=told.name or ctx.site_name,
        mail=told.mail,
        about=ctx.ui["news_about"],
        rights=" ".join(part for part in licence if part),
        updated=EPOCH,
        lang=ctx.lang,
    )


class _FeedEntries:
    """Entries, each made and its text rendered once for all feeds it is in."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._entries: dict[str, FeedEntry] = {}
        self._texts: dict[str, str] = {}
        self._updated: dict[str, dt.datetime] = {}

    def files(self, feed: Feed, events: Iterable[EventEntry]) -> Iterator[File]:
        """A feed with the newest revisions first, so that what is left out is what was told long ago."""
        newest = self._newest(events)
        left = FULL_TEXT if feed.address == addresses.ALL_EVENTS_FEED else CLUSTER_TEXT
        entries = []
        for event in newest[:LONGEST_FEED]:
            entry = self._entry(event)
            if left > 0:
                text = self._text(event)
                left -= len(text.encode())
                entry = replace(entry, html=text) if left >= 0 else entry
            entries.append(entry)
        yield _path(feed.address), atom(feed, entries, site_url=self._ctx.site_url or None)

    def summaries(self, feed: Feed, events: Iterable[EventEntry]) -> Iterator[File]:
        """A short feed of the newest revisions, without their texts."""
        newest = self._newest(events)
        entries = [self._entry(event) for event in newest[:UNIT_FEED]]
        yield _path(feed.address), atom(feed, entries, site_url=self._ctx.site_url or None)

    def _newest(self, events: Iterable[EventEntry]) -> list[EventEntry]:
        """Events by their revisions, the newest first."""
        newest = newest_first(events)
        newest.sort(key=self._updated_at, reverse=True)
        return newest

    def _updated_at(self, event: EventEntry) -> dt.datetime:
        if event.id not in self._updated:
            self._updated[event.id] = event_updated(event)
        return self._updated[event.id]

    def _entry(self, event: EventEntry) -> FeedEntry:
        if event.id not in self._entries:
            kinds = self._ctx.kinds(event.record.kinds)
            told = correction(event.record, self._ctx.lang)
            entry = event_entry(
                event,
                title=event_title(event, self._ctx.site, self._ctx.cluster_names),
                categories=tuple((kind.key, kind.label) for kind in kinds),
            )
            summary = " ".join(part for part in (told, entry.summary) if part)
            self._entries[event.id] = replace(entry, summary=summary)
        return self._entries[event.id]

    def _text(self, event: EventEntry) -> str:
        if event.id not in self._texts:
            self._texts[event.id] = _content(self._ctx, event)
        return self._texts[event.id]


def _content(ctx: Context, event: EventEntry) -> str:
    """When and where, the text, the sources: what a reader needs who never opens the page."""
    item = ctx.event_item(event)
    when = " · ".join(part for part in (_date_words(item), item.place) if part)
    when = when[:1].upper() + when[1:]
    body = prose.render(event.body.text, event.links, ctx.lang).relative(
        lambda address: _entry_address(ctx, event, address)
    )
    text = body.strip() or f"<p>{escape(item.summary)}</p>"
    sources = "".join(
        f"<li>{_source_list(source)}</li>" for source in ctx.sources(event.record.sources)
    )
    said = escape(ctx.ui["news_sources"])
    told = correction(event.record, ctx.lang)
    note = f"<p><strong>{escape(told)}</strong></p>\n" if told else ""
    return f"{note}<p><em>{escape(when)}</em></p>\n{text}\n<p>{said}</p>\n<ul>{sources}</ul>"


def _date_words(item: EventItem) -> str:
    return f"{item.date.words} ({item.date.basis})" if item.date.basis else item.date.words


def _source_list(source: SourceView) -> str:
    title = escape(source.title)
    by = [part for part in (source.publisher, source.author, source.published) if part]
    linked = f'<a href="{escape(source.url)}">{title}</a>' if source.url else title
    return ", ".join([linked, *map(escape, by)])


def _entry_address(ctx: Context, event: EventEntry, address: str) -> str:
    """An address of the site, absolute where the site has one, else relative to the event's page."""
    if ctx.site_url:
        return ctx.site_url.rstrip("/") + address
    path, hash_, anchor = address.partition("#")
    relative = posixpath.relpath(path, event.address)
    return f"{relative}{'/' if path.endswith('/') else ''}{hash_}{anchor}"


def _path(address: str) -> str:
    return address.lstrip("/")
