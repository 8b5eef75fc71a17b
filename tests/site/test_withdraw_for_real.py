"""A withdrawal under a real nginx and a real Caddy, with readers asking all the while, and with a real build."""

from __future__ import annotations

import http.client
import shutil
import socket
import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from servers import CADDY, NGINX, caddy, nginx
from support import BASE, FIXTURE_SITE, TODAY, copy_fixture, run, write_tree
from thidua.diagnostics import Report
from thidua.outputs import manifest
from thidua.releases import publish as publishing
from thidua.releases.publish import publish, withdraw
from thidua.releases.rollback import WithdrawnError, rollback
from thidua.releases.store import Store
from unit.releases.made_store import ORDER

if TYPE_CHECKING:
    from pathlib import Path

SERVERS = [
    pytest.param(nginx, marks=pytest.mark.skipif(NGINX is None, reason="no nginx"), id="nginx"),
    pytest.param(caddy, marks=pytest.mark.skipif(CADDY is None, reason="no caddy"), id="caddy"),
]

# --- Readers while it happens ----------------------------------------------------------------------

PHOTO = "anh/0123456789abcdef0123-1600.jpg"
HIDDEN: dict[str, str | bytes | None] = {
    PHOTO: bytes(range(256)) * 30_000,
    "su-kien/2024/kin/index.html": "kín " * 5000,
    "assets/search/ba9876543210/c0.js": "kín " * 5000,
    "du-lieu/kin.json": '"kín"' * 5000,
}
ADDRESSES = {path.removesuffix("index.html"): data for path, data in HIDDEN.items()}


def _site(patch: pytest.MonkeyPatch, words: str, *, hidden: bool) -> None:
    """Let builds make a site that says ``words``."""
    files = {"index.html": f"<p>{words}</p>", "404.html": "không có"} | ({} if hidden else HIDDEN)

    def build_site(_config: Path, out: Path, **_: object) -> int:
        write_tree(out, files)
        (out / manifest.NAME).write_bytes(manifest.manifest(out))
        return 1

    patch.setattr(publishing, "build_site", build_site)
    patch.setattr(publishing, "audit_release", lambda *_: Report())


class _Reader(threading.Thread):
    """Asks for what is withdrawn over and over; remembers when it asked and what it got."""

    def __init__(self, site: str) -> None:
        super().__init__(daemon=True)
        self.parts = urlsplit(site)
        self.stop = threading.Event()
        self.got: list[tuple[float, str, int, bool]] = []

    def run(self) -> None:
        link = http.client.HTTPConnection(self.parts.hostname or "", self.parts.port, timeout=10)
        while not self.stop.is_set():
            for path, data in ADDRESSES.items():
                asked = time.monotonic()
                link.request("GET", self.parts.path + path)
                answer = link.getresponse()
                body = answer.read()
                whole = data.encode() if isinstance(data, str) else data
                self.got.append((asked, path, answer.status, body == whole))
        link.close()


def _half_read(site: str) -> tuple[socket.socket, bytes]:
    """A connection on which the photograph has only begun to come."""
    parts = urlsplit(site)
    link = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=10)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    link.sendall(f"GET {parts.path}{PHOTO} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())  # fmt: skip
    return link, link.recv(2000)


@pytest.mark.parametrize("serve", SERVERS)
@pytest.mark.parametrize("path", ["/", "/vi-du/"])
def test_readers_get_all_of_it_before_and_nothing_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: object, path: str
) -> None:
    store = Store(tmp_path / "kho")
    _site(monkeypatch, "một", hidden=False)
    first = publish(store, ORDER).release
    kept = tmp_path / "sao-luu"
    shutil.copytree(store.path(first), kept)
    (tmp_path / "may-chu").mkdir()
    with serve(store.root, tmp_path / "may-chu", path=path) as site:  # type: ignore[operator]
        link, begun = _half_read(site)
        readers = [_Reader(site) for _ in range(3)]
        for reader in readers:
            reader.start()
        time.sleep(0.2)
        _site(monkeypatch, "hai", hidden=True)
        publish(store, ORDER)
        published = time.monotonic()
        time.sleep(0.2)
        withdraw(store, ORDER)
        withdrawn = time.monotonic()
        # All that might bring it back: the same content again, other content, a release from a backup.
        publish(store, ORDER)
        _site(monkeypatch, "ba", hidden=True)
        publish(store, ORDER)
        shutil.copytree(kept, store.path(first))
        with pytest.raises(WithdrawnError):
            rollback(store, first)
        rollback(store)
        time.sleep(0.2)
        for reader in readers:
            reader.stop.set()
            reader.join(timeout=30)
        while part := link.recv(65536):
            begun += part
        link.close()
    got = [answer for reader in readers for answer in reader.got]
    assert begun.partition(b"\r\n\r\n")[2] == HIDDEN[PHOTO]
    assert {status for _, _, status, _ in got} == {200, 404, 410}
    assert [answer for answer in got if answer[2] == 200 and not answer[3]] == []
    assert {status for asked, _, status, _ in got if published < asked < withdrawn} <= {404, 410}
    assert {(path, status) for asked, path, status, _ in got if asked > withdrawn} == {(path, 410) for path in ADDRESSES}  # fmt: skip


# --- A real build ------------------------------------------------------------------------------------

EVENT = BASE["events/2024/2024-03-14-ky-giao-uoc.md"]
SHOWN = EVENT.replace("title: Cụm thi đua số 1 ký giao ước năm 2024", "title: Hội diễn văn nghệ Sao Khuê bên hồ Vân Trì") \
    .replace("2024-03-14", "2024-06-01").replace("[ky-giao-uoc]", "[gap-mat]").replace("Hai đơn vị ký giao ước thi đua.", "Hội diễn có mười hai tiết mục đồng ca.") \
    .replace("sources:", 'photos:\n  - {file: hoi-dien.jpg, alt: Đội hát đồng ca trên sân khấu, caption: Đội hát đồng ca., credit: "Ảnh: Lê Thị Ví Dụ"}\nsources:') \
    .replace("Hai đơn vị ký giao ước.", "Mười hai đội dự hội diễn bên hồ Vân Trì trong tiếng đàn bầu.")  # fmt: skip
FOLDER = "events/2024/2024-06-01-hoi-dien"


def _status(site: str, path: str) -> int:
    parts = urlsplit(site)
    link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    link.request("GET", f"/{path}")
    status = link.getresponse().status
    link.close()
    return status


@pytest.mark.skipif(not (NGINX and CADDY), reason="no nginx or no caddy")
def test_an_event_set_to_internal(tmp_path: Path) -> None:
    """Page, photograph, moved address and search index answer 410; the release that has them is not served again."""
    config = copy_fixture(tmp_path / "project")
    content = config.parent / "content"
    shutil.rmtree(content)
    photo = FIXTURE_SITE / "content/events/2024/2024-03-14-ky-giao-uoc/ky-ket.jpg"
    moved = "- {from: /cu/hoi-dien/, to: /su-kien/2024/hoi-dien/}\n"
    write_tree(content, {**BASE, f"{FOLDER}/index.md": SHOWN, f"{FOLDER}/hoi-dien.jpg": photo.read_bytes(), "redirects.yml": moved})  # fmt: skip
    store = Store(tmp_path / "kho")

    def command(name: str, *args: str) -> tuple[int, list[str], str]:
        done = run("thidua.cli", "-f", str(config), "--lang", "en", name, str(store.root), *args, env={"THIDUA_TODAY": TODAY})  # fmt: skip
        return done.returncode, done.stdout.splitlines(), done.stderr

    assert command("publish", "--site-url", "https://a.example.vn/")[0] == 0
    first = store.current or ""
    shutil.copytree(store.path(first), tmp_path / "sao-luu")
    site = store.path(first)
    # Pictures for sharing are drawn for other pages here, which stay.
    pictures = {p for p in site.glob("anh/*") if p.suffix == ".png"}
    photos = sorted(p.relative_to(site).as_posix() for p in {*site.glob("anh/*")} - pictures)
    assert pictures
    search = sorted(p.relative_to(site).as_posix() for p in site.glob("assets/search/*/*.js"))
    assert photos
    assert search
    gone = [*photos, *search, "cu/hoi-dien/", "su-kien/2024/hoi-dien/"]
    sites: list[str] = []
    with ExitStack() as running:
        for name, serve in (("nginx", nginx), ("caddy", caddy)):
            (tmp_path / name).mkdir()
            sites.append(running.enter_context(serve(store.root, tmp_path / name, path="/")))
        assert {_status(host, path) for host in sites for path in gone} == {200}
        (content / FOLDER / "index.md").write_text(SHOWN.replace("audience: public", "audience: internal"), "utf-8")  # fmt: skip
        (content / "redirects.yml").unlink()
        code, told, said = command("withdraw", "--site-url", "https://a.example.vn/")
        assert code == 0
        assert [line for line in told if line.startswith("https:")] == sorted(f"https://a.example.vn/{path}" for path in gone)  # fmt: skip
        assert said.splitlines()[-1].startswith(
            f"Withdrawn: the {len(gone)} addresses above answer 410 now."
        )
        assert {_status(host, path) for host in sites for path in gone} == {410}
        assert {_status(host, "") for host in sites} == {200}
        # Without the marks the audit against the content of today still refuses what a backup brings back.
        shutil.copytree(tmp_path / "sao-luu", store.path(first))
        shutil.rmtree(store.root / "gone")
        code, told, _ = command("rollback", first)
        assert code == 1
        assert any("[E830]" in line and "hoi-dien" in line for line in told)
        assert store.current != first
        assert {_status(host, path) for host in sites for path in gone} == {404}
