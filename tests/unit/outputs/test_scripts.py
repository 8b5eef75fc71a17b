"""Scripts as they are published: the same code, without the lines only people read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from thidua.mkdocs.theme_assets import strip_comments
from thidua.outputs.scripts import without_comments

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("// why\nrun()\n", "run()\n"),
        ("  // why\n  run()\n", "  run()\n"),
        ("/** @param {string} a */\nconst f = a => a\n", "const f = a => a\n"),
        ("/**\n * one\n * @returns {void}\n */\nf()\n", "f()\n"),
        ("/* a ** b */\r\nf()\r\n", "f()\r\n"),
        ("f() // stays\n", "f() // stays\n"),
        ("/** @type {X} */ (f)()\n", "/** @type {X} */ (f)()\n"),
        ("* walk() {}\n", "* walk() {}\n"),
        ('const a = "https://thidua.example.vn/"\n', 'const a = "https://thidua.example.vn/"\n'),
        ("f(/[/]*/)\n", "f(/[/]*/)\n"),
        ("/* one */\n/* two */\nf()\n", "f()\n"),
    ],
)
def test_only_lines_that_are_comments_go(written: str, published: str) -> None:
    assert without_comments(written) == published


def test_our_scripts_are_rewritten_and_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "javascripts"
    folder.mkdir(parents=True)
    for name in ("td-a.js", "search-b.js", "bundle.js"):
        (folder / name).write_bytes("// vì sao\nf()\n".encode())
    strip_comments(tmp_path)
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert found == {
        "td-a.js": b"f()\n",
        "search-b.js": b"f()\n",
        "bundle.js": "// vì sao\nf()\n".encode(),
    }


def test_published_scripts_hold_no_comment_lines(public_site: Path) -> None:
    """Types and reasons stay in the source; the built scripts would be a third larger with them."""
    published = [
        *(public_site / "assets/javascripts").glob("*.js"),
        *(public_site / "assets/search").glob("engine.*.js"),
    ]
    names = {path.name.split(".")[0] for path in published}
    assert {"td-base", "td-days", "search-box", "engine"} <= names
    for path in published:
        lines = path.read_text("utf-8").splitlines()
        assert [line for line in lines if re.match(r"\s*(?://|/\*.*\*/$|/\*\*?$)", line)] == []
