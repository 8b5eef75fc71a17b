"""The export is a site to builders that know nothing of this package: every page, at its address, with links that lead."""

from __future__ import annotations

import posixpath
import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from support import TODAY, run
from thidua.exporting.export import export

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.exporting.builders import Builder

COMMANDS: dict[Builder, tuple[tuple[str, ...], str]] = {
    "mkdocs": (("mkdocs", "build", "--strict", "--quiet"), "site"),
    "zensical": (("zensical", "build"), "site"),
    "hugo": (("hugo", "build"), "public"),
}
LINK = re.compile(r'<a\s[^>]*?href="?([^"\s>]*)')
ID = re.compile(r'\sid="?([^"\s>]+)')


def addresses(site: Path) -> set[str]:
    """Where the pages of a site lie that hold something."""
    return {
        path.parent.relative_to(site).as_posix()
        for path in site.rglob("index.html")
        if 'http-equiv="refresh"' not in path.read_text("utf-8")
    }


def broken_links(site: Path) -> list[tuple[str, str]]:
    """Page and target of each link into the site that leads to no file, or to no id of a page."""
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("index.html")}  # fmt: skip
    ids = {path: set(ID.findall(text)) for path, text in pages.items()}
    found = []
    for page, text in pages.items():
        for match in LINK.finditer(text):
            target, fragment = urldefrag(match[1].replace("&amp;", "&"))
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            file = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), unquote(parts.path)))[1:] if parts.path else page  # fmt: skip
            if (site / file).is_dir():
                file = posixpath.join(file, "index.html")
            lost = not (site / file).is_file()
            if lost or (fragment and file in ids and unquote(fragment) not in ids[file]):
                found.append((page, match[1]))
    return found


@pytest.mark.parametrize("builder", COMMANDS)
def test_another_builder_makes_every_page(
    builder: Builder, public_site: Path, tmp_path: Path
) -> None:
    made = export(public_site, tmp_path / "out", builder, "https://thidua.example.vn/")
    command, built = COMMANDS[builder]
    done = run(*command, cwd=tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "out" / built
    assert addresses(site) == addresses(public_site)
    assert made.pages == len(addresses(site)) > 100
    assert broken_links(site) == []
    event = (site / "su-kien/2024/ky-giao-uoc/index.html").read_text("utf-8")
    assert "thidua.css" not in event
    assert list(site.glob("du-lieu/events.csv"))


def test_the_command_writes_into_an_empty_folder_alone(fixture_copy: Path, tmp_path: Path) -> None:
    config = str(fixture_copy)
    env = {"THIDUA_TODAY": TODAY}
    done = run("thidua.cli", "-f", config, "export", str(tmp_path / "ra"), env=env)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ra/docs/cum/vd-1/index.md").is_file()
    again = run("thidua.cli", "-f", config, "export", str(tmp_path / "ra"), env=env)
    assert again.returncode == 2
    assert "đã có tệp" in again.stderr
    shutil.rmtree(tmp_path / "ra")
    inside = run(
        "thidua.cli", "-f", config, "export", str(fixture_copy.parent / "docs" / "ra"), env=env
    )
    assert inside.returncode == 2
