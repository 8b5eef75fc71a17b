"""The steps of a term's cycle and its awards: which events are a step, and what was given for which year."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, Site, TermKey
    from thidua.reading.records import Award
    from thidua.reading.sector import Sector

CYCLE: tuple[str, ...] = (
    "phat-dong",
    "ky-giao-uoc",
    "so-ket",
    "kiem-tra",
    "tong-ket",
    "khen-thuong",
)
"""The steps of a cluster's year, as the regulations name them."""

_GIVEN = frozenset({"quyet-dinh", "trao", "theo-bao"})
"""What was given, or is told to have been; a nomination is none."""


def is_prize(award: Award, sector: Sector) -> bool:
    """Whether an award is a prize of a contest: so written, or called ``Giải Nhất`` and the like.

    The law on emulation and commendation (06/2022/QH15, art. 9) knows no prizes of contests.
    """
    if award.kind is not None:
        return award.kind == "giai"
    return bool(sector.prize.match(award.title))


def step_events(site: Site, key: TermKey, step: str) -> list[EventEntry]:
    """The events that are a step of a term's cycle, oldest first.

    Commendations are the step of the year they are for: they are handed over months later, in the next term, or at the
    year-end review.
    """
    if step != "khen-thuong":
        return [e for e in site.events_by_term.get(key, ()) if step in site.kinds_in(e, key)]
    given = {
        e.id: e
        for e, award in awards_for(site, key)
        if award.status in _GIVEN or step in e.record.kinds
    }
    held = {
        e.id: e
        for e in site.events_by_term.get(key, ())
        if step in site.kinds_in(e, key) and not _is_for_others(site, e, key)
    }
    return sorted({**given, **held}.values(), key=lambda e: e.order)


def awards_for(site: Site, key: TermKey) -> Iterator[tuple[EventEntry, Award]]:
    """The commendations for a term, with the events of its cluster that tell of them; no prizes."""
    years = _years(site, key)
    for event in site.awarding_events_by_cluster.get(key.cluster, ()):
        for award in event.record.awards:
            here = award.for_year in years if award.for_year else key in event.terms
            if here and not is_prize(award, site.sector):
                yield event, award


def awards_given_in(site: Site, key: TermKey) -> Iterator[tuple[EventEntry, Award]]:
    """The commendations that events of a term tell of and that are for another year; no prizes."""
    years = _years(site, key)
    for event in site.events_by_term.get(key, ()):
        for award in event.record.awards:
            other = award.for_year is not None and award.for_year not in years
            if other and not is_prize(award, site.sector):
                yield event, award


def prizes_of(site: Site, key: TermKey) -> Iterator[tuple[EventEntry, Award]]:
    """The prizes of contests held in a term."""
    for event in site.events_by_term.get(key, ()):
        for award in event.record.awards:
            if is_prize(award, site.sector):
                yield event, award


def _years(site: Site, key: TermKey) -> range:
    term = site.term(key)
    return range(term.from_.year, term.span.last.year + 1)


def _is_for_others(site: Site, event: EventEntry, key: TermKey) -> bool:
    """Whether all awards of an event that say their year are for other years than the term's."""
    said = [award.for_year for award in event.record.awards if award.for_year]
    return bool(said) and not any(year in _years(site, key) for year in said)
