"""The release that is served while the next is made, which takes over from it what has not changed."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thidua.outputs.manifest import Entry


@dataclass(frozen=True, slots=True)
class EarlierFiles:
    """The files of an earlier release, read just now."""

    folder: Path
    entries: Mapping[str, Entry]
    """Of what was read, whatever its manifest says."""
    is_packed_alike: bool = False
    """Whether its compressed copies are those that would be made now."""

    def has(self, name: str, entry: Entry | None) -> bool:
        """Whether a file of this name has these bytes."""
        return entry is not None and self.entries.get(name) == entry

    def take(self, name: str, target: Path) -> None:
        """Put the very file there, or a copy where links are not possible."""
        # Nobody is served from there yet; and a name may not be renamed over another of the same file.
        target.unlink(missing_ok=True)
        try:
            os.link(self.folder / name, target)
        except OSError:  # a file system without hard links, or too many of one file
            shutil.copyfile(self.folder / name, target)
