"""Youth, women's and trade unions of units, which need no record of their own in the register."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from thidua.campaign.references import references
from thidua.campaign.site import RecordEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thidua.reading.base import Record
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Unit
    from thidua.reading.sector import Sector, Union


def unions_of(library: Library) -> dict[str, RecordEntry[Unit]]:
    """The unions that records name by a prefix and the id of a unit, such as ``doan-tn-ca-tinh-moi``, by id.

    A union has the days, the audience and the sources of its unit, and follows on the union of its unit's predecessor
    where that is named too. An id of the register stands for what the register says.
    """
    units: dict[str, Document[Unit]] = {}
    for document in library.units:
        units.setdefault(document.record.id, document)
    found: dict[str, tuple[Union, Document[Unit]]] = {}
    for id_ in _named_units(library) - set(units):
        for union in library.sector.unions:
            parent = units.get(id_.removeprefix(f"{union.id}-"))
            if parent is not None:
                found[id_] = (union, parent)
    return {
        id_: RecordEntry(_union(union, parent.record, set(found)), parent.path)
        for id_, (union, parent) in sorted(found.items())
    }


def union_ids(units: Iterable[str], sector: Sector) -> frozenset[str]:
    """Every id by which unions of these units may be named, whether any record does or not."""
    return frozenset(f"{union.id}-{unit}" for unit in units for union in sector.unions)


def _named_units(library: Library) -> set[str]:
    shelves: tuple[Sequence[Document[Record]], ...] = (
        library.events, library.clusters, library.pledges, library.scores, library.units,
    )  # fmt: skip
    return {
        ref.id
        for document in itertools.chain.from_iterable(shelves)
        for ref in references(document.record)
        if ref.kind == "unit"
    }


def _union(union: Union, parent: Unit, named: set[str]) -> Unit:
    def of(unit: str) -> str:
        return f"{union.id}-{unit}"

    # A copy, not a new record: the dates of a record are typed already.
    return parent.model_copy(
        update={
            "id": of(parent.id),
            "name": f"{union.name} {parent.name}",
            "short": f"{union.name} {parent.short}" if parent.short else None,
            "aliases": tuple(f"{word} {parent.name}" for word in union.aliases),
            "kind": union.kind,
            "parent": parent.id,
            "predecessors": tuple(of(u) for u in parent.predecessors if of(u) in named),
            "successor": of(parent.successor)
            if parent.successor and of(parent.successor) in named
            else None,
        }
    )
