"""Clusters in time: which term is in force, who its members are on a day, who leads it, what it is called."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from thidua.campaign.site import TermKey
from thidua.dates import UNKNOWN_START, PartialDate, Span
from thidua.locale import phrase
from thidua.reading.base import Basis, Leader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.reading.base import BasisKind, Membership
    from thidua.reading.records import Cluster, Term
    from thidua.reading.sector import Sector


Role = Literal["lead", "deputy"]

GRACE = dt.timedelta(days=183)
"""How far from its term an event may lie when the term is written out: pledges are signed before
the year begins, years are reviewed after their end."""


@dataclass(frozen=True, slots=True)
class Composition:
    """Who made up a cluster on one day."""

    key: TermKey
    members: tuple[str, ...]
    """Unit ids in the order written."""
    lead: str | None
    deputy: str | None


@dataclass(frozen=True, slots=True)
class Participation:
    """A unit's place in a term of a cluster."""

    key: TermKey
    unit: str
    span: Span
    role: Literal["lead", "deputy", "member"]
    basis: BasisKind


_STATED = Basis()


def basis_of(term: Term) -> Basis:
    """What the facts of a term rest on; all stated where nothing is written."""
    return term.basis or _STATED


def membership_basis(member: Membership, term: Term) -> BasisKind:
    """What a membership rests on: its own basis, else that of the term's members."""
    return member.basis or basis_of(term).members


def is_named(term: Term) -> bool:
    """Whether all members of a term are named, so that whoever is not was none.

    A group that a source does not take apart may have been: its members are then no source's statement. Beside stated
    members a note means that these are not all.
    """
    partial = term.member_note and basis_of(term).members == "stated"
    return bool(term.members) and not partial


def leader_basis(term: Term, role: Role) -> BasisKind:
    """What the lead or deputy of a term rests on."""
    basis = basis_of(term)
    return basis.lead if role == "lead" else basis.deputy


def leaders(term: Term) -> Iterator[tuple[Role, Leader]]:
    """The lead and the deputy of a term, where they are known."""
    if term.lead:
        yield "lead", term.lead
    if term.deputy:
        yield "deputy", term.deputy


def leader_of(term: Term, role: Role) -> Leader | None:
    """The lead or the deputy of a term."""
    return term.lead if role == "lead" else term.deputy


def span_within(part: Leader | Membership, term: Term) -> Span:
    """The days of a membership or leadership: its own dates, else those of the term.

    A lead without dates is held for the days of its unit's membership.
    """
    whole = membership_days(part.unit, term) if isinstance(part, Leader) else term.span
    if part.from_ is None and part.to is None:
        return whole
    start = part.from_ or whole.start
    return Span(start, part.to if part.to is not None else whole.end)


def membership_days(unit: str, term: Term) -> Span:
    """The days a unit is a member of a term, from the first to the last; the whole term if it is none.

    The successor of a merged member leads from the merger on, whether or not the lead is dated.
    """
    spans = [span_within(m, term) for m in term.members if m.unit == unit]
    if not spans:
        return term.span
    return Span(min(s.start for s in spans), max(spans, key=lambda s: s.last).end)


def composition_on(site: Site, cluster_id: str, day: dt.date) -> Composition | None:
    """Who was in a cluster on a day; None when no term of it is known to be in force."""
    cluster = site.cluster(cluster_id)
    for term in terms_during(cluster, Span(PartialDate.of(day), PartialDate.of(day))):
        return composition_of(TermKey(cluster_id, term.term), term, day)
    return None


def composition_of(key: TermKey, term: Term, day: dt.date) -> Composition:
    """The members, lead and deputy of a term on a day."""
    members = [m.unit for m in term.members if span_within(m, term).covers(day)]
    return Composition(
        key,
        tuple(dict.fromkeys(members)),
        _leader(term.lead, term, day),
        _leader(term.deputy, term, day),
    )


def compositions(key: TermKey, term: Term) -> list[tuple[Span, Composition]]:
    """The stretches of a term in which its members stay the same, oldest first.

    A stretch begins and ends as exactly as the memberships say that bound it.
    """
    turns: dict[dt.date, PartialDate] = {}
    for member in term.members:
        if member.from_:
            turns.setdefault(member.from_.first, member.from_)
        if member.to and member.to.last < term.span.last:
            turns.setdefault(member.to.following.first, member.to.following)
    starts = [turns[day] for day in sorted(turns) if term.span.first < day <= term.span.last]
    spans = zip(
        [term.span.start, *starts],
        [*(start.preceding for start in starts), term.span.end],
        strict=True,
    )
    return [(Span(start, end), composition_of(key, term, start.first)) for start, end in spans]


def members_during(term: Term, span: Span) -> list[tuple[str, Span | None]]:
    """Who was a member on some day of ``span``, each with its own days where these are not all of it.

    Of a date known to the year only it is not known on which side of a change it lies; all are named. A day
    before or after the term stands for the nearest day of it.
    """
    first = min(max(span.first, term.span.first), term.span.last)
    last = min(max(span.last, term.span.first), term.span.last)
    days = Span(PartialDate.of(first), PartialDate.of(last))
    own = [(m.unit, m, span_within(m, term)) for m in term.members]
    return [
        (unit, None if held.contains(days) else _written_span(member))
        for unit, member, held in own
        if held.overlaps(days)
    ]


def _written_span(member: Membership) -> Span:
    """The days of a membership with the end left open that nobody wrote."""
    return Span(member.from_ or UNKNOWN_START, member.to)


def _leader(leader: Leader | None, term: Term, day: dt.date) -> str | None:
    return leader.unit if leader and span_within(leader, term).covers(day) else None


def terms_during(cluster: Cluster, span: Span) -> list[Term]:
    """The terms that hold on some day of ``span``, oldest first."""
    first, last = span.first, span.last
    found = [
        (own, term)
        for term in cluster.terms
        if (own := term.span).first <= last and first <= own.last
    ]
    return [term for _, term in sorted(found, key=itemgetter(0))]


def terms_in_order(cluster: Cluster) -> list[Term]:
    """The terms of one cluster, oldest first; whoever asks for each of many asks `Site.terms_in_order`."""
    return sorted(cluster.terms, key=lambda t: t.span)


def within_grace(term: Term, span: Span) -> bool:
    """Whether an event may belong to a term that is written out."""
    first = max(term.span.first, dt.date.min + GRACE) - GRACE
    last = min(term.span.last, dt.date.max - GRACE) + GRACE
    return span.first <= last and first <= span.last


def cluster_number(cluster: Cluster, term: Term) -> int | None:
    """The number of a cluster in a term; the term's own, where it differs, comes first."""
    return cluster.number if term.number is None else term.number


def number_then(cluster: Cluster, term: Term, lang: str) -> str:
    """`` (khi đó là số 3)``, of a term in which a cluster bore another number than the one it is known by; else empty."""
    if term.number is None or term.number == cluster.number:
        return ""
    return phrase(lang, "terms.number_then", number=term.number)


def clusters_by_number(site: Site) -> dict[int, dict[str, list[Term]]]:
    """Every number a cluster ever had, ascending: the clusters that bore it, each with the terms in which it did."""
    found: dict[int, dict[str, list[Term]]] = {}
    for cluster_id, terms in site.terms_in_order.items():
        for term in terms:
            number = cluster_number(site.cluster(cluster_id), term)
            if number is not None:
                found.setdefault(number, {}).setdefault(cluster_id, []).append(term)
    return dict(sorted(found.items()))


def participations(site: Site) -> dict[str, list[Participation]]:
    """Every place each unit ever had in a cluster, oldest first."""
    found: dict[str, list[Participation]] = {}
    for cluster_id, entry in site.clusters.items():
        for term in entry.record.terms:
            for place in _places(TermKey(cluster_id, term.term), term):
                found.setdefault(place.unit, []).append(place)
    return {
        unit: sorted(places, key=lambda p: (p.span, p.key, p.role))
        for unit, places in found.items()
    }


def _places(key: TermKey, term: Term) -> Iterator[Participation]:
    for role, leader in leaders(term):
        basis = leader_basis(term, role)
        yield Participation(key, leader.unit, span_within(leader, term), role, basis)
    for member in term.members:
        basis = membership_basis(member, term)
        yield Participation(key, member.unit, span_within(member, term), "member", basis)


_YEARS = re.compile(r"(?:nam-hoc-)?(\d{4})-(\d{4})")


def term_name(cluster: Cluster, term: Term, sector: Sector, lang: str) -> str:
    """``năm 2024``, ``năm học 2025–2026``, ``sáu tháng cuối năm 2025``, ``giai đoạn 2017–2022``."""
    if term.label:
        return term.label
    if re.fullmatch(r"\d{4}", term.term):
        return phrase(lang, "terms.year", year=term.term)
    years = _YEARS.fullmatch(term.term)
    if years:
        school = term.term.startswith("nam-hoc-") or cluster.block in sector.school_blocks
        key = "terms.school_years" if school else "terms.years"
        return phrase(lang, key, first=years[1], last=years[2])
    half = _half_year(term)
    if half:
        return phrase(lang, half, year=term.from_.year)
    return phrase(lang, "terms.other", term=term.term)


def _half_year(term: Term) -> str:
    """The key of the name of a term that is half of a year, else empty."""
    first, last = term.span.first, term.span.last
    days = (first.month, first.day, last.month, last.day)
    if first.year != last.year:
        return ""
    halves = {(1, 1, 6, 30): "terms.first_half", (7, 1, 12, 31): "terms.second_half"}
    return halves.get(days, "")
