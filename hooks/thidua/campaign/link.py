"""Library → `Site`: terms of events resolved, links of bodies turned into addresses.

Linking finds no fault: what leads nowhere is left out, and `thidua.checks` says so.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote

from thidua.campaign import addresses
from thidua.campaign.chronology import ordered
from thidua.campaign.site import (
    EventEntry,
    PledgeEntry,
    RecordEntry,
    ScoresEntry,
    Site,
    TermKey,
)
from thidua.campaign.term_resolution import resolve_terms, undated_in
from thidua.campaign.unions import unions_of
from thidua.papers.facts import PaperFacts
from thidua.reading.base import Record
from thidua.reading.body import Body

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thidua.reading.body import BodyLink
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Cluster, Event, Pledge

R = TypeVar("R", bound=Record)


def link(library: Library) -> Site:
    """The complete site of a library; it is whole only if `thidua.checks.run.run` finds no error."""
    clusters = documents_by_id(library.clusters)
    units = {**unions_of(library), **_record_entries(documents_by_id(library.units))}
    book = AddressBook(library, units)
    events = [_event(document, clusters, book) for document in library.events]
    pledges: dict[TermKey, PledgeEntry] = {}
    for document in sorted(library.pledges, key=lambda d: d.path):
        entry = _pledge(document, book)
        pledges.setdefault(entry.key, entry)
    scores: dict[TermKey, ScoresEntry] = {}
    for scored in sorted(library.scores, key=lambda d: d.path):
        term = TermKey(scored.slug, scored.record.term)
        scores.setdefault(term, ScoresEntry(scored.record, scored.path, term))
    site = Site(
        events=tuple(events),
        clusters=_record_entries(clusters),
        pledges=pledges,
        scores=scores,
        units=dict(sorted(units.items())),
        commemorations=_record_entries(documents_by_id(library.commemorations)),
        campaigns=_record_entries(documents_by_id(library.campaigns)),
        redirects=tuple(RecordEntry(d.record, d.path) for d in library.redirects),
        sector=library.sector,
        papers={p: facts for p, facts in library.papers.items() if isinstance(facts, PaperFacts)},
    )
    return ordered(site)


def documents_by_id(documents: Iterable[Document[R]]) -> dict[str, Document[R]]:
    """Documents by id in the order of ids; of two equal ids the first stays."""
    by_id: dict[str, Document[R]] = {}
    for document in documents:
        by_id.setdefault(document.record.id, document)  # type: ignore[attr-defined]
    return dict(sorted(by_id.items()))


class AddressBook:
    """The addresses a body can link to, and what its links lead to."""

    def __init__(self, library: Library, units: Iterable[str]) -> None:
        self.by_path = {d.path: event_address(d) for d in library.events}
        """Addresses of the content files that can be linked to by their path."""
        self.by_path |= {d.path: addresses.cluster(d.record.id) for d in library.clusters}
        self.by_path |= {d.path: addresses.pledge(d.slug, d.record.term) for d in library.pledges}
        self.pages = frozenset(self.by_path.values()) | _listed_pages(library, units)
        self.open_roots = addresses.OPEN_ROOTS
        """Below these any address is taken on trust."""
        if library.written_pages is None:
            self.open_roots += addresses.WRITTEN_ROOTS
        else:
            self.pages |= library.written_pages.keys()

    def resolve(self, path: str, target: str) -> str | None:
        """The address a link of the file ``path`` leads to, without anchor; None where there is none."""
        if target.startswith("/"):
            address = target if target.endswith("/") else f"{target}/"
            if address in self.pages:
                return address
            return target if target.startswith(self.open_roots) else None
        full = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        return self.by_path.get(full)

    def resolve_links(self, path: str, body: Body) -> dict[str, str]:
        """The links of a body that lead to a page of the site: as written → address with anchor."""
        links: dict[str, str] = {}
        for written in internal_links(body):
            target, hash_, anchor = written.target.partition("#")
            address = self.resolve(path, unquote(target)) if target else None
            if address is not None:
                links[written.target] = f"{address}{hash_}{anchor}"
        return links


def internal_links(body: Body) -> Iterator[BodyLink]:
    """The links of a body that name no other host and no scheme."""
    for written in body.links:
        target = written.target.partition("#")[0]
        if ":" not in target.split("/")[0] and not target.startswith("//"):
            yield written


def event_address(document: Document[Event]) -> str:
    """Where an event is found; while its date cannot be read, by the year of its folder."""
    if document.complete:
        return addresses.event(document.record.date.from_.year, document.slug)
    year = next((part for part in document.path.split("/") if part.isdecimal()), "1")
    return addresses.event(int(year), document.slug)


def _listed_pages(library: Library, units: Iterable[str]) -> frozenset[str]:
    """Pages of terms, registers and years, and the lists."""
    pages = {
        addresses.HOME,
        addresses.EVENTS,
        addresses.CLUSTERS,
        addresses.UNITS,
        addresses.COMMEMORATIONS,
        addresses.CAMPAIGNS,
        addresses.PLEDGES,
        addresses.CALENDAR,
    }
    for cluster in library.clusters:
        pages |= {addresses.term(cluster.record.id, term.term) for term in cluster.record.terms}
    pages |= {addresses.unit(unit) for unit in units}
    pages |= {addresses.commemoration(d.record.id) for d in library.commemorations}
    pages |= {addresses.campaign(d.record.id) for d in library.campaigns}
    pages |= {addresses.year(d.record.date.from_.year) for d in library.events}
    return frozenset(pages)


def _event(
    document: Document[Event], clusters: Mapping[str, Document[Cluster]], book: AddressBook
) -> EventEntry:
    body = document.body or Body("", 1)
    return EventEntry(
        record=document.record,
        path=document.path,
        slug=document.slug,
        folder=document.folder,
        body=body,
        terms=resolve_terms(document, clusters),
        undated_in=undated_in(document, clusters),
        links=book.resolve_links(document.path, body),
    )


def _pledge(document: Document[Pledge], book: AddressBook) -> PledgeEntry:
    body = document.body or Body("", 1)
    return PledgeEntry(
        record=document.record,
        path=document.path,
        key=TermKey(document.slug, document.record.term),
        body=body,
        links=book.resolve_links(document.path, body),
    )


def _record_entries(documents: Mapping[str, Document[R]]) -> dict[str, RecordEntry[R]]:
    return {id_: RecordEntry(document.record, document.path) for id_, document in documents.items()}
