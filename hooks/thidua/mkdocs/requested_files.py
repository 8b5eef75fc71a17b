"""Files that a preview makes when somebody asks for them: nobody waits for a database that is not opened."""

from __future__ import annotations

import mimetypes
from threading import Lock
from typing import TYPE_CHECKING

from thidua.book.pdf import TypesettingError
from thidua.locale import phrase
from thidua.mkdocs.settings import message_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from thidua.outputs.kept import Make


class RequestedFiles:
    """Those of the last build, by their paths below the site."""

    def __init__(self) -> None:
        self._make: Mapping[str, Make] = {}
        self._made: dict[str, dict[str, bytes]] = {}
        self._one_at_a_time = Lock()
        """What makes files goes on from what it made before, and requests come in threads."""

    def begin(self, make: Mapping[str, Make]) -> None:
        """Answer with the files of a build that came to its end: by their paths, or by the folder (``x/``) that holds them."""
        with self._one_at_a_time:
            self._make, self._made = make, {}

    def bytes_of(self, path: str) -> bytes | None:
        """A file; None where the site has none at that path."""
        with self._one_at_a_time:
            place = next((one for one in (path, *_folders(path)) if one in self._make), None)
            if place is None:
                return None
            if place not in self._made:
                self._made[place] = dict(self._make[place]())
            return self._made[place].get(path)

    def before(self, serve: WSGIApplication) -> WSGIApplication:
        """``serve``, where it is asked for another file."""

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").lstrip("/")
            status, kind = "200 OK", mimetypes.guess_type(path)[0] or "application/octet-stream"
            try:
                data = self.bytes_of(path)
            except TypesettingError as error:
                said = phrase(message_language("vi"), "book.typesetting_failed", name=path, reason=error)  # fmt: skip
                status, kind = "500 Internal Server Error", "text/plain; charset=utf-8"
                data = said.encode()
            if data is None:
                return serve(environ, start_response)
            start_response(status, [("Content-Type", kind), ("Content-Length", str(len(data)))])
            return [data]

        return answer


def _folders(path: str) -> Iterator[str]:
    while path := path.rstrip("/").rpartition("/")[0]:
        yield f"{path}/"
