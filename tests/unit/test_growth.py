"""Nothing costs the square of what is written: work is counted, not timed, at n, 2n and 4n records of one kind.

`tests/bench/bench_growth.py` measures more kinds, whole builds and the audit.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bench import made_site
from bench.made_site import Size
from growth import KINDS, SQUARE, counts, work
from support import ROOT, write_tree
from thidua.campaign.audience import project
from thidua.campaign.link import link
from thidua.reading.library import read_library
from thidua.views.all import pages
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from pathlib import Path

MENDED = (
    "units of one name", "units, each the parent of the next", "units, each the successor of the last",
    "units divided into as many", "clusters", "clusters of one number", "terms led by one unit", "members of two terms", "events of one day",
    "pledges of a cluster", "pledges of as many clusters",
)  # fmt: skip
"""What once cost the square or the cube."""
SIZES = (30, 60, 120)


@pytest.mark.parametrize(
    "kind", sorted(KINDS.keys() - SQUARE) if os.environ.get("THIDUA_GROWTH") else MENDED
)
def test_work_grows_with_the_records(tmp_path: Path, kind: str) -> None:
    work(tmp_path / "first", kind, 5)  # so that what a process does once is done
    found = [work(tmp_path / str(count), kind, count) for count in SIZES]
    for measure in ("calls", "size"):
        first, second, third = (getattr(one, measure) for one in found)
        # Twice as much is the line, four times the square.
        assert third - second <= 2.2 * (second - first), f"{measure}: {first}, {second}, {third}"


SMALL = Size(events=4, clusters=2, terms=2)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    return counts(tmp_path_factory.mktemp("small"), SMALL)


@pytest.mark.parametrize(
    ("sizes", "family", "found"),
    [
        ((Size(8, 2, 2), Size(16, 2, 2)), "su-kien/*/*/index.html", [4, 8, 16]),
        # In each cluster a pledge each term and, with the term before, a comparison: 2 + 1, 4 + 3, 8 + 7.
        ((Size(4, 2, 4), Size(4, 2, 8)), "cum/*/giao-uoc/*/index.html", [6, 14, 30]),
        ((Size(4, 4, 2), Size(4, 8, 2)), "cum/*/giao-uoc/*/index.html", [6, 12, 24]),
        # A page for each year in which there is a term, and for no term of it.
        ((Size(4, 2, 4), Size(4, 2, 8)), "cum-truong/*/index.html", [2, 4, 8]),
        ((Size(4, 4, 2), Size(4, 8, 2)), "cum-truong/*/index.html", [2, 2, 2]),
    ],
    ids=["events", "terms", "clusters", "years of leaders", "leaders of a year"],
)
def test_pages_and_files_are_as_many_as_records(
    tmp_path: Path, small: Counter[str], sizes: tuple[Size, Size], family: str, found: list[int]
) -> None:
    """No pair of records has a page: every family of pages and files grows with what is written."""
    each = [small, *(counts(tmp_path / str(n), size) for n, size in enumerate(sizes))]
    assert [one[family] for one in each] == found
    for name in set().union(*each):
        first, second, third = (one[name] for one in each)
        # One more: a list that is split begins a leaf at a number of entries, not with each.
        assert third - second <= 2 * max(second - first, 0) + 1, (
            f"{name}: {first}, {second}, {third}"
        )


AWARD = "awards: [{title: Cờ thi đua, to: don-vi-1, for_year: 2005, status: trao}]\n"
SCORES = (
    'term: "2005"\naudience: internal\ncriteria: [{id: chung, text: Công tác chung, max: "100"}]\n'
    'sheets: [{by: cum, on: 2005-11-20, rows: [{unit: don-vi-1, points: {chung: "98"}}]}]\nsources: [{title: Bản tin Ví Dụ}]\n'
)
SPLIT = {"events-part.html": 140_000, "calendar-month.html": 60_000}
"""Lists of events that are divided by year, month and day: what their longest page may have, as data."""


def heaviest(folder: Path, events: int) -> Counter[str]:
    """The weight as data of the heaviest page of each type, of a made site where every list is of one cluster and two years."""
    size = Size(events, clusters=1, terms=2)
    files = made_site.registers(size)
    files["clusters/vd-1/cluster.yml"] = made_site.cluster_file(0, size)
    files["clusters/vd-1/scores/2005.yml"] = SCORES
    for path, text in made_site.pledges(size).items():
        files[f"clusters/{path}"] = text
    for number in range(events):
        path, text = made_site.event(number, size)
        dated = text.replace("Báo Ví Dụ,", 'Báo Ví Dụ, published: "2006-03-04",', 1)
        files[f"events/{path}"] = dated.replace("officials:", f"{AWARD}officials:", 1)
    write_tree(folder, files)
    site = project(link(read_library(folder)), "internal", dt.date(2026, 1, 15))
    found: Counter[str] = Counter()
    # The edition that has a page of every type.
    ctx = Context(site, "internal", site_name="Ví Dụ", site_url="https://vi-du.example/")
    for page in pages(ctx):
        found[page.template] = max(found[page.template], len(repr(page)))
    return found


def test_no_page_grows_with_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of n, 2n and 4n events: no page of any type is longer, but for lists that are divided, which have a limit."""
    monkeypatch.setattr(made_site, "COMMEMORATIONS", 2)
    monkeypatch.setattr(made_site, "CAMPAIGNS", 1)
    monkeypatch.setattr(made_site, "event_body", lambda _chance: "Lời.\n")
    first, second, third = (heaviest(tmp_path / str(n), n) for n in (420, 840, 1680))
    templates = {path.name for path in (ROOT / "overrides" / "pages").glob("*.html")}
    assert (
        set(first) == set(second) == set(third) == templates - {"diagnostics.html", "withheld.html"}
    )
    grown = {
        name: (first[name], second[name], size)
        for name, size in third.items()
        if size > SPLIT.get(name, 1.1 * max(first[name], second[name]))
    }
    assert grown == {}
