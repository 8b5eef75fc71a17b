r"""The adapter's own code, given the paths that MkDocs gives it on Windows: a drive and backslashes.

`ntpath` and `PureWindowsPath` are Python's own rules for them and hold on every system. ``docs/dev/testing.md`` says
how the whole was run by a Python for Windows.
"""

from __future__ import annotations

import ntpath
from pathlib import PureWindowsPath
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files

from support import FIXTURE_SITE
from thidua.audit.run import audit_site
from thidua.mkdocs import pages
from thidua.mkdocs.pages import DiagnosticsView, add_pages, clashing
from thidua.mkdocs.photo_files import PhotoCache
from thidua.text import same_name

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

EVENT = "content/events/2024/2024-03-14-ky-giao-uoc.md"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> MkDocsConfig:
    """A configuration as MkDocs reads it on Windows; the adapter's pages are made by its rules for paths."""
    monkeypatch.setattr(pages, "os", SimpleNamespace(path=ntpath))
    monkeypatch.setattr(pages, "Path", PureWindowsPath)
    config = load_config(str(FIXTURE_SITE / "mkdocs.yml"))
    # As MkDocs does while a hook's event runs.
    config.plugins._current_plugin = "hooks/publish.py"
    return config


def edited_at(config: MkDocsConfig, config_file: str, docs: str) -> str | None:
    config.config_file_path = config_file
    config["docs_dir"] = docs
    files = Files([])
    view = DiagnosticsView(
        address="/su-kien/2024/ky-giao-uoc/", title="Ký giao ước", description="", items=(), source_path=EVENT,
    )  # fmt: skip
    add_pages(files, [view.listed], config, lambda _address: view)
    file = files.get_file_from_path("su-kien/2024/ky-giao-uoc/index.md")
    assert file is not None
    assert file.dest_uri == "su-kien/2024/ky-giao-uoc/index.html"
    assert file.page is not None
    return file.page.edit_url


@pytest.mark.parametrize(
    ("config_file", "docs"),
    [
        (r"C:\Users\an\thidua\mkdocs.yml", r"C:\Users\an\thidua\docs"),
        (r"C:\Users\Nguyễn Văn An\Thư mục của tôi (1)\mkdocs.yml", r"C:\Users\Nguyễn Văn An\Thư mục của tôi (1)\docs"),
        (r"c:\users\an\thidua\mkdocs.yml", r"C:\Users\An\thidua\docs"),
        (r"C:\Users\an\x\..\thidua\mkdocs.yml", r"C:\Users\an\thidua\docs"),
        (r"\\may-chu\chung\thidua\mkdocs.yml", r"\\may-chu\chung\thidua\docs"),
    ],
    ids=["plain", "spaces and marks", "case", "two dots", "share"],
)  # fmt: skip
def test_edit_links_lead_to_the_content(windows: MkDocsConfig, config_file: str, docs: str) -> None:
    found = edited_at(windows, config_file, docs)
    assert found == f"https://git.example.vn/thidua/_edit/main/{EVENT}"


def test_docs_on_another_drive_have_no_edit_links(windows: MkDocsConfig) -> None:
    assert edited_at(windows, r"C:\thidua\mkdocs.yml", r"D:\trang\docs") is None


def test_the_failure_that_was_reported() -> None:
    config = SimpleNamespace(
        config_file_path=r"C:\Users\an\thidua\mkdocs.yml", docs_dir=r"C:\Users\an\thidua\docs", nav=None,
    )  # fmt: skip
    add_pages([], [], config, lambda _address: None)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("index.html", "Index.html"),
        ("huong-dan/lich/index.html", "HUONG-DAN/lich/index.html"),
        # Composed and not; macOS takes both for one as well.
        ("c\u1ee5m.html", "cu\u0323m.html"),
    ],
)
def test_what_a_disk_of_windows_holds_as_one(one: str, other: str, fixture_copy: Path) -> None:
    assert same_name(one) == same_name(other)
    files = Files([File(name, "", "", use_directory_urls=True) for name in (one, "x.svg", other)])
    assert list(clashing(files)) == [(one, other)]


def test_letters_that_differ_are_two_files() -> None:
    assert len({same_name(name) for name in ("cum.html", "cụm.html", "cùm.html", "đ", "d")}) == 5


def test_the_audit_finds_what_a_copy_on_windows_loses(tmp_path: Path) -> None:
    long = "/".join(["a" * 59, "b" * 59, "c" * 56 + ".svg"])
    for name in ("cum.svg", "Cum.svg", long, long.replace("c.svg", "cc.svg")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert len(long) == 180
    told = [(d.path, d.code) for d in audit_site(tmp_path) if d.code in {"E824", "W825"}]
    assert told == [(long.replace("c.svg", "cc.svg"), "W825"), ("cum.svg", "E824")]


def test_a_cache_that_cannot_be_written_to_is_a_passing_folder(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_bytes(b"")
    cache = PhotoCache()
    folder = cache.folder(tmp_path)
    assert folder.is_dir()
    assert tmp_path not in folder.parents
    assert cache.folder(tmp_path) == folder
    cache.close()
    assert not folder.exists()


def test_a_cache_is_kept_in_the_project(tmp_path: Path) -> None:
    cache = PhotoCache()
    assert cache.folder(tmp_path) == tmp_path / ".cache" / "thidua" / "photos"
    cache.close()
    assert list(cache.folder(tmp_path).iterdir()) == []
