"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from thidua.editing.atomic_files import create_file, replace_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_made_with_its_folder_and_as_others_are(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.md"
    create_file(path, b"m")
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    assert path.read_bytes() == b"m"
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    assert [p.name for p in path.parent.iterdir()] == ["b.md"]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_is_there_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path = tmp_path / "a.md"
    if not links:

        def no_links(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(os, "link", no_links)
    create_file(path, b"m")
    with pytest.raises(FileExistsError):
        create_file(path, b"x")
    assert path.read_bytes() == b"m"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_what_is_written_is_on_the_disk_before_it_takes_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    seen: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda _handle: seen.append(path.read_bytes()))
    replace_file(path, b"new")
    # First the file beside it, then the folder with its new name.
    assert seen == [b"old", b"new"]
