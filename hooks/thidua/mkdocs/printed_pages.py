"""The pages made from content: listed at once, made and printed only where nothing printed before will do.

What a page shows is a pure function of its view, the templates and the settings; a view is one of the site. So a page
is looked for twice: by what the site says, before any view is made, and, where something in the site has changed, by
its view. Only the pages that look otherwise are printed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.parts import site_of_event
from thidua.campaign.site_keys import site_keys
from thidua.store.keys import code_digest, folder_digest, key_of, text_of
from thidua.views.all import parts_of_cluster, site_parts
from thidua.views.events import event_page, listed_event
from thidua.views.shared.page import ListedPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from mkdocs.config.defaults import MkDocsConfig

    from thidua.campaign.site import EventEntry
    from thidua.campaign.site_keys import KnownDigests
    from thidua.mkdocs.photo_files import PictureView
    from thidua.mkdocs.preview_notes import PreviewNote, PreviewNotes
    from thidua.store.database import Store
    from thidua.views.all import SitePart
    from thidua.views.shared.page import Context, Page

_NOT_PRINTED = frozenset(
    {"config_file_path", "dev_addr", "docs_dir", "hooks", "mdx_configs", "plugins", "site_dir", "theme", "validation",
     "watch"}
)  # fmt: skip
"""Settings of MkDocs that say where files lie or are digested elsewhere."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Pages that are made together."""

    name: str
    key: bytes
    """Of all that their views are made from, texts of events aside."""
    make: Callable[[AbstractSet[str] | None], Iterator[Page]]
    """Makes the views at some addresses, or all of them."""
    list_pages: Callable[[], Iterator[ListedPage]] | None = None
    """Lists the pages without their views, which are then made when the first of them is printed: memory for all of them
    would grow with the site."""


class PrintedPages:
    """The pages of one build."""

    def __init__(
        self,
        ctx: Context,
        store: Store,
        notes: PreviewNotes | None = None,
        known: KnownDigests | None = None,
    ) -> None:
        self._ctx = ctx
        self._notes = notes
        self._store = store
        self.keys = site_keys(ctx.site, known)
        self.settings = key_of(
            code_digest(),
            ctx.audience,
            ctx.site_name,
            ctx.site_url,
            ctx.directory_urls,
            ctx.lang,
            repr(ctx.publisher),
            sorted(ctx.books),
        )
        self._photos = {
            event.address: [f"{event.folder}/{photo.file}" for photo in event.record.photos]
            for event in ctx.site.events
        }
        # The home page shows first photographs, of whichever events are the latest.
        self._photos[addresses.HOME] = [
            path for paths in self._photos.values() for path in paths[:1]
        ]
        self._parts = {part.name: part for part in self._all_parts()}
        self._part_of: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._views: dict[str, Page] = {}
        self._missing: dict[str, set[str]] = {}
        """Of each part, the pages that are to be printed and have no view yet."""
        self._by_content: dict[str, bytes] = {}
        self._printed: dict[bytes, bytes] = {}
        self._shell = b""
        self._pictures: Mapping[str, PictureView] = {}

    def _all_parts(self) -> Iterator[_Part]:
        ctx, keys = self._ctx, self.keys
        yield from self._from(site_parts(ctx))
        names = key_of(self.settings, repr([*ctx.cluster_names.items()]))
        for event in ctx.site.events:
            part = key_of(names, event.address, keys.part(site_of_event(ctx.site, event)))
            make, listed = partial(self._event_view, event), partial(self._listed_event, event)
            yield _Part(f"event {event.id}", part, make, listed)
        if self._notes:
            withheld = self._notes.withheld()
            yield _Part("withheld", key_of(self.settings, repr(withheld)), lambda _: iter(withheld))
        yield from self._from(p for id_ in ctx.site.clusters for p in parts_of_cluster(ctx, id_))

    def _from(self, parts: Iterable[SitePart]) -> Iterator[_Part]:
        ctx = self._ctx
        whole = repr(
            (ctx.content_day, ctx.newest_day, ctx.can_compare, [*ctx.cluster_names.items()])
        )
        digests: dict[int, bytes] = {}
        """By the site that a part is made from, which several have in common."""
        for one in parts:
            site = one.ctx.site
            if id(site) not in digests:
                digests[id(site)] = self.keys.part(site)
            key = key_of(self.settings, one.name, digests[id(site)], whole, one.also)
            yield _Part(one.name, key, partial(_made, one.make), one.list_pages)

    def _event_view(self, event: EventEntry, _wanted: AbstractSet[str] | None) -> Iterator[Page]:
        yield event_page(self._ctx.of_event(event), event)

    def _listed_event(self, event: EventEntry) -> Iterator[ListedPage]:
        yield listed_event(self._ctx, event)

    def listed(self) -> list[ListedPage]:
        """Every page, in a fixed order."""
        rows: list[ListedPage] = []
        found = self._store.get_all("pages", (part.key for part in self._parts.values()))
        for part in self._parts.values():
            kept = found.get(part.key)
            if kept is not None:
                own = [ListedPage(*row) for row in json.loads(kept)]
            else:
                own = [*self._listed(part)]
                self._store.put("pages", part.key, json.dumps(own, ensure_ascii=False).encode())
            self._part_of.update((row.address, part.name) for row in own)
            self._sources.update((row.address, row.source_path) for row in own)
            rows += own
        return rows

    def _listed(self, part: _Part) -> Iterator[ListedPage]:
        if part.list_pages:
            yield from part.list_pages()
            return
        for view in part.make(None):
            self._views[view.address] = view
            yield view.listed

    def find(self, shell: bytes, pictures: Mapping[str, PictureView]) -> None:
        """Look up which pages were printed before; views of the others are made when they are asked for.

        ``shell`` is a digest of all that is printed beside the views: `shell_key`.
        """
        self._shell, self._pictures = shell, pictures
        self._by_content = {address: self._content_key(address) for address in self._part_of}
        self._printed = self._store.get_all("page", self._by_content.values())
        missing: defaultdict[str, set[str]] = defaultdict(set)
        for address, key in self._by_content.items():
            if key not in self._printed and address not in self._views:
                missing[self._part_of[address]].add(address)
        self._missing = missing

    def kept_key(self, address: str) -> bytes | None:
        """What a page printed before is kept by; None for one that is to be printed."""
        kept_by = self._printed.get(self._by_content[address])
        if kept_by is not None:
            # A preview that shows the page already does not read it, and yet the next build will.
            self._store.want("html", kept_by)
        return kept_by

    def kept_html(self, kept_by: bytes) -> bytes | None:
        """A page that was printed before."""
        return self._store.get("html", kept_by)

    def view(self, address: str) -> Page:
        """The view of a page, made with those of its part that are to be printed too."""
        if address not in self._views:
            part = self._part_of[address]
            wanted = self._missing.pop(part, set()) | {address}
            self._views |= {view.address: view for view in self._parts[part].make(wanted)}
        return self._views[address]

    def view_key(self, address: str) -> bytes:
        """What a page is kept by: all that it is printed from."""
        view = self.view(address)
        return key_of(
            self._shell, text_of(view), self._pictures_of(address), self._note_of(address)
        )

    def keep(self, address: str, kept_by: bytes, html: bytes | None) -> None:
        """Keep a page for the next build, None where it is kept already. Its view is needed no more."""
        if html is not None:
            self._store.put("html", kept_by, html)
        self._store.put("page", self._by_content[address], kept_by)
        self._views.pop(address, None)

    def forget(self) -> None:
        """Hold no longer what pages are made from; `keys` and `settings` stay, which the files beside them are kept by."""
        for held in (
            self._parts,
            self._part_of,
            self._sources,
            self._views,
            self._missing,
            self._by_content,
            self._printed,
            self._photos,
        ):
            held.clear()

    def _content_key(self, address: str) -> bytes:
        part = self._parts[self._part_of[address]].key
        text = self.keys.event_texts.get(address, b"")
        note = self._note_of(address)
        return key_of(self._shell, part, address, text, self._pictures_of(address), note)

    def _note_of(self, address: str) -> str:
        return repr(self.note(address))

    def note(self, address: str) -> PreviewNote | None:
        """What a preview says above a page; a build says nothing."""
        return self._notes.of(address, self._sources[address]) if self._notes else None

    def _pictures_of(self, address: str) -> str:
        return repr([self._pictures.get(path) for path in self._photos.get(address, ())])


def _made(make: Callable[[], Iterator[Page]], wanted: AbstractSet[str] | None) -> Iterator[Page]:
    return (view for view in make() if wanted is None or view.address in wanted)


def shell_key(config: MkDocsConfig, folders: Iterable[Path], *others: object) -> bytes:
    """A digest of what every page is printed with: templates, settings of MkDocs, and ``others`` by what they print."""
    settings = {name: value for name, value in config.items() if name not in _NOT_PRINTED}
    return key_of(
        code_digest(),
        [folder_digest(folder, frozenset({".html"})) for folder in folders],
        repr(settings),
        repr(sorted((name, repr(config.theme[name])) for name in config.theme)),
        repr([*config.plugins]),
        # A hook of somebody else may give templates what they print; installed plugins are among the packages.
        [
            Path(plugin.__file__ or "").read_bytes()
            for plugin in config.plugins.values()
            if isinstance(plugin, ModuleType)
        ],
        repr(others),
    )
