"""Events as several families of pages show them: steps of the year, awards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.text import typeset

if TYPE_CHECKING:
    from thidua.reading.records import Award
    from thidua.views.shared.page import Context, Link


CYCLE: tuple[str, ...] = (
    "phat-dong",
    "ky-giao-uoc",
    "so-ket",
    "kiem-tra",
    "tong-ket",
    "khen-thuong",
)
"""The steps of a cluster's year, as the regulations name them."""


@dataclass(frozen=True, slots=True)
class AwardView:
    """A commendation and how far it has come."""

    title: str
    to: tuple[Link, ...]
    for_year: str
    status: str
    status_label: str
    decision: str


def award_view(ctx: Context, award: Award) -> AwardView:
    return AwardView(
        title=typeset(award.title),
        to=tuple(ctx.unit_link(to) for to in award.to),
        for_year=typeset(f"{ctx.ui['year_word']} {award.for_year}") if award.for_year else "",
        status=award.status,
        status_label=ctx.label("award", award.status),
        decision=typeset(award.decision or ""),
    )
