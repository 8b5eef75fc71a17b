"""Ranks and their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import EVENT, POLICE
from thidua.checks.people import ranks_in_text
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("rank", "near"),
    [
        ("Đại tá", None),
        ("Đại Tá", None),
        ("Đại uý", None),  # the mark on the other letter
        ("Thượng sỹ", None),
        ("PGS, TS", None),
        ("Đại ta", "Đại tá"),
        ("dai ta", "Đại tá"),
        ("Thuong tuong", "Thượng tướng"),
        ("Thiếu tưởng", "Thiếu tướng"),
        ("Trung tuong, PGS, TS", "Trung tướng"),
        ("Binh nhi", "Binh nhì"),
    ],
)
def test_rank(tree: Callable[..., Path], rank: str, near: str | None) -> None:
    person = f'officials:\n  - {{name: Nguyễn Văn Mẫu, rank: "{rank}"}}\nsources:'
    content = tree({"events/2024/2024-03-14-ky-giao-uoc.md": EVENT.replace("sources:", person)})
    found = [(item.code, dict(item.params)["near"]) for item in check_content(content).report]
    assert found == ([("W564", near)] if near else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trung tuong Trần Văn Thí dự.", [(0, "Trung tuong", "Trung tướng")]),
        ("Cùng dự có đại ta Trần Văn Thí.", [(11, "đại ta", "đại tá")]),
        ("Đại tá Trần Văn Thí, Thượng ta Lê Mẫu", [(21, "Thượng ta", "Thượng tá")]),
        ("Trung tâm Mẫu, trung tá Trần Văn Thí", []),
        ("Đại ta hôm nay.", []),  # no name follows
        ("Trung tượng Ví Dụ", []),  # another word, not one that lacks marks
    ],
)
def test_rank_in_a_text(text: str, found: list[tuple[int, str, str]]) -> None:
    assert list(ranks_in_text(text, POLICE.ranks)) == found


def test_a_sector_adds_ranks_of_its_own(tree: Callable[..., Path]) -> None:
    person = "officials:\n  - {name: Nguyễn Văn Mẫu, rank: Bac si}\nsources:"
    content = tree(
        {
            "sector.yml": "ranks: [Bác sĩ]\n",
            "events/2024/2024-03-14-ky-giao-uoc.md": EVENT.replace("sources:", person),
        }
    )
    assert [item.code for item in check_content(content).report if item.code != "W531"] == ["W564"]
