"""axe-core in a page: the copy under ``data/vendor``, never one from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (Path(__file__).parent / "data" / "vendor" / "axe.min.js").read_text("utf-8")
# WCAG 2.2's size of what is pressed (2.5.8) is the one rule of level AA that axe leaves off unless asked. Colours on
# their way from one scheme to the other are neither's.
RUN = """() => {
  for (const one of document.getAnimations()) if (Number.isFinite(one.effect.getComputedTiming().endTime)) one.finish()
  return axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})
}"""


def axe_findings(page: Page) -> list[str]:
    """Violations of WCAG 2.2 A and AA and of good practice, one line each."""
    # Through the debugger: the page's own policy allows no script of ours, and must not.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate(RUN)
    return [
        f"{item['id']} ({item['impact']}): {node['target']}"
        for item in result["violations"]
        for node in item["nodes"]
    ]
