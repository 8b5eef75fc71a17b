"""What every page says of who publishes it, and how to cite it or to tell that it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from thidua.campaign import addresses
from thidua.dates import PartialDate, short
from thidua.pledges.citation import nested_quotes
from thidua.publisher import KEYS
from thidua.text import NBSP, typeset
from thidua.views.shared.page import Link, full_url

if TYPE_CHECKING:
    from thidua.views.shared.page import Context, Page

_IN_LINE = ("name", "body", "responsible")
_FORGES = {
    "github": ("issues/new", "title", "body"),
    "gitlab": ("-/issues/new", "issue[title]", "issue[description]"),
    "codeberg": ("issues/new", "title", "body"),
    "forgejo": ("issues/new", "title", "body"),
    "gitea": ("issues/new", "title", "body"),
}
"""Where a forge takes a new issue, and what it calls its title and text. A forge is known by a part of its host's name."""


def publisher_line(ctx: Context) -> str:
    """Who publishes and who answers for it, in one line; empty where the settings do not say."""
    told = ((key, getattr(ctx.publisher, key)) for key in _IN_LINE)
    return " · ".join(f"{ctx.label('publisher', key)}: {typeset(value)}" for key, value in told if value)  # fmt: skip


def organization(ctx: Context) -> dict[str, Any] | None:
    """The publisher as schema.org/Organization; None without a name. https://schema.org/Organization"""
    told = ctx.publisher
    if not told.name:
        return None
    data: dict[str, Any] = {"@type": "Organization", "name": told.name}
    if told.body:
        data["parentOrganization"] = {"@type": "Organization", "name": told.body}
    for key, name in (("address", "address"), ("phone", "telephone"), ("mail", "email")):
        if value := getattr(told, key):
            data[name] = value
    return data


def url_of(ctx: Context, address: str) -> dict[str, Any]:
    """The property ``url`` of what the page at ``address`` shows; nothing where the host is not known."""
    url = full_url(ctx, address)
    return {"url": url} if url else {}


def cluster_organization(ctx: Context, cluster_id: str) -> dict[str, Any]:
    """A cluster as schema.org/Organization. https://schema.org/Organization"""
    record = ctx.site.cluster(cluster_id)
    names = {"alternateName": list(record.aliases)} if record.aliases else {}
    return {"@type": "Organization", "name": record.name, **names} | url_of(
        ctx, addresses.cluster(cluster_id)
    )


def web_page(ctx: Context) -> dict[str, Any] | None:
    """A page as schema.org/WebPage with its publisher, who is told of whole on the colophon; None where nobody is named."""
    if not ctx.publisher.name:
        return None
    publisher = {"@type": "Organization", "name": ctx.publisher.name}
    data: dict[str, Any] = {
        "@type": "WebPage",
        "publisher": publisher | url_of(ctx, addresses.ABOUT),
    }
    if ctx.publisher.licence_url:
        data["license"] = ctx.publisher.licence_url
    return data


def structured_data(
    ctx: Context, view: Page, canonical: str, image: str, modified: str
) -> dict[str, Any] | None:
    """What a page says to machines: what it shows, and the page itself; None where that is nothing.

    A view that shows no thing of its own says what it is about, as a WebPage, of which this is the rest.
    """
    shown, page = dict(view.json_ld or {}), web_page(ctx)
    if image and shown.get("@type") == "Event":
        shown["image"] = image
    if page and canonical and "url" not in shown:
        page["url"] = canonical
    if page and modified:
        page["dateModified"] = modified
    if page and shown.get("@type") == "WebPage":
        shown, page = shown | page, None
    nodes = [node for node in (shown, page) if node]
    if not nodes:
        return None
    return {"@context": "https://schema.org"} | (nodes[0] if len(nodes) == 1 else {"@graph": nodes})


def citation(ctx: Context, title: str = "", address: str = "") -> str:
    """The sentence by which a page is cited; with holes for what only the page and its reader know, if they are not given."""
    ui, day = ctx.ui, ctx.content_day
    said = short(PartialDate.of(day), ctx.lang) if day else ""
    parts = (
        ctx.publisher.name,
        f"“{nested_quotes(title) or '{title}'}”",
        ctx.site_name,
        ui["cite_updated"].format(day=said) if said else "",
        address or "{address}",
        "" if address else ui["cite_read"],
    )
    return ", ".join(part for part in parts if part).replace(NBSP, " ") + "."


def report_link(ctx: Context, title: str, url: str, repo_url: str) -> str:
    """Where to tell that a page is wrong: a mail to the publisher, else a new issue of a known forge; else empty.

    An internal page is never told to a forge, which others than its readers may read.
    """
    title = title.replace(NBSP, " ")
    subject = ctx.ui["report_subject"].format(title=title)
    body = ctx.ui["report_body"].format(title=title, address=url)
    if ctx.publisher.mail:
        lines = body.replace("\n", "\r\n")
        return f"mailto:{ctx.publisher.mail}?subject={_in_mail(subject)}&body={_in_mail(lines)}"
    forge = _forge(repo_url) if ctx.audience == "public" else None
    if forge is None:
        return ""
    path, of_title, of_body = forge
    return f"{repo_url.rstrip('/')}/{path}?{urlencode({of_title: subject, of_body: body})}"


def _in_mail(text: str) -> str:
    """A text as part of ``mailto:``; browsers encode letters beyond ASCII, which would be three times as long."""
    return "".join(quote(char, safe="/:") if char.isascii() else char for char in text)


def _forge(repo_url: str) -> tuple[str, str, str] | None:
    place = urlsplit(repo_url)
    names = (place.hostname or "").split(".") if place.scheme in {"http", "https"} else ()
    return next((_FORGES[name] for name in names if name in _FORGES), None)


def publisher_facts(ctx: Context) -> tuple[tuple[str, str, str], ...]:
    """What the settings say of the publisher: labels, words, and where they lead, such as ``mailto:``."""
    told, rows = ctx.publisher, []
    for key in KEYS:
        value = getattr(told, key)
        if not value or (key == "licence_url" and told.licence):
            continue
        leads = {
            "mail": f"mailto:{told.mail}",
            "phone": _telephone(told.phone),
            "licence": told.licence_url,
            "licence_url": told.licence_url,
        }
        label = ctx.label("publisher", key.removesuffix("_url"))
        rows.append((label, typeset(value), leads.get(key, "")))
    return tuple(rows)


def licence(ctx: Context) -> Link | None:
    """On what terms content may be used again, leading to them where they have an address; None where nothing is said."""
    told = ctx.publisher
    words = typeset(told.licence or told.licence_url)
    return Link(words, told.licence_url or None) if words else None


def _telephone(phone: str) -> str:
    """``tel:`` for what is one number and nothing else; empty otherwise."""
    digits = "".join(char for char in phone if char not in " .-()")
    return f"tel:{digits}" if digits.removeprefix("+").isdecimal() and digits.isascii() else ""
