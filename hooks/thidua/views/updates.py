"""What changed last: the records with the newest source or correction, of whatever kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.calendar.revision import EPOCH, VIETNAM, last_revised
from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.dates import PartialDate
from thidua.locale import phrase
from thidua.text import typeset
from thidua.views.shared.page import Link, Page

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from thidua.reading.base import Record
    from thidua.views.shared.page import Context, DateView

MOST_UPDATES = 60
"""So many are listed: what changed before is no news."""


@dataclass(frozen=True, slots=True)
class Update:
    """A page that changed."""

    date: DateView
    kind: str
    page: Link
    correction: str


@dataclass(frozen=True, kw_only=True)
class UpdatesPage(Page):
    """The pages that changed last."""

    template = "updates.html"
    updates: tuple[Update, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """The page of what changed last."""
    changed = [(last_revised(record), kind, page, record) for kind, page, record in _records(ctx)]
    newest = sorted(
        (row for row in changed if row[0] > EPOCH), key=lambda row: row[0], reverse=True
    )
    yield UpdatesPage(
        address=addresses.UPDATES,
        title=ctx.ui["updates"],
        description=ctx.ui["updates_description"],
        crumbs=(ctx.home(),),
        updated=ctx.content_day,
        updates=tuple(
            Update(
                _day(ctx, moment),
                phrase(ctx.lang, f"search.type:{kind}"),
                page,
                ctx.correction(record),
            )
            for moment, kind, page, record in newest[:MOST_UPDATES]
        ),
    )


def _day(ctx: Context, moment: dt.datetime) -> DateView:
    return ctx.day(PartialDate.of(moment.astimezone(VIETNAM).date()))


def _records(ctx: Context) -> Iterator[tuple[str, Link, Record]]:
    """Every record that has a page of its own and tells when it changed: its kind, its page."""
    site = ctx.site
    for event in site.events:
        yield "event", Link(ctx.event_title(event), event.address), event.record
    for key, pledge in site.pledges.items():
        title = f"{pledge.record.title} – {ctx.cluster_name(key.cluster)}"
        yield "pledge", Link(typeset(title), pledge.address), pledge.record
    for id_, cluster in site.clusters.items():
        if cluster.record.revised:
            yield "cluster", ctx.cluster_link(id_), cluster.record
        for term in cluster.record.terms:
            own = TermKey(id_, term.term)
            title = f"{ctx.cluster_name(id_)}, {ctx.term_label(own)}"
            yield "term", Link(title, addresses.term(*own)), term
    for id_, unit in site.units.items():
        if unit.record.revised:
            yield "unit", ctx.unit_link(id_), unit.record
    for id_, day in site.commemorations.items():
        yield "commemoration", Link(typeset(day.record.name), addresses.commemoration(id_)), day.record  # fmt: skip
    for id_, campaign in site.campaigns.items():
        yield "campaign", Link(typeset(campaign.record.name), addresses.campaign(id_)), campaign.record  # fmt: skip
