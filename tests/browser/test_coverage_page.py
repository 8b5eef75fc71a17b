"""The page of the internal edition on which the office sees what is missing, however it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.conftest import serving
from browser.looks import in_every_look
from browser.theme_rules import left_out
from browser.watching import watched

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext


def test_what_is_missing(internal_site: Path, context: Callable[..., BrowserContext]) -> None:
    with serving(internal_site) as address:
        page = context().new_page()
        watch = watched(page, address)
        page.goto(f"{address}ra-soat/")
        in_every_look(page)
        assert left_out(page) == []
        assert watch.found == []
