"""Rules between audiences: what is public names nothing that is not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from thidua.campaign.audience import HiddenAddresses, hidden_references, may_see, project
from thidua.diagnostics import diagnose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, PledgeEntry, Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Record
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Pledge


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """A public record names no internal one, and links to no internal or unpublished page."""
    # Whatever its day: an event that only waits for it may be named.
    hidden = HiddenAddresses(site, project(site, "public", dt.date.max))
    bodies: dict[str, EventEntry | PledgeEntry] = {entry.path: entry for entry in site.events}
    bodies |= {entry.path: entry for entry in site.pledges.values()}
    for document in library.documents:
        if not document.complete or not _is_public(document.record):
            continue
        for id_, loc in hidden_references(document.record, site):
            yield document.diagnose("E416", *loc, id=id_)
        for url, loc in _source_urls(document.record):
            if hidden.is_named_by(url, {}):
                yield document.diagnose("E416", *loc, id=url)
        entry = bodies.get(document.path)
        if entry:
            yield from _hidden_links(entry, hidden)
    for pledge in library.pledges:
        if _is_public(pledge.record):
            yield from _hidden_context(pledge, site, hidden)


def _is_public(record: Record) -> bool:
    return may_see(record, "public") and getattr(record, "status", "published") == "published"


def _source_urls(record: Record) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Addresses of the sources of a record and of its terms."""
    parts: list[tuple[tuple[str | int, ...], object]] = [((), record)]
    parts += [(("terms", n), term) for n, term in enumerate(getattr(record, "terms", ()))]
    for loc, part in parts:
        for n, source in enumerate(getattr(part, "sources", ())):
            if source.url:
                yield source.url, (*loc, "sources", n, "url")


def _hidden_links(entry: EventEntry | PledgeEntry, hidden: HiddenAddresses) -> Iterator[Diagnostic]:
    for link in entry.body.links:
        if hidden.is_named_by(link.target, entry.links):
            yield diagnose(entry.path, link.position, "E416", id=link.target)


def _hidden_context(
    pledge: Document[Pledge], site: Site, hidden: HiddenAddresses
) -> Iterator[Diagnostic]:
    """The event at which a public pledge was signed and the cluster that signed are public too."""
    event = site.events_by_id.get(pledge.record.event or "")
    if event and event.address in hidden:
        yield pledge.diagnose("E416", "event", id=event.id)
    cluster = site.clusters.get(pledge.slug)
    if cluster and not may_see(cluster.record, "public"):
        yield pledge.diagnose("E416", "audience", id=pledge.slug)
