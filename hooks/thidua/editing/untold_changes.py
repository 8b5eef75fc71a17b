"""Corrections nobody is told of: what a published record said before, and says otherwise now.

Not one of the rules of `thidua.checks.run`: those are about content, this is about a change, which only the history beside
it knows. What was not known before is no correction: a place that is added, an official, the end of a term.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from thidua.diagnostics import Report
from thidua.git_history import changed_since
from thidua.reading.library import Library, with_drafts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Record, Revision
    from thidua.reading.library import Document, Loc
    from thidua.reading.records import Event, Term

_Change: TypeAlias = "tuple[str, Loc]"
"""The key of a field that says something else, and where it stands."""
_Keyed: TypeAlias = "dict[tuple[str, ...], Document[Any]]"

_VALUES = {
    "Event": ("title", "date", "time", "place", "host"),
    "Term": ("from_", "to", "number", "label"),
    "Cluster": ("name", "number", "owner"),
    "Unit": ("name", "from_", "to", "parent", "successor"),
    "Pledge": ("title", "signed_on", "place"),
    "Commemoration": ("name", "origin", "month", "day", "lunar", "to", "observed_from", "recognised_on"),
    "Campaign": ("name",),
}  # fmt: skip
"""Titles, names, dates and places of each record; the text and the rest may change without a word."""
_LISTS: dict[str, dict[str, tuple[str, ...]]] = {
    "Event": {
        "officials": ("name", "rank", "post"),
        "figures": ("label", "value", "unit"),
        "awards": ("title", "to", "for_year"),
    },
    "Term": {"members": ("unit", "from_", "to")},
    "Pledge": {
        "signatories": ("unit", "name", "rank", "post"),
        "targets": ("id", "text", "comparator", "value", "unit", "baseline", "results"),
    },
    "Campaign": {"phases": ("from_", "to", "theme")},
    "Commemoration": {
        "names": ("name", "from_", "to"),
        "editions": ("number", "from_", "to"),
    },
}
"""Lists of persons, figures and members, and what is looked at of each entry; the first tells which entry it is."""


def check_changes(content: Path, project: Path, revision: str, today: dt.date) -> Report | None:
    """Published records that changed since a revision of git without a word; None where nothing is known of that revision."""
    before = changed_since(content, revision, (".md", ".yml"))
    if before is None:
        return None
    place = content.relative_to(project).as_posix()
    old = {f"{place}/{path}": data for path, data in before.items()}
    new = {f"{place}/{path}": (content / path).read_bytes() for path in before}
    report = Report()
    report.add(untold_changes(_library(content, project, old), _library(content, project, new), today))  # fmt: skip
    return report


def _library(content: Path, project: Path, files: Mapping[str, bytes]) -> Library:
    return with_drafts(Library(project, content), files)


def untold_changes(old: Library, new: Library, today: dt.date) -> Iterator[Diagnostic]:
    """A published record that changes a date, name, figure or member says what was wrong, or that it was a slip."""
    documents = _by_identity(new)
    for key, before in _by_identity(old).items():
        after = documents.get(key)
        if after is None or not (before.complete and after.complete):
            continue
        if key[0] == "Event" and not (_is_out(before.record, today) and _is_out(after.record, today)):  # fmt: skip
            continue
        yield from _of_record(after, before.record, after.record, (), ())
        if key[0] == "Cluster":
            terms = {term.term: (n, term) for n, term in enumerate(after.record.terms)}
            for term in before.record.terms:
                if term.term in terms:
                    place, now = terms[term.term]
                    told = (before.record.revised, after.record.revised)
                    yield from _of_record(after, term, now, ("terms", place), told)


def _by_identity(library: Library) -> _Keyed:
    """Records by what they are: entries of registers by their ids, others by their files."""
    found: _Keyed = {}
    for document in library.documents:
        record = document.record
        found[type(record).__name__, document.path, getattr(record, "id", "")] = document
    return found


def _is_out(event: Event, today: dt.date) -> bool:
    waits = event.publish_on is not None and event.publish_on.first > today
    return event.status == "published" and not waits


def _of_record(
    document: Document[Any], old: Any, new: Any, place: Loc, cluster: Sequence[Revision | None]
) -> Iterator[Diagnostic]:
    """One diagnostic with all that changed, at the first of it. What a cluster tells holds for its terms too."""
    if _is_told(old.revised, new.revised) or (cluster and _is_told(*cluster)):
        return
    found: dict[str, Loc] = {}
    for name, at in _changes(old, new):
        found.setdefault(name, at)
    if found:
        first = next(iter(found.values()))
        yield document.diagnose("W575", *place, *first, fields=", ".join(found))


def _is_told(old: Revision | None, new: Revision | None) -> bool:
    """Whether a revision is a new one, and a note or the mark of a slip says what it was about."""
    return new is not None and new != old and bool(new.note or new.minor)


def _changes(old: Any, new: Any) -> Iterator[_Change]:
    kind = type(old).__name__
    for name in _VALUES[kind]:
        before = getattr(old, name)
        if before is not None and before != getattr(new, name):
            yield _key(name), (_key(name),) if getattr(new, name) is not None else ()
    for name, attributes in _LISTS.get(kind, {}).items():
        yield from _in_list(name, getattr(old, name), getattr(new, name), attributes)
    if kind in {"Event", "Campaign"}:
        yield from _gone("clusters", old, new)
    elif kind == "Cluster":
        if {term.term for term in old.terms} - {term.term for term in new.terms}:
            yield "terms", ("terms",)
    elif kind == "Term":
        yield from _of_term(old, new)


def _gone(name: str, old: Record, new: Record) -> Iterator[_Change]:
    """A list of ids that lacks one it had."""
    if {*getattr(old, name)} - {*getattr(new, name)}:
        yield name, (name,) if getattr(new, name) else ()


def _of_term(old: Term, new: Term) -> Iterator[_Change]:
    """Another lead or deputy; a member from the beginning that was not one."""
    for role in ("lead", "deputy"):
        before, after = getattr(old, role), getattr(new, role)
        if before is not None and (after is None or before.unit != after.unit):
            yield role, (role,) if after else ()
    known = {member.unit for member in old.members}
    for place, member in enumerate(new.members):
        if known and member.unit not in known and member.from_ is None:
            yield "members", ("members", place)
            return


def _in_list(
    name: str, old: Sequence[Record], new: Sequence[Record], attributes: tuple[str, ...]
) -> Iterator[_Change]:
    """The first entry that is gone or says something else; what it did not say before may be added."""
    alike: dict[Any, list[int]] = {}
    for place, entry in enumerate(new):
        alike.setdefault(getattr(entry, attributes[0]), []).append(place)
    for entry in old:
        places = alike.get(getattr(entry, attributes[0]), [])
        if not any(_says_no_less(entry, new[place], attributes) for place in places):
            yield name, (name, places[0]) if places else ((name,) if new else ())
            return


def _says_no_less(old: Record, new: Record, attributes: Iterable[str]) -> bool:
    for attribute in attributes:
        before, after = getattr(old, attribute), getattr(new, attribute)
        if isinstance(before, tuple) and isinstance(after, tuple):
            if any(item not in after for item in before):
                return False
        elif before is not None and before != after:
            return False
    return True


def _key(name: str) -> str:
    return name.rstrip("_")
