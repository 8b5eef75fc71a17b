"""axe-core in a page: the copy under ``data/vendor``, never one from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (Path(__file__).parent / "data" / "vendor" / "axe.min.js").read_text("utf-8")


def axe_findings(page: Page) -> list[str]:
    """Violations of WCAG 2.2 A and AA and of good practice, one line each."""
    # Through the debugger: the page's own policy allows no script of ours, and must not.
    page.evaluate(AXE)
    result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{item['id']} ({item['impact']}): {node['target']}" for item in result["violations"] for node in item["nodes"]
    ]
