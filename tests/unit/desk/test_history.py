"""Saves of a process that is killed: each file is what it was or what it was made, and nothing beside it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from support import ROOT
from thidua.desk.history import KEPT, ChangedMeanwhileError, History, digest_of

if TYPE_CHECKING:
    from pathlib import Path

SAVING = """
import sys
from pathlib import Path
from thidua.desk.history import History, bytes_of, digest_of

root = Path(sys.argv[1])
history = History(root)
print("ready", flush=True)
n = 0
while True:
    n += 1
    files = {f"content/{name}.md": f"{n}\\n".encode() * 20_000 for name in "ab"}
    opened = {path: digest_of(bytes_of(root / path)) for path in files}
    history.save(str(n), files, opened)
"""
ROUNDS = int(os.environ.get("THIDUA_DESK_KILLS", "8"))


def whole(data: bytes) -> bool:
    """One number twenty thousand times."""
    lines = data.split(b"\n")
    return len(lines) == 20_001 and len(set(lines[:-1])) == 1


def test_kill_9_while_saving_loses_nothing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for name in "ab":
        (content / f"{name}.md").write_bytes(b"0\n" * 20_000)
    chance = random.Random(1)
    for _ in range(ROUNDS):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(tmp_path)], stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.15))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        files = [content / "a.md", content / "b.md"]
        assert all(whole(path.read_bytes()) for path in files)
        before = {path: path.read_bytes() for path in files}
        # The save that was cut off is undone whole, and the one before it stands.
        History(tmp_path).undo()
        after = {path: path.read_bytes() for path in files}
        assert all(map(whole, after.values()))
        assert len(set(after.values())) == 1
        assert before != after or len(set(before.values())) == 1


def test_only_so_many_saves_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    history = History(tmp_path)
    path = "content/a.md"
    data: bytes | None = None
    for n in range(KEPT + 3):
        new = f"{n}\n".encode()
        history.save(str(n), {path: new}, {path: digest_of(data)})
        data = new
    undone = 0
    while history.undo():
        undone += 1
    assert undone == 50
    assert (tmp_path / path).read_bytes() == b"2\n"


def test_a_file_that_is_there_by_now_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"khac")
    with pytest.raises(ChangedMeanwhileError):
        History(tmp_path).save("x", {"b.md": b"b", "a.md": b"a"}, {})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.md"]
