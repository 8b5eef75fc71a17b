"""When Material's style sheet is cut, and when it is shipped whole: where somebody else may bring what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mkdocs.config import load_config

from support import FIXTURE_SITE, write_tree
from thidua.mkdocs.theme_assets import pages_are_known, write_theme_sheet
from thidua.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

WHOLE = "a{x:y}.md-nav{x:y}:root{--a:b;--c:d;--e:f}"
SITE: dict[str, str | bytes | None] = {
    "404.html": '<body dir="ltr">',
    "assets/stylesheets/main.0a1b2c3d.min.css": WHOLE,
    "assets/stylesheets/palette.0a1b2c3d.min.css": "p{x:var(--e)}",
    "assets/stylesheets/thidua.css": "p{x:var(--c)}",
    "them/rieng.css": "p{x:var(--a)}",
}


@pytest.fixture
def begun() -> Iterator[Callable[..., MkDocsConfig]]:
    """A configuration of the fixture site with other settings, as a build begins with it."""
    configs: list[MkDocsConfig] = []

    def begin(**settings: object) -> MkDocsConfig:
        config = load_config(str(FIXTURE_SITE / "mkdocs.yml"), **settings)
        configs.append(config)
        config.plugins.on_startup(command="build", dirty=False)
        return config.plugins.on_config(config)

    yield begin
    for config in configs:
        config.plugins.on_shutdown()


def published(site: Path) -> str:
    names = {path.name for path in (site / "assets/stylesheets").iterdir()}
    assert not {name for name in names if name.startswith("main.")}
    return (site / "assets/stylesheets/material.css").read_text("utf-8")


def test_our_pages_alone_need_a_part(begun: Callable[..., MkDocsConfig], tmp_path: Path) -> None:
    write_theme_sheet(write_tree(tmp_path, SITE), begun(), Store(None))
    assert published(tmp_path) == "a{x:y}:root{--c:d}"


def test_what_other_sheets_read_stays(begun: Callable[..., MkDocsConfig], tmp_path: Path) -> None:
    """Sheets of the office's own, and Material's colours where all pages load them."""
    shell = f"{SITE['404.html']}<link href='assets/stylesheets/palette.0a1b2c3d.min.css'>"
    write_tree(tmp_path, {**SITE, "404.html": shell})
    write_theme_sheet(tmp_path, begun(extra_css=["them/rieng.css", "khong-co.css"]), Store(None))
    assert published(tmp_path) == "a{x:y}:root{--a:b;--c:d;--e:f}"


@pytest.mark.parametrize(
    "settings",
    [
        {"extra": {"material_bundle": True}},
        {"extra_javascript": ["rieng.js"]},
        {"plugins": ["search"]},
    ],
    ids=str,
)
def test_the_whole_sheet_for_what_others_bring(
    begun: Callable[..., MkDocsConfig], tmp_path: Path, settings: dict[str, object]
) -> None:
    write_theme_sheet(write_tree(tmp_path, SITE), begun(**settings), Store(None))
    assert published(tmp_path) == WHOLE


def test_the_whole_sheet_where_there_is_no_page_of_the_shell_alone(
    begun: Callable[..., MkDocsConfig], tmp_path: Path
) -> None:
    write_theme_sheet(write_tree(tmp_path, {**SITE, "404.html": None}), begun(), Store(None))
    assert published(tmp_path) == WHOLE


@pytest.mark.parametrize(
    ("name", "expect"),
    [("partials/header.html", False), ("them/a.js", False), ("assets/images/dau.svg", True)],
)
def test_templates_and_scripts_of_an_office(
    begun: Callable[..., MkDocsConfig], tmp_path: Path, name: str, expect: bool
) -> None:
    config = begun()
    config.theme.dirs.insert(0, str(write_tree(tmp_path, {name: ""})))
    assert pages_are_known(config) is expect


def test_another_theme_and_another_markdown(begun: Callable[..., MkDocsConfig]) -> None:
    config = begun()
    assert pages_are_known(config)
    config.markdown_extensions.append("pymdownx.tabbed")
    assert not pages_are_known(config)
    config = begun()
    config.theme.dirs[:] = [path for path in config.theme.dirs if "overrides" not in path]
    assert not pages_are_known(config)
