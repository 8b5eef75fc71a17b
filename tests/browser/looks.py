"""The ways a page is looked at, in each of which it has to be accessible and to fit: one list for pages of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe import axe_findings

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WIDE = {"width": 1280, "height": 900}
_PHONE = {"width": 390, "height": 844}
LOOKS: dict[str, dict[str, Any]] = {
    "wide": _WIDE,
    "wide and dark": {**_WIDE, "color_scheme": "dark"},
    "phone": _PHONE,
    # Of a window of 1280 × 1024 (WCAG 1.4.10).
    "400 % and dark": {"width": 320, "height": 256, "color_scheme": "dark"},
    "own colours": {**_PHONE, "forced_colors": "active", "reduced_motion": "reduce"},
}


def in_every_look(page: Page, *names: str) -> None:
    """Asserts of an open page that axe finds nothing and nothing has to be scrolled sideways, in all of LOOKS or those named."""
    for name in names or LOOKS:
        look = LOOKS[name]
        page.set_viewport_size({"width": look["width"], "height": look["height"]})
        page.emulate_media(
            color_scheme=look.get("color_scheme", "light"),
            forced_colors=look.get("forced_colors", "none"),
            reduced_motion=look.get("reduced_motion", "no-preference"),
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"], name
        found = axe_findings(page)
        assert not found, (name, found)
