"""The engine of the search, one script made of the parts that lie among the assets of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.outputs.scripts import without_comments

if TYPE_CHECKING:
    from pathlib import Path


PARTS = (
    "text",
    "index",
    "slips",
    "short",
    "query",
    "look",
    "rank",
    "find",
    "prose",
    "show",
)
"""In the order they need each other. The box and the page of results are scripts of their own, named by pages."""


def part_path(name: str) -> str:
    """The file of a part."""
    return f"search-{name}.js"


def engine_script(scripts: Path) -> str:
    """All parts one after the other; the semicolons keep one from being called with the next."""
    return ";\n".join(
        without_comments((scripts / part_path(name)).read_text("utf-8")) for name in PARTS
    )
