"""Moved addresses: a plain page at each old one, for servers without a map and for folders.

The page needs neither a script nor a style; servers that read the map never get to it.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING

from thidua.campaign.addresses import canonical, file_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.campaign.site import Site
    from thidua.views.shared.page import Context


def moved_addresses(site: Site) -> dict[str, str]:
    """Old address → new address, of those this site may know."""
    return {canonical(r.record.from_): r.record.to for r in site.redirects}


def redirect_pages(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """File and bytes of the page at every old address."""
    for old, new in sorted(moved_addresses(ctx.site).items()):
        file = file_of(old).lstrip("/")
        yield (
            file,
            _page(ctx.ui, file, new, ctx.site_url, directory_urls=ctx.directory_urls).encode(),
        )


def _page(
    ui: Mapping[str, str], file: str, new: str, site_url: str, *, directory_urls: bool
) -> str:
    path, hash_, anchor = new.partition("#")
    target = path if directory_urls or not path.endswith("/") else f"{path}index.html"
    link = posixpath.relpath(target, "/" + posixpath.dirname(file)) + (
        "/" if target.endswith("/") else ""
    )
    link = escape(f"{link}{hash_}{anchor}")
    canonical_link = (
        f'\n<link rel="canonical" href="{escape(site_url.rstrip("/") + path)}">' if site_url else ""
    )
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(ui["moved_title"])}</title>
<meta http-equiv="refresh" content="0; url={link}">{canonical_link}
</head>
<body>
<h1>{escape(ui["moved_title"])}</h1>
<p><a href="{link}">{escape(ui["moved_link"])}</a></p>
</body>
</html>
"""
