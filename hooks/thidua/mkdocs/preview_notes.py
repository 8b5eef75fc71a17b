"""What a preview says of a page that readers do not: for whom it is not, and what the check finds in its file.

Only ``serve`` asks for notes; pages of a build have none, and so are never taken over from a preview.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.audience import record_pages, withheld_pages
from thidua.dates import DateText
from thidua.locale import phrase
from thidua.views.shared.page import Page

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from thidua.campaign.audience import Withheld
    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic, Report

MARKS = "assets/stylesheets/preview.css"
"""The style sheet that marks links, written under ``serve`` alone."""


@dataclass(frozen=True, slots=True)
class PreviewNote:
    """Said above a page, under ``serve`` alone."""

    reasons: tuple[str, ...] = ()
    """Why readers do not see the page."""
    findings: tuple[Diagnostic, ...] = ()
    """What the check says of the page's file; on the home page, all it says."""
    whole: bool = False
    """Whether it is the home page of a preview of everything."""


@dataclass(frozen=True, kw_only=True)
class WithheldPage(Page):
    """In place of a page that an audience does not see."""

    template = "withheld.html"


class PreviewNotes:
    """The notes of one build of a preview: of ``site``, which is complete, or of what an audience sees of it, ``shown``."""

    def __init__(
        self, site: Site, report: Report, today: dt.date, lang: str, shown: Site | None = None
    ) -> None:
        self._report = tuple(report)
        self._of_files: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for item in report:
            self._of_files[item.path].append(item)
        self._lang = lang
        self._whole = shown is None
        withheld = withheld_pages(site, today)
        seen = record_pages(shown) if shown else frozenset()
        pages = record_pages(site) - seen
        reasons = {address: _reasons(address, withheld) for address in pages}
        self._reasons = {address: said for address, said in reasons.items() if said}
        self._sources = {e.address: e.path for e in site.events}
        self._sources |= {p.address: p.path for p in site.pledges.values()}
        self._sources |= {s.address: s.path for s in site.scores.values()}

    def of(self, address: str, source_path: str) -> PreviewNote | None:
        """The note of a page; None for one without."""
        home = address == addresses.HOME
        found = self._of_files.get(source_path, ()) if _is_of_one_record(source_path) else ()
        note = PreviewNote(
            tuple(_worded(reason, self._lang) for reason in self._reasons.get(address, ())),
            self._report if home else tuple(found),
            home and self._whole,
        )
        return note if note != PreviewNote() else None

    def marks(self) -> str:
        """A style sheet that says beside every link to a draft or a waiting event what it is; empty for one audience's preview.

        What is internal is marked by the lists themselves. Views would have to know of drafts otherwise, and every page with
        such a link would be printed again whenever one is published.
        """
        if not self._whole:
            return ""
        return "".join(
            f'a[href$="{address[1:]}"]::after {{ content: " [{phrase(self._lang, f"site.preview_mark_{kind}")}]"; font-weight: 600; }}\n'
            for address, reasons in sorted(self._reasons.items())
            for kind, _ in reasons[:1]
            if kind != "internal"
        )

    def withheld(self) -> tuple[WithheldPage, ...]:
        """Pages in place of those that exist and are not shown."""
        return tuple(
            WithheldPage(
                address=address,
                title=phrase(self._lang, "site.withheld_title"),
                description=phrase(self._lang, "site.withheld_lead"),
                source_path=self._sources.get(address, ""),
            )
            for address in sorted(self._reasons)
            if not self._whole
        )


def _reasons(address: str, withheld: Mapping[str, tuple[Withheld, ...]]) -> tuple[Withheld, ...]:
    """Those of a page, else of the record it is below of: ``/cum/x/2024/`` of ``/cum/x/``."""
    parts = address.strip("/").split("/")
    above = (f"/{'/'.join(parts[:n])}/" for n in range(len(parts), 1, -1))
    return next((withheld[one] for one in above if one in withheld), ())


def _is_of_one_record(path: str) -> bool:
    """Whether a file holds one record: what is told of a register is told on the home page."""
    return path.endswith((".md", "/cluster.yml"))


def _worded(reason: Withheld, lang: str) -> str:
    kind, day = reason
    said = DateText(day).in_words(lang) if day else ""
    return phrase(lang, f"site.preview_{kind}", date=said)
