"""Any two pledges compared in a real browser: the same as the pages of neighbours, chosen by keyboard, linked to, printed, from a folder."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from browser.looks import in_every_look

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page, Route

ANY = "giao-uoc/so-sanh/"
PARTS = ".td-head, .td-notice[role=note], .td-cmp-key, .td-cmp"
PRINTED = f"""() => [...document.querySelectorAll("{PARTS}")].map(part => {{
  const copy = part.cloneNode(true)
  // Links are written from where a page stands.
  const [own, its] = [part, copy].map(one => [...one.querySelectorAll("a")])
  its.forEach((link, n) => own[n].getAttribute("href").startsWith("#") || link.setAttribute("href", own[n].href))
  return copy.outerHTML.replace(/\\s+/g, " ").replace(/> (?=<)|(?<=>) | (?=<\\/)/g, match => match.trim())
}})"""


def compared(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(".td-cmp").wait_for()
    return page


@pytest.mark.parametrize("pair", [("2023", "2024"), ("2024", "2025")])
def test_what_is_printed_is_what_the_page_of_neighbours_has(
    served: str, opened: Callable[..., Page], pair: tuple[str, str]
) -> None:
    one, other = pair
    page = opened(f"{served}cum/vd-1/giao-uoc/{one}..{other}/")
    expected, title = page.evaluate(PRINTED), page.title()
    compared(page, f"{served}{ANY}?a=vd-1@{one}&b=vd-1@{other}")
    assert page.evaluate(PRINTED) == expected
    assert page.title() == title
    assert len(expected) == 3


def test_two_clusters_differ_and_nothing_went_or_came(
    served: str, opened: Callable[..., Page]
) -> None:
    page = compared(opened(served), f"{served}{ANY}?a=vd-1@2025&b=vd-3@2024")
    assert page.locator("h1").inner_text().replace("\u00a0", " ") == (
        "Giao ước: Cụm thi đua số 1 – Công an địa phương Ví Dụ, năm 2025 và "
        "Cụm thi đua số 3 – Công an địa phương Ví Dụ, năm 2024"
    )
    assert page.locator(".td-head__over").inner_text() == "Khối Công an địa phương"
    assert page.locator("ins, del").count() == 0
    assert page.locator(".td-only").count() > 5
    assert page.locator(".td-notice[role=note]").inner_text().startswith("Đọc kỹ")
    in_every_look(page, "wide and dark", "phone", "400 % and dark")


def test_chosen_by_keyboard_and_the_way_back(served: str, opened: Callable[..., Page]) -> None:
    page = opened(served + ANY)
    page.get_by_role("group", name="Giao ước thứ nhất").get_by_label("Cụm").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Cụm thi đua số 3")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{served}{ANY}?a=vd-1@2023&b=vd-3@2024"
    expect(page.locator("h1")).to_contain_text("Giao ước:")
    # Chosen again from there, with what is compared filled in.
    page.get_by_text("So sánh hai giao ước khác").click()
    second = page.get_by_role("group", name="Giao ước thứ hai")
    expect(second.get_by_label("Kỳ")).to_have_value("vd-3@2024")
    second.get_by_label("Cụm").select_option("vd-1")
    expect(second.get_by_label("Kỳ")).to_have_value("vd-1@2024")
    with page.expect_navigation():
        page.get_by_role("button", name="So sánh").click()
    expect(page.locator("h1")).to_have_text(re.compile("những điểm thay đổi"))
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Giao ước:")
    page.go_back()
    expect(page.locator("h1")).to_have_text("So sánh hai giao ước")


def test_the_older_of_two_terms_stands_first(served: str, opened: Callable[..., Page]) -> None:
    page = compared(opened(served), f"{served}{ANY}?a=vd-1@2025&b=vd-1@2023#cac-chi-tieu")
    assert page.url == f"{served}{ANY}?a=vd-1@2023&b=vd-1@2025#cac-chi-tieu"
    expect(page.locator("#cac-chi-tieu")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("query", "said", "a", "b"),
    [
        ("", "", "vd-1@2024", "vd-1@2025"),
        ("?a=vd-1@2024", "", "vd-1@2024", "vd-1@2023"),
        ("?b=vd-3@2024", "", "vd-1@2025", "vd-3@2024"),
        ("?a=vd-1@1999&b=vd-1@2024", "Trên trang không có giao ước “vd-1@1999”. Hãy chọn lại ở dưới.", "vd-1@2023", "vd-1@2024"),
        ("?a=vd-1@2024&b=<b>{key}", "Trên trang không có giao ước “<b>{key}”. Hãy chọn lại ở dưới.", "vd-1@2024", "vd-1@2023"),
        ("?a=vd-noi-bo-2@2024&b=vd-1@2024", "Trên trang không có giao ước “vd-noi-bo-2@2024”. Hãy chọn lại ở dưới.", "vd-1@2023", "vd-1@2024"),
        ("?a=vd-1@2024&b=vd-1@2024", "Hai bên đang là cùng một giao ước. Hãy chọn hai giao ước khác nhau.", "vd-1@2024", "vd-1@2024"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said_beside_the_chooser(
    served: str, opened: Callable[..., Page], query: str, said: str, a: str, b: str
) -> None:
    page = opened(f"{served}{ANY}{query}")
    expect(page.locator("[name=a]")).to_have_value(a)
    expect(page.locator("[name=b]")).to_have_value(b)
    assert page.locator("[data-td-said]").inner_text() == said
    expect(page.get_by_role("button", name="So sánh")).to_be_visible()
    expect(page.locator("h1")).to_have_text("So sánh hai giao ước")
    assert page.locator(".td-cmp").count() == 0


def test_data_that_does_not_come_is_said(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context().new_page()
    page.route("**/vd-1/2023.js", lambda route: route.abort())
    page.goto(f"{served}{ANY}?a=vd-1@2023&b=vd-1@2025")
    expect(page.locator("[data-td-said]")).to_contain_text("Không tải được giao ước.")
    expect(page.get_by_role("button", name="So sánh")).to_be_visible()


def test_what_is_written_stays_text(served: str, opened: Callable[..., Page]) -> None:
    """Neither markup nor what looks like a place of the page's own sentences."""
    page = opened(served)
    wicked = "{title} {old} <img src=x onerror=alert(1)> $& Kỷ cương"

    def answer(route: Route) -> None:
        body = route.fetch().text().replace("Kỷ cương, trách nhiệm", wicked)
        route.fulfill(body=body, content_type="text/javascript")

    page.route("**/vd-1/2023.js", answer)
    compared(page, f"{served}{ANY}?a=vd-1@2023&b=vd-1@2025")
    assert wicked in page.locator("#slogan .td-cmp__inline").inner_text().replace("[bỏ] ", "")
    assert page.locator("main img").count() == 0


def test_printed_with_where_it_comes_from(
    served: str, context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = context(color_scheme="dark").new_page()
    compared(page, f"{served}{ANY}?a=vd-1@2023&b=vd-1@2025")
    page.pdf(path=tmp_path / "so-sanh.pdf", prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "so-sanh.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    words = " ".join(text.split())
    # Hyphens at the end of a line are lost to pdftotext.
    address = "https://thidua.example.vn/vidu/giaouoc/sosanh/?a=vd1@2023&b=vd1@2025."
    assert address in words.replace("-", "")
    assert "Nội dung cập nhật đến ngày" in words
    assert "≠" in words
    assert "Giao ước thứ nhất" not in words
    assert "[bỏ]" not in words


def test_without_scripts_it_leads_to_neighbours_and_texts(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(f"{served}{ANY}?a=vd-1@2023&b=vd-1@2025")
    expect(page.get_by_text("phải bật JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="So sánh")).not_to_be_visible()
    page.get_by_role("link", name="năm 2024 và năm 2025").click()
    expect(page.locator("h1")).to_have_text(re.compile("Giao ước năm.2024 và năm.2025"))
    page.get_by_role("link", name=re.compile("So sánh năm.2023 và năm.2024")).click()
    expect(page.locator("h1")).to_have_text(re.compile("Giao ước năm.2023 và năm.2024"))


@pytest.mark.parametrize(
    ("old", "query"),
    [
        ("cum/vd-1/giao-uoc/2023..2025/", "?a=vd-1@2023&b=vd-1@2025"),
        ("cum/vd-1/giao-uoc/2025..2023/index.html", "?a=vd-1@2023&b=vd-1@2025"),
        ("giao-uoc/2024/vd-1..vd-3/", "?a=vd-1@2024&b=vd-3@2024"),
        ("giao-uoc/2024/vd-1..vd-noi-bo-2/", "?a=vd-1@2024&b=vd-noi-bo-2@2024"),
    ],
)
def test_old_addresses_lead_here_from_the_page_of_404(
    served: str, context: Callable[..., BrowserContext], old: str, query: str
) -> None:
    page = context().new_page()
    page.goto(served + old)
    page.wait_for_url(f"{served}{ANY}{query}")
    expect(page.locator("h1")).to_contain_text("iao ước")


@pytest.mark.parametrize(
    "missing",
    ["cum/vd-1/giao-uoc/2023../", "cum/vd-1/giao-uoc/2023..2025/a/", "a/giao-uoc/2024/b..c/"],
)
def test_other_missing_pages_stay_missing(
    served: str, context: Callable[..., BrowserContext], missing: str
) -> None:
    page = context().new_page()
    page.goto(served + missing)
    page.wait_for_load_state()
    assert page.url == served + missing


def test_a_pledge_leads_here_with_one_side_filled_in(
    served: str, opened: Callable[..., Page]
) -> None:
    page = opened(f"{served}cum/vd-1/giao-uoc/2025/")
    expect(page.get_by_role("link", name=re.compile("kỳ trước .năm.2024."))).to_have_attribute(
        "href", re.compile(r"/cum/vd-1/giao-uoc/2024\.\.2025/$")
    )
    page.get_by_role("link", name="giao ước khác…").click()
    expect(page.locator("[name=a]")).to_have_value("vd-1@2025")
    page.goto(f"{served}cum/vd-1/giao-uoc/2023..2024/")
    page.get_by_role("link", name="So sánh hai giao ước khác").click()
    expect(page.locator("[name=b]")).to_have_value("vd-1@2024")
    page.goto(f"{served}giao-uoc/")
    page.get_by_role("link", name="So sánh hai giao ước").click()
    expect(page.get_by_role("button", name="So sánh")).to_be_visible()


def looked_like(page: Page) -> Any:
    """Where every part stands and how it is set."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".td-cmp *")].filter(one => one.checkVisibility()).map(one => {
          const [box, top, style] = [one.getBoundingClientRect(), document.querySelector(".td-cmp").getBoundingClientRect().top, getComputedStyle(one)]
          const at = [box.x, box.y - top, box.width, box.height].map(Math.round)
          return [one.className || one.localName, ...at, style.fontFamily, style.fontSize, style.fontWeight, style.color, style.backgroundColor].join(" ")
        })"""
    )


def test_it_looks_like_the_page_of_neighbours(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    one = context()
    near, chosen = one.new_page(), one.new_page()
    near.goto(f"{served}cum/vd-1/giao-uoc/2023..2024/")
    compared(chosen, f"{served}{ANY}?a=vd-1@2023&b=vd-1@2024")
    for page in (near, chosen):
        page.evaluate("document.fonts.ready")
    for width in (390, 768, 1440):
        for scheme in ("light", "dark"):
            for page in (near, chosen):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
            expected = looked_like(near)
            assert looked_like(chosen) == expected, (width, scheme)
            assert len(expected) > 100
