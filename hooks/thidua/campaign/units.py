"""Units through mergers: lifetimes, what they came from and what came after them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from thidua.dates import PartialDate, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from thidua.campaign.site import Site


MOST_KIN = 30
"""Units before or after a unit, beyond the direct ones, that are told of with it. Mergers are documented over six steps; of
a line of hundreds each page would have hundreds, and all of them the square."""


def lifetime(site: Site, unit_id: str) -> Span:
    """From when to when a unit existed; one whose end is not written ended before its successor began."""
    unit = site.unit(unit_id)
    starts = [start for u in site.successors.get(unit_id, ()) if (start := site.unit(u).from_)]
    if unit.to or not starts:
        return unit.span
    # Of a successor since “2025” the last day it may have begun on counts.
    end = min(start.last for start in starts) - dt.timedelta(days=1)
    return Span(unit.span.start, PartialDate.of(max(end, unit.span.first)))


def exists_during(site: Site, unit_id: str, span: Span) -> bool:
    """Whether the unit existed on every day of ``span``."""
    return lifetime(site, unit_id).contains(span)


def exists_at_some_time(site: Site, unit_id: str, span: Span) -> bool:
    return lifetime(site, unit_id).overlaps(span)


def all_predecessors(site: Site, unit_id: str) -> list[str]:
    """The units that went, directly or not, into this one; nearest first, `MOST_KIN` of those that are not direct."""
    return _walk(unit_id, site.predecessors)


def all_successors(site: Site, unit_id: str) -> list[str]:
    """The units that followed, directly or not, on this one; nearest first, `MOST_KIN` of those that are not direct."""
    return _walk(unit_id, site.successors)


def counterpart_in(site: Site, unit_id: str, span: Span) -> str | None:
    """The predecessor or successor that existed in ``span``, if exactly one did."""
    kin = [
        u
        for u in (*all_predecessors(site, unit_id), *all_successors(site, unit_id))
        if exists_during(site, u, span)
    ]
    same_name = [u for u in kin if site.unit(u).name == site.unit(unit_id).name]
    found = same_name or kin
    return found[0] if len(found) == 1 else None


def all_above(site: Site, unit_id: str) -> list[str]:
    """The units above this one, nearest first; a circle is walked once."""
    found: dict[str, None] = {}
    above = site.unit(unit_id).parent
    while above and above in site.units and above not in found:
        found[above] = None
        above = site.unit(above).parent
    return list(found)


def is_above_or_below(site: Site, unit_id: str, others: Collection[str]) -> bool:
    """Whether one of ``others`` is the unit directly above this one, or directly below it."""
    above = site.unit(unit_id).parent
    return above in others or any(u in others for u in site.subunits.get(unit_id, ()))


def owner_id(site: Site, owner: str) -> str:
    """The id of a cluster's owner, which editors may also give by its name; else what was written.

    A name that two units bore, before and after a merger, is the id of neither.
    """
    if owner in site.units:
        return owner
    found = site.units_by_any_name.get(owner, ())
    return found[0] if len(found) == 1 else owner


def _walk(start: str, edges: Mapping[str, tuple[str, ...]]) -> list[str]:
    reached = dict.fromkeys(unit for unit in edges.get(start, ()) if unit != start)
    most = len(reached) + MOST_KIN
    # The list grows while it is walked.
    for here in (line := list(reached)):
        for unit in edges.get(here, ()):
            if len(line) == most:
                return line
            if unit != start and unit not in reached:
                reached[unit] = None
                line.append(unit)
    return line
