"""The folder on a host that holds the releases of a site.

    <store>/current  → releases/<id>     what the web server serves
    <store>/previous → releases/<id>     what it served before
    <store>/releases/<id>/               a whole site; the id is the hash of its manifest
    <store>/gone/                        marks of what was withdrawn, see `thidua.releases.withdrawn`
    <store>/history.txt                  every switch, also one that death cut short, oldest first
    <store>/audience.txt                 for whom all of them were made
    <store>/.lock                        held while anything here is changed

Only whole releases bear an id: they are made under a name that begins with a dot and renamed when every
byte of them is on the disk. A process that dies leaves such a name behind, and the next run removes it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from thidua.outputs import manifest
from thidua.reading.base import Audience

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

ID_LENGTH = 16


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

    def ids(self) -> list[str]:
        """The releases kept, in the order of their names."""
        if not self.releases.is_dir():
            return []
        return sorted(
            p.name for p in self.releases.iterdir() if p.is_dir() and not p.name.startswith(".")
        )

    def history(self) -> list[str]:
        """The ids switched to, oldest first; clocks may lie, the order of lines does not."""
        file = self.root / "history.txt"
        if not file.is_file():
            return []
        # A damaged line names no release that is kept, so it counts for nothing.
        lines = file.read_bytes().decode("utf-8", "replace").splitlines()
        return [parts[-1] for line in lines if len(parts := line.split()) == 3]

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
            (self.root / "audience.txt").write_bytes(f"{audience}\n".encode())

    def sweep(self) -> None:
        """Remove what processes that died have left."""
        for left in self.releases.glob(".*"):
            shutil.rmtree(left, ignore_errors=True)
        for left in self.root.glob(".switch-*"):
            left.unlink(missing_ok=True)
        if self.previous is None:
            # Servers fall back to it: what leads elsewhere must not be served.
            with contextlib.suppress(IsADirectoryError):
                (self.root / "previous").unlink(missing_ok=True)

    def adopt(self, fresh: Path, release: str) -> str:
        """Give a whole, flushed folder its name; gives the name."""
        name = release
        number = 1
        while self.path(name).exists():
            # Bears our id and yet is not what we have just made: someone changed it in place.
            number += 1
            name = f"{release}.{number}"
        fresh.rename(self.path(name))
        flush_folder(self.releases)
        return name

    def switch(self, release: str, now: dt.datetime) -> None:
        """Serve ``release`` from now on. A reader sees the old site or the new one, never neither."""
        old = self.current
        if old == release:
            return
        # First: where there is no room for the line, nothing is switched, and nobody is told wrongly.
        with (self.root / "history.txt").open("ab") as file:
            file.write(f"{now.isoformat(timespec='seconds')} switch {release}\n".encode())
        if old is not None:
            self._point("previous", old)
        self._point("current", release)

    def prune(self, keep: int) -> list[str]:
        """Remove all but the newest ``keep`` releases; current and previous stay in any case."""
        age = {release: place for place, release in enumerate(self.history())}
        newest = sorted(
            self.ids(), key=lambda release: (age.get(release, -1), release), reverse=True
        )
        stay = {self.current, self.previous, *newest[: max(keep, 0)]}
        gone = [release for release in newest if release not in stay]
        for release in gone:
            self._remove(release)
        return gone

    def keep_only_current(self) -> list[str]:
        """Remove all releases but the one served; gives their ids. There is nothing to fall back or go back to then."""
        (self.root / "previous").unlink(missing_ok=True)
        flush_folder(self.root)
        gone = [release for release in self.ids() if release != self.current]
        for release in gone:
            self._remove(release)
        return gone

    def _remove(self, release: str) -> None:
        doomed = self.releases / f".old-{release}"
        self.path(release).rename(doomed)
        shutil.rmtree(doomed, ignore_errors=True)

    def _point(self, name: str, release: str) -> None:
        link = self.root / f".switch-{name}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / release)
        link.replace(self.root / name)
        flush_folder(self.root)


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
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_tree(root: Path) -> None:
    """Have the disk hold every byte and name below ``root``."""
    for folder, _, files in os.walk(root):
        for name in files:
            handle = os.open(Path(folder, name), os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        flush_folder(Path(folder))
