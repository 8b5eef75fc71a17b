"""The rule of lifetimes: a unit is named only for days on which it existed; how it is told, and what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.campaign.units import exists_at_some_time, exists_during, lifetime, replacement
from thidua.dates import span_short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.dates import Span
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document
    from thidua.reading.records import Cluster, Event, Pledge


def in_its_time(
    document: Document[Cluster] | Document[Event] | Document[Pledge],
    loc: tuple[str | int, ...],
    unit_id: str,
    span: Span,
    site: Site,
    *,
    partly: bool = False,
) -> Iterator[Diagnostic]:
    """``partly``: one day of existence within the span is enough (dates known to the year only)."""
    unit = site.unit(unit_id)
    held = lifetime(site, unit_id)
    if exists_at_some_time(site, unit_id, span) if partly else exists_during(site, unit_id, span):
        return
    code = "E505" if held.first > span.first and not held.covers(span.first) else "E506"
    near = replacement(site, unit_id, span)
    if near is None and held.overlaps(span) and not partly:
        near = _in_parts(unit_id, span, site)
    yield document.diagnose(
        code,
        *loc,
        unit=unit_id,
        name=unit.name,
        held=span_short(held),
        span=span_short(span),
        near=near,
    )


def _in_parts(unit_id: str, span: Span, site: Site) -> str:
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
