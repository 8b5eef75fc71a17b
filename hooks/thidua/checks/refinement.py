"""The final report: ids proposed for names, and consequences of unread files dropped."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from thidua.diagnostics import Diagnostic
from thidua.reading.typed import UNKNOWN
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.diagnostics import Report
    from thidua.reading.library import Library

_MAX_NEAR = 4
_PARAM_OF_CODE = {
    "E310": "value", "E330": "value", "E331": "value",
    "E401": "id", "E402": "id", "E403": "id", "E404": "id",
}  # fmt: skip
"""Codes of what is no id, and the parameter that holds what was written."""


_NO_YEAR = 1000
"""The year that stands in for a date that cannot be read."""
_CAUSES: dict[str, frozenset[str]] = {
    # Two files of one name are two copies of one event.
    # A date that is contradicted is no measure for others.
    **dict.fromkeys(
        ("E406", "E411", "E412", "E505", "E506", "W517", "W518", "N528", "N529"),
        frozenset({"E319", "E320"}),
    ),
    **dict.fromkeys(("W523", "W544", "W563"), frozenset({"E319", "E320", "E406", "E412"})),
    "W543": frozenset({"E319", "E320", "E406", "E412", "W563"}),
    "E320": frozenset({"E319"}),
    "W521": frozenset({"E519", "W562"}),
    "W547": frozenset({"E502"}),
    "W548": frozenset({"E502"}),
    "W541": frozenset({"E115", "E117", "E319", "E320", "E408"}),
}
"""Codes of what may only follow, each with what it then follows from; where both stand in a file, the cause is told.

An error never gives way to a warning: a build that was refused stays refused.
"""
_REGISTER_OF = {"E402": "units", "E403": "commemorations", "E404": "campaigns"}


def refine_report(report: Report, library: Library) -> Report:
    """The report with ids proposed for names, and without what follows from files that were not read.

    A file that could not be read is told of where it stands; that nobody finds its records is no mistake
    of those who name them.
    """
    report = _without_consequences(report)
    if not any(item.code in _PARAM_OF_CODE or item.code == "E420" for item in report):
        return report
    names = list(_folded_names(library))
    missing = [_file_key(path) for path in library.unread]
    days = {e.path: s for e in library.events if (s := e.record.date.span).first.year > _NO_YEAR}
    ended = {unit.record.id: unit.record.span for unit in library.units}

    def revise(item: Diagnostic) -> Diagnostic | None:
        if _named_file_key(item) in missing:
            return None
        said = fold(_unknown_name(item))
        if not said:
            return item
        day = days.get(item.path)
        # One name before and after a merger: the unit of the event's day is meant.
        ids = [
            id_
            for name, id_ in names
            if (name == said or name.startswith(f"{said} "))
            and not (day and id_ in ended and not ended[id_].overlaps(day))
        ]
        return _propose_ids(item, list(dict.fromkeys(ids)))

    return report.revised(revise)


def _without_consequences(report: Report) -> Report:
    """The report without what only follows from another mistake of the same file: one slip is told once."""
    codes: dict[str, set[str]] = {}
    for item in report:
        codes.setdefault(item.path, set()).add(item.code)

    def revise(item: Diagnostic) -> Diagnostic | None:
        files = (item.path, str(dict(item.params).get("other", "")))
        found = set().union(*(codes.get(path, ()) for path in files))
        return None if found & _CAUSES.get(item.code, frozenset()) else item

    return report.revised(revise)


def _file_key(path: str) -> tuple[str, ...]:
    """``("units",)`` of a register, ``("clusters", "bca-dp-1")`` of a cluster's file."""
    parts = PurePosixPath(path).with_suffix("").parts
    return parts[-3:-1] if parts[-1] == "cluster" else parts[-1:]


def _named_file_key(item: Diagnostic) -> tuple[str, ...]:
    if item.code == "E401":
        return "clusters", str(dict(item.params).get("id", "")).partition("@")[0]
    if item.code == "E420":
        wanted = str(dict(item.params)["wants"])
        id_ = str(dict(item.params)["id"])
        return ("clusters", id_) if wanted == "cluster" else (f"{wanted}s",)
    return (_REGISTER_OF.get(item.code, ""),)


def _unknown_name(item: Diagnostic) -> str:
    """What was written for an id and looks like a name; else nothing."""
    written = str(dict(item.params).get(_PARAM_OF_CODE.get(item.code, ""), ""))
    return written if " " in written else ""


def _propose_ids(item: Diagnostic, ids: list[str]) -> Diagnostic:
    params = dict(item.params)
    if not ids or len(ids) > _MAX_NEAR:
        return item
    near = tuple(sorted({**params, "near": ", ".join(ids)}.items()))
    # A name that is a unit's is neither a group nor a person.
    code = "E310" if item.code in {"E330", "E331"} else item.code
    return Diagnostic(item.path, item.line, item.column, code, near)


def _folded_names(library: Library) -> Iterator[tuple[str, str]]:
    """Folded names and other names of everything that has an id."""
    for shelf in (library.units, library.clusters, library.commemorations, library.campaigns):
        for document in shelf:
            record = document.record
            if record.id != UNKNOWN:
                for name in (record.name, getattr(record, "short", None), *record.aliases):
                    if name:
                        yield fold(name), record.id
