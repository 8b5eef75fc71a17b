"""Death before each single change that the store makes to the disk, and two hosts at once without a lock that holds."""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from thidua.releases import publish as publishing
from thidua.releases import store as storing
from thidua.releases.publish import publish
from thidua.releases.rollback import rollback
from thidua.releases.store import Store
from unit.releases.made_store import ORDER, leftovers, pretend, says

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CHANGES = frozenset(
    {"os.rename", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.utime"}
)
_STEPS = ["claim", "sweep", "adopt", "switch", "prune", "discard", "put", "_point"]
"""What changes more than the folder in which a release is made."""
ROUNDS = int(os.environ.get("THIDUA_HOST_ROUNDS", "12"))
"""How often each of two hosts publishes."""


def _die_before(number: int) -> None:
    """End this process, as ``kill -9`` would, before a step of the store changes the disk for the ``number``-th time."""
    depth = 0
    changes = 0

    def watch(event: str, args: tuple[Any, ...]) -> None:
        nonlocal changes
        writes = event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR)
        if depth and (event in _CHANGES or writes):
            changes += 1
            if changes == number:
                os._exit(9)

    def within(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **keys: Any) -> Any:
            nonlocal depth
            depth += 1
            try:
                return step(*args, **keys)
            finally:
                depth -= 1

        return run

    for name in _STEPS:
        setattr(Store, name, within(getattr(Store, name)))
    sys.addaudithook(watch)


def _in_child(run: Callable[[], object]) -> int:
    """The exit code of a process of its own: 0 done, 9 died, 1 anything else."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _two_releases(store: Store) -> None:
    for words in ("một", "hai"):
        _publish(store, words)


def _damaged(store: Store) -> None:
    _two_releases(store)
    (store.root / "previous").unlink()
    (store.root / "previous").symlink_to(store.root)
    (store.path(store.current or "") / "la.html").write_text("lạ", "utf-8")


def _publish(store: Store, words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        pretend(patch, words, files=2)
        publish(store, publishing.PublishRequest(config=ORDER.config, keep=1))


_CASES: dict[str, tuple[Callable[[Store], None], Callable[[Store], object], set[str]]] = {
    "the first": (lambda _: None, lambda store: _publish(store, "ba"), {"ba"}),
    "another": (_two_releases, lambda store: _publish(store, "ba"), {"hai", "ba"}),
    "a damaged one": (_damaged, lambda store: _publish(store, "hai"), {"hai"}),
    "back": (_two_releases, rollback, {"hai", "một"}),
}


@pytest.mark.parametrize("case", _CASES)
def test_death_before_every_change(case: str, tmp_path: Path) -> None:
    """What is served then is a whole site, the old or the new, and the next publish leaves nothing behind."""
    prepare, act, served = _CASES[case]
    whole = tmp_path / "kho"
    prepare(Store(whole))
    deaths = 0
    while True:
        root = tmp_path / str(deaths)
        if whole.is_dir():
            shutil.copytree(whole, root, symlinks=True)
        store = Store(root)

        def dying(store: Store = store, number: int = deaths + 1) -> None:
            _die_before(number)
            act(store)

        code = _in_child(dying)
        assert code in {0, 9}
        if (root / "current").exists():
            assert says(store) in served
            assert case == "a damaged one" or store.is_sound(store.current or "")
        else:
            assert case == "the first"
        _publish(store, "sau")
        assert says(store) == "sau"
        assert leftovers(store) == []
        assert store.wrong_links() == []
        if code == 0:
            break
        shutil.rmtree(root)
        deaths += 1
    assert deaths >= {"the first": 9, "another": 20, "a damaged one": 30, "back": 6}[case]


def _host(store: Store, name: str) -> int:
    """Begin a process that publishes a site of its own again and again, as another host; gives its number."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            storing.platform.node = lambda: name  # type: ignore[assignment]
            for number in range(ROUNDS):
                with suppress(OSError, storing.UnsoundError):
                    _publish(store, f"{name} {number}")
            code = 0
        finally:
            os._exit(code)
    return child


def test_two_hosts_whose_share_holds_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They publish and prune all but the newest: what is served is always a release of one of them, whole."""
    monkeypatch.setattr(storing, "_lock", lambda _: None)
    store = Store(tmp_path / "kho")
    _publish(store, "đầu")
    children = [_host(store, name) for name in ("máy-a", "máy-b")]
    seen = set()
    until = time.monotonic() + 60 + ROUNDS
    while children and time.monotonic() < until:
        for child in [*children]:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                assert os.waitstatus_to_exitcode(status) == 0
                children.remove(child)
        served = (store.root / "current").resolve()
        try:
            seen.add(_words_of(served))
        except FileNotFoundError:
            assert (
                not served.exists()
            )  # taken away below the reader, whole, since two newer ones came
    assert children == []
    assert store.current is not None
    store.verify(store.current)
    assert len(seen) > 2
    _publish(store, "cuối")
    assert (says(store), leftovers(store), store.wrong_links()) == ("cuối", [], [])


def _words_of(site: Path) -> str:
    """What a release says, of which every page must be there."""
    pages = {name: (site / name).read_text("utf-8") for name in ("trang-0.html", "trang-1.html", "index.html")}  # fmt: skip
    words = pages["index.html"].partition("<p>")[2].partition("</p>")[0]
    assert f"<p>{words} 0" in pages["trang-0.html"]
    return words
