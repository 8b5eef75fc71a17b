"""Laws of points: sums, ranks and explanations, for score tables of any shape."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thidua.campaign.scores import scored_criteria, section_ids
from thidua.pledges.values import format_number
from thidua.reading.fields import Points
from thidua.reading.records import (
    Ballot,
    Criterion,
    RankedUnit,
    ScoreAdjustment,
    ScoreRow,
    Scores,
    ScoreSheet,
    Vote,
)
from thidua.scoring.changes import TableChangeKind, compare_tables, explain_total
from thidua.scoring.totals import (
    computed_ranks,
    highest_total,
    maxima,
    points_lost,
    read_points,
    section_points,
    unit_scores,
)

UNITS = ("dv-a", "dv-b", "dv-c", "dv-d")
IDS = ("c1", "c2", "c3", "c4", "c5", "c6")
POINTS = st.integers(0, 400).map(lambda n: format_number(Decimal(n) / 4))


@st.composite
def tables(draw: st.DrawFn) -> tuple[Criterion, ...]:
    """Criteria, each perhaps part of one before it."""
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    return tuple(
        Criterion.model_construct(
            id=id_,
            part_of=draw(st.sampled_from([None, *ids[:n]])),
            text=f"Tiêu chí {draw(st.sampled_from('AB'))}",
            max=draw(st.one_of(st.none(), POINTS)),
        )
        for n, id_ in enumerate(ids)
    )


@st.composite
def scored(draw: st.DrawFn) -> Scores:
    """Scores with every stage, bonus, penalty and ballot, and with holes."""
    criteria = draw(tables())
    table = Scores.model_construct(term="2024", criteria=criteria)
    leaves = [criterion.id for criterion in scored_criteria(table)]
    points = st.dictionaries(st.sampled_from(leaves), st.one_of(POINTS, POINTS, st.none()))
    row = st.builds(
        ScoreRow.model_construct, unit=st.sampled_from(UNITS), points=points.map(Points)
    )
    sheet = st.builds(
        ScoreSheet.model_construct,
        by=st.sampled_from(["tu-cham", "kiem-tra-cheo", "cum"]),
        rows=st.lists(row, max_size=4).map(tuple),
    )
    adjustment = st.builds(
        ScoreAdjustment.model_construct,
        unit=st.sampled_from(UNITS), kind=st.sampled_from(["thuong", "phat"]), points=POINTS,
    )  # fmt: skip
    whole = ScoreSheet.model_construct(
        by="tu-cham",
        rows=tuple(
            ScoreRow.model_construct(unit=u, points=Points({c: draw(POINTS) for c in leaves}))
            for u in draw(st.sets(st.sampled_from(UNITS)))
        ),
    )
    votes = draw(st.dictionaries(st.sampled_from(UNITS), st.integers(0, 2)))
    return table.model_copy(
        update={
            "sheets": (*draw(st.lists(sheet, max_size=4)), whole),
            "adjustments": tuple(draw(st.lists(adjustment, max_size=4))),
            "ballot": Ballot(votes=tuple(Vote(unit=u, votes=v) for u, v in votes.items())),
        }
    )


@given(scored())
def test_a_total_is_the_sum_of_its_parts(scores: Scores) -> None:
    tops = [criterion.id for criterion in scores.criteria if criterion.part_of is None]
    for unit in unit_scores(scores):
        parts = [section_points(scores, id_, unit) for id_ in tops]
        if unit.total is None:
            assert None in parts
            assert unit.missing
        else:
            assert sum(p for p in parts if p is not None) + unit.bonus - unit.penalty == unit.total
        for section in section_ids(scores):
            below = [
                section_points(scores, c.id, unit) for c in scores.criteria if c.part_of == section
            ]
            own = section_points(scores, section, unit)
            assert own == (None if None in below else sum(p for p in below if p is not None))


@given(scored(), st.data())
def test_not_scored_is_never_zero(scores: Scores, data: st.DataObject) -> None:
    """Taking away all points of one criterion takes away the total; giving a zero does not."""
    whole = [unit for unit in unit_scores(scores) if unit.total is not None]
    if not whole:
        return
    unit = data.draw(st.sampled_from(whole))
    criterion = data.draw(st.sampled_from([*unit.points]))

    def with_points(points: str | None) -> Scores:
        sheets = tuple(
            s.model_copy(update={"rows": tuple(
                r.model_copy(update={"points": Points(r.points | {criterion: points})})
                if r.unit == unit.unit else r for r in s.rows
            )}) for s in scores.sheets
        )  # fmt: skip
        return scores.model_copy(update={"sheets": sheets})

    def of(table: Scores) -> Decimal | None:
        return next(u for u in unit_scores(table) if u.unit == unit.unit).total

    lost = unit.points[criterion]
    assert of(with_points(None)) is None
    assert unit.total is not None
    assert lost is not None
    assert of(with_points("0")) == unit.total - lost


@given(scored())
def test_ranks_are_a_weak_order_by_total(scores: Scores) -> None:
    units = {unit.unit: unit for unit in unit_scores(scores)}
    ranks = computed_ranks(units.values())
    assert ranks.keys() == {u for u, unit in units.items() if unit.total is not None}
    for one, first in ranks.items():
        for other, second in ranks.items():
            a, b = units[one].total, units[other].total
            assert a is not None
            assert b is not None
            if a > b:
                assert first < second
            if first == second:
                assert a == b
    # Ties share a rank and leave out as many as they are: 1, 1, 3.
    order = sorted(ranks.values())
    assert all(rank == order.index(rank) + 1 for rank in order)


@given(scored(), scored())
def test_an_explanation_adds_up_to_the_difference(old: Scores, new: Scores) -> None:
    before = {unit.unit: unit for unit in unit_scores(old)}
    after = {unit.unit: unit for unit in unit_scores(new)}
    for unit in before.keys() & after.keys():
        one, other = before[unit], after[unit]
        change = explain_total(old, new, one, other)
        if change is None:
            assert one.total is None or other.total is None
            continue
        parts = change.of_same_measure + change.of_other_measure
        assert parts + change.bonus - change.penalty == change.difference
        assert one.total is not None
        assert other.total is not None
        assert change.difference == other.total - one.total


@given(tables())
def test_a_table_has_no_change_from_itself(criteria: tuple[Criterion, ...]) -> None:
    scores = Scores.model_construct(criteria=criteria)
    assert compare_tables(scores, scores) == ()


@given(tables(), tables())
def test_changes_of_a_table_mirror(one: tuple[Criterion, ...], other: tuple[Criterion, ...]) -> None:  # fmt: skip
    old, new = Scores.model_construct(criteria=one), Scores.model_construct(criteria=other)
    mirror = {
        TableChangeKind.ADDED: TableChangeKind.REMOVED,
        TableChangeKind.MAX_RAISED: TableChangeKind.MAX_LOWERED,
        TableChangeKind.SPLIT: TableChangeKind.MERGED,
    }
    mirror |= {back: kind for kind, back in mirror.items()}
    there = {(c.criterion, mirror.get(c.kind, c.kind), c.new, c.old) for c in compare_tables(old, new)}  # fmt: skip
    back = {(c.criterion, c.kind, c.old, c.new) for c in compare_tables(new, old)}
    assert there == back


@given(scored())
def test_what_was_lost_and_what_was_got_are_the_maximum(scores: Scores) -> None:
    most = maxima(scores)
    for unit in unit_scores(scores):
        for criterion, lost in points_lost(scores, unit).items():
            points, limit = unit.points[criterion], most[criterion]
            assert (lost is None) == (points is None or limit is None)
            if lost is not None and points is not None:
                assert lost + points == limit
    if highest_total(scores) is not None:
        assert all(most[c.id] is not None for c in scored_criteria(scores))


def _scores(*units: tuple[str, dict[str, str]], **more: object) -> Scores:
    criteria = (Criterion(id="c1", text="Một", max="50"), Criterion(id="c2", text="Hai", max="50"))
    rows = tuple(ScoreRow(unit=u, points=Points(points)) for u, points in units)
    sheet = ScoreSheet.model_construct(by="cum", rows=rows)
    return Scores.model_construct(criteria=criteria, sheets=(sheet,), **more)


def test_a_tie_shares_a_rank_and_a_ballot_parts_it() -> None:
    same = [(u, {"c1": "40", "c2": "38,5"}) for u in ("dv-a", "dv-b")]
    low = ("dv-c", {"c1": "40", "c2": "38"})
    tied = _scores(*same, low)
    assert computed_ranks(unit_scores(tied)) == {"dv-a": 1, "dv-b": 1, "dv-c": 3}
    votes = (Vote(unit="dv-b", votes=4), Vote(unit="dv-a", votes=2), Vote(unit="dv-c", votes=6))
    voted = _scores(*same, low, ballot=Ballot(votes=votes))
    assert computed_ranks(unit_scores(voted)) == {"dv-b": 1, "dv-a": 2, "dv-c": 3}


def test_the_ranked_stand_first() -> None:
    ranking = (RankedUnit(unit="dv-b", rank=1), RankedUnit(unit="dv-a", rank=2))
    found = unit_scores(_scores(("dv-a", {}), ("dv-c", {}), ranking=ranking))
    assert [unit.unit for unit in found] == ["dv-b", "dv-a", "dv-c"]


def test_the_last_stage_counts_and_the_difference_is_kept() -> None:
    stages = [("kiem-tra-cheo", "39"), ("tu-cham", "40"), ("cum", "38,5")]
    sheets = tuple(
        ScoreSheet.model_construct(by=by, rows=(ScoreRow(unit="dv-a", points=Points(c1=points)),))
        for by, points in stages
    )
    criterion = Criterion(id="c1", text="Một", max="50")
    (unit,) = unit_scores(Scores.model_construct(criteria=(criterion,), sheets=sheets))
    assert [*unit.stages["c1"]] == ["tu-cham", "kiem-tra-cheo", "cum"]
    assert unit.total == Decimal("38.5")
    assert unit.difference("c1") == Decimal("-1.5")


def test_points_are_read_as_papers_write_them() -> None:
    assert [read_points(text) for text in ("9,5", "9,50", "10", "0", "9,5 điểm", "1.000")] == [
        Decimal("9.5"), Decimal("9.50"), Decimal(10), Decimal(0), Decimal("9.5"), Decimal(1000),
    ]  # fmt: skip
    for text in ("9.5", "trên 9", "9/10", "tốt", "5%", "9 phiếu", "tăng 2"):
        assert read_points(text) is None, text
