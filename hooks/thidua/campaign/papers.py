"""The papers of a site: what each belongs to, and where its file is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.reading.library import file_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.campaign.site import EventEntry, PledgeEntry, Site
    from thidua.papers.facts import PaperFacts
    from thidua.reading.records import Paper


@dataclass(frozen=True, slots=True)
class SitePaper:
    """A paper of a record of the site."""

    paper: Paper
    page: str
    """The address of what it belongs to."""
    path: str
    """Its file in the project; empty for one published elsewhere."""
    facts: PaperFacts | None
    """None for one published elsewhere."""

    @property
    def address(self) -> str:
        """Where it is read: below the page it belongs to, or elsewhere."""
        return f"{self.page}{self.paper.file}" if self.paper.file else self.paper.url or ""


def papers_of_event(site: Site, entry: EventEntry) -> tuple[SitePaper, ...]:
    """The papers of an event."""
    return _papers(site, entry.path, entry.address, entry.record.documents)


def papers_of_pledge(site: Site, entry: PledgeEntry) -> tuple[SitePaper, ...]:
    """The papers of a pledge, such as the signed scan."""
    return _papers(site, entry.path, entry.address, entry.record.documents)


def papers_of_term(site: Site, key: TermKey) -> tuple[SitePaper, ...]:
    """The papers of a term of a cluster: rules, table of points, plan."""
    path, term = site.clusters[key.cluster].path, site.term(key)
    return _papers(site, path, addresses.term(*key), term.documents)


def papers_of_campaign(site: Site, campaign_id: str) -> tuple[SitePaper, ...]:
    """The papers of a campaign."""
    entry = site.campaigns[campaign_id]
    page = addresses.campaign(campaign_id)
    return _papers(site, entry.path, page, entry.record.documents)


def site_papers(site: Site) -> Iterator[SitePaper]:
    """Every paper of a site."""
    for event in site.events:
        yield from papers_of_event(site, event)
    for pledge in site.pledges.values():
        yield from papers_of_pledge(site, pledge)
    for cluster, terms in site.terms_in_order.items():
        for term in terms:
            yield from papers_of_term(site, TermKey(cluster, term.term))
    for campaign in site.campaigns:
        yield from papers_of_campaign(site, campaign)


def _papers(site: Site, path: str, page: str, declared: Iterable[Paper]) -> tuple[SitePaper, ...]:
    files = ((paper, file_beside(path, paper.file)) for paper in declared)
    return tuple(SitePaper(paper, page, file, site.papers.get(file)) for paper, file in files)
