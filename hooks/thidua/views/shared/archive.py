"""Lists of events of any length: whole while they are short, then by a line each, then by year, month and day on pages below."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.dates import PartialDate, short, words
from thidua.text import typeset
from thidua.views.shared.page import Context, EventItem, Link, Page, last_day, newest_first
from thidua.views.shared.year_cycle import YearStep, listed_steps, year_steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.campaign.site import EventEntry
    from thidua.share_picture import SharePicture

MOST_WHOLE = 80
"""Most events that one page lists with their summaries; of more the newest have theirs, and the others a line each."""
MOST_LINES = 200
"""Most events that one page lists at all; of more it lists the newest, and leads to pages of their years, months and days."""
NEWEST = 20
"""How many of a long list are its newest."""


@dataclass(frozen=True, slots=True)
class ArchivePart:
    """A year, month or day of a list of events: where it is, and how many it holds."""

    label: str
    address: str
    """A page, or an anchor where all stand on one."""
    count: int


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Events of a year, or of a month nobody may tell."""

    label: str
    anchor: str
    events: tuple[EventItem, ...]


@dataclass(frozen=True, slots=True)
class EventList:
    """Events as a page lists them, newest first."""

    events: tuple[EventItem, ...]
    """With their summaries: all, or the newest."""
    earlier: tuple[EventGroup, ...]
    """The others by year, a line each."""
    parts: tuple[ArchivePart, ...]
    """Where all of them are, by year, if they are too many for one page."""
    count: int
    """Of all of them."""


@dataclass(frozen=True, kw_only=True)
class ArchivePage(Page):
    """Events of one year, month or day."""

    template = "events-part.html"
    count: int
    groups: tuple[EventGroup, ...]
    """All its events by month; the newest alone where it has too many."""
    in_lines: bool
    """Whether they have a line each, without their summaries."""
    parts: tuple[ArchivePart, ...]
    """What it is divided into: anchors, or pages of their own where it has too many."""
    parts_label: str
    is_cut: bool
    """Whether it lists the newest alone."""
    steps: tuple[YearStep, ...]
    """Of a year of the whole site: the clusters that took each step of the cycle."""
    pager: str
    """What is turned over: years, months or days."""
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class Archive:
    """Whose events they are."""

    address: str
    """Of the page they belong to; the years lie below it."""
    name: str
    """As titles of its parts begin; empty for the events of the whole site."""
    crumbs: tuple[Link, ...]
    """Down to that page."""
    internal: bool = False
    picture: SharePicture | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A year, month or day and its events."""

    address: str
    label: str
    """Among its neighbours: ``2024``, ``Tháng 4``, ``12/4``."""
    when: str
    """In a title: ``năm 2024``, ``tháng 4 năm 2024``."""
    level: str
    entries: Sequence[EventEntry]


def archive_of(page: Page) -> Archive:
    """The events of a page, to be divided below it."""
    crumbs = (*page.crumbs, Link(page.title, page.address))
    name = page.head_title or page.title
    return Archive(page.address, name, crumbs, page.internal, page.picture)


def event_list(ctx: Context, address: str, entries: Iterable[EventEntry]) -> EventList:
    """The events of the page at ``address``; `archive_pages` makes the pages it leads to."""
    ordered = newest_first(entries)
    count = len(ordered)
    whole = count if count <= MOST_WHOLE else NEWEST
    others = ordered[whole:] if count <= MOST_LINES else ()
    by_year = itertools.groupby(others, key=lambda e: e.year)
    return EventList(
        events=tuple(map(ctx.event_item, ordered[:whole])),
        earlier=tuple(
            EventGroup(year_link(ctx, address, year).title, "", tuple(map(ctx.event_item, run)))
            for year, run in by_year
        ),
        parts=years_of_events(ctx, address, ordered) if count > MOST_LINES else (),
        count=count,
    )


def archive_pages(
    ctx: Context, archive: Archive, entries: Iterable[EventEntry]
) -> Iterator[ArchivePage]:
    """The pages that hold what `event_list` has no room for: years, and their months and days where these are too full."""
    ordered = newest_first(entries)
    if len(ordered) > MOST_LINES:
        yield from year_pages(ctx, archive, ordered)


def year_pages(
    ctx: Context, archive: Archive, entries: Sequence[EventEntry]
) -> Iterator[ArchivePage]:
    """A page for each year of the events, whether they are many or few."""
    yield from _pages(ctx, archive, _years(ctx, archive.address, entries))


def years_of_events(
    ctx: Context, address: str, entries: Iterable[EventEntry]
) -> tuple[ArchivePart, ...]:
    """The pages of the years of events, newest first."""
    return tuple(map(_line, reversed(_years(ctx, address, entries))))


def year_link(ctx: Context, address: str, year: int) -> Link:
    """The page of one year below ``address``."""
    label = str(year) if year > 1 else str(ctx.ui["year_unknown"])
    return Link(label, f"{address}{addresses.year_folder(year)}/")


def year_title(ctx: Context, year: int) -> str:
    """``Năm 2024``, ``Chưa rõ năm``: the heading of what stands by year."""
    if year <= 1:
        return str(ctx.ui["year_unknown_title"])
    return typeset(f"{ctx.ui['year']} {year}")


def crowded_years(ctx: Context) -> tuple[int, ...]:
    """The years of which the events stand on pages by month, because one page has no room for them."""
    return tuple(year for year, count in ctx.event_counts.items() if count > MOST_LINES)


def month_address(ctx: Context, year: int, month: int) -> str:
    """Where the events of a month are listed: a page of its own in a year that has too many, else a part of its year's."""
    whole = addresses.year(year)
    if year in crowded_years(ctx):
        return addresses.archive_part(whole, "year", month)
    return f"{whole}#thang-{month}"


def _pages(ctx: Context, archive: Archive, parts: Sequence[_Part]) -> Iterator[ArchivePage]:
    """The pages of some parts, oldest first, each with those below it."""
    for place, part in enumerate(parts):
        below = _below(ctx, part)
        shown = newest_first(part.entries)[:NEWEST] if below else part.entries
        groups = tuple(_groups(ctx, shown))
        yield ArchivePage(
            address=part.address,
            title=_part_words(ctx, archive, "title", part),
            description=_part_words(ctx, archive, "description", part),
            crumbs=archive.crumbs,
            internal=archive.internal,
            picture=archive.picture,
            updated=last_day(part.entries),
            count=len(part.entries),
            groups=groups,
            in_lines=len(shown) > MOST_WHOLE,
            parts=tuple(map(_line, reversed(below))) if below else _anchors(part, groups),
            parts_label=ctx.ui["months_of_year" if part.level == "year" else "days_of_month"],
            is_cut=bool(below),
            steps=() if archive.name else _steps(ctx, part),
            pager=ctx.ui[f"{part.level}s_pager"],
            previous=_link(parts[place - 1]) if place else None,
            next=_link(parts[place + 1]) if place + 1 < len(parts) else None,
        )
        yield from _pages(ctx, replace(archive, crumbs=(*archive.crumbs, _link(part))), below)


def _steps(ctx: Context, part: _Part) -> tuple[YearStep, ...]:
    return listed_steps(year_steps(ctx, part.entries[0].year)) if part.level == "year" else ()


def _part_words(ctx: Context, archive: Archive, what: str, part: _Part) -> str:
    """The title or description of a part: of the whole site's events, or of whose they are."""
    words = ctx.ui[f"archive_{what}" if archive.name else f"archive_{what}_of_all"]
    return typeset(words.format(name=archive.name, count=len(part.entries), when=part.when))


def _link(part: _Part) -> Link:
    return Link(part.label, part.address)


def _line(part: _Part) -> ArchivePart:
    return ArchivePart(part.label, part.address, len(part.entries))


def _years(ctx: Context, address: str, entries: Iterable[EventEntry]) -> list[_Part]:
    """The years of the events, oldest first; what no year is known of comes first of all."""
    by_year: dict[int, list[EventEntry]] = {}
    for entry in entries:
        by_year.setdefault(entry.year, []).append(entry)
    found = []
    for year in sorted(by_year):
        link = year_link(ctx, address, year)
        when = short(PartialDate(year), ctx.lang)
        found.append(_Part(link.address or "", link.title, when, "year", by_year[year]))
    return found


def _below(ctx: Context, part: _Part) -> list[_Part]:
    """The months of a year, or days of a month, oldest first; none where its page has room for all its events.

    What is known by the year only stands with the months, and by the month only with the days.
    """
    unknown = part.entries[0].span.start.is_unknown
    if len(part.entries) <= MOST_LINES or part.level == "day" or unknown:
        return []
    cut: dict[int, list[EventEntry]] = {}
    for entry in part.entries:
        start = entry.span.start
        cut.setdefault((start.month if part.level == "year" else start.day) or 0, []).append(entry)
    return [_month_or_day(ctx, part, number, cut[number]) for number in sorted(cut)]


def _month_or_day(ctx: Context, part: _Part, number: int, entries: Sequence[EventEntry]) -> _Part:
    """A month of a year or a day of a month; number 0 is what no month or day is known of, which is cut no further."""
    year, month = entries[0].year, entries[0].span.start.month
    level = "month" if part.level == "year" and number else "day"
    if not number:
        label = ctx.ui["month_unknown" if part.level == "year" else "day_unknown_title"]
        when = f"{part.when} ({label[:1].lower()}{label[1:]})"
    else:
        date = PartialDate(year, number) if level == "month" else PartialDate(year, month, number)
        seen = ctx.day(date)
        label = f"{ctx.ui['month']} {number}" if level == "month" else f"{seen.day}/{seen.month}"
        when = words(date, ctx.lang, weekday=False)
    address = addresses.archive_part(part.address, part.level, number)
    return _Part(address, typeset(label), when, level, entries)


def _groups(ctx: Context, entries: Iterable[EventEntry]) -> Iterator[EventGroup]:
    """Events, newest first, by month; those without one in groups where they have their place."""
    anchors: Counter[str] = Counter()
    runs = itertools.groupby(newest_first(entries), key=lambda e: e.span.start.month)
    for month, run in runs:
        events = list(run)
        anchor = f"thang-{month}" if month else "chua-ro-thang"
        anchors[anchor] += 1
        yield EventGroup(
            label=_month_label(ctx, events[0]),
            anchor=anchor if anchors[anchor] == 1 else f"{anchor}-{anchors[anchor]}",
            events=tuple(map(ctx.event_item, events)),
        )


def _anchors(part: _Part, groups: Iterable[EventGroup]) -> tuple[ArchivePart, ...]:
    """Each month of a year once, with all its events; a month or day needs no such list."""
    if part.level != "year":
        return ()
    counts: Counter[str] = Counter()
    anchors: dict[str, str] = {}
    for group in groups:
        counts[group.label] += len(group.events)
        anchors.setdefault(group.label, group.anchor)
    return tuple(
        ArchivePart(label, f"{part.address}#{anchors[label]}", n) for label, n in counts.items()
    )


def _month_label(ctx: Context, event: EventEntry) -> str:
    if event.span.start.is_unknown:
        return str(ctx.ui["year_unknown_title"])
    month = event.span.start.month
    return typeset(f"{ctx.ui['month']} {month}") if month else str(ctx.ui["month_unknown"])
