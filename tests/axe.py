"""axe-core in a page: the copy under ``data/vendor``, never one from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (Path(__file__).parent / "data" / "vendor" / "axe.min.js").read_text("utf-8")
# WCAG 2.2's size of what is pressed (2.5.8) is the one rule of level AA that axe leaves off unless asked. Colours on
# their way from one scheme to the other are neither's.
RUN = """only => {
  for (const one of document.getAnimations()) if (Number.isFinite(one.effect.getComputedTiming().endTime)) one.finish()
  const what = only.length ? {runOnly: only} : {rules: {'target-size': {enabled: true}}}
  return axe.run(document, {resultTypes: ['violations'], ...what})
}"""
OF_COLOUR = ("color-contrast", "link-in-text-block")
"""The rules whose findings another scheme of colours can change, where the layout stays."""


def axe_findings(page: Page, only: tuple[str, ...] = ()) -> list[str]:
    """Violations of WCAG 2.2 A and AA and of good practice, or of the rules named, one line each."""
    # Through the debugger: the page's own policy allows no script of ours, and must not.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate(RUN, list(only))
    return [
        f"{item['id']} ({item['impact']}): {node['target']}"
        for item in result["violations"]
        for node in item["nodes"]
    ]
