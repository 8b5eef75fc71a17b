"""Rules of scores: the score table, points that can be read and belong there, totals and ranks that follow from them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from thidua.campaign.scores import (
    given_points,
    parts_of_section,
    ranks,
    scored_criteria,
    section_ids,
    sections_above,
)
from thidua.campaign.site import TermKey
from thidua.campaign.terms import GRACE
from thidua.dates import DateText
from thidua.diagnostics import diagnose
from thidua.pledges.values import format_number, parse
from thidua.reading.typed import UNKNOWN
from thidua.scoring.totals import maxima, read_points, unit_scores
from thidua.text import NearestFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.dates import PartialDate
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Library, Loc
    from thidua.reading.records import Scores
    from thidua.scoring.totals import UnitScores


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All rules of this module, over the scores of every term."""
    guesses = NearestFinder()
    for scores in library.scores:
        if scores.complete:
            yield from is_announced_as_written(scores)
            found = [*_faults(scores, site, guesses)]
            yield from found
            # Totals of what is wrong would be wrong for that reason.
            if not any(item.severity == "error" for item in found):
                yield from ranking_follows(scores)


def _faults(scores: Document[Scores], site: Site, guesses: NearestFinder) -> Iterator[Diagnostic]:
    of_table = [*criteria_are_a_table(scores, guesses)]
    yield from of_table
    yield from numbers_are_readable(scores)
    if not of_table:
        yield from sections_are_sums(scores)
        yield from points_are_of_the_table(scores, guesses)
        yield from points_are_possible(scores)
    yield from given_once(scores)
    yield from votes_are_possible(scores)
    yield from others_are_inspected(scores)
    yield from is_of_the_term(scores, site)
    yield from is_announced_at_its_event(scores, site)


# --- The score table -------------------------------------------------------------------------


def criteria_are_a_table(scores: Document[Scores], guesses: NearestFinder) -> Iterator[Diagnostic]:
    """Every criterion has an id of its own, is part of a section that is there, and never of itself."""
    criteria = scores.record.criteria
    known = {criterion.id for criterion in criteria}
    first: dict[str, int] = {}
    for n, criterion in enumerate(criteria):
        if criterion.id in first:
            line = scores.at("criteria", first[criterion.id], "id").line
            yield scores.diagnose("E744", "criteria", n, "id", id=criterion.id, line=line)
        first.setdefault(criterion.id, n)
        above = criterion.part_of
        if above and above not in known:
            near = guesses.nearest(above, known)
            yield scores.diagnose("E743", "criteria", n, "part_of", id=above, near=near)
        elif criterion.id in sections_above(scores.record, criterion.id):
            yield scores.diagnose("E745", "criteria", n, "part_of", id=criterion.id)


def sections_are_sums(scores: Document[Scores]) -> Iterator[Diagnostic]:
    """The maximum of a section is the sum of those of its parts; what is scored itself has one."""
    record = scores.record
    most, sections = maxima(record), section_ids(record)
    for n, criterion in enumerate(record.criteria):
        if criterion.id not in sections:
            if criterion.max is None:
                yield scores.diagnose("W750", "criteria", n, text=criterion.text)
            continue
        parts = [most[part.id] for part in parts_of_section(record, criterion.id)]
        written = read_points(criterion.max) if criterion.max else None
        found = [part for part in parts if part is not None]
        if written is not None and len(found) == len(parts) and sum(found) != written:
            yield scores.diagnose(
                "W749", "criteria", n, "max",
                text=criterion.text, max=criterion.max, sum=format_number(sum(found, Decimal(0))),
            )  # fmt: skip


# --- Points ----------------------------------------------------------------------------------


def numbers_are_readable(scores: Document[Scores]) -> Iterator[Diagnostic]:
    """Points and maxima are one number each, written the Vietnamese way, not negative."""
    for loc, text in _numbers(scores.record):
        number = read_points(text)
        if number is None:
            near = parse(text).near
            yield scores.diagnose("E746", *loc, value=text, near=near)
        elif number < 0:
            yield scores.diagnose("E748", *loc, value=text, near=format_number(-number))


def _numbers(record: Scores) -> Iterator[tuple[Loc, str]]:
    for n, criterion in enumerate(record.criteria):
        if criterion.max is not None:
            yield ("criteria", n, "max"), criterion.max
    for given in given_points(record):
        yield given.loc, given.points
    for n, adjustment in enumerate(record.adjustments):
        yield ("adjustments", n, "points"), adjustment.points
    for n, ranked in enumerate(record.ranking):
        if ranked.points is not None:
            yield ("ranking", n, "points"), ranked.points


def points_are_of_the_table(
    scores: Document[Scores], guesses: NearestFinder
) -> Iterator[Diagnostic]:
    """Points are given for criteria of the table that are scored themselves."""
    record = scores.record
    sections = section_ids(record)
    known = {criterion.id for criterion in record.criteria}
    scored = [criterion.id for criterion in scored_criteria(record)]
    for s, sheet in enumerate(record.sheets):
        for r, row in enumerate(sheet.rows):
            for id_, points in row.points.items():
                here = scores.at("sheets", s, "rows", r, "points", id_, key=True)
                if id_ in sections and points is not None:
                    parts = ", ".join(part.id for part in parts_of_section(record, id_))
                    yield diagnose(scores.path, here, "E742", id=id_, known=parts)
                elif id_ not in known:
                    near, all_ = guesses.nearest(id_, scored), ", ".join(scored) or "–"
                    yield diagnose(scores.path, here, "E740", id=id_, near=near, known=all_)


def points_are_possible(scores: Document[Scores]) -> Iterator[Diagnostic]:
    """Points are at most the maximum of their criterion."""
    most = maxima(scores.record)
    texts = {criterion.id: criterion for criterion in scores.record.criteria}
    for given in given_points(scores.record):
        number, limit = read_points(given.points), most.get(given.criterion)
        if number is not None and limit is not None and number > limit:
            yield scores.diagnose(
                "E747", *given.loc, value=given.points, max=format_number(limit),
                text=texts[given.criterion].text,
            )  # fmt: skip


def given_once(scores: Document[Scores]) -> Iterator[Diagnostic]:
    """A unit has points once for a criterion at a stage, one rank and one number of votes."""
    first: dict[tuple[object, ...], Loc] = {}
    for given in given_points(scores.record):
        place = first.setdefault((given.unit, given.criterion, given.stage), given.loc)
        if place != given.loc:
            line = scores.at(*place).line
            yield scores.diagnose(
                "E751", *given.loc, unit=given.unit, id=given.criterion, stage=given.stage, line=line
            )  # fmt: skip
    named: list[tuple[str, str, Loc]] = [
        ("rank", one.unit, ("ranking", n, "unit")) for n, one in enumerate(scores.record.ranking)
    ]
    votes = scores.record.ballot.votes if scores.record.ballot else ()
    named += [("votes", one.unit, ("ballot", "votes", n, "unit")) for n, one in enumerate(votes)]
    for what, unit, loc in named:
        place = first.setdefault((what, unit), loc)
        if place != loc:
            yield scores.diagnose("E761", *loc, unit=unit, line=scores.at(*place).line)


def votes_are_possible(scores: Document[Scores]) -> Iterator[Diagnostic]:
    """No unit has more votes than there were voters."""
    ballot = scores.record.ballot
    if ballot is None or ballot.voters is None:
        return
    for n, vote in enumerate(ballot.votes):
        if vote.votes > ballot.voters:
            yield scores.diagnose(
                "E757", "ballot", "votes", n, "votes", votes=vote.votes, voters=ballot.voters
            )


# --- Totals and ranks ------------------------------------------------------------------------


def ranking_follows(scores: Document[Scores]) -> Iterator[Diagnostic]:
    """Totals announced are those of the sheets, ranks follow from totals or the ballot, proposals from ranks."""
    record = scores.record
    units = {unit.unit: unit for unit in unit_scores(record)}
    above: list[tuple[int, UnitScores]] = []
    for n, ranked in enumerate(record.ranking):
        unit = units[ranked.unit]
        if unit.total is None:
            if record.sheets and unit.missing:
                missing = ", ".join(unit.missing)
                yield scores.diagnose("W758", "ranking", n, "unit", unit=unit.unit, known=missing)
            continue
        announced = read_points(ranked.points) if ranked.points else None
        if announced is not None and announced != unit.total:
            yield scores.diagnose(
                "W754", "ranking", n, "points", value=ranked.points, total=format_number(unit.total)
            )
        yield from _rank_follows(scores, n, unit, above)
        above.append((ranked.rank, unit))
    held = ranks(record)
    for n, proposal in enumerate(record.proposals):
        if proposal.unit not in held:
            yield scores.diagnose("W759", "proposals", n, "unit", unit=proposal.unit)


def _rank_follows(
    scores: Document[Scores], n: int, unit: UnitScores, others: list[tuple[int, UnitScores]]
) -> Iterator[Diagnostic]:
    """The rank of a unit against those written before it; the first contradiction is told."""
    rank = scores.record.ranking[n].rank
    for other_rank, other in others:
        if unit.total is None or other.total is None:
            continue
        high, low = (unit, other) if rank < other_rank else (other, unit)
        code = None
        if rank == other_rank:
            code = "W755" if unit.total != other.total else None
        elif high.total is not None and low.total is not None and not _voted_over(high, low):
            code = "W756" if high.total == low.total else "W755" if high.total < low.total else None
        if code:
            yield scores.diagnose(
                code, "ranking", n, "rank", unit=unit.unit, other=other.unit,
                total=format_number(unit.total), sum=format_number(other.total),
            )  # fmt: skip
            return


def _voted_over(high: UnitScores, low: UnitScores) -> bool:
    """Whether a ballot put one unit before another."""
    return high.votes is not None and high.votes > (low.votes or 0)


# --- The announcement, the term --------------------------------------------------------------


def is_announced_as_written(scores: Document[Scores]) -> Iterator[Diagnostic]:
    """What is said to be announced stands in the file, and what is public says what was announced."""
    record = scores.record
    if record.announced is None:
        if record.audience == "public":
            yield scores.diagnose("W762", "audience")
        return
    what = record.announced.what
    totals = all(one.points for one in record.ranking)
    missing = "ranking" if not record.ranking else "points" if not totals else None
    if what == "xep-hang" and missing == "points":
        missing = None
    if what == "chi-tiet":
        missing = None if record.sheets else "sheets"
    if missing:
        yield scores.diagnose("W760", "announced", "what", what=what, field=missing)


def others_are_inspected(scores: Document[Scores]) -> Iterator[Diagnostic]:
    """In a cross-inspection no unit scores itself; for the cluster its lead does."""
    for s, sheet in enumerate(scores.record.sheets):
        if sheet.by != "kiem-tra-cheo":
            continue
        for r, row in enumerate(sheet.rows):
            if row.unit == sheet.scorer:
                yield scores.diagnose("W763", "sheets", s, "rows", r, "unit", unit=row.unit)


def is_announced_at_its_event(scores: Document[Scores], site: Site) -> Iterator[Diagnostic]:
    """What is announced at an event is announced at one of the cluster, not before its term began."""
    announced = scores.record.announced
    event = site.events_by_id.get(announced.event or "") if announced else None
    key = TermKey(scores.slug, scores.record.term)
    if event is None or key not in site.term_places:
        return
    of_cluster = scores.slug in {ref.partition("@")[0] for ref in event.record.clusters}
    if not of_cluster or event.span.last < site.term(key).span.first:
        yield scores.diagnose(
            "W764", "announced", "event", event=event.id, held=DateText(event.span), term=key
        )


def is_of_the_term(scores: Document[Scores], site: Site) -> Iterator[Diagnostic]:
    """Units are members of the term on some day of it, and days are of it or of the time in which it is reviewed."""
    key = TermKey(scores.slug, scores.record.term)
    try:
        term = site.term(key)
    except KeyError:
        return
    members = {member.unit for member in term.members}
    for unit, loc in _units(scores.record) if members and UNKNOWN not in members else ():
        if unit in site.units and unit not in members:
            yield scores.diagnose(
                "E508", *loc, unit=unit, name=site.unit(unit).name, term=key,
                known=", ".join(sorted(members)),
            )  # fmt: skip
    last = min(term.span.last, dt.date.max - GRACE) + GRACE
    for day, loc in _days(scores.record):
        if day.last < term.span.first or day.first > last:
            yield scores.diagnose(
                "W753", *loc, date=DateText(day), term=term.term, held=DateText(term.span)
            )


def _units(record: Scores) -> Iterator[tuple[str, Loc]]:
    for s, sheet in enumerate(record.sheets):
        if sheet.scorer:
            yield sheet.scorer, ("sheets", s, "scorer")
        for r, row in enumerate(sheet.rows):
            yield row.unit, ("sheets", s, "rows", r, "unit")
    for n, adjustment in enumerate(record.adjustments):
        yield adjustment.unit, ("adjustments", n, "unit")
    for n, vote in enumerate(record.ballot.votes if record.ballot else ()):
        yield vote.unit, ("ballot", "votes", n, "unit")
    for n, ranked in enumerate(record.ranking):
        yield ranked.unit, ("ranking", n, "unit")
    for n, proposal in enumerate(record.proposals):
        yield proposal.unit, ("proposals", n, "unit")


def _days(record: Scores) -> Iterator[tuple[PartialDate, Loc]]:
    for s, sheet in enumerate(record.sheets):
        if sheet.on:
            yield sheet.on, ("sheets", s, "on")
    for n, adjustment in enumerate(record.adjustments):
        if adjustment.on:
            yield adjustment.on, ("adjustments", n, "on")
    if record.ballot and record.ballot.on:
        yield record.ballot.on, ("ballot", "on")
    if record.announced and record.announced.on:
        yield record.announced.on, ("announced", "on")
