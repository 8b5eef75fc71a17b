"""Python's search for unreachable cycles, which most of what a build makes need not go through."""

from __future__ import annotations

import atexit
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def pause() -> None:
    """Look for no cycles until `resume`: what is read and made of it stays, and holds none."""
    gc.disable()


def resume() -> None:
    """Look for cycles again, in all there is."""
    gc.unfreeze()
    gc.enable()


def settle() -> None:
    """Take what there is for lasting, until `resume`: `collect_new` need not go through it."""
    gc.freeze()


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
