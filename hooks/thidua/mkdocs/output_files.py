"""Writing the files beside the pages into a built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.mkdocs.theme_assets import prune_engine_parts, prune_theme_assets, strip_comments
from thidua.outputs.all import output_files
from thidua.outputs.manifest import NAME, manifest
from thidua.outputs.scripts import SCRIPTS
from thidua.outputs.search_engine import engine_script

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from thidua.outputs.cards import WrittenPage
    from thidua.outputs.kept import KeptOutputs
    from thidua.views.shared.page import Context


def write_outputs(
    site_dir: Path, ctx: Context, written: Iterable[WrittenPage], kept: KeptOutputs
) -> None:
    """Write every output below ``site_dir``; the manifest last, over all that lies there.

    ``written`` are the hand-written pages, for the search; ``kept`` the outputs of earlier builds.
    """
    for path, data in output_files(ctx, written, engine_script(site_dir / SCRIPTS), kept):
        _write_new(site_dir / path, data)
    prune_engine_parts(site_dir)
    strip_comments(site_dir)
    prune_theme_assets(site_dir)
    _write_new(site_dir / NAME, manifest(site_dir))


def _write_new(target: Path, data: bytes) -> None:
    """A new file: nothing that MkDocs or an earlier output wrote is ever replaced."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(data)
