"""Rules of events: units of their day, participants, awards, commemorations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.campaign.terms import composition_of, members_during, terms_during
from thidua.campaign.units import exists_at_some_time, is_above_or_below
from thidua.checks.people import names_without_titles, ranks_have_marks
from thidua.checks.units import check_unit_exists
from thidua.dates import PartialDate, Span
from thidua.pledges.values import ASSIGNED_UNIT, Qualifier, format_number, parse, same_unit
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Loc
    from thidua.reading.records import Award, Event

_SHARE = re.compile(r"\bty (?:le|trong)\b")
_MORE = re.compile(r"\b(?:tang|vuot|hoan thanh|thuc hien|ke hoach|chi tieu|so voi|bang)\b")
"""A growth, or what was done beside what was planned: both may be more than the whole."""
_AMOUNT = re.compile(r"\d[\d.,]*(?<=\d)")
MAX_SUMMARY = 500
"""Characters of a summary."""


def check_event(event: Document[Event], entry: EventEntry, site: Site) -> Iterator[Diagnostic]:
    """All rules of this module, for an event whose parts are sound, so that one slip is told once."""
    yield from units_exist(event, site)
    yield from participants_listed(event, entry, site)
    yield from award_years_come(event)
    yield from assigned_targets_are_counted(event)
    yield from figures_are_possible(event)
    yield from names_without_titles(event, "officials")
    yield from ranks_have_marks(event, "officials", site.sector.ranks)
    yield from commemoration_years_exist(event, site)
    yield from summary_says_more(event)


def assigned_targets_are_counted(event: Document[Event]) -> Iterator[Diagnostic]:
    """A figure that counts targets says how many were assigned: ``vượt mức 77 chỉ tiêu`` is not more than 77."""
    for n, figure in enumerate(event.record.figures):
        quantity = parse(figure.value)
        compared = quantity.qualifier in {Qualifier.MORE, Qualifier.AT_LEAST}
        if compared and same_unit(quantity.unit or figure.unit, ASSIGNED_UNIT):
            yield event.diagnose(
                "W729", "figures", n, "value", value=figure.value, unit=ASSIGNED_UNIT,
                near=format_number(quantity.number) if quantity.number is not None else None,
            )  # fmt: skip


def figures_are_possible(event: Document[Event]) -> Iterator[Diagnostic]:
    """A share is at most 100%, and a label that begins with an amount of the figure's unit has the figure's number."""
    for n, figure in enumerate(event.record.figures):
        quantity = parse(figure.value)
        unit = quantity.unit or figure.unit or ""
        if quantity.number is None or not unit:
            continue
        label = fold(figure.label)
        if unit == "%" and quantity.number > 100 and _SHARE.search(label) and not _MORE.search(label):  # fmt: skip
            yield event.diagnose("W576", "figures", n, "value", value=figure.value)
        amount = _AMOUNT.match(figure.label)
        if amount and label[amount.end() :].lstrip().startswith(fold(unit)):
            said = parse(f"{amount[0]} {unit}").number
            if said is not None and said != quantity.number:
                yield event.diagnose(
                    "W577", "figures", n, "label", label=amount[0], value=figure.value, unit=unit
                )


def units_exist(event: Document[Event], site: Site) -> Iterator[Diagnostic]:
    """A unit is named in an event only on days on which it existed; awarded, also in the year it is for."""
    record = event.record
    span = record.date.span
    named: list[tuple[str, Loc, Span]] = [(record.host, ("host",), span)] if record.host else []
    named += [(unit, ("units", n), span) for n, unit in enumerate(record.units)]
    named += [
        (to, ("awards", n, "to", r), _award_span(event, award))
        for n, award in enumerate(record.awards)
        for r, to in enumerate(award.to)
    ]
    for unit, loc, when in named:
        if unit in site.units:
            yield from check_unit_exists(event, loc, unit, when, site, partly=True)


def _award_span(event: Document[Event], award: Award) -> Span:
    """From the year an award is for to the day it is reported: what was merged meanwhile earned it all the same."""
    span = event.record.date.span
    year = PartialDate(award.for_year) if award.for_year else span.start
    return Span(min(year, span.start), span.end)


def participants_listed(
    event: Document[Event], entry: EventEntry, site: Site
) -> Iterator[Diagnostic]:
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
        known = _members_in_year(site, entry, award.for_year) if award.for_year else set()
        for r, to in enumerate(award.to):
            if to not in known:
                named.append((to, ("awards", n, "to", r), _award_span(event, award)))
    for unit, loc, when in named:
        # A unit out of its time is told of as such, and only once.
        here = unit in site.units and exists_at_some_time(site, unit, when)
        stranger = unit not in members | guests
        # A police force hosts the meeting of its own union's cluster, a department one of its ministry's.
        if here and stranger and not is_above_or_below(site, unit, members | guests):
            terms = ", ".join(str(key) for key in entry.terms)
            yield event.diagnose("W517", *loc, unit=unit, name=site.unit(unit).name, terms=terms)
    for n, unit in enumerate(event.record.units):
        if unit in members and _is_member_at_start(site, entry, unit):
            yield event.diagnose("W518", "units", n, unit=unit)


def _members_in_year(site: Site, entry: EventEntry, year: int) -> set[str]:
    span = Span(PartialDate(year), PartialDate(year))
    clusters = dict.fromkeys(key.cluster for key in entry.terms)
    terms = (t for cluster in clusters for t in terms_during(site.cluster(cluster), span))
    return {member.unit for term in terms for member in term.members}


def _members(site: Site, entry: EventEntry) -> set[str]:
    """Who was a member at the time, not only at some time of the term."""
    terms = (site.term(key) for key in entry.terms)
    return {unit for term in terms for unit, _ in members_during(term, entry.span)}


def _is_member_at_start(site: Site, entry: EventEntry, unit: str) -> bool:
    return any(
        unit in composition_of(key, site.term(key), entry.span.first).members
        for key in entry.terms
        if site.term(key).span.covers(entry.span.first)
    )


def award_years_come(event: Document[Event]) -> Iterator[Diagnostic]:
    """The year an award is for has come, or is the next one."""
    for n, award in enumerate(event.record.awards):
        if award.for_year and award.for_year > event.record.date.from_.year + 1:
            yield event.diagnose("W514", "awards", n, "for_year", year=award.for_year)


def commemoration_years_exist(event: Document[Event], site: Site) -> Iterator[Diagnostic]:
    """The year looked forward to is neither before the origin nor past, and an edition was held in it."""
    for n, ref in enumerate(event.record.commemorations):
        entry = site.commemorations.get(ref.id)
        if entry is None:
            continue
        record = entry.record
        held = [e.from_.year for e in record.editions if e.from_]
        here = ("commemorations", n, "year")
        start = event.record.date.from_.year
        if record.origin and ref.year < record.origin.year:
            yield event.diagnose("E519", *here, id=ref.id, year=ref.year, origin=record.origin.year)
        elif record.kind == "edition" and held and ref.year not in held:
            known = ", ".join(str(year) for year in held)
            yield event.diagnose("W520", *here, id=ref.id, year=ref.year, known=known)
        elif ref.year < start:
            yield event.diagnose("W562", *here, id=ref.id, year=ref.year, start=start)


def summary_says_more(event: Document[Event]) -> Iterator[Diagnostic]:
    """A summary is one or two sentences, and not the title once more."""
    summary = event.record.summary
    if fold(summary).rstrip(" .") == fold(event.record.title).rstrip(" ."):
        yield event.diagnose("W570", "summary")
    elif len(summary) > MAX_SUMMARY:
        yield event.diagnose("W571", "summary", count=len(summary), limit=MAX_SUMMARY)
