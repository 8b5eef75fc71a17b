"""Rules of units: predecessors end first, no two of one name at one time, and each named only for days of its own."""

from __future__ import annotations

import graphlib
from collections import defaultdict
from typing import TYPE_CHECKING

from thidua.campaign.units import (
    counterpart_in,
    exists_at_some_time,
    exists_during,
    lifetime,
)
from thidua.dates import DateText
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thidua.campaign.site import Site
    from thidua.dates import Span
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Library, Loc
    from thidua.reading.records import Cluster, Event, Pledge, Unit

_MAX_RINGS = 20
_MAX_TOLD = 8
"""Units of a ring that are named."""


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All rules of units, for every unit whose parts are sound."""
    for unit in library.units:
        if unit.complete:
            yield from predecessors_end_first(unit, site)
    yield from names_unique(library, site)
    yield from successions_end(library, site)
    yield from not_above_itself(library, site)


def predecessors_end_first(unit: Document[Unit], site: Site) -> Iterator[Diagnostic]:
    """A successor begins when its predecessors have ended, and no unit follows on itself."""
    record = unit.record
    kin = [(p, ("predecessors", n)) for n, p in enumerate(record.predecessors)]
    for before_id, loc in kin:
        if before_id == record.id:
            yield unit.diagnose("E513", *loc, id=record.id)
        elif before_id in site.units:
            yield from _check_succession_order(unit, loc, site.unit(before_id), record)
    if record.successor == record.id:
        yield unit.diagnose("E513", "successor", id=record.id)
    elif record.successor and record.successor in site.units:
        yield from _check_succession_order(
            unit, ("successor",), record, site.unit(record.successor)
        )


def names_unique(library: Library, site: Site) -> Iterator[Diagnostic]:
    """No two units bear one name at the same time; departments of two offices may."""
    bearers: defaultdict[tuple[str, str | None], list[Document[Unit]]] = defaultdict(list)
    for unit in library.units:
        if unit.complete and unit.record.id in site.units:
            bearers[fold(unit.record.name), unit.record.parent].append(unit)
    for units in bearers.values():
        spans = {unit.record.id: lifetime(site, unit.record.id) for unit in units}
        order = sorted(units, key=lambda unit: spans[unit.record.id].first)
        longest = order[0]
        for unit in order[1:]:
            id_, other = unit.record.id, longest.record.id
            if id_ != other and spans[other].overlaps(spans[id_]):
                yield unit.diagnose("W568", "name", name=unit.record.name, id=id_, other=other)
            if spans[id_].last > spans[other].last:
                longest = unit


def successions_end(library: Library, site: Site) -> Iterator[Diagnostic]:
    """No unit follows, through others, on itself; each such ring is told of once."""
    after = {id_: [unit for unit in units if unit != id_] for id_, units in site.successors.items()}
    for unit, ring in _rings(library, after):
        loc = "successor" if unit.record.successor else "predecessors"
        yield unit.diagnose("E569", loc, id=unit.record.id, ring=ring)


def not_above_itself(library: Library, site: Site) -> Iterator[Diagnostic]:
    """No unit is above itself, directly or through others; each such ring is told of once."""
    above = {id_: [parent] for id_, e in site.units.items() if (parent := e.record.parent)}
    for unit, ring in _rings(library, above):
        yield unit.diagnose("E574", "parent", id=unit.record.id, ring=ring)


def _rings(
    library: Library, edges: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Document[Unit], str]]:
    """Units that lead to themselves along ``edges``: the first of each ring, and the ring in words."""
    units = {unit.record.id: unit for unit in library.units}
    left = {id_: [to for to in ids if to in units] for id_, ids in edges.items() if id_ in units}
    for _ in range(_MAX_RINGS):
        try:
            graphlib.TopologicalSorter(left).prepare()
        except graphlib.CycleError as error:
            ring: list[str] = error.args[1]
            first = ring.index(min(ring))
            ring = [*ring[first:-1], *ring[: first + 1]][::-1]
            shown = ring if len(ring) <= _MAX_TOLD else [*ring[: _MAX_TOLD - 2], "…", ring[-1]]
            yield units[ring[0]], " → ".join(shown)
            left = {id_: ids for id_, ids in left.items() if id_ not in set(ring)}
        else:
            return


def _check_succession_order(
    unit: Document[Unit], loc: Loc, before: Unit, after: Unit
) -> Iterator[Diagnostic]:
    if before.to and after.from_ and after.from_.last <= before.to.first:
        yield unit.diagnose(
            "E512", *loc, before=before.id, ended=before.to, after=after.id, began=after.from_
        )


def check_unit_exists(
    document: Document[Cluster] | Document[Event] | Document[Pledge],
    loc: tuple[str | int, ...],
    unit_id: str,
    span: Span,
    site: Site,
    *,
    partly: bool = False,
) -> Iterator[Diagnostic]:
    """A unit is named only for days on which it existed; ``partly``: one day of existence within the span is enough (dates known to the year only)."""
    unit = site.unit(unit_id)
    held = lifetime(site, unit_id)
    if exists_at_some_time(site, unit_id, span) if partly else exists_during(site, unit_id, span):
        return
    code = "E505" if held.first > span.first and not held.covers(span.first) else "E506"
    near = counterpart_in(site, unit_id, span)
    if near is None and held.overlaps(span) and not partly:
        near = _partial_membership(unit_id, span, site)
    yield document.diagnose(
        code,
        *loc,
        unit=unit_id,
        name=unit.name,
        held=DateText(held),
        span=DateText(span),
        near=near,
    )


def _partial_membership(unit_id: str, span: Span, site: Site) -> str:
    """How a member is written that was there for a part of ``span`` only, and who followed on it."""
    held = lifetime(site, unit_id)
    began = f", from: {held.start}" if held.first > span.first else ""
    end = held.end if held.end and held.last < span.last else None
    ended = f", to: {end}" if end else ""
    parts = [f"{{unit: {unit_id}{began}{ended}}}"]
    followers = site.successors.get(unit_id, ())
    if end and len(followers) == 1:
        parts.append(f"{{unit: {followers[0]}, from: {end.following}}}")
    return ", ".join(parts)
