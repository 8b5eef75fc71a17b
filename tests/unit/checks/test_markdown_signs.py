"""Markdown of which readers would see the signs, and what is right beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support import EVENT, PLEDGE
from thidua.checks.run import check_content
from thidua.prose import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVENT_FILE = "events/2024/2024-03-14-ky-giao-uoc.md"
FIRST = 13
"""The line of the file on which the body begins."""


@pytest.fixture
def told(tree: Callable[..., Path]) -> Callable[[str], list[tuple[str, int, int]]]:
    """Codes, lines of the body and columns told of a body."""

    def check(body: str) -> list[tuple[str, int, int]]:
        text = EVENT.replace("\nHai đơn vị ký giao ước.\n", f"\n{body}\n")
        report = check_content(tree({EVENT_FILE: text})).report
        return [(item.code, item.line - FIRST + 1, item.column) for item in report]

    return check


WRONG = [
    ("Xem [tin] (https://bao.example.vn/a) nhé.", [("W621", 1, 5)]),
    ("Đoạn **đậm và chữ thường.", [("W622", 1, 6)]),
    ("**Một** và **hai.\n\nĐoạn sau **ba**.", [("W622", 1, 12)]),
    ("** đậm**", [("W622", 1, 1)]),
    ("- **một\n- hai**", [("W622", 1, 3), ("W622", 2, 6)]),
    ("Kết quả\n===\n\nChữ.", [("E632", 2, 1)]),
    ("Một\nhai\n=====", [("W623", 3, 1)]),
    ("===", [("W623", 1, 1)]),
    ("Đoạn văn.\n---\n\nChữ.", [("E632", 2, 1)]),
    ("| a | b |\n| c | d |", [("W624", 1, 1)]),
    ("Bảng sau:\n| a | b |\n|---|---|\n| c | d |", [("W624", 2, 1)]),
    ("| a | b |\n|---|---|---|\n| c | d |", [("W624", 1, 1)]),
    ("• Một\n• Hai", [("W625", 1, 1)]),
    ("  ● Một", [("W625", 1, 3)]),
    ("– Một\n– Hai", [("W625", 1, 1)]),
    ("-Một\n-Hai", [("W625", 1, 1)]),
    ("a) Một\nb) Hai", [("W625", 1, 1)]),
    ("1) Một\n2) Hai", [("W625", 1, 1)]),
    ("##Kết quả", [("W626", 1, 1)]),
    ("#ViDu", [("E605", 1, 1)]),
    ("#1 trong ba", [("E605", 1, 1)]),
    ("##ViDu", [("W626", 1, 1)]),
    ("Chữ ==nổi== lên", [("W627", 1, 5)]),
    ("- [ ] Một\n- [x] Hai", [("W627", 1, 1), ("W627", 2, 1)]),
]


@pytest.mark.parametrize(("body", "expect"), WRONG)
def test_signs(
    told: Callable[[str], list[tuple[str, int, int]]], body: str, expect: list[tuple[str, int, int]]
) -> None:
    assert told(body) == expect


RIGHT = [
    "Xem [tin](https://bao.example.vn/a) (bản đầy đủ), [1] (trang 2).",
    "**Một** và **hai**, ***ba***.\n\n**Bốn\nnăm**",
    "Hai sao \\*\\* và 2 ** 3.",
    "`**` và\n\n```\n**\n| a | b |\n• x\n===\n```",
    "Đoạn văn.\n\n---\n\nĐoạn sau.",
    "Một\nhai\n---",
    "| a | b |\n|---|---|\n| c | d |",
    "a | b\n---|---\nc | d",
    "- mục:\n\n    | a | b |\n    |---|---|\n    | c | d |",
    "Giá trị |x| là 1.",
    "– Ai đó nói một mình.",
    "Nhiệt độ\n-5 độ\n+3 độ",
    "a) Một\n\nb) Hai",
    "1. Một\n2. Hai",
    "## Kết quả",
    "Số #1 và C# và #5",
    "x == y, a = b",
    "Mục [x] trong câu.",
]


@pytest.mark.parametrize("body", RIGHT)
def test_no_signs(told: Callable[[str], list[tuple[str, int, int]]], body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    "body", [body for body, found in WRONG if found[0][0] in {"W621", "W622", "W624", "W627"}]
)
def test_what_is_told_is_seen_on_the_page(body: str) -> None:
    """Of these a reader would see the signs: the converter itself is the measure."""
    shown = re.sub(r"<[^>]*>", "", render(body, {}, "vi").html)
    assert re.search(r"\] \(|\*\*|\||~~|==|\[ \]", shown)


@pytest.mark.parametrize(
    ("summary", "sign"),
    [
        ("Hai đơn vị **ký** giao ước.", "**"),
        ('"Hai đơn vị ký, [xem](https://bao.example.vn)."', "]("),
        ('"- Hai đơn vị ký."', "-"),
        ('"## Hai đơn vị"', "##"),
    ],
)
def test_signs_in_a_field(tree: Callable[..., Path], summary: str, sign: str) -> None:
    text = EVENT.replace("summary: Hai đơn vị ký giao ước thi đua.", f"summary: {summary}")
    found = [
        (i.code, i.line, dict(i.params)["sign"])
        for i in check_content(tree({EVENT_FILE: text})).report
    ]
    assert found == [("W628", 8, sign)]


def test_headings_of_a_pledge_are_told_once(tree: Callable[..., Path]) -> None:
    text = PLEDGE.replace(
        "Giữ gìn an ninh.\n", "Giữ gìn an ninh.\n\n##Điều 2. Khác\n\nĐiều 3. Nữa\n===\n\nChữ.\n"
    )
    codes = [
        item.code for item in check_content(tree({"clusters/vd-1/pledges/2024.md": text})).report
    ]
    assert codes == ["W626", "W702", "E632"]
