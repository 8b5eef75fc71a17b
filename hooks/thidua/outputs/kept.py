"""Outputs kept from one build to the next, by what they are made from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Self, TypeAlias

from thidua.campaign.site_keys import SiteKeys, site_keys
from thidua.store.database import Store
from thidua.store.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thidua.campaign.site import Site
    from thidua.outputs.search import SearchIndex
    from thidua.store.keys import Input

File = tuple[str, bytes]
"""A path below the site, and its bytes."""
Make: TypeAlias = Callable[[], Iterable[File]]
"""Makes some files."""

_KIND = "outputs"


class KeptOutputs:
    """The outputs of one site with one set of settings."""

    def __init__(
        self,
        store: Store,
        settings: bytes,
        keys: SiteKeys,
        search: SearchIndex | None = None,
        lies_there: Callable[[str, bytes], bool] = lambda _path, _digest: False,
        later: dict[str, Make] | None = None,
    ) -> None:
        """``settings`` is a digest of the code and of all that a context holds beside its site.

        ``search`` is the index of the builds before in a process that builds many times. ``lies_there`` says whether a file
        of a digest (`key_of` its bytes) lies at a path already: it is neither read nor given then. In ``later`` a preview
        finds what makes the files that are made `on_request`, by their paths.
        """
        self._store = store
        store.read_ahead(_KIND)
        self._settings = settings
        self.keys = keys
        self.search = search
        self._lies_there = lies_there
        self._later = later
        self._asked: set[bytes] = set()
        self._parts: set[bytes] = set()
        """Parts of states that the store has, by their digests."""

    @classmethod
    def none(cls, site: Site) -> Self:
        """For a site of which nothing was kept, nor will be."""
        return cls(Store(None), b"", site_keys(site))

    def files(self, name: str, inputs: Sequence[Input], make: Make) -> Iterator[File]:
        """What ``make`` gives, or gave when ``inputs`` were the same: digests of all it reads of the site (`keys`).

        But for what lies where it is wanted.

        ValueError for what was asked for already: under one name two outputs would be one.
        """
        key = key_of(self._settings, name, inputs)
        if key in self._asked:
            raise ValueError(f"two outputs are called {name!r}")
        self._asked.add(key)
        kept = self._store.get(_KIND, key)
        files = [*self._missing(json.loads(kept))] if kept is not None else []
        if kept is not None and all(data is not None for _, data in files):
            yield from files  # type: ignore[misc]
            return
        rows = []
        for path, data in make():
            digest = key_of(data)
            rows.append((path, digest.hex()))
            if self._store.get("file", digest) is None:
                self._store.put("file", digest, data)
            yield path, data
        self._store.put(_KIND, key, json.dumps(rows).encode())

    def on_request(
        self, name: str, paths: Iterable[str], inputs: Callable[[], Sequence[Input]], make: Make
    ) -> Iterator[File]:
        """As `files`, in a build; a preview makes them when somebody asks for one of ``paths``, all that ``make`` may give.

        A path may be that of a folder (``assets/search/``). For what no page loads before a person asks for it: an editor
        who looks at a sentence would wait for a database that nobody opens.
        """
        if self._later is None:
            yield from self.files(name, inputs(), make)
        else:
            self._later.update(dict.fromkeys(paths, make))

    def state(self, name: str) -> list[bytes] | None:
        """What an output kept to go on from, whatever the site said then; None where it was not kept, or not whole."""
        kept = self._store.get("state", key_of(self._settings, name))
        digests = [*map(bytes.fromhex, json.loads(kept))] if kept is not None else []
        parts = self._store.get_all("part", digests)
        self._parts |= parts.keys()
        return (
            [parts[one] for one in digests]
            if kept is not None and len(parts) == len({*digests})
            else None
        )

    def keep_state(self, name: str, parts: Iterable[bytes]) -> None:
        """Keep what the next build of an output can go on from, in parts: those that are there already are not written."""
        digests = []
        for part in parts:
            digest = key_of(part)
            if digest not in self._parts:
                self._store.put("part", digest, part)
            digests.append(digest.hex())
        self._store.put("state", key_of(self._settings, name), json.dumps(digests).encode())

    def _missing(self, rows: list[tuple[str, str]]) -> Iterator[tuple[str, bytes | None]]:
        for path, written in rows:
            digest = bytes.fromhex(written)
            if self._lies_there(path, digest):
                self._store.want("file", digest)
            else:
                yield path, self._store.get("file", digest)
