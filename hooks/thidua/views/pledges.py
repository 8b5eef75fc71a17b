"""Pledges: the register of all clusters and terms, and the text of one, to be read and printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.site import TermKey
from thidua.campaign.terms import terms_in_order
from thidua.pledges.articles import split_body
from thidua.text import collation_key, typeset
from thidua.views.common import Context, DateView, Link, Page, ProseSource, SourceView, day_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import PledgeEntry
    from thidua.reading.records import Target


@dataclass(frozen=True, slots=True)
class RegisterCell:
    """What the register says of a term's pledge."""

    term: Link
    state: str
    """``text summary missing``."""
    state_label: str
    pledge: Link | None
    articles: int
    targets: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A cluster's line in the register, newest term first."""

    cluster: Link
    block: str
    cells: tuple[RegisterCell, ...]
    kept: int
    """How many of the terms have a pledge here."""


@dataclass(frozen=True, kw_only=True)
class PledgesPage(Page):
    """The register: what exists and what is missing."""

    template = "pledges.html"
    rows: tuple[RegisterRow, ...]
    kept: int
    missing: int


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target in the words of a reader."""

    id: str
    text: str
    comparator: str
    """In words: “ít nhất”, “giảm ít nhất”."""
    value: str
    unit: str
    baseline: str
    assigned_by: str
    article: Link
    """Title of the article and its anchor on the same page."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article."""

    id: str
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


@dataclass(frozen=True, kw_only=True)
class PledgePage(Page):
    """The pledge of one term."""

    template = "pledge.html"
    cluster: Link
    term: Link
    is_summary: bool
    slogan: str
    signed_on: DateView | None
    place: str
    event: Link | None
    bases: tuple[str, ...]
    preamble: ProseSource
    articles: tuple[ArticleView, ...]
    targets: tuple[TargetView, ...]
    signatures: tuple[SignatureView, ...]
    previous: Link | None
    next: Link | None
    comparisons: tuple[Link, ...]
    sources: tuple[SourceView, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """The register and each pledge."""
    yield _register(ctx)
    for entry in ctx.site.pledges.values():
        yield pledge_page(ctx, entry)


def line_of(ctx: Context, cluster_id: str) -> list[PledgeEntry]:
    """The pledges of a cluster, oldest term first."""
    order = [t.term for t in terms_in_order(ctx.site.cluster(cluster_id))]
    found = [p for key, p in ctx.site.pledges.items() if key.cluster == cluster_id]
    return sorted(found, key=lambda p: order.index(p.key.term))


def _register(ctx: Context) -> PledgesPage:
    rows = []
    for cluster_id, entry in ctx.site.clusters.items():
        terms = terms_in_order(entry.record)
        cells = tuple(_cell(ctx, TermKey(cluster_id, t.term)) for t in reversed(terms))
        rows.append(
            RegisterRow(
                cluster=ctx.cluster_link(cluster_id),
                block=ctx.label("block", entry.record.block),
                cells=cells,
                kept=sum(cell.pledge is not None for cell in cells),
            )
        )
    rows.sort(key=lambda row: (collation_key(row.block), collation_key(row.cluster.title)))
    kept = sum(row.kept for row in rows)
    return PledgesPage(
        address=addresses.PLEDGES,
        title=ctx.ui["pledges"],
        description=ctx.ui["pledges_description"],
        crumbs=(ctx.home(),),
        rows=tuple(rows),
        kept=kept,
        missing=sum(len(row.cells) for row in rows) - kept,
    )


def _cell(ctx: Context, key: TermKey) -> RegisterCell:
    entry = ctx.site.pledges.get(key)
    if entry is None:
        return RegisterCell(
            ctx.term_link(key), "missing", ctx.label("pledge", "missing"), None, 0, 0
        )
    state = "summary" if entry.record.summary else "text"
    return RegisterCell(
        term=ctx.term_link(key),
        state=state,
        state_label=ctx.label("pledge", state),
        pledge=Link(typeset(entry.record.title), entry.address),
        articles=len(split_body(entry.body).articles),
        targets=len(entry.record.targets),
    )


def pledge_page(ctx: Context, entry: PledgeEntry) -> PledgePage:
    """The text of one pledge."""
    record = entry.record
    body = split_body(entry.body)
    titles = {a.id: typeset(f"{a.number or ''} {a.title}".strip()) for a in body.articles}
    targets = tuple(_target(ctx, t, titles) for t in record.targets)
    line = line_of(ctx, entry.key.cluster)
    place = line.index(entry)
    before = line[place - 1] if place else None
    after = line[place + 1] if place + 1 < len(line) else None
    event = ctx.site.events_by_id.get(record.event or "")
    return PledgePage(
        address=entry.address,
        title=typeset(record.title),
        description=ctx.ui["pledge_description"].format(
            cluster=ctx.site.cluster(entry.key.cluster).name, label=ctx.term_label(entry.key)
        ),
        crumbs=(
            ctx.home(),
            Link(ctx.ui["clusters"], addresses.CLUSTERS),
            ctx.cluster_link(entry.key.cluster),
            ctx.term_link(entry.key),
        ),
        source_path=entry.path,
        updated=record.signed_on.last if record.signed_on else None,
        internal=record.audience == "internal",
        og_type="article",
        cluster=ctx.cluster_link(entry.key.cluster),
        term=ctx.term_link(entry.key),
        is_summary=record.summary,
        slogan=typeset(record.slogan or ""),
        signed_on=day_view(record.signed_on) if record.signed_on else None,
        place=typeset(record.place or ""),
        event=Link(typeset(event.record.title), event.address) if event else None,
        bases=tuple(typeset(base) for base in record.bases),
        preamble=ProseSource(body.preamble, entry.links),
        articles=tuple(
            ArticleView(
                id=a.id,
                number=typeset(a.number or ""),
                title=typeset(a.title),
                prose=ProseSource(a.text, entry.links),
                targets=tuple(
                    t for t, r in zip(targets, record.targets, strict=True) if r.article == a.id
                ),
            )
            for a in body.articles
        ),
        targets=targets,
        signatures=tuple(
            SignatureView(ctx.unit_link(s.unit), s.name or "", s.rank or "", typeset(s.post or ""))
            for s in record.signatories
        ),
        previous=_other(ctx, before),
        next=_other(ctx, after),
        comparisons=(),
        sources=ctx.sources(record.sources),
    )


def _other(ctx: Context, entry: PledgeEntry | None) -> Link | None:
    return Link(ctx.term_label(entry.key), entry.address) if entry else None


def _target(ctx: Context, target: Target, titles: dict[str, str]) -> TargetView:
    return TargetView(
        id=target.id,
        text=typeset(target.text),
        comparator=ctx.label("comparator", target.comparator),
        value=target.value,
        unit=target.unit or "",
        baseline=typeset(target.baseline or ""),
        assigned_by=typeset(target.assigned_by or ""),
        article=Link(titles.get(target.article, target.article), f"#{target.article}"),
    )
