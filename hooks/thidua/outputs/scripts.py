"""The scripts of the theme as they are published: what a browser runs, without the lines only people read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = "assets/javascripts/"
OURS = ("td-*.js", "search-*.js")

_COMMENT_LINES = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)[ \t\r]*\n", re.MULTILINE)


def without_comments(script: str) -> str:
    """The script without the lines that hold nothing but a comment.

    A line that begins with one is code only inside of a template literal of several lines; the rules for
    scripts (``tests/scripts/eslint.config.mjs``) allow none.
    """
    return _COMMENT_LINES.sub("", script)


def strip_comments(site: Path) -> None:
    """Rewrite the scripts of a built site without their comments, types among them."""
    for pattern in OURS:
        for path in sorted((site / SCRIPTS).glob(pattern)):
            path.write_bytes(without_comments(path.read_bytes().decode()).encode())
