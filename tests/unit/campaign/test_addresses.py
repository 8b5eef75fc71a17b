"""Addresses are permanent: written out, for a change here breaks links that readers have kept."""

from __future__ import annotations

import pytest

from thidua.campaign import addresses
from thidua.campaign.audience import record_pages
from thidua.campaign.site import Site


@pytest.mark.parametrize(
    ("made", "expect"),
    [
        (addresses.year(2024), "/su-kien/2024/"), (addresses.year(987), "/su-kien/0987/"), (addresses.event(2024, "ky-ket"), "/su-kien/2024/ky-ket/"),
        (addresses.cluster("vd-1"), "/cum/vd-1/"), (addresses.term("vd-1", "2024"), "/cum/vd-1/2024/"), (addresses.number(7), "/cum/so/7/"),
        (addresses.pledge("vd-1", "2024"), "/cum/vd-1/giao-uoc/2024/"), (addresses.comparison("vd-1", "2023", "2024"), "/cum/vd-1/giao-uoc/2023..2024/"),
        (addresses.COMPARE, "/giao-uoc/so-sanh/"), (addresses.CHOSEN_CALENDAR, "/lich/chon/"), (addresses.unit("ca-mau"), "/don-vi/ca-mau/"),
        (addresses.commemoration("ngay"), "/ky-niem/ngay/"), (addresses.campaign("dot"), "/phong-trao/dot/"),
        (addresses.calendar_year(2024), "/lich/2024/"), (addresses.calendar_year(987), "/lich/0987/"),
        (addresses.calendar_month(2024, 3), "/lich/2024/03/"), (addresses.calendar_month(987, 12), "/lich/0987/12/"),
        (addresses.cluster_ics("vd-1"), "/cum/vd-1/lich.ics"), (addresses.cluster_feed("vd-1"), "/cum/vd-1/feed.xml"),
        (addresses.commemoration_ics("ngay"), "/ky-niem/ngay/lich.ics"), (addresses.PLAN, "/lich/nam-tron/"), (addresses.HOME, "/"),
        (addresses.ALL_COMMEMORATIONS_ICS, "/lich/ky-niem.ics"), (addresses.ALL_EVENTS_FEED, "/feed.xml"), (addresses.SEARCH, "/tim-kiem/"),
    ],
)  # fmt: skip
def test_addresses(made: str, expect: str) -> None:
    assert made == expect


@pytest.mark.parametrize(
    ("address", "expect"),
    [
        ("/cum/vd-1/", "/cum/vd-1/"), ("/cum/vd-1", "/cum/vd-1/"), ("/cum/vd-1/#a", "/cum/vd-1/"), ("/cum/vd-1#a/b", "/cum/vd-1/"), ("/a.html", "/a.html"),
        ("/a.html#b", "/a.html"), ("/a.b/c", "/a.b/c/"), ("/", "/"),
    ],
)  # fmt: skip
def test_the_form_pages_have(address: str, expect: str) -> None:
    assert addresses.canonical(address) == expect


def test_lists_are_pages_of_every_site() -> None:
    lists = {
        "/",
        "/su-kien/",
        "/cum/",
        "/giao-uoc/",
        "/don-vi/",
        "/ky-niem/",
        "/phong-trao/",
        "/lich/",
        "/tim-kiem/",
        "/cum-truong/",
        "/khen-thuong/",
        "/so-lieu/",
        "/tai-lieu/",
        "/ve-trang-nay/",
        "/cap-nhat/",
    }
    assert lists == addresses.LISTS
    assert record_pages(Site()) == lists


def test_what_is_reserved() -> None:
    assert {"so", "giao-uoc"} == addresses.RESERVED_CLUSTER_IDS
    assert {"giao-uoc", "cham-diem", "lich", "feed"} == addresses.RESERVED_TERM_IDS
    assert set(addresses.OWN_FOLDERS) == {
        "/anh/",
        "/assets/",
        "/ky-yeu/",
        "/lich/",
        "/du-lieu/",
        "/ra-soat/",
        "/en/",
        "/giao-uoc/so-sanh/",
        "/huong-dan/",
        "/tim-kiem/",
        "/cum-truong/",
        "/khen-thuong/",
        "/so-lieu/",
        "/tai-lieu/",
        "/ve-trang-nay/",
        "/cap-nhat/",
    }
    assert {
        "/404.html",
        "/feed.xml",
        "/manifest.json",
        "/manifest.json.sig",
        "/sitemap.xml",
        "/sitemap.xml.gz",
    } == addresses.OWN_FILES
    assert set(addresses.OPEN_ROOTS) == {
        "/lich/",
        "/tim-kiem/",
        "/giao-uoc/",
        "/du-lieu/",
        "/ra-soat/",
        "/en/",
        "/cum-truong/",
        "/khen-thuong/",
        "/so-lieu/",
        "/tai-lieu/",
    }
    assert set(addresses.WRITTEN_ROOTS) == {"/huong-dan/", "/gioi-thieu/"}


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "/index.html"),
        ("/cum", "/cum/index.html"),
        ("/cum/#so-1", "/cum/index.html"),
        ("/feed.xml", "/feed.xml"),
        ("/feed.xml/", "/feed.xml/index.html"),
    ],
)
def test_the_file_of_a_page(address: str, file: str) -> None:
    assert addresses.file_of(address) == file


@pytest.mark.parametrize(
    ("address", "section"),
    [
        ("/cum/vd-1/", "/cum/vd-1/"),
        ("/cum/vd-1/2024/", "/cum/vd-1/2024/"),
        ("/cum/vd-1/giao-uoc/2024/", "/giao-uoc/2024/"),
        ("/cum/vd-1/giao-uoc/2023..2024/", "/giao-uoc/2023..2024/"),
        ("/cum/vd-1/giao-uoc/2024/index.html", "/giao-uoc/2024/index.html"),
        ("/giao-uoc/so-sanh/", "/giao-uoc/so-sanh/"),
        ("/su-kien/2024/giao-uoc/", "/su-kien/2024/giao-uoc/"),
        ("/", "/"),
    ],
)
def test_the_entry_of_the_menu(address: str, section: str) -> None:
    assert addresses.menu_section(address) == section
