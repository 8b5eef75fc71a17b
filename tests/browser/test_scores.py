"""The page of scores in a browser: every reader, a phone, the keyboard, and paper across, A4 and A3."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.conftest import serving
from browser.looks import in_every_look
from scored import SCORED
from timelines import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

PAGE = "cum/lon/cham-diem/2024/"
UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"


@pytest.fixture(scope="session")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster of twelve units scored with thirty criteria in three stages, two years."""
    with serving(build(SCORED, tmp_path_factory.mktemp("scored"))) as address:
        yield address


def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    scored: str, opened: Callable[..., Page]
) -> None:
    page = opened(scored + PAGE)
    page.evaluate(UNFOLD)
    in_every_look(page)


def test_a_wide_matrix_scrolls_within_itself_by_keyboard(
    scored: str, opened: Callable[..., Page]
) -> None:
    """The criteria stand still while the units move."""
    page = opened(scored + PAGE, viewport={"width": 390, "height": 844})
    matrix = page.locator(".td-matrix__scroll").first
    criterion = matrix.locator("tbody th").nth(3)
    unit = matrix.locator("tbody tr").nth(3).locator("td").last
    matrix.evaluate("one => one.focus({preventScroll: true})")
    criterion.scroll_into_view_if_needed()
    before = criterion.bounding_box()
    expect(unit).not_to_be_in_viewport()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    expect(unit).to_be_in_viewport()
    after = criterion.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["x"] - after["x"]) < 1
    expect(criterion).to_be_in_viewport()


def test_the_ranking_leads_to_where_points_were_lost(
    scored: str, opened: Callable[..., Page]
) -> None:
    page = opened(scored + PAGE)
    last = page.locator(".td-ranking__table tbody tr").last
    expect(last.locator("th")).to_have_text("Công an tỉnh Ban")
    last.locator(".td-ranking__worst a").click()
    expect(page).to_have_url(re.compile("#mat-diem-ca-12$"))
    unit = page.locator("#mat-diem-ca-12")
    expect(unit).to_be_in_viewport()
    first = unit.locator(".td-loss__points").first
    expect(first).to_have_text("−1,5")


def printed(page: Page, path: Path, paper: str) -> tuple[list[str], list[str]]:
    """The sizes and the texts of the sheets of a page on a paper of the reader's choice."""
    page.pdf(path=path, format=paper)
    told = subprocess.run(["pdfinfo", "-l", "99", path], capture_output=True, text=True, check=True)
    sizes = re.findall(r"Page +\d+ size: +([\d.]+ x [\d.]+)", told.stdout)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)  # fmt: skip
    return sizes, text.stdout.split("\f")


@pytest.mark.parametrize(("paper", "size"), [("A4", "842.88 x 595.92"), ("A3", "1191.12 x 842.88")])
def test_paper(
    scored: str, opened: Callable[..., Page], tmp_path: Path, paper: str, size: str
) -> None:
    """All sheets lie across. The matrix begins one; on A3 it is whole there, on A4 its headings stand on each it takes."""
    page = opened(scored + PAGE)
    sizes, sheets = printed(page, tmp_path / "diem.pdf", paper)
    assert {*sizes} == {size}
    start = next(n for n, sheet in enumerate(sheets) if "Bảng điểm" in sheet)
    end = next(n for n, sheet in enumerate(sheets) if n >= start and "Tổng điểm" in sheet)
    assert end - start == (0 if paper == "A3" else 1)
    for sheet in sheets[start : end + 1]:
        names = " ".join(sheet.split("Nội dung")[0].split())
        assert all(name in names for name in ("Tối", "Mai", "Nhài", "Ban"))
