"""Who the desk answers: the browser of the person who started it, and nobody else.

Any page of the web may tell a browser to ask 127.0.0.1 for something, and a name of somebody's own may be made to lead here.
So a request must name this server, come from its own pages, bring the cookie that the first address was good for, and, to
change anything, the token of a form.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    MethodNotAllowed,
    Unauthorized,
)

if TYPE_CHECKING:
    from werkzeug.wrappers import Request, Response

ENTRY = "/vao"
"""The address that the token is good for, once opened."""
TOKEN_FIELD = "csrf"  # noqa: S105 the name of a field
TOKEN_HEADER = "X-Thidua-Token"  # noqa: S105 the name of a header
_METHODS = ("GET", "HEAD", "POST")
_OWN_SITES = frozenset({"", "same-origin", "none"})

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """What one run of the desk lets in."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """Part of the first address, which is told on the terminal."""
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def hosts(self) -> tuple[str, str]:
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies know no ports, and two desks may run."""
        return f"thidua-{self.port}"

    @property
    def session(self) -> str:
        return self._signed("session")

    @property
    def form_token(self) -> str:
        return self._signed("form")

    def _signed(self, purpose: str) -> str:
        return hmac.new(self._secret, purpose.encode(), hashlib.sha256).hexdigest()

    def refuse(self, request: Request) -> None:
        """Raise an HTTPException for a request that is not of the desk's own pages."""
        if request.method not in _METHODS:
            raise MethodNotAllowed(_METHODS)
        host = request.environ.get("HTTP_HOST", "")
        if host not in self.hosts:
            raise Forbidden
        origin = request.headers.get("Origin")
        if origin not in {None, f"http://{host}"} or (request.method == "POST" and not origin):
            raise Forbidden
        if request.headers.get("Sec-Fetch-Site", "") not in _OWN_SITES:
            raise Forbidden
        # What the path says is looked up, never opened; these are in no address of ours.
        if set(request.path) & {"\\", "\0"} or "//" in request.path or "/../" in f"{request.path}/":
            raise BadRequest
        if request.path == ENTRY and request.method == "GET":
            return
        if not hmac.compare_digest(request.cookies.get(self.cookie, "").encode(), self.session.encode()):  # fmt: skip
            raise Unauthorized

    def refuse_foreign_form(self, request: Request) -> None:
        """Raise Forbidden for what would change something and does not bring the token of our forms."""
        given = request.headers.get(TOKEN_HEADER) or request.form.get(TOKEN_FIELD, "")
        if not hmac.compare_digest(given.encode(), self.form_token.encode()):
            raise Forbidden

    def is_invited(self, given: str) -> bool:
        """Whether a first address brings the right token."""
        return hmac.compare_digest(given.encode(), self.token.encode())

    def let_in(self, response: Response) -> None:
        """Give the browser the cookie of this run; no script reads it and no other site sends it."""
        response.set_cookie(self.cookie, self.session, httponly=True, samesite="Strict", path="/")


def with_headers(response: Response, *, framed: bool = False) -> Response:
    """A response under the policy; ``framed`` ones may stand in a page of the desk."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    ancestors = "'self'" if framed else "'none'"
    response.headers["Content-Security-Policy"] = _POLICY.format(ancestors=ancestors)
    response.headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
    return response
