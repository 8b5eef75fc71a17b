"""Rules for the register of moved addresses, ``content/redirects.yml``."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.audience import record_pages
from thidua.campaign.papers import site_papers
from thidua.campaign.terms import clusters_by_number
from thidua.converter import PAGE_IDS
from thidua.file_names import is_device
from thidua.text import NearestFinder, same_name, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, PledgeEntry, Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Library
    from thidua.reading.records import Event

_KEPT_BY_SERVERS = frozenset(
    ("web.config", "bin", "app_browsers", "app_code", "app_data", "app_globalresources", "app_localresources",
     "app_webreferences", "_headers", "_redirects", "_worker.js", "_routes.json", "cname")
)  # fmt: skip
"""Names that IIS or a host of static pages reads itself and never hands out."""
_KEPT_ENDINGS = (".gz", ".br", ".map")
"""Packed copies, which `thidua publish` makes anew and servers hand out for another file, and maps, which no server sends."""
_CALENDAR_PAGE = re.compile(r"/lich/(\d{4})/(?:(?:0[1-9]|1[0-2])/)?")


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """An address moves once, from a place where the site has no file, straight to a page there is."""
    built = _BuiltFiles(library, site)
    targets = _Targets(library, site)
    guesses = NearestFinder()
    first: dict[str, int] = {}
    files = {_file(document.record.from_) for document in library.redirects}
    moved = {addresses.canonical(document.record.from_) for document in library.redirects}
    for document in library.redirects:
        old, new = (
            addresses.canonical(document.record.from_),
            addresses.canonical(document.record.to),
        )
        file = _file(old)
        line = document.at("from").line
        earlier = first.setdefault(file, line)
        if earlier != line:
            yield document.diagnose("E551", "from", address=old, line=earlier)
        kept = next(filter(_is_kept, file.split("/")), None)
        if kept is not None:
            yield document.diagnose("E554", "from", address=old, name=kept)
        elif built.clash_with(file) or not files.isdisjoint(_folders(file)):
            yield document.diagnose("E550", "from", address=old)
        anchor = document.record.to.partition("#")[2]
        if new in moved:
            yield document.diagnose("E552", "to", address=new)
        elif new not in targets:
            near = guesses.nearest(new, targets.pages)
            yield document.diagnose("E553", "to", address=new, near=near)
        elif anchor and anchor not in targets.anchors(new):
            near = guesses.nearest(anchor, targets.anchors(new))
            yield document.diagnose("E555", "to", address=new, anchor=anchor, near=near)


def _file(address: str) -> str:
    """The file of a moved address, as a disk on which case does not count has it."""
    return same_name(addresses.file_of(address))


def _folders(file: str) -> list[str]:
    """The folders a file lies in, from the root: ``/a``, ``/a/b``."""
    return [file[: match.start()] for match in re.finditer("/", file) if match.start()]


def _is_kept(name: str) -> bool:
    """Whether servers or Windows keep a name for themselves: no page can be handed out under it.

    Hidden names too, ``.well-known`` among them: what lies there is the host's, not the editors'.
    """
    return (
        name.startswith(".")
        or name.endswith((".", *_KEPT_ENDINGS))
        or name in _KEPT_BY_SERVERS
        or is_device(name)
    )


class _BuiltFiles:
    """The files the site has of its own, whoever may read them.

    The page of a moved address must not be written over one, nor where one wants a folder, nor below one as if it
    were a folder; on Windows also where only the case differs.
    """

    def __init__(self, library: Library, site: Site) -> None:
        pages = record_pages(site).union(library.written_pages or ())
        pages |= {addresses.number(n) for n in clusters_by_number(site)}
        own = {addresses.file_of(page) for page in pages} | addresses.OWN_FILES
        for id_ in site.clusters:
            own |= {addresses.cluster_feed(id_), addresses.cluster_ics(id_)}
        own |= {addresses.commemoration_ics(id_) for id_ in site.commemorations}
        for id_ in site.units:
            own |= {addresses.unit_summary(id_), addresses.unit_feed(id_), addresses.unit_ics(id_)}
        own |= {one.address for one in site_papers(site) if one.paper.file}
        own |= {addresses.scores_csv(*key) for key in site.scores}
        self.files = {same_name(file) for file in own}
        self.folders = {folder for file in self.files for folder in _folders(file)}
        self.comparisons = _Comparisons(site)

    def clash_with(self, file: str) -> bool:
        """Whether a file could not lie beside those of the site."""
        return (
            file in self.folders
            or file in self.comparisons
            or any(map(self._is_file, [file, *_folders(file)]))
        )

    def _is_file(self, file: str) -> bool:
        return (
            file in self.files
            or file.startswith(addresses.OWN_FOLDERS)
            or (
                file.endswith("/index.html")
                and file.removesuffix("/index.html") in self.comparisons
            )
        )


class _Comparisons:
    """The places of comparisons of a cluster's pledges, ``/cum/mot/giao-uoc/2023..2024``.

    All pairs, whoever may read them: two terms are neighbours where what lies between them is not shown.
    """

    def __init__(self, site: Site) -> None:
        self.pledges = {p.address.rstrip("/") for p in site.pledges.values()}

    def __contains__(self, folder: str) -> bool:
        above, _, pair = folder.rpartition("/")
        one, dots, other = pair.partition("..")
        return bool(dots) and {f"{above}/{one}", f"{above}/{other}"} <= self.pledges


def _is_for_all(event: Event) -> bool:
    """Whether every build shows an event, on any day."""
    return event.audience == "public" and event.status == "published" and not event.publish_on


class _Targets:
    """The addresses something can move to: pages and files every build has, as long as it shows their record."""

    def __init__(self, library: Library, site: Site) -> None:
        self.site = site
        self.pages = record_pages(site).union(library.written_pages or ())
        # Neighbours are neighbours in every build that shows both.
        self.pages |= {
            addresses.comparison(older.key.cluster, older.key.term, newer.key.term)
            for line in site.pledges_by_cluster.values()
            for older, newer in pairwise(line)
        }
        self.open_roots = addresses.WRITTEN_ROOTS if library.written_pages is None else ()
        years = [event.year for event in site.dated_events if _is_for_all(event.record)]
        self.years = range(min(years), max(years) + 1) if years else range(0)

    def __contains__(self, address: str) -> bool:
        month = _CALENDAR_PAGE.fullmatch(address)
        return (
            address in self.pages
            or address in addresses.OPEN_FILES
            or (month is not None and int(month[1]) in self.years)
            or address.startswith(self.open_roots)
        )

    def anchors(self, page: str) -> frozenset[str]:
        """The anchors of a page that stay: the headings an editor wrote, and the parts of an event's page."""
        return self._anchors.get(page, frozenset())

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        entries: tuple[EventEntry | PledgeEntry, ...] = (
            *self.site.events,
            *self.site.pledges.values(),
        )
        found = {
            entry.address: frozenset(h.id or slug(h.text) for h in entry.body.headings)
            for entry in entries
        }
        return found | {e.address: found[e.address] | PAGE_IDS for e in self.site.events}
