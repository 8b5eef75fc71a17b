"""When two files are one event, and when two entries are one; what only looks alike is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import EVENT
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

URL = "sources:\n  - title: Bản tin Ví Dụ\n    url: https://bao.example.vn/{}\n"


def _event(date: str, kinds: str, *, more: str = "", article: str = "") -> str:
    text = EVENT.replace("date: 2024-03-14", f"date: {date}").replace("[ky-giao-uoc]", kinds)
    if article:
        text = text.replace("sources:\n  - title: Bản tin Ví Dụ\n", URL.format(article))
    return text.replace("sources:\n", f"{more}sources:\n", 1)


FIRST = "events/2024/2024-03-14-ky-giao-uoc.md"
CASES = [
    # the second event's day, kinds, further lines; the first is 2024-03-14 [ky-giao-uoc]
    ("2024-03-14", "[ky-giao-uoc]", "", ["W541"]),
    ("2024-03-14", "[so-ket, ky-giao-uoc]", "", ["W541"]),
    ("2024-03-14", "[so-ket]", "", []),
    ("2024-03-15", "[ky-giao-uoc]", "", []),
    ("2024-03", "[ky-giao-uoc]", "", ["W541"]),
    ("2024-04", "[ky-giao-uoc]", "", []),
    ("{from: 2024-03-14, to: 2024-03-15}", "[ky-giao-uoc]", "", ["W541"]),
]


@pytest.mark.parametrize(("date", "kinds", "more", "codes"), CASES)
def test_second_event(
    tree: Callable[..., Path], date: str, kinds: str, more: str, codes: list[str]
) -> None:
    first = date.removeprefix("{from: ").partition(",")[0]
    content = tree({f"events/2024/{first}-hai.md": _event(date, kinds, more=more)})
    assert [item.code for item in check_content(content).report] == codes


def test_two_meetings_of_one_day_have_each_their_time(tree: Callable[..., Path]) -> None:
    morning, evening = 'time: "08:00"\n', 'time: "19:00"\n'
    two = {
        FIRST: _event("2024-03-14", "[hoi-thi]", more=morning),
        "events/2024/2024-03-14-hai.md": _event("2024-03-14", "[hoi-thi]", more=evening),
    }
    assert not list(check_content(tree(two)).report)


@pytest.mark.parametrize(
    ("date", "kinds", "article", "codes"),
    [
        ("2024-04-14", "[hoi-thi]", "hoi-thi", ["W541"]),  # 31 days later
        ("2024-04-15", "[hoi-thi]", "hoi-thi", []),
        ("2024-03-20", "[hoi-thi]", "khac", []),
        ("2024-03-20", "[so-ket]", "hoi-thi", []),  # one article tells of two things
    ],
)
def test_one_article(
    tree: Callable[..., Path], date: str, kinds: str, article: str, codes: list[str]
) -> None:
    two = {
        FIRST: _event("2024-03-14", "[hoi-thi]", article="hoi-thi"),
        f"events/2024/{date}-hai.md": _event(date, kinds, article=article),
    }
    assert [item.code for item in check_content(tree(two)).report] == codes


def test_the_term_closed_and_the_term_opened_are_two(tree: Callable[..., Path]) -> None:
    """One cluster with two terms written out, a unit's name in two spellings, a person with another name."""
    more = "officials:\n  - {name: Nguyễn Văn Mẫu}\n  - {name: Nguyễn Văn Mậu}\n"
    text = _event("2024-03-14", "[tong-ket, ky-giao-uoc]", more=more)
    content = tree({FIRST: text.replace("[vd-1]", "[vd-1@2023, vd-1@2024]")})
    assert not list(check_content(content).report)
