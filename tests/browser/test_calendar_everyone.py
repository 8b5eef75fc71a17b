"""The calendar for every reader: accessibility rules, by keyboard, on paper."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from browser.looks import in_every_look

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.conftest import Open


@pytest.mark.parametrize(
    "path",
    [
        "lich/",
        "lich/2024/09/",
        "lich/2020/08/",
        "ky-niem/gio-to-vi-du/",
        "ky-niem/di-nguyen-vi-du/",
    ],
)
def test_axe_finds_nothing(served: str, on: Open, path: str) -> None:
    """On a day of which there is something to tell; test_pages.py has the others."""
    in_every_look(on(served + path, "2024-05-15T03:00:00Z"))


@pytest.mark.parametrize(
    "path", ["lich/", "lich/2026/04/", "lich/nam-tron/", "ky-niem/ngay-truyen-thong-cand/"]
)
def test_axe_finds_nothing_in_the_real_pages(real: str, on: Open, path: str) -> None:
    in_every_look(on(real + path, "2026-04-18T03:00:00Z"), "wide", "phone")


def test_the_keyboard_goes_through_a_month_day_by_day(real: str, on: Open) -> None:
    page = on(
        real + "lich/2025/08/", "2026-04-18T03:00:00Z", viewport={"width": 1280, "height": 900}
    )
    days, tops = [], []
    memories = page.locator("[aria-labelledby=nam-xua] a").count()
    for _ in range(60 + memories):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => { const cell = document.activeElement.closest('.td-cal--month td'); const r = document.activeElement"
            ".getBoundingClientRect(); return [cell && cell.id, document.activeElement.className, r.width > 0] }"
        )
        assert found[2]
        if found[0]:
            days.append(found[0])
        elif days:
            tops.append(found[1])
    assert days == sorted(days)
    assert days[0] == "ngay-06"
    # What happened on these days in earlier years stands between, then the way to other months.
    assert "td-pager__prev" in next(top for top in tops if "td-pager" in top)


def test_the_keyboard_meets_what_is_next_before_the_year(served: str, on: Open) -> None:
    page = on(served + "lich/", "2024-05-15T03:00:00Z")
    order = []
    for _ in range(80):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                """() => { const e = document.activeElement
                    return e.closest('.td-next') ? 'next' : e.closest('[data-td-slot="grid"]') ? 'grid'
                      : e.closest('[aria-labelledby="dang-ky"]') ? 'subscribe' : e.closest('.td-actions') ? 'actions' : '' }"""
            )
        )
    seen = list(dict.fromkeys(step for step in order if step))
    assert seen == ["actions", "next", "grid", "subscribe"]


# --- On paper --------------------------------------------------------------------------------------


def sheets(page: Page, folder: Path, paper: str, *, landscape: bool) -> tuple[int, set[str], str]:
    """Pages, their sizes in points, and the words of the printed page."""
    pdf = folder / f"{paper}.pdf"
    page.pdf(path=pdf, format=paper, landscape=landscape, prefer_css_page_size=True)
    info = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "99", pdf], capture_output=True, text=True, check=True
    ).stdout
    sizes = {
        " x ".join(str(round(float(n))) for n in pair)
        for pair in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", info)
    }
    text = subprocess.run(
        ["pdftotext", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    return (
        int(re.search(r"Pages:\s+(\d+)", info)[1]),
        sizes,
        " ".join(text.replace("\u00a0", " ").split()),
    )


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize(("paper", "size"), [("A4", "843 x 596"), ("A3", "1191 x 843")])
def test_the_plan_prints_on_one_page(
    real: str, on: Open, tmp_path: Path, paper: str, size: str, landscape: bool
) -> None:
    page = on(real + "lich/nam-tron/", "2026-04-18T03:00:00Z", color_scheme="dark")
    count, sizes, text = sheets(page, tmp_path, paper, landscape=landscape)
    assert (count, sizes) == (1, {size})
    for words in (
        "2026",
        "2031",
        "Năm lẻ 5",
        "Nghị định 145/2013/NĐ-CP",
        "Ngày truyền thống lực lượng pháp chế",
    ):
        assert words in text
    assert "Đăng ký lịch" not in text
    assert "còn 85 ngày" not in text


@pytest.mark.parametrize("month", ["2025/08", "2026/03", "2025/12"])
def test_a_month_prints_on_one_page(real: str, on: Open, tmp_path: Path, month: str) -> None:
    page = on(real + f"lich/{month}/", "2026-03-18T03:00:00Z")
    for paper in ("A4", "A3"):
        assert sheets(page, tmp_path, paper, landscape=False)[0] == 1, paper


def test_a_year_is_on_its_first_page_and_its_list_follows(
    real: str, on: Open, tmp_path: Path
) -> None:
    page = on(real + "lich/2025/", "2026-03-18T03:00:00Z")
    sheets(page, tmp_path, "A4", landscape=False)
    first = subprocess.run(
        ["pdftotext", "-l", "1", tmp_path / "A4.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.replace("\u00a0", " ")
    assert "Tháng 12" in first
    assert "Năm tròn trong năm 2025" in first
    assert "Các ngày trong năm" not in first
