"""The hand-written guides, and every page in the reader's own colours and at four times the size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from axe import axe_findings
from browser.conftest import Served
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

GUIDES = sorted(p.stem for p in (ROOT / "docs" / "huong-dan").glob("*.md") if p.stem != "index")


@pytest.fixture(scope="module")
def real(real_site: Path) -> Iterator[str]:
    server = Served(real_site)
    yield server.base
    server.close()


@pytest.mark.parametrize("guide", GUIDES)
def test_guide(real: str, context: Callable[..., BrowserContext], guide: str) -> None:
    """No axe finding and nothing to scroll sideways, at 320 px: 1280 px at 400 %."""
    page = context(viewport={"width": 320, "height": 700}).new_page()
    page.goto(f"{real}huong-dan/{guide}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe_findings(page) == []


@pytest.mark.parametrize("path", ["", "lich/", "cum/bca-dp-1/", "tim-kiem/?q=cum+1"])
def test_forced_colours(real: str, context: Callable[..., BrowserContext], path: str) -> None:
    page = context(forced_colors="active", reduced_motion="reduce").new_page()
    page.goto(real + path)
    page.wait_for_load_state("networkidle")
    assert axe_findings(page) == []
