from __future__ import annotations

import pytest

from thidua.pledges.anchors import RESERVED, article_anchor, target_anchor
from thidua.pledges.summary import comparator_words
from thidua.pledges.target_text import baseline_text, commitment_text, value_with_unit
from thidua.reading.records import Target


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


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "said"),
    [
        ("giam>=", "5%", None, "giảm ít nhất 5%"),
        ("giam>=", "5", "%", "giảm ít nhất 5%"),
        ("giam>=", "giảm 5%", None, "ít nhất giảm 5%"),
        ("giam>=", "giảm ít nhất 5%", None, "giảm ít nhất 5%"),
        ("tang>=", "10", "hồ sơ", "tăng ít nhất 10\u00a0hồ sơ"),
        (">", "trên 75,5 %", None, "trên 75,5 %"),
        (">", "77", "chỉ tiêu", "trên 77\u00a0chỉ tiêu"),
        (">=", "ít nhất 3", "mô hình", "ít nhất 3\u00a0mô hình"),
        ("<=", "3 vụ", "vụ", "không quá 3 vụ"),
        (">=", "khoảng 12.000", "hồ sơ", "ít nhất khoảng 12.000\u00a0hồ sơ"),
        ("=", "Đơn vị Quyết thắng", None, "đạt Đơn vị Quyết thắng"),
        ("giam>=", "10/6/9", None, "giảm ít nhất 10/6/9"),
    ],
)
def test_a_commitment_keeps_the_value_and_says_nothing_twice(comparator, value, unit, said):
    assert (
        commitment_text(target(comparator, value, unit), comparator_words(comparator, "vi"), "vi")
        == said
    )
    assert value in said.replace("\u00a0", " ")


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
