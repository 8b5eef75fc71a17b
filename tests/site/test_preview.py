"""``thidua serve`` shows everything to its editor and says who does not see it; a build never does."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from support import TODAY, run
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.mkdocs.preview_guard import is_of_this_machine
from thidua.mkdocs.preview_notes import PreviewNotes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DRAFT, WAITING = "/su-kien/2024/ban-nhap/", "/su-kien/2025/hen-ngay/"
INTERNAL = "/cum/vd-noi-bo-2/"
BOOK = "ky-yeu/vd-1/2024.pdf"
BANNER = "Bản xem thử trên máy này"


@contextmanager
def serving(config: Path, port: int) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "thidua.cli", "-f", str(config), "serve", "--addr", f"127.0.0.1:{port}"],
        env={**os.environ, "THIDUA_TODAY": TODAY, "THIDUA_CACHE": ""},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        # Not as Ctrl+C does: a shell in the background hands on that this signal is not heard.
        process.terminate()
        process.wait(30)


def page(address: str) -> str:
    """A page of a server that may still be at its first build."""
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode()).replace("\u00a0", " ")
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"nobody answers at {address}")


def test_a_preview_shows_drafts_with_a_banner_and_a_build_after_it_does_not(fixture_copy: Path, unused_port: int) -> None:  # fmt: skip
    content = fixture_copy.parent / "content"
    draft = content / "events" / "2024" / "2024-09-05-ban-nhap.md"
    draft.write_text(draft.read_text("utf-8").replace("sources:", "place: tại Mẫu\nsources:"), "utf-8")  # fmt: skip
    settings = fixture_copy.read_text("utf-8")
    fixture_copy.write_text(settings.replace("  thidua:\n", "  thidua:\n    books: [vd-1/2024]\n", 1), "utf-8")  # fmt: skip
    with serving(fixture_copy, unused_port) as host:
        assert "Bản xem thử trên máy này" in page(f"{host}/")
        with urllib.request.urlopen(f"{host}/{BOOK}", timeout=30) as answer:
            seen = answer.read()
        assert seen.startswith(b"%PDF-"), "a preview sets year books too, drafts and all"
        shown = page(host + DRAFT)
        assert "Đây là bản nháp (status: draft)" in shown
        assert "W572" in shown, "the panel tells what is asked about the file of the page"
        assert "Bài chờ đến ngày 01/01/2099 mới đăng" in page(host + WAITING)
        assert "Nội dung nội bộ (audience: internal)" in page(host + INTERNAL)
        assert BANNER not in page(f"{host}/su-kien/2024/ky-giao-uoc/"), "nothing to say of it"
        listed = page(f"{host}/su-kien/2024/")
        targets = re.findall(r'href="([^"]*)"', listed)
        assert DRAFT in {urljoin("/su-kien/2024/", target) for target in targets}
        assert 'href="../../assets/stylesheets/preview.css"' in listed
        marks = page(f"{host}/assets/stylesheets/preview.css")
        assert f'a[href$="{DRAFT[1:]}"]::after {{ content: " [bản nháp]"' in marks
        assert f'a[href$="{WAITING[1:]}"]::after {{ content: " [chờ ngày đăng]"' in marks
        assert "ky-giao-uoc" not in marks
        # Nobody waits for them at each edit: they are made now.
        assert '"id":"2024/ban-nhap"' in page(f"{host}/du-lieu/events.json")
        assert page(f"{host}/feed.xml").startswith("<?xml")
    out = fixture_copy.parent / "site"
    for audience in ("public", "internal"):
        # With what the preview left in the cache.
        done = run(
            "thidua.cli", "-f", str(fixture_copy), "build", "--out", str(out), "--audience", audience,
            env={"THIDUA_TODAY": TODAY, "THIDUA_CACHE": ""},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert (out / BOOK).read_bytes() not in {seen, b""}, "no book of the preview is taken over"
        pages = [path.read_text("utf-8") for path in out.rglob("*.html")]
        assert not [text for text in pages if "td-preview" in text or "preview.css" in text]
        assert not (out / "assets/stylesheets/preview.css").exists()
        assert not (out / DRAFT[1:]).exists()
        assert not (out / WAITING[1:]).exists()


def notes(content: Path, audience: str | None) -> PreviewNotes:
    checked = check_content(content)
    day = dt.date.fromisoformat(TODAY)
    shown = project(checked.site, audience, day) if audience else None  # type: ignore[arg-type]
    return PreviewNotes(checked.site, checked.report, day, "vi", shown)


def reasons(made: PreviewNotes, address: str) -> list[str]:
    note = made.of(address, "")
    return [reason.split(" (")[0] for reason in note.reasons] if note else []


def test_a_page_that_exists_and_is_not_shown_says_why(fixture_copy: Path) -> None:
    content = fixture_copy.parent / "content"
    public, internal = notes(content, "public"), notes(content, "internal")
    pages = {page.address for page in public.withheld()}
    assert {DRAFT, WAITING, INTERNAL, f"{INTERNAL}2024/"} <= pages
    assert {page.address for page in internal.withheld()} == {DRAFT, WAITING}
    assert reasons(public, DRAFT) == ["Đây là bản nháp"]
    assert reasons(public, INTERNAL) == ["Nội dung nội bộ"]
    assert reasons(internal, INTERNAL) == [], "its readers see it"
    assert notes(content, None).withheld() == (), "everything is shown"
    assert public.marks() == internal.marks() == "", "their lists have what their readers see"


@pytest.mark.parametrize(
    ("host", "expect"),
    [
        ("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.8.8.8", True),
        ("0.0.0.0", False), ("192.168.1.5", False), ("may-chu", False), ("", False),
    ],
)  # fmt: skip
def test_whom_everything_is_shown_to(host: str, expect: bool) -> None:
    """With `--addr 0.0.0.0` others read the preview: it is the public one."""
    assert is_of_this_machine(host) is expect
