"""Hand-written pages rendered once: MkDocs converts the Markdown of all of them at each build, whatever was edited.

What a page becomes is a pure function of its text, of where the files of the site lie, and of the Markdown extensions.
What MkDocs says about its links is said at each build: a page of which it says something is not kept.
"""

from __future__ import annotations

import json
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from thidua.converter import EXTENSIONS, extension_configs
from thidua.store.keys import code_digest, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.toc import AnchorLink

    from thidua.store.database import Store

_LOG = logging.getLogger("mkdocs.structure.pages")
"""Where MkDocs tells what it finds when it renders a page."""


def keep_rendered(files: Files, config: MkDocsConfig, store: Store) -> None:
    """Have the pages that MkDocs renders itself taken from ``store`` where nothing they are made from has changed.

    Unless somebody else converts Markdown too: what other extensions read is not known.
    """
    lang = str(config.theme["language"])
    if config.markdown_extensions != [*EXTENSIONS] or config.mdx_configs != extension_configs(lang):
        return
    around = key_of(
        code_digest(),
        lang,
        config.use_directory_urls,
        repr(config.validation),
        _LOG.getEffectiveLevel(),
        [[file.src_uri, file.dest_uri, file.inclusion.name] for file in files],
    )
    for file in files.documentation_pages():
        if type(file.page) is Page:
            file.page.render = partial(_render, file.page, around, store)  # type: ignore[method-assign]


def _render(page: Page, around: bytes, store: Store, config: MkDocsConfig, files: Files) -> None:
    key = key_of(around, page.file.src_uri, page.markdown)
    kept = store.get("handwritten", key)
    if kept is None:
        said = _Said()
        _LOG.addHandler(said)
        try:
            Page.render(page, config, files)
        finally:
            _LOG.removeHandler(said)
        if not said.anything:
            store.put("handwritten", key, json.dumps(_row(page)).encode())
        return
    page.content, toc, page._title_from_render, anchors, links = json.loads(kept)  # noqa: SLF001 MkDocs sets it in `render`
    page.toc = get_toc(toc)
    page.present_anchor_ids = {*anchors}
    if links is not None:
        found = ((files.get_file_from_path(uri), by_anchor) for uri, by_anchor in links)
        page.links_to_anchors = {file: by_anchor for file, by_anchor in found if file}


class _Said(logging.Handler):
    """Whether anything was told."""

    anything = False

    def emit(self, record: logging.LogRecord) -> None:
        self.anything = True


def _row(page: Page) -> list[Any]:
    """All that `Page.render` sets."""
    links = page.links_to_anchors
    return [
        page.content,
        _tokens(page.toc),
        page._title_from_render,  # noqa: SLF001
        sorted(page.present_anchor_ids or ()),
        None if links is None else [[file.src_uri, found] for file, found in links.items()],
    ]


def _tokens(toc: Iterable[AnchorLink]) -> list[dict[str, Any]]:
    return [
        {"name": one.title, "id": one.id, "level": one.level, "children": _tokens(one.children)}
        for one in toc
    ]
