"""Vietnamese on standard output and error, whatever the code page: as through a pipe on Windows."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest
from colorama.ansitowin32 import StreamWrapper

from support import run
from thidua.console import use_utf8

if TYPE_CHECKING:
    from pathlib import Path

PAGES = pytest.mark.parametrize("page", ["cp1252", "cp1258"])
COMMANDS = {
    "mkdocs": ("mkdocs", "build", "-d"),
    "properdocs": ("properdocs", "build", "-d"),
    "thidua": ("thidua.cli", "build", "--out"),
}


def _break(config: Path) -> None:
    event = config.parent / "content" / "events" / "2024" / "2024-07-15-so-ket.md"
    event.write_text(
        event.read_text("utf-8").replace("audience: public", "audience: khác"), "utf-8"
    )


@PAGES
@pytest.mark.parametrize("command", list(COMMANDS))
def test_mistakes_are_told_in_whole_letters(
    fixture_copy: Path, tmp_path: Path, command: str, page: str
) -> None:
    _break(fixture_copy)
    done = run(
        *COMMANDS[command], str(tmp_path / "site"), cwd=fixture_copy.parent,
        env={"PYTHONIOENCODING": page, "PYTHONUTF8": "0"},
    )  # fmt: skip
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert "2024-07-15-so-ket.md:6" in told
    assert "“khác”" in told
    assert "lỗi trong nội dung; trang cũ được giữ nguyên" in told
    assert "Traceback" not in told
    assert "\\u" not in told


@PAGES
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check",), "Không có lỗi"),
        (("stats",), "ngày kỷ niệm"),
        (("fmt", "--check"), "tệp đã đúng"),
        (("schema", "event"), "khen thưởng"),
    ],
    ids=["check", "stats", "fmt", "schema"],
)
def test_commands_speak_vietnamese(
    fixture_copy: Path, arguments: tuple[str, ...], words: str, page: str
) -> None:
    done = run(
        "thidua.cli", *arguments, cwd=fixture_copy.parent,
        env={"PYTHONIOENCODING": page, "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert words in done.stdout + done.stderr


def test_streams_behind_a_wrapper_are_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs has colorama replace standard output and error on Windows."""
    behind = io.BytesIO()
    stream = io.TextIOWrapper(behind, encoding="cp1252", write_through=True)
    monkeypatch.setattr(sys, "__stderr__", stream)
    monkeypatch.setattr(sys, "stderr", StreamWrapper(stream, stream))
    use_utf8()
    sys.stderr.write("1 lỗi trong nội dung")
    assert behind.getvalue().decode() == "1 lỗi trong nội dung"
