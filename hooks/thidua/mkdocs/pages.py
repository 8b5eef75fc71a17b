"""Views → MkDocs files and pages."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from markupsafe import escape
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page

from thidua import prose
from thidua.outputs.cards import WrittenPage
from thidua.text import same_name
from thidua.views.shared import page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from thidua.diagnostics import Diagnostic


@dataclass(frozen=True, kw_only=True)
class DiagnosticsView(page.Page):
    """What ``serve`` shows in place of a site that cannot be built."""

    template = "diagnostics.html"
    items: tuple[Diagnostic, ...]


PRINTED = "printed.html"
"""The template of every page made from content: it prints what is in ``html``."""


class ViewPage(Page):
    """A page that shows a view, which is made when the page is printed; its Markdown is rendered by `thidua.prose`."""

    def __init__(
        self,
        title: str | None,
        file: File,
        config: MkDocsConfig,
        listed: page.ListedPage,
        make: Callable[[], page.Page],
    ) -> None:
        super().__init__(title, file, config)
        self.listed = listed
        self._make = make
        self._config = config
        if self.edit_url:
            # MkDocs leaves the “..” that leads from its docs folder to our content.
            self.edit_url = urljoin(self.edit_url, urlsplit(self.edit_url).path)

    def _set_canonical_url(self, base: str | None) -> None:
        """As MkDocs does, but without taking addresses apart that are made of ids: thousands of them, at each build."""
        whole = f"{base.rstrip('/')}/" if base else None
        self.canonical_url = f"{whole}{self.url}" if whole else None
        self.abs_url = f"{_path_of(whole)}{self.url}" if whole else None

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read: MkDocs never parses an editor's front matter."""
        self.markdown = ""
        # Material prints these unescaped.
        self.meta = {
            "title": escape(self.listed.title),
            "description": escape(self.listed.description),
            "template": PRINTED,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing yet: most pages were printed before."""
        self.content = ""

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """The ids of headings, for whoever links to one."""
        rendered = self._prose(self._make())
        return {heading.id for heading in rendered.headings} if rendered else set()

    def show(self, view: page.Page) -> None:
        """Render the prose of a view; its links were resolved and checked when the content was read."""
        rendered = self._prose(view)
        if rendered is None:
            return
        self.content = rendered.relative(
            lambda address: relative_url(self.url, address, self._config)
        )

    def _prose(self, view: page.Page) -> prose.Prose | None:
        source = view.prose
        if source is None or source.is_empty:
            return None
        try:
            return prose.render(source.text, source.links, str(self._config.theme["language"]))
        except prose.CostlyError as error:
            raise PluginError(f"{view.source_path}: {error}") from error


@cache
def _path_of(address: str) -> str:
    return urlsplit(address).path


def relative_url(url: str, address: str, config: MkDocsConfig) -> str:
    """``address`` (``/cum/x/#y``) as a link from the page at ``url``; works under any sub-path."""
    return root_path(url) + address_from_root(address, config)


def root_path(url: str) -> str:
    """The way from the page at ``url`` up to the root of the site: ``../../``, or ``./``."""
    folder = url.strip("/") if url.endswith("/") else posixpath.dirname(url)
    return "../" * (folder.count("/") + 1) if folder else "./"


def address_from_root(address: str, config: MkDocsConfig) -> str:
    """``address`` as a link from the root of the site, with the file's name where folders have none."""
    path = re.split("[?#]", address, maxsplit=1)[0]
    target = path.lstrip("/")
    if not config.use_directory_urls and (not target or target.endswith("/")):
        target += "index.html"
    return f"{target}{address[len(path) :]}"


def use_directory_urls(files: Files) -> None:
    """Give hand-written pages the address they have on a server: ``x/index.html``, not ``x.html``."""
    for file in files.documentation_pages():
        if file.name != "index":
            file.dest_uri = posixpath.join(posixpath.dirname(file.src_uri), file.name, "index.html")


def add_pages(
    files: Files,
    listed: Iterable[page.ListedPage],
    config: MkDocsConfig,
    make: Callable[[str], page.Page],
) -> None:
    """Append a generated file with its page for each address; ``make`` gives the view of one.

    Its source is edited in the repository of ``config``, wherever the content of this build happens to lie.
    """
    project = _project_from_docs(config)
    titles = dict(nav_titles(config.nav))
    for row in listed:
        uri = f"{row.address.lstrip('/')}index.md"
        inclusion = InclusionLevel.INCLUDED if uri in titles else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, uri, content="", inclusion=inclusion)
        if row.source_path and project is not None:
            file.edit_uri = posixpath.join(project, row.source_path)
        ViewPage(titles.get(uri), file, config, row, partial(make, row.address))
        files.append(file)


def clashing(files: Files) -> Iterator[tuple[str, str]]:
    """Pairs of files of the site that a disk of Windows or macOS would hold as one."""
    taken: dict[str, str] = {}
    for file in files:
        other = taken.setdefault(same_name(file.dest_uri), file.dest_uri)
        if other != file.dest_uri:
            yield other, file.dest_uri


def _project_from_docs(config: MkDocsConfig) -> str | None:
    """The relative address of the folder of mkdocs.yml, seen from the docs folder; None when they lie on two drives."""
    # MkDocs leaves the name as it was typed, ``..`` and all. Links are not followed: the repository has them too.
    home = Path(os.path.abspath(config.config_file_path)).parent  # noqa: PTH100
    try:
        return Path(os.path.relpath(home, config.docs_dir)).as_posix()
    except ValueError:
        return None


def written_pages(files: Files) -> tuple[WrittenPage, ...]:
    """All pages for the search: the hand-written ones of ``docs/``, once MkDocs has read them, and ours."""
    found = []
    for file in files.documentation_pages():
        page = file.page
        if isinstance(page, ViewPage):
            row = page.listed
            found.append(WrittenPage(row.title, row.address, row.description, by_hand=False))
        elif page is not None:
            found.append(WrittenPage(str(page.title), f"/{page.url}", page.markdown or ""))
    return tuple(found)


def nav_titles(nav: object, title: str | None = None) -> Iterable[tuple[str, str | None]]:
    """Paths of the short navigation and the words they have in it."""
    if isinstance(nav, str):
        yield nav, title
    elif isinstance(nav, dict):
        for words, value in nav.items():
            yield from nav_titles(value, words)
    elif isinstance(nav, list):
        for item in nav:
            yield from nav_titles(item)
