"""The switch of ``thidua build``: two renames, and the old site back in its place when the second fails."""

from __future__ import annotations

import errno
import gc
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support import ROOT, write_tree
from thidua.mkdocs import building
from thidua.mkdocs.building import BuildError, build_site

if TYPE_CHECKING:
    from collections.abc import Callable


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[str]]:
    """Let the n-th rename from now on fail, as a full or foreign disk would; gives what was renamed."""

    def fail(number: int) -> list[str]:
        done: list[str] = []
        rename = Path.rename

        def watched(path: Path, target: Path) -> Path:
            done.append(Path(target).name)
            if len(done) == number:
                raise OSError(errno.EXDEV, "other disk")
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", watched)
        return done

    return fail


def test_a_first_site_takes_its_place(tmp_path: Path) -> None:
    fresh = write_tree(tmp_path / "moi", {"index.html": "mới"})
    building._replace_site(fresh, tmp_path / "site")
    assert files(tmp_path) == {"site/index.html": "mới"}


def test_a_new_site_takes_the_place_of_the_old_and_nothing_is_left_of_it(tmp_path: Path) -> None:
    fresh = write_tree(tmp_path / "moi", {"index.html": "mới"})
    write_tree(tmp_path / "site", {"index.html": "cũ", "a/thua.html": "cũ"})
    building._replace_site(fresh, tmp_path / "site")
    assert files(tmp_path) == {"site/index.html": "mới"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["site"]


def test_the_old_site_is_back_when_the_last_rename_fails(
    tmp_path: Path, failing: Callable[[int], list[str]]
) -> None:
    fresh = write_tree(tmp_path / "moi", {"index.html": "mới"})
    write_tree(tmp_path / "site", {"index.html": "cũ", "a/trang.html": "cũ"})
    done = failing(2)
    with pytest.raises(OSError, match="other disk"):
        building._replace_site(fresh, tmp_path / "site")
    # Aside, in (which fails), back.
    assert done == ["site", "site", "site"]
    assert files(tmp_path / "site") == {"index.html": "cũ", "a/trang.html": "cũ"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["moi", "site"]


def test_the_old_site_stays_when_the_first_rename_fails(
    tmp_path: Path, failing: Callable[[int], list[str]]
) -> None:
    fresh = write_tree(tmp_path / "moi", {"index.html": "mới"})
    write_tree(tmp_path / "site", {"index.html": "cũ"})
    failing(1)
    with pytest.raises(OSError, match="other disk"):
        building._replace_site(fresh, tmp_path / "site")
    assert files(tmp_path / "site") == {"index.html": "cũ"}


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose MkDocs writes two pages and a style, without a theme or content."""
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": "site_name: Thử\ntheme: null\nplugins: []\nhooks: [hook.py]\n",
            "hook.py": "",
            "docs/a.md": "",
        },
    )

    def build(settings: object) -> None:
        write_tree(Path(settings.site_dir), {"index.html": "mới", "a/index.html": "a", "a.css": ""})  # type: ignore[attr-defined]

    monkeypatch.setattr(building.mkdocs_build, "build", build)
    return tmp_path / "mkdocs.yml"


def test_a_build_counts_its_pages_and_everybody_may_read_its_folder(
    config: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ra" / "site"
    assert build_site(config, out, audience="public") == 2
    assert files(out) == {"index.html": "mới", "a/index.html": "a", "a.css": ""}
    assert stat.S_IMODE(out.stat().st_mode) == 0o755
    assert [p.name for p in out.parent.iterdir()] == ["site"]


def test_a_build_that_cannot_be_put_in_place_leaves_the_old_site_and_nothing_else(
    config: Path, tmp_path: Path, failing: Callable[[int], list[str]]
) -> None:
    out = write_tree(tmp_path / "ra" / "site", {"index.html": "cũ"})
    failing(2)
    with pytest.raises(BuildError, match="other disk"):
        build_site(config, out, audience="public")
    assert files(out) == {"index.html": "cũ"}
    assert [p.name for p in out.parent.iterdir()] == ["site"]


def test_cycles_are_looked_for_again_after_a_build_that_failed(tmp_path: Path) -> None:
    project = write_tree(
        tmp_path,
        {
            "mkdocs.yml": f"site_name: Thử\ntheme: {{name: material, custom_dir: '{ROOT / 'overrides'}'}}\nplugins: []\n"
            f"hooks: ['{ROOT / 'hooks' / 'publish.py'}']\n",
            "docs/huong-dan.md": "# Hướng dẫn\n",
            "content/commemorations.yml": "- id: ngay-mau\n",
        },
    )
    with pytest.raises(BuildError):
        build_site(project / "mkdocs.yml", tmp_path / "site", audience="public")
    assert gc.isenabled()
