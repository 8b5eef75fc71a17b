"""Units through mergers: lifetimes, what they came from and what came after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thidua.campaign.site import Site
    from thidua.dates import Span
    from thidua.reading.records import Unit


def exists_during(unit: Unit, span: Span) -> bool:
    """Whether the unit existed on every day of ``span``."""
    return unit.span.contains(span)


def exists_at_some_time(unit: Unit, span: Span) -> bool:
    return unit.span.overlaps(span)


def before(site: Site, unit_id: str) -> list[str]:
    """All units that went, directly or not, into this one; nearest first."""
    return _reach(unit_id, site.predecessors)


def after(site: Site, unit_id: str) -> list[str]:
    """All units that followed, directly or not, on this one; nearest first."""
    return _reach(unit_id, site.successors)


def replacement(site: Site, unit_id: str, span: Span) -> str | None:
    """The predecessor or successor that existed in ``span``, if exactly one did."""
    kin = [
        u
        for u in (*before(site, unit_id), *after(site, unit_id))
        if exists_during(site.unit(u), span)
    ]
    same_name = [u for u in kin if site.unit(u).name == site.unit(unit_id).name]
    found = same_name or kin
    return found[0] if len(found) == 1 else None


def _reach(start: str, edges: Mapping[str, tuple[str, ...]]) -> list[str]:
    reached: dict[str, None] = {}
    front = list(edges.get(start, ()))
    while front:
        here = front.pop(0)
        if here not in reached and here != start:
            reached[here] = None
            front.extend(edges.get(here, ()))
    return list(reached)
