"""The page of one term of a cluster: its cycle, who was in it, what it pledged and was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.cycle import CYCLE, awards_for, awards_given_in, prizes_of, step_events
from thidua.campaign.papers import papers_of_term
from thidua.campaign.terms import (
    basis_of,
    cluster_number,
    compositions,
    leaders,
    membership_basis,
    number_then,
    span_within,
)
from thidua.text import typeset
from thidua.views.clusters.timeline import TimelineEntry, milestones, term_entries
from thidua.views.shared.archive import ArchivePart, event_list
from thidua.views.shared.clusters import LeaderView, leader_view, members_as_told, members_of
from thidua.views.shared.events import AwardList, award_list
from thidua.views.shared.page import (
    BookLinks,
    Context,
    EventItem,
    Link,
    Page,
    Roles,
    SourceView,
    TermEnd,
    last_day,
)
from thidua.views.shared.papers import PaperView, paper_views
from thidua.views.shared.scores import scores_link
from thidua.views.shared.share_pictures import term_picture
from thidua.views.shared.sharing import cluster_organization

if TYPE_CHECKING:
    from thidua.campaign.site import TermKey
    from thidua.dates import Span
    from thidua.reading.records import Term


MOST_OF_STEP = 6
"""Most events of a step that the cycle names."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the year and the events that are known of it."""

    key: str
    label: str
    known: bool
    events: tuple[EventItem, ...]
    more: Link | None
    """Where the others are, if there are many; they stand in the chronicle too."""


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member and what it is beside that: ``Cụm trưởng``, ``Cụm phó`` or nothing."""

    unit: Link
    role: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a term, and the members it had for all of that time."""

    span: str
    """Empty where the members stayed the same for the whole term."""
    basis: str
    """Of all its members: ``suy ra``, ``phục dựng``; those of which alone it holds say so themselves."""
    members: tuple[MemberView, ...]


@dataclass(frozen=True, kw_only=True)
class TermPage(Page):
    """One term of a cluster."""

    template = "term.html"
    cluster: Link
    label: str
    end: TermEnd | None
    span: str
    span_basis: str
    basis_note: str
    """What was inferred or reconstructed from what."""
    number: Link | None
    summary: str
    roles: Roles
    lead: LeaderView | None
    deputy: LeaderView | None
    members_as_told: str
    stretches: tuple[Stretch, ...]
    """Oldest first; none where no member is known."""
    cycle: tuple[Step, ...]
    """None where nothing is known of any step."""
    pledge: Link | None
    targets_count: int
    scores: Link | None
    awards: AwardList
    """For this term, whenever they were given."""
    other_awards: AwardList
    """Told of in this term, for another year."""
    prizes: AwardList
    next_lead: LeaderView | None
    next_term: Link | None
    previous_term: Link | None
    entries: tuple[TimelineEntry, ...]
    """The chronicle, oldest first; of a term with very many events without these but for the milestones."""
    archive: tuple[ArchivePart, ...]
    """Where all its events are then, by year."""
    event_count: int
    papers: tuple[PaperView, ...]
    books: tuple[BookLinks, ...]
    sources: tuple[SourceView, ...]


def term_page(ctx: Context, key: TermKey) -> TermPage:
    """The page of one term."""
    entry = ctx.site.clusters[key.cluster]
    record = entry.record
    terms = ctx.site.terms_in_order[key.cluster]
    term = ctx.site.term(key)
    place = ctx.site.term_places[key]
    before = terms[place - 1] if place else None
    after = terms[place + 1] if place + 1 < len(terms) else None
    events = ctx.site.events_by_term.get(key, ())
    listed = event_list(ctx, addresses.term(*key), events)
    entries = term_entries(ctx, key.cluster, term)
    label = ctx.term_label(key)
    number = cluster_number(record, term)
    pledge = ctx.site.pledges.get(key)
    then = number_then(record, term, ctx.lang)
    return TermPage(
        address=addresses.term(*key),
        title=typeset(f"{record.name}, {label}{then}"),
        head_title=typeset(f"{ctx.cluster_name(key.cluster)}, {label}{then}"),
        description=ctx.ui["term_description"].format(
            name=record.name, label=f"{label}{then}", lead=ctx.role(key.cluster, "lead")
        ),
        crumbs=_crumbs(ctx, key),
        source_path=entry.path,
        correction=ctx.correction(term),
        updated=ctx.updated(term, last_day(events)),
        internal=record.audience == "internal",
        picture=term_picture(ctx, key),
        json_ld={"@type": "WebPage", "about": cluster_organization(ctx, key.cluster)},
        cluster=ctx.cluster_link(key.cluster),
        label=label,
        end=ctx.term_end(term),
        span=ctx.date(term.span).words,
        number=ctx.number_link(number) if number is not None else None,
        summary=typeset(term.summary or ""),
        roles=ctx.roles(key.cluster),
        span_basis=ctx.basis(basis_of(term).date),
        basis_note=typeset(basis_of(term).note or ""),
        lead=leader_view(ctx, term, "lead"),
        deputy=leader_view(ctx, term, "deputy"),
        members_as_told=members_as_told(ctx, term),
        stretches=_composition_stretches(ctx, key, term),
        cycle=_cycle(ctx, key),
        pledge=Link(typeset(pledge.record.title), pledge.address) if pledge else None,
        targets_count=len(pledge.record.targets) if pledge else 0,
        scores=scores_link(ctx, key),
        awards=award_list(ctx, awards_for(ctx.site, key), addresses.AWARDS),
        other_awards=award_list(ctx, awards_given_in(ctx.site, key), addresses.AWARDS),
        prizes=award_list(ctx, prizes_of(ctx.site, key), f"{addresses.term(*key)}#dien-bien"),
        next_lead=leader_view(ctx, after, "lead") if after else None,
        next_term=ctx.term_link(type(key)(key.cluster, after.term)) if after else None,
        previous_term=ctx.term_link(type(key)(key.cluster, before.term)) if before else None,
        entries=milestones(entries) if listed.parts else entries,
        archive=listed.parts,
        event_count=listed.count,
        papers=paper_views(ctx, papers_of_term(ctx.site, key)),
        books=ctx.books_of_terms([key]),
        sources=ctx.sources(term.sources),
    )


def _crumbs(ctx: Context, key: TermKey) -> tuple[Link, ...]:
    clusters = Link(ctx.ui["clusters"], addresses.CLUSTERS)
    return ctx.home(), clusters, ctx.cluster_link(key.cluster)


def _cycle(ctx: Context, key: TermKey) -> tuple[Step, ...]:
    steps = tuple(_step(ctx, key, step) for step in CYCLE)
    return steps if any(step.known for step in steps) else ()


def _composition_stretches(ctx: Context, key: TermKey, term: Term) -> tuple[Stretch, ...]:
    parts = compositions(key, term) if term.members else []
    bases = {m.unit: membership_basis(m, term) for m in term.members}
    stretches = []
    for span, composition in parts:
        held = members_of(ctx, ((ctx.unit_link(u), bases[u]) for u in composition.members))
        roles = (_member_role(ctx, key, unit, span) for unit in composition.members)
        stretches.append(
            Stretch(
                span=ctx.date(span).short if len(parts) > 1 else "",
                basis=held.basis,
                members=tuple(map(MemberView, held.units, roles)),
            )
        )
    return tuple(stretches)


def _member_role(ctx: Context, key: TermKey, unit: str, span: Span) -> str:
    """What a member was at some time of a stretch; the heads of the page say since when."""
    term = ctx.site.term(key)
    for role, leader in leaders(term):
        if leader.unit == unit and span_within(leader, term).overlaps(span):
            return ctx.role(key.cluster, role)
    return ""


def _step(ctx: Context, key: TermKey, step: str) -> Step:
    events = tuple(ctx.event_item(e) for e in step_events(ctx.site, key, step))
    return Step(
        key=step,
        label=ctx.label("kind", step),
        known=bool(events),
        events=events[:MOST_OF_STEP],
        more=Link(
            typeset(ctx.ui["more_events"].format(count=len(events) - MOST_OF_STEP)), "#dien-bien"
        )
        if len(events) > MOST_OF_STEP
        else None,
    )
