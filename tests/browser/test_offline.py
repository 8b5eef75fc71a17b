"""The reading kit, unzipped and opened from the folder: search, links, photographs and timelines without any server."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.timeline_page import open_older
from browser.using import USES, shell, unfold
from browser.watching import watched
from page_types import PAGE_TYPES, as_file
from support import build_kit, copy_fixture, write_tree
from thidua.releases.offline import FOLDER
from timelines import big

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext


def _unzip(kit: Path, where: Path) -> str:
    """Unpack where people do: names with spaces, marks and signs that addresses write otherwise."""
    folder = where / "Thư mục thi đua #1 100%"
    with zipfile.ZipFile(kit) as archive:
        archive.extractall(folder)
    return (folder / FOLDER).as_uri() + "/"


@pytest.fixture(scope="module")
def folder(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return _unzip(kit, tmp_path_factory.mktemp("kit"))


def test_every_type_of_page_works_from_a_folder(
    folder: str, context: Callable[..., BrowserContext]
) -> None:
    """No request leaves the folder, the console stays silent, whatever a reader does."""
    page = context(viewport={"width": 390, "height": 844}, offline=True).new_page()
    watch = watched(page, folder)
    for template, addresses in PAGE_TYPES.items():
        if template == "404":
            continue
        for number, address in enumerate(addresses):
            page.goto(folder + as_file(address))
            unfold(page)
            if template == "home":
                shell(page)
            if template in USES and not number:
                USES[template](page)
            assert watch.found == [], address
    assert watch.asked > 100


def test_links_lead_from_page_to_page(folder: str, context: Callable[..., BrowserContext]) -> None:
    """From the home page through the sections to a record and back, only by what can be pressed."""
    page = context(offline=True).new_page()
    watch = watched(page, folder)
    page.goto(folder + "index.html")
    sections = page.locator(".td-nav__list a").all_inner_texts()
    for section in sections:
        page.locator(".td-nav__list a", has_text=section).first.click()
        expect(page.locator(".td-nav__list a[aria-current]")).to_have_text(section)
        page.locator('main a[href*=".html"]:visible:not(nav a)').first.click()
        expect(page.locator("h1")).to_be_visible()
        page.locator(".td-mast__name").click()
        expect(page).to_have_url(folder + "index.html")
    assert len(sections) > 5
    assert watch.found == []


def test_an_older_term_opens_as_a_page(
    tmp_path: Path, context: Callable[..., BrowserContext]
) -> None:
    """Nothing can be fetched from a folder; the link is followed, and the console has no reason to complain."""
    config = copy_fixture(tmp_path / "project")
    shutil.rmtree(config.parent / "content")
    write_tree(config.parent / "content", big(200, terms=4))
    folder = _unzip(build_kit(tmp_path / "lon.zip", config), tmp_path)
    page = context(offline=True).new_page()
    watch = watched(page, folder)
    page.goto(folder + "cum/lon/index.html")
    with page.expect_navigation():
        open_older(page)
    assert page.locator(".td-tl:visible").count() > 10
    assert watch.found == []
