"""Dates of one record against each other, at the day itself, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest

from support import CLUSTER, COMMEMORATIONS, EVENT, PLEDGE
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

EVENT_FILE = "events/2024/2024-03-14-ky-giao-uoc.md"
PLEDGE_FILE = "clusters/vd-1/pledges/2024.md"

Codes: TypeAlias = "Callable[[Mapping[str, str]], list[str]]"


@pytest.fixture
def codes(tree: Callable[..., Path]) -> Callable[[Mapping[str, str]], list[str]]:
    """The codes told of the base content with changes."""
    return lambda changes: [item.code for item in check_content(tree(changes)).report]


SOURCE = "  - title: Bản tin Ví Dụ\n"


@pytest.mark.parametrize(
    ("published", "expect"),
    [
        (["2024-03-14"], []),
        (["2024-03-07"], []),  # announced a week before
        (["2024-03-06"], ["W543"]),
        (["2024-03"], []),
        (["2024-02"], ["W543"]),
        (["2023"], ["W543"]),
        (["2023-05-01", "2024-03-15"], []),  # what came before, and what tells of it
        (["2023-05-01", "2023-06-01"], ["W543"]),
    ],
)
def test_sources(codes: Codes, published: list[str], expect: list[str]) -> None:
    sources = "".join(
        f'  - title: Bản tin {n}\n    published: "{day}"\n' for n, day in enumerate(published)
    )
    assert codes({EVENT_FILE: EVENT.replace(SOURCE, sources)}) == expect


@pytest.mark.parametrize(
    ("revised", "expect"),
    [("2024-03-14", []), ("2024-03-13", ["W544"]), ("2024-03-14T07:30", []), ("2024", [])],
)
def test_revised(codes: Codes, revised: str, expect: list[str]) -> None:
    text = EVENT.replace("sources:", f"revised: {revised}\nsources:")
    assert codes({EVENT_FILE: text}) == expect


@pytest.mark.parametrize(
    ("signed", "event", "expect"),
    [
        ("2024-03-14", "2024/ky-giao-uoc", []),
        ("2024-03", "2024/ky-giao-uoc", []),
        ("2024-03-13", "2024/ky-giao-uoc", ["W545"]),
        ("2042", "2024/ky-giao-uoc", ["W545"]),
        ("2023-12-20", "", []),  # before the year begins
        ("2025-07-02", "", []),  # 183 days after the term
        ("2025-07-03", "", ["W546"]),
        ("2023-07-02", "", []),
        ("2023-07-01", "", ["W546"]),
    ],
)
def test_signed_on(codes: Codes, signed: str, event: str, expect: list[str]) -> None:
    lines = f'signed_on: "{signed}"\n' + (f"event: {event}\n" if event else "")
    assert codes({PLEDGE_FILE: PLEDGE.replace("audience:", f"{lines}audience:", 1)}) == expect


@pytest.mark.parametrize(
    ("title", "expect"),
    [
        ("Giao ước thi đua", []),
        ("Giao ước năm 2024, ký năm 2023", []),
        ("Giao ước thi đua năm 2025", ["W547"]),
    ],
)
def test_title_of_a_pledge(codes: Codes, title: str, expect: list[str]) -> None:
    text = PLEDGE.replace("title: Giao ước thi đua năm 2024", f"title: {title}")
    assert codes({PLEDGE_FILE: text}) == expect


@pytest.mark.parametrize(
    ("term", "label", "span", "expect"),
    [
        ("2022", "năm 2022", "from: 2022-01-01\n    to: 2022-12-31", []),
        ("2022", "năm 2022", "from: 2021-11-20\n    to: 2022-11-19", []),
        ("2021-2022", "năm học 2021–2022", "from: 2021-09\n    to: 2022-08", []),
        ("2021-2022", "năm học 2021–2023", "from: 2021-09\n    to: 2022-08", ["W547"]),
        ("2021-2023", "năm học 2021–2022", "from: 2021-09\n    to: 2022-08", ["W547"]),
        ("2022", "năm 2022", "from: 2021-01-01\n    to: 2021-12-31", ["W548"]),
        ("ky-dau", "kỳ đầu", "from: 2022-01-01\n    to: 2022-12-31", []),
        ("22", "năm 2022", "from: 2022-01-01\n    to: 2022-12-31", ["W549"]),
        # The dates lie on another term: one slip, told as what stops the build.
        ("2022", "năm 2022", "from: 2023-01-01\n    to: 2023-12-31", ["E502"]),
    ],
)
def test_names_of_a_term(codes: Codes, term: str, label: str, span: str, expect: list[str]) -> None:
    further = f'  - term: "{term}"\n    label: {label}\n    {span}\n    sources:\n      - title: Bản tin\n'
    assert codes({"clusters/vd-1/cluster.yml": CLUSTER + further}) == expect


def test_dates_of_a_term_that_are_inferred_may_differ(codes: Codes) -> None:
    further = """  - term: "2021-2026"
    from: "2021"
    to: 2022-06-30
    basis: {date: inferred, note: Kỳ ghi đến lần sáp nhập.}
    sources:
      - title: Bản tin
"""
    assert codes({"clusters/vd-1/cluster.yml": CLUSTER + further}) == []


def test_an_event_of_no_known_year_has_no_order(codes: Codes) -> None:
    text = EVENT.replace("date: 2024-03-14", "date: khong-ro").replace(
        SOURCE, SOURCE + '    published: "2014-03-14"\n'
    )
    text = text.replace("Hai đơn vị ký giao ước.", "Sáng 15/3, hai đơn vị ký giao ước.")
    assert codes({EVENT_FILE: None, "events/khong-ro/khong-ro-hop.md": text}) == []


@pytest.mark.parametrize(
    ("year", "expect"),
    [(1944, ["E519"]), (1945, ["W562"]), (2023, ["W562"]), (2024, []), (2025, [])],
)
def test_year_looked_forward_to(codes: Codes, year: int, expect: list[str]) -> None:
    lines = f"commemorations:\n  - {{id: ngay-vi-du, year: {year}}}\n"
    assert codes({EVENT_FILE: EVENT.replace("sources:", f"{lines}sources:")}) == expect


@pytest.mark.parametrize(
    ("old", "new", "expect"),
    [
        ("  day: 12\n", "  day: 12\n  observed_from: 1945-08-12\n", []),
        ("  day: 12\n", "  day: 12\n  observed_from: 1945-08-11\n", ["W560"]),
        ("  day: 12\n", "  day: 12\n  recognised_on: 1945-06-01\n", []),
        ("  day: 12\n", "  day: 12\n  recognised_on: 1944-12-31\n", ["W560"]),
        ("  day: 12\n", "  day: 13\n", ["W561"]),
        ("  month: 8\n", "  month: 9\n", ["W561"]),
        ("origin: 1945-08-12", 'origin: "1945-07"', []),  # the day is not known
        ("kind: fixed", "kind: lunar", []),
        ("  day: 12\n", "  day: 12\n  names:\n    - {name: Ngày cũ, from: 1940}\n", ["W560"]),
    ],
)
def test_register_of_commemorations(codes: Codes, old: str, new: str, expect: list[str]) -> None:
    assert codes({"commemorations.yml": COMMEMORATIONS.replace(old, new)}) == expect
