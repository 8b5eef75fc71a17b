"""The folder a preview is served from: a build changes in it what is different, and leaves the rest alone.

MkDocs empties its folder before each build and writes every file anew. Under ``serve`` it is given an empty folder of
its own instead, and what it makes there is taken over.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.store.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig


class ServedFolder:
    """One object serves all builds of a preview, which alone writes into the folder."""

    def __init__(self) -> None:
        self._tags: dict[str, bytes] = {}
        """What lies in the folder: a digest of each file, or of all it is made from."""
        self._now: set[str] = set()
        self.folder = Path()
        self._making: Path | None = None

    def begin(self, config: MkDocsConfig) -> None:
        """Give MkDocs another folder to build into."""
        self.close()
        self.folder = Path(config.site_dir)
        self._making = Path(tempfile.mkdtemp(prefix="thidua-"))
        self._now = set()
        config.site_dir = str(self._making)

    def take(self, path: str, tag: bytes, read: Callable[[], bytes | None]) -> bool:
        """Have a file in the folder; it is read only where another lies there. False where it cannot be had."""
        if self.has(path, tag):
            return True
        data = read()
        if data is None:
            return False
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self._tags[path] = tag
        self._now.add(path)
        return True

    def has(self, path: str, tag: bytes) -> bool:
        """Whether a file lies in the folder as it is wanted; then it stays."""
        found = self._tags.get(path) == tag
        if found:
            self._now.add(path)
        return found

    def take_output(self, path: str, data: bytes) -> None:
        """Have a file whose bytes are at hand."""
        self.take(path, key_of(data), lambda: data)

    def finish(self) -> None:
        """Take over what MkDocs made, and remove what no build makes any more."""
        assert self._making is not None, "begin comes first"
        for file in sorted(path for path in self._making.rglob("*") if path.is_file()):
            path = file.relative_to(self._making).as_posix()
            if path not in self._now:
                self.take_output(path, file.read_bytes())
        for path in self._tags.keys() - self._now:
            with suppress(OSError):
                (self.folder / path).unlink()
            del self._tags[path]
        self.close()

    def close(self) -> None:
        """Remove the folder of a build that came to no end."""
        if self._making is not None:
            shutil.rmtree(self._making, ignore_errors=True)
        self._making = None
