"""The calendar in a real browser on chosen days: right headings, nothing empty without a word why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from browser.conftest import Open

PAGES = [
    "lich/", "lich/nam-tron/", "lich/2024/", "lich/2024/05/", "lich/2024/09/", "lich/2020/08/",
    "ky-niem/", "ky-niem/ngay-truyen-thong-vi-du/", "ky-niem/gio-to-vi-du/", "ky-niem/di-nguyen-vi-du/",
]  # fmt: skip


def said(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).inner_text().replace("\u00a0", " ").split())


def headings(page: Page) -> list[str]:
    return [
        " ".join(t.replace("\u00a0", " ").split())
        for t in page.locator("main h1, main h2").all_inner_texts()
    ]


def nothing_is_empty(page: Page) -> None:
    """Every heading of the main part is followed by something a reader can see before the next one."""
    empty = page.evaluate(
        """() => Array.from(document.querySelectorAll('main section')).filter(section => {
             if (!section.offsetParent) return false
             const heading = section.querySelector('h2, h3')
             const own = heading ? heading.innerText : ''
             return section.innerText.replace(own, '').trim().length < 8
           }).map(section => section.outerHTML.slice(0, 120))"""
    )
    assert empty == []
    lists = page.evaluate(
        "() => Array.from(document.querySelectorAll('main ol, main ul')).filter(l => !l.children.length).length"
    )
    assert lists == 0


# --- Days ------------------------------------------------------------------------------------------


def test_31_december_and_the_minutes_after(served: str, on: Open) -> None:
    page = on(served + "lich/", "2024-12-31T16:59:00Z")
    assert said(page, "[data-td-now]").startswith(
        "Hôm nay, thứ Ba, ngày 31 tháng 12 năm 2024, tức mùng 1 tháng Chạp"
    )
    assert headings(page) == [
        "Lịch",
        "Sắp tới",
        "Năm tròn trong năm 2024",
        "Năm 2024",
        "Đăng ký lịch",
    ]
    assert "không có dịp kỷ niệm nào vào năm tròn" in said(page, '[data-td-slot="rounds"]')
    assert said(page, ".td-cal--mini td.is-today") == "31"
    assert said(page, ".td-next__item >> nth=0").startswith("07/4/2025 Giỗ Tổ nghề Ví Dụ")
    nothing_is_empty(page)

    page = on(served + "lich/", "2024-12-31T17:00:30Z")
    assert said(page, "[data-td-now]").startswith("Hôm nay, thứ Tư, ngày 01 tháng 01 năm 2025")
    assert headings(page) == [
        "Lịch",
        "Sắp tới",
        "Năm tròn trong năm 2025",
        "Năm 2025",
        "Đăng ký lịch",
    ]
    assert said(page, '[data-td-slot="rounds"] .td-ordinal') == "80 năm"
    assert said(page, "[data-td-month]") == "Xem tháng 01 năm 2025"
    assert page.locator("[data-td-month]").get_attribute("href").endswith("lich/2025/01/")
    nothing_is_empty(page)


def test_29_february(served: str, on: Open) -> None:
    now = "2028-02-29T03:00:00Z"
    page = on(served + "lich/", now)
    assert "thứ Ba, ngày 29 tháng 02 năm 2028" in said(page, "[data-td-now]")
    assert headings(page)[2:4] == ["Năm tròn trong năm 2028", "Năm 2028"]
    assert said(page, ".td-cal--mini td.is-today") == "29"
    page = on(served + "lich/2028/02/", now)
    cell = page.locator("#ngay-29")
    assert cell.get_attribute("aria-current") == "date"
    assert "hôm nay" in cell.inner_text()
    assert page.locator("td.is-today").count() == 1


@pytest.mark.parametrize(
    ("now", "lunar"),
    [
        ("2025-01-28T10:00:00Z", "29 tháng Chạp năm Giáp Thìn"),
        ("2025-01-28T17:00:00Z", "mùng 1 tháng Giêng năm Ất Tỵ"),
        ("2026-02-17T03:00:00Z", "mùng 1 tháng Giêng năm Bính Ngọ"),
        ("2025-07-25T03:00:00Z", "mùng 1 tháng 6 nhuận năm Ất Tỵ"),
        ("2028-01-25T18:00:00Z", "mùng 1 tháng Giêng năm Mậu Thân"),
    ],
)
def test_the_moon_at_tet(served: str, on: Open, now: str, lunar: str) -> None:
    assert said(on(served + "lich/", now), "[data-td-now]").endswith(f", tức {lunar}")


def test_tet_with_the_real_content(real: str, on: Open) -> None:
    page = on(real + "lich/", "2026-02-17T03:00:00Z")
    first = said(page, ".td-next__item >> nth=0")
    assert first == "17/02/2026 Tết Nguyên đán năm Bính Ngọ hôm nay"
    assert said(page, ".td-next__item >> nth=1").endswith("80 năm còn 4 ngày")
    assert headings(page)[2:4] == ["Năm tròn trong năm 2026", "Năm 2026"]
    nothing_is_empty(page)


def test_a_stretch_that_is_running_is_said_to_run(served: str, on: Open) -> None:
    page = on(served + "lich/", "2024-05-10T03:00:00Z")
    assert any(
        "đang diễn ra, đến 31/5" in t for t in page.locator(".td-next__item").all_inner_texts()
    )


def test_after_the_last_built_year(served: str, on: Open) -> None:
    page = on(served + "lich/", "2036-05-05T03:00:00Z")
    assert "Hôm nay đã là năm 2036, lịch trên trang chỉ ghi đến hết năm 2034" in said(
        page, "[data-td-after]"
    )
    assert "lịch trên trang chỉ ghi đến hết năm 2034" in said(page, "[data-td-nothing]")
    assert "tức" not in said(page, "[data-td-now]")
    assert headings(page)[2:4] == ["Năm tròn trong năm 2024", "Năm 2024"]
    assert page.locator("td.is-today").count() == 0
    nothing_is_empty(page)
    page = on(served + "lich/2034/12/", "2036-05-05T03:00:00Z")
    assert page.locator("td.is-today").count() == 0


def test_the_last_built_day(served: str, on: Open) -> None:
    page = on(served + "lich/", "2034-12-31T03:00:00Z")
    assert headings(page)[2:4] == ["Năm tròn trong năm 2034", "Năm 2034"]
    assert page.locator("[data-td-after]").is_hidden()
    assert "không còn mục nào có ngày" in said(page, "[data-td-nothing]")
    nothing_is_empty(page)


def test_a_clock_before_the_content(served: str, on: Open) -> None:
    page = on(served + "lich/", "2019-05-05T03:00:00Z")
    assert "Trang chưa có lịch của năm 2019" in said(page, "[data-td-after]")
    nothing_is_empty(page)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2025-08-11T18:00:00Z", "Lần tới: thứ Ba, ngày 12 tháng 8 năm 2025 80 năm hôm nay"),
        ("2025-08-11T03:00:00Z", "Lần tới: thứ Ba, ngày 12 tháng 8 năm 2025 80 năm ngày mai"),
        ("2025-08-13T03:00:00Z", "Lần tới: thứ Tư, ngày 12 tháng 8 năm 2026 81 năm còn 364 ngày"),
        ("2046-01-01T03:00:00Z", "Bảng dưới đây chỉ tính đến năm 2044."),
    ],
)
def test_when_a_commemoration_is_next(served: str, on: Open, now: str, words: str) -> None:
    page = on(served + "ky-niem/ngay-truyen-thong-vi-du/", now)
    assert said(page, "[data-td-nextup]") == words
    assert page.locator("tr.is-next").count() == ("Lần tới" in words)


def test_a_year_only_commemoration_has_no_countdown(served: str, on: Open) -> None:
    page = on(served + "ky-niem/di-nguyen-vi-du/", "2026-03-01T03:00:00Z")
    assert said(page, "[data-td-nextup]") == "Lần tới: trong năm 2026 57 năm"


def test_the_plan_tells_what_is_past(served: str, on: Open) -> None:
    page = on(served + "lich/nam-tron/", "2025-08-20T03:00:00Z")
    assert "đã qua" in said(page, '.td-round:has(time[datetime="2025-08-12"])')
    assert "đã qua" not in said(page, '.td-round[data-td-last="2029-12-31"]')


# --- Without scripts -------------------------------------------------------------------------------


def test_without_scripts_pages_are_dated_and_whole(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(served + "lich/")
    assert headings(page) == [
        "Lịch",
        "Sau ngày 29 tháng 11 năm 2024",
        "Năm tròn trong năm 2024",
        "Năm 2024",
        "Đăng ký lịch",
    ]
    assert "Tin mới nhất trên trang là của ngày 29 tháng 11 năm 2024" in said(
        page, "[data-td-since]"
    )
    assert page.locator("[data-td-next] .td-next__item").count() == 6
    for hidden in (
        "[data-td-now]",
        "[data-td-after]",
        "[data-td-nothing]",
        "[data-td-address]",
        "[data-td-webcal]",
    ):
        assert page.locator(hidden).is_hidden(), hidden
    nothing_is_empty(page)
    page.goto(served + "ky-niem/ngay-truyen-thong-vi-du/")
    assert said(page, "[data-td-nextup]") == "Năm 2024: thứ Hai, ngày 12 tháng 8 năm 2024 79 năm"
    for path in PAGES:
        page.goto(served + path)
        nothing_is_empty(page)


def test_the_subscription_address_is_the_one_the_reader_came_by(served: str, on: Open) -> None:
    page = on(served + "lich/", "2024-05-05T03:00:00Z")
    assert page.locator("#dia-chi-lich").input_value() == served + "lich/ky-niem.ics"
    assert (
        page.locator("[data-td-webcal]").get_attribute("href")
        == re.sub("^http", "webcal", served) + "lich/ky-niem.ics"
    )
    page = on(served + "ky-niem/gio-to-vi-du/", "2024-05-05T03:00:00Z")
    assert page.locator("#dia-chi-lich").input_value() == served + "ky-niem/gio-to-vi-du/lich.ics"
