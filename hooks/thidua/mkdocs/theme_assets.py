"""Removal of theme files that no page loads, and of the comments in the scripts that pages do load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.outputs.scripts import OURS, SCRIPTS, without_comments
from thidua.outputs.search_engine import PARTS, part_path

if TYPE_CHECKING:
    from pathlib import Path


_UNUSED_FILES = (
    "assets/javascripts/bundle.*",
    "assets/javascripts/workers/*",
    "assets/javascripts/lunr/**/*",
    "assets/stylesheets/palette.*",
    "assets/images/favicon.png",
    "search/search_index.json",
    "**/*.map",
)


def prune_theme_assets(site: Path, home: Path) -> None:
    """Remove what is unused, unless the home page names it."""
    named = home.read_text("utf-8") if home.is_file() else ""
    for pattern in _UNUSED_FILES:
        for path in sorted(site.glob(pattern), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.name not in named:
                path.unlink()
    for folder in ("assets/javascripts/lunr", "assets/javascripts/workers", "search"):
        if (site / folder).is_dir() and not any((site / folder).iterdir()):
            (site / folder).rmdir()


def prune_engine_parts(site: Path) -> None:
    """Remove the parts from a site that has the engine: no page asks for them."""
    for name in PARTS:
        (site / SCRIPTS / part_path(name)).unlink(missing_ok=True)


def strip_comments(site: Path) -> None:
    """Rewrite the scripts of a built site without their comments, types among them."""
    for pattern in OURS:
        for path in sorted((site / SCRIPTS).glob(pattern)):
            path.write_bytes(without_comments(path.read_bytes().decode()).encode())
