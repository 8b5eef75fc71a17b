"""What a site says, as keys of the store: its facts in one, each text by itself.

An editor mends a sentence far more often than a fact. The text of an event stands on its own page, in feeds, open data
and the search; everything else is made from facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from thidua.reading.library import file_beside
from thidua.store.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from thidua.campaign.site import EventEntry, PledgeEntry, Site, TermKey
    from thidua.reading.base import Record
    from thidua.reading.records import Paper

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SiteKeys:
    """Digests of a site's content."""

    registers: bytes
    """Of every cluster, unit, commemoration and campaign, and of the sector."""
    places: bytes
    """Of every cluster and unit, and of the sector."""
    days: Mapping[str, bytes]
    """Of each commemoration, by its id."""
    campaigns: Mapping[str, bytes]
    """Of each campaign, by its id."""
    facts: bytes
    """Of every field of every record, and how they are linked; not of texts."""
    events: Mapping[str, bytes]
    """Of the facts of each event, by its address."""
    event_texts: Mapping[str, bytes]
    """Of the text of each event, by its address."""
    pledges: Mapping[TermKey, bytes]
    """Of the facts of each pledge."""
    pledge_texts: Mapping[TermKey, bytes]
    """Of the text of each pledge."""
    scores: Mapping[TermKey, bytes]
    """Of the scores of each term."""

    @property
    def all_scores(self) -> bytes:
        """Of the scores of all terms."""
        return key_of([*self.scores.values()])

    @property
    def all_pledges(self) -> bytes:
        """Of all pledges with their texts."""
        return key_of([*self.pledges.values()], [*self.pledge_texts.values()])

    @property
    def all_texts(self) -> bytes:
        """Of every text."""
        return key_of([*self.event_texts.values()], [*self.pledge_texts.values()])

    def part(self, site: Site) -> bytes:
        """Of a part of the site, texts of pledges among it, those of events not."""
        return key_of(
            self.places,
            [self.days[id_] for id_ in site.commemorations],
            [self.campaigns[id_] for id_ in site.campaigns],
            [self.events[event.address] for event in site.events],
            [key_of(self.pledges[key], self.pledge_texts[key]) for key in site.pledges],
            [self.scores[key] for key in site.scores],
        )


@dataclass(slots=True)
class KnownDigests:
    """Digests of the records and texts of a build, for the next in the same process, which reads most of them again as they are."""

    _before: dict[int, tuple[object, bytes]] = field(default_factory=dict)
    _now: dict[int, tuple[object, bytes]] = field(default_factory=dict)
    """By the identity of an object, which is held so that no other takes its place."""

    def begin(self) -> None:
        """Forget what the last build did not ask for."""
        self._before, self._now = self._now, {}

    def of(self, thing: T, digest: Callable[[T], bytes]) -> bytes:
        """The digest of something that never changes."""
        known = self._before.get(id(thing)) or (thing, digest(thing))
        self._now[id(thing)] = known
        return known[1]


def site_keys(site: Site, known: KnownDigests | None = None) -> SiteKeys:
    """The keys of a projected site."""
    known = known or KnownDigests()
    known.begin()

    def digest(record: Record) -> bytes:
        return known.of(record, lambda record: key_of(_record(record)))

    def papers(path: str, declared: Iterable[Paper]) -> list[str]:
        """What the files of papers are; their records stand with the record."""
        files = (file_beside(path, paper.file) for paper in declared)
        return [site.papers[file].key for file in files if file in site.papers]

    places = key_of(
        _record(site.sector.own),
        [[id_, digest(e.record), e.path] for id_, e in site.clusters.items()],
        [[id_, digest(e.record), e.path] for id_, e in site.units.items()],
        [papers(e.path, term.documents) for e in site.clusters.values() for term in e.record.terms],
    )
    days = {i: key_of(i, digest(e.record), e.path) for i, e in site.commemorations.items()}
    campaigns = {
        i: key_of(i, digest(e.record), e.path, papers(e.path, e.record.documents))
        for i, e in site.campaigns.items()
    }
    registers = key_of(places, [*days.values()], [*campaigns.values()])
    events = {
        e.address: key_of(
            digest(e.record), e.path, repr(_links(e)), papers(e.path, e.record.documents)
        )
        for e in site.events
    }
    pledges = {
        key: key_of(digest(p.record), p.path, repr(key), papers(p.path, p.record.documents))
        for key, p in site.pledges.items()
    }
    scores = {key: key_of(digest(s.record), s.path, repr(key)) for key, s in site.scores.items()}
    moved = [key_of(_record(e.record), e.path) for e in site.redirects]
    return SiteKeys(
        registers,
        places,
        days,
        campaigns,
        key_of(registers, [*events.values()], [*pledges.values()], [*scores.values()], moved),
        events,
        {event.address: text_key(event, known) for event in site.events},
        pledges,
        {key: text_key(pledge, known) for key, pledge in site.pledges.items()},
        scores,
    )


def text_key(entry: EventEntry | PledgeEntry, known: KnownDigests) -> bytes:
    """A digest of a text with what its links lead to."""
    return key_of(known.of(entry.body, lambda body: key_of(repr(body))), repr(entry.links))


def _links(entry: EventEntry) -> tuple[object, ...]:
    # Of the order only the day: the number of its place moves with every event before it, and says no more than the list.
    return entry.slug, entry.folder, entry.terms, entry.order[0], entry.undated_in


def _record(record: Record) -> bytes:
    # Without warnings: fields typed by validators of ours hold what pydantic does not expect there.
    return record.__pydantic_serializer__.to_json(record, warnings=False)
