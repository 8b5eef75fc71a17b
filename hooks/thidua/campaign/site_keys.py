"""What a site says, as keys of the store: its facts in one, each text by itself.

An editor mends a sentence far more often than a fact. The text of an event stands on its own page, in feeds, open data
and the search; everything else is made from facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.store.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thidua.campaign.site import EventEntry, PledgeEntry, Site
    from thidua.reading.base import Record


@dataclass(frozen=True, slots=True)
class SiteKeys:
    """Digests of a site's content."""

    facts: bytes
    """Of every field of every record, and how they are linked; not of texts."""
    event_texts: Mapping[str, bytes]
    """Of the text of each event, by its address."""
    pledge_texts: bytes
    """Of the texts of all pledges."""

    @property
    def all_texts(self) -> bytes:
        """Of every text."""
        return key_of([*self.event_texts.values()], self.pledge_texts)


def site_keys(site: Site) -> SiteKeys:
    """The keys of a projected site."""
    registers = (site.clusters, site.units, site.commemorations, site.campaigns)
    facts = key_of(
        _record(site.sector.own),
        [[_record(e.record), e.path, repr(_links(e))] for e in site.events],
        [[_record(p.record), p.path, repr(p.key)] for p in site.pledges.values()],
        [[[id_, _record(e.record), e.path] for id_, e in entries.items()] for entries in registers],
        [[_record(e.record), e.path] for e in site.redirects],
    )
    return SiteKeys(
        facts,
        {event.address: text_key(event) for event in site.events},
        key_of([text_key(pledge) for pledge in site.pledges.values()]),
    )


def text_key(entry: EventEntry | PledgeEntry) -> bytes:
    """A digest of a text with what its links lead to."""
    return key_of(repr(entry.body), repr(entry.links))


def _links(entry: EventEntry) -> tuple[object, ...]:
    return entry.slug, entry.folder, entry.terms, entry.order, entry.undated_in


def _record(record: Record) -> bytes:
    # Without warnings: fields typed by validators of ours hold what pydantic does not expect there.
    return record.__pydantic_serializer__.to_json(record, warnings=False)
