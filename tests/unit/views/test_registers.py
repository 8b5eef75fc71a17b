"""Registers: what they say of what is not known, how they are divided, and that each row stands once."""

from __future__ import annotations

import pytest

from thidua.campaign.site import RecordEntry, Site
from thidua.reading.records import Cluster
from thidua.views import leaders
from thidua.views.shared.page import Context
from thidua.views.shared.registers import cut


@pytest.mark.parametrize(
    ("count", "runs"), [(0, [0]), (200, [200]), (201, [200, 1]), (400, [200, 200])]
)
def test_parts_of_a_register_have_two_hundred_rows_at_most(count: int, runs: list[int]) -> None:
    assert [len(run) for run in cut(range(count))] == runs


def clusters(count: int, last: str = "2024-12-31") -> Context:
    """So many clusters of one term, the first of them led by a unit that is not in the site."""
    found = {
        f"c{n}": RecordEntry(
            Cluster.model_validate({
                "id": f"c{n}", "name": f"Cụm thi đua số {n}", "number": n, "owner": "Bộ Ví Dụ", "block": "khac",
                "audience": "public", "sources": [{"title": "Nguồn"}],
                "terms": [{"term": "2023", "from": "2023-07-01", "to": last, "sources": [{"title": "Nguồn"}]}],
            }), "x.yml")
        for n in range(count)
    }  # fmt: skip
    return Context(Site(clusters=found))


@pytest.mark.parametrize(
    ("count", "shown", "addresses"),
    [
        (200, 200, ["/cum-truong/", "/cum-truong/2023/", "/cum-truong/2024/"]),
        (
            201,
            200,
            [
                "/cum-truong/", "/cum-truong/2023/", "/cum-truong/2023/phan-2/", "/cum-truong/2024/",
                "/cum-truong/2024/phan-2/",
            ],
        ),
    ],
)  # fmt: skip
def test_leaders_stand_whole_or_by_year(count: int, shown: int, addresses: list[str]) -> None:
    """Above two hundred terms the register shows a part of its newest year and leads to all."""
    found = list(leaders.pages(clusters(count)))
    assert [page.address for page in found] == addresses
    sizes = [sum(len(c.terms) for b in page.blocks for c in b.clusters) for page in found]
    assert sizes[0] <= shown
    assert sum(sizes[1:]) == 2 * count
    assert bool(found[0].note) is (count > 200)
    assert [part.count for part in found[0].years] == sizes[:0:-1]
    assert found[0].counts == f"0 kỳ đã rõ Cụm trưởng; {count} kỳ chưa có thông tin."


def test_a_term_stands_in_each_year_it_reaches_into() -> None:
    found = {page.address for page in leaders.pages(clusters(1, last="2025-06-30"))}
    assert found == {"/cum-truong/", "/cum-truong/2023/", "/cum-truong/2024/", "/cum-truong/2025/"}
