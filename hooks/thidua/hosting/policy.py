"""The headers every answer bears. The policy stands here and nowhere else: tests, pages and servers read it.

Pages hold no inline script or style, ask no other host and are framed by nobody, so the policy can say so.
https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

DIRECTIVES: dict[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Material draws its icons as data: masks.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in DIRECTIVES.items())

HEADERS: tuple[tuple[str, str], ...] = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)

STRICT_TRANSPORT = ("Strict-Transport-Security", "max-age=31536000")
"""Only where the site is served over TLS: on plain HTTP browsers ignore it, on a mixed host it locks readers out."""

FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose names tell their content."""
ASK_AGAIN = "no-cache"
"""For all others: browsers keep them and ask whether they changed."""

HASHED = r"(?:\.[0-9a-f]{8,}\.(?:min\.)?(?:css|js|svg|png|woff2)|/anh/[0-9a-f]{20}-[0-9]+\.(?:webp|jpg|png)|/assets/search/[0-9a-f]{12}/[a-z0-9]+\.js)$"
"""Paths of files whose names tell their content, in the common tongue of nginx, Caddy (RE2) and .NET."""

_ID = "([a-z0-9-]+)"
COMPARED_TERMS = rf"/cum/{_ID}/giao-uoc/{_ID}\.\.{_ID}(?:/|/index\.html)?$"
COMPARED_CLUSTERS = rf"/giao-uoc/{_ID}/{_ID}\.\.{_ID}(?:/|/index\.html)?$"
"""Addresses of comparisons: two terms of a cluster, one term of two clusters. Where no page of neighbours lies, they lead to the page that
compares any two. Servers answer by the pattern, since one page each would be the very pages that are no more; elsewhere `td-moved.js` on
the page of 404 does."""

CODE = r"^/assets/(?:[^/]+/)*[^/]+\.[0-9a-f]{8,}\.(?:min\.)?(?:css|js|woff2)$"
"""Of these, what holds no content. A page opened before a release was switched may still ask for its styles, scripts and faces, so
servers look for them in the release before; for nothing else, because that may hold what is withdrawn today."""
