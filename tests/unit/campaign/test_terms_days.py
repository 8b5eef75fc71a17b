"""Terms and the days beside them: every threshold on the day itself, the day before and the day after."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from shapes import LOCAL, checked, cluster, event
from support import POLICE
from thidua.campaign.membership_changes import membership_changes, term_start
from thidua.campaign.site import RecordEntry, Site, TermKey
from thidua.campaign.terms import (
    cluster_number,
    clusters_by_number,
    composition_on,
    compositions,
    members_during,
    membership_days,
    participations,
    span_within,
    term_name,
    terms_during,
    terms_in_order,
    within_grace,
)
from thidua.dates import PartialDate, Span, single
from thidua.reading.records import Cluster, Term

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = [{"title": "Bản tin Ví Dụ"}]


def term(id_: str = "2024", start: str = "2024-01-01", end: str | None = "2024-12-31", **keys: Any) -> Term:  # fmt: skip
    given = {"term": id_, "from": start, "sources": SOURCES, **keys}
    return Term.model_validate(given | ({"to": end} if end else {}))


def made_cluster(*terms: Term, **keys: Any) -> Cluster:
    head = {"id": "cum", "name": "Cụm", "owner": "bo", "block": "khoi", "audience": "public"}
    return Cluster.model_validate({**head, "terms": terms, **keys})


def span(text: str) -> Span:
    first, _, last = text.partition("/")
    start = PartialDate.parse(first)
    return Span(start, None if last == ".." else PartialDate.parse(last) if last else start)


# --- How far from its term an event may lie ------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "within"),
    [
        # 183 days before 1 January 2024 is 2 July 2023
        ("2023-07-01", False),
        ("2023-07-02", True),
        ("2023-07-03", True),
        # 183 days after 31 December 2024 is 2 July 2025
        ("2025-07-01", True),
        ("2025-07-02", True),
        ("2025-07-03", False),
        ("2024-06-01", True),
        # Of several days one is enough; a month may lie on either side
        ("2023-06-28/2023-07-01", False),
        ("2023-06-28/2023-07-02", True),
        ("2025-07-02/2025-07-09", True),
        ("2025-07-03/2025-07-09", False),
        ("2023-06", False),
        ("2023-07", True),
        ("2025-08", False),
        ("2026", False),
    ],
)
def test_half_a_year_of_grace_on_either_side(day: str, within: bool) -> None:
    assert within_grace(term(), span(day)) is within


@pytest.mark.parametrize(
    ("start", "end", "day", "within"),
    [
        # At the ends of time nothing overflows
        ("1900", None, "9999-12-31", True),
        ("1900", None, "1899-07-02", True),
        ("1900", None, "1899-07-01", False),
    ],
)
def test_grace_of_a_term_without_an_end(
    start: str, end: str | None, day: str, within: bool
) -> None:
    assert within_grace(term(start=start, end=end), single(day)) is within


# --- A review so early, a signing so late, that another term is meant -----------------------------

TWO = cluster(
    "hai-nam", f"{LOCAL}\nnumber: 71",
    'term: "2023", from: 2023-01-01, to: 2023-12-31', 'term: "2024", from: 2024-01-01, to: 2024-12-31',
)  # fmt: skip
SHORT = cluster(
    "quy", f"{LOCAL}\nnumber: 72",
    "term: q1, from: 2024-01-01, to: 2024-03-31", "term: q2, from: 2024-04-01, to: 2024-06-30",
)  # fmt: skip
FAR = cluster(
    "thua", f"{LOCAL}\nnumber: 73",
    'term: "2022", from: 2022-01-01, to: 2022-12-31', 'term: "2024", from: 2024-01-01, to: 2024-12-31',
)  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "date", "kinds", "code", "near"),
    [
        # Days 119, 120, 121 of a year of 366: a third of it is 121 days, 120 is less
        ("hai-nam", "2024-04-29", "tong-ket", "N528", "hai-nam@2023"),
        ("hai-nam", "2024-04-30", "tong-ket", "N528", "hai-nam@2023"),
        ("hai-nam", "2024-05-01", "tong-ket", None, None),
        # 62, 61 and 60 days before its end
        ("hai-nam", "2023-10-30", "ky-giao-uoc", None, None),
        ("hai-nam", "2023-10-31", "ky-giao-uoc", "N529", "hai-nam@2024"),
        ("hai-nam", "2023-11-01", "ky-giao-uoc", "N529", "hai-nam@2024"),
        # A quarter: 90 days from its first to its last, a third is 30
        ("quy", "2024-04-29", "tong-ket", "N528", "quy@q1"),
        ("quy", "2024-05-01", "tong-ket", "N528", "quy@q1"),
        ("quy", "2024-05-02", "tong-ket", None, None),
        ("quy", "2024-02-29", "ky-giao-uoc", None, None),
        ("quy", "2024-03-01", "ky-giao-uoc", "N529", "quy@q2"),
        ("quy", "2024-03-02", "ky-giao-uoc", "N529", "quy@q2"),
        # Other kinds are asked nothing
        ("hai-nam", "2024-01-02", "ky-giao-uoc", None, None),
        ("hai-nam", "2023-12-31", "tong-ket", None, None),
        ("hai-nam", "2024-01-02", "so-ket", None, None),
        # The neighbour is too far away to be meant
        ("thua", "2024-01-02", "tong-ket", "N528", None),
    ],
)
def test_the_day_from_which_another_term_is_meant(
    tmp_path: Path, id_: str, date: str, kinds: str, code: str | None, near: str | None
) -> None:
    found = checked(tmp_path, dict([TWO, SHORT, FAR, event(1, date, kinds, id_)]))
    asked = [(item.code, dict(item.params).get("near")) for item in found.report]
    assert asked == ([(code, near)] if code else [])


@pytest.mark.parametrize(
    ("date", "kinds", "near"),
    [
        # After a term that ended on 31 December 2022: a review of half a year follows within 61 days
        ("2023-03-01", "so-ket", "thua@2022"),
        ("2023-03-02", "so-ket", "thua@2022"),
        ("2023-03-03", "so-ket", None),
        ("2023-01-15", "kiem-tra", "thua@2022"),
        ("2023-03-02", "kiem-tra", "thua@2022"),
        ("2023-03-03", "kiem-tra", None),
        # What closes a year may be held long after, within its grace of 183 days
        ("2023-07-02", "tong-ket", "thua@2022"),
        ("2023-07-03", "tong-ket", None),
        ("2023-07-02", "khen-thuong", "thua@2022"),
        # What opens the next, from 183 days before it on
        ("2023-07-01", "ky-giao-uoc", None),
        ("2023-07-02", "ky-giao-uoc", "thua@2024"),
        ("2023-12-31", "phat-dong", "thua@2024"),
        ("2023-12-31", "hoi-thao", None),
    ],
)
def test_the_neighbour_that_is_proposed_between_terms(
    tmp_path: Path, date: str, kinds: str, near: str | None
) -> None:
    found = checked(tmp_path, dict([FAR, event(1, date, kinds, "thua")]))
    (item,) = found.report
    assert (item.code, dict(item.params).get("near")) == ("E406", near)


# --- Members, leads, numbers ---------------------------------------------------------------------

MIXED = term(
    members=["mot", {"unit": "hai", "to": "2024-06-30"}, {"unit": "ba", "from": "2024-07-01"}, {"unit": "bon", "from": "2024-02", "to": "2024-03"}],
    lead={"unit": "hai"},
    deputy={"unit": "ba", "from": "2024-09-01"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "members", "lead", "deputy"),
    [
        ("2024-01-01", "mot hai", "hai", None),
        ("2024-01-31", "mot hai", "hai", None),
        ("2024-02-01", "mot hai bon", "hai", None),
        ("2024-03-31", "mot hai bon", "hai", None),
        ("2024-04-01", "mot hai", "hai", None),
        ("2024-06-30", "mot hai", "hai", None),
        ("2024-07-01", "mot ba", None, None),
        ("2024-08-31", "mot ba", None, None),
        ("2024-09-01", "mot ba", None, "ba"),
        ("2024-12-31", "mot ba", None, "ba"),
    ],
)
def test_who_is_in_a_cluster_on_the_first_and_last_day(
    day: str, members: str, lead: str | None, deputy: str | None
) -> None:
    site = Site(clusters={"cum": RecordEntry(made_cluster(MIXED), "c.yml")})
    found = composition_on(site, "cum", dt.date.fromisoformat(day))
    assert found is not None
    assert (" ".join(found.members), found.lead, found.deputy) == (members, lead, deputy)


def test_nobody_is_in_it_outside_of_its_terms() -> None:
    site = Site(clusters={"cum": RecordEntry(made_cluster(MIXED), "c.yml")})
    assert composition_on(site, "cum", dt.date(2023, 12, 31)) is None
    assert composition_on(site, "cum", dt.date(2025, 1, 1)) is None


def test_stretches_in_which_the_members_stay_the_same() -> None:
    found = compositions(TermKey("cum", "2024"), MIXED)
    assert [(str(when), " ".join(one.members)) for when, one in found] == [
        ("2024-01-01/2024-01", "mot hai"),
        ("2024-02/2024-03", "mot hai bon"),
        ("2024-04/2024-06-30", "mot hai"),
        ("2024-07-01/2024-12-31", "mot ba"),
    ]


@pytest.mark.parametrize(
    ("members", "expect"),
    [
        # From the very first day of the term, to its very last: no turn
        ([{"unit": "a", "from": "2024-01-01"}, {"unit": "b", "to": "2024-12-31"}], ["2024-01-01/2024-12-31"]),
        ([{"unit": "a", "from": "2024-01-02"}], ["2024-01-01", "2024-01-02/2024-12-31"]),
        ([{"unit": "a", "to": "2024-12-30"}], ["2024-01-01/2024-12-30", "2024-12-31"]),
        ([{"unit": "a", "from": "2024-12-31"}], ["2024-01-01/2024-12-30", "2024-12-31"]),
        ([], ["2024-01-01/2024-12-31"]),
    ],
)  # fmt: skip
def test_stretches_at_the_ends_of_a_term(members: list[dict[str, str]], expect: list[str]) -> None:
    found = compositions(TermKey("cum", "2024"), term(members=members))
    assert [str(when) for when, _ in found] == expect


@pytest.mark.parametrize(
    ("when", "expect"),
    [
        ("2024-06-30", "mot hai"),
        ("2024-07-01", "mot ba"),
        # Over the change both are named, with their own days
        ("2024-06-30/2024-07-01", "mot hai[0001/2024-06-30] ba[2024-07-01/..]"),
        ("2024", "mot hai[0001/2024-06-30] ba[2024-07-01/..] bon[2024-02/2024-03]"),
        # Before and after the term its first and its last day stand for it
        ("2023-11-30", "mot hai"),
        ("2025-02-01", "mot ba"),
        ("2023-12-01/2024-02-01", "mot hai bon[2024-02/2024-03]"),
    ],
)
def test_members_during_some_days(when: str, expect: str) -> None:
    found = members_during(MIXED, span(when))
    assert " ".join(f"{unit}[{own}]" if own else unit for unit, own in found) == expect


def test_the_days_of_a_lead_are_its_own_or_those_of_its_membership() -> None:
    lead, deputy = MIXED.lead, MIXED.deputy
    assert lead is not None
    assert deputy is not None
    assert str(span_within(lead, MIXED)) == "2024-01-01/2024-06-30"
    assert str(span_within(deputy, MIXED)) == "2024-09-01/2024-12-31"
    assert str(membership_days("nam", MIXED)) == "2024-01-01/2024-12-31"
    twice = term(members=[{"unit": "a", "from": "2024-03", "to": "2024-04"}, {"unit": "a", "from": "2024-10"}])  # fmt: skip
    assert str(membership_days("a", twice)) == "2024-03/2024-12-31"


ORDER = made_cluster(
    term("2025", "2025-01-01", "2025-12-31"), term("2023", "2023-01-01", "2023-12-31", number=2), term(), number=1
)  # fmt: skip


@pytest.mark.parametrize(
    ("when", "expect"),
    [
        ("2023-12-31", ["2023"]), ("2024-01-01", ["2024"]), ("2023-12-31/2024-01-01", ["2023", "2024"]),
        ("2022-12-31", []), ("2026-01-01", []), ("2023/2025", ["2023", "2024", "2025"]), ("2025-12-31", ["2025"]),
    ],
)  # fmt: skip
def test_terms_that_hold_on_some_day(when: str, expect: list[str]) -> None:
    assert [t.term for t in terms_during(ORDER, span(when))] == expect


def test_terms_are_ordered_by_their_days_not_as_written() -> None:
    assert [t.term for t in terms_in_order(ORDER)] == ["2023", "2024", "2025"]


def test_numbers_of_a_cluster_and_of_its_terms() -> None:
    site = Site(clusters={
        "cum": RecordEntry(ORDER, "c.yml"),
        "khong": RecordEntry(made_cluster(term(), id="khong"), "k.yml"),
        "so-khong": RecordEntry(made_cluster(term(number=0), id="so-khong", number=9), "s.yml"),
    })  # fmt: skip
    assert [cluster_number(ORDER, t) for t in terms_in_order(ORDER)] == [2, 1, 1]
    ever = {
        number: [(id_, [t.term for t in terms]) for id_, terms in found.items()]
        for number, found in clusters_by_number(site).items()
    }
    assert list(ever) == [0, 1, 2]
    assert ever == {0: [("so-khong", ["2024"])], 1: [("cum", ["2024", "2025"])], 2: [("cum", ["2023"])]}  # fmt: skip


def test_places_of_a_unit_oldest_first() -> None:
    other = made_cluster(term("2020", "2020-01-01", "2020-12-31", members=["ba"]), id="anh")
    site = Site(
        clusters={
            "cum": RecordEntry(made_cluster(MIXED), "c.yml"),
            "anh": RecordEntry(other, "a.yml"),
        }
    )
    assert [(str(p.key), str(p.span), p.role, p.unit) for p in participations(site)["ba"]] == [
        ("anh@2020", "2020-01-01/2020-12-31", "member", "ba"),
        ("cum@2024", "2024-07-01/2024-12-31", "member", "ba"),
        ("cum@2024", "2024-09-01/2024-12-31", "deputy", "ba"),
    ]
    assert [(p.role, str(p.span)) for p in participations(site)["hai"]] == [
        ("lead", "2024-01-01/2024-06-30"), ("member", "2024-01-01/2024-06-30"),
    ]  # fmt: skip
    assert sorted(participations(site)) == ["ba", "bon", "hai", "mot"]


# --- What changed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "expect"),
    [("2024-01-01", "2024"), ("2024-01-02", "2024-01-02"), ("2024-07-01", "2024-07-01"), ("2024-01", "2024-01"), ("2024", "2024")],
)  # fmt: skip
def test_what_begins_with_a_year_began_in_that_year(start: str, expect: str) -> None:
    assert str(term_start(term(start=start))) == expect


@pytest.mark.parametrize(
    ("before", "members", "expect"),
    [
        (["a", "b"], ["a", "c"], ["2024 +c -b"]),
        (["a"], ["a"], []),
        (["a"], ["a", "b"], ["2024 +b -"]),
        (["a", "b"], ["b"], ["2024 + -a"]),
        # Of a term of which nobody is known nothing is told
        ([], ["a"], []),
        (["a"], [], []),
        # Who left before the end is not told a second time
        (["a", {"unit": "b", "to": "2023-12-30"}], ["a"], []),
        (["a", {"unit": "b", "to": "2023-12-31"}], ["a"], ["2024 + -b"]),
        # Within the term
        (["a"], ["a", {"unit": "b", "from": "2024-01-01"}], ["2024 +b -"]),
        (["a"], ["a", {"unit": "b", "from": "2024-01-02"}], ["2024-01-02 +b -"]),
        (["a"], ["a", {"unit": "b", "from": "2024-03", "to": "2024-05"}], ["2024-03 +b -", "2024-05 + -b"]),
        (["a"], ["a", {"unit": "b", "from": "2024-03", "to": "2024-12-31"}], ["2024-03 +b -"]),
        (["a"], ["a", {"unit": "b", "from": "2024-03-01"}, {"unit": "c", "from": "2024-03-01"}], ["2024-03-01 +b c -"]),
    ],
)  # fmt: skip
def test_who_came_and_who_left(before: list[Any], members: list[Any], expect: list[str]) -> None:
    one = term(members=members)
    earlier = term("2023", "2023-01-01", "2023-12-31", members=before)
    changes = membership_changes(one, [earlier])
    told = [
        f"{change.moment.span} +{' '.join(change.came)} -{' '.join(change.gone)}"
        for change in changes
    ]
    assert told == expect


# --- Names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "start", "end", "block", "label", "expect"),
    [
        ("2024", "2024", "2024", "khoi", None, "năm 2024"),
        ("2024", "2024", "2024", "khoi", "đợt 1", "đợt 1"),
        ("2017-2022", "2017", "2022", "khoi", None, "giai đoạn 2017–2022"),
        ("2024-2025", "2024-09", "2025-08", "hoc-vien-truong", None, "năm học 2024–2025"),
        ("nam-hoc-2024-2025", "2024-09", "2025-08", "khoi", None, "năm học 2024–2025"),
        ("h1", "2025-01-01", "2025-06-30", "khoi", None, "sáu tháng đầu năm 2025"),
        ("h2", "2025-07-01", "2025-12-31", "khoi", None, "sáu tháng cuối năm 2025"),
        ("h1", "2025-01", "2025-06", "khoi", None, "sáu tháng đầu năm 2025"),
        ("h1", "2025-01-02", "2025-06-30", "khoi", None, "kỳ h1"),
        ("h1", "2025-01-01", "2025-06-29", "khoi", None, "kỳ h1"),
        ("h2", "2025-07-01", "2026-12-31", "khoi", None, "kỳ h2"),
        ("20245", "2025-07-01", "2026-12-31", "khoi", None, "kỳ 20245"),
        ("nhiem-ky-2", "2025", None, "khoi", None, "kỳ nhiem-ky-2"),
    ],
)  # fmt: skip
def test_what_a_term_is_called(
    id_: str, start: str, end: str | None, block: str, label: str | None, expect: str
) -> None:
    one = term(id_, start, end, **({"label": label} if label else {}))
    assert term_name(made_cluster(one, block=block), one, POLICE, "vi") == expect
