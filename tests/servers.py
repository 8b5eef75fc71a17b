"""A real nginx and a real Caddy on the loopback with the configurations that `thidua host-files` writes."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Authority:
    """A certificate of a local authority, for `NAME`."""

    root: Path
    chain: Path
    key: Path


@dataclass(frozen=True)
class Running:
    """A server that runs on the loopback."""

    address: str
    port: int
    plain: int
    """Port of plain HTTP beside TLS; otherwise the same."""


NAME = "thidua.example.vn"


def authority(folder: Path) -> Authority:
    """Make a root and a certificate signed by it, with openssl."""
    made = Authority(folder / "root.pem", folder / "chain.pem", folder / "key.pem")
    (folder / "names").write_text(f"subjectAltName=DNS:{NAME}", "utf-8")
    root, key = ("-keyout", "root.key", "-out", "root.pem"), ("-keyout", "key.pem", "-out", "asked")
    new = ("req", "-newkey", "rsa:2048", "-nodes")
    for args in (
        (*new, "-x509", "-days", "2", "-subj", "/CN=Thidua", *root),
        (*new, "-subj", f"/CN={NAME}", *key),
        ("x509", "-req", "-in", "asked", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
         "-days", "2", "-extfile", "names", "-out", "chain.pem"),
    ):  # fmt: skip
        subprocess.run(["openssl", *args], cwd=folder, check=True, capture_output=True)
    return made


@contextlib.contextmanager
def serving(
    kind: str,
    store: Path,
    folder: Path,
    *,
    path: str,
    redirects: Mapping[str, str],
    tls: Authority | None = None,
) -> Iterator[Running]:
    """Serve ``store`` below ``path`` with nginx or Caddy, over TLS if it has a certificate."""
    running = _write(kind, store, folder, path, redirects, tls)
    if kind == "nginx":
        command, env = _nginx_command(store, folder, path), None
    else:
        config = str(folder / "caddy" / "Caddyfile")
        command = [str(CADDY), "run", "--config", config, "--adapter", "caddyfile"]
        own = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        env = {**os.environ, **own}
    with _running(command, running.port, env=env):
        yield running


@contextlib.contextmanager
def nginx(
    store: Path, folder: Path, *, path: str = "/vi-du/", redirects: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Serve ``store`` below ``path``; gives the address of the site."""
    with serving("nginx", store, folder, path=path, redirects=redirects or {}) as running:
        yield running.address


@contextlib.contextmanager
def caddy(
    store: Path, folder: Path, *, path: str = "/vi-du/", redirects: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Serve ``store`` below ``path``; gives the address of the site."""
    with serving("caddy", store, folder, path=path, redirects=redirects or {}) as running:
        yield running.address


def _nginx_command(store: Path, folder: Path, path: str) -> list[str]:
    if path != "/":
        for link, target in (("www", "current"), ("www-previous", "previous")):
            place = store / link / path.strip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)
            place.symlink_to(store / target)
    module = f"load_module {BROTLI};\n" if BROTLI.exists() else ""
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "test.conf").write_text(
        _CONF.format(folder=folder, module=module, user=user), "utf-8"
    )
    return [str(NGINX), "-c", str(folder / "test.conf")]


def _write(
    kind: str,
    store: Path,
    folder: Path,
    path: str,
    redirects: Mapping[str, str],
    tls: Authority | None,
) -> Running:
    """Write the configuration of one kind, for free ports."""
    port = _free_port()
    plain = _free_port() if tls else port
    name = f"https://{NAME}" if tls else "http://127.0.0.1"
    host = Host(
        site_url=f"{name}:{port}{path}",
        store=str(store),
        config_folder=str(folder / "nginx"),
        brotli=BROTLI.exists(),
        tls=tls is not None,
    )
    # Not every machine that tests has the other loopback; ports of the system are not for tests.
    changes = {f"    listen [::]:{port};\n": "", f"    listen [::]:{port} ssl http2;\n": "", "    listen [::]:80;\n": "",
               "listen 80;": f"listen {plain};", "\tskip_install_trust\n": f"\tskip_install_trust\n\thttp_port {plain}\n\thttps_port {port}\n"}  # fmt: skip
    if tls:
        # As the guide tells hosts to.
        changes |= {"/etc/ssl/thidua/fullchain.pem": str(tls.chain), "/etc/ssl/thidua/privkey.pem": str(tls.key),
                    "tls internal": f"tls {tls.chain} {tls.key}"}  # fmt: skip
    for file, text in host_files(host, (kind,), redirects).items():
        fitted = functools.reduce(lambda said, change: said.replace(*change), changes.items(), text)
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(fitted, "utf-8")
    return Running(host.site_url, port, plain)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
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
