"""What concerns a unit: events that name it, and those of the terms in which it had a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.campaign.units import all_predecessors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thidua.campaign.site import EventEntry, Site, TermKey
    from thidua.campaign.terms import Participation


def events_by_unit(site: Site) -> Mapping[str, list[EventEntry]]:
    """Events in which a unit is named, as host, taking part, or awarded; oldest first."""
    found: dict[str, list[EventEntry]] = {}
    for entry in site.events:
        record = entry.record
        named = dict.fromkeys(
            [record.host, *record.units, *(to for a in record.awards for to in a.to)]
        )
        for unit in named:
            if unit and unit in site.units:
                found.setdefault(unit, []).append(entry)
    return found


def concerns_of_units(
    site: Site, places: Mapping[str, Sequence[Participation]]
) -> Iterator[tuple[str, tuple[TermKey, ...], list[EventEntry]]]:
    """Every unit that has a place in a cluster or is named: the terms it is concerned with, and its events with theirs, oldest first.

    ``places`` are the `participations` of the site.
    """
    named = events_by_unit(site)
    for unit, terms in concerned_units(site, places):
        own = {event.id: event for event in named.get(unit, ())}
        own |= {event.id: event for key in terms for event in site.events_by_term.get(key, ())}
        yield unit, terms, sorted(own.values(), key=lambda event: event.order)


def concerned_units(
    site: Site, places: Mapping[str, Sequence[Participation]]
) -> Iterator[tuple[str, tuple[TermKey, ...]]]:
    """The units of which `concerns_of_units` tells, with their terms: an event of a term concerns whoever had a place in it."""
    named = events_by_unit(site)
    for unit in site.units:
        terms = terms_of_unit(site, unit, places)
        if terms or unit in named:
            yield unit, terms


def terms_of_unit(
    site: Site, unit: str, places: Mapping[str, Sequence[Participation]]
) -> tuple[TermKey, ...]:
    """The terms in which a unit had a place; of one that had none yet, such as one merged of others, those of its predecessors."""
    own = dict.fromkeys(place.key for place in places.get(unit, ()))
    if not own:
        before = all_predecessors(site, unit)
        own = dict.fromkeys(place.key for one in before for place in places.get(one, ()))
    return tuple(own)
