"""Every page of the site, in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.views import (
    calendar,
    campaigns,
    clusters,
    commemorations,
    events,
    home,
    numbers,
    pledges,
    search,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.views.common import Context, Page


def pages(ctx: Context) -> Iterator[Page]:
    """The views of all pages made from content; no two have the same address."""
    for family in (
        home,
        events,
        clusters,
        numbers,
        pledges,
        units,
        calendar,
        commemorations,
        campaigns,
        search,
    ):
        yield from family.pages(ctx)
