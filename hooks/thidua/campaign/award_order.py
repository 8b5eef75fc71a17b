"""Awards as a register holds them: how high they stand, for which year they are, in which cluster they were won."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import yaml

from thidua.campaign.cycle import is_prize
from thidua.campaign.terms import terms_during
from thidua.dates import PartialDate, Span
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, Site
    from thidua.reading.records import Award

Flag = Literal["government", "ministry", "unclear"]
_QUOTES = re.compile(r"[“”\"'‘’]")


def commendations(site: Site) -> Iterator[tuple[EventEntry, Award]]:
    """Every award of the site with the event that tells of it, in the order of events; no prizes."""
    for event in site.events:
        for award in event.record.awards:
            if not is_prize(award, site.sector):
                yield event, award


def award_rank(award: Award) -> int:
    """How high an award stands by the law: 0 is the highest; titles that the law does not name come last."""
    title, order = _plain(award.title), _table().titles
    return next((n for n, start in enumerate(order) if _begins(title, start)), len(order))


def flag_of(award: Award) -> Flag | None:
    """Whose flag of emulation an award is; None for what is no flag.

    What names the Government's flag and more, as reports do that tell of several at once, is unclear.
    """
    title, table = _plain(award.title), _table()
    if title == table.government:
        return "government"
    if _begins(title, table.government):
        return "unclear"
    return "ministry" if _begins(title, table.ministry) else None


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


@dataclass(frozen=True, slots=True)
class _Table:
    """What titles of awards begin with, folded."""

    titles: tuple[str, ...]
    """From the highest."""
    government: str
    ministry: str


@cache
def _table() -> _Table:
    text = files("thidua.campaign").joinpath("award_titles.yml").read_text("utf-8")
    written = yaml.safe_load(text)
    flags = written["flags"]
    titles = tuple(map(fold, written["titles"]))
    return _Table(titles, fold(flags["government"]), fold(flags["ministry"]))


def _begins(title: str, start: str) -> bool:
    return title.startswith(start) and not title[len(start) : len(start) + 1].isalnum()


def _plain(title: str) -> str:
    """A title folded, without what may stand around its name: ``Danh hiệu “Đơn vị quyết thắng”``."""
    return _QUOTES.sub("", fold(title)).removeprefix("danh hieu ").strip()
