"""Rings of units: by succession and by parents, each told once, at its first unit, by one search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from growth import units
from support import BASE, write_tree
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path, *entries: str) -> list[tuple[str, str]]:
    content = write_tree(folder / "content", {**BASE, **units(entries)})
    found = check_content(content, folder).report
    return [(item.code, str(dict(item.params).get("ring"))) for item in found]


@pytest.mark.parametrize(
    ("entries", "expect"),
    [
        (["id: a, name: A, successor: b", "id: b, name: B, successor: a"], [("E569", "a → b → a")]),
        (["id: a, name: A, predecessors: [b]", "id: b, name: B, predecessors: [a]"], [("E569", "a → b → a")]),
        (["id: a, name: A, successor: b", "id: b, name: B, predecessors: [a]"], []),
        (["id: a, name: A, parent: b", "id: b, name: B, parent: a"], [("E574", "a → b → a")]),
        (["id: a, name: A, parent: a"], [("E574", "a → a")]),
        # What hangs below a ring is not in it.
        (["id: a, name: A, parent: b", "id: b, name: B, parent: b"], [("E574", "b → b")]),
        (
            ["id: a, name: A, parent: b", "id: b, name: B, parent: a", "id: c, name: C, parent: d", "id: d, name: D, parent: c"],
            [("E574", "a → b → a"), ("E574", "c → d → c")],
        ),
        ([f"id: u{n}, name: U{n}, parent: u{(n + 1) % 9}" for n in range(9)], [("E574", "u0 → u1 → u2 → u3 → u4 → u5 → … → u0")]),
    ],
)  # fmt: skip
def test_rings(tmp_path: Path, entries: list[str], expect: list[tuple[str, str]]) -> None:
    assert told(tmp_path, *entries) == expect
