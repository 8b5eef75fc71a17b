from __future__ import annotations

import re

import pytest

from thidua.pledges.anchors import RESERVED, article_anchor, target_anchor
from thidua.pledges.compare import compare
from thidua.pledges.pledge_text import PledgeText
from thidua.pledges.results import evaluate_target
from thidua.pledges.summary import comparator_words
from thidua.pledges.target_text import baseline_text, commitment_text, value_with_unit
from thidua.reading.fields import COMPARATORS
from thidua.reading.records import Result, Target


def target(
    comparator: str, value: str, unit: str | None = None, baseline: str | None = None
) -> Target:
    return Target(
        id="a",
        article="b",
        text="x",
        comparator=comparator,
        value=value,
        unit=unit,
        baseline=baseline,
    )


N = "\u00a0"
SAID: dict[str, dict[str, str]] = {
    # value and unit → the words of the page
    ">=": {
        "75|%": "ít nhất 75%", "95|điểm": f"ít nhất 95{N}điểm", "2|điểm %": f"ít nhất 2{N}điểm %", "3|vụ": f"ít nhất 3{N}vụ",
        "300|lượt người": f"ít nhất 300{N}lượt người", "2|tỷ đồng": f"ít nhất 2{N}tỷ đồng", "1 tỷ đồng|": "ít nhất 1 tỷ đồng", "4|": "ít nhất 4",
        "ít nhất 3|mô hình": f"ít nhất 3{N}mô hình", "không dưới 80%|": "không dưới 80%", "từ 75% trở lên|": "từ 75% trở lên",
        "đạt 80%|": "đạt ít nhất 80%", "phấn đấu đạt 80%|": "phấn đấu đạt ít nhất 80%", "khoảng 12.000|hồ sơ": f"ít nhất khoảng 12.000{N}hồ sơ",
        "tăng lên 80%|": "tăng lên 80%", "5–7%|": "5–7%", "từ 5% đến 7%|": "từ 5% đến 7%", "80% cả 3 tiêu chí|": "ít nhất 80% cả 3 tiêu chí",
    },
    ">": {
        "75|%": "trên 75%", "trên 75,5 %|": "trên 75,5 %", "trên 75%|vụ án": f"trên 75%{N}vụ án", "3|vụ": f"trên 3{N}vụ", "95|điểm": f"trên 95{N}điểm",
        "1|tỷ đồng": f"trên 1{N}tỷ đồng", "300|lượt": f"trên 300{N}lượt", "đạt 75%|": "đạt trên 75%", "5–7%|": "5–7%",
    },
    "<=": {
        "1|%": "không quá 1%", "3 vụ|vụ": "không quá 3 vụ", "không quá 3 vụ|": "không quá 3 vụ", "0|vụ": f"không quá 0{N}vụ", "còn 94 vụ|": "còn 94 vụ",
        "giảm còn 94 vụ|": "giảm còn 94 vụ", "1|tỷ đồng": f"không quá 1{N}tỷ đồng", "2|chỉ tiêu": f"không quá 2{N}chỉ tiêu", "tối đa 5|lượt": f"tối đa 5{N}lượt",
    },
    "<": {
        "1|%": "dưới 1%", "dưới 1%|": "dưới 1%", "3|vụ": f"dưới 3{N}vụ", "giảm còn 94 vụ|": "giảm còn dưới 94 vụ", "500|triệu đồng": f"dưới 500{N}triệu đồng",
        "5|lượt": f"dưới 5{N}lượt", "10|điểm": f"dưới 10{N}điểm",
    },
    "=": {
        "100%|": "đạt 100%", "90|%": "đạt 90%", "đạt 90%|": "đạt 90%", "95|điểm": f"đạt 95{N}điểm", "4|": "đạt 4", "4|đợt": f"4{N}đợt", "0|vụ": f"0{N}vụ",
        "04 lượt|": "04 lượt", "2|tỷ đồng": f"2{N}tỷ đồng", "18|chỉ tiêu": f"18{N}chỉ tiêu", "Đơn vị Quyết thắng|": "đạt Đơn vị Quyết thắng",
        "giảm cả ba tiêu chí|": "giảm cả ba tiêu chí", "5–7%|": "5–7%", "khoảng 12.000|hồ sơ": f"khoảng 12.000{N}hồ sơ",
    },
    "tang>=": {
        "10|%": "tăng ít nhất 10%", "2|điểm %": f"tăng ít nhất 2{N}điểm %", "10|hồ sơ": f"tăng ít nhất 10{N}hồ sơ", "tăng 10%|": "tăng 10%",
        "tăng trên 10%|": "tăng trên 10%", "trên 10%|": "tăng ít nhất trên 10%", "5–7%|": "tăng 5–7%", "2|tỷ đồng": f"tăng ít nhất 2{N}tỷ đồng",
    },
    "giam>=": {
        "5%|": "giảm ít nhất 5%", "5|%": "giảm ít nhất 5%", "7|vụ": f"giảm ít nhất 7{N}vụ", "giảm 5%|": "giảm 5%", "giảm ít nhất 5%|": "giảm ít nhất 5%",
        "kéo giảm từ 5% trở lên|": "kéo giảm từ 5% trở lên", "phấn đấu giảm 5%|": "phấn đấu giảm 5%", "phấn đấu 5%|": "phấn đấu giảm ít nhất 5%",
        "5% cả 3 tiêu chí|": "giảm ít nhất 5% cả 3 tiêu chí", "giảm 5% cả 3 tiêu chí|": "giảm 5% cả 3 tiêu chí", "10/6/9|": "giảm 10/6/9", "5–7%|": "giảm 5–7%",
        "2|lượt": f"giảm ít nhất 2{N}lượt", "1|tỷ đồng": f"giảm ít nhất 1{N}tỷ đồng",
    },
    "hoan-thanh": {
        "77|chỉ tiêu": f"hoàn thành 77{N}chỉ tiêu được giao", "77|": f"hoàn thành 77{N}chỉ tiêu được giao", "77 chỉ tiêu|": "hoàn thành 77 chỉ tiêu được giao",
        "12|nhiệm vụ": f"hoàn thành 12{N}nhiệm vụ được giao",
    },
    "vuot-muc": {
        "77|chỉ tiêu": f"hoàn thành vượt mức 77{N}chỉ tiêu được giao", "77|chỉ tiêu công tác": f"hoàn thành vượt mức 77{N}chỉ tiêu công tác được giao",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "said"),
    [
        (comparator, *written.split("|"), said)
        for comparator, rows in SAID.items()
        for written, said in rows.items()
    ],
)
def test_a_commitment_keeps_the_value_and_says_what_the_pledge_means(comparator, value, unit, said):
    words = comparator_words(comparator, "vi")
    assert commitment_text(target(comparator, value, unit or None), words, "vi") == said
    # every word of the value stands in it, in its order
    assert re.search(".*".join(map(re.escape, value.split())), said.replace(N, " "))


def test_every_comparator_is_in_the_table():
    assert set(SAID) == set(COMPARATORS)


@pytest.mark.parametrize(
    ("comparator", "value", "result", "state", "reason", "share"),
    [
        # k of N
        ("hoan-thanh", "77", "77/77", "reached", None, "77/77"), ("hoan-thanh", "77", "75/77", "not-reached", None, "75/77"),
        ("hoan-thanh", "77", "75", "not-reached", None, "75/77"), ("hoan-thanh", "77", "77 chỉ tiêu", "reached", None, "77/77"),
        ("hoan-thanh", "77", "đạt 75 trên tổng số 77 chỉ tiêu", "not-reached", None, "75/77"), ("hoan-thanh", "77", "cả 77 chỉ tiêu", "reached", None, "77/77"),
        ("hoan-thanh", "77", "hoàn thành 0/77", "not-reached", None, "0/77"), ("hoan-thanh", "77", "trên 70", "not-yet-known", "too-vague", None),
        ("hoan-thanh", "77", "dưới 70", "not-reached", None, None),
        # Who exceeds has met; who met at least 60 may have met all
        ("hoan-thanh", "77", "vượt mức 77/77", "reached", None, None), ("hoan-thanh", "77", "vượt mức 60/77", "not-yet-known", "too-vague", None),
        ("hoan-thanh", "77", "đạt và vượt 77/77", "reached", None, "77/77"),
        # To meet is not to exceed
        ("vuot-muc", "77", "vượt mức 77/77", "reached", None, "77/77"), ("vuot-muc", "77", "70/77", "not-reached", None, "70/77"),
        ("vuot-muc", "77", "77/77", "reached", None, "77/77"), ("vuot-muc", "77", "đạt 77/77", "not-yet-known", "excess-unsaid", None),
        ("vuot-muc", "77", "hoàn thành 77/77", "not-yet-known", "excess-unsaid", None), ("vuot-muc", "77", "đạt và vượt 77/77", "not-yet-known", "excess-unsaid", None),
        ("vuot-muc", "77", "đạt 75/77", "not-reached", None, None), ("vuot-muc", "77", "hoàn thành vượt mức 75/77 chỉ tiêu", "not-reached", None, "75/77"),
        # Another number was assigned, or another thing counted
        ("hoan-thanh", "77", "75/80", "not-yet-known", "count-differs", None), ("hoan-thanh", "77", "78", "not-yet-known", "count-differs", None),
        ("hoan-thanh", "77", "97%", "not-yet-known", "unit-differs", None), ("hoan-thanh", "77", "75/77 vụ", "not-yet-known", "unit-differs", None),
        ("hoan-thanh", "77", "tăng 3", "not-yet-known", "direction-unasked", None), ("hoan-thanh", "77", "gần hết", "not-yet-known", "result-unreadable", None),
        ("hoan-thanh", "77", "75/77/80", "not-yet-known", "result-unreadable", None),
        ("hoan-thanh", "tất cả", "75", "not-yet-known", "target-unreadable", None), ("hoan-thanh", "100%", "75", "not-yet-known", "target-unreadable", None),
        ("vuot-muc", "trên 77", "78", "not-yet-known", "target-unreadable", None),
    ],
)  # fmt: skip
def test_k_of_the_assigned_targets(comparator, value, result, state, reason, share):
    asked = target(comparator, value).model_copy(
        update={"results": (Result(unit="a", value=result, as_of="2031-12", source="Báo cáo"),)}
    )
    (found,) = evaluate_target(asked, ["a"])
    told = f"{found.share.part}/{found.share.whole}" if found.share else None
    assert (str(found.state), found.reason, told) == (state, reason, share)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (("hoan-thanh", "77"), ("hoan-thanh", "80"), [("target-count-changed", None)]),
        (("vuot-muc", "80"), ("vuot-muc", "77"), [("target-count-changed", None)]),
        (("hoan-thanh", "77"), ("vuot-muc", "77"), [("target-comparator-changed", "stricter")]),
        (("vuot-muc", "77"), ("hoan-thanh", "77"), [("target-comparator-changed", "looser")]),
        (("hoan-thanh", "77"), ("vuot-muc", "80"), [("target-comparator-changed", "stricter"), ("target-count-changed", None)]),
        ((">", "77"), ("vuot-muc", "77"), [("target-comparator-changed", None)]),
        ((">", "77"), ("vuot-muc", "80"), [("target-comparator-changed", None), ("target-value-changed", None)]),
        (("vuot-muc", "77"), ("vuot-muc", "077"), [("target-respelt", None)]),
    ],
)  # fmt: skip
def test_what_changes_where_assigned_targets_are_counted(old, new, changes):
    before, after = (PledgeText(targets=(target(*side, "chỉ tiêu"),)) for side in (old, new))
    found = compare(before, after).changes
    assert [(str(c.kind), c.strictness and str(c.strictness)) for c in found] == changes


@pytest.mark.parametrize(
    ("baseline", "said"),
    [
        (None, ""),
        ("so với năm 2023", "so với năm 2023"),
        ("So với cùng kỳ", "So với cùng kỳ"),
        ("120 vụ (năm 2023)", "so với 120 vụ (năm 2023)"),
        ("năm 2023: 120 vụ", "so với năm 2023: 120 vụ"),
    ],
)
def test_what_it_is_measured_from(baseline, said):
    assert baseline_text(target(">=", "5", None, baseline), "vi") == said


def test_a_unit_is_not_repeated():
    assert value_with_unit("5%", "%") == "5%"
    assert value_with_unit("5", None) == "5"


def test_anchors_never_meet():
    ids = [*RESERVED, "chi-tieu-toi-pham", "toi-pham", "td-nav", "dieu-noi-dung"]
    anchors = [*map(article_anchor, ids), *map(target_anchor, ids)]
    assert len(set(anchors)) == len(anchors)
    assert RESERVED.isdisjoint(anchors)
    assert article_anchor("an-ninh") == "an-ninh"
