"""Every page of the site, in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.views import campaigns, commemorations, events, home, search, units
from thidua.views.calendar import calendar_pages
from thidua.views.clusters import cluster_pages, numbers
from thidua.views.pledges import register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.views.shared.page import Context, Page


def pages(ctx: Context) -> Iterator[Page]:
    """The views of all pages made from content; no two have the same address."""
    for family in (
        home,
        events,
        cluster_pages,
        numbers,
        register,
        units,
        calendar_pages,
        commemorations,
        campaigns,
        search,
    ):
        yield from family.pages(ctx)
