"""The files that the browser compares pledges with."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING

import pytest

from support import BASE, FIXTURE_SITE, PLEDGE
from thidua.campaign.audience import project
from thidua.campaign.site import Site
from thidua.checks.run import check_content
from thidua.outputs.comparisons import comparison_files
from thidua.pledges.articles import Article
from thidua.pledges.pledge_text import PledgeText
from thidua.views.pledges import browser_data
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def context(content: Path, audience: str = "public", **options: object) -> Context:
    site = check_content(content, content.parent).site
    return Context(project(site, audience, dt.date(2026, 1, 15)), audience, **options)


FILES = dict(comparison_files(context(FIXTURE_SITE / "content")))


def called(data: bytes) -> tuple[str, list]:
    """The function a file calls, and what it hands over."""
    match = re.fullmatch(r"thidua\.compare\.(\w+)\((.*)\);\n", data.decode())
    return match[1], json.loads(f"[{match[2]}]")


def test_a_script_for_each_pledge_and_one_for_all() -> None:
    assert list(FILES) == [
        "giao-uoc/so-sanh/all.js",
        "giao-uoc/so-sanh/vd-1/2023.js",
        "giao-uoc/so-sanh/vd-1/2024.js",
        "giao-uoc/so-sanh/vd-1/2025.js",
        "giao-uoc/so-sanh/vd-3/2024.js",
    ]
    name, (contents,) = called(FILES["giao-uoc/so-sanh/all.js"])
    assert name == "contents"
    assert [(c["id"], [t["id"] for t in c["terms"]]) for c in contents["clusters"]] == [
        ("vd-1", ["2023", "2024", "2025"]),
        ("vd-3", ["2024"]),
    ]


def test_what_a_pledge_hands_over() -> None:
    name, (key, data) = called(FILES["giao-uoc/so-sanh/vd-1/2024.js"])
    assert (name, key) == ("pledge", "vd-1@2024")
    assert data["side"] == {
        "pledge": {"title": "Giao ước thi đua năm\u00a02024", "address": "cum/vd-1/giao-uoc/2024/"},
        "signed": "thứ\u00a0Năm, ngày\u00a014 tháng\u00a03 năm\u00a02024",
        "kind": "Toàn văn",
    }
    target = data["targets"][0]
    assert {name: target[name] for name in ("measure", "figure", "bound")} == {
        "measure": "%",
        "figure": "7.5",
        "bound": ["giam", "7.5", False],
    }
    # What most say is handed over once for all.
    (contents,) = called(FILES["giao-uoc/so-sanh/all.js"])[1]
    usual = contents["rules"]["usual"]["targets"]
    assert usual["manner"] == "exact "
    assert all(one[name] != usual[name] for one in data["targets"] for name in usual if name in one)
    # What the browser folds itself is not handed over twice.
    assert "words" not in target
    assert "words" not in data["articles"][0]
    # Results are no part of a pledge's words, and may be for fewer eyes.
    assert "results" not in target


def test_words_are_handed_over_where_the_browser_would_find_others() -> None:
    plain = PledgeText(articles=(Article("a", "1", "Một", "**Hai** điều"),))
    linked = PledgeText(articles=(Article("a", "1", "Một", "Hai [điều](https://a.example/b)"),))
    foreign = PledgeText(articles=(Article("a", "1", "Straße", "Hai"),))
    (given,), (beside,), (odd,) = (
        browser_data.text_data(Context(Site()), text)["articles"]
        for text in (plain, linked, foreign)
    )
    assert "words" not in given
    assert beside["words"] == "mot hai dieu https a example b"
    assert odd["words"] == "straße hai"


def test_files_are_named_where_folders_have_no_index() -> None:
    files = dict(comparison_files(context(FIXTURE_SITE / "content", directory_urls=False)))
    _, (_, data) = called(files["giao-uoc/so-sanh/vd-1/2024.js"])
    assert data["side"]["pledge"]["address"] == "cum/vd-1/giao-uoc/2024/index.html"
    assert data["cluster_address"] == "cum/vd-1/index.html"


def test_a_pledge_alone_has_nothing_to_be_compared_with(tree: Callable[..., Path]) -> None:
    assert list(comparison_files(context(tree({})))) == []


@pytest.mark.parametrize(("audience", "named"), [("public", False), ("internal", True)])
def test_hidden_pledges_have_no_file_and_no_name(
    tree: Callable[..., Path], audience: str, named: bool
) -> None:
    older = PLEDGE.replace("2024", "2023")
    hidden = older.replace("audience: public", "audience: internal")
    other = BASE["clusters/vd-1/cluster.yml"].replace("id: vd-1", "id: vd-2")
    content = tree(
        {
            "clusters/vd-1/pledges/2023.md": hidden,
            "clusters/vd-2/cluster.yml": other.replace("số 1", "số 2").replace(
                "number: 1", "number: 2"
            ),
            "clusters/vd-2/pledges/2023.md": older,
        }
    )
    files = dict(comparison_files(context(content, audience)))
    assert ("giao-uoc/so-sanh/vd-1/2023.js" in files) is named
    _, (contents,) = called(files["giao-uoc/so-sanh/all.js"])
    (one,) = (cluster for cluster in contents["clusters"] if cluster["id"] == "vd-1")
    assert [term["id"] for term in one["terms"]] == (["2023", "2024"] if named else ["2024"])
