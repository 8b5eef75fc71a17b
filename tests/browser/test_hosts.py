"""A published release behind a real nginx and a real Caddy: every answer bears every header, copies unpack, moves lead on.

In a browser it is used as readers do, on every type of page. One module, so that it is published once.
"""

from __future__ import annotations

import gzip
import http.client
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import brotli
import pytest

from browser.using import USES, shell, unfold
from browser.watching import watched
from conftest import BEFORE, HOSTS, MOVED, PLACES
from page_types import MISSING, PAGE_TYPES
from servers import HEADERS
from support import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext

EVENT = "su-kien/2024/ky-giao-uoc/"
ASK_AGAIN = "no-cache"
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")


def ask(host: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask for a path of the site; one that begins with a slash is of the whole host. The headers are looked at each time."""
    parts = urlsplit(host)
    link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    link.request(
        method,
        path if path.startswith("/") else parts.path + path,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )
    got = link.getresponse()
    answer = Answer(got.status, got.headers, got.read())
    link.close()
    said = {name: got.headers.get_all(name) for name in HEADERS}
    assert said == {name: [value] for name, value in HEADERS.items()}, (
        f"{method} {path}: {got.status}"
    )
    caching = got.headers.get_all("Cache-Control")
    assert caching in ([ASK_AGAIN], [FOR_EVER]), f"{method} {path}: {got.status} {caching}"
    return answer


def below(host: str) -> str:
    """The path of the site on its host."""
    return urlsplit(host).path


@pytest.fixture
def release(host: str, published: dict[str, Path]) -> Path:
    place = next(name for name, path in PLACES.items() if path == below(host))
    return published[place] / "current"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        (EVENT, "text/html; charset=utf-8"),
        ("lich/ky-niem.ics", "text/calendar; charset=utf-8"),
        ("feed.xml", "xml"),
        ("sitemap.xml", "xml"),
        ("manifest.json", "application/json"),
    ],
)
def test_answers_ask_again_and_tell_their_kind(host: str, path: str, kind: str) -> None:
    answer = ask(host, path)
    assert answer.status == 200
    assert kind in answer["Content-Type"]
    assert answer["Cache-Control"] == ASK_AGAIN
    again = ask(host, path, If_None_Match=answer["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert ask(host, path, "HEAD").body == b""


def test_open_data_tells_its_kind(host: str, release: Path) -> None:
    kinds = {
        ".json": "application/json",
        ".csv": "text/csv; charset=utf-8",
        ".sqlite3": "application/vnd.sqlite3",
    }
    files = [p for p in sorted(release.glob("du-lieu/**/*")) if p.suffix in kinds]
    assert {p.suffix for p in files} == set(kinds)
    for file in files:
        answer = ask(host, file.relative_to(release).as_posix())
        assert answer["Content-Type"].startswith(kinds[file.suffix]), file


def test_files_named_by_their_content_are_kept_for_ever(host: str, release: Path) -> None:
    page = (release / EVENT / "index.html").read_text("utf-8")
    for pattern in (
        "assets/**/*.css",
        "assets/**/*.woff2",
        "assets/search/*/*.js",
        "anh/*.webp",
        "anh/*.jpg",
    ):
        file = next(
            f
            for f in sorted(release.glob(pattern))
            if f.name in page or "search" in pattern or "fonts" in str(f)
        )
        answer = ask(host, file.relative_to(release).as_posix())
        assert (answer.status, answer["Cache-Control"]) == (200, FOR_EVER), file


@pytest.mark.parametrize(
    ("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_packed_copies_are_sent_and_unpack_to_the_page(
    host: str, release: Path, coding: str, unpack: type[bytes]
) -> None:
    style = next(release.glob("assets/stylesheets/thidua.*.css")).relative_to(release).as_posix()
    for path in (EVENT, style, "lich/ky-niem.ics", "feed.xml"):
        plain, packed = ask(host, path), ask(host, path, Accept_Encoding=coding)
        assert packed["Content-Encoding"] == coding, path
        assert "Accept-Encoding" in packed["Vary"]
        assert unpack(packed.body) == plain.body
        assert len(packed.body) < len(plain.body)


@pytest.mark.parametrize(
    "path",
    [
        "khong-co/",
        "su-kien/khong-co.html",
        "assets/khong-co.js",
        "anh/khong-co.jpg",
        "lich/khong.ics",
    ],
)
def test_what_is_not_there_is_a_page_of_the_site(host: str, release: Path, path: str) -> None:
    answer = ask(host, path)
    assert answer.status == 404
    assert answer.body == (release / "404.html").read_bytes()
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "path",
    [
        "index.html.br",
        "index.html.gz",
        ".lock",
        "lich/.an",
        "assets/a.map",
        "%2e%2e/history.txt",
        "../audience.txt",
    ],
)
def test_what_is_no_page_is_not_given(host: str, path: str) -> None:
    assert ask(host, path).status in {400, 404}


def test_a_folder_gets_its_slash(host: str) -> None:
    answer = ask(host, EVENT.rstrip("/"))
    assert answer.status in {301, 308}
    assert urljoin(host + EVENT.rstrip("/"), answer["Location"]) == host + EVENT


@pytest.mark.parametrize("old", MOVED)
def test_moved_addresses_lead_on_in_one_step(host: str, release: Path, old: str) -> None:
    answer = ask(host, old.lstrip("/"))
    assert answer.status == 301
    target = urljoin(host + old.lstrip("/"), answer["Location"])
    assert target == host + MOVED[old].lstrip("/")
    assert ask(host, urlsplit(target).path).status == 200
    # Where no server knows of the move, the plain page does it.
    file = (
        release / old.strip("/") / "index.html" if old.endswith("/") else release / old.lstrip("/")
    )
    assert 'http-equiv="refresh"' in file.read_text("utf-8")


def test_nothing_can_be_sent_to_the_host(host: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert ask(host, "", method).status == 405


@pytest.mark.parametrize("path", BEFORE)
def test_a_page_of_the_release_before_still_gets_its_code_and_nothing_else(
    host: str, path: str
) -> None:
    """What holds content may have been withdrawn since."""
    answer = ask(host, path)
    if path.endswith(".css"):
        assert (answer.status, answer.body, answer["Cache-Control"]) == (200, b"a{}", FOR_EVER)
    else:
        assert answer.status == 404
        assert "bản trước" not in answer.body.decode()


@pytest.mark.parametrize("host", [name for name in HOSTS if name.endswith("-below")], indirect=True)
def test_outside_of_the_sub_path_there_is_nothing(host: str) -> None:
    assert (ask(host, "/").status, ask(host, "/")["Location"]) == (302, below(host))
    answer = ask(host, below(host).rstrip("/"))
    assert answer.status in {301, 308}
    assert urljoin(host, answer["Location"]) == host
    assert ask(host, "/cum/").status == 404


def test_the_command_writes_what_was_served(tmp_path: Path, published: dict[str, Path]) -> None:
    """`thidua host-files` reads the moved addresses of the content itself."""
    config = published["root"].parent / "project" / "mkdocs.yml"
    done = run(
        "thidua.cli",
        "-f",
        str(config),
        "host-files",
        str(tmp_path),
        "--server",
        "nginx",
        "--site-url",
        "http://a.example.vn/x/",
    )
    assert done.returncode == 0, done.stderr
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*")} == {
        "nginx/thidua.conf",
        "nginx/thidua-redirects.map",
    }
    told = (tmp_path / "nginx" / "thidua-redirects.map").read_text("utf-8")
    for old, new in MOVED.items():
        assert f'"/x{old}" "/x{new}";' in told


# --- In a browser ----------------------------------------------------------------------------


def test_nothing_is_refused_and_nobody_else_is_asked(
    host: str, context: Callable[..., BrowserContext]
) -> None:
    """At the root and under a path: no violation of the policy, no request elsewhere, no word on the console."""
    page = context(
        viewport={"width": 390, "height": 844}, permissions=["clipboard-write"]
    ).new_page()
    watch = watched(page, host)
    for template, addresses in PAGE_TYPES.items():
        for number, address in enumerate(addresses):
            answer = page.goto(host + address)
            assert answer is not None
            assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
            unfold(page)
            if template == "home":
                shell(page)
            if template in USES and not number:
                USES[template](page)
            # The browser's own word for the one page that is not there.
            watch.found = [f for f in watch.found if not (address == MISSING and "404" in f)]
            assert watch.found == [], address
    # What the search gets ready in idle moments is over too.
    page.goto(host)
    page.wait_for_load_state("networkidle")
    assert watch.found == []
    assert watch.asked > 100


def test_the_watch_sees_what_it_must(host: str, context: Callable[..., BrowserContext]) -> None:
    page = context().new_page()
    watch = watched(page, host)
    page.goto(host)
    page.evaluate(
        """() => {
          const script = document.createElement('script')
          script.textContent = 'window.ran = true'
          document.body.append(script)
          document.body.setAttribute('style', 'color: red')
          new Image().src = 'http://127.0.0.2:9/a.png'
        }"""
    )
    page.wait_for_function("true")
    page.wait_for_timeout(50)
    assert page.evaluate("window.ran") is None
    refused = [line.split()[2] for line in watch.found if line.startswith("console: policy: ")]
    assert sorted(refused) == ["img-src", "script-src-elem", "style-src-attr"]
