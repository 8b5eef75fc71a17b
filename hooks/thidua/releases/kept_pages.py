"""The gate of `check`, asked of the pages of a release that was kept: what may not be published today does not come back.

A release may be older than a rule, and its texts are in no file any more. So its pages are read: lines of drafts, struck
words, marks of secrecy and notes to oneself stand there as readers would see them; what is copied is known by the digests
that today's records have of their sources. What an import left open in a field (E646) cannot be asked: it stands in comments
of the file, which print nothing. No release made since that rule has any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.audit.page_text import page_lines
from thidua.checks.leftovers import copied_sources, mark_in_line
from thidua.diagnostics import START, diagnose
from thidua.locale import CONTENT
from thidua.prose import render
from thidua.reading.body import FORM_LINE, IMPORT_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Audience
    from thidua.reading.records import Event, Pledge

_RECORDS = (
    "su-kien/*/*",
    "cum/*",
    "cum/*/*",
    "cum/*/giao-uoc/*",
    "don-vi/*",
    "ky-niem/*",
    "phong-trao/*",
)
"""Pages of single records: what lists say of them stands there too."""
_STRUCK = re.compile(r"<del>([^<]*)|~~(?=\S)([^~\n<]+)~~")
_CELL = re.compile(r"<t[dh]\b[^>]*>((?:(?!</t[dh]>)[^\0])*)")
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = 60
"""Characters of a line that are told."""


def unfit_pages(release: Path, site: Site, audience: Audience) -> Iterator[Diagnostic]:
    """What the pages of a release hold that `check` would refuse for its audience; ``site`` is the content of today."""
    records: dict[str, Event | Pledge] = {event.address: event.record for event in site.events}
    records |= {pledge.address: pledge.record for pledge in site.pledges.values()}
    for pattern in _RECORDS:
        for file in sorted(release.glob(f"{pattern}/index.html")):
            page = file.relative_to(release).as_posix()
            html = file.read_text("utf-8", "replace")
            yield from _left_on_page(page, html, public=audience == "public")
            record = records.get(f"/{page.removesuffix('index.html')}")
            if record is not None:
                text = "\n".join(page_lines(html, "td-prose"))
                for title, percent in copied_sources(text, record):
                    yield diagnose(page, START, "E642", percent=percent, title=title)


def _left_on_page(page: str, html: str, *, public: bool) -> Iterator[Diagnostic]:
    for line, code in ((IMPORT_LINE, "E640"), (FORM_LINE, "E641")):
        if _printed(line) in html:
            yield diagnose(page, START, code)
    # A comparison of two pledges strikes what the later one has not.
    struck = None if ".." in page else _STRUCK.search(html)
    if struck:
        yield diagnose(page, START, "E643", said=(struck[1] or struck[2])[:_SPOKEN])
    cells = {" ".join(_TAG.sub("", cell).split()) for cell in _CELL.findall(html)}
    for text in page_lines(html):
        found = mark_in_line(text, sort="cell" if text in cells else "body", public=public)
        if found and found[0].startswith("E"):
            yield diagnose(page, START, found[0], said=found[2])


def _printed(line: str) -> str:
    """How a line of a draft begins on a page."""
    return render(line, {}, CONTENT).html.partition("</p>")[0]
