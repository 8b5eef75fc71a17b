"""The search box and the page of results in a real browser, over HTTP below a sub-path and from a folder."""

from __future__ import annotations

import csv
import io
import re
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from axe import axe_findings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page, Route

BOX = "#td-search-box"
OPTION = "#td-search-list [role=option]"
HITS = "#ket-qua > li"
DONE = "#ket-qua:not([aria-busy])"


@pytest.fixture
def page(context: Callable[..., BrowserContext]) -> Page:
    """A page that fails the test on errors of scripts, of the policy, and on requests elsewhere."""
    page = context(viewport={"width": 1280, "height": 900}).new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda message: message.type == "error" and pytest.fail(message.text))
    return page


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, served: str, public_site: Path) -> str:
    return served if request.param == "http" else public_site.as_uri() + "/"


def _at(base: str, path: str, query: str = "") -> str:
    return base + path + ("index.html" if base.startswith("file:") else "") + query


def test_box_suggests_and_leads_there(page: Page, base: str) -> None:
    page.goto(_at(base, ""))
    page.keyboard.press("/")
    page.keyboard.type("ky giao uoc 14/3/2024")
    first = page.locator(OPTION).first
    first.wait_for()
    assert first.locator("mark").count() > 0
    assert "14/3/2024" in first.inner_text()
    assert page.get_attribute(BOX, "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute(BOX, "aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"
    page.keyboard.press("Home")
    assert page.get_attribute(BOX, "aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/su-kien/2024/ky-giao-uoc/**")


def test_nothing_of_the_search_is_loaded_before_it_is_used(page: Page, served: str) -> None:
    """And of what is typed while it loads no key is lost."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    slow = 0.4

    def late(route: Route) -> None:
        time.sleep(slow)
        route.continue_()

    page.route("**/assets/search/**", late)
    page.goto(served, wait_until="networkidle")
    assert [url for url in asked if "/assets/search/" in url] == []
    page.keyboard.press("/")
    page.keyboard.type("ky giao uoc 14/3/2024")
    first = page.locator(OPTION).first
    expect(first).to_contain_text("14/3/2024")
    assert page.input_value(BOX) == "ky giao uoc 14/3/2024"


def test_box_by_keyboard(page: Page, served: str) -> None:
    page.goto(served)
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == BOX[1:]
    page.keyboard.type("cụm")
    page.locator(OPTION).first.wait_for()
    page.keyboard.press("ArrowUp")
    last = page.locator(OPTION).last
    assert page.get_attribute(BOX, "aria-activedescendant") == last.get_attribute("id")
    page.keyboard.press("Escape")
    assert page.locator(OPTION).count() == 0
    assert page.input_value(BOX) == "cụm"
    page.keyboard.press("Escape")
    assert page.input_value(BOX) == ""
    page.keyboard.type("cụm 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=c%E1%BB%A5m%201")


def test_box_is_clean_for_screen_readers(page: Page, served: str) -> None:
    page.goto(served)
    page.fill(BOX, "giao ước")
    page.locator(OPTION).first.wait_for()
    assert axe_findings(page) == []
    assert page.get_by_role("combobox", name="Tìm trên trang").is_visible()
    assert "gợi ý" in page.locator("[data-td-search-status]").inner_text()


def test_results(page: Page, base: str) -> None:
    page.goto(_at(base, "tim-kiem/", "?q=giao%20uoc"))
    page.locator(HITS).first.wait_for()
    page.wait_for_selector(DONE)
    hits = page.locator(HITS)
    assert hits.count() > 1
    assert all(hits.nth(n).locator("a").count() == 1 for n in range(hits.count()))
    assert page.locator("#td-search-count").inner_text().endswith("kết quả")
    assert page.locator(f"{HITS} .td-search-excerpt mark").count() > 0
    with page.expect_navigation():
        hits.first.locator("a").click()
    assert "/tim-kiem/" not in page.url
    page.go_back()
    page.locator(HITS).first.wait_for()
    expect(page.locator("#td-search-q")).to_have_value("giao uoc")


def test_facets_keep_the_focus_and_the_address(page: Page, served: str) -> None:
    page.goto(served + "tim-kiem/?q=c%E1%BB%A5m")
    page.locator(HITS).first.wait_for()
    before = page.locator(HITS).count()
    box = page.locator("#td-search-nam-2024")
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**&nam=2024")
    # The address changes before what is shown does.
    expect(page.locator(".td-search-chip")).to_have_text("Năm: 2024")
    page.wait_for_selector(DONE)
    expect(box).to_be_focused()
    assert page.locator(HITS).count() < before
    page.go_back()
    page.wait_for_url("**?q=c%E1%BB%A5m")
    expect(page.locator(".td-search-chip")).to_have_count(0)
    page.goto(served + "tim-kiem/?cum=vd-1&loai=su-kien&xep=cu")
    page.locator(HITS).first.wait_for()
    times = page.locator(f"{HITS} time").evaluate_all("list => list.map(t => t.dateTime)")
    assert times == sorted(times)


def test_back_leads_to_the_words_searched_before(page: Page, served: str) -> None:
    page.goto(served + "tim-kiem/?q=giao")
    page.locator(HITS).first.wait_for()
    for words in ("tổng", "tổng kết"):
        page.fill("#td-search-q", words)
        page.keyboard.press("Enter")
        page.wait_for_function(
            "text => decodeURIComponent(location.search) === '?q=' + text", arg=words
        )
    for words in ("tổng", "giao"):
        page.go_back()
        page.wait_for_function(
            "text => document.querySelector('#td-search-q').value === text", arg=words
        )


def test_a_phrase_nobody_wrote_leads_to_near_misses(page: Page, served: str) -> None:
    page.goto(served + "tim-kiem/?q=%22%C6%B0%E1%BB%9Bc%0Agiao%22")
    page.get_by_text("trong ngoặc kép. Gần nhất:").wait_for()
    assert page.locator(HITS).count() > 0
    assert page.input_value("#td-search-q") == '"ước giao"'


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("cụm thi đua số 99", "Không có cụm thi đua mang số 99. Các số có: "),
        ("ký gioa ước", "Không có “ký gioa ước”. Đang hiện kết quả cho “ký giao ước”."),
        ("ký giao ước Minh Hải", "Không có “ký giao ước Minh Hải”. Gần nhất:"),
    ],
)
def test_what_was_not_typed_is_not_shown_as_found(
    page: Page, served: str, typed: str, told: str
) -> None:
    """On the page and in the box, to the eye and to a screen reader."""
    page.goto(f"{served}tim-kiem/?q={typed}")
    page.wait_for_selector(DONE, state="attached")
    expect(page.locator("[data-td-search-note]")).to_contain_text(told)
    assert "gần giống" in page.inner_text("#td-search-count")
    page.goto(served)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    expect(page.locator(".td-search-aside")).to_contain_text(told)
    expect(page.locator("[data-td-search-status]")).to_contain_text(told)


def test_what_a_short_form_was_taken_for_is_said(page: Page, served: str) -> None:
    told = "“Đ.Hương” được hiểu là Đan Hương."
    page.goto(f"{served}tim-kiem/?q=công an Đ.Hương")
    expect(page.locator("[data-td-search-note]")).to_have_text(told)
    expect(page.locator(HITS).first.locator("h3")).to_have_text("Công an tỉnh Đan Hương")
    page.goto(served)
    page.keyboard.press("/")
    page.keyboard.type("Đ.Hương")
    expect(page.locator("[data-td-search-status]")).to_contain_text(told)


@pytest.mark.parametrize("typed", ["Quyết định số 99", "Nghị quyết số 99 về thi đua"])
def test_the_number_of_a_paper_is_not_taken_for_that_of_a_cluster(
    page: Page, served: str, typed: str
) -> None:
    page.goto(f"{served}tim-kiem/?q={typed}")
    page.wait_for_selector(DONE, state="attached")
    note = page.locator("[data-td-search-note]")
    expect(note).to_contain_text("99")
    assert "mang số" not in note.inner_text()


def test_words_taken_otherwise_are_marked_otherwise(page: Page, served: str) -> None:
    page.goto(served + "tim-kiem/?q=gioa+ước")
    marks = page.locator(f"{HITS} h3 mark")
    marks.first.wait_for()
    kinds = {mark.inner_text(): mark.get_attribute("class") for mark in marks.all()}
    assert kinds["giao"] == "td-other"
    assert not kinds["ước"]


def test_guides_stand_aside_until_they_are_asked_for(page: Page, served: str) -> None:
    page.goto(served + "tim-kiem/?q=dữ+liệu")
    page.locator(HITS).first.wait_for()
    assert page.locator(f"{HITS} a[href*='/huong-dan/']").count() == 0
    page.goto(served + "tim-kiem/?q=dữ+liệu&loai=trang")
    page.locator(f"{HITS} a[href*='/huong-dan/']").first.wait_for()


PROSE = r"/[wt][0-9]+\.js$"


def test_prose_is_text_not_scripts(page: Page, served: str) -> None:
    """Chromium keeps the source of every script a page has run; what is only text must not gather so."""
    page.goto(served + "tim-kiem/?q=giao")
    page.locator("#ket-qua p mark").first.wait_for()
    # The browser writes the entry of a request after whoever asked has its bytes.
    kinds = page.wait_for_function(
        """p => {
            const loaded = performance.getEntriesByType('resource').filter(e => RegExp(p).test(e.name));
            return loaded.length > 0 && loaded.map(e => e.initiatorType);
        }""",
        arg=PROSE,
    ).json_value()
    assert set(kinds) == {"fetch"}


def test_prose_comes_as_scripts_where_nothing_can_be_fetched(page: Page, served: str) -> None:
    def shown() -> str:
        page.goto(served + "tim-kiem/?q=giao")
        page.locator("#ket-qua p mark").first.wait_for()
        page.wait_for_load_state("networkidle")
        return page.locator("#ket-qua").inner_text()

    fetched = shown()
    page.add_init_script("window.fetch = () => Promise.reject(new TypeError('refused'))")
    assert shown() == fetched


def test_nothing_found_says_so(page: Page, served: str) -> None:
    page.goto(served + "tim-kiem/?q=zzzzqqqq")
    page.wait_for_selector(DONE, state="attached")
    page.get_by_text("Không tìm thấy").wait_for()
    assert page.locator(HITS).count() == 0
    assert axe_findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_results_are_accessible(
    served: str, context: Callable[..., BrowserContext], scheme: str, width: int
) -> None:
    page = context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    page.goto(served + "tim-kiem/?q=giao+uoc&nam=2024")
    page.locator(HITS).first.wait_for()
    assert axe_findings(page) == []
    if width < 960:
        page.get_by_role("button", name="Lọc kết quả").click()
        assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


SHOWN = "document.querySelectorAll('#ket-qua > li').length"


def test_reload_and_back_lead_to_the_rows_that_were_read(page: Page, base: str) -> None:
    page.goto(_at(base, "tim-kiem/", "?q=thi+%C4%91ua"))
    page.locator("[data-td-search-more]").click()
    page.wait_for_function(f"() => {SHOWN} > 20")
    page.wait_for_function("() => !document.querySelector('.td-search-excerpt:empty')")
    page.evaluate("window.scrollTo({ top: 1500, behavior: 'instant' })")
    page.wait_for_function("() => history.state.top === 1500")
    back = f"() => Math.abs(scrollY - 1500) < 3 && {SHOWN} === {page.evaluate(SHOWN)}"
    page.reload()
    page.wait_for_function(back)
    # A page: the browser of the tests dies of showing a PDF.
    page.locator(f"{HITS} h3 a:not([href*='.pdf'])").last.evaluate("e => e.click()")
    page.wait_for_url(lambda url: "/tim-kiem/" not in url)
    page.go_back()
    page.wait_for_function(back)
    # A new search begins at its beginning.
    page.goto(_at(base, "tim-kiem/", "?q=c%E1%BB%A5m"))
    page.locator(HITS).first.wait_for()
    assert page.evaluate(SHOWN) <= 20
    assert page.evaluate("scrollY") == 0


TOP = "one => { const box = document.querySelector(one).getBoundingClientRect(); return [box.left, box.top] }"
"""Where something begins; what is told of it may still come and make it longer."""


def test_on_a_phone_the_filter_is_a_sheet_over_the_results(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served + "tim-kiem/?q=c%E1%BB%A5m")
    first = page.locator(HITS).first
    first.wait_for()
    # Letters that come late move what stands below them.
    page.evaluate("document.fonts.ready")
    place = page.evaluate(TOP, HITS)
    count = page.locator("#td-search-count")
    before = count.inner_text()
    opener = page.get_by_role("button", name="Lọc kết quả")
    opener.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Lọc kết quả")
    expect(sheet).to_be_visible()
    assert page.evaluate(TOP, HITS) == place
    expect(sheet.get_by_role("button", name="Đóng")).to_be_focused()
    sheet.get_by_label("2024").check()
    page.wait_for_url("**&nam=2024")
    expect(sheet.get_by_label("2024")).to_be_focused()
    apply = sheet.locator("[data-td-search-apply]")
    # The address is written before the results are.
    expect(count).not_to_have_text(before)
    counted = count.inner_text().split()[0]
    expect(apply).to_have_text(f"Xem {counted} kết quả")
    expect(sheet.get_by_role("status")).to_have_text(f"Xem {counted} kết quả")
    box = apply.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 844
    apply.click()
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_role("region", name="Lọc kết quả").get_by_label("2024")).to_be_checked()


def test_on_a_phone_back_closes_the_filter_and_then_undoes_what_was_chosen_in_it(
    page: Page, served: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(_at(served, "tim-kiem/", "?q=k%C3%BD+giao+%C6%B0%E1%BB%9Bc"))
    found = page.locator("[data-td-search-count]")
    expect(page.locator(DONE)).to_be_attached()
    all_of_them = found.inner_text()
    sheet = page.get_by_role("dialog", name="Lọc kết quả")
    page.get_by_role("button", name="Lọc kết quả").click()
    sheet.get_by_label("2024").check()
    sheet.get_by_label("2023").check()
    chosen = found.text_content()
    assert chosen != all_of_them
    page.go_back()
    expect(sheet).to_be_hidden()
    expect(page).to_have_url(re.compile("nam=2024&nam=2023$"))
    expect(found).to_have_text(chosen or "")
    page.go_back()
    expect(found).to_have_text(all_of_them)
    assert "nam=" not in page.url
    # The same when it is closed by its button; when nothing was chosen, no step is left behind.
    page.go_forward()
    page.get_by_role("button", name="Lọc kết quả").click()
    sheet.get_by_role("button", name="Đóng").click()
    expect(sheet).to_be_hidden()
    page.wait_for_function("!history.state || 'shown' in history.state")
    page.go_back()
    expect(found).to_have_text(all_of_them)


def test_a_page_has_one_box(public_site: Path) -> None:
    """The page of results has its own: one more in the masthead would have to go when scripts run, and move all below it."""
    for name in ("index.html", "tim-kiem/index.html"):
        assert (public_site / name).read_text("utf-8").count('type="search"') == 1


@pytest.mark.parametrize("width", [390, 1440])
def test_results_do_not_push_each_other_about(page: Page, served: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script("""
      window.shifted = 0
      new PerformanceObserver(list => list.getEntries().forEach(entry => {
        if (!entry.hadRecentInput) window.shifted += entry.value
      })).observe({ type: "layout-shift", buffered: true })
    """)
    page.goto(_at(served, "tim-kiem/", "?q=k%C3%BD+giao+%C6%B0%E1%BB%9Bc"))
    page.wait_for_function("() => !document.querySelector('.td-search-excerpt:empty')")
    page.wait_for_load_state("networkidle")
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    page.locator(HITS).first.wait_for()
    assert page.evaluate("window.shifted") < 0.05


def test_a_word_is_whole_when_it_is_asked_for(page: Page, served: str) -> None:
    """What only begins so is found while somebody types; who is done is told that it is something else."""
    page.goto(_at(served, "tim-kiem/"))
    box = page.locator("[data-td-search-page] input[type=search]")
    note, alike = page.locator("[data-td-search-note]"), re.compile("Không có|Đang hiện")
    box.press_sequentially("ký giao ướ")
    page.locator(HITS).first.wait_for()
    expect(note).not_to_contain_text(alike)
    box.press("Enter")
    expect(note).to_contain_text(alike)


def test_a_long_paste_stays_and_what_is_searched_of_it_is_told(page: Page, served: str) -> None:
    text = " ".join(["ký", "giao", "ước"] * 200)
    page.goto(served + "tim-kiem/")
    page.locator("#td-search-q").fill(text)
    note = page.locator("[data-td-search-note]")
    expect(note).to_contain_text("chỉ tìm theo 30 từ đầu")
    assert page.input_value("#td-search-q") == text
    assert len(page.url) < 4000
    page.locator("#td-search-q").fill("ký giao ước")
    expect(note).to_be_hidden()


def test_results_can_be_taken_away(page: Page, base: str) -> None:
    page.goto(_at(base, "tim-kiem/", "?q=giao+%C6%B0%E1%BB%9Bc"))
    page.locator(HITS).first.wait_for()
    page.wait_for_selector(DONE)
    page.evaluate("""() => {
      // A formula may stand in a name; a negative number is none.
      thidua.search.index.titles[thidua.search.index.titles.indexOf(
        document.querySelector('#ket-qua h3').textContent.replaceAll('\u00a0', ' '))] = '=HYPERLINK("x"), -5'
    }""")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải danh sách kết quả (CSV)").click()
    assert download.value.suggested_filename == "tim-kiem.csv"
    raw = download.value.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert head == ["Loại", "Tên", "Ngày", "Cụm thi đua", "Nơi", "Địa chỉ", "Ghi chú"]
    words = page.inner_text("#td-search-count").split()
    assert len(rows) == sum(int(word) for word in words if word.isdecimal())
    assert rows[0][1] == '\'=HYPERLINK("x"), -5'
    assert all(row[5].startswith(base) for row in rows)


def test_a_search_can_be_sent(page: Page, served: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(served + "tim-kiem/?q=giao")
    page.locator(HITS).first.wait_for()
    page.fill("#td-search-q", "giao ước")
    page.wait_for_url("**%C6%B0%E1%BB%9Bc")
    page.get_by_role("button", name="Sao chép địa chỉ").click()
    page.get_by_text("Đã sao chép.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_without_scripts_the_page_leads_to_the_archives(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(served + "tim-kiem/")
    main = page.locator("#td-noi-dung")
    assert "JavaScript" in main.inner_text()
    assert main.get_by_role("link", name="danh mục sự kiện").is_visible()
    assert not page.locator("#td-search-q").is_visible()


def test_nothing_of_the_stock_search_is_shipped(public_site: Path) -> None:
    assert not (public_site / "search").exists()
    assert "assets/javascripts/workers/search" not in (public_site / "index.html").read_text(
        "utf-8"
    )
