"""Every file beside the pages, as paths and bytes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.cluster_names import full_names
from thidua.campaign.site import TermKey
from thidua.locale import phrase
from thidua.outputs.calendar_list import calendar_list
from thidua.outputs.cards import WrittenPage
from thidua.outputs.comparisons import comparison_files
from thidua.outputs.data import (
    OF_ALL,
    OF_EVENTS,
    OF_PLEDGES,
    OF_REGISTERS,
    OF_SCORES,
    DataTables,
    data_files,
)
from thidua.outputs.data_package import description_files
from thidua.outputs.database import database
from thidua.outputs.day_files import day_files
from thidua.outputs.kept import File, KeptOutputs
from thidua.outputs.redirects import redirect_pages
from thidua.outputs.schema import data_schemas, schemas
from thidua.outputs.score_tables import score_tables
from thidua.outputs.search import FOLDER, SearchIndex
from thidua.outputs.subscriptions import subscriptions
from thidua.outputs.unit_summaries import unit_summaries
from thidua.views.data import licence_of_rows
from thidua.views.shared.share_pictures import share_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from thidua.share_picture import SharePicture
    from thidua.store.keys import Input
    from thidua.views.shared.page import Context


def output_files(
    ctx: Context,
    written: Iterable[WrittenPage] = (),
    search_engine: str = "",
    kept: KeptOutputs | None = None,
) -> Iterator[File]:
    """Every file beside the pages: site-relative paths and their bytes. ``kept`` are those of earlier builds."""
    kept = kept or KeptOutputs.none(ctx.site)
    keys, pages = kept.keys, tuple(written)
    yield from _data_files(ctx, kept)
    yield from kept.files("schemas", [keys.registers], lambda: _schema_files(ctx))
    yield from subscriptions(ctx, kept)
    yield from kept.files("days", [keys.facts], lambda: day_files(ctx))
    # The day of the content and the names of clusters follow from the facts.
    yield from kept.files("units of readers", [keys.facts], lambda: unit_summaries(ctx))
    yield from kept.files("calendars to choose", [keys.facts], lambda: calendar_list(ctx))
    yield from kept.files("redirects", [keys.facts], lambda: redirect_pages(ctx))
    yield from comparison_files(ctx, kept)
    yield from kept.files("scores", [keys.facts], lambda: score_tables(ctx))
    yield from _share_pictures(ctx, kept)
    yield from _search_files(ctx, pages, search_engine, kept)


def _search_files(
    ctx: Context, pages: tuple[WrittenPage, ...], engine: str, kept: KeptOutputs
) -> Iterator[File]:
    """The index; a process that builds many times has its own in memory, or the first edit would find that empty."""
    keys = kept.keys
    pages = (*pages, *_book_pages(ctx))

    def made() -> Iterable[File]:
        if kept.search:
            return kept.search.of_site(ctx.site, ctx.lang, pages, engine, keys).items()
        index = SearchIndex()
        before = kept.state("search")
        if before is not None:
            index.restore(before)
        files = index.of_site(ctx.site, ctx.lang, pages, engine, keys)
        return _drained(files, lambda: kept.keep_state("search", index.saved()))

    def read() -> list[Input]:
        return [keys.facts, keys.all_texts, engine, repr(pages)]

    yield from kept.on_request("search", [FOLDER], read, made)


def _drained(files: dict[str, bytes], then: Callable[[], None]) -> Iterator[File]:
    """The files in their order, each held until it is given; ``then`` is called when none is left in memory."""
    for path in [*files]:
        yield path, files.pop(path)
    then()


def _book_pages(ctx: Context) -> Iterator[WrittenPage]:
    """The year books, each as the page that its file is."""
    names = full_names(ctx.site, ctx.lang)
    for book in sorted(ctx.books):
        cluster, _, term = book.rpartition("/")
        name = names[cluster] if cluster else phrase(ctx.lang, "book.all_clusters")
        when = (
            ctx.term_label(TermKey(cluster, term)) if cluster else f"{ctx.ui['year_word']} {term}"
        )
        title = phrase(ctx.lang, "book.full_title", name=name, when=when)
        yield WrittenPage(title, addresses.book(book, "pdf"), "", by_hand=False)


def _share_pictures(ctx: Context, kept: KeptOutputs) -> Iterator[File]:
    """The pictures of links; records that say the same have one."""
    for name, picture in {picture.name: picture for picture in share_pictures(ctx)}.items():
        path = f"{addresses.PICTURES}{name}".lstrip("/")
        yield from kept.files("share picture", [name], partial(_drawn, path, picture))


def _drawn(path: str, picture: SharePicture) -> Iterator[File]:
    yield path, picture.draw()


def _data_files(ctx: Context, kept: KeptOutputs) -> Iterator[File]:
    keys = kept.keys
    tables = DataTables(ctx.site, ctx.site_url, licence_of_rows(ctx))
    inputs: tuple[tuple[tuple[str, ...], Callable[[], list[Input]]], ...] = (
        # Awards name units, and the sector tells which are prizes.
        (OF_EVENTS, lambda: [keys.registers, *keys.events.values()]),
        (OF_REGISTERS, lambda: [keys.registers]),
        (OF_PLEDGES, lambda: [keys.all_pledges]),
        (OF_SCORES, lambda: [keys.registers, keys.all_scores]),
        (OF_ALL, lambda: [keys.facts]),
    )
    for names, made_of in inputs:
        paths = [addresses.data_file(n, e).lstrip("/") for n in names for e in ("json", "csv")]
        make = partial(data_files, tables, names)
        yield from kept.on_request(f"data {names}", paths, made_of, make)
    # Of facts and of the texts of pledges, which are its articles; an edit of any other text leaves it as it is.
    path = addresses.DATABASE.lstrip("/")
    yield from kept.on_request(
        "database",
        [path],
        lambda: [keys.facts, keys.all_pledges],
        lambda: [(path, database(tables))],
    )
    yield from kept.files("data descriptions", [keys.registers], lambda: description_files(ctx))


def _schema_files(ctx: Context) -> Iterator[File]:
    for name, text in schemas(ctx.lang, ctx.site.sector).items():
        yield f"du-lieu/schema/{name}.json", text.encode()
    for name, text in data_schemas(ctx.lang, ctx.site.sector).items():
        yield addresses.data_schema(name).lstrip("/"), text.encode()
