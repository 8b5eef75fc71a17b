"""One table of requests to nginx and Caddy, at the root of a host, under a path, and over TLS: what both answer, and where they differ.

What is asked for is written to the wire as it stands, so that no library puts an address right first.
"""

from __future__ import annotations

import gzip
import socket
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

import brotli
import pytest

from servers import CADDY, HEADERS, NAME, NGINX, Authority, Running, authority, serving
from support import write_tree
from thidua.releases import precompress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG = "chữ " * 200
PAGE = f"<p>mở {LONG}</p>"
HOME = f"<p>trang chủ {LONG}</p>"
NEIGHBOURS = "<p>hai kỳ liền nhau</p>"
MISSING = "<p>không có trang này</p>"
STYLE = "assets/stylesheets/a.0123456789ab.css"
OLD_STYLE = "assets/stylesheets/a.ba9876543210.css"
PHOTO = "anh/0123456789abcdef0123-640.jpg"
OLD_PHOTO = "anh/ffffffffffffffffffff-640.jpg"
SEARCH = "assets/search/ba9876543210/c0.js"
MOVED = {
    "/cu/": "/su-kien/2024/mo/",
    "/so-1.html": "/su-kien/2024/mo/#điều-1",
    "/rut/": "/su-kien/2024/kin/",
}

NOW: dict[str, str | bytes | None] = {
    "index.html": HOME, "404.html": MISSING, "su-kien/2024/mo/index.html": PAGE, "su-kien/2024/ảnh [1]*.html": "ngoặc",
    STYLE: "a{}" * 200, "assets/code.css.map": "{}", PHOTO: b"\xff\xd8" * 300, "lich/ky-niem.ics": "BEGIN:VCALENDAR " * 30,
    "du-lieu/events.json": "[1]", "du-lieu/events.csv": "a,b\n" * 99, "feed.xml": "<feed/>" * 99, ".an": "ẩn", "lich/.an/a.html": "ẩn",
    "cum/mot/giao-uoc/2023..2024/index.html": NEIGHBOURS, "gone.gone": "tên lạ", "so-1.html": "chuyển", "anh/gap.jpg": "phải gỡ ngay", "su-kien/2024/gap/index.html": "phải gỡ ngay",
}  # fmt: skip
BEFORE: dict[str, str | bytes | None] = {
    "index.html": "bản trước", OLD_STYLE: "b{}", OLD_PHOTO: "bản trước", SEARCH: "bản trước", "su-kien/2024/kin/index.html": "bản trước",
    "du-lieu/cu.json": "bản trước", "assets/images/a.ba9876543210.png": "bản trước", f"{OLD_STYLE}.map": "bản trước",
}  # fmt: skip
GONE = [
    "su-kien/2024/kin/index.html",
    OLD_PHOTO,
    "rut/index.html",
    "cum/mot/giao-uoc/2022..2023/index.html",
    "anh/a b.jpg",
    "anh/gap.jpg",
    "su-kien/2024/gap/index.html",
]

ANY = "*"
ABOVE = 1
"""Out of the site: out of the root too, or below a path not."""


@dataclass(frozen=True)
class Row:
    """A request and what is said to it."""

    target: str
    """Below the site; what is no path stands as it is written."""
    status: int
    says: str | bytes | None = None
    """The whole body; None for whatever it is."""
    method: str = "GET"
    send: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    """Headers of the answer; ``/…`` of a Location is below the site."""
    caddy: int | None = None
    """What Caddy answers instead, where it differs by its nature; the headers are the same."""
    bare: str = ""
    """The server that answers before any configuration is read, so without the headers."""
    twice: str = ""
    """The server that sends its headers twice."""
    version: str = "HTTP/1.1"


def q(text: str) -> str:
    return quote(text)


ASK, KEEP = {"Cache-Control": "no-cache"}, {"Cache-Control": "public, max-age=31536000, immutable"}
ALLOW = {"Allow": "GET, HEAD"}
TABLE = [
    # Pages, and the ways to write their addresses.
    Row("/", 200, HOME, told={"Content-Type": "text/html; charset=utf-8", **ASK}),
    Row("/?q=1", 200, HOME),
    Row("/index.html", 200, HOME),
    Row("/su-kien/2024/mo/", 200, PAGE),
    Row("/su-kien/2024/mo/index.html", 200, PAGE),
    Row("/su-kien/2024/mo", 301, told={"Location": "/su-kien/2024/mo/"}, caddy=308),
    Row("/su-kien/2024/mo/?a=b", 200, PAGE),
    Row("/su-kien//2024///mo/", 200, PAGE),
    Row("/su-kien/./2024/mo/", 200, PAGE),
    Row("/khac/../su-kien/2024/mo/", 200, PAGE),
    Row("/%73u-kien/2024/mo/", 200, PAGE),
    Row("/su-kien%2F2024/mo/", 200, PAGE),
    Row("/SU-KIEN/2024/mo/", 404, MISSING),
    Row("/su-kien/2024/mo%20/", 404, MISSING),
    Row("/index.html.", 404, MISSING),
    Row("/index.html/", 404, MISSING),
    Row("/su-kien/2024/mo/index.html/", 404, MISSING),
    Row(f"/su-kien/2024/{q('ảnh [1]*.html')}", 200, "ngoặc"),
    Row(f"/su-kien/2024/{q('ảnh [1]')}*.html", 200, "ngoặc"),
    Row("/su-kien/2024/*/", 404, MISSING),
    Row("/su-kien/2024/", 404, MISSING),
    Row("/su-kien/", 404, MISSING),
    Row("/khong-co/", 404, MISSING, told={"Content-Type": "text/html; charset=utf-8", **ASK}),
    Row("/khong-co.html", 404, MISSING),
    Row("/404.html", 200, MISSING),
    # Kinds of files.
    Row("/lich/ky-niem.ics", 200, told={"Content-Type": "text/calendar; charset=utf-8", **ASK}),
    Row("/du-lieu/events.csv", 200, told={"Content-Type": "text/csv; charset=utf-8"}),
    Row("/du-lieu/events.json", 200, "[1]", told={"Content-Type": "application/json*"}),
    Row("/feed.xml", 200, told={"Content-Type": "*xml*", **ASK}),
    Row(f"/{STYLE}", 200, told={"Content-Type": "text/css; charset=utf-8", **KEEP}),
    Row(f"/{PHOTO}", 200, told={"Content-Type": "image/jpeg", **KEEP}),
    # What is no page.
    Row("/.an", 404, MISSING),
    Row("/lich/.an/a.html", 404, MISSING),
    Row("/%2ean", 404, MISSING),
    Row("/.git/config", 404, MISSING),
    Row("/index.html.gz", 404, MISSING),
    Row("/index.html.br", 404, MISSING),
    Row("/index.html%2egz", 404, MISSING),
    Row(f"/{STYLE}.br", 404, MISSING),
    Row(f"/{STYLE}.gz", 404, MISSING),
    Row("/assets/code.css.map", 404, MISSING),
    Row("/gone.gone", 200, "tên lạ"),
    Row("/gone/anh/a%20b.jpg.gone", 404, MISSING),
    # Out of the site.
    # nginx refuses to read a way out of the root; Caddy puts it right and finds nothing there.
    Row("/../history.txt", ABOVE, caddy=404),
    Row("/%2e%2e/history.txt", ABOVE, caddy=404),
    Row("/..%2fhistory.txt", ABOVE, caddy=404),
    Row("/..%5chistory.txt", 404),
    Row("/%5c..%5chistory.txt", 404, MISSING),
    Row("/anh/../../releases/", ABOVE, caddy=404),
    Row("/anh/%252e%252e/%252e%252e/history.txt", 404, MISSING),
    # What file systems take amiss.
    Row("/a%00.html", 400),
    Row("/%00", 400),
    Row("/a%0a%0d.html", 404, MISSING),
    Row("/%ff%fe", 404, MISSING),
    Row("/%e1%ba", 404, MISSING),
    Row("/" + "a" * 300, 404, MISSING),
    Row("/" + q("ạ") * 86 + ".html", 404, MISSING),
    Row("/" + "a/" * 500, 404, MISSING),
    Row("/" + "a" * 255, 404, MISSING),
    Row("/" + "a" * 9000, 414),
    Row("/?" + "a" * 9000, 414),
    Row("/%zz", 400, bare="caddy"),
    Row("/%", 400, bare="caddy"),
    # Methods.
    Row("/", 200, b"", method="HEAD", told=ASK),
    Row("/khong-co/", 404, b"", method="HEAD"),
    Row("/su-kien/2024/kin/", 410, b"", method="HEAD"),
    *(Row("/", 405, method=method, told=ALLOW) for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "NONSENSE")),
    Row("/khong-co/", 405, method="POST", told=ALLOW),
    Row("/su-kien/2024/kin/", 405, method="POST", told=ALLOW),
    # Hosts.
    Row("/", 421, send={"Host": "khac.example.vn"}, told=ASK),
    Row("/khong-co/", 421, send={"Host": "khac.example.vn"}),
    Row("/", 421, send={"Host": "127.0.0.2"}),
    Row("/", 421, method="POST", send={"Host": "khac.example.vn"}),
    Row("http://khac.example.vn/", 421),
    Row("/", 400, send={"Host": "a b"}, bare="caddy"),
    Row("/", 400, send={"Host": ""}, bare="caddy"),  # not sent at all
    # Without a host nginx takes its own name; Caddy knows none.
    Row("/", 200, HOME, send={"Host": ""}, version="HTTP/1.0", caddy=421),
    # nginx takes 8 kB of a line, Caddy 1 MB of all lines.
    Row("/", 400, send={"X-A": "a" * 40_000}, caddy=200),
    Row("/", 505, version="HTTP/3.0", bare="caddy"),
    # Copies of texts, parts, and what the reader has already.
    Row("/", 200, send={"Accept-Encoding": "br"}, told={"Content-Encoding": "br", "Vary": "Accept-Encoding"}),
    Row("/", 200, send={"Accept-Encoding": "gzip"}, told={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}),
    Row("/", 200, send={"Accept-Encoding": "gzip, br"}, told={"Content-Encoding": "br"}),
    Row("/", 200, HOME, send={"Accept-Encoding": "identity"}),
    Row("/", 200, HOME, send={"Accept-Encoding": "zstd"}),
    Row(f"/{PHOTO}", 200, send={"Accept-Encoding": "gzip, br"}, told={"Content-Encoding": ""}),
    Row("/", 206, HOME.encode()[:5], send={"Range": "bytes=0-4"}, told={"Content-Range": f"bytes 0-4/{len(HOME.encode())}"}),
    Row("/", 206, HOME.encode()[-5:], send={"Range": "bytes=-5"}),
    # nginx sets its headers once for the page and once more for the error.
    Row("/", 416, send={"Range": "bytes=99999-"}, twice="nginx"),
    Row("/", 200, HOME, send={"Range": "nonsense"}, caddy=416),
    Row("/", 200, HOME, send={"Range": "bytes=0-4", "If-Range": '"khac"'}),
    # To nginx only the very time is the same: after `rollback` the right page is the older one.
    Row("/", 200, HOME, caddy=304, send={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}),
    Row("/", 200, HOME, send={"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}),
    Row("/", 304, b"", send={"If-None-Match": "*"}),
    Row("/", 200, HOME, send={"If-None-Match": '"khac"'}),
    Row("/", 412, send={"If-Match": '"khac"'}),
    # Moved addresses.
    Row("/cu/", 301, told={"Location": "/su-kien/2024/mo/", **ASK}),
    Row("/cu/?a=b", 301, told={"Location": "/su-kien/2024/mo/"}),
    Row("/so-1.html", 301, told={"Location": f"/su-kien/2024/mo/#{q('điều-1')}"}),
    Row("/cu/", 301, b"", method="HEAD", told={"Location": "/su-kien/2024/mo/"}),
    # Comparisons without a page; with one, and withdrawn, they are as any page.
    Row("/cum/mot/giao-uoc/2021..2024/", 301, told={"Location": "/giao-uoc/so-sanh/?a=mot@2021&b=mot@2024", **ASK}),
    Row("/cum/mot/giao-uoc/2021..2024", 301, told={"Location": "/giao-uoc/so-sanh/?a=mot@2021&b=mot@2024"}),
    Row("/cum/mot/giao-uoc/2021..2024/index.html", 301, told={"Location": "/giao-uoc/so-sanh/?a=mot@2021&b=mot@2024"}),
    Row("/cum/mot/giao-uoc/2021..2024/?x=1", 301, told={"Location": "/giao-uoc/so-sanh/?a=mot@2021&b=mot@2024"}),
    Row("/giao-uoc/2024-2025/mot..hai-ba/", 301, told={"Location": "/giao-uoc/so-sanh/?a=mot@2024-2025&b=hai-ba@2024-2025"}),
    Row("/cum/mot/giao-uoc/2021..2024/", 301, b"", method="HEAD", told={"Location": "/giao-uoc/so-sanh/?a=mot@2021&b=mot@2024"}),
    Row("/cum/mot/giao-uoc/2023..2024/", 200, NEIGHBOURS),
    Row("/cum/mot/giao-uoc/2023..2024", 301, told={"Location": "/cum/mot/giao-uoc/2023..2024/"}, caddy=308),
    Row("/cum/mot/giao-uoc/2022..2023/", 410, MISSING),
    Row("/cum/mot/giao-uoc/2021..2024/a/", 404, MISSING),
    Row("/cum/mot/giao-uoc/2021..2024/index.htm", 404, MISSING),
    Row("/cum/MOT/giao-uoc/2021..2024/", 404, MISSING),
    Row("/cum/mot/giao-uoc/2021.2024/", 404, MISSING),
    Row("/cum/mot/hai/giao-uoc/2021..2024/", 404, MISSING),
    Row("/a/giao-uoc/2024/mot..hai/", 404, MISSING),
    Row("/giao-uoc/2024/mot..hai%0a/", 404, MISSING),
    Row("/giao-uoc/2024/mot..%0d%0aX:y/", 404, MISSING),
    # The release before: code, for pages still open, and nothing else.
    Row(f"/{OLD_STYLE}", 200, "b{}", told=KEEP),
    Row(f"/{OLD_STYLE}.map", 404, MISSING),
    Row(f"/{SEARCH}", 404, MISSING),
    Row("/assets/images/a.ba9876543210.png", 404, MISSING),
    Row("/du-lieu/cu.json", 404, MISSING),
    Row("/assets/../su-kien/2024/kin/", 410, MISSING),
    # Withdrawn, in every spelling.
    Row("/su-kien/2024/kin/", 410, MISSING, told={"Content-Type": "text/html; charset=utf-8", **ASK}),
    Row("/su-kien/2024/kin", 410, MISSING),
    Row("/su-kien/2024/kin/index.html", 410, MISSING),
    Row("/su-kien/2024/kin/?a=b", 410, MISSING),
    Row("/su-kien//2024/./kin/", 410, MISSING),
    Row("/su-kien/2024/%6bin/", 410, MISSING),
    Row(f"/{OLD_PHOTO}", 410, MISSING),
    Row(f"/{OLD_PHOTO}", 410, MISSING, send={"Range": "bytes=0-4"}),
    Row(f"/{OLD_PHOTO}", 410, MISSING, send={"If-None-Match": "*"}),
    Row("/anh/a%20b.jpg", 410, MISSING),
    # Marked by hand, while the release has it still.
    Row("/anh/gap.jpg", 410, MISSING),
    Row("/su-kien/2024/gap/", 410, MISSING),
    Row("/su-kien/2024/gap", 410, MISSING),
    # Moved, and withdrawn since: nobody is led there.
    Row("/rut/", 410, MISSING),
]  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A running server and how to speak to it."""

    kind: str
    prefix: str
    running: Running
    tls: Authority | None


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, list[str]]
    body: bytes


def exchange(site: Site, request: bytes, *, plain: bool = False, sni: str = NAME) -> bytes:
    """What comes back for these bytes."""
    port = site.running.plain if plain else site.running.port
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        if site.tls and not plain:
            context = ssl.create_default_context(cafile=site.tls.root)
            with context.wrap_socket(link, server_hostname=sni) as secure:
                return _said(secure, request)
        return _said(link, request)


def _said(link: socket.socket, request: bytes) -> bytes:
    link.sendall(request)
    parts = []
    while part := link.recv(65536):
        parts.append(part)
    return b"".join(parts)


def ask(site: Site, row: Row, *, plain: bool = False) -> Answer:
    own = f"{NAME}:{site.running.port}" if site.tls else f"127.0.0.1:{site.running.port}"
    target = f"{site.prefix}{row.target}" if row.target.startswith("/") else row.target
    headers = {"Host": own, **row.send, "Connection": "close"}
    lines = [f"{row.method} {target} {row.version}", *(f"{name}: {said}" for name, said in headers.items() if said)]  # fmt: skip
    said = exchange(site, ("\r\n".join(lines) + "\r\n\r\n").encode(), plain=plain)
    head, _, body = said.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    found: dict[str, list[str]] = {}
    for line in rest:
        name, _, value = line.partition(":")
        found.setdefault(name.lower(), []).append(value.strip())
    return Answer(int(first.split()[1]), found, body)


def faults(site: Site, row: Row) -> Iterator[str]:
    """What is not as the table says."""
    answer = ask(site, row)
    differs = site.kind == "caddy" and row.caddy is not None
    status = row.caddy if differs else row.status
    if status == ABOVE:
        # Below a path nginx sees that the way stays within its root, where there is nothing.
        status = 404 if site.prefix else 400
    found = [] if answer.status == status else [f"not {status}"]
    if site.kind not in row.bare:
        found += _headers_amiss(site, row, answer)
    if not differs:
        found += _not_as_told(site, row, answer)
    if "bản trước".encode() in answer.body:
        found.append("content of the release before")
    for fault in found:
        yield f"{row.method} {row.target[:60]} {row.send or ''}: {answer.status}, {fault}"


def _headers_amiss(site: Site, row: Row, answer: Answer) -> Iterator[str]:
    times = 2 if site.kind == row.twice else 1
    secure = {"Strict-Transport-Security": "max-age=31536000"} if site.tls else {}
    for name, value in (HEADERS | secure).items():
        if answer.headers.get(name.lower()) != [value] * times:
            yield f"{name}: {answer.headers.get(name.lower())}"
    if len(answer.headers.get("cache-control", [])) != times:
        yield f"Cache-Control: {answer.headers.get('cache-control')}"
    if answer.headers.get("server", ["nginx"]) != ["nginx"] or b"nginx/" in answer.body:
        yield "tells its version"


def _not_as_told(site: Site, row: Row, answer: Answer) -> Iterator[str]:
    says = row.says.encode() if isinstance(row.says, str) else row.says
    if says is not None and answer.body != says:
        yield f"{answer.body[:40]!r}"
    for name, value in row.told.items():
        told = ", ".join(answer.headers.get(name.lower(), []))
        wanted = f"{site.prefix}{value}" if name == "Location" else value
        if not (wanted.strip(ANY) in told if ANY in wanted else told == wanted):
            yield f"{name}: {told!r}, not {wanted!r}"


SITES = [f"{kind}-{place}" for kind in ("nginx", "caddy") for place in ("root", "below", "tls")]


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:  # fmt: skip
    kind, place = request.param.split("-")
    if not {"nginx": NGINX, "caddy": CADDY}[kind]:
        pytest.skip(f"no {kind} on this machine")
    folder = tmp_path_factory.mktemp(request.param)
    store = folder / "kho"
    _fill(store)
    path = "/a/thi-dua/" if place == "below" else "/"
    tls = authority(folder) if place == "tls" else None
    with serving(kind, store, folder, path=path, redirects=MOVED, tls=tls) as running:
        yield Site(kind, path.rstrip("/"), running, tls)


def _fill(store: Path) -> None:
    for name, files in (("nay", NOW), ("truoc", BEFORE)):
        write_tree(store / "releases" / name, files)
        precompress.precompress(store / "releases" / name)
    (store / "current").symlink_to("releases/nay")
    (store / "previous").symlink_to("releases/truoc")
    write_tree(store, {f"gone/{path}.gone": b"" for path in GONE})
    (store / "history.txt").write_text("2026-01-15T00:00:00+07:00 switch nay\n", "utf-8")


def test_every_answer_is_as_the_table_says(site: Site) -> None:
    assert len(TABLE) > 100
    assert "\n".join(fault for row in TABLE for fault in faults(site, row)) == ""


def test_copies_unpack_to_the_page(site: Site) -> None:
    for coding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        packed = ask(site, Row("/", 200, send={"Accept-Encoding": coding}))
        assert unpack(packed.body) == HOME.encode()


def test_what_the_reader_has_is_not_sent_again(site: Site) -> None:
    for coding in ("identity", "gzip", "br"):
        had = ask(site, Row("/", 200, send={"Accept-Encoding": coding}))
        (tag,) = had.headers["etag"]
        again = ask(site, Row("/", 304, send={"Accept-Encoding": coding, "If-None-Match": tag}))
        assert (again.status, again.body) == (304, b"")


def test_bytes_that_are_no_request(site: Site) -> None:
    """To these nginx says 400 with its headers; the library beneath Caddy says 400 before there is anything to configure."""
    for nonsense in (
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n",
    ):
        said = exchange(site, nonsense)
        assert said.split(b"\r\n")[0].split()[1] == b"400", nonsense
        assert (b"Content-Security-Policy" in said) is (site.kind == "nginx")


@pytest.mark.parametrize("site", ["nginx-below", "caddy-below"], indirect=True)
def test_outside_of_the_site_there_is_nothing(site: Site) -> None:
    outside = Site(site.kind, "", site.running, None)
    rows = [
        Row("/", 302, told={"Location": "/a/thi-dua/"}), Row("/a/thi-dua", 301, told={"Location": "/a/thi-dua/"}),
        Row("/a/", 404, MISSING), Row("/su-kien/2024/mo/", 404, MISSING), Row("/khac/", 404, MISSING),
        Row("/su-kien/2024/kin/", 404, MISSING), Row("/a/thi-dua/../su-kien/2024/mo/", 404, MISSING), Row("/a/thi-dual/", 404, MISSING),
    ]  # fmt: skip
    assert "\n".join(fault for row in rows for fault in faults(outside, row)) == ""


@pytest.mark.parametrize("site", ["nginx-tls", "caddy-tls"], indirect=True)
def test_plain_http_leads_to_tls(site: Site) -> None:
    own = {"Host": f"{NAME}:{site.running.plain}"}
    answer = ask(site, Row("/su-kien/2024/mo/?a=b", 301, send=own), plain=True)
    assert answer.status == 301
    assert answer.headers["location"] == [f"https://{NAME}:{site.running.port}/su-kien/2024/mo/?a=b"]  # fmt: skip
    other = ask(site, Row("/", 421, send={"Host": "khac.example.vn"}), plain=True)
    assert other.status == 421
    for said in (answer, other):
        assert {name: said.headers.get(name.lower()) for name in HEADERS} == {name: [value] for name, value in HEADERS.items()}  # fmt: skip
    # The certificate is for one name; who asks for another is not led on by its own certificate.
    with pytest.raises(ssl.SSLError):
        exchange(site, b"GET / HTTP/1.0\r\n\r\n", sni="khac.example.vn")
    # Plain HTTP where TLS is spoken: said by nginx with its headers, by the library beneath Caddy without.
    wrong = Site(site.kind, "", Running("", site.running.port, site.running.port), None)
    assert ask(wrong, Row("/", 400)).status == 400
