"""Rules of time and membership: each function's docstring is the rule, each yields diagnostics.

They run on the linked library, so that every finding knows its line, and only on records whose
parts are sound, so that one slip is told once.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeAlias

from thidua.campaign.terms import composition_of, number_of, span_within
from thidua.campaign.units import exists_at_some_time, exists_during, lifetime, replacement
from thidua.dates import span_short
from thidua.reading.typed import UNKNOWN
from thidua.text import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, Site, TermKey
    from thidua.dates import Span
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Cluster, Event, Pledge, Term, Unit


Loc: TypeAlias = "tuple[str | int, ...]"


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All rules of this module."""
    for cluster in library.clusters:
        if cluster.complete:
            yield from terms_apart(cluster)
            for number, term in enumerate(cluster.record.terms):
                yield from members_sound(cluster, number, term, site)
                yield from leaders_are_members(cluster, number, term)
    yield from numbers_unique(library)
    for unit in library.units:
        if unit.complete:
            yield from kinship_sound(unit, site)
    entries = {entry.path: entry for entry in site.events}
    for event in library.events:
        if event.complete:
            yield from units_of_the_day(event, site)
            yield from taking_part(event, entries[event.path], site)
            yield from awards_decided(event)
            yield from commemorations_in_reach(event, site)
    for pledge in library.pledges:
        if pledge.complete:
            yield from signatories_are_members(pledge, site)


# --- Clusters --------------------------------------------------------------------------------


def terms_apart(cluster: Document[Cluster]) -> Iterator[Diagnostic]:
    """Terms of a cluster do not overlap: on any day one composition is in force."""
    order = sorted(range(len(cluster.record.terms)), key=lambda n: cluster.record.terms[n].span)
    for before, after in itertools.pairwise(order):
        first, second = cluster.record.terms[before], cluster.record.terms[after]
        if first.span.overlaps(second.span):
            yield cluster.diagnose(
                "E502",
                "terms",
                after,
                "from",
                term=second.term,
                other=first.term,
                span=span_short(first.span),
            )


def members_sound(
    cluster: Document[Cluster], n: int, term: Term, site: Site
) -> Iterator[Diagnostic]:
    """A member belongs to the term for days of the term, once a day, and exists on each of them."""
    seen: dict[str, list[Span]] = {}
    for m, member in enumerate(term.members):
        span = span_within(member, term)
        here = ("terms", n, "members", m)
        if not term.span.contains(span):
            yield cluster.diagnose(
                "E507",
                *here,
                unit=member.unit,
                span=span_short(span),
                term=term.term,
                held=span_short(term.span),
            )
        if any(span.overlaps(other) for other in seen.get(member.unit, ())):
            yield cluster.diagnose("E515", *here, unit=member.unit, term=term.term)
        seen.setdefault(member.unit, []).append(span)
        if member.unit in site.units:
            yield from _lifetime(cluster, (*here, "unit"), member.unit, span, site)
    for role, leader in (("lead", term.lead), ("deputy", term.deputy)):
        if leader and leader.unit in site.units and leader.unit not in seen:
            yield from _lifetime(
                cluster,
                ("terms", n, role, "unit"),
                leader.unit,
                span_within(leader, term),
                site,
                partly=True,
            )


def leaders_are_members(cluster: Document[Cluster], n: int, term: Term) -> Iterator[Diagnostic]:
    """Lead and deputy are members of the term, and two different units on any day."""
    members = {member.unit for member in term.members}
    for role, leader in (("lead", term.lead), ("deputy", term.deputy)):
        if leader and members and UNKNOWN not in members and leader.unit not in members:
            yield cluster.diagnose(
                "E504",
                "terms",
                n,
                role,
                "unit",
                unit=leader.unit,
                role=role,
                term=term.term,
                known=", ".join(sorted(members)),
            )
    lead, deputy = term.lead, term.deputy
    if (
        lead
        and deputy
        and lead.unit == deputy.unit
        and span_within(lead, term).overlaps(span_within(deputy, term))
    ):
        yield cluster.diagnose(
            "E516", "terms", n, "deputy", "unit", unit=deputy.unit, term=term.term
        )


def numbers_unique(library: Library) -> Iterator[Diagnostic]:
    """No two clusters of one owner, block and organisation bear the same number at the same time."""
    held: dict[tuple[object, ...], list[tuple[Document[Cluster], Term]]] = {}
    for cluster in library.clusters:
        record = cluster.record
        if not cluster.complete:
            continue
        for n, term in enumerate(record.terms):
            number = number_of(record, term)
            if number is None:
                continue
            series = held.setdefault((record.owner, record.block, record.organisation, number), [])
            clash = next(
                (c for c, t in series if c is not cluster and t.span.overlaps(term.span)), None
            )
            if clash:
                loc = ("terms", n, "number") if term.number is not None else ("number",)
                yield cluster.diagnose(
                    "E503",
                    *loc,
                    number=number,
                    other=clash.record.id,
                    file=clash.path,
                    span=span_short(term.span),
                )
                break
            series.append((cluster, term))


# --- Units -----------------------------------------------------------------------------------


def kinship_sound(unit: Document[Unit], site: Site) -> Iterator[Diagnostic]:
    """A successor begins when its predecessors have ended, and no unit follows on itself."""
    record = unit.record
    kin = [(p, ("predecessors", n)) for n, p in enumerate(record.predecessors)]
    for before_id, loc in kin:
        if before_id == record.id:
            yield unit.diagnose("E513", *loc, id=record.id)
        elif before_id in site.units:
            yield from _in_order(unit, loc, site.unit(before_id), record)
    if record.successor == record.id:
        yield unit.diagnose("E513", "successor", id=record.id)
    elif record.successor and record.successor in site.units:
        yield from _in_order(unit, ("successor",), record, site.unit(record.successor))


def _in_order(unit: Document[Unit], loc: Loc, before: Unit, after: Unit) -> Iterator[Diagnostic]:
    if before.to and after.from_ and after.from_.last <= before.to.first:
        yield unit.diagnose(
            "E512", *loc, before=before.id, ended=before.to, after=after.id, began=after.from_
        )


def units_of_the_day(event: Document[Event], site: Site) -> Iterator[Diagnostic]:
    """A unit is named in an event only on days on which it existed."""
    record = event.record
    span = record.date.span
    named: list[tuple[str, Loc]] = [(record.host, ("host",))] if record.host else []
    named += [(unit, ("units", n)) for n, unit in enumerate(record.units)]
    for unit, loc in named:
        if unit in site.units:
            yield from _lifetime(event, loc, unit, span, site, partly=True)


def _lifetime(
    document: Document[Cluster] | Document[Event] | Document[Pledge],
    loc: Loc,
    unit_id: str,
    span: Span,
    site: Site,
    *,
    partly: bool = False,
) -> Iterator[Diagnostic]:
    """``partly``: one day of existence within the span is enough (dates known to the year only)."""
    unit = site.unit(unit_id)
    held = lifetime(site, unit_id)
    if exists_at_some_time(site, unit_id, span) if partly else exists_during(site, unit_id, span):
        return
    code = "E505" if held.first > span.first and not held.covers(span.first) else "E506"
    near = replacement(site, unit_id, span)
    if near is None and held.overlaps(span) and not partly:
        start = max(held.first, span.first)
        end = min(held.last, span.last)
        near = f"{{unit: {unit_id}, from: {start}, to: {end}}}"
    yield document.diagnose(
        code,
        *loc,
        unit=unit_id,
        name=unit.name,
        held=span_short(held),
        span=span_short(span),
        near=near,
    )


# --- Events and pledges ----------------------------------------------------------------------


def taking_part(event: Document[Event], entry: EventEntry, site: Site) -> Iterator[Diagnostic]:
    """Who hosts an event or is awarded at it is a member of its terms or listed as taking part."""
    if not entry.terms:
        return
    members = _members(site, entry.terms)
    if not members:
        return
    guests = set(event.record.units)
    host = event.record.host
    # A host out of its time is told of as such, and only once.
    here = host in site.units and exists_at_some_time(site, host, entry.span) if host else False
    named: list[tuple[str, Loc]] = [(host, ("host",))] if host and here else []
    named += [
        (a.to, ("awards", n, "to")) for n, a in enumerate(event.record.awards) if is_slug(a.to)
    ]
    for unit, loc in named:
        if unit in site.units and unit not in members and unit not in guests:
            terms = ", ".join(str(key) for key in entry.terms)
            yield event.diagnose("W517", *loc, unit=unit, name=site.unit(unit).name, terms=terms)
    for n, unit in enumerate(event.record.units):
        if unit in members and _on_all_days(site, entry, unit):
            yield event.diagnose("W518", "units", n, unit=unit)


def _members(site: Site, keys: tuple[TermKey, ...]) -> set[str]:
    return {m.unit for key in keys for m in site.term(key).members}


def _on_all_days(site: Site, entry: EventEntry, unit: str) -> bool:
    return any(
        unit in composition_of(key, site.term(key), entry.span.first).members
        for key in entry.terms
        if site.term(key).span.covers(entry.span.first)
    )


def awards_decided(event: Document[Event]) -> Iterator[Diagnostic]:
    """Nothing is handed over without a decision: status ``trao`` names number and date of one."""
    for n, award in enumerate(event.record.awards):
        if award.status in {"trao", "quyet-dinh"} and not award.decision:
            yield event.diagnose(
                "E510", "awards", n, "status", title=award.title, status=award.status
            )
        if award.for_year and award.for_year > event.record.date.from_.year + 1:
            yield event.diagnose("W514", "awards", n, "for_year", year=award.for_year)


def commemorations_in_reach(event: Document[Event], site: Site) -> Iterator[Diagnostic]:
    """The year looked forward to is not before the origin, and an edition was held in it."""
    for n, ref in enumerate(event.record.commemorations):
        entry = site.commemorations.get(ref.id)
        if entry is None:
            continue
        record = entry.record
        if record.origin and ref.year < record.origin.year:
            yield event.diagnose(
                "E519",
                "commemorations",
                n,
                "year",
                id=ref.id,
                year=ref.year,
                origin=record.origin.year,
            )
        held = [e.from_.year for e in record.editions if e.from_]
        if record.kind == "edition" and held and ref.year not in held:
            known = ", ".join(str(year) for year in held)
            yield event.diagnose(
                "W520", "commemorations", n, "year", id=ref.id, year=ref.year, known=known
            )


def signatories_are_members(pledge: Document[Pledge], site: Site) -> Iterator[Diagnostic]:
    """A pledge is signed, and its results are reported, by members of its term."""
    key = next((k for k, p in site.pledges.items() if p.path == pledge.path), None)
    if key is None or key.cluster not in site.clusters:
        return
    if not any(t.term == key.term for t in site.cluster(key.cluster).terms):
        return
    term = site.term(key)
    members = {m.unit for m in term.members}
    if not members or UNKNOWN in members:
        return
    named: list[tuple[str, Loc]] = [
        (s.unit, ("signatories", n, "unit")) for n, s in enumerate(pledge.record.signatories)
    ]
    named += [
        (r.unit, ("targets", n, "results", i, "unit"))
        for n, t in enumerate(pledge.record.targets)
        for i, r in enumerate(t.results)
    ]
    for unit, loc in named:
        if unit in site.units and unit not in members:
            yield pledge.diagnose(
                "E508",
                *loc,
                unit=unit,
                name=site.unit(unit).name,
                term=key,
                known=", ".join(sorted(members)),
            )
