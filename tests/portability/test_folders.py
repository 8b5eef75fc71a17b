"""A build anywhere gives the bytes of the usual one.

Another working folder, folders with spaces and marks, a clone by Git for Windows, a checkout that is read-only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support import FIXTURE_SITE, ROOT, TODAY, contents, copy_fixture, run

if TYPE_CHECKING:
    from pathlib import Path

OWN = "Thư mục của tôi (1)"
BUILT = {"THIDUA_AUDIENCE": "public", "THIDUA_TODAY": TODAY}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(n for n in one.keys() | other.keys() if one.get(n) != other.get(n))


@pytest.mark.parametrize(
    ("folder", "config"),
    [
        (FIXTURE_SITE, "mkdocs.yml"),
        (FIXTURE_SITE, "./mkdocs.yml"),
        (FIXTURE_SITE / "docs" / "huong-dan", "../../mkdocs.yml"),
        (FIXTURE_SITE.parent / "vendor", "../fixture-site/mkdocs.yml"),
    ],
    ids=["beside", "dot", "above", "sibling"],
)
def test_a_configuration_named_from_the_working_folder(
    public_site: Path, tmp_path: Path, folder: Path, config: str
) -> None:
    done = run(
        "mkdocs", "build", "--strict", "-f", config, "-d", str(tmp_path / "site"), cwd=folder, env=BUILT
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert differing(contents(tmp_path / "site"), contents(public_site)) == []


def test_its_continuation_takes_such_a_name_too(tmp_path: Path) -> None:
    built = []
    for name, folder, config in (
        ("ten", FIXTURE_SITE, "mkdocs.yml"),
        ("duong-dan", ROOT, str(FIXTURE_SITE / "mkdocs.yml")),
    ):
        done = run(
            "properdocs", "build", "--strict", "-f", config, "-d", str(tmp_path / name), cwd=folder, env=BUILT
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        built.append(contents(tmp_path / name))
    assert differing(*built) == []


@pytest.mark.parametrize("command", [("mkdocs", "build", "-d"), ("thidua.cli", "build", "--out")])
def test_a_folder_with_spaces_marks_and_brackets(
    public_site: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    config = copy_fixture(tmp_path / OWN)
    out = tmp_path / f"{OWN} – trang" / "site"
    done = run(*command, str(out), cwd=config.parent, env=BUILT)
    assert done.returncode == 0, done.stderr
    assert differing(contents(out), contents(public_site)) == []


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Git for Windows makes of this repository, as it stands here, with its default ``core.autocrlf=true``."""
    folder = tmp_path_factory.mktemp("git")
    origin = folder / "origin"

    def git(*arguments: str, cwd: Path = ROOT) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=An", "-c", "user.email=an@example.vn", *arguments],
            cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        return done.stdout

    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (origin / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, origin / name)
    git("init", "--quiet", cwd=origin)
    git("-c", "core.autocrlf=false", "add", "--all", cwd=origin)
    git("commit", "--quiet", "--message", "Bản đầu", cwd=origin)
    eol = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")
    git(*eol, "clone", "--quiet", str(origin), str(folder / OWN), cwd=folder)
    git("config", "core.autocrlf", "true", cwd=folder / OWN)
    return folder / OWN


def in_clone(clone: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return run(*command, cwd=clone, env={"PYTHONPATH": str(clone / "hooks")})


def test_a_clone_by_git_for_windows_checks_clean(clone: Path) -> None:
    done = in_clone(clone, "thidua.cli", "check")
    assert (done.returncode, done.stdout) == (0, "Không có lỗi.\n")


def test_its_files_are_in_their_normal_form(clone: Path) -> None:
    done = in_clone(clone, "thidua.cli", "fmt", "--check")
    assert (done.returncode, done.stdout) == (0, "")


def test_it_builds_the_same_bytes(clone: Path, real_site: Path, tmp_path: Path) -> None:
    done = in_clone(clone, "mkdocs", "build", "--strict", "-d", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    assert differing(contents(tmp_path / "site"), contents(real_site)) == []


def test_content_with_crlf_checks_clean_and_builds_the_same_bytes(
    public_site: Path, tmp_path: Path
) -> None:
    """Where nobody gave Git its attributes, or an editor writes CRLF."""
    config = copy_fixture(tmp_path / "project")
    texts = [p for p in (config.parent / "content").rglob("*") if p.suffix in {".md", ".yml"}]
    for path in texts:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(texts) > 10
    done = run("thidua.cli", "check", cwd=config.parent, env=BUILT)
    assert "N103" not in done.stdout
    assert done.returncode == 0, done.stdout
    done = run("mkdocs", "build", "--strict", "-d", str(tmp_path / "site"), cwd=config.parent, env=BUILT)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert differing(contents(tmp_path / "site"), contents(public_site)) == []


@pytest.mark.parametrize("command", [("mkdocs", "build", "-d"), ("thidua.cli", "build", "--out")])
def test_a_read_only_checkout_builds_elsewhere(
    public_site: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    config = copy_fixture(tmp_path / "project")
    out = tmp_path / "ra" / "site"
    before = contents(config.parent)
    arguments = [sys.executable, "-m", *command, str(out)]
    if os.geteuid() == 0:
        # Root writes whatever the modes say; not where the file system itself is read-only.
        only_read = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && cd "$1" && shift && exec "$@"'
        arguments = ["unshare", "-m", "sh", "-ec", only_read, "sh", str(config.parent), *arguments]
    else:
        for path in [config.parent, *config.parent.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
    done = subprocess.run(
        arguments, cwd=config.parent, env={**os.environ, **BUILT}, capture_output=True,
        text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert differing(contents(out), contents(public_site)) == []
    assert differing(contents(config.parent), before) == []
    assert [p.name for p in out.parent.iterdir()] == ["site"]
