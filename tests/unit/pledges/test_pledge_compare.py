from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.pledges.articles import Article
from thidua.pledges.changes import ChangeKind, ForeignChangeError, Strictness, apply
from thidua.pledges.compare import compare
from thidua.pledges.matching import MatchPart, moved_places, pair_up
from thidua.pledges.pledge_text import PledgeText
from thidua.pledges.summary import (
    change_lines,
    change_subject,
    comparator_words,
    describe_change,
    summary_sentence,
)
from thidua.reading.fields import COMPARATORS
from thidua.reading.records import Signatory, Target
from unit.pledges.pledge_strategies import pairs, wordings


def article(id_: str, title: str = "Kỷ cương", text: str = "Giữ nghiêm kỷ cương.", number=None):
    return Article(id_, number, title, text)


def target(**fields: str | None) -> Target:
    known = {
        "id": "a",
        "article": "x",
        "text": "Kéo giảm tội phạm",
        "comparator": ">=",
        "value": "5",
    }
    return Target(**{**known, **fields})


def kinds(old: PledgeText, new: PledgeText) -> list[str]:
    return [str(change.kind) for change in compare(old, new).changes]


# --- The law ---------------------------------------------------------------------------------


@given(pairs())
@settings(max_examples=300, deadline=None)
def test_applying_the_changes_gives_the_newer_pledge(pair):
    old, new = pair
    assert apply(compare(old, new).changes, old.normalised()) == new.normalised()


@given(wordings(), st.sampled_from(["NFC", "NFD"]))
@settings(max_examples=60, deadline=None)
def test_a_pledge_does_not_differ_from_itself_in_another_form(wording, form):
    other = PledgeText(
        slogan=wording.slogan and unicodedata.normalize(form, wording.slogan),
        bases=unicodedata.normalize(form, wording.bases),
        preamble=unicodedata.normalize(form, wording.preamble),
        articles=tuple(
            replace(
                a,
                title=unicodedata.normalize(form, a.title),
                text=unicodedata.normalize(form, a.text),
            )
            for a in wording.articles
        ),
        targets=wording.targets,
        signatories=wording.signatories,
    )
    comparison = compare(wording, other)
    assert comparison.changes == ()
    assert summary_sentence(comparison, "vi") == "Không thay đổi."


@given(pairs())
@settings(max_examples=60, deadline=None)
def test_every_part_has_one_row_and_every_change_one_description(pair):
    comparison = compare(*pair)
    for rows, old, new in (
        (comparison.articles, comparison.old.articles, comparison.new.articles),
        (comparison.targets, comparison.old.targets, comparison.new.targets),
        (comparison.signatories, comparison.old.signatories, comparison.new.signatories),
    ):
        assert sorted(r.old for r in rows if r.old is not None) == list(range(len(old)))
        assert [r.new for r in rows if r.new is not None] == list(range(len(new)))
    for change in comparison.changes:
        assert "{" not in describe_change(comparison, change, "vi")
        assert isinstance(change_subject(comparison, change), str)
        assert change.as_dict()["kind"] == change.kind
    assert list(change_lines(comparison, "vi"))


def test_changes_of_another_pledge_are_refused():
    a, b = (
        PledgeText(articles=(article("mot"),)),
        PledgeText(articles=(article("mot", title="Khác"),)),
    )
    changes = compare(a, b).changes
    with pytest.raises(ForeignChangeError):
        apply(changes, b)
    with pytest.raises(ForeignChangeError):
        apply(changes, PledgeText())
    with pytest.raises(ForeignChangeError):
        apply(compare(a, PledgeText()).changes, b)
    turned = compare(
        PledgeText(articles=(article("mot"), article("hai"))),
        PledgeText(articles=(article("hai"), article("mot"))),
    )
    with pytest.raises(ForeignChangeError):
        apply(turned.changes, PledgeText())


# --- Articles --------------------------------------------------------------------------------


def test_an_article_pushed_down_is_renumbered_and_not_moved():
    old = PledgeText(articles=(article("mot", number="Điều 1."), article("hai", number="Điều 2.")))
    new = PledgeText(
        articles=(
            article("moi", "Nghĩa tình đồng đội", "Thăm hỏi gia đình.", "Điều 1."),
            article("mot", number="Điều 2."),
            article("hai", number="Điều 3."),
        )
    )
    assert kinds(old, new) == ["article-added", "article-renumbered", "article-renumbered"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("abc", []),
        ("cab", ["article-moved"]),
        ("bac", ["article-moved"]),
        ("cba", ["article-moved"] * 2),
    ],
)
def test_the_fewest_articles_move(order, expected):
    old = PledgeText(articles=tuple(article(i) for i in "abc"))
    new = PledgeText(articles=tuple(article(i) for i in order))
    assert kinds(old, new) == expected


def test_white_space_alone_is_no_rewording():
    old = PledgeText(articles=(article("a", text="Giữ nghiêm\nkỷ cương"),))
    new = PledgeText(articles=(article("a", text="Giữ nghiêm kỷ cương"),))
    comparison = compare(old, new)
    assert [c.kind for c in comparison.changes] == [ChangeKind.ARTICLE_REFLOWED]
    assert summary_sentence(comparison, "vi") == "Không thay đổi."
    assert list(change_lines(comparison, "vi")) == ["Không thay đổi."]


def test_two_clusters_without_common_ids_are_matched_by_their_text():
    old = PledgeText(
        articles=(
            article(
                "ky-cuong", "Kỷ cương", "Giữ nghiêm kỷ cương, kỷ luật và trách nhiệm nêu gương."
            ),
            article("doan-ket", "Đoàn kết", "Phối hợp chặt chẽ giữa các đơn vị trong cụm."),
        ),
        targets=(target(id="a", article="ky-cuong"),),
    )
    new = PledgeText(
        articles=(
            article(
                "k1", "Kỷ cương", "Giữ nghiêm kỷ cương, kỷ luật và đề cao trách nhiệm nêu gương."
            ),
            article("moi", "Chuyển đổi số", "Triển khai phần mềm quản lý hồ sơ điện tử."),
        ),
        targets=(target(id="b", article="k1"),),
    )
    assert kinds(old, new) == [
        "article-relabelled", "article-reworded", "article-removed", "article-added",
        "target-relabelled", "target-relabelled",
    ]  # fmt: skip
    assert summary_sentence(compare(old, new), "vi") == "Sửa 1 điều, thêm 1 điều và bỏ 1 điều."


def test_where_ids_are_shared_a_likeness_is_not_enough():
    shared = article("chung", "Chung", "Thực hiện nghiêm.")
    one = article("mot", "Phong trào", "Đẩy mạnh các phong trào thi đua trong toàn cụm.")
    other = article("hai", "Phong trào", "Đẩy mạnh các hoạt động văn hóa trong toàn cụm.")
    assert kinds(PledgeText(articles=(shared, one)), PledgeText(articles=(shared, other))) == [
        "article-removed",
        "article-added",
    ]


def test_one_chance_id_does_not_keep_two_clusters_apart():
    shared = article("chung", "Chung", "Thực hiện nghiêm.")
    rest = [
        article("mot", "Phong trào", "Đẩy mạnh các phong trào thi đua trong toàn cụm."),
        article("hai", "Đoàn kết", "Phối hợp chặt chẽ giữa các đơn vị."),
    ]
    other = [replace(a, id=f"k-{a.id}", text=f"{a.text} Thêm một câu.") for a in rest]
    found = kinds(PledgeText(articles=(shared, *rest)), PledgeText(articles=(shared, *other)))
    assert found == ["article-relabelled", "article-reworded"] * 2


def test_repeated_ids_pair_in_order():
    parts = [MatchPart("a", "x"), MatchPart("a", "y")]
    assert pair_up(parts, [*parts, MatchPart("a", "z")]) == [(0, 0), (1, 1)]


@given(st.permutations(range(7)))
def test_what_does_not_move_is_in_order(order):
    places = list(enumerate(order))
    wandering = moved_places(places)
    staying = [j for i, j in places if i not in wandering]
    assert staying == sorted(staying)


# --- Targets ---------------------------------------------------------------------------------

STRICTER, LOOSER = Strictness.STRICTER, Strictness.LOOSER


@pytest.mark.parametrize(
    ("old", "new", "expected", "strictness"),
    [
        ({}, {"value": "10"}, "target-raised", STRICTER),
        ({"value": "10"}, {"value": "5"}, "target-lowered", LOOSER),
        (
            {"comparator": "giam>="},
            {"comparator": "giam>=", "value": "10"},
            "target-raised",
            STRICTER,
        ),
        ({"comparator": "<="}, {"comparator": "<=", "value": "7"}, "target-raised", LOOSER),
        ({"comparator": "<="}, {"comparator": "<=", "value": "3"}, "target-lowered", STRICTER),
        ({"comparator": "="}, {"comparator": "=", "value": "6"}, "target-raised", None),
        ({"value": "05"}, {"value": "5"}, "target-respelt", None),
        ({"value": "5%"}, {"value": "5 %"}, "target-respelt", None),
        ({"value": "10/6/9"}, {"value": "10/6/8"}, "target-value-changed", None),
        ({"value": "10/6/9"}, {"value": "10"}, "target-value-changed", None),
        ({"value": "5%"}, {"value": "5 vụ"}, "target-unit-changed", None),
        ({"unit": "%"}, {"unit": "vụ"}, "target-unit-changed", None),
        ({}, {"comparator": ">"}, "target-comparator-changed", STRICTER),
        ({"comparator": "<"}, {"comparator": "<="}, "target-comparator-changed", LOOSER),
        ({}, {"comparator": "<="}, "target-comparator-changed", None),
        ({}, {"text": "Kéo giảm mạnh tội phạm"}, "target-reworded", None),
        ({}, {"article": "y"}, "target-transferred", None),
        ({"baseline": "năm 2023"}, {"baseline": "năm 2024"}, "target-baseline-changed", None),
        ({}, {"assigned_by": "Đơn vị cấp trên"}, "target-reassigned", None),
        ({}, {"id": "b"}, "target-relabelled", None),
        ({"value": "5% cả 3 tiêu chí"}, {"value": "5%"}, "target-value-changed", None),
        # Words that only repeat the comparator change nothing …
        (
            {"comparator": ">", "value": "trên 72%"},
            {"comparator": ">", "value": "72%"},
            "target-respelt",
            None,
        ),
        (
            {"comparator": "giam>=", "value": "giảm ít nhất 5%"},
            {"comparator": "giam>=", "value": "5%"},
            "target-respelt",
            None,
        ),
        # … and words that set another bound than before change the comparator, not the number.
        (
            {"comparator": "giam>=", "value": "giảm 5%"},
            {"comparator": "giam>=", "value": "giảm trên 5%"},
            "target-comparator-changed",
            STRICTER,
        ),
        ({"value": "500"}, {"value": "gần 500"}, "target-value-changed", None),
    ],
)
def test_a_change_of_one_field(old, new, expected, strictness):
    comparison = compare(PledgeText(targets=(target(**old),)), PledgeText(targets=(target(**new),)))
    (change,) = comparison.changes
    assert change.kind == expected
    assert change.strictness is strictness


def test_a_comparator_that_changed_is_told_once():
    old = target(comparator=">", value="trên 72%")
    new = target(comparator="=", value="72%")
    comparison = compare(PledgeText(targets=(old,)), PledgeText(targets=(new,)))
    assert [str(c.kind) for c in comparison.changes] == [
        "target-comparator-changed",
        "target-respelt",
    ]
    assert summary_sentence(comparison, "vi") == "Đổi mức so sánh 1 chỉ tiêu."


def test_a_unit_moved_into_its_field_changes_nothing():
    old, new = target(value="5%"), target(value="5", unit="%")
    assert kinds(PledgeText(targets=(old,)), PledgeText(targets=(new,))) == ["target-respelt"] * 2


def test_another_baseline_leaves_strictness_open():
    old = target(baseline="so với năm 2023")
    new = target(baseline="so với trung bình 3 năm", value="10")
    (raised, based) = compare(PledgeText(targets=(old,)), PledgeText(targets=(new,))).changes
    assert (raised.kind, raised.strictness) == (ChangeKind.TARGET_RAISED, None)
    assert based.kind is ChangeKind.TARGET_BASELINE_CHANGED
    new = target(baseline="so với năm 2024", value="10")
    raised = compare(PledgeText(targets=(old,)), PledgeText(targets=(new,))).changes[0]
    assert raised.strictness is STRICTER


def test_results_are_no_part_of_the_words():
    result = {"unit": "dv-an-son", "value": "6%", "as_of": "2031-06-30", "source": "Báo cáo"}
    old, new = target(), Target.model_validate({**target().model_dump(), "results": [result]})
    assert kinds(PledgeText(targets=(old,)), PledgeText(targets=(new,))) == []


# --- Words -----------------------------------------------------------------------------------


def test_the_sentence_counts_and_says_nothing_of_zero():
    same = [article(f"a{n}", f"Điều thứ {n}") for n in range(4)]
    old = PledgeText(articles=(*same, article("s1", text="Một hai ba."), article("s2", title="Cũ")))
    new = PledgeText(
        articles=(*same, article("s1", text="Một hai bốn."), article("s2", title="Mới")),
        targets=(target(),),
    )
    assert (
        summary_sentence(compare(old, new), "vi")
        == "Giữ nguyên 4 điều, sửa 2 điều và thêm 1 chỉ tiêu."
    )


def test_signatories_and_head():
    old = PledgeText(
        slogan="Đoàn kết",
        signatories=(
            Signatory(unit="dv-an-son", name="Lê Văn Ví Dụ"),
            Signatory(unit="dv-binh-khe"),
        ),
    )
    new = PledgeText(
        slogan="Đoàn kết, kỷ cương",
        signatories=(Signatory(unit="dv-an-son", name="Trần Thị Mẫu"), Signatory(unit="dv-cam-ha")),
    )
    comparison = compare(old, new)
    assert list(change_lines(comparison, "vi")) == [
        "Đổi khẩu hiệu: Đoàn kết → Đoàn kết, kỷ cương",
        "dv-an-son: đổi người ký: Lê Văn Ví Dụ → Trần Thị Mẫu",
        "dv-binh-khe: không còn ký",
        "dv-cam-ha: đơn vị ký mới",
    ]
    assert summary_sentence(comparison, "vi") == (
        "Thêm 1 đơn vị ký, bớt 1 đơn vị ký, đổi người ký của 1 đơn vị và đổi khẩu hiệu."
    )


def test_every_comparator_has_words():
    assert [comparator_words(c, "vi") for c in (">=", "giam>=")] == ["ít nhất", "giảm ít nhất"]
    assert not any(comparator_words(c, "en") == c for c in COMPARATORS)
