"""The English front: names stay Vietnamese, what has an English name bears it, and it is no longer on a larger site."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bench.made_site import Size, cluster_file, cluster_id, registers
from support import FIXTURE_SITE, ROOT, write_tree
from thidua.campaign.audience import project
from thidua.campaign.link import link
from thidua.locale import strings
from thidua.reading.library import read_library
from thidua.views.english import EnglishPage, Words, pages
from thidua.views.shared.page import Context, Link

if TYPE_CHECKING:
    from pathlib import Path


def front(ctx: Context) -> EnglishPage:
    (page,) = pages(ctx)
    assert isinstance(page, EnglishPage)
    return page


def made(folder: Path, clusters: int, terms: int) -> Context:
    """A site of so many clusters, each with so many terms."""
    size = Size(0, clusters=clusters, terms=terms)
    files = {
        f"clusters/{cluster_id(n)}/cluster.yml": cluster_file(n, size) for n in range(clusters)
    }
    write_tree(folder, files | registers(size))
    return Context(project(link(read_library(folder)), "public", dt.date(2026, 1, 15)))


@pytest.fixture(scope="module")
def fixture() -> Context:
    site = project(link(read_library(FIXTURE_SITE / "content")), "public", dt.date(2026, 1, 15))
    return Context(site, site_name="Thi đua Ví Dụ", site_url="https://vi-du.example/")


def test_a_term_is_told_in_english_but_for_its_names(fixture: Context) -> None:
    page = front(fixture)
    assert (page.address, page.lang, page.title) == ("/en/", "en", "Emulation clusters of Vietnam")
    (local,) = [block for block in page.blocks if block.key == "cong-an-dia-phuong"]
    assert local.label == "Local police"
    first = local.clusters[0]
    assert first.name == "Cụm thi đua số\u00a01\u00a0– Công an địa phương Ví Dụ"
    term = {term.address: term for term in first.terms}["/cum/vd-1/2024/"]
    assert term.name == Words("2024")
    assert term.number == 1
    assert term.period == "1 Jan 2024\u00a0– 31 Dec 2024"
    assert term.members == Words("4 → 3 units")
    assert term.lead == Link("Công an tỉnh Đan Hương", "/don-vi/ca-tinh-dan-huong/")


def test_the_glossary_has_one_english_word_for_each_vietnamese_one(fixture: Context) -> None:
    entries = front(fixture).glossary
    pairs = {entry.vietnamese: entry.english for entry in entries}
    assert pairs["cụm thi đua, khối thi đua"] == "emulation cluster"
    assert pairs["giao ước thi đua"] == "pledge"
    assert pairs["Cụm trưởng"] == "lead"
    assert len({entry.english for entry in entries}) == len(pairs) == len(entries) == 27
    assert all(entry.meaning.endswith(".") for entry in entries)


def test_every_sentence_of_the_front_is_used() -> None:
    said = strings("en", "front")
    assert list(said["meanings"]) == list(strings("en", "glossary"))
    template = (ROOT / "overrides/pages/english.html").read_text("utf-8")
    code = (ROOT / "hooks/thidua/views/english.py").read_text("utf-8")
    used = set(re.findall(r"\bwords\.([a-z_]+)", template))
    used |= set(re.findall(r'front"?\)?\["([a-z_]+)"\]', code))
    assert used == set(said)


@pytest.mark.parametrize(
    ("clusters", "terms", "shown", "newest", "left"),
    [
        (3, 4, 12, "", ()),
        (60, 20, 120, "Of each cluster only the newest terms stand here, at most 2;", ()),
        (
            130,
            2,
            120,
            "Of each cluster only the newest terms stand here, at most 1;",
            ("and 10 more clusters",),
        ),
    ],
)
def test_no_more_terms_than_one_page_takes(
    tmp_path: Path, clusters: int, terms: int, shown: int, newest: str, left: tuple[str, ...]
) -> None:
    page = front(made(tmp_path, clusters, terms))
    rows = [term for block in page.blocks for cluster in block.clusters for term in cluster.terms]
    assert len(rows) == shown
    assert page.newest.partition(" its page")[0] == newest
    assert tuple(link.title for link in page.more_clusters) == left


def test_an_english_site_has_no_front_in_english(fixture: Context) -> None:
    assert list(pages(replace(fixture, lang="en"))) == []


def test_it_says_what_there_is_of_scoring_for_whom(fixture: Context) -> None:
    count = len(fixture.site.scores)
    assert count > 0
    assert front(replace(fixture, audience="public")).scores.startswith(f"Of {count} terms the site has how the members were scored and ranked, as far as")  # fmt: skip
    assert "also what was not announced" in front(replace(fixture, audience="internal")).scores
    assert front(replace(fixture, site=replace(fixture.site, scores={}))).scores == ""
