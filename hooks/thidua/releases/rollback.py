"""Taking a release back, and proving what is served."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from thidua.mkdocs.settings import ZONE

if TYPE_CHECKING:
    from thidua.releases.store import Store


class NothingToServeError(RuntimeError):
    """There is no other release to go back to, or none of that name."""


def rollback(store: Store, to: str | None = None) -> str:
    """Serve ``to``, or what was served before; gives its id.

    Raises `NothingToServeError`, `BusyError`, and `UnsoundError` when that release is not whole any more:
    then what is served stays.
    """
    with store.locked():
        release = to or _previous_release(store)
        if release is None or release not in store.ids():
            raise NothingToServeError(to or "")
        store.verify(release)
        store.switch(release, dt.datetime.now(ZONE))
    return release


def _previous_release(store: Store) -> str | None:
    if store.previous and store.previous != store.current:
        return store.previous
    kept = set(store.ids()) - {store.current}
    return next((release for release in reversed(store.history()) if release in kept), None)
