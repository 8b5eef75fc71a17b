"""``/giao-uoc/so-sanh/``: any two pledges, chosen and compared in the reader's browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.text import typeset
from thidua.views.pledges.comparisons import comparison_address
from thidua.views.shared.page import Context, Link, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.campaign.site import PledgeEntry


@dataclass(frozen=True, slots=True)
class ChooserLine:
    """A cluster with what is read of it without scripts."""

    cluster: Link
    newest: Link
    """Its newest pledge, which leads to those before."""
    comparison: Link | None
    """The newest two neighbours, whose page leads to those before; None for a single pledge."""


@dataclass(frozen=True, kw_only=True)
class ChooserPage(Page):
    """The chooser; what is compared stands in the address."""

    template = "comparison-any.html"
    lines: tuple[ChooserLine, ...]


def chooser_page(ctx: Context) -> ChooserPage:
    """The chooser, with a line for each cluster that has pledges."""
    return ChooserPage(
        address=addresses.COMPARE,
        title=ctx.ui["chooser_title"],
        description=ctx.ui["chooser_description"],
        crumbs=(ctx.home(), Link(ctx.ui["pledges"], addresses.PLEDGES)),
        lines=tuple(_line(ctx, line) for line in ctx.site.pledges_by_cluster.values()),
    )


def _line(ctx: Context, line: Sequence[PledgeEntry]) -> ChooserLine:
    newest = line[-1]
    comparison = None
    if len(line) > 1:
        one, other = (ctx.term_label(entry.key) for entry in line[-2:])
        words = ctx.ui["compare_and"].format(one=one, other=other)
        comparison = Link(words, comparison_address(line[-2], newest))
    return ChooserLine(
        ctx.cluster_link(newest.key.cluster),
        Link(typeset(newest.record.title), newest.address),
        comparison,
    )
