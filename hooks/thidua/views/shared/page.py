"""The base of every page, the context views are made in, and links, dates and sources as pages show them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from thidua.calendar.revision import EPOCH, VIETNAM, correction, last_revised
from thidua.campaign import addresses
from thidua.campaign.cluster_names import event_title, full_names
from thidua.campaign.parts import site_of_cluster, site_of_event, site_of_unit, with_less
from thidua.campaign.terms import clusters_by_number, participations, term_name
from thidua.campaign.units import owner_id
from thidua.dates import PartialDate, Span, short, span_short, span_words, words
from thidua.locale import phrase, strings
from thidua.publisher import Publisher
from thidua.text import fold, is_slug, join_words, typeset
from thidua.views.shared.marks import kind_marks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from thidua.campaign.site import (
        EventEntry,
        PledgeEntry,
        RecordEntry,
        ScoresEntry,
        Site,
        TermKey,
    )
    from thidua.campaign.terms import Participation
    from thidua.reading.base import Audience, BasisKind, Record, Source
    from thidua.reading.records import Term
    from thidua.share_picture import SharePicture


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the site; without an address, words only."""

    title: str
    address: str | None = None
    basis: str = ""
    """``suy ra``, ``phục dựng``: what the fact it stands for rests on; empty where a source states it."""


@dataclass(frozen=True, slots=True)
class BookLinks:
    """The two files of a year book."""

    label: str
    pdf: str
    epub: str


@dataclass(frozen=True, slots=True)
class TermEnd:
    """The last day of a term. Whether it is past is the reader's day to say; the content may have said so already."""

    iso: str
    told: bool
    """Whether the content speaks of a later day."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What the places of a cluster are called: ``Cụm trưởng``, or ``Trưởng khối`` of a *khối*."""

    lead: str
    deputy: str


@dataclass(frozen=True, slots=True)
class DateView:
    """A date or span, ready to be printed."""

    iso: str
    """For ``<time datetime>``: the first day at its precision, never more exact than known; empty where none is."""
    short: str
    words: str
    precision: str
    """``unknown``, ``year``, ``month``, ``day`` or ``span``; ``between`` and ``term`` for what no one date is known of."""
    year: int
    day: str = ""
    """Day of the month for a date block, two digits; empty when only month or year is known."""
    month: str = ""
    basis: str = ""
    """``suy ra``, ``phục dựng``; empty where a source states the date."""


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind of event."""

    key: str
    label: str
    mark: str
    """The shape that stands for it wherever events are shown: a key of ``labels.mark``."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as the foot of a page cites it."""

    title: str
    publisher: str
    url: str
    author: str
    published: str
    iso: str
    confidence: str
    """In words; empty where nobody judged or the source is to be trusted."""


@dataclass(frozen=True, slots=True)
class EventItem:
    """An event in a list."""

    title: str
    address: str
    date: DateView
    kinds: tuple[KindView, ...]
    summary: str
    clusters: tuple[Link, ...]
    place: str
    internal: bool


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photograph; the file is the original's path, which is not what is published."""

    file: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class ProseSource:
    """Markdown and its links, for whoever renders the page."""

    text: str
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()


class ListedPage(NamedTuple):
    """What must be known of a page before it is made: for menus, the sitemap and the search."""

    address: str
    title: str
    description: str
    source_path: str
    updated: str
    """ISO day, or empty."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has."""

    template: ClassVar[str]
    """Template below ``overrides/pages/``."""

    address: str
    title: str
    description: str
    lang: str = ""
    """The language of its words, where that is not the site's; else empty."""
    head_title: str = ""
    """What a browser's tab says, where another page bears the same title; else empty."""
    crumbs: tuple[Link, ...] = ()
    """From the home page down to the parent; the page itself is not among them."""
    source_path: str = ""
    """File an editor changes to change this page, relative to the project; empty for derived pages."""
    updated: dt.date | None = None
    """The day the content speaks of last, for the sitemap; never the day of the build."""
    prose: ProseSource | None = None
    json_ld: Mapping[str, Any] | None = None
    """What the page shows, in the words of schema.org; see `thidua.views.shared.sharing.structured_data`."""
    og_type: str = "website"
    published: str = ""
    """The day an article waited for; empty where nobody set one."""
    modified: str = ""
    """When its record was last revised, for an article; empty where nothing says so."""
    feeds: tuple[Link, ...] = ()
    correction: str = ""
    """What was wrong in the record and what stands now, as its editor tells readers; empty where nothing is told."""
    citation: str = ""
    """The sentence by which the page is cited, where it prints one of its own."""
    internal: bool = False
    picture: SharePicture | None = None
    """What links to the page show, where it has no photograph; None for the picture of the site."""

    @property
    def first_photo(self) -> PhotoView | None:
        """The photograph that stands for the page."""
        return None

    @property
    def listed(self) -> ListedPage:
        """What is known of the page where it is not shown."""
        updated = self.updated.isoformat() if self.updated else ""
        return ListedPage(self.address, self.title, self.description, self.source_path, updated)


_OF_ANY_PART = (
    *("ui", "labels", "cluster_names"),
    *("_unit_links", "_term_labels", "_event_titles", "_event_items"),
)
"""What a context says of a record, whatever else it knows: worked out once for all parts."""


@dataclass(frozen=True)
class Context:
    """What views are made from: the projected site and the language of its words."""

    site: Site
    audience: Audience = "public"
    site_name: str = ""
    site_url: str = ""
    directory_urls: bool = True
    """False where pages are opened from a folder: links then name ``index.html``."""
    lang: str = "vi"
    publisher: Publisher = Publisher()  # noqa: RUF009 frozen
    books: frozenset[str] = frozenset()
    """The year books built with the site, by name: ``cum-1/2024``, ``2024``."""
    whole: Context | None = None
    """Where `site` is a part of a site: the context of all of it, by whose days and names the part goes."""

    def of_cluster(self, cluster_id: str) -> Context:
        """A context that knows the events and pledges of one cluster alone: all that its pages may speak of."""
        return replace(self, site=site_of_cluster(self.site, cluster_id), whole=self)

    def of_event(self, event: EventEntry) -> Context:
        """A context that knows an event with its neighbours and pledges alone: all that its page may speak of."""
        return self._part(site_of_event(self.site, event))

    def of_unit(
        self, unit_id: str, events: Iterable[EventEntry], scores: Iterable[ScoresEntry]
    ) -> Context:
        """A context that knows what stands on the pages of one unit; ``events`` name it, and ``scores`` rank it."""
        return self._part(site_of_unit(self.site, unit_id, self.participations, events, scores))

    def without_days(self) -> Context:
        """A context that knows no commemoration and no campaign: for pledges, comparisons and scores of a part."""
        site = with_less(self.site, commemorations={}, campaigns={})
        return replace(self, site=site, whole=self.whole or self)

    def without_pledges(self) -> Context:
        """A context that knows no pledge and no scores: for what is made of events and registers."""
        return self._part(with_less(self.site, pledges={}, scores={}))

    def of_month(self, month: int) -> Context:
        """A context that knows the events of a month of any year: for what is made of them and of registers."""
        events = self.site.events_by_touched_month.get(month, ())
        return self._part(with_less(self.site, events=events, pledges={}, scores={}))

    def _part(self, site: Site) -> Context:
        part = replace(self, site=site, whole=self)
        for name in _OF_ANY_PART:
            part.__dict__[name] = getattr(self, name)
        return part

    def without_events(self) -> Context:
        """A context that knows no event: for what is made of pledges alone."""
        return replace(self, site=replace(self.site, events=()), whole=self)

    @cached_property
    def ui(self) -> dict[str, Any]:
        return strings(self.lang, "site")

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return self.site.sector.labels(self.lang)

    def label(self, group: str, key: str) -> str:
        """The words for a coded value; what an editor wrote out stands for itself."""
        return self.labels.get(f"{group}:{key}", key)

    def books_of_terms(self, keys: Iterable[TermKey]) -> tuple[BookLinks, ...]:
        """The year books of some terms, as far as they are built."""
        names = (("/".join(key), self.term_label(key)) for key in keys)
        return self._book_links(names)

    def books_of_years(self) -> tuple[BookLinks, ...]:
        """The books of whole years that are built, newest first."""
        years = sorted((name for name in self.books if "/" not in name), reverse=True)
        return self._book_links((year, typeset(f"{self.ui['year_word']} {year}")) for year in years)

    def _book_links(self, names: Iterable[tuple[str, str]]) -> tuple[BookLinks, ...]:
        return tuple(
            BookLinks(
                typeset(self.ui["book_link"].format(when=when)),
                addresses.book(name, "pdf"),
                addresses.book(name, "epub"),
            )
            for name, when in names
            if name in self.books
        )

    # --- links -------------------------------------------------------------------------------

    def from_root(self, address: str | None) -> str:
        """A page from the root of the site, as the link of a script leads to it; empty where there is none."""
        if not address:
            return ""
        return (address if self.directory_urls else addresses.file_of(address)).lstrip("/")

    def home(self) -> Link:
        return Link(self.ui["home"], addresses.HOME)

    def unit_link(self, unit_id: str, basis: BasisKind = "stated") -> Link:
        """A unit's name and page; text that is no id stands for itself."""
        found = self._unit_links.get((unit_id, basis))
        if found is None:
            found = self._unit_links[unit_id, basis] = self._unit_link(unit_id, basis)
        return found

    @cached_property
    def _unit_links(self) -> dict[tuple[str, BasisKind], Link]:
        return {}

    def _unit_link(self, unit_id: str, basis: BasisKind) -> Link:
        entry = self.site.units.get(unit_id)
        if entry is None:
            return Link("" if is_slug(unit_id) else typeset(unit_id))
        return Link(typeset(entry.record.name), addresses.unit(unit_id), self.basis(basis))

    def cluster_link(self, cluster_id: str) -> Link:
        return Link(self.cluster_name(cluster_id), addresses.cluster(cluster_id))

    def cluster_name(self, cluster_id: str) -> str:
        """The name of a cluster, with what tells it apart where another bears the same."""
        return typeset(self.cluster_names[cluster_id])

    def event_title(self, entry: EventEntry) -> str:
        """The title of an event where its clusters are not named beside it."""
        if entry.id not in self._event_titles:
            title = event_title(entry, self.site, self.cluster_names)
            self._event_titles[entry.id] = typeset(title)
        return self._event_titles[entry.id]

    @cached_property
    def _event_titles(self) -> dict[str, str]:
        return {}

    @cached_property
    def awaited(self) -> Mapping[str, Mapping[int, frozenset[str]]]:
        """The commemorations that events of a cluster look forward to, by the year they look to."""
        found: dict[str, dict[int, set[str]]] = {}
        for entry in self.site.events:
            for ref in entry.record.commemorations:
                for cluster in entry.clusters:
                    found.setdefault(cluster, {}).setdefault(ref.year, set()).add(ref.id)
        return {c: {y: frozenset(ids) for y, ids in years.items()} for c, years in found.items()}

    @cached_property
    def cluster_names(self) -> Mapping[str, str]:
        return self.whole.cluster_names if self.whole else full_names(self.site, self.lang)

    @cached_property
    def content_day(self) -> dt.date | None:
        """The day up to which the content is kept: the newest revision or dated source, else the newest event.

        An event announced for next month is no news of next month; one known by its year has no day.
        """
        if self.whole:
            return self.whole.content_day
        events = [entry.record for entry in self.site.events]
        others: tuple[Mapping[Any, RecordEntry[Any] | PledgeEntry], ...] = (
            self.site.clusters, self.site.units, self.site.commemorations, self.site.campaigns, self.site.pledges,
        )  # fmt: skip
        records = [entry.record for kind in others for entry in kind.values()]
        terms = [term for entry in self.site.clusters.values() for term in entry.record.terms]
        revised = [last_revised(record) for record in (*events, *records, *terms)]
        days = [moment.astimezone(VIETNAM).date() for moment in revised if moment > EPOCH]
        undated = [e.span for e in self.site.events if last_revised(e.record) == EPOCH]
        days += [span.last for span in undated if span.end and span.end.day]
        return max(days, default=None)

    @cached_property
    def clusters_by_number(self) -> Mapping[int, Mapping[str, Sequence[Term]]]:
        """Every number a cluster ever had, ascending: see `thidua.campaign.terms.clusters_by_number`."""
        return self.whole.clusters_by_number if self.whole else clusters_by_number(self.site)

    @cached_property
    def event_counts(self) -> Mapping[int, int]:
        """How many events each year has."""
        if self.whole:
            return self.whole.event_counts
        return {year: len(events) for year, events in self.site.events_by_year.items()}

    @cached_property
    def participations(self) -> Mapping[str, Sequence[Participation]]:
        """Every place each unit ever had in a cluster: see `thidua.campaign.terms.participations`."""
        return self.whole.participations if self.whole else participations(self.site)

    @property
    def can_compare(self) -> bool:
        """Whether there are two pledges, of whatever clusters."""
        return len((self.whole or self).site.pledges) > 1

    @cached_property
    def newest_day(self) -> PartialDate | None:
        """The last day of an event or signing, as far as it is known; None where the content has none."""
        if self.whole:
            return self.whole.newest_day
        days = [e.span.end or e.span.start for e in self.site.events]
        days += [p.record.signed_on for p in self.site.pledges.values() if p.record.signed_on]
        return max(days, default=None, key=lambda day: (day.last, day))

    def term_end(self, term: Term) -> TermEnd | None:
        """The last day of a term; None where its end is not known."""
        if term.to is None:
            return None
        last = term.to.last
        return TermEnd(last.isoformat(), self.content_day is not None and last < self.content_day)

    def term_link(self, key: TermKey) -> Link:
        return Link(self.term_label(key), addresses.term(*key))

    def term_label(self, key: TermKey) -> str:
        label = self._term_labels.get(key)
        if label is None:
            cluster, term = self.site.cluster(key.cluster), self.site.term(key)
            name = term_name(cluster, term, self.site.sector, self.lang)
            label = self._term_labels[key] = typeset(name)
        return label

    @cached_property
    def _term_labels(self) -> dict[TermKey, str]:
        return {}

    def role(self, cluster_id: str, role: str) -> str:
        """What a place is called: who leads a cluster named *Khối thi đua* is its *Trưởng khối*."""
        of_block = fold(self.site.cluster(cluster_id).name).startswith("khoi ")
        return str(self.ui.get(f"{role}_of_block" if of_block else role, self.ui[role]))

    def roles(self, cluster_id: str) -> Roles:
        return Roles(self.role(cluster_id, "lead"), self.role(cluster_id, "deputy"))

    def owner(self, owner: str) -> Link:
        return self.unit_link(owner_id(self.site, owner))

    def number_link(self, number: int) -> Link:
        """``số 1``, leading to the clusters that were ever of this number."""
        return Link(self.number(number), addresses.number(number))

    def number(self, number: int) -> str:
        return typeset(phrase(self.lang, "terms.number", number=number))

    def date(self, span: Span) -> DateView:
        """A span as pages print it."""
        return date_view(span, self.lang)

    def day(self, date: PartialDate) -> DateView:
        """A date as pages print it."""
        return date_view(Span(date, date), self.lang)

    def event_date(self, entry: EventEntry) -> DateView:
        """The date of an event and what it rests on."""
        basis = entry.record.basis
        words = self.basis(basis.date) if basis else ""
        date = self.date(entry.span)
        return replace(date, basis=words) if words else date

    def correction(self, record: Record) -> str:
        return typeset(correction(record, self.lang))

    def updated(self, record: Record, day: dt.date | None) -> dt.date | None:
        """The later of a day that a record speaks of and its last revision, for the sitemap."""
        moment = last_revised(record)
        revised = moment.astimezone(VIETNAM).date() if moment > EPOCH else None
        return max((known for known in (day, revised) if known), default=None)

    def modified(self, record: Record) -> str:
        """When a record was last revised, in the time of Vietnam; empty where nothing in it says so."""
        moment = last_revised(record)
        return moment.astimezone(VIETNAM).isoformat() if moment > EPOCH else ""

    def basis(self, kind: BasisKind) -> str:
        """``suy ra``, ``phục dựng``; nothing for what a source states."""
        return "" if kind == "stated" else self.label("basis", kind)

    def joined(self, parts: Iterable[str]) -> str:
        """``Hà Nội, Hải Phòng và Đà Nẵng``."""
        return join_words(parts, phrase(self.lang, "lists.last"))

    # --- parts -------------------------------------------------------------------------------

    def kinds(self, keys: Sequence[str]) -> tuple[KindView, ...]:
        return tuple(
            KindView(key, self.label("kind", key), mark)
            for key, mark in zip(keys, kind_marks(keys), strict=True)
        )

    def event_item(self, entry: EventEntry) -> EventItem:
        """The event for a list; one object, however many lists it is in."""
        if entry.id not in self._event_items:
            self._event_items[entry.id] = self._event_item(entry)
        return self._event_items[entry.id]

    @cached_property
    def _event_items(self) -> dict[str, EventItem]:
        return {}

    def _event_item(self, entry: EventEntry) -> EventItem:
        record = entry.record
        identified = record.basis.clusters if record.basis else "stated"
        return EventItem(
            title=typeset(record.title),
            address=entry.address,
            date=self.event_date(entry),
            kinds=self.kinds(record.kinds),
            summary=typeset(record.summary),
            clusters=tuple(
                replace(self.cluster_link(c), basis=self.basis(identified)) for c in entry.clusters
            ),
            place=typeset(record.place or ""),
            internal=record.audience == "internal",
        )

    def sources(self, sources: Iterable[Source]) -> tuple[SourceView, ...]:
        return tuple(self._source(source) for source in sources)

    def _source(self, source: Source) -> SourceView:
        doubted = source.confidence in {"medium", "low"}
        label = self.label("confidence", source.confidence or "")
        words = self.ui["source_confidence"].format(confidence=label) if doubted else ""
        return source_view(source, self.lang, words)


def more_link(ctx: Context, words: str, count: int, address: str) -> tuple[Link, ...]:
    """Where the others are of which a list shows only the nearest; nothing where it shows all."""
    return (Link(typeset(ctx.ui[words].format(count=count)), address),) if count > 0 else ()


@lru_cache(maxsize=16384)
def date_view(span: Span, lang: str) -> DateView:
    """A span as pages print it."""
    start = span.start
    single = span.is_single
    return DateView(
        iso="" if start.is_unknown else str(start),
        short=typeset(span_short(span, lang)),
        words=typeset(span_words(span, lang)),
        precision=start.precision if single else "span",
        year=start.year,
        day=f"{start.day:02d}" if start.day else "",
        # Months 1 and 2 are written with a zero, as in `thidua.dates.short`.
        month=(f"{start.month:02d}" if start.month < 3 else str(start.month))
        if start.month
        else "",
    )


def source_view(source: Source, lang: str, confidence: str) -> SourceView:
    """A source as the foot of a page cites it; ``confidence`` is how far it is to be trusted, in words."""
    published = ""
    if source.published:
        day, _, time = source.published.partition("T")
        published = short(PartialDate.parse(day), lang) + (f", {time}" if time else "")
    return SourceView(
        title=typeset(source.title),
        publisher=typeset(source.publisher or ""),
        url=source.url or "",
        author=source.author or "",
        published=typeset(published),
        confidence=typeset(confidence),
        iso=source.published or "",
    )


def newest_first(entries: Iterable[EventEntry]) -> list[EventEntry]:
    """Events in the one order of `thidua.campaign.chronology`, newest first."""
    return sorted(entries, key=lambda e: e.order, reverse=True)


def last_day(entries: Iterable[EventEntry]) -> dt.date | None:
    """The last day that events speak of; None where none of them is dated."""
    return max((e.span.last for e in entries if not e.span.start.is_unknown), default=None)


def full_url(ctx: Context, address: str) -> str | None:
    """The address of a page with its host; None where the host is not known."""
    return f"{ctx.site_url.rstrip('/')}{address}" if ctx.site_url else None


def translations(ctx: Context) -> dict[str, str]:
    """The languages of the pages that say the same in two, by address; empty for a site that is English itself."""
    return {} if ctx.lang == "en" else {addresses.HOME: ctx.lang, addresses.ENGLISH: "en"}


def print_foot(ctx: Context, address: str) -> str:
    """Where a printed page comes from and how new the content of its build was; a build has no clock."""
    url = full_url(ctx, address) or address
    parts = [ctx.ui["print_from"].format(site=ctx.site_name, url=url)]
    if ctx.newest_day:
        day = words(ctx.newest_day, ctx.lang, weekday=False)
        parts.append(ctx.ui["print_content_to"].format(day=day))
    return typeset(" ".join(parts))
