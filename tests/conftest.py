"""Fixtures: small content trees written on the spot, and the fixture site built once an audience."""

from __future__ import annotations

import os
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

from servers import CADDY, NGINX, caddy, nginx
from support import BASE, TODAY, build_fixture, build_kit, copy_fixture, run, write_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser

CHROMIUM = "/usr/bin/chromium"

# A test is of what a build does, not of what an earlier one did; tests of the cache say so.
os.environ["THIDUA_CACHE"] = "off"

# A busy machine is no mistake.
settings.register_profile("thidua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("thidua")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the golden files with what is found"
    )


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[Mapping[str, str | bytes | None]], Path]:
    """Write the base content with changes (None takes a file away); gives the content folder."""

    def write(changes: Mapping[str, str | bytes | None]) -> Path:
        return write_tree(tmp_path / "content", {**BASE, **changes})

    return write


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture site as the public sees it."""
    return build_fixture(tmp_path_factory.mktemp("public") / "site", audience="public")


@pytest.fixture(scope="session")
def internal_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture site as the intranet sees it."""
    return build_fixture(tmp_path_factory.mktemp("internal") / "site", audience="internal")


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, as the public sees it."""
    out = tmp_path_factory.mktemp("real") / "site"
    done = run("mkdocs", "build", "--strict", "-d", str(out))
    assert done.returncode == 0, done.stderr
    return out


MOVED = {"/cu/ky-giao-uoc/": "/su-kien/2024/ky-giao-uoc/", "/so-1.html": "/cum/vd-1/"}
"""Moved addresses of the published fixture site."""
BEFORE: dict[str, str | bytes | None] = {
    "assets/stylesheets/cu.0123456789ab.css": "a{}",
    "assets/search/0123456789ab/c0.js": "bản trước",
    "assets/images/cu.0123456789ab.png": "bản trước",
    "anh/0123456789abcdef0123-640.jpg": "bản trước",
    "su-kien/2024/cu/index.html": "bản trước",
}
"""What only the release before the published one has; pages still open get the first of it."""
PLACES = {"root": "/", "below": "/vi-du/"}
"""Where it is served: at the root of a host and under a path."""


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The fixture site as `thidua publish` leaves it, with moved addresses: a store for each of PLACES."""
    folder = tmp_path_factory.mktemp("published")
    config = copy_fixture(folder / "project")
    (config.parent / "content" / "redirects.yml").write_text(
        "".join(f"- from: {old}\n  to: {new}\n" for old, new in MOVED.items()), "utf-8"
    )

    def publish(name: str) -> Path:
        store = folder / name
        done = run(
            "thidua.cli", "-f", str(config), "publish", str(store),
            "--site-url", f"http://127.0.0.1{PLACES[name]}", env={"THIDUA_TODAY": TODAY},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        # A release before this one, of which a page that is still open asks for its style sheet.
        write_tree(store / "releases" / "truoc", BEFORE)
        (store / "previous").symlink_to("releases/truoc")
        return store

    with ThreadPoolExecutor() as both:
        return dict(zip(PLACES, both.map(publish, PLACES), strict=True))


@pytest.fixture(scope="session")
def hosts(
    published: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Addresses of the published site behind each server, at each place: ``nginx-root`` and so on."""
    with ExitStack() as running:
        addresses = {}
        for place, path in PLACES.items():
            for name, serve, there in (("nginx", nginx, NGINX), ("caddy", caddy, CADDY)):
                if there:
                    folder = tmp_path_factory.mktemp(f"{name}-{place}")
                    addresses[f"{name}-{place}"] = running.enter_context(
                        serve(published[place], folder, path=path, redirects=MOVED)
                    )
        yield addresses


HOSTS = [f"{name}-{place}" for name in ("nginx", "caddy") for place in PLACES]


@pytest.fixture(params=HOSTS)
def host(request: pytest.FixtureRequest, hosts: dict[str, str]) -> str:
    """One of them after the other."""
    if request.param not in hosts:
        if os.environ.get("THIDUA_REQUIRE_BROWSER"):
            pytest.fail(
                f"THIDUA_REQUIRE_BROWSER is set and there is no {request.param.partition('-')[0]}"
            )
        pytest.skip(f"no {request.param.partition('-')[0]} on this machine")
    return hosts[request.param]


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reading kit of the fixture site."""
    return build_kit(tmp_path_factory.mktemp("kit") / "thi-dua.zip")


@pytest.fixture
def fixture_copy(tmp_path: Path) -> Path:
    """A copy of the fixture site's folder that a test may break; gives its mkdocs.yml."""
    return copy_fixture(tmp_path / "project")


@pytest.fixture
def unused_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium. Its absence skips, except in CI, where it fails."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("THIDUA_REQUIRE_BROWSER"):
            pytest.fail("THIDUA_REQUIRE_BROWSER is set and there is no chromium")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
