"""What a printed page says at its foot, and the address a citation names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.dates import words
from thidua.text import typeset

if TYPE_CHECKING:
    from thidua.views.common import Context


def full_url(ctx: Context, address: str) -> str | None:
    """The address of a page with its host; None where the host is not known."""
    return f"{ctx.site_url.rstrip('/')}{address}" if ctx.site_url else None


def print_foot(ctx: Context, address: str) -> str:
    """Where a printed page comes from and how new the content of its build was; a build has no clock."""
    url = full_url(ctx, address) or address
    parts = [ctx.ui["print_from"].format(site=ctx.site_name, url=url)]
    days = [e.span.end or e.span.start for e in ctx.site.events]
    days += [p.record.signed_on for p in ctx.site.pledges.values() if p.record.signed_on]
    if days:
        newest = max(days, key=lambda day: (day.last, day))
        parts.append(ctx.ui["print_content_to"].format(day=words(newest, weekday=False)))
    return typeset(" ".join(parts))
