"""Every page of the site, in a fixed order, in the parts that an edit can be told apart by."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

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
from thidua.views.shared.archive import crowded_years
from thidua.views.shared.calendar_index import calendar_years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thidua.views.shared.page import Context, ListedPage, Page


class SitePart(NamedTuple):
    """Pages that are made together."""

    name: str
    ctx: Context
    """All that they may speak of."""
    make: Callable[[], Iterator[Page]]
    also: tuple[int, ...] = ()
    """What else they are made from."""
    list_pages: Callable[[], Iterator[ListedPage]] | None = None
    """Lists them without making them, where all of them would take much memory."""


def pages(ctx: Context) -> Iterator[Page]:
    """The views of all pages made from content; no two have the same address."""
    for part in site_parts(ctx):
        yield from part.make()
    for event in ctx.site.events:
        yield events.event_page(ctx.of_event(event), event)
    for cluster_id in ctx.site.clusters:
        yield from pages_of_cluster(ctx, cluster_id)


def site_parts(ctx: Context) -> Iterator[SitePart]:
    """What any record may stand on, each part with what it may speak of: lists, registers, units, days and campaigns."""
    told = ctx.without_pledges()
    yield SitePart("home", ctx, lambda: home.pages(ctx))
    yield SitePart("events", told, lambda: events.lists(told))
    yield SitePart("registers", ctx, lambda: _registers(ctx))
    yield SitePart("awards", told, lambda: awards.pages(told))
    yield SitePart("figures", told, lambda: figures.pages(told))
    yield SitePart("papers", ctx, lambda: papers.pages(ctx))
    yield SitePart("units", ctx.without_events(), lambda: units.index(ctx))
    places = units.places_of_units(ctx)
    for id_ in ctx.site.units:
        own = ctx.of_unit(id_, places.events.get(id_, ()), places.scores.get(id_, ()))
        yield SitePart(f"unit {id_}", own, partial(units.pages_of, own, id_, places))
    yield SitePart("calendar", told, lambda: calendar_pages.year_pages(told))
    years = calendar_years(ctx)
    for month in range(1, 13):
        held = told.of_month(month)
        make = partial(calendar_pages.month_pages, held, years, month)
        yield SitePart(f"month {month}", held, make, (*years, 0, *crowded_years(ctx)))
    yield SitePart("commemorations", told, lambda: commemorations.pages(told))
    yield SitePart("campaigns", told, lambda: campaigns.pages(told))
    yield SitePart("others", ctx, lambda: _others(ctx))


def _registers(ctx: Context) -> Iterator[Page]:
    yield cluster_pages.clusters_page(ctx)
    yield from numbers.pages(ctx)
    yield from register.lists(ctx)
    yield from leaders.pages(ctx)


def _others(ctx: Context) -> Iterator[Page]:
    yield from search.pages(ctx)
    yield from about.pages(ctx)
    yield from data.pages(ctx)
    yield from coverage.pages(ctx)
    yield from updates.pages(ctx)
    yield from english.pages(ctx)


def parts_of_cluster(ctx: Context, cluster_id: str) -> Iterator[SitePart]:
    """A cluster and its terms, made from its own events, pledges and scores alone; and these, which tell of no day and no campaign."""
    own = ctx.of_cluster(cluster_id)
    yield SitePart(f"cluster {cluster_id}", own, lambda: cluster_pages.pages_of(own, cluster_id))
    said = own.without_days()
    yield SitePart(
        f"pledges of {cluster_id}",
        said,
        lambda: register.pages_of(said, cluster_id),
        list_pages=lambda: register.listed_of(said, cluster_id),
    )
    yield SitePart(f"scores of {cluster_id}", said, lambda: score_pages.pages_of(said, cluster_id))


def pages_of_cluster(ctx: Context, cluster_id: str) -> Iterator[Page]:
    """A cluster with its terms, pledges, comparisons and scores."""
    for part in parts_of_cluster(ctx, cluster_id):
        yield from part.make()
