"""Papers as several families of pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.text import group_thousands, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thidua.campaign.papers import SitePaper
    from thidua.views.shared.page import Context, DateView


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The first page of a paper; the address is from the site's root."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper in a list."""

    title: str
    address: str
    """Of a file of the site, from its root; of what is published elsewhere, all of it."""
    is_elsewhere: bool
    kind: str
    kind_label: str
    number: str
    date: DateView | None
    signed_by: str
    extent: str
    """``PDF, 12 trang, 1.240 kB``; empty for what is published elsewhere."""
    picture: PagePicture | None


def paper_views(ctx: Context, papers: Iterable[SitePaper]) -> tuple[PaperView, ...]:
    """Papers in the order in which they are declared."""
    return tuple(_paper_view(ctx, one) for one in papers)


def _paper_view(ctx: Context, one: SitePaper) -> PaperView:
    paper, facts = one.paper, one.facts
    title = typeset(paper.title)
    extent, picture = "", None
    if facts is not None:
        extent = typeset(
            ctx.ui["paper_extent"].format(
                pages=len(facts.pages), size=group_thousands(max(1, facts.size // 1000))
            )
        )
        picture = PagePicture(
            f"{addresses.PICTURES}{facts.picture_name}",
            *facts.picture,
            ctx.ui["paper_first_page"].format(title=title),
        )
    return PaperView(
        title=title,
        address=one.address,
        is_elsewhere=paper.url is not None,
        kind=paper.kind,
        kind_label=ctx.label("paper", paper.kind),
        number=paper.number or "",
        date=ctx.day(paper.date) if paper.date else None,
        signed_by=typeset(paper.signed_by or ""),
        extent=extent,
        picture=picture,
    )
