"""What was saved last, so that it can be undone; it outlives the desk, in ``.cache/thidua/desk``."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.editing.atomic_files import create_file, replace_file
from thidua.editing.file_lock import locked

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 50
"""How many saves can be undone."""


def digest_of(data: bytes | None) -> str:
    """A digest of a file's bytes; empty for a file that is not there."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def bytes_of(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


class ChangedMeanwhileError(Exception):
    """A file is not what it was when it was opened: somebody else has changed it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Save:
    """One save: what its files were before, and what they were made."""

    title: str
    before: dict[str, bytes | None]
    """By path from the project; None for a file that was not there."""
    after: dict[str, str]
    """Their digests."""

    def as_json(self) -> bytes:
        before = {
            path: None if data is None else base64.b64encode(data).decode()
            for path, data in self.before.items()
        }
        return json.dumps({"title": self.title, "before": before, "after": self.after}).encode()

    @classmethod
    def of_json(cls, data: bytes) -> Save:
        value = json.loads(data)
        before = {
            path: None if kept is None else base64.b64decode(kept)
            for path, kept in value["before"].items()
        }
        return cls(str(value["title"]), before, value["after"])


class History:
    """The saves of a project, the newest last."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._folder = project / ".cache" / "thidua" / "desk" / "saves"
        self._lock = self._folder.parent / "lock"
        """Held from the look at what a file is to its new bytes: two desks on one folder are two processes."""

    def save(self, title: str, files: dict[str, bytes], opened: dict[str, str]) -> None:
        """Write files whole and in their order, each in one step; what they were is kept first.

        ``opened`` are the digests they had when they were read, empty for new ones. Raises ChangedMeanwhileError, and writes
        nothing, where one is another now.
        """
        with locked(self._lock):
            self._save(title, files, opened)

    def _save(self, title: str, files: dict[str, bytes], opened: dict[str, str]) -> None:
        before = {path: bytes_of(self._project / path) for path in files}
        for path, data in before.items():
            if digest_of(data) != opened.get(path, ""):
                raise ChangedMeanwhileError(path)
        files = {path: data for path, data in files.items() if before[path] != data}
        if not files:
            return
        kept = Save(
            title,
            {path: before[path] for path in files},
            {path: digest_of(data) for path, data in files.items()},
        )
        number = self._next_number()
        create_file(self._folder / f"{number:06d}.json", kept.as_json())
        for path, data in files.items():
            if before[path] is None:
                create_file(self._project / path, data)
            else:
                replace_file(self._project / path, data)
        for old in self._numbered()[:-KEPT]:
            old.unlink(missing_ok=True)

    def last(self) -> Save | None:
        """The newest save that can be undone."""
        files = self._numbered()
        return Save.of_json(files[-1].read_bytes()) if files else None

    def touched(self) -> list[str]:
        """The files of all saves that can be undone."""
        saves = (Save.of_json(file.read_bytes()) for file in self._numbered())
        return sorted({path for save in saves for path in save.after})

    def undo(self) -> Save | None:
        """Give the files of the newest save back what they were, and tell which save it was.

        Raises ChangedMeanwhileError, and changes nothing, where one has been changed by somebody else since.
        """
        with locked(self._lock):
            return self._undo()

    def _undo(self) -> Save | None:
        files = self._numbered()
        if not files:
            return None
        save = Save.of_json(files[-1].read_bytes())
        for path, after in save.after.items():
            now = digest_of(bytes_of(self._project / path))
            # A save that was cut off left some of its files as they were.
            if now not in {after, digest_of(save.before[path])}:
                raise ChangedMeanwhileError(path)
        for path, data in reversed(save.before.items()):
            if data is None:
                self._remove(self._project / path)
            else:
                replace_file(self._project / path, data)
        files[-1].unlink()
        return save

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()

    def _numbered(self) -> list[Path]:
        return sorted(self._folder.glob("[0-9]*.json")) if self._folder.is_dir() else []

    def _next_number(self) -> int:
        files = self._numbered()
        return int(files[-1].stem) + 1 if files else 1
