"""The folder of files → a library of records with positions, and everything wrong with it."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import itertools
import os
import re
import stat
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from thidua.dates import UNDATED
from thidua.diagnostics import START, Diagnostic, Position, Report, diagnose
from thidua.file_names import is_device
from thidua.reading.base import Record
from thidua.reading.paper_files import read_papers
from thidua.reading.parsed_files import ParsedFile, parse_markdown, parse_yaml, parsed
from thidua.reading.records import (
    Campaign,
    Cluster,
    Commemoration,
    Event,
    Pledge,
    Redirect,
    Scores,
    Unit,
)
from thidua.reading.sector import FILE, Sector, SectorFile
from thidua.reading.suggest import event_name, original_name
from thidua.reading.typed import UNKNOWN, to_record
from thidua.store.database import Store
from thidua.store.keys import key_of
from thidua.text import is_slug, nearest, same_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import BinaryIO

    from thidua.reading.body import Body
    from thidua.reading.paper_files import ReadPaper
    from thidua.reading.records import Paper
    from thidua.reading.strict_yaml import Marked

Loc: TypeAlias = "tuple[str | int, ...]"
"""A place inside a record: ``("members", 3, "unit")``."""
R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)

PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
PAPER_ENDING = ".pdf"
_OTHER_PICTURES = frozenset({".heic", ".heif", ".avif", ".bmp", ".gif", ".jfif", ".tif", ".tiff"})
_DOCUMENTS = frozenset(
    {".doc", ".docx", ".htm", ".html", ".odt", ".ppt", ".pptx", ".rtf", ".xls", ".xlsx"}
)
_REGISTERS: dict[str, type[Record]] = {
    "units": Unit,
    "commemorations": Commemoration,
    "campaigns": Campaign,
    "redirects": Redirect,
}
_SHELVES = ("events", "clusters", "pledges", "scores", *_REGISTERS)
"""The lists of documents of a library."""
MAX_PATH = 180
"""Characters of a path below the project or the site."""
DEEPEST = 500
"""Characters of a folder's path. Systems end at 4096 and Python walks no more than some hundred folders deep."""
_DATE_PREFIX = re.compile(rf"(\d{{4}}(?:-\d{{2}}){{0,2}}|{UNDATED})-(.+)\Z")


@dataclass(frozen=True, slots=True)
class Document(Generic[R_co]):
    """A record and where it was written."""

    path: str
    """File, relative to the project: ``content/events/2024/2024-04-04-ky-ket.md``."""
    record: R_co
    complete: bool
    """Whether every part of the record was sound; checks of time need that."""
    marked: Marked
    entry: tuple[str | int, ...] = ()
    """Where the record stands inside the file: ``(3,)`` is the fourth entry of a register."""
    body: Body | None = None
    slug: str = ""
    """Last part of the address, from the file's or folder's name."""
    folder: str = ""
    """Folder of the files that belong to the record, relative to the project."""
    key: bytes = b""
    """A digest of all that was read of it: its file and place there."""

    def at(self, *loc: str | int, key: bool = False) -> Position:
        """Where a part of the record was written; the record itself without arguments."""
        return self.marked.at((*self.entry, *loc), key=key)

    def diagnose(self, code: str, *loc: str | int, **params: object) -> Diagnostic:
        return diagnose(self.path, self.at(*loc), code, **params)


@dataclass(frozen=True, slots=True)
class DeclaredPaper:
    """A paper and where it is declared."""

    document: Document[Record]
    loc: Loc
    paper: Paper

    @property
    def path(self) -> str:
        """Its file beside that of the record; empty where it is published elsewhere, or its name cannot be read."""
        return file_beside(self.document.path, self.paper.file)

    def diagnose(self, code: str, **params: object) -> Diagnostic:
        return self.document.diagnose(code, *self.loc, "file", file=self.paper.file, **params)


def file_beside(place: str, name: str | None) -> str:
    """A file in the folder of another; empty for no name or one that could not be read."""
    known = name is not None and not name.startswith(UNKNOWN)
    return PurePosixPath(place).with_name(name).as_posix() if known and name else ""


@dataclass(slots=True)
class Library:
    """Everything read from a content folder."""

    project: Path = Path()
    """What paths in documents and diagnostics are relative to."""
    content: Path = Path("content")
    drafts: Mapping[str, bytes] = field(default_factory=dict)
    """Files not written yet, by path: read as if they stood in the folder."""
    written_pages: Mapping[str, Path] | None = None
    """Addresses of the site's hand-written pages, such as ``/huong-dan/``, and their files; None where they are not known."""
    today: dt.date = dt.date.max
    """The day on which the site is looked at: what waits for a later one is not out."""

    events: list[Document[Event]] = field(default_factory=list)
    clusters: list[Document[Cluster]] = field(default_factory=list)
    pledges: list[Document[Pledge]] = field(default_factory=list)
    scores: list[Document[Scores]] = field(default_factory=list)
    units: list[Document[Unit]] = field(default_factory=list)
    commemorations: list[Document[Commemoration]] = field(default_factory=list)
    campaigns: list[Document[Campaign]] = field(default_factory=list)
    redirects: list[Document[Redirect]] = field(default_factory=list)
    sector: Sector = field(default_factory=Sector)
    files: frozenset[str] = frozenset()
    """Every file below the content folder, relative to the project."""
    unread: set[str] = field(default_factory=set)
    """Files nothing could be read from; their records are missing, not unknown."""
    papers: Mapping[str, ReadPaper] = field(default_factory=dict)
    """What is known of each PDF of `files`."""
    report: Report = field(default_factory=Report)
    """What reading found; the rules of `thidua.checks` come on top."""
    store: Store = field(default_factory=lambda: Store(None))
    """What reading and checking found in files that are still the same."""

    @property
    def documents(self) -> Iterator[Document[Record]]:
        """Every document that readers see: all but moved addresses."""
        return itertools.chain(
            self.events,
            self.clusters,
            self.pledges,
            self.scores,
            self.units,
            self.campaigns,
            self.commemorations,
        )

    def declared_papers(self) -> Iterator[DeclaredPaper]:
        """The papers of every record, where each is declared."""
        for shelf in (self.events, self.pledges, self.campaigns):
            for document in shelf:
                for n in range(len(document.record.documents)):
                    yield DeclaredPaper(document, ("documents", n), document.record.documents[n])
        for cluster in self.clusters:
            for place, term in enumerate(cluster.record.terms):
                for n, paper in enumerate(term.documents):
                    yield DeclaredPaper(cluster, ("terms", place, "documents", n), paper)

    def written_texts(self) -> Iterator[tuple[str, str]]:
        """Path and text of the hand-written pages and of the names of the sector; what cannot be read is left out."""
        files = {*(self.written_pages or {}).values()}
        pages = (file for file in files if file.suffix.lower() in {".md", ".html", ".txt"})
        for file in sorted((*pages, self.content / FILE)):
            with contextlib.suppress(OSError):
                place = file.relative_to(self.project) if file.is_relative_to(self.project) else file  # fmt: skip
                yield place.as_posix(), file.read_bytes().decode("utf-8", "replace")

    def open(self, path: str) -> BinaryIO:
        """A file of `files` or `drafts` for reading bytes. Raises OSError."""
        if path in self.drafts:
            return io.BytesIO(self.drafts[path])
        return (self.project / path).open("rb")


def read_library(
    content: Path,
    project: Path | None = None,
    written_pages: Mapping[str, Path] | None = None,
    today: dt.date = dt.date.max,
    store: Store | None = None,
) -> Library:
    """Read every file below ``content``; ``project`` is what paths in diagnostics are relative to.

    ``today`` is the day by which events wait for theirs; without it all of them are out. ``store`` keeps what is read.

    Never raises for what an editor wrote; OSError for a folder that cannot be read.
    """
    library = Library(
        project or content.parent,
        content,
        written_pages=written_pages,
        today=today,
        store=store or Store(None),
    )
    return _LibraryReader(library).read_folder()


def with_drafts(library: Library, drafts: Mapping[str, bytes]) -> Library:
    """A copy of ``library`` in which the files of ``drafts`` stand in the folder, in the place of older ones."""
    kept: dict[str, list[Document[Record]]] = {
        shelf: [document for document in getattr(library, shelf) if document.path not in drafts]
        for shelf in _SHELVES
    }
    whole = replace(
        library,
        **kept,  # type: ignore[arg-type]
        drafts={**library.drafts, **drafts},
        files=library.files | set(drafts),
        unread=library.unread - set(drafts),
        report=library.report.within(lambda path: path not in drafts),
    )
    return _LibraryReader(whole).read_files(PurePosixPath(name) for name in sorted(drafts))


class _LibraryReader:
    """Reads files into a library."""

    def __init__(self, library: Library) -> None:
        self.content = library.content
        self.project = library.project
        self.library = library
        self.report = library.report
        self.depth = len(PurePosixPath(self._relative(self.content)).parts)
        """Of the content folder below the project."""

    def read_folder(self) -> Library:
        paths = sorted(self._walk(), key=lambda path: path.parts)
        files = frozenset(str(path) for path in paths)
        copies = dict(_copies(paths, files))
        self.library.files = files - {str(path) for path in copies}
        self._tell_copies(copies)
        return self.read_files(path for path in paths if path not in copies)

    def _tell_copies(self, copies: Mapping[PurePosixPath, _Copy]) -> None:
        told: set[PurePosixPath] = set()
        for path, copy in copies.items():
            if path.suffix in {".md", ".yml"} and copy.part not in told:
                told.add(copy.part)
                self.report.add(
                    [diagnose(str(path), START, "E123", name=copy.part.name, near=copy.original)]
                )

    def read_files(self, paths: Iterable[PurePosixPath]) -> Library:
        for path in paths:
            self._file(path)
        named = {paper.path for paper in self.library.declared_papers() if paper.path}
        # Of a library with drafts only what is theirs has to be read again.
        known = {p: told for p, told in self.library.papers.items() if p not in self.library.drafts}
        fresh = read_papers(
            (named & self.library.files) - known.keys(), self.library.open, self.library.project
        )
        self.library.papers = {**known, **fresh}
        return self.library

    def _walk(self) -> Iterator[PurePosixPath]:
        for folder, names, files in os.walk(self.content, onerror=self._tell_shut):
            names[:] = sorted(name for name in names if not name.startswith("."))
            place = self._relative(Path(folder))
            if len(place) > DEEPEST:
                self.report.add([diagnose(place, START, "E124", limit=DEEPEST)])
                names.clear()
                continue
            taken: dict[str, str] = {}
            for name in sorted([*names, *files]):
                full = Path(folder, name)
                path = PurePosixPath(place, _readable(name))
                if name.startswith((".", "~$")) or name in {"Thumbs.db", "desktop.ini"}:
                    continue
                if not self._is_plain(full):
                    names[:] = [n for n in names if n != name]
                    continue
                twin = taken.setdefault(same_name(name), name)
                if twin != name:
                    self.report.add([diagnose(str(path), START, "E115", other=twin)])
                if name in files:
                    if len(str(path)) > MAX_PATH:
                        self.report.add([_long(path)])
                    yield path
                elif name.lower().endswith((".md", ".yml", PAPER_ENDING, *PHOTO_ENDINGS)):
                    self.report.add([diagnose(str(path), START, "E120", name=name)])

    def _is_plain(self, full: Path) -> bool:
        """Whether a name is that of a file or folder, which is told where it is not."""
        try:
            mode = full.lstat().st_mode
            plain = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
        except FileNotFoundError:  # gone meanwhile
            plain = False
        except OSError as error:  # its folder may be listed, and not entered
            self._tell_shut(error)
            return False
        if not plain:
            self.report.add([diagnose(self._relative(full), START, "E113")])
        return plain

    def _tell_shut(self, error: OSError) -> None:
        """A folder nobody may look into holds what is neither published nor kept back: nothing is known of it."""
        place = self._relative(Path(error.filename))
        self.report.add([diagnose(place, START, "E116", reason=error.strerror)])

    def _relative(self, path: Path) -> str:
        return _readable(path.relative_to(self.project).as_posix())

    def _file(self, path: PurePosixPath) -> None:
        inside = path.parts[self.depth :]
        if _lies_beside_a_record(inside):
            return
        match inside:
            case ["events", year, name] if name.endswith(".md"):
                self._event(path, year, name.removesuffix(".md"))
            case ["events", year, name, "index.md"]:
                self._event(path, year, name)
            case ["clusters", cluster, "cluster.yml"]:
                self._cluster(path, cluster)
            case ["clusters", cluster, "pledges", name] if name.endswith(".md"):
                self._pledge(path, cluster)
            case ["clusters", cluster, "scores", name] if name.endswith(".yml"):
                self._scores(path, cluster)
            case [name] if name.removesuffix(".yml") in _REGISTERS and name.endswith(".yml"):
                self._register(path, name.removesuffix(".yml"))
            case [name] if name == FILE:
                self._sector(path)
            case _:
                self.report.add([self._misplaced(path, inside)])

    def _misplaced(self, path: PurePosixPath, inside: tuple[str, ...]) -> Diagnostic:
        ending = path.suffix.lower()
        if ending in _OTHER_PICTURES:
            return diagnose(str(path), START, "E118", ending=ending)
        if ending in _DOCUMENTS:
            return diagnose(str(path), START, "E119", ending=ending)
        return diagnose(str(path), START, "E114", near=self._near_place(inside))

    def _near_place(self, inside: tuple[str, ...]) -> str | None:
        if inside and inside[-1].lower().endswith((".yaml", ".yml")):
            name = nearest(inside[-1], [f"{key}.yml" for key in [*_REGISTERS, "cluster", "sector"]])
            return "/".join([*inside[:-1], name]) if name and name != inside[-1] else None
        if inside and inside[-1].lower().endswith((".markdown", ".txt", ".mdown")):
            bare = PurePosixPath(*inside).with_suffix("")
            return str(bare if bare.suffix == ".md" else bare.with_name(f"{bare.name}.md"))
        if inside and inside[-1].endswith(".MD"):
            return str(PurePosixPath(*inside).with_suffix(".md"))
        return None

    def _parsed(
        self, path: PurePosixPath, form: str, parse: Callable[[str, bytes], ParsedFile]
    ) -> tuple[ParsedFile, bytes] | None:
        """A file as it is parsed, and the key it is kept under; None where it cannot be opened."""
        try:
            with self.library.open(str(path)) as file:
                data = file.read()
        except OSError as error:
            self.report.add([diagnose(str(path), START, "E116", reason=error.strerror)])
            self.library.unread.add(str(path))
            return None
        found, key = parsed(
            self.library.store, str(path), data, form, lambda: parse(str(path), data)
        )
        self.report.add(found.found)
        if found.unread:
            self.library.unread.add(str(path))
        return found, key

    def _markdown(self, path: PurePosixPath, cls: type[R], slug_: str) -> Document[R] | None:
        keys = frozenset(cls.keys())
        read = self._parsed(path, cls.__name__, lambda name, data: parse_markdown(name, data, keys))
        if read is None or read[0].marked is None:
            return None
        file, key = read
        marked = file.marked
        assert marked is not None
        typed = self.library.store.once("typed", key, lambda: to_record(cls, marked, str(path)))
        # What the first declaration lacks stands in the second; to be told of both would mislead.
        self.report.add(d for d in typed.diagnostics if not (file.second and d.code == "E302"))
        if typed.record is None:
            return None
        folder = str(path.parent)
        return Document(
            str(path), typed.record, typed.complete, marked, (), file.body, slug_, folder, key
        )

    def _event(self, path: PurePosixPath, year: str, name: str) -> None:
        match = _DATE_PREFIX.match(name)
        slug_ = match[2] if match else name
        document = self._markdown(path, Event, slug_)
        if not is_slug(name) or not match:
            self.report.add([_wrong_name(path, name, document)])
        elif is_device(slug_):
            self.report.add([diagnose(str(path), START, "E326", value=slug_)])
        if document is None:
            return
        start = document.record.date.from_
        if document.complete:
            written = start.written
            if name.startswith(f"{written}-"):
                slug_ = name[len(written) + 1 :]
            elif match and is_slug(name):
                self.report.add(
                    [
                        document.diagnose(
                            "E319", "date", date=written, near=f"{written}-{slug_}", name=name
                        )
                    ]
                )
            own = UNDATED if start.is_unknown else f"{start.year:04d}"
            if year != own:
                self.report.add([document.diagnose("E320", "date", year=own, folder=year)])
        self.library.events.append(replace(document, slug=slug_))

    def _whole_file(self, path: PurePosixPath, cls: type[R], slug_: str) -> Document[R] | None:
        """A YAML file that is one record; None where it holds none."""
        read = self._parsed(path, cls.__name__.lower(), _parse_record)
        if read is None or read[0].marked is None:
            return None
        file, key = read
        assert file.marked is not None
        typed = to_record(cls, file.marked, str(path))
        self.report.add(typed.diagnostics)
        if typed.record is None:
            return None
        return Document(str(path), typed.record, typed.complete, file.marked, slug=slug_, key=key)

    def _cluster(self, path: PurePosixPath, folder: str) -> None:
        document = self._whole_file(path, Cluster, folder)
        if document is None:
            return
        if document.complete and document.record.id != folder:
            self.report.add([document.diagnose("E321", "id", id=document.record.id, folder=folder)])
        self.library.clusters.append(document)

    def _pledge(self, path: PurePosixPath, cluster: str) -> None:
        document = self._markdown(path, Pledge, cluster)
        if document is not None:
            self._of_term(document, document.record.term, path)
            self.library.pledges.append(document)

    def _scores(self, path: PurePosixPath, cluster: str) -> None:
        document = self._whole_file(path, Scores, cluster)
        if document is not None:
            self._of_term(document, document.record.term, path)
            self.library.scores.append(document)

    def _of_term(self, document: Document[Record], term: str, path: PurePosixPath) -> None:
        """A file of a term bears its name."""
        if document.complete and term != path.stem:
            file = f"{term}{path.suffix}"
            told = document.diagnose("E322", "term", term=term, name=path.stem, file=file)
            self.report.add([told])

    def _sector(self, path: PurePosixPath) -> None:
        read = self._parsed(path, "", parse_yaml)
        if read is None or read[0].marked is None:
            return
        typed = to_record(SectorFile, read[0].marked, str(path))
        self.report.add(typed.diagnostics)
        if typed.record is not None:
            self.library.sector = Sector(typed.record)

    def _register(self, path: PurePosixPath, name: str) -> None:
        begin = "from" if name == "redirects" else "id"
        read = self._parsed(path, begin, lambda name, data: parse_yaml(name, data, begin))
        if read is None or read[0].marked is None:
            return
        marked, key = read[0].marked, read[1]
        value, prefix = marked.value, ()
        if isinstance(value, dict) and list(value) == [name]:
            value, prefix = value[name], (name,)  # type: ignore[assignment]
        if value in ({}, ""):
            return
        if not isinstance(value, list):
            at = marked.at(prefix)
            self.report.add([diagnose(str(path), at, "E303", expected="list", found="mapping")])
            return
        shelf: list[Document[Record]] = getattr(self.library, name)
        for number in range(len(value)):
            entry = (*prefix, number)
            typed = to_record(_REGISTERS[name], marked, str(path), entry)
            self.report.add(typed.diagnostics)
            if typed.record is not None:
                own_key = key_of(key, number)
                shelf.append(
                    Document(str(path), typed.record, typed.complete, marked, entry, key=own_key)
                )


def _readable(name: str) -> str:
    """A name of the system as text, whatever its bytes."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def _parse_record(path: str, data: bytes) -> ParsedFile:
    return parse_yaml(path, data, may_be_empty=False)


class _Copy(NamedTuple):
    """A file or folder whose name is that of a copy, and what it is a copy of."""

    part: PurePosixPath
    original: PurePosixPath


def _copies(
    paths: list[PurePosixPath], files: frozenset[str]
) -> Iterator[tuple[PurePosixPath, _Copy]]:
    """The files that are copies, or lie in a folder that is one, while the original is there too."""
    parents = {path.parent for path in paths}
    folders = parents.union(*(folder.parents for folder in parents))

    def copy(part: PurePosixPath) -> _Copy | None:
        name = original_name(part.name)
        original = part.with_name(name) if name else None
        is_there = original and (str(original) in files or original in folders)
        return _Copy(part, original) if original and is_there else None

    @cache
    def of_folder(folder: PurePosixPath) -> _Copy | None:
        return copy(folder) or (of_folder(folder.parent) if folder != folder.parent else None)

    for path in paths:
        own = copy(path) if path.suffix in {".md", ".yml"} else None
        found = own or of_folder(path.parent)
        if found:
            yield path, found


def _lies_beside_a_record(inside: tuple[str, ...]) -> bool:
    """Whether a photograph or a paper lies in a folder whose records can name it."""
    name = inside[-1].lower()
    match inside[:-1]:
        case ["events", _] | ["events", _, _]:
            return name.endswith((PAPER_ENDING, *PHOTO_ENDINGS))
        case [] | ["clusters", _] | ["clusters", _, "pledges"]:
            return name.endswith(PAPER_ENDING)
    return False


def _long(path: PurePosixPath) -> Diagnostic:
    """A path leaves Windows, which takes 260 characters, eighty for the folder of the project."""
    return diagnose(str(path), START, "W122", count=len(str(path)), limit=MAX_PATH)


def _wrong_name(path: PurePosixPath, name: str, document: Document[Event] | None) -> Diagnostic:
    """E117; an ending written twice, which Windows hides, is named with the ending that stays."""
    twice = name.endswith(path.suffix)
    near = _proposed_name(name.removesuffix(path.suffix), document)
    named = (f"{name}{path.suffix}", f"{near}{path.suffix}") if twice else (name, near)
    return diagnose(str(path), START, "E117", name=named[0], near=named[1])


def _proposed_name(name: str, document: Document[Event] | None) -> str:
    sound = document and document.complete
    return event_name(name, document.record.date.from_.written if document and sound else None)
