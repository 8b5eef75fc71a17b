"""The English front: what the site is, its clusters and their terms, the words it uses, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.terms import basis_of, cluster_number, term_name
from thidua.locale import CONTENT, phrase, strings
from thidua.text import typeset
from thidua.views.shared.clusters import cluster_blocks, member_count
from thidua.views.shared.page import Link, Page, full_url, translations
from thidua.views.shared.sharing import citation, licence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.reading.records import Term
    from thidua.views.shared.clusters import ClusterBlock, ClusterLine
    from thidua.views.shared.page import Context

ENGLISH = "en"
MOST_ROWS = 120
"""Most terms in the tables of clusters; where there are more, only the newest of each cluster stand here."""
_PLACES = (
    ("events", addresses.EVENTS), ("clusters", addresses.CLUSTERS), ("pledges", addresses.PLEDGES), ("chooser_title", addresses.COMPARE),
    ("leaders", addresses.LEADERS), ("awards", addresses.AWARDS), ("figures_register", addresses.FIGURES), ("papers", addresses.PAPERS), ("calendar", addresses.CALENDAR),
    ("commemorations", addresses.COMMEMORATIONS), ("campaigns", addresses.CAMPAIGNS), ("units", addresses.UNITS), ("search", addresses.SEARCH),
    ("updates", addresses.UPDATES), ("about", addresses.ABOUT),
)  # fmt: skip
"""The Vietnamese pages a reader is led to, with the keys of what English calls them."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words, and whether they are Vietnamese."""

    said: str
    vietnamese: bool = False


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term of a cluster."""

    name: Words
    address: str
    number: int | None
    period: str
    basis: str
    members: Words
    lead: Link | None
    """A Vietnamese name; what it rests on is said in English."""


@dataclass(frozen=True, slots=True)
class ClusterTerms:
    """A cluster with its newest terms."""

    name: str
    address: str
    internal: bool
    terms: tuple[TermLine, ...]


@dataclass(frozen=True, slots=True)
class BlockTable:
    """The clusters of a block."""

    key: str
    label: str
    note: str
    clusters: tuple[ClusterTerms, ...]


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term of the subject, what English calls it here, and what it means."""

    vietnamese: str
    english: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class EnglishPage(Page):
    """The English front of a site in another language."""

    template = "english.html"
    words: Mapping[str, str]
    """Sentences of this page alone."""
    counts: str
    scores: str
    """What there is of scoring, for this audience; empty where there is nothing."""
    places: tuple[Link, ...]
    newest: str
    """How many terms of each cluster stand here, where that is not all; else empty."""
    blocks: tuple[BlockTable, ...]
    more_clusters: tuple[Link, ...]
    glossary: tuple[GlossaryEntry, ...]
    cited: str
    licence: Link | None
    back: Link


def pages(ctx: Context) -> Iterator[Page]:
    """The English front; none of a site that is English itself."""
    if addresses.ENGLISH not in translations(ctx):
        return
    said, front = replace(ctx, lang=ENGLISH), strings(ENGLISH, "front")
    url = full_url(ctx, addresses.ENGLISH) or addresses.ENGLISH
    most = max(MOST_ROWS // max(len(ctx.site.clusters), 1), 1)
    terms = ctx.site.terms_in_order.values()
    is_cut = any(len(own) > most for own in terms)
    yield EnglishPage(
        address=addresses.ENGLISH,
        lang=ENGLISH,
        title=front["title"],
        description=front["description"].format(site=ctx.site_name),
        crumbs=(said.home(),),
        updated=ctx.content_day,
        words=front,
        counts=front["counts"].format(
            clusters=len(ctx.site.clusters),
            terms=sum(map(len, terms)),
            pledges=len(ctx.site.pledges),
            events=len(ctx.site.events),
        ),
        scores=_scores(ctx, front),
        places=tuple(_places(said)),
        newest=front["newest"].format(count=most) if is_cut else "",
        blocks=tuple(_tables(ctx, said, most)),
        more_clusters=_left_out(front, len(ctx.site.clusters) - MOST_ROWS),
        glossary=_glossary(),
        cited=citation(said, front["title"], url),
        licence=licence(said),
        back=Link(ctx.ui["home"], addresses.HOME),
    )


def _left_out(front: Mapping[str, str], count: int) -> tuple[Link, ...]:
    """Where the clusters are that have no room here; nothing where all have."""
    words = front["more_clusters"].format(count=count)
    return (Link(words, addresses.CLUSTERS),) if count > 0 else ()


def _scores(ctx: Context, front: Mapping[str, str]) -> str:
    words = front["scores"] if ctx.audience == "public" else front["scores_internal"]
    return words.format(count=len(ctx.site.scores)) if ctx.site.scores else ""


def _places(said: Context) -> Iterator[Link]:
    for key, address in _PLACES:
        if key != "chooser_title" or said.can_compare:
            yield Link(said.ui[key], address)


def _tables(ctx: Context, said: Context, most: int) -> Iterator[BlockTable]:
    """The first clusters by block, each with its newest terms."""
    room = MOST_ROWS
    for block in cluster_blocks(ctx):
        shown = block.clusters[:room]
        room -= len(shown)
        if shown:
            yield _table(said, block, shown, most)


def _table(
    said: Context, block: ClusterBlock, shown: tuple[ClusterLine, ...], most: int
) -> BlockTable:
    labels = said.labels
    return BlockTable(
        key=block.key,
        label=labels.get(f"block:{block.key}", block.label),
        note=labels.get(f"block_note:{block.key}", ""),
        clusters=tuple(
            ClusterTerms(line.name, line.address, line.internal, _terms(said, line.id, most))
            for line in shown
        ),
    )


def _terms(said: Context, cluster_id: str, most: int) -> tuple[TermLine, ...]:
    terms = said.site.terms_in_order[cluster_id]
    return tuple(_term(said, cluster_id, term) for term in reversed(terms[-most:]))


def _term(said: Context, cluster_id: str, term: Term) -> TermLine:
    cluster, basis = said.site.cluster(cluster_id), basis_of(term)
    return TermLine(
        name=_name(said, cluster_id, term),
        address=addresses.term(cluster_id, term.term),
        number=cluster_number(cluster, term),
        period=said.date(term.span).short,
        basis=said.basis(basis.date),
        members=Words(member_count(said, term), vietnamese=not term.members),
        lead=said.unit_link(term.lead.unit, basis.lead) if term.lead else None,
    )


def _name(said: Context, cluster_id: str, term: Term) -> Words:
    """What a term is called in English where its id tells; else as its editor called it, in Vietnamese."""
    unnamed = term.model_copy(update={"label": None})
    english = term_name(said.site.cluster(cluster_id), unnamed, said.site.sector, ENGLISH)
    untold = phrase(ENGLISH, "terms.other", term=term.term)
    if term.label and english == untold:
        return Words(typeset(term.label), vietnamese=True)
    return Words(typeset(english))


def _glossary() -> tuple[GlossaryEntry, ...]:
    """The words of the subject, in the order of the catalogue: the subject first, then what stands on it."""
    meanings = strings(ENGLISH, "front")["meanings"]
    return tuple(
        GlossaryEntry(typeset(phrase(CONTENT, f"glossary.{key}")), words, meanings[key])
        for key, words in strings(ENGLISH, "glossary").items()
    )
