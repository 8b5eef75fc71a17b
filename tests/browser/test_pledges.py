"""Pledges in a real browser: paper measured, both schemes, keyboard, no scripts, wide and narrow."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.looks import in_every_look
from browser.using import unfold
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

MM = 72 / 25.4
WIDTHS = (320, 390, 600, 768, 1024, 1440)


@pytest.mark.parametrize("path", ["cum/vd-1/giao-uoc/2023/", "cum/vd-1/giao-uoc/2025/"])
def test_axe_finds_nothing(served: str, opened: Callable[..., Page], path: str) -> None:
    """In pledges that lack something, or have more; test_pages.py has the others."""
    page = opened(served + path)
    unfold(page)
    in_every_look(page)


@pytest.mark.parametrize(
    "path",
    [
        "cum/vd-1/giao-uoc/2023/",
        "cum/vd-1/giao-uoc/2025/",
        "cum/vd-1/giao-uoc/2023..2024/",
        "giao-uoc/so-sanh/",
        "giao-uoc/",
    ],
)
def test_nothing_is_wider_than_its_window(
    served: str, opened: Callable[..., Page], path: str
) -> None:
    page = opened(served + path)
    unfold(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# --- Paper -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """A word of a PDF, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def printed(path: Path) -> list[list[Word]]:
    """The words of each page."""
    xml = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    word = re.compile(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    )
    return [
        [Word(m[5], *(float(m[n]) for n in (1, 2, 3, 4))) for m in word.finditer(part)]
        for part in xml.split("<page ")[1:]
    ]


def pdf(served: str, context: Callable[..., BrowserContext], path: str, out: Path) -> Path:
    page = context(color_scheme="dark").new_page()
    page.goto(served + path)
    page.evaluate("document.fonts.ready")
    # The page's own rules for paper, not the printer's.
    page.pdf(path=out, prefer_css_page_size=True)
    return out


@pytest.mark.parametrize(
    "path",
    [
        "cum/vd-1/giao-uoc/2023/",
        "cum/vd-1/giao-uoc/2024/",
        "cum/vd-1/giao-uoc/2025/",
        "cum/vd-1/giao-uoc/2023..2024/",
    ],
)
def test_paper_follows_decree_30(
    served: str, context: Callable[..., BrowserContext], path: str, tmp_path: Path
) -> None:
    """A4; top and bottom 20–25 mm, left 30–35, right 15–20; number centred at the top, not on page one."""
    out = pdf(served, context, path, tmp_path / "giao-uoc.pdf")
    info = subprocess.run(["pdfinfo", str(out)], capture_output=True, text=True, check=True).stdout
    width, height = (
        float(n) for n in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups()
    )
    assert (width / MM, height / MM) == (pytest.approx(210, abs=0.3), pytest.approx(297, abs=0.3))
    pages = printed(out)
    assert len(pages) > 1, (
        "the fixture's pledges need more than one page for this test to say anything"
    )
    texts: list[list[Word]] = []
    for number, words in enumerate(pages, 1):
        heads = [w for w in words if w.bottom < 20 * MM]
        if number == 1:
            assert heads == []
        else:
            assert [w.text for w in heads] == [str(number)]
            # Centred over the text, within the upper margin.
            middle = (heads[0].left + heads[0].right) / 2 / MM
            assert middle == pytest.approx((32 + 210 - 17) / 2, abs=1)
        texts.append([w for w in words if w not in heads])
    every = [w for words in texts for w in words]
    assert 30 <= min(w.left for w in every) / MM <= 35
    right = (width - max(w.right for w in every)) / MM
    assert right >= 15
    # A comparison is set ragged; the text of a pledge fills its lines.
    assert right <= 20 or ".." in path
    for words in texts:
        assert min(w.top for w in words) / MM >= 20
        assert (height - max(w.bottom for w in words)) / MM >= 20
    assert min(w.top for w in texts[0]) / MM <= 25.5


@pytest.mark.parametrize("term", ["2023", "2024", "2025"])
@pytest.mark.parametrize("filler", range(0, 12, 2))
def test_signatures_stay_whole_and_never_alone(
    served: str, context: Callable[..., BrowserContext], term: str, filler: int, tmp_path: Path
) -> None:
    """Whatever the length of the text: the block is on one page, and words of the text stand above it."""
    page = context().new_page()
    page.goto(f"{served}cum/vd-1/giao-uoc/{term}/")
    page.evaluate(
        """count => { const last = [...document.querySelectorAll('.td-pledge__text p')].pop();
        for (let i = 0; i < count; i++) last.after(last.cloneNode(true)) }""",
        filler,
    )
    page.evaluate("document.querySelector('.td-pledge__signed').dataset.td = '1'")
    page.pdf(path=tmp_path / "ky.pdf", prefer_css_page_size=True)
    pages = [" ".join(w.text for w in words) for words in printed(tmp_path / "ky.pdf")]
    here = [n for n, text in enumerate(pages) if "ĐẠI DIỆN KÝ GIAO ƯỚC" in text]
    assert len(here) == 1
    text = pages[here[0]]
    before, _, block = text.partition("ĐẠI DIỆN KÝ GIAO ƯỚC")
    # The page number aside, text of the pledge comes first.
    assert len(before.split()) > 8, f"alone on page {here[0] + 1}"
    signed = {
        "2023": ["Phạm Văn Mẫu", "Đỗ Thị Mai", "Công an tỉnh Đan Hương"],
        "2024": ["Phạm Văn Mẫu", "Hoàng Thị Thí Dụ", "Trần Thị Thí Dụ", "Công an tỉnh Dương Lâm"],
        "2025": ["Trần Thị Thí Dụ", "Vũ Văn Thí Điểm", "Phạm Văn Mẫu"],
    }[term]
    assert [name for name in signed if name not in block] == []


def test_paper_bears_no_navigation_and_names_its_source(
    served: str, context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    out = pdf(served, context, "cum/vd-1/giao-uoc/2023/", tmp_path / "giao-uoc.pdf")
    text = " ".join(w.text for words in printed(out) for w in words)
    for words in (
        "Nền",
        "Trang chủ",
        "Các điều của giao ước",
        "So sánh với",
        "Sao chép",
        "Sửa trang",
        "#",
    ):
        assert words not in text, words
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TP Thí Dụ, ngày 10 tháng 3 năm 2023", "GIAO ƯỚC THI ĐUA NĂM 2023",
        "không thay thế văn bản gốc", "https://thidua.example.vn/vi-du/cum/vd-1/giao-uoc/2023/",
        "Nội dung cập nhật đến ngày 27 tháng 02 năm 2025.",
    ):  # fmt: skip
        assert words in text, words


def test_a_comparison_is_printed_in_line(
    served: str, context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    out = pdf(served, context, "cum/vd-1/giao-uoc/2023..2024/", tmp_path / "so-sanh.pdf")
    text = " ".join(w.text for words in printed(out) for w in words)
    assert text.count("Chủ động nắm tình hình từ cơ sở") == 1
    assert "[bỏ]" not in text
    assert "≠" in text


# --- Screens ---------------------------------------------------------------------------------


def test_sides_on_wide_screens_and_one_text_on_narrow_ones(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{served}cum/vd-1/giao-uoc/2023..2024/")
    row = page.locator("#dieu-an-ninh")
    cells = [cell.bounding_box() for cell in row.locator(".td-cmp__cell").all()]
    assert cells[0]["y"] == cells[1]["y"]
    assert cells[0]["x"] + cells[0]["width"] <= cells[1]["x"]
    assert not row.locator(".td-cmp__inline").is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert not row.locator(".td-cmp__cell").first.is_visible()
    assert row.locator(".td-cmp__inline ins").first.is_visible()


def test_sides_are_read_out_of_the_one_text(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    """What is only of the other side is left out of each, with its white space and its ends of lines."""
    page = context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{served}cum/vd-1/giao-uoc/2023..2024/")

    def sides(row: str) -> list[str]:
        cells = page.locator(f"#{row} .td-cmp__cell").all()
        return [" ".join(cell.inner_text().replace("\u00a0", " ").split()) for cell in cells]

    assert sides("dieu-an-ninh") == [
        "Năm 2023 Chủ động nắm tình hình từ cơ sở. – Tuần tra ban đêm ở địa bàn phức tạp – Tiếp nhận tin báo của người dân",
        "Năm 2024 Chủ động nắm tình hình từ cơ sở [thêm] , không để bị động. – Tuần tra ban đêm ở địa bàn phức tạp [thêm] , giáp ranh – Tiếp nhận tin báo của người dân",
    ]
    assert sides("dieu-nghia-tinh")[0] == "Năm 2023 Không có điều này."
    assert "[bỏ]" not in sides("dieu-nghia-tinh")[1]


def test_without_scripts_a_wide_screen_has_the_one_text(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(viewport={"width": 1440, "height": 900}, java_script_enabled=False).new_page()
    page.goto(f"{served}cum/vd-1/giao-uoc/2023..2024/")
    row = page.locator("#dieu-an-ninh")
    assert row.locator(".td-cmp__inline ins").first.is_visible()
    assert not page.locator(".td-cmp__years").is_visible()
    labels = page.locator(".td-cmp-side__label").all_inner_texts()
    assert [label.replace("\u00a0", " ") for label in labels] == ["Năm 2023", "Năm 2024"]
    title, text = (
        row.locator(part).bounding_box() for part in (".td-cmp__title", ".td-cmp__inline")
    )
    assert title["x"] == text["x"]


def test_a_change_is_told_by_more_than_colour(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{served}cum/vd-1/giao-uoc/2023..2024/")

    def line(selector: str) -> str:
        return str(
            page.evaluate(
                f"getComputedStyle(document.querySelector('.td-cmp__row {selector}')).textDecorationLine"
            )
        )

    assert line("ins") == "underline"
    assert line("del") == "line-through"
    assert page.locator("#dieu-an-ninh .td-cmp__sign").inner_text().split() == [
        "≠",
        "Sửa",
        "nội",
        "dung",
    ]


def test_the_register_is_filtered_and_the_view_can_be_linked(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context().new_page()
    page.goto(f"{served}giao-uoc/")
    shown = page.locator(".td-entry:visible")
    expect(shown).to_have_count(2)
    page.get_by_label("Tên cụm").fill("CUM SO 3")
    expect(shown).to_have_count(1)
    assert page.locator("[data-td-count]").inner_text() == "Đang hiện 1 cụm, 1 kỳ."
    expect(page.locator(".td-register-list__group:visible")).to_have_count(1)
    page.get_by_role("button", name="Bỏ lọc").click()
    expect(shown).to_have_count(2)
    page.get_by_label("Năm").select_option("2023")
    page.get_by_label("Tình trạng").select_option("text")
    expect(page.locator(".td-cells > li:visible")).to_have_count(1)
    page.wait_for_url("**/giao-uoc/?nam=2023&tinh-trang=text")
    page.goto(page.url)
    expect(page.locator(".td-cells > li:visible")).to_have_count(1)


def test_gaps_of_the_register_are_folded_until_asked_for_or_printed(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context().new_page()
    page.goto(f"{served}giao-uoc/")
    cells = page.locator(".td-cells > li:visible")
    expect(cells).to_have_count(4)
    page.get_by_text("Chưa có văn bản: 1 kỳ").click()
    expect(cells).to_have_count(5)
    page.get_by_label("Tình trạng").select_option("missing")
    expect(cells).to_have_text(["năm\u00a02022", "năm học 2024–2025"])
    page.get_by_label("Tình trạng").select_option("")
    expect(cells).to_have_count(4)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(cells).to_have_count(6)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(cells).to_have_count(4)


@pytest.mark.parametrize(
    ("path", "folded"),
    [("giao-uoc/", ".td-gaps li >> text=năm 2022"), ("du-lieu/", "#events li >> nth=0")],
)
def test_what_is_folded_is_printed_without_scripts(
    served: str, context: Callable[..., BrowserContext], path: str, folded: str
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(served + path)
    expect(page.locator(folded)).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(folded)).to_be_visible()


def test_the_filters_of_the_register_are_folded_on_phones(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{served}giao-uoc/")
    name = page.get_by_label("Tên cụm")
    expect(name).not_to_be_visible()
    page.get_by_text("Lọc sổ giao ước").click()
    expect(name).to_be_visible()
    page.goto(f"{served}giao-uoc/?nam=2023")
    expect(name).to_be_visible()


def test_names_are_folded_as_the_package_folds_them(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context().new_page()
    page.goto(f"{served}giao-uoc/")
    for words, count in (
        ("ĐỊA phuong", 2),
        ("Trường Ví", 1),
        ("Ðịa phương số 3", 1),
        ("phương xa", 0),
    ):
        page.get_by_label("Tên cụm").fill(words)
        expect(page.locator(".td-entry:visible")).to_have_count(count)
        every = page.locator(".td-entry").evaluate_all("all => all.map(e => e.dataset.name)")
        assert (
            sum(all(f" {w}" in f" {name}" for w in fold(words).split()) for name in every) == count
        )


def test_the_citation_is_copied_by_keyboard(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{served}cum/vd-1/giao-uoc/2024/")
    field = page.get_by_label("Câu trích dẫn giao ước này")
    field.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Đã sao chép.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
    assert field.input_value().endswith("/cum/vd-1/giao-uoc/2024/")


def test_everything_is_there_without_scripts(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(java_script_enabled=False, viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{served}giao-uoc/")
    assert page.locator(".td-entry:visible").count() == 2
    page.get_by_text("1 cụm chưa có giao ước nào trên trang").click()
    assert page.locator(".td-entry:visible").count() == 3
    assert not page.locator("[data-td-register]").is_visible()
    page.goto(f"{served}cum/vd-1/giao-uoc/2024/")
    assert page.locator(".td-cite__text").is_visible()
    assert not page.get_by_role("button", name="Sao chép trích dẫn").is_visible()
    page.get_by_role("link", name="kỳ trước (năm 2023)", exact=True).click()
    assert page.url.endswith("/cum/vd-1/giao-uoc/2023..2024/")
    page.locator(".td-chooser a").click()
    assert "/giao-uoc/so-sanh/" in page.url
    page.locator("a[href$='/cum/vd-1/giao-uoc/2024..2025/']:visible").first.click()
    assert page.url.endswith("/cum/vd-1/giao-uoc/2024..2025/")


def test_a_permalink_leads_to_its_target(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(viewport={"width": 1440, "height": 600}).new_page()
    page.goto(f"{served}cum/vd-1/giao-uoc/2025/")
    page.get_by_role("link", name="Liên kết tới Số hóa hồ sơ của người dân").click()
    assert page.url.endswith("#chi-tieu-so-hoa")
    assert 0 <= page.locator("#chi-tieu-so-hoa").bounding_box()["y"] < 600
