"""Which content the commands speak of: that of mkdocs.yml, wherever it lies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from support import BASE, write_tree
from thidua.cli import main
from thidua.releases.build_target import is_replaceable

if TYPE_CHECKING:
    from pathlib import Path

BROKEN: dict[str, Any] = {**BASE, "units.yml": "- {id: don-vi-hong}\n"}


def checked(config: Path) -> list[dict[str, Any]]:
    done = CliRunner().invoke(main, ["-f", str(config), "check", "--format", "json"])
    assert done.exit_code == 1, done.output
    found: list[dict[str, Any]] = json.loads(done.output)
    return found


@pytest.mark.parametrize(
    ("folder", "setting", "path"),
    [
        ("du-an/content", None, "content/units.yml"),
        ("du-an/bai", "bai", "bai/units.yml"),
        ("du-an/noi/sau", "noi/sau", "noi/sau/units.yml"),
        ("kho-khac/bai", "../kho-khac/bai", "bai/units.yml"),
    ],
)
def test_commands_read_the_content_that_mkdocs_yml_names(
    tmp_path: Path, folder: str, setting: str | None, path: str
) -> None:
    write_tree(tmp_path / folder, BROKEN)
    config = tmp_path / "du-an" / "mkdocs.yml"
    config.parent.mkdir(exist_ok=True)
    named = f"extra:\n  thidua: {{content: {setting}}}\n" if setting else ""
    config.write_text(f'site_name: !ENV [TEN, "Thử"]\n{named}', "utf-8")
    assert path in {item["path"] for item in checked(config)}


def test_the_environment_comes_before_mkdocs_yml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path / "khac", BROKEN)
    config = tmp_path / "mkdocs.yml"
    config.write_text("extra: {thidua: {content: khong-co}}\n", "utf-8")
    monkeypatch.setenv("THIDUA_CONTENT", "khac")
    assert "khac/units.yml" in {item["path"] for item in checked(config)}


@pytest.mark.parametrize("text", ["extra: [", "extra: lạ\n", "extra: {thidua: lạ}\n", ""])
def test_a_mkdocs_yml_that_says_nothing_leaves_the_usual_folder(tmp_path: Path, text: str) -> None:
    write_tree(tmp_path / "content", BROKEN)
    config = tmp_path / "mkdocs.yml"
    config.write_text(text, "utf-8")
    assert "content/units.yml" in {item["path"] for item in checked(config)}


@pytest.mark.parametrize(
    ("place", "option", "left"),
    [
        ("content", "", "content/units.yml"),  # the content itself
        (".", "", "mkdocs.yml"),  # the folder of the project
        ("content/site", "", None),
        ("docs/site", "", None),
        ("thu", "", "thu/bai.docx"),  # somebody's folder
        ("thu/bai.docx", "", "thu/bai.docx"),  # a file
        ("kho/releases/0123456789abcdef", "", "kho/releases/0123456789abcdef/index.html"),
        ("thu", "--offline", "thu/bai.docx"),
        ("thu/bai.docx", "--offline", "thu/bai.docx"),
    ],
)
def test_a_build_takes_the_place_of_nothing_but_a_site(
    tmp_path: Path, place: str, option: str, left: str | None
) -> None:
    files = dict.fromkeys(["kho/audience.txt", "thu/bai.docx", "mkdocs.yml"], "x: y\n")
    release = "kho/releases/0123456789abcdef"
    files |= {f"{release}/index.html": "Trang", f"{release}/manifest.json": "{}"}
    write_tree(tmp_path, files | {f"content/{name}": text for name, text in BASE.items()})
    args = ["-f", str(tmp_path / "mkdocs.yml"), "build", "--out", str(tmp_path / place), option]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = CliRunner().invoke(main, [arg for arg in args if arg])
    assert (done.exit_code, "Không ghi đè" in done.output) == (2, True), done.output
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    assert left is None or (tmp_path / left).is_file()


@pytest.mark.parametrize(
    ("files", "offline", "may"),
    [
        ({}, False, True),
        ({"site/index.html": "Trang", "site/manifest.json": "{}", "site/cum/index.html": ""}, False, True),
        ({"site/index.html": "Trang"}, False, True),
        ({"site/trang.html": "Trang"}, False, False),
        ({"site": "PK\3\4zip"}, True, True),
        ({"site": ""}, True, True),
        ({"site": "Thư"}, True, False),
    ],
)  # fmt: skip
def test_what_a_build_may_replace(
    tmp_path: Path, files: dict[str, str], offline: bool, may: bool
) -> None:
    write_tree(tmp_path, files)
    content = tmp_path / "content"
    assert is_replaceable(tmp_path / "site", content=content, home=tmp_path, offline=offline) == may


def test_links_to_guides_lead_to_pages_there_are(tmp_path: Path) -> None:
    """What MkDocs leaves out is no page, whatever lies in the folder."""
    event = dict(BASE)
    name = next(key for key in event if key.startswith("events/"))
    links = " ".join(
        f"[x]({address})"
        for address in (
            "/huong-dan/", "/huong-dan/lich/", "/huong-dan/lich/#muc", "/gioi-thieu/", "/huong-dan/khong-co/",
            "/huong-dan/nhap/",
        )
    )  # fmt: skip
    event[name] = f"{event[name]}\n{links}\n"
    write_tree(tmp_path / "content", event)
    guide = tmp_path / "trang" / "huong-dan"
    guide.mkdir(parents=True)
    for page in ("index", "lich", "nhap"):
        (guide / f"{page}.md").write_text("# Trang\n", "utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text("docs_dir: trang\nexclude_docs: |\n  nhap.md\n", "utf-8")
    dead = [item["message"] for item in checked(config) if item["code"] == "E417"]
    assert dead == [
        "Liên kết “/gioi-thieu/” không dẫn tới trang nào.",
        "Liên kết “/huong-dan/khong-co/” không dẫn tới trang nào.",
        "Liên kết “/huong-dan/nhap/” không dẫn tới trang nào.",
    ]
