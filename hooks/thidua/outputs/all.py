"""Every file beside the pages, as paths and bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.outputs.comparisons import comparison_files
from thidua.outputs.data import data_files
from thidua.outputs.day_files import day_files
from thidua.outputs.kept import File, KeptOutputs
from thidua.outputs.redirects import redirect_pages
from thidua.outputs.schema import schemas
from thidua.outputs.search import search_files
from thidua.outputs.subscriptions import subscriptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.outputs.cards import WrittenPage
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
    yield from kept.files(
        "data", [keys.all_pledge_texts], lambda: data_files(ctx.site, ctx.site_url)
    )
    yield from kept.files("schemas", [], lambda: _schema_files(ctx))
    yield from subscriptions(ctx, kept)
    yield from kept.files("days", [], lambda: day_files(ctx))
    yield from kept.files("redirects", [], lambda: redirect_pages(ctx))
    yield from kept.files("comparisons", [keys.all_pledge_texts], lambda: comparison_files(ctx))
    yield from kept.files(
        "search",
        [keys.all_texts, search_engine, repr(pages)],
        lambda: search_files(ctx.site, ctx.lang, pages, search_engine).items(),
    )


def _schema_files(ctx: Context) -> Iterator[File]:
    for name, text in schemas(ctx.lang, ctx.site.sector).items():
        yield f"du-lieu/schema/{name}.json", text.encode()
