from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.dates import PartialDate, Span, single
from thidua.locale import LANGUAGES
from thidua.pledges.evaluation import Evaluation, ResultState, UnclearReason, ValueRange, evaluate
from thidua.pledges.results import (
    Progress,
    evaluate_results,
    may_see_results,
    progress_words,
    reason_words,
    state_words,
)
from thidua.reading.records import Pledge, Target

R, N, U = "reached", "not-reached", "not-yet-known"


def target(comparator: str, value: str, results=(), **fields: str | None) -> Target:
    known = {
        "id": "a",
        "article": "x",
        "text": "Chỉ tiêu",
        "comparator": comparator,
        "value": value,
    }
    rows = [
        {"unit": unit, "value": text, "as_of": as_of, "source": "Báo cáo"}
        for unit, text, as_of in results
    ]
    return Target.model_validate({**known, **fields, "results": rows})


def pledge(*targets: Target, results_audience: str = "internal") -> Pledge:
    record = Pledge.model_validate(
        {
            "term": "2031", "title": "Giao ước", "audience": "public", "sources": [{"title": "Mẫu"}],
            "results_audience": results_audience,
        }
    )  # fmt: skip
    return record.model_copy(update={"targets": targets})


@pytest.mark.parametrize(
    "row",
    [
        # levels
        (">=", "75", "%", None, "75%", R, None),
        (">=", "75", "%", None, "74,9%", N, None),
        (">", "75", "%", None, "75%", N, None),
        (">", "trên 75,5 %", None, None, "76%", R, None),
        (">=", "77", "chỉ tiêu", None, "78", R, None),
        ("<=", "3", "vụ", None, "3 vụ", R, None),
        ("<", "3", "vụ", None, "3 vụ", N, None),
        ("=", "4", "đợt", None, "04 đợt", R, None),
        ("=", "4", "đợt", None, "3 đợt", N, None),
        ("=", "4", "đợt", None, "5 đợt", U, "exceeded"),
        ("=", "Đơn vị Quyết thắng", None, None, "Đơn vị quyết thắng", R, None),
        ("=", "Đơn vị Quyết thắng", None, None, "Đơn vị tiên tiến", U, "target-unreadable"),
        (">=", "77", "chỉ tiêu công tác", None, "78 chỉ tiêu", R, None),
        ("<=", "3", "người", None, "2 người bị thương", U, "unit-differs"),
        ("giam>=", "5% so với năm 2030", None, None, "giảm 6% so với năm 2029", U, "baseline-differs"),
        # results that leave something open
        (">=", "75", "%", None, "trên 75%", R, None),
        (">=", "80", "%", None, "trên 75%", U, "too-vague"),
        ("<=", "70", "%", None, "trên 75%", N, None),
        (">=", "7.000", None, None, "gần 6.500", N, None),
        (">=", "5.000", None, None, "gần 6.500", U, "too-vague"),
        (">=", "5.000", None, None, "khoảng 6.500", U, "too-vague"),
        (">=", "300", None, None, "hơn 300", R, None),
        (">=", "75", "%", None, "10/6/9", U, "result-unreadable"),
        (">=", "75", "%", None, "15.63%", U, "result-unreadable"),
        (">=", "10/6/9", None, None, "10", U, "target-unreadable"),
        (">=", "giảm ít nhất 5%", None, None, "giảm 6%", U, "target-unreadable"),
        (">=", "75", "%", None, "94 vụ", U, "unit-differs"),
        (">=", "75", "%", None, "giảm 80%", U, "direction-unasked"),
        # changes
        ("giam>=", "giảm ít nhất 5%", None, None, "giảm 6,2%", R, None),
        ("giam>=", "5", "%", None, "giảm 4,9%", N, None),
        ("giam>=", "5", "%", None, "tăng 6%", N, None),
        ("giam>=", "5", "%", None, "-6,2%", R, None),
        ("giam>=", "5", "%", None, "6,2%", U, "direction-missing"),
        ("giam>=", "5", "%", None, "6,2", U, "direction-missing"),
        ("giam>=", "5", "%", None, "giảm 7 vụ", U, "unit-differs"),
        ("giam>=", "giảm trên 5%", None, None, "giảm 5%", N, None),
        ("giam>=", "5", "%", None, "giảm trên 5%", R, None),
        ("giam>=", "5", "%", None, "giảm dưới 5%", N, None),
        ("tang>=", "10", "%", None, "tăng 12%", R, None),
        ("tang>=", "10", "%", None, "giảm 12%", N, None),
        ("tang>=", "10", "%", None, "+12%", R, None),
        ("tang>=", "10", "%", None, "tăng 9%", N, None),
        # from a baseline that is a number
        ("giam>=", "5", "%", "120 vụ (năm 2030)", "114 vụ", R, None),
        ("giam>=", "5", "%", "năm 2030: 120 vụ", "115 vụ", N, None),
        ("giam>=", "5", "%", "120 vụ", "khoảng 114 vụ", U, "too-vague"),
        ("giam>=", "5", "%", "120 vụ", "giảm còn 114 vụ", R, None),
        ("giam>=", "5", "%", "0 vụ", "0 vụ", U, "unit-differs"),
        ("giam>=", "10", "vụ", "120 vụ", "110 vụ", R, None),
        ("giam>=", "5", "%", "120 vụ", "114 người", U, "unit-differs"),
        ("giam>=", "5", "%", "so với năm 2030", "114 vụ", U, "unit-differs"),
        ("giam>=", "5", "%", "so với năm 2030", "giảm 6% so với năm 2029", U, "baseline-differs"),
        ("giam>=", "5", "%", "so với năm 2030", "giảm 6% so với cùng kỳ năm 2030", R, None),
        # several criteria
        ("giam>=", "5% cả 3 tiêu chí", None, None, "giảm 6%", U, "scope-differs"),
        ("giam>=", "5% cả 3 tiêu chí", None, None, "giảm 6% cả 3 tiêu chí", R, None),
    ],
)  # fmt: skip
def test_judge(row):
    comparator, value, unit, baseline, result, state, reason = row
    evaluation = evaluate(target(comparator, value, unit=unit, baseline=baseline), result)
    assert (str(evaluation.state), evaluation.reason and str(evaluation.reason)) == (state, reason)


def test_several_criteria_may_stand_in_the_sentence():
    asked = target("giam>=", "5", unit="%", text="Giảm 5% tai nạn ở cả ba tiêu chí")
    assert evaluate(asked, "giảm 6%").reason is UnclearReason.SCOPE_DIFFERS


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from([">=", "<=", "=", "giam>="]))
def test_a_reason_is_given_exactly_when_nothing_is_known(value, result, comparator):
    asked = Target.model_construct(
        id="a", article="a", text="", comparator=comparator, value=value, unit=None, baseline=None
    )
    evaluation = evaluate(asked, result)
    assert isinstance(evaluation, Evaluation)
    assert (evaluation.reason is not None) == (evaluation.state is ResultState.NOT_YET_KNOWN)


ENDS = st.none() | st.integers(-3, 3).map(Decimal)
RANGES = st.builds(ValueRange, ENDS, ENDS, st.booleans(), st.booleans()).filter(
    lambda r: (
        r.low is None
        or r.high is None
        or r.low < r.high
        or (r.low == r.high and not (r.low_open or r.high_open))
    )
)


def holds(range_: ValueRange, number: Decimal) -> bool:
    above = (
        range_.low is None or number > range_.low or (number == range_.low and not range_.low_open)
    )
    below = (
        range_.high is None
        or number < range_.high
        or (number == range_.high and not range_.high_open)
    )
    return above and below


@given(RANGES, RANGES)
def test_ranges_against_their_numbers(one, other):
    numbers = [Decimal(n) / 4 for n in range(-20, 21)]
    mine, others = ({n for n in numbers if holds(r, n)} for r in (one, other))
    assert one.within(other) == (mine <= others)
    assert one.meets(other) == bool(mine & others)
    assert one.meets(other) == other.meets(one)
    assert {n for n in numbers if holds(-one, n)} == {-n for n in mine}


YEAR = Span(PartialDate(2031, 1, 1), PartialDate(2031, 12, 31))


def test_follow():
    results = [
        ("dv-an-son", "70%", "2031-06-30"),
        ("dv-an-son", "82%", "2031-12-31"),
        ("dv-binh-khe", "khoảng 80%", "2031-12-31"),
    ]
    following = evaluate_results(
        pledge(target(">=", "80", results, unit="%")),
        ["dv-an-son", "dv-binh-khe", "dv-cam-ha"],
        YEAR,
    )
    first, second, third = following.statuses
    assert (first.state, first.result.value, [r.value for r in first.earlier]) == (
        R,
        "82%",
        ["70%"],
    )
    assert (first.share.part, first.share.whole) == (82, 80)
    assert not first.provisional
    assert (second.state, second.reason, second.share) == (U, UnclearReason.TOO_VAGUE, None)
    assert (third.state, third.reason, third.result) == (U, UnclearReason.NO_RESULT, None)
    assert following.progress == Progress(reached=1, no_result=1, unclear=1)
    assert following.by_target == {"a": following.progress}
    assert following.by_unit["dv-cam-ha"] == Progress(no_result=1)
    assert progress_words(following.progress, "vi") == "Đạt 1/3, chưa có số liệu 1/3, chưa rõ 1/3."


def test_a_unit_that_is_no_member_but_reported_is_not_dropped():
    asked = target(">=", "80", [("dv-cam-ha", "90", "2031")])
    assert [s.unit for s in evaluate_results(pledge(asked), ["dv-an-son"]).statuses] == [
        "dv-an-son",
        "dv-cam-ha",
    ]


def test_a_limit_is_kept_when_the_term_is_over():
    half = target("<=", "3", [("dv-an-son", "2 vụ", "2031-06-30")], unit="vụ")
    (status,) = evaluate_results(pledge(half), ["dv-an-son"], YEAR).statuses
    assert (status.reason, status.provisional) == (UnclearReason.TERM_OPEN, True)
    whole = target("<=", "3", [("dv-an-son", "2 vụ", "2031")], unit="vụ")
    (status,) = evaluate_results(pledge(whole), ["dv-an-son"], YEAR).statuses
    assert (status.state, status.provisional) == (R, False)
    broken = target("<=", "3", [("dv-an-son", "4 vụ", "2031-06-30")], unit="vụ")
    (status,) = evaluate_results(pledge(broken), ["dv-an-son"], YEAR).statuses
    assert status.state is ResultState.NOT_REACHED


def test_results_of_one_day_that_disagree():
    rows = [("dv-an-son", "4", "2031-12-31"), ("dv-an-son", "6", "2031-12-31")]
    (status,) = evaluate_results(pledge(target(">=", "5", rows)), ["dv-an-son"]).statuses
    assert (status.state, status.reason) == (U, UnclearReason.RESULTS_DISAGREE)
    assert status.share is None


def test_no_share_for_changes_limits_and_vague_numbers():
    for comparator, value, result in [
        ("<=", "5", "3"), ("giam>=", "5%", "giảm 6%"), (">=", "5", "gần 5"), (">=", "0", "3"), (">=", "5%", "3 vụ"),
    ]:  # fmt: skip
        asked = target(comparator, value, [("dv-an-son", result, "2031")])
        (status,) = evaluate_results(pledge(asked), ["dv-an-son"]).statuses
        assert status.share is None


def test_progress_without_targets():
    assert progress_words(Progress(), "vi") == "Chưa có chỉ tiêu nào để theo dõi."
    assert progress_words(Progress(not_reached=2), "vi") == "Chưa đạt 2/2."


def test_results_are_internal_unless_said_otherwise():
    assert may_see_results(pledge(), "internal")
    assert not may_see_results(pledge(), "public")
    assert may_see_results(pledge(results_audience="public"), "public")


def test_all_states_and_reasons_have_words():
    assert [state_words(state, "vi") for state in ResultState] == ["đạt", "chưa đạt", "chưa rõ"]
    assert all(reason_words(reason, lang) for reason in UnclearReason for lang in LANGUAGES)
    assert single("2031").covers(YEAR.first)
