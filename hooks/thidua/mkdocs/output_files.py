"""Writing the files beside the pages into a built site."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from thidua.mkdocs.theme_assets import prune_engine_parts, prune_theme_assets, strip_comments
from thidua.outputs.all import output_files
from thidua.outputs.scripts import SCRIPTS
from thidua.outputs.search_engine import engine_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from thidua.outputs.cards import WrittenPage
    from thidua.outputs.kept import KeptOutputs
    from thidua.views.shared.page import Context


def write_outputs(
    site_dir: Path,
    ctx: Context,
    written: Iterable[WrittenPage],
    kept: KeptOutputs,
    home: Path,
    write: Callable[[str, bytes], None],
) -> None:
    """Hand every output to ``write``, and take away what pages do not need of the theme's files in ``site_dir``.

    ``written`` are the hand-written pages, for the search; ``kept`` the outputs of earlier builds; ``home`` is the file of
    the home page.
    """
    for path, data in output_files(ctx, written, engine_script(site_dir / SCRIPTS), kept):
        write(path, data)
    prune_engine_parts(site_dir)
    strip_comments(site_dir)
    prune_theme_assets(site_dir, home)


def pack_sitemap(site_dir: Path) -> None:
    """Pack the sitemap again: MkDocs puts into it the day of the newest of the pages it printed itself."""
    plain, packed = site_dir / "sitemap.xml", site_dir / "sitemap.xml.gz"
    if plain.is_file() and packed.is_file():
        packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
