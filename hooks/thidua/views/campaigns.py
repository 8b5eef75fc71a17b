"""Campaigns (phong trào): the index and the page of one, with its phases, clusters and events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.papers import papers_of_campaign
from thidua.text import collation_key, typeset
from thidua.views.shared.archive import EventList, archive_of, archive_pages, event_list
from thidua.views.shared.page import (
    Context,
    DateView,
    Link,
    Page,
    SourceView,
    last_day,
)
from thidua.views.shared.papers import PaperView, paper_views

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A dated stretch of a campaign."""

    date: DateView
    theme: str
    commemoration: Link | None


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in the index."""

    name: str
    address: str
    slogan: str
    summary: str
    event_count: int


@dataclass(frozen=True, kw_only=True)
class CampaignsPage(Page):
    """All campaigns."""

    template = "campaigns.html"
    campaigns: tuple[CampaignLine, ...]


@dataclass(frozen=True, kw_only=True)
class CampaignPage(Page):
    """One campaign."""

    template = "campaign.html"
    slogan: str
    summary: str
    phases: tuple[PhaseView, ...]
    clusters: tuple[Link, ...]
    events: EventList
    papers: tuple[PaperView, ...]
    sources: tuple[SourceView, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """The index and each campaign."""
    order = sorted(
        ctx.site.campaigns, key=lambda c: collation_key(ctx.site.campaigns[c].record.name)
    )
    yield CampaignsPage(
        address=addresses.CAMPAIGNS,
        title=ctx.ui["campaigns"],
        description=ctx.ui["campaigns_description"],
        crumbs=(ctx.home(),),
        campaigns=tuple(_campaign_line(ctx, c) for c in order),
    )
    for campaign_id in order:
        page = _campaign(ctx, campaign_id)
        yield page
        yield from archive_pages(
            ctx, archive_of(page), ctx.site.events_by_campaign.get(campaign_id, ())
        )


def _campaign_line(ctx: Context, campaign_id: str) -> CampaignLine:
    record = ctx.site.campaigns[campaign_id].record
    return CampaignLine(
        name=typeset(record.name),
        address=addresses.campaign(campaign_id),
        slogan=typeset(record.slogan or ""),
        summary=typeset(record.summary or ""),
        event_count=len(ctx.site.events_by_campaign.get(campaign_id, ())),
    )


def _campaign(ctx: Context, campaign_id: str) -> CampaignPage:
    entry = ctx.site.campaigns[campaign_id]
    record = entry.record
    events = ctx.site.events_by_campaign.get(campaign_id, ())
    return CampaignPage(
        address=addresses.campaign(campaign_id),
        title=typeset(record.name),
        description=record.summary or ctx.ui["campaign_description"].format(name=record.name),
        crumbs=(ctx.home(), Link(ctx.ui["campaigns"], addresses.CAMPAIGNS)),
        source_path=entry.path,
        correction=ctx.correction(record),
        updated=ctx.updated(record, last_day(events)),
        internal=record.audience == "internal",
        slogan=typeset(record.slogan or ""),
        summary=typeset(record.summary or ""),
        phases=tuple(
            PhaseView(
                date=ctx.date(phase.span),
                theme=typeset(phase.theme or ""),
                commemoration=_commemoration(ctx, phase.commemoration),
            )
            for phase in sorted(record.phases, key=lambda p: p.span)
        ),
        clusters=tuple(ctx.cluster_link(c) for c in record.clusters),
        events=event_list(ctx, addresses.campaign(campaign_id), events),
        papers=paper_views(ctx, papers_of_campaign(ctx.site, campaign_id)),
        sources=ctx.sources(record.sources),
    )


def _commemoration(ctx: Context, id_: str | None) -> Link | None:
    if id_ is None or id_ not in ctx.site.commemorations:
        return None
    return Link(typeset(ctx.site.commemorations[id_].record.name), addresses.commemoration(id_))
