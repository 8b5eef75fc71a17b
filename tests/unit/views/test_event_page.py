"""What the page of an event tells once: its summary, its first photograph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shapes import checked
from support import EVENT
from thidua.views.events import EventPage, pages
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from pathlib import Path

SUMMARY = "Bốn đơn vị ký giao ước, gồm 3 điều."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bốn đơn vị ký giao ước, gồm 3 điều.", ""),
        ("**Bốn** đơn vị ký giao ước gồm 3 điều; hội nghị họp tại TP Đan Hương.\n\nDự hội nghị …", ""),
        ("Hội nghị họp tại TP Đan Hương.\n\nBốn đơn vị ký giao ước, gồm 3 điều.", SUMMARY),
        ("Bốn đơn vị ký giao ước, gồm 4 điều.", SUMMARY),
        ("Bốn đơn vị ký giao uớc, gồm 3 điều.", SUMMARY),
        ("", SUMMARY),
    ],
)  # fmt: skip
def test_a_summary_the_first_paragraph_says_is_told_once(
    tmp_path: Path, text: str, shown: str
) -> None:
    head = EVENT.split("---\n")[1]
    lines = [line for line in head.splitlines() if not line.startswith("summary:")]
    event = "\n".join(("---", *lines, f"summary: {SUMMARY}", "---", "", text, ""))
    site = checked(tmp_path, {"events/2024/2024-03-14-ky-giao-uoc.md": event}).site
    (page,) = [p for p in pages(Context(site)) if isinstance(p, EventPage)]
    assert page.summary.replace("\u00a0", " ") == shown
    assert page.description == SUMMARY
