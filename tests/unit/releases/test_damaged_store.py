"""A store damaged at random: never a traceback, never called whole when it is not, and published again where that can be."""

from __future__ import annotations

import os
import random
import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING

from click.testing import CliRunner

from thidua.releases import commands
from thidua.releases.publish import publish
from thidua.releases.store import Store
from unit.releases.made_store import ORDER, pretend

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from click.testing import Result

RUNS = int(os.environ.get("THIDUA_DAMAGES", "200"))
JUNK = [
    b"", b"\xff\xfe", b"[]", b'{"files":[1]}', b"[" * 100_000, b'{"files":{"\\ud800":1}}', b'{"files":{}}',
    b"null", b"\0" * 50, "một hai ba\n".encode(),
]  # fmt: skip
FILES = ["manifest.json", "history.txt", "audience.txt"]


def _run(home: Path, name: str, store: Path) -> Result:
    project = SimpleNamespace(
        home=home, lang="en", config=home / "mkdocs.yml", content=home / "content", say=lambda *_, **__: None
    )  # fmt: skip
    command = {one.name: one for one in commands.COMMANDS}[name]
    return CliRunner().invoke(command, [str(store)], obj=project)


def _no_traceback(result: Result) -> None:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception


def _damage(chance: random.Random, root: Path, elsewhere: Path) -> bool:
    """Do one damage; gives whether what is served is not whole any more."""
    current = (root / "current").readlink().name
    kind = chance.choice([*FILES, "link", "added", "gone", "changed", "signature", "previous", "fallback"])  # fmt: skip
    if kind == "link":
        (root / "current").unlink()
        shutil.copytree(root / "releases" / current, elsewhere / current)
        (root / "current").symlink_to(elsewhere / current)
        return True
    served = root / "releases" / current
    if kind == "previous":
        (root / "previous").unlink()
        (root / "previous").symlink_to(chance.choice([elsewhere, root, "releases", "releases/la"]))
        return True
    if kind in {"signature", "fallback"}:
        name = "manifest.json.sig" if kind == "signature" else "la.html"
        (root / chance.choice(["current", "previous"]) / name).write_bytes(chance.choice(JUNK))
        return True
    if kind in FILES:
        (served if kind == "manifest.json" else root).joinpath(kind).write_bytes(
            chance.choice(JUNK)
        )
        return kind == "manifest.json"
    if kind == "added":
        (served / "them.html").write_bytes(b"x")
    elif kind == "gone":
        (served / "index.html").unlink()
    else:
        (served / "index.html").write_bytes(b"x")
    return True


def test_damaged_stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(14)
    whole = tmp_path / "kho"
    for words in ("một", "hai"):
        pretend(monkeypatch, words)
        publish(Store(whole), ORDER)
    for number in range(RUNS):
        folder = tmp_path / str(number)
        root = folder / "kho"
        shutil.copytree(whole, root, symlinks=True)
        unsound = _damage(chance, root, folder)
        verified = _run(tmp_path, "verify", root)
        _no_traceback(verified)
        assert (verified.exit_code == 1) is unsound
        if chance.random() < 0.5:
            _no_traceback(_run(tmp_path, "rollback", root))
        published = _run(tmp_path, "publish", root)
        _no_traceback(published)
        if published.exit_code == 0:
            assert _run(tmp_path, "verify", root).exit_code == 0
        else:
            assert (root / "audience.txt").read_bytes() not in {b"", b"public\n"}
        shutil.rmtree(folder)


def test_a_link_out_of_the_store_is_set_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "một")
    store = Store(tmp_path / "kho")
    release = publish(store, ORDER).release
    other = tmp_path / "khac" / release
    other.mkdir(parents=True)
    for name in ("current", "previous"):
        (store.root / name).unlink(missing_ok=True)
        (store.root / name).symlink_to(other)
    assert store.current is None
    assert publish(store, ORDER).release == release
    assert (store.root / "current").readlink().as_posix() == f"releases/{release}"
    assert not (store.root / "previous").is_symlink()


def test_nothing_is_published_into_the_content(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    assert _run(tmp_path, "publish", content).exit_code == 2
    assert list(content.iterdir()) == []
