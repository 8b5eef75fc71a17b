"""What a reader comes for stands on the first screen, and for any day that is asked for."""

from __future__ import annotations

import itertools
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

SCREENS = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", ["cum/vd-1/", "don-vi/ca-tinh-duong-lam/"])
def test_lead_and_pledge_are_on_the_first_screen(
    served: str, opened: Callable[..., Page], path: str, screen: str
) -> None:
    page = opened(served + path, viewport=SCREENS[screen])
    for selector in (
        ".td-answers dd a[href*='don-vi/ca-tinh-duong-lam']",
        ".td-answers dd a[href*='giao-uoc/2025/']",
        ".td-answers dd a[href*='giao-uoc/2024..2025']",
    ):
        assert bottom(page, selector) < SCREENS[screen]["height"]


@pytest.mark.parametrize("screen", SCREENS)
def test_who_was_in_a_cluster_on_a_day(
    served: str, opened: Callable[..., Page], screen: str
) -> None:
    page = opened(served + "cum/vd-1/", viewport=SCREENS[screen])
    page.get_by_label("Xem tại ngày").fill("2024-06-30")
    page.get_by_role("button", name="Xem", exact=True).click()
    answer = page.locator("[data-td-answer]")
    expect(answer).to_contain_text("Tại ngày 30/6/2024")
    members = answer.locator("div:has(> dt:text-is('Thành viên')) li")
    assert [text.replace("\u00a0", " ") for text in members.all_inner_texts()] == [
        "Công an tỉnh Mẫu (đến 30/6/2024)",
        "Công an tỉnh Thí Dụ",
        "Công an tỉnh Đan Hương",
        "Công an tỉnh Dương Lâm",
    ]
    assert bottom(page, "[data-td-answer] li:has-text('Dương Lâm')") < SCREENS[screen]["height"]
    expect(page.locator(".td-now[data-td-latest]")).to_be_hidden()
    assert page.url.endswith("cum/vd-1/?ngay=2024-06-30")
    members.first.locator("a").click()
    expect(page.locator("h1")).to_have_text("Công an tỉnh Mẫu")


def test_the_day_is_in_the_address(served: str, opened: Callable[..., Page]) -> None:
    page = opened(served + "cum/vd-1/?ngay=2024-07-01")
    answer = page.locator("[data-td-answer]")
    expect(answer).to_contain_text("từ 01/7/2024")
    expect(page.get_by_label("Xem tại ngày")).to_have_value("2024-07-01")
    page.get_by_role("button", name="Về kỳ gần nhất").click()
    expect(answer).to_be_hidden()
    expect(page.locator(".td-now[data-td-latest]")).to_be_visible()
    expect(page.get_by_label("Xem tại ngày")).to_be_focused()
    page.go_back()
    expect(answer).to_be_visible()


@pytest.mark.parametrize(
    ("day", "nearest"),
    [("1999-01-01", ["Kỳ liền sau", "năm 2022"]), ("2031-12-31", ["Kỳ liền trước", "năm 2025"])],
)
def test_of_a_day_without_a_term_the_nearest_is_named(
    served: str, opened: Callable[..., Page], day: str, nearest: list[str]
) -> None:
    page = opened(f"{served}cum/vd-1/?ngay={day}")
    expect(page.locator("[data-td-answer]")).to_contain_text("Trang chưa có kỳ nào gồm ngày này.")
    said = page.locator("[data-td-answer]").locator("dt, dd").all_inner_texts()
    assert [words.replace("\u00a0", " ") for words in said] == nearest


@pytest.mark.parametrize("day", ["", "hôm qua", "2024-13-45", "<b>", "2024"])
def test_what_is_no_day_asks_nothing(served: str, opened: Callable[..., Page], day: str) -> None:
    page = opened(f"{served}cum/vd-1/?ngay={day}")
    expect(page.locator(".td-now[data-td-latest]")).to_be_visible()
    expect(page.locator("[data-td-answer]")).to_be_hidden()


@pytest.mark.parametrize(
    ("now", "shown", "left"),
    [
        ("2024-11-27T20:00:00Z", ["28–29/11/2024", "31/12/2024"], ["hôm nay", "còn 33 ngày"]),
        ("2024-11-28T20:00:00Z", ["28–29/11/2024", "31/12/2024"], ["đang diễn ra", "còn 32 ngày"]),
        ("2024-11-29T20:00:00Z", ["31/12/2024", "31/12/2025"], ["còn 31 ngày", "còn 396 ngày"]),
        ("2025-02-01T00:00:00Z", ["12/8/2025", "31/12/2025"], ["còn 192 ngày", "còn 333 ngày"]),
        ("2035-01-01T00:00:00Z", [], []),
    ],
)
def test_the_next_days_by_the_reader_s_day(
    served: str, on: Callable[..., Page], now: str, shown: list[str], left: list[str]
) -> None:
    page = on(served + "cum/vd-1/", now)
    rows = page.locator("[data-td-ahead] li:visible")
    expect(rows).to_have_count(len(shown))
    assert page.locator("[data-td-ahead] li:visible time").all_inner_texts() == shown
    assert page.locator("[data-td-ahead] li:visible [data-td-left]").all_inner_texts() == left
    expect(page.locator("[data-td-ahead] [data-td-none]")).to_be_visible(visible=not shown)


def test_without_scripts_all_days_stand_and_no_switch(
    served: str, context: Callable[..., object]
) -> None:
    page = context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]
    page.goto(served + "cum/vd-1/")
    assert page.locator("[data-td-ahead] li").count() == 3
    expect(page.get_by_text("Ngày cần nhớ")).to_be_visible()
    expect(page.get_by_label("Xem tại ngày")).to_be_hidden()


def test_a_printed_page_has_the_table_of_members(served: str, opened: Callable[..., Page]) -> None:
    page = opened(served + "cum/vd-1/")
    table = page.locator("#bang-thanh-vien table")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(table).to_be_visible()


MINE = "[data-td-mine]"


@pytest.mark.parametrize("screen", SCREENS)
def test_home_is_in_the_order_of_need(served: str, on: Callable[..., Page], screen: str) -> None:
    """For the keyboard and the ear as on the screen: nothing stands above what comes before it in the source."""
    page = on(served, "2026-11-28T05:00:00Z", viewport=SCREENS[screen])
    page.locator("#ngay-nay + p:visible").wait_for()
    heads = page.locator(".td-home :is(h2[id], .td-mine)")
    assert [one.get_attribute("id") for one in heads.all()] == [
        "sap-toi", None, "giao-uoc-moi", "moi", "cum", "ngay-nay", "nam-nay",
    ]  # fmt: skip
    boxes = [box for box in (one.bounding_box() for one in heads.all()) if box]
    for before, after in itertools.pairwise(boxes):
        assert after["y"] > before["y"] or after["x"] > before["x"] + before["width"]


def test_a_cluster_is_two_taps_from_the_first_screen(
    served: str, opened: Callable[..., Page]
) -> None:
    page = opened(served, viewport=SCREENS["phone"])
    assert bottom(page, ".td-front__blocks a >> nth=-1") < SCREENS["phone"]["height"]
    page.locator(".td-front__blocks a").first.click()
    seen = page.locator(".td-clusters a[href$='cum/vd-1/']").first
    expect(seen).to_be_in_viewport()
    seen.click()
    expect(page.locator("h1")).to_contain_text("Cụm thi đua số 1")


def test_a_reader_chooses_a_unit_once(served: str, context: Callable[..., object]) -> None:
    page = context().new_page()  # type: ignore[attr-defined]
    page.goto(served)
    page.get_by_role("link", name="Tìm đơn vị của tôi").click()
    page.get_by_role("link", name="Công an tỉnh Thí Dụ", exact=True).click()
    page.get_by_role("button", name="Chọn làm đơn vị của tôi").click()
    expect(page.get_by_role("button", name="Thôi chọn đơn vị này")).to_be_visible()
    page.goto(served)
    mine = page.locator(MINE)
    expect(mine.locator("h2")).to_have_text("Công an tỉnh Thí Dụ")
    expect(mine.locator("div:has(> dt:text-is('Cụm')) a")).to_have_attribute(
        "href", served + "cum/vd-1/"
    )
    page.reload()
    expect(mine.locator("h2")).to_be_visible()
    mine.get_by_role("button", name="Thôi chọn đơn vị này").click()
    expect(page.get_by_role("link", name="Tìm đơn vị của tôi")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Tìm đơn vị của tôi")).to_be_visible()


def test_a_unit_in_the_address_is_chosen(served: str, opened: Callable[..., Page]) -> None:
    page = opened(served + "?don-vi=ca-tinh-duong-lam")
    expect(page.locator(f"{MINE} h2")).to_have_text("Công an tỉnh Dương Lâm")
    expect(page.locator(f"{MINE} div:has(> dt:text-is('Vai trò')) dd")).to_have_text("Cụm trưởng")
    page.goto(served)
    expect(page.locator(f"{MINE} h2")).to_have_text("Công an tỉnh Dương Lâm")


@pytest.mark.parametrize("screen", SCREENS)
def test_home_opens_with_the_unit_chosen(served: str, on: Callable[..., Page], screen: str) -> None:
    page = on(
        served + "?don-vi=ca-tinh-duong-lam", "2025-02-01T05:00:00Z", viewport=SCREENS[screen]
    )
    expect(page.locator(f"{MINE} h2")).to_be_visible()
    assert [one.get_attribute("id") for one in page.locator(".td-front__col :is(h2[id], .td-mine)").all()][:2] == [None, "sap-toi"]  # fmt: skip
    for question in ("Cụm", "Cụm trưởng", "Giao ước", "Sắp tới"):
        asked = f"{MINE} div:has(> dt:text-is('{question}')) dd a >> nth=0"
        assert bottom(page, asked) <= SCREENS[screen]["height"], question


def test_a_round_anniversary_is_next_where_the_unit_has_no_day_of_its_own(
    served: str, on: Callable[..., Page]
) -> None:
    page = on(served + "?don-vi=ca-tinh-duong-lam", "2025-02-01T05:00:00Z")
    ahead = page.locator(f"{MINE} div:has(> dt:text-is('Sắp tới')) dd")
    expect(ahead).to_contain_text("Ngày truyền thống lực lượng Ví Dụ")
    expect(ahead).to_contain_text("80 năm · còn 192 ngày")


def test_a_unit_is_printed_on_one_sheet(
    served: str, opened: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(served + "don-vi/ca-tinh-duong-lam/")
    page.pdf(path=tmp_path / "don-vi.pdf", format="A4")
    info = subprocess.run(
        ["pdfinfo", tmp_path / "don-vi.pdf"], capture_output=True, text=True, check=True
    ).stdout
    assert "Pages:           1\n" in info


@pytest.mark.parametrize("asked", ["khong-co", "../../cum/vd-1", "<b>", "__proto__"])
def test_what_is_no_unit_changes_nothing(
    served: str, context: Callable[..., object], asked: str
) -> None:
    page = context().new_page()  # type: ignore[attr-defined]
    page.goto(f"{served}?don-vi={asked}")
    expect(page.get_by_role("link", name="Tìm đơn vị của tôi")).to_be_visible()
    page.goto(served)
    expect(page.locator(f"{MINE} h2")).to_have_count(0)
