"""Which columns the tables of the open data have, for the page that explains them and for their schemas."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Target, Unit

if TYPE_CHECKING:
    from thidua.reading.base import Record

VERSION = 2
"""Of the tables and their columns. A column that goes or means another thing makes a new one; 1 had neither licence nor database."""

_NUMBERS = ("number", "number_unit", "qualifier", "direction", "baseline_number", "baseline_unit")
_LEADERS = tuple(
    f"{role}{part}"
    for role in ("lead", "deputy")
    for part in ("", "_name", "_how", "_from", "_to", "_basis")
)
_EVENT = ("event", "event_title", "date", "kinds", "clusters", "url", "sources")
_OWN = ("licence",)
_OF_OTHERS = ("sources", "licence")
"""After the columns of what has no sources of its own: those of the record it belongs to."""
COLUMNS: tuple[tuple[str, tuple[str, ...], type[Record] | None, tuple[str, ...]], ...] = (
    ("events", ("id", "url", "terms"), Event, _OWN),
    ("clusters", ("url",), Cluster, _OWN),
    ("units", ("url",), Unit, _OWN),
    ("pledges", ("id", "url", "cluster"), Pledge, _OWN),
    ("articles", ("pledge", "id", "url", "number", "title", "text"), None, _OF_OTHERS),
    ("targets", ("pledge", "url"), Target, ("commitment", *_NUMBERS, *_OF_OTHERS)),
    ("commemorations", ("url",), Commemoration, _OWN),
    ("campaigns", ("url",), Campaign, _OWN),
    ("leaders", ("cluster", "cluster_name", "block", "term", "from", "to", "url", *_LEADERS), None, _OF_OTHERS),
    ("awards", ("year", "for_year", "title", "kind", "to", "to_name", "status", "decision", *_EVENT), None, _OWN),
    ("figures", ("year", "label", "value", "unit", *_EVENT), None, _OWN),
    ("documents", ("title", "kind", "number", "date", "signed_by", "pages", "bytes", "file", "url"), None, _OF_OTHERS),
    ("criteria", ("cluster", "term", "id", "url", "part_of", "text", "max"), None, ("number", *_OF_OTHERS)),
    (
        "scores",
        ("cluster", "term", "unit", "unit_name", "criterion", "stage", "points", "counts", "date", "scorer", "source", "note", "url"),
        None, ("number", *_OF_OTHERS),
    ),
    (
        "adjustments", ("cluster", "term", "unit", "unit_name", "kind", "points", "reason", "date", "source", "url"),
        None, ("number", *_OF_OTHERS),
    ),
    (
        "rankings", ("cluster", "term", "unit", "unit_name", "rank", "points", "votes", "votes_source", "proposals", "corrected", "url"),
        None, ("scored", "bonus", "penalty", "total", *_OF_OTHERS),
    ),
)  # fmt: skip
"""Each table with its columns: those before the fields of a record, the record, those after them (`outputs.data`)."""
PARTS = {name: (before, record, after) for name, before, record, after in COLUMNS}
"""The same by the name of the table."""
PRIMARY_KEYS: dict[str, tuple[str, ...]] = {
    "events": ("id",),
    "clusters": ("id",),
    "units": ("id",),
    "pledges": ("id",),
    "articles": ("pledge", "id"),
    "targets": ("pledge", "id"),
    "commemorations": ("id",),
    "campaigns": ("id",),
    "leaders": ("cluster", "term"),
    "criteria": ("cluster", "term", "id"),
    "scores": ("cluster", "term", "unit", "criterion", "stage"),
    "rankings": ("cluster", "term", "unit"),
}
"""The columns by which a row is told from all others; rows of the other tables have no name of their own."""
FOREIGN_KEYS: dict[str, dict[tuple[str, ...], tuple[str, tuple[str, ...]]]] = {
    "events": {("host",): ("units", ("id",))},
    "units": {("parent",): ("units", ("id",)), ("successor",): ("units", ("id",))},
    "pledges": {
        ("cluster",): ("clusters", ("id",)),
        ("cluster", "term"): ("leaders", ("cluster", "term")),
        ("event",): ("events", ("id",)),
    },
    "articles": {("pledge",): ("pledges", ("id",))},
    "targets": {
        ("pledge",): ("pledges", ("id",)),
        ("pledge", "article"): ("articles", ("pledge", "id")),
    },
    "leaders": {
        ("cluster",): ("clusters", ("id",)),
        ("lead",): ("units", ("id",)),
        ("deputy",): ("units", ("id",)),
    },
    "awards": {("to",): ("units", ("id",)), ("event",): ("events", ("id",))},
    "figures": {("event",): ("events", ("id",))},
    "criteria": {
        ("cluster", "term"): ("leaders", ("cluster", "term")),
        ("cluster", "term", "part_of"): ("criteria", ("cluster", "term", "id")),
    },
    "scores": {
        ("cluster", "term"): ("leaders", ("cluster", "term")),
        ("cluster", "term", "criterion"): ("criteria", ("cluster", "term", "id")),
        ("unit",): ("units", ("id",)),
        ("scorer",): ("units", ("id",)),
    },
    "adjustments": {
        ("cluster", "term"): ("leaders", ("cluster", "term")),
        ("unit",): ("units", ("id",)),
    },
    "rankings": {
        ("cluster", "term"): ("leaders", ("cluster", "term")),
        ("unit",): ("units", ("id",)),
    },
}
"""Columns that name a row of a table: whose, and by which of its columns."""


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table, each once, whether a row has something to say there or not. KeyError for an unknown table."""
    before, record, after = PARTS[table]
    own = [c for c in record.keys() if c not in record.unpublished] if record else []  # noqa: SIM118
    return tuple(dict.fromkeys((*before, *own, *after)))
