"""The register of figures: the numbers that sources state, by the event that tells of them and by their names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.pledges.values import parse
from thidua.text import collation_key, typeset
from thidua.views.shared.archive import ArchivePart, year_title
from thidua.views.shared.events import FigureView, figure_view
from thidua.views.shared.page import (
    Context,
    DateView,
    KindView,
    Link,
    Page,
    SourceView,
    last_day,
    newest_first,
)
from thidua.views.shared.registers import (
    MOST_ROWS,
    archive_lines,
    cut,
    data_links,
    neighbours,
    newest,
    part_address,
    part_words,
    year_parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from thidua.campaign.site import EventEntry
    from thidua.reading.records import Figure
    from thidua.views.shared.registers import RegisterPart

LEAST_YEARS = 3
"""Fewest years of which a chart is drawn."""
CHART_HEIGHT = 40
BAR_STEP = 14
"""From one year to the next; a year without a number leaves its place empty."""

Told = tuple["EventEntry", "Figure"]
"""A figure and the event that tells of it."""


@dataclass(frozen=True, slots=True)
class FiguresOfEvent:
    """The numbers that the sources of one event state."""

    event: Link
    date: DateView
    kinds: tuple[KindView, ...]
    internal: bool
    figures: tuple[FigureView, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class FiguresOfYear:
    """The figures of a year, newest event first."""

    label: str
    anchor: str
    events: tuple[FiguresOfEvent, ...]


@dataclass(frozen=True, kw_only=True)
class FiguresPage(Page):
    """All figures by date, or those of a year."""

    template = "figures.html"
    count: int
    years: tuple[FiguresOfYear, ...]
    parts: tuple[ArchivePart, ...]
    """Where the years are: on this page or on pages of their own."""
    note: str
    """That these are the figures of the newest year alone; empty where all stand here."""
    by_name: Link | None = None
    previous: Link | None = None
    next: Link | None = None
    data: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureOfEvent:
    """A number and the event that tells of it."""

    figure: FigureView
    event: Link
    date: DateView
    internal: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A year of a chart; the template draws it into a box of `CHART_HEIGHT`."""

    x: int
    y: int
    height: int
    words: str
    """``năm 2024: 52 chỉ tiêu``"""


@dataclass(frozen=True, slots=True)
class FigureChart:
    """The numbers of one cluster under one name, year by year."""

    cluster: str
    bars: tuple[Bar, ...]
    width: int
    height: int
    words: str
    """All of it, for the ear."""


@dataclass(frozen=True, slots=True)
class FiguresOfName:
    """What was stated under one name, newest first."""

    label: str
    rows: tuple[FigureOfEvent, ...]
    charts: tuple[FigureChart, ...]
    """Of clusters that have exact numbers of one unit in three years or more."""


@dataclass(frozen=True, kw_only=True)
class FiguresByNamePage(Page):
    """The figures in the order of their names, or a part of them."""

    template = "figures-by-name.html"
    by_date: Link
    names: tuple[FiguresOfName, ...]
    previous: Link | None
    next: Link | None


def pages(ctx: Context) -> Iterator[Page]:
    """The register by date and by name, and the parts of both where it is long."""
    told = [(e, f) for e in newest_first(ctx.site.events) for f in e.record.figures]
    by_year = {year: list(run) for year, run in groupby(told, key=_year)}
    parts = year_parts(ctx, addresses.FIGURES, by_year)
    yield _register(ctx, told, parts)
    if len(told) > MOST_ROWS:
        for place, part in enumerate(parts):
            before, after = neighbours(parts, place)
            yield FiguresPage(
                address=part.address,
                title=typeset(ctx.ui["figures_of_year"].format(when=part.when)),
                description=ctx.ui["figures_of_year_description"].format(when=part.when),
                crumbs=(ctx.home(), Link(ctx.ui["figures_register"], addresses.FIGURES)),
                updated=last_day(event for event, _ in part.rows),
                count=len(part.rows),
                years=tuple(_years(ctx, part.rows)),
                parts=(),
                note="",
                previous=before,
                next=after,
            )
    yield from _pages_by_name(ctx, told)


def _register(
    ctx: Context, told: Sequence[Told], parts: Sequence[RegisterPart[Told]]
) -> FiguresPage:
    """All figures, newest event first, or those of the newest year where all are too many."""
    is_cut = len(told) > MOST_ROWS
    years = tuple(_years(ctx, newest(parts).rows if is_cut else told))
    anchors = tuple(
        ArchivePart(
            year.label,
            f"{addresses.FIGURES}#{year.anchor}",
            sum(len(event.figures) for event in year.events),
        )
        for year in years
    )
    return FiguresPage(
        address=addresses.FIGURES,
        title=ctx.ui["figures_register"],
        description=ctx.ui["figures_description"],
        crumbs=(ctx.home(),),
        updated=last_day(event for event, _ in told),
        count=len(told),
        years=years,
        parts=archive_lines(parts) if is_cut else anchors,
        note=typeset(ctx.ui["figures_newest"].format(when=newest(parts).when)) if is_cut else "",
        by_name=Link(ctx.ui["figures_by_name"], addresses.FIGURES_BY_NAME),
        data=data_links(ctx, "figures"),
    )


def _year(told: Told) -> int:
    return told[0].year


def _years(ctx: Context, told: Iterable[Told]) -> Iterator[FiguresOfYear]:
    for year, run in groupby(told, key=_year):
        yield FiguresOfYear(
            label=year_title(ctx, year),
            anchor=f"nam-{addresses.year_folder(year)}",
            events=tuple(
                FiguresOfEvent(
                    event=Link(ctx.event_title(event), event.address),
                    date=ctx.event_date(event),
                    kinds=ctx.kinds(event.record.kinds),
                    internal=event.record.audience == "internal",
                    figures=tuple(figure_view(figure) for _, figure in own),
                    sources=ctx.sources(event.record.sources),
                )
                for event, own in groupby(run, key=lambda one: one[0])
            ),
        )


def _pages_by_name(ctx: Context, told: Sequence[Told]) -> Iterator[FiguresByNamePage]:
    """The figures by name, in as many parts as they need; what bears one name in several years stands together."""
    names = sorted(told, key=lambda one: (collation_key(one[1].label), _newness(one)))
    runs = list(cut(names))
    links = [
        Link(
            part_words(ctx, ctx.ui["figures_by_name"], number),
            part_address(addresses.FIGURES_BY_NAME, number),
        )
        for number in range(1, len(runs) + 1)
    ]
    for place, run in enumerate(runs):
        yield FiguresByNamePage(
            address=links[place].address or "",
            title=links[place].title,
            description=ctx.ui["figures_by_name_description"],
            crumbs=(ctx.home(), Link(ctx.ui["figures_register"], addresses.FIGURES)),
            updated=last_day(event for event, _ in run),
            by_date=Link(ctx.ui["figures_by_date"], addresses.FIGURES),
            names=tuple(_names(ctx, run)),
            previous=links[place - 1] if place else None,
            next=links[place + 1] if place + 1 < len(links) else None,
        )


def _newness(told: Told) -> tuple[int, int]:
    day, place = told[0].order
    return -day.toordinal(), -place


def _names(ctx: Context, told: Iterable[Told]) -> Iterator[FiguresOfName]:
    for label, run in groupby(told, key=lambda one: one[1].label):
        rows = list(run)
        yield FiguresOfName(
            label=typeset(label),
            rows=tuple(
                FigureOfEvent(
                    figure=figure_view(figure),
                    event=Link(ctx.event_title(event), event.address),
                    date=ctx.event_date(event),
                    internal=event.record.audience == "internal",
                )
                for event, figure in rows
            ),
            charts=tuple(_charts(ctx, rows)),
        )


def _charts(ctx: Context, rows: Iterable[Told]) -> Iterator[FigureChart]:
    """The series that are long enough; two numbers of one year, or of two units, are no series."""
    by_cluster: dict[str, list[Told]] = {}
    for event, figure in rows:
        if len(event.clusters) == 1 and event.year > 1:
            by_cluster.setdefault(event.clusters[0], []).append((event, figure))
    for cluster, found in by_cluster.items():
        values = {event.year: parse(figure.value) for event, figure in found}
        units = {(figure.unit, values[event.year].unit) for event, figure in found}
        numbers = {year: v.number for year, v in values.items() if v.is_exact and v.number}
        whole = len(numbers) == len(found) and len(units) == 1 and min(numbers.values()) > 0
        if whole and len(numbers) >= LEAST_YEARS:
            yield _chart(ctx, cluster, numbers, found)


def _chart(
    ctx: Context, cluster: str, numbers: Mapping[int, Decimal], found: Iterable[Told]
) -> FigureChart:
    first, top = min(numbers), max(numbers.values())
    bars = []
    for event, figure in sorted(found, key=lambda one: one[0].year):
        view, year = figure_view(figure), event.year
        height = max(1, round(CHART_HEIGHT * numbers[year] / top))
        said = typeset(f"{ctx.ui['year_word']} {year}: {view.value} {view.unit}".strip())
        bars.append(Bar((year - first) * BAR_STEP, CHART_HEIGHT - height, height, said))
    return FigureChart(
        cluster=ctx.cluster_name(cluster),
        bars=tuple(bars),
        width=(max(numbers) - first + 1) * BAR_STEP,
        height=CHART_HEIGHT,
        words="; ".join(bar.words for bar in bars),
    )
