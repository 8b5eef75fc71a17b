"""Open fields that take ready codes or plain words: what looks like a code and is none would be printed as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.reading.typed import UNKNOWN
from thidua.text import is_slug, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Cluster, Unit


def check(library: Library, _site: Site) -> Iterator[Diagnostic]:
    """Block, organisation, kind and way of choosing are a ready code, or words with their marks.

    What is written many times is told of once.
    """
    known = {
        group: library.sector.codes(group) for group in ("block", "organisation", "how", "unit")
    }
    told: set[tuple[str, str]] = set()
    for document, group, value, loc in _code_fields(library):
        is_new = value not in {*known[group], UNKNOWN} and (group, value) not in told
        if is_slug(value) and is_new:
            told.add((group, value))
            yield document.diagnose(
                "W531",
                *loc,
                key=loc[-1],
                value=value,
                known=", ".join(known[group]),
                near=nearest(value, known[group]),
            )


def _code_fields(
    library: Library,
) -> Iterator[tuple[Document[Cluster] | Document[Unit], str, str, tuple[str | int, ...]]]:
    for cluster in library.clusters:
        record = cluster.record
        if cluster.complete:
            yield cluster, "block", record.block, ("block",)
            if record.organisation:
                yield cluster, "organisation", record.organisation, ("organisation",)
            for n, term in enumerate(record.terms):
                for role, leader in (("lead", term.lead), ("deputy", term.deputy)):
                    if leader and leader.how:
                        yield cluster, "how", leader.how, ("terms", n, role, "how")
    for unit in library.units:
        if unit.complete and unit.record.kind:
            yield unit, "unit", unit.record.kind, ("kind",)
