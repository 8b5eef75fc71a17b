"""What a preview makes when it is asked for: the files of a build, and no others."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import pytest

from support import FIXTURE_SITE
from thidua.book.pdf import TypesettingError
from thidua.campaign.audience import project
from thidua.campaign.link import link
from thidua.campaign.site_keys import site_keys
from thidua.mkdocs.requested_files import RequestedFiles
from thidua.outputs.all import output_files
from thidua.outputs.kept import KeptOutputs
from thidua.reading.library import read_library
from thidua.store.database import Store
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from thidua.outputs.kept import Make


@pytest.fixture(scope="module")
def ctx() -> Context:
    site = project(link(read_library(FIXTURE_SITE / "content")), "internal", dt.date(2026, 1, 15))
    return Context(site, "internal", "Trang Ví Dụ", "https://vi-du.example/")


def test_files_at_once_and_on_request_are_those_of_a_build(ctx: Context) -> None:
    later: dict[str, Make] = {}
    kept = KeptOutputs(Store(None), b"", site_keys(ctx.site), later=later)
    found = dict(output_files(ctx, kept=kept))
    assert found.keys().isdisjoint(later)
    requested = RequestedFiles()
    requested.begin(later)
    built = dict(output_files(ctx))
    for path in built.keys() - found.keys():
        data = requested.bytes_of(path)
        assert data is not None, path
        found[path] = data
    assert found == built
    assert requested.bytes_of("assets/search/none.js") is None


def test_no_page_loads_what_is_made_on_request_before_a_person_asks(ctx: Context) -> None:
    later: dict[str, Make] = {}
    kept = KeptOutputs(Store(None), b"", site_keys(ctx.site), later=later)
    assert [*output_files(ctx, kept=kept)] != []
    kinds = {"json", "csv", "sqlite3", "ics", "xml", "assets/search/"}
    assert {path.rpartition(".")[2] for path in later} == kinds


def answer(requested: RequestedFiles, path: str) -> tuple[str, dict[str, str], bytes]:
    """The status, headers and body for a path; what the server behind it says is ``404``."""
    said: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], None]:
        said.append((status, dict(headers)))
        return lambda _data: None

    def server(_environ: object, start_response: Callable[..., object]) -> Iterable[bytes]:
        start_response("404 Not Found", [])
        return [b"?"]

    body = b"".join(requested.before(server)({"PATH_INFO": path}, start))  # type: ignore[arg-type]
    return *said[0], body


def test_a_server_is_asked_for_all_else() -> None:
    requested = RequestedFiles()
    requested.begin({
        "du-lieu/a.json": lambda: [("du-lieu/a.json", b"[1]"), ("du-lieu/a.csv", b"1")],
        "don-vi/x/lich.ics": list,
        "assets/search/": partial(next, iter([[("assets/search/x/c0.js", b"c")]])),
    })  # fmt: skip
    for _ in range(2):
        assert answer(requested, "/assets/search/x/c0.js")[2] == b"c", "made once"
    status, headers, body = answer(requested, "/du-lieu/a.json")
    assert (status, body) == ("200 OK", b"[1]")
    assert headers == {"Content-Type": "application/json", "Content-Length": "3"}
    for path in (
        "/don-vi/x/lich.ics",
        "/du-lieu/a.csv",
        "/",
        "/du-lieu/",
        "/assets/search/",
        "/assets/c0.js",
    ):
        assert answer(requested, path)[0] == "404 Not Found", path
    requested.begin({})
    assert answer(requested, "/du-lieu/a.json")[0] == "404 Not Found", "of the last build alone"


def test_a_year_book_that_cannot_be_set_is_told_in_a_sentence() -> None:
    def failing() -> list[tuple[str, bytes]]:
        raise TypesettingError("no face has it")

    requested = RequestedFiles()
    requested.begin({"ky-yeu/2024.pdf": failing})
    for _ in range(2):
        status, headers, body = answer(requested, "/ky-yeu/2024.pdf")
        assert (status[:3], headers["Content-Type"]) == ("500", "text/plain; charset=utf-8")
        assert "ky-yeu/2024.pdf" in body.decode()
        assert "no face has it" in body.decode()
