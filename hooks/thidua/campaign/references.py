"""What points to what: every reference of every record, listed in one place.

The check for unknown ids, the check for public records that name hidden ones, and the projection all
go by this list, so that a field added to a record is thought of once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Scores, Unit
from thidua.reading.typed import UNKNOWN
from thidua.text import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.reading.base import Record

RefKind = Literal["cluster", "unit", "commemoration", "campaign"]


class Reference(NamedTuple):
    """An id written in a record, and where."""

    kind: RefKind
    id: str
    loc: tuple[str | int, ...]


def references(record: Record) -> Iterator[Reference]:
    """Every id a record names; stand-ins of faulty fields are left out."""
    match record:
        case Event():
            found = _event_references(record)
        case Cluster():
            found = _cluster_references(record)
        case Unit():
            found = _unit_references(record)
        case Pledge():
            found = _pledge_references(record)
        case Scores():
            found = _scores_references(record)
        case Campaign():
            found = _campaign_references(record)
        case Commemoration():
            return
        case _:
            raise TypeError(record)
    yield from (ref for ref in found if ref.id != UNKNOWN)


def split_cluster_ref(reference: str) -> tuple[str, str | None]:
    """``bca-dp-1@2024`` → cluster and term; the term is None when it goes by the date."""
    cluster, at, term = reference.partition("@")
    return cluster.strip(), term.strip() if at else None


def _event_references(event: Event) -> Iterator[Reference]:
    for n, ref in enumerate(event.clusters):
        yield Reference("cluster", split_cluster_ref(ref)[0], ("clusters", n))
    if event.host:
        yield Reference("unit", event.host, ("host",))
    for n, unit in enumerate(event.units):
        yield Reference("unit", unit, ("units", n))
    for n, award in enumerate(event.awards):
        for r, recipient in enumerate(award.to):
            if is_slug(recipient):
                yield Reference("unit", recipient, ("awards", n, "to", r))
    for n, commemoration in enumerate(event.commemorations):
        yield Reference("commemoration", commemoration.id, ("commemorations", n, "id"))
    for n, campaign in enumerate(event.campaigns):
        yield Reference("campaign", campaign, ("campaigns", n))


def _cluster_references(cluster: Cluster) -> Iterator[Reference]:
    if is_slug(cluster.owner):
        yield Reference("unit", cluster.owner, ("owner",))
    for t, term in enumerate(cluster.terms):
        for role, leader in (("lead", term.lead), ("deputy", term.deputy)):
            if leader:
                yield Reference("unit", leader.unit, ("terms", t, role, "unit"))
        for m, member in enumerate(term.members):
            yield Reference("unit", member.unit, ("terms", t, "members", m, "unit"))


def _unit_references(unit: Unit) -> Iterator[Reference]:
    if unit.parent:
        yield Reference("unit", unit.parent, ("parent",))
    for n, predecessor in enumerate(unit.predecessors):
        yield Reference("unit", predecessor, ("predecessors", n))
    if unit.successor:
        yield Reference("unit", unit.successor, ("successor",))


def _pledge_references(pledge: Pledge) -> Iterator[Reference]:
    for n, signatory in enumerate(pledge.signatories):
        yield Reference("unit", signatory.unit, ("signatories", n, "unit"))
    for n, target in enumerate(pledge.targets):
        for r, result in enumerate(target.results):
            yield Reference("unit", result.unit, ("targets", n, "results", r, "unit"))


def _scores_references(scores: Scores) -> Iterator[Reference]:
    for n, sheet in enumerate(scores.sheets):
        if sheet.scorer:
            yield Reference("unit", sheet.scorer, ("sheets", n, "scorer"))
        for r, row in enumerate(sheet.rows):
            yield Reference("unit", row.unit, ("sheets", n, "rows", r, "unit"))
    for n, adjustment in enumerate(scores.adjustments):
        yield Reference("unit", adjustment.unit, ("adjustments", n, "unit"))
    for n, ranked in enumerate(scores.ranking):
        yield Reference("unit", ranked.unit, ("ranking", n, "unit"))
    for n, proposal in enumerate(scores.proposals):
        yield Reference("unit", proposal.unit, ("proposals", n, "unit"))
    for n, vote in enumerate(scores.ballot.votes if scores.ballot else ()):
        yield Reference("unit", vote.unit, ("ballot", "votes", n, "unit"))


def _campaign_references(campaign: Campaign) -> Iterator[Reference]:
    for n, cluster in enumerate(campaign.clusters):
        yield Reference("cluster", cluster, ("clusters", n))
    for n, phase in enumerate(campaign.phases):
        if phase.commemoration:
            yield Reference("commemoration", phase.commemoration, ("phases", n, "commemoration"))
