"""Which clusters are known to have taken the steps of a year's cycle: counted on the home page, listed on the year's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.cycle import CYCLE
from thidua.views.shared.page import Link

if TYPE_CHECKING:
    from thidua.campaign.site import EventEntry
    from thidua.views.shared.page import Context

MOST_LISTED = 120
"""Most clusters that the page of a year names over all steps; where there are more it has its events alone."""


@dataclass(frozen=True, slots=True)
class YearStep:
    """A step of a year and the clusters that are known to have taken it."""

    label: str
    anchor: str
    """Where the page of the year lists them."""
    clusters: tuple[Link, ...]
    """Each by its name, leading to the first event that tells of it."""


def year_steps(ctx: Context, year: int) -> tuple[YearStep, ...]:
    """The steps of a year, in the order of the cycle."""
    entries = ctx.site.events_by_year.get(year, ())
    return tuple(_step(ctx, kind, entries) for kind in CYCLE)


def listed_steps(steps: tuple[YearStep, ...]) -> tuple[YearStep, ...]:
    """The steps that the page of a year lists; none where these are too many for it, or nothing is known."""
    known = tuple(step for step in steps if step.clusters)
    return known if sum(len(step.clusters) for step in known) <= MOST_LISTED else ()


def step_address(year: int, step: YearStep, steps: tuple[YearStep, ...]) -> str:
    """Where the clusters of a step are listed; where they are not, the events of the year."""
    listed = step in listed_steps(steps)
    return f"{addresses.year(year)}#{step.anchor}" if listed else addresses.year(year)


def _step(ctx: Context, kind: str, entries: tuple[EventEntry, ...]) -> YearStep:
    first: dict[str, EventEntry] = {}
    for entry in sorted(entries, key=lambda e: e.order):
        if kind in entry.record.kinds:
            for key in entry.terms:
                first.setdefault(key.cluster, entry)
    links = (Link(ctx.cluster_name(id_), entry.address) for id_, entry in first.items())
    return YearStep(ctx.label("kind", kind), f"buoc-{kind}", tuple(links))
