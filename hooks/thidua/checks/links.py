"""Rules of references: every id, term, event and link leads to something, and every address to one thing."""

from __future__ import annotations

import itertools
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from thidua.campaign import addresses
from thidua.campaign.link import AddressBook, documents_by_id, event_address, internal_links
from thidua.campaign.references import RefKind, references
from thidua.checks.event_terms import known_terms
from thidua.diagnostics import diagnose
from thidua.reading.typed import UNKNOWN
from thidua.text import NearestFinder, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thidua.campaign.site import EventEntry, PledgeEntry, Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Record
    from thidua.reading.library import Document, Library, Loc
    from thidua.reading.records import Cluster

_UNKNOWN_ID: dict[RefKind, str] = {
    "cluster": "E401", "unit": "E402", "commemoration": "E403", "campaign": "E404",
}  # fmt: skip

_FIELD_OF: dict[RefKind, str] = {
    "cluster": "clusters", "unit": "units", "commemoration": "commemorations", "campaign": "campaigns",
}  # fmt: skip
"""The field of an event that takes ids of a kind, which is the name of their register too."""


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All rules of this module."""
    guesses = NearestFinder()
    for shelf in (library.clusters, library.units, library.commemorations, library.campaigns):
        yield from ids_are_unique(shelf)
    yield from references_exist(library, site, guesses)
    yield from addresses_are_unique(library)
    book = AddressBook(library, site.units)
    clusters = documents_by_id(library.clusters)
    for pledge in library.pledges:
        yield from term_exists(pledge, pledge.record.term, clusters, guesses)
        yield from event_exists(pledge, ("event",), pledge.record.event, book, guesses)
    for scores in library.scores:
        told = scores.record.announced
        yield from term_exists(scores, scores.record.term, clusters, guesses)
        event = told.event if told else None
        yield from event_exists(scores, ("announced", "event"), event, book, guesses)
    entries: tuple[EventEntry | PledgeEntry, ...] = (*site.events, *site.pledges.values())
    for entry in entries:
        yield from links_lead_somewhere(entry, book, guesses)


def ids_are_unique(documents: Sequence[Document[Record]]) -> Iterator[Diagnostic]:
    """An id stands for one record of its kind."""
    taken: dict[str, Document[Record]] = {}
    for document in documents:
        id_: str = document.record.id  # type: ignore[attr-defined]
        first = taken.setdefault(id_, document)
        if first is not document and id_ != UNKNOWN:
            place = f"{first.path}:{first.at('id').line}"
            yield document.diagnose("E407", "id", id=id_, first=place)


def references_exist(library: Library, site: Site, guesses: NearestFinder) -> Iterator[Diagnostic]:
    """Every id a record names is that of a record of the kind wanted there."""
    known: dict[RefKind, Mapping[str, object]] = {
        "cluster": site.clusters,
        "unit": site.units,
        "commemoration": site.commemorations,
        "campaign": site.campaigns,
    }
    shelves: tuple[Sequence[Document[Record]], ...] = (
        library.events, library.clusters, library.pledges, library.scores, library.units, library.campaigns,
    )  # fmt: skip
    for document in itertools.chain.from_iterable(shelves):
        for ref in references(document.record):
            if ref.id in known[ref.kind]:
                continue
            other = next((kind for kind, ids in known.items() if ref.id in ids), None)
            if other:
                yield document.diagnose(
                    "E420", *ref.loc, id=ref.id, wants=ref.kind, names=other, field=_FIELD_OF[other]
                )
                continue
            near = guesses.nearest(ref.id, known[ref.kind])
            yield document.diagnose(_UNKNOWN_ID[ref.kind], *ref.loc, id=ref.id, near=near)


def addresses_are_unique(library: Library) -> Iterator[Diagnostic]:
    """No two events, and no two terms of a cluster, have one address, and none takes one of the site's own."""
    taken: dict[str, str] = {}
    for document in library.events:
        address = event_address(document)
        first = taken.setdefault(address.casefold(), document.path)
        if first != document.path and document.complete:
            yield document.diagnose("E408", "title", address=address, other=first)
    for cluster in library.clusters:
        if cluster.record.id in addresses.RESERVED_CLUSTER_IDS:
            yield cluster.diagnose("E409", "id", id=cluster.record.id)
        seen: dict[str, int] = {}
        for n, term in enumerate(cluster.record.terms):
            here = ("terms", n, "term")
            if term.term in addresses.RESERVED_TERM_IDS:
                yield cluster.diagnose("E409", *here, id=term.term)
            first_of_name = seen.setdefault(term.term, n)
            if first_of_name != n and term.term != UNKNOWN:
                line = cluster.at("terms", first_of_name, "term").line
                place = f"{cluster.path}:{line}"
                yield cluster.diagnose("E407", *here, id=term.term, first=place)


def term_exists(
    document: Document[Record],
    term_id: str,
    clusters: Mapping[str, Document[Cluster]],
    guesses: NearestFinder,
) -> Iterator[Diagnostic]:
    """The folder of a pledge or of scores is that of a cluster, and their term one of the cluster's."""
    cluster_id = document.slug
    cluster = clusters.get(cluster_id)
    if cluster is None:
        near = guesses.nearest(cluster_id, clusters)
        yield document.diagnose("E401", id=cluster_id, near=near)
        return
    known = [term.term for term in cluster.record.terms]
    if document.complete and cluster.complete and term_id not in known:
        yield document.diagnose(
            "E410",
            "term",
            id=term_id,
            cluster=cluster_id,
            near=guesses.nearest(term_id, known),
            known=known_terms(cluster.record),
        )


def event_exists(
    document: Document[Record],
    loc: Loc,
    event: str | None,
    book: AddressBook,
    guesses: NearestFinder,
) -> Iterator[Diagnostic]:
    """The event at which a pledge was signed or scores were announced is one of the content's."""
    if event and event != UNKNOWN and f"{addresses.EVENTS}{event}/" not in book.pages:
        ids = [a.removeprefix(addresses.EVENTS).strip("/") for a in book.by_path.values()]
        yield document.diagnose("E418", *loc, id=event, near=guesses.nearest(event, ids))


def links_lead_somewhere(
    entry: EventEntry | PledgeEntry, book: AddressBook, guesses: NearestFinder
) -> Iterator[Diagnostic]:
    """A link inside the site leads to a page of it, by address or by file, or to a heading of the same text."""
    for written in internal_links(entry.body):
        target, _, anchor = written.target.partition("#")
        near: str | None
        if not target:
            ids = {heading.id or slug(heading.text) for heading in entry.body.headings}
            if unquote(anchor) in ids:
                continue
            found = guesses.nearest(anchor, ids)
            near = f"#{found}" if found else None
        elif written.target in entry.links:
            continue
        else:
            folder = posixpath.dirname(entry.path)
            paths = (posixpath.relpath(other, folder) for other in book.by_path)
            near = guesses.nearest(target, itertools.chain(book.pages, paths))
        yield diagnose(entry.path, written.position, "E417", target=written.target, near=near)
