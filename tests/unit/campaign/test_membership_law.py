"""The law of changes: applied to one documented composition they give the next, and no gap is dated."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import ROOT
from thidua.campaign.membership_changes import (
    is_documented,
    lead_turn,
    led_before,
    membership_changes,
)
from thidua.campaign.site import TermKey
from thidua.campaign.terms import composition_of, terms_in_order
from thidua.checks.run import check_content
from thidua.dates import span_short
from thidua.reading.records import Cluster

if TYPE_CHECKING:
    from thidua.reading.records import Term

SOURCES = [{"title": "Bản tin Ví Dụ"}]
UNITS = ("mot", "hai", "ba", "bon")


def holds(cluster: Cluster) -> None:
    """The law, for every two documented terms of a cluster between which none is documented."""
    documented = [t for t in terms_in_order(cluster) if is_documented(t)]
    for before, after in itertools.pairwise(documented):
        members = set(on_day(cluster, before, last=True))
        adjacent = (after.span.first - before.span.last).days == 1
        for change in sorted(
            membership_changes(after, earlier(cluster, after)), key=lambda c: c.moment.first
        ):
            if change.moment.first <= after.span.first:
                assert change.moment.dated is adjacent
                assert not set(change.came) & members
                assert set(change.gone) <= members
                members = (members | set(change.came)) - set(change.gone)
        assert members == set(on_day(cluster, after, last=False))
    for term in cluster.terms:
        if not is_documented(term):
            assert list(membership_changes(term, earlier(cluster, term))) == []


def earlier(cluster: Cluster, term: Term) -> list[Term]:
    """The terms before one, the nearest first."""
    return [t for t in reversed(terms_in_order(cluster)) if t.span < term.span]


def on_day(cluster: Cluster, term: Term, *, last: bool) -> tuple[str, ...]:
    day = term.span.last if last else term.span.first
    return composition_of(TermKey(cluster.id, term.term), term, day).members


def test_of_every_cluster_of_the_content() -> None:
    site = check_content(ROOT / "content").site
    assert len(site.clusters) > 15
    for entry in site.clusters.values():
        holds(entry.record)


@st.composite
def clusters(draw: st.DrawFn) -> Cluster:
    """A cluster with terms of calendar years, some missing, some reconstructed or named in part."""
    years = draw(st.sets(st.integers(2010, 2018), min_size=1))
    members = st.lists(st.sampled_from(UNITS), unique=True, max_size=4)
    basis = st.sampled_from([None, {"members": "inferred"}, {"members": "reconstructed"}])
    note = st.sampled_from([None, None, None, "bốn đơn vị"])
    terms = [
        {
            "term": str(year),
            "from": f"{year}-01-01",
            "to": f"{year}-12-31",
            "members": draw(members),
            "sources": SOURCES,
            **({"basis": chosen} if (chosen := draw(basis)) else {}),
            **({"member_note": said} if (said := draw(note)) else {}),
        }
        for year in sorted(years)
    ]
    head = {"id": "cum", "name": "Cụm", "owner": "bo", "block": "khoi", "audience": "public"}
    return Cluster.model_validate({**head, "terms": terms})


@given(clusters())
def test_of_any_cluster(cluster: Cluster) -> None:
    holds(cluster)


def made(*terms: dict[str, object]) -> Cluster:
    head = {"id": "cum", "name": "Cụm", "owner": "bo", "block": "khoi", "audience": "public"}
    rows = [{"sources": SOURCES, **term} for term in terms]
    return Cluster.model_validate({**head, "terms": rows})


Y2022 = {"term": "2022", "from": "2022-01-01", "to": "2022-12-31", "members": ["mot", "hai"], "lead": "mot"}  # fmt: skip
Y2023 = {"term": "2023", "from": "2023-01-01", "to": "2023-12-31"}
H2025 = {"term": "2025", "from": "2025-07-01", "to": "2025-12-31", "members": ["mot", "ba"], "lead": "ba"}  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "dated", "when"),
    [
        # Touching terms: the year in which the new one holds
        ([Y2022, {**Y2023, "members": ["mot", "ba"], "lead": "ba"}], True, "năm 2023"),
        # A gap: between the last day known and the first
        ([Y2022, H2025], False, "31/12/2022 – 01/7/2025"),
        # A term of which nothing is known, or only what was put together, does not close the gap
        ([Y2022, Y2023, H2025], False, "31/12/2022 – 01/7/2025"),
        ([Y2022, {**Y2023, "members": ["mot", "hai"], "basis": {"members": "reconstructed", "lead": "reconstructed"}, "lead": "mot"}, H2025], False, "31/12/2022 – 01/7/2025"),
        # The day on which the term begins is itself put together
        ([Y2022, {**Y2023, "members": ["mot", "ba"], "lead": "ba", "basis": {"date": "reconstructed"}}], False, "31/12/2022 – 01/01/2023"),
        # What is inferred from a source is documented
        ([Y2022, {**Y2023, "members": ["mot", "ba"], "lead": "ba", "basis": {"members": "inferred"}}], True, "năm 2023"),
    ],
)  # fmt: skip
def test_when_members_and_lead_changed(
    terms: list[dict[str, object]], dated: bool, when: str
) -> None:
    cluster = made(*terms)
    newest = terms_in_order(cluster)[-1]
    before = earlier(cluster, newest)
    (change,) = membership_changes(newest, before)
    assert (change.came, change.gone) == (("ba",), ("hai",))
    turn = lead_turn(newest, led_before(before, "lead"), "lead")
    assert turn
    assert turn == change.moment
    assert (turn.dated, span_short(turn.span, "vi")) == (dated, when)


@pytest.mark.parametrize(
    "newest",
    [
        {**H2025, "basis": {"members": "reconstructed", "lead": "reconstructed"}},
        {**H2025, "members": ["mot", "hai"], "lead": "mot"},
        {**H2025, "members": [], "lead": None},
        {**H2025, "member_note": "các đơn vị phía Bắc", "lead": "mot"},
    ],
)
def test_nothing_is_told_of_what_is_not_known_to_differ(newest: dict[str, object]) -> None:
    cluster = made(Y2022, {key: value for key, value in newest.items() if value is not None})
    term = terms_in_order(cluster)[-1]
    before = earlier(cluster, term)
    assert list(membership_changes(term, before)) == []
    assert lead_turn(term, led_before(before, "lead"), "lead") is None
