"""Every page of the site, in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.views import campaigns, commemorations, events, home, search, units
from thidua.views.calendar import calendar_pages
from thidua.views.clusters import cluster_pages, numbers
from thidua.views.pledges import register

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from thidua.views.shared.page import Context, Page

_FAMILIES = (
    home.pages,
    events.pages,
    cluster_pages.pages,
    numbers.pages,
    register.pages,
    units.pages,
    calendar_pages.pages,
    commemorations.pages,
    campaigns.pages,
    search.pages,
)


def pages(ctx: Context) -> Iterator[Page]:
    """The views of all pages made from content; no two have the same address."""
    for family in _FAMILIES:
        yield from family(ctx)


def pages_at(ctx: Context, wanted: AbstractSet[str]) -> Iterator[Page]:
    """The views of the pages at some addresses; single events, which are most of a site, without going through all."""
    single = {event.address: event for event in ctx.site.events if event.address in wanted}
    for event in single.values():
        yield events.event_page(ctx, event)
    left = wanted - single.keys()
    if left:
        families = (events.lists if family is events.pages else family for family in _FAMILIES)
        yield from (page for family in families for page in family(ctx) if page.address in left)
