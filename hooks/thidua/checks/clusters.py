"""Rules of clusters: terms apart, members and leads of their time, numbers that mean one cluster."""

from __future__ import annotations

import re
from bisect import bisect
from operator import itemgetter
from typing import TYPE_CHECKING

from thidua.campaign.site import TermKey
from thidua.campaign.terms import cluster_number, membership_days, span_within
from thidua.campaign.units import (
    all_above,
    all_predecessors,
    all_successors,
    exists_at_some_time,
    is_above_or_below,
    owner_id,
)
from thidua.checks.units import check_unit_exists
from thidua.dates import DateText
from thidua.reading.typed import UNKNOWN
from thidua.text import fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.dates import Span
    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Leader
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Cluster, Term


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All rules of this module."""
    for cluster in library.clusters:
        if cluster.complete:
            yield from terms_do_not_overlap(cluster)
            for number, term in enumerate(cluster.record.terms):
                yield from members_exist_once(cluster, number, term, site)
                yield from leaders_are_members(cluster, number, term, site)
            yield from owner_exists(cluster, site)
    yield from numbers_unique(library, site)
    yield from sources_not_denied(library, site)


def terms_do_not_overlap(cluster: Document[Cluster]) -> Iterator[Diagnostic]:
    """Terms of a cluster do not overlap: on any day one composition is in force."""
    order = sorted(range(len(cluster.record.terms)), key=lambda n: cluster.record.terms[n].span)
    longest = order[0]
    for later in order[1:]:
        first, second = cluster.record.terms[longest], cluster.record.terms[later]
        if second.span.last >= first.span.last:
            longest = later
        if first.span.overlaps(second.span):
            open_ = first.to is None and first.from_ < second.from_
            yield cluster.diagnose(
                "E502",
                "terms",
                later,
                "from",
                term=second.term,
                other=first.term,
                span=DateText(first.span),
                near=second.from_.preceding if open_ else None,
            )


def members_exist_once(
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
                span=DateText(span),
                term=term.term,
                held=DateText(term.span),
            )
        if any(span.overlaps(other) for other in seen.get(member.unit, ())):
            yield cluster.diagnose("E515", *here, unit=member.unit, term=term.term)
        seen.setdefault(member.unit, []).append(span)
        if member.unit in site.units:
            yield from check_unit_exists(cluster, (*here, "unit"), member.unit, span, site)
    for role, leader in (("lead", term.lead), ("deputy", term.deputy)):
        if leader and leader.unit in site.units and leader.unit not in seen:
            yield from check_unit_exists(
                cluster,
                ("terms", n, role, "unit"),
                leader.unit,
                span_within(leader, term),
                site,
                partly=True,
            )


def owner_exists(cluster: Document[Cluster], site: Site) -> Iterator[Diagnostic]:
    """The owner of a cluster exists for at least a day of each of its terms."""
    owner = owner_id(site, cluster.record.owner)
    if owner in site.units:
        for term in cluster.record.terms:
            found = list(
                check_unit_exists(cluster, ("owner",), owner, term.span, site, partly=True)
            )
            yield from found
            if found:
                return


def leaders_are_members(
    cluster: Document[Cluster], n: int, term: Term, site: Site
) -> Iterator[Diagnostic]:
    """Lead and deputy are members of the term, and two different units on any day."""
    members = {member.unit for member in term.members}
    for role, leader in (("lead", term.lead), ("deputy", term.deputy)):
        if leader and members and UNKNOWN not in members and leader.unit not in members:
            known = leader.unit in site.units
            # A leader out of its time is told of as such, and only once.
            if known and not exists_at_some_time(site, leader.unit, span_within(leader, term)):
                continue
            if known and _may_lead(cluster.record, leader.unit, members, site):
                continue
            kin = [*all_predecessors(site, leader.unit), *all_successors(site, leader.unit)]
            near = next((u for u in kin if u in members), None)
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
                near=near,
            )
        elif leader and (leader.from_ or leader.to):
            yield from leader_within_term(cluster, ("terms", n, role), leader, term)
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


def _may_lead(cluster: Cluster, unit: str, members: set[str], site: Site) -> bool:
    """Whether a unit that is no member leads all the same.

    The union of a member, or the member whose union it is; of clusters of unions also the board of the owner's union.
    """
    of_unions = (cluster.organisation or "main") != "main"
    owner = owner_id(site, cluster.owner)
    return is_above_or_below(site, unit, members) or (
        of_unions and owner in {unit, *all_above(site, unit)}
    )


def leader_within_term(
    cluster: Document[Cluster], loc: tuple[str | int, ...], leader: Leader, term: Term
) -> Iterator[Diagnostic]:
    """A lead with dates of its own is held on days of the term, and of the unit's membership."""
    span, held = span_within(leader, term), membership_days(leader.unit, term)
    if not held.contains(span):
        yield cluster.diagnose(
            "W532", *loc, unit=leader.unit, role=loc[-1], term=term.term,
            span=DateText(span), held=DateText(held),
        )  # fmt: skip


_DENIED = re.compile(
    r"(?:chua|khong) (?:co|tim thay|thay) nguon (?:nao |rieng )*(?:cho|ve|cua) (?:ca )?(?:nam|ky)\b"
)
"""What a term says of which no source is known, in folded text; not of what is only said to be missing in part."""


def sources_not_denied(library: Library, site: Site) -> Iterator[Diagnostic]:
    """A term does not say that it has no source while an event of the term has one."""
    for cluster in library.clusters:
        for n, term in enumerate(cluster.record.terms):
            events = site.events_by_term.get(TermKey(cluster.record.id, term.term), ())
            note = term.basis.note if term.basis else None
            said = {("summary",): term.summary, ("basis", "note"): note}
            for loc, text in said.items():
                if events and _DENIED.search(fold(text or "")):
                    yield cluster.diagnose(
                        "W534", "terms", n, *loc, term=term.term, file=events[0].path
                    )


def numbers_unique(library: Library, site: Site) -> Iterator[Diagnostic]:
    """No two clusters of one owner, block and organisation bear the same number at the same time."""
    held: dict[tuple[object, ...], list[tuple[dt.date, Document[Cluster], Term]]] = {}
    for cluster in library.clusters:
        record = cluster.record
        if not cluster.complete:
            continue
        for n, term in enumerate(record.terms):
            number = cluster_number(record, term)
            if number is None:
                continue
            # An owner may be given by id or by name, and no organisation is the units' own.
            owner = owner_id(site, record.owner)
            organisation = record.organisation or "main"
            series = held.setdefault((owner, record.block, organisation, number), [])
            # Terms of one series lie apart: only the one that begins before and the one that begins after may overlap.
            place = bisect(series, term.span.first, key=itemgetter(0))
            beside = series[max(0, place - 1) : place + 1]
            clash = next(
                (c for _, c, t in beside if c is not cluster and t.span.overlaps(term.span)), None
            )
            if clash:
                loc = ("terms", n, "number") if term.number is not None else ("number",)
                yield cluster.diagnose(
                    "E503",
                    *loc,
                    number=number,
                    other=clash.record.id,
                    file=clash.path,
                    span=DateText(term.span),
                )
                break
            series.insert(place, (term.span.first, cluster, term))
