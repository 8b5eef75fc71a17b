"""What ``serve`` answers: requests of the person who looks at the preview, and nobody else's.

A browser asks this server for any page on the web that tells it to. A name of somebody's own that he lets lead to 127.0.0.1 (DNS
rebinding) would make his page one of this site; a ``<script src>`` reads the search index, of an internal site too, into a foreign page.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

HEADERS = (
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)
"""Of every answer. The strict policy of hosts is missing: MkDocs reloads pages by a script that stands in them."""
_FORBIDDEN = ("403 Forbidden", "405 Method Not Allowed", "400 Bad Request")
_METHODS = frozenset({"GET", "HEAD"})
_OWN_SITES = frozenset({"", "same-origin", "none"})
_NO_PATH = frozenset("\\:\0")
"""In no address of the site; on Windows they lead to other folders, drives and streams."""


def is_of_this_machine(host: str) -> bool:
    """Whether no other machine reaches a host; a name but ``localhost`` may lead anywhere."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def guarded(serve: WSGIApplication) -> WSGIApplication:
    """``serve``, for requests of the browser's own window alone; others are refused without a word of the site."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status = _refusal(environ)
        if status:
            start_response(status, [("Content-Type", "text/plain"), *HEADERS])
            return [status.encode()]

        def with_headers(
            status: str, headers: list[tuple[str, str]], *rest: object
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *HEADERS], *rest)  # type: ignore[arg-type]

        return serve(environ, with_headers)

    return answer


def _refusal(environ: WSGIEnvironment) -> str | None:
    """The status with which a request is refused."""
    forbidden, not_allowed, bad = _FORBIDDEN
    if environ["REQUEST_METHOD"] not in _METHODS:
        return not_allowed
    if not _is_no_name_of_others(environ.get("HTTP_HOST", "")):
        return forbidden
    # Links from elsewhere open the page; whatever else another site asks for is for that site to read.
    opens = environ.get("HTTP_SEC_FETCH_MODE") == "navigate" and environ.get("HTTP_SEC_FETCH_DEST") == "document"  # fmt: skip
    if environ.get("HTTP_SEC_FETCH_SITE", "") not in _OWN_SITES and not opens:
        return forbidden
    return bad if _NO_PATH & set(environ["PATH_INFO"]) else None


def _is_no_name_of_others(host: str) -> bool:
    """Whether a host is an address or ``localhost``: only a name can be made to lead here."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname or "", parts.port
        if parts.netloc != host or parts.username is not None or parts.password is not None:
            return False
        if name == "localhost":
            return True
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
