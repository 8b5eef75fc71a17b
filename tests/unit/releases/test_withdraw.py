"""What `withdraw` promises: marks for servers, no release to go back to, nothing brought back by what comes after it."""

from __future__ import annotations

import errno
import os
import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from support import write_tree
from thidua.diagnostics import Report
from thidua.outputs import manifest
from thidua.releases import commands, withdrawn
from thidua.releases import publish as publishing
from thidua.releases.publish import UnfinishedError, publish, withdraw
from thidua.releases.rollback import NothingToServeError, WithdrawnError, rollback
from thidua.releases.store import Store
from unit.releases.made_store import ORDER

if TYPE_CHECKING:
    from pathlib import Path

PHOTO = "anh/0123456789abcdef0123-640.jpg"
HOME = '<p>đây</p><link rel="canonical" href="https://a.example.vn/b/">'
OPEN: dict[str, str | bytes | None] = {
    "index.html": HOME, "404.html": "không có", "su-kien/2024/mo/index.html": "mở",
    "assets/search/0123456789ab/c0.js": "mở", "assets/stylesheets/a.0123456789ab.css": "a{}",
}  # fmt: skip
CLOSED: dict[str, str | bytes | None] = {
    "su-kien/2024/kin/index.html": "kín " * 300, PHOTO: b"\xff\xd8", "cum/vd-1/kin.ics": "BEGIN",
    "assets/search/ba9876543210/c0.js": "kín", "assets/stylesheets/a.ba9876543210.css": "b{}",
}  # fmt: skip
BOTH = OPEN | CLOSED
GONE = [
    PHOTO,
    "assets/search/ba9876543210/c0.js",
    "cum/vd-1/kin.ics",
    "su-kien/2024/kin/index.html",
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kho")


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "audit_release", lambda *_: Report())


def site(patch: pytest.MonkeyPatch, files: dict[str, str | bytes | None]) -> None:
    """Let builds make a site of these files."""

    def build_site(_config: Path, out: Path, **_: object) -> int:
        write_tree(out, files)
        (out / manifest.NAME).write_bytes(manifest.manifest(out))
        return 1

    patch.setattr(publishing, "build_site", build_site)


def marks(store: Store) -> list[str]:
    folder = store.root / "gone"
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_what_is_not_there_any_more_is_marked_and_no_release_with_it_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(monkeypatch, BOTH)
    first = publish(store, ORDER).release
    site(monkeypatch, OPEN)
    done = withdraw(store, ORDER)
    # Neither compressed copies nor code that pages still open may ask for.
    assert list(done.gone) == GONE
    assert marks(store) == [f"{path}.gone" for path in GONE]
    assert done.pruned == (first,)
    assert store.ids() == [store.current] == [done.release]
    assert not (store.root / "previous").is_symlink()
    assert [withdrawn.address(path) for path in GONE] == [
        f"/{PHOTO}", "/assets/search/ba9876543210/c0.js", "/cum/vd-1/kin.ics", "/su-kien/2024/kin/",
    ]  # fmt: skip
    with pytest.raises(NothingToServeError):
        rollback(store)


def test_a_publication_in_between_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever publishes first and withdraws later, or withdraws again, finds the same addresses gone."""
    site(monkeypatch, BOTH)
    publish(store, ORDER)
    site(monkeypatch, OPEN)
    publish(store, ORDER)
    assert marks(store) == []
    done = withdraw(store, ORDER)
    assert (done.is_new, list(done.gone)) == (False, GONE)
    for again in (publish, withdraw):
        assert again(store, ORDER).gone == ()
        assert marks(store) == [f"{path}.gone" for path in GONE]


def test_what_is_published_again_is_not_gone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    site(monkeypatch, BOTH)
    publish(store, ORDER)
    site(monkeypatch, OPEN)
    withdraw(store, ORDER)
    site(monkeypatch, OPEN | {PHOTO: b"\xff\xd8"})
    publish(store, ORDER)
    assert marks(store) == [f"{path}.gone" for path in GONE if path != PHOTO]


def test_a_release_from_a_backup_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # fmt: skip
    site(monkeypatch, BOTH)
    first = publish(store, ORDER).release
    shutil.copytree(store.path(first), tmp_path / "sao-luu")
    site(monkeypatch, OPEN)
    second = withdraw(store, ORDER).release
    shutil.copytree(tmp_path / "sao-luu", store.path(first))
    with pytest.raises(WithdrawnError) as refused:
        rollback(store, first)
    assert refused.value.addresses == [withdrawn.address(path) for path in GONE]
    assert store.current == second


def test_a_page_and_a_folder_of_one_name_are_both_marked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(monkeypatch, OPEN | {"cu.html": "chuyển"})
    publish(store, ORDER)
    site(monkeypatch, OPEN | {"cu.html/index.html": "chuyển"})
    publish(store, ORDER)
    site(monkeypatch, OPEN)
    assert withdraw(store, ORDER).gone == ("cu.html", "cu.html/index.html")
    assert marks(store) == ["cu.html.gone", "cu.html/index.html.gone"]


@pytest.mark.parametrize("name", ["mark", "keep_only_current"])
def test_a_withdrawal_that_stops_is_finished_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The new site is served in any case, and nothing is forgotten."""
    site(monkeypatch, BOTH)
    publish(store, ORDER)
    site(monkeypatch, OPEN)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(withdrawn if name == "mark" else Store, name, full)
        with pytest.raises(UnfinishedError, match="No space"):
            withdraw(store, ORDER)
    assert not (store.root / "current" / PHOTO).exists()
    assert list(withdraw(store, ORDER).gone) == GONE
    assert store.ids() == [store.current]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["switch", "mark", "unmark", "keep_only_current", "discard"])
def test_a_process_that_dies_withdraws_when_it_is_run_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    site(monkeypatch, BOTH)
    publish(store, ORDER)
    site(monkeypatch, OPEN)
    owner: Any = withdrawn if hasattr(withdrawn, step) else Store
    child = os.fork()
    if child == 0:
        run = getattr(owner, step)

        def dying(*args: Any, **keys: Any) -> None:
            if after:
                run(*args, **keys)
            os._exit(9)

        monkeypatch.setattr(owner, step, dying)
        try:
            withdraw(store, ORDER)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    store.verify(store.current or "")
    withdraw(store, ORDER)
    assert marks(store) == [f"{path}.gone" for path in GONE]
    assert store.ids() == [store.current]
    assert not any(PHOTO in str(path) for path in store.releases.rglob("*"))


def test_the_command_tells_the_addresses(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    said: list[tuple[str, dict[str, object]]] = []
    project = SimpleNamespace(
        lang="en", home=tmp_path, config=tmp_path / "mkdocs.yml", content=tmp_path / "content",
        say=lambda key, **values: said.append((key, values)),
    )  # fmt: skip

    def run() -> tuple[int, list[str]]:
        said.clear()
        done = CliRunner().invoke(commands.withdraw, [str(store.root)], obj=project)
        return done.exit_code, done.output.split()

    site(monkeypatch, BOTH)
    assert run() == (0, [])
    assert [key for key, _ in said] == ["withdraw_nothing"]
    site(monkeypatch, OPEN)
    # With the host and the path of the site, as caches and search engines are told.
    at = "https://a.example.vn/b"
    assert run() == (0, [f"{at}/{PHOTO}", f"{at}/assets/search/ba9876543210/c0.js", f"{at}/cum/vd-1/kin.ics", f"{at}/su-kien/2024/kin/"])  # fmt: skip
    assert said == [("withdraw_done", {"out": store.root, "release": store.current, "pages": 1, "gone": 4, "pruned": 1})]  # fmt: skip
    site(monkeypatch, {"index.html": HOME})
    monkeypatch.setattr(withdrawn, "mark", lambda *_: (_ for _ in ()).throw(OSError("full")))
    assert run()[0] == 1
    assert [key for key, _ in said] == ["withdraw_unfinished"]
