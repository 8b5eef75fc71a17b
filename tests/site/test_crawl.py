"""The built site as a reader without scripts meets it, for both audiences: links, titles, headings, languages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from crawl import all_pages, broken_links, clicks_from_home

if TYPE_CHECKING:
    from pathlib import Path

    from crawl import PageFacts


@pytest.fixture(scope="module", params=["public_site", "internal_site", "real_site"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def facts(site: Path) -> dict[str, PageFacts]:
    return all_pages(site)


def test_every_link_leads_somewhere(site: Path, facts: dict[str, PageFacts]) -> None:
    assert broken_links(site, facts) == []


def test_every_page_is_reached_by_links(facts: dict[str, PageFacts]) -> None:
    """A page nobody links to is a mistake; the 404 page is what nobody links to."""
    clicks = clicks_from_home(facts)
    assert set(facts) - set(clicks) == {"404.html"}


def test_every_page_has_a_title_of_its_own(facts: dict[str, PageFacts]) -> None:
    titles = Counter(page.title.strip() for page in facts.values())
    assert [title for title, count in titles.items() if count > 1 or not title] == []


def test_every_page_tells_its_language_and_has_sound_headings(facts: dict[str, PageFacts]) -> None:
    for name, page in facts.items():
        assert page.lang == ("en" if name == "en/index.html" else "vi"), name
        assert page.headings.count(1) == 1, name
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), (name, page.headings)


def test_ids_are_used_once_a_page(facts: dict[str, PageFacts]) -> None:
    twice = {
        name: [i for i, n in Counter(page.ids).items() if n > 1] for name, page in facts.items()
    }
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_nothing_runs_or_styles_inline(facts: dict[str, PageFacts]) -> None:
    assert {name: page.inline for name, page in facts.items() if page.inline} == {}


def test_addresses_are_ids(site: Path) -> None:
    """Lower-case letters without marks: what an id is made of, whatever titles say."""
    pages = {p.parent.relative_to(site).as_posix() for p in site.rglob("index.html")}
    assert [p for p in pages if not re.fullmatch(r"[a-z0-9./-]+", p)] == []


def test_edit_links_lead_to_the_source(public_site: Path) -> None:
    page = (public_site / "su-kien/2024/ky-giao-uoc/index.html").read_text("utf-8")
    assert "main/content/events/2024/2024-03-14-ky-giao-uoc/index.md" in page
    assert "hop-kin" not in "".join(p.read_text("utf-8") for p in public_site.rglob("*.html"))


def test_the_sheet_of_the_theme_is_the_same_whatever_is_published(
    public_site: Path, internal_site: Path, real_site: Path
) -> None:
    sheets = {
        (site / "assets/stylesheets/material.css").read_bytes()
        for site in (public_site, internal_site, real_site)
    }
    assert len(sheets) == 1
