"""Nothing costs the square of what is written: work is counted, not timed, at n, 2n and 4n records of one kind.

`tests/bench/bench_growth.py` measures more kinds, whole builds and the audit.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from growth import KINDS, SQUARE, work

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
