"""Where files may lie and what they may be called; what is proposed for those that lie or are called otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import BASE, CLUSTER, EVENT, PLEDGE, write_tree
from thidua.reading.library import read_library

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    """Code, path below the content and proposal of everything told."""
    library = read_library(write_tree(folder / "content", files))
    found = []
    for item in library.report:
        params = dict(item.params)
        near = (
            params.get("near") or params.get("ending") or params.get("other") or params.get("kind")
        )
        found.append(" ".join(filter(None, (item.code, item.path.removeprefix("content/"), near))))
    return found


@pytest.mark.parametrize(
    "ending", ["heic", "heif", "avif", "bmp", "gif", "jfif", "tif", "tiff", "HEIC"]
)
def test_pictures_browsers_cannot_be_sent(tmp_path: Path, ending: str) -> None:
    name = f"events/2024/2024-03-14-a/anh.{ending}"
    assert told(tmp_path, {name: b"x"}) == [f"E118 {name} .{ending.lower()}"]


@pytest.mark.parametrize(
    "ending",
    ["doc", "docx", "htm", "html", "odt", "ppt", "pptx", "rtf", "xls", "xlsx", "DOC"],
)
def test_documents_that_are_no_content(tmp_path: Path, ending: str) -> None:
    name = f"events/2024/a.{ending}"
    assert told(tmp_path, {name: b"x"}) == [f"E119 {name} .{ending.lower()}"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("unit.yml", "units.yml"), ("units.yaml", "units.yml"), ("campaign.yml", "campaigns.yml"), ("redirect.yml", "redirects.yml"),
        ("commemoration.yml", "commemorations.yml"), ("clusters/a/clusters.yml", "clusters/a/cluster.yml"),
        ("clusters/a/cluster.yaml", "clusters/a/cluster.yml"), ("xyz.yml", None), ("clusters/cluster.yml", None),
        ("events/2024/2024-01-01-a.txt", "events/2024/2024-01-01-a.md"), ("events/2024/2024-01-01-a.markdown", "events/2024/2024-01-01-a.md"),
        ("events/2024/2024-01-01-a.mdown", "events/2024/2024-01-01-a.md"), ("events/2024/2024-01-01-a.md.txt", "events/2024/2024-01-01-a.md"),
        ("events/2024-01-01-a.md", None), ("events/2024/2024-01-01-a/khac.md", None), ("a.bin", None), ("clusters/a/giao-uoc.md", None),
        ("events/a.jpg", None), ("clusters/a/anh.jpg", None),
    ],
)  # fmt: skip
def test_what_lies_elsewhere(tmp_path: Path, name: str, near: str | None) -> None:
    assert told(tmp_path, {name: "x"}) == [f"E114 {name}" + (f" {near}" if near else "")]


@pytest.mark.parametrize(
    "name", ["a/anh.jpg", "a/anh.JPG", "a/anh.jpeg", "a/anh.png", "a/anh.webp", "anh.jpg", "anh.PNG", "anh.webp", "anh.jpeg"]
)  # fmt: skip
def test_photos_lie_beside_an_event(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, {f"events/2024/{name}": b"x"}) == []


@pytest.mark.parametrize(
    "name",
    [".a.md", ".git/a.md", "~$a.docx", "Thumbs.db", "events/desktop.ini", "events/.DS_Store"],
)
def test_what_systems_leave_behind_is_no_content(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, {name: b"x"}) == []
    assert read_library(tmp_path / "content").files == frozenset()


@pytest.mark.parametrize("name", ["a.md", "a.yml", "a.jpg", "A.JPEG", "a.png", "a.webp"])
def test_a_folder_with_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "content" / "events" / name).mkdir(parents=True)
    assert told(tmp_path, {}) == [f"E120 events/{name}"]


def test_two_names_that_some_systems_take_for_one(tmp_path: Path) -> None:
    names = {"events/2024/Anh.jpg": b"x", "events/2024/anh.jpg": b"x", "events/2024/anh2.jpg": b"x"}
    assert told(tmp_path, dict(names)) == ["E115 events/2024/anh.jpg Anh.jpg"]


def test_links_and_pipes_are_no_files(tmp_path: Path) -> None:
    content = write_tree(tmp_path / "content", {"events/2024/anh.jpg": b"x"})
    (content / "a.md").symlink_to("events/2024/anh.jpg")
    (content / "b").symlink_to("events")
    (content / "c").symlink_to("khong-co")
    assert told(tmp_path, {}) == ["E113 a.md", "E113 b", "E113 c"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!doctype html>", "html"),
        (b"{\\rtf1}", "rtf"),
        (b"PK\x03\x04", "office"),
        (b"%PDF-1.4", "pdf"),
    ],
)
def test_files_that_are_something_else(tmp_path: Path, data: bytes, kind: str) -> None:
    name = "events/2024/2024-03-14-a.md"
    assert told(tmp_path, {name: data}) == [f"E226 {name} {kind}"]
    assert read_library(tmp_path / "content").unread == {f"content/{name}"}


@pytest.mark.parametrize(
    ("name", "expect"),
    [
        ("2024-03-14-a", []), ("2024-03-a", ["E319 2024-03-14-a"]), ("2024-a", ["E319 2024-03-14-a"]), ("2024-03-15-a", ["E319 2024-03-14-a"]),
        ("a", ["E117 2024-03-14-a"]), ("2024-03-14_a", ["E117 2024-03-14-a"]), ("2024-03-14-A", ["E117 2024-03-14-a"]),
        ("2024-03-14-Hội-nghị", ["E117 2024-03-14-hoi-nghi"]), ("2024-03-14-con", ["E326"]), ("2024-03-14", ["E319 2024-03-14-14"]),
    ],
)  # fmt: skip
def test_names_of_events(tmp_path: Path, name: str, expect: list[str]) -> None:
    found = told(tmp_path, {f"events/2024/{name}.md": EVENT})
    path = f"events/2024/{name}.md"
    assert [one.replace(f" {path}", "") for one in found] == expect


@pytest.mark.parametrize(("year", "expect"), [("2024", []), ("2023", ["E320"]), ("24", ["E320"])])
def test_the_folder_of_an_event_is_its_year(tmp_path: Path, year: str, expect: list[str]) -> None:
    found = told(tmp_path, {f"events/{year}/2024-03-14-a.md": EVENT})
    assert [one.split()[0] for one in found] == expect


@pytest.mark.parametrize("name", ["2024-03-14-a.md", "2024-03-14-a/index.md"])
def test_an_event_is_a_file_or_a_folder(tmp_path: Path, name: str) -> None:
    library = read_library(write_tree(tmp_path / "content", {f"events/2024/{name}": EVENT}))
    (event,) = library.events
    folder = "content/events/2024/2024-03-14-a" if "/" in name else "content/events/2024"
    assert (event.slug, event.folder, event.path) == ("a", folder, f"content/events/2024/{name}")


def test_ids_are_those_of_folders_and_files(tmp_path: Path) -> None:
    assert told(tmp_path, {"clusters/vd-2/cluster.yml": CLUSTER}) == [
        "E321 clusters/vd-2/cluster.yml"
    ]
    assert told(tmp_path / "b", {"clusters/vd-1/pledges/2023.md": PLEDGE}) == ["E322 clusters/vd-1/pledges/2023.md"]  # fmt: skip
    assert told(tmp_path / "c", {"clusters/vd-1/cluster.yml": " \n"}) == ["E102 clusters/vd-1/cluster.yml"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expect", "units"),
    [
        ("- {id: a, name: A}\n", [], ["a"]), ("units:\n  - {id: a, name: A}\n", [], ["a"]), ("", [], []), ("# trống\n", [], []),
        ("id: a\nname: A\n", ["E228 units.yml"], ["a"]), ("name: A\n", ["E303 units.yml"], []), ("units: a\n", ["E303 units.yml"], []), ("units:\n", [], []),
        ("- {id: a, name: A}\n- b\n", ["E303 units.yml"], ["a"]),
    ],
)  # fmt: skip
def test_registers(tmp_path: Path, text: str, expect: list[str], units: list[str]) -> None:
    library = read_library(write_tree(tmp_path / "content", {"units.yml": text}))
    assert [f"{item.code} {item.path.removeprefix('content/')}" for item in library.report] == expect  # fmt: skip
    assert [one.record.id for one in library.units] == units


def test_everything_of_a_sound_folder_is_read(tmp_path: Path) -> None:
    library = read_library(write_tree(tmp_path / "content", {**BASE, "redirects.yml": "- {from: /a/, to: /cum/}\n"}))  # fmt: skip
    assert list(library.report) == []
    assert library.unread == set()
    counts = {name: len(getattr(library, name)) for name in (
        "events", "clusters", "pledges", "units", "commemorations", "campaigns", "redirects",
    )}  # fmt: skip
    assert counts == {"events": 1, "clusters": 1, "pledges": 1, "units": 5, "commemorations": 1, "campaigns": 1, "redirects": 1}  # fmt: skip
    assert library.units[3].entry == (3,)
    assert library.pledges[0].slug == "vd-1"
    assert library.files == {f"content/{name}" for name in BASE} | {"content/redirects.yml"}
