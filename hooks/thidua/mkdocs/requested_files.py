"""Files that a preview makes when somebody asks for them: nobody waits for a database that is not opened."""

from __future__ import annotations

import mimetypes
from threading import Lock
from typing import TYPE_CHECKING

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
            data = self.bytes_of(path)
            if data is None:
                return serve(environ, start_response)
            kind, _ = mimetypes.guess_type(path)
            length = ("Content-Length", str(len(data)))
            headers = [("Content-Type", kind or "application/octet-stream"), length]
            start_response("200 OK", headers)
            return [data]

        return answer


def _folders(path: str) -> Iterator[str]:
    while path := path.rstrip("/").rpartition("/")[0]:
        yield f"{path}/"
