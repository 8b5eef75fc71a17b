"""Awards, figures and photographs as several families of pages show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.campaign.cycle import is_prize
from thidua.pledges.values import parse, same_unit
from thidua.text import typeset
from thidua.views.shared.page import Link, PhotoView, more_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thidua.campaign.site import EventEntry
    from thidua.reading.records import Award, Figure
    from thidua.views.shared.page import Context


@dataclass(frozen=True, slots=True)
class AwardView:
    """A commendation and how far it has come."""

    title: str
    to: tuple[Link, ...]
    for_year: str
    status: str
    status_label: str
    """Empty for prizes that were won."""
    decision: str
    """Number and date as written, or that they are not known."""
    event: Link | None = None
    """Where it was told of, on pages other than that event's."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A number as printed by the source."""

    label: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class AwardList:
    """Awards of a kind, and where the others are if there are many."""

    awards: tuple[AwardView, ...]
    more: tuple[Link, ...]


MOST_AWARDS = 30
"""Most awards of a kind that a page lists; the register has all."""


def photo_views(entry: EventEntry) -> tuple[PhotoView, ...]:
    """The photographs of an event."""
    return tuple(
        PhotoView(f"{entry.folder}/{p.file}", p.alt, typeset(p.caption), typeset(p.credit))
        for p in entry.record.photos
    )


def first_photo(entry: EventEntry) -> PhotoView | None:
    """The photograph an event is known by: its first."""
    return next(iter(photo_views(entry)), None)


def award_view(ctx: Context, award: Award) -> AwardView:
    """An award in words."""
    return AwardView(
        title=typeset(award.title),
        to=tuple(ctx.unit_link(to) for to in award.to),
        for_year=typeset(f"{ctx.ui['year_word']} {award.for_year}") if award.for_year else "",
        status=award.status,
        status_label=award_status(ctx, award),
        decision=award_decision(ctx, award),
    )


def award_list(ctx: Context, found: Iterable[tuple[EventEntry, Award]], all_at: str) -> AwardList:
    """The first awards with the events that tell of them, and where all are."""
    rows = list(found)
    return AwardList(
        tuple(
            replace(award_view(ctx, award), event=Link(typeset(event.record.title), event.address))
            for event, award in rows[:MOST_AWARDS]
        ),
        more_link(ctx, "more_awards", len(rows) - MOST_AWARDS, all_at),
    )


def award_status(ctx: Context, award: Award) -> str:
    """How far an award has come; empty for prizes that were won."""
    won = award.status == "trao" and is_prize(award, ctx.site.sector)
    return "" if won else ctx.label("award", award.status)


def award_decision(ctx: Context, award: Award) -> str:
    """The decision on an award as written; of one that was decided it is said where none is known."""
    decided = award.status in {"quyet-dinh", "trao"} and not is_prize(award, ctx.site.sector)
    return typeset(award.decision or (ctx.ui["decision_unknown"] if decided else ""))


def figure_view(figure: Figure) -> FigureView:
    """A number with what it counts; a unit the value names already is not repeated, and the percent sign stands at the number, as Vietnamese prints it."""
    value, unit = figure.value, figure.unit or ""
    written = parse(value).unit
    if written and same_unit(written, unit):
        unit = ""
    if unit.startswith("%"):
        value, unit = f"{value}%", unit[1:].strip()
    return FigureView(typeset(figure.label), value, unit)
