"""``thidua build`` around MkDocs: where the site lands, and what a failure leaves."""

from __future__ import annotations

import errno
import gc
import stat
from pathlib import Path

import pytest

from support import ROOT, write_tree
from thidua.mkdocs import building
from thidua.mkdocs.building import BuildError, build_site
from thidua.mkdocs.site_folder import folder_being_built


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


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
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = write_tree(tmp_path / "ra" / "site", {"index.html": "cũ"})
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name != "site" and Path(target) == out:
            raise OSError(errno.EXDEV, "other disk")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(BuildError, match="other disk"):
        build_site(config, out, audience="public")
    assert files(out) == {"index.html": "cũ"}
    assert [p.name for p in out.parent.iterdir()] == ["site"]


def test_a_folder_that_somebody_writes_into_while_we_build_is_made_again(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_CACHE", "on")
    out = tmp_path / "ra" / "site"
    build_site(config, out, audience="public")
    build = building.mkdocs_build.build
    builds = []

    def slow(settings: object) -> None:
        build(settings)  # type: ignore[arg-type]
        folder = folder_being_built()
        assert folder is not None
        folder.take_output("cu.txt", b"x")
        builds.append(1)
        if len(builds) == 2:
            (out / "cu.txt").write_bytes(b"other")

    monkeypatch.setattr(building.mkdocs_build, "build", slow)
    build_site(config, out, audience="public")
    build_site(config, out, audience="public")
    assert files(out)["cu.txt"] == "x"
    assert len(builds) == 3, "the second time the file was thought to lie there"


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
