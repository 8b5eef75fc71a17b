"""Edges of what pledges are held against each other by: ranges, likeness, moves, limits of headings and results."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thidua.dates import PartialDate, Span
from thidua.pledges.articles import numbering, propose_id, renumbered, split_body
from thidua.pledges.evaluation import ValueRange, evaluate
from thidua.pledges.matching import (
    MatchedRow,
    MatchPart,
    matched_rows,
    moved_places,
    pair_up,
    similarity,
    text_features,
)
from thidua.pledges.results import evaluate_results, may_see_results
from thidua.pledges.text_diff import new_text, old_text, same_words, word_diff
from thidua.pledges.values import parse
from thidua.reading.body import read_body
from thidua.reading.records import Pledge, Target

R, N, U = "reached", "not-reached", "not-yet-known"


def target(comparator: str, value: str, results: object = (), **fields: str) -> Target:
    return Target.model_validate({
        "id": "a", "article": "x", "text": "Chỉ tiêu", "comparator": comparator, "value": value, "results": results, **fields,
    })  # fmt: skip


# --- Results against targets --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comparator", "results"),
    [
        # Each result against the number 10: what is said of it
        (">=", {"9": N, "10": R, "11": R, "ít nhất 10": R, "ít nhất 9": U, "trên 10": R, "trên 9": U, "không quá 10": U,
                "không quá 9": N, "dưới 10": N, "dưới 11": U, "gần 10": N, "gần 11": U, "khoảng 10": U}),
        (">", {"10": N, "10,1": R, "ít nhất 10": U, "ít nhất 11": R, "trên 10": R, "trên 9": U, "không quá 10": N, "không quá 11": U,
               "dưới 10": N, "gần 10": N, "khoảng 10": U}),
        ("<=", {"11": N, "10": R, "9": R, "không quá 10": R, "không quá 11": U, "dưới 10": R, "dưới 11": U, "ít nhất 10": U,
                "ít nhất 11": N, "trên 10": N, "trên 9": U, "gần 10": R, "gần 11": U, "khoảng 10": U}),
        ("<", {"10": N, "9,9": R, "không quá 10": U, "không quá 9": R, "dưới 10": R, "gần 10": R, "ít nhất 10": N, "trên 9": U,
               "khoảng 10": U}),
        ("=", {"10": R, "9": N, "11": U, "ít nhất 10": U, "trên 10": U, "ít nhất 11": U, "không quá 9": N, "dưới 10": N, "khoảng 10": U}),
    ],
)  # fmt: skip
def test_every_way_to_mean_a_number(comparator: str, results: dict[str, str]) -> None:
    found = {value: str(evaluate(target(comparator, "10"), value).state) for value in results}
    assert found == results


@pytest.mark.parametrize(
    ("comparator", "value", "result", "state"),
    [
        ("giam>=", "5%", "giảm 5%", R), ("giam>=", "5%", "giảm 4,99%", N), ("giam>=", "5%", "-5%", R), ("giam>=", "5%", "+5%", N),
        ("tang>=", "5%", "tăng 5%", R), ("tang>=", "5%", "tăng 4,99%", N), ("tang>=", "5%", "+5%", R), ("tang>=", "5%", "-5%", N),
        ("giam>=", "giảm trên 5%", "giảm 5%", N), ("giam>=", "giảm trên 5%", "giảm 5,01%", R), ("giam>=", "5%", "giảm ít nhất 5%", R),
        ("giam>=", "5%", "giảm không quá 5%", U), ("giam>=", "5%", "tăng ít nhất 1%", N), ("tang>=", "5%", "giảm dưới 5%", U),
    ],
)  # fmt: skip
def test_changes_at_their_edge(comparator: str, value: str, result: str, state: str) -> None:
    assert str(evaluate(target(comparator, value), result).state) == state


@pytest.mark.parametrize(
    ("comparator", "baseline", "result", "state"),
    [
        # 5% of 120 is 6
        ("giam>=", "120 vụ", "114 vụ", R), ("giam>=", "120 vụ", "115 vụ", N), ("tang>=", "120 vụ", "126 vụ", R),
        ("tang>=", "120 vụ", "125 vụ", N), ("giam>=", "120 vụ", "126 vụ", N), ("giam>=", "trên 120 vụ", "114 vụ", U),
        ("giam>=", "giảm 120 vụ", "114 vụ", U), ("giam>=", "120 vụ", "114", U), ("giam>=", "1 vụ", "0 vụ", R),
    ],
)  # fmt: skip
def test_changes_from_a_number(comparator: str, baseline: str, result: str, state: str) -> None:
    assert str(evaluate(target(comparator, "5%", baseline=baseline), result).state) == state


@pytest.mark.parametrize(
    ("value", "text", "result", "reason"),
    [
        *((f"5% {words}", "Giảm", "giảm 6%", "scope-differs") for words in ("cả 3 tiêu chí", "mỗi tiêu chí", "từng tiêu chí", "ở cả ba mặt", "trên cả hai mặt", "của cả bốn")),
        *(("5%", f"Giảm {words}", "giảm 6%", "scope-differs") for words in ("cả hai tiêu chí", "cả ba mặt", "cả bốn tiêu chí", "Cả 9 mặt", "cả 2 tiêu chí")),
        ("5%", "Giảm cả 1 tiêu chí", "giảm 6%", None), ("5%", "Giảm cả năm", "giảm 6%", None), ("5% cả 3 tiêu chí", "Giảm", "giảm 6% cả 3 tiêu chí", None),
        ("5% so với năm 2023", "Giảm", "giảm 6% so với năm 2022", "baseline-differs"), ("5% so với năm 2023", "Giảm", "giảm 6% so với năm 2023", None),
        ("5% so với năm 2023", "Giảm", "giảm 6% (năm 2022)", None), ("5%", "Giảm", "giảm 6% so với năm 2022", None),
    ],
)  # fmt: skip
def test_scopes_that_differ(value: str, text: str, result: str, reason: str | None) -> None:
    assert evaluate(target("giam>=", value, text=text), result).reason == reason


def test_ranges() -> None:
    def between(low: int | None, high: int | None, *, low_open: bool = False, high_open: bool = False) -> ValueRange:  # fmt: skip
        return ValueRange(low and Decimal(low), high and Decimal(high), low_open, high_open)

    closed, half = between(1, 5), between(1, 5, low_open=True)
    assert half.within(closed)
    assert not closed.within(half)
    assert closed.within(closed)
    assert between(2, 4).within(closed)
    assert not between(2, None).within(closed)
    assert between(2, 4).within(between(None, None))
    assert between(5, 9).meets(closed)
    assert not between(5, 9, low_open=True).meets(closed)
    assert not between(6, 9).meets(closed)
    assert not closed.meets(between(6, 9))
    assert -between(1, 5, low_open=True) == between(-5, -1, high_open=True)


def test_what_could_not_be_read_has_no_sign() -> None:
    assert (parse("x").signed, parse("x").qualifier, parse("x").scope) == (False, "exact", "")


# --- Standings ----------------------------------------------------------------------------------------


def result(unit: str, value: str, as_of: str) -> dict[str, str]:
    return {"unit": unit, "value": value, "as_of": as_of, "source": "Báo cáo"}


def pledge(*targets: Target, results_audience: str = "internal") -> Pledge:
    record = Pledge.model_validate({
        "term": "2031", "title": "G", "audience": "public", "sources": [{"title": "S"}], "results_audience": results_audience,
    })  # fmt: skip
    return record.model_copy(update={"targets": targets})


YEAR = Span(PartialDate(2031, 1, 1), PartialDate(2031, 12, 31))


@pytest.mark.parametrize(
    ("as_of", "provisional", "state"),
    [
        ("2031-12-30", True, U), ("2031-12-31", False, R), ("2032-01-01", False, R), ("2031-12", False, R), ("2031-11", True, U), ("2031", False, R),
    ],
)  # fmt: skip
def test_a_limit_is_kept_when_the_term_is_over(as_of: str, provisional: bool, state: str) -> None:
    (one,) = evaluate_results(
        pledge(target("<=", "3", [result("a", "2", as_of)])), ["a"], YEAR
    ).statuses
    assert (one.provisional, str(one.state)) == (provisional, state)
    (other,) = evaluate_results(
        pledge(target(">=", "3", [result("a", "4", as_of)])), ["a"], YEAR
    ).statuses
    assert (other.provisional, str(other.state)) == (provisional, R)
    for term in (None, Span(PartialDate(2031), None)):
        (open_,) = evaluate_results(pledge(target("<=", "3", [result("a", "2", as_of)])), ["a"], term).statuses  # fmt: skip
        assert (open_.provisional, str(open_.state)) == (False, R)


@pytest.mark.parametrize(
    ("comparator", "value", "given", "percent"),
    [
        (">=", "80", "60", 75), (">", "80", "80", 100), ("=", "80", "0", 0), (">=", "80", "-1", None), (">=", "0", "1", None), ("<=", "80", "60", None),
        (">=", "80", "trên 60", None), (">=", "80 vụ", "60 người", None), (">=", "80 vụ", "60", 75), ("giam>=", "80%", "giảm 60%", None),
        (">=", "80", "tăng 60", None), ("=", "Tốt", "60", None), (">=", "80", "x", None),
    ],
)  # fmt: skip
def test_how_much_of_a_target_a_result_is(comparator: str, value: str, given: str, percent: int | None) -> None:  # fmt: skip
    (one,) = evaluate_results(pledge(target(comparator, value, [result("a", given, "2031-06")])), ["a"]).statuses  # fmt: skip
    assert (one.share.percent if one.share else None) == percent


def test_the_newest_result_counts_and_those_of_one_day_agree_or_not() -> None:
    given = [result("a", "9", "2031-07"), result("a", "11", "2031-06"), result("b", "9", "2031-06"), result("b", "12", "2031-06"), result("c", "10", "2031")]  # fmt: skip
    found = evaluate_results(pledge(target(">=", "10", given)), ["c", "d"])
    assert [(s.unit, str(s.state), s.reason, s.result and s.result.value, [e.value for e in s.earlier]) for s in found.statuses] == [
        ("c", R, None, "10", []), ("d", U, "no-result", None, []), ("a", N, None, "9", ["11"]), ("b", U, "results-disagree", "12", ["9"]),
    ]  # fmt: skip
    counts = found.progress
    assert (counts.reached, counts.not_reached, counts.no_result, counts.unclear, counts.total, counts.known) == (1, 1, 1, 1, 4, 2)  # fmt: skip
    assert (list(found.by_target), list(found.by_unit)) == (["a"], ["c", "d", "a", "b"])
    assert (found.by_unit["d"].no_result, found.by_unit["d"].total) == (1, 1)
    assert [s.share for s in found.statuses if s.unit == "b"] == [None]


@pytest.mark.parametrize(
    ("results", "audience", "may"),
    [("internal", "public", False), ("public", "public", True), ("internal", "internal", True)],
)
def test_who_may_follow(results: str, audience: str, may: bool) -> None:
    assert may_see_results(pledge(results_audience=results), audience) is may  # type: ignore[arg-type]


# --- Which part is which --------------------------------------------------------------------------------


def parts(*texts: str) -> list[MatchPart]:
    """``id:text`` each."""
    return [MatchPart(*text.split(":")) for text in texts]


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (["a:x", "b:y"], ["b:y", "a:x"], [(0, 1), (1, 0)]),
        # Nothing shared: half alike is enough, and each part is taken once
        (["a:một hai ba"], ["b:một hai ba"], [(0, 0)]),
        (["a:một hai ba"], ["b:một hai ba", "c:một hai ba"], [(0, 0)]),
        (["a:một hai ba", "b:một hai ba"], ["c:một hai ba"], [(0, 0)]),
        (["a:một hai"], ["b:một ba"], []),
        (["a:một hai ba"], ["b:một hai bốn"], [(0, 0)]),
        (["a:một"], ["b:hai"], []),
        # Most ids shared: nearly the same is asked for
        (["k:x", "a:một hai ba"], ["k:x", "b:một hai bốn"], [(0, 0)]),
        (["k:x", "a:một hai ba 5"], ["k:x", "b:một hai ba 7"], [(0, 0), (1, 1)]),
        # An id that stands twice
        (["a:x", "a:y"], ["a:x", "a:y"], [(0, 0), (1, 1)]),
        (["a:x", "a:y"], ["a:x"], [(0, 0)]),
        ([], [], []),
    ],
)
def test_what_belongs_together(old: list[str], new: list[str], pairs: list[tuple[int, int]]) -> None:  # fmt: skip
    assert pair_up(parts(*old), parts(*new)) == pairs


def test_the_nearer_place_is_taken_of_two_that_are_alike() -> None:
    assert pair_up(parts("a:một hai", "b:ba bốn"), parts("c:ba bốn", "d:ba bốn")) == [(1, 1)]


def test_signs_and_likeness() -> None:
    assert text_features("Giảm 5% số vụ.") == {"giam", "#", "so", "vu", "giam #", "# so", "so vu"}
    assert text_features("7a") == {"7a"}
    assert text_features("…") == frozenset()
    assert similarity(frozenset("ab"), frozenset("bc")) == 0.5
    assert similarity(frozenset("ab"), frozenset("ab")) == 1
    assert similarity(frozenset(), frozenset()) == 0


@pytest.mark.parametrize(
    ("order", "moving"),
    [
        ([0, 1, 2], set()), ([1, 0, 2], {0}), ([2, 0, 1], {0}), ([1, 2, 0], {2}), ([2, 1, 0], {0, 1}), ([], set()), ([0, 2, 1, 3], {1}), ([3, 0, 1, 2], {0}),
    ],
)  # fmt: skip
def test_the_fewest_that_must_move(order: list[int], moving: set[int]) -> None:
    assert moved_places(list(enumerate(order))) == moving


def test_rows_follow_the_newer_pledge() -> None:
    assert matched_rows(3, 3, [(0, 1), (2, 0)]) == (
        MatchedRow(2, 0),
        MatchedRow(0, 1),
        MatchedRow(1, None),
        MatchedRow(None, 2),
    )
    assert matched_rows(2, 0, []) == (MatchedRow(0, None), MatchedRow(1, None))
    assert matched_rows(0, 1, []) == (MatchedRow(None, 0),)
    assert matched_rows(3, 1, [(1, 0)]) == (
        MatchedRow(0, None),
        MatchedRow(1, 0),
        MatchedRow(2, None),
    )


# --- Words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expect"),
    [
        ("", "", ""), ("a", "a", "=a"), ("", "a", "+a"), ("a", "", "-a"), ("a b c", "a x c", "=a |-b|+x|= c"), ("a b", "a b c", "=a b|+ c"),
        ("a b c", "b c", "-a |=b c"), ("a  b", "a b", "=a |- |=b"), ("a, b", "a. b", "=a|-,|+.|= b"),
        # An island of one word in a rewritten passage is given up
        ("một hai và ba bốn", "năm sáu và bảy tám", "-một hai và ba bốn|+năm sáu và bảy tám"),
    ],
)  # fmt: skip
def test_differences_by_word(old: str, new: str, expect: str) -> None:
    marks = {"equal": "=", "delete": "-", "insert": "+"}
    found = word_diff(old, new)
    assert "|".join(f"{marks[s.kind]}{s.text}" for s in found) == expect
    assert (old_text(found), new_text(found)) == (old, new)


@pytest.mark.parametrize(
    ("around", "kinds"),
    [
        # 6,324 words times 6,324 are just below forty million pairs, 6,326 times 6,326 above
        (3160, ["delete", "insert", "equal", "delete", "insert"]),
        (3161, ["delete", "insert"]),
    ],
)
def test_texts_too_long_to_compare_word_by_word_are_one_change(around: int, kinds: list[str]) -> None:  # fmt: skip
    old, new = (f"{letter} " * around + "một hai ba bốn" + f" {letter}" * around for letter in "bd")
    assert [segment.kind for segment in word_diff(old, new)] == kinds


@pytest.mark.parametrize(("old", "new", "same"), [("a b", "a  b", True), ("a\nb", "a b", True), ("ab", "a b", False), ("a", "b", False), ("a,b", "a, b", True)])  # fmt: skip
def test_same_words(old: str, new: str, same: bool) -> None:
    assert same_words(old, new) is same


# --- Articles --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expect"),
    [
        ("## Một {#a}\nA\n\nB\n## Hai {#b}\nC", [("a", "A\n\nB"), ("b", "C")]), ("## Một {#a}\n\n\nA\n\n", [("a", "A")]),
        ("Đầu\n\n## Một {#a}", [("a", "")]), ("## Một\n## Một", [("mot", ""), ("mot-2", "")]), ("# Một\n### Hai", []),
    ],
)  # fmt: skip
def test_texts_of_articles(body: str, expect: list[tuple[str, str]]) -> None:
    parts = split_body(read_body("a.md", body, 5)[0])
    assert [(article.id, article.text) for article in parts.articles] == expect
    assert parts.preamble == ("Đầu" if body.startswith("Đầu") else body if not expect else "")


@pytest.mark.parametrize(
    ("number", "expect"),
    [
        ("Điều 1.", ("dieu", 1, False, "")), ("1a.", ("", 1, False, "a")), ("IX.", ("", 9, True, "")), ("Điều thứ 2", ("dieu", 2, False, "")),
        ("1.2.", ("", None, False, "")), ("Một", None), ("Tiêu chí 3", ("tieu-chi", 3, False, "")),
    ],
)  # fmt: skip
def test_printed_numbers(number: str, expect: tuple[str, int | None, bool, str] | None) -> None:
    found = numbering(number)
    assert (found and (found.label, found.ordinal, found.is_roman, found.suffix)) == expect


@pytest.mark.parametrize(
    ("number", "ordinal", "expect"),
    [("I.", 9, "IX."), ("I.", 10, "X."), ("I.", 14, "XIV."), ("I.", 20, "XX."), ("Điều 9.", 10, "Điều 10."), ("Một", 2, "Một")],
)  # fmt: skip
def test_the_number_after(number: str, ordinal: int, expect: str) -> None:
    assert renumbered(number, ordinal) == expect


def test_roman_numbers_in_their_order() -> None:
    found = [renumbered("I.", ordinal) for ordinal in range(1, 12)]
    assert found == ["I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII.", "IX.", "X.", "XI."]


def test_proposed_ids_are_free() -> None:
    assert propose_id("Điều 1.", "Kỷ cương", set()) == "ky-cuong"
    assert propose_id("Điều 1.", "Kỷ cương", {"ky-cuong"}) == "ky-cuong-2"
    assert propose_id("Điều 1.", "", {"ky-cuong", "dieu-1", "dieu-1-2"}) == "dieu-1-3"
    assert propose_id(None, "…", set()) == "dieu"
