"""The browser's search engine run in node, on an index built in the test."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENGINE = Path(__file__).parents[2] / "bench" / "search" / "engine.js"

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="no node on this machine")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine says to a query: addresses, best first."""

    near: bool
    short: list[str]
    """The places a short form of the query may stand for."""
    exact: list[str]
    """What holds every word as it was typed."""
    count: int
    best: float
    found: list[str]


def write(files: Mapping[str, bytes], folder: Path) -> Path:
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def answers(site: Path, queries: Sequence[str]) -> list[Answer]:
    """The engine's answers on an index below ``site``."""
    done = subprocess.run(
        ["node", str(ENGINE), str(site)],
        input=json.dumps(list(queries)).encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [Answer(**row) for row in json.loads(done.stdout)]
