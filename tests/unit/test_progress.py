"""Stages of long work: what is told on a terminal, in a log, in the file of ``--timings``, and that nobody pays who does not listen."""

from __future__ import annotations

import ast
import io
import json
import logging
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from support import BASE, ROOT, write_tree
from thidua import progress
from thidua.cli import main
from thidua.locale import LANGUAGES, strings
from thidua.mkdocs.building import _LogLines
from thidua.progress import Moment, Progress

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "hooks" / "thidua"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.wall = 100.0

    def __call__(self) -> Moment:
        return Moment(self.wall, self.wall / 2)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    return Clock()


def screen(written: str) -> list[str]:
    """The lines a terminal shows after what was written to it."""
    lines = [""]
    at = 0
    for sign in written:
        if sign == "\n":
            lines.append("")
            at = 0
        elif sign == "\r":
            at = 0
        else:
            lines[-1] = lines[-1][:at] + sign + lines[-1][at + 1 :]
            at += 1
    return [line.rstrip() for line in lines]


def test_a_terminal_shows_the_stage_that_runs_on_one_line(clock: Clock) -> None:
    stream = Terminal()
    found = Progress("vi", stream, clock)
    found.begin("pages", 2000)
    assert screen(stream.getvalue()) == ["Dựng trang…"]
    found.step()
    assert screen(stream.getvalue()) == ["Dựng trang…"]
    clock.wall += 0.9
    found.step()
    assert screen(stream.getvalue()) == ["Dựng trang…"]
    clock.wall += 0.1
    found.step()
    assert screen(stream.getvalue()) == ["Dựng trang: 3/2000, 1 giây"]
    found.begin("keep", None)
    assert screen(stream.getvalue()) == ["Cất bản đăng…"]
    found.end()
    assert screen(stream.getvalue()) == [""]
    assert not re.search("[\n\x1b\x08]", stream.getvalue())


def test_a_line_is_never_wider_than_the_terminal(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "12")
    stream = Terminal()
    Progress("en", stream, clock).begin("check", 9)
    assert screen(stream.getvalue()) == ["Checking th"]


def test_a_line_of_the_log_stands_by_itself(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.listening("en", "build", None):
        progress.begin("pages", 9)
        _LogLines(stream).emit(logging.makeLogRecord({"msg": "built"}))
        progress.begin("files")
    assert screen(stream.getvalue()) == ["built", ""]


def test_a_forked_child_writes_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    found = Progress("en", stream, clock)
    found.begin("pages", 9)
    before = stream.getvalue()
    monkeypatch.setattr(os, "getpid", lambda: 1)
    clock.wall += 7
    found.step()
    found.clear_line()
    assert stream.getvalue() == before


@pytest.mark.parametrize("terminal", [False, True])
def test_a_log_gets_a_line_for_each_stage_of_five_seconds(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    stream = Terminal() if terminal else io.StringIO()
    if terminal:
        monkeypatch.setenv("TERM", "dumb")
    found = Progress("vi", stream, clock)
    for name, count, seconds in (("read", None, 4.9), ("check", 2000, 5.0), ("views", None, 7.6)):
        found.begin(name, count)
        clock.wall += seconds
    found.begin("pages", None)
    for _ in range(3):
        found.step()
    clock.wall += 60
    found.end()
    assert stream.getvalue() == (
        "Kiểm tra nội dung: 2000, 5 giây\nTính nội dung các trang: 8 giây\nDựng trang: 3, 60 giây\n"
    )


def test_stages_as_json_are_the_whole_time(clock: Clock) -> None:
    found = Progress("en", io.StringIO(), clock)
    for name, count in (("start", None), ("check", 7), ("pages", None)):
        found.begin(name, count)
        clock.wall += 1.5
    found.step()
    found.end()
    told = json.loads(found.timings("build", finished=True))
    assert told["peak_memory"] > 1_000_000
    assert all(stage.pop("peak_memory") > 1_000_000 for stage in told["stages"])
    del told["peak_memory"]
    assert told == {
        "command": "build", "finished": True, "wall": 4.5, "cpu": 2.25,
        "stages": [
            {"stage": "start", "name": "Starting", "count": None, "wall": 1.5, "cpu": 0.75},
            {"stage": "check", "name": "Checking the content", "count": 7, "wall": 1.5, "cpu": 0.75},
            {"stage": "pages", "name": "Making pages", "count": 1, "wall": 1.5, "cpu": 0.75},
        ],
    }  # fmt: skip


def test_who_does_not_listen_hears_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    progress.begin("no stage of the catalogue", 3)
    progress.step()
    progress.clear_line()
    with progress.as_one("nor this"):
        progress.step()
    assert capfd.readouterr() == ("", "")


def test_a_build_within_another_work_is_one_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.listening("en", "publish", progress.STANDARD_OUTPUT):
        progress.begin("audit")
        with progress.as_one("control"):
            progress.begin("read")
            progress.step()
        progress.begin("copies")
    told = json.loads(capsys.readouterr().out)
    assert [one["stage"] for one in told["stages"]] == ["start", "audit", "control", "copies"]
    assert [one["count"] for one in told["stages"]] == [None] * 4


# --- The commands -----------------------------------------------------------------------------


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A small project; gives its mkdocs.yml."""
    write_tree(tmp_path / "content", BASE)
    (tmp_path / "docs").mkdir()
    for name in ("hooks", "overrides"):
        (tmp_path / name).symlink_to(ROOT / name)
    config = tmp_path / "mkdocs.yml"
    config.write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    return config


def stages(text: str) -> dict[str, Any]:
    """What ``--timings`` told, with its stages as names and counts."""
    told: dict[str, Any] = json.loads(text)
    assert sum(one["wall"] for one in told["stages"]) == pytest.approx(told["wall"], abs=0.01)
    return {**told, "stages": [(one["stage"], one["count"]) for one in told["stages"]]}


def test_a_build_tells_its_stages(config: Path, tmp_path: Path) -> None:
    target = tmp_path / "thoi-gian.json"
    done = CliRunner().invoke(main, ["-f", str(config), "build", "--timings", str(target)])
    assert done.exit_code == 0, done.output
    told = stages(target.read_text("utf-8"))
    pages = len([*(tmp_path / "site").rglob("*.html")])
    # All but the page for what is not found, which the theme makes.
    assert told["stages"] == [
        ("start", None), ("read", None), ("check", 7), ("views", None), ("pages", pages - 1), ("files", None),
    ]  # fmt: skip
    assert (told["command"], told["finished"]) == ("build", True)


def test_a_build_that_fails_tells_how_far_it_came(config: Path) -> None:
    write_tree(config.parent / "content", {"units.yml": "- {id: don-vi-hong}\n"})
    done = CliRunner().invoke(main, ["-f", str(config), "build", "--timings", "-"])
    assert done.exit_code == 1
    told = stages(done.stdout)
    assert told["finished"] is False
    assert [name for name, _ in told["stages"]] == ["start", "read", "check"]


@pytest.mark.parametrize("target", ["content/units.yml", "content/moi.json", "mkdocs.yml"])
def test_timings_take_the_place_of_nothing_a_build_reads(config: Path, target: str) -> None:
    place = config.parent / target
    before = place.read_bytes() if place.exists() else None
    done = CliRunner().invoke(main, ["-f", str(config), "check", "--timings", str(place)])
    assert done.exit_code == 2
    assert (place.read_bytes() if place.exists() else None) == before


def test_timings_that_cannot_be_written_are_told_before_anything_is_done(config: Path) -> None:
    target = config.parent / "khong-co" / "t.json"
    done = CliRunner().invoke(main, ["-f", str(config), "build", "--timings", str(target)])
    assert done.exit_code == 1
    assert not (config.parent / "site").exists()


def on_a_terminal(*args: str) -> str:
    """What a command writes to a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "thidua.cli", *args],
        stdin=follower, stdout=follower, stderr=follower, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(follower)
    written = b""
    try:
        while found := os.read(leader, 65_536):
            written += found
    except OSError:  # so a pseudo-terminal ends under Linux
        pass
    finally:
        os.close(leader)
    assert process.wait(30) == 0, written
    return written.decode().replace("\r\n", "\n")


def test_a_command_on_a_terminal_shows_stages_and_leaves_only_its_answer(config: Path) -> None:
    written = on_a_terminal("-f", str(config), "check")
    assert "Đọc nội dung…" in written
    assert "Kiểm tra nội dung…" in written
    assert screen(written) == ["Không có lỗi.", ""]
    assert "\x1b" not in written


def test_a_command_in_a_pipe_says_only_its_answer(config: Path) -> None:
    done = CliRunner().invoke(main, ["-f", str(config), "check"])
    assert done.output == "Không có lỗi.\n"


# --- The code ---------------------------------------------------------------------------------


def _called(*names: str) -> set[str]:
    """The literal first arguments of calls of functions of the module, in the whole package."""
    return {
        ast.literal_eval(node.args[0])
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
        and ast.unparse(node.func.value) == "progress"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_stage_has_its_name_and_every_name_its_stage(lang: str) -> None:
    named = {
        key.removeprefix("stage:") for key in strings(lang, "progress") if key.startswith("stage:")
    }
    assert _called("begin", "as_one") == named
