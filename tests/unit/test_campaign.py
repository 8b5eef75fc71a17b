"""Clusters in time on the real content: who was in cluster X on day D, and where a unit ever was."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

import pytest

from support import ROOT
from thidua.campaign.audience import project
from thidua.campaign.terms import clusters_by_number, composition_on, participations
from thidua.campaign.units import all_predecessors, all_successors
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from thidua.campaign.site import Site

FIVE = {"ca-tp-ha-noi", "ca-tp-ho-chi-minh", "ca-tp-hai-phong", "ca-tp-da-nang", "ca-tp-can-tho"}


@cache
def site() -> Site:
    return project(check_content(ROOT / "content", ROOT).site, "public", dt.date(2026, 1, 15))


@pytest.mark.parametrize(
    ("cluster", "day", "members", "lead"),
    [
        ("bca-dp-1", "2015-11-08", FIVE, None),
        ("bca-dp-1", "2024-04-04", FIVE, None),
        # The lead of the three cities is known from July on, to the month.
        ("bca-dp-1", "2025-06-30", FIVE, None),
        ("bca-dp-1", "2025-07-01", {"ca-tp-ha-noi", "ca-tp-ho-chi-minh-2025", "ca-tp-hai-phong-2025"}, "ca-tp-ha-noi"),
        ("bca-dp-1", "2025-11-25", {"ca-tp-ha-noi", "ca-tp-ho-chi-minh-2025", "ca-tp-hai-phong-2025"}, "ca-tp-ha-noi"),
        ("bca-dp-6", "2023-11-22", {"ca-tinh-dak-lak", "ca-tinh-dak-nong", "ca-tinh-gia-lai", "ca-tinh-kon-tum", "ca-tinh-lam-dong", "ca-tinh-binh-phuoc"}, "ca-tinh-binh-phuoc"),
        ("bca-dp-6", "2024-03-14", {"ca-tinh-thanh-hoa", "ca-tinh-ninh-binh", "ca-tinh-nghe-an", "ca-tinh-ha-tinh", "ca-tinh-quang-binh"}, "ca-tinh-thanh-hoa"),
    ],
)  # fmt: skip
def test_who_was_in_the_cluster(
    cluster: str, day: str, members: set[str], lead: str | None
) -> None:
    found = composition_on(site(), cluster, dt.date.fromisoformat(day))
    assert found is not None
    assert (set(found.members), found.lead) == (members, lead)


def test_no_answer_where_none_is_known() -> None:
    assert composition_on(site(), "bca-dp-1", dt.date(1999, 1, 1)) is None


def test_three_clusters_number_one_of_the_ministry() -> None:
    found = set(clusters_by_number(site())[1])
    assert {"bca-dp-1", "bca-bo-1", "bca-hv-1", "tttt-1"} <= found


def test_a_unit_is_followed_through_its_merger() -> None:
    assert "ca-tp-hai-phong-2025" in all_successors(site(), "ca-tinh-hai-duong")
    assert set(all_predecessors(site(), "ca-tp-hai-phong-2025")) == {
        "ca-tp-hai-phong",
        "ca-tinh-hai-duong",
    }
    assert {p.key.cluster for p in participations(site())["ca-tinh-hai-duong"]} >= {
        "bca-dp-4",
        "bca-dp-5",
    }


def test_the_article_lands_in_its_term_with_all_it_says() -> None:
    event = site().events_by_id["2024/cum-1-ky-ket-giao-uoc"]
    assert [str(key) for key in event.terms] == ["bca-dp-1@2024"]
    assert [(c.id, c.year) for c in event.record.commemorations] == [
        ("di-chuc-chu-tich-ho-chi-minh", 2024),
        ("ngay-truyen-thong-cand", 2025),
        ("ngay-hoi-toan-dan-bao-ve-antq", 2025),
        ("dai-hoi-thi-dua-vi-antq", 2025),
    ]


def test_projection_is_idempotent() -> None:
    once = site()
    twice = project(once, "public", dt.date(2026, 1, 15))
    assert twice.events == once.events
    assert dict(twice.clusters) == dict(once.clusters)
