"""Mistakes in mkdocs.yml: all at once, at their place, before MkDocs sees the file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from support import BASE, FIXTURE_SITE, ROOT, contents, copy_fixture, run, write_tree
from thidua.checks.run import check_content
from thidua.mkdocs.config_check import check_books, check_config

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


@pytest.mark.parametrize(
    ("old", "new", "expect"),
    [
        # What runs while the file is read
        ("", "extra_css: [!!python/object/apply:os.abort []]\n", [("E905", 1, 1)]),
        ("", "extra_css: [!<tag:yaml.org,2002:python/object/apply:os.abort> []]\n", [("E905", 1, 1)]),
        ("", "extra_css: [!!python/module:antigravity ]\n", [("E905", 1, 1)]),
        ("", "mdx_configs: {toc: {slugify: !!python/name:os.abort }}\n", []),
        # What it inherits
        ("", "INHERIT: khong-co.yml\n", [("E906", 1, 10)]), ("", "INHERIT: mkdocs.yml\n", [("E906", 1, 10)]),
        ("", "INHERIT: ./docs/../mkdocs.yml\n", [("E906", 1, 10)]), ("", "INHERIT: docs\n", [("E906", 1, 10)]),
        ("", "INHERIT: [a]\n", [("E906", 1, 10)]), ("", "INHERIT: hooks/publish.py\n", [("E906", 1, 10)]),
        # Addresses that pages print
        ("https://thidua.example.vn/", "https://an:mat-khau@thidua.example.vn/", [("E328", 2, 11)]),
        ("https://thidua.example.vn/", "https://thidua.example.vn/?a=1", [("E312", 2, 11)]),
        ("https://thidua.example.vn/", 'https://thidua.example.vn/"x', [("E312", 2, 11)]),
        ("https://thidua.example.vn/", "javascript:alert(1)", [("E312", 2, 11)]),
        ("", "repo_url: javascript:alert(1)\n", [("E602", 1, 11)]), ("", "repo_url: https://git.example.vn/a\n", []),
        ("", "repo_url: https://an:mat-khau@git.example.vn/\n", [("E328", 1, 11)]),
        ("", "repo_url: //an@git.example.vn/\n", [("E328", 1, 11)]), ("", "edit_uri: edit/main/docs/\n", []),
        ("", "edit_uri: ' JavaScript:alert(1)'\n", [("E602", 1, 11)]), ("", "edit_uri_template: data:x\n", [("E602", 1, 20)]),
        ("", "edit_uri: file:///home/an/\n", [("E602", 1, 11)]), ("", "nav: [{A: [{B: 'javascript:x'}]}]\n", [("E602", 1, 16)]),
        ("", "nav: [{A: a.md}, b.md, {C: 'https://example.vn/'}]\n", []),
        ("", "edit_uri: https://git.noi-bo.lan/a/\n", [("W907", 1, 11)]), ("", "repo_url: http://10.1.2.3/a\n", [("W907", 1, 11)]),
        ("", "repo_url: http://may-chu/a\n", [("W907", 1, 11)]),
        ("", "repo_url: git@git.example.vn:thi-dua/kho.git\n", [("E312", 1, 11)]),
        ("public\n", "internal\nrepo_url: http://may-chu/a\n", []),
        # What every page loads
        ("", "extra_javascript: [a.js, 'https://cdn.example/a.js', {path: '//cdn.example/b.js'}]\n", [("E908", 1, 26), ("E908", 1, 61)]),
        ("", "extra_css: ['\\\\cdn.example\\a.css']\n", [("E908", 1, 13)]),
        ("  name: material", "  name: material\n  logo: https://cdn.example/a.svg\n  favicon: a.png", [("E908", 6, 9)]),
        ("extra:\n", "extra:\n  polyfills: [http://cdn.example/p.js]\n", [("E908", 8, 15)]),
        ("extra:\n", "extra:\n  analytics: {provider: google}\n", [("E908", 8, 14)]),
        # What is published as it lies, and what is emptied first
        ("docs_dir: docs", "docs_dir: content", [("E909", 3, 11)]), ("docs_dir: docs", "docs_dir: .", [("E909", 1, 1), ("E909", 3, 11)]),
        ("name: material", "name: material\n  custom_dir: ./content/../content", [("E909", 6, 15)]),
        ("", "site_dir: content/site\n", [("E909", 1, 11)]), ("", "site_dir: ..\n", [("E909", 1, 11)]), ("", "site_dir: ra\n", []),
        ("plugins: [thidua]", "hooks: [hooks/publish.py]\nsite_dir: hooks", [("E909", 7, 11)]),
    ],
)  # fmt: skip
def test_what_would_break_a_promise(
    tmp_path: Path, old: str, new: str, expect: list[tuple[str, int, int]]
) -> None:
    text = GOOD.replace(old, new) if old else new + GOOD
    # A line before all others moves them.
    assert told(tmp_path, text) == expect


@pytest.mark.parametrize(
    ("written", "expect"),
    [
        ("{name: Phòng Ví Dụ, phone: '0200 000 000', mail: a.b-c@vi-du.example.vn}", []),
        ("{licence: Ghi nguồn, licence_url: 'https://vi-du.example.vn/a/', body: '', address: }", []),
        ("Phòng Ví Dụ", [("E303", 11, 16)]),
        ("[Phòng Ví Dụ]", [("E303", 11, 16)]),
        ("{nam: Phòng Ví Dụ}", [("E301", 11, 17)]),
        ("{name: [Phòng Ví Dụ]}", [("E303", 11, 23)]),
        ("{name: {vi: Phòng}}", [("E303", 11, 23)]),
        # Read by MkDocs as 1345 and as a day.
        ("{phone: 02501}", [("E910", 11, 24)]),
        ("{phone: 2020-01-01}", [("E910", 11, 24)]),
        ("{name: yes}", [("E910", 11, 23)]),
        ("{phone: không có}", [("E911", 11, 24)]),
        ("{phone: '12'}", [("E911", 11, 24)]),
        ("{phone: '113'}", []),
        ("{mail: vi-du.example.vn}", [("E911", 11, 23)]),
        ("{mail: 'Phòng <a@vi-du.example.vn>'}", [("E911", 11, 23)]),
        ("{mail: 'a@vi-du.example.vn?bcc=b@vi-du.example.vn'}", [("E911", 11, 23)]),
        ("{mail: a@may-chu}", [("E911", 11, 23)]),
        ("{licence_url: 'javascript:alert(1)'}", [("E312", 11, 30)]),
        ("{licence_url: 'https://an:mat@vi-du.example.vn/'}", [("E328", 11, 30)]),
        (f"{{name: {'a' * 300}}}", []),
        (f"{{name: {'a' * 301}}}", [("E314", 11, 23)]),
    ],
)  # fmt: skip
def test_the_publisher(tmp_path: Path, written: str, expect: list[tuple[str, int, int]]) -> None:
    assert told(tmp_path, f"{GOOD}    publisher: {written}\n") == expect


@pytest.mark.parametrize(
    ("written", "expect"),
    [
        ("[cum-1/2024, '2024', 2023]", []),
        ("[]", []),
        ("cum-1/2024", [("E303", 11, 12)]),
        ("{cum-1: 2024}", [("E303", 11, 12)]),
        ("[cum-1]", [("E912", 11, 13)]),
        ("[cum-1/2024/pdf, ../2024]", [("E912", 11, 13), ("E912", 11, 29)]),
        ("['24', [2024]]", [("E912", 11, 13), ("E912", 11, 19)]),
    ],
)
def test_year_books(tmp_path: Path, written: str, expect: list[tuple[str, int, int]]) -> None:
    assert told(tmp_path, f"{GOOD}    books: {written}\n") == expect


def test_year_books_need_what_sets_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)  # what is not installed
    assert told(tmp_path, f"{GOOD}    books: ['2024']\n") == [("E914", 11, 5)]


def test_year_books_of_what_is_not_there(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"{GOOD}    books: [vd-1/2024, vd-2/2024, vd-1/2022, '1999']\n", "utf-8")
    found = check_content(write_tree(tmp_path / "content", BASE), tmp_path)
    told = [(d.code, d.line, d.column) for d in check_books(config, found.site)]
    assert told == [("E913", 11, 24), ("E913", 11, 35), ("E913", 11, 46)]


def test_an_inherited_publisher_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "chung.yml").write_text("extra: {thidua: {publisher: {mail: a}}}\n", "utf-8")
    assert [code for code, _, _ in told(tmp_path, "INHERIT: chung.yml\n" + GOOD)] == ["E911"]


def test_what_an_inherited_file_would_run_is_told(tmp_path: Path) -> None:
    (tmp_path / "chung.yml").write_text("INHERIT: sau.yml\ncopyright: Ví Dụ\n", "utf-8")
    (tmp_path / "sau.yml").write_text("extra: {a: !!python/object/new:os.abort []}\n", "utf-8")
    assert told(tmp_path, "INHERIT: chung.yml\n" + GOOD) == [("E905", 1, 10)]


def test_addresses_of_the_environment_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUA", "https://an:mat-khau@git.example.vn/")
    assert told(tmp_path, "edit_uri: !ENV [SUA, '']\n" + GOOD) == [("E328", 1, 16)]


def test_nothing_runs_while_a_command_reads_its_settings(tmp_path: Path) -> None:
    config = copy_fixture(tmp_path / "project")
    mark = tmp_path / "da-chay"
    line = f"watch: [!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [{mark}]]]\n"
    config.write_text(config.read_text("utf-8") + line, "utf-8")
    for command in (["check"], ["stats"], ["host-files", str(tmp_path / "ra")], ["publish", str(tmp_path / "kho")]):  # fmt: skip
        run("thidua.cli", "-f", str(config), *command)
        assert not mark.exists(), command


def test_the_content_is_not_emptied_for_a_site(tmp_path: Path) -> None:
    config = copy_fixture(tmp_path / "project")
    before = contents(config.parent / "content")
    done = run("mkdocs", "build", "-f", str(config), "-d", str(config.parent / "content"))
    assert (done.returncode, "[E909]" in done.stderr) == (1, True)
    assert contents(config.parent / "content") == before


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
