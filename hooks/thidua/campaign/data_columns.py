"""Which columns the tables of the open data have, for the page that explains them and for their schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Target, Unit

if TYPE_CHECKING:
    from thidua.reading.base import Record

_NUMBERS = ("number", "number_unit", "qualifier", "direction", "baseline_number", "baseline_unit")
_LEADERS = tuple(
    f"{role}{part}"
    for role in ("lead", "deputy")
    for part in ("", "_name", "_how", "_from", "_to", "_basis")
)
_EVENT = ("event", "event_title", "date", "kinds", "clusters", "url", "sources")
COLUMNS: tuple[tuple[str, tuple[str, ...], type[Record] | None, tuple[str, ...]], ...] = (
    ("events", ("id", "url", "terms"), Event, ()),
    ("clusters", ("url",), Cluster, ()),
    ("units", ("url",), Unit, ()),
    ("pledges", ("id", "url", "cluster"), Pledge, ()),
    ("articles", ("pledge", "id", "url", "number", "title", "text"), None, ()),
    ("targets", ("pledge", "url"), Target, ("commitment", *_NUMBERS)),
    ("commemorations", ("url",), Commemoration, ()),
    ("campaigns", ("url",), Campaign, ()),
    ("leaders", ("cluster", "cluster_name", "block", "term", "from", "to", "url", *_LEADERS), None, ()),
    ("awards", ("year", "for_year", "title", "kind", "to", "to_name", "status", "decision", *_EVENT), None, ()),
    ("figures", ("year", "label", "value", "unit", *_EVENT), None, ()),
    ("documents", ("title", "kind", "number", "date", "signed_by", "pages", "bytes", "file", "url"), None, ()),
)  # fmt: skip
"""Each table with its columns: those before the fields of a record, the record, those after them (`outputs.data`)."""
