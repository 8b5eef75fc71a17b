"""Rules of the terms of an event: each cluster it names has one certain term for it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.references import split_cluster_ref
from thidua.campaign.site import CLOSING, OPENING
from thidua.campaign.term_resolution import is_ambiguous, written_term
from thidua.campaign.terms import terms_during, terms_in_order, within_grace
from thidua.dates import DateText, Span, span_short
from thidua.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document
    from thidua.reading.records import Cluster, Event, Term

    Clusters = Mapping[str, Document[Cluster]]

_AFTER_ALL = frozenset({"tong-ket", "khen-thuong"})
"""What may be held long after the term it closes; other reports follow soon or belong elsewhere."""

_EARLY = dt.timedelta(days=120)
"""A review held so soon after a term began closes, as a rule, the term before it."""
_LATE = dt.timedelta(days=61)
"""A pledge signed so shortly before a term ends is, as a rule, that of the next."""
_REACH = 10
"""Terms before and after a day that are named to choose from."""


def first_of_each(documents: Iterable[Document[Cluster]]) -> Clusters:
    """Clusters by their ids; of two of one id the first."""
    clusters: dict[str, Document[Cluster]] = {}
    for document in documents:
        clusters.setdefault(document.record.id, document)
    return clusters


def check_event(event: Document[Event], clusters: Clusters) -> Iterator[Diagnostic]:
    """All rules of this module, for every cluster that an event names."""
    for n, ref in enumerate(event.record.clusters):
        cluster_id, term_id = split_cluster_ref(ref)
        cluster = clusters.get(cluster_id)
        if cluster is None:
            continue
        if term_id is not None:
            yield from written_term_holds(event, n, cluster, term_id)
        elif event.complete and cluster.complete:
            yield from one_term_on_the_day(event, n, cluster)


def written_term_holds(
    event: Document[Event], n: int, cluster: Document[Cluster], term_id: str
) -> Iterator[Diagnostic]:
    """A term that is written out exists, and is not far from the day of the event."""
    record, span = cluster.record, event.record.date.span
    term = written_term(record, term_id)
    if term is None and cluster.complete:
        near = nearest(term_id, [t.term for t in record.terms])
        yield event.diagnose(
            "E410",
            "clusters",
            n,
            id=term_id,
            cluster=record.id,
            near=f"{record.id}@{near}" if near else None,
            known=known_terms(record, span),
        )
    dated = event.complete and not span.start.is_unknown
    if term is not None and dated and not within_grace(term, span):
        yield event.diagnose(
            "E412",
            "clusters",
            n,
            cluster=record.id,
            term=term_id,
            date=DateText(span),
            held=DateText(term.span),
        )


def one_term_on_the_day(
    event: Document[Event], n: int, cluster: Document[Cluster]
) -> Iterator[Diagnostic]:
    """Without a term written out, one term of the cluster is in force on the day of the event."""
    record, span = cluster.record, event.record.date.span
    if span.start.is_unknown:
        return
    terms = terms_during(record, span)
    if not terms:
        near = ", ".join(f"{record.id}@{t.term}" for t in _nearby_terms(record, span, event.record))
        yield event.diagnose(
            "E406",
            "clusters",
            n,
            cluster=record.id,
            date=DateText(span),
            file=cluster.path,
            known=known_terms(record, span),
            near=near or None,
        )
    elif is_ambiguous(terms):
        choices = ", ".join(f"{record.id}@{t.term}" for t in terms)
        yield event.diagnose(
            "E411", "clusters", n, cluster=record.id, date=DateText(span), choices=choices
        )
    else:
        yield from _check_other_term(event, n, cluster, terms[-1])


@dataclass(frozen=True, slots=True)
class KnownTerms:
    """The terms of a cluster for an editor to choose from; where the id does not say when, with the dates."""

    terms: tuple[tuple[str, Span | None], ...]
    is_cut: bool = False
    """Whether the cluster has others, farther away."""

    def in_words(self, lang: str) -> str:
        """``2024, 2025-2026 (01/9/2025 – 31/8/2026)``."""
        words = [
            f"{term} ({span_short(span, lang)})" if span else term for term, span in self.terms
        ]
        return ", ".join([*words, "…"] if self.is_cut else words)


def known_terms(cluster: Cluster, near: Span | None = None) -> KnownTerms:
    """The terms of a cluster in their order; of very many those about ``near``, else the newest."""
    order = terms_in_order(cluster)
    place = bisect(order, near.first, key=lambda t: t.span.first) if near else len(order)
    first = max(0, min(place - _REACH, len(order) - 2 * _REACH))
    shown = order[first : first + 2 * _REACH]
    return KnownTerms(
        tuple(
            (t.term, None if str(t.from_.year) == t.term and _is_year(t) else t.span) for t in shown
        ),
        is_cut=len(shown) < len(order),
    )


def _is_year(term: Term) -> bool:
    first, last = term.span.first, term.span.last
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _nearby_terms(cluster: Cluster, span: Span, event: Event) -> Iterator[Term]:
    """The terms just ended or about to begin that an event of these kinds may close or open."""
    kinds = set(event.kinds)
    order = terms_in_order(cluster)
    before = next((t for t in reversed(order) if t.span.last < span.first), None)
    after = next((t for t in order if t.span.first > span.last), None)
    if before and within_grace(before, span):
        soon = span.first - before.span.last <= _LATE
        if kinds & _AFTER_ALL or (kinds & CLOSING and soon):
            yield before
    if after and within_grace(after, span) and kinds & OPENING:
        yield after


def _check_other_term(
    event: Document[Event], n: int, cluster: Document[Cluster], term: Term
) -> Iterator[Diagnostic]:
    """A review at the very beginning of a term, or a signing at its very end, has its term written out."""
    record, span = event.record, event.record.date.span
    # Of a meeting of several clusters nobody says which of them it was a review or a signing of.
    if len({split_cluster_ref(ref)[0] for ref in record.clusters}) > 1:
        return
    kinds = set(record.kinds)
    third = (term.span.last - term.span.first) / 3
    early = "tong-ket" in kinds and span.last - term.span.first <= min(_EARLY, third)
    late = "ky-giao-uoc" in kinds and term.span.last - span.first <= min(_LATE, third)
    if not early and not late:
        return
    order = terms_in_order(cluster.record)
    place = order.index(term) + (-1 if early else 1)
    other = order[place] if 0 <= place < len(order) else None
    near = None
    if other and within_grace(other, span):
        both = {"tong-ket", "ky-giao-uoc"} <= kinds
        named = sorted([other, term] if both else [other], key=lambda t: t.span)
        near = ", ".join(f"{cluster.record.id}@{t.term}" for t in named)
    yield event.diagnose(
        "N528" if early else "N529",
        "clusters",
        n,
        cluster=cluster.record.id,
        term=term.term,
        date=DateText(span),
        held=DateText(term.span),
        file=cluster.path,
        near=near,
    )
