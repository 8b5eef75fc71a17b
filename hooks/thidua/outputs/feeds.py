"""Atom feeds (RFC 4287), as pure functions of small records.

Ids are ``urn:uuid:`` made from our own ids (version 5): they say nothing of the address, so they
stay when the site moves to another host or folder. Without a site address all references are
relative to the feed, which RFC 4287 (2) allows and a folder of files needs.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from thidua.calendar.revision import EPOCH, instant, last_revised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thidua.campaign.site import EventEntry

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
STYLE = "/assets/stylesheets/feed.css"
GENERATOR = "thidua"

_NAMESPACE = uuid.UUID("6d0f3c52-6a0e-5d0a-9a53-2b0c1f2f7e11")
"""Ours alone; a change would make every entry new to every reader."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters XML 1.0 cannot hold, not even escaped."""
_QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#09;"}
"""What escapes an attribute beside the signs of markup: a reader makes blanks of line breaks and tabs (XML 1.0, 3.3.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """What a feed tells of one page."""

    id: str
    """Permanent and ours, such as ``su-kien/2024/ky-giao-uoc``."""
    title: str
    address: str
    """Of the page, from the root of the site: ``/su-kien/2024/ky-giao-uoc/``."""
    updated: dt.datetime
    """The last revision worth telling; `thidua.calendar.revision.last_revised` knows it."""
    published: dt.datetime | None = None
    summary: str | None = None
    html: str | None = None
    """The page's content; its relative links are resolved against ``address``."""
    authors: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    """Pairs of a permanent term and its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as a whole."""

    id: str
    title: str
    address: str
    """Of the feed itself: ``/cum/bca-dp-1/feed.xml``."""
    page: str
    """Of the page whose news it tells: ``/cum/bca-dp-1/``."""
    author: str
    """Who publishes; it stands for every entry that names nobody."""
    mail: str = ""
    """Of who publishes; left out where empty, as the next."""
    rights: str = ""
    about: str = ""
    """What a person is told who opens the feed in a browser; left out where empty, with all that is for a browser."""
    updated: dt.datetime
    """What counts as its last change while it has no entry."""
    lang: str
    """Language of its own words."""
    subtitle: str | None = None


def event_entry(
    event: EventEntry,
    *,
    title: str | None = None,
    html: str | None = None,
    categories: tuple[tuple[str, str], ...] = (),
) -> FeedEntry:
    """An event's entry. Published: ``publish_on``, else its oldest source, else its day, where one is known."""
    record = event.record
    return FeedEntry(
        id=f"su-kien/{event.id}",
        title=title or record.title,
        address=event.address,
        updated=event_updated(event),
        published=_published(event),
        summary=record.summary,
        html=html,
        categories=categories,
    )


def event_updated(event: EventEntry) -> dt.datetime:
    """The last revision of an event that is worth telling.

    What has no date at all is updated when it is sorted: a feed cannot say that nothing is known.
    """
    revised = max(last_revised(event.record), _published(event) or EPOCH)
    return max(instant(str(event.order[0])), EPOCH) if revised == EPOCH else revised


def _published(event: EventEntry) -> dt.datetime | None:
    record = event.record
    dated = [source.published for source in record.sources if source.published]
    if record.publish_on is not None:
        return instant(str(record.publish_on))
    if dated or event.span.start.day:
        return min(map(instant, dated or [str(event.span.start)]))
    return None


def atom(feed: Feed, entries: Iterable[FeedEntry], *, site_url: str | None = None) -> bytes:
    """The feed as a UTF-8 document: newest revision first, those of one moment in the order given."""
    ordered = sorted(entries, key=lambda entry: entry.updated, reverse=True)
    newest = ordered[0].updated if ordered else feed.updated

    lines = [
        _element("id", stable_id(feed.id)),
        _element("title", feed.title),
        *([_element("subtitle", feed.subtitle)] if feed.subtitle else ()),
        _element("updated", _instant(newest)),
        *_inside(
            "author",
            [_element("name", feed.author), *([_element("email", feed.mail)] if feed.mail else ())],
        ),
        *([_element("rights", feed.rights)] if feed.rights else ()),
        _element("generator", GENERATOR),
    ]
    for relation, type_, target in (
        ("self", "application/atom+xml", feed.address),
        ("alternate", "text/html", feed.page),
    ):
        href = _absolute_url(target, feed.address, site_url)
        lines.append(_element("link", rel=relation, type=type_, href=href))
    if feed.about:
        lines += _for_browsers(feed, site_url)
    for entry in ordered:
        lines += _inside("entry", _entry(entry, feed, site_url))
    body = "\n".join(_inside("feed", lines, **{"xmlns": ATOM, "xml:lang": feed.lang}))
    style = _absolute_url(STYLE, feed.address, None)
    shown = f'<?xml-stylesheet type="text/css" href="{style}"?>\n' if feed.about else ""
    document = f'<?xml version="1.0" encoding="utf-8"?>\n{shown}{body}\n'
    return _NOT_XML.sub("", document).encode()


def stable_id(own: str) -> str:
    """The permanent identifier made from one of our ids."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, own)}"


def _for_browsers(feed: Feed, site_url: str | None) -> Iterator[str]:
    """What the feed is, and a link to its page: foreign markup, which readers of feeds pass over (RFC 4287, 6.4)."""
    page = _absolute_url(feed.page, feed.address, site_url)
    link = _inside("p", [_element("a", feed.title, href=page)])
    return _inside("div", [_element("p", feed.about), *link], xmlns=XHTML)


def _entry(entry: FeedEntry, feed: Feed, site_url: str | None) -> Iterator[str]:
    page = _absolute_url(entry.address, feed.address, site_url)
    yield _element("id", stable_id(entry.id))
    yield _element("title", entry.title)
    yield _element("updated", _instant(entry.updated))
    if entry.published is not None:
        yield _element("published", _instant(entry.published))
    for name in entry.authors:
        yield from _inside("author", [_element("name", name)])
    for term, label in entry.categories:
        yield _element("category", term=term, label=label)
    yield _element("link", rel="alternate", type="text/html", href=page)
    if feed.about:
        # A style sheet can make no link of Atom's own elements.
        yield _element("a", entry.title, xmlns=XHTML, href=page)
    if entry.summary:
        yield _element("summary", entry.summary)
    if entry.html is not None:
        yield _element("content", entry.html, **{"type": "html", "xml:base": page})


def _element(tag: str, text: str = "", **attributes: str) -> str:
    """An element of text alone, as a line; by hand, for a tree of all of them took twice as long as what they say."""
    start = _start(tag, attributes)
    return f"<{start}>{escape(text)}</{tag}>" if text else f"<{start} />"


def _inside(tag: str, lines: Iterable[str], **attributes: str) -> Iterator[str]:
    """The lines of an element that holds others."""
    yield f"<{_start(tag, attributes)}>"
    for line in lines:
        yield f" {line}"
    yield f"</{tag}>"


def _start(tag: str, attributes: Mapping[str, str]) -> str:
    return "".join((tag, *(f" {name}={_attribute(value)}" for name, value in attributes.items())))


def _attribute(value: str) -> str:
    return f'"{escape(value, _QUOTED)}"'


def _instant(moment: dt.datetime) -> str:
    """RFC 3339 in UTC; a moment without a zone is a mistake of the caller."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment}: a moment needs a time zone")
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _absolute_url(target: str, feed_address: str, site_url: str | None) -> str:
    """An address as a reader of the feed can follow it."""
    if site_url:
        return site_url.rstrip("/") + target
    relative = posixpath.relpath(target, posixpath.dirname(feed_address))
    return relative + "/" if target.endswith("/") else relative
