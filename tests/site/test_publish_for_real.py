"""`thidua publish` as hosts run it: processes killed at random, two at once, and nginx serving while releases switch."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from servers import NGINX, nginx
from support import TODAY, copy_fixture, run
from thidua.releases.publish import publish
from thidua.releases.rollback import rollback
from thidua.releases.store import Store
from unit.releases.made_store import ORDER, leftovers, pretend

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("THIDUA_KILLS", "1"))
SWITCHES = int(os.environ.get("THIDUA_SWITCHES", "100"))
_ENV = {"THIDUA_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def _command(config: Path, store: Path) -> list[str]:
    return [sys.executable, "-m", "thidua.cli", "-f", str(config), "publish", str(store)]


def _publish(config: Path, store: Path) -> subprocess.CompletedProcess[str]:
    return run(*_command(config, store)[2:], env=_ENV)


def _write(config: Path, words: str) -> None:
    """Change what the site says."""
    event = config.parent / "content" / "events" / "2024" / "2024-07-15-so-ket.md"
    text = event.read_text("utf-8")
    event.write_text(re.sub(r"(?m)^summary: .*", f"summary: Cụm sơ kết, {words}.", text), "utf-8")


def _said(store: Store) -> str:
    page = (store.root / "current" / "su-kien" / "2024" / "so-ket" / "index.html").read_text(
        "utf-8"
    )
    return re.findall(r"Cụm sơ kết, (bản \d+)", page)[0]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the fixture site for this file; gives its mkdocs.yml."""
    return copy_fixture(tmp_path_factory.mktemp("project") / "project")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that the tests below fill one after the other: each full publish costs seconds."""
    return Store(tmp_path_factory.mktemp("store") / "kho")


@pytest.fixture(scope="module")
def first(project: Path, store: Store) -> tuple[list[tuple[int, str]], float]:
    """The first release, published by two processes at once: what each gave and told of its stages, and how long it took."""
    _write(project, "bản 0")
    began = time.monotonic()
    both = [
        subprocess.Popen(
            [*_command(project, store.root), "--timings", "-"],
            env={**os.environ, **_ENV}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    said = [process.communicate(timeout=300)[0] for process in both]
    return [
        (p.returncode, text) for p, text in zip(both, said, strict=True)
    ], time.monotonic() - began


def test_two_processes_at_once(store: Store, first: tuple[list[tuple[int, str]], float]) -> None:
    """One of them publishes; the other says at once that it does not, and changes nothing."""
    assert sorted(code for code, _ in first[0]) == [0, 1], first[0]
    assert store.current is not None
    store.verify(store.current)
    assert leftovers(store) == []
    assert store.history() == [store.current]


def test_the_stages_of_a_release_are_told(first: tuple[list[tuple[int, str]], float]) -> None:
    told = {
        code: [stage["stage"] for stage in json.loads(text)["stages"]] for code, text in first[0]
    }
    assert told == {
        0: ["start", "read", "check", "views", "pages", "files", "names", "audit", "copies", "keep"],
        1: ["start"],
    }  # fmt: skip


def test_kill_at_random_moments(
    project: Path, store: Store, first: tuple[list[tuple[int, str]], float]
) -> None:
    """Whenever the process dies, what is served agrees with its manifest and is the old site or the new."""
    chance = random.Random(20260115)
    old = "bản 0"
    assert _said(store) == old
    for number in range(1, KILLS + 1):
        new = f"bản {number}"
        _write(project, new)
        process = subprocess.Popen(
            _command(project, store.root), env={**os.environ, **_ENV},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        # More often in the later half, where the audit is over and files are moved.
        time.sleep(first[1] * max(chance.random(), chance.random()))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert store.current is not None
        store.verify(store.current)
        assert _said(store) in {old, new}
        old = _said(store)
    done = _publish(project, store.root)
    assert done.returncode == 0, done.stderr
    assert _said(store) == f"bản {KILLS}"
    assert leftovers(store) == []
    for release in store.ids():
        store.verify(release)


def test_a_leak_is_not_published(project: Path, tmp_path: Path) -> None:
    """With a projection that lets everything through, the audit refuses and the store stays as it was."""
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import thidua.campaign.audience as a\n"
        "a.may_see = lambda record, audience: True\n"
        "a.is_published = lambda event, today: True\n",
        "utf-8",
    )
    store = Store(tmp_path / "kho")
    done = run(*_command(project, store.root)[2:], env={**_ENV, "PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    assert "E830" in done.stdout
    assert store.current is None
    assert store.ids() == []


class _Reader(threading.Thread):
    """Reads pages one after the other over one connection, as a browser does."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.parts = urlsplit(address)
        self.stop = threading.Event()
        self.read = 0
        self.faults: list[str] = []

    def run(self) -> None:
        link = http.client.HTTPConnection(self.parts.hostname or "", self.parts.port, timeout=10)
        while not self.stop.is_set():
            for name in ("index.html", "trang-0.html", "trang-3.html"):
                link.request("GET", f"{self.parts.path}{name}")
                answer = link.getresponse()
                body = answer.read().decode()
                self.read += 1
                if answer.status != 200 or not re.search(r"chẵn|lẻ|giữ nguyên", body):
                    self.faults.append(f"{name}: {answer.status} {body[:60]!r}")
        link.close()


@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")
def test_readers_see_no_error_while_releases_switch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "kho")
    for words in ("chẵn", "lẻ"):
        pretend(monkeypatch, words)
        publish(store, ORDER)
    with nginx(store.root, tmp_path / "nginx-o") as address:
        readers = [_Reader(address) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(SWITCHES):
            if number % 20:
                rollback(store)
            else:
                # A new release now and then, so that old ones are pruned below the readers.
                pretend(monkeypatch, f"chẵn {number}")
                publish(store, ORDER)
        for reader in readers:
            reader.stop.set()
            reader.join(timeout=30)
    assert [fault for reader in readers for fault in reader.faults] == []
    assert sum(reader.read for reader in readers) > SWITCHES
    assert len(store.history()) >= SWITCHES
