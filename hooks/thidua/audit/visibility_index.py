"""The hidden and the public texts of a content folder for an audience, field by field."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import yaml
from pydantic import BaseModel

from thidua.audit.decoded_text import OpaqueError, metadata
from thidua.campaign import addresses
from thidua.campaign.hidden_addresses import (
    NOTHING_HIDDEN,
    HiddenAddresses,
    file_names,
    public_words,
)
from thidua.campaign.terms import term_name
from thidua.campaign.unions import union_ids
from thidua.locale import CONTENT, LANGUAGES, phrase
from thidua.papers.facts import PaperFacts
from thidua.reading.base import Record
from thidua.reading.library import PHOTO_ENDINGS
from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Scores, Unit
from thidua.reading.texts import codes
from thidua.text import slug

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from thidua.reading.base import Audience
    from thidua.reading.library import Document, Library
    from thidua.reading.sector import Sector

_COMMENT_SIGN = re.compile(r"(?:^|(?<=\s))#(?!\})", re.MULTILINE)
_FIELD = re.compile(r"\A(?:-\s+)?[a-z_]+:(?:\s+|\Z)")


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that must not be found, and where it was written."""

    text: str
    path: str
    line: int
    field: str
    """``officials.0.name``; ``body``, ``comment``, ``file``, ``metadata`` or ``page`` (of a PDF, `line` being its number) for what is no field."""


@dataclass(frozen=True, slots=True)
class VisibilityIndex:
    """The hidden and the public texts of a content folder, for an audience."""

    hidden: tuple[Secret, ...]
    public: tuple[str, ...]
    names: tuple[str, ...] = ()
    """What public records are called, and themes: pages put them side by side."""
    files: tuple[str, ...] = ()
    """Files of which nothing may be shown."""
    addresses: HiddenAddresses = NOTHING_HIDDEN
    """What must not be named of the hidden records, in any spelling."""


def build_visibility_index(
    library: Library, project: Path, audience: Audience, today: dt.date
) -> VisibilityIndex:
    """The visibility index of ``library``; ``project`` is the folder its paths are relative to."""
    return _IndexBuilder(library, project, audience, today).run()


class _IndexBuilder:
    def __init__(self, library: Library, project: Path, audience: Audience, today: dt.date) -> None:
        self.project = project
        self.audience = audience
        self.today = today
        self.library = library
        self.documents: list[Document[Any]] = [
            *library.events, *library.clusters, *library.pledges, *library.scores,
            *library.units, *library.commemorations, *library.campaigns,
        ]  # fmt: skip
        hidden = {id(d) for d in self.documents if self._is_hidden(d.record)}
        shut = {d.record.id for d in library.clusters if id(d) in hidden}
        # Pledges and scores belong to their cluster, whatever they say of themselves.
        hidden |= {id(d) for d in (*library.pledges, *library.scores) if d.slug in shut}
        # An old address tells of its page as much as the new one does.
        closed = {
            address for d in self.documents if id(d) in hidden for address in _record_addresses(d)
        }
        self.hidden_ids = {
            d.record.id for d in self.documents if id(d) in hidden and hasattr(d.record, "id")
        }
        for moved in library.redirects:
            self.documents.append(moved)
            old, new = (addresses.canonical(a) for a in (moved.record.from_, moved.record.to))
            named = set(re.split(r"/|\.\.", f"{old}/{new}"))
            if new.startswith(tuple(closed)) or not named.isdisjoint(self.hidden_ids):
                hidden.add(id(moved))
        self.hidden = hidden

    def run(self) -> VisibilityIndex:
        secrets: list[Secret] = []
        public: list[str] = []
        for document in self.documents:
            shut = id(document) in self.hidden
            for text, loc, kept in _texts(document.record, (), self._held):
                if shut or kept:
                    field = ".".join(map(str, loc))
                    secrets.append(Secret(text, document.path, document.at(*loc).line, field))
                elif text not in self.hidden_ids:
                    public.append(text)
            body = document.body
            if body is not None and body.text.strip():
                if shut:
                    secrets.append(Secret(body.text, document.path, body.first_line, "body"))
                else:
                    public.append(body.text)
            own = document.path.removesuffix("/index.md").rpartition("/")[2]
            if not shut:
                public += [
                    own,
                    *_record_addresses(document),
                    *_names(document.record, self.library.sector),
                ]
            elif not document.entry:
                secrets.append(Secret(own, document.path, 1, "file"))
        pages = [*self._pages_of_papers()]
        secrets += [page for shut, page in pages if shut]
        public += [page.text for shut, page in pages if not shut]
        secrets += self._beside_records()
        open_ = [d.record for d in self.documents if id(d) not in self.hidden]
        files = [d.path for d in self.documents if id(d) in self.hidden and not d.entry]
        names = tuple(n for r in open_ for n in _names(r, self.library.sector))
        return VisibilityIndex(
            tuple(secrets), tuple(public), names, tuple(files), self._hidden_addresses()
        )

    def _hidden_addresses(self) -> HiddenAddresses:
        closed = [d for d in self.documents if id(d) in self.hidden]
        open_ = [d for d in self.documents if id(d) not in self.hidden]
        units = [d.record.id for d in closed if isinstance(d.record, Unit)]
        pages = {address for d in closed for address in _record_addresses(d)}
        pages |= {addresses.year(y) for y in _event_years(closed) - _event_years(open_)}
        pages |= {
            d.path.partition("/")[2].rpartition(".")[0]
            for d in closed
            if isinstance(d.record, Pledge | Scores)
        }
        return HiddenAddresses(
            pages=frozenset(pages),
            ids=union_ids(units, self.library.sector) | self.hidden_ids,
            words=frozenset(name for d in closed for name in _event_names(d)),
            known=frozenset(
                {*public_words(), *codes(), *(name for d in open_ for name in _own_names(d))}
            ),
        )

    def _is_hidden(self, record: Record) -> bool:
        if self.audience == "public" and getattr(record, "audience", "public") != "public":
            return True
        if getattr(record, "status", "published") != "published":
            return True
        due = getattr(record, "publish_on", None)
        if isinstance(record, Scores) and self.audience == "public":
            if record.announced is None:
                return True
            due = record.announced.on
        return due is not None and due.first > self.today

    def _held(self, record: BaseModel) -> frozenset[str]:
        """Fields kept from this audience in a record and below it (``results_audience: internal``)."""
        if self.audience != "public" or not isinstance(record, Record):
            return frozenset()
        return record.kept_back

    def _pages_of_papers(self) -> Iterator[tuple[bool, Secret]]:
        """The words of each page of a paper, and whether its record is hidden."""
        for declared in self.library.declared_papers():
            facts = self.library.papers.get(declared.path)
            for number, text in enumerate(facts.pages if isinstance(facts, PaperFacts) else (), 1):
                page = Secret(text, declared.path, number, "page")
                yield id(declared.document) in self.hidden, page

    def _beside_records(self) -> Iterator[Secret]:
        """What no audience sees: comments of the source, and what cameras wrote into photographs."""
        for path in sorted(self.library.files):
            file = self.project / path
            if path.endswith((".yml", ".md")) and file.is_file():
                text = file.read_bytes().decode("utf-8", "replace")
                if path.endswith(".md"):
                    text = text.partition("\n---")[0]
                for line, said in _comments(text):
                    # Of a field left out only the value is the editor's: open data print the name beside others' values.
                    yield Secret(_FIELD.sub("", said), path, line, "comment")
            elif path.lower().endswith(PHOTO_ENDINGS) and file.is_file():
                try:
                    said = metadata(file.read_bytes())
                except OpaqueError:
                    continue
                yield from (Secret(line, path, 1, "metadata") for line in said.splitlines())


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """(line, words) of each comment of a YAML text; a sign ``#`` within a value begins none."""
    try:
        tokens = list(yaml.scan(text, Loader=yaml.CSafeLoader)) if "#" in text else []
    except yaml.YAMLError:
        tokens = []  # Where nobody can say what is a value, all that looks like a comment is taken for one.
    values = [
        (token.start_mark.index, token.end_mark.index)
        for token in tokens
        if isinstance(token, yaml.ScalarToken)
    ]
    done = 0
    for sign in _COMMENT_SIGN.finditer(text):
        place = bisect.bisect(values, (sign.end(), 0)) - 1
        if sign.start() >= done and (place < 0 or values[place][1] < sign.end()):
            done = text.find("\n", sign.end()) % (len(text) + 1)
            if said := text[sign.end() : done].strip():
                yield text.count("\n", 0, sign.end()) + 1, said


def _event_years(documents: Iterable[Document[Any]]) -> set[int]:
    return {d.record.date.from_.year for d in documents if isinstance(d.record, Event)}


def _event_names(document: Document[Any]) -> Iterator[str]:
    if isinstance(document.record, Event):
        yield document.slug
        yield from file_names(document.path)
        for photo in document.record.photos:
            yield from file_names(photo.file)
    for paper in getattr(document.record, "documents", ()):
        yield from file_names(paper.file or "")


def _own_names(document: Document[Any]) -> Iterator[str]:
    """Ids and the like that a public record brings with itself, and that its pages bear."""
    yield from _event_names(document)
    record = document.record
    if hasattr(record, "id"):
        yield record.id
    if isinstance(record, Pledge):
        yield from (name for target in record.targets for name in (target.id, target.article))
    if isinstance(record, Cluster):
        yield from (term.term for term in record.terms)
    for heading in document.body.headings if document.body else ():
        yield heading.id or slug(heading.text)


def _names(record: Record, sector: Sector) -> Iterator[str]:
    yield from getattr(record, "aliases", ())
    match record:
        case Unit() | Commemoration():
            yield record.name
        case Cluster() as cluster:
            yield cluster.name
            for term in cluster.terms:
                yield from (term_name(cluster, term, sector, lang) for lang in LANGUAGES)
                yield f"{cluster.id} {term.term}"
        case Pledge() as pledge:
            year = phrase(CONTENT, "terms.year", year=pledge.term)
            yield phrase(CONTENT, "pledges.title", term=year)
        case Campaign() as campaign:
            yield campaign.name
            yield from (phase.theme for phase in campaign.phases if phase.theme)


def _record_addresses(document: Document[Any]) -> Iterator[str]:
    """Addresses at and below which a record is shown."""
    match document.record:
        case Event() as event:
            yield addresses.event(event.date.from_.year, document.slug)
        case Cluster() as cluster:
            yield addresses.cluster(cluster.id)
        case Pledge() as pledge:
            yield addresses.pledge(document.slug, pledge.term)
        case Scores() as scores:
            yield addresses.scores(document.slug, scores.term)
        case Unit() as unit:
            yield addresses.unit(unit.id)
        case Commemoration() as commemoration:
            yield addresses.commemoration(commemoration.id)
        case Campaign() as campaign:
            yield addresses.campaign(campaign.id)


def _texts(
    value: object,
    loc: tuple[str | int, ...],
    rule: Callable[[BaseModel], frozenset[str]],
    held: frozenset[str] = frozenset(),
    *,
    kept: bool = False,
) -> Iterator[tuple[str, tuple[str | int, ...], bool]]:
    """(text, place, kept back) of every free text below a record; closed values tell nothing."""
    if isinstance(value, BaseModel):
        held |= rule(value)
        for name, shown in _open_fields(type(value)):
            here = (*loc, shown)
            yield from _texts(getattr(value, name), here, rule, held, kept=kept or name in held)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*loc, number), rule, held, kept=kept)
    elif isinstance(value, str):
        yield value, loc, kept


@cache
def _open_fields(record: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Names of the fields that take free texts, in code and in files."""
    return tuple(
        (name, info.alias or name)
        for name, info in record.model_fields.items()
        if not _is_closed(info.annotation)
    )


def _is_closed(annotation: Any) -> bool:
    """Whether a field takes only values of a fixed set."""
    parts = [part for part in get_args(annotation) if part not in (type(None), ...)]
    if get_origin(annotation) is Literal:
        return True
    return bool(parts) and all(
        _is_closed(part) for part in parts if not _is_annotation_metadata(part)
    )


def _is_annotation_metadata(part: Any) -> bool:
    """Parts of ``Annotated[...]`` that are no types."""
    return not isinstance(part, type) and get_origin(part) is None
