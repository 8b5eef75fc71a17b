"""Every file beside the pages, as paths and bytes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.outputs.cards import WrittenPage
from thidua.outputs.comparisons import comparison_files
from thidua.outputs.data import OF_EVENTS, OF_PLEDGES, OF_REGISTERS, data_files
from thidua.outputs.day_files import day_files
from thidua.outputs.kept import File, KeptOutputs
from thidua.outputs.redirects import redirect_pages
from thidua.outputs.schema import schemas
from thidua.outputs.search import search_files
from thidua.outputs.subscriptions import subscriptions
from thidua.views.shared.sharing import publisher_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.views.shared.page import Context


def output_files(
    ctx: Context,
    written: Iterable[WrittenPage] = (),
    search_engine: str = "",
    kept: KeptOutputs | None = None,
) -> Iterator[File]:
    """Every file beside the pages: site-relative paths and their bytes. ``kept`` are those of earlier builds."""
    kept = kept or KeptOutputs.none(ctx.site)
    keys, pages = kept.keys, (*written, *_own_pages(ctx))
    names = [*ctx.cluster_names.values()]
    yield from _data_files(ctx, kept)
    yield from kept.files("schemas", [keys.registers], lambda: _schema_files(ctx))
    yield from subscriptions(ctx, kept)
    yield from kept.files("days", [keys.facts], lambda: day_files(ctx))
    yield from kept.files("redirects", [keys.facts], lambda: redirect_pages(ctx))
    yield from kept.files(
        "comparisons",
        [keys.registers, keys.all_pledges, repr((ctx.content_day, ctx.newest_day)), *names],
        lambda: comparison_files(ctx.without_events()),
    )
    yield from kept.files(
        "search",
        [keys.facts, keys.all_texts, search_engine, repr(pages)],
        lambda: search_files(ctx.site, ctx.lang, pages, search_engine).items(),
    )


def _own_pages(ctx: Context) -> Iterator[WrittenPage]:
    """Pages of the site that show no record, for the search."""
    ui = ctx.ui
    about, data = (
        ui[key].format(site=ctx.site_name) for key in ("about_description", "data_description")
    )
    yield WrittenPage(ui["about"], addresses.ABOUT, f"{about} {publisher_line(ctx)}")
    yield WrittenPage(ui["data_title"], addresses.DATA, data)


def _data_files(ctx: Context, kept: KeptOutputs) -> Iterator[File]:
    keys = kept.keys
    for tables, inputs in (
        (OF_EVENTS, [*keys.events.values()]),
        (OF_REGISTERS, [keys.registers]),
        (OF_PLEDGES, [keys.all_pledges]),
    ):
        make = partial(data_files, ctx.site, ctx.site_url, tables)
        yield from kept.files(f"data {tables}", inputs, make)


def _schema_files(ctx: Context) -> Iterator[File]:
    for name, text in schemas(ctx.lang, ctx.site.sector).items():
        yield f"du-lieu/schema/{name}.json", text.encode()
