"""What an editor noted in a file for those who write, and what is a value although it has the sign of a comment."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from support import BASE, EVENT, write_tree
from thidua.audit.visibility_index import build_visibility_index
from thidua.reading.library import read_library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("head", "noted"),
    [
        ('place: "Nhà #1 phố Ví Dụ"  # hỏi lại ban tổ chức', ["hỏi lại ban tổ chức"]),
        ("place: 'Nhà #1' # kín # rất kín", ["kín # rất kín"]),
        ("place: Nhà#1", []),
        ("place: |-\n  Nhà\n  # không phải lời ghi", []),
        ("# cả một dòng\nplace: Nhà", ["cả một dòng"]),
        ("# place: Nhà của ai", ["Nhà của ai"]),
        ('figures: [{label: "#", value: "7"}] #', []),
    ],
)
def test_comments_are_told_from_values(tmp_path: Path, head: str, noted: list[str]) -> None:
    event = EVENT.replace("summary:", f"{head}\nsummary:")
    content = write_tree(tmp_path / "content", {**BASE, "events/2024/2024-03-14-ky-giao-uoc.md": event})  # fmt: skip
    index = build_visibility_index(read_library(content), tmp_path, "public", dt.date(2026, 1, 15))
    assert [secret.text for secret in index.hidden if secret.field == "comment"] == noted
