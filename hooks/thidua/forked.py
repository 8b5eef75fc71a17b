"""Work shared with a second process, on Linux with more than one core; the answers are the same, and in the same order.

By hand, not with the pools of the standard library: their processes outlive a parent that is killed, and with them the
lock of a store, which every fork inherits. These close what they inherit and end with their work.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def in_two_processes(work: Callable[[Iterable[str]], list[bytes]], names: list[str]) -> list[bytes]:
    """The answers of ``work`` to ``names``, one for each, half of them from another process.

    What the other cannot answer, for want of memory or because it was killed, is done here.
    """
    if sys.platform == "win32" or not _is_possible():
        return work(names)
    middle = len(names) // 2
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _close_all_but(writer)
            _write(writer, work(names[middle:]))
        finally:
            os._exit(0)
    os.close(writer)
    try:
        first = work(names[:middle])
        with os.fdopen(reader, "rb") as pipe:
            rest = _answers(pipe.read())
    finally:
        os.waitpid(child, 0)
    return first + (rest if len(rest) == len(names) - middle else work(names[middle:]))


def _is_possible() -> bool:
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _close_all_but(kept: int) -> None:
    """Let go of the store's lock and of databases: they are the parent's."""
    highest = max(int(path.name) for path in Path("/proc/self/fd").iterdir())
    os.closerange(3, kept)
    os.closerange(kept + 1, highest + 1)


def _write(pipe: int, answers: list[bytes]) -> None:
    with os.fdopen(pipe, "wb") as file:
        for answer in answers:
            file.write(len(answer).to_bytes(8, "big") + answer)


def _answers(data: bytes) -> list[bytes]:
    """The whole answers in what came through the pipe."""
    found = []
    at = 0
    while at + 8 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 8], "big")
        if end > len(data):
            break
        found.append(data[at + 8 : end])
        at = end
    return found
