"""Rules of time and membership: each function's docstring is the rule, each yields diagnostics.

They run on the linked library, so that every finding knows its line, and only on records whose
parts are sound, so that one slip is told once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from thidua.campaign import cluster_checks, codes
from thidua.campaign.lifetimes import in_its_time
from thidua.campaign.terms import composition_of, members_during, terms_during
from thidua.campaign.units import exists_at_some_time
from thidua.dates import PartialDate, Span
from thidua.reading.typed import UNKNOWN
from thidua.text import fold_aligned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Award, Event, Pledge, Unit


Loc: TypeAlias = "tuple[str | int, ...]"

_RANK = re.compile(r"(?:dong chi )?(?:(?:dai|thuong|trung|thieu) (?:tuong|ta|uy|si|sy)|ha s[iy])\b")


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All rules of this module, and those of clusters and codes, which have modules of their own."""
    yield from cluster_checks.check(library, site)
    yield from codes.check(library)
    for unit in library.units:
        if unit.complete:
            yield from kinship_sound(unit, site)
    entries = {entry.path: entry for entry in site.events}
    for event in library.events:
        if event.complete:
            yield from units_of_the_day(event, site)
            yield from taking_part(event, entries[event.path], site)
            yield from awards_decided(event)
            yield from names_alone(event, "officials")
            yield from commemorations_in_reach(event, site)
    for pledge in library.pledges:
        if pledge.complete:
            yield from signatories_are_members(pledge, site)
            yield from names_alone(pledge, "signatories")


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
    """A unit is named in an event only on days on which it existed; awarded, also in the year it is for."""
    record = event.record
    span = record.date.span
    named: list[tuple[str, Loc, Span]] = [(record.host, ("host",), span)] if record.host else []
    named += [(unit, ("units", n), span) for n, unit in enumerate(record.units)]
    named += [(a.to, ("awards", n, "to"), _earned(event, a)) for n, a in enumerate(record.awards)]
    for unit, loc, when in named:
        if unit in site.units:
            yield from in_its_time(event, loc, unit, when, site, partly=True)


def _earned(event: Document[Event], award: Award) -> Span:
    """From the year an award is for to the day it is reported: what was merged meanwhile earned it all the same."""
    span = event.record.date.span
    year = PartialDate(award.for_year) if award.for_year else span.start
    return Span(min(year, span.start), span.end)


# --- Events and pledges ----------------------------------------------------------------------


def taking_part(event: Document[Event], entry: EventEntry, site: Site) -> Iterator[Diagnostic]:
    """Who hosts an event or is awarded at it is a member of its terms or listed as taking part.

    An award may also go to a member of the year it is for.
    """
    members = _members(site, entry)
    if not members:
        return
    guests = set(event.record.units)
    host = event.record.host
    named: list[tuple[str, Loc, Span]] = [(host, ("host",), entry.span)] if host else []
    for n, award in enumerate(event.record.awards):
        if award.for_year is None or award.to not in _members_of_year(site, entry, award.for_year):
            named.append((award.to, ("awards", n, "to"), _earned(event, award)))
    for unit, loc, when in named:
        # A unit out of its time is told of as such, and only once.
        here = unit in site.units and exists_at_some_time(site, unit, when)
        if here and unit not in members and unit not in guests:
            terms = ", ".join(str(key) for key in entry.terms)
            yield event.diagnose("W517", *loc, unit=unit, name=site.unit(unit).name, terms=terms)
    for n, unit in enumerate(event.record.units):
        if unit in members and _on_all_days(site, entry, unit):
            yield event.diagnose("W518", "units", n, unit=unit)


def _members_of_year(site: Site, entry: EventEntry, year: int) -> set[str]:
    span = Span(PartialDate(year), PartialDate(year))
    clusters = dict.fromkeys(key.cluster for key in entry.terms)
    terms = (t for cluster in clusters for t in terms_during(site.cluster(cluster), span))
    return {member.unit for term in terms for member in term.members}


def _members(site: Site, entry: EventEntry) -> set[str]:
    """Who was a member at the time, not only at some time of the term."""
    terms = (site.term(key) for key in entry.terms)
    return {unit for term in terms for unit, _ in members_during(term, entry.span)}


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


def names_alone(document: Document[Event] | Document[Pledge], key: str) -> Iterator[Diagnostic]:
    """A name is a name: rank and post have fields of their own, since they are those of the day."""
    for n, person in enumerate(getattr(document.record, key)):
        name = person.name or ""
        first, comma, post = name.partition(",")
        rank = _RANK.match(fold_aligned(first))
        if rank or comma:
            rest = first[rank.end() :].strip() if rank else first.strip()
            parts = [f"name: {rest}"]
            parts += [f"rank: {first[: rank.end()].strip()}"] if rank and not person.rank else []
            parts += [f"post: {post.strip()}"] if post.strip() and not person.post else []
            near = ", ".join(parts) if rest else None
            yield document.diagnose("W533", key, n, "name", name=name, near=near)


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
