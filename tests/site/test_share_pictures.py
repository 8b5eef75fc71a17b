"""The picture of every page of the invented site: it is there, and says nothing that the page does not."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

META = re.compile(r'<meta (?:property|name)="((?:og|twitter|article):[^"]+)" content="([^"]*)">')
HOST = "https://thidua.example.vn/vi-du/"


def said(page: Path) -> dict[str, str]:
    """The tags of a page; none is said twice."""
    found = META.findall(page.read_text("utf-8"))
    assert len(dict(found)) == len(found), page
    return {name: html.unescape(value) for name, value in found}


def pages(site: Path) -> list[Path]:
    return [page for page in site.rglob("*.html") if b'property="og:' in page.read_bytes()]


@pytest.fixture(params=["public_site", "internal_site"])
def site(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


def test_every_page_has_a_picture_and_every_picture_a_page(site: Path) -> None:
    named = set()
    for page in pages(site):
        tags = said(page)
        assert tags["og:image"].startswith(HOST), page
        file = site / tags["og:image"].removeprefix(HOST)
        named.add(file)
        with Image.open(file) as image:
            assert image.size == (int(tags["og:image:width"]), int(tags["og:image:height"])), page
        assert tags["og:image:alt"], page
        assert tags["twitter:card"] == "summary_large_image"
    assert len(pages(site)) > 150
    assert {*(site / "anh").glob("*.png")} <= named


def test_a_picture_names_nothing_that_its_page_does_not_print(public_site: Path) -> None:
    """Its words are those of its alternative text, part by part, and the title beside it (`words_beside`)."""
    for page in pages(public_site):
        text = page.read_text("utf-8")
        shown = html.unescape(re.sub(r"<head>.*?</head>|<[^>]+>", " ", text, flags=re.DOTALL))
        shown = re.sub(r"[\s\u00a0]+", " ", shown)
        alt = said(page)["og:image:alt"].replace("\u00a0", " ")
        if said(page)["og:image"].endswith("-1200.png"):
            for part in alt.split(" · "):
                assert part in shown or part in html.unescape(text).replace("\u00a0", " "), page


@pytest.mark.parametrize(
    ("path", "alt"),
    [
        ("su-kien/2024/ky-giao-uoc/", "Đại diện bốn đơn vị ngồi ký giao ước ở bàn dài"),
        ("su-kien/2024/so-ket/", "Cụm thi đua số 1 – Công an địa phương Ví Dụ · thứ Hai, ngày 15 tháng 7 năm 2024"),
        ("cum/vd-1/", "Khối Công an địa phương · 2022–2025"),
        ("cum/vd-1/2024/", "Cụm thi đua số 1 – Công an địa phương Ví Dụ · Khối Công an địa phương · năm 2024"),
        ("cum/vd-1/giao-uoc/2024/", "Cụm thi đua số 1 – Công an địa phương Ví Dụ · Khối Công an địa phương · năm 2024"),
        ("don-vi/ca-tinh-mau/", "Công an tỉnh, thành phố · đến 30/6/2024"),
        ("ky-niem/gio-to-vi-du/", "Ngày theo âm lịch · 10/3 âm lịch"),
        ("lich/", "Trang thi đua Ví Dụ"),
        ("huong-dan/", "Trang thi đua Ví Dụ"),
        ("", "Trang thi đua Ví Dụ"),
    ],
)  # fmt: skip
def test_what_pictures_say(public_site: Path, path: str, alt: str) -> None:
    tags = said(public_site / path / "index.html")
    assert tags["og:image:alt"].replace("\u00a0", " ") == alt


def test_a_page_with_photographs_shows_its_first(public_site: Path) -> None:
    photos = [page for page in pages(public_site) if said(page)["og:image"].endswith(".jpg")]
    assert photos == [public_site / "su-kien/2024/ky-giao-uoc/index.html"]
    assert (said(photos[0])["og:image:width"], said(photos[0])["og:image:height"]) == ("1200", "1800")  # fmt: skip
