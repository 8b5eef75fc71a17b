"""The calendar in a real browser on chosen days: right headings, nothing empty without a word why; by keyboard; on paper."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from axe import axe_findings
from browser.conftest import Served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    Open = Callable[..., Page]

PAGES = [
    "lich/", "lich/nam-tron/", "lich/2024/", "lich/2024/05/", "lich/2024/09/", "lich/2020/08/",
    "ky-niem/", "ky-niem/ngay-truyen-thong-vi-du/", "ky-niem/gio-to-vi-du/", "ky-niem/di-nguyen-vi-du/",
]  # fmt: skip


@pytest.fixture(scope="module")
def real(real_site: Path) -> Iterator[str]:
    """The real content, served."""
    server = Served(real_site)
    yield server.base
    server.close()


@pytest.fixture
def on(context: Callable[..., BrowserContext]) -> Open:
    """Open a page at an instant (UTC), for a reader on the other side of the world."""

    def opened(url: str, now: str, **options: Any) -> Page:
        page = context(timezone_id="America/Los_Angeles", **options).new_page()
        page.clock.set_fixed_time(now)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        assert errors == []
        return page

    return opened


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
    page = on(served + "lich/", "2031-05-05T03:00:00Z")
    assert "Hôm nay đã là năm 2031, lịch trên trang chỉ ghi đến hết năm 2029" in said(
        page, "[data-td-after]"
    )
    assert "lịch trên trang chỉ ghi đến hết năm 2029" in said(page, "[data-td-nothing]")
    assert "tức" not in said(page, "[data-td-now]")
    assert headings(page)[2:4] == ["Năm tròn trong năm 2024", "Năm 2024"]
    assert page.locator("td.is-today").count() == 0
    nothing_is_empty(page)
    page = on(served + "lich/2029/12/", "2031-05-05T03:00:00Z")
    assert page.locator("td.is-today").count() == 0


def test_the_last_built_day(served: str, on: Open) -> None:
    page = on(served + "lich/", "2029-12-31T03:00:00Z")
    assert headings(page)[2:4] == ["Năm tròn trong năm 2029", "Năm 2029"]
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
    assert "đã qua" in said(page, '.td-round[data-td-last="2025-08-12"]')
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


# --- For everyone ----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(served: str, on: Open, path: str, scheme: str) -> None:
    page = on(
        served + path,
        "2024-05-15T03:00:00Z",
        color_scheme=scheme,
        viewport={"width": 390, "height": 844},
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe_findings(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    assert axe_findings(page) == []


@pytest.mark.parametrize(
    "path", ["lich/", "lich/2026/04/", "lich/nam-tron/", "ky-niem/ngay-truyen-thong-cand/"]
)
def test_axe_finds_nothing_in_the_real_pages(real: str, on: Open, path: str) -> None:
    page = on(real + path, "2026-04-18T03:00:00Z", viewport={"width": 1280, "height": 900})
    assert axe_findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe_findings(page) == []


def test_the_keyboard_goes_through_a_month_day_by_day(real: str, on: Open) -> None:
    page = on(
        real + "lich/2025/08/", "2026-04-18T03:00:00Z", viewport={"width": 1280, "height": 900}
    )
    days, tops = [], []
    memories = page.locator("[aria-labelledby=nam-xua] a").count()
    for _ in range(60 + memories):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => { const cell = document.activeElement.closest('.td-cal--month td'); const r = document.activeElement"
            ".getBoundingClientRect(); return [cell && cell.id, document.activeElement.className, r.width > 0] }"
        )
        assert found[2]
        if found[0]:
            days.append(found[0])
        elif days:
            tops.append(found[1])
    assert days == sorted(days)
    assert days[0] == "ngay-06"
    # What happened on these days in earlier years stands between, then the way to other months.
    assert "td-pager__prev" in next(top for top in tops if "td-pager" in top)


def test_the_keyboard_meets_what_is_next_before_the_year(served: str, on: Open) -> None:
    page = on(served + "lich/", "2024-05-15T03:00:00Z")
    order = []
    for _ in range(80):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                """() => { const e = document.activeElement
                    return e.closest('.td-next') ? 'next' : e.closest('[data-td-slot="grid"]') ? 'grid'
                      : e.closest('[aria-labelledby="dang-ky"]') ? 'subscribe' : e.closest('.td-actions') ? 'actions' : '' }"""
            )
        )
    seen = list(dict.fromkeys(step for step in order if step))
    assert seen == ["actions", "next", "grid", "subscribe"]


# --- On paper --------------------------------------------------------------------------------------


def sheets(page: Page, folder: Path, paper: str, *, landscape: bool) -> tuple[int, set[str], str]:
    """Pages, their sizes in points, and the words of the printed page."""
    pdf = folder / f"{paper}.pdf"
    page.pdf(path=pdf, format=paper, landscape=landscape, prefer_css_page_size=True)
    info = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "99", pdf], capture_output=True, text=True, check=True
    ).stdout
    sizes = {
        " x ".join(str(round(float(n))) for n in pair)
        for pair in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", info)
    }
    text = subprocess.run(
        ["pdftotext", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    return (
        int(re.search(r"Pages:\s+(\d+)", info)[1]),
        sizes,
        " ".join(text.replace("\u00a0", " ").split()),
    )


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize(("paper", "size"), [("A4", "843 x 596"), ("A3", "1191 x 843")])
def test_the_plan_prints_on_one_page(
    real: str, on: Open, tmp_path: Path, paper: str, size: str, landscape: bool
) -> None:
    page = on(real + "lich/nam-tron/", "2026-04-18T03:00:00Z", color_scheme="dark")
    count, sizes, text = sheets(page, tmp_path, paper, landscape=landscape)
    assert (count, sizes) == (1, {size})
    for words in (
        "2025",
        "2030",
        "Năm lẻ 5",
        "Nghị định 145/2013/NĐ-CP",
        "Ngày truyền thống lực lượng pháp chế",
    ):
        assert words in text
    assert "Đăng ký lịch" not in text
    assert "còn 85 ngày" not in text


@pytest.mark.parametrize("month", ["2025/08", "2026/03", "2025/12"])
def test_a_month_prints_on_one_page(real: str, on: Open, tmp_path: Path, month: str) -> None:
    page = on(real + f"lich/{month}/", "2026-03-18T03:00:00Z")
    for paper in ("A4", "A3"):
        assert sheets(page, tmp_path, paper, landscape=False)[0] == 1, paper


def test_a_year_is_on_its_first_page_and_its_list_follows(
    real: str, on: Open, tmp_path: Path
) -> None:
    page = on(real + "lich/2025/", "2026-03-18T03:00:00Z")
    sheets(page, tmp_path, "A4", landscape=False)
    first = subprocess.run(
        ["pdftotext", "-l", "1", tmp_path / "A4.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.replace("\u00a0", " ")
    assert "Tháng 12" in first
    assert "Năm tròn trong năm 2025" in first
    assert "Các ngày trong năm" not in first
