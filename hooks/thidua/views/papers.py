"""The register of papers: what was signed, decided and reported, by year, with what each belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.papers import (
    papers_of_campaign,
    papers_of_event,
    papers_of_pledge,
    papers_of_term,
)
from thidua.campaign.site import TermKey
from thidua.dates import PartialDate, Span
from thidua.text import collation_key, fold, typeset
from thidua.views.shared.archive import ArchivePart, year_title
from thidua.views.shared.page import Context, Link, Page
from thidua.views.shared.papers import PaperView, paper_views
from thidua.views.shared.registers import (
    MOST_ROWS,
    archive_lines,
    data_links,
    neighbours,
    newest,
    year_parts,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.campaign.papers import SitePaper
    from thidua.views.shared.registers import RegisterPart


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper and what it belongs to."""

    paper: PaperView
    belongs: Link
    internal: bool
    words: str
    """All that is read of it, folded, for the filter."""


@dataclass(frozen=True, slots=True)
class PapersOfYear:
    """The papers of a year, newest first."""

    label: str
    anchor: str
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, kw_only=True)
class PapersPage(Page):
    """All papers, or those of a year."""

    template = "papers.html"
    count: int
    years: tuple[PapersOfYear, ...]
    kinds: tuple[tuple[str, str], ...]
    """Kinds there are, with their words, for the filter."""
    parts: tuple[ArchivePart, ...]
    note: str
    """That these are the papers of the newest year alone; empty where all stand here."""
    previous: Link | None = None
    next: Link | None = None
    data: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A paper, what it belongs to, and the day by which it stands in the register."""

    paper: SitePaper
    belongs: Link
    internal: bool
    day: dt.date

    @property
    def year(self) -> int:
        return self.day.year


def pages(ctx: Context) -> Iterator[Page]:
    """The register, and its years where it is long."""
    entries = sorted(_all_entries(ctx), key=_place)
    by_year = {year: list(run) for year, run in groupby(entries, key=lambda one: one.year)}
    parts = year_parts(ctx, addresses.PAPERS, by_year)
    is_cut = len(entries) > MOST_ROWS
    shown = newest(parts).rows if is_cut else entries
    yield PapersPage(
        address=addresses.PAPERS,
        title=ctx.ui["papers"],
        description=ctx.ui["papers_description"],
        crumbs=(ctx.home(),),
        count=len(entries),
        years=tuple(_years(ctx, shown)),
        kinds=_kinds(ctx, shown),
        parts=archive_lines(parts) if is_cut else (),
        note=typeset(ctx.ui["papers_newest"].format(when=newest(parts).when)) if is_cut else "",
        data=data_links(ctx, "documents"),
    )
    for place, part in enumerate(parts if is_cut else ()):
        yield _part(ctx, parts, place, part)


def _part(
    ctx: Context, parts: Sequence[RegisterPart[_Entry]], place: int, part: RegisterPart[_Entry]
) -> PapersPage:
    before, after = neighbours(parts, place)
    return PapersPage(
        address=part.address,
        title=typeset(ctx.ui["papers_of_year"].format(when=part.when)),
        description=ctx.ui["papers_of_year_description"].format(when=part.when),
        crumbs=(ctx.home(), Link(ctx.ui["papers"], addresses.PAPERS)),
        count=len(part.rows),
        years=tuple(_years(ctx, part.rows)),
        kinds=_kinds(ctx, part.rows),
        parts=(),
        note="",
        previous=before,
        next=after,
    )


def _all_entries(ctx: Context) -> Iterator[_Entry]:
    """Every paper; one without a date stands by the day of what it belongs to."""
    site = ctx.site
    for event in site.events:
        belongs = Link(ctx.event_title(event), event.address)
        internal = event.record.audience == "internal"
        yield from _entries(papers_of_event(site, event), belongs, event.span, internal=internal)
    for key, pledge in site.pledges.items():
        signed = pledge.record.signed_on
        span = Span(signed, signed) if signed else site.term(key).span
        belongs = Link(
            f"{typeset(pledge.record.title)}, {ctx.cluster_name(key.cluster)}", pledge.address
        )
        internal = pledge.record.audience == "internal"
        yield from _entries(papers_of_pledge(site, pledge), belongs, span, internal=internal)
    for cluster, terms in site.terms_in_order.items():
        internal = site.cluster(cluster).audience == "internal"
        for term in terms:
            key = TermKey(cluster, term.term)
            belongs = Link(
                f"{ctx.cluster_name(cluster)}, {ctx.term_label(key)}", addresses.term(*key)
            )
            yield from _entries(papers_of_term(site, key), belongs, term.span, internal=internal)
    for id_, campaign in site.campaigns.items():
        record = campaign.record
        span = record.phases[0].span if record.phases else Span(PartialDate(1), None)
        yield from _entries(
            papers_of_campaign(site, id_),
            Link(typeset(record.name), addresses.campaign(id_)),
            span,
            internal=record.audience == "internal",
        )


def _entries(
    papers: Iterable[SitePaper], belongs: Link, span: Span, *, internal: bool
) -> Iterator[_Entry]:
    for one in papers:
        day = one.paper.date.first if one.paper.date else span.first
        yield _Entry(one, belongs, internal, day)


def _place(one: _Entry) -> tuple[object, ...]:
    paper = one.paper
    return -one.day.toordinal(), collation_key(paper.paper.title), paper.page, paper.address


def _years(ctx: Context, entries: Iterable[_Entry]) -> Iterator[PapersOfYear]:
    for year, run in groupby(entries, key=lambda one: one.year):
        yield PapersOfYear(
            label=year_title(ctx, year),
            anchor=f"nam-{addresses.year_folder(year)}",
            rows=tuple(_row(ctx, one) for one in run),
        )


def _row(ctx: Context, one: _Entry) -> PaperRow:
    (view,) = paper_views(ctx, [one.paper])
    words = (view.title, view.number, view.kind_label, view.signed_by, one.belongs.title)
    return PaperRow(view, one.belongs, one.internal, fold(" ".join(words)))


def _kinds(ctx: Context, entries: Iterable[_Entry]) -> tuple[tuple[str, str], ...]:
    kinds = {one.paper.paper.kind for one in entries}
    named = [(kind, ctx.label("paper", kind)) for kind in kinds]
    return tuple(sorted(named, key=lambda kind: collation_key(kind[1])))
