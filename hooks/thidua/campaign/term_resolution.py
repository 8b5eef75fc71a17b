"""The terms an event belongs to: those written out, else the one in force on its day."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from thidua.campaign.references import split_cluster_ref
from thidua.campaign.site import TermKey
from thidua.campaign.terms import terms_during

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thidua.reading.library import Document
    from thidua.reading.records import Cluster, Event, Term


def resolve_terms(
    event: Document[Event], clusters: Mapping[str, Document[Cluster]]
) -> tuple[TermKey, ...]:
    """The terms of an event, each once, in the order of its clusters.

    A reference to a term that is not there, or to a day without one certain term, gives none;
    `thidua.checks.event_terms` says why.
    """
    keys: dict[TermKey, None] = {}
    for ref in event.record.clusters:
        cluster_id, term_id = split_cluster_ref(ref)
        cluster = clusters.get(cluster_id)
        term = resolve_term(event, cluster, term_id) if cluster else None
        if term is not None:
            keys[TermKey(cluster_id, term.term)] = None
    return tuple(keys)


def resolve_term(
    event: Document[Event], cluster: Document[Cluster], term_id: str | None
) -> Term | None:
    """The term written out, or without one the term in force on the day of the event."""
    if term_id is not None:
        return written_term(cluster.record, term_id)
    if not event.complete or not cluster.complete:
        return None
    if event.record.date.from_.is_unknown:
        return None
    terms = terms_during(cluster.record, event.record.date.span)
    return None if not terms or is_ambiguous(terms) else terms[-1]


def undated_in(
    event: Document[Event], clusters: Mapping[str, Document[Cluster]]
) -> tuple[str, ...]:
    """The clusters of an event of an unknown year that names none of their terms, in its own order."""
    if not event.record.date.from_.is_unknown:
        return ()
    found = (split_cluster_ref(ref) for ref in event.record.clusters)
    return tuple(dict.fromkeys(c for c, term in found if c in clusters and term is None))


def written_term(cluster: Cluster, term_id: str) -> Term | None:
    """The term of a cluster with this id."""
    return next((term for term in cluster.terms if term.term == term_id), None)


def is_ambiguous(terms: Sequence[Term]) -> bool:
    """Whether an event falls into several terms, oldest first, of which none is more likely than the others.

    Terms that lie on one another are a mistake of the cluster, and told there.
    """
    overlapping = any(a.span.overlaps(b.span) for a, b in itertools.pairwise(terms))
    return len(terms) > 1 and not overlapping
