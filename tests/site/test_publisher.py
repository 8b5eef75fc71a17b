"""The publisher of the invented site, on every page of it, and the menu."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from thidua.mkdocs.building import build_site

if TYPE_CHECKING:
    from pathlib import Path

LINE = (
    "<p>Cơ quan chịu trách nhiệm: Phòng Thi đua Ví Dụ · Cơ quan chủ quản: Bộ Ví Dụ"
    " · Người chịu trách nhiệm nội dung: Ông Trần Ví Dụ, Trưởng phòng</p>"
)
ENGLISH_LINE = (
    "<p>Published by: Phòng Thi đua Ví Dụ · Body in charge: Bộ Ví Dụ"
    " · Responsible for the content: Ông Trần Ví Dụ, Trưởng phòng</p>"
)
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def test_every_page_names_the_publisher(public_site: Path) -> None:
    site = public_site
    pages = [page for page in site.rglob("*.html") if b"td-foot" in page.read_bytes()]
    assert len(pages) > 100
    english = site / "en" / "index.html"
    lines = {page: ENGLISH_LINE if page == english else LINE for page in pages}
    assert [page for page, line in lines.items() if line not in page.read_text("utf-8")] == []


def test_a_page_says_who_publishes_it_to_machines(public_site: Path) -> None:
    page = (public_site / "lich/index.html").read_text("utf-8")
    assert json.loads(*DATA.findall(page)) == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": "https://thidua.example.vn/vi-du/lich/",
        "publisher": {
            "@type": "Organization",
            "name": "Phòng Thi đua Ví Dụ",
            "url": "https://thidua.example.vn/vi-du/ve-trang-nay/",
        },
        "license": "https://vi-du.example.vn/dung-lai/",
    }


def test_the_colophon_tells_machines_all_of_it(public_site: Path) -> None:
    page = (public_site / "ve-trang-nay/index.html").read_text("utf-8")
    (data,) = DATA.findall(page)
    assert json.loads(data)["@graph"][0] == {
        "@type": "Organization",
        "name": "Phòng Thi đua Ví Dụ",
        "parentOrganization": {"@type": "Organization", "name": "Bộ Ví Dụ"},
        "address": "Số 1 phố Ví Dụ, Tỉnh Mẫu",
        "telephone": "0200 000 0000",
        "email": "thi-dua@vi-du.example.vn",
    }


def test_the_colophon_has_it_whole(public_site: Path) -> None:
    page = (public_site / "ve-trang-nay/index.html").read_text("utf-8")
    facts = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert [label for label, _ in facts] == [
        "Cơ quan chịu trách nhiệm", "Cơ quan chủ quản", "Người chịu trách nhiệm nội dung",
        "Địa chỉ", "Điện thoại", "Thư điện tử", "Giấy phép dùng lại",
    ]  # fmt: skip
    assert [words for _, words in facts][4:] == [
        '<a href="tel:02000000000">0200 000 0000</a>',
        '<a href="mailto:thi-dua@vi-du.example.vn">thi-dua@vi-du.example.vn</a>',
        '<a href="https://vi-du.example.vn/dung-lai/" rel="external license">Được dùng lại khi ghi nguồn</a>',
    ]


def test_a_page_of_content_has_where_to_tell_a_mistake(public_site: Path) -> None:
    site = public_site
    page = (site / "cum/vd-1/index.html").read_text("utf-8")
    assert re.findall(r'href="(mailto:[^"]*?)\?subject=Báo', page) == [
        "mailto:thi-dua@vi-du.example.vn"
    ]
    assert "body=https://thidua.example.vn/vi-du/cum/vd-1/%0D%0A" in page
    # Hand-written pages and the page of 404 are no content.
    assert "?subject=" not in (site / "huong-dan/index.html").read_text("utf-8")
    assert "?subject=" not in (site / "404.html").read_text("utf-8")


def test_every_feed_and_calendar_names_the_publisher(public_site: Path) -> None:
    feeds = [path.read_text("utf-8") for path in public_site.rglob("feed.xml")]
    assert len(feeds) > 5
    assert all("<name>Phòng Thi đua Ví Dụ</name>" in text for text in feeds)
    assert all("stylesheets/feed.css" in text.splitlines()[1] for text in feeds)
    calendars = [path.read_text("utf-8") for path in public_site.rglob("*.ics")]
    assert len(calendars) > 5
    for text in calendars:
        assert text.count("BEGIN:VEVENT") == text.count("CONTACT:Phòng Thi đua Ví Dụ")


CURRENT = re.compile(r'<a href="[^"]*" aria-current="(page|true)">([^<]*)</a>')


def test_the_menu_marks_where_a_page_belongs(public_site: Path) -> None:
    for path, marked in {
        "index.html": [("page", "Trang chủ")],
        "cum/index.html": [("page", "Cụm thi đua")],
        "cum/vd-1/2024/index.html": [("true", "Cụm thi đua")],
        "cum/vd-1/giao-uoc/2024/index.html": [("true", "Giao ước")],
        "cum/vd-1/giao-uoc/2023..2024/index.html": [("true", "Giao ước")],
        "giao-uoc/so-sanh/index.html": [("true", "Giao ước")],
        "su-kien/2024/ky-giao-uoc/index.html": [("true", "Sự kiện")],
        "ve-trang-nay/index.html": [],
        "404.html": [],
    }.items():
        assert CURRENT.findall((public_site / path).read_text("utf-8")) == marked, path


def test_the_colophon_says_what_it_is_not_told(fixture_copy: Path) -> None:
    told = re.compile(r"^    publisher:\n(?:      .*\n)+", re.MULTILINE)
    settings, parts = told.subn("", fixture_copy.read_text("utf-8"))
    assert parts == 1
    fixture_copy.write_text(settings, "utf-8")
    build_site(fixture_copy, fixture_copy.parent / "site", audience="public")
    page = (fixture_copy.parent / "site/ve-trang-nay/index.html").read_text("utf-8")
    assert "Chưa có thông tin về cơ quan chịu trách nhiệm." in page
    assert "Chưa có thông tin về nơi nhận báo chỗ sai." in page
    assert "Báo chỗ sai” ở cuối trang" not in page


def test_an_award_has_the_year_it_is_for(public_site: Path) -> None:
    page = (public_site / "don-vi/ca-tinh-thi-du/index.html").read_text("utf-8")
    assert "· thành tích năm 2023<" in page.replace("\u00a0", " ")
