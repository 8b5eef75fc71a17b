"""What a reader asks of a cluster first: its newest pledges, and the days it has before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.campaign.terms import basis_of
from thidua.dates import Span
from thidua.text import typeset
from thidua.views.shared.calendar_index import YEARS_AHEAD
from thidua.views.shared.page import Link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from thidua.views.shared.page import Context

MOST_DAYS = 4
"""Most days that are named; a script keeps of them what is still to come on the reader's day."""


@dataclass(frozen=True, slots=True)
class NewestPledges:
    """The newest pledge of a cluster and the one before it, and what compares them."""

    links: tuple[Link, ...]
    """Named by their terms, newest first; two at most."""
    comparison: Link | None
    """With the one before it."""
    key: str
    """The newest, as the page that compares any two is asked for it; empty where there is none to compare."""
    missing: str
    """The newest term, where pledges of earlier ones are known and none of this."""


def newest_pledges(ctx: Context, cluster_id: str) -> NewestPledges:
    """The newest two pledges of a cluster, and its newest term if that has none."""
    found = ctx.site.pledges_by_cluster.get(cluster_id, ())[-2:]
    links = tuple(Link(ctx.term_label(entry.key), entry.address) for entry in reversed(found))
    if not found:
        return NewestPledges(links, None, "", "")
    newest = TermKey(cluster_id, ctx.site.terms_in_order[cluster_id][-1].term)
    missing = ctx.term_label(newest) if found[-1].key != newest else ""
    if not ctx.can_compare:
        return NewestPledges(links, None, "", missing)
    comparison = None
    if len(found) == 2:
        older, newer = (entry.key for entry in found)
        words = ctx.ui["compare_and"].format(one=ctx.term_label(older), other=ctx.term_label(newer))
        comparison = Link(words, addresses.comparison(cluster_id, older.term, newer.term))
    return NewestPledges(links, comparison, str(found[-1].key), missing)


# --- Days to come ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A dated thing that the content does not know to be over."""

    iso: str
    """Its first day."""
    last: str
    """Its last day, ISO."""
    date: str
    title: str
    address: str


def coming_days(ctx: Context, cluster_ids: Iterable[str]) -> tuple[ComingDay, ...]:
    """What concerns clusters from the day on up to which the content is kept, by day, each once.

    Their events, the phases of their campaigns, and the ends of their terms that a source states. Where these are few, the
    script of the page adds the next round anniversaries, which everybody keeps (`thidua.outputs.day_files`).
    """
    since = ctx.content_day
    if since is None:
        return ()
    own = [day for id_ in cluster_ids for day in _days_of_cluster(ctx, id_, since)]

    def place(day: ComingDay) -> tuple[str, str, str]:
        # What began before is asked for where it ends: else long campaigns would stand before all that comes.
        return day.iso if day.iso >= since.isoformat() else day.last, day.last, day.title

    return tuple(dict.fromkeys(sorted(own, key=place)))[:MOST_DAYS]


def last_calendar_year(ctx: Context) -> int:
    """The last year of which the script may ask for the days; 0 without content.

    By the newest day, by which pages of clusters are kept: it may be of the year after that of the newest event.
    """
    return ctx.newest_day.year + YEARS_AHEAD - 1 if ctx.newest_day else 0


def _days_of_cluster(ctx: Context, cluster_id: str, since: dt.date) -> Iterator[ComingDay]:
    for event in ctx.site.events_by_cluster.get(cluster_id, ()):
        stated = not event.record.basis or event.record.basis.date == "stated"
        # Most are past, and to give an event its title costs more than to see that.
        if stated and _is_to_come(event.span, since):
            yield _day(ctx, event.span, ctx.event_title(event), event.address)
    for campaign in ctx.site.campaigns.values():
        record = campaign.record
        if cluster_id in record.clusters:
            for phase in record.phases:
                title = f"{record.name}: {phase.theme}" if phase.theme else record.name
                span = Span(phase.from_, phase.to)
                if _is_to_come(span, since):
                    yield _day(ctx, span, title, addresses.campaign(record.id))
    for term in ctx.site.terms_in_order[cluster_id]:
        if term.to is None or basis_of(term).date != "stated":
            continue
        span = Span(term.to, term.to)
        if _is_to_come(span, since):
            key = TermKey(cluster_id, term.term)
            title = ctx.ui["term_ends_day"].format(
                term=ctx.term_label(key), cluster=ctx.cluster_name(cluster_id)
            )
            yield _day(ctx, span, title, addresses.term(*key))


def _is_to_come(span: Span, since: dt.date) -> bool:
    """Whether a day or stretch is not past; one whose ends are not known is no day to wait for."""
    start, end = span.start, span.end
    return start.day is not None and end is not None and end.day is not None and end.last >= since


def _day(ctx: Context, span: Span, title: str, address: str) -> ComingDay:
    return ComingDay(
        iso=span.first.isoformat(),
        last=span.last.isoformat(),
        date=ctx.date(span).short,
        title=typeset(title),
        address=address,
    )
