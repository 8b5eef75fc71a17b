"""Parts of a site: what the pages of one cluster, unit or event may speak of.

A page made from a part cannot depend on what the part has not, so an edit elsewhere need not make it anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from thidua.campaign.units import all_predecessors, all_successors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thidua.campaign.site import EventEntry, PledgeEntry, ScoresEntry, Site
    from thidua.campaign.terms import Participation


_OF_REGISTERS = (
    *("_terms", "terms_in_order", "term_places", "units_by_name", "units_by_any_name"),
    *("subunits", "successors", "predecessors"),
)
"""What follows from clusters and units alone, worked out once for all parts."""


def site_of_cluster(site: Site, cluster_id: str) -> Site:
    """A site with all clusters, units and campaigns, but of events, pledges and scores only those of one cluster.

    An event at which one of its pledges was signed or its scores were announced is among them, whosever it is.
    """
    pledges = site.pledges_by_cluster.get(cluster_id, ())
    scores = site.scores_by_cluster.get(cluster_id, ())
    signed = (pledge.record.event for pledge in pledges)
    announced = (entry.record.announced.event for entry in scores if entry.record.announced)
    own = {event.id: event for event in site.events_by_cluster.get(cluster_id, ())}
    own |= {
        id_: site.events_by_id[id_]
        for id_ in (*signed, *announced)
        if id_ and id_ in site.events_by_id
    }
    return _part(site, own.values(), pledges, scores)


def site_of_event(site: Site, event: EventEntry) -> Site:
    """A site with all clusters, units and campaigns, but of events only one and those before and after it in its clusters.

    Of pledges it has those signed at the event.
    """
    own = {event.id: event}
    for cluster in event.clusters:
        line, place = site.events_by_cluster[cluster], site.places_in_clusters[cluster, event.id]
        own |= {one.id: one for one in line[max(0, place - 1) : place + 2]}
    return _part(site, own.values(), site.pledges_by_event.get(event.id, ()), ())


def site_of_unit(
    site: Site,
    unit_id: str,
    places: Mapping[str, Sequence[Participation]],
    events: Iterable[EventEntry],
    scores: Iterable[ScoresEntry],
) -> Site:
    """A site with all clusters, units and campaigns, but of events and pledges only those of clusters a unit had a place in.

    Its predecessors and successors count as the unit. ``events`` and ``scores`` are those that name it, wherever they belong;
    ``places`` are the `participations` of the site.
    """
    kin = (unit_id, *all_predecessors(site, unit_id), *all_successors(site, unit_id))
    clusters = dict.fromkeys(place.key.cluster for one in kin for place in places.get(one, ()))
    own = {event.id: event for event in events}
    own |= {e.id: e for cluster in clusters for e in site.events_by_cluster.get(cluster, ())}
    pledges = (p for cluster in clusters for p in site.pledges_by_cluster.get(cluster, ()))
    return _part(site, own.values(), pledges, scores)


def _part(
    site: Site,
    events: Iterable[EventEntry],
    pledges: Iterable[PledgeEntry],
    scores: Iterable[ScoresEntry],
) -> Site:
    """Of commemorations it has those that its events look forward to."""
    shown = tuple(sorted(events, key=lambda event: event.order))
    awaited = {ref.id for event in shown for ref in event.record.commemorations}
    days = site.commemorations.items()
    return with_less(
        site,
        events=shown,
        commemorations={id_: entry for id_, entry in days if id_ in awaited},
        pledges={pledge.key: pledge for pledge in pledges},
        scores={entry.key: entry for entry in scores},
        redirects=(),
    )


def with_less(site: Site, **changes: Any) -> Site:
    """A site with all its clusters and units, but less of something else."""
    part = replace(site, **changes)
    for name in _OF_REGISTERS:
        part.__dict__[name] = getattr(site, name)
    return part
