"""The one order of events: by day, and where the day is not known by their step in the cycle and what they are about.

The place of an undated event is for sorting only. No page shows it, and nothing is reckoned from it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thidua.campaign.site import EventEntry, Site, TermKey
    from thidua.dates import Span

_STEPS: Mapping[str, int] = {
    "phat-dong": 1, "ky-giao-uoc": 1, "so-ket": 2, "kiem-tra": 3, "tong-ket": 4, "khen-thuong": 5,
}  # fmt: skip
"""The steps of a term in their order; what is launched is signed at the same meeting."""

_SHARE: Mapping[int, float] = {1: 0.2, 2: 0.5, 3: 0.75, 4: 0.92, 5: 1.0}
"""When in a term a step is taken, as a share of its days: the middle of the dated cases of 2011 to 2025."""

_REPORT_SHARE = 0.38
"""Reports to President Hồ Chí Minh are made around 19 May."""

_NO_STEP = 0


def ordered(site: Site) -> Site:
    """The site with its events in chronological order, each with its place (`EventEntry.order`).

    It depends on the events of ``site`` alone, so that what an audience may not see moves nothing it may.
    """
    places: dict[str, dt.date] = {}
    exact = [e for e in site.events if e.span.start.day]
    by_month = [e for e in site.events if e.span.start.precision == "month"]
    by_year = [e for e in site.events if e.span.start.precision == "year"]
    held: defaultdict[TermKey, list[tuple[int, dt.date]]] = defaultdict(list)
    for group in (exact, by_month, by_year):
        # Those less exactly known are placed among those known better, not among each other.
        found = {e.id: e.span.first if group is exact else _place(site, e, held) for e in group}
        for event in group:
            for key in event.terms:
                held[key].append((_step(site, event, key), found[event.id]))
        places |= found
    events = [replace(e, order=(places.get(e.id, dt.date.min), 0)) for e in site.events]
    events.sort(key=lambda e: _sort_key(site, e))
    numbered = (replace(e, order=(e.order[0], place)) for place, e in enumerate(events))
    return replace(site, events=tuple(numbered))


def presumed_day(span: Span, step: str) -> dt.date:
    """The day to sort something without a day by: where a step of the kind ``step`` stands in the span it may lie in."""
    if span.start.day:
        return span.first
    end = span.start if span.end is None else span.end
    return _share_of((span.first, end.last), _SHARE.get(_step_of(step), 0.5))


def _sort_key(site: Site, event: EventEntry) -> tuple[object, ...]:
    key = event.terms[0] if event.terms else None
    step = _step(site, event, key) if key else _NO_STEP
    return event.order[0], step, event.span.start.day is not None, event.span.last, event.id


def _step(site: Site, event: EventEntry, key: TermKey) -> int:
    """The step an event is for a term: the review before the commendation that is given at it."""
    steps = {step for kind in site.kinds_in(event, key) if (step := _STEPS.get(kind, _NO_STEP))}
    return max(steps - {5} or steps, default=_NO_STEP)


def _place(
    site: Site, event: EventEntry, held: Mapping[TermKey, list[tuple[int, dt.date]]]
) -> dt.date:
    """Where an event without a day stands: after the steps before its own, and before those that follow."""
    period = event.span
    key = event.terms[0] if event.terms else None
    step = _step(site, event, key) if key else max(map(_step_of, event.record.kinds))
    place = _about(site, event) or _share_of(_frame(site, key, period), _share(event, step))
    if step and key:
        before = [day for other, day in held[key] if other and other < step]
        after = [day for other, day in held[key] if other > step]
        place = min([place, *after])
        place = max([place, *before])
    return min(max(place, period.first), period.last)


def _step_of(kind: str) -> int:
    return _STEPS.get(kind, _NO_STEP)


def _share(event: EventEntry, step: int) -> float:
    record = event.record
    years = [award.for_year for award in record.awards if award.for_year]
    if step == 5 and years and max(years) < event.year:
        # The awards of a year are handed over in the first months of the next.
        return 0.1
    return _SHARE.get(step, _REPORT_SHARE if "bao-cong" in record.kinds else 0.5)


def _frame(site: Site, key: TermKey | None, period: Span) -> tuple[dt.date, dt.date]:
    """The days a step is reckoned in: the whole term, else what is known of the date."""
    if key is not None and site.term(key).to is not None:
        span = site.term(key).span
        return span.first, span.last
    return period.first, period.last


def _share_of(frame: tuple[dt.date, dt.date], share: float) -> dt.date:
    first, last = frame
    return first + dt.timedelta(days=round((last - first).days * share))


def _about(site: Site, event: EventEntry) -> dt.date | None:
    """The day of the commemoration an event without a step is about, in the year it took place."""
    if any(kind in _STEPS for kind in event.record.kinds):
        return None
    days: Iterable[dt.date] = (
        dt.date(event.year, record.month, min(record.day, 28))
        for ref in event.record.commemorations
        if ref.year == event.year and ref.id in site.commemorations
        if (record := site.commemorations[ref.id].record).month and record.day
    )
    return min(days, default=None)
