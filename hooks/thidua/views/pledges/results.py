"""The results of a pledge for audiences that may see them: progress picture and every status."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from thidua.campaign.terms import composition_of
from thidua.locale import phrase
from thidua.pledges.anchors import target_anchor
from thidua.pledges.evaluation import UnclearReason
from thidua.pledges.results import (
    Progress,
    Share,
    TargetStatus,
    evaluate_results,
    may_see_results,
    progress_words,
    reason_words,
    state_words,
)
from thidua.pledges.target_text import baseline_text, commitment_text, value_with_unit
from thidua.pledges.values import PERCENT_POINTS, format_number, quantity_of
from thidua.text import typeset

if TYPE_CHECKING:
    from thidua.campaign.site import PledgeEntry
    from thidua.reading.records import Result, Target
    from thidua.views.shared.page import Context, DateView, Link

PICTURE_WIDTH = 1000
STATES = ("reached", "not-reached", "unclear", "no-result")
"""In the order of the picture; what is missing stands last and is as wide as it is."""


@dataclass(frozen=True, slots=True)
class ProgressBar:
    """A stretch of the progress picture."""

    state: str
    label: str
    count: int
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class ProgressView:
    """Counts of statuses, as a ruled bar and in words."""

    words: str
    total: int
    bars: tuple[ProgressBar, ...]
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
class ResultsView:
    """The results of a pledge."""

    internal: bool
    """Whether the public does not see this part."""
    progress: ProgressView
    units: tuple[UnitProgress, ...]
    targets: tuple[TargetResults, ...]
    newest: DateView | None
    provisional: bool
    """Whether a state comes from a figure of before the end of the term."""


def results_view(ctx: Context, entry: PledgeEntry) -> ResultsView | None:
    """The results of a pledge; None for an audience that may not know them, or without targets."""
    pledge = entry.record
    if not pledge.targets or not may_see_results(pledge, ctx.audience):
        return None
    term = ctx.site.term(entry.key)
    members = composition_of(entry.key, term, term.span.last).members
    found = evaluate_results(pledge, members or [s.unit for s in pledge.signatories], term.span)
    if not found.statuses:
        return None
    results = [s.result for s in found.statuses if s.result]
    newest = max((r.as_of for r in results), default=None, key=lambda day: (day.last, day))
    return ResultsView(
        internal=pledge.results_audience != "public",
        progress=_progress(ctx, found.progress),
        units=tuple(
            UnitProgress(ctx.unit_link(unit), _progress(ctx, counts))
            for unit, counts in found.by_unit.items()
        ),
        targets=tuple(
            _target(ctx, target, [s for s in found.statuses if s.target == target.id])
            for target in pledge.targets
        ),
        newest=ctx.day(newest) if newest else None,
        provisional=any(s.provisional for s in found.statuses),
    )


def _progress(ctx: Context, counts: Progress) -> ProgressView:
    numbers = (counts.reached, counts.not_reached, counts.unclear, counts.no_result)
    bars = []
    before = 0
    for state, count in zip(STATES, numbers, strict=True):
        start = PICTURE_WIDTH * before // counts.total if counts.total else 0
        before += count
        end = PICTURE_WIDTH * before // counts.total if counts.total else 0
        bars.append(
            ProgressBar(state, ctx.label("target_status", state), count, start, end - start)
        )
    return ProgressView(progress_words(counts, ctx.lang), counts.total, tuple(bars))


def _target(ctx: Context, target: Target, statuses: list[TargetStatus]) -> TargetResults:
    silent = all(s.reason is UnclearReason.NO_RESULT for s in statuses)
    base = baseline_text(target, ctx.lang)
    said = commitment_text(target, ctx.label("comparator", target.comparator), ctx.lang)
    return TargetResults(
        anchor=target_anchor(target.id),
        text=typeset(target.text),
        commitment=typeset(f"{said} {base}".strip()),
        rows=() if silent else tuple(_row(ctx, target, s) for s in statuses),
        silent=ctx.ui["results_silent"].format(count=len(statuses)) if silent else "",
    )


def _row(ctx: Context, target: Target, status: TargetStatus) -> ResultRow:
    missing = status.reason is UnclearReason.NO_RESULT
    result = status.result
    notes = []
    if status.reason and not missing:
        notes.append(reason_words(status.reason, ctx.lang))
    if status.provisional:
        notes.append(ctx.ui["results_provisional_one"])
    return ResultRow(
        unit=ctx.unit_link(status.unit),
        state="no-result" if missing else _STATE_KEYS[status.state.value],
        state_label=reason_words(UnclearReason.NO_RESULT, ctx.lang)
        if missing
        else state_words(status.state, ctx.lang),
        note=typeset("; ".join(notes)),
        value=typeset(result.value) if result else "",
        share=_share(ctx, status.share, target) if status.share else "",
        as_of=ctx.day(result.as_of) if result else None,
        source=typeset(result.source) if result else "",
        earlier=tuple(_earlier_result(ctx, r) for r in status.earlier),
    )


_STATE_KEYS = {"reached": "reached", "not-reached": "not-reached", "not-yet-known": "unclear"}


def _share(ctx: Context, share: Share, target: Target) -> str:
    """``3/4 căn, bằng 75%``: never a percentage alone, never rounded up to a hundred, none of a percentage."""
    unit = quantity_of(target).unit or ""
    if unit[:1] in {"%", "‰"} or unit.startswith(PERCENT_POINTS):
        return ""
    whole = value_with_unit(format_number(share.whole), unit)
    percent = share.percent.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    part, of_whole = format_number(share.part), format_number(percent)
    return typeset(phrase(ctx.lang, "pledges.share", part=part, whole=whole, percent=of_whole))


def _earlier_result(ctx: Context, result: Result) -> str:
    return typeset(f"{result.value} ({ctx.day(result.as_of).short})")
