"""A lock between processes: one at a time looks at files and writes them."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of the file at ``path``, which is made where there is none, and wait for whoever holds it.

    The system lets go of it when its process ends, however that ends, so that none is ever left behind. Disks that know no
    locks (some shares) are gone on without; on Windows that is so after ten seconds of waiting too.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        with contextlib.suppress(OSError):
            _wait_for(handle)
        yield
    finally:
        # Closing lets go of it.
        os.close(handle)


def _wait_for(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 Windows alone has it

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl  # noqa: PLC0415 Windows has none

        fcntl.flock(handle, fcntl.LOCK_EX)
