"""Rules for the register of moved addresses, ``content/redirects.yml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.audience import record_pages
from thidua.text import Guesses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Library


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """An address moves once, from a place no page has, straight to a page there is."""
    pages = record_pages(site)
    guesses = Guesses()
    first: dict[str, int] = {}
    moved = {addresses.canonical(document.record.from_) for document in library.redirects}
    for document in library.redirects:
        old, new = (
            addresses.canonical(document.record.from_),
            addresses.canonical(document.record.to),
        )
        line = document.at("from").line
        earlier = first.setdefault(old, line)
        if earlier != line:
            yield document.diagnose("E551", "from", address=old, line=earlier)
        if old in pages:
            yield document.diagnose("E550", "from", address=old)
        if new in moved:
            yield document.diagnose("E552", "to", address=new)
        elif new not in pages and not new.startswith(addresses.OPEN_ROOTS):
            yield document.diagnose("E553", "to", address=new, near=guesses.nearest(new, pages))
