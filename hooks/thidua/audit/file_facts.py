"""What the audit needs to know of each file; what is known of the same bytes from before is not asked again.

Three things are kept, by content: the facts of a page, that a picture carries no metadata, and that nothing hidden was
found in a file. The key of the last holds everything that was looked for, so that what becomes hidden is looked for
everywhere. What was found is not kept.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from thidua.audit import decoded_text
from thidua.audit.leak_search import Found
from thidua.audit.page_facts import PageFacts, PageValue, read_page
from thidua.forked import in_two_processes
from thidua.outputs.manifest import entry
from thidua.store.keys import code_digest, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from thidua.audit.leak_search import LeakSearch
    from thidua.outputs.manifest import Entry
    from thidua.store.database import Store

PACKED = (".gz", ".br")
_WEIGHED = (".html", ".css", ".js")
_WORTH_SHARING = 4_000_000
"""Bytes to look through below which a second process costs more than it brings."""
_CLEAN = b"clean"
_BARE = b"[]"
"""Of a picture without metadata."""


@dataclass(frozen=True, slots=True)
class WeighedFile:
    """A page, a style or a script."""

    packed_size: int
    """Bytes that are about what it weighs on its way."""
    page: PageFacts | None
    """The facts of a page."""


class Searched(NamedTuple):
    """What a file tells of what is hidden."""

    found: tuple[Found, ...]
    is_shut: bool
    """Whether it cannot be looked into, or not into all of it."""


class SiteFiles:
    """The files of a built site; each is read anew, and only what its bytes are the key of is taken from ``store``."""

    def __init__(self, site: Path, names: list[str], store: Store) -> None:
        self._site = site
        self._store = store
        self.names = names
        self._known = frozenset(names)
        self.entries: dict[str, Entry] = {}
        """As in the manifest, of what was read."""
        for name in names:
            self.entries[name] = entry(self.read(name))
        self.copies = frozenset(name for name in names if self._is_copy(name))
        """The files that are another's compressed copy, byte for byte."""

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return (self._site / name).read_bytes()

    def weighed(self) -> dict[str, WeighedFile]:
        """Pages, styles and scripts."""
        names = [name for name in self.names if name.endswith(_WEIGHED)]
        keys = {name: key_of(code_digest(), self._sum(name), name.endswith(".html")) for name in names}  # fmt: skip
        told = self._answers("weighed", keys, self._weigh)
        # Pages have most of their links in common: each is held once.
        held: dict[str, str] = {}
        return {name: _weighed_file(told[name], held) for name in names}

    def leaks(self, search: LeakSearch) -> dict[str, Searched]:
        """What each file but the copies tells of what is hidden."""
        names = [name for name in self.names if name not in self.copies]
        keys = {name: key_of(code_digest(), search.digest, name, self._sum(name)) for name in names}

        def searched(name: str) -> bytes:
            found: list[Found] = []
            try:
                found.extend(search.found_in(name, self._unchanged(name)))
            except decoded_text.OpaqueError:
                return json.dumps([found, True]).encode()
            return json.dumps([found, False]).encode() if found else _CLEAN

        told = self._answers("clean", keys, searched, kept=_CLEAN.__eq__)
        return {name: _searched(told[name]) for name in names}

    def metadata(self, pictures: Iterable[str]) -> dict[str, list[str] | None]:
        """Names of the metadata that each picture carries; None for one that cannot be read."""
        keys = {name: key_of(code_digest(), self._sum(name)) for name in pictures}

        def blocks(name: str) -> bytes:
            try:
                return json.dumps(decoded_text.metadata_blocks(self._unchanged(name))).encode()
            except decoded_text.OpaqueError:
                return b"null"

        told = self._answers("picture", keys, blocks, kept=_BARE.__eq__)
        return {name: json.loads(told[name]) for name in keys}

    def _answers(
        self,
        kind: str,
        keys: dict[str, bytes],
        ask: Callable[[str], bytes],
        *,
        kept: Callable[[bytes], bool] = bool,
    ) -> dict[str, bytes]:
        """The answer to every name of ``keys``, from the store as far as it knows, and kept there where ``kept`` says so."""
        known = self._store.get_all(kind, keys.values())
        waiting = [name for name, key in keys.items() if key not in known]

        def answers(names: Iterable[str]) -> list[bytes]:
            return [ask(name) for name in names]

        size = sum(int(self.entries[name]["size"]) for name in waiting)
        fresh = in_two_processes(answers, waiting) if size > _WORTH_SHARING else answers(waiting)
        found = dict(zip(waiting, fresh, strict=True))
        for name, answer in found.items():
            if kept(answer):
                self._store.put(kind, keys[name], answer)
        return {name: found[name] if name in found else known[key] for name, key in keys.items()}

    def _weigh(self, name: str) -> bytes:
        data = self._unchanged(name)
        page = read_page(data.decode("utf-8", "replace")) if name.endswith(".html") else None
        facts = None
        if page:
            facts = {field.name: getattr(page, field.name) for field in fields(page)}
            facts["ids"] = sorted(page.ids)
        return json.dumps([len(gzip.compress(data, 1)), facts]).encode()

    def _unchanged(self, name: str) -> bytes:
        """The bytes of a file; raises OSError where they are not those its sum was taken of."""
        data = self.read(name)
        if entry(data) != self.entries[name]:
            raise OSError(name)
        return data

    def _sum(self, name: str) -> str:
        return str(self.entries[name]["sha256"])

    def _is_copy(self, name: str) -> bool:
        if not name.endswith(PACKED) or name[:-3] not in self._known:
            return False
        try:
            return decoded_text.unpack(name, self.read(name)) == self.read(name[:-3])
        except decoded_text.OpaqueError:
            return False


def _weighed_file(answer: bytes, held: dict[str, str]) -> WeighedFile:
    size, facts = json.loads(answer)
    if facts is None:
        return WeighedFile(size, None)
    places = {
        name: [PageValue(held.setdefault(value, value), line) for value, line in facts[name]]
        for name in ("links", "loads", "inline", "refresh")
    }
    return WeighedFile(size, PageFacts(**{**facts, **places, "ids": set(facts["ids"])}))


def _searched(answer: bytes) -> Searched:
    if answer == _CLEAN:
        return Searched((), is_shut=False)
    found, is_shut = json.loads(answer)
    return Searched(tuple(Found(*one) for one in found), is_shut)
