"""What stands in a year book, as records: made of the projected site, so that a book holds what its audience may see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from thidua import prose
from thidua.book.nodes import Node, facts, joined, node, paragraph, prose_nodes, table
from thidua.campaign.scores import in_order_of_rank
from thidua.campaign.site import TermKey
from thidua.campaign.terms import terms_during
from thidua.dates import PartialDate, Span, words
from thidua.locale import CONTENT, phrase
from thidua.text import collation_key, person_key, typeset
from thidua.views.clusters.terms import TermPage, term_page
from thidua.views.events import EventPage, event_page
from thidua.views.pledges.pledge import PledgePage, pledge_page
from thidua.views.shared.clusters import block_order, cluster_order
from thidua.views.shared.events import photo_views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thidua.book.nodes import Part, Words
    from thidua.campaign.site import EventEntry, PledgeEntry, ScoresEntry, Site
    from thidua.views.pledges.results import ResultsView
    from thidua.views.shared.clusters import LeaderView
    from thidua.views.shared.events import AwardView
    from thidua.views.shared.page import Context, ProseSource, SourceView
    from thidua.views.shared.papers import PaperView

_YEAR = re.compile(r"[0-9]{4}")
_TERM = re.compile(r"([a-z0-9-]+)/([a-z0-9-]+)")
Names: TypeAlias = "dict[str, dict[str, tuple[str, str]]]"
"""Names → sections in which they stand → the place of the first time there, and words for the section."""


@dataclass(frozen=True, slots=True)
class BookKey:
    """Of what a book is: a term of a cluster, or a whole year."""

    term: TermKey | None = None
    year: int = 0

    @property
    def name(self) -> str:
        """``cum-1/2024`` or ``2024``: as ``books:`` names it, and the last parts of its address."""
        return "/".join(self.term) if self.term else f"{self.year:04d}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as the site publishes it."""

    name: str
    """``<hash>-800.jpg``: the name tells the content."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a book."""

    id: str
    title: str
    nodes: tuple[Node, ...]
    begins_page: bool = False

    def heading(self) -> Node:
        return node("h1", self.title, **{"id": self.id, "class": "page" * self.begins_page})


@dataclass(frozen=True, slots=True)
class Book:
    """A year book, ready to be set."""

    key: BookKey
    lang: str
    title: str
    """``Kỷ yếu năm 2024 – Cụm thi đua số 1``, as catalogues name it."""
    over: str
    """Above the name on the cover: who the cluster belongs to."""
    name: str
    when: str
    publisher: str
    note: str
    """Behind the cover: where it comes from and how new its content is."""
    modified: str
    """The day up to which the content is kept."""
    chapters: tuple[Chapter, ...]

    def pictures(self) -> tuple[str, ...]:
        """The names of its photographs, each once, in the order of the book."""
        found = (
            part.get("src")
            for chapter in self.chapters
            for top in chapter.nodes
            for part in top.within()
            if part.tag == "img"
        )
        return tuple(dict.fromkeys(found))

    def data(self) -> dict[str, object]:
        """Everything the writers read, as JSON has it."""
        return {
            "lang": self.lang,
            "title": self.title,
            "over": self.over,
            "name": self.name,
            "when": self.when,
            "publisher": self.publisher,
            "note": self.note,
            "modified": self.modified,
            "words": {
                "book": phrase(self.lang, "book.title"),
                "contents": phrase(self.lang, "book.contents"),
                "page": phrase(self.lang, "book.page"),
            },
            "chapters": [
                [chapter.heading().data(), *(part.data() for part in chapter.nodes)]
                for chapter in self.chapters
            ],
        }


def is_book_name(name: str) -> bool:
    """Whether a text names a book: ``<cluster>/<term>`` or a year."""
    return bool(_YEAR.fullmatch(name) or _TERM.fullmatch(name))


def find_book(site: Site, name: str) -> BookKey | None:
    """The book of a name; None where the site has no such term, or nothing of such a year."""
    if _YEAR.fullmatch(name):
        return BookKey(year=int(name)) if terms_of_year(site, int(name)) else None
    match = _TERM.fullmatch(name)
    if match is None or TermKey(*match.groups()) not in site.term_places:
        return None
    return BookKey(TermKey(*match.groups()))


def book_names(site: Site) -> list[str]:
    """The names of all books there could be."""
    keys = list(site.term_places)
    years = {str(site.term(key).from_.year) for key in keys}
    return sorted({*("/".join(key) for key in keys), *years})


def terms_of_year(site: Site, year: int) -> list[TermKey]:
    """The terms that hold on some day of a year, by cluster."""
    day = PartialDate(year)
    return [
        TermKey(id_, term.term)
        for id_, entry in site.clusters.items()
        for term in terms_during(entry.record, Span(day, day))
        if not term.span.start.is_unknown
    ]


def book_of(ctx: Context, key: BookKey, pictures: Mapping[str, Picture]) -> Book:
    """The book of a term or a year; ``pictures`` by the paths of the originals."""
    builder = _Builder(ctx, pictures)
    chapters = [*(builder.term(key.term) if key.term else builder.year(key.year))]
    chapters += builder.closing()
    if key.term:
        cluster = ctx.site.cluster(key.term.cluster)
        name, when = ctx.cluster_name(key.term.cluster), ctx.term_label(key.term)
        over = ctx.owner(cluster.owner).title
    else:
        name, over = phrase(ctx.lang, "book.all_clusters"), ctx.site_name
        when = typeset(f"{ctx.ui['year_word']} {key.year}")
    day = ctx.content_day
    note = phrase(ctx.lang, "book.made_from", site=ctx.site_name)
    if day:
        shown = words(PartialDate.of(day), ctx.lang, weekday=False)
        note = f"{note} {phrase(ctx.lang, 'book.content_to', day=shown)}"
    return Book(
        key=key,
        lang=ctx.lang,
        title=typeset(phrase(ctx.lang, "book.full_title", name=name, when=when)),
        over=over,
        name=name,
        when=when,
        publisher=typeset(ctx.publisher.name or ctx.site_name),
        note=typeset(note),
        modified=day.isoformat() if day else "2000-01-01",
        chapters=tuple(chapters),
    )


@dataclass
class _Builder:
    """The parts of one book, and what its index and list of sources gather on the way."""

    ctx: Context
    pictures: Mapping[str, Picture]
    units: Names = field(default_factory=dict)
    people: Names = field(default_factory=dict)
    cited: dict[SourceView, None] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    """Events that stand in the book already."""
    places: int = 0
    """Names that the index leads to."""

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue."""
        return typeset(phrase(self.ctx.lang, key, **values))

    # --- chapters ----------------------------------------------------------------------------

    def term(self, key: TermKey) -> Iterator[Chapter]:
        """The chapters of the book of one term."""
        long = {_anchor(section, key) for section in ("thanh-vien", "giao-uoc")}
        for id_, title, nodes in self.sections(key, 1):
            yield Chapter(id_, title, nodes, begins_page=id_ in long)

    def year(self, year: int) -> Iterator[Chapter]:
        """A chapter for each block, the clusters in their order."""
        ctx = self.ctx
        blocks: dict[str, list[TermKey]] = {}
        for key in terms_of_year(ctx.site, year):
            blocks.setdefault(ctx.site.cluster(key.cluster).block, []).append(key)
        for block in sorted(blocks, key=lambda b: block_order(ctx, b)):
            nodes: list[Node] = []
            for key in sorted(blocks[block], key=lambda k: cluster_order(ctx, k.cluster)):
                name = f"{ctx.cluster_name(key.cluster)}, {ctx.term_label(key)}"
                nodes.append(node("h2", name, id=_anchor("cum", key)))
                for id_, title, inner in self.sections(key, 3):
                    nodes += [node("h3", title, id=id_), *inner]
            yield Chapter(
                f"khoi-{block}", ctx.label("block", block), tuple(nodes), begins_page=True
            )

    def closing(self) -> Iterator[Chapter]:
        """Sources and the index, which gather what stands before them."""
        if self.cited:
            rows = [node("li", *self.citation(source)) for source in self.cited]
            nodes = (node("ol", *rows, **{"class": "sources"}),)
            yield Chapter("nguon", self.ctx.ui["sources"], nodes)
        index: list[Node] = []
        for title, names, order in (
            (self.say("book.people"), self.people, person_key),
            (self.say("book.units"), self.units, collation_key),
        ):
            if names:
                entries = [
                    node(
                        "li",
                        name,
                        *(node("see", words, to=to) for to, words in names[name].values()),
                    )
                    for name in sorted(names, key=order)
                ]
                index += [
                    node("h2", title, id=f"bang-tra-{len(index)}"),
                    node("index", *entries),
                ]
        if index:
            yield Chapter("bang-tra", self.say("book.index"), tuple(index), begins_page=True)

    # --- sections of a term ------------------------------------------------------------------

    def sections(self, key: TermKey, level: int) -> Iterator[tuple[str, str, tuple[Node, ...]]]:
        """Id, title and parts of each section of a term; headings inside begin below ``level``."""
        ctx, page = self.ctx, term_page(self.ctx, key)
        events = ctx.site.events_by_term.get(key, ())
        pledge = ctx.site.pledges.get(key)
        self.cite(page.sources)
        yield _anchor("thanh-vien", key), self.members_title(page), self.members(key, page)
        if level == 1 and page.entries:
            rows = ((e.date.short, e.title if not e.detail else f"{e.title}. {e.detail}") for e in page.entries)  # fmt: skip
            heads = (self.say("book.when"), self.say("book.what"))
            yield _anchor("dien-bien", key), ctx.ui["chronicle"], (*table("28mm 1fr", heads, rows),)
        anchor = _anchor("giao-uoc", key)
        if pledge:
            view = pledge_page(ctx, pledge)
            yield anchor, ctx.ui["pledge"], (*self.pledge(anchor, view, level + 1),)
            if view.results:
                yield _anchor("ket-qua", key), self.say("book.results"), (*self.results(view.results, level + 1, key),)  # fmt: skip
        elif level == 1:
            yield anchor, ctx.ui["pledge"], (*paragraph(self.say("book.no_pledge"), "quiet"),)
        if (scores := ctx.site.scores.get(key)) and scores.record.ranking:
            yield _anchor("xep-hang", key), self.say("book.ranking"), (*self.ranking(scores),)
        awards = (*self.awards(key, page, level + 1),)
        if awards or level == 1:
            none = (*paragraph(self.say("book.no_awards"), "quiet"),)
            yield _anchor("khen-thuong", key), ctx.ui["awards"], awards or none
        if events:
            told = (part for event in events for part in self.event(event, level + 1))
            yield _anchor("su-kien", key), ctx.ui["events"], (*told,)
        yield from self.registers(key, events, pledge)

    def registers(
        self, key: TermKey, events: Iterable[EventEntry], pledge: PledgeEntry | None
    ) -> Iterator[tuple[str, str, tuple[Node, ...]]]:
        """The papers and the commemorations of a term, where there are any."""
        ctx = self.ctx
        pages = [event_page(ctx, event) for event in events]
        papers = [*term_page(ctx, key).papers, *(paper for page in pages for paper in page.papers)]
        papers += pledge_page(ctx, pledge).papers if pledge else ()
        rows = [self.paper(paper) for paper in dict.fromkeys(papers)]
        if rows:
            heads = (self.say("book.paper"), self.say("book.number"), self.say("book.day"))
            yield (
                _anchor("tai-lieu", key),
                ctx.ui["papers"],
                (*table("1fr 30mm 24mm", heads, rows),),
            )
        days = dict.fromkeys(
            (day.commemoration.title, day.note) for page in pages for day in page.looking_forward
        )
        if days:
            items = (node("li", f"{name}: {note}") for name, note in days)
            yield _anchor("ky-niem", key), ctx.ui["commemorations"], (node("ul", *items),)

    def members(self, key: TermKey, page: TermPage) -> tuple[Node, ...]:
        """Who was in the cluster and who led it."""
        anchor, label = _anchor("thanh-vien", key), self.members_title(page)
        rows = [
            (self.say("book.term"), page.span),
            (page.roles.lead, self.leader(page.lead, anchor, label)),
            (page.roles.deputy, self.leader(page.deputy, anchor, label)),
        ]
        nodes = [*paragraph(page.summary, "lead"), *facts(rows), *paragraph(page.members_as_told)]
        for stretch in page.stretches:
            nodes += paragraph(" ".join(filter(None, (stretch.span, stretch.basis))), "over")
            items = []
            for member in stretch.members:
                unit = self.mention(self.units, member.unit.title, anchor, label)
                said = joined((_bracketed(member.unit.basis), _bracketed(member.role)), " ")
                items.append(node("li", *joined((unit, said), " ")))
            nodes.append(node("ul", *items))
        return (*nodes, *paragraph(page.basis_note, "note"))

    def members_title(self, page: TermPage) -> str:
        return self.say("book.members", lead=page.roles.lead)

    def leader(self, leader: LeaderView | None, anchor: str, label: str) -> Words:
        if leader is None:
            return str(self.ctx.ui["unknown"])
        unit = self.mention(self.units, leader.unit.title, anchor, label)
        named = joined((unit, _bracketed(leader.unit.basis)), " ")
        return joined((named, leader.how or "", leader.span or ""), ", ")

    def pledge(self, anchor: str, view: PledgePage, level: int) -> Iterator[Node]:
        """The pledge as it reads: head, articles with their targets, signatures."""
        signed = view.signed_on.words if view.signed_on else self.ctx.ui["pledge_signed_unknown"]
        yield from paragraph(view.title, "lead")
        yield from paragraph(", ".join(filter(None, (view.place, signed))), "over")
        yield from paragraph(view.notice, "note")
        yield from paragraph(view.slogan, "slogan")
        for base in view.bases:
            yield from paragraph(base)
        yield from self.prose(view.preamble, level)
        for number, article in enumerate(view.articles):
            title = " ".join(filter(None, (article.number, article.title)))
            yield node(f"h{level}", title or article.id, id=f"{anchor}-{number}")
            yield from self.prose(article.prose, level + 1)
            heads = (self.ctx.ui["pledge_targets"], self.ctx.ui["target_value"])
            rows = ((t.text, _sentence(t.commitment, t.baseline)) for t in article.targets)
            yield from table("1fr 46mm", heads, rows)
        self.cite(view.sources)
        signers = []
        for signature in view.signatures:
            unit = self.mention(self.units, signature.unit.title, anchor, self.ctx.ui["pledge"])
            name = self.mention(self.people, signature.name, anchor, self.ctx.ui["pledge"])
            who = joined((joined((signature.rank, name), " "), signature.post), ", ")
            signers.append(node("li", *joined((unit, who), ": ")))
        if signers:
            yield from paragraph(self.ctx.ui["pledge_signatures"], "over")
            yield node("ul", *signers)

    def results(self, view: ResultsView, level: int, key: TermKey) -> Iterator[Node]:
        """What came of the targets."""
        yield from paragraph(view.progress.words, "lead")
        heads = [self.say(f"book.{name}") for name in ("unit", "reached", "state")]  # fmt: skip
        for number, target in enumerate(view.targets):
            yield node(f"h{level}", target.text, id=f"{_anchor('ket-qua', key)}-{number}")
            yield from paragraph(target.commitment, "over")
            yield from paragraph(target.silent, "quiet")
            rows = (
                (
                    row.unit.title,
                    " · ".join(filter(None, (row.value, row.share, row.as_of.short if row.as_of else ""))),
                    " · ".join(filter(None, (row.state_label, row.note))),
                )
                for row in target.rows
            )  # fmt: skip
            yield from table("1fr 1fr 40mm", heads, rows)

    def ranking(self, scores: ScoresEntry) -> Iterator[Node]:
        """The ranking of a term, with the totals as far as they were announced."""
        record, anchor = scores.record, _anchor("xep-hang", scores.key)
        self.cite(self.ctx.sources(record.sources))
        rows = []
        for one in in_order_of_rank(record):
            unit = self.ctx.site.unit(one.unit).name
            name = self.mention(self.units, unit, anchor, self.say("book.ranking"))
            rows.append((str(one.rank), name, one.points or ""))
        heads = tuple(self.say(f"book.{name}") for name in ("rank", "unit", "points"))
        if not any(points for *_, points in rows):
            yield from table("16mm 1fr", heads[:2], (row[:2] for row in rows))
        else:
            yield from table("16mm 1fr 28mm", heads, rows)

    def awards(self, key: TermKey, page: TermPage, level: int) -> Iterator[Node]:
        """Commendations for the term, those told of for other years, and prizes."""
        anchor = _anchor("khen-thuong", key)
        ui, groups = self.ctx.ui, (page.awards, page.other_awards, page.prizes)
        titles = ("", ui["awards_of_other_years"], ui["prizes"])
        for number, (title, group) in enumerate(zip(titles, groups, strict=True)):
            if group.awards and title:
                yield node(f"h{level}", title, id=f"{anchor}-{number}")
            yield from self.award_table(group.awards, anchor)

    def award_table(self, awards: Iterable[AwardView], anchor: str) -> Iterator[Node]:
        rows = []
        for award in awards:
            to = [self.mention(self.units, one.title, anchor, self.ctx.ui["awards"]) for one in award.to]  # fmt: skip
            state = " · ".join(filter(None, (award.for_year, award.status_label, award.decision)))
            rows.append((award.title, joined(to, ", "), state))
        heads = (self.say("book.award"), self.say("book.given_to"), self.say("book.state"))
        yield from table("1fr 1fr 38mm", heads, rows)

    # --- events ------------------------------------------------------------------------------

    def event(self, entry: EventEntry, level: int) -> Iterator[Node]:
        """An event; one that stands in the book already is its title and where that is."""
        anchor = f"sk-{entry.id.replace('/', '-')}"
        view = event_page(self.ctx, entry)
        if entry.id in self.told:
            yield node("p", node("see", view.title, to=anchor), **{"class": "again"})
            return
        self.told.add(entry.id)
        yield node(f"h{level}", view.title, id=anchor)
        kinds = ", ".join(kind.label for kind in view.kinds)
        when = " ".join(filter(None, (view.date.words, view.time, _bracketed(view.date.basis))))
        yield from paragraph(" · ".join(filter(None, (when, kinds))), "over")
        yield from paragraph(view.summary, "lead")
        yield from facts(self.event_facts(view, anchor))
        yield from self.prose(view.prose, level + 1)
        yield from facts(
            (figure.label, f"{figure.value} {figure.unit}".strip()) for figure in view.figures
        )
        for photo in photo_views(entry):
            picture = self.pictures.get(photo.file)
            if picture:
                size = {"width": str(picture.width), "height": str(picture.height)}
                image = node("img", src=picture.name, alt=photo.alt, **size)
                words = f"{photo.caption} ({photo.credit})"
                yield node("figure", image, node("figcaption", words))
        yield from paragraph(view.correction, "note")
        self.cite(view.sources)

    def event_facts(self, view: EventPage, anchor: str) -> Iterator[tuple[str, Words]]:
        ui, words = self.ctx.ui, view.date.short
        host = self.mention(self.units, view.host.title, anchor, words) if view.host else ""
        units = [self.mention(self.units, unit.title, anchor, words) for unit in view.units]
        officials = []
        for official in view.officials:
            name = self.mention(self.people, official.name, anchor, words)
            who = joined((official.rank, name), " ")
            officials.append(joined((who, official.post), ", "))
        yield ui["place"], view.place
        yield ui["host"], host
        yield ui["units"], joined(units, ", ")
        yield ui["officials"], joined(officials, "; ")

    # --- small parts -------------------------------------------------------------------------

    def prose(self, source: ProseSource | None, level: int) -> tuple[Node, ...]:
        if source is None or source.is_empty:
            return ()
        return prose_nodes(prose.render(source.text, source.links, CONTENT).html, level)

    def paper(self, paper: PaperView) -> tuple[str, str, str]:
        title = f"{paper.title} ({paper.kind_label})"
        signed = self.say("book.signed_by", name=paper.signed_by) if paper.signed_by else ""
        day = paper.date.short if paper.date else ""
        return ". ".join(filter(None, (title, signed))), paper.number, day

    def cite(self, sources: Iterable[SourceView]) -> None:
        self.cited.update(dict.fromkeys(sources))

    def citation(self, source: SourceView) -> Iterator[Node | str]:
        said = (source.author, source.title, source.publisher, source.published, source.confidence)
        yield ". ".join(filter(None, said)) + "."
        if source.url.startswith(("http://", "https://")):
            yield " "
            yield node("a", source.url, href=source.url)

    def mention(self, names: Names, name: str, section: str, words: str) -> Part:
        """A name as it stands in a section; the index finds the first of each."""
        sections = names.setdefault(name, {}) if name else {section: ("", "")}
        if section in sections:
            return name
        self.places += 1
        sections[section] = f"ten-{self.places}", words
        return node("span", name, id=f"ten-{self.places}")


def _anchor(section: str, key: TermKey) -> str:
    return f"{section}-{key.cluster}-{key.term}"


def _bracketed(words: str) -> str:
    return f"({words})" if words else ""


def _sentence(*parts: str) -> str:
    return " ".join(filter(None, parts))
