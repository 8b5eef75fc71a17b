"""What the home page says first, and where its figures lead."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from shapes import checked, event
from support import FIXTURE_SITE, TODAY
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.views import events, home
from thidua.views.home import HomePage
from thidua.views.shared.archive import ArchivePage
from thidua.views.shared.page import Context, Link
from thidua.views.shared.year_cycle import YearStep, listed_steps, step_address

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def ctx() -> Context:
    found = check_content(FIXTURE_SITE / "content", FIXTURE_SITE)
    return Context(project(found.site, "public", dt.date.fromisoformat(TODAY)))


@pytest.fixture(scope="module")
def page(ctx: Context) -> HomePage:
    (found,) = home.pages(ctx)
    assert isinstance(found, HomePage)
    return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_latest_pledges_are_those_signed_last(page: HomePage) -> None:
    assert [(p.date.short, p.pledge.address, plain(p.cluster)) for p in page.pledges] == [
        ("27/02/2025", "/cum/vd-1/giao-uoc/2025/", "Cụm thi đua số 1 – Công an địa phương Ví Dụ"),
        ("20/3/2024", "/cum/vd-3/giao-uoc/2024/", "Cụm thi đua số 3 – Công an địa phương Ví Dụ"),
        ("14/3/2024", "/cum/vd-1/giao-uoc/2024/", "Cụm thi đua số 1 – Công an địa phương Ví Dụ"),
    ]


def test_latest_events_bear_their_first_photograph(page: HomePage) -> None:
    photos = {item.event.address: item.photo and item.photo.file for item in page.latest}
    assert photos["/su-kien/2024/ky-giao-uoc/"] == (
        "content/events/2024/2024-03-14-ky-giao-uoc/ky-ket.jpg"
    )
    assert photos["/su-kien/2024/so-ket/"] is None


def test_a_figure_of_the_cycle_leads_to_the_list_it_counts(ctx: Context, page: HomePage) -> None:
    assert page.band is not None
    years = [p for p in events.pages(ctx) if isinstance(p, ArchivePage)]
    (year,) = [p for p in years if p.address == page.band.address]
    lists = {f"{year.address}#{step.anchor}": step for step in year.steps}
    counted = {step.address: step.clusters for step in page.band.steps if step.clusters}
    assert counted == {address: len(step.clusters) for address, step in lists.items()}
    assert counted["/su-kien/2024/#buoc-ky-giao-uoc"] == 2
    assert [plain(link.title) for link in lists["/su-kien/2024/#buoc-ky-giao-uoc"].clusters] == [
        "Cụm thi đua số 1 – Công an địa phương Ví Dụ",
        "Cụm thi đua số 1 – Học viện, trường Ví Dụ",
    ]


@pytest.mark.parametrize(("count", "address"), [(119, "#buoc-a"), (120, "#buoc-a"), (121, "")])
def test_a_year_of_too_many_clusters_leads_to_its_events(count: int, address: str) -> None:
    link = Link("Cụm", "/su-kien/2024/x/")
    steps = (YearStep("A", "buoc-a", (link,) * (count - 1)), YearStep("B", "buoc-b", (link,)))
    assert step_address(2024, steps[0], steps) == f"/su-kien/2024/{address}"
    assert bool(listed_steps(steps)) is bool(address)


def test_a_site_without_pledges_says_nothing_of_them(tmp_path: Path) -> None:
    (found,) = home.pages(Context(checked(tmp_path, dict([event(1, "2024-01-01", "hoi-thao", "")])).site))  # fmt: skip
    assert isinstance(found, HomePage)
    assert found.pledges == ()
