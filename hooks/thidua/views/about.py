"""The colophon: who publishes the site, what its content rests on, how to tell of a mistake and to use it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.views.shared.page import Page, full_url
from thidua.views.shared.sharing import citation, organization, publisher_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.views.shared.page import Context


@dataclass(frozen=True, kw_only=True)
class AboutPage(Page):
    """The colophon."""

    template = "about.html"
    facts: tuple[tuple[str, str, str], ...]
    """What is said of the publisher: labels, words, and where they lead."""
    cited: str


def pages(ctx: Context) -> Iterator[Page]:
    """The colophon."""
    publisher = organization(ctx)
    yield AboutPage(
        address=addresses.ABOUT,
        title=ctx.ui["about"],
        description=ctx.ui["about_description"].format(site=ctx.site_name),
        crumbs=(ctx.home(),),
        facts=publisher_facts(ctx),
        cited=citation(ctx, ctx.ui["about"], full_url(ctx, addresses.ABOUT) or addresses.ABOUT),
        json_ld=publisher,
    )
