"""Fixtures: small content trees written on the spot, and the fixture site built once an audience."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

from support import BASE, build_fixture, copy_fixture, run, write_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser

CHROMIUM = "/usr/bin/chromium"

# A busy machine is no mistake.
settings.register_profile("thidua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("thidua")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files with what is found")


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
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
