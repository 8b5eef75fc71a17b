"""``/giao-uoc/so-sanh/``: any two pledges, chosen and compared in the reader's browser."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.text import typeset
from thidua.views.pledges.comparison_rows import ChangeSign, Demand, RowGroup, RowView, Tally
from thidua.views.pledges.comparisons import ComparedPledge, ComparisonView, comparison_address
from thidua.views.pledges.diff_lines import DiffLine, DiffRun
from thidua.views.shared.page import Context, Link, Page, print_foot

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
    can_compare: bool
    """Whether there are two pledges."""
    samples: tuple[ComparisonView, ComparisonView]
    """Of two terms and of two clusters: all that can be printed, with `{holes}` where the browser writes."""
    print_foot: str
    """With the hole ``{query}``."""


def chooser_page(ctx: Context) -> ChooserPage:
    """The chooser, with a line for each cluster that has pledges."""
    return ChooserPage(
        address=addresses.COMPARE,
        title=ctx.ui["chooser_title"],
        description=ctx.ui["chooser_description"],
        crumbs=(ctx.home(), Link(ctx.ui["pledges"], addresses.PLEDGES)),
        lines=tuple(_line(ctx, line) for line in ctx.site.pledges_by_cluster.values()),
        can_compare=ctx.can_compare,
        samples=(_sample(Link("{cluster}", addresses.CLUSTERS)), _sample(None)),
        print_foot=print_foot(ctx, f"{addresses.COMPARE}{{query}}"),
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


def _sample(cluster: Link | None) -> ComparisonView:
    """A comparison that holds each shape of a row once: changed and unchanged."""
    line = DiffLine((DiffRun("gone", ""), DiffRun("come", "")))
    full = RowView(
        anchor="",
        mark="",
        sign="{sign}",
        labels=("{label}",),
        over="{over}",
        title=DiffLine(()),
        notes=("{note}",),
        lines=(line,),
        equal=False,
        absent="",
        strictness="",
    )
    rows = (full, replace(full, equal=True))
    group = RowGroup(
        id="",
        title="{title}",
        absent="{absent}",
        silent="",
        rows=rows,
        kept=("{text}",),
        kept_label="{label}",
        kept_words="{words}",
    )
    return ComparisonView(
        title="{title}",
        cluster=cluster,
        block="{block}",
        internal=True,
        nothing="{nothing}",
        tally=(Tally("{title}", "{come}", "{gone}", "{differ}", "{same}"),),
        harder=(Demand("", "{title}", "{note}"),),
        easier=(Demand("", "{title}", "{note}"),),
        caution="{caution}",
        signs=(ChangeSign("", "{sign}", "{label}"),),
        old=_sample_side("old"),
        new=_sample_side("new"),
        groups=(group,),
    )


def _sample_side(name: str) -> ComparedPledge:
    return ComparedPledge(
        label=f"{{{name}}}",
        pledge=Link(f"{{{name}_title}}", addresses.PLEDGES),
        signed=f"{{{name}_signed}}",
        kind=f"{{{name}_kind}}",
    )
