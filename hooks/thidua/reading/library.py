"""The folder of files → a library of records with positions, and everything wrong with it."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import itertools
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from thidua.dates import UNDATED
from thidua.diagnostics import START, Diagnostic, Position, Report, diagnose
from thidua.reading.base import Record
from thidua.reading.body import Body, read_body
from thidua.reading.decoding import UndecodableError, decode
from thidua.reading.fields import DEVICES
from thidua.reading.front_matter import split
from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Redirect, Unit
from thidua.reading.sector import FILE, Sector, SectorFile
from thidua.reading.slips import disguised_kind, merge_conflict, second_front_matter
from thidua.reading.strict_yaml import Marked, read_yaml
from thidua.reading.suggest import event_name, original_name
from thidua.reading.typed import to_record
from thidua.text import is_slug, nearest, same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

Loc: TypeAlias = "tuple[str | int, ...]"
"""A place inside a record: ``("members", 3, "unit")``."""
R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)

PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
_OTHER_PICTURES = frozenset({".heic", ".heif", ".avif", ".bmp", ".gif", ".jfif", ".tif", ".tiff"})
_DOCUMENTS = frozenset(
    {".doc", ".docx", ".htm", ".html", ".odt", ".pdf", ".ppt", ".pptx", ".rtf", ".xls", ".xlsx"}
)
_REGISTERS: dict[str, type[Record]] = {
    "units": Unit,
    "commemorations": Commemoration,
    "campaigns": Campaign,
    "redirects": Redirect,
}
_SHELVES = ("events", "clusters", "pledges", *_REGISTERS)
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

    def at(self, *loc: str | int, key: bool = False) -> Position:
        """Where a part of the record was written; the record itself without arguments."""
        return self.marked.at((*self.entry, *loc), key=key)

    def diagnose(self, code: str, *loc: str | int, **params: object) -> Diagnostic:
        return diagnose(self.path, self.at(*loc), code, **params)


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
    units: list[Document[Unit]] = field(default_factory=list)
    commemorations: list[Document[Commemoration]] = field(default_factory=list)
    campaigns: list[Document[Campaign]] = field(default_factory=list)
    redirects: list[Document[Redirect]] = field(default_factory=list)
    sector: Sector = field(default_factory=Sector)
    files: frozenset[str] = frozenset()
    """Every file below the content folder, relative to the project."""
    unread: set[str] = field(default_factory=set)
    """Files nothing could be read from; their records are missing, not unknown."""
    report: Report = field(default_factory=Report)
    """What reading found; the rules of `thidua.checks` come on top."""

    @property
    def documents(self) -> Iterator[Document[Record]]:
        """Every document that readers see: all but moved addresses."""
        return itertools.chain(
            self.events,
            self.clusters,
            self.pledges,
            self.units,
            self.campaigns,
            self.commemorations,
        )

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
) -> Library:
    """Read every file below ``content``; ``project`` is what paths in diagnostics are relative to.

    ``today`` is the day by which events wait for theirs; without it all of them are out.

    Never raises for what an editor wrote; OSError for a folder that cannot be read.
    """
    library = Library(
        project or content.parent,
        content,
        written_pages=written_pages,
        today=today,
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
        return self.library

    def _walk(self) -> Iterator[PurePosixPath]:
        for folder, names, files in os.walk(self.content):
            names[:] = sorted(name for name in names if not name.startswith("."))
            place = self._relative(Path(folder))
            if len(place) > DEEPEST:
                self.report.add([diagnose(place, START, "E124", limit=DEEPEST)])
                names.clear()
                continue
            taken: dict[str, str] = {}
            for name in sorted([*names, *files]):
                full = Path(folder, name)
                path = PurePosixPath(self._relative(full))
                if name.startswith((".", "~$")) or name in {"Thumbs.db", "desktop.ini"}:
                    continue
                if full.is_symlink() or not (full.is_file() or full.is_dir()):
                    self.report.add([diagnose(str(path), START, "E113")])
                    names[:] = [n for n in names if n != name]
                    continue
                twin = taken.setdefault(same_name(name), name)
                if twin != name:
                    self.report.add([diagnose(str(path), START, "E115", other=twin)])
                if name in files:
                    if len(str(path)) > MAX_PATH:
                        self.report.add([_long(path)])
                    yield path
                elif name.lower().endswith((".md", ".yml", *PHOTO_ENDINGS)):
                    self.report.add([diagnose(str(path), START, "E120", name=name)])

    def _relative(self, path: Path) -> str:
        return os.fsencode(path.relative_to(self.project).as_posix()).decode("utf-8", "replace")

    def _file(self, path: PurePosixPath) -> None:
        inside = path.parts[len(PurePosixPath(self._relative(self.content)).parts) :]
        match inside:
            case ["events", year, name] if name.endswith(".md"):
                self._event(path, year, name.removesuffix(".md"))
            case ["events", year, name, "index.md"]:
                self._event(path, year, name)
            case ["events", _, _, name] if name.lower().endswith(PHOTO_ENDINGS):
                pass
            case ["events", _, name] if name.lower().endswith(PHOTO_ENDINGS):
                pass
            case ["clusters", cluster, "cluster.yml"]:
                self._cluster(path, cluster)
            case ["clusters", cluster, "pledges", name] if name.endswith(".md"):
                self._pledge(path, cluster, name.removesuffix(".md"))
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

    def _text(self, path: PurePosixPath) -> str | None:
        text = self._decoded(path)
        if text is None:
            self.library.unread.add(str(path))
        return text

    def _decoded(self, path: PurePosixPath) -> str | None:
        try:
            with self.library.open(str(path)) as file:
                data = file.read()
            kind = disguised_kind(data)
            if kind:
                self.report.add([diagnose(str(path), START, "E226", kind=kind)])
                return None
            text, found = decode(str(path), data)
        except UndecodableError as error:
            self.report.add([error.diagnostic])
            return None
        except OSError as error:
            self.report.add([diagnose(str(path), START, "E116", reason=error.strerror)])
            return None
        self.report.add(found)
        unmerged = merge_conflict(text)
        if unmerged:
            self.report.add([diagnose(str(path), unmerged, "E222")])
            return None
        return text

    def _markdown(self, path: PurePosixPath, cls: type[R], slug_: str) -> Document[R] | None:
        text = self._text(path)
        if text is None:
            return None
        parts, found = split(str(path), text)
        self.report.add(found)
        if parts is None:
            return None
        marked, found = read_yaml(str(path), parts.yaml, parts.yaml_line)
        self.report.add(found)
        marked.values.setdefault((), Position(parts.yaml_line, 1))
        body, found = read_body(str(path), parts.body, parts.body_line)
        self.report.add(found)
        typed = to_record(cls, marked, str(path))
        second = second_front_matter(parts.body, parts.body_line, frozenset(cls.keys()))
        if second:
            self.report.add([diagnose(str(path), second, "E223")])
        # What the first declaration lacks stands in the second; to be told of both would mislead.
        self.report.add(d for d in typed.diagnostics if not (second and d.code == "E302"))
        if typed.record is None:
            return None
        folder = str(path.parent)
        return Document(str(path), typed.record, typed.complete, marked, (), body, slug_, folder)

    def _event(self, path: PurePosixPath, year: str, name: str) -> None:
        match = _DATE_PREFIX.match(name)
        slug_ = match[2] if match else name
        document = self._markdown(path, Event, slug_)
        if not is_slug(name) or not match:
            self.report.add(
                [diagnose(str(path), START, "E117", name=name, near=_proposed_name(name, document))]
            )
        elif slug_ in DEVICES:
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
        self.library.events.append(
            Document(
                document.path,
                document.record,
                document.complete,
                document.marked,
                (),
                document.body,
                slug_,
                document.folder,
            )
        )

    def _cluster(self, path: PurePosixPath, folder: str) -> None:
        text = self._text(path)
        if text is None:
            return
        if not text.strip():
            self.report.add([diagnose(str(path), START, "E102")])
            self.library.unread.add(str(path))
            return
        marked, found = read_yaml(str(path), text)
        self.report.add(found)
        typed = to_record(Cluster, marked, str(path))
        self.report.add(typed.diagnostics)
        if typed.record is None:
            return
        document = Document(str(path), typed.record, typed.complete, marked, slug=folder)
        if typed.complete and typed.record.id != folder:
            self.report.add([document.diagnose("E321", "id", id=typed.record.id, folder=folder)])
        self.library.clusters.append(document)

    def _pledge(self, path: PurePosixPath, cluster: str, name: str) -> None:
        document = self._markdown(path, Pledge, cluster)
        if document is None:
            return
        if document.complete and document.record.term != name:
            self.report.add(
                [document.diagnose("E322", "term", term=document.record.term, name=name)]
            )
        self.library.pledges.append(document)

    def _sector(self, path: PurePosixPath) -> None:
        text = self._text(path)
        if text is None:
            return
        marked, found = read_yaml(str(path), text)
        self.report.add(found)
        typed = to_record(SectorFile, marked, str(path))
        self.report.add(typed.diagnostics)
        if typed.record is not None:
            self.library.sector = Sector(typed.record)

    def _register(self, path: PurePosixPath, name: str) -> None:
        text = self._text(path)
        if text is None:
            return
        marked, found = read_yaml(
            str(path), text, entries_begin="from" if name == "redirects" else "id"
        )
        self.report.add(found)
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
                shelf.append(Document(str(path), typed.record, typed.complete, marked, entry))


class _Copy(NamedTuple):
    """A file or folder whose name is that of a copy, and what it is a copy of."""

    part: PurePosixPath
    original: PurePosixPath


def _copies(
    paths: list[PurePosixPath], files: frozenset[str]
) -> Iterator[tuple[PurePosixPath, _Copy]]:
    """The files that are copies, or lie in a folder that is one, while the original is there too."""
    folders = {folder for path in paths for folder in path.parents}
    for path in paths:
        for part in (path, *path.parents):
            name = (
                original_name(part.name) if part != path or path.suffix in {".md", ".yml"} else None
            )
            original = part.with_name(name) if name else None
            if original and (str(original) in files or original in folders):
                yield path, _Copy(part, original)
                break


def _long(path: PurePosixPath) -> Diagnostic:
    """A path leaves Windows, which takes 260 characters, eighty for the folder of the project."""
    return diagnose(str(path), START, "W122", count=len(str(path)), limit=MAX_PATH)


def _proposed_name(name: str, document: Document[Event] | None) -> str:
    sound = document and document.complete
    return event_name(name, document.record.date.from_.written if document and sound else None)
