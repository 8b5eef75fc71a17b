"""The folder of a built site: a build changes in it what is different, and leaves the rest alone.

MkDocs empties the folder it builds into and writes every file anew. It is given an empty folder beside it instead. What
would lie there as it lies already is not made again; all else takes its place when the build has come to its end, or
nothing does.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from stat import S_IMODE
from typing import TYPE_CHECKING, NamedTuple

from thidua.outputs.manifest import entry
from thidua.store.keys import code_digest, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from thidua.outputs.manifest import Entry
    from thidua.store.database import Store


class BuiltFile(NamedTuple):
    """A file as a build left it."""

    tag: str
    """A digest of all that it is made from, or of itself; none of what MkDocs wrote."""
    sha256: str
    size: int
    changed: int
    """When it was last written, in nanoseconds: what somebody else wrote since is no file of ours."""


class SiteFolder:
    """The folder of a site, and the one beside it that a build writes into."""

    def __init__(
        self, folder: Path, known: Mapping[str, BuiltFile] | None = None, *, is_own: bool = False
    ) -> None:
        """``known`` are the files of the build before, as far as it is remembered.

        With ``is_own`` nobody else writes into the folder, and it need not be looked at.
        """
        self.folder = folder
        self._is_own = is_own
        self.making = folder
        self._known = dict(known or {})
        self._remembered = self._known
        self._kept: dict[str, BuiltFile] = {}
        self._made: dict[str, tuple[str, Entry]] = {}

    def begin(self) -> Path:
        """The empty folder to build into; what was begun before is given up."""
        self.close()
        self._kept, self._made = {}, {}
        if not self._is_own:
            there = _files_below(self.folder)
            self._known = {path: file for path, file in self._known.items() if there.get(path) == file[2:]}  # fmt: skip
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        beside = tempfile.mkdtemp(prefix=f".{self.folder.name}-", dir=self.folder.parent)
        self.making = Path(beside)
        # Who may read the site stays as it is: a preview shows drafts, in a folder that is its user's alone.
        self.making.chmod(S_IMODE(self.folder.stat().st_mode) if self.folder.is_dir() else 0o755)
        return self.making

    def take(self, path: str, tag: bytes, read: Callable[[], bytes | None]) -> bool:
        """Have a file in the site; it is read only where another lies there. False where it cannot be had.

        FileExistsError for a second file of one path: nothing that another output wrote is ever replaced.
        """
        if self.has(path, tag):
            return True
        if path in self._kept:
            raise FileExistsError(path)
        data = read()
        if data is None:
            return False
        self._write(path, data)
        self._made[path] = (tag.hex(), entry(data))
        return True

    def has(self, path: str, tag: bytes) -> bool:
        """Whether a file lies in the site as it is wanted; then it stays."""
        known = self._known.get(path)
        if known is None or known.tag != tag.hex():
            return False
        self._kept[path] = known
        return True

    def take_output(self, path: str, data: bytes) -> None:
        """Have a file whose bytes are at hand."""
        self.take(path, key_of(data), lambda: data)

    def _write(self, path: str, data: bytes) -> None:
        target = self.making / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(data)

    def place_of(self, path: str) -> Path:
        """Where a file of the site lies now."""
        fresh = self.making / path
        return fresh if fresh.is_file() or path not in self._kept else self.folder / path

    def entries(self) -> dict[str, Entry]:
        """The entries of all files as the site will have them."""
        self._take_in_what_others_wrote()
        found: dict[str, Entry] = {path: one for path, (_, one) in self._made.items()}
        for path, one in self._kept.items():
            found[path] = {"sha256": one.sha256, "size": one.size}
        return found

    def _take_in_what_others_wrote(self) -> None:
        """Look at what MkDocs and the theme wrote; FileExistsError where that is a file of ours."""
        for path in _files_below(self.making):
            if path in self._kept:
                raise FileExistsError(path)
            if path not in self._made:
                found = entry((self.making / path).read_bytes())
                self._made[path] = ("", found)

    def finish(self) -> bool:
        """Put the site in its place; False where somebody else wrote into the folder meanwhile, which is then as they left it.

        Raises OSError where a file cannot be put in its place; the folder is then as it was.
        """
        self._take_in_what_others_wrote()
        there = self._there()
        if any(there.get(path) != file[2:] for path, file in self._kept.items()):
            self._known = {}
            return False
        same = {path: self._known[path] for path in self._made if self._is_known(path)}
        fresh = self._made.keys() - same.keys()
        stats = {path: (self.making / path).stat() for path in fresh}
        if self._kept or same:
            obsolete = there.keys() - self._kept.keys() - same.keys() - fresh
            with _undone_on_failure(self.folder) as changes:
                # First, for a file may be where a folder is wanted.
                for path in sorted(obsolete):
                    changes.set_aside(path)
                if obsolete:
                    _remove_empty(
                        self.folder, {parent for path in obsolete for parent in _parents(path)}
                    )
                for path in sorted(fresh):
                    if path in there:
                        changes.set_aside(path)
                    changes.put(self.making / path, path)
        else:
            _replace(self.making, self.folder)
        self._known = {**self._kept, **same}
        for path, stat in stats.items():
            tag, found = self._made[path]
            file = BuiltFile(tag, str(found["sha256"]), stat.st_size, stat.st_mtime_ns)
            self._known[path] = file
        self.close()
        return True

    def _there(self) -> dict[str, tuple[int, int]]:
        """What lies in the folder: `_files_below`."""
        if not self._is_own or not self._known:
            return _files_below(self.folder)
        return {path: (file.size, file.changed) for path, file in self._known.items()}

    def _is_known(self, path: str) -> bool:
        known = self._known.get(path)
        return known is not None and known.sha256 == self._made[path][1]["sha256"]

    def close(self) -> None:
        """Remove the folder of a build that came to no end."""
        if self.making != self.folder:
            shutil.rmtree(self.making, ignore_errors=True)
        self.making = self.folder

    @property
    def paths(self) -> AbstractSet[str]:
        """The files of the site that was put in its place."""
        return self._known.keys()

    def remember(self, store: Store) -> None:
        """Keep what the folder holds for the next build into it."""
        if self._known == self._remembered:
            return
        rows = json.dumps([(path, *file) for path, file in sorted(self._known.items())])
        store.put("built", _key(self.folder), rows.encode())

    @classmethod
    def remembered(cls, folder: Path, store: Store) -> SiteFolder:
        """The folder with what the build before left in it."""
        kept = store.get("built", _key(folder))
        rows = json.loads(kept) if kept is not None else []
        return cls(folder, {path: BuiltFile(*file) for path, *file in rows})


def _key(folder: Path) -> bytes:
    return key_of(code_digest(), str(folder.resolve()))


_BUILT: ContextVar[SiteFolder | None] = ContextVar("site folder", default=None)


@contextmanager
def building_into(folder: SiteFolder) -> Iterator[None]:
    """Have the build in the block write into ``folder``."""
    token = _BUILT.set(folder)
    try:
        yield
    finally:
        _BUILT.reset(token)


def folder_being_built() -> SiteFolder | None:
    """The folder of the build under way; None where MkDocs was called by somebody else."""
    return _BUILT.get()


class _Changes:
    """Changes of a folder that can be undone."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self._folder = folder
        self._aside = aside
        self._moved: list[tuple[Path, Path]] = []
        self._put: list[Path] = []
        self._folders: set[str] = set()

    def set_aside(self, path: str) -> None:
        """Take a file away, if it is still there: folders of temporary files are swept by others."""
        was, now = self._folder / path, self._aside / str(len(self._moved))
        with suppress(FileNotFoundError):
            was.rename(now)
            self._moved.append((was, now))

    def put(self, file: Path, path: str) -> None:
        """Put a file in its place, where none lies."""
        target = self._folder / path
        self._folders.update(_parents(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        file.rename(target)
        self._put.append(target)

    def undo(self) -> None:
        """Have everything where it was, as far as the disk lets us."""
        for target in self._put:
            with suppress(OSError):
                target.unlink()
        # One may lie where a file was.
        _remove_empty(self._folder, self._folders)
        for was, now in reversed(self._moved):
            with suppress(OSError):
                was.parent.mkdir(parents=True, exist_ok=True)
                now.rename(was)


@contextmanager
def _undone_on_failure(folder: Path) -> Iterator[_Changes]:
    with _aside(folder) as aside:
        changes = _Changes(folder, aside)
        try:
            yield changes
        except OSError:
            changes.undo()
            raise


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A folder on the same disk for what is taken away; what cannot be removed in the end stays in it."""
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    try:
        yield old
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _replace(fresh: Path, folder: Path) -> None:
    """Put ``fresh`` where ``folder`` is; that is missing only between two renames."""
    if not folder.exists():
        fresh.rename(folder)
        return
    with _aside(folder) as old:
        folder.rename(old / "site")
        try:
            fresh.rename(folder)
        except OSError:
            (old / "site").rename(folder)
            raise


def _files_below(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of all files below a folder.

    Links are files of no size: none is followed, and none is ever ours.
    """
    files: dict[str, tuple[int, int]] = {}
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder / below) as found:
            for one in found:
                path = f"{below}/{one.name}" if below else one.name
                if one.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif one.is_file(follow_symlinks=False):
                    stat = one.stat(follow_symlinks=False)
                    files[path] = stat.st_size, stat.st_mtime_ns
                else:
                    files[path] = -1, 0
    return files


def _parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _remove_empty(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders at ``paths`` in which nothing is left."""
    for path in sorted(paths, reverse=True):
        with suppress(OSError):
            (folder / path).rmdir()
