"""What became of the targets of a pledge: the promise, the results, and the pledge of the next term in one table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.pledges.anchors import target_anchor
from thidua.text import typeset
from thidua.views.pledges.comparison_rows import promise
from thidua.views.pledges.comparisons import comparison_address
from thidua.views.shared.page import Context, Link

if TYPE_CHECKING:
    from thidua.views.pledges.comparisons import ComparedPair
    from thidua.views.pledges.results import ResultsView


@dataclass(frozen=True, slots=True)
class FollowedTarget:
    """One target, from its promise to the next term."""

    target: Link
    """To the target on the page of the pledge; without an address where only the next pledge has it."""
    commitment: str
    result: str
    change: Link
    """What the next pledge made of it, and where the comparison shows it; without an address where nothing changed."""


@dataclass(frozen=True, slots=True)
class FollowingView:
    """The targets of a pledge beside those of the next term."""

    term: str
    comparison: Link
    has_results: bool
    targets: tuple[FollowedTarget, ...]


def following_view(
    ctx: Context, pair: ComparedPair | None, results: ResultsView | None
) -> FollowingView | None:
    """What the next pledge of the cluster made of each target; None where there is none, or neither has targets."""
    if pair is None or not (pair.older.record.targets or pair.newer.record.targets):
        return None
    found = pair.rows.found
    address = comparison_address(pair.older, pair.newer)
    told = _results(results)
    targets = []
    for match, row in zip(found.targets, pair.rows.targets, strict=True):
        old = None if match.old is None else found.old.targets[match.old]
        anchor = "" if old is None else target_anchor(old.id)
        words = "; ".join(row.notes or row.labels)
        targets.append(
            FollowedTarget(
                target=Link(typeset(old.text), f"#{anchor}")
                if old
                else Link("".join(run.text for run in row.title.runs), ""),
                commitment=typeset(promise(ctx, old)[0]) if old else "",
                result=told.get(anchor, ""),
                change=Link(words, "" if row.mark == "same" else f"{address}#{row.anchor}"),
            )
        )
    term = ctx.term_label(pair.newer.key)
    return FollowingView(
        term=term,
        comparison=Link(ctx.ui["following_whole"].format(term=term), address),
        has_results=results is not None,
        targets=tuple(targets),
    )


def _results(results: ResultsView | None) -> dict[str, str]:
    """By target, where the units stand, each state with its count: who reported nothing has not failed."""
    if results is None:
        return {}
    order = [bar.state for bar in results.progress.bars]
    told = {}
    for target in results.targets:
        rows = sorted(target.rows, key=lambda row: order.index(row.state))
        counts = Counter(row.state_label for row in rows)
        said = ", ".join(f"{count} {label}" for label, count in counts.items())
        told[target.anchor] = said or target.silent
    return told
