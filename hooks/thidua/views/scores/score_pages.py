"""The page of a term's scoring and ranking: who stands where, where points were lost, the whole matrix, and the year before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.papers import papers_of_term
from thidua.campaign.scores import ranks, sections_above
from thidua.pledges.values import format_number
from thidua.text import typeset
from thidua.views.scores.tally import Tally
from thidua.views.scores.year_view import YearView, signed, year_view
from thidua.views.shared.page import Context, DateView, Link, Page, SourceView
from thidua.views.shared.papers import PaperView, paper_views
from thidua.views.shared.units import distinct_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thidua.campaign.site import ScoresEntry
    from thidua.reading.records import Criterion, Stage

MOST_COLUMNS = 12
"""Units beside each other in a table; as many fit on a sheet across."""
NEAREST_LOSSES = 5
"""Criteria of a unit that are told at once; the others unfold."""
BAR_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that a unit lost with a criterion."""

    text: str
    section: str
    """Of which it is a part; empty for one that stands alone."""
    lost: str
    of: str
    """``24/25``: what was reached and what there is."""
    bar: int
    """The share that was lost, of `BAR_WIDTH`."""


@dataclass(frozen=True, slots=True)
class UnitLosses:
    """Where a unit lost points, most first."""

    unit: Link
    anchor: str
    total: str
    """All that was lost; empty where something is not scored."""
    first: tuple[Loss, ...]
    others: tuple[Loss, ...]
    whole: int
    """Criteria with nothing lost."""
    unscored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A unit's place."""

    unit: Link
    rank: str
    """Empty for a unit without one."""
    tied: bool
    total: str
    """Empty where nothing says it."""
    adjustment: str
    """``+1,5``; empty for none."""
    change: str
    """Of the total since the year before; empty where it is not known."""
    worst: str
    """Where it lost most: ``−1 Giữ vững an ninh``; empty where that is not known."""
    losses: Link | None
    proposals: tuple[str, ...]
    wins: bool


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The points of a unit with a criterion."""

    points: str
    """Empty for what was not scored."""
    stage: str
    """Whose points they are, where it is not the cluster that scored; else empty."""
    is_lost: bool
    """Whether it is below what there is."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A criterion or a section, or what stands below them."""

    text: str
    most: str
    level: int
    is_section: bool
    cells: tuple[MatrixCell, ...]
    is_sum: bool = False
    """Whether it is the total."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units beside each other, criteria below each other."""

    caption: str
    units: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[MatrixRow, ...]
    """Sum, bonus and penalty, total, rank."""


@dataclass(frozen=True, slots=True)
class StageMatrices:
    """The points of one stage, and the sheets they stand on."""

    label: str
    sheets: tuple[str, ...]
    """``05/10/2023, chấm chéo: Công an tỉnh Mẫu, Biên bản …``."""
    notes: tuple[tuple[Link, str], ...]
    matrices: tuple[Matrix, ...]


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A bonus or a penalty."""

    unit: Link
    label: str
    points: str
    reason: str
    date: DateView | None
    source: str


@dataclass(frozen=True, slots=True)
class BallotView:
    """A ballot and what came of it, most votes first."""

    words: str
    rows: tuple[tuple[Link, int], ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class ScoresPage(Page):
    """The scoring and ranking of a term."""

    template = "scores.html"
    cluster: Link
    term: Link
    said: str
    """What of it was made known, in a sentence."""
    announced_on: DateView | None
    event: Link | None
    ranking: tuple[RankedRow, ...]
    has_totals: bool
    has_adjustments: bool
    has_changes: bool
    has_worst: bool
    has_proposals: bool
    losses: tuple[UnitLosses, ...]
    matrices: tuple[Matrix, ...]
    stages: tuple[StageMatrices, ...]
    adjustments: tuple[AdjustmentRow, ...]
    ballot: BallotView | None
    year: YearView | None
    csv: str
    papers: tuple[PaperView, ...]
    pledge: Link | None
    previous: Link | None
    next: Link | None
    sources: tuple[SourceView, ...]


def pages_of(ctx: Context, cluster_id: str) -> Iterator[Page]:
    """The scores of each term of a cluster that has some, oldest first."""
    entries = ctx.site.scores_by_cluster.get(cluster_id, ())
    for place, entry in enumerate(entries):
        before = entries[place - 1] if place else None
        after = entries[place + 1] if place + 1 < len(entries) else None
        yield scores_page(ctx, entry, before, after)


def scores_page(
    ctx: Context, entry: ScoresEntry, before: ScoresEntry | None, after: ScoresEntry | None
) -> ScoresPage:
    """The page of one term's scores, with those of the term before and the link to those after."""
    record, key = entry.record, entry.key
    tally = Tally(record)
    label = ctx.term_label(key)
    told = record.announced
    event = ctx.site.events_by_id.get(told.event or "") if told else None
    pledge = ctx.site.pledges.get(key)
    year = year_view(ctx, Tally(before.record), tally, before.key) if before else None
    ranking = tuple(_ranking(ctx, tally, year))
    return ScoresPage(
        address=entry.address,
        title=typeset(ctx.ui["scores_title"].format(term=label)),
        head_title=typeset(
            f"{ctx.ui['scores_title'].format(term=label)}, {ctx.cluster_name(key.cluster)}"
        ),
        description=ctx.ui["scores_description"].format(
            name=ctx.cluster_name(key.cluster), term=label
        ),
        crumbs=(
            ctx.home(),
            Link(ctx.ui["clusters"], addresses.CLUSTERS),
            ctx.cluster_link(key.cluster),
            ctx.term_link(key),
        ),
        source_path=entry.path,
        correction=ctx.correction(record),
        updated=ctx.updated(record, None),
        internal=told is None or record.audience == "internal",
        cluster=ctx.cluster_link(key.cluster),
        term=ctx.term_link(key),
        said=ctx.ui[f"scores_said:{told.what if told else 'none'}"],
        announced_on=ctx.day(told.on) if told and told.on else None,
        event=Link(typeset(event.record.title), event.address) if event else None,
        ranking=ranking,
        has_totals=any(row.total for row in ranking),
        has_adjustments=any(row.adjustment for row in ranking),
        has_changes=any(row.change for row in ranking),
        has_worst=any(row.worst for row in ranking),
        has_proposals=any(row.proposals for row in ranking),
        losses=tuple(_losses(ctx, tally)) if tally.leaves else (),
        matrices=_matrices(ctx, tally, None),
        stages=tuple(_stages(ctx, tally)),
        adjustments=tuple(_adjustments(ctx, tally)),
        ballot=_ballot(ctx, tally),
        year=year,
        csv=addresses.scores_csv(*key),
        papers=paper_views(ctx, papers_of_term(ctx.site, key)),
        pledge=Link(typeset(pledge.record.title), pledge.address) if pledge else None,
        previous=_neighbour(ctx, before),
        next=_neighbour(ctx, after),
        sources=ctx.sources(record.sources),
    )


def _neighbour(ctx: Context, entry: ScoresEntry | None) -> Link | None:
    if entry is None:
        return None
    title = ctx.ui["scores_title"].format(term=ctx.term_label(entry.key))
    return Link(typeset(title), entry.address)


def unit_here(ctx: Context, tally: Tally, unit: str) -> Link:
    """A unit's name and page; where two on the page bear one name, with what tells them apart."""
    link = ctx.unit_link(unit)
    if unit not in ctx.site.units:
        return link
    name = ctx.site.unit(unit).name
    alike = [u for u in ctx.site.units_by_name[name] if u in tally.by_unit]
    return replace(link, title=distinct_name(ctx, unit)) if len(alike) > 1 else link


# --- Ranking ---------------------------------------------------------------------------------


def _ranking(ctx: Context, tally: Tally, year: YearView | None) -> Iterator[RankedRow]:
    """Units in the order of their ranks, those without one last; not the ones that left without points."""
    rank_of = ranks(tally.scores)
    held = [*rank_of.values()]
    for unit in tally.units:
        total = tally.totals[unit]
        adjustment = tally.adjustment(unit)
        worst = next(iter(_lost_most_first(tally, unit)), None)
        rank = rank_of.get(unit)
        yield RankedRow(
            unit=unit_here(ctx, tally, unit),
            rank=str(rank) if rank else "",
            tied=rank is not None and held.count(rank) > 1,
            total="" if total is None else format_number(total),
            adjustment=signed(adjustment) if adjustment else "",
            change=year.changes.get(unit, "") if year else "",
            worst=f"{signed(-worst[1])} {typeset(worst[0].text)}" if worst else "",
            losses=Link(ctx.ui["scores_lost"], f"#{_anchor(unit)}") if tally.leaves else None,
            proposals=tuple(typeset(p.title) for p in tally.scores.proposals if p.unit == unit),
            wins=rank == 1,
        )


def _anchor(unit: str) -> str:
    return f"mat-diem-{unit}"


# --- Where points were lost ------------------------------------------------------------------


def _lost_most_first(tally: Tally, unit: str) -> list[tuple[Criterion, Decimal]]:
    """Criteria with what a unit lost there, most first, then in the order of the score table."""
    lost = [(c, n) for c in tally.leaves if (n := tally.lost[unit][c.id]) is not None and n > 0]
    return sorted(lost, key=lambda entry: -entry[1])


def _losses(ctx: Context, tally: Tally) -> Iterator[UnitLosses]:
    texts = {c.id: typeset(c.text) for c in tally.scores.criteria}
    for unit in tally.units:
        found = _lost_most_first(tally, unit)
        unscored = tally.by_unit[unit].missing
        shown = [_loss(tally, unit, criterion, lost, texts) for criterion, lost in found]
        total = sum((lost for _, lost in found), Decimal(0))
        yield UnitLosses(
            unit=unit_here(ctx, tally, unit),
            anchor=_anchor(unit),
            total="" if unscored else format_number(total),
            first=tuple(shown[:NEAREST_LOSSES]),
            others=tuple(shown[NEAREST_LOSSES:]),
            whole=len(tally.leaves) - len(found) - len(unscored),
            unscored=tuple(texts[id_] for id_ in unscored),
        )


def _loss(
    tally: Tally, unit: str, criterion: Criterion, lost: Decimal, texts: dict[str, str]
) -> Loss:
    most, points = tally.most[criterion.id], tally.points(unit, criterion.id)
    assert most is not None
    assert points is not None
    section = next(iter(sections_above(tally.scores, criterion.id)), "")
    return Loss(
        text=texts[criterion.id],
        section=texts.get(section, ""),
        lost=signed(-lost),
        of=f"{format_number(points)}/{format_number(most)}",
        bar=int(lost / most * BAR_WIDTH) if most else 0,
    )


# --- The matrix ------------------------------------------------------------------------------


def _matrices(ctx: Context, tally: Tally, stage: Stage | None) -> tuple[Matrix, ...]:
    """The points that count, or those of a stage; of many units several tables."""
    units = [unit for unit in tally.units if _has_points(tally, unit, stage)]
    if not tally.leaves or not units:
        return ()
    count = -(-len(units) // MOST_COLUMNS)
    size = -(-len(units) // count)
    parts = [units[n : n + size] for n in range(0, len(units), size)]
    return tuple(
        Matrix(
            caption=_caption(ctx, stage, n, len(parts)),
            units=tuple(unit_here(ctx, tally, unit) for unit in part),
            rows=tuple(_rows(ctx, tally, part, stage)),
            totals=() if stage else tuple(_totals(ctx, tally, part)),
        )
        for n, part in enumerate(parts, 1)
    )


def _has_points(tally: Tally, unit: str, stage: Stage | None) -> bool:
    stages = [stage] if stage else tally.stages
    return any(tally.is_scored_in(unit, one) for one in stages)


def _caption(ctx: Context, stage: Stage | None, number: int, parts: int) -> str:
    text = str(ctx.ui[f"scores_stage:{stage}"] if stage else ctx.ui["scores_counted"])
    return text if parts == 1 else ctx.ui["scores_part"].format(title=text, n=number, parts=parts)


def _rows(
    ctx: Context, tally: Tally, units: Sequence[str], stage: Stage | None
) -> Iterator[MatrixRow]:
    for criterion in tally.scores.criteria:
        most = tally.most[criterion.id]
        yield MatrixRow(
            text=typeset(criterion.text),
            most="" if most is None else format_number(most),
            level=len(sections_above(tally.scores, criterion.id)),
            is_section=criterion.id in tally.sections,
            cells=tuple(_cell(ctx, tally, unit, criterion, stage) for unit in units),
        )


def _cell(
    ctx: Context, tally: Tally, unit: str, criterion: Criterion, stage: Stage | None
) -> MatrixCell:
    most, counted = tally.most[criterion.id], tally.counted_stage(unit, criterion.id)
    points = tally.points(unit, criterion.id, stage)
    is_open_sum = points is None and stage is not None and criterion.id in tally.sections
    return MatrixCell(
        points="–" if is_open_sum else _number(points),
        stage=ctx.ui[f"scores_stage:{counted}"]
        if counted not in {None, "cum"} and not stage
        else "",
        is_lost=points is not None and most is not None and points < most,
    )


def _totals(ctx: Context, tally: Tally, units: Sequence[str]) -> Iterator[MatrixRow]:
    """What stands below the criteria: their sum, bonus and penalty, the total, the rank."""
    most = tally.most_of_all
    highest = "" if most is None else format_number(most)

    def row(name: str, numbers: Sequence[str], highest: str = "") -> MatrixRow:
        cells = tuple(MatrixCell(number, "", is_lost=False) for number in numbers)
        return MatrixRow(
            ctx.ui[f"scores_row:{name}"],
            highest,
            0,
            is_section=False,
            cells=cells,
            is_sum=name == "total",
        )

    if tally.scores.adjustments:
        yield row("sum", [_number(tally.by_unit[unit].scored) for unit in units], highest)
        changes = [tally.adjustment(unit) for unit in units]
        yield row("adjustment", [signed(change) if change else "0" for change in changes])
    yield row(
        "total",
        [_number(tally.by_unit[unit].total) for unit in units],
        "" if tally.scores.adjustments else highest,
    )
    held = ranks(tally.scores)
    if held:
        yield row("rank", [str(held.get(unit, "–")) for unit in units])


def _number(number: Decimal | None) -> str:
    return "" if number is None else format_number(number)


def _stages(ctx: Context, tally: Tally) -> Iterator[StageMatrices]:
    """The points of each stage, with the sheets they stand on."""
    for stage in tally.stages:
        sheets = [sheet for sheet in tally.scores.sheets if sheet.by == stage]
        told = []
        for sheet in sheets:
            parts = [ctx.day(sheet.on).short] if sheet.on else []
            if sheet.scorer:
                parts.append(ctx.ui["scores_scorer"].format(unit=ctx.unit_link(sheet.scorer).title))
            parts += [sheet.source] if sheet.source else []
            told.append(typeset(", ".join(parts)))
        notes = (
            (unit_here(ctx, tally, r.unit), typeset(r.note))
            for s in sheets
            for r in s.rows
            if r.note
        )
        yield StageMatrices(
            label=ctx.ui[f"scores_stage:{stage}"],
            sheets=tuple(line for line in told if line),
            notes=tuple(notes),
            matrices=_matrices(ctx, tally, stage),
        )


# --- Beside the matrix -----------------------------------------------------------------------


def _adjustments(ctx: Context, tally: Tally) -> Iterator[AdjustmentRow]:
    for one in tally.scores.adjustments:
        sign = "+" if one.kind == "thuong" else "−"
        yield AdjustmentRow(
            unit=unit_here(ctx, tally, one.unit),
            label=ctx.ui[f"scores_adjustment:{one.kind}"],
            points=f"{sign}{one.points}",
            reason=typeset(one.reason),
            date=ctx.day(one.on) if one.on else None,
            source=typeset(one.source or ""),
        )


def _ballot(ctx: Context, tally: Tally) -> BallotView | None:
    ballot = tally.scores.ballot
    if ballot is None:
        return None
    parts = [ctx.ui["scores_ballot_secret" if ballot.secret else "scores_ballot_plain"]]
    if ballot.on:
        parts.append(ctx.day(ballot.on).words)
    if ballot.voters is not None:
        parts.append(ctx.ui["scores_voters"].format(count=ballot.voters))
    votes = sorted(ballot.votes, key=lambda vote: -vote.votes)
    return BallotView(
        words=typeset(", ".join(parts)),
        rows=tuple((unit_here(ctx, tally, vote.unit), vote.votes) for vote in votes),
        source=typeset(ballot.source or ""),
    )
