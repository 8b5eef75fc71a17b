"""Rules of what is there twice: one event in two files, one entry twice in a list."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin
from urllib.parse import urlsplit

from thidua.campaign.references import split_cluster_ref
from thidua.campaign.term_resolution import resolve_term
from thidua.checks.kept import kept_findings
from thidua.reading.base import CommemorationRef, Membership, Record, Source
from thidua.reading.records import Edition, Figure, Official, Photo, Result, Signatory, Target, Term
from thidua.reading.texts import records_in
from thidua.reading.typed import UNKNOWN
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from thidua.campaign.site import EventEntry, Site, TermKey
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Library, Loc
    from thidua.reading.records import Cluster, Event

Sameness = Literal["day", "term", "source"]

_ONCE_A_TERM = frozenset({"tong-ket", "ky-giao-uoc"})
_ANYTHING = frozenset({"khac"})
"""The kind that says nothing of what an event was."""
_NEAR = dt.timedelta(days=31)
_MOST = 20
"""Earlier events that one is held against; who has more of one kind for one term made no slip."""
_TOLD_ELSEWHERE = (Photo, Membership, Result, Term)
"""What has a rule of its own, which knows of days and of files."""


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All rules of this module."""
    yield from events_are_told_once(library, site)
    clusters = {document.record.id: document for document in reversed(library.clusters)}
    events = {document.path: document for document in library.events}
    for document in library.documents:
        event = events.get(document.path)
        named = [split_cluster_ref(ref)[0] for ref in event.record.clusters] if event else []
        read = [document.key, *(clusters[id_].key for id_ in named if id_ in clusters)]
        find = partial(entries_are_listed_once, document, events, clusters)
        yield from kept_findings(library.store, "listed once", read, [], find)


def events_are_told_once(library: Library, site: Site) -> Iterator[Diagnostic]:
    """No two files tell of one event: the same day or article, for the same cluster and of the same kind.

    A review and a signing are held once a term. Two events of one day have each their ``time``.
    """
    documents = {document.path: document for document in library.events if document.complete}
    seen: dict[Hashable, list[EventEntry]] = {}
    for entry in sorted(site.events, key=lambda entry: entry.path):
        document = documents.get(entry.path)
        if document is None:
            continue
        earlier: dict[str, EventEntry] = {}
        for place in _places(entry):
            earlier |= {other.path: other for other in seen.get(place, ())[-_MOST:]}
            seen.setdefault(place, []).append(entry)
        for other in earlier.values():
            why = _sameness(site, other, entry)
            if why:
                yield document.diagnose("W541", "title", other=other.path, why=why)
                break


def _places(entry: EventEntry) -> Iterator[Hashable]:
    """What two files of one event have in common, at least one of these: a day, a meeting of a term, or an article."""
    kinds = set(entry.record.kinds) - _ANYTHING
    for key, kind in itertools.product(entry.terms, sorted(kinds)):
        if kind in _ONCE_A_TERM:
            yield key, kind
        elif entry.record.date.from_.day:
            yield key, kind, entry.span
    yield from dict.fromkeys(_bare(s.url) for s in entry.record.sources if s.url)


def _bare(url: str) -> str:
    """An address without what may differ between two copies of it."""
    parts = urlsplit(url)
    host = re.sub(r"\A(?:www|m|amp)\.", "", parts.netloc.lower())
    query = "&".join(
        p for p in parts.query.split("&") if p and not p.startswith(("utm_", "fbclid"))
    )
    return f"{host}{parts.path.rstrip('/')}?{query}"


def _sameness(site: Site, one: EventEntry, other: EventEntry) -> Sameness | None:
    """Why two files seem to tell of one event; None where they do not."""
    shared = [key for key in one.terms if key in other.terms]
    kinds = set(one.record.kinds) & set(other.record.kinds) - _ANYTHING
    if one.record.time and other.record.time and one.record.time != other.record.time:
        return None
    if not kinds or not (shared or (not one.terms and not other.terms)):
        return None
    if shared and one.span == other.span and one.record.date.from_.day:
        return "day"
    once = any(_kinds(site, one, key) & _kinds(site, other, key) & _ONCE_A_TERM for key in shared)
    if once and one.span.overlaps(other.span):
        return "term"
    articles = {_bare(s.url) for s in one.record.sources if s.url}
    same_article = any(s.url and _bare(s.url) in articles for s in other.record.sources)
    apart = max(one.span.first - other.span.last, other.span.first - one.span.last)
    return "source" if same_article and apart <= _NEAR else None


def _kinds(site: Site, entry: EventEntry, key: TermKey) -> frozenset[str]:
    return frozenset(site.kinds_in(entry, key))


def entries_are_listed_once(
    document: Document[Record],
    events: dict[str, Document[Event]],
    clusters: dict[str, Document[Cluster]],
) -> Iterator[Diagnostic]:
    """A list names an id, a person, a source or anything else once."""
    for loc, items in _lists(document.record, ()):
        first: dict[Hashable, int] = {}
        for n, item in enumerate(items):
            identity = _identity(item)
            if loc == ("clusters",) and document.path in events:
                identity = _term_of(events[document.path], str(item), clusters)
            if identity is None:
                continue
            if identity in first and not _is_told_elsewhere(item, items[first[identity]]):
                yield document.diagnose(
                    "W542", *loc, n, key=loc[-1], value=_label_of(item), line=document.at(*loc, first[identity]).line,
                )  # fmt: skip
            first.setdefault(identity, n)


def _lists(record: Record, loc: Loc) -> Iterator[tuple[Loc, tuple[object, ...]]]:
    """Every list of several entries in a record and its parts, with its place."""
    for name, key in _fields_with_lists(type(record)):
        value = getattr(record, name)
        if isinstance(value, Record):
            yield from _lists(value, (*loc, key))
        elif isinstance(value, tuple) and value:
            here = (*loc, key)
            if len(value) > 1:
                yield here, value
            if isinstance(value[0], Record) and _fields_with_lists(type(value[0])):
                for n, item in enumerate(value):
                    yield from _lists(item, (*here, n))


@cache
def _fields_with_lists(cls: type[Record]) -> tuple[tuple[str, str], ...]:
    """Names and keys of the fields that are lists or may have some in them."""
    return tuple(
        (name, info.alias or name)
        for name, info in cls.model_fields.items()
        if _is_list(info.annotation) or any(map(_fields_with_lists, records_in(info.annotation)))
    )


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(map(_is_list, get_args(annotation)))


def _identity(item: object) -> Hashable:
    """What is equal for two entries that say the same; None for what another rule looks at."""
    identity: Hashable = None
    match item:
        case str():
            identity = item
        case CommemorationRef():
            identity = (item.id, item.year)
        case Official():
            # People of one name are told apart by their posts.
            identity = (item.name.casefold(), item.post)
        case Signatory():
            identity = item.unit
        case Source():
            identity = (
                _bare(item.url) if item.url else (fold(item.title), item.publisher, item.published)
            )
        case Edition():
            identity = item.number
        case Figure():
            # Two values of one thing contradict each other.
            identity = (fold(item.label), item.unit)
        case Target() if item.text != UNKNOWN:
            identity = (fold(item.text), item.article, item.unit, item.comparator, item.value)
        case Record() if not isinstance(item, _TOLD_ELSEWHERE):
            identity = item
    return None if identity is None or _label_of(item) == UNKNOWN else identity


def _is_told_elsewhere(item: object, other: object) -> bool:
    """Whether a rule of its own tells of two entries that are alike: of targets with one id."""
    return isinstance(item, Target) and isinstance(other, Target) and item.id == other.id


def _term_of(event: Document[Event], ref: str, clusters: dict[str, Document[Cluster]]) -> Hashable:
    """The term a reference means, written out or not."""
    cluster_id, term_id = split_cluster_ref(ref)
    cluster = clusters.get(cluster_id)
    term = resolve_term(event, cluster, term_id) if cluster else None
    return (cluster_id, term.term if term else term_id)


def _label_of(item: object) -> str:
    """What a sentence calls an entry: its id, name or title."""
    if isinstance(item, Record):
        for key in _labels(type(item)):
            value = getattr(item, key)
            if value:
                return str(value)
    return str(item)


@cache
def _labels(cls: type[Record]) -> tuple[str, ...]:
    """The fields of a class that may name an entry, the best first."""
    keys = ("id", "label", "unit", "name", "title", "number", "theme")
    return tuple(key for key in keys if key in cls.model_fields)
