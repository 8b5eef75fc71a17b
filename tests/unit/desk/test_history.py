"""Saves of a process that is killed: each file is what it was or what it was made, and nothing beside it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from support import ROOT
from thidua.desk.history import KEPT, ChangedMeanwhileError, History, digest_of
from thidua.editing.atomic_files import replace_file
from thidua.editing.file_lock import locked

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
    # The lock aside, which is no content.
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != ".cache") == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"khac"


def test_of_two_desks_that_save_at_once_the_second_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at a file and its new bytes nobody else gets a word in."""
    file = tmp_path / "content" / "a.md"
    file.parent.mkdir()
    file.write_bytes(b"0")
    opened = {"content/a.md": digest_of(b"0")}
    told: list[str] = []

    def other_desk() -> None:
        try:
            History(tmp_path).save("2", {"content/a.md": b"2"}, opened)
        except ChangedMeanwhileError as error:
            told.append(error.path)

    other = threading.Thread(target=other_desk)

    def slowly(path: Path, data: bytes) -> None:
        monkeypatch.setattr("thidua.desk.history.replace_file", replace_file)
        other.start()
        # Long enough for a save nobody holds up; with the lock it waits, however long this is.
        other.join(0.5)
        replace_file(path, data)

    monkeypatch.setattr("thidua.desk.history.replace_file", slowly)
    History(tmp_path).save("1", {"content/a.md": b"1"}, opened)
    other.join()
    assert told == ["content/a.md"]
    assert file.read_bytes() == b"1"


def test_the_lock_of_a_killed_process_is_nobodys(tmp_path: Path) -> None:
    holding = (
        "import sys; from pathlib import Path; from thidua.editing.file_lock import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path / "lock")], stdout=subprocess.PIPE,
        stdin=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"held"
        child.kill()
    with locked(tmp_path / "lock"):
        pass
