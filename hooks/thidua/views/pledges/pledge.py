"""The page of one pledge: the document itself, what came of it, and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thidua.campaign import addresses
from thidua.campaign.papers import papers_of_pledge
from thidua.dates import words
from thidua.pledges import citation
from thidua.pledges.anchors import article_anchor, target_anchor
from thidua.pledges.articles import Article, split_body
from thidua.pledges.target_text import baseline_text, commitment_text
from thidua.text import typeset
from thidua.views.pledges.articles import self_contained
from thidua.views.pledges.comparisons import comparison_address
from thidua.views.pledges.following import FollowingView, following_view
from thidua.views.pledges.results import ResultsView, results_view
from thidua.views.shared.page import (
    Context,
    DateView,
    Link,
    Page,
    ProseSource,
    SourceView,
    full_url,
    print_foot,
)
from thidua.views.shared.papers import PaperView, paper_views
from thidua.views.shared.scores import scores_link
from thidua.views.shared.share_pictures import term_picture
from thidua.views.shared.sharing import cluster_organization, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import PledgeEntry
    from thidua.reading.records import Pledge, Target
    from thidua.views.pledges.comparisons import ComparedPair
    from thidua.views.shared.page import ListedPage

_PREAMBLE = "loi.mo-dau"
"""Stands for the id of an article before the names of notes in the preamble; no article can have it."""


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target in the words of a reader."""

    id: str
    anchor: str
    text: str
    commitment: str
    """Comparator in words with the value as written: “giảm ít nhất 7,5%”."""
    baseline: str
    assigned_by: str
    article: Link
    """Title of the article and its anchor on the same page."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article."""

    id: str
    anchor: str
    number: str
    title: str
    prose: ProseSource
    targets: tuple[TargetView, ...]


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Who signed for a unit, as of that day."""

    unit: Link
    name: str
    rank: str
    post: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a full text, as documents of its kind bear it; a summary has none."""

    owner: str
    cluster: str
    place_line: str
    """``TP Đan Hương, ngày 14 tháng 3 năm 2024``."""


@dataclass(frozen=True, kw_only=True)
class PledgePage(Page):
    """The pledge of one term."""

    template = "pledge.html"
    cluster: Link
    term: Link
    letterhead: Letterhead | None
    notice: str
    """What readers of a summary are told; empty for a full text."""
    slogan: str
    signed_on: DateView | None
    place: str
    event: Link | None
    scores: Link | None
    bases: tuple[str, ...]
    preamble: ProseSource
    articles: tuple[ArticleView, ...]
    targets: tuple[TargetView, ...]
    signatures: tuple[SignatureView, ...]
    results: ResultsView | None
    following: FollowingView | None
    previous: Link | None
    next: Link | None
    key: str
    """As the address of the chooser names it: ``cum-1@2024``; empty where there is no other to compare it with."""
    comparisons: tuple[Link, ...]
    """With the term before and the term after."""
    print_foot: str
    papers: tuple[PaperView, ...]
    sources: tuple[SourceView, ...]


def _neighbours(ctx: Context, entry: PledgeEntry) -> tuple[PledgeEntry | None, PledgeEntry | None]:
    """The pledges before and after one in its cluster."""
    line = ctx.site.pledges_by_cluster[entry.key.cluster]
    place = next(n for n, other in enumerate(line) if other is entry)
    before = line[place - 1] if place else None
    after = line[place + 1] if place + 1 < len(line) else None
    return before, after


def listed_pledge(ctx: Context, entry: PledgeEntry) -> ListedPage:
    """What is known of the page of one pledge before it is made."""
    return Page(**_listed(ctx, entry)).listed


def _listed(ctx: Context, entry: PledgeEntry) -> dict[str, Any]:
    record = entry.record
    return {
        "address": entry.address,
        "title": typeset(record.title),
        "description": ctx.ui["pledge_description"].format(
            cluster=ctx.site.cluster(entry.key.cluster).name, label=ctx.term_label(entry.key)
        ),
        "source_path": entry.path,
        "updated": ctx.updated(record, record.signed_on.last if record.signed_on else None),
    }


def pledge_page(ctx: Context, entry: PledgeEntry, pair: ComparedPair | None = None) -> PledgePage:
    """The text of one pledge; ``pair`` are it and the next of its cluster."""
    record = entry.record
    body = split_body(entry.body)
    # Preamble and articles are rendered apart, so notes are shared out between all of them.
    preamble, *articles = self_contained(
        [Article(_PREAMBLE, None, "", body.preamble), *body.articles]
    )
    titles = {a.id: typeset(a.name) for a in articles}
    targets = tuple(target_view(ctx, t, titles) for t in record.targets)
    before, after = _neighbours(ctx, entry)
    results = results_view(ctx, entry)
    return PledgePage(
        **_listed(ctx, entry),
        crumbs=(
            ctx.home(),
            Link(ctx.ui["clusters"], addresses.CLUSTERS),
            ctx.cluster_link(entry.key.cluster),
            ctx.term_link(entry.key),
        ),
        correction=ctx.correction(record),
        internal=record.audience == "internal",
        og_type="article",
        picture=term_picture(ctx, entry.key),
        json_ld=_json_ld(ctx, entry),
        modified=ctx.modified(record),
        cluster=ctx.cluster_link(entry.key.cluster),
        term=ctx.term_link(entry.key),
        letterhead=None if record.summary else _letterhead(ctx, entry),
        notice=citation.summary_notice(record, ctx.lang) or "",
        slogan=typeset(record.slogan or ""),
        signed_on=ctx.day(record.signed_on) if record.signed_on else None,
        place=typeset(record.place or ""),
        event=_event(ctx, record),
        scores=scores_link(ctx, entry.key),
        bases=tuple(typeset(base) for base in record.bases),
        preamble=ProseSource(preamble.text, entry.links),
        articles=tuple(_article(a, entry, targets) for a in articles),
        targets=targets,
        signatures=tuple(
            SignatureView(ctx.unit_link(s.unit), s.name or "", s.rank or "", typeset(s.post or ""))
            for s in record.signatories
        ),
        results=results,
        following=following_view(ctx, pair, results),
        previous=_neighbour_pledge(ctx, before),
        next=_neighbour_pledge(ctx, after),
        key=str(entry.key) if ctx.can_compare else "",
        comparisons=tuple(_comparisons(ctx, before, entry, after)),
        citation=citation.citation(ctx.site, entry.key, ctx.lang, url=full_url(ctx, entry.address)),
        print_foot=_print_foot(ctx, entry),
        papers=paper_views(ctx, papers_of_pledge(ctx.site, entry)),
        sources=ctx.sources(record.sources),
    )


def _json_ld(ctx: Context, entry: PledgeEntry) -> dict[str, Any]:
    """schema.org/DigitalDocument. https://schema.org/DigitalDocument"""
    data: dict[str, Any] = {
        "@type": "DigitalDocument",
        "name": entry.record.title,
        "inLanguage": "vi",
        "creator": cluster_organization(ctx, entry.key.cluster),
    }
    if entry.record.signed_on:
        data["dateCreated"] = str(entry.record.signed_on)
    return data | url_of(ctx, entry.address)


def _letterhead(ctx: Context, entry: PledgeEntry) -> Letterhead:
    record = entry.record
    cluster = ctx.site.cluster(entry.key.cluster)
    return Letterhead(
        owner=ctx.owner(cluster.owner).title,
        cluster=typeset(cluster.name),
        place_line=_place_line(ctx, record),
    )


def _print_foot(ctx: Context, entry: PledgeEntry) -> str:
    """What stands under a printed pledge; a summary has said above that it is no document."""
    foot = print_foot(ctx, entry.address)
    return foot if entry.record.summary else f"{ctx.ui['pledge_reprint']} {foot}"


def _place_line(ctx: Context, record: Pledge) -> str:
    if record.signed_on is None:
        return typeset(record.place or "")
    day = words(record.signed_on, ctx.lang, weekday=False)
    return typeset(f"{record.place}, {day}" if record.place else day)


def _article(article: Article, entry: PledgeEntry, targets: tuple[TargetView, ...]) -> ArticleView:
    anchor = article_anchor(article.id)
    return ArticleView(
        id=article.id,
        anchor=anchor,
        number=typeset(article.number or ""),
        title=typeset(article.title),
        prose=ProseSource(article.text, entry.links),
        targets=tuple(t for t in targets if t.article.address == f"#{anchor}"),
    )


def _event(ctx: Context, pledge: Pledge) -> Link | None:
    """The event at which a pledge was signed."""
    event = ctx.site.events_by_id.get(pledge.event or "")
    return Link(typeset(event.record.title), event.address) if event else None


def _neighbour_pledge(ctx: Context, entry: PledgeEntry | None) -> Link | None:
    if entry is None:
        return None
    return Link(f"{ctx.ui['pledge']} {ctx.term_label(entry.key)}", entry.address)


def _comparisons(
    ctx: Context, before: PledgeEntry | None, entry: PledgeEntry, after: PledgeEntry | None
) -> Iterator[Link]:
    if before:
        words = ctx.ui["compare_before"].format(term=ctx.term_label(before.key))
        yield Link(words, comparison_address(before, entry))
    if after:
        words = ctx.ui["compare_after"].format(term=ctx.term_label(after.key))
        yield Link(words, comparison_address(entry, after))


def target_view(ctx: Context, target: Target, titles: dict[str, str]) -> TargetView:
    """A target with its article's title, as the page of its pledge prints it."""
    return TargetView(
        id=target.id,
        anchor=target_anchor(target.id),
        text=typeset(target.text),
        commitment=typeset(
            commitment_text(target, ctx.label("comparator", target.comparator), ctx.lang)
        ),
        baseline=typeset(baseline_text(target, ctx.lang)),
        assigned_by=typeset(target.assigned_by or ""),
        article=Link(
            titles.get(target.article, target.article), f"#{article_anchor(target.article)}"
        ),
    )
