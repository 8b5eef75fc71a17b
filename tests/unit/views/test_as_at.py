"""What a page answers for any day is what the model of clusters in time says of that day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from support import FIXTURE_SITE, ROOT
from thidua.campaign.audience import project
from thidua.campaign.link import link
from thidua.campaign.terms import composition_on
from thidua.reading.library import read_library
from thidua.views.clusters.cluster_pages import ClusterPage, pages_of
from thidua.views.shared.page import Context
from thidua.views.units import UnitPage
from thidua.views.units import pages as unit_pages

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.views.shared.as_at import AsAt


def context(content: Path = FIXTURE_SITE / "content") -> Context:
    return Context(project(link(read_library(content)), "public", dt.date(2026, 1, 15)))


def answers(found: AsAt, question: int, day: str) -> list[str]:
    return [
        found.links[link][1]
        for own, link, _, first, last in found.facts
        if own == question and first <= day <= last
    ]


def page_of(ctx: Context, cluster_id: str) -> ClusterPage:
    return next(page for page in pages_of(ctx, cluster_id) if isinstance(page, ClusterPage))


def turns(found: AsAt) -> list[dt.date]:
    """The days on which something begins, those before, those on which something ends, those after."""
    days = set()
    for *_, first, last in found.facts:
        for iso in (first, last):
            day = dt.date.fromisoformat(iso)
            days |= {d for n in (-1, 0, 1) if (d := _away(day, n))}
    return sorted(days)


def _away(day: dt.date, count: int) -> dt.date | None:
    ordinal = day.toordinal() + count
    return dt.date.fromordinal(ordinal) if 0 < ordinal <= dt.date.max.toordinal() else None


@pytest.mark.parametrize(
    "content", [FIXTURE_SITE / "content", ROOT / "content"], ids=["made", "real"]
)
def test_the_page_knows_what_the_model_knows(content: Path) -> None:
    ctx = context(content)
    asked = 0
    for cluster_id in ctx.site.clusters:
        found = page_of(ctx, cluster_id).as_at
        assert found is not None
        for day in turns(found):
            held = composition_on(ctx.site, cluster_id, day)
            iso = day.isoformat()
            terms = answers(found, 0, iso)
            assert bool(terms) is (held is not None)
            if held is None:
                continue
            asked += 1
            assert terms[0] == f"cum/{cluster_id}/{held.key.term}/"
            units = [address for address in answers(found, 1, iso) if address]
            assert sorted(units) == sorted(f"don-vi/{u}/" for u in held.members)
            assert answers(found, 2, iso) == ([f"don-vi/{held.lead}/"] if held.lead else [])
            assert answers(found, 3, iso) == ([f"don-vi/{held.deputy}/"] if held.deputy else [])
    assert asked > 20


@pytest.mark.parametrize(
    ("day", "members"),
    [
        ("2024-06-30", "ca-tinh-mau ca-tinh-thi-du ca-tinh-dan-huong ca-tinh-duong-lam"),
        ("2024-07-01", "ca-tinh-dan-huong ca-tinh-duong-lam ca-tinh-mau-2024"),
        ("2021-12-31", ""),
    ],
)
def test_members_on_the_day_of_a_merger(day: str, members: str) -> None:
    found = page_of(context(), "vd-1").as_at
    assert found is not None
    assert answers(found, 1, day) == [f"don-vi/{unit}/" for unit in members.split()]
    # Who is a member term after term is named once.
    assert len({fact[1] for fact in found.facts if fact[0] == 1}) == sum(
        f[0] == 1 for f in found.facts
    )


@pytest.mark.parametrize(
    ("unit", "day", "cluster", "role"),
    [
        ("ca-tinh-mau", "2022-05-15", ["cum/vd-1/"], ["Cụm trưởng"]),
        ("ca-tinh-mau", "2024-07-01", ["cum/vd-1/"], ["Thành viên"]),  # by its successor
        ("ca-tinh-mau-2024", "2024-06-30", ["cum/vd-1/"], ["Thành viên"]),  # by those before it
        ("ca-tinh-mau", "2021-12-31", [], []),
    ],
)
def test_a_unit_on_a_day(unit: str, day: str, cluster: list[str], role: list[str]) -> None:
    page = next(
        p
        for p in unit_pages(context())
        if isinstance(p, UnitPage) and p.address == f"/don-vi/{unit}/"
    )
    found = page.as_at
    assert found is not None
    assert list(dict.fromkeys(answers(found, 0, day))) == cluster
    words = [found.links[link][0] for q, link, _, a, b in found.facts if q == 1 and a <= day <= b]
    assert list(dict.fromkeys(words)) == role


def test_pages_are_named_as_their_files_where_they_are_opened_from_a_folder() -> None:
    ctx = context()
    offline = Context(ctx.site, directory_urls=False)
    found = page_of(offline, "vd-1").as_at
    assert found is not None
    assert found.links[0] == ("năm\u00a02022", "cum/vd-1/2022/index.html")


def test_who_leads_a_cluster_a_unit_has_left_does_not_lead_the_unit() -> None:
    """Of every unit of the real content, on every day on which something changes: leads are those of its clusters that day."""
    ctx = context(ROOT / "content")
    asked = 0
    for page in unit_pages(ctx):
        if not isinstance(page, UnitPage) or page.as_at is None:
            continue
        for day in turns(page.as_at):
            iso = day.isoformat()
            clusters = {address.split("/")[1] for address in answers(page.as_at, 0, iso)}
            held = [composition_on(ctx.site, cluster, day) for cluster in clusters]
            for question, role in ((2, "lead"), (3, "deputy")):
                known = {f"don-vi/{unit}/" for one in held if one and (unit := getattr(one, role))}
                assert set(answers(page.as_at, question, iso)) <= known, (page.id, iso, role)
                asked += bool(known)
    assert asked > 20
