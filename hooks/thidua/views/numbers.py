"""The pages of bare numbers: every cluster that was ever number n, and which is meant when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.campaign.terms import all_numbers, numbered
from thidua.text import collation_key, typeset
from thidua.views.clusters import latest_members, number_link, years_of
from thidua.views.common import Link, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.views.common import Context


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A cluster that bore a number, and when."""

    cluster: Link
    name: str
    block: str
    owner: str
    organisation: str
    years: str
    terms: tuple[Link, ...]
    members: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class NumberPage(Page):
    """Every cluster that was ever number n."""

    template = "cluster-number.html"
    number: int
    clusters: tuple[NumberLine, ...]
    others: tuple[Link, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """A page for each number."""
    numbers = all_numbers(ctx.site)
    for number in numbers:
        yield _number(ctx, number, numbers)


def _number(ctx: Context, number: int, numbers: list[int]) -> NumberPage:
    lines = []
    for cluster_id, terms in numbered(ctx.site, number):
        record = ctx.site.cluster(cluster_id)
        lines.append(
            NumberLine(
                cluster=ctx.cluster_link(cluster_id),
                name=typeset(record.name),
                block=ctx.label("block", record.block),
                owner=ctx.owner(record.owner).title,
                organisation=ctx.label("organisation", record.organisation or ""),
                years=years_of(terms),
                terms=tuple(ctx.term_link(TermKey(cluster_id, t.term)) for t in terms),
                members=latest_members(ctx, cluster_id, terms[-1]),
            )
        )
    title = typeset(f"{ctx.ui['cluster_numbered']} số {number}")
    return NumberPage(
        address=addresses.number(number),
        title=title,
        description=ctx.ui["number_description"].format(number=number, count=len(lines)),
        crumbs=(ctx.home(), Link(ctx.ui["clusters"], addresses.CLUSTERS)),
        number=number,
        clusters=tuple(
            sorted(lines, key=lambda line: (collation_key(line.block), collation_key(line.name)))
        ),
        others=tuple(number_link(n) for n in numbers if n != number),
    )
