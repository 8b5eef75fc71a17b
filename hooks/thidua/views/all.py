"""Every page of the site, in a fixed order, in the parts that an edit can be told apart by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.views import (
    about,
    awards,
    campaigns,
    commemorations,
    coverage,
    data,
    english,
    events,
    figures,
    home,
    leaders,
    papers,
    search,
    units,
    updates,
)
from thidua.views.calendar import calendar_pages
from thidua.views.clusters import cluster_pages, numbers
from thidua.views.pledges import register
from thidua.views.scores import score_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.views.shared.page import Context, Page


def pages(ctx: Context) -> Iterator[Page]:
    """The views of all pages made from content; no two have the same address."""
    yield from site_pages(ctx)
    for event in ctx.site.events:
        yield events.event_page(ctx.of_event(event), event)
    for cluster_id in ctx.site.clusters:
        yield from pages_of_cluster(ctx, cluster_id)


def site_pages(ctx: Context) -> Iterator[Page]:
    """Lists, registers, units, days and campaigns: what any record may stand on."""
    yield from home.pages(ctx)
    yield from events.lists(ctx)
    yield cluster_pages.clusters_page(ctx)
    yield from numbers.pages(ctx)
    yield from register.lists(ctx)
    yield from leaders.pages(ctx)
    yield from awards.pages(ctx)
    yield from figures.pages(ctx)
    yield from papers.pages(ctx)
    yield from units.pages(ctx)
    yield from calendar_pages.pages(ctx)
    yield from commemorations.pages(ctx)
    yield from campaigns.pages(ctx)
    yield from search.pages(ctx)
    yield from about.pages(ctx)
    yield from data.pages(ctx)
    yield from coverage.pages(ctx)
    yield from updates.pages(ctx)
    yield from english.pages(ctx)


def pages_of_cluster(ctx: Context, cluster_id: str) -> Iterator[Page]:
    """A cluster, its terms, pledges, comparisons and scores: made from its own events, pledges and scores alone."""
    own = ctx.of_cluster(cluster_id)
    yield from cluster_pages.pages_of(own, cluster_id)
    yield from register.pages_of(own, cluster_id)
    yield from score_pages.pages_of(own, cluster_id)
