"""The pages of bare numbers: every cluster that was ever number n, and which is meant when."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.campaign.terms import number_then
from thidua.dates import PartialDate, Span, span_short, years_of
from thidua.locale import phrase
from thidua.text import typeset
from thidua.views.shared.clusters import (
    Members,
    block_order,
    cluster_order,
    latest_members,
    members_as_told,
    names_members,
)
from thidua.views.shared.page import Link, Page, more_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thidua.reading.records import Term
    from thidua.views.shared.page import Context


MOST_TERMS = 12
"""Terms of a cluster that are named, the newest."""
REACH = 20
"""Other numbers on either side that the page of one leads to."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A cluster that bore a number, and when."""

    cluster: Link
    """With the number of then, where it is known by another: ``… (khi đó là số 3)``."""
    block: str
    owner: str
    organisation: str
    years: str
    terms: tuple[Link, ...]
    """The newest."""
    earlier: Link | None
    """Where the others are."""
    members: Members
    members_as_told: str
    members_of: Link
    """The newest term whose members are known."""


@dataclass(frozen=True, slots=True)
class NumberHolder:
    """A cluster in the table of periods."""

    cluster: Link
    block: str
    owner: str


@dataclass(frozen=True, slots=True)
class NumberPeriod:
    """A stretch of time and every cluster that bore the number in it."""

    span: str
    clusters: tuple[NumberHolder, ...]


@dataclass(frozen=True, kw_only=True)
class NumberPage(Page):
    """Every cluster that was ever number n."""

    template = "cluster-number.html"
    number: int
    clusters: tuple[NumberLine, ...]
    names_members: bool
    """Whether members are named; else how many there are."""
    periods: tuple[NumberPeriod, ...]
    """Which is meant when, newest first."""
    others: tuple[Link, ...]
    """The numbers nearest to it, and where all of them are if these are not."""


def pages(ctx: Context) -> Iterator[Page]:
    """A page for each number."""
    by_number = ctx.clusters_by_number
    numbers = list(by_number)
    for place, (number, found) in enumerate(by_number.items()):
        near = numbers[max(0, place - REACH) : place + REACH + 1]
        others = tuple(ctx.number_link(n) for n in near if n != number)
        more = more_link(ctx, "more_numbers", len(numbers) - len(near), addresses.CLUSTERS)
        yield _number(ctx, number, found, (*others, *more))


def _number(
    ctx: Context, number: int, found: Mapping[str, Sequence[Term]], others: tuple[Link, ...]
) -> NumberPage:

    def place(cluster: str) -> tuple[object, ...]:
        return block_order(ctx, ctx.site.cluster(cluster).block), cluster_order(ctx, cluster)

    lines = {cluster: _line(ctx, cluster, found[cluster]) for cluster in sorted(found, key=place)}
    return NumberPage(
        address=addresses.number(number),
        title=typeset(f"{ctx.ui['cluster_numbered']} {ctx.number(number)}"),
        description=ctx.ui["number_description"].format(number=number, count=len(lines)),
        crumbs=(ctx.home(), Link(ctx.ui["clusters"], addresses.CLUSTERS)),
        number=number,
        clusters=tuple(lines.values()),
        names_members=names_members(line.members for line in lines.values()),
        periods=tuple(
            NumberPeriod(
                typeset(words),
                tuple(
                    NumberHolder(line.cluster, _organisation_words(line), line.owner)
                    for cluster, line in lines.items()
                    if cluster in held
                ),
            )
            for words, held in reversed(periods(ctx, found))
        ),
        others=others,
    )


def _line(ctx: Context, cluster_id: str, terms: Sequence[Term]) -> NumberLine:
    record = ctx.site.cluster(cluster_id)
    known = next((t for t in reversed(terms) if t.members or t.member_note), terms[-1])
    link = ctx.cluster_link(cluster_id)
    then = number_then(record, terms[0], ctx.lang)
    return NumberLine(
        cluster=replace(link, title=typeset(f"{link.title}{then}")),
        block=ctx.label("block", record.block),
        owner=ctx.owner(record.owner).title,
        organisation=ctx.label("organisation", record.organisation or ""),
        years=years_of((t.span for t in terms), ctx.lang),
        terms=tuple(ctx.term_link(TermKey(cluster_id, t.term)) for t in terms[-MOST_TERMS:]),
        earlier=Link(ctx.ui["earlier_terms"], f"{addresses.cluster(cluster_id)}#cac-ky")
        if len(terms) > MOST_TERMS
        else None,
        members=latest_members(ctx, cluster_id, known),
        members_as_told=members_as_told(ctx, known),
        members_of=ctx.term_link(TermKey(cluster_id, known.term)),
    )


def _organisation_words(line: NumberLine) -> str:
    """The block and, for youth or women's clusters, the organisation: they bear the numbers of the units' own."""
    return f"{line.block} · {line.organisation}" if line.organisation else line.block


def periods(ctx: Context, found: Mapping[str, Sequence[Term]]) -> list[tuple[str, frozenset[str]]]:
    """Stretches of time in order, each with the clusters whose terms hold throughout it."""
    spans = [(cluster, t.span) for cluster, terms in found.items() for t in terms]
    turns: dict[dt.date, Counter[str]] = {}
    for cluster, span in spans:
        turns.setdefault(span.first, Counter())[cluster] += 1
        if span.end is not None:
            turns.setdefault(span.last + dt.timedelta(days=1), Counter())[cluster] -= 1
    edges = sorted(turns)
    holding: Counter[str] = Counter()
    stretches: list[tuple[dt.date, dt.date | None, frozenset[str]]] = []
    for first, after in itertools.zip_longest(edges, edges[1:]):
        holding.update(turns[first])
        holding = +holding  # without those that hold no more
        held = frozenset(holding)
        last = after - dt.timedelta(days=1) if after else None
        before = stretches[-1][1] if stretches else None
        touches = before is not None and before + dt.timedelta(days=1) == first
        if touches and held == stretches[-1][2]:
            stretches[-1] = (stretches[-1][0], last, held)
        elif held:
            stretches.append((first, last, held))
    return [(_period_span(ctx, first, last), held) for first, last, held in stretches]


def _period_span(ctx: Context, first: dt.date, last: dt.date | None) -> str:
    """Whole years as years, whole months as months: never more exact than the terms are."""
    since = (first.month, first.day) == (1, 1)
    if last is None:
        if since:
            return phrase(ctx.lang, "dates.years_to_now", year=first.year)
        return span_short(Span(_is_whole_years(first), None), ctx.lang)
    if since and (last.month, last.day) == (12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    whole = (last + dt.timedelta(days=1)).day == 1
    end = PartialDate(last.year, last.month) if whole else PartialDate.of(last)
    return span_short(Span(_is_whole_years(first), end), ctx.lang)


def _is_whole_years(day: dt.date) -> PartialDate:
    return PartialDate(day.year, day.month) if day.day == 1 else PartialDate.of(day)
