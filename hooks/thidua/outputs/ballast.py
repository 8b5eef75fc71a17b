"""Files of the theme that no page of ours asks for: its bundle, its search, source maps.

They are four fifths of the bytes of a small site, and what is not there needs no licence and cannot be
attacked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_UNUSED = (
    "assets/javascripts/bundle.*",
    "assets/javascripts/workers/*",
    "assets/javascripts/lunr/**/*",
    "assets/stylesheets/palette.*",
    "assets/images/favicon.png",
    "search/search_index.json",
    "**/*.map",
)


def drop_ballast(site: Path) -> None:
    """Remove what is unused, unless the home page names it."""
    home = site / "index.html"
    named = home.read_text("utf-8") if home.is_file() else ""
    for pattern in _UNUSED:
        for path in sorted(site.glob(pattern), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.name not in named:
                path.unlink()
    for folder in ("assets/javascripts/lunr", "assets/javascripts/workers", "search"):
        if (site / folder).is_dir() and not any((site / folder).iterdir()):
            (site / folder).rmdir()
