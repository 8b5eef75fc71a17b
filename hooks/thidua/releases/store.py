"""The folder on a host that holds the releases of a site.

    <store>/current  → releases/<id>     what the web server serves
    <store>/previous → releases/<id>     what it served before
    <store>/releases/<id>/               a whole site; the id is the hash of its manifest
    <store>/gone/                        marks of what was withdrawn, see `thidua.releases.withdrawn`
    <store>/history.txt                  every switch, also one that death cut short, oldest first
    <store>/packed.txt                   what made the compressed copies of each release
    <store>/audience.txt                 for whom all of them were made
    <store>/.lock                        held while anything here is changed

Only whole releases bear an id: they are made under a name that begins with a dot and renamed when every
byte of them is on the disk. A process that dies leaves such a name behind, and the next run removes it.

The lock keeps one process at a time. Some network shares do not hold it between hosts, so nothing rests on it alone: names
that are not whole yet tell host and process, nobody touches those of another that may live, and what is about to be served
is looked at again after the link was set, as is the link after a release was taken away: one of two always sees the other.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import platform
import posixpath
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from thidua.outputs import manifest
from thidua.reading.base import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

ID_LENGTH = 16
_OWN_NAME = re.compile(r"\.+(?:new|switch)-([0-9a-f]{8})-([0-9]+)(?:-.*)?")
"""Names of what is not whole yet: the host and the process that make it."""
_ABANDONED_AFTER = 24 * 3600
"""Seconds after which nobody is at work on such a name, on whatever host."""


class BusyError(RuntimeError):
    """Another process is publishing into this store."""


class UnsoundError(RuntimeError):
    """A release does not agree with its manifest; carries the first differing paths."""

    def __init__(self, release: str, differing: list[str]) -> None:
        super().__init__(f"{release}: {', '.join(differing[:5]) or manifest.NAME}")
        self.release = release
        self.differing = differing


class AudienceError(RuntimeError):
    """The store serves another audience; an internal release must not lie on a public host."""


class DamagedError(RuntimeError):
    """A file of the store says nothing that can be trusted; names it."""


class Store:
    """A store; nothing is read or written before it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.releases = root / "releases"

    # --- reading -----------------------------------------------------------------------------

    @property
    def current(self) -> str | None:
        return self._pointed("current")

    @property
    def previous(self) -> str | None:
        return self._pointed("previous")

    def path(self, release: str) -> Path:
        return self.releases / release

    @property
    def workplace(self) -> Path:
        """Where this process makes a release; nobody else's."""
        return self.releases / f".new-{_host()}-{os.getpid()}"

    def _temporary_path(self, name: str) -> Path:
        """Where this process makes a file or link that is renamed to ``name`` when it is whole."""
        return self.root / f".switch-{_host()}-{os.getpid()}-{name}"

    def ids(self) -> list[str]:
        """The releases kept, in the order of their names."""
        if not self.releases.is_dir():
            return []
        return sorted(
            p.name for p in self.releases.iterdir() if p.is_dir() and not p.name.startswith(".")
        )

    def history(self) -> list[str]:
        """The ids switched to, oldest first; clocks may lie, the order of lines does not."""
        return [parts[-1] for parts in self._history_lines()]

    def newest_switch(self) -> dt.datetime | None:
        """The latest time in the history; None where there is none."""
        times = []
        for parts in self._history_lines():
            with contextlib.suppress(ValueError):
                times.append(dt.datetime.fromisoformat(parts[0]))
        return max((time for time in times if time.tzinfo), default=None)

    def _history_lines(self) -> list[list[str]]:
        file = self.root / "history.txt"
        if not file.is_file():
            return []
        # A damaged line names no release that is kept, so it counts for nothing.
        lines = file.read_bytes().decode("utf-8", "replace").splitlines()
        return [parts for line in lines if len(parts := line.split()) == 3]

    def audience(self) -> Audience | None:
        """For whom the releases are; None before the first. Raises `DamagedError` when nobody can tell."""
        file = self.root / "audience.txt"
        said = file.read_bytes().decode("utf-8", "replace").strip() if file.is_file() else ""
        for audience in get_args(Audience):
            if said == audience:
                return audience  # type: ignore[no-any-return]
        if said:
            raise DamagedError(file.name)
        return None

    def verify(self, release: str) -> None:
        """Compare a release with its manifest, both ways. Raises `UnsoundError`."""
        try:
            differing = manifest.differences(self.path(release))
            sound = release_id(self.path(release)) == release.partition(".")[0]
        except (OSError, ValueError, RecursionError) as error:
            raise UnsoundError(release, []) from error
        if differing or not sound:
            raise UnsoundError(release, differing)

    def is_sound(self, release: str) -> bool:
        """Whether a release agrees with its manifest."""
        try:
            self.verify(release)
        except UnsoundError:
            return False
        return True

    def wrong_links(self) -> list[str]:
        """Which of ``current`` and ``previous`` lead to no sound release of this store; both are served."""
        wrong = [] if self.current or not self.ids() else ["current"]
        before = self.previous
        if os.path.lexists(self.root / "previous") and not (before and self.is_sound(before)):
            wrong.append("previous")
        return wrong

    def _pointed(self, name: str) -> str | None:
        """The release a link leads to; None where it leads anywhere but to a folder of a release itself."""
        link = self.root / name
        if not link.is_symlink():
            return None
        target = Path(os.path.realpath(link))
        inside = target.parent == Path(os.path.realpath(self.releases))
        return target.name if inside and target.name in self.ids() else None

    # --- changing; all of it under the lock --------------------------------------------------

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store for oneself; `BusyError` at once when another holds it.

        The lock is the kernel's: it ends with the process, however that ends.
        """
        self.releases.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.root / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                _lock(handle)
            except BlockingIOError as error:
                raise BusyError(str(self.root)) from error
            yield
        finally:
            os.close(handle)

    def claim(self, audience: str) -> None:
        """Let the store be for ``audience`` for ever.

        Raises `AudienceError` when it is another's, `DamagedError` when nobody can tell whose it is.
        """
        owner = self.audience()
        if owner and owner != audience:
            raise AudienceError(owner)
        if not owner:
            self.put(f"{audience}\n".encode(), self.root / "audience.txt")

    def sweep(self) -> list[str]:
        """Remove what processes that died have left; gives the links that led wrong, for what `switch` sets right.

        Servers fall back to ``previous``: where that is no sound release it must not be served. Raises OSError where
        it is a folder, which somebody else put there.
        """
        lock = self.root / ".lock"
        lock.touch()  # by the clock of the disk, whatever ours says
        now = lock.stat().st_mtime
        for left in self.releases.glob(".*"):
            if _is_abandoned(left, now):
                shutil.rmtree(left, ignore_errors=True)
        for left in self.root.glob(".switch-*"):
            if _is_abandoned(left, now):
                left.unlink(missing_ok=True)
        wrong = self.wrong_links()
        if "previous" in wrong:
            (self.root / "previous").unlink()
        return wrong

    def adopt(self, fresh: Path, release: str, now: dt.datetime) -> str:
        """Give a whole, flushed folder its name; gives the name."""
        name = release
        number = 1
        while self.path(name).exists():
            # Bears our id and yet is not what we have just made: someone changed it in place.
            number += 1
            name = f"{release}.{number}"
        # First: what is not in the history is older than all to whoever prunes.
        self._record(name, now)
        fresh.rename(self.path(name))
        flush_folder(self.releases)
        return name

    def switch(self, release: str, now: dt.datetime) -> None:
        """Serve ``release`` from now on. A reader sees the old site or the new one, never neither.

        Raises `UnsoundError` when another host takes the release away at this very moment.
        """
        old = self.current
        if old == release:
            return
        # First: where there is no room for the line, nothing is switched, and nobody is told wrongly.
        if self.history()[-1:] != [release]:
            self._record(release, now)
        if old is not None and self.is_sound(old):
            self._point("previous", old)
        self._point("current", release)
        if not self.path(release).is_dir():
            if old is not None:
                self._point("current", old)
            raise UnsoundError(release, [])

    def _record(self, release: str, now: dt.datetime) -> None:
        with (self.root / "history.txt").open("ab") as file:
            file.write(f"{now.isoformat(timespec='seconds')} switch {release}\n".encode())

    def packers(self) -> dict[str, str]:
        """What made the compressed copies of the releases, as far as it is known."""
        file = self.root / "packed.txt"
        text = file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
        return dict(line.split(" ", 1) for line in text.splitlines() if " " in line)

    def note_packer(self, release: str, packer: str) -> None:
        """Write down what made the compressed copies of a release."""
        known = {name: said for name, said in self.packers().items() if name in self.ids()}
        lines = (f"{name} {said}\n" for name, said in {**known, release: packer}.items())
        self.put("".join(lines).encode(), self.root / "packed.txt")

    def prune(self, keep: int) -> list[str]:
        """Remove all but the newest ``keep`` releases; current and previous stay in any case."""
        kept = self.ids()
        age = {release: place for place, release in enumerate(self.history())}
        newest = sorted(kept, key=lambda release: (age.get(release, -1), release), reverse=True)
        stay = {self.current, self.previous, *newest[: max(keep, 0)]}
        return [release for release in newest if release not in stay and self.discard(release)]

    def discard(self, release: str) -> bool:
        """Remove a release that is not served, nor fallen back to any more; gives False when it is served after all."""
        if self.previous == release:
            (self.root / "previous").unlink()
        doomed = self.releases / f".old-{release}"
        self.path(release).rename(doomed)
        if os.path.basename(os.path.realpath(self.root / "current")) == release:  # noqa: PTH119 a link to nowhere
            doomed.rename(self.path(release))
            return False
        shutil.rmtree(doomed, ignore_errors=True)
        return True

    def put(self, data: bytes, target: Path) -> None:
        """Write a file of the store in one step: readers find it whole or not at all."""
        beside = self._temporary_path(target.name)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(target)
        flush_folder(target.parent)

    def keep_only_current(self) -> list[str]:
        """Remove all releases but the one served; gives their ids. There is nothing to fall back or go back to then."""
        return [
            release for release in self.ids() if release != self.current and self.discard(release)
        ]

    def _point(self, name: str, release: str) -> None:
        link = self._temporary_path(name)
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / release)
        link.replace(self.root / name)
        flush_folder(self.root)


def _host() -> str:
    """What tells this machine from others on a share, without its name."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _is_abandoned(left: Path, now: float) -> bool:
    """Whether nobody is at work on a name that is not whole yet."""
    match = _OWN_NAME.fullmatch(left.name)
    if match is None:
        return True
    with contextlib.suppress(FileNotFoundError):
        if now - left.lstat().st_mtime > _ABANDONED_AFTER:
            return True
    return match[1] == _host() and not _is_running(int(match[2]))


def _is_running(process: int) -> bool:
    """Whether another process of that number runs here."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return process != os.getpid()


def is_possible() -> bool:
    """Whether this system has what a store is made of: locks that end with their process, links, folders that can be flushed."""
    return sys.platform != "win32"


def _lock(handle: int) -> None:
    """Lock an open file for oneself. Raises BlockingIOError at once when another holds it."""
    if sys.platform == "win32":
        raise NotImplementedError
    import fcntl  # noqa: PLC0415 Windows has none

    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def release_id(site: Path) -> str:
    """The id of a site: the beginning of the hash of its manifest."""
    return hashlib.sha256((site / manifest.NAME).read_bytes()).hexdigest()[:ID_LENGTH]


def flush_folder(folder: Path) -> None:
    """Have the disk remember the names in a folder."""
    _flush(folder)


def _flush(path: Path | str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_tree(root: Path, flushed: frozenset[str] = frozenset()) -> None:
    """Have the disk hold every byte and name below ``root``; files that are ``flushed``, by name, have been there for long."""
    for folder, _, files in os.walk(root):
        below = Path(folder).relative_to(root).as_posix()
        for name in files:
            if posixpath.normpath(f"{below}/{name}") not in flushed:
                _flush(os.path.join(folder, name))  # noqa: PTH118 thousands of them
        _flush(folder)
