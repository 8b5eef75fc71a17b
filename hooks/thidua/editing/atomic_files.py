"""Files written whole or not at all, and on the disk before anybody is told that they are."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in a file's place in one step: whoever reads sees the old or the new, also after the power failed."""
    name = _written_beside(path, data)
    try:
        shutil.copymode(path, name)
        name.replace(path)
    except BaseException:
        name.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def create_file(path: Path, data: bytes) -> None:
    """Write a file that is not there; FileExistsError when it is, even if it came just now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = _written_beside(path, data)
    try:
        name.chmod(0o666 & ~_umask())
        # A link is refused where the name is taken, which a rename is not.
        try:
            os.link(name, path)
        except FileExistsError:
            raise
        except OSError:  # a disk without links: a stick
            path.open("xb").close()
            name.replace(path)
    finally:
        name.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _written_beside(path: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".thidua-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Names are on the disk once their folder is; Windows cannot be asked for it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
