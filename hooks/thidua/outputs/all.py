"""Every file beside the pages, as paths and bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.outputs.comparisons import comparison_files
from thidua.outputs.data import data_files
from thidua.outputs.redirects import redirect_pages
from thidua.outputs.schema import schemas
from thidua.outputs.search import search_files
from thidua.outputs.subscriptions import subscriptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.outputs.cards import WrittenPage
    from thidua.views.shared.page import Context


def output_files(
    ctx: Context, written: Iterable[WrittenPage] = (), search_engine: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Every file beside the pages: site-relative paths and their bytes."""
    yield from data_files(ctx.site, ctx.site_url)
    for name, text in schemas(ctx.lang, ctx.site.sector).items():
        yield f"du-lieu/schema/{name}.json", text.encode()
    yield from subscriptions(ctx)
    yield from redirect_pages(ctx)
    yield from comparison_files(ctx)
    yield from search_files(ctx.site, ctx.lang, written, search_engine).items()
