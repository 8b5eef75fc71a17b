"""The hand-written guides, and every page in the reader's own colours and at four times the size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.looks import in_every_look
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

GUIDES = sorted(p.stem for p in (ROOT / "docs" / "huong-dan").glob("*.md") if p.stem != "index")


@pytest.mark.parametrize("guide", GUIDES)
def test_guide(real: str, context: Callable[..., BrowserContext], guide: str) -> None:
    page = context().new_page()
    page.goto(f"{real}huong-dan/{guide}/")
    in_every_look(page, "400 % and dark")


@pytest.mark.parametrize("path", ["", "lich/", "cum/bca-dp-1/", "tim-kiem/?q=cum+1"])
def test_own_colours(real: str, context: Callable[..., BrowserContext], path: str) -> None:
    page = context().new_page()
    page.goto(real + path)
    page.wait_for_load_state("networkidle")
    in_every_look(page, "own colours")
