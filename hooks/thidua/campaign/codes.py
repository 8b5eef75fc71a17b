"""Open fields that take ready codes or plain words: what looks like a code and is none would be printed as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.locale import strings
from thidua.text import is_slug, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Cluster


def check(library: Library) -> Iterator[Diagnostic]:
    """Block, organisation, kind and way of choosing are a ready code, or words with their marks."""
    known = {group: _codes(group) for group in ("block", "organisation", "how", "unit")}
    for cluster in library.clusters:
        if cluster.complete:
            for group, value, loc in _of_cluster(cluster):
                if value and is_slug(value) and value not in known[group]:
                    yield cluster.diagnose("W531", *loc, **_about(loc, value, known[group]))
    for unit in library.units:
        kind = unit.record.kind
        if unit.complete and kind and is_slug(kind) and kind not in known["unit"]:
            yield unit.diagnose("W531", "kind", **_about(("kind",), kind, known["unit"]))


def _codes(group: str) -> list[str]:
    prefix = f"{group}:"
    return [key.removeprefix(prefix) for key in strings("vi", "labels") if key.startswith(prefix)]


def _of_cluster(
    cluster: Document[Cluster],
) -> Iterator[tuple[str, str | None, tuple[str | int, ...]]]:
    record = cluster.record
    yield "block", record.block, ("block",)
    yield "organisation", record.organisation, ("organisation",)
    for n, term in enumerate(record.terms):
        for role, leader in (("lead", term.lead), ("deputy", term.deputy)):
            yield "how", leader.how if leader else None, ("terms", n, role, "how")


def _about(loc: tuple[str | int, ...], value: str, known: list[str]) -> dict[str, str | None]:
    return {
        "key": str(loc[-1]),
        "value": value,
        "known": ", ".join(known),
        "near": nearest(value, known),
    }
