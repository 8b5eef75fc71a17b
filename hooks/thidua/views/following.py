"""What came of a pledge, for those who may know: a picture that shows what is missing, and every result."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from thidua.campaign.terms import composition_of
from thidua.pledges.anchors import target_anchor
from thidua.pledges.following import (
    REASON_WORDS,
    STATE_WORDS,
    Progress,
    Share,
    Standing,
    follow,
    may_follow,
    progress_words,
)
from thidua.pledges.judging import Reason
from thidua.pledges.saying import commitment, measured_from, with_unit
from thidua.pledges.values import quantity_of, written
from thidua.text import typeset
from thidua.views.common import Context, DateView, Link, day_view

if TYPE_CHECKING:
    from thidua.campaign.site import PledgeEntry
    from thidua.reading.records import Result, Target

PICTURE_WIDTH = 1000
STATES = ("reached", "not-reached", "unclear", "no-result")
"""In the order of the picture; what is missing stands last and is as wide as it is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the progress picture."""

    state: str
    label: str
    count: int
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class ProgressView:
    """Counts of standings, as a ruled bar and in words."""

    words: str
    total: int
    bars: tuple[Bar, ...]
    """All four states, also those of which there are none."""


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """A unit's line under the picture of the whole."""

    unit: Link
    progress: ProgressView


@dataclass(frozen=True, slots=True)
class ResultRow:
    """Where a unit stands with a target."""

    unit: Link
    state: str
    state_label: str
    note: str
    """Why it is not known, or that the term is not over."""
    value: str
    share: str
    """Both numbers and the percentage, or nothing."""
    as_of: DateView | None
    source: str
    earlier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetResults:
    """A target and where each unit stands with it."""

    anchor: str
    text: str
    commitment: str
    rows: tuple[ResultRow, ...]
    """Empty when no unit reported: then `silent` says so once."""
    silent: str


@dataclass(frozen=True, slots=True)
class FollowingView:
    """The results of a pledge."""

    internal: bool
    """Whether the public does not see this part."""
    progress: ProgressView
    units: tuple[UnitProgress, ...]
    targets: tuple[TargetResults, ...]
    newest: DateView | None
    provisional: bool
    """Whether a state comes from a figure of before the end of the term."""


def following_view(ctx: Context, entry: PledgeEntry) -> FollowingView | None:
    """The results of a pledge; None for an audience that may not know them, or without targets."""
    pledge = entry.record
    if not pledge.targets or not may_follow(pledge, ctx.audience):
        return None
    term = ctx.site.term(entry.key)
    members = composition_of(entry.key, term, term.span.last).members
    found = follow(pledge, members or [s.unit for s in pledge.signatories], term.span)
    if not found.standings:
        return None
    results = [s.result for s in found.standings if s.result]
    newest = max((r.as_of for r in results), default=None, key=lambda day: (day.last, day))
    return FollowingView(
        internal=pledge.results_audience != "public",
        progress=_progress(ctx, found.progress),
        units=tuple(
            UnitProgress(ctx.unit_link(unit), _progress(ctx, counts))
            for unit, counts in found.by_unit.items()
        ),
        targets=tuple(
            _target(ctx, target, [s for s in found.standings if s.target == target.id])
            for target in pledge.targets
        ),
        newest=day_view(newest) if newest else None,
        provisional=any(s.provisional for s in found.standings),
    )


def _progress(ctx: Context, counts: Progress) -> ProgressView:
    numbers = (counts.reached, counts.not_reached, counts.unclear, counts.no_result)
    bars = []
    before = 0
    for state, count in zip(STATES, numbers, strict=True):
        start = PICTURE_WIDTH * before // counts.total if counts.total else 0
        before += count
        end = PICTURE_WIDTH * before // counts.total if counts.total else 0
        bars.append(Bar(state, ctx.label("standing", state), count, start, end - start))
    return ProgressView(progress_words(counts), counts.total, tuple(bars))


def _target(ctx: Context, target: Target, standings: list[Standing]) -> TargetResults:
    silent = all(s.reason is Reason.NO_RESULT for s in standings)
    base = measured_from(target)
    said = commitment(target, ctx.label("comparator", target.comparator))
    return TargetResults(
        anchor=target_anchor(target.id),
        text=typeset(target.text),
        commitment=typeset(f"{said} {base}".strip()),
        rows=() if silent else tuple(_row(ctx, target, s) for s in standings),
        silent=ctx.ui["results_silent"].format(count=len(standings)) if silent else "",
    )


def _row(ctx: Context, target: Target, standing: Standing) -> ResultRow:
    missing = standing.reason is Reason.NO_RESULT
    result = standing.result
    notes = []
    if standing.reason and not missing:
        notes.append(REASON_WORDS[standing.reason])
    if standing.provisional:
        notes.append(ctx.ui["results_provisional_one"])
    return ResultRow(
        unit=ctx.unit_link(standing.unit),
        state="no-result" if missing else _STATE_KEYS[standing.state.value],
        state_label=REASON_WORDS[Reason.NO_RESULT] if missing else STATE_WORDS[standing.state],
        note=typeset("; ".join(notes)),
        value=typeset(result.value) if result else "",
        share=_share(standing.share, target) if standing.share else "",
        as_of=day_view(result.as_of) if result else None,
        source=typeset(result.source) if result else "",
        earlier=tuple(_earlier(r) for r in standing.earlier),
    )


_STATE_KEYS = {"reached": "reached", "not-reached": "not-reached", "not-yet-known": "unclear"}


def _share(share: Share, target: Target) -> str:
    """``3/4 căn, bằng 75%``: never a percentage alone, never rounded up to a hundred, none of a percentage."""
    unit = quantity_of(target).unit or ""
    if unit[:1] in {"%", "‰"} or unit.startswith("điểm"):
        return ""
    whole = with_unit(written(share.whole), unit)
    percent = share.percent.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    return typeset(f"{written(share.part)}/{whole}, bằng {written(percent)}%")


def _earlier(result: Result) -> str:
    return typeset(f"{result.value} ({day_view(result.as_of).short})")
