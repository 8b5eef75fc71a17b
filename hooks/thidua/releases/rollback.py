"""Taking a release back, and proving what is served."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from thidua.mkdocs.settings import ZONE
from thidua.releases import withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thidua.reading.base import Audience
    from thidua.releases.store import Store


class NothingToServeError(RuntimeError):
    """There is no other release to go back to, or none of that name."""


class WithdrawnError(RuntimeError):
    """The release holds what was withdrawn; carries the addresses."""

    def __init__(self, addresses: list[str]) -> None:
        super().__init__(", ".join(addresses[:5]))
        self.addresses = addresses


def rollback(
    store: Store,
    to: str | None = None,
    *,
    audit: Callable[[Path, Audience], object] | None = None,
) -> str:
    """Serve ``to``, or what was served before; gives its id. ``audit`` is asked first, and refuses by what it raises.

    Raises `NothingToServeError`, `BusyError`, `DamagedError`, `UnsoundError` when that release is not whole any more, and
    `WithdrawnError`; then what is served stays.
    """
    with store.locked():
        release = to or _previous_release(store)
        if release is None or release not in store.ids():
            raise NothingToServeError(to or "")
        store.verify(release)
        _refuse_withdrawn(store, release)
        if audit is not None:
            # Where nobody can say whose the store is, the stricter of the two decides.
            audit(store.path(release), store.audience() or "public")
        store.switch(release, dt.datetime.now(ZONE))
    return release


def _refuse_withdrawn(store: Store, release: str) -> None:
    """Raise `WithdrawnError` for a release that came back, as from a backup, after what it holds was withdrawn."""
    held = sorted(
        path for path in withdrawn.marked(store.root) if (store.path(release) / path).is_file()
    )
    if held:
        raise WithdrawnError([withdrawn.address(path) for path in held])


def _previous_release(store: Store) -> str | None:
    if store.previous and store.previous != store.current:
        return store.previous
    kept = set(store.ids()) - {store.current}
    return next((release for release in reversed(store.history()) if release in kept), None)
