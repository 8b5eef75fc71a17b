"""``/lich/chon/``: a calendar of chosen clusters and units, put together in the reader's browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.views.calendar.parts import calendar_feeds
from thidua.views.shared.page import Link, Page

if TYPE_CHECKING:
    from thidua.views.shared.page import Context


@dataclass(frozen=True, kw_only=True)
class ChosenCalendarPage(Page):
    """What can be chosen comes from a file, so that the page does not grow with it."""

    template = "calendar-chosen.html"


def chosen_page(ctx: Context) -> ChosenCalendarPage:
    """The page that chooses."""
    return ChosenCalendarPage(
        address=addresses.CHOSEN_CALENDAR,
        title=ctx.ui["chosen_title"],
        description=ctx.ui["chosen_description"],
        crumbs=(ctx.home(), Link(ctx.ui["calendar"], addresses.CALENDAR)),
        feeds=calendar_feeds(ctx),
    )
