"""The pages made from content: listed at once, made and printed only where nothing printed before will do.

What a page shows is a pure function of its view, the templates and the settings; a view is one of the site. So a page
is looked for twice: by what the site says, before any view is made, and, where something in the site has changed, by
its view. Only the pages that look otherwise are printed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from thidua.campaign.site_keys import site_keys
from thidua.store.keys import code_digest, folder_digest, key_of
from thidua.views.all import pages, pages_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

    from thidua.mkdocs.photo_files import PictureView
    from thidua.store.database import Store
    from thidua.views.shared.page import Context, Page

_NOT_PRINTED = frozenset(
    {"config_file_path", "dev_addr", "docs_dir", "hooks", "mdx_configs", "plugins", "site_dir", "theme", "validation",
     "watch"}
)  # fmt: skip
"""Settings of MkDocs that say where files lie or are digested elsewhere."""


class ListedPage(NamedTuple):
    """What MkDocs must know of a page before it is made."""

    address: str
    title: str
    description: str
    source_path: str
    updated: str
    """ISO day, or empty."""


class PrintedPages:
    """The pages of one build."""

    def __init__(self, ctx: Context, store: Store) -> None:
        self._ctx = ctx
        self._store = store
        self.keys = site_keys(ctx.site)
        self.settings = key_of(
            code_digest(), ctx.audience, ctx.site_name, ctx.site_url, ctx.directory_urls, ctx.lang
        )
        self._photos = {
            event.address: [f"{event.folder}/{photo.file}" for photo in event.record.photos]
            for event in ctx.site.events
        }
        self._views: dict[str, Page] = {}
        self._by_content: dict[str, bytes] = {}
        self._printed: dict[bytes, bytes] = {}
        self._shell = b""
        self._pictures: Mapping[str, PictureView] = {}

    def listed(self) -> list[ListedPage]:
        """Every page, in a fixed order."""
        key = key_of(self.settings, self.keys.facts)
        kept = self._store.get("pages", key)
        if kept is not None:
            return [ListedPage(*row) for row in json.loads(kept)]
        self._views = {view.address: view for view in pages(self._ctx)}
        rows = [listed(view) for view in self._views.values()]
        self._store.put("pages", key, json.dumps(rows, ensure_ascii=False).encode())
        return rows

    def find(
        self, shell: bytes, pictures: Mapping[str, PictureView], listed: Iterable[str]
    ) -> None:
        """Look up which pages were printed before, and make views of the others.

        ``shell`` is a digest of all that is printed beside the views: `shell_key`.
        """
        self._shell, self._pictures = shell, pictures
        self._by_content = {address: self._content_key(address) for address in listed}
        self._printed = self._store.get_all("page", self._by_content.values())
        if not self._views:
            missing = {a for a, key in self._by_content.items() if key not in self._printed}
            self._views = {view.address: view for view in pages_at(self._ctx, missing)}

    def kept(self, address: str) -> bytes | None:
        """What a page printed before is kept by; None for one that is to be printed."""
        return self._printed.get(self._by_content[address])

    def kept_html(self, kept_by: bytes) -> bytes | None:
        """A page that was printed before."""
        return self._store.get("html", kept_by)

    def view(self, address: str) -> Page:
        """The view of a page."""
        if address not in self._views:
            self._views |= {view.address: view for view in pages_at(self._ctx, {address})}
        return self._views[address]

    def html(self, address: str, render: Callable[[Page], str]) -> str:
        """A page as one with its view was printed before, else as ``render`` prints it now."""
        view = self.view(address)
        by_view = key_of(self._shell, repr(view), self._pictures_of(address))
        kept = self._store.get("html", by_view)
        html = kept.decode("utf-8", "surrogatepass") if kept is not None else render(view)
        if kept is None:
            self._store.put("html", by_view, html.encode("utf-8", "surrogatepass"))
        self._store.put("page", self._by_content[address], by_view)
        del self._views[address]
        return html

    def _content_key(self, address: str) -> bytes:
        text = self.keys.event_texts.get(address, self.keys.pledge_texts)
        facts = self.settings, self.keys.facts
        return key_of(self._shell, *facts, address, text, self._pictures_of(address))

    def _pictures_of(self, address: str) -> str:
        return repr([self._pictures.get(path) for path in self._photos.get(address, ())])


def listed(view: Page) -> ListedPage:
    """What MkDocs must know of a view."""
    updated = view.updated.isoformat() if view.updated else ""
    return ListedPage(view.address, view.title, view.description, view.source_path, updated)


def shell_key(config: MkDocsConfig, folders: Iterable[Path], *others: object) -> bytes:
    """A digest of what every page is printed with: templates, settings of MkDocs, and ``others`` by what they print."""
    settings = {name: value for name, value in config.items() if name not in _NOT_PRINTED}
    return key_of(
        code_digest(),
        [folder_digest(folder, frozenset({".html"})) for folder in folders],
        repr(settings),
        repr(sorted((name, repr(config.theme[name])) for name in config.theme)),
        repr([*config.plugins]),
        repr(others),
    )
