"""What pages say to machines is valid by the vocabulary that schema.org publishes, and Open Graph is whole."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VOCABULARY = json.loads((ROOT / "tests/data/schema-org/vocabulary.json").read_text("utf-8"))
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
TAG = re.compile(r'<meta (?:name="description" )?property="((?:og|article):[^"]+)"')
REQUIRED = {
    "og:type", "og:site_name", "og:locale", "og:title", "og:description", "og:url", "og:image", "og:image:width",
    "og:image:height", "og:image:alt",
}  # fmt: skip
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def kinds(name: str) -> set[str]:
    """A type and all it is a kind of."""
    return {name}.union(*(kinds(parent) for parent in VOCABULARY["types"][name]))


def is_date_time(text: str) -> bool:
    try:
        return "T" in text and dt.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def is_url(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


LITERALS = {
    "Text": lambda _: True,
    "URL": is_url,
    "Date": lambda text: bool(_DATE.fullmatch(text)),
    "DateTime": is_date_time,
}
"""Of a text, whether it is of a data type of schema.org; others than these no page writes as text."""


def mistakes(node: dict[str, Any], place: str = "") -> Iterator[str]:
    """Unknown types and properties, properties of other types, values of other types."""
    kind = node.get("@type")
    if kind not in VOCABULARY["types"]:
        yield f"{place}: no type {kind}"
        return
    for name, value in node.items():
        at = f"{place}/{kind}.{name}"
        if name in {"@type", "@context"}:
            continue
        known = VOCABULARY["properties"].get(name)
        if known is None or not kinds(kind) & {*known["domains"]}:
            yield f"{at}: no such property"
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from mistakes(item, at)
                if not kinds(item["@type"]) & {*known["ranges"]}:
                    yield f"{at}: {item['@type']} is none of {known['ranges']}"
            elif not any(LITERALS[r](item) for r in known["ranges"] if r in LITERALS):
                yield f"{at}: {item!r} is none of {known['ranges']}"


def nodes(page: Path) -> list[dict[str, Any]]:
    found = DATA.findall(page.read_text("utf-8"))
    assert len(found) <= 1, page
    data = json.loads(found[0]) if found else {"@graph": []}
    if found:
        assert data["@context"] == "https://schema.org"
    listed: list[dict[str, Any]] = data.get("@graph", [data])
    return listed


@pytest.fixture(params=["public_site", "internal_site"])
def site(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


def test_every_page_is_valid(site: Path) -> None:
    found = {page: nodes(page) for page in site.rglob("*.html")}
    wrong = [(page, m) for page, items in found.items() for item in items for m in mistakes(item)]
    assert wrong == []
    assert {item["@type"] for item in chain.from_iterable(found.values())} == {
        "WebPage", "WebSite", "Event", "Organization", "GovernmentOrganization", "DigitalDocument", "Dataset",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "types"),
    [
        ("", ["WebSite", "WebPage"]),
        ("su-kien/2024/so-ket", ["Event", "WebPage"]),
        ("cum/vd-1", ["Organization", "WebPage"]),
        ("cum/vd-1/2024", ["WebPage"]),
        ("cum/vd-1/giao-uoc/2024", ["DigitalDocument", "WebPage"]),
        ("don-vi/ca-tinh-mau", ["GovernmentOrganization", "WebPage"]),
        ("ky-niem/gio-to-vi-du", ["WebPage"]),
        ("du-lieu", ["Dataset", "WebPage"]),
        ("lich", ["WebPage"]),
    ],
)
def test_what_pages_are(public_site: Path, path: str, types: list[str]) -> None:
    assert [node["@type"] for node in nodes(public_site / path / "index.html")] == types


def test_an_event_says_whole_what_it_is(public_site: Path) -> None:
    """The address stands with the event, not with the page a second time; nothing that the head says is said again."""
    event, page = nodes(public_site / "su-kien/2024/ky-giao-uoc/index.html")
    assert event == {
        "@type": "Event",
        "name": "Cụm thi đua số 1 phát động và ký kết giao ước thi đua năm 2024",
        "inLanguage": "vi",
        "startDate": "2024-03-14T08:30:00+07:00",
        "endDate": "2024-03-14",
        "location": {"@type": "Place", "name": "TP Đan Hương"},
        "organizer": {"@type": "Organization", "name": "Công an tỉnh Đan Hương"},
        "url": "https://thidua.example.vn/vi-du/su-kien/2024/ky-giao-uoc/",
        "image": "https://thidua.example.vn/vi-du/anh/cfc8da6eb533349ec232-1200.jpg",
    }
    assert page == {
        "@type": "WebPage",
        "publisher": {
            "@type": "Organization",
            "name": "Phòng Thi đua Ví Dụ",
            "url": "https://thidua.example.vn/vi-du/ve-trang-nay/",
        },
        "license": "https://vi-du.example.vn/dung-lai/",
        "dateModified": "2024-03-14T12:08:00+07:00",
    }


@pytest.mark.parametrize(
    ("node", "mistake"),
    [
        ({"@type": "Event", "name": "x"}, ""),
        ({"@type": "Meeting"}, ": no type Meeting"),
        ({"@type": "Event", "titel": "x"}, "/Event.titel: no such property"),
        ({"@type": "Place", "organizer": "x"}, "/Place.organizer: no such property"),
        ({"@type": "Event", "startDate": "14/3/2024"}, "is none of ['Date', 'DateTime']"),
        ({"@type": "Event", "startDate": "2024-03-14T08:00:00"}, "is none of ['Date', 'DateTime']"),
        ({"@type": "Event", "startDate": "2024-03-14T08:00:00+07:00"}, ""),
        ({"@type": "Event", "location": {"@type": "Event"}}, "Event is none of"),
        ({"@type": "WebPage", "url": "/su-kien/"}, "is none of ['URL']"),
        ({"@type": "Event", "organizer": {"@type": "GovernmentOrganization", "name": "x"}}, ""),
        ({"@type": "Event", "organizer": "x"}, "is none of ['Organization', 'Person']"),
    ],
)
def test_the_judge(node: dict[str, Any], mistake: str) -> None:
    found = list(mistakes(node))
    assert len(found) == bool(mistake)
    assert all(mistake in text for text in found)


def test_open_graph_is_whole(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        tags = TAG.findall(text)
        if not tags:
            continue
        assert len(tags) == len({*tags}), page
        missing = REQUIRED - {*tags}
        # The page of 404 has no address of its own.
        assert missing == ({"og:url"} if page.name == "404.html" else set()), page
        assert text.count('name="twitter:card" content="summary_large_image"') == 1


@pytest.mark.parametrize(
    ("path", "tags"),
    [
        (
            "su-kien/2024/ky-giao-uoc",
            {"og:type": "article", "article:modified_time": "2024-03-14T12:08:00+07:00"},
        ),
        ("su-kien/2024/so-ket", {"og:type": "article"}),
        ("cum/vd-1/giao-uoc/2024", {"og:type": "article"}),
        ("cum/vd-1/2024", {"og:type": "website"}),
        ("huong-dan", {"og:type": "website"}),
    ],
)
def test_what_is_an_article_and_when_it_was_revised(
    public_site: Path, path: str, tags: dict[str, str]
) -> None:
    text = (public_site / path / "index.html").read_text("utf-8")
    found = dict(re.findall(r'property="((?:article:|og:type)[^"]*)" content="([^"]+)"', text))
    assert found == tags
