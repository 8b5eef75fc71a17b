"""What the check lets move, a build writes and a publish serves: the check knows every file of the site."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import BASE, TODAY, copy_fixture, run, write_tree
from thidua.campaign.link import link
from thidua.checks import redirects
from thidua.checks.run import check_content
from thidua.mkdocs.settings import written_files
from thidua.reading.library import read_library

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAMES = [
    "cu", "CUM", "cum", "su-kien", "so", "1", "vd-1", "2024", "giao-uoc", "2023..2024", "2024..2025", "vd-1..vd-3", "index.html", "INDEX.HTML",
    "feed.xml", "lich.ics", "404.html", "sitemap.xml", "manifest.json", "lich", "anh", "don-vi", "bai.html", "bai.html.gz", "trang.pdf", "anh.jpg",
    "anh.svg", "ky.json", "x.css", "x.js", "x.xml", "x.ics", "x.csv", "x.txt", "x.webp", "x.png", "x.woff2", "x.mjs", "x.php", "x.br", "web.config",
    ".htaccess", ".git", ".well-known", "su-kien.", "bin", "con", "nul.html", "a..b", "~a", "_redirects", "lich.md",
]  # fmt: skip
"""Names of the fixture site, names servers keep, and free ones."""
FROM = st.builds(
    lambda parts, end: "/" + "/".join(parts) + end,
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4),
    st.sampled_from(["", "/"]),
)


def _write(content: Path, moves: Iterable[str]) -> None:
    (content / "redirects.yml").write_text(
        "".join(f'- {{from: "{old}", to: /cum/vd-1/}}\n' for old in moves), "utf-8"
    )


class Checker:
    """The check of moved addresses against the fixture site, which is read once."""

    def __init__(self, project: Path, register: Path) -> None:
        self.project = project
        self.register = register
        self.pages = written_files(project / "mkdocs.yml")
        self.site = link(read_library(project / "content", project, self.pages))

    def refused(self, moves: list[str]) -> set[str]:
        """Those of ``moves`` that the check stops at."""
        _write(self.register, moves)
        library = read_library(self.register, written_pages=self.pages)
        found = [*library.report, *redirects.check(library, self.site)]
        lines = {d.line for d in found if d.severity == "error"}
        return {old for line, old in enumerate(moves, 1) if line in lines}


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the fixture site with a file of the office's own."""
    folder = copy_fixture(tmp_path_factory.mktemp("moved") / "project").parent
    (folder / "docs" / "robots.txt").write_text("User-agent: *\n", "utf-8")
    return folder


@pytest.fixture(scope="session")
def checker(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Checker:
    return Checker(project, tmp_path_factory.mktemp("register"))


def test_no_file_of_the_site_can_move(
    checker: Checker, internal_site: Path, public_site: Path
) -> None:
    """Nor its folders, nor what would lie below a file of it, nor the packed copy of it."""
    files = {
        path.relative_to(site).as_posix()
        for site in (internal_site, public_site)
        for path in site.rglob("*")
        if path.is_file()
    } | {"robots.txt"}
    assert len(files) > 300
    forms = [
        form
        for file in sorted(files)
        for form in (f"/{file}", f"/{file}/", f"/{file}/cu.html", f"/{file}.gz", f"/{file}.br", f"/{file.upper()}")
    ]  # fmt: skip
    # One at a time would take minutes; of two of one place the second is refused as such.
    for n in range(6):
        some = forms[n::6]
        assert set(some) - checker.refused(some) == set()
    folders = {f"/{file.rpartition('/')[0]}" for file in files if "/" in file}
    folders = {folder for folder in folders if "." in folder}
    assert folders
    assert folders - checker.refused(sorted(folders)) == set()


@pytest.mark.parametrize(
    ("old", "code"),
    [
        ("/feed.xml/", "E550"),
        ("/manifest.json/", "E550"),
        ("/404.html/", "E550"),
        ("/sitemap.xml/", "E550"),
        ("/index.html/", "E550"),
        ("/cum/vd-1/feed.xml/", "E550"),
        ("/cum/vd-1/lich.ics/", "E550"),
        ("/ky-niem/ngay-vi-du/lich.ics/", "E550"),
        ("/cum/vd-1/index.html/", "E550"),
        ("/sitemap.xml.gz/", "E554"),
        ("/feed.xml.gz", "E554"),
        ("/cu.html.br", "E554"),
        ("/web.config", "E554"),
        ("/cu/Web.Config", "E554"),
        ("/.htaccess", "E554"),
        ("/.git/config", "E554"),
        ("/.well-known/security.txt", "E554"),
        ("/su-kien.", "E554"),
        ("/cu./hai/", "E554"),
        ("/aux.html", "E554"),
        ("/_redirects", "E554"),
        ("/" + "a" * 200, "E314"),
        ("/a" * 101, "E314"),
    ],
)
def test_each_is_told_of_once_at_its_place(tmp_path: Path, old: str, code: str) -> None:
    content = write_tree(tmp_path / "content", BASE)
    _write(content, ["/truoc/", old])
    found = [(d.line, d.column, d.code) for d in check_content(content).report]
    assert found == [(2, 10, code)]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("/lich/2024/", None),
        ("/lich/2024/03/", None),
        ("/lich/nam-tron/", None),
        ("/lich/chon/", None),
        ("/lich/ky-niem.ics", None),
        ("/du-lieu/events.json", None),
        ("/giao-uoc/", None),
        ("/giao-uoc/so-sanh/", None),
        ("/cum/vd-1/giao-uoc/2024/#an-ninh", None),
        ("/lich/1900/", "E553"),
        ("/lich/2024/13/", "E553"),
        ("/tim-kiem/cu/", "E553"),
        ("/du-lieu/khac.json", "E553"),
        ("/giao-uoc/2024/mot..hai/", "E553"),
        ("/cum/vd-1/giao-uoc/2024/#an-nin", "E555"),
        ("/cum/vd-1/#dau", "E555"),
    ],
)
def test_it_moves_to_what_every_build_has(tmp_path: Path, new: str, code: str | None) -> None:
    content = write_tree(tmp_path / "content", BASE)
    (content / "redirects.yml").write_text(f'- from: /cu/\n  to: "{new}"\n', "utf-8")
    assert [d.code for d in check_content(content).report] == ([code] if code else [])


@settings(max_examples=40)
@given(moves=st.lists(FROM, min_size=1, max_size=12, unique=True))
def test_what_may_move_has_a_place(checker: Checker, internal_site: Path, moves: list[str]) -> None:
    """No accepted address is a file or folder of the site, or of another moved one, whatever the case."""
    refused = checker.refused(moves)
    taken = {
        path.relative_to(internal_site).as_posix().casefold(): path.is_dir()
        for path in internal_site.rglob("*")
    }
    for old in moves:
        if old in refused:
            continue
        last = old.rpartition("/")[2]
        file = (old if "." in last else f"{old.rstrip('/')}/index.html").lstrip("/").casefold()
        assert file not in taken
        above = file.split("/")[:-1]
        for depth in range(1, len(above) + 1):
            assert taken.setdefault("/".join(above[:depth]), True) is True
        taken[file] = False


def test_what_may_move_is_published(project: Path, checker: Checker, tmp_path: Path) -> None:
    """A real build, audit and publish of a hundred accepted addresses at once."""
    chance = random.Random(14)
    moves = list(
        dict.fromkeys(
            "/" + "/".join(chance.choices(NAMES, k=chance.randint(1, 4))) + chance.choice(["", "/"])
            for _ in range(800)
        )
    )
    refused = checker.refused(moves)
    kept = [old for old in moves if old not in refused][:100]
    kept += [
        f"/van-ban/cu.{ending}"
        for ending in (
            "pdf",
            "jpg",
            "json",
            "svg",
            "css",
            "js",
            "xml",
            "ics",
            "txt",
            "png",
            "woff2",
        )
    ]
    assert len(kept) == 111
    assert checker.refused(kept) == set()
    _write(project / "content", kept)
    for ending in ("pdf", "jpg", "json", "svg", "css", "js", "xml", "ics", "txt", "png", "woff2"):
        assert any(old.endswith(f".{ending}") for old in kept), ending
    store = tmp_path / "kho"
    config = str(project / "mkdocs.yml")
    done = run("thidua.cli", "-f", config, "publish", str(store), env={"THIDUA_TODAY": TODAY})
    assert done.returncode == 0, done.stdout + done.stderr
    assert run("thidua.cli", "-f", config, "verify", str(store)).returncode == 0
