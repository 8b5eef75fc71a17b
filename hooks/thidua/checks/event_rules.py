"""Rules that read one event and the registers: run once as long as these stay the same.

What an event says is far more often edited than the clusters, units, commemorations and campaigns it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.checks import chronology, event_terms, events, titles
from thidua.checks.kept import kept_findings
from thidua.store.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, Site
    from thidua.checks.event_terms import Clusters
    from thidua.checks.titles import ClusterWords
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Event


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All such rules, over every event."""
    entries = {entry.path: entry for entry in site.events}
    clusters = event_terms.first_of_each(library.clusters)
    words = titles.cluster_words(site)
    registers = _registers_key(library, site)
    for event in library.events:
        entry = entries[event.path]
        yield from kept_findings(
            library.store,
            "event",
            [event.key, registers],
            [],
            lambda event=event, entry=entry: _findings(event, entry, site, clusters, words),  # type: ignore[misc]
        )


def _registers_key(library: Library, site: Site) -> bytes:
    """A digest of the registers as the rules see them; empty where a draft stands in one, which has no key."""
    shelves = (library.clusters, library.units, library.commemorations, library.campaigns)
    keys = [[document.key for document in shelf] for shelf in shelves]
    if not all(map(all, keys)):
        return b""
    # Unions are units by being named somewhere.
    return key_of(keys, [*site.units], repr(site.sector.own))


def _findings(
    event: Document[Event],
    entry: EventEntry,
    site: Site,
    clusters: Clusters,
    words: ClusterWords,
) -> Iterator[Diagnostic]:
    yield from event_terms.check_event(event, clusters)
    if event.complete:
        yield from chronology.check_event(event)
        yield from events.check_event(event, entry, site)
        yield from titles.clusters_named(event, entry, site, words)
