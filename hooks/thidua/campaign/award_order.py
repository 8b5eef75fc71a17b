"""Awards as a register holds them: how high they stand, for which year they are, in which cluster they were won."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from thidua.campaign.cycle import is_prize
from thidua.campaign.terms import terms_during
from thidua.dates import PartialDate, Span
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, Site
    from thidua.reading.records import Award
    from thidua.reading.sector import AwardTitle, Flag, Sector

_QUOTES = re.compile(r"[“”\"'‘’]")


def commendations(site: Site) -> Iterator[tuple[EventEntry, Award]]:
    """Every award of the site with the event that tells of it, in the order of events; no prizes."""
    for event in site.events:
        for award in event.record.awards:
            if not is_prize(award, site.sector):
                yield event, award


def award_rank(award: Award, sector: Sector) -> int:
    """How high an award stands: 0 is the highest; titles that no table has come last."""
    found = _place(award, sector)
    return found[0] if found else len(sector.award_titles)


def flag_of(award: Award, sector: Sector) -> Flag | Literal["unclear"] | None:
    """Whose flag of emulation an award is; None for what is no flag.

    What names the Government's flag and more, as reports do that tell of several at once, is unclear.
    """
    found = _place(award, sector)
    if found is None or found[1].flag != "government":
        return found[1].flag if found else None
    return "government" if _plain(award.title) == fold(found[1].name) else "unclear"


def award_year(event: EventEntry, award: Award) -> int:
    """The year an award is for, else the year of the event that tells of it; 1 where neither is known."""
    return award.for_year or event.year


def award_clusters(site: Site, event: EventEntry, award: Award, to: str) -> tuple[str, ...]:
    """The clusters in which a recipient won an award: those of the event in which it was a member in that year.

    Of an event of one cluster it is that cluster: recipients are written as sources call them, and need be no units.
    """
    if len(event.clusters) < 2:
        return event.clusters
    year = PartialDate(award_year(event, award))
    return tuple(
        cluster
        for cluster in event.clusters
        if any(
            member.unit == to
            for term in terms_during(site.cluster(cluster), Span(year, year))
            for member in term.members
        )
    )


def _place(award: Award, sector: Sector) -> tuple[int, AwardTitle] | None:
    """The first entry of the table that an award's title begins with."""
    title = _plain(award.title)
    for place, (start, entry) in enumerate(sector.award_titles.items()):
        if title.startswith(start) and not title[len(start) : len(start) + 1].isalnum():
            return place, entry
    return None


def _plain(title: str) -> str:
    """A title folded, without what may stand around its name: ``Danh hiệu “Đơn vị quyết thắng”``."""
    return _QUOTES.sub("", fold(title)).removeprefix("danh hieu ").strip()
