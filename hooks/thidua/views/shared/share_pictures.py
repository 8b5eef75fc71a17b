"""The pictures that links to pages show, of what people share: each says a title, what it belongs to, and its date.

They are made of the projected site and name nothing that the page of the same record does not print. A term and its
pledge have one picture; a page that none is made for has that of its cluster, or of the site.
"""

from __future__ import annotations

import ipaddress
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from thidua.campaign.site import TermKey
from thidua.dates import years_of
from thidua.reading.base import Basis
from thidua.share_picture import SharePicture
from thidua.text import typeset
from thidua.views.shared.calendar_index import yearly_day
from thidua.views.shared.units import lifetime_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry
    from thidua.views.shared.page import Context


def share_pictures(ctx: Context) -> Iterator[SharePicture]:
    """Every picture of the site; nothing where others cannot reach it, since a picture is asked for by its whole address."""
    if not has_public_address(ctx.site_url):
        return
    yield site_picture(ctx)
    yield from (event_picture(ctx, event) for event in ctx.site.events if not event.record.photos)
    for id_, terms in ctx.site.terms_in_order.items():
        yield cluster_picture(ctx, id_)
        yield from (term_picture(ctx, TermKey(id_, term.term)) for term in terms)
    yield from (unit_picture(ctx, id_) for id_ in ctx.site.units)
    yield from (commemoration_picture(ctx, id_) for id_ in ctx.site.commemorations)


@cache
def has_public_address(site_url: str) -> bool:
    """Whether others reach a site by the address it is built for; a preview answers one machine alone."""
    host = urlsplit(site_url).hostname or "localhost"
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def site_picture(ctx: Context) -> SharePicture:
    return SharePicture(typeset(ctx.site_name), site=typeset(ctx.publisher.name))


def event_picture(ctx: Context, event: EventEntry) -> SharePicture:
    """Of an event: its clusters and date, where sources state them; there is no room for what they rest on."""
    basis = event.record.basis or Basis()
    clusters = map(ctx.cluster_name, event.clusters if basis.clusters == "stated" else ())
    date = ctx.date(event.span).words if basis.date == "stated" else ""
    return _picture(ctx, event.record.title, ctx.joined(clusters), date)


def cluster_picture(ctx: Context, cluster_id: str) -> SharePicture:
    record = ctx.site.cluster(cluster_id)
    years = years_of((term.span for term in record.terms), ctx.lang)
    return _picture(ctx, record.name, ctx.label("block", record.block), years)


def term_picture(ctx: Context, key: TermKey) -> SharePicture:
    record = ctx.site.cluster(key.cluster)
    return _picture(ctx, record.name, ctx.label("block", record.block), ctx.term_label(key))


def unit_picture(ctx: Context, unit_id: str) -> SharePicture:
    record = ctx.site.unit(unit_id)
    kind = ctx.label("unit", record.kind) if record.kind else ""
    return _picture(ctx, record.name, kind, lifetime_words(ctx, record))


def commemoration_picture(ctx: Context, id_: str) -> SharePicture:
    record = ctx.site.commemorations[id_].record
    return _picture(ctx, record.name, ctx.label("commemoration", record.kind), yearly_day(ctx, record))  # fmt: skip


def _picture(ctx: Context, title: str, above: str, date: str) -> SharePicture:
    return SharePicture(typeset(title), typeset(above), date, typeset(ctx.site_name))
