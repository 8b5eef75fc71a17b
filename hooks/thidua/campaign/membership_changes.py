"""Changes of a cluster's membership: who joined, who left, who replaced whom, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.terms import span_within, terms_in_order
from thidua.campaign.units import all_predecessors
from thidua.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thidua.campaign.site import Site
    from thidua.reading.records import Cluster, Term


def term_start(term: Term) -> PartialDate:
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
            yield term_start(term), came, gone
    moments: dict[PartialDate, tuple[list[str], list[str]]] = {}
    for member in term.members:
        span = span_within(member, term)
        if span.first > term.span.first and member.from_:
            moments.setdefault(member.from_, ([], []))[0].append(member.unit)
        if span.last < term.span.last and member.to:
            moments.setdefault(member.to.following, ([], []))[1].append(member.unit)
    for when, (came, gone) in moments.items():
        yield when, came, gone


@dataclass(frozen=True, slots=True)
class Replacement:
    """One or more successors in the places of the units they follow on."""

    came: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberMoves:
    """A change of membership, each unit told once; units keep the order they were given in."""

    replaced: tuple[Replacement, ...]
    joined: tuple[str, ...]
    """Units that came and follow on none of those that went."""
    left: tuple[str, ...]
    """Units that went and none of whose successors came."""


def member_moves(site: Site, came: Sequence[str], gone: Sequence[str]) -> MemberMoves:
    """Who replaced whom among the units that came and went at one moment.

    Two members merged into one are replaced by it together; a member that was divided is replaced by all
    its successors that came.
    """
    groups: list[tuple[list[str], list[str]]] = []
    for unit in came:
        earlier = set(all_predecessors(site, unit))
        followed = [u for u in gone if u in earlier]
        if not followed:
            continue
        shared = next((g for g in groups if set(g[1]) & set(followed)), None)
        if shared is None:
            groups.append(([unit], followed))
        else:
            shared[0].append(unit)
            shared[1].extend(u for u in followed if u not in shared[1])
    told = {u for group in groups for side in group for u in side}
    return MemberMoves(
        replaced=tuple(Replacement(tuple(new), tuple(old)) for new, old in groups),
        joined=tuple(u for u in came if u not in told),
        left=tuple(u for u in gone if u not in told),
    )
