"""Which dates of a text are the event's own, and which are of something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import EVENT
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVENT_FILE = "events/2024/2024-03-14-ky-giao-uoc.md"


def _codes(content: Path) -> list[str]:
    return [item.code for item in check_content(content).report]


@pytest.mark.parametrize(
    ("body", "expect"),
    [
        ("Sáng 14/3, hai đơn vị ký giao ước.", []),
        ("Sáng 14/4, hai đơn vị ký giao ước.", ["W563"]),
        ("Sáng 15/3/2024, hai đơn vị ký giao ước.", ["W563"]),
        ("Chiều ngày 15-3-2024, hai đơn vị ký giao ước.", ["W563"]),
        ("Ngày 15 tháng 3 năm 2024, hai đơn vị ký giao ước.", ["W563"]),
        ("Sáng thứ Sáu, 15/3/2024, hai đơn vị ký giao ước.", ["W563"]),
        ("Hai đơn vị ký giao ước ngày 14/4/2024 tại Mẫu.", ["W563"]),
        # one slip, one message: the weekday, the year, a day that never was
        ("Sáng thứ Năm, 15/3/2024, hai đơn vị ký giao ước.", ["W522"]),
        ("Sáng 14/3/2023, hai đơn vị ký giao ước.", ["W523"]),
        ("Sáng 31/4/2024, hai đơn vị ký giao ước.", ["W524"]),
        # of other things
        ("Ngày 19/8/1945, Cách mạng thành công.", []),
        ("Ngày 10/3, Bộ ban hành kế hoạch. Ngày 14/3, hai đơn vị ký giao ước.", []),
        ("Hai đơn vị ký giao ước, hướng tới Ngày 27/7.", []),
        ("Căn cứ Quyết định số 1 ngày 14/2/2024 của Bộ, hai đơn vị ký giao ước.", []),
        ("Theo Bản tin ngày 15/3/2024, hai đơn vị ký giao ước.", []),
        ("Hai đơn vị thi đua từ ngày 14/4/2024.", []),
        ("Đoạn đầu.\n\nNgày 20/3, các đơn vị triển khai.", []),  # what came after
    ],
)
def test_day_in_the_text(tree: Callable[..., Path], body: str, expect: list[str]) -> None:
    assert _codes(tree({EVENT_FILE: EVENT.replace("Hai đơn vị ký giao ước.", body)})) == expect


@pytest.mark.parametrize(
    ("name", "date", "expect"),
    [
        ("2024-03-hop", "2024-03", []),
        ("2024-04-hop", "2024-04", ["W563"]),
        ("2024-hop", '"2024"', []),
        ("2024-03-13-hop", "{from: 2024-03-13, to: 2024-03-15}", []),
        ("2024-03-15-hop", "{from: 2024-03-15, to: 2024-03-16}", ["W563"]),
    ],
)
def test_day_of_a_date_known_less_well(
    tree: Callable[..., Path], name: str, date: str, expect: list[str]
) -> None:
    text = EVENT.replace("date: 2024-03-14", f"date: {date}")
    text = text.replace("Hai đơn vị ký giao ước.", "Sáng 14/3, hai đơn vị ký giao ước.")
    assert _codes(tree({EVENT_FILE: None, f"events/2024/{name}.md": text})) == expect


def test_a_wrong_year_in_the_date_is_one_slip(tree: Callable[..., Path]) -> None:
    """The file's name, the term, the text and the source all speak against it; the name says where to look."""
    text = EVENT.replace("date: 2024-03-14", "date: 2042-03-14")
    text = text.replace("Hai đơn vị ký giao ước.", "Sáng 14/3/2024, hai đơn vị ký giao ước.")
    text = text.replace(
        "title: Bản tin Ví Dụ\n", 'title: Bản tin Ví Dụ\n    published: "2024-03-14"\n'
    )
    assert _codes(tree({EVENT_FILE: text})) == ["E319"]


def test_a_wrong_year_in_name_and_date_is_one_slip(tree: Callable[..., Path]) -> None:
    text = EVENT.replace("date: 2024-03-14", "date: 2042-03-14")
    text = text.replace("Hai đơn vị ký giao ước.", "Sáng 14/3/2024, hai đơn vị ký giao ước.")
    text = text.replace(
        "title: Bản tin Ví Dụ\n", 'title: Bản tin Ví Dụ\n    published: "2024-03-14"\n'
    )
    files = {EVENT_FILE: None, "events/2042/2042-03-14-ky-giao-uoc.md": text}
    assert _codes(tree(files)) == ["E406"]
