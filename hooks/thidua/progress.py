"""Stages of long work for who waits: which one runs, how far it is, how long each took.

Code says what it begins (`begin`) and how far it is (`step`); a command listens (`listening`), and where none
does nothing is done. A stage lasts until the next begins, so that all of them together are the whole. Only the thread
and process that listen are heard: who shares work out counts where the results come back. No other module reads the
clock to measure, and nothing that is made depends on what this one reads.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from thidua.locale import phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONG = 5.0
"""Seconds from which a stage is told where nothing can be rewritten: in a log every line stays."""
REDRAWN = 1.0
"""Seconds between two looks of one stage; screen readers read each of them out."""
STANDARD_OUTPUT = Path("-")


class Moment(NamedTuple):
    """Seconds: those of the wall, and those that this process and its ended children computed."""

    wall: float
    cpu: float


def _now() -> Moment:
    return Moment(time.perf_counter(), sum(os.times()[:4]))


def _peak_memory() -> int | None:
    """The most bytes this process or an ended child has held; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 Windows has no such module

    told = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return told if sys.platform == "darwin" else told * 1024


@dataclass(slots=True)
class Stage:
    """What is known of one stage."""

    name: str
    """Its key in the section ``progress`` of the catalogue."""
    count: int | None
    """Of how many things it is; None where nobody knows."""
    began: Moment
    ended: Moment
    done: int = 0
    peak: int | None = None

    @property
    def wall(self) -> float:
        return self.ended.wall - self.began.wall


class Progress:
    """The stages of one command, told on a stream: one line that is rewritten on a terminal, else a line for each long stage."""

    def __init__(self, lang: str, stream: TextIO, clock: Callable[[], Moment] = _now) -> None:
        self.stages: list[Stage] = []
        self._lang = lang
        self._stream = stream
        self._clock = clock
        self._rewrites = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._width = 0
        self._drawn = 0.0
        self._process = os.getpid()

    def begin(self, name: str, count: int | None) -> None:
        """End the stage that runs, and begin another."""
        self.end()
        now = self._clock()
        self.stages.append(Stage(name, count, now, now))
        self._draw()

    def step(self) -> None:
        """One thing more of the stage is done."""
        stage = self.stages[-1]
        stage.done += 1
        if self._rewrites and self._clock().wall - self._drawn >= REDRAWN:
            self._draw()

    def end(self) -> None:
        """End the stage that runs."""
        self.clear_line()
        if not self.stages:
            return
        stage = self.stages[-1]
        stage.ended, stage.peak = self._clock(), _peak_memory()
        if not self._rewrites and stage.wall >= LONG:
            self._stream.write(f"{self._sentence(stage, stage.count or stage.done)}\n")
            self._stream.flush()

    def clear_line(self) -> None:
        """Take the line off the terminal, so that another may be written there."""
        if self._width and os.getpid() == self._process:
            self._stream.write(f"\r{' ' * self._width}\r")
            self._stream.flush()
            self._width = 0

    def _draw(self) -> None:
        # A child made by forking holds a copy of this object, and the same terminal.
        if not self._rewrites or os.getpid() != self._process:
            return
        stage = self.stages[-1]
        stage.ended = self._clock()
        of = f"{stage.done}/{stage.count}" if stage.count else stage.done
        room = shutil.get_terminal_size().columns - 1
        text = self._sentence(stage, of if stage.done else None)[:room]
        self._stream.write(f"\r{text}{' ' * (self._width - len(text))}")
        self._stream.flush()
        self._width, self._drawn = len(text), stage.ended.wall

    def _sentence(self, stage: Stage, count: object) -> str:
        form = "counted" if count else "timed" if stage.wall >= REDRAWN else "begun"
        return phrase(
            self._lang,
            f"progress.{form}",
            stage=phrase(self._lang, f"progress.stage:{stage.name}"),
            count=count,
            seconds=round(stage.wall),
        )

    def timings(self, command: str, *, finished: bool) -> str:
        """All stages as JSON, with seconds and bytes."""
        told = [
            {
                "stage": stage.name,
                "name": phrase(self._lang, f"progress.stage:{stage.name}"),
                "count": stage.count if stage.count is not None else stage.done or None,
                "wall": round(stage.wall, 3),
                "cpu": round(stage.ended.cpu - stage.began.cpu, 3),
                "peak_memory": stage.peak,
            }
            for stage in self.stages
        ]
        first, last = self.stages[0].began, self.stages[-1].ended
        whole = {
            "command": command,
            "finished": finished,
            "wall": round(last.wall - first.wall, 3),
            "cpu": round(last.cpu - first.cpu, 3),
            "peak_memory": _peak_memory(),
            "stages": told,
        }
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


_listener: ContextVar[Progress | None] = ContextVar("_listener", default=None)


def begin(name: str, count: int | None = None) -> None:
    """Begin a stage of ``count`` things; the one before ends."""
    if (progress := _listener.get()) is not None:
        progress.begin(name, count)


def step() -> None:
    """Tell that one thing more of the stage is done."""
    if (progress := _listener.get()) is not None:
        progress.step()


@contextmanager
def as_one(name: str) -> Iterator[None]:
    """A stage whose inner stages are not told, such as a whole build within another command's work."""
    begin(name)
    token = _listener.set(None)
    try:
        yield
    finally:
        _listener.reset(token)


def clear_line() -> None:
    """Make room on the terminal for a line of somebody else."""
    if (progress := _listener.get()) is not None:
        progress.clear_line()


@contextmanager
def listening(lang: str, command: str, timings: Path | None) -> Iterator[None]:
    """Tell the stages of a command on standard error, and write them as JSON to ``timings`` (`STANDARD_OUTPUT` prints them).

    What failed writes them too. Raises OSError for a file that cannot be written, before anything is done.
    """
    if timings and timings != STANDARD_OUTPUT:
        timings.open("ab").close()
    progress = Progress(lang, sys.stderr)
    progress.begin("start", None)
    token = _listener.set(progress)
    finished = False
    try:
        yield
        finished = True
    finally:
        _listener.reset(token)
        progress.end()
        if timings:
            _write(timings, progress.timings(command, finished=finished))


def _write(target: Path, text: str) -> None:
    if target == STANDARD_OUTPUT:
        sys.stdout.write(text)
    else:
        target.write_bytes(text.encode())
