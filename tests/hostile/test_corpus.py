"""Every hostile input is refused at its place or borne; none is slow, and none hides the others' mistakes."""

from __future__ import annotations

import functools
import os
import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hostile.corpus import BORNE, EVENT_PATH, ODD, REFUSED
from support import BASE, EVENT, write_tree
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from hostile.corpus import Files
    from thidua.diagnostics import Report

COST = 20
"""How many times the check of `PLAIN` plain events one hostile file may cost, in the CPU time of the same process."""
PLAIN = 200
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
BYSTANDER = "events/2024/2024-03-15-sai-ngay.md"
"""A file with one plain mistake, which is always told."""


@functools.cache
def plain_cost() -> float:
    """CPU seconds that the check of plain events takes on this machine."""
    plain = {f"events/2024/2024-03-14-su-kien-{number}.md": EVENT for number in range(PLAIN)}
    with tempfile.TemporaryDirectory() as folder:
        content = write_tree(Path(folder) / "content", {**BASE, **plain})
        began = time.process_time()
        check_content(content, Path(folder))
        return time.process_time() - began


def checked(folder: Path, files: Files) -> Report:
    bystander = EVENT.replace("2024-03-14", "2024-03-15").replace(
        "kinds: [ky-giao-uoc]", "kinds: [ky-ket]"
    )
    content = write_tree(folder / "content", {**BASE, BYSTANDER: bystander, **files})
    began = time.process_time()
    report = check_content(content, folder).report
    took = time.process_time() - began
    assert took < COST * plain_cost(), f"{took:.1f} s"
    told = {(item.path, item.code) for item in report}
    assert (f"content/{BYSTANDER}", "E304") in told, "the other file's mistake was not told"
    return report


def test_the_corpus_is_large() -> None:
    assert len(REFUSED) + len(BORNE) >= 480


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(tmp_path: Path, name: str) -> None:
    report = checked(tmp_path, REFUSED[name])
    errors = [item for item in report if item.severity == "error" and BYSTANDER not in item.path]
    assert errors, "not refused"
    for item in report:
        for lang in ("vi", "en"):
            assert not CONTROL.search(item.message(lang)), (
                "a message carries control characters to the terminal"
            )
    changed = {f"content/{path}".replace("\n", r"\u000a") for path in REFUSED[name]}
    assert {item.path for item in errors} & changed


@pytest.mark.parametrize("name", BORNE | ODD)
def test_it_is_borne(tmp_path: Path, name: str) -> None:
    report = checked(tmp_path, (BORNE | ODD)[name])
    errors = [item for item in report if item.severity == "error" and BYSTANDER not in item.path]
    assert errors == []


# --- What only a file system can hold --------------------------------------------------------


def _link_to_file(folder: Path) -> str:
    (folder / "events/2024/2024-03-16-lien-ket.md").symlink_to("/etc/hostname")
    return "events/2024/2024-03-16-lien-ket.md"


def _link_to_folder(folder: Path) -> str:
    (folder / "events/2019").symlink_to("/etc")
    return "events/2019"


def _link_in_a_circle(folder: Path) -> str:
    (folder / "events/2024/vong").symlink_to(folder / "events")
    return "events/2024/vong"


def _dangling_link(folder: Path) -> str:
    (folder / "units2.yml").symlink_to("khong-co")
    return "units2.yml"


def _pipe(folder: Path) -> str:
    os.mkfifo(folder / "events/2024/2024-03-16-ong.md")
    return "events/2024/2024-03-16-ong.md"


def _odd_bytes(folder: Path) -> str:
    name = os.fsencode(folder) + b"/events/2024/2024-03-16-\xff.md"
    with open(name, "wb") as file:  # noqa: PTH123 a name that is no text
        file.write(EVENT.encode())
    return "events/2024/2024-03-16-\ufffd.md"


def _twin_by_marks(folder: Path) -> str:
    for name in ("phụ.md", "phu\u0323.md"):
        (folder / "events/2024" / name).write_text(EVENT, "utf-8")
    return "events/2024/phụ.md"


def _linked_photo(folder: Path) -> str:
    (folder / "events/2024/anh.jpg").symlink_to("/etc/hostname")
    return "events/2024/anh.jpg"


def _many_files(folder: Path) -> str:
    for number in range(300):
        (folder / f"events/2024/rac-{number}.txt").write_text("x", "utf-8")
    return "events/2024/rac-1.txt"


@pytest.mark.parametrize(
    "make",
    [
        _link_to_file, _link_to_folder, _link_in_a_circle, _dangling_link, _pipe, _odd_bytes, _twin_by_marks, _linked_photo,
        _many_files,
    ],
    ids=lambda make: make.__name__.strip("_"),
)  # fmt: skip
def test_odd_files_are_refused(tmp_path: Path, make: object) -> None:
    content = write_tree(tmp_path / "content", BASE)
    path = make(content)  # type: ignore[operator]
    report = check_content(content, tmp_path).report
    assert f"content/{path}" in {item.path for item in report if item.severity == "error"}
    assert f"content/{EVENT_PATH}" not in {item.path for item in report}
