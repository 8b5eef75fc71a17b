"""The desk in Firefox, as Debian gives it: from the address of the terminal to a commit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.test_desk import PHOTO, desk_over
from desks import desk_at, run_git
from firefox import FIREFOX, firefox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from firefox import Firefox

ENTER = "\ue007"


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Firefox]:
    """Its absence skips, except in CI, where it fails: as that of chromium."""
    if not Path(FIREFOX).exists() and not os.environ.get("THIDUA_REQUIRE_BROWSER"):
        pytest.skip("no Firefox on this machine")
    with firefox(tmp_path / "profile") as window:
        yield window


def test_a_new_event_from_the_first_address_to_a_commit(window: Firefox, tmp_path: Path) -> None:
    root = desk_at(tmp_path / "project", git=True).root
    with desk_over(root) as address:
        window.open(address)
        window.click("a[href='/su-kien/moi']")
        window.wait("document.querySelector('#clusters')")
        fill_in(window)
        window.wait(
            "/Không có lỗi|^\\d+ điều cần xem/.test(document.querySelector('#dem').textContent)"
        )
        look_at_the_page(window)
        window.click("button[type='submit']")
        window.wait("location.search === '?xong=luu' && document.readyState === 'complete'")
        window.click("a[href='/gui']")
        window.wait("document.querySelector('#noi-dung-gui')")
        window.type("#noi-dung-gui", "Thêm buổi họp mặt")
        window.script("document.querySelector('#ten').value = ''")
        window.type("#ten", "Lê Thị Mẫu" + ENTER)
        window.wait("/them-buoi-hop-mat/.test(document.querySelector('.dk-done')?.textContent)")
    assert run_git(root, "log", "-1", "--format=%an: %s") == "Lê Thị Mẫu: Thêm buổi họp mặt\n"
    folder = "content/events/2025/2025-09-05-bon-don-vi-hop-mat"
    names = run_git(root, "show", "--name-only", "--format=").splitlines()
    assert names == [f"{folder}/index.md", f"{folder}/ky-ket-2.jpg"]
    text = (root / folder / "index.md").read_text("utf-8")
    assert "clusters: [vd-1]\n" in text
    assert run_git(root, "status", "--short") == ""


def fill_in(window: Firefox) -> None:
    """A cluster picked by its name without accents, a photograph chosen, the words of an event."""
    window.type("#title", "Bốn đơn vị họp mặt")
    window.type("[name='date.from']", "5/9/2025")
    window.click("[name='kinds'][value='gap-mat']")
    window.type("#clusters", "dia phuong vi du")
    window.wait("document.querySelector('#ds-clusters [aria-selected=true]')")
    window.type("#clusters", ENTER)
    window.type("#summary", "Bốn đơn vị họp mặt đầu năm học.")
    window.type("#body", "Bốn đơn vị họp mặt, bàn việc năm học mới.")
    window.type("#anh-moi", str(PHOTO))
    window.wait("document.activeElement.id === 'photos.0.alt'")
    for field, words in {"alt": "Bốn người bắt tay", "caption": "Đại diện bốn đơn vị", "credit": "Trần Thị Mẫu"}.items():  # fmt: skip
        window.type(f"[name='photos.0.{field}']", words)
    window.wait("document.querySelector('.dk-thumb').naturalWidth > 0")
    window.type("[name='sources.0.title']", "Bản tin Ví Dụ")


def look_at_the_page(window: Firefox) -> None:
    """The preview is the page of the event, with its style."""
    window.click("#xem-truoc")
    window.wait("document.querySelector('#khung iframe').contentDocument?.querySelector('h1')")
    window.enter_frame("#khung iframe")
    assert window.script("return document.querySelector('h1').textContent") == "Bốn đơn vị họp mặt"
    assert window.script("return getComputedStyle(document.body).fontFamily").startswith('"Source')
    window.leave_frame()
