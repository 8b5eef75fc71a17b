"""Values by what they were made from, kept in one SQLite file from one build to the next.

A cache and nothing else: it may be deleted at any time, and whatever happens to it (cut short, overwritten, locked,
read-only, another's) costs time only. Each value carries a checksum of itself and its key, and what does not agree with
it is not given. Keys are digests of everything a value depends on (`thidua.store.keys`), so nothing in it is ever stale.

SQLite, because one file of a hundred thousand values is read faster than as many files, survives a build that dies in
the middle, and is shared by two builds without rules of our own.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

T = TypeVar("T")
Objects: TypeAlias = "dict[tuple[str, bytes], Any]"
"""What one process made, by kind and key."""

FORMAT = 3
"""Of the tables; another number begins anew."""
KEPT_BUILDS = 6
"""What none of so many builds asked for is removed."""
_TOLD_EVERY = 3
"""After so many builds it is written again that a value is asked for: to write it each time took longer than to read the values."""
_SMALL = 400
"""Bytes of a value that a process which builds many times remembers: a page's key, the names of a few files."""
_TOGETHER = 8_000_000
"""Bytes written in one transaction: short enough that another build need not wait."""
_LARGE = 1_000_000
"""Bytes from which a value is written in pieces: SQLite copies what it is handed twice, and a database or the state of the search
is tens of megabytes."""
_PATIENCE = 10.0
"""Seconds to wait while another build writes; then this one goes on without keeping anything."""
_PAGE_SIZE = 16_384
"""Bytes of a page of the file: values are long, and in pages of 4 kB writing them took twice as long."""
_SCHEMA = """
create table if not exists entry (
    kind text not null, key blob not null, sum integer not null, used integer not null, place integer not null,
    primary key (kind, key)) without rowid;
create table if not exists held (place integer primary key, data blob not null);
create trigger if not exists gone after delete on entry begin delete from held where place = old.place; end;
create table if not exists build (number integer not null);
"""
"""Entries lie close together, apart from what they hold: to say of one that it was asked for would write the page of its value too,
and those of a site's pages are all of the file."""

_FOUND = "sum, used, data from entry join held using (place)"


class Store:
    """The values of one audience of one project. No method raises for what is wrong with the file."""

    def __init__(self, path: Path | None, objects: Objects | None = None) -> None:
        """Open the file at ``path``, or make it; without a path nothing is kept.

        ``objects`` are those that builds before this one made in the same process.
        """
        self.path = path
        self.hits = 0
        self.misses = 0
        self._number = 0
        self._waiting: list[tuple[str, bytes, int, int, bytes]] = []
        self._size = 0
        self._used: list[tuple[str, bytes]] = []
        self._ahead: dict[str, dict[bytes, Sequence[Any]]] = {}
        """What `read_ahead` read, by kind and key."""
        self._is_counted_before = False
        """Whether a build of this process did."""
        self._writable = True
        self._began_empty = False
        """Then there is nothing to look for: a build asks for nothing it made itself."""
        self._objects = objects
        self._objects_used: set[tuple[str, bytes]] = set()
        self._database = self._opened(path) if path else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def get(self, kind: str, key: bytes) -> bytes | None:
        """The value of ``key``; None where there is none, or none that is whole."""
        return self.get_all(kind, (key,)).get(key)

    def get_all(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those of ``keys`` that are there."""
        wanted = dict.fromkeys(keys)
        found = self._remembered(kind, wanted)
        for key, value in self._read(kind, [key for key in wanted if key not in found]):
            found[key] = value
            self._remember(kind, key, value)
        self.hits += len(found)
        self.misses += len(wanted) - len(found)
        return found

    def read_ahead(self, kind: str) -> None:
        """Read all values of a kind, once: for small ones asked for one by one, in a fifth of the time."""
        # What a process that builds many times reads once, it remembers.
        if kind in self._ahead or self._database is None:
            return
        if self._began_empty or self._is_counted_before:
            return
        try:
            rows = self._database.execute(f"select key, {_FOUND} where kind = ?", (kind,))
            self._ahead[kind] = {key: found for key, *found in rows}
        except sqlite3.Error:
            self._give_up()

    def want(self, kind: str, key: bytes) -> None:
        """Say of a value that it is still of use, without reading it."""
        self._used.append((kind, key))

    def once(self, kind: str, key: bytes, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once in a process that builds many times, and never written anywhere."""
        if self._objects is None:
            return make()
        place = kind, key
        if place not in self._objects:
            self._objects[place] = make()
        self._objects_used.add(place)
        found: T = self._objects[place]
        return found

    def put(self, kind: str, key: bytes, value: bytes) -> None:
        """Keep a value."""
        if self._database is None or not self._writable:
            return
        self._remember(kind, key, value)
        self._waiting.append((kind, key, _checksum(key, value), self._number, value))
        self._size += len(value)
        if self._size > _TOGETHER:
            self._write()

    def close(self) -> None:
        """Write what waits and forget what was long not asked for, and objects that this build did not ask for."""
        for place in (self._objects or {}).keys() - self._objects_used:
            assert self._objects is not None, "there was one"
            del self._objects[place]
        if self._database is None:
            return
        self._write()
        if self._writable and self._database is not None:
            try:
                with self._database as database:
                    database.executemany(
                        f"update entry set used = {self._number} where kind = ? and key = ? "  # noqa: S608 numbers
                        f"and used <= {self._number - _TOLD_EVERY}",
                        sorted(self._used),
                    )
                    # Nothing became too old since the build before in this process, and to look takes as long as the rest.
                    if not self._is_counted_before:
                        database.execute(
                            "delete from entry where used < ?",
                            (self._number - KEPT_BUILDS - _TOLD_EVERY + 1,),
                        )
            except sqlite3.Error:
                self._give_up()
        if self._database is not None:
            self._database.close()
        self._database = None

    # --- Inside --------------------------------------------------------------------------------

    def _remember(self, kind: str, key: bytes, value: bytes) -> None:
        if self._objects is not None and len(value) <= _SMALL:
            place = f"value {kind}", key
            self._objects[place] = value
            self._objects_used.add(place)

    def _remembered(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Small values that this process read or kept before."""
        if not self._objects:
            return {}
        places = {key: (f"value {kind}", key) for key in keys}
        found = {key: place for key, place in places.items() if place in self._objects}
        self._objects_used.update(found.values())
        return {key: self._objects[place] for key, place in found.items()}

    def _read(self, kind: str, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        for key in keys:
            if self._database is None or self._began_empty:
                return
            try:
                row = self._row(kind, key)
            except sqlite3.Error:
                self._give_up()
                return
            if row is None:
                continue
            checksum, used, value = row
            if not isinstance(value, bytes) or checksum != _checksum(key, value):
                continue
            if self._number - used >= _TOLD_EVERY:
                self._used.append((kind, key))
            yield key, value

    def _row(self, kind: str, key: bytes) -> Sequence[Any] | None:
        """Checksum, build and value of an entry as they were written."""
        if kind in self._ahead:
            return self._ahead[kind].get(key)
        assert self._database is not None, "nobody asks otherwise"
        asked = f"select {_FOUND} where kind = ? and key = ?"
        row: Sequence[Any] | None = self._database.execute(asked, (kind, key)).fetchone()
        return row

    def _opened(self, path: Path) -> sqlite3.Connection | None:
        for _ in range(2):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                if not _is_own(path):
                    return None
                return self._connected(path)
            except sqlite3.OperationalError as error:
                # Locked or out of reach: another build's file is no damaged file.
                if "malformed" not in str(error):
                    return None
                self._remove()
            except sqlite3.DatabaseError:
                self._remove()
            except OSError:
                return None
        return None

    def _connected(self, path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=_PATIENCE)
        try:
            database.execute(f"pragma page_size = {_PAGE_SIZE}")
            database.execute("pragma synchronous = off")
            database.execute("pragma journal_mode = delete")
            # What takes the place of another entry removes that first.
            database.execute("pragma recursive_triggers = on")
            _refuse_other_format(database)
            self._begin(database)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _begin(self, database: sqlite3.Connection) -> None:
        """Count this build; where nothing can be written, what is there is read all the same.

        Builds of one process count once: what it remembers itself it does not ask for again.
        """
        try:
            with database:
                database.executescript(_SCHEMA + f"pragma user_version = {FORMAT};")
                (found,) = database.execute("select exists (select 1 from entry)").fetchone()
                self._began_empty = not found
                row = database.execute("select max(number) from build").fetchone()
                self._is_counted_before = bool(self._objects)
                self._number = (row[0] or 0) + (0 if self._is_counted_before else 1)
                database.execute("delete from build")
                database.execute("insert into build values (?)", (self._number,))
        except sqlite3.OperationalError as error:
            if "malformed" in str(error):
                raise
            self._writable = False

    def _write(self) -> None:
        waiting, self._waiting, self._size = self._waiting, [], 0
        if self._database is None or not waiting:
            return
        try:
            with self._database as database:
                # Nobody else takes a place from here on.
                database.execute("begin immediate")
                (last,) = database.execute("select coalesce(max(place), 0) from held").fetchone()
                for place, (*_, value) in enumerate(waiting, last + 1):
                    _hold(database, place, value)
                database.executemany(
                    "insert or replace into entry values (?, ?, ?, ?, ?)",
                    ((*row, place) for place, (*row, _) in enumerate(waiting, last + 1)),
                )
        except sqlite3.OperationalError:
            self._writable = False  # A full disk, or another build that does not let go.
        except sqlite3.Error:
            self._give_up()

    def _give_up(self) -> None:
        """Nothing of a damaged file can be trusted; the next build begins a new one."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database = None
        self._remove()

    def _remove(self) -> None:
        assert self.path is not None
        for name in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with suppress(OSError):
                name.unlink()


def _hold(database: sqlite3.Connection, place: int, value: bytes) -> None:
    """Write a value; a large one in pieces, after room for it."""
    if len(value) <= _LARGE:
        database.execute("insert into held values (?, ?)", (place, value))
        return
    database.execute("insert into held values (?, zeroblob(?))", (place, len(value)))
    with database.blobopen("held", "data", place) as blob:
        for at in range(0, len(value), _LARGE):
            blob.write(value[at : at + _LARGE])


def _refuse_other_format(database: sqlite3.Connection) -> None:
    (found,) = database.execute("pragma user_version").fetchone()
    if found not in {0, FORMAT}:
        raise sqlite3.DatabaseError(f"format {found}")


def _checksum(key: bytes, value: bytes) -> int:
    """Tells damage, not forgery: who can write into the file can write into the site. A digest takes five times as long."""
    return zlib.crc32(value, zlib.crc32(key))


def _is_own(path: Path) -> bool:
    """Whether a file is a plain one of this user, made here if there is none: pages are taken from it as they stand.

    Nobody else may read it either; it holds what a publication hides.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if path.is_symlink() or not path.is_file():
        return False
    return not hasattr(os, "geteuid") or path.stat().st_uid == os.geteuid()
