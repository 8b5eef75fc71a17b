"""A real nginx and a real Caddy on the loopback with the configurations that `thidua host-files` writes."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.hosting.files import Host, host_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CADDY = shutil.which("caddy")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer bears, written out here a second time: what is deleted there is missed here."""

_CONF = """\
{module}daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
{user}worker_processes 1;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/t1;
    proxy_temp_path {folder}/t2;
    fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4;
    scgi_temp_path {folder}/t5;
    include {folder}/nginx/thidua.conf;
}}
"""


@contextlib.contextmanager
def nginx(
    store: Path, folder: Path, *, path: str = "/vi-du/", redirects: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Serve ``store`` below ``path``; gives the address of the site."""
    assert NGINX is not None
    port = _write(store, folder, "nginx", path, redirects or {})
    if path != "/":
        for link, target in (("www", "current"), ("www-previous", "previous")):
            place = store / link / path.strip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(store / target)
    module = f"load_module {BROTLI};\n" if BROTLI.exists() else ""
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "test.conf").write_text(
        _CONF.format(folder=folder, module=module, user=user), "utf-8"
    )
    with _running([NGINX, "-c", str(folder / "test.conf")], port):
        yield f"http://127.0.0.1:{port}{path}"


@contextlib.contextmanager
def caddy(
    store: Path, folder: Path, *, path: str = "/vi-du/", redirects: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Serve ``store`` below ``path``; gives the address of the site."""
    assert CADDY is not None
    port = _write(store, folder, "caddy", path, redirects or {})
    command = [
        CADDY,
        "run",
        "--config",
        str(folder / "caddy" / "Caddyfile"),
        "--adapter",
        "caddyfile",
    ]
    own = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    with _running(command, port, env={**os.environ, **own}):
        yield f"http://127.0.0.1:{port}{path}"


def _write(store: Path, folder: Path, kind: str, path: str, redirects: Mapping[str, str]) -> int:
    """Write the configuration of one kind; gives the port it listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    host = Host(
        site_url=f"http://127.0.0.1:{port}{path}",
        store=str(store),
        config_folder=str(folder / "nginx"),
        brotli=BROTLI.exists(),
    )
    for name, text in host_files(host, (kind,), redirects).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        # Not every machine that tests has the other loopback.
        (folder / name).write_text(text.replace(f"    listen [::]:{port};\n", ""), "utf-8")
    return port


@contextlib.contextmanager
def _running(command: list[str], port: int, env: Mapping[str, str] | None = None) -> Iterator[None]:
    server = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("the server did not come up")
