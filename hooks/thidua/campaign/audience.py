"""Who may see what: the one place where public and internal part.

`project` gives a new `Site` in which hidden records, and every mention of them, do not exist. What is
not in memory cannot leak into a page, a feed, a count or a search index.
"""

from __future__ import annotations

import datetime as dt
import itertools
import operator
import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from thidua.campaign import addresses
from thidua.campaign.chronology import ordered
from thidua.campaign.hidden_addresses import HiddenAddresses, file_names, public_words
from thidua.campaign.papers import site_papers
from thidua.campaign.references import references, split_cluster_ref
from thidua.campaign.site import EventEntry, PledgeEntry, RecordEntry, ScoresEntry, Site
from thidua.campaign.unions import union_ids
from thidua.reading.base import Audience, Record
from thidua.reading.records import Campaign, Cluster, Event, Scores, Unit
from thidua.reading.texts import codes
from thidua.text import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thidua.dates import PartialDate
    from thidua.reading.body import Body
    from thidua.reading.records import Award, Ballot, Photo, ScoreSheet, Term

R = TypeVar("R", bound=Record)


def is_published(event: Event, today: dt.date) -> bool:
    """Whether an event is out: published, and its day of publication has come."""
    return event.status == "published" and (
        event.publish_on is None or event.publish_on.first <= today
    )


def may_see(record: Record, audience: Audience) -> bool:
    """Whether an audience may see a record; the internal one may see all."""
    if isinstance(record, Scores) and record.announced is None:
        return audience == "internal"
    return audience == "internal" or getattr(record, "audience", "public") == "public"


def is_announced(scores: Scores, today: dt.date) -> bool:
    """Whether what is to be known of scores is known: the day of its announcement, if it has one, has come."""
    on = scores.announced.on if scores.announced else None
    return on is None or on.first <= today


def project(site: Site, audience: Audience, today: dt.date) -> Site:
    """The site as ``audience`` may know it on ``today`` (Asia/Ho_Chi_Minh)."""
    return Projection(site, audience, today).run()


def project_everything(site: Site) -> Site:
    """The site with what is internal, waiting and draft, as its editor sees it on a machine of one's own; for no build."""
    return Projection(site, "internal", dt.date.max, drafts=True).run()


class Withheld(NamedTuple):
    """Why a record is not in a site."""

    kind: Literal["draft", "waiting", "internal"]
    day: PartialDate | None = None
    """The one a waiting record waits for."""


def withheld_pages(site: Site, today: dt.date) -> dict[str, tuple[Withheld, ...]]:
    """Addresses of records that some audience does not see on ``today``, and why."""
    entries: list[tuple[str, Record]] = [(e.address, e.record) for e in site.events]
    entries += [(p.address, p.record) for p in site.pledges.values()]
    entries += [(s.address, s.record) for s in site.scores.values()]
    entries += [(addresses.cluster(i), e.record) for i, e in site.clusters.items()]
    entries += [(addresses.unit(i), e.record) for i, e in site.units.items()]
    entries += [(addresses.commemoration(i), e.record) for i, e in site.commemorations.items()]
    entries += [(addresses.campaign(i), e.record) for i, e in site.campaigns.items()]
    reasons = {address: tuple(_why_withheld(record, today)) for address, record in entries}
    return {address: said for address, said in reasons.items() if said}


def _why_withheld(record: Record, today: dt.date) -> Iterator[Withheld]:
    if isinstance(record, Event) and record.status == "draft":
        yield Withheld("draft")
    elif isinstance(record, Event) and not is_published(record, today):
        yield Withheld("waiting", record.publish_on)
    elif isinstance(record, Scores) and record.announced and not is_announced(record, today):
        yield Withheld("waiting", record.announced.on)
    if not may_see(record, "public"):
        yield Withheld("internal")


def record_pages(site: Site) -> frozenset[str]:
    """Addresses of the pages that show single records of a site, and of the lists that hold them."""
    pages = set(addresses.LISTS) | {addresses.year(event.year) for event in site.events}
    pages |= {e.address for e in site.events} | {p.address for p in site.pledges.values()}
    pages |= {s.address for s in site.scores.values()}
    for id_, entry in site.clusters.items():
        pages.add(addresses.cluster(id_))
        pages |= {addresses.term(id_, term.term) for term in entry.record.terms}
    pages |= {addresses.unit(id_) for id_ in site.units}
    pages |= {addresses.commemoration(id_) for id_ in site.commemorations}
    return frozenset(pages | {addresses.campaign(id_) for id_ in site.campaigns})


def files_of(site: Site, files: Iterable[str]) -> frozenset[str]:
    """Those of ``files`` that hold nothing but what ``site`` shows.

    Registers are not among them: they hold records of all audiences side by side, and comments.
    """
    entries: tuple[RecordEntry[Any], ...] = (
        *site.events,
        *site.clusters.values(),
        *site.pledges.values(),
        *site.scores.values(),
    )
    own = {entry.path for entry in entries}
    folders = {path.removesuffix("/index.md") for path in own if path.endswith("/index.md")}
    return frozenset(f for f in files if f in own or f.rpartition("/")[0] in folders)


def hidden_addresses(site: Site, kept: Site) -> HiddenAddresses:
    """The addresses of a site that another one, which shows less, must not name."""
    shelves = (
        (site.units, kept.units),
        (site.clusters, kept.clusters),
        (site.commemorations, kept.commemorations),
        (site.campaigns, kept.campaigns),
    )
    events = {entry.path for entry in kept.events}
    closed = [entry for entry in site.events if entry.path not in events]
    pledges = [entry for key, entry in site.pledges.items() if key not in kept.pledges]
    scores = [entry for key, entry in site.scores.items() if key not in kept.scores]
    files = {e.path.partition("/")[2].rpartition(".")[0] for e in (*pledges, *scores)}
    units = site.units.keys() - kept.units.keys()
    return HiddenAddresses(
        pages=(record_pages(site) - record_pages(kept)) | files,
        ids=union_ids(units, site.sector).union(
            *(all_.keys() - shown.keys() for all_, shown in shelves)
        ),
        words=frozenset(name for entry in closed for name in _event_names(entry))
        | {name for entry in pledges for name in _paper_names(entry)},
        known=frozenset(
            {
                *public_words(),
                *codes(),
                *(id_ for _, shown in shelves for id_ in shown),
                *(name for entry in kept.events for name in _event_names(entry)),
                *(name for entry in kept.pledges.values() for name in _paper_names(entry)),
            }
        ),
    )


def _event_names(entry: EventEntry) -> Iterator[str]:
    """What an event's address and files are called: short name, file and photographs."""
    yield entry.slug
    yield from file_names(entry.path)
    for photo in entry.record.photos:
        yield from file_names(photo.file)
    yield from _paper_names(entry)


def _paper_names(entry: EventEntry | PledgeEntry) -> Iterator[str]:
    for paper in entry.record.documents:
        if paper.file:
            yield from file_names(paper.file)


class Projection:
    """What an audience may know of a site on a day, entry by entry: `run` gives all of it."""

    def __init__(
        self, site: Site, audience: Audience, today: dt.date, *, drafts: bool = False
    ) -> None:
        self.site = site
        self.audience = audience
        self.today = today
        self.units = self._visible(site.units)
        self.clusters = self._visible(site.clusters)
        self.commemorations = self._visible(site.commemorations)
        self.campaigns = self._visible(site.campaigns)
        self.events = tuple(
            e
            for e in site.events
            if may_see(e.record, audience) and (drafts or is_published(e.record, today))
        )
        self.event_ids = {e.id for e in self.events}
        self.pledges = {
            key: p
            for key, p in site.pledges.items()
            if may_see(p.record, audience) and key.cluster in self.clusters
        }
        self.scores = {
            key: s
            for key, s in site.scores.items()
            if key.cluster in self.clusters
            and may_see(s.record, audience)
            and (audience == "internal" or is_announced(s.record, today))
        }

    @cached_property
    def hidden(self) -> HiddenAddresses:
        """The addresses that must not be named."""
        kept = Site(
            events=self.events,
            clusters=self.clusters,
            pledges=self.pledges,
            scores=self.scores,
            units=self.units,
            commemorations=self.commemorations,
            campaigns=self.campaigns,
        )
        return hidden_addresses(self.site, kept)

    @property
    def registers(self) -> tuple[Mapping[str, RecordEntry[Record]], ...]:
        """The clusters, units, commemorations and campaigns that are shown, by their ids."""
        return self.clusters, self.units, self.commemorations, self.campaigns

    @property
    def entries(self) -> Iterator[RecordEntry[Record]]:
        """What is shown, as it stands in the site."""
        shelves = (shelf.values() for shelf in self.registers)
        return itertools.chain(self.events, self.pledges.values(), self.scores.values(), *shelves)

    def shown(self, entry: RecordEntry[Record]) -> RecordEntry[Record]:
        """One of `entries` as it is shown."""
        if isinstance(entry, EventEntry):
            return self._event(entry)
        if isinstance(entry, PledgeEntry):
            return self._pledge(entry)
        if isinstance(entry, ScoresEntry):
            return self._scores(entry)
        match entry.record:
            case Cluster() as cluster:
                return RecordEntry(self._cluster(cluster), entry.path)
            case Unit() as unit:
                return RecordEntry(self._unit(unit), entry.path)
            case Campaign() as campaign:
                return RecordEntry(self._campaign(campaign), entry.path)
        return entry

    def run(self) -> Site:
        hidden = self.hidden
        site = Site(
            events=tuple(self._event(e) for e in self.events),
            clusters={
                i: RecordEntry(self._cluster(e.record), e.path) for i, e in self.clusters.items()
            },
            pledges={key: self._pledge(p) for key, p in self.pledges.items()},
            scores={key: self._scores(s) for key, s in self.scores.items()},
            units={i: RecordEntry(self._unit(e.record), e.path) for i, e in self.units.items()},
            commemorations=self.commemorations,
            campaigns={
                i: RecordEntry(self._campaign(e.record), e.path) for i, e in self.campaigns.items()
            },
            # An old address tells of its page as much as the new one does.
            redirects=tuple(
                r
                for r in self.site.redirects
                if r.record.to not in hidden and r.record.from_ not in hidden
            ),
            sector=self.site.sector,
        )
        shown = {paper.path for paper in site_papers(replace(site, papers=self.site.papers))}
        papers = {path: facts for path, facts in self.site.papers.items() if path in shown}
        return ordered(replace(site, papers=papers))

    def _visible(self, shelf: Mapping[str, RecordEntry[R]]) -> dict[str, RecordEntry[R]]:
        return {id_: entry for id_, entry in shelf.items() if may_see(entry.record, self.audience)}

    def _event(self, entry: EventEntry) -> EventEntry:
        event = entry.record
        record = _with(
            event,
            {
                "clusters": tuple(
                    c for c in event.clusters if split_cluster_ref(c)[0] in self.clusters
                ),
                "host": event.host if event.host in self.units else None,
                "units": tuple(u for u in event.units if u in self.units),
                "commemorations": tuple(
                    c for c in event.commemorations if c.id in self.commemorations
                ),
                "campaigns": tuple(c for c in event.campaigns if c in self.campaigns),
                "photos": tuple(self._photo(p) for p in event.photos),
                "awards": tuple(a for award in event.awards if (a := self._award(award)).to),
            },
        )
        return replace(
            entry,
            record=record,
            terms=tuple(key for key in entry.terms if key.cluster in self.clusters),
            undated_in=tuple(c for c in entry.undated_in if c in self.clusters),
            body=_without_hidden_links(entry, self.hidden),
            links=_without_ids(entry.links, self.hidden),
        )

    def _award(self, award: Award) -> Award:
        recipients = tuple(to for to in award.to if not is_slug(to) or to in self.units)
        return _with(award, {"to": recipients})

    def _photo(self, photo: Photo) -> Photo:
        """Who consented to a photograph is for those who keep it."""
        return photo if self.audience == "internal" else _with(photo, {"consent": None})

    def _cluster(self, cluster: Cluster) -> Cluster:
        return _with(
            cluster,
            {
                "owner": cluster.owner
                if not is_slug(cluster.owner) or cluster.owner in self.units
                else "",
                "terms": tuple(self._term(t) for t in cluster.terms),
            },
        )

    def _term(self, term: Term) -> Term:
        return _with(
            term,
            {
                "lead": term.lead if term.lead and term.lead.unit in self.units else None,
                "deputy": term.deputy if term.deputy and term.deputy.unit in self.units else None,
                "members": tuple(m for m in term.members if m.unit in self.units),
            },
        )

    def _pledge(self, entry: PledgeEntry) -> PledgeEntry:
        pledge = entry.record
        show = self.audience == "internal" or pledge.results_audience == "public"
        targets = tuple(
            _with(t, {"results": tuple(r for r in t.results if show and r.unit in self.units)})
            for t in pledge.targets
        )
        record = _with(
            pledge,
            {
                "event": pledge.event if pledge.event in self.event_ids else None,
                "signatories": tuple(s for s in pledge.signatories if s.unit in self.units),
                "targets": targets,
            },
        )
        links = _without_ids(entry.links, self.hidden)
        body = _without_hidden_links(entry, self.hidden)
        return replace(entry, record=record, body=body, links=links)

    def _scores(self, entry: ScoresEntry) -> ScoresEntry:
        """For the public exactly what was announced."""
        scores = entry.record
        told = scores.announced
        if told and told.event not in self.event_ids:
            told = _with(told, {"event": None})
        parts = {
            "announced": told,
            "sheets": tuple(s for sheet in scores.sheets if (s := self._sheet(sheet)).rows),
            "adjustments": tuple(a for a in scores.adjustments if a.unit in self.units),
            "ballot": self._ballot(scores.ballot),
            "ranking": tuple(r for r in scores.ranking if r.unit in self.units),
            "proposals": tuple(p for p in scores.proposals if p.unit in self.units),
        }
        record = _with(scores, parts)
        if self.audience == "public":
            record = _without_kept_back(record, frozenset())
        return replace(entry, record=record)

    def _sheet(self, sheet: ScoreSheet) -> ScoreSheet:
        scorer = sheet.scorer if sheet.scorer in self.units else None
        rows = tuple(row for row in sheet.rows if row.unit in self.units)
        return _with(sheet, {"scorer": scorer, "rows": rows})

    def _ballot(self, ballot: Ballot | None) -> Ballot | None:
        if ballot is None:
            return None
        votes = tuple(vote for vote in ballot.votes if vote.unit in self.units)
        return _with(ballot, {"votes": votes})

    def _unit(self, unit: Unit) -> Unit:
        return _with(
            unit,
            {
                "parent": unit.parent if unit.parent in self.units else None,
                "predecessors": tuple(u for u in unit.predecessors if u in self.units),
                "successor": unit.successor if unit.successor in self.units else None,
            },
        )

    def _campaign(self, campaign: Campaign) -> Campaign:
        phases = tuple(
            p if p.commemoration in self.commemorations else _with(p, {"commemoration": None})
            for p in campaign.phases
        )
        clusters = tuple(c for c in campaign.clusters if c in self.clusters)
        return _with(campaign, {"clusters": clusters, "phases": phases})


def _with(record: R, update: Mapping[str, Any]) -> R:
    """A record with other values of some fields; itself, where they are what it has, as most are of which nothing is hidden.

    So the builds of one process know it again (`site_keys.KnownDigests`).
    """
    changed = {
        name: value for name, value in update.items() if not _is_same(getattr(record, name), value)
    }
    return record.model_copy(update=changed) if changed else record


def _is_same(one: object, other: object) -> bool:
    """Whether two values are one, or tuples of the same: what is equal may be written otherwise."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(operator.is_, one, other))
    return one is other


def _without_kept_back(record: R, names: frozenset[str]) -> R:
    """A record without what it and what it is part of keep back (`Record.kept_back`): its fields are as if nobody had written them.

    What no record is without stays: a record of which that is kept back is shown to nobody.
    """
    names |= record.kept_back
    update: dict[str, Any] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if name in names and not info.is_required():
            update[name] = info.get_default(call_default_factory=True)
        elif isinstance(value, Record):
            update[name] = _without_kept_back(value, names)
        elif isinstance(value, tuple):
            parts = (_without_kept_back(v, names) if isinstance(v, Record) else v for v in value)
            update[name] = tuple(parts)
    return _with(record, update)


def _without_ids(links: Mapping[str, str], hidden: HiddenAddresses) -> dict[str, str]:
    return {target: address for target, address in links.items() if address not in hidden}


REMOVED_LINK = "/-"
"""Stands in a text for the target of a link whose words alone are left; no page has this address."""


def _without_hidden_links(entry: EventEntry | PledgeEntry, hidden: HiddenAddresses) -> Body:
    """The body without the addresses it may not name: a text goes to feeds, search and open data as it is written."""
    body = entry.body
    gone = {li.position: li for li in body.links if hidden.is_named_by(li.target, entry.links)}
    if not gone:
        return body
    lines = body.text.split("\n")
    for _, link in sorted(gone.items(), reverse=True):
        number, column = link.position.line - body.first_line, link.position.column - 1
        line = lines[number]
        end = column + len(link.target)
        if line[column - 1 : column] == "<" and line[end : end + 1] == ">":
            # Within angles: nothing between those of a link with words, and the whole of one that is its own words.
            worded = re.search(r"(?:\]\(|\]:)\s*\Z", line[: column - 1])
            lines[number] = line[: column - 1] + (REMOVED_LINK if worded else "") + line[end + 1 :]
        else:
            lines[number] = line[:column] + REMOVED_LINK + line[end:]
    kept = tuple(link for link in body.links if link.position not in gone)
    return replace(body, text="\n".join(lines), links=kept)


def hidden_references(record: Record, site: Site) -> list[tuple[str, tuple[str | int, ...]]]:
    """Ids of internal records that a public record names, with their places in it."""
    shelves: dict[str, Mapping[str, RecordEntry[Record]]] = {
        "cluster": site.clusters,
        "unit": site.units,
        "commemoration": site.commemorations,
        "campaign": site.campaigns,
    }
    return [
        (ref.id, ref.loc)
        for ref in references(record)
        if ref.id in shelves[ref.kind] and not may_see(shelves[ref.kind][ref.id].record, "public")
    ]
