"""The policy against headers written out in `tests/servers.py`; addresses, ports and names that tell their content."""

from __future__ import annotations

import re

import pytest

from servers import HEADERS
from thidua.hosting import policy
from thidua.hosting.files import Host, host_files


def test_the_policy() -> None:
    assert dict(policy.HEADERS) == HEADERS
    assert policy.STRICT_TRANSPORT == ("Strict-Transport-Security", "max-age=31536000")
    assert policy.FOR_EVER == "public, max-age=31536000, immutable"
    assert policy.ASK_AGAIN == "no-cache"


PLAIN = Host(site_url="http://thidua.example.vn/")
SECURE = Host(site_url="https://thidua.example.vn/", tls=True)


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("host", [PLAIN, SECURE], ids=["plain", "tls"])
@pytest.mark.parametrize(
    ("server", "line"),
    [
        ("nginx/thidua.conf", 'add_header {} "{}" always;'),
        ("caddy/Caddyfile", '{} "{}"'),
        ("iis/web.config", '<add name="{}" value="{}" />'),
    ],
)
def test_every_header_stands_in_every_configuration(
    server: str, line: str, host: Host, header: str
) -> None:
    kind = server.partition("/")[0]
    text = host_files(host, (kind,), {})[server].replace("&apos;", "'")
    assert line.format(header, HEADERS[header]) in re.sub(r"[ \t]+", " ", text)


@pytest.mark.parametrize(
    ("server", "line"),
    [
        ("nginx/thidua.conf", 'add_header Strict-Transport-Security "max-age=31536000" always;'),
        ("caddy/Caddyfile", 'Strict-Transport-Security "max-age=31536000"'),
        ("iis/web.config", '<add name="Strict-Transport-Security" value="max-age=31536000" />'),
    ],
)
def test_only_a_site_over_tls_asks_for_it_again(server: str, line: str) -> None:
    kind = server.partition("/")[0]
    assert line in re.sub(r"[ \t]+", " ", host_files(SECURE, (kind,), {})[server])
    assert "Strict-Transport" not in host_files(PLAIN, (kind,), {})[server]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/assets/stylesheets/thidua.0a1b2c3d.css", True),
        ("/assets/stylesheets/thidua.0a1b2c3.css", False),
        ("/assets/stylesheets/main.0a1b2c3d4e5f.min.css", True),
        ("/assets/javascripts/td-menu.0a1b2c3d4e5f.js", True),
        ("/assets/fonts/be-vietnam.0a1b2c3d.woff2", True),
        ("/assets/images/a.0a1b2c3d.svg", True),
        ("/assets/images/a.0a1b2c3d.png", True),
        ("/assets/images/a.0a1b2c3g.png", False),
        ("/anh/0123456789abcdef0123-640.webp", True),
        ("/anh/0123456789abcdef0123-640.jpg", True),
        ("/anh/0123456789abcdef012-640.jpg", False),
        ("/anh/0123456789abcdef0123-1200.png", True),
        ("/anh/0123456789abcdef0123-640.gif", False),
        ("/assets/search/0123456789ab/cards.js", True),
        ("/assets/search/0123456789a/cards.js", False),
        ("/assets/search/0123456789ab/a/cards.js", False),
        ("/index.html", False),
        ("/feed.xml", False),
        ("/du-lieu/events.json", False),
        ("/assets/stylesheets/thidua.0a1b2c3d.css.map", False),
    ],
)
def test_only_names_that_tell_their_content_are_kept_for_ever(path: str, kept: bool) -> None:
    assert bool(re.search(policy.HASHED, path)) is kept


# --- Where a site is served ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site_url", "tls", "port", "expect"),
    [
        ("http://thidua.example.vn/", False, None, ("thidua.example.vn", "/", 80, "https://thidua.example.vn:80")),
        ("https://thidua.example.vn", True, None, ("thidua.example.vn", "/", 443, "https://thidua.example.vn")),
        ("https://thidua.example.vn/a/thi-dua", True, None, ("thidua.example.vn", "/a/thi-dua/", 443, "https://thidua.example.vn")),
        ("https://thidua.example.vn:8443/", True, None, ("thidua.example.vn", "/", 8443, "https://thidua.example.vn:8443")),
        ("https://thidua.example.vn:8443//a//", True, 444, ("thidua.example.vn", "/a/", 444, "https://thidua.example.vn:444")),
        ("http://[::1]:8080/", False, None, ("[::1]", "/", 8080, "https://[::1]:8080")),
        ("/thi-dua/", False, 8080, ("localhost", "/thi-dua/", 8080, "https://localhost:8080")),
    ],
)  # fmt: skip
def test_an_address_tells_name_path_and_port(
    site_url: str, tls: bool, port: int | None, expect: tuple[str, str, int, str]
) -> None:
    host = Host(site_url=site_url, tls=tls, port=port)
    assert (host.name, host.path, host.listens, host.origin) == expect


@pytest.mark.parametrize(
    ("site_url", "now", "before"),
    [
        ("http://a.example.vn/", "/srv/thidua/current", "/srv/thidua/previous"),
        ("http://a.example.vn/b/", "/srv/thidua/www", "/srv/thidua/www-previous"),
    ],
)
def test_a_site_below_a_path_is_served_through_a_folder_of_links(
    site_url: str, now: str, before: str
) -> None:
    host = Host(site_url=site_url)
    assert (host.webroot, host.webroot_before) == (now, before)


def test_what_is_assumed_where_nothing_is_said() -> None:
    assert (PLAIN.store, PLAIN.project, PLAIN.config_folder, PLAIN.port, PLAIN.tls, PLAIN.brotli, PLAIN.audience) == (
        "/srv/thidua", "/opt/thidua", "/etc/nginx/conf.d", None, False, True, "public",
    )  # fmt: skip


def test_which_files_each_server_gets() -> None:
    assert set(host_files(PLAIN, ("nginx", "caddy", "iis", "systemd"), {})) == {
        "nginx/thidua.conf", "nginx/thidua-redirects.map", "caddy/Caddyfile", "caddy/thidua-redirects.caddy", "iis/web.config",
        "systemd/thidua-publish.service", "systemd/thidua-publish.timer",
    }  # fmt: skip
    assert set(host_files(PLAIN, ("iis",), {})) == {"iis/web.config"}


def test_moved_addresses_are_written_as_addresses() -> None:
    """Letters of Vietnamese are percent signs in a configuration; an anchor stays one."""
    host = Host(site_url="http://thidua.example.vn/a/")
    text = host_files(host, ("nginx",), {"/cũ/": "/cum/#số-1", "/a.html": "/"})["nginx/thidua-redirects.map"]  # fmt: skip
    lines = [line for line in text.splitlines() if line.startswith('"')]
    assert lines == ['"/a/a.html" "/a/";', '"/a/c%C5%A9/" "/a/cum/#s%E1%BB%91-1";']
