"""What held on any one day, for the reader who asks for one: who was in a cluster, who led it, which pledge held.

All is worked out here as facts with their first and last days; `td-as-at.js` shows those of the day asked for.
Without it the pages of the terms say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from thidua.campaign.site import TermKey
from thidua.campaign.terms import (
    basis_of,
    cluster_number,
    is_named,
    leader_basis,
    leaders,
    membership_basis,
    span_within,
)
from thidua.text import typeset
from thidua.views.shared.page import Link
from thidua.views.shared.units import distinct_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from thidua.campaign.terms import Participation
    from thidua.dates import Span
    from thidua.reading.records import Term
    from thidua.views.shared.page import Context


@dataclass(frozen=True, slots=True)
class AsAt:
    """The questions a page answers for any day."""

    first: str
    """The first day on which something is known, ISO."""
    questions: tuple[str, ...]
    """The first decides whether anything is known of a day."""
    links: tuple[tuple[str, str], ...]
    """Words and a page from the root of the site, empty where there is none."""
    facts: tuple[tuple[int, int, str, str, str], ...]
    """The places of a question and of a link, a note, the first and the last day, ISO."""


@dataclass(frozen=True, slots=True)
class _Fact:
    question: int
    link: Link
    note: str
    first: dt.date
    last: dt.date


FactsOfTerm: TypeAlias = Callable[[TermKey], Sequence[_Fact]]


def _fact(question: int, link: Link, note: str, span: Span) -> _Fact:
    return _Fact(question, link, note, span.first, span.last)


def cluster_as_at(ctx: Context, cluster_id: str, terms: Iterable[Term]) -> AsAt | None:
    """Of some terms of a cluster the term itself, the members, lead, deputy and pledge."""
    record = ctx.site.cluster(cluster_id)
    roles = ctx.roles(cluster_id)
    facts = []
    for term in terms:
        key = TermKey(cluster_id, term.term)
        number = cluster_number(record, term)
        own = "" if number in {None, record.number} else ctx.number(number or 0)
        note = _joined(own, ctx.basis(basis_of(term).date))
        facts.append(_fact(0, ctx.term_link(key), note, term.span))
        facts += [*_leaders(ctx, term), *_members(ctx, term), *_pledge(ctx, key, term)]
    ui = ctx.ui
    return _as_at(ctx, (ui["term"], ui["members"], roles.lead, roles.deputy, ui["pledge"]), facts)


def facts_of_terms(ctx: Context) -> FactsOfTerm:
    """Who led a cluster in a term and which pledge held, worked out once for the pages of all its units."""

    def facts(key: TermKey) -> Sequence[_Fact]:
        term = ctx.site.term(key)
        return *_leaders(ctx, term), *_pledge(ctx, key, term)

    return cache(facts)


def unit_as_at(
    ctx: Context, unit_id: str, places: Iterable[Participation], of_term: FactsOfTerm
) -> AsAt | None:
    """Of a unit and those before and after it: in which cluster, as what, who led it, which pledge held."""
    facts = []
    found = list(places)
    led = {(place.key, place.unit, place.span) for place in found if place.role != "member"}
    for place in found:
        key, span = place.key, place.span
        if place.role == "member" and (key, place.unit, span) in led:
            continue
        label = ctx.term_label(key)
        through = "" if place.unit == unit_id else distinct_name(ctx, place.unit)
        note = _joined(label, through, ctx.basis(place.basis))
        facts.append(_fact(0, ctx.cluster_link(key.cluster), note, span))
        facts.append(_fact(1, Link(ctx.role(key.cluster, place.role)), label, span))
        facts += _within(span, of_term(key))
    ui = ctx.ui
    questions = ui["cluster"], ui["role"], ui["lead"], ui["deputy"], ui["pledge"]
    return _as_at(ctx, questions, facts)


def _within(span: Span, facts: Iterable[_Fact]) -> Iterator[_Fact]:
    """Facts of a cluster on the days a unit was in it: who leads it when the unit is gone leads another's cluster."""
    for fact in facts:
        first, last = max(fact.first, span.first), min(fact.last, span.last)
        if first <= last:
            within = (first, last) == (fact.first, fact.last)
            yield fact if within else replace(fact, first=first, last=last)


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))


def _leaders(ctx: Context, term: Term) -> Iterator[_Fact]:
    for role, leader in leaders(term):
        question = 2 if role == "lead" else 3
        note = ctx.basis(leader_basis(term, role))
        yield _fact(question, _unit(ctx, leader.unit), note, span_within(leader, term))


def _members(ctx: Context, term: Term) -> Iterator[_Fact]:
    for member in term.members:
        note = ctx.basis(membership_basis(member, term))
        yield _fact(1, _unit(ctx, member.unit), note, span_within(member, term))
    if term.member_note and not is_named(term):
        yield _fact(1, Link(typeset(term.member_note)), "", term.span)


def _pledge(ctx: Context, key: TermKey, term: Term) -> Iterator[_Fact]:
    entry = ctx.site.pledges.get(key)
    if entry is not None:
        words = f"{ctx.ui['pledge']} {ctx.term_label(key)}"
        yield _fact(4, Link(words, entry.address), "", term.span)


def _unit(ctx: Context, unit_id: str) -> Link:
    link = ctx.unit_link(unit_id)
    return Link(distinct_name(ctx, unit_id), link.address) if link.address else link


def _as_at(ctx: Context, questions: Sequence[str], found: Iterable[_Fact]) -> AsAt | None:
    facts = _joined_in_time(found)
    deciding = [fact for fact in facts if fact.question == 0]
    if not deciding:
        return None
    places = {link: place for place, link in enumerate(dict.fromkeys(f.link for f in facts))}
    return AsAt(
        first=min(fact.first for fact in deciding).isoformat(),
        questions=tuple(questions),
        links=tuple((link.title, ctx.from_root(link.address)) for link in places),
        facts=tuple(
            (f.question, places[f.link], f.note, f.first.isoformat(), f.last.isoformat())
            for f in facts
        ),
    )


def _joined_in_time(found: Iterable[_Fact]) -> list[_Fact]:
    """The facts, those that go on without a gap as one: who is a member term after term is named once."""
    by_answer: dict[tuple[int, Link, str], list[_Fact]] = {}
    for fact in found:
        by_answer.setdefault((fact.question, fact.link, fact.note), []).append(fact)
    joined = []
    for facts in by_answer.values():
        facts.sort(key=lambda fact: (fact.first, fact.last))
        held = facts[0]
        for fact in facts[1:]:
            if (fact.first - held.last).days <= 1:
                held = replace(held, last=fact.last) if fact.last > held.last else held
            else:
                joined.append(held)
                held = fact
        joined.append(held)
    return joined
