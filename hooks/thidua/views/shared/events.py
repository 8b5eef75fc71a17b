"""Awards, figures and photographs as several families of pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.cycle import is_prize
from thidua.text import typeset
from thidua.views.shared.page import PhotoView

if TYPE_CHECKING:
    from thidua.campaign.site import EventEntry
    from thidua.reading.records import Award, Figure
    from thidua.views.shared.page import Context, Link


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


def award_status(ctx: Context, award: Award) -> str:
    """How far an award has come; empty for prizes that were won."""
    won = award.status == "trao" and is_prize(award, ctx.site.sector)
    return "" if won else ctx.label("award", award.status)


def award_decision(ctx: Context, award: Award) -> str:
    """The decision on an award as written; of one that was decided it is said where none is known."""
    decided = award.status in {"quyet-dinh", "trao"} and not is_prize(award, ctx.site.sector)
    return typeset(award.decision or (ctx.ui["decision_unknown"] if decided else ""))


def figure_view(figure: Figure) -> FigureView:
    """A number with what it counts; the percent sign stands at the number, as Vietnamese prints it."""
    value, unit = figure.value, figure.unit or ""
    if unit.startswith("%"):
        value, unit = f"{value}%", unit[1:].strip()
    return FigureView(typeset(figure.label), value, unit)
