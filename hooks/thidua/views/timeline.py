"""A cluster's timeline: what happened, who came and went, who led, by term; newest term first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.anniversaries import occurrence, ordinal_words
from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.campaign.terms import span_within, terms_in_order
from thidua.dates import PartialDate, Span
from thidua.text import joined, typeset
from thidua.views.common import Context, DateView, date_view
from thidua.views.units import distinct_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry
    from thidua.reading.records import Cluster, Kind, Term

PAGE_BUDGET = 250
"""Entries a cluster's page carries; older terms are a link to their own page, opened on demand."""

_MARKS: tuple[tuple[str, frozenset[str]], ...] = (
    ("signing", frozenset({"ky-giao-uoc"})),
    ("review", frozenset({"so-ket", "tong-ket", "kiem-tra"})),
    ("award", frozenset({"khen-thuong"})),
)
MILESTONES = frozenset({"signing", "lead", "membership", "award"})


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One mark on the timeline."""

    id: str
    mark: str
    """``event signing review award lead membership phase commemoration``; each has its shape."""
    mark_label: str
    date: DateView
    title: str
    address: str | None
    detail: str
    kinds: tuple[str, ...]
    milestone: bool


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The entries of one term, in order of their days; those known by the year only come first."""

    id: str
    label: str
    address: str
    span: str
    year: int
    count: int
    entries: tuple[TimelineEntry, ...]
    """Empty when the term is too old for the page's budget; ``count`` still tells how many there are."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All terms of a cluster, newest first."""

    groups: tuple[TermGroup, ...]
    years: tuple[int, ...]
    marks: tuple[tuple[str, str], ...]
    """Keys and labels of the marks that occur, for the legend and the filters."""


def timeline(ctx: Context, cluster_id: str) -> Timeline:
    """The timeline of a cluster, within the budget of one page."""
    cluster = ctx.site.cluster(cluster_id)
    groups: list[TermGroup] = []
    marks: dict[str, str] = {}
    spent = 0
    for term in reversed(terms_in_order(cluster)):
        entries = term_entries(ctx, cluster_id, term)
        marks.update((entry.mark, entry.mark_label) for entry in entries)
        spent += len(entries)
        key = TermKey(cluster_id, term.term)
        groups.append(
            TermGroup(
                id=f"ky-{term.term}",
                label=ctx.term_label(key),
                address=addresses.term(*key),
                span=date_view(term.span).short,
                year=term.from_.year,
                count=len(entries),
                entries=entries if spent <= PAGE_BUDGET or not groups else (),
            )
        )
    order = [key for key in _ORDER if key in marks]
    return Timeline(
        groups=tuple(groups),
        years=tuple(dict.fromkeys(group.year for group in groups)),
        marks=tuple((key, marks[key]) for key in order),
    )


_ORDER = ("signing", "review", "award", "event", "lead", "membership", "phase", "commemoration")


def term_entries(ctx: Context, cluster_id: str, term: Term) -> tuple[TimelineEntry, ...]:
    """All entries of a term."""
    key = TermKey(cluster_id, term.term)
    entries = [_of_event(ctx, entry) for entry in ctx.site.events_by_term.get(key, ())]
    spans = [entry.span for entry in ctx.site.events_by_term.get(key, ())]
    for span, entry in (
        *_of_membership(ctx, cluster_id, term),
        *_of_leaders(ctx, cluster_id, term),
        *_of_phases(ctx, cluster_id, term),
        *_of_commemorations(ctx, key, term),
    ):
        spans.append(span)
        entries.append(entry)
    order = sorted(range(len(entries)), key=lambda n: (_exact(spans[n]), spans[n].first, n))
    return tuple(entries[n] for n in order)


def _exact(span: Span) -> int:
    """Entries known by the year only stand before the dated ones, not among those of 1 January."""
    return 0 if span.start.precision == "year" else 1


def mark_of(kinds: tuple[Kind, ...]) -> str:
    return next((mark for mark, of in _MARKS if of & set(kinds)), "event")


def _of_event(ctx: Context, entry: EventEntry) -> TimelineEntry:
    record = entry.record
    mark = mark_of(record.kinds)
    return TimelineEntry(
        id=f"sk-{entry.year}-{entry.slug}",
        mark=mark,
        mark_label=ctx.label("mark", mark),
        date=date_view(entry.span),
        title=typeset(record.title),
        address=entry.address,
        detail=joined([ctx.label("kind", kind) for kind in record.kinds], last=", "),
        kinds=record.kinds,
        milestone=mark in MILESTONES or "tong-ket" in record.kinds,
    )


def _made(
    ctx: Context,
    mark: str,
    id_: str,
    span: Span,
    title: str,
    detail: str = "",
    address: str | None = None,
) -> tuple[Span, TimelineEntry]:
    return span, TimelineEntry(
        id=id_,
        mark=mark,
        mark_label=ctx.label("mark", mark),
        date=date_view(span),
        title=typeset(title),
        address=address,
        detail=typeset(detail),
        kinds=(),
        milestone=mark in MILESTONES,
    )


def _of_membership(
    ctx: Context, cluster_id: str, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """Who came and who left, at the beginning of the term and on days inside it."""
    changes = sorted(membership_changes(ctx.site.cluster(cluster_id), term), key=lambda c: c[0])
    for when, joined_, left in changes:
        parts = []
        if joined_:
            parts.append(
                ctx.ui["joined"].format(units=joined([distinct_name(ctx, u) for u in joined_]))
            )
        if left:
            parts.append(ctx.ui["left"].format(units=joined([distinct_name(ctx, u) for u in left])))
        yield _made(
            ctx,
            "membership",
            f"tv-{term.term}-{when}",
            Span(when, when),
            ctx.ui["membership_change"],
            "; ".join(parts),
        )


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
            after = _next_day(member.to)
            moments.setdefault(after, ([], []))[1].append(member.unit)
    for when, (came, gone) in moments.items():
        yield when, came, gone


def _next_day(date: PartialDate) -> PartialDate:
    return PartialDate.of(date.last.fromordinal(date.last.toordinal() + 1))


def _of_leaders(ctx: Context, cluster_id: str, term: Term) -> Iterator[tuple[Span, TimelineEntry]]:
    """Lead and deputy where they are known and differ from the term before."""
    terms = terms_in_order(ctx.site.cluster(cluster_id))
    place = terms.index(term)
    before = terms[place - 1] if place else None
    parts = []
    how = ""
    for role, leader, old in (
        ("lead", term.lead, before.lead if before else None),
        ("deputy", term.deputy, before.deputy if before else None),
    ):
        if leader and (old is None or old.unit != leader.unit):
            parts.append(f"{ctx.ui[role]}: {ctx.unit_link(leader.unit).title}")
            how = how or (ctx.label("how", leader.how) if leader.how else "")
    if parts:
        leader = term.lead or term.deputy
        start = (leader.from_ if leader else None) or opening(term)
        yield _made(ctx, "lead", f"ct-{term.term}", Span(start, start), "; ".join(parts), how)


def _of_phases(ctx: Context, cluster_id: str, term: Term) -> Iterator[tuple[Span, TimelineEntry]]:
    """Phases of the campaigns this cluster takes part in that begin within the term."""
    for id_, entry in ctx.site.campaigns.items():
        if cluster_id not in entry.record.clusters:
            continue
        for number, phase in enumerate(entry.record.phases):
            if term.span.covers(phase.span.first) and phase.to is not None:
                yield _made(
                    ctx, "phase", f"pt-{id_}-{number}", phase.span,
                    entry.record.name, phase.theme or "", addresses.campaign(id_),
                )  # fmt: skip


def _of_commemorations(
    ctx: Context, key: TermKey, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """The commemorations that events of the cluster look forward to, on the day they fall in this term."""
    wanted = {
        (ref.id, ref.year)
        for entry in ctx.site.events_by_cluster.get(key.cluster, ())
        for ref in entry.record.commemorations
    }
    for id_, year in sorted(wanted):
        record = ctx.site.commemorations[id_].record
        found = occurrence(record, year)
        if found and term.span.covers(found.span.first):
            words = ordinal_words(record, year)
            yield _made(
                ctx, "commemoration", f"kn-{id_}-{year}", found.span,
                record.name, words or "", addresses.commemoration(id_),
            )  # fmt: skip
