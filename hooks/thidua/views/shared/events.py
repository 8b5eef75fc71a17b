"""Events as several families of pages show them: marks of kinds, steps of the year, awards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.text import typeset

if TYPE_CHECKING:
    from thidua.reading.records import Award, Kind
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


_MARKS: tuple[tuple[str, frozenset[str]], ...] = (
    ("signing", frozenset({"ky-giao-uoc"})),
    ("review", frozenset({"so-ket", "tong-ket", "kiem-tra"})),
    ("award", frozenset({"khen-thuong"})),
)


def marks_of(kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    """Every mark the kinds of an event stand for, the weightiest first."""
    known = {"phat-dong", *(kind for _, of in _MARKS for kind in of)}
    found = tuple(mark for mark, of in _MARKS if of & set(kinds))
    return found if found and known.issuperset(kinds) else (*found, "event")


def mark_of(kinds: tuple[Kind, ...]) -> str:
    return marks_of(kinds)[0]


@dataclass(frozen=True, slots=True)
class AwardView:
    """A commendation and how far it has come."""

    title: str
    to: Link
    for_year: str
    status: str
    status_label: str
    decision: str


def award_view(ctx: Context, award: Award) -> AwardView:
    return AwardView(
        title=typeset(award.title),
        to=ctx.unit_link(award.to),
        for_year=typeset(f"{ctx.ui['year_word']} {award.for_year}") if award.for_year else "",
        status=award.status,
        status_label=ctx.label("award", award.status),
        decision=typeset(award.decision or ""),
    )
