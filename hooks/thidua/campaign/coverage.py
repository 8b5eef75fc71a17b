"""What is there of each term of a cluster, and what is missing, for the office that keeps the content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.cycle import CYCLE, awards_for, step_events
from thidua.campaign.papers import papers_of_event, papers_of_pledge, papers_of_term
from thidua.campaign.scores import missing_points, points_that_count
from thidua.campaign.site import TermKey
from thidua.campaign.terms import basis_of, membership_basis
from thidua.reading.base import Basis
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thidua.campaign.site import EventEntry, Site

_NOBODY = re.compile(
    r"(?:anh|nguon)?\W*(?:(?:chua|khong) ro(?: (?:tac gia|nguon|nguoi chup))?|suu tam|internet|mang)\W*"
)
"""A credit, folded, that says whose it is not."""
_FACTS = tuple(name for name in Basis.model_fields if name != "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCoverage:
    """Counts of what the content says of a term; nothing said is 0, which is no statement that there was nothing."""

    key: TermKey
    events: int
    steps: Mapping[str, int]
    """Events by step of the cycle, in its order; each step is there."""
    has_pledge: bool
    targets: int
    targets_without_result: int
    scores: int
    """Criteria of units that are scored."""
    scores_missing: int
    """Criteria of units on score sheets that nobody scored."""
    awards: int
    documents: int
    photos: int
    photos_without_credit: int
    """Whose credit names nobody; one must be written."""
    without_source: int
    """The cluster and members that name no source; events, terms and pledges must."""
    inferred: int
    """Facts that no source states: inferred, or put together from other years."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What no record tells of: steps of the cycle, reviews among them, then ``pledge``, ``scores``, ``awards``, ``documents``."""
        parts = {
            "pledge": self.has_pledge,
            "scores": self.scores,
            "awards": self.awards,
            "documents": self.documents,
        }
        steps = [step for step, count in self.steps.items() if not count]
        return (*steps, *(name for name, there in parts.items() if not there))


def coverage(site: Site) -> Iterator[TermCoverage]:
    """Every term by the ids of clusters, the terms of one oldest first."""
    for cluster, terms in site.terms_in_order.items():
        for term in terms:
            yield term_coverage(site, TermKey(cluster, term.term))


def term_coverage(site: Site, key: TermKey) -> TermCoverage:
    """What there is of a term."""
    term, events = site.term(key), site.events_by_term.get(key, ())
    pledge = site.pledges.get(key)
    targets = pledge.record.targets if pledge else ()
    scores = site.scores[key].record if key in site.scores else None
    photos = [photo for event in events for photo in event.record.photos]
    papers = [*papers_of_term(site, key), *(papers_of_pledge(site, pledge) if pledge else ())]
    papers += [paper for event in events for paper in papers_of_event(site, event)]
    members = {member.unit for member in term.members}
    sources = [site.cluster(key.cluster).sources]
    sources += [site.unit(unit).sources for unit in sorted(members) if unit in site.units]
    return TermCoverage(
        key=key,
        events=len(events),
        steps={step: len(step_events(site, key, step)) for step in CYCLE},
        has_pledge=pledge is not None,
        targets=len(targets),
        targets_without_result=sum(not target.results for target in targets),
        scores=len(points_that_count(scores)) if scores else 0,
        scores_missing=len(missing_points(scores)) if scores else 0,
        awards=sum(len(award.to) for _, award in awards_for(site, key)),
        documents=len(papers),
        photos=len(photos),
        photos_without_credit=sum(_names_nobody(photo.credit) for photo in photos),
        without_source=sum(not stated for stated in sources),
        inferred=_inferred(site, key, events),
    )


def _names_nobody(credit: str) -> bool:
    return bool(_NOBODY.fullmatch(fold(credit)))


def _inferred(site: Site, key: TermKey, events: Iterable[EventEntry]) -> int:
    term = site.term(key)
    basis = basis_of(term)
    of_members = [membership_basis(member, term) for member in term.members]
    found = [getattr(basis, name) for name in _FACTS if name != "members"]
    found += of_members or [basis.members]
    found += [
        getattr(event.record.basis, name)
        for event in events
        if event.record.basis
        for name in _FACTS
    ]
    return sum(kind != "stated" for kind in found)
