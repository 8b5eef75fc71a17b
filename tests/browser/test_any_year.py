"""A site read for years after it was built: five readers' days, from the day of its newest event to seven years on.

The invented site ends on 29 November 2024. Nothing on it asks for the day it was built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from page_types import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.conftest import Open

DAYS = {
    2024: "2024-11-29T03:00:00Z",
    2025: "2025-01-01T03:00:00Z",
    2026: "2026-11-27T03:00:00Z",
    2028: "2028-02-29T03:00:00Z",
    2031: "2031-07-01T03:00:00Z",
}
"""Year and instant: the last day there is news of, the new year after it, and later."""


def said(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).inner_text().replace("\u00a0", " ").split())


def seen(page: Page, selector: str) -> list[str]:
    """The texts of what a reader can see."""
    return [
        " ".join(one.inner_text().replace("\u00a0", " ").split())
        for one in page.locator(selector).all()
        if one.is_visible()
    ]


@pytest.mark.parametrize("year", DAYS)
def test_home_opens_with_what_is_next_and_knows_the_readers_year(
    served: str, on: Open, year: int
) -> None:
    page = on(served, DAYS[year])
    first = page.evaluate(
        "() => [...document.querySelectorAll('.td-home h2')].find(h => h.offsetParent).textContent"
    )
    size = page.locator(".td-year__no").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")  # fmt: skip
    title, number = said(page, "#nam-nay"), said(page, ".td-year__no")
    if year == 2024:
        assert (first, title, number) == ("Sắp tới", "Năm công tác", "2024")
        assert size > 60
        assert page.locator(".td-year__note").is_hidden()
    else:
        assert (first, title, number) == ("Sắp tới", "Chu trình gần nhất", "2024")
        assert size < 40
        assert said(page, ".td-year__note") == f"Chưa có tin về chu trình thi đua năm {year}."
    days = seen(page, "#sap-toi ~ ol .td-next__date")
    assert len(days) >= 3
    assert {day[-4:] for day in days} <= {str(year), str(year + 1)}


@pytest.mark.parametrize("year", DAYS)
def test_the_calendar_is_that_of_the_readers_year(served: str, on: Open, year: int) -> None:
    page = on(served + "lich/", DAYS[year])
    titles = seen(page, "main h2")
    assert titles[:3] == ["Sắp tới", f"Năm tròn trong năm {year}", f"Năm {year}"]
    assert page.locator("[data-td-after]").is_hidden()
    assert seen(page, ".td-next__item")
    assert page.locator(".td-cal--mini td.is-today").count() == 1


@pytest.mark.parametrize("year", DAYS)
def test_the_plan_reaches_ten_years_ahead_and_folds_what_is_past(
    served: str, on: Open, year: int
) -> None:
    page = on(served + "lich/nam-tron/", DAYS[year])
    assert seen(page, ".td-plan__no") == [str(n) for n in range(year, year + 11)]
    past = {
        2024: [], 2025: ["Năm đã qua: 2024"], 2026: ["Các năm đã qua: 2024–2025"], 2028: ["Các năm đã qua: 2024–2027"],
        2031: ["Các năm đã qua: 2024–2030"],
    }  # fmt: skip
    assert seen(page, "[data-td-plan-past] > summary") == past[year]
    assert not any(str(n) in said(page, "h1") for n in range(2020, 2060))
    if past[year]:
        page.locator("[data-td-plan-past] > summary").click()
        assert seen(page, "[data-td-plan-past] .td-plan__no") == [str(n) for n in range(2024, year)]
        folded = page.locator("[data-td-plan-past] .td-round")
        assert folded.count() == page.locator("[data-td-plan-past] .td-round.is-past").count() > 0
    # Years without a calendar lead nowhere
    built = page.locator(".td-plan__no a")
    assert all(int(t) <= 2034 for t in built.all_inner_texts())


@pytest.mark.parametrize("year", DAYS)
def test_a_term_that_has_ended_says_so(served: str, on: Open, year: int) -> None:
    ended = {"2023": True, "2024": year > 2024, "2025": year > 2025}
    for term, over in ended.items():
        page = on(f"{served}cum/vd-1/{term}/", DAYS[year])
        assert ("kỳ đã kết thúc" in said(page, ".td-head__over")) is over, term
    page = on(served + "cum/vd-1/", DAYS[year])
    assert ("kỳ đã kết thúc" in said(page, ".td-answers__title")) is (year > 2025)


@pytest.mark.parametrize("year", DAYS)
def test_a_commemoration_has_its_next_time(served: str, on: Open, year: int) -> None:
    next_time = {2024: 2025, 2025: 2025, 2026: 2027, 2028: 2028, 2031: 2031}[year]
    page = on(served + "ky-niem/ngay-truyen-thong-vi-du/", DAYS[year])
    assert f"ngày 12 tháng 8 năm {next_time} {next_time - 1945} năm" in said(page, "[data-td-nextup]")  # fmt: skip
    month = on(f"{served}lich/{next_time}/08/", DAYS[year])
    assert "Ngày truyền thống lực lượng Ví Dụ" in said(month, "#ngay-12")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_up_to_which_day_it_is_kept(served: str, on: Open, path: str) -> None:
    page = on(served + path, DAYS[2031])
    said = {"en/": "Updated to 29 November 2024."}.get(
        path, "Cập nhật đến ngày 29 tháng 11 năm 2024."
    )
    assert seen(page, ".td-foot__about p:last-child") == [said]


def test_without_scripts_nothing_claims_to_be_now(served: str, context) -> None:  # type: ignore[no-untyped-def]
    page = context(java_script_enabled=False).new_page()
    page.goto(served)
    assert said(page, "#nam-nay") == "Chu trình gần nhất"
    assert page.locator(".td-year__no").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") < 40  # fmt: skip
    page.goto(served + "lich/nam-tron/")
    assert seen(page, ".td-plan__no") == [str(n) for n in range(2024, 2035)]
    assert seen(page, "[data-td-plan-past]") == []
    page.goto(served + "cum/vd-1/2023/")
    assert "kỳ đã kết thúc" in said(page, ".td-head__over")
    page.goto(served + "cum/vd-1/2025/")
    assert "kỳ đã kết thúc" not in said(page, ".td-head__over")


@pytest.mark.parametrize("year", DAYS)
def test_round_anniversaries_that_are_past_are_marked(served: str, on: Open, year: int) -> None:
    page = on(served + "lich/2025/", DAYS[year])
    (line,) = seen(page, '.td-round:has(time[datetime="2025-08-12"]) .td-round__note')
    assert ("đã qua" in line) is (year > 2025)
