"""The search page: its words; what is found is decided in the reader's browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.text import FORMULA
from thidua.views.shared.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.views.shared.page import Context


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """Search with facets."""

    template = "search.html"
    formula: str = FORMULA
    """What a table of results must not begin a cell with, as an expression."""


def pages(ctx: Context) -> Iterator[Page]:
    """The search page."""
    yield SearchPage(
        address=addresses.SEARCH,
        title=ctx.ui["search"],
        description=ctx.ui["search_description"],
        crumbs=(ctx.home(),),
    )
