"""Timelines in a real browser: filters, order and older terms by keyboard, the state in the address, paper, axe."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from axe import axe_findings
from browser.conftest import Served
from timelines import RICH, big, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

PAGES = ["cum/nam/", "cum/doan/", "cum/nam/2020/", "cum/nam/2021-1/", "cum/truong/2019-2020/", "cum/doan/2017-2022/", "cum/so/1/", "don-vi/ca-lan-cuc/"]  # fmt: skip


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = Served(build(RICH, tmp_path_factory.mktemp("rich")))
    yield server.base
    server.close()


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster whose older terms are closed: 300 events in six years."""
    server = Served(build(big(300, terms=6), tmp_path_factory.mktemp("long")))
    yield server.base
    server.close()


@pytest.fixture
def errors() -> Iterator[list[str]]:
    """What the console and the policy complained of; nothing, in every test."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def opened(context: Callable[..., BrowserContext], errors: list[str]) -> Callable[..., Page]:
    def open_(url: str, **options: object) -> Page:
        page = context(**options).new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    return open_


def settled(page: Page) -> Page:
    """The page once the sheets out of sight and the address follow the state, a moment after what is in sight."""
    expect(page.locator("[data-td-waiting], [data-busy]")).to_have_count(0)
    return page


def shown(page: Page) -> list[str]:
    """The ``datetime`` of the entries a reader sees, from top to bottom."""
    settled(page)
    found: list[str] = page.locator(".td-tl:visible time").evaluate_all("all => all.map(one => one.dateTime)")
    return found


def marks(page: Page) -> set[str]:
    settled(page)
    found: list[str] = page.locator(".td-tl:visible").evaluate_all("all => all.map(one => one.dataset.tdKind)")
    return set(found)


def open_all(page: Page) -> None:
    while page.locator("[data-td-open]").count():
        page.locator("[data-td-open]").first.click()
        settled(page)


def status(page: Page) -> str:
    return page.locator("[data-td-count]").inner_text().replace("\u00a0", " ")


def test_filters_by_kind_find_all_a_meeting_was(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/")
    total = len(shown(page))
    assert status(page) == f"{total} mục."
    page.get_by_label("Sơ kết, kiểm tra, tổng kết").check()
    assert marks(page) == {"review", "signing review"}
    assert status(page) == f"Đang xem {len(shown(page))} trong {total} mục."
    assert "loai=review" in settled(page).url
    page.get_by_label("Khen thưởng").check()
    assert marks(page) == {"review", "signing review", "award"}
    page.get_by_role("button", name="Bỏ lọc").click()
    assert len(shown(page)) == total
    assert "?" not in settled(page).url


def test_filters_by_year_follow_the_entry_not_the_term(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/?nam=2020")
    # With the meeting of December 2020 that opened the term of 2021.
    assert page.locator("#sk-2020-hai-viec--2021-1").is_visible()
    assert all(iso.startswith("2020") for iso in shown(page))
    page.goto(rich + "cum/doan/?nam=2019")
    assert shown(page) == ["2019-05-04"]
    assert page.get_by_role("heading", name="năm 2022").count() == 0
    page.goto(rich + "cum/nam/?nam=2018")
    assert shown(page) == ["2018-11-01"]


def test_the_state_is_in_the_address(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/?moc=1&thu-tu=cu&loai=signing&loai=award")
    assert page.get_by_label("Chỉ mốc chính").is_checked()
    assert page.get_by_label("Ký giao ước").is_checked()
    assert shown(page) == ["2020-03-05", "2020-12-03", "2020-12-03", "2021-01-10"]
    page.get_by_label("Thứ tự").select_option("")
    assert shown(page) == ["2021-01-10", "2020-12-03", "2020-12-03", "2020-03-05"]
    assert "thu-tu" not in settled(page).url
    again = opened(settled(page).url)
    assert shown(again) == shown(page)
    # A hand-made address does no harm.
    page.goto(rich + "cum/nam/?nam=1066&loai=%3Cb%3E&thu-tu=x&moc=2")
    assert len(shown(page)) > 10


def test_only_milestones(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/")
    page.get_by_label("Chỉ mốc chính").check()
    assert marks(page) <= {"signing", "signing review", "award", "lead", "membership"}
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
    assert all("signing" in kinds for kinds in marks(page))
    for _ in range(12):
        if page.evaluate("document.activeElement.name") == "nam":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "nam=2020" in settled(page).url
    assert shown(page) == ["2020-12-03", "2020-12-03", "2020-03-05"]
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
    assert re.search(r'listitem:\s+- time: 05/3\s+- text: Ký giao ước\s+- paragraph:\s+- link "Ký giao ước đầu năm"', tree)
    picture = page.get_by_role("img", name=re.compile("các đơn vị thành viên từ năm 2019 đến năm 2021"))
    expect(picture).to_have_count(1)


def test_the_rail_leads_to_a_year_also_to_one_filtered_away(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/nam/?nam=2021")
    assert not page.locator("#ky-2019").is_visible()
    page.get_by_role("navigation", name="Đến năm").get_by_role("link", name="2019").click()
    expect(page.locator("#nam-2019")).to_be_in_viewport()
    assert "nam=2021" not in settled(page).url
    assert settled(page).url.endswith("#nam-2019")


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


def test_a_term_opened_under_a_filter_keeps_to_it(long: str, opened: Callable[..., Page]) -> None:
    page = opened(long + "cum/lon/?loai=review&thu-tu=cu")
    page.locator("[data-td-open]").first.click()
    expect(page.locator(".td-tl-list.is-new")).to_be_focused()
    assert marks(page) == {"review"}
    assert shown(page) == sorted(shown(page))


def test_a_term_opened_in_vain_leaves_the_reader_at_the_filters(long: str, opened: Callable[..., Page]) -> None:
    """The oldest term has meetings of every second kind only: no signing."""
    page = opened(long + "cum/lon/?loai=signing&thu-tu=cu")
    page.locator("[data-td-open]").first.click()
    expect(page.get_by_role("button", name="Bỏ lọc")).to_be_focused()
    assert status(page).startswith("Đã mở năm 2019: 50 mục.")


def test_the_rail_tells_the_year_being_read(rich: str, opened: Callable[..., Page]) -> None:
    page = opened(rich + "cum/doan/", viewport={"width": 1280, "height": 500})
    for year in ("2017", "2022", "2019"):
        page.get_by_role("navigation", name="Đến năm").get_by_role("link", name=year).click()
        expect(page.locator("[data-td-rail] [aria-current]")).to_have_text(year)


def test_where_the_older_term_cannot_be_fetched_its_page_is_opened(
    long: str, context: Callable[..., BrowserContext]
) -> None:
    page = context().new_page()
    page.goto(long + "cum/lon/")
    link = page.locator("[data-td-open]").first
    target = link.evaluate("one => one.href")
    page.route(target, lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_())
    link.click()
    page.wait_for_url(target)


def test_without_scripts_every_entry_is_there_and_no_dead_control(
    rich: str, long: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(rich + "cum/nam/")
    assert page.locator(".td-tl").count() == page.locator(".td-tl:visible").count() > 10
    assert not page.locator("[data-td-tools]").is_visible()
    page.goto(long + "cum/lon/")
    page.locator("[data-td-open]").first.click()
    page.wait_for_load_state()
    assert page.locator(".td-tl:visible").count() > 40


def test_nothing_moves_where_motion_is_not_wanted(long: str, opened: Callable[..., Page]) -> None:
    for motion, name in (("reduce", "none"), ("no-preference", "td-tl-in")):
        page = opened(long + "cum/lon/", reduced_motion=motion)
        page.locator("[data-td-open]").first.click()
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
            wrong: shown.filter(one => !one.dataset.tdKind.split(' ').includes('review')).length,
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
    tops = page.locator("[data-td-entries]").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    for sheet in (0, -1):
        tops = page.locator("[data-td-entries]").nth(sheet).locator(".td-tl").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().top)"
        )
        assert tops == sorted(tops)
        assert len(tops) > 10


def test_a_filter_set_while_a_term_is_closed_holds_when_it_opens_turned(long: str, opened: Callable[..., Page]) -> None:
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
    found = shown(page)
    assert found == sorted(found)
    assert all(iso.startswith("2023") for iso in found)
    page.locator("[name=nam]").select_option("")
    settled(page)
    page.go_back()
    page.go_forward()
    assert marks(page) == {"review"}


def test_the_browsers_own_search_finds_what_is_out_of_sight(long: str, opened: Callable[..., Page]) -> None:
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


def test_paper_right_after_a_press_has_what_was_asked_for(long: str, opened: Callable[..., Page], tmp_path: Path) -> None:
    """Printing does not wait for the sheets out of sight."""
    page = opened(long + "cum/lon/")
    open_all(page)
    page.evaluate(
        """() => {
          const form = document.querySelector('[data-td-tools]')
          form.elements['thu-tu'].value = 'cu'
          form.querySelector('[name=loai][value=review]').checked = true
          form.dispatchEvent(new Event('change', {bubbles: true}))
        }"""
    )
    page.pdf(path=tmp_path / "trang.pdf", format="A4")
    printed = subprocess.run(["pdftotext", "-layout", tmp_path / "trang.pdf", "-"], capture_output=True, text=True, check=True).stdout
    titles = page.locator(".td-tl:visible .td-tl__title").all_text_contents()
    numbers = re.findall(r"Việc thứ (\d+),", " ".join(" ".join(titles).split()))
    assert re.findall(r"Việc thứ (\d+),", " ".join(printed.split())) == numbers
    assert len(numbers) > 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_at_any_width(rich: str, opened: Callable[..., Page], path: str, scheme: str) -> None:
    """320 px is 400 % of 1280."""
    page = opened(rich + path, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800 if width > 320 else 256})
        assert axe_findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    if path.count("/") == 2 and "so" not in path and "don-vi" not in path:
        page.goto(f"{rich}{path}?moc=1&thu-tu=cu")
        assert axe_findings(page) == []


def test_at_400_percent_the_year_and_the_entry_stay_readable(rich: str, opened: Callable[..., Page]) -> None:
    """What is sticky must not cover a window of 320 × 256."""
    page = opened(rich + "cum/nam/", viewport={"width": 320, "height": 256})
    page.locator("#ky-2020 .td-tl").nth(4).scroll_into_view_if_needed()
    covered = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(one => ['sticky', 'fixed'].includes(getComputedStyle(one).position))
          .map(one => one.getBoundingClientRect()).filter(box => box.top < 128 && box.bottom > 0 && box.top >= 0)
          .reduce((sum, box) => Math.max(sum, box.bottom), 0)"""
    )
    assert covered <= 256 * 0.5


@pytest.mark.parametrize("path", ["cum/nam/", "cum/nam/2020/", "cum/doan/", "don-vi/ca-lan-cuc/", "cum/so/1/"])
def test_paper_has_every_entry_whole(
    rich: str, opened: Callable[..., Page], path: str, tmp_path: Path
) -> None:
    page = opened(rich + path, color_scheme="dark")
    titles = [" ".join(t.split()) for t in page.locator(".td-tl__title, .td-entry__name, .td-register tbody th").all_inner_texts()]
    assert titles
    page.emulate_media(media="print")
    assert page.locator(".td-tl").evaluate_all("all => all.every(one => getComputedStyle(one).breakInside === 'avoid')")
    page.pdf(path=tmp_path / "trang.pdf", format="A4", prefer_css_page_size=True)
    printed = subprocess.run(["pdftotext", tmp_path / "trang.pdf", "-"], capture_output=True, text=True, check=True).stdout
    words = "".join(printed.split())
    assert [t for t in titles if "".join(t.split()) not in words] == []
    assert "Chỉxem" not in words


def test_no_entry_is_split_between_sheets(long: str, opened: Callable[..., Page], tmp_path: Path) -> None:
    """Title and note of each of 50 entries stand on one sheet, over several sheets."""
    page = opened(long + "cum/lon/2024/")
    count = page.locator(".td-tl").count()
    page.pdf(path=tmp_path / "trang.pdf", format="A5", prefer_css_page_size=False)
    printed = subprocess.run(["pdftotext", "-layout", tmp_path / "trang.pdf", "-"], capture_output=True, text=True, check=True).stdout
    sheets = [" ".join(sheet.split()) for sheet in printed.split("\f")]
    assert sum(bool(sheet) for sheet in sheets) > 1
    whole = [re.findall(r"Việc thứ \d+, (?:\w+ ){8}\w+ \w", sheet) for sheet in sheets]
    assert sum(map(len, whole)) == count


def test_closed_terms_say_on_paper_where_they_are(long: str, opened: Callable[..., Page], tmp_path: Path) -> None:
    page = opened(long + "cum/lon/")
    page.pdf(path=tmp_path / "trang.pdf", format="A4")
    printed = subprocess.run(["pdftotext", tmp_path / "trang.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "(50 mục)" in " ".join(printed.replace("\u00a0", " ").split())


def test_this_years_news_is_no_memory(rich: str, context: Callable[..., BrowserContext]) -> None:
    for now, memory in (("2020-03-05T05:00:00Z", False), ("2023-03-05T05:00:00Z", True)):
        page = context().new_page()
        page.clock.set_fixed_time(now)
        page.goto(rich)
        block = page.locator(".td-front__part").filter(has=page.locator("#ngay-nay"))
        assert ("Ký giao ước đầu năm" in block.inner_text()) is memory
