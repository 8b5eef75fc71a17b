"""A cluster's timeline: what happened, who came and went, who led, by term; newest term first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.anniversaries import occurrence_in, ordinal_words
from thidua.campaign import addresses
from thidua.campaign.membership_changes import membership_changes, term_start
from thidua.campaign.site import TermKey
from thidua.campaign.terms import span_within, terms_in_order
from thidua.dates import Span
from thidua.text import typeset
from thidua.views.shared.marks import EVENT_MARKS, marks_of
from thidua.views.shared.units import membership_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry
    from thidua.dates import PartialDate
    from thidua.reading.base import Leader
    from thidua.reading.records import Term
    from thidua.views.shared.page import Context, DateView


PAGE_BUDGET = 150
"""Entries a cluster's page carries; what is older is a link to its term's page, opened on demand."""


MILESTONES = frozenset({"signing", "lead", "membership", "award"})


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One mark on the timeline."""

    id: str
    mark: str
    """``event signing review award lead membership phase commemoration``; each has its shape."""
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
    years: tuple[int, ...]
    """Every calendar year something is known of, newest first, for the filter."""
    rail: tuple[int, ...]
    """The years that have an anchor."""
    marks: tuple[tuple[str, str], ...]
    """Keys and labels of the marks that occur, for the legend and the filters."""


def timeline(ctx: Context, cluster_id: str) -> Timeline:
    """The timeline of a cluster, within the budget of one page."""
    groups: list[TermGroup] = []
    marks: set[str] = set()
    anchored: set[int] = set()
    left = PAGE_BUDGET
    for term in reversed(terms_in_order(ctx.site.cluster(cluster_id))):
        entries = term_entries(ctx, cluster_id, term)
        marks.update(mark for entry in entries for mark in entry.marks)
        # The newest term is never left out whole; of the others only what fits whole is shown.
        fits = len(entries) <= left or not groups
        shown = entries[::-1][:left] if fits else ()
        left -= len(entries)
        groups.append(_group(ctx, TermKey(cluster_id, term.term), entries, shown, anchored))
    return Timeline(
        groups=tuple(groups),
        years=tuple(sorted({year for group in groups for year in group.years}, reverse=True)),
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


_ORDER = (*EVENT_MARKS, "lead", "membership", "phase", "commemoration")


def term_entries(ctx: Context, cluster_id: str, term: Term) -> tuple[TimelineEntry, ...]:
    """All entries of a term as a chronicle: those known by the year only, then by first day."""
    key = TermKey(cluster_id, term.term)
    entries = [_event_entry(ctx, entry, key) for entry in ctx.site.events_by_term.get(key, ())]
    spans = [entry.span for entry in ctx.site.events_by_term.get(key, ())]
    for span, entry in (
        *_membership_entries(ctx, cluster_id, term),
        *_leader_entries(ctx, cluster_id, term),
        *_phase_entries(ctx, cluster_id, term),
        *_commemoration_entries(ctx, key, term),
    ):
        spans.append(span)
        entries.append(entry)
    order = sorted(
        range(len(entries)), key=lambda n: (_chronicle_order(spans[n]), spans[n].first, n)
    )
    return tuple(entries[n] for n in order)


def _chronicle_order(span: Span) -> int:
    """Entries known by the year only stand before the dated ones, not among those of 1 January."""
    return 0 if span.start.precision == "year" else 1


def _years(span: Span) -> tuple[int, ...]:
    """The calendar years of a span; of an open one only that of its beginning is known."""
    return tuple(range(span.start.year, (span.end or span.start).year + 1))


def _event_entry(ctx: Context, entry: EventEntry, key: TermKey) -> TimelineEntry:
    record = entry.record
    kinds = ctx.site.kinds_in(entry, key)
    marks = marks_of(kinds)
    mark = marks[0]
    # A meeting may close one term and open the next: it stands in both, under ids of their own.
    again = next(k for k in entry.terms if k.cluster == key.cluster) != key
    return TimelineEntry(
        id=f"sk-{entry.year}-{entry.slug}" + (f"--{key.term}" if again else ""),
        mark=mark,
        mark_label=ctx.label("mark", mark),
        marks=marks,
        date=ctx.date(entry.span),
        years=_years(entry.span),
        title=typeset(record.title),
        address=entry.address,
        detail=", ".join(ctx.label("kind", kind) for kind in kinds),
        kinds=kinds,
        milestone=mark in MILESTONES or "tong-ket" in kinds,
    )


def _entry(
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
        marks=(mark,),
        date=ctx.date(span),
        years=_years(span),
        title=typeset(title),
        address=address,
        detail=typeset(detail),
        kinds=(),
        milestone=mark in MILESTONES,
    )


def _membership_entries(
    ctx: Context, cluster_id: str, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """Who came and who left, at the beginning of the term and on days inside it."""
    changes = sorted(membership_changes(ctx.site.cluster(cluster_id), term), key=lambda c: c[0])
    for when, came, gone in changes:
        yield _entry(
            ctx,
            "membership",
            f"tv-{term.term}-{when}",
            Span(when, when),
            ctx.ui["membership_change"],
            membership_words(ctx, came, gone, when),
        )


def _leader_entries(
    ctx: Context, cluster_id: str, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """Lead and deputy where they are known and differ from the term before, and who gave the role up before its end."""
    terms = terms_in_order(ctx.site.cluster(cluster_id))
    place = terms.index(term)
    before = terms[place - 1] if place else None
    begun: dict[PartialDate, list[tuple[str, Leader]]] = {}
    ended: dict[PartialDate, list[str]] = {}
    for role, leader, old in (
        ("lead", term.lead, before.lead if before else None),
        ("deputy", term.deputy, before.deputy if before else None),
    ):
        if leader is None:
            continue
        name = ctx.role(cluster_id, role)
        held = span_within(leader, term)
        if old is None or old.unit != leader.unit:
            start = held.start if held.first > term.span.first else term_start(term)
            begun.setdefault(leader.from_ or start, []).append((name, leader))
        if leader.to and leader.to.last < term.span.last:
            words = ctx.ui["role_ended"].format(role=name, unit=ctx.unit_link(leader.unit).title)
            ended.setdefault(leader.to.following, []).append(words)
    for number, (start, roles) in enumerate(begun.items()):
        parts = [f"{name}: {ctx.unit_link(leader.unit).title}" for name, leader in roles]
        hows = {name: ctx.label("how", leader.how) for name, leader in roles if leader.how}
        same = len(set(hows.values())) == 1
        how = next(iter(hows.values())) if same else "; ".join(f"{n}: {h}" for n, h in hows.items())
        id_ = f"ct-{term.term}" if number == 0 else f"ct-{term.term}-{start}"
        yield _entry(ctx, "lead", id_, Span(start, start), "; ".join(parts), how)
    for day, told in ended.items():
        yield _entry(ctx, "lead", f"ct-{term.term}-{day}-het", Span(day, day), "; ".join(told))


def _phase_entries(
    ctx: Context, cluster_id: str, term: Term
) -> Iterator[tuple[Span, TimelineEntry]]:
    """Phases of the campaigns this cluster takes part in, in the first term that sees them.

    A phase without an end would be in the first term for ever; it is told where it begins.
    """
    earlier = [t for t in terms_in_order(ctx.site.cluster(cluster_id)) if t.span < term.span]
    for id_, entry in ctx.site.campaigns.items():
        if cluster_id not in entry.record.clusters:
            continue
        for number, phase in enumerate(entry.record.phases):
            begins = term.span.covers(phase.span.first)
            runs = phase.to is not None and term.span.overlaps(phase.span)
            if begins or (runs and not any(t.span.overlaps(phase.span) for t in earlier)):
                yield _entry(
                    ctx, "phase", f"pt-{id_}-{number}", phase.span,
                    entry.record.name, phase.theme or "", addresses.campaign(id_),
                )  # fmt: skip


def _commemoration_entries(
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
        found = occurrence_in(record, year)
        if found and term.span.covers(found.span.first):
            words = ordinal_words(record, year, ctx.lang)
            yield _entry(
                ctx, "commemoration", f"kn-{id_}-{year}", found.span,
                record.name, words or "", addresses.commemoration(id_),
            )  # fmt: skip
