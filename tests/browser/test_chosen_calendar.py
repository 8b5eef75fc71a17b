"""A calendar of chosen clusters and units: ticked, kept in the address, downloaded as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import vobject
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

CHOSEN = "lich/chon/"


def uids(text: str) -> list[str]:
    return [event.uid.value for event in vobject.readOne(text).vevent_list]


def test_what_is_ticked_is_one_file_without_doubles(
    served: str, opened: Callable[..., Page], public_site: Path
) -> None:
    page = opened(served + CHOSEN)
    button = page.get_by_role("button", name="Tải tệp lịch (.ics)")
    expect(button).to_be_disabled()
    page.get_by_label("Lọc theo tên").fill("cong an tinh duong")
    expect(page.locator(".td-choose__list li:visible")).to_have_count(1)
    page.get_by_label("Công an tỉnh Dương Lâm").check()
    page.get_by_label("Lọc theo tên").fill("")
    page.get_by_label("Cụm thi đua số 1 – Công an địa phương Ví Dụ").check()
    assert page.url == f"{served}{CHOSEN}?cum=vd-1&don-vi=ca-tinh-duong-lam"
    expect(page.locator("[data-td-said]")).to_contain_text("Đã chọn 2 lịch.")
    with page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == "lich-da-chon.ics"
    joined = uids(Path(waiting.value.path()).read_text("utf-8"))
    single = [
        uids((public_site / folder / "lich.ics").read_text("utf-8"))
        for folder in ("cum/vd-1", "don-vi/ca-tinh-duong-lam")
    ]
    assert set(single[0]) & set(single[1])
    assert joined == list(dict.fromkeys(single[0] + single[1]))
    expect(page.locator("[data-td-said]")).to_contain_text("Đã ghép 2 lịch")


def test_the_address_is_the_choice(served: str, opened: Callable[..., Page]) -> None:
    page = opened(f"{served}{CHOSEN}?cum=vd-3,khong-co&cum=vd-1&don-vi=<b>,../../x")
    expect(page.locator("[data-td-picked] a")).to_have_text([
        "Cụm thi đua số 1 – Công an địa phương Ví Dụ", "Cụm thi đua số 3 – Công an địa phương Ví Dụ",
    ], use_inner_text=True)  # fmt: skip
    assert page.locator("input:checked").count() == 2
    page.locator("[data-td-picked] a").first.click()
    expect(page.locator("h1")).to_contain_text("Cụm thi đua số 1")


def test_a_calendar_that_cannot_be_had_is_told(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context().new_page()
    page.goto(f"{served}{CHOSEN}?cum=vd-1")
    page.route("**/lich.ics", lambda route: route.abort())
    page.get_by_role("button", name="Tải tệp lịch (.ics)").click()
    expect(page.locator("[data-td-said]")).to_contain_text("Không tải được một trong các lịch")


def test_without_scripts_the_fixed_calendars_are_named(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(served + CHOSEN)
    expect(page.locator("form[data-td-chosen]")).to_be_hidden()
    expect(page.locator("noscript p")).to_be_visible()
    page.get_by_role("link", name="Lịch của từng cụm").click()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("choice", ["?cum=vd-1", ""])
def test_from_a_folder_it_leads_to_each_calendar(
    public_site: Path, context: Callable[..., BrowserContext], choice: str
) -> None:
    page = context().new_page()
    page.goto((public_site / CHOSEN / "index.html").as_uri() + choice)
    expect(page.get_by_role("button", name="Tải tệp lịch (.ics)")).to_be_disabled()
    expect(page.locator("[data-td-picked] a")).to_have_count(1 if choice else 0)
    said = "Trang đang mở từ thư mục" if choice else "Chưa chọn lịch nào."
    expect(page.locator("[data-td-said]")).to_contain_text(said)
