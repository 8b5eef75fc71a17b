"""Rules for the register of moved addresses, ``content/redirects.yml``."""

from __future__ import annotations

import itertools
import posixpath
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.audience import record_pages
from thidua.campaign.terms import all_numbers
from thidua.text import NearestFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Library


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """An address moves once, from a place no page has, straight to a page there is."""
    pages = record_pages(site)
    written = library.written_pages or frozenset()
    open_roots = addresses.OPEN_ROOTS
    if library.written_pages is None:
        open_roots += addresses.WRITTEN_ROOTS
    made = _BuiltAddresses(site, pages)
    guesses = NearestFinder()
    first: dict[str, int] = {}
    files = {_file(document.record.from_) for document in library.redirects}
    moved = {addresses.canonical(document.record.from_) for document in library.redirects}
    for document in library.redirects:
        old, new = (
            addresses.canonical(document.record.from_),
            addresses.canonical(document.record.to),
        )
        line = document.at("from").line
        earlier = first.setdefault(_file(old), line)
        if earlier != line:
            yield document.diagnose("E551", "from", address=old, line=earlier)
        if old in made or not files.isdisjoint(_parent_files(old)):
            yield document.diagnose("E550", "from", address=old)
        if new in moved:
            yield document.diagnose("E552", "to", address=new)
        elif new not in pages | written and not new.startswith(open_roots):
            yield document.diagnose("E553", "to", address=new, near=guesses.nearest(new, pages))


def _file(address: str) -> str:
    """The file in which the page of a moved address is written."""
    old = addresses.canonical(address).casefold()
    return f"{old}index.html" if old.endswith("/") else old


def _parent_files(address: str) -> list[str]:
    """What would have to be a folder for ``address`` to be a file."""
    parts = address.casefold().rstrip("/").split("/")[:-1]
    return [*itertools.accumulate(parts, lambda above, part: f"{above}/{part}")][1:]


class _BuiltAddresses:
    """The addresses at which the site has a file of its own, whoever may read it.

    A page of a moved address would be written over it, on Windows also where only the case differs.
    """

    def __init__(self, site: Site, pages: frozenset[str]) -> None:
        self.pages = pages | {addresses.number(n) for n in all_numbers(site)}
        self.pledges = {f"{key.cluster}/giao-uoc/{key.term}" for key in site.pledges}
        self.pledges |= {f"giao-uoc/{key.term}/{key.cluster}" for key in site.pledges}

    def __contains__(self, address: str) -> bool:
        here = address.casefold()
        return self._is_file(here) or any(map(self._is_file, _parent_files(here)))

    def _is_file(self, address: str) -> bool:
        folder, name = posixpath.split(address)
        page = (
            address if not name else f"{folder.rstrip('/')}/" if name in addresses.OWN_NAMES else ""
        )
        return (
            page in self.pages
            or address in addresses.OWN_FILES
            or f"{address}/".startswith(addresses.OWN_FOLDERS)
            or self._is_comparison(page.strip("/"))
        )

    def _is_comparison(self, page: str) -> bool:
        """``/cum/mot/giao-uoc/2023..2024/`` or ``/giao-uoc/2024/mot..hai/``, of pledges there are."""
        folder, _, pair = page.removeprefix("cum/").rpartition("/")
        one, dots, other = pair.partition("..")
        return bool(dots) and {f"{folder}/{one}", f"{folder}/{other}"} <= self.pledges
