"""Memory that is free: what Python looks for unreachable cycles in, and what the system gets back.

Most of what a build makes need not be gone through.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_MMAP_THRESHOLD = -3
"""``M_MMAP_THRESHOLD`` of glibc's ``malloc.h``."""
_LARGE = 1_000_000


def give_back_large_blocks() -> None:
    """Have blocks of a megabyte and more given back to the system as soon as they are free.

    glibc takes the first such block that is freed for a sign to have the next in its heap, where small ones come to lie
    between them and keep the holes: 50 MB of a build of 10,000 events. On other systems nothing happens.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another library of C
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)


def pause() -> None:
    """Look for no cycles until `resume`: what is read and made of it stays, and holds none."""
    gc.disable()


def resume() -> None:
    """Look for cycles again."""
    gc.enable()


def collect_new() -> None:
    """Free the cycles among what was made since the last time, such as contexts of templates."""
    gc.collect(0)


def skip_at_exit() -> None:
    """Look for no cycles when the process ends: a second of a build of 2,000 events, for memory that the system takes back."""
    atexit.register(gc.freeze)


@contextmanager
def paused() -> Iterator[None]:
    """Look for no cycles in the block.

    To go through all that was read again and again took a tenth of a cold check, a quarter of one that finds most of it
    kept.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
