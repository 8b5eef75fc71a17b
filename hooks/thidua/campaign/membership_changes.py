"""Changes of a cluster's membership and leads: what is known to have changed, and how exactly it is known when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.terms import (
    basis_of,
    is_named,
    leader_basis,
    leader_of,
    membership_basis,
    span_within,
)
from thidua.campaign.units import all_predecessors
from thidua.dates import PartialDate, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.campaign.site import Site
    from thidua.campaign.terms import Role
    from thidua.reading.base import BasisKind, Membership
    from thidua.reading.records import Term


@dataclass(frozen=True, slots=True)
class Moment:
    """When something changed: on a date, or some time between two documented terms."""

    span: Span
    """The one date; else the last day of the earlier term and the first of the later one."""
    dated: bool

    @property
    def first(self) -> dt.date:
        """The first day on which what followed is known to hold."""
        return self.span.last if not self.dated else self.span.first


def _on(date: PartialDate) -> Moment:
    return Moment(Span(date, date), dated=True)


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """Units that came and units that left at one moment, in the order written."""

    moment: Moment
    came: tuple[str, ...]
    gone: tuple[str, ...]
    basis: BasisKind
    """What the memberships and the day rest on that it follows from."""


def is_documented(term: Term) -> bool:
    """Whether all members of a term are named and none of them only reconstructed."""
    return is_named(term) and all(
        membership_basis(m, term) != "reconstructed" for m in term.members
    )


def term_start(term: Term) -> PartialDate:
    """When what begins with a term began: its year, where the term is a calendar year.

    That a year's lead took over on the very 1 January is nobody's report.
    """
    start = term.from_
    return PartialDate(start.year) if (start.month, start.day) == (1, 1) else start


def are_adjacent(before: Term, after: Term) -> bool:
    """Whether one term begins on the day after the other ends."""
    return after.span.first - before.span.last == dt.timedelta(days=1)


def _turn(before: Term, after: Term) -> Moment:
    """When what differs between two terms changed."""
    if are_adjacent(before, after) and basis_of(after).date != "reconstructed":
        return _on(term_start(after))
    return Moment(Span(before.to or before.from_, after.from_), dated=False)


def membership_changes(term: Term, earlier: Iterable[Term]) -> Iterator[MembershipChange]:
    """What changed with a documented term, against the nearest documented one before it, and within it.

    ``earlier`` are the terms of the cluster before it, the nearest first.

    Only between terms that touch is a change dated: of a gap nobody knows what happened in it. Nothing is told of a
    term whose members are named in part or reconstructed.
    """
    if not is_documented(term):
        return
    before = next(filter(is_documented, earlier), None)
    if before:
        starting = [m for m in term.members if span_within(m, term).first == term.span.first]
        ending = [m for m in before.members if span_within(m, before).last == before.span.last]
        came = [m for m in starting if m.unit not in {e.unit for e in ending}]
        gone = [m for m in ending if m.unit not in {s.unit for s in starting}]
        if came or gone:
            bases = [membership_basis(m, term) for m in starting]
            bases += [membership_basis(m, before) for m in ending]
            yield _change(_turn(before, term), came, gone, [*bases, basis_of(term).date])
    moments: dict[PartialDate, tuple[list[Membership], list[Membership]]] = {}
    for member in term.members:
        span = span_within(member, term)
        if span.first > term.span.first and member.from_:
            moments.setdefault(member.from_, ([], []))[0].append(member)
        if span.last < term.span.last and member.to:
            moments.setdefault(_end(member.to), ([], []))[1].append(member)
    for when, (joined, left) in moments.items():
        bases = [membership_basis(m, term) for m in (*joined, *left)]
        yield _change(_on(when), joined, left, bases)


def _end(last: PartialDate) -> PartialDate:
    """When who was a member until ``last`` left: on the day after, or in that month or year."""
    return last.following if last.day else last


def _change(
    moment: Moment, came: list[Membership], gone: list[Membership], bases: list[BasisKind]
) -> MembershipChange:
    ranked: tuple[BasisKind, ...] = ("reconstructed", "inferred", "stated")
    basis = next(b for b in ranked if b in bases)
    return MembershipChange(moment, tuple(m.unit for m in came), tuple(m.unit for m in gone), basis)


def led_before(earlier: Iterable[Term], role: Role) -> Term | None:
    """The nearest earlier term whose lead (or deputy) is documented."""
    return next(
        (
            before
            for before in earlier
            if leader_of(before, role) and leader_basis(before, role) != "reconstructed"
        ),
        None,
    )


def lead_turn(term: Term, before: Term | None, role: Role) -> Moment | None:
    """When the lead or deputy of a term took over; None where it is not known to differ from the one ``before``.

    Without an earlier one there is no change to tell of, and none either where this one is only reconstructed.
    """
    leader = leader_of(term, role)
    old = leader_of(before, role) if before else None
    if leader is None or before is None or old is None or old.unit == leader.unit:
        return None
    if leader_basis(term, role) == "reconstructed":
        return None
    held = span_within(leader, term)
    if leader.from_ or held.first > term.span.first:
        return _on(leader.from_ or held.start)
    return _turn(before, term)


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
