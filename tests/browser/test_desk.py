"""The desk in a browser: from an empty desk to a commit, with the keyboard alone, no network, and what axe and the policy say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from axe import axe_findings
from desks import desk_at, run_git, word_file
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    Open = Callable[..., Page]

expect.set_options(timeout=30_000)
"""The desk checks the whole content at each answer, beside other tests."""
PHOTO = next(
    (ROOT / "tests" / "data" / "fixture-site" / "content" / "events").glob(
        "2024/2024-03-14-ky-giao-uoc/*.jpg"
    )
)


@contextmanager
def desk_over(root: Path) -> Iterator[str]:
    """The first address of `thidua desk` over a site, as the terminal shows it."""
    with subprocess.Popen(
        [sys.executable, "-m", "thidua.cli", "-f", str(root / "mkdocs.yml"), "desk", "--port", "0", "--no-browser"],
        stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "THIDUA_TODAY": "2026-01-15", "PYTHONUNBUFFERED": "1"},
    ) as desk:  # fmt: skip
        assert desk.stderr is not None
        try:
            yield next(m[0] for line in desk.stderr if (m := re.search(r"http://127\.0\.0\.1:\d+/\S+", line)))  # fmt: skip
        finally:
            # Not as Ctrl+C does: a shell in the background hands on that this signal is not heard.
            desk.terminate()
            threading.Timer(10, desk.kill).start()
            desk.stderr.read()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk that nothing is saved with."""
    with desk_over(desk_at(tmp_path_factory.mktemp("desk") / "project", git=True).root) as address:
        yield address


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what is looked for."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"the focus never came to {selector}")


def enter(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def write(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.insert_text(text)


def choose_file(page: Page, selector: str, path: Path) -> None:
    """Come to the field by keyboard, and choose. The browser's own dialogue opens only within seconds of a key, which a busy machine misses."""
    tab_to(page, selector)
    page.locator(selector).set_input_files(path)


def test_from_an_empty_desk_to_a_commit_by_keyboard_alone(opened: Open, tmp_path: Path) -> None:
    root = desk_at(tmp_path / "project", git=True).root
    shutil.rmtree(root / "content" / "events")
    for pledges in (root / "content" / "clusters").glob("*/pledges"):
        shutil.rmtree(pledges)
    run_git(root, "commit", "-qam", "Trống")
    with desk_over(root) as address:
        newcomer(opened, root, address, tmp_path)


def newcomer(opened: Open, root: Path, address: str, tmp_path: Path) -> None:
    word = tmp_path / "so-ket.docx"
    word.write_bytes(word_file())
    page = opened(address, viewport={"width": 1280, "height": 900})
    asked_for: set[str] = set()
    page.on("request", lambda request: asked_for.add(request.url.split("/")[2]))
    page.reload()
    expect(page.get_by_text("Chưa có sự kiện nào.")).to_be_visible()
    assert axe_findings(page) == []
    enter(page, "a[href='/nhap']")
    page.wait_for_url("**/nhap")
    choose_file(page, "#tep", word)
    assert axe_findings(page) == []
    enter(page, "form button")
    # Two days are told of: what is uncertain is asked, with its sentence.
    expect(page.get_by_text("Có điều chưa chắc.")).to_be_visible()
    assert axe_findings(page) == []
    tab_to(page, "[name='tra-loi.date']")
    for _ in range(3):
        if page.evaluate("document.activeElement.value") == "2024-08-15":
            break
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "2024-08-15"
    enter(page, "button[name='bo-qua']")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã có bản nháp")
    assert axe_findings(page) == []
    enter(page, "a.td-button")
    expect(page.locator("#dem")).not_to_be_empty()
    assert page.locator("[name='date.from']").input_value() == "15/08/2024"
    fill_in(page)
    assert axe_findings(page) == []
    page.keyboard.press("Control+s")
    page.wait_for_url("**?xong=luu")
    expect(page.locator("#dem")).to_have_text(re.compile(r"Không có lỗi|cần xem"))
    send(page, root)
    assert asked_for == {address.split("/")[2]}


def fill_in(page: Page) -> None:
    """What the Word file could not tell: the cluster by its name, a photograph, the text in one's own words."""
    tab_to(page, "#clusters")
    for _ in range(page.locator("[data-name='clusters'] .dk-chip").count()):
        page.keyboard.press("Backspace")
    page.keyboard.type("dia phuong vi du")
    expect(page.locator("#ds-clusters [aria-selected='true']")).to_contain_text(
        "Công an địa phương"
    )
    page.keyboard.press("Enter")
    expect(page.locator("[data-name='clusters'] .dk-chip__name")).to_have_text(
        "Cụm thi đua số 1 – Công an địa phương Ví Dụ"
    )
    tab_to(page, "#body")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("Hội nghị đánh giá sáu tháng đầu năm và bàn việc sáu tháng cuối năm.")
    choose_file(page, "#anh-moi", PHOTO)
    expect(page.locator("[id='photos.0.alt']")).to_be_focused()
    page.keyboard.insert_text("Đại diện các đơn vị ngồi quanh bàn họp")
    write(page, "[id='photos.0.caption']", "Hội nghị sơ kết tại Đan Hương")
    write(page, "[id='photos.0.credit']", "Trần Thị Mẫu")
    expect(page.locator("[data-field='photos.0'] img")).to_have_js_property("complete", True)
    expect(page.locator("#dem")).not_to_have_text(re.compile(r"\d+ lỗi"))


def send(page: Page, root: Path) -> None:
    # From the end of the page the focus comes round to its beginning.
    page.reload()
    enter(page, "a[href='/gui']")
    expect(page.get_by_text(re.compile(r"tệp sẽ được gửi"))).to_be_visible()
    assert axe_findings(page) == []
    write(page, "#noi-dung-gui", "Thêm hội nghị sơ kết")
    tab_to(page, "#ten")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("Lê Thị Mẫu")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("bien-tap/2026-01-15-them-hoi-nghi-so-ket")
    assert axe_findings(page) == []
    assert run_git(root, "log", "-1", "--format=%an: %s") == "Lê Thị Mẫu: Thêm hội nghị sơ kết\n"
    names = run_git(root, "show", "--name-only", "--format=").splitlines()
    assert len(names) == 2
    assert sum(name.endswith(("index.md", ".md")) for name in names) == 1
    assert run_git(root, "status", "--short") == ""


def test_pages_of_the_desk_are_sound(opened: Open, address: str) -> None:
    page = opened(address)
    base = address.partition("/vao")[0]
    for place in ("/", "/su-kien/2024/ky-giao-uoc", "/su-kien/moi", "/cum/moi", "/ky-niem/moi", "/giao-uoc/vd-1/2024", "/cham-diem/vd-1/2024", "/nhap", "/gui"):  # fmt: skip
        page.goto(base + place)
        if place.endswith("2024") or "ky-giao-uoc" in place:
            expect(page.locator("#dem")).not_to_be_empty()
        for width, scheme in ((390, "dark"), (1440, "light")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert axe_findings(page) == [], (place, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_what_the_check_says_stands_beside_its_field_while_somebody_types(
    context: Callable[..., BrowserContext], address: str
) -> None:
    page = context().new_page()
    page.goto(address)
    page.goto(address.partition("/vao")[0] + "/su-kien/2024/ky-giao-uoc")
    expect(page.locator("#dem")).to_have_text(re.compile(r"^Không có lỗi\.|cần xem$"))
    page.locator("[name='date.from']").fill("14/3/2024")
    expect(page.locator("[data-day='date.from']")).to_have_text(
        "thứ Năm, ngày 14 tháng 3 năm 2024; âm lịch mùng 5 tháng 2 năm Giáp Thìn"
    )
    page.locator("#time").fill("25:00")
    expect(page.locator("[data-field='time'] .dk-told__error")).to_contain_text("25:00")
    expect(page.locator("#time")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#tu-choi")).to_have_text("Chưa lưu: sửa các lỗi dưới đây rồi lưu lại.")
    page.locator("#tat-ca button").first.click()
    expect(page.locator("#time")).to_be_focused()


def test_the_whole_name_of_one_row_is_that_row(opened: Open, address: str) -> None:
    """Typed without accents and left with Tab; a name of one's own stays as it is."""
    page = opened(address)
    page.goto(address.partition("/vao")[0] + "/su-kien/moi")
    picked = page.locator("[data-name='host'] .dk-chip")
    page.locator("#host").type("cong an tinh dan huong")
    expect(page.locator("#ds-host [role=option]").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(picked.locator("input")).to_have_value("ca-tinh-dan-huong")
    page.locator("#host").type("Cong an tinh")
    expect(page.locator("#ds-host [role=option]").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(picked.locator("input")).to_have_value("Cong an tinh")


def test_the_preview_follows_what_is_typed(opened: Open, address: str) -> None:
    page = opened(address, viewport={"width": 1440, "height": 900})
    page.goto(address.partition("/vao")[0] + "/su-kien/2024/ky-giao-uoc")
    page.get_by_role("button", name="Xem trước").click()
    inside = page.frame_locator("#khung iframe")
    expect(inside.locator("h1")).to_contain_text("phát động")
    page.locator("#title").fill("Một tên khác hẳn")
    expect(inside.locator("h1")).to_have_text("Một tên khác hẳn")


def test_points_are_typed_in_a_grid_by_keyboard_alone(opened: Open, tmp_path: Path) -> None:
    root = desk_at(tmp_path / "project", git=True).root
    path = root / "content" / "clusters" / "vd-1" / "scores" / "2024.yml"
    path.unlink()
    with desk_over(root) as address:
        page = opened(address, viewport={"width": 390, "height": 844})
        page.goto(address.partition("/vao")[0] + "/cham-diem/vd-1/2024")
        # The score table is that of the year before; one line more, and its line is in the grid.
        enter(page, "[data-field='criteria'] > p [data-add]")
        page.keyboard.insert_text("Sáng kiến của đơn vị")
        page.keyboard.press("Tab")
        page.keyboard.insert_text("5")
        write(page, "[id='sheets.0.on']", "20/11/2024")
        expect(page.get_by_role("rowheader", name="Sáng kiến của đơn vị")).to_be_visible()
        expect(page.locator("[name^='criteria.'][name$='.id']").last).to_have_value(
            "sang-kien-cua-don-vi"
        )
        expect(page.get_by_role("columnheader", name="20/11/2024")).to_be_visible()
        tab_to(page, "#luoi tbody input")
        for key in ("24,5", "ArrowRight", "24", "ArrowDown", "9", "ArrowLeft", "8,5", "ArrowUp"):
            if key.startswith("Arrow"):
                page.keyboard.press(key)
            else:
                page.keyboard.insert_text(key)
        first = page.locator("#luoi tbody input").first
        expect(first).to_be_focused()
        expect(first).to_have_value("24,5")
        expect(page.locator("#luoi tfoot output").nth(1)).to_contain_text("33, thiếu")
        assert axe_findings(page) == []
        write(page, "[name='sources.0.title']", "Biên bản họp chấm điểm (nội bộ)")
        page.keyboard.press("Control+s")
        page.wait_for_url("**?xong=luu")
    text = path.read_text("utf-8")
    assert '"8,5"' in text
    assert "on: 2024-11-20" in text


def test_cells_of_a_spreadsheet_are_pasted_into_the_grid(opened: Open, address: str) -> None:
    page = opened(address, viewport={"width": 1440, "height": 900})
    page.goto(address.partition("/vao")[0] + "/cham-diem/vd-1/2024")
    expect(page.locator("#dem")).not_to_be_empty()
    cell = page.locator("[name='diem.2.ca-tinh-mau-2024.1']")
    cell.focus()
    cell.evaluate(
        "(cell, text) => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })) }",
        "26\t25.5\r\n-\t19\r\n",
    )
    expect(page.locator("[name='diem.2.ca-tinh-dan-huong.1']")).to_have_value("25.5")
    expect(page.locator("[name='diem.2.ca-tinh-mau-2024.3']")).to_have_value("-")
    # By 26 and 25,5, and one criterion that is not scored.
    expect(page.locator("[data-sum='tong.2.ca-tinh-mau-2024']")).to_have_text("73,5, thiếu 1")
    expect(page.locator("[data-sum='tong.2.ca-tinh-dan-huong']")).to_have_text("93,5")
