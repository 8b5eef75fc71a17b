"""Long timelines: older terms opened in place, and thousands of entries brought up to date sheet by sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from browser.timeline_page import marks, open_all, open_older, settled, shown, status

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page


def test_older_terms_open_in_place(long: str, opened: Callable[..., Page]) -> None:
    page = opened(long + "cum/lon/")
    closed = page.locator("[data-td-open]")
    assert closed.count() > 0
    before = len(shown(page))
    link = closed.first
    assert "chưa mở" in status(page)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".td-tl-list.is-new")).to_be_focused()
    assert len(shown(page)) > before
    assert status(page).startswith("Đã mở năm ")
    newest = [iso for iso in shown(page) if len(iso) == 10]
    assert newest == sorted(newest, reverse=True)
    href = page.locator(".td-tl-list.is-new a").first.evaluate("one => one.href")
    assert page.request.get(href).ok


def test_the_rail_reaches_a_year_not_yet_laid_out(long: str, opened: Callable[..., Page]) -> None:
    """What comes into sight above it is higher than was reckoned, most of all on a phone."""
    page = opened(long + "cum/lon/?thu-tu=cu", viewport={"width": 390, "height": 844})
    open_all(page)
    page.evaluate("scrollTo(0, 0)")
    links = page.locator("[data-td-rail] a").all()
    assert len(links) > 5
    for link in links:
        link.click()
        expect(link).to_have_attribute("aria-current", "true")
        place = "id => document.querySelector(id).getBoundingClientRect().top"
        assert 0 <= page.evaluate(place, link.get_attribute("href")) < 100


def test_a_term_opened_under_a_filter_keeps_to_it(long: str, opened: Callable[..., Page]) -> None:
    page = opened(long + "cum/lon/?loai=review&thu-tu=cu")
    open_older(page)
    expect(page.locator(".td-tl-list.is-new")).to_be_focused()
    assert marks(page) == {"review"}
    assert shown(page) == sorted(shown(page))


def test_a_term_opened_in_vain_leaves_the_reader_at_the_filters(
    long: str, opened: Callable[..., Page]
) -> None:
    """The oldest term has meetings of every second kind only: no signing."""
    page = opened(long + "cum/lon/?loai=signing&thu-tu=cu")
    open_older(page)
    expect(page.get_by_role("button", name="Bỏ lọc")).to_be_focused()
    assert status(page).startswith("Đã mở năm 2019: 50 mục.")


def test_where_the_older_term_cannot_be_fetched_its_page_is_opened(
    long: str, context: Callable[..., BrowserContext]
) -> None:
    page = context().new_page()
    page.add_init_script("window.fetch = () => Promise.reject(new TypeError('no network'))")
    page.goto(long + "cum/lon/")
    target = page.locator("[data-td-open]").first.evaluate("one => one.href")
    open_older(page)
    page.wait_for_url(target)


def test_nothing_moves_where_motion_is_not_wanted(long: str, opened: Callable[..., Page]) -> None:
    for motion, name in (("reduce", "none"), ("no-preference", "td-tl-in")):
        page = opened(long + "cum/lon/", reduced_motion=motion)
        open_older(page)
        list_ = page.locator(".td-tl-list.is-new")
        expect(list_).to_be_focused()
        assert list_.evaluate("one => getComputedStyle(one).animationName") == name


def test_thousands_are_answered_sheet_by_sheet(long: str, opened: Callable[..., Page]) -> None:
    """What is in sight follows at once; what is not yet up to date is neither shown, nor read, nor reached."""
    page = opened(long + "cum/lon/?thu-tu=cu")
    open_all(page)
    seen = page.evaluate(
        """() => {
          const form = document.querySelector('[data-td-tools]')
          const box = form.querySelector('[name=loai][value=review]')
          box.checked = true
          box.dispatchEvent(new Event('change', {bubbles: true}))
          const shown = [...document.querySelectorAll('.td-tl')].filter(one => one.checkVisibility())
          const sheets = [...document.querySelectorAll('[data-td-entries]')]
          return {
            count: document.querySelector('[data-td-count]').innerText,
            wrong: shown.filter(one => !(one.dataset.tdKind ?? one.querySelector('[data-mark]').dataset.mark).split(' ').includes('review')).length,
            shown: shown.length,
            blank: sheets.filter(one => one.hasAttribute('data-td-stale')).every(one => getComputedStyle(one).contentVisibility === 'hidden'),
            waiting: sheets.filter(one => one.hasAttribute('data-td-stale')).length,
          }
        }"""
    )
    whole = shown(page)
    assert seen["waiting"] > 0
    assert seen["blank"]
    assert seen["wrong"] == 0
    assert 0 < seen["shown"] < len(whole)
    assert seen["count"] == page.locator("[data-td-count]").inner_text()
    assert f"Đang xem {len(whole)} trong 300 mục." == status(page)
    assert whole == sorted(whole)


def test_every_term_opened_turns_and_turns_back(long: str, opened: Callable[..., Page]) -> None:
    page = opened(long + "cum/lon/")
    open_all(page)
    newest = shown(page)
    assert len(newest) == 300
    order = page.get_by_label("Thứ tự")
    order.select_option("cu")
    assert shown(page) == newest[::-1]
    # Turned back before the sheets out of sight have followed.
    page.evaluate(
        """() => {
          const order = document.querySelector('[name=thu-tu]')
          for (const value of ['', 'cu', '']) { order.value = value; order.dispatchEvent(new Event('change', {bubbles: true})) }
        }"""
    )
    assert shown(page) == newest
    assert page.locator(".td-timeline").count() == 1
    ids = page.locator("main [id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    # What a keyboard reaches one after the other is what the eye reads.
    tops = page.locator("[data-td-entries]").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)
    for sheet in (0, -1):
        tops = (
            page.locator("[data-td-entries]")
            .nth(sheet)
            .locator(".td-tl")
            .evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
        )
        assert tops == sorted(tops)
        assert len(tops) > 10


def test_a_filter_set_while_a_term_is_closed_holds_when_it_opens_turned(
    long: str, opened: Callable[..., Page]
) -> None:
    page = opened(long + "cum/lon/")
    page.get_by_label("Sơ kết, kiểm tra, tổng kết").check()
    page.get_by_label("Thứ tự").select_option("cu")
    open_all(page)
    found = shown(page)
    assert found == sorted(found)
    assert marks(page) == {"review"}
    page.get_by_role("button", name="Bỏ lọc").click()
    assert len(shown(page)) == 300
    assert status(page) == "300 mục."


def test_a_linked_view_of_the_long_page(long: str, opened: Callable[..., Page]) -> None:
    page = opened(long + "cum/lon/?loai=review&nam=2023&thu-tu=cu")
    page.locator("[data-td-open]:visible").press("Enter")
    found = shown(page)
    assert found == sorted(found)
    assert {iso[:4] for iso in found} == {"2023"}
    page.locator("[name=nam]").select_option("")
    settled(page)
    page.go_back()
    page.go_forward()
    assert marks(page) == {"review"}


def test_the_browsers_own_search_finds_what_is_out_of_sight(
    long: str, opened: Callable[..., Page]
) -> None:
    page = opened(long + "cum/lon/")
    open_all(page)
    last = page.locator(".td-tl__title", has_text="Việc thứ").last
    wanted = last.inner_text().partition(",")[0] + ","
    page.evaluate("scrollTo(0, 0)")
    assert page.evaluate("text => window.find(text)", wanted)
    expect(last).to_be_in_viewport()
    page.get_by_label("Ký giao ước").check()
    settled(page)
    page.evaluate("getSelection().removeAllRanges()")
    hidden = page.locator(".td-tl__title", has_text="Việc thứ").last
    expect(hidden).to_be_hidden()
    assert not page.evaluate("text => window.find(text)", wanted)
