"""What was changed and not handed on yet, and handing it on: a branch with a commit, or a zip for a stick.

Git is asked for plumbing alone: blobs, a tree, a commit and a branch are made from bytes we read. So no hook, filter,
signature or helper that a repository's settings name is run, no file is touched, and nothing leaves the machine.
"""

from __future__ import annotations

import difflib
import io
import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from thidua.desk.history import bytes_of
from thidua.editing.atomic_files import create_file, replace_file
from thidua.editing.new import NotWrittenError
from thidua.git_history import ask_git, blob_id, tree_of
from thidua.text import slug

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

PREFIX = "bien-tap/"
"""What the names of the desk's branches begin with."""
_TEXT = (".md", ".yml")
_OBJECT = re.compile(r"[0-9a-f]{40,64}")
_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is not what it was when something was last handed on."""

    path: str
    kind: Literal["added", "changed", "removed"]
    lines: tuple[str, ...]
    """What differs, line by line, each with its sign; nothing for pictures."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository around a project."""

    project: Path
    prefix: str
    """The way from its top to the project, with a slash at the end; empty where they are one."""
    head: str
    branch: str
    """The branch that is checked out; empty where none is."""

    @classmethod
    def around(cls, project: Path) -> Repository | None:
        """The repository a project lies in; None without git, a repository or a commit."""
        prefix = ask_git(project, "rev-parse", "--show-prefix")
        head = ask_git(project, "rev-parse", "--verify", "HEAD^{commit}")
        if prefix is None or head is None:
            return None
        branch = ask_git(project, "symbolic-ref", "--short", "-q", "HEAD") or b""
        return cls(
            project, prefix.decode().strip("\n"), head.decode().strip(), branch.decode().strip()
        )

    def identity(self) -> tuple[str, str]:
        """The name and address that commits bear, as far as git knows them."""
        name, mail = (
            (ask_git(self.project, "config", "--get", key) or b"")
            .decode("utf-8", "replace")
            .strip()
            for key in ("user.name", "user.email")
        )
        return name, mail


@dataclass(frozen=True, slots=True)
class Outbox:
    """What may be handed on from a project."""

    project: Path
    content: str
    """The content folder, from the project."""

    @property
    def _folder(self) -> Path:
        return self.project / ".cache" / "thidua" / "desk"

    def repository(self) -> Repository | None:
        return Repository.around(self.project)

    def _ids(
        self, repository: Repository, files: Iterable[str]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Ids of files at the last commit, and of those that are there and another now."""
        before = dict(tree_of(self.project, repository.head, self.content) or {})
        length = len(repository.head)
        now: dict[str, str] = {}
        for path in files:
            data = bytes_of(self.project / path) or b""
            plain = data.replace(b"\r\n", b"\n") if path.endswith(_TEXT) else data
            if before.get(path) not in {blob_id(data, length), blob_id(plain, length)}:
                now[path] = blob_id(data, length)
        return before, now

    def _gone(self, before: Iterable[str]) -> set[str]:
        return {path for path in before if not (self.project / path).is_file()}

    def changes(self, files: frozenset[str]) -> list[FileChange]:
        """What differs from the last commit; ``files`` are those below the content folder now. Nothing without git."""
        repository = self.repository()
        if repository is None:
            return []
        before, now = self._ids(repository, files)
        found = []
        for path in sorted({*now, *self._gone(before)}):
            new = (bytes_of(self.project / path) or b"") if path in files else b""
            old = (
                ask_git(self.project, "cat-file", "blob", before[path]) or b""
                if path in before
                else b""
            )
            kind: Literal["added", "changed", "removed"] = (
                "added" if path not in before else "changed" if path in files else "removed"
            )
            found.append(FileChange(path, kind, _difference(path, old, new)))
        return found

    def states(self, files: frozenset[str]) -> dict[str, Literal["unsent", "sent"]]:
        """Files that were changed and not handed on, and those that were and are not in the branch they are for."""
        repository = self.repository()
        if repository is None:
            return {}
        _, now = self._ids(repository, files)
        found: dict[str, Literal["unsent", "sent"]] = dict.fromkeys(now, "unsent")
        base = self._base()
        if repository.branch.startswith(PREFIX) and base:
            there = tree_of(self.project, f"refs/heads/{base}", self.content) or {}
            here = tree_of(self.project, repository.head, self.content) or {}
            found |= {p: "sent" for p, id_ in here.items() if there.get(p) != id_ and p not in now}
        return found

    def _base(self) -> str:
        name = (bytes_of(self._folder / "base") or b"").decode("utf-8", "replace").strip()
        return name if _BRANCH.fullmatch(name) else ""

    # Handing on ---------------------------------------------------------------------------------

    def commit(
        self, files: frozenset[str], message: str, name: str, mail: str, today: dt.date
    ) -> str:
        """Make a commit of all changes on a branch of the desk's own, and stand on it; gives the name of the branch.

        Raises NotWrittenError; what is checked out is then what it was.
        """
        repository = self.repository()
        if repository is None:
            raise NotWrittenError("desk_no_git")
        before, now = self._ids(repository, files)
        gone = self._gone(before)
        if not now and not gone:
            raise NotWrittenError("desk_nothing")
        rows = self._index_rows(repository, now, gone)
        with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._must("read-tree", repository.head, variables=index)
            self._must("update-index", "-z", "--add", "--index-info", stdin=rows, variables=index)
            tree = self._object("write-tree", variables=index)
        author = {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", name), ("EMAIL", mail))
        }
        commit = self._object(
            "commit-tree", "--no-gpg-sign", tree, "-p", repository.head, "-F", "-",
            stdin=f"{message}\n".encode(), variables=author,
        )  # fmt: skip
        # What somebody staged of other files stays staged.
        self._must("update-index", "-z", "--add", "--index-info", stdin=rows)
        return self._move_branch(repository, commit, message, today)

    def _index_rows(self, repository: Repository, now: Mapping[str, str], gone: set[str]) -> bytes:
        rows = []
        for path in sorted(now):
            data = bytes_of(self.project / path) or b""
            made = self._object("hash-object", "-w", "--no-filters", "--stdin", stdin=data)
            rows.append(f"100644 {made}\t{repository.prefix}{path}\0")
        zero = "0" * len(repository.head)
        rows += [f"0 {zero}\t{repository.prefix}{path}\0" for path in sorted(gone)]
        return "".join(rows).encode()

    def _move_branch(
        self, repository: Repository, commit: str, message: str, today: dt.date
    ) -> str:
        if repository.branch.startswith(PREFIX):
            self._must("update-ref", f"refs/heads/{repository.branch}", commit, repository.head)
            return repository.branch
        stem = f"{PREFIX}{today.isoformat()}-{slug(message)[:40].strip('-') or 'sua'}"
        for number in range(1, 100):
            branch = stem if number == 1 else f"{stem}-{number}"
            # All noughts: only where there is no such branch.
            if (
                ask_git(
                    self.project, "update-ref", f"refs/heads/{branch}", commit, "0" * len(commit)
                )
                is not None
            ):
                break
        else:
            raise NotWrittenError("desk_git_failed")
        self._must("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        self._keep_base(repository.branch)
        return branch

    def _keep_base(self, branch: str) -> None:
        path = self._folder / "base"
        if path.exists():
            replace_file(path, branch.encode())
        else:
            create_file(path, branch.encode())

    def _must(
        self, *args: str, stdin: bytes = b"", variables: Mapping[str, str] | None = None
    ) -> bytes:
        output = ask_git(self.project, *args, stdin=stdin, variables=variables)
        if output is None:
            raise NotWrittenError("desk_git_failed")
        return output

    def _object(
        self, *args: str, stdin: bytes = b"", variables: Mapping[str, str] | None = None
    ) -> str:
        made = self._must(*args, stdin=stdin, variables=variables).decode().strip()
        if not _OBJECT.fullmatch(made):
            raise NotWrittenError("desk_git_failed")
        return made


def zip_of(project: Path, paths: Iterable[str], summary: str) -> bytes:
    """A zip of files at their places, and a list of what they are; the same bytes for the same files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [
            ("THAY-DOI.txt", summary.encode()),
            *(
                (path, data)
                for path in sorted(paths)
                if (data := bytes_of(project / path)) is not None
            ),
        ]:
            archive.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED
            )
    return made.getvalue()


def _difference(path: str, old: bytes, new: bytes) -> tuple[str, ...]:
    if not path.endswith(_TEXT):
        return ()
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    return tuple(line for line in difflib.unified_diff(before, after, n=1, lineterm="") if line[:3] not in {"---", "+++"})  # fmt: skip
