"""The site as data: records linked to each other, ready to be asked and projected."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from thidua.campaign import addresses
from thidua.dates import months_of_any_year
from thidua.reading.base import Record
from thidua.reading.records import (
    Campaign,
    Cluster,
    Commemoration,
    Event,
    Pledge,
    Redirect,
    Scores,
    Term,
    Unit,
)
from thidua.reading.sector import Sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thidua.dates import Span
    from thidua.papers.facts import PaperFacts
    from thidua.reading.body import Body
    from thidua.reading.records import Kind

R_co = TypeVar("R_co", bound=Record, covariant=True)


CLOSING = frozenset({"so-ket", "kiem-tra", "tong-ket", "khen-thuong"})
OPENING = frozenset({"phat-dong", "ky-giao-uoc"})
"""What a meeting does for a term it looks back on, and for one it begins."""


class TermKey(NamedTuple):
    """A term of a cluster, as ``bca-dp-1@2024`` writes it."""

    cluster: str
    term: str

    def __str__(self) -> str:
        return f"{self.cluster}@{self.term}"


@dataclass(frozen=True, slots=True)
class RecordEntry(Generic[R_co]):
    """A record with the file it came from."""

    record: R_co
    path: str


@dataclass(frozen=True)
class EventEntry(RecordEntry[Event]):
    """An event with its terms resolved on its day.

    No slots: what follows from the record alone is asked by every list the event is in, and is worked out once.
    """

    slug: str
    folder: str
    body: Body
    terms: tuple[TermKey, ...] = ()
    order: tuple[dt.date, int] = (dt.date.min, 0)
    """Where it stands among the events of the site (`thidua.campaign.chronology`): its first day, else a day that only
    sorts, and the number of its place, oldest first."""
    undated_in: tuple[str, ...] = ()
    """Clusters it belongs to in a term nobody knows, because its year is not known."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Targets of the body's links as written → addresses."""

    @cached_property
    def span(self) -> Span:
        return self.record.date.span

    @property
    def clusters(self) -> tuple[str, ...]:
        """The ids of the clusters it belongs to, each once."""
        return tuple(dict.fromkeys((*(key.cluster for key in self.terms), *self.undated_in)))

    @cached_property
    def year(self) -> int:
        """The year it began in; 1 where nobody tells it."""
        return self.record.date.from_.year

    @cached_property
    def id(self) -> str:
        """``2024/ky-giao-uoc``: permanent, and the last parts of the address."""
        return f"{addresses.year_folder(self.year)}/{self.slug}"

    @cached_property
    def address(self) -> str:
        return addresses.event(self.year, self.slug)


@dataclass(frozen=True, slots=True)
class PledgeEntry(RecordEntry[Pledge]):
    """The pledge of a term."""

    key: TermKey
    body: Body
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return addresses.pledge(*self.key)


@dataclass(frozen=True, slots=True)
class ScoresEntry(RecordEntry[Scores]):
    """The scoring and ranking of a term."""

    key: TermKey

    @property
    def address(self) -> str:
        return addresses.scores(*self.key)


@dataclass(frozen=True)
class Site:
    """Everything one audience may know. Mappings keep the order of ids."""

    events: tuple[EventEntry, ...] = ()
    """In the order of `thidua.campaign.chronology`."""
    clusters: Mapping[str, RecordEntry[Cluster]] = field(default_factory=dict)
    pledges: Mapping[TermKey, PledgeEntry] = field(default_factory=dict)
    scores: Mapping[TermKey, ScoresEntry] = field(default_factory=dict)
    units: Mapping[str, RecordEntry[Unit]] = field(default_factory=dict)
    commemorations: Mapping[str, RecordEntry[Commemoration]] = field(default_factory=dict)
    campaigns: Mapping[str, RecordEntry[Campaign]] = field(default_factory=dict)
    redirects: tuple[RecordEntry[Redirect], ...] = ()
    """Moved addresses, in the order of the register."""
    sector: Sector = field(default_factory=Sector)
    papers: Mapping[str, PaperFacts] = field(default_factory=dict)
    """What is known of the files of papers, by their paths in the project."""

    def cluster(self, cluster_id: str) -> Cluster:
        return self.clusters[cluster_id].record

    def term(self, key: TermKey) -> Term:
        """The term of a key; KeyError when the cluster has no such term."""
        return self._terms[key]

    def terms_before(self, key: TermKey) -> Iterator[Term]:
        """The earlier terms of a cluster, the nearest first."""
        terms = self.terms_in_order[key.cluster]
        return (terms[place] for place in range(self.term_places[key] - 1, -1, -1))

    def unit(self, unit_id: str) -> Unit:
        return self.units[unit_id].record

    def kinds_in(self, event: EventEntry, key: TermKey) -> tuple[Kind, ...]:
        """What an event was for one of its terms.

        A meeting that closes one term and opens the next is a review of the first and a signing of the second.
        """
        kinds = event.record.kinds
        terms = [k for k in event.terms if k.cluster == key.cluster]
        if len(terms) < 2 or not (CLOSING & set(kinds) and OPENING & set(kinds)):
            return kinds
        terms.sort(key=lambda k: self.term(k).span)
        foreign = (CLOSING if key == terms[-1] else frozenset()) | (
            OPENING if key == terms[0] else frozenset()
        )
        return tuple(kind for kind in kinds if kind not in foreign)

    @cached_property
    def _terms(self) -> Mapping[TermKey, Term]:
        """Of two terms of one id the first counts."""
        terms = [(id_, t) for id_, entry in self.clusters.items() for t in entry.record.terms]
        return {TermKey(id_, term.term): term for id_, term in reversed(terms)}

    @cached_property
    def terms_in_order(self) -> Mapping[str, tuple[Term, ...]]:
        """The terms of each cluster, oldest first."""
        return {
            id_: tuple(sorted(entry.record.terms, key=lambda term: term.span))
            for id_, entry in self.clusters.items()
        }

    @cached_property
    def term_places(self) -> Mapping[TermKey, int]:
        """Where a term stands among those of its cluster."""
        places = [
            (TermKey(id_, term.term), place)
            for id_, terms in self.terms_in_order.items()
            for place, term in enumerate(terms)
        ]
        return dict(reversed(places))

    @cached_property
    def units_by_name(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((entry.record.name, id_) for id_, entry in self.units.items())

    @cached_property
    def units_by_any_name(self) -> Mapping[str, tuple[str, ...]]:
        """Units by their names, short names and other names."""
        return _grouped(
            (name, id_)
            for id_, entry in self.units.items()
            for name in {entry.record.name, entry.record.short, *entry.record.aliases}
            if name
        )

    @cached_property
    def dated_events(self) -> tuple[EventEntry, ...]:
        """The events of which at least the year is known."""
        return tuple(e for e in self.events if not e.span.start.is_unknown)

    @cached_property
    def newest_year(self) -> int | None:
        """The year of the newest event; None where none is known."""
        return max((e.year for e in self.dated_events), default=None)

    @cached_property
    def events_by_cluster(self) -> Mapping[str, tuple[EventEntry, ...]]:
        return _grouped((cluster, e) for e in self.events for cluster in e.clusters)

    @cached_property
    def awarding_events_by_cluster(self) -> Mapping[str, tuple[EventEntry, ...]]:
        """Those that tell of a commendation or a prize, which each term of a cluster is looked through for."""
        return _grouped(
            (cluster, e) for e in self.events if e.record.awards for cluster in e.clusters
        )

    @cached_property
    def places_in_clusters(self) -> Mapping[tuple[str, str], int]:
        """Where an event stands among those of a cluster, by (cluster, event)."""
        return {
            (cluster, event.id): place
            for cluster, events in self.events_by_cluster.items()
            for place, event in enumerate(events)
        }

    @cached_property
    def events_by_term(self) -> Mapping[TermKey, tuple[EventEntry, ...]]:
        return _grouped((key, e) for e in self.events for key in e.terms)

    @cached_property
    def events_by_year(self) -> Mapping[int, tuple[EventEntry, ...]]:
        return _grouped((e.year, e) for e in self.events)

    @cached_property
    def events_by_month(self) -> Mapping[int, tuple[EventEntry, ...]]:
        """Events whose day is known, by the month they began in, of whatever year; oldest first."""
        starts = ((event.span.start, event) for event in self.events)
        return _grouped(
            (start.month, event) for start, event in starts if start.month and start.day
        )

    @cached_property
    def events_by_touched_month(self) -> Mapping[int, tuple[EventEntry, ...]]:
        """Events by each month that a day of them may lie in, of whatever year."""
        return _grouped((month, e) for e in self.events for month in months_of_any_year(e.span))

    @cached_property
    def events_by_commemoration(self) -> Mapping[str, tuple[EventEntry, ...]]:
        return _grouped((ref.id, e) for e in self.events for ref in e.record.commemorations)

    @cached_property
    def events_by_campaign(self) -> Mapping[str, tuple[EventEntry, ...]]:
        return _grouped((c, e) for e in self.events for c in e.record.campaigns)

    @cached_property
    def events_by_id(self) -> Mapping[str, EventEntry]:
        return {event.id: event for event in self.events}

    @cached_property
    def pledges_by_cluster(self) -> Mapping[str, tuple[PledgeEntry, ...]]:
        """The pledges of each cluster that has any, in the order of the clusters, oldest term first."""
        groups = _grouped((key.cluster, pledge) for key, pledge in self.pledges.items())
        return {
            id_: tuple(sorted(groups[id_], key=lambda pledge: self.term_places.get(pledge.key, -1)))
            for id_ in self.clusters
            if id_ in groups
        }

    @cached_property
    def scores_by_cluster(self) -> Mapping[str, tuple[ScoresEntry, ...]]:
        """The scores of each cluster that has any, in the order of the clusters, oldest term first."""
        groups = _grouped((key.cluster, entry) for key, entry in self.scores.items())
        return {
            id_: tuple(sorted(groups[id_], key=lambda entry: self.term_places.get(entry.key, -1)))
            for id_ in self.clusters
            if id_ in groups
        }

    @cached_property
    def pledge_keys(self) -> Mapping[str, TermKey]:
        """The terms of pledges by the files they are written in."""
        return {pledge.path: key for key, pledge in self.pledges.items()}

    @cached_property
    def pledges_by_event(self) -> Mapping[str, tuple[PledgeEntry, ...]]:
        """Pledges by the event at which they were signed."""
        return _grouped((p.record.event, p) for p in self.pledges.values() if p.record.event)

    @cached_property
    def subunits(self) -> Mapping[str, tuple[str, ...]]:
        """Units directly below a unit: departments, youth and women's unions."""
        return _grouped((p, u) for u, e in self.units.items() if (p := e.record.parent))

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """Units that came after a unit; said on either side of a merger."""
        pairs = [(u, s) for u, e in self.units.items() if (s := e.record.successor) in self.units]
        pairs += [
            (p, u) for u, e in self.units.items() for p in e.record.predecessors if p in self.units
        ]
        return _grouped((before, after) for before, after in dict.fromkeys(pairs) if after)

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """Units that went into a unit."""
        pairs = [(after, before) for before, afters in self.successors.items() for after in afters]
        order = {
            (u, p): place
            for u, e in self.units.items()
            for place, p in enumerate(e.record.predecessors)
        }

        def place(pair: tuple[str, str]) -> tuple[str, int, str]:
            return pair[0], order.get(pair, len(order)), pair[1]

        return _grouped(sorted(pairs, key=place))


K = TypeVar("K")
V = TypeVar("V")


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
