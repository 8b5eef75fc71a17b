"""Rules of pledges: ids and numbers of articles, targets, signatories, results, ids through the years."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from thidua.campaign.site import TermKey
from thidua.checks import targets
from thidua.checks.kept import kept_findings
from thidua.checks.people import names_without_titles, ranks_have_marks
from thidua.dates import DateText, Span
from thidua.diagnostics import Position, diagnose
from thidua.pledges.articles import ARTICLE_LEVEL, renumbered, split_body
from thidua.pledges.matching import NEARLY_EQUAL, similarity, text_features
from thidua.reading.typed import UNKNOWN
from thidua.text import NearestFinder, fold, is_slug, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.pledges.articles import Article, Articles
    from thidua.reading.body import Body, BodyHeading
    from thidua.reading.library import Document, Library, Loc
    from thidua.reading.records import Pledge


_ARTICLE = re.compile(r"dieu \d+\b")


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All rules of this room, over every pledge of the library."""
    by_cluster: defaultdict[str, list[Document[Pledge]]] = defaultdict(list)
    for pledge in library.pledges:
        by_cluster[pledge.slug].append(pledge)
    for cluster, pledges in by_cluster.items():
        ordered = sorted(pledges, key=lambda p: _numbering_order(p, cluster, site))
        before: Document[Pledge] | None = None
        for pledge in ordered:
            span = _number_range(pledge, cluster, site)
            yield from kept_findings(
                library.store,
                "pledge",
                [pledge.key, *([before.key] if before else [])],
                [repr(span)],
                partial(_check_pledge, pledge, before, span),
            )
            if before:
                yield from kept_findings(
                    library.store,
                    "neighbours",
                    [before.key, pledge.key],
                    [],
                    partial(ids_stay_stable, before, pledge),
                )
            before = pledge
    for pledge in library.pledges:
        if pledge.complete:
            yield from signatories_are_members(pledge, site)
            yield from names_without_titles(pledge, "signatories")
            yield from ranks_have_marks(pledge, "signatories", site.sector.ranks)


def _check_pledge(
    pledge: Document[Pledge], before: Document[Pledge] | None, span: Span | None
) -> Iterator[Diagnostic]:
    articles = _articles(pledge)
    if articles:
        yield from article_ids(pledge, articles, before)
        yield from article_numbers(pledge, articles)
        yield from articles_not_empty(pledge, articles)
    if pledge.complete:
        yield from target_ids(pledge)
        if articles:
            yield from targets_name_articles(pledge, articles)
            yield from articles_are_of_one_level(pledge)
        yield from targets.check(pledge)
        if span:
            yield from results_within_term(pledge, span)


def _articles(pledge: Document[Pledge]) -> Articles | None:
    return _split(pledge.body) if pledge.body else None


@lru_cache(maxsize=2)  # a pledge is looked at by itself, and with the one before it
def _split(body: Body) -> Articles:
    return split_body(body)


def _number_range(pledge: Document[Pledge], cluster: str, site: Site) -> Span | None:
    try:
        return site.term(TermKey(cluster, pledge.record.term)).span
    except KeyError:
        return None


def _numbering_order(pledge: Document[Pledge], cluster: str, site: Site) -> tuple[str, str]:
    span = _number_range(pledge, cluster, site)
    return (span.first.isoformat() if span else pledge.record.term, pledge.record.term)


def article_ids(
    pledge: Document[Pledge], articles: Articles, before: Document[Pledge] | None
) -> Iterator[Diagnostic]:
    """Every article has an id of its own, in the form of ids, that stays through the years.

    Where one is missing the older pledge's id of the same article is proposed, else one from the title.
    """
    first: dict[str, int] = {}
    for place, article in enumerate(articles.articles):
        if not article.has_id:
            near = _older_id(article, articles, before) or article.id
            at = articles.position(place)
            yield diagnose(pledge.path, at, "W702", title=article.name, near=near)
            continue
        at = _id_position(pledge, articles, place)
        if not is_slug(article.id):
            yield diagnose(pledge.path, at, "E703", id=article.id, near=slug(article.id))
        if article.id in first:
            line = articles.position(first[article.id]).line
            yield diagnose(pledge.path, at, "E701", id=article.id, line=line)
        first.setdefault(article.id, place)


def article_numbers(pledge: Document[Pledge], articles: Articles) -> Iterator[Diagnostic]:
    """Where articles are numbered, all are, each number once, counting on from 1.

    A summary may leave articles out, so its numbers need only rise. Series (``Chương``, ``Điều``) count
    apart, and ``Điều 1a`` follows ``Điều 1``.
    """
    numbered = [(place, a) for place, a in enumerate(articles.articles) if a.numbering]
    if not numbered:
        return
    for place, article in enumerate(articles.articles):
        if not article.numbering:
            at = articles.position(place)
            yield diagnose(
                pledge.path, at, "W704", title=article.name, example=numbered[0][1].number
            )
    seen: dict[tuple[object, ...], int] = {}
    last: dict[tuple[str, bool], int] = {}
    for place, article in numbered:
        numbering = article.numbering
        if numbering is None or article.number is None or numbering.ordinal is None:
            continue
        at = articles.position(place)
        key = (numbering.series, numbering.ordinal, numbering.suffix)
        if key in seen:
            line = articles.position(seen[key]).line
            yield diagnose(pledge.path, at, "W705", number=article.number, line=line)
            continue
        seen[key] = place
        before = last.get(numbering.series, 0)
        last[numbering.series] = numbering.ordinal
        expected = before if numbering.suffix else before + 1
        gap_allowed = pledge.record.summary and numbering.ordinal > before
        if numbering.ordinal != expected and not gap_allowed:
            near = renumbered(article.number, before + 1)
            yield diagnose(pledge.path, at, "W706", number=article.number, near=near)


def articles_not_empty(pledge: Document[Pledge], articles: Articles) -> Iterator[Diagnostic]:
    """An article has a text or a target."""
    with_targets = {target.article for target in pledge.record.targets}
    for place, article in enumerate(articles.articles):
        if not article.text and article.id not in with_targets:
            yield diagnose(pledge.path, articles.position(place), "W708", title=article.name)


def target_ids(pledge: Document[Pledge]) -> Iterator[Diagnostic]:
    """Every target has an id of its own within its pledge."""
    first: dict[str, int] = {}
    for n, target in enumerate(pledge.record.targets):
        if target.id in first:
            line = pledge.at("targets", first[target.id], "id").line
            yield pledge.diagnose("E709", "targets", n, "id", id=target.id, line=line)
        first.setdefault(target.id, n)


def articles_are_of_one_level(pledge: Document[Pledge]) -> Iterator[Diagnostic]:
    """What calls itself an article is written as one; one with targets is told of with them."""
    with_targets = {target.article for target in pledge.record.targets}
    for heading in pledge.body.headings if pledge.body else ():
        other = heading.level != ARTICLE_LEVEL and _ARTICLE.match(fold(heading.text))
        if other and heading.level > 1 and heading.id not in with_targets:
            yield diagnose(
                pledge.path, heading.position, "W732", title=heading.text, sign="#" * heading.level,
                near=_as_article(heading),
            )  # fmt: skip


def _as_article(heading: BodyHeading) -> str:
    named = f" {{#{heading.id}}}" if heading.id else ""
    return f"{'#' * ARTICLE_LEVEL} {heading.text}{named}"


def targets_name_articles(pledge: Document[Pledge], articles: Articles) -> Iterator[Diagnostic]:
    """A target belongs to an article of its pledge."""
    guesses = NearestFinder()
    known = list(dict.fromkeys(article.id for article in articles.articles))
    titles = {slug(f"{a.number or ''} {a.title}"): a.id for a in articles.articles}
    headings = pledge.body.headings if pledge.body else ()
    others = {heading.id: heading for heading in headings if heading.level != ARTICLE_LEVEL}
    told: set[str] = set()
    for n, target in enumerate(pledge.record.targets):
        if target.article not in known and target.article in others:
            heading = others[target.article]
            if target.article not in told:
                told.add(target.article)
                yield diagnose(
                    pledge.path, heading.position, "E730", id=target.article, sign="#" * heading.level,
                    near=_as_article(heading),
                )  # fmt: skip
        elif target.article not in known:
            near = guesses.nearest(target.article, known)
            if near is None:
                title = guesses.nearest(target.article, titles)
                near = titles[title] if title else None
            yield pledge.diagnose(
                "E710", "targets", n, "article", article=target.article, target=target.id, near=near,
                known=", ".join(known) or "–",
            )  # fmt: skip


def results_within_term(pledge: Document[Pledge], span: Span) -> Iterator[Diagnostic]:
    """A result is of a day within the term; one known to the month or year may reach over its ends."""
    for n, target in enumerate(pledge.record.targets):
        for i, result in enumerate(target.results):
            if not span.overlaps(Span(result.as_of, result.as_of)):
                yield pledge.diagnose(
                    "W718", "targets", n, "results", i, "as_of",
                    date=DateText(result.as_of), term=pledge.record.term, held=DateText(span),
                )  # fmt: skip


def ids_stay_stable(older: Document[Pledge], newer: Document[Pledge]) -> Iterator[Diagnostic]:
    """The same article or target bears the same id in neighbouring years, else nobody can follow it."""
    before, after = _articles(older), _articles(newer)
    if before and after:
        texts = {a.id: f"{a.title} {a.text}" for a in before.articles if a.has_id}
        places = {a.id: place for place, a in enumerate(after.articles) if a.has_id}
        now = {a.id: f"{a.title} {a.text}" for a in after.articles if a.has_id}
        for old, new in _renamed_ids(texts, now):
            at = _id_position(newer, after, places[new])
            yield diagnose(newer.path, at, "W719", id=new, near=old, term=older.record.term)
    if older.complete and newer.complete:
        was = {t.id: t.text for t in older.record.targets}
        becomes = {t.id: t.text for t in newer.record.targets}
        numbers = {t.id: n for n, t in enumerate(newer.record.targets)}
        for old, new in _renamed_ids(was, becomes):
            yield newer.diagnose(
                "W720", "targets", numbers[new], "id", id=new, near=old, term=older.record.term
            )


def _renamed_ids(old: dict[str, str], new: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Ids that are gone, each with the new id under which (nearly) the same text now stands."""
    gone = {id_: text_features(text) for id_, text in old.items() if id_ not in new}
    for id_, text in new.items():
        if id_ in old or not gone:
            continue
        here = text_features(text)
        best = max(gone, key=lambda other: (similarity(gone[other], here), other))
        if similarity(gone[best], here) >= NEARLY_EQUAL:
            del gone[best]
            yield best, id_


def _older_id(article: Article, articles: Articles, before: Document[Pledge] | None) -> str | None:
    """The id that an article without one had a year before."""
    older = _articles(before) if before else None
    if older is None:
        return None
    taken = {a.id for a in articles.articles if a.has_id}
    here = text_features(f"{article.title} {article.text}")
    scored = [
        (similarity(text_features(f"{a.title} {a.text}"), here), a.id)
        for a in older.articles
        if a.has_id and a.id not in taken
    ]
    score, id_ = max(scored, default=(0.0, ""))
    return id_ if score >= NEARLY_EQUAL else None


def _id_position(pledge: Document[Pledge], articles: Articles, place: int) -> Position:
    """Where the id of a heading stands."""
    at = articles.position(place)
    assert pledge.body is not None
    line = pledge.body.text.split("\n")[at.line - pledge.body.first_line]
    found = re.search(r"\{:?\s*#", line)
    return Position(at.line, found.end() + 1) if found else at


def signatories_are_members(pledge: Document[Pledge], site: Site) -> Iterator[Diagnostic]:
    """A pledge is signed, and its results are reported, by members of its term."""
    key = site.pledge_keys.get(pledge.path)
    if key is None or key.cluster not in site.clusters:
        return
    if not any(t.term == key.term for t in site.cluster(key.cluster).terms):
        return
    term = site.term(key)
    members = {m.unit for m in term.members}
    if not members or UNKNOWN in members:
        return
    named: list[tuple[str, Loc]] = [
        (s.unit, ("signatories", n, "unit")) for n, s in enumerate(pledge.record.signatories)
    ]
    named += [
        (r.unit, ("targets", n, "results", i, "unit"))
        for n, t in enumerate(pledge.record.targets)
        for i, r in enumerate(t.results)
    ]
    for unit, loc in named:
        if unit in site.units and unit not in members:
            yield pledge.diagnose(
                "E508",
                *loc,
                unit=unit,
                name=site.unit(unit).name,
                term=key,
                known=", ".join(sorted(members)),
            )
