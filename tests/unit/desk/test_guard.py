"""Requests that are not of the desk's own pages: each refused, and nothing of the content told or changed."""

from __future__ import annotations

import hashlib
from itertools import product
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from desks import EVENT, HOST, Asked, desk_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "Cuộc họp kín"
"""Part of a title of the site, which no answer may hold."""
PAGES = ["/", "/danh-muc", EVENT, "/gui", "/tai-san/desk.js", "/su-kien/moi"]
ACTIONS = ["/luu", "/kiem-tra", "/hoan-tac", "/tep", "/xem", "/nhap", "/gui", "/gui/zip"]
HOSTS = [
    "", "vi-du.example.vn", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8766", "127.0.0.1:8765.vi-du.example.vn", "[::1]:8765",
    "0.0.0.0:8765", "2130706433:8765", "127.1:8765", "a@127.0.0.1:8765", "127.0.0.1:8765, vi-du.example.vn", "LOCALHOST:8765",
    "127.0.0.1:08765", "127.0.0.1:+8765", "localhost.:8765", "[::ffff:127.0.0.1]:8765", "127.0.0.1:8765 ", "127.0.0.1:8765\xff", "127.0.0.1:",
]  # fmt: skip
ORIGINS = [
    "null", "http://vi-du.example.vn", "https://127.0.0.1:8765", "http://127.0.0.1:8766", "http://127.0.0.1",
    "http://localhost:8765", "http://127.0.0.1:8765.vi-du.example.vn", "file://",
    "http://127.0.0.1:8765/", "http://127.0.0.1:08765", "http://127.0.0.1:8765 http://127.0.0.1:8765", "about:blank",
]  # fmt: skip
PATHS = [
    "/../mkdocs.yml", "/..%2fmkdocs.yml", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/tai-san/../app.py", "/tai-san/..%2fapp.py",
    "/tai-san/%2e%2e%2fguard.py", "/tai-san/desk.js%00", "/tai-san/..\\guard.py", "/tai-san/C:%5cwindows", "/tai-san/", "/tai-san/app.py",
    "/xem/../../etc/passwd", "/xem/%2fetc/passwd", "/xem/assets/../../../../etc/passwd", "/xem/content/units.yml", "/xem/",
    "/su-kien/2024/..", "/su-kien/..%2f../mkdocs.yml", "/su-kien/2024/%00", "/su-kien/2024/khong-co", "/su-kien/2024/2024-03-14-ky-giao-uoc",
    "/giao-uoc/vd-1/../../x", "/giao-uoc/vd-1/9999", "/giao-uoc/../2024", "/content/units.yml", "/.git/config", "/mkdocs.yml",
    "/anh/su-kien/2024/ky-giao-uoc?ten=../../../units.yml", "/anh/su-kien/2024/ky-giao-uoc?ten=/etc/passwd",
    "/anh/su-kien/2024/ky-giao-uoc?ten=index.md", "/anh/su-kien/2024/ky-giao-uoc?ten=", "/anh/..%2f..%2fetc?ten=passwd",
    "/anh/su-kien/moi?ten=ky-ket.jpg", "/anh/su-kien/2024/khong-co?ten=ky-ket.jpg", "/vao", "/vao?ma=", "/vao?ma=x", "/vao/?ma=x",
    "/anh/%252e%252e/x?ten=a", "/su-kien/2024/a\r\nX: y", "/su-kien/2024/CON", "/su-kien/2024/nul.md", "/tai-san/desk.js.", "/tai-san/desk.js ",
    "/tai-san/desk.js::$DATA", "/tai-san/DESK.JS", "/su-kien/2024/\xff\xfe", "/anh/su-kien/2024/ky-giao-uoc?ten=ky-ket.jpg%00", "/vao?ma=%ff",
]  # fmt: skip
METHODS = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "LOCK", "PURGE"]


def cookies(asked: Asked) -> list[str]:
    name, session = asked.guard.cookie, asked.guard.session
    return [
        "", f"{name}=", f"{name}={session[:-1]}", f"{name}={session}x", f"{name}={asked.guard.token}", f"{name}={asked.guard.form_token}",
        f"thidua-8766={session}", f"{name.upper()}={session}", f"x={session}", f'{name}="{session[:10]}"',
    ]  # fmt: skip


def requests(asked: Asked) -> Iterator[tuple[str, str, dict[str, str]]]:  # noqa: C901 a table
    """Method, address and headers; each but for one thing as the desk's own pages ask."""
    own = asked.headers
    for host, page in product(HOSTS, PAGES[:3]):
        yield "GET", page, own | {"Host": host, "Origin": ""}
    for host in HOSTS:
        yield "POST", "/luu", own | {"Host": host}
        yield "GET", f"/vao?ma={asked.guard.token}", own | {"Host": host, "Origin": ""}
    for origin, page in product(ORIGINS, ["/", "/danh-muc"]):
        yield "GET", page, own | {"Origin": origin}
    for origin, action in product([*ORIGINS, ""], ["/luu", "/hoan-tac", "/gui"]):
        yield "POST", action, own | {"Origin": origin}
    for cookie, page in product(cookies(asked), PAGES):
        yield "GET", page, own | {"Cookie": cookie, "Origin": ""}
    for cookie in cookies(asked):
        yield "POST", "/luu", own | {"Cookie": cookie}
    for token, action in product(["", "x", asked.guard.token, asked.guard.session], ACTIONS):
        yield "POST", action, own | {"X-Thidua-Token": token}
    for site, page in product(["cross-site", "same-site", "none, cross-site"], PAGES):
        yield "GET", page, own | {"Sec-Fetch-Site": site, "Origin": ""}
    for path in PATHS:
        yield "GET", path, own | {"Origin": ""}
    for method in METHODS:
        yield method, "/", own
    for action in ACTIONS[:5]:
        yield "GET", action, own


def digest(root: Path) -> str:
    """Of every file of a project but what git and the cache keep."""
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and not {".git", ".cache"} & set(path.parts):
            found.update(path.as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def test_hostile_requests_are_refused_and_change_nothing(tmp_path: Path) -> None:
    asked = desk_at(tmp_path / "project", git=True)
    before = digest(asked.root)
    tried = list(requests(asked))
    assert len(tried) > 200
    let_in = []
    for method, address, headers in tried:
        path, _, query = address.partition("?")
        builder = EnvironBuilder(path, method=method, query_string=query, headers={k: v for k, v in headers.items() if v})  # fmt: skip
        environ = builder.get_environ()
        # What a builder mends of an odd address is put back.
        environ["PATH_INFO"] = path.replace("%2f", "/").replace("%2e", ".").replace("%5c", "\\").replace("%00", "\0")  # fmt: skip
        environ["REQUEST_METHOD"] = method
        environ["HTTP_HOST"] = headers["Host"]
        body, status, sent = run_wsgi_app(asked.app, environ)
        text = b"".join(body).decode("utf-8", "replace")
        if not 400 <= int(status[:3]) < 500 or SECRET in text or "Set-Cookie" in sent:
            let_in.append((method, address, headers, status))
    assert let_in == []
    assert digest(asked.root) == before
    assert run_refs(asked.root) == "refs/heads/main\n"


def run_refs(root: Path) -> str:
    from desks import run_git  # noqa: PLC0415

    return run_git(root, "for-each-ref", "--format=%(refname)")


def test_the_first_address_gives_a_cookie_that_no_script_and_no_other_site_has(
    tmp_path: Path,
) -> None:
    asked = desk_at(tmp_path / "project")
    answer = asked.client.get(f"/vao?ma={asked.guard.token}", headers={"Host": HOST})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert answer.headers["Set-Cookie"] == (
        f"thidua-8765={asked.guard.session}; HttpOnly; Path=/; SameSite=Strict"
    )
    assert len(asked.guard.token) == 43
    assert Asked(asked.root).guard.token != asked.guard.token


@pytest.mark.parametrize("address", ["/", EVENT, "/tai-san/desk.css", "/khong-co", "/danh-muc"])
def test_every_answer_bears_the_policy(tmp_path: Path, address: str) -> None:
    asked = desk_at(tmp_path / "project")
    answer = asked.get(address)
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    for inline in ("<style", "style=", "onclick", "<script>"):
        assert inline not in answer.text or address.startswith("/tai-san")


def test_requests_have_limits(tmp_path: Path) -> None:
    asked = desk_at(tmp_path / "project")
    long = asked.post("/kiem-tra", {"ban-ghi": "su-kien/moi", "body": "a" * 2_100_000})
    kind = "multipart/form-data; boundary=x"
    part = '--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n{}\r\n'
    for body in (part.format("") * 20_002 + "--x--", part.format("a" * 2_100_000) + "--x--"):
        answer = asked.client.post("/kiem-tra", data=body.encode(), headers=asked.headers, content_type=kind)  # fmt: skip
        assert answer.status_code == 413
    assert long.status_code == 413
    builder = EnvironBuilder("/tep", method="POST", headers=asked.headers)
    environ = builder.get_environ() | {
        "CONTENT_LENGTH": str(61 * 1024 * 1024), "CONTENT_TYPE": kind, "wsgi.input": _Untouched(), "HTTP_HOST": HOST,
    }  # fmt: skip
    del environ["HTTP_X_THIDUA_TOKEN"]
    assert run_wsgi_app(asked.app, environ)[1].startswith("413")


class _Untouched:
    """Nothing of what is too large is read."""

    def read(self, _size: int = -1) -> bytes:
        raise AssertionError

    readline = read


def test_forms_that_other_sites_can_send_change_nothing(tmp_path: Path) -> None:
    """Without the header a browser only lets our own pages send, whatever the body calls itself and says."""
    asked = desk_at(tmp_path / "project", git=True)
    before = digest(asked.root)
    own = {k: v for k, v in asked.headers.items() if k != "X-Thidua-Token"}
    token = asked.guard.form_token
    bodies = {
        "text/plain": f"csrf={token}&ban-ghi=su-kien/moi", "application/json": f'{{"csrf": "{token}"}}', "": f"csrf={token}",
        "application/x-www-form-urlencoded; charset=utf-16": "csrf=x", "multipart/form-data": f"csrf={token}",
        "multipart/form-data; boundary=a": f'--a\r\nContent-Disposition: form-data; name="csrf"; filename="b"\r\n\r\n{token}\r\n--a--\r\n',
        "text/html": "<form>",
    }  # fmt: skip
    for kind, body in bodies.items():
        for action in ACTIONS:
            for override in ({}, {"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "PUT"}):
                answer = asked.client.post(action, data=body, content_type=kind, headers={**own, **override})  # fmt: skip
                assert answer.status_code == 403, (kind, action)
    assert asked.client.get("/hoan-tac?_method=POST", headers={**own, "X-HTTP-Method-Override": "POST"}).status_code == 405  # fmt: skip
    assert digest(asked.root) == before


def test_names_of_files_that_lead_elsewhere_or_that_windows_keeps(tmp_path: Path) -> None:
    asked = desk_at(tmp_path / "project")
    photo = next((asked.root / "content").rglob("*.jpg")).read_bytes()
    expect = {
        "../../CON.jpg": "tep-con.jpg", "C:\\Anh\\nul.jpg": "tep-nul.jpg", "a\r\nX: y.jpg": "a-x-y.jpg", "a\0b.jpg": "a-b.jpg",
        "a. .jpg": "a.jpg", "…": "anh-1.jpg", "x" * 300 + ".jpg": "x" * 40 + ".jpg", "com1.aux.jpg": "com1-aux.jpg",
    }  # fmt: skip
    assert {name: asked.app.workspace.stage(photo, name) for name in expect} == expect
