"""A store whose site is a handful of files instead of a build, so that a publish takes milliseconds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from thidua.diagnostics import Report
from thidua.outputs import manifest
from thidua.releases import publish as module
from thidua.releases.publish import PublishRequest
from thidua.releases.store import release_id

if TYPE_CHECKING:
    import pytest

    from thidua.releases.store import Store

ORDER = PublishRequest(config=Path("mkdocs.yml"))


def pretend(patch: pytest.MonkeyPatch, words: str, *, files: int = 8, size: int = 4000) -> None:
    """Let builds make a small site that says ``words``; the audit finds nothing."""

    def build_site(config: Path, out: Path, **_: object) -> int:
        out.mkdir()
        (out / "assets").mkdir()
        for number in range(files):
            text = (
                f"<!doctype html><p>{words if number == 0 else 'giữ nguyên'} {number}"
                + " chữ" * (size // 5)
            )
            (out / f"trang-{number}.html").write_text(text, "utf-8")
        (out / "assets" / "anh.jpg").write_bytes(b"\xff\xd8" + bytes(500))
        (out / "index.html").write_text(f"<p>{words}</p>" + "x" * 400, "utf-8")
        (out / manifest.NAME).write_bytes(manifest.manifest(out))
        return files + 1

    patch.setattr(module, "build_site", build_site)
    patch.setattr(module, "_audit", lambda _site, _order: Report())
    patch.setattr(module, "audit_release", lambda *_: Report())


def keep(store: Store, words: str, page: str = "index.html") -> str:
    """Lay a sound release that says ``words`` on a page into the store, served or not; gives its id."""
    made = store.releases / words
    (made / page).parent.mkdir(parents=True)
    (made / page).write_text(f'<div id="td-noi-dung"><p>{words}</p></div>', "utf-8")
    (made / manifest.NAME).write_bytes(manifest.manifest(made))
    release = release_id(made)
    made.rename(store.path(release))
    return release


def says(store: Store) -> str:
    """What a reader of the home page is told."""
    return (
        (store.root / "current" / "index.html")
        .read_text("utf-8")
        .partition("<p>")[2]
        .partition("</p>")[0]
    )


def leftovers(store: Store) -> list[str]:
    return sorted(
        path.name
        for folder in (store.root, store.releases)
        for path in folder.iterdir()
        if path.name.startswith(".") and path.name != ".lock"
    )
