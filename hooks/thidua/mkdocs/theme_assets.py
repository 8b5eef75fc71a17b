"""Removal of what no page uses: files of the theme, rules of its style sheet, and the comments in scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from thidua.converter import EXTENSIONS
from thidua.mkdocs.page_printer import pages_are_ours
from thidua.outputs.scripts import OURS, SCRIPTS, without_comments
from thidua.outputs.search_engine import PARTS, part_path
from thidua.outputs.theme_styles import NAME, STYLES, used_rules
from thidua.shipped_files import theme_folder
from thidua.store.keys import code_digest, key_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from thidua.store.database import Store

_UNUSED_FILES = (
    "assets/javascripts/bundle.*",
    "assets/javascripts/workers/*",
    "assets/javascripts/lunr/**/*",
    "assets/stylesheets/palette.*",
    "assets/images/favicon.png",
    "search/search_index.json",
    "assets/**/*.map",
)


def prune_theme_assets(site: Path, home: Path) -> None:
    """Remove what is unused, unless the home page names it."""
    named = home.read_text("utf-8") if home.is_file() else ""
    for pattern in _UNUSED_FILES:
        for path in sorted(site.glob(pattern), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.name not in named:
                path.unlink()
    for folder in ("assets/javascripts/lunr", "assets/javascripts/workers", "search"):
        if (site / folder).is_dir() and not any((site / folder).iterdir()):
            (site / folder).rmdir()


def prune_engine_parts(site: Path) -> None:
    """Remove the parts from a site that has the engine: no page asks for them."""
    for name in PARTS:
        (site / SCRIPTS / part_path(name)).unlink(missing_ok=True)


def strip_comments(site: Path) -> None:
    """Rewrite the scripts of a built site without their comments, types among them."""
    for pattern in OURS:
        for path in sorted((site / SCRIPTS).glob(pattern)):
            path.write_bytes(without_comments(path.read_bytes().decode()).encode())


def write_theme_sheet(site: Path, config: MkDocsConfig, store: Store) -> None:
    """Put Material's style sheet under our name: the rules that pages can use, or all where what they have is not known.

    It is cut once for the same shell and sheets, and kept in ``store``.
    """
    folder, page = site / STYLES, site / "404.html"
    shell = page.read_text("utf-8") if page.is_file() else ""
    for upstream in folder.glob("main.*.min.css"):
        sheet = upstream.read_bytes().decode()
        upstream.unlink()
        if shell and pages_are_known(config):
            loaded = [path for path in folder.glob("*.css") if _is_loaded(path.name, shell)]
            loaded += [site / str(path) for path in config.extra_css]
            texts = [path.read_text("utf-8") for path in loaded if path.is_file()]
            sheet = _cut(sheet, shell, texts, store)
        (folder / NAME).write_bytes(sheet.encode())


def _cut(sheet: str, shell: str, texts: list[str], store: Store) -> str:
    """`used_rules`, which takes longer than all else that a build does with assets."""
    key = key_of(code_digest(), sheet, shell, texts)
    kept = store.get("sheet", key)
    if kept is None:
        kept = used_rules(sheet, shell, texts).encode()
        store.put("sheet", key, kept)
    return kept.decode()


def _is_loaded(sheet: str, shell: str) -> bool:
    """Whether some page may load a sheet: Material's colours are loaded by all or none."""
    return not sheet.startswith("palette.") or sheet in shell


def pages_are_known(config: MkDocsConfig) -> bool:
    """Whether nobody else has a hand in pages, in their Markdown, their templates or their scripts."""
    folders = [Path(folder).resolve() for folder in config.theme.dirs]
    ours = theme_folder().resolve()
    if ours not in folders or config.extra.get("material_bundle") or config.extra_javascript:
        return False
    above = (path for folder in folders[: folders.index(ours)] for path in folder.rglob("*"))
    return (
        pages_are_ours(config)
        and config.markdown_extensions == [*EXTENSIONS]
        and not any(path.suffix in {".html", ".js"} for path in above)
    )
