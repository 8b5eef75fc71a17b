"""Timelines in a real browser: filters and order by keyboard, the state in the address, the rail of years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from browser.timeline_page import marks, open_older, settled, shown, status

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page


def test_filters_by_kind_find_all_a_meeting_was(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/")
    total = len(shown(page))
    assert status(page) == f"{total} mục."
    page.get_by_label("Sơ kết, kiểm tra, tổng kết").check()
    # A meeting that closes one term and opens the next is a review in the first only.
    assert marks(page) == {"review", "review event"}
    assert status(page) == f"Đang xem {len(shown(page))} trong {total} mục."
    assert "loai=review" in settled(page).url
    page.get_by_label("Khen thưởng").check()
    assert marks(page) == {"review", "review event", "award"}
    page.get_by_role("button", name="Bỏ lọc").click()
    assert len(shown(page)) == total
    assert "?" not in settled(page).url


def test_filters_by_year_follow_the_entry_not_the_term(
    rich: str, opened: Callable[..., Page]
) -> None:
    page = opened(rich + "cum/nam/?nam=2020")
    # With the meeting of December 2020 that opened the term of 2021.
    assert page.locator("#sk-2020-hai-viec--2021-1").is_visible()
    assert {iso[:4] for iso in shown(page)} == {"2020"}
    page.goto(rich + "cum/doan/?nam=2019")
    assert shown(page) == ["2019-05-04"]
    assert page.get_by_role("heading", name="năm 2022").count() == 0
    page.goto(rich + "cum/nam/?nam=2018")
    assert shown(page) == ["2018-11-01"]


def test_the_state_is_in_the_address(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/?moc=1&thu-tu=cu&loai=signing&loai=award")
    assert page.get_by_label("Chỉ mốc chính").is_checked()
    assert page.get_by_label("Ký giao ước").is_checked()
    assert shown(page) == ["2020-03-05", "2020-12-03", "2021-01-10"]
    page.get_by_label("Thứ tự").select_option("")
    assert shown(page) == ["2021-01-10", "2020-12-03", "2020-03-05"]
    assert "thu-tu" not in settled(page).url
    again = opened(settled(page).url)
    assert shown(again) == shown(page)
    # A hand-made address does no harm.
    page.goto(rich + "cum/nam/?nam=1066&loai=%3Cb%3E&thu-tu=x&moc=2")
    assert len(shown(page)) > 10


def test_only_milestones(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/")
    page.get_by_label("Chỉ mốc chính").check()
    assert marks(page) <= {"signing", "review", "award", "lead", "membership"}
    assert "moc=1" in settled(page).url


def test_oldest_first_turns_everything(rich: str, opened: Callable[..., Page]) -> None:
    for cluster in ("nam", "doan"):
        page = opened(f"{rich}cum/{cluster}/")
        newest, rail = shown(page), page.locator("[data-td-rail] a").all_inner_texts()
        page.get_by_label("Thứ tự").select_option("cu")
        assert shown(page) == newest[::-1]
        assert page.locator("[data-td-rail] a").all_inner_texts() == rail[::-1]
        # The heading of a year stays above the year's entries.
        parts = page.locator("[data-td-part]")
        for heading in parts.all():
            list_ = heading.evaluate("one => one.nextElementSibling.matches('[data-td-entries]')")
            assert list_
        page.get_by_label("Thứ tự").select_option("")
        assert shown(page) == newest


def test_by_keyboard_alone(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/")
    page.get_by_label("Ký giao ước").focus()
    page.keyboard.press("Space")
    assert marks(page)
    assert all("signing" in kinds for kinds in marks(page))
    for _ in range(12):
        if page.evaluate("document.activeElement.name") == "nam":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "nam=2020" in settled(page).url
    assert shown(page) == ["2020-12-03", "2020-03-05"]
    while page.evaluate("document.activeElement.type") != "reset":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "?" not in settled(page).url
    assert page.evaluate("document.activeElement.name") == "loai"


def test_what_a_screen_reader_is_told(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/")
    expect(page.get_by_role("form", name="Lọc dòng thời gian")).to_be_visible()
    expect(page.get_by_role("group", name="Chỉ xem")).to_be_visible()
    expect(page.get_by_role("navigation", name="Đến năm")).to_be_visible()
    expect(page.get_by_role("status").and_(page.locator("[data-td-count]"))).to_have_count(1)
    tree = page.locator("#ky-2020").aria_snapshot().replace("\u00a0", " ")
    assert re.search(
        r'listitem:\s+- time: 05/3\s+- text: Ký giao ước\s+- paragraph:\s+- link "Ký giao ước đầu năm"',
        tree,
    )
    picture = page.get_by_role(
        "img", name=re.compile("các đơn vị thành viên từ năm 2019 đến năm 2021")
    )
    expect(picture).to_have_count(1)


def test_the_rail_leads_to_a_year_also_to_one_filtered_away(
    rich: str, opened: Callable[..., Page]
) -> None:
    page = opened(rich + "cum/nam/?nam=2021")
    assert not page.locator("#ky-2019").is_visible()
    page.get_by_role("navigation", name="Đến năm").get_by_role("link", name="2019").click()
    expect(page.locator("#nam-2019")).to_be_in_viewport()
    assert "nam=2021" not in settled(page).url
    assert settled(page).url.endswith("#nam-2019")


def test_the_rail_tells_the_year_being_read(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/doan/", viewport={"width": 1280, "height": 500})
    for year in ("2017", "2022", "2019"):
        page.get_by_role("navigation", name="Đến năm").get_by_role("link", name=year).click()
        expect(page.locator("[data-td-rail] [aria-current]")).to_have_text(year)


def test_without_scripts_every_entry_is_there_and_no_dead_control(
    rich: str, long: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(rich + "cum/nam/")
    assert page.locator(".td-tl").count() == page.locator(".td-tl:visible").count() > 10
    assert not page.locator("[data-td-tools]").is_visible()
    page.goto(long + "cum/lon/")
    open_older(page)
    page.wait_for_load_state()
    assert page.locator(".td-tl:visible").count() > 40


def test_this_years_news_is_no_memory(rich: str, context: Callable[..., BrowserContext]) -> None:
    for now, memory in (("2020-03-05T05:00:00Z", False), ("2023-03-05T05:00:00Z", True)):
        page = context().new_page()
        page.clock.set_fixed_time(now)
        page.goto(rich)
        block = page.locator(".td-front__past").filter(has=page.locator("#ngay-nay"))
        assert ("Ký giao ước đầu năm" in block.inner_text()) is memory
