"""Mistakes in mkdocs.yml: all at once, at their place, before MkDocs sees the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import FIXTURE_SITE, ROOT, copy_fixture, run
from thidua.mkdocs.config_check import check_config

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
site_name: Trang Ví Dụ
site_url: https://thidua.example.vn/
docs_dir: docs
theme:
  name: material
plugins: [thidua]
extra:
  thidua:
    content: content
    audience: public
"""


def told(folder: Path, text: str) -> list[tuple[str, int, int]]:
    """Codes, lines and columns told of a mkdocs.yml beside the folders ``docs`` and ``content``."""
    for name in ("docs", "content", "hooks"):
        (folder / name).mkdir()
    (folder / "hooks" / "publish.py").write_text("", "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(text, "utf-8")
    return [(item.code, item.line, item.column) for item in check_config(config)]


def test_ours_are_right() -> None:
    assert not list(check_config(ROOT / "mkdocs.yml"))
    assert not list(check_config(FIXTURE_SITE / "mkdocs.yml"))


@pytest.mark.parametrize(
    ("old", "new", "expect"),
    [
        ("", "", []),
        ("site_name: Trang Ví Dụ", "sitename: Trang Ví Dụ", [("E301", 1, 1)]),
        ("site_name: Trang Ví Dụ", "copyright: Ví Dụ", [("E302", 1, 1)]),
        ("site_name: Trang Ví Dụ", "site_name: Trang: Ví Dụ", [("E206", 1, 17)]),
        ("site_name: Trang Ví Dụ", 'site_name: "Trang Ví Dụ', [("E205", 1, 12)]),
        ("Trang Ví Dụ", "Trаng Ví Dụ", [("E127", 1, 14)]),
        ("Trang Ví Dụ", "Trang\ufe0f Ví Dụ", [("E106", 1, 17)]),
        ("Trang Ví Dụ", '"Tr\\u0430ng Ví Dụ"', [("E127", 1, 12)]),
        ("site_name: Trang Ví Dụ", "site_name: Trang\nsite_name: Hai", [("E208", 2, 1)]),
        ("site_url: https://thidua", "site_url: thidua", [("E312", 2, 11)]),
        ("https://thidua.example.vn/", '!ENV [SITE, "http://127.0.0.1/"]', []),
        ("docs_dir: docs", "docs_dir: doc", [("E901", 3, 11)]),
        ("  name: material", "\tname: material", [("E204", 5, 1)]),
        ("name: material", "name: materials", [("E304", 5, 9)]),
        ("name: material", "name: material\n  custom_dir: de", [("E901", 6, 15)]),
        ("plugins: [thidua]", "plugins: [thidau]", [("E903", 6, 11)]),
        ("plugins: [thidua]", "plugins: thidua", [("E303", 6, 10)]),
        ("plugins: [thidua]", "plugin: [thidua]", [("E301", 6, 1)]),
        ("plugins: [thidua]\n", "", [("E904", 1, 1)]),
        ("plugins: [thidua]", "hooks: [hooks/publish.py]", []),
        ("plugins: [thidua]", "hooks: [hooks/dang.py]", [("E902", 6, 9)]),
        ("plugins: [thidua]", "plugins: [thidua]\nstrict: co", [("E304", 7, 9)]),
        ("plugins: [thidua]", "plugins: [thidua]\nstrict: yes", []),
        ("plugins: [thidua]", "plugins: [thidua]\nnav: index.md", [("E303", 7, 6)]),
        ("    content: content", "    contents: content", [("E301", 9, 5)]),
        ("    content: content", "    content: noi-dung", [("E901", 9, 14)]),
        ("audience: public", "audience: publik", [("E304", 10, 15)]),
        ("audience: public", "lang: fr", [("E304", 10, 11)]),
        ("audience: public", "today: 15/1/2026", [("E305", 10, 12)]),
        ("audience: public", "today: 2026-01", [("E305", 10, 12)]),
        ("audience: public", "today: 2026-01-15", []),
        ("  thidua:\n    content: content\n    audience: public\n", "  thidua: public\n", [("E303", 8, 11)]),
    ],
)  # fmt: skip
def test_one_mistake(
    tmp_path: Path, old: str, new: str, expect: list[tuple[str, int, int]]
) -> None:
    assert told(tmp_path, GOOD.replace(old, new)) == expect


def test_all_at_once_and_none_where_there_is_no_file(tmp_path: Path) -> None:
    text = GOOD.replace("docs_dir: docs", "docs_dir: doc").replace("public", "publik")
    assert told(tmp_path, text) == [("E901", 3, 11), ("E304", 10, 15)]
    assert not list(check_config(tmp_path / "other.yml"))


def test_what_is_no_configuration_at_all(tmp_path: Path) -> None:
    assert told(tmp_path, "- site_name\n") == [("E303", 1, 1)]


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_commands_tell_it_before_they_build(tmp_path: Path, command: str) -> None:
    config = copy_fixture(tmp_path / "project")
    config.write_text(config.read_text("utf-8") + "extra_ccs: [a.css]\n", "utf-8")
    line = config.read_text("utf-8").count("\n")
    done = run("thidua.cli", "-f", str(config), command)
    assert done.returncode == 1
    assert (
        f"mkdocs.yml:{line}:1: LỖI [E301] Không có trường nào tên “extra_ccs”."
        in done.stdout + done.stderr
    )
    assert "→ Ý bạn là “extra_css”?" in done.stdout + done.stderr
    assert not (config.parent / "site").exists()


def test_mkdocs_by_itself_tells_it_too(tmp_path: Path) -> None:
    config = copy_fixture(tmp_path / "project")
    config.write_text(config.read_text("utf-8") + "extra_ccs: [a.css]\n", "utf-8")
    done = run("mkdocs", "build", "-f", str(config))
    assert done.returncode == 1
    assert "[E301] Không có trường nào tên “extra_ccs”." in done.stderr
    assert "1 lỗi trong mkdocs.yml; trang cũ được giữ nguyên." in done.stderr
