"""The same content gives the same bytes anywhere; a build that fails leaves what was there."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support import FIXTURE_SITE, TODAY, build, contents, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "elsewhere",
    [
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "1",
            "THIDUA_TODAY": "2031-12-31",
        },
        {
            "TZ": "America/Los_Angeles",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "4242",
            "SOURCE_DATE_EPOCH": "0",
        },
    ],
    ids=["far east, later", "far west"],
)
def test_the_bytes_are_the_same(
    public_site: Path, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    again = contents(build(FIXTURE_SITE / "mkdocs.yml", tmp_path / "site", env=elsewhere))
    once = contents(public_site)
    assert [name for name in once.keys() | again.keys() if once.get(name) != again.get(name)] == []


def test_its_continuation_builds_the_same_site(public_site: Path, tmp_path: Path) -> None:
    done = run(
        "properdocs", "build", "--strict", "-f", str(FIXTURE_SITE / "mkdocs.yml"), "-d", str(tmp_path / "site"),
        env={"THIDUA_AUDIENCE": "public", "THIDUA_TODAY": TODAY},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ours, theirs = contents(public_site), contents(tmp_path / "site")
    assert {n for n in ours.keys() ^ theirs.keys() if not n.startswith("assets/")} == set()


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare on this machine")
def test_no_build_needs_the_network(public_site: Path, tmp_path: Path) -> None:
    """In a network name space of its own, where not even the loopback is up."""
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no right to make a name space")
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "mkdocs", "build", "-f", str(FIXTURE_SITE / "mkdocs.yml"), "-d", str(tmp_path / "site")],
        env={"PATH": "/usr/bin:/bin", "THIDUA_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "site") == contents(public_site)


def _break(config: Path) -> None:
    event = config.parent / "content" / "events" / "2024" / "2024-07-15-so-ket.md"
    event.write_text(
        event.read_text("utf-8").replace("audience: public", "audience: khac"), "utf-8"
    )


@pytest.mark.parametrize(
    "command",
    [("mkdocs", "build", "-d"), ("thidua.cli", "build", "--out")],
    ids=["mkdocs", "thidua"],
)
def test_a_mistake_leaves_the_old_site(
    fixture_copy: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    out = tmp_path / "ra" / "site"
    out.mkdir(parents=True)
    (out / "index.html").write_text("cũ", "utf-8")
    _break(fixture_copy)
    done = run(*command, str(out), cwd=fixture_copy.parent)
    assert done.returncode != 0
    assert "2024-07-15-so-ket.md:6" in done.stderr + done.stdout
    assert contents(out.parent) == {"site/index.html": "cũ".encode()}


def test_warnings_stop_a_strict_build(fixture_copy: Path, tmp_path: Path) -> None:
    event = fixture_copy.parent / "content" / "events" / "2024" / "2024-07-15-so-ket.md"
    event.write_text(
        event.read_text("utf-8").replace("chủ trì hội nghị", "họp Chủ nhật, 15/7/2024"), "utf-8"
    )
    args = ("build", "--out", str(tmp_path / "site"))
    assert run("thidua.cli", *args, "--strict", cwd=fixture_copy.parent).returncode == 1
    assert not (tmp_path / "site").exists()
    assert run("thidua.cli", *args, cwd=fixture_copy.parent).returncode == 0


def test_mistakes_are_shown_as_a_page_while_serving(fixture_copy: Path, unused_port: int) -> None:
    _break(fixture_copy)
    server = subprocess.Popen(
        [sys.executable, "-m", "thidua.cli", "serve", "--addr", f"127.0.0.1:{unused_port}"],
        cwd=fixture_copy.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        page = _first_answer(unused_port)
        sheet = _first_answer(unused_port, "assets/stylesheets/material.css")
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert "E3" in page
    assert "2024-07-15-so-ket.md" in page
    assert "assets/stylesheets/material.css" in page
    assert ".md-typeset" in sheet
    assert ".md-nav" not in sheet


def _first_answer(port: int, path: str = "") -> str:
    import time  # noqa: PLC0415
    import urllib.request  # noqa: PLC0415

    for _ in range(240):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                break
        except OSError:
            time.sleep(0.25)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as answer:
        return str(answer.read().decode())
