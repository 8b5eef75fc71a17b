"""Printing the pages made from content: taken over from an earlier build where one will do, the others by two processes.

Beside MkDocs, which would take each page through a context, events and a template of its own even where it was printed
before; that was half the cost of a build in which nothing changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from mkdocs.commands.build import get_context

from thidua import collector, progress
from thidua.forked import in_two_processes
from thidua.mkdocs.pages import ViewPage
from thidua.mkdocs.templates import head, page_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, TypeAlias

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

    from thidua.mkdocs.photo_files import PictureView
    from thidua.mkdocs.preview_notes import PreviewNote
    from thidua.mkdocs.printed_pages import PrintedPages
    from thidua.mkdocs.templates import LinkContext
    from thidua.views.shared.page import Context
    from thidua.views.shared.page import Page as View

    Write: TypeAlias = Callable[[str, bytes, Callable[[], bytes | None]], bool]
    """Writes a page: its path, what it is kept by, and how to read it. False where it cannot be read."""

AT_ONCE = 1000
"""Pages that are in memory together, half of them printed by another process."""
FEW = 40
"""So many are printed here: beginning a process costs as much."""
_OF_PAGES = {
    "env": 1,
    "pre_page": 0,
    "page_read_source": 0,
    "page_markdown": 0,
    "page_content": 0,
    "page_context": 1,
    "post_page": 0,
}
"""How many methods of ours MkDocs calls for the templates and for each page."""


def pages_are_ours(config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook has a hand in pages: then MkDocs need not see ours."""
    events = config.plugins.events
    return all(len(events.get(name, ())) <= own for name, own in _OF_PAGES.items())


@dataclass(frozen=True, slots=True)
class PagePrinter:
    """What pages are printed with."""

    env: jinja2.Environment
    place: LinkContext
    config: MkDocsConfig
    nav: Navigation
    files: tuple[File, ...]
    ctx: Context
    pictures: Mapping[str, PictureView]

    def html(
        self,
        page: ViewPage,
        view: View,
        context: dict[str, Any] | None = None,
        note: PreviewNote | None = None,
    ) -> str:
        """A page; without a context, in the one MkDocs would give it."""
        page.active = True
        if context is None:
            context = dict(get_context(self.nav, self.files, self.config, page))
        self.place.at_page(page, self.nav)
        page.show(view)
        repo_url = str(self.config.repo_url or "")
        ctx = self.ctx
        if view.lang:
            ctx = replace(ctx, lang=view.lang)
            context |= {**page_words(ctx), "page_lang": view.lang}
        facts = head(page, view, ctx, repo_url, self.pictures)
        context |= {"view": view, "head": facts, "crumbs": view.crumbs, "note": note}
        html = self.env.get_template(f"pages/{view.template}").render(context)
        page.active, page.content = False, ""
        return html


def write_pages(printer: PagePrinter, printed: PrintedPages, files: Files, write: Write) -> None:
    """Have every page written, and leave MkDocs without it."""
    pages = [f.page for f in files.documentation_pages() if isinstance(f.page, ViewPage)]
    left = [page for page in pages if not _is_taken_over(page, printed, write)]
    progress.begin("pages", len(left))
    collector.settle()
    for batch in _batches(left):
        _print(batch, printer, printed, write)
        collector.collect_new()
    for page in pages:
        files.remove(page.file)
        # The two hold each other, and nobody looks for cycles as old as these (`collector`).
        page.file.page = None


def _is_taken_over(page: ViewPage, printed: PrintedPages, write: Write) -> bool:
    kept_by = printed.kept_key(page.listed.address)
    return kept_by is not None and write(
        page.file.dest_uri, kept_by, lambda: printed.kept_html(kept_by)
    )


def _print(
    batch: list[ViewPage], printer: PagePrinter, printed: PrintedPages, write: Write
) -> None:
    """Print what looks like no page of an earlier build, and write all."""
    by_address = {page.listed.address: page for page in batch}
    keys = {address: printed.view_key(address) for address in by_address}
    alike = {address: printed.kept_html(key) for address, key in keys.items()}
    fresh = [address for address, html in alike.items() if html is None]

    def render(addresses: Iterable[str]) -> list[bytes]:
        return [
            printer.html(
                by_address[address], printed.view(address), note=printed.note(address)
            ).encode("utf-8", "surrogatepass")
            for address in addresses
        ]

    # One page of each template is printed here first: the other process finds it compiled, and its macros made.
    first = list({printed.view(address).template: address for address in reversed(fresh)}.values())
    # Pages of one kind follow each other: each process takes every second.
    left = [address for address in fresh if address not in set(first)]
    names = [*left[::2], *left[1::2]]
    made = render(first)
    made += in_two_processes(render, names) if len(names) > FEW else render(names)
    new = dict(zip([*first, *names], made, strict=True))
    for address, kept_by in keys.items():
        printed.keep(address, kept_by, new.get(address))
        html = new.get(address) or alike[address]
        write(by_address[address].file.dest_uri, kept_by, lambda html=html: html)  # type: ignore[misc]
        progress.step()


def _batches(pages: list[ViewPage]) -> Iterator[list[ViewPage]]:
    rest = iter(pages)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch
