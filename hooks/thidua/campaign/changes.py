"""What changes in a cluster from term to term and within a term: who came, who left, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.campaign.terms import span_within, terms_in_order
from thidua.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.reading.records import Cluster, Term


def opening(term: Term) -> PartialDate:
    """When what begins with a term began: its year, where the term is a calendar year.

    That a year's lead took over on the very 1 January is nobody's report.
    """
    start = term.from_
    return PartialDate(start.year) if (start.month, start.day) == (1, 1) else start


def membership_changes(
    cluster: Cluster, term: Term
) -> Iterator[tuple[PartialDate, list[str], list[str]]]:
    """(date, units that came, units that left) against the day before, where both are known."""
    terms = terms_in_order(cluster)
    place = terms.index(term)
    starting = [m.unit for m in term.members if span_within(m, term).first == term.span.first]
    if place and starting:
        before = terms[place - 1]
        ending = [m.unit for m in before.members if span_within(m, before).last == before.span.last]
        came = [u for u in starting if u not in ending]
        gone = [u for u in ending if u not in starting]
        if ending and (came or gone):
            yield opening(term), came, gone
    moments: dict[PartialDate, tuple[list[str], list[str]]] = {}
    for member in term.members:
        span = span_within(member, term)
        if span.first > term.span.first and member.from_:
            moments.setdefault(member.from_, ([], []))[0].append(member.unit)
        if span.last < term.span.last and member.to:
            moments.setdefault(member.to.following, ([], []))[1].append(member.unit)
    for when, (came, gone) in moments.items():
        yield when, came, gone
