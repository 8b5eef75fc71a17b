"""Sixty further events, in the editors' format, on the real clusters: where each lands, why one is refused.

None of them needs a change of code or of the registers.

The dates, places and combinations are those the field produces (``design.md`` §2): clusters of one number in
several blocks, school years, half years, days known by the year or the month, terms written out, units
before and after their mergers. Titles are of our own making.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from support import ROOT
from thidua.campaign.audience import project
from thidua.checks.run import CheckedContent, check_content
from thidua.views.all import pages
from thidua.views.clusters.cluster_pages import ClusterPage
from thidua.views.clusters.terms import TermPage
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.diagnostics import Diagnostic

OLD = "ca-tinh-hai-duong"  # until 30/6/2025
NEW = "ca-tp-hai-phong-2025"  # from 1/7/2025


@dataclass(frozen=True)
class Row:
    date: str
    kinds: str
    clusters: str
    expect: str
    """The terms it lands in, or the code it is refused or questioned with."""
    more: str = ""
    body: str = ""


LAND = [
    # One number, several clusters, the same weeks
    Row("2015-12-10", "tong-ket", "bca-dp-1", "bca-dp-1@2015"),
    Row("2016-03-04", "phat-dong, ky-giao-uoc", "bca-dp-1", "bca-dp-1@2016"),
    Row("2017-02-24", "ky-giao-uoc", "bca-dp-5", "bca-dp-5@2017"),
    Row("2017-07-21", "so-ket", "bca-dp-2", "bca-dp-2@2017"),
    Row("2018-07-05", "so-ket", "bca-dp-1", "bca-dp-1@2018"),
    Row("2019-03-01", "ky-giao-uoc", "bca-dp-5", "bca-dp-5@2019"),
    Row("2019-03-05", "ky-giao-uoc", "bca-bo-5", "bca-bo-5@2019"),
    Row("2019-11-21", "tong-ket", "bca-bo-6", "bca-bo-6@2019"),
    Row("2020-06-25", "so-ket", "bca-bo-1", "bca-bo-1@2020"),
    Row("2020-06-26", "so-ket", "bca-dp-1", "bca-dp-1@2020"),
    Row("2022-05-19", "bao-cong", "tttt-1", "tttt-1@2022"),
    Row("2023-12-12", "khen-thuong", "tttt-1", "tttt-1@2023"),
    Row("2025-05-19", "bao-cong", "bca-bo-1", "bca-bo-1@2025"),
    # One number, disjoint members: cluster 6 before and after 2024
    Row("2023-10-04", "kiem-tra", "bca-dp-6", "bca-dp-6@2023", "host: ca-tinh-dak-lak"),
    Row("2024-07-12", "so-ket", "bca-dp-6", "bca-dp-6@2024", "host: ca-tinh-thanh-hoa"),
    Row("2024-10-03", "kiem-tra", "bca-dp-6", "bca-dp-6@2024", "host: ca-tinh-nghe-an"),
    Row("2022-08-18", "hoi-thao", "bca-dp-6", "bca-dp-6@2022", "host: ca-tinh-gia-lai"),
    # Days known by the year or the month only
    Row("2016", "ky-giao-uoc", "bca-dp-3", "bca-dp-3@2016"),
    Row("2018", "khac", "bca-dp-9", "bca-dp-9@2018"),
    Row("2019-12", "nghia-tinh", "bca-dp-4", "bca-dp-4@2019"),
    Row("2021-06", "so-ket", "bca-dp-8", "bca-dp-8@2021"),
    Row("2021-11", "tong-ket", "bca-dp-9", "bca-dp-9@2021"),
    Row("2023", "hoi-thi", "bca-dp-7@2024", "bca-dp-7@2024"),  # the year before touches the term's grace
    Row("2025-10", "kiem-tra", "bca-dp-3", "bca-dp-3@2025"),
    # Spans
    Row("{from: 2017-09-12, to: 2017-09-15}", "hoi-thao", "bca-dp-3", "bca-dp-3@2017"),
    Row("{from: 2021-08, to: 2021-09}", "tap-huan", "bca-dp-4", "bca-dp-4@2021"),
    Row("{from: 2024-05-05, to: 2024-05-19}", "bao-cong", "bca-bo-6", "bca-bo-6@2024"),
    # Half-year terms
    Row("2025-06-30", "so-ket", "bca-dp-8", "bca-dp-8@2025", "host: ca-tinh-khanh-hoa"),
    Row("2025-07-01", "gap-mat", "bca-dp-2", "bca-dp-2@2025", "host: ca-tp-hue"),
    Row("2025-11-19", "tong-ket", "bca-dp-3", "bca-dp-3@2025"),
    Row("2025-11-20", "tong-ket", "bca-dp-4", "bca-dp-4@2025"),
    Row("2025-12-31", "khen-thuong", "bca-dp-2", "bca-dp-2@2025"),
    Row("2025-12-05", "tong-ket", "bca-dp-8@2025", "bca-dp-8@2025"),  # reviewed after its half year had ended
    # School years
    Row("2025-09-05", "phat-dong", "bca-hv-1", "bca-hv-1@2025-2026"),
    Row("2026-01-20", "so-ket", "bca-hv-1", "bca-hv-1@2025-2026"),
    Row("2026-08-31", "tong-ket", "bca-hv-1", "bca-hv-1@2025-2026"),
    Row("2026-09-15", "khen-thuong", "bca-hv-1@2025-2026", "bca-hv-1@2025-2026"),
    # Terms written out: signed before the year, reviewed after it
    Row("2018-12-20", "ky-giao-uoc", "bca-dp-1@2019", "bca-dp-1@2019"),
    Row("2023-01-11", "tong-ket", "bca-dp-6@2022", "bca-dp-6@2022"),
    Row("2021-01-08", "khen-thuong", "bca-bo-1@2020", "bca-bo-1@2020"),
    Row("2025-11-22", "tong-ket, ky-giao-uoc", "bca-dp-3@2025, bca-dp-3@2026", "bca-dp-3@2025 bca-dp-3@2026"),
    # Several clusters at one event; clusters inside one city's police
    Row("2023-03-31", "gap-mat", "bca-dp-1, tttt-1", "bca-dp-1@2023 tttt-1@2023"),
    Row("2020-07-02", "so-ket", "catp-ha-noi-8", "catp-ha-noi-8@2020"),
    Row("2021-12-11", "tong-ket", "catp-ha-noi-11", "catp-ha-noi-11@2021"),
    # Guests
    Row("2024-11-27", "tong-ket", "bca-dp-5", "bca-dp-5@2024", "units: [cuc-xay-dung-phong-trao]"),
]  # fmt: skip

REFUSED = [
    # No term on the day
    Row("2025-03-10", "ky-giao-uoc", "bca-dp-2", "E406"),  # between two schemes
    Row("2014-11-20", "tong-ket", "bca-dp-1", "E406"),
    Row("2021-05-05", "so-ket", "bca-bo-5", "E406"),
    Row("2025-11-24", "tong-ket", "bca-dp-8", "E406"),  # its half year ended on 30 June
    Row("2025-08-31", "tong-ket", "bca-hv-1", "E406"),  # the school year before is not recorded
    # Several terms on the days
    Row("{from: 2019-12-30, to: 2020-01-03}", "hoi-thao", "bca-dp-1", "E411"),
    # Terms written out
    Row("2024-04-09", "ky-giao-uoc", "bca-dp-1@2014", "E410"),
    Row("2024-04-10", "ky-giao-uoc", "bca-dp-1@2018", "E412"),
    Row("2024-04-11", "ky-giao-uoc", "bca-dp-10", "E401"),
    # Units out of their time, both sides of a merger
    Row("2025-08-14", "gap-mat", "bca-dp-1", "E506", f"units: [{OLD}]"),
    Row("2024-08-14", "gap-mat", "bca-dp-5", "E505", f"units: [{NEW}]"),
    Row("2025-09-09", "gap-mat", "bca-dp-2", "E506", "host: ca-tinh-quang-tri"),
    Row("2024-06-07", "gap-mat", "bca-dp-7", "E505", "host: ca-tinh-quang-tri-2025"),
    # Not a member, not a guest
    Row("2024-05-23", "hoi-thao", "bca-dp-1", "W517", "host: ca-tinh-nghe-an"),
    # Prose against the record
    Row("2024-06-13", "so-ket", "bca-dp-1", "W522", body="Hội nghị diễn ra thứ Hai, ngày 13 tháng 6 năm 2024."),
    Row("2024-06-14", "so-ket", "bca-dp-1", "W523", body="Hội nghị diễn ra ngày 14 tháng 6 năm 2023."),
]  # fmt: skip


def file_of(number: int, row: Row) -> tuple[str, str]:
    """The path and text of an event file, as an editor would write them."""
    first = row.date.removeprefix("{from: ").partition(",")[0]
    text = f"""---
title: Hoạt động được ghi thêm, thứ tự {number}
date: {row.date}
kinds: [{row.kinds}]
clusters: [{row.clusters}]
audience: public
status: published
summary: Các đơn vị trong cụm cùng tham dự.
{row.more}
sources:
  - title: Bản tin về hoạt động của cụm
---

{row.body or "Các đơn vị trong cụm cùng tham dự."}
"""
    return f"events/{first[:4]}/{first}-ghi-them-{number}.md", text.replace(
        "\n\nsources", "\nsources"
    )


def checked(folder: Path, rows: list[Row]) -> CheckedContent:
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    for number, row in enumerate(rows):
        name, text = file_of(number, row)
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text(text, "utf-8")
    return check_content(content)


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> CheckedContent:
    return checked(tmp_path_factory.mktemp("landed"), LAND)


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> CheckedContent:
    return checked(tmp_path_factory.mktemp("refused"), REFUSED)


def test_there_are_sixty() -> None:
    assert len(LAND) + len(REFUSED) >= 60


def told(checked: CheckedContent) -> list[Diagnostic]:
    """What is told, but that a row may be an event the content already holds: rows are made to look real."""
    return [item for item in checked.report if item.code != "W541"]


def test_nothing_is_said_against_those_that_are_right(landed: CheckedContent) -> None:
    """Only terms that say they have no source are told that they have one now."""
    assert {item.code for item in told(landed)} == {"W534"}
    assert all(item.path.startswith("content/clusters/") for item in told(landed))


@pytest.mark.parametrize(
    "number", range(len(LAND)), ids=lambda n: f"{LAND[n].date}-{LAND[n].clusters}"
)
def test_it_lands_in_its_term(landed: CheckedContent, number: int) -> None:
    name, _ = file_of(number, LAND[number])
    event = next(e for e in landed.site.events if e.path.endswith(name))
    assert " ".join(str(key) for key in event.terms) == LAND[number].expect


def test_each_stands_on_the_pages_of_its_terms(landed: CheckedContent) -> None:
    site = project(landed.site, "public", dt.date(2026, 12, 31))
    shown = {page.address: page for page in pages(Context(site=site))}
    for number, row in enumerate(LAND):
        event = next(e for e in site.events if e.slug == f"ghi-them-{number}")
        for key in event.terms:
            term, cluster = shown[f"/cum/{key.cluster}/{key.term}/"], shown[f"/cum/{key.cluster}/"]
            assert isinstance(term, TermPage)
            assert isinstance(cluster, ClusterPage)
            assert event.address in {entry.address for entry in term.entries}, row
            group = {g.id: g for g in cluster.timeline.groups}[f"ky-{key.term}"]
            told = {entry.address for part in group.parts for entry in part.entries}
            # A timeline holds the newest; of a term with others it says how many stand on its own page.
            assert event.address in told or group.rest, row


@pytest.mark.parametrize(
    "number", range(len(REFUSED)), ids=lambda n: f"{REFUSED[n].date}-{REFUSED[n].expect}"
)
def test_it_is_refused_for_what_is_wrong(refused: CheckedContent, number: int) -> None:
    name, _ = file_of(number, REFUSED[number])
    found = [item for item in told(refused) if item.path.endswith(name)]
    assert [item.code for item in found] == [REFUSED[number].expect]
    assert found[0].hint("vi")
    assert found[0].line > 1


def test_nothing_else_is_said(refused: CheckedContent) -> None:
    assert len(told(refused)) == len(REFUSED)
    assert refused.report.has_errors
