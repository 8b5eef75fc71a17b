"""The content behind the desk: records by their ids, drafts checked before they are written, saves."""

from __future__ import annotations

import os
import posixpath
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from thidua.campaign.link import link
from thidua.campaign.site import TermKey
from thidua.checks.run import run
from thidua.dates import UNDATED, PartialDate
from thidua.desk.forms import canonical, changes, written_values
from thidua.desk.history import History, bytes_of, digest_of
from thidua.editing.importing.pictures import file_name, strip_metadata
from thidua.editing.new import NotWrittenError, begun_scores, event_name, refuse_links
from thidua.editing.value_writer import with_values
from thidua.editing.yaml_text import yaml_entry
from thidua.locale import CONTENT, strings
from thidua.papers.pdf_file import is_pdf
from thidua.reading.library import Library, read_library, with_drafts
from thidua.reading.parsed_files import ParsedFile, parse_markdown, parse_yaml
from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Scores, Unit
from thidua.store.database import Store
from thidua.text import slug

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic, Report
    from thidua.editing.yaml_text import Item
    from thidua.reading.base import Record
    from thidua.reading.library import Document
    from thidua.reading.simple_yaml import Value
    from thidua.reading.strict_yaml import Path as Place
    from thidua.store.database import Objects

NEW: Mapping[str, type[Record]] = {
    "su-kien/moi": Event, "cum/moi": Cluster, "don-vi/moi": Unit, "ky-niem/moi": Commemoration, "phong-trao/moi": Campaign,
}  # fmt: skip
"""New records by their ids, pledges and scores aside, which are of a cluster."""
REGISTERS: Mapping[type[Record], str] = {
    Unit: "units.yml", Commemoration: "commemorations.yml", Campaign: "campaigns.yml",
}  # fmt: skip
"""Classes whose records stand in one file, and its name."""
ENTRIES: Mapping[str, type[Record]] = {
    "don-vi": Unit,
    "ky-niem": Commemoration,
    "phong-trao": Campaign,
}
"""The same by the word their ids begin with."""
_WORDS = {cls: word for word, cls in ENTRIES.items()}
NAMELESS = "khong-ten"
MAX_STAGED = 60
"""Photographs and papers that wait for their record to be saved."""


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """A record as it is opened: its file, and what stands in it."""

    id: str
    """``su-kien/2024/ky-giao-uoc``, ``giao-uoc/cum-1/2024`` or ``cham-diem/cum-1/2024``; of a new record ``su-kien/moi``."""
    cls: type[Record]
    path: str
    """From the project; empty for a new record."""
    raw: dict[str, Any]
    values: dict[str, Item]
    body: str
    digest: str
    folder: str = ""
    """Of its photographs."""
    entry: Place = ()
    """Where it stands in its file, if that is a register."""

    @property
    def is_new(self) -> bool:
        return not self.path


@dataclass(frozen=True, slots=True)
class FieldFinding:
    """A diagnostic and the field of the form it belongs to; empty where it belongs to none."""

    field: str
    item: Diagnostic


@dataclass(frozen=True, slots=True)
class Draft:
    """Files as a form would write them, and everything `check` says of them."""

    path: str
    files: dict[str, bytes]
    findings: tuple[FieldFinding, ...]
    library: Library
    opened: str
    """The digest of the file it was made from; empty for a new one."""
    cls: type[Record]
    record_id: str
    """What it says of the id of its record; empty where that follows from its place."""

    @property
    def has_errors(self) -> bool:
        return any(found.item.severity == "error" for found in self.findings)


@dataclass(slots=True)
class Workspace:
    """The content of one project while somebody edits it."""

    project: Path
    content: Path
    written_pages: Mapping[str, Path] | None
    today: dt.date
    open_store: Callable[[Objects], Store]
    history: History = field(init=False)
    staged: dict[str, bytes] = field(default_factory=dict)
    """Photographs and papers that were dropped and not saved yet, by the name they will have."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    _library: Library | None = None
    _site: Site | None = None
    _objects: Objects = field(default_factory=dict)
    _stamp: frozenset[tuple[str, int, int]] = frozenset()

    def __post_init__(self) -> None:
        self.history = History(self.project)

    @property
    def library(self) -> Library:
        """The content as it is on the disk now."""
        with self.lock:
            stamp = self._look()
            if self._library is None or stamp != self._stamp:
                with self.open_store(self._objects) as store:
                    self._library = read_library(
                        self.content, self.project, self.written_pages, self.today, store
                    )
                    self._site = link(self._library)
                    if not self._stamp:
                        # What is found in each file, at hand for the first draft as for the tenth.
                        run(self._library, self._site)
                # What is found in files that stay the same serves every draft, and nothing of drafts is written.
                self._library.store = Store(None, self._objects)
                self._stamp = stamp
            return self._library

    @property
    def site(self) -> Site:
        """The same, linked."""
        with self.lock:
            self.library  # noqa: B018 reads what has changed
            assert self._site is not None
            return self._site

    def _look(self) -> frozenset[tuple[str, int, int]]:
        found = set()
        for folder, names, files in os.walk(self.content):
            names[:] = [name for name in names if not name.startswith(".")]
            for name in files:
                state = os.stat(os.path.join(folder, name), follow_symlinks=False)  # noqa: PTH116, PTH118
                found.add((os.path.join(folder, name), state.st_mtime_ns, state.st_size))  # noqa: PTH118
        return frozenset(found)

    # Records ------------------------------------------------------------------------------------

    def documents(self) -> dict[str, Document[Record]]:
        """All records by the ids the desk knows them by; a request can name nothing else."""
        found: dict[str, Document[Record]] = {}
        for event in self.library.events:
            year = posixpath.basename(posixpath.dirname(event.folder)) if event.path.endswith("/index.md") else posixpath.basename(event.folder)  # fmt: skip
            found[f"su-kien/{year}/{event.slug}"] = event
        for pledge in self.library.pledges:
            found[f"giao-uoc/{pledge.slug}/{posixpath.basename(pledge.path).removesuffix('.md')}"] = pledge  # fmt: skip
        for scores in self.library.scores:
            found[f"cham-diem/{scores.slug}/{posixpath.basename(scores.path).removesuffix('.yml')}"] = scores  # fmt: skip
        for cluster in self.library.clusters:
            found[f"cum/{cluster.slug}"] = cluster
        library = self.library
        for shelf in (library.units, library.commemorations, library.campaigns):
            for entry in shelf:
                # Of two of one id, which the check refuses, the first.
                word = _WORDS[type(entry.record)]
                found.setdefault(f"{word}/{entry.record.id}", entry)
        return found

    def id_of(self, draft: Draft) -> str:
        """The id of a record that was saved; empty where it cannot be read."""
        own = (id_ for id_, document in self.documents().items() if document.path == draft.path)
        if draft.cls in REGISTERS:
            return next((id_ for id_ in own if id_.partition("/")[2] == draft.record_id), "")
        return next(own, "")

    def open(self, id_: str) -> OpenRecord:
        """A record for a form. KeyError where there is none of this id."""
        if id_ in NEW:
            start: dict[str, Item] = {"audience": "internal", "sources": [{}]}
            if NEW[id_] is Event:
                start["status"] = "draft"
            elif NEW[id_] is Cluster:
                start["terms"] = [{}]
            elif NEW[id_] is Unit:
                start["sources"] = []
            return OpenRecord(id_, NEW[id_], "", {}, start, "", "")
        if (cluster := new_pledge_of(id_)) and f"cum/{cluster}" in self.documents():
            begun: dict[str, Item] = {"audience": "internal", "sources": [{}]}
            return OpenRecord(id_, Pledge, "", {}, begun, "", "")
        key = scores_of(id_)
        if key in self.site.term_places and id_ not in self.documents():
            first: dict[str, Item] = {"term": key.term, "audience": "internal", "sources": [{}]}
            first |= canonical(Scores, begun_scores(self.site, key))
            return OpenRecord(id_, Scores, "", {}, first, "", "")
        document = self.documents()[id_]
        data = bytes_of(self.project / document.path)
        if data is None:
            raise KeyError(id_)
        cls = type(document.record)
        raw = value_at(document.marked.value, document.entry)
        assert isinstance(raw, dict)
        body = document.body.text.strip("\n") if document.body else ""
        return OpenRecord(
            id_, cls, document.path, raw, canonical(cls, raw), body, digest_of(data), document.folder, document.entry
        )  # fmt: skip

    def unreadable(self) -> list[Diagnostic]:
        """For each file that no record could be made of, its first error."""
        known = {document.path for document in self.documents().values()}
        ends = (".md", "/cluster.yml", *map("/{}".format, REGISTERS.values()))
        first: dict[str, Diagnostic] = {}
        for item in self.library.report:
            if (
                item.severity == "error"
                and (item.path.endswith(ends) or "/scores/" in item.path)
                and item.path not in known
            ):
                first.setdefault(item.path, item)
        return list(first.values())

    # Drafts -------------------------------------------------------------------------------------

    def draft(self, record: OpenRecord, values: Mapping[str, Item], body: str) -> Draft:
        """What a form would write, and what every rule says of it. Raises NotWrittenError where nothing can be written."""
        path = self._path(record, values)
        old = bytes_of(self.project / path)
        if record.is_new and record.cls in REGISTERS:
            data = with_entry(old or b"", record.cls, values)
        elif record.is_new:
            data = new_file(record.cls, values, body)
        else:
            data = with_values(
                path,
                old or b"",
                changes(record.cls, record.raw, values),
                order=record.cls.keys(),
                at=record.entry,
                body=body if path.endswith(".md") and not _same_body(body, record.body) else None,
            )
        folder = posixpath.dirname(path)
        beside = {
            posixpath.join(folder, name): self.staged[name]
            for name in _named_files(values)
            if name in self.staged
        }
        files = {**beside, path: data}
        library = with_drafts(self.library, files)
        report = run(library)
        own = report.within(lambda where: where in files)
        findings = (
            *_on_form(own, record, path, data),
            *(FieldFinding("", item) for item in self._caused_elsewhere(report, record, files)),
        )
        is_added = record.is_new and record.cls in REGISTERS
        opened = digest_of(old) if is_added else record.digest
        id_ = str(values.get("id", ""))
        return Draft(path, files, findings, library, opened, record.cls, id_)

    def _caused_elsewhere(
        self, report: Report, record: OpenRecord, files: Mapping[str, bytes]
    ) -> Iterator[Diagnostic]:
        """Errors in other files that a change of a record others name would bring: an id that is no more, a shorter life."""
        if record.is_new or record.cls in {Event, Pledge, Scores}:
            return
        errors = [i for i in report if i.severity == "error" and i.path not in files]
        if errors:
            known = {(i.path, i.line, i.code) for i in run(self.library, self.site)}
            yield from (i for i in errors if (i.path, i.line, i.code) not in known)

    def _path(self, record: OpenRecord, values: Mapping[str, Item]) -> str:
        """The file a record is written to. Raises NotWrittenError where that of a new one is taken."""
        if not record.is_new:
            return record.path
        if record.cls is Event:
            return self.new_path(values)
        if record.cls is Pledge:
            return self.new_pledge_path(record.id, values)
        if record.cls is Scores:
            return self.new_scores_path(record.id)
        folder = self.content.relative_to(self.project).as_posix()
        if record.cls in REGISTERS:
            return f"{folder}/{REGISTERS[record.cls]}"
        path = f"{folder}/clusters/{slug(str(values.get('id', ''))) or NAMELESS}/cluster.yml"
        if (self.project / path).exists():
            raise NotWrittenError("new_exists", path=path)
        return path

    def new_path(self, values: Mapping[str, Item]) -> str:
        """Where a new event is written; while it has no title or no date, a place nothing is written to, for mistakes are told.

        Raises NotWrittenError where the name is taken.
        """
        date = values.get("date")
        start = str(date.get("from", "")) if isinstance(date, Mapping) else ""
        try:
            year = UNDATED if start == UNDATED else f"{PartialDate.parse(start).year:04d}"
        except ValueError:
            start, year = "1900", "1900"
        folder = self.content.relative_to(self.project).as_posix()
        title = str(values.get("title", ""))
        stem = f"{folder}/events/{year}/{event_name(start, title if slug(title) else NAMELESS)}"
        for taken in (stem, f"{stem}.md"):
            if (self.project / taken).exists():
                raise NotWrittenError("new_exists", path=taken)
        return f"{stem}/index.md"

    def new_pledge_path(self, id_: str, values: Mapping[str, Item]) -> str:
        """Where a new pledge is written; without a term, a place nothing is written to. Raises NotWrittenError where it is taken."""
        folder = self.content.relative_to(self.project).as_posix()
        term = slug(str(values.get("term", ""))) or NAMELESS
        path = f"{folder}/clusters/{new_pledge_of(id_)}/pledges/{term}.md"
        if (self.project / path).exists():
            raise NotWrittenError("new_exists", path=path)
        return path

    def new_scores_path(self, id_: str) -> str:
        """Where the scores of a term are written. Raises NotWrittenError where it is taken."""
        folder, key = self.content.relative_to(self.project).as_posix(), scores_of(id_)
        path = f"{folder}/clusters/{key.cluster}/scores/{key.term}.yml"
        if (self.project / path).exists():
            raise NotWrittenError("new_exists", path=path)
        return path

    def save(self, draft: Draft, title: str) -> None:
        """Write a draft. Raises ChangedMeanwhileError where its file is not what was opened, NotWrittenError behind a link."""
        with self.lock:
            for path in draft.files:
                refuse_links(self.project / path, self.project)
            self.history.save(title, draft.files, {draft.path: draft.opened})
            for path in draft.files:
                self.staged.pop(posixpath.basename(path), None)

    # Photographs --------------------------------------------------------------------------------

    def stage(self, data: bytes, called: str) -> str:
        """Keep a photograph or a PDF until its record is saved; gives the name it will have. Raises NotWrittenError."""
        # What is published of a PDF is made anew from it, and checked with the draft.
        bare = ("pdf", data) if is_pdf(data) else strip_metadata(data)
        if bare is None:
            raise NotWrittenError("desk_no_photo", name=called)
        if len(self.staged) >= MAX_STAGED:
            raise NotWrittenError("desk_many_photos", limit=MAX_STAGED)
        taken = {posixpath.basename(path) for path in self.library.files} | set(self.staged)
        stem = posixpath.splitext(called.replace("\\", "/").rpartition("/")[2])[0]
        ending, picture = bare
        for number in range(1, len(taken) + 2):
            name = file_name(number, stem if number == 1 else f"{stem} {number}", ending, set())
            if name not in taken:
                self.staged[name] = picture
                return name
        raise AssertionError

    def photo(self, record_id: str, name: str) -> bytes:
        """A photograph that waits, or one that a record names. KeyError for any other."""
        if name in self.staged:
            return self.staged[name]
        record = self.open(record_id)
        named = {str(p.get("file")) for p in record.values.get("photos", ())}  # type: ignore[union-attr]
        path = posixpath.join(record.folder, name)
        if name not in named or path not in self.library.files:
            raise KeyError(name)
        with self.library.open(path) as file:
            return file.read()


def value_at(value: Value, place: Place) -> Value:
    """A part of the value of a file."""
    for step in place:
        value = value[step]  # type: ignore[index]
    return value


def new_file(cls: type[Record], values: Mapping[str, Item], body: str) -> bytes:
    """A new file: its values in the order of the record, and its text where it has one."""
    lines = [line for key, value in written_values(cls, values).items() for line in yaml_entry(key, value)]  # fmt: skip
    if cls in {Cluster, Scores}:
        return "".join(f"{line}\n" for line in lines).encode()
    text = body.strip("\n") or strings(CONTENT, "guides")[f"body.{cls.__name__.lower()}"]
    head = "\n".join(["---", *lines, "---", ""]).encode()
    return with_values("new.md", head, {}, order=cls.keys(), body=text)


def with_entry(register: bytes, cls: type[Record], values: Mapping[str, Item]) -> bytes:
    """A register with a new record at its end; all that stands in it stays byte for byte."""
    lines = [line for key, value in written_values(cls, values).items() for line in yaml_entry(key, value)]  # fmt: skip
    end = b"\r\n" if b"\r\n" in register else b"\n"
    before = register if not register or register.endswith(b"\n") else register + end
    entry = [f"{'  ' if n else '- '}{line}" for n, line in enumerate(lines or ["id:"])]
    return before + (end if before else b"") + b"".join(line.encode() + end for line in entry)


def new_pledge_of(id_: str) -> str:
    """The cluster a new pledge is of; empty for any other id."""
    parts = id_.split("/")
    return parts[1] if len(parts) == 3 and (parts[0], parts[2]) == ("giao-uoc", "moi") else ""


def scores_of(id_: str) -> TermKey:
    """The term whose scores an id names; empty for any other id."""
    word, _, rest = id_.partition("/")
    cluster, _, term = rest.partition("/")
    return TermKey(cluster, term) if word == "cham-diem" else TermKey("", "")


def _named_files(values: Item) -> Iterator[str]:
    """Names of photographs and papers in a form, wherever they stand."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            yield from [value] if key == "file" and isinstance(value, str) else _named_files(value)
    elif isinstance(values, (list, tuple)):
        for item in values:
            yield from _named_files(item)


def _same_body(one: str, other: str) -> bool:
    """Forms send their lines with CR LF."""
    return one.replace("\r\n", "\n").strip("\n") == other.strip("\n")


def _on_form(report: Report, record: OpenRecord, path: str, data: bytes) -> Iterator[FieldFinding]:
    """Diagnostics with their fields; of other records of a register only errors, which belong to none."""
    if path.endswith(".md"):
        parsed = parse_markdown(path, data, frozenset(record.cls.keys()))
    else:
        parsed = parse_yaml(path, data)
    # Where the record stands in its register is no part of the form.
    entry = record.entry
    if record.is_new and record.cls in REGISTERS:
        entry = _last_entry(parsed)
    own = "".join(f"{step}." for step in entry)
    for item in report:
        name = f"{field_of(item, parsed)}."
        if item.path != path or name.startswith(own):
            yield FieldFinding(name.removeprefix(own).removesuffix("."), item)
        elif item.severity == "error":
            yield FieldFinding("", item)


def _last_entry(register: ParsedFile) -> Place:
    """Where the last record of a register stands: a list, or a list below the register's name."""
    value = register.marked.value if register.marked else []
    prefix: Place = ()
    if isinstance(value, dict) and len(value) == 1:
        ((name, value),) = value.items()
        prefix = (name,)
    return (*prefix, max(0, len(value) - 1))


def field_of(item: Diagnostic, file: ParsedFile) -> str:
    """The name of the form's field a diagnostic speaks of; ``body`` for the text, empty for the record as a whole."""
    if file.marked is None:
        return ""
    if file.body and item.line >= file.body.first_line:
        return "body"
    here = (item.line, item.column)
    places = [*file.marked.values.items(), *file.marked.keys.items()]
    if item.code == "E302":
        # A key that is missing is told of where its record begins.
        around = min((path for path, at in places if tuple(at) == here), key=len, default=())
        return ".".join(map(str, (*around, dict(item.params)["key"])))
    before = [(at, path) for path, at in places if tuple(at) <= here]
    found = max(before, key=lambda pair: (pair[0], len(pair[1])), default=(None, ()))[1]
    return ".".join(map(str, found))
