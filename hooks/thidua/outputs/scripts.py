"""The scripts of the theme as they are published: what a browser runs, without the lines only people read."""

from __future__ import annotations

import re

SCRIPTS = "assets/javascripts/"
OURS = ("td-*.js", "search-*.js")

_COMMENT_LINES = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)[ \t\r]*\n", re.MULTILINE)


def without_comments(script: str) -> str:
    """The script without the lines that hold nothing but a comment.

    A line that begins with one is code only inside of a template literal of several lines; the rules for
    scripts (``tests/scripts/eslint.config.mjs``) allow none.
    """
    return _COMMENT_LINES.sub("", script)
