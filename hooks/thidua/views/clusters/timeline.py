"""A cluster's timeline: what happened, who came and went, who led, by term; newest term first."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from thidua.calendar.anniversaries import occurrence_in, ordinal_words
from thidua.campaign import addresses
from thidua.campaign.chronology import presumed_day
from thidua.campaign.membership_changes import (
    lead_turn,
    led_before,
    membership_changes,
    term_start,
)
from thidua.campaign.papers import papers_of_pledge, papers_of_term
from thidua.campaign.site import TermKey
from thidua.campaign.terms import (
    leader_basis,
    leader_of,
    leaders,
    span_within,
)
from thidua.campaign.units import lifetime
from thidua.dates import Span, short
from thidua.text import typeset
from thidua.views.shared.marks import EVENT_MARKS, marks_of
from thidua.views.shared.page import DateView, Link, more_link
from thidua.views.shared.units import membership_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.campaign.membership_changes import Moment
    from thidua.campaign.site import EventEntry
    from thidua.campaign.terms import Role
    from thidua.dates import PartialDate
    from thidua.reading.base import Leader
    from thidua.reading.records import Term
    from thidua.views.shared.page import Context


PAGE_BUDGET = 22
"""Entries a cluster's page carries; what is older is a link to its term's page, opened on demand."""
MOST_MILESTONES = 60
"""Entries of a term that has too many events for one page."""
MOST_UNDATED = 10
"""Most of its events whose year nobody tells."""


MILESTONES = frozenset({"signing", "lead", "membership", "award"})


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One mark on the timeline."""

    id: str
    mark: str
    """``event signing review award lead membership phase paper commemoration``; each has its shape."""
    mark_label: str
    marks: tuple[str, ...]
    """All it counts as for the filters: a meeting can be a review and a signing at once."""
    date: DateView
    years: tuple[int, ...]
    """Calendar years it touches."""
    title: str
    address: str | None
    detail: str
    kinds: tuple[str, ...]
    milestone: bool
    basis: str = ""
    """``suy ra``, ``phục dựng``, where no source states what is told; of the date its own view says so."""


@dataclass(frozen=True, slots=True)
class YearPart:
    """Entries of one calendar year within a term, newest first."""

    year: int
    label: str
    """Empty where the term lies in one calendar year and its own name says it."""
    anchor: str
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The entries of one term, newest first; those known by the year only come last."""

    id: str
    label: str
    address: str
    span: str
    year: int
    years: tuple[int, ...]
    """Calendar years the term or an entry of it lies in."""
    anchor: str
    """``nam-2024``, where the rail jumps to; empty where an earlier group or a part has it."""
    count: int
    rest: int
    """Entries that stand on the term's page only: the term is too old, or too full, for this one."""
    parts: tuple[YearPart, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All terms of a cluster, newest first."""

    groups: tuple[TermGroup, ...]
    undated: tuple[TimelineEntry, ...]
    """Events of the cluster whose year nobody tells; they belong to no term."""
    more_undated: tuple[Link, ...]
    years: tuple[int, ...]
    """Every calendar year something is known of, newest first, for the filter."""
    rail: tuple[int, ...]
    """The years that have an anchor."""
    marks: tuple[tuple[str, str], ...]
    """Keys and labels of the marks that occur, for the legend and the filters."""


def timeline(ctx: Context, cluster_id: str, terms: Sequence[Term]) -> Timeline:
    """The timeline of some terms of a cluster, within the budget of one page."""
    groups: list[TermGroup] = []
    marks: set[str] = set()
    told: set[int] = set()
    anchored: set[int] = set()
    left = PAGE_BUDGET
    for term in reversed(terms):
        entries = term_entries(ctx, cluster_id, term)
        marks.update(mark for entry in entries for mark in entry.marks)
        told.update(year for entry in entries for year in entry.years)
        # The newest term is never left out whole; of the others only what fits whole is shown.
        fits = len(entries) <= left or not groups
        shown = entries[::-1][:left] if fits else ()
        left -= len(entries)
        groups.append(_group(ctx, TermKey(cluster_id, term.term), entries, shown, anchored))
    undated = [
        event
        for event in ctx.site.events_by_cluster.get(cluster_id, ())
        if cluster_id in event.undated_in
    ]
    shown_undated = tuple(_event_entry(ctx, event, None) for event in undated[:MOST_UNDATED])
    marks.update(mark for entry in shown_undated for mark in entry.marks)
    return Timeline(
        groups=tuple(groups),
        undated=shown_undated,
        more_undated=more_link(ctx, "more_events", len(undated) - MOST_UNDATED, addresses.year(1)),
        years=tuple(sorted(told, reverse=True)),
        rail=tuple(sorted(anchored, reverse=True)),
        marks=tuple((key, ctx.label("mark", key)) for key in _ORDER if key in marks),
    )


def _group(
    ctx: Context,
    key: TermKey,
    entries: tuple[TimelineEntry, ...],
    shown: tuple[TimelineEntry, ...],
    anchored: set[int],
) -> TermGroup:
    term = ctx.site.term(key)
    first, last = term.from_.year, (term.to or term.from_).year

    def anchor(year: int) -> str:
        if year in anchored:
            return ""
        anchored.add(year)
        return f"nam-{year}"

    several = last > first or (term.to is None and any(e.date.year > first for e in shown))
    held = sorted({e.date.year for e in shown}, reverse=True) if several else [first]
    parts = tuple(
        YearPart(
            year=year,
            label=typeset(f"{ctx.ui['year_word']} {year}") if several else "",
            anchor=anchor(year) if several else "",
            entries=tuple(e for e in shown if not several or e.date.year == year),
        )
        for year in held
        if shown
    )
    return TermGroup(
        id=f"ky-{term.term}",
        label=ctx.term_label(key),
        address=addresses.term(*key),
        span=ctx.date(term.span).short,
        year=first,
        years=tuple(sorted({first, last, *(y for e in entries for y in e.years)}, reverse=True)),
        anchor=anchor(first),
        count=len(entries),
        rest=len(entries) - len(shown),
        parts=parts,
    )


_ORDER = (*EVENT_MARKS, "lead", "membership", "phase", "paper", "commemoration")


def term_entries(ctx: Context, cluster_id: str, term: Term) -> tuple[TimelineEntry, ...]:
    """All entries of a term as a chronicle, in the one order of `thidua.campaign.chronology`."""
    key = TermKey(cluster_id, term.term)
    # What begins with the term stands before what happened on its first day, phases and events in their order.
    placed: list[tuple[dt.date, int, TimelineEntry]] = [
        (span.first, -1, entry)
        for span, entry in (
            *_membership_entries(ctx, cluster_id, term),
            *_leader_entries(ctx, cluster_id, term),
        )
    ]
    for event in ctx.site.events_by_term.get(key, ()):
        day, place = event.order
        placed.append((day, place, _event_entry(ctx, event, key)))
    for step, found in (
        ("phat-dong", _phase_entries(ctx, cluster_id, term)),
        ("", _paper_entries(ctx, key)),
        ("", _commemoration_entries(ctx, key, term)),
    ):
        placed.extend((presumed_day(span, step), sys.maxsize, entry) for span, entry in found)
    placed.sort(key=lambda one: one[:2])
    return tuple(entry for _, _, entry in placed)


def milestones(entries: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """The newest milestones, as many as a page of a long term holds, oldest first."""
    return tuple(entry for entry in entries if entry.milestone)[-MOST_MILESTONES:]


def _years(span: Span) -> tuple[int, ...]:
    """The calendar years of a span; of an open one only that of its beginning is known."""
    return tuple(range(span.start.year, (span.end or span.start).year + 1))


def _event_entry(ctx: Context, entry: EventEntry, key: TermKey | None) -> TimelineEntry:
    record = entry.record
    kinds = ctx.site.kinds_in(entry, key) if key else record.kinds
    marks = marks_of(kinds)
    mark = marks[0]
    # A meeting may close one term and open the next: it stands in both, under ids of their own.
    again = key and next(k for k in entry.terms if k.cluster == key.cluster) != key
    return TimelineEntry(
        id=f"sk-{entry.id.replace('/', '-')}" + (f"--{key.term}" if key and again else ""),
        mark=mark,
        mark_label=ctx.label("mark", mark),
        marks=marks,
        date=ctx.event_date(entry),
        years=_years(entry.span) if key else (),
        title=typeset(record.title),
        address=entry.address,
        detail=", ".join(ctx.label("kind", kind) for kind in kinds),
        kinds=kinds,
        milestone=mark in MILESTONES or "tong-ket" in kinds,
    )


class _When(NamedTuple):
    """The date an entry bears and the calendar years it touches."""

    date: DateView
    years: tuple[int, ...]


def _entry(
    ctx: Context,
    mark: str,
    id_: str,
    when: _When,
    title: str,
    *,
    detail: str = "",
    address: str | None = None,
    basis: str = "",
) -> TimelineEntry:
    return TimelineEntry(
        id=id_,
        mark=mark,
        mark_label=ctx.label("mark", mark),
        marks=(mark,),
        date=when.date,
        years=when.years,
        title=typeset(title),
        address=address,
        detail=typeset(detail),
        kinds=(),
        milestone=mark in MILESTONES,
        basis=basis,
    )


def _moment_date(ctx: Context, moment: Moment) -> DateView:
    """The date of a change; of one that lies somewhere between two terms no date is claimed."""
    if moment.dated:
        return ctx.date(moment.span)
    words = typeset(ctx.ui["day_unknown"])
    year = moment.span.end.year if moment.span.end else moment.span.start.year
    return DateView("", words, words, "between", year)


def _between(ctx: Context, moment: Moment) -> str:
    """``giữa 31/12/2023 và 01/7/2025 (chưa rõ ngày)``; nothing where the date is known."""
    if moment.dated or moment.span.end is None:
        return ""
    first, last = short(moment.span.start, ctx.lang), short(moment.span.end, ctx.lang)
    return str(ctx.ui["changed_between"]).format(first=first, last=last)


def _membership_entries(
    ctx: Context, cluster_id: str, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """Who came and who left, at the beginning of the term and on days inside it."""
    key = TermKey(cluster_id, term.term)
    changes = membership_changes(term, ctx.site.terms_before(key))
    for change in sorted(changes, key=lambda c: c.moment.first):
        when = change.moment.span.end if not change.moment.dated else change.moment.span.start
        assert when is not None
        between = _between(ctx, change.moment)
        words = membership_words(ctx, change.came, change.gone, change.moment.span, between)
        yield (
            Span(when, when),
            _entry(
                ctx,
                "membership",
                f"tv-{term.term}-{when}",
                _When(_moment_date(ctx, change.moment), _years(change.moment.span)),
                ctx.ui["membership_change"],
                detail=words,
                basis=ctx.basis(change.basis),
            ),
        )


def _leader_entries(
    ctx: Context, cluster_id: str, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """Lead and deputy where they are known and differ from those before, and who gave the role up before its end."""
    told: dict[tuple[DateView, str], list[tuple[Role, Leader]]] = {}
    for role, leader in leaders(term):
        found = _taking_over(ctx, cluster_id, term, role)
        if found:
            told.setdefault(found, []).append((role, leader))
    for number, ((date, between), roles) in enumerate(told.items()):
        named = [(ctx.role(cluster_id, role), leader) for role, leader in roles]
        title = "; ".join(f"{name}: {ctx.unit_link(leader.unit).title}" for name, leader in named)
        hows = {name: ctx.label("how", leader.how) for name, leader in named if leader.how}
        same = len(set(hows.values())) == 1
        how = next(iter(hows.values())) if same else "; ".join(f"{n}: {h}" for n, h in hows.items())
        bases = dict.fromkeys(ctx.basis(leader_basis(term, role)) for role, _ in roles)
        start = roles[0][1].from_ or term.from_
        id_ = f"ct-{term.term}" if number == 0 else f"ct-{term.term}-{roles[0][0]}"
        yield (
            Span(start, start),
            _entry(
                ctx,
                "lead",
                id_,
                _When(date, _years(Span(start, start))),
                title,
                detail="; ".join(filter(None, (between, how))),
                basis=", ".join(filter(None, bases)),
            ),
        )
    yield from _leads_given_up(ctx, cluster_id, term)


def _taking_over(
    ctx: Context, cluster_id: str, term: Term, role: Role
) -> tuple[DateView, str] | None:
    """When a lead or deputy is told of, and between which days it took over; None where it was the same before.

    The first that is known is told for its term, for nobody knows since when it led.
    """
    leader = leader_of(term, role)
    before = led_before(ctx.site.terms_before(TermKey(cluster_id, term.term)), role)
    turn = lead_turn(term, before, role)
    if leader is None or (turn is None and before):
        return None
    founded = lifetime(ctx.site, leader.unit).first
    if turn is not None and (turn.dated or founded < term.span.first):
        return _moment_date(ctx, turn), _between(ctx, turn)
    # What was founded with the term cannot have led before it: that it leads in the term is all that is told.
    held = span_within(leader, term)
    if leader.from_ or held.first > term.span.first:
        return ctx.day(leader.from_ or held.start), ""
    start = term_start(term)
    if start.precision == "year":
        return ctx.day(start), ""
    words = typeset(ctx.ui["within_term"])
    return DateView("", words, words, "term", term.from_.year), ""


def _leads_given_up(
    ctx: Context, cluster_id: str, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """Who gave up the lead, or being deputy, before the term ended."""
    ended: dict[PartialDate, list[str]] = {}
    for role, leader in leaders(term):
        if leader.to and leader.to.last < term.span.last:
            unit = ctx.unit_link(leader.unit).title
            words = ctx.ui["role_ended"].format(role=ctx.role(cluster_id, role), unit=unit)
            ended.setdefault(leader.to.following, []).append(words)
    for day, told in ended.items():
        span = Span(day, day)
        id_ = f"ct-{term.term}-{day}-het"
        yield span, _entry(ctx, "lead", id_, _When(ctx.day(day), _years(span)), "; ".join(told))


def _phase_entries(
    ctx: Context, cluster_id: str, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """Phases of the campaigns this cluster takes part in, in the first term that sees them.

    A phase without an end would be in the first term for ever; it is told where it begins.
    """
    for id_, entry in ctx.site.campaigns.items():
        if cluster_id not in entry.record.clusters:
            continue
        for number, phase in enumerate(entry.record.phases):
            begins = term.span.covers(phase.span.first)
            runs = phase.to is not None and term.span.overlaps(phase.span)
            earlier = ctx.site.terms_before(TermKey(cluster_id, term.term))
            if begins or (runs and not any(t.span.overlaps(phase.span) for t in earlier)):
                span = phase.span
                yield span, _entry(
                    ctx, "phase", f"pt-{id_}-{number}", _When(ctx.date(span), _years(span)),
                    entry.record.name, detail=phase.theme or "", address=addresses.campaign(id_),
                )  # fmt: skip


def _paper_entries(ctx: Context, key: TermKey) -> Iterator[tuple[Span, TimelineEntry]]:
    """The dated papers of a term and of its pledge; those of events stand with their events."""
    papers = list(papers_of_term(ctx.site, key))
    if pledge := ctx.site.pledges.get(key):
        papers += papers_of_pledge(ctx.site, pledge)
    for number, one in enumerate(papers, 1):
        if one.paper.date is None:
            continue
        span = Span(one.paper.date, one.paper.date)
        kind = ctx.label("paper", one.paper.kind)
        yield span, _entry(
            ctx, "paper", f"vb-{key.term}-{number}", _When(ctx.day(one.paper.date), _years(span)),
            one.paper.title, detail=" ".join(filter(None, (kind, one.paper.number))),
            address=one.address if one.paper.file else one.page,
        )  # fmt: skip


def _commemoration_entries(
    ctx: Context, key: TermKey, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """The commemorations that events of the cluster look forward to, on the day they were observed in this term."""
    wanted = (
        (id_, year)
        for year, ids in ctx.awaited.get(key.cluster, {}).items()
        # A lunar day may lie in the solar year after its own.
        if term.span.first.year - 1 <= year <= term.span.last.year
        for id_ in ids
    )
    for id_, year in sorted(wanted):
        record = ctx.site.commemorations[id_].record
        found = occurrence_in(record, year)
        if found and not found.counted_later and term.span.covers(found.span.first):
            words = ordinal_words(record, year, ctx.lang)
            yield found.span, _entry(
                ctx, "commemoration", f"kn-{id_}-{year}", _When(ctx.date(found.span), _years(found.span)),
                found.title(ctx.lang), detail=words or "", address=addresses.commemoration(id_),
            )  # fmt: skip
