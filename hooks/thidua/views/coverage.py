"""What is there of each term and what is missing: pages of the internal edition alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.coverage import term_coverage
from thidua.campaign.cycle import CYCLE
from thidua.campaign.site import TermKey
from thidua.locale import strings
from thidua.text import typeset
from thidua.views.shared.page import Link, Page
from thidua.views.shared.registers import archive_lines, neighbours, newest, year_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thidua.campaign.site import Site
    from thidua.views.shared.archive import ArchivePart
    from thidua.views.shared.page import Context

MOST_TERMS = 70
"""Most terms on one page: each is a row of many cells."""
_NUMBERS = (
    "targets", "targets_without_result", "scores", "scores_missing", "awards", "documents", "photos", "photos_without_credit", "without_source", "inferred",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A term: how many events each step has, the other numbers, and what is missing in words."""

    cluster: Link
    term: Link
    numbers: tuple[int, ...]
    missing: str


@dataclass(frozen=True, kw_only=True)
class CoveragePage(Page):
    """The terms that begin in a year, or those of the newest."""

    template = "coverage.html"
    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    years: tuple[ArchivePart, ...] = ()
    previous: Link | None = None
    next: Link | None = None


def pages(ctx: Context) -> Iterator[Page]:
    """The newest year, and every year; nothing for readers outside of the office's own net."""
    if ctx.audience != "internal":
        return
    by_year: dict[int, list[TermKey]] = {}
    for cluster, terms in ctx.site.terms_in_order.items():
        for term in terms:
            by_year.setdefault(term.from_.year, []).append(TermKey(cluster, term.term))
    parts = year_parts(ctx, addresses.COVERAGE, by_year, MOST_TERMS)
    title, description = ctx.ui["coverage"], ctx.ui["coverage_description"]
    yield CoveragePage(
        address=addresses.COVERAGE,
        title=title,
        description=description,
        crumbs=(ctx.home(),),
        columns=_columns(ctx),
        rows=_rows(ctx, newest(parts).rows) if parts else (),
        years=archive_lines(parts),
    )
    for place, part in enumerate(parts):
        before, after = neighbours(parts, place)
        yield CoveragePage(
            address=part.address,
            title=typeset(f"{title}, {part.when}"),
            description=description,
            crumbs=(ctx.home(), Link(title, addresses.COVERAGE)),
            columns=_columns(ctx),
            rows=_rows(ctx, part.rows),
            previous=before,
            next=after,
        )


def coverage_words(site: Site, lang: str) -> dict[str, str]:
    """What each count and each missing thing is called inside a line: steps of the cycle, and the rest by their names."""
    labels = site.sector.labels(lang)
    rest: dict[str, str] = strings(lang, "site")["coverage_words"]
    steps = {step: labels[f"kind:{step}"] for step in CYCLE}
    return {step: said[:1].lower() + said[1:] for step, said in steps.items()} | rest


def _columns(ctx: Context) -> tuple[str, ...]:
    said = coverage_words(ctx.site, ctx.lang)
    return tuple(said[name] for name in (*CYCLE, *_NUMBERS))


def _rows(ctx: Context, keys: Sequence[TermKey]) -> tuple[CoverageRow, ...]:
    said = coverage_words(ctx.site, ctx.lang)
    return tuple(_row(ctx, key, said) for key in keys)


def _row(ctx: Context, key: TermKey, said: Mapping[str, str]) -> CoverageRow:
    found = term_coverage(ctx.site, key)
    return CoverageRow(
        ctx.cluster_link(key.cluster),
        ctx.term_link(key),
        (*found.steps.values(), *(getattr(found, name) for name in _NUMBERS)),
        ", ".join(said[name] for name in found.missing),
    )
