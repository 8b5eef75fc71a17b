"""Unions that follow from their unit, without a record of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapes import LOCAL, checked, cluster
from thidua.dates import PartialDate

if TYPE_CHECKING:
    from pathlib import Path

YOUTH = dict([
    cluster("tre", f"{LOCAL}\nnumber: 4\norganisation: youth",
        "term: 2025-h1, from: 2025-01-01, to: 2025-06-30, members: [doan-tn-ca-mai, doan-tn-ca-lan, doan-tn-ca-truc]",
        "term: 2025-h2, from: 2025-07-01, to: 2025-12-31, members: [doan-tn-ca-mai-2025, doan-tn-ca-truc]"),
])  # fmt: skip


def test_a_union_has_the_days_of_its_unit(tmp_path: Path) -> None:
    found = checked(tmp_path, YOUTH)
    assert [item.code for item in found.report] == []
    assert found.site is not None
    before, after, always = (
        found.site.units[f"doan-tn-{unit}"].record for unit in ("ca-mai", "ca-mai-2025", "ca-truc")
    )
    assert before.name == "Đoàn Thanh niên Công an tỉnh Mai"
    assert (before.from_, before.to) == (None, PartialDate.parse("2025-06-30"))
    assert (after.from_, after.to) == (PartialDate.parse("2025-07-01"), None)
    assert (always.from_, always.to) == (None, None)
    assert after.predecessors == ("doan-tn-ca-mai", "doan-tn-ca-lan")
    assert before.parent == "ca-mai"
