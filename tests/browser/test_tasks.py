"""What people come for, from the home page: two clicks at most, and the answer on the first screen of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import Page

SCREENS = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
CLUSTER = "main .td-clusters a[href$='cum/vd-1/']"

TASKS: dict[str, tuple[Sequence[str], str]] = {
    "who leads my cluster": ([CLUSTER], ".td-answers a[href$='don-vi/ca-tinh-duong-lam/']"),
    "the last pledge of my cluster": ([CLUSTER, ".td-answers a[href$='giao-uoc/2025/']"], "h1"),
    "what changed in it": ([CLUSTER, ".td-answers a[href$='giao-uoc/2024..2025/']"], ".td-demands li a"),
    "the next date that concerns us": ([CLUSTER], "[data-td-ahead] li:not([hidden]) a"),
    "who was in the cluster on a day": ([CLUSTER, "[data-td-as-at] button"], "[data-td-answer] li >> nth=4"),
    "the flags of a year": (["main a[href$='khen-thuong/']", "main a[href$='#nam-2023']"], "section:has(#nam-2023) tbody th:has-text('Cờ thi đua') >> nth=0"),
    "who to write to about a mistake": (["header a[href$='ve-trang-nay/']"], "#co-quan"),
}  # fmt: skip
"""Links and buttons one after the other, and where the answer stands then."""


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("task", TASKS)
def test_a_task(served: str, on: Callable[..., Page], task: str, screen: str) -> None:
    steps, answer = TASKS[task]
    page = on(served, "2025-02-01T05:00:00Z", viewport=SCREENS[screen])
    for step in steps:
        if step.startswith("[data-td-as-at]"):
            page.get_by_label("Xem tại ngày").fill("2024-06-30")
        page.locator(step).first.click()
    found = page.locator(answer).first
    found.wait_for()
    assert len(steps) <= 2
    if "#" not in page.url:
        assert page.evaluate("scrollY") == 0
    box = found.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= SCREENS[screen]["height"]
