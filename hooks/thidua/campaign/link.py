"""Library → `Site`: references resolved, terms of events resolved, links of bodies turned into addresses."""

from __future__ import annotations

import itertools
import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote

from thidua.campaign import addresses
from thidua.campaign.references import RefKind, references
from thidua.campaign.site import EventEntry, PledgeEntry, RecordEntry, Site, TermKey
from thidua.campaign.term_resolution import known_terms, resolve_terms
from thidua.diagnostics import Diagnostic, diagnose
from thidua.reading.base import Record
from thidua.reading.body import Body
from thidua.reading.typed import UNKNOWN
from thidua.text import NearestFinder, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thidua.reading.library import Document, Library
    from thidua.reading.records import Event, Pledge

R = TypeVar("R", bound=Record)

_UNKNOWN_ID: dict[RefKind, str] = {
    "cluster": "E401", "unit": "E402", "commemoration": "E403", "campaign": "E404",
}  # fmt: skip


@dataclass(slots=True)
class Linked:
    """The complete site of a library, and what is wrong with its links."""

    site: Site
    diagnostics: list[Diagnostic] = field(default_factory=list)


def link(library: Library) -> Linked:
    """Resolve every reference; the site is whole only if the diagnostics hold no error."""
    return _Linker(library).run()


class _Linker:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.found: list[Diagnostic] = []
        self.clusters = self._by_id(library.clusters)
        self.units = self._by_id(library.units)
        self.commemorations = self._by_id(library.commemorations)
        self.campaigns = self._by_id(library.campaigns)
        self.known: dict[RefKind, Mapping[str, object]] = {
            "cluster": self.clusters,
            "unit": self.units,
            "commemoration": self.commemorations,
            "campaign": self.campaigns,
        }
        self.guesses = NearestFinder()
        self.by_path = self._addresses_by_path()
        self.pages = self._addresses()

    def run(self) -> Linked:
        lib = self.library
        shelves: tuple[Sequence[Document[Record]], ...] = (
            lib.events, lib.clusters, lib.pledges, lib.units, lib.campaigns,
        )  # fmt: skip
        for shelf in shelves:
            for document in shelf:
                self.found.extend(self._unknown_ids(document))
        events = sorted(
            (self._event(document) for document in lib.events),
            key=lambda e: (e.span.first, e.span.last, e.id),
        )
        self.found.extend(self._collisions())
        pledges: dict[TermKey, PledgeEntry] = {}
        for document in sorted(lib.pledges, key=lambda d: d.path):
            entry = self._pledge(document)
            pledges.setdefault(entry.key, entry)
        site = Site(
            events=tuple(events),
            clusters=_record_entries(self.clusters),
            pledges=pledges,
            units=_record_entries(self.units),
            commemorations=_record_entries(self.commemorations),
            campaigns=_record_entries(self.campaigns),
            redirects=tuple(RecordEntry(d.record, d.path) for d in lib.redirects),
            sector=lib.sector,
        )
        return Linked(site, self.found)

    # --- ids ---------------------------------------------------------------------------------

    def _by_id(self, documents: Iterable[Document[R]]) -> dict[str, Document[R]]:
        """Documents by id in the order of ids; the first of two equal ids stays."""
        by_id: dict[str, Document[R]] = {}
        for document in documents:
            id_: str = document.record.id  # type: ignore[attr-defined]
            first = by_id.setdefault(id_, document)
            if first is not document and id_ != UNKNOWN:
                place = f"{first.path}:{first.at('id').line}"
                self.found.append(document.diagnose("E407", "id", id=id_, first=place))
        return dict(sorted(by_id.items()))

    def _unknown_ids(self, document: Document[Record]) -> Iterator[Diagnostic]:
        for ref in references(document.record):
            known = self.known[ref.kind]
            if ref.id not in known:
                near = self.guesses.nearest(ref.id, known)
                yield document.diagnose(_UNKNOWN_ID[ref.kind], *ref.loc, id=ref.id, near=near)

    def _collisions(self) -> Iterator[Diagnostic]:
        taken: dict[str, str] = {}
        for document in self.library.events:
            address = _event_address(document)
            first = taken.setdefault(address.casefold(), document.path)
            if first != document.path and document.complete:
                yield document.diagnose("E408", "title", address=address, other=first)
        for cluster in self.library.clusters:
            if cluster.record.id in addresses.RESERVED_CLUSTER_IDS:
                yield cluster.diagnose("E409", "id", id=cluster.record.id)
            seen: dict[str, int] = {}
            for n, term in enumerate(cluster.record.terms):
                here = ("terms", n, "term")
                if term.term in addresses.RESERVED_TERM_IDS:
                    yield cluster.diagnose("E409", *here, id=term.term)
                first_line = seen.setdefault(term.term, cluster.at(*here).line)
                if first_line != cluster.at(*here).line and term.term != UNKNOWN:
                    yield cluster.diagnose(
                        "E407", *here, id=term.term, first=f"{cluster.path}:{first_line}"
                    )

    # --- events and pledges ------------------------------------------------------------------

    def _event(self, document: Document[Event]) -> EventEntry:
        body = document.body or Body("", 1)
        resolved = resolve_terms(document, self.clusters)
        self.found.extend(resolved.diagnostics)
        return EventEntry(
            record=document.record,
            path=document.path,
            slug=document.slug,
            folder=document.folder,
            body=body,
            terms=resolved.terms,
            links=self._links(document.path, body),
        )

    def _pledge(self, document: Document[Pledge]) -> PledgeEntry:
        pledge = document.record
        cluster_id = document.slug
        key = TermKey(cluster_id, pledge.term)
        cluster = self.clusters.get(cluster_id)
        if cluster is None:
            near = self.guesses.nearest(cluster_id, self.clusters)
            self.found.append(document.diagnose("E401", id=cluster_id, near=near))
        elif cluster.complete and document.complete:
            known = [term.term for term in cluster.record.terms]
            if key.term not in known:
                near = self.guesses.nearest(key.term, known)
                self.found.append(
                    document.diagnose(
                        "E410",
                        "term",
                        id=key.term,
                        cluster=cluster_id,
                        near=near,
                        known=known_terms(cluster.record),
                    )
                )
        event = pledge.event
        if event and event != UNKNOWN and f"{addresses.EVENTS}{event}/" not in self.pages:
            ids = [p.removeprefix(addresses.EVENTS).strip("/") for p in self.by_path.values()]
            near = self.guesses.nearest(event, ids)
            self.found.append(document.diagnose("E418", "event", id=event, near=near))
        body = document.body or Body("", 1)
        return PledgeEntry(
            record=pledge,
            path=document.path,
            key=key,
            body=body,
            links=self._links(document.path, body),
        )

    # --- links of bodies ---------------------------------------------------------------------

    def _addresses_by_path(self) -> dict[str, str]:
        """Content files an editor can link to by their path."""
        lib = self.library
        found = {d.path: _event_address(d) for d in lib.events}
        found |= {d.path: addresses.cluster(d.record.id) for d in lib.clusters}
        found |= {d.path: addresses.pledge(d.slug, d.record.term) for d in lib.pledges}
        return found

    def _addresses(self) -> frozenset[str]:
        pages = set(self.by_path.values())
        for id_, document in self.clusters.items():
            pages |= {addresses.term(id_, term.term) for term in document.record.terms}
        pages |= {addresses.unit(id_) for id_ in self.units}
        pages |= {addresses.commemoration(id_) for id_ in self.commemorations}
        pages |= {addresses.campaign(id_) for id_ in self.campaigns}
        pages |= {addresses.year(d.record.date.from_.year) for d in self.library.events}
        pages |= {addresses.HOME, addresses.EVENTS, addresses.CLUSTERS, addresses.UNITS}
        pages |= {
            addresses.COMMEMORATIONS,
            addresses.CAMPAIGNS,
            addresses.PLEDGES,
            addresses.CALENDAR,
        }
        return frozenset(pages)

    def _links(self, path: str, body: Body) -> dict[str, str]:
        links: dict[str, str] = {}
        for written in body.links:
            target, hash_, anchor = written.target.partition("#")
            if ":" in target.split("/")[0] or target.startswith("//"):
                continue
            if not target:
                ids = {h.id or slug(h.text) for h in body.headings}
                if unquote(anchor) not in ids:
                    self.found.append(
                        diagnose(
                            path,
                            written.position,
                            "E417",
                            target=written.target,
                            near=_anchor(self.guesses.nearest(anchor, ids)),
                        )
                    )
                continue
            address = self._resolve(path, unquote(target))
            if address is None:
                near = self.guesses.nearest(
                    target, itertools.chain(self.pages, self._relative_paths(path))
                )
                self.found.append(
                    diagnose(path, written.position, "E417", target=written.target, near=near)
                )
            else:
                links[written.target] = f"{address}{hash_}{anchor}"
        return links

    def _resolve(self, path: str, target: str) -> str | None:
        if target.startswith("/"):
            address = target if target.endswith("/") else f"{target}/"
            if address in self.pages:
                return address
            return target if target.startswith(addresses.OPEN_ROOTS) else None
        full = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        return self.by_path.get(full)

    def _relative_paths(self, path: str) -> Iterator[str]:
        folder = posixpath.dirname(path)
        return (posixpath.relpath(other, folder) for other in self.by_path)


def _event_address(document: Document[Event]) -> str:
    """Where an event is found; while its date cannot be read, by the year of its folder."""
    if document.complete:
        return addresses.event(document.record.date.from_.year, document.slug)
    year = next((part for part in document.path.split("/") if part.isdecimal()), "0")
    return addresses.event(int(year), document.slug)


def _anchor(anchor: str | None) -> str | None:
    return f"#{anchor}" if anchor else None


def _record_entries(documents: Mapping[str, Document[R]]) -> dict[str, RecordEntry[R]]:
    return {id_: RecordEntry(document.record, document.path) for id_, document in documents.items()}
