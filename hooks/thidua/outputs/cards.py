"""Search cards: what search knows of each page, and of each article of a pledge."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from thidua.calendar.anniversaries import Occurrence, edition_words, occurrences
from thidua.campaign import addresses
from thidua.campaign.cluster_names import full_names
from thidua.campaign.papers import (
    papers_of_campaign,
    papers_of_event,
    papers_of_pledge,
    papers_of_term,
)
from thidua.campaign.scores import ranks, scored_units
from thidua.campaign.site import TermKey
from thidua.campaign.terms import cluster_number, members_during, number_then, term_name
from thidua.campaign.units import all_predecessors, all_successors
from thidua.dates import PartialDate, Span, short
from thidua.locale import phrase
from thidua.outputs.plain_text import headings, plain
from thidua.pledges.anchors import article_anchor
from thidua.pledges.articles import split_body
from thidua.store.keys import key_of
from thidua.text import is_slug, join_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from thidua.campaign.papers import SitePaper
    from thidua.campaign.site import EventEntry, PledgeEntry, ScoresEntry, Site
    from thidua.campaign.site_keys import SiteKeys
    from thidua.reading.base import Basis, Source
    from thidua.reading.records import (
        Campaign,
        Cluster,
        Commemoration,
        Event,
        Official,
        Pledge,
        Term,
        Unit,
    )


CardType = Literal[
    "event", "cluster", "term", "pledge", "article", "unit", "commemoration", "campaign", "paper",
    "calendar", "list", "page",
]  # fmt: skip


Role = Literal[
    "cluster", "term", "host", "unit", "lead", "deputy", "member", "commemoration", "campaign"
]


WordRole = Literal["place", "person", "alias", "kin", "theme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing search can find."""

    type: CardType
    title: str
    address: str
    span: Span | None = None
    """When it was: decides the order among equals, and the facet of years."""
    years: tuple[int, ...] = ()
    order: dt.date | None = None
    """Where an event without a day stands among those with one; only to sort by."""
    note: str = ""
    """A few words that tell apart cards of the same title."""
    kinds: tuple[str, ...] = ()
    links: tuple[tuple[Role, str], ...] = ()
    """Other cards this one is about, by address."""
    words: tuple[tuple[WordRole, str], ...] = ()
    """Names that are no cards themselves."""
    text: str = ""
    """Plain text, a line a paragraph: the summary (or nothing) first, then what else the page says."""


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page that shows no record of its own: ``docs/*.md`` with its Markdown, or a list of the site with what it says of itself."""

    title: str
    address: str
    text: str
    by_hand: bool = True


__all__ = ["Card", "KeptCards", "WrittenPage", "cards"]


class KeptCards:
    """Cards of a process that builds many times, by what they are made from."""

    def __init__(self) -> None:
        self._cards: dict[_Key, tuple[Card, ...]] = {}
        self._before: dict[_Key, tuple[Card, ...]] = {}

    def begin(self) -> None:
        """Begin a build: what the one before it did not ask for is forgotten."""
        self._before, self._cards = self._cards, {}

    def once(self, key: _Key, make: Callable[[], Iterable[Card]]) -> tuple[Card, ...]:
        """What ``make`` gives, or gave for the same key."""
        found = self._before.get(key) or tuple(make())
        self._cards[key] = found
        return found


_Key = tuple[bytes, ...]


def cards(
    site: Site,
    lang: str,
    pages: Iterable[WrittenPage] = (),
    kept: KeptCards | None = None,
    keys: SiteKeys | None = None,
) -> list[Card]:
    """Every card of the site; the same site gives the same list.

    ``kept`` are those of the builds before, of a site with the same settings; what makes them known are ``keys``.
    """
    found: list[Card] = []
    if kept and keys:
        kept.begin()
        registers = key_of(keys.registers, lang)
        for place, make in _of_records(site, lang):
            found += kept.once((registers, *place(keys)), make)
    else:
        for _, make in _of_records(site, lang):
            found += make()
    found += _of_papers(site, lang)
    found += _of_pages(site, pages, {card.address.partition("#")[0] for card in found})
    return found


_Place = Callable[["SiteKeys"], _Key]
"""By which of a site's keys cards are kept, beside that of its registers."""


def _of_records(site: Site, lang: str) -> Iterator[tuple[_Place, Callable[[], Iterable[Card]]]]:
    """What makes the cards of the registers, of each pledge, of the scores of each term and of each event."""
    yield (lambda _: ()), partial(_of_registers, site, lang)
    for key, pledge in site.pledges.items():
        yield partial(_place_of_pledge, key), partial(_pledge, site, pledge)
    for key, scores in site.scores.items():
        yield partial(_place_of_scores, key), partial(_scores, site, scores, lang)
    members = _MembersOnDay(site)
    for event in site.events:
        yield partial(_place_of_event, event.address), partial(_event, event, members, lang)


def _place_of_pledge(key: TermKey, keys: SiteKeys) -> _Key:
    return keys.pledges[key], keys.pledge_texts[key]


def _place_of_scores(key: TermKey, keys: SiteKeys) -> _Key:
    return (keys.scores[key],)


def _place_of_event(address: str, keys: SiteKeys) -> _Key:
    return keys.events[address], keys.event_texts[address]


def _of_papers(site: Site, lang: str) -> Iterator[Card]:
    """A card for each paper that is a file of the site, and one for each of its pages that has words."""
    for event in site.events:
        links: list[tuple[Role, str]] = [("term", addresses.term(*key)) for key in event.terms]
        links += [("cluster", addresses.cluster(c)) for c in event.clusters]
        yield from _papers(site, papers_of_event(site, event), links, lang)
    for key, pledge in site.pledges.items():
        yield from _papers(site, papers_of_pledge(site, pledge), _of_term(key), lang)
    for cluster, terms in site.terms_in_order.items():
        for term in terms:
            key = TermKey(cluster, term.term)
            yield from _papers(site, papers_of_term(site, key), _of_term(key), lang)
    for id_ in site.campaigns:
        own: list[tuple[Role, str]] = [("campaign", addresses.campaign(id_))]
        yield from _papers(site, papers_of_campaign(site, id_), own, lang)


def _of_term(key: TermKey) -> list[tuple[Role, str]]:
    return [("term", addresses.term(*key)), ("cluster", addresses.cluster(key.cluster))]


def _papers(
    site: Site, papers: Iterable[SitePaper], links: Iterable[tuple[Role, str]], lang: str
) -> Iterator[Card]:
    labels = site.sector.labels(lang)
    for one in papers:
        paper, facts = one.paper, one.facts
        if facts is None:
            continue
        span = Span(paper.date, paper.date) if paper.date else None
        card = Card(
            type="paper",
            title=paper.title,
            address=one.address,
            span=span,
            years=_years(span) if span else (),
            note=" ".join(filter(None, (labels[f"paper:{paper.kind}"], paper.number))),
            links=tuple(links),
            words=(("person", paper.signed_by),) if paper.signed_by else (),
            text=_lines(None, paper.number),
        )
        yield card
        for number, text in enumerate(facts.pages, 1):
            if text:
                yield replace(
                    card,
                    title=phrase(lang, "site.paper_page", number=number),
                    address=f"{one.address}#page={number}",
                    note=paper.title,
                    words=(),
                    text=_lines(None, text),
                )


def _named_papers(record: Event | Term | Pledge | Campaign) -> Iterator[str]:
    """Papers by title and number, for the card of their record."""
    for paper in record.documents:
        yield " ".join(filter(None, (paper.title, paper.number)))


def _of_pages(site: Site, pages: Iterable[WrittenPage], known: AbstractSet[str]) -> Iterator[Card]:
    """Cards of the pages that no record has: hand-written ones, calendars, lists."""
    of_months = _CommemorationsByMonth(site)
    for page in pages:
        if page.address in known or page.address in _NOT_FOUND:
            continue
        if page.by_hand:
            yield _page(page)
        elif found := _OF_CALENDAR.fullmatch(page.address):
            yield _calendar(page, int(found[1]), int(found[2] or 0), of_months)
        else:
            yield Card(type="list", title=page.title, address=page.address, text=page.text)


_NOT_FOUND = frozenset({"/", addresses.SEARCH})
_OF_CALENDAR = re.compile(rf"{addresses.CALENDAR}([0-9]{{4}})/(?:([0-9]{{2}})/)?")


def _calendar(page: WrittenPage, year: int, month: int, of_months: _CommemorationsByMonth) -> Card:
    """A year or a month; who looks for ``Tết 2026`` wants the month it is in.

    What it says of itself is the same for all of them, and is no text to be searched.
    """
    day = PartialDate(year, month or None)
    kept = of_months.addresses(year, month) if month else ()
    return Card(
        type="calendar",
        title=page.title,
        address=page.address,
        span=Span(day, day),
        links=tuple(("commemoration", address) for address in kept),
    )


class _CommemorationsByMonth:
    """Which commemorations fall into a month, worked out once a year."""

    def __init__(self, site: Site) -> None:
        self._records = [entry.record for entry in site.commemorations.values()]
        self._years: dict[int, list[Occurrence]] = {}

    def addresses(self, year: int, month: int) -> Iterator[str]:
        if year not in self._years:
            self._years[year] = occurrences(self._records, year, year)
        window = Span(PartialDate(year, month), PartialDate(year, month))
        for occurring in self._years[year]:
            if occurring.span.overlaps(window):
                yield addresses.commemoration(occurring.commemoration)


def _of_registers(site: Site, lang: str) -> Iterator[Card]:
    names = full_names(site, lang)
    for id_, cluster in site.clusters.items():
        yield _cluster(site, id_, names[id_], lang)
        for term in cluster.record.terms:
            yield _term(site, TermKey(id_, term.term), names[id_], term, lang)
    for id_, unit in site.units.items():
        yield _unit(site, id_, unit.record, lang)
    for id_, commemoration in site.commemorations.items():
        yield _commemoration(id_, commemoration.record, lang)
    for id_, campaign in site.campaigns.items():
        yield _campaign(id_, campaign.record)


def _page(page: WrittenPage) -> Card:
    return Card(
        type="page",
        title=page.title,
        address=page.address,
        words=tuple(("theme", heading) for heading in headings(page.text)),
        text=plain(page.text),
    )


class _MembersOnDay:
    """Members of terms on a day; terms without changes within them are worked out once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.steady: dict[TermKey, tuple[str, ...] | None] = {}

    def on_day_of(self, event: EventEntry) -> Iterator[str]:
        for term_key in event.terms:
            if term_key not in self.steady:
                members = self.site.term(term_key).members
                changes = any(m.from_ or m.to for m in members)
                self.steady[term_key] = None if changes else tuple(m.unit for m in members)
            steady = self.steady[term_key]
            if steady is None:
                term = self.site.term(term_key)
                steady = tuple(unit for unit, _ in members_during(term, event.span))
            yield from steady


def _basis_note(basis: Basis | None, lang: str) -> str:
    """``ngày suy ra``, where no source states the day."""
    if basis is None or basis.date == "stated":
        return ""
    return phrase(lang, f"search.date:{basis.date}")


def _event(entry: EventEntry, members: _MembersOnDay, lang: str) -> Iterator[Card]:
    event = entry.record
    links: list[tuple[Role, str]] = [("term", addresses.term(*key)) for key in entry.terms]
    links += [("cluster", addresses.cluster(c)) for c in entry.clusters]
    if event.host:
        links.append(("host", addresses.unit(event.host)))
    links += [("unit", addresses.unit(u)) for u in event.units]
    links += [("unit", addresses.unit(to)) for a in event.awards for to in a.to if is_slug(to)]
    links += [("member", addresses.unit(u)) for u in members.on_day_of(entry)]
    links += [("commemoration", addresses.commemoration(c.id)) for c in event.commemorations]
    links += [("campaign", addresses.campaign(c)) for c in event.campaigns]
    words: list[tuple[WordRole, str]] = [("place", event.place)] if event.place else []
    words += [("person", _ranked_name(o)) for o in event.officials]
    yield Card(
        type="event",
        title=event.title,
        address=entry.address,
        span=None if entry.span.start.is_unknown else entry.span,
        order=None if entry.span.start.day else entry.order[0],
        years=() if entry.span.start.is_unknown else _years(entry.span),
        note=_basis_note(event.basis, lang),
        kinds=event.kinds,
        links=tuple(dict.fromkeys(links)),
        words=tuple(words),
        text=_lines(
            event.summary,
            plain(entry.body.text),
            *(o.post for o in event.officials),
            *(" ".join(filter(None, (f.label, f.value, f.unit))) for f in event.figures),
            *(" ".join(filter(None, (a.title, a.decision))) for a in event.awards),
            *(to for a in event.awards for to in a.to if not is_slug(to)),
            *(f"{p.caption} {p.credit}" for p in event.photos),
            *_named_papers(event),
            *_sources(event.sources),
        ),
    )


def _ranked_name(official: Official) -> str:
    return f"{official.rank} {official.name}" if official.rank else official.name


def _cluster(site: Site, cluster_id: str, name: str, lang: str) -> Card:
    cluster = site.cluster(cluster_id)
    numbers = dict.fromkeys(cluster_number(cluster, term) for term in cluster.terms)
    named = [
        phrase(lang, key, number=n)
        for n in numbers
        if n is not None
        for key in ("search.cluster_number", "search.cluster_number_short")
    ]
    words: list[tuple[WordRole, str]] = [("alias", name) for name in (*cluster.aliases, *named)]
    if block := site.sector.labels(lang).get(f"block:{cluster.block}"):
        words.append(("theme", block))
    return Card(
        type="cluster",
        title=name,
        address=addresses.cluster(cluster_id),
        links=(("unit", addresses.unit(cluster.owner)),) if is_slug(cluster.owner) else (),
        words=tuple(words),
        text=_lines(cluster.summary, *_founding(cluster), *_sources(cluster.sources)),
    )


def _founding(cluster: Cluster) -> Iterator[str]:
    """The decision that set a cluster up: readers look for its number and who signed it."""
    if cluster.founding:
        yield ", ".join(filter(None, (cluster.founding.number, cluster.founding.signed_by)))


def _term(site: Site, key: TermKey, name: str, term: Term, lang: str) -> Card:
    cluster = site.cluster(key.cluster)
    posts = ((phrase(lang, "site.lead"), term.lead), (phrase(lang, "site.deputy"), term.deputy))
    links: list[tuple[Role, str]] = [("cluster", addresses.cluster(key.cluster))]
    if term.lead:
        links.append(("lead", addresses.unit(term.lead.unit)))
    if term.deputy:
        links.append(("deputy", addresses.unit(term.deputy.unit)))
    links += [("member", addresses.unit(m.unit)) for m in term.members]
    number = cluster_number(cluster, term)
    span = Span(term.from_, term.to)
    return Card(
        type="term",
        title=f"{name}, {term_name(cluster, term, site.sector, lang)}{number_then(cluster, term, lang)}",
        address=addresses.term(*key),
        span=span,
        years=_years(span),
        links=tuple(dict.fromkeys(links)),
        words=(
            *(
                (("alias", phrase(lang, "search.cluster_number", number=number)),)
                if number not in {None, cluster.number}
                else ()
            ),
            *(("theme", post) for post, held in posts if held),
        ),
        text=_lines(
            term.summary,
            *(f"{post}: {site.unit(held.unit).name}." for post, held in posts if held),
            *_named_papers(term),
            *_sources(term.sources),
        ),
    )


def _unit(site: Site, unit_id: str, unit: Unit, lang: str) -> Card:
    older = [site.unit(u).name for u in all_predecessors(site, unit_id)]
    newer = [site.unit(u).name for u in all_successors(site, unit_id)]
    own = filter(None, (unit.short, *unit.aliases))
    kin = [
        phrase(lang, key, names=join_words(dict.fromkeys(names), phrase(lang, "lists.last")))
        for key, names in (("search.successors", newer), ("search.predecessors", older))
        if names
    ]
    return Card(
        type="unit",
        title=unit.name,
        address=addresses.unit(unit_id),
        span=Span(unit.from_, unit.to) if unit.from_ else None,
        note=_lifetime(unit, lang),
        words=(
            *(("alias", name) for name in dict.fromkeys(own)),
            *(("kin", name) for name in dict.fromkeys((*older, *newer)) if name != unit.name),
        ),
        text=_lines(
            *(kin or ("",)),
            *_sources(unit.sources),
        ),
    )


def _lifetime(unit: Unit, lang: str) -> str:
    if unit.from_ and unit.to:
        first, last = short(unit.from_, lang), short(unit.to, lang)
        return phrase(lang, "search.lifetime", first=first, last=last)
    if unit.from_:
        return phrase(lang, "dates.since", date=short(unit.from_, lang))
    return phrase(lang, "dates.until", date=short(unit.to, lang)) if unit.to else ""


def _pledge(site: Site, entry: PledgeEntry) -> Iterator[Card]:
    pledge = entry.record
    split = split_body(entry.body)
    span = Span(pledge.signed_on, pledge.signed_on) if pledge.signed_on else None
    term = site.term(entry.key)
    where: tuple[tuple[Role, str], ...] = (
        ("cluster", addresses.cluster(entry.key.cluster)),
        ("term", addresses.term(*entry.key)),
    )
    people = (" ".join(filter(None, (s.rank, s.name))) for s in pledge.signatories if s.name)
    years = _years(span or Span(term.from_, term.to))
    yield Card(
        type="pledge",
        title=pledge.title,
        address=entry.address,
        span=span,
        years=years,
        links=(*where, *(("unit", addresses.unit(s.unit)) for s in pledge.signatories)),
        words=(
            *((("theme", pledge.slogan),) if pledge.slogan else ()),
            *(("person", name) for name in dict.fromkeys(people)),
        ),
        text=_lines(
            plain(split.preamble),
            *pledge.bases,
            *(s.post for s in pledge.signatories),
            *(" ".join(filter(None, (t.text, t.value, t.unit))) for t in pledge.targets),
            *_named_papers(pledge),
            *_sources(pledge.sources),
        ),
    )
    for article in split.articles:
        yield Card(
            type="article",
            title=f"{article.number} {article.title}" if article.number else article.title,
            address=f"{entry.address}#{article_anchor(article.id)}",
            span=span,
            years=years,
            note=pledge.title,
            links=where,
            words=(("theme", pledge.title),),
            text=plain(article.text),
        )


def _scores(site: Site, entry: ScoresEntry, lang: str) -> Iterator[Card]:
    """The scores of a term: found by the units that are ranked and by what they were scored for."""
    scores, key = entry.record, entry.key
    cluster, term = site.cluster(key.cluster), site.term(key)
    units = scored_units(scores)
    yield Card(
        type="list",
        title=phrase(lang, "site.scores_title", term=term_name(cluster, term, site.sector, lang)),
        address=entry.address,
        years=_years(Span(term.from_, term.to)),
        note=cluster.name,
        links=(*_of_term(key), *(("unit", addresses.unit(unit)) for unit in units)),
        words=(("theme", phrase(lang, "search.scores")),),
        text=_lines(
            None,
            *(f"{place}. {site.unit(unit).name}" for unit, place in ranks(scores).items()),
            *(criterion.text for criterion in scores.criteria),
            *_sources(scores.sources),
        ),
    )


def _commemoration(commemoration_id: str, commemoration: Commemoration, lang: str) -> Card:
    names = (*commemoration.aliases, *(n.name for n in commemoration.names))
    editions = (edition_words(e, lang) for e in commemoration.editions)
    own = dict.fromkeys(names)
    days: list[str] = []
    if commemoration.month and commemoration.day:
        days.append(f"{commemoration.day}/{commemoration.month}")
    if commemoration.origin:
        days.append(short(commemoration.origin, lang))
    if commemoration.lunar:
        lunar = commemoration.lunar
        days.append(phrase(lang, "search.lunar_day", day=lunar.day, month=lunar.month))
    return Card(
        type="commemoration",
        title=commemoration.name,
        address=addresses.commemoration(commemoration_id),
        note=days[0] if days else "",
        words=(
            *(("alias", name) for name in own if name != commemoration.name),
            *(("theme", day) for day in dict.fromkeys(days)),
        ),
        text=_lines(
            commemoration.summary,
            commemoration.recognised_by,
            *(" ".join(filter(None, (commemoration.name, e))) for e in editions),
            *_sources(commemoration.sources),
        ),
    )


def _campaign(campaign_id: str, campaign: Campaign) -> Card:
    first = campaign.phases[0] if campaign.phases else None
    span = Span(first.from_, campaign.phases[-1].to) if first else None
    links: list[tuple[Role, str]] = [
        ("commemoration", addresses.commemoration(p.commemoration))
        for p in campaign.phases
        if p.commemoration
    ]
    links += [("cluster", addresses.cluster(c)) for c in campaign.clusters]
    return Card(
        type="campaign",
        title=campaign.name,
        address=addresses.campaign(campaign_id),
        span=span,
        years=_years(span) if span else (),
        links=tuple(dict.fromkeys(links)),
        words=(
            *(("alias", name) for name in campaign.aliases),
            *(("theme", t) for t in (campaign.slogan, *(p.theme for p in campaign.phases)) if t),
        ),
        text=_lines(campaign.summary, *_named_papers(campaign), *_sources(campaign.sources)),
    )


def _lines(lead: str | None, *parts: str | None) -> str:
    """A text; its first line is the lead, left empty when there is none."""
    return "\n".join((lead or "", *(part for part in dict.fromkeys(parts) if part)))


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    """Headlines and authors: readers look for what they read in the paper."""
    for source in sources:
        yield ", ".join(filter(None, (source.title, source.publisher, source.author)))


def _years(span: Span) -> tuple[int, ...]:
    last = span.end.year if span.end else span.start.year
    return tuple(range(span.start.year, max(last, span.start.year) + 1))
