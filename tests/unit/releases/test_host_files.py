"""The hosting kit: one policy in every configuration, addresses with and without a sub-path, well-formed files."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from servers import HEADERS
from thidua.hosting.files import SERVERS, Host, host_files

if TYPE_CHECKING:
    from pathlib import Path

ROOT = Host(site_url="http://thidua.example.vn/")
BELOW = Host(
    site_url="https://noi-bo.example.vn/a/thi-dua/", tls=True, audience="internal", brotli=False
)
MOVED = {"/su-kien/2024/cu/": "/su-kien/2024/moi/", "/cu.html": "/cum/#so-1"}


@pytest.fixture(params=[ROOT, BELOW], ids=["root", "below"])
def host(request: pytest.FixtureRequest) -> Host:
    made: Host = request.param
    return made


@pytest.mark.parametrize("server", ["nginx/thidua.conf", "caddy/Caddyfile", "iis/web.config"])
def test_every_server_sends_every_header(host: Host, server: str) -> None:
    text = host_files(host, tuple(SERVERS), MOVED)[server].replace("&apos;", "'")
    for name, value in HEADERS.items():
        assert name in text
        assert value in text
    assert ("Strict-Transport-Security" in text) == host.tls


@pytest.mark.parametrize(
    ("port", "origin"), [(None, "noi-bo.example.vn"), (8443, "noi-bo.example.vn:8443")]
)
def test_plain_http_leads_to_tls_with_the_headers(port: int | None, origin: str) -> None:
    files = host_files(replace(BELOW, port=port), tuple(SERVERS), {})
    plain = files["nginx/thidua.conf"].partition("listen 80;")[2].partition("\n}\n")[0]
    assert f"return 301 https://{origin}$request_uri;" in plain
    assert all(f'add_header {name} "{value}" always;' in plain for name, value in HEADERS.items())
    assert "server_tokens off;" in plain
    caddy = files["caddy/Caddyfile"]
    assert f"redir https://{origin}{{uri}} 301" in caddy.partition("http://noi-bo.example.vn {")[2]
    # A web server does not decide whom the machine trusts.
    assert "skip_install_trust" in caddy
    assert "skip_install_trust" not in host_files(ROOT, ("caddy",), {})["caddy/Caddyfile"]


def test_nothing_is_left_to_fill_in(host: Host) -> None:
    for name, text in host_files(host, tuple(SERVERS), MOVED).items():
        assert "@@" not in text, name
        assert "%%" not in text, name
        assert text.endswith("\n"), name


def test_moved_addresses_bear_the_sub_path() -> None:
    files = host_files(BELOW, tuple(SERVERS), MOVED)
    assert '"/a/thi-dua/cu.html" "/a/thi-dua/cum/#so-1";' in files["nginx/thidua-redirects.map"]
    assert 'redir "/a/thi-dua/su-kien/2024/cu/"' in files["caddy/thidua-redirects.caddy"]
    assert 'destination="/a/thi-dua/su-kien/2024/moi/"' in files["iis/web.config"]


def test_the_brotli_module_is_asked_for_only_where_it_is() -> None:
    assert "brotli_static on;" in host_files(ROOT, ("nginx",), {})["nginx/thidua.conf"]
    assert "brotli" not in host_files(BELOW, ("nginx",), {})["nginx/thidua.conf"]


def test_the_iis_file_is_well_formed(host: Host) -> None:
    root = ET.fromstring(host_files(host, ("iis",), MOVED)["iis/web.config"])
    assert root.find(".//customHeaders/add[@name='Content-Security-Policy']") is not None
    error = root.find(".//httpErrors/error")
    assert error is not None
    assert error.get("path") == f"{host.path}404.html"


@pytest.mark.skipif(shutil.which("caddy") is None, reason="no caddy on this machine")
def test_caddy_accepts_its_file(host: Host, tmp_path: Path) -> None:
    for name, text in host_files(host, ("caddy",), MOVED).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        ["caddy", "adapt", "--config", "caddy/Caddyfile", "--adapter", "caddyfile"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_knows_every_setting(host: Host, tmp_path: Path) -> None:
    for name, text in host_files(host, ("systemd",), {}).items():
        file = tmp_path / name.rpartition("/")[2]
        file.write_text(text.replace(f"{host.project}/.venv/bin/thidua", "/bin/true"), "utf-8")
    files = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run(
        ["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False
    )
    assert "Unknown" not in done.stderr
    assert "thidua-publish" not in done.stderr, done.stderr
