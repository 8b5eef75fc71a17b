"""What `publish` promises: whole releases, one rename, the old site on every failure, no clock to rely on."""

from __future__ import annotations

import datetime as dt
import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thidua.releases import precompress
from thidua.releases import publish as publishing
from thidua.releases import store as storing
from thidua.releases.publish import publish
from thidua.releases.rollback import NothingToServeError, rollback
from thidua.releases.store import AudienceError, BusyError, Store, UnsoundError
from unit.releases.made_store import ORDER, leftovers, pretend, says

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kho")


@pytest.fixture
def put(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., publishing.PublishResult]:
    """Publish a site that says these words."""

    def run(words: str, **keys: Any) -> publishing.PublishResult:
        pretend(monkeypatch, words)
        return publish(store, publishing.PublishRequest(config=Path("mkdocs.yml"), **keys))

    return run


def test_the_first_release_is_served(
    store: Store, put: Callable[..., publishing.PublishResult]
) -> None:
    done = put("một")
    assert done.is_new
    assert store.current == done.release
    assert store.previous is None
    assert says(store) == "một"
    assert leftovers(store) == []
    store.verify(done.release)


def test_unchanged_content_makes_no_new_release(
    store: Store, put: Callable[..., publishing.PublishResult]
) -> None:
    first = put("một")
    again = put("một")
    assert (again.is_new, again.release) == (False, first.release)
    assert store.ids() == [first.release]
    assert store.history() == [first.release]


def test_the_release_before_is_kept_and_taken_back(
    store: Store, put: Callable[..., publishing.PublishResult]
) -> None:
    first = put("một").release
    second = put("hai").release
    assert (store.current, store.previous) == (second, first)
    assert rollback(store) == first
    assert (store.current, store.previous, says(store)) == (first, second, "một")
    assert rollback(store) == second
    assert rollback(store, first) == first
    assert put("hai").is_new is False
    assert says(store) == "hai"


def test_there_is_nothing_to_go_back_to(
    store: Store, put: Callable[..., publishing.PublishResult]
) -> None:
    put("một")
    with pytest.raises(NothingToServeError):
        rollback(store)
    with pytest.raises(NothingToServeError):
        rollback(store, "khong-co")


def test_an_unsound_release_is_not_taken_back(
    store: Store, put: Callable[..., publishing.PublishResult]
) -> None:
    first = put("một").release
    second = put("hai").release
    (store.path(first) / "them.html").write_text("thêm", "utf-8")
    with pytest.raises(UnsoundError, match=r"them\.html"):
        rollback(store)
    assert store.current == second


def test_a_release_changed_in_place_is_made_anew(
    store: Store, put: Callable[..., publishing.PublishResult]
) -> None:
    first = put("một").release
    (store.path(first) / "index.html").write_text("bị sửa", "utf-8")
    again = put("một")
    assert again.is_new
    assert again.release == f"{first}.2"
    assert says(store) == "một"
    store.verify(again.release)


def test_old_releases_are_pruned_but_never_those_served(
    store: Store, put: Callable[..., publishing.PublishResult]
) -> None:
    ids = [put(words, keep=3).release for words in ("một", "hai", "ba", "bốn", "năm")]
    assert set(store.ids()) == set(ids[-3:])
    rollback(store, ids[2])
    put("sáu", keep=1)
    assert set(store.ids()) == {store.current, store.previous}


def test_two_audiences_never_share_a_store(
    store: Store, put: Callable[..., publishing.PublishResult]
) -> None:
    put("một")
    with pytest.raises(AudienceError):
        put("kín", audience="internal")
    assert says(store) == "một"


def test_two_at_once(store: Store, put: Callable[..., publishing.PublishResult]) -> None:
    put("một")
    with store.locked(), pytest.raises(BusyError):
        put("hai")
    assert says(store) == "một"
    put("hai")
    assert says(store) == "hai"


def test_unchanged_files_keep_their_time_and_changed_ones_get_a_later(
    store: Store, put: Callable[..., publishing.PublishResult]
) -> None:
    """The ETag of nginx is time and size: a changed page of equal size must not bear the old time."""
    first = store.path(put("một").release)
    second = store.path(put("hai").release)
    third = store.path(put("một!").release)
    same = "trang-3.html"
    assert len({(p / same).stat().st_mtime_ns for p in (first, second, third)}) == 1
    times = [(p / "index.html").stat().st_mtime_ns for p in (first, second, third)]
    assert times == sorted(set(times))


def test_a_clock_set_back_changes_nothing(
    store: Store, put: Callable[..., publishing.PublishResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.path(put("một").release)

    class Past(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
            return dt.datetime(1999, 1, 1, tzinfo=tz)

    monkeypatch.setattr(publishing.dt, "datetime", Past)
    second = store.path(put("hai").release)
    assert (second / "index.html").stat().st_mtime > (first / "index.html").stat().st_mtime
    assert store.history() == [first.name, second.name]
    ids = [put(words, keep=2).release for words in ("ba", "bốn")]
    assert set(store.ids()) == set(ids)


_POINTS = [
    (publishing, "build_site"), (publishing, "_audit"), (publishing, "_write_copies"), (publishing, "_set_times"),
    (publishing, "flush_tree"), (Store, "adopt"), (Store, "switch"), (Store, "_point"), (Store, "prune"),
    (Store, "sweep"), (storing, "flush_folder"), (precompress, "_copies"), (publishing, "_link_unchanged"),
]  # fmt: skip


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "name"), _POINTS, ids=[name for _, name in _POINTS])
def test_a_process_that_dies_leaves_a_whole_site(
    store: Store,
    put: Callable[..., publishing.PublishResult],
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    after: bool,
) -> None:
    """Death right before and right after every step, as ``kill -9`` would bring it."""
    put("một")
    child = os.fork()
    if child == 0:
        pretend(monkeypatch, "hai")
        step = getattr(owner, name)

        def dying(*args: Any, **keys: Any) -> Any:
            if after:
                step(*args, **keys)
            os._exit(9)

        monkeypatch.setattr(owner, name, dying)
        try:
            publish(store, ORDER)
        finally:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == 9
    assert store.current is not None
    store.verify(store.current)
    assert says(store) in {"một", "hai"}
    put("ba")
    assert says(store) == "ba"
    assert leftovers(store) == []
    for release in store.ids():
        store.verify(release)


def test_killed_at_fifty_random_moments(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the moment, what is served agrees with its manifest and is a whole site, the old or the new."""
    chance = random.Random(20260115)
    pretend(monkeypatch, "bản 0")
    began = time.monotonic()
    publish(store, ORDER)
    lasted = time.monotonic() - began
    served = {"bản 0"}
    killed = 0
    for number in range(1, 500):
        words = f"bản {number}"
        child = os.fork()
        if child == 0:
            try:
                pretend(monkeypatch, words)
                publish(store, ORDER)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, lasted))
        os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        assert store.current is not None
        store.verify(store.current)
        assert says(store) in served | {words}
        served = {says(store)}
        if killed == 50:
            break
    assert killed == 50
    pretend(monkeypatch, "sau cùng")
    publish(store, ORDER)
    assert says(store) == "sau cùng"
    assert leftovers(store) == []


@pytest.mark.parametrize("name", ["_write_copies", "_set_times", "flush_tree"])
def test_a_full_disk_leaves_the_old_site(
    store: Store,
    put: Callable[..., publishing.PublishResult],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    first = put("một").release

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(publishing, name, full)
        with pytest.raises(OSError, match="No space"):
            put("hai")
    assert store.current == first
    store.verify(first)
    assert leftovers(store) == []


def test_a_really_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system of 600 kB, where the platform lets us have one."""
    disk = tmp_path / "dia"
    disk.mkdir()
    if _mount("-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)):
        pytest.skip("no right to mount a file system")
    try:
        store = Store(disk / "kho")
        pretend(monkeypatch, "một")
        first = publish(store, ORDER).release
        pretend(monkeypatch, "hai", files=60, size=9000)
        with pytest.raises(OSError, match="No space"):
            publish(store, ORDER)
        store.verify(first)
        assert says(store) == "một"
        pretend(monkeypatch, "ba")
        publish(store, ORDER)
        assert says(store) == "ba"
        # The same disk, now read-only.
        assert not _mount("-o", "remount,ro", str(disk))
        pretend(monkeypatch, "bốn")
        with pytest.raises(OSError, match="Read-only"):
            publish(store, ORDER)
        assert says(store) == "ba"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _mount(*args: str) -> int:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return 1
    return subprocess.run(["mount", *args], capture_output=True, check=False).returncode


def test_compressed_copies_are_the_same_on_every_run(tmp_path: Path) -> None:
    copies = []
    for name in ("a", "b"):
        site = tmp_path / name
        site.mkdir()
        (site / "trang.html").write_text("Cụm thi đua số 1 " * 200, "utf-8")
        (site / "nho.html").write_text("nhỏ", "utf-8")
        (site / "anh.jpg").write_bytes(bytes(5000))
        assert precompress.precompress(site) == 2
        precompress.verify(site)
        copies.append({p.name: p.read_bytes() for p in site.iterdir()})
    assert copies[0] == copies[1]
    assert set(copies[0]) == {"trang.html", "trang.html.gz", "trang.html.br", "nho.html", "anh.jpg"}


@pytest.mark.parametrize("ending", [".gz", ".br"])
def test_a_stale_copy_is_found(tmp_path: Path, ending: str) -> None:
    page = tmp_path / "trang.html"
    page.write_text("Cụm thi đua số 1 " * 200, "utf-8")
    precompress.precompress(tmp_path)
    page.write_text("Cụm thi đua số 2 " * 200, "utf-8")
    other = ".br" if ending == ".gz" else ".gz"
    Path(f"{page}{other}").unlink()
    with pytest.raises(precompress.PrecompressError, match=r"trang\.html"):
        precompress.verify(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="stores need symbolic links")
def test_nothing_is_published_without_a_lock_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "một")
    (tmp_path / "tep").write_text("", "utf-8")
    with pytest.raises(OSError, match="Not a directory"):
        publish(Store(tmp_path / "tep"), ORDER)
