"""The preview answers the person at this machine: no page of the web that tells the browser to ask, and no path out of the site."""

from __future__ import annotations

import http.client
import importlib.util
import socket
import threading
from typing import TYPE_CHECKING, Any, cast

import pytest
from click.testing import CliRunner
from mkdocs.livereload import LiveReloadServer

from support import ROOT, write_tree
from thidua import cli
from thidua.cli import main
from thidua.mkdocs import building
from thidua.mkdocs.adapter import Adapter
from thidua.mkdocs.plugin import ThiduaPlugin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """MkDocs' own server with the adapter's guard, over a folder beside which a secret lies."""
    folder = tmp_path_factory.mktemp("serve")
    write_tree(folder, {"site/index.html": "<p>TRANG</p></body>", "site/a.js": "TRANG", "kin.txt": "KIN", "site2/kin.txt": "KIN"})  # fmt: skip
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(folder / "site"))
    server = Adapter().on_serve(server, config=cast("Any", None), builder=lambda: None)
    server.server_bind()
    server.server_activate()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server.server_address[1]
    # MkDocs' own shutdown waits for an observer that was never begun.
    super(LiveReloadServer, server).shutdown()
    thread.join()
    server.server_close()


def ask(
    port: int, path: str = "/", *, method: str = "GET", host: str | None = "", **headers: str
) -> tuple[int, str, dict[str, str]]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    if host is not None:
        link.putheader("Host", host or f"127.0.0.1:{port}")
    for name, value in headers.items():
        link.putheader(name.replace("_", "-"), value)
    link.endheaders()
    answer = link.getresponse()
    body = answer.read().decode()
    link.close()
    return answer.status, body, dict(answer.getheaders())


@pytest.mark.parametrize("host", ["", "localhost", "localhost:8000", "127.0.0.1", "[::1]:8000", "192.0.2.7:80", "LOCALHOST"])  # fmt: skip
def test_who_sits_here_is_answered(port: int, host: str) -> None:
    status, body, headers = ask(port, host=host)
    assert (status, "TRANG" in body) == (200, True)
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "localhost@evil.example",
     "127.0.0.1@evil.example", "evil.example@127.0.0.1", "[::1", "127.0.0.1/evil", "127.0.0.1:x", "0x7f.1", "127.1", "2130706433", None, " "],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/a.js", "/khong-co", "/livereload/0/1"])
def test_a_name_that_was_made_to_lead_here_gets_nothing(port: int, host: str | None, path: str) -> None:  # fmt: skip
    status, body, _ = ask(port, path, host=host)
    assert (status, body) == (403, "403 Forbidden")


def test_what_another_site_asks_for_is_refused_but_a_link(port: int) -> None:
    def asked(site: str, mode: str, dest: str, path: str = "/a.js") -> int:
        return ask(port, path, Sec_Fetch_Site=site, Sec_Fetch_Mode=mode, Sec_Fetch_Dest=dest)[0]

    for site in ("cross-site", "same-site"):
        assert asked(site, "no-cors", "script") == 403
        assert asked(site, "cors", "empty") == 403
        assert asked(site, "navigate", "iframe", "/") == 403
        assert asked(site, "no-cors", "empty", "/livereload/0/1") == 403
        assert asked(site, "navigate", "document", "/") == 200
    assert asked("same-origin", "no-cors", "script") == 200
    assert asked("none", "navigate", "document", "/") == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"])
def test_the_preview_takes_no_orders(port: int, method: str) -> None:
    assert ask(port, "/livereload/0/1", method=method)[:2] == (405, "405 Method Not Allowed")


@pytest.mark.parametrize(
    "path",
    ["/../kin.txt", "/%2e%2e/kin.txt", "/..%2fkin.txt", "/a/../../kin.txt", "/..%5ckin.txt", "/..\\kin.txt", "//kin.txt", "/%2e%2e%2f%2e%2e%2fkin.txt",
     "/.%00./kin.txt", "/a.js%00.html", "/../site2/kin.txt", "/C:/kin.txt", "/a.js::$DATA", "/%c0%ae%c0%ae/kin.txt", "/" + "../" * 40 + "etc/passwd", "/" + "a" * 5000],
)  # fmt: skip
def test_no_path_leads_out_of_the_site(port: int, path: str) -> None:
    status, body, _ = ask(port, path)
    assert status in {400, 404}
    assert "KIN" not in body
    assert "root:" not in body


def test_the_guard_is_bound_both_ways() -> None:
    spec = importlib.util.spec_from_file_location("hook", ROOT / "hooks" / "publish.py")
    assert spec is not None
    assert spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    assert hook.on_serve.__func__ is Adapter.on_serve
    assert ThiduaPlugin.on_serve is Adapter.on_serve


@pytest.mark.parametrize(
    ("addr", "code", "warned"),
    [
        ("127.0.0.1:8000", 0, False), ("localhost:8000", 0, False), ("[::1]:8000", 0, False), ("0.0.0.0:8000", 0, True), ("192.0.2.7:80", 0, True),
        ("abc", 2, False), ("127.0.0.1", 2, False), ("127.0.0.1:99999", 2, False), ("127.0.0.1:0", 2, False), ("evil.example:80", 2, False),
        ("a@127.0.0.1:80", 2, False), ("127.0.0.1:80/x", 2, False), ("::1:8000", 2, False), ("[::1:80", 2, False), ("", 2, False),
    ],
)  # fmt: skip
def test_where_the_preview_may_listen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, addr: str, code: int, warned: bool) -> None:  # fmt: skip
    config = write_tree(tmp_path, {"mkdocs.yml": "site_name: Ví dụ\nhooks: [h.py]\n", "h.py": "", "docs/index.md": ""}) / "mkdocs.yml"  # fmt: skip
    monkeypatch.setattr(building, "serve_site", lambda *_, **__: None)
    monkeypatch.setattr(cli, "listening_socket", lambda *_: socket.socket())
    monkeypatch.setenv("THIDUA_LANG", "en")
    done = CliRunner().invoke(main, ["-f", str(config), "serve", "--addr", addr])
    assert done.exit_code == code
    assert ("Everybody who reaches" in done.output) is warned


def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    config = write_tree(tmp_path, {"mkdocs.yml": "site_name: Ví dụ\ntheme: {name: null, custom_dir: theme}\n", "docs/index.md": "", "theme/main.html": ""}) / "mkdocs.yml"  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as taken:
        addr = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(building.BuildError, match="in use"):
            building.serve_site(config, addr=addr, audience="public")
