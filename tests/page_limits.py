"""How many bytes a page, feed or data file may have, whatever the size of the site; a file that no pattern names may have `OTHER`."""

from __future__ import annotations

import re

LIMITS = {
    r"index\.html": 60_000,
    r"su-kien/\d{4}/[^/]+/index\.html": 20_000,
    r"cum/[^/]+/index\.html": 60_000,
    r"en/index\.html": 60_000,
    r"lich/index\.html": 60_000,
    r"cum/[^/]+/feed\.xml": 150_000,
    r"(.+/)?feed\.xml": 220_000,
    r"lich/.+\.js": 30_000,
}
"""The first that fits counts."""
OTHER = 100_000
WHOLE = re.compile(r".+\.(json|csv|sqlite3|ics)|sitemap\.xml(\.gz)?|assets/.+")
"""Files that are whole by contract, or are the search's, which is cut into parts of its own."""


def limit_of(path: str) -> int | None:
    """The limit of a file; None where it has none."""
    if WHOLE.fullmatch(path):
        return None
    return next((n for pattern, n in LIMITS.items() if re.fullmatch(pattern, path)), OTHER)
