"""The one place where files beside the pages are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.outputs.ballast import drop_ballast
from thidua.outputs.data import data_files
from thidua.outputs.manifest import NAME, manifest
from thidua.outputs.redirects import redirect_pages
from thidua.outputs.schema import schemas
from thidua.outputs.search import search_files
from thidua.outputs.search_engine import SCRIPTS, drop_parts, engine
from thidua.outputs.subscriptions import subscriptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from thidua.outputs.cards import WrittenPage
    from thidua.views.common import Context


def outputs(
    ctx: Context, written: Iterable[WrittenPage] = (), search_engine: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Site-relative paths and their bytes."""
    yield from data_files(ctx.site, ctx.site_url)
    for name, text in schemas(ctx.lang).items():
        yield f"du-lieu/schema/{name}.json", text.encode()
    yield from subscriptions(ctx)
    yield from redirect_pages(ctx)
    yield from search_files(ctx.site, written, search_engine).items()


def write_outputs(site_dir: Path, ctx: Context, written: Iterable[WrittenPage] = ()) -> None:
    """Write every output below ``site_dir``; the manifest last, over all that lies there.

    ``written`` are the hand-written pages, for the search.
    """
    for path, data in outputs(ctx, written, engine(site_dir / SCRIPTS)):
        _write(site_dir / path, data)
    drop_parts(site_dir)
    drop_ballast(site_dir)
    _write(site_dir / NAME, manifest(site_dir))


def _write(target: Path, data: bytes) -> None:
    """A new file: nothing that MkDocs or an earlier output wrote is ever replaced."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(data)
