"""Timelines for every reader: on paper, with axe, at 400 %."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from browser.looks import in_every_look
from browser.timeline_page import open_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


PAGES = ["cum/nam/", "cum/doan/", "cum/nam/2020/", "cum/nam/2021-1/", "cum/truong/2019-2020/", "cum/doan/2017-2022/", "cum/so/1/", "don-vi/ca-lan-cuc/"]  # fmt: skip


def test_paper_right_after_a_press_has_what_was_asked_for(
    long: str, opened: Callable[..., Page], tmp_path: Path
) -> None:
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
    printed = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "trang.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    titles = page.locator(".td-tl:visible .td-tl__title").all_text_contents()
    numbers = re.findall(r"Việc thứ (\d+),", " ".join(" ".join(titles).split()))
    assert re.findall(r"Việc thứ (\d+),", " ".join(printed.split())) == numbers
    assert len(numbers) > 100


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(rich: str, opened: Callable[..., Page], path: str) -> None:
    in_every_look(opened(rich + path))


@pytest.mark.parametrize("path", ["cum/nam/", "cum/doan/"])
def test_axe_finds_nothing_in_a_view_that_was_asked_for(
    rich: str, opened: Callable[..., Page], path: str
) -> None:
    in_every_look(opened(f"{rich}{path}?moc=1&thu-tu=cu"), "wide", "phone")


def test_at_400_percent_the_year_and_the_entry_stay_readable(
    rich: str, opened: Callable[..., Page]
) -> None:
    """What is sticky must not cover a window of 320 × 256."""
    page = opened(rich + "cum/nam/", viewport={"width": 320, "height": 256})
    page.locator("#ky-2020 .td-tl").nth(4).scroll_into_view_if_needed()
    covered = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(one => ['sticky', 'fixed'].includes(getComputedStyle(one).position))
          .map(one => one.getBoundingClientRect()).filter(box => box.top < 128 && box.bottom > 0 && box.top >= 0)
          .reduce((sum, box) => Math.max(sum, box.bottom), 0)"""
    )
    assert covered <= 256 * 0.5


@pytest.mark.parametrize(
    "path", ["cum/nam/", "cum/nam/2020/", "cum/doan/", "don-vi/ca-lan-cuc/", "cum/so/1/"]
)
def test_paper_has_every_entry_whole(
    rich: str, opened: Callable[..., Page], path: str, tmp_path: Path
) -> None:
    page = opened(rich + path, color_scheme="dark")
    titles = [
        " ".join(t.split())
        for t in page.locator(
            ".td-tl__title, .td-entry__name, .td-register tbody th"
        ).all_inner_texts()
    ]
    assert titles
    page.emulate_media(media="print")
    assert page.locator(".td-tl").evaluate_all(
        "all => all.every(one => getComputedStyle(one).breakInside === 'avoid')"
    )
    page.pdf(path=tmp_path / "trang.pdf", format="A4", prefer_css_page_size=True)
    printed = subprocess.run(
        ["pdftotext", tmp_path / "trang.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    words = "".join(printed.split())
    assert [t for t in titles if "".join(t.split()) not in words] == []
    assert "Chỉxem" not in words


def test_no_entry_is_split_between_sheets(
    long: str, opened: Callable[..., Page], tmp_path: Path
) -> None:
    """Title and note of each of 50 entries stand on one sheet, over several sheets."""
    page = opened(long + "cum/lon/2024/")
    count = page.locator(".td-tl").count()
    page.pdf(path=tmp_path / "trang.pdf", format="A5", prefer_css_page_size=False)
    printed = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "trang.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    sheets = [" ".join(sheet.split()) for sheet in printed.split("\f")]
    assert sum(bool(sheet) for sheet in sheets) > 1
    whole = [re.findall(r"Việc thứ \d+, (?:\w+ ){8}\w+ \w", sheet) for sheet in sheets]
    assert sum(map(len, whole)) == count


def test_closed_terms_say_on_paper_where_they_are(
    long: str, opened: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(long + "cum/lon/")
    page.pdf(path=tmp_path / "trang.pdf", format="A4")
    printed = subprocess.run(
        ["pdftotext", tmp_path / "trang.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "(50 mục)" in " ".join(printed.replace("\u00a0", " ").split())
