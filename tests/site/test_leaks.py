"""A canary in every field of every hidden record: none in a byte of the public site, all of them in the internal one."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import io
import json
import os
import sqlite3
import zipfile
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

import brotli
import pytest
from click.testing import CliRunner
from PIL import Image, PngImagePlugin

from canaries import NEVER_SHOWN, Planting, plant, unplanted
from support import BASE, ROOT, TODAY, build, copy_fixture, run, write_tree
from thidua.audit import decoded_text
from thidua.audit.run import LeakScope, audit_site
from thidua.cli import main
from thidua.outputs import manifest
from thidua.outputs.schema import schemas
from thidua.reading.records import RECORDS
from thidua.releases.precompress import precompress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thidua.diagnostics import Report

CHROME = (ROOT / "tests" / "data" / "fixture-site" / "docs", ROOT / "docs", ROOT / "overrides")


class Planted:
    """A copy of the fixture site with canaries, built for both audiences; public compressed as a release is."""

    def __init__(self, folder: Path) -> None:
        config = copy_fixture(folder / "project")
        self.content = config.parent / "content"
        self.canaries: Planting = plant(self.content)
        self.public = build(config, folder / "public")
        self.internal = build(config, folder / "internal", audience="internal")
        precompress(self.public)
        (self.public / manifest.NAME).write_bytes(manifest.manifest(self.public))

    @property
    def scope(self) -> LeakScope:
        return LeakScope(self.content, "public", dt.date.fromisoformat(TODAY))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return Planted(tmp_path_factory.mktemp("planted"))


def _found(site: Path, canaries: Planting) -> dict[str, set[str]]:
    """Canary → the files and channels it was found in."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        name = path.relative_to(site).as_posix()
        for channel, text in decoded_text.decode_texts(name, path.read_bytes()):
            lower = text.casefold()
            for word in canaries.planted:
                if word in lower:
                    found[word].add(f"{name} {channel}")
    return found


def test_the_public_site_holds_no_canary(planted: Planted) -> None:
    assert _found(planted.public, planted.canaries) == {}


def test_the_internal_site_holds_all_of_them(planted: Planted) -> None:
    """Otherwise their absence in public would prove nothing."""
    found = _found(planted.internal, planted.canaries)
    absent = {place for word, place in planted.canaries.planted.items() if word not in found}
    assert absent == NEVER_SHOWN


def test_there_are_many(planted: Planted) -> None:
    assert len(planted.canaries.planted) >= 100
    assert all(len(word) >= 12 for word in planted.canaries.planted)


def test_every_field_of_every_record_is_planted(planted: Planted) -> None:
    """A new field is planted by itself, and bears a word where its type has room for one.

    That numbers, dates and closed values are absent is proved on bytes by `test_twins.py`, on the model by `test_projection.py`.
    """
    stated = set()
    for cls in RECORDS:
        schema = cls.model_json_schema(by_alias=True)
        for name, part in {cls.__name__: schema, **schema.get("$defs", {})}.items():
            stated |= {f"{name}.{key}" for key in part.get("properties", ())}
    assert stated == planted.canaries.fields
    assert unplanted(planted.canaries) == set()


def test_the_audit_finds_nothing_in_public(planted: Planted) -> None:
    report = audit_site(planted.public, planted.scope, chrome=CHROME)
    assert [item for item in report if item.severity == "error"] == [], report.render("text", "en")


def test_the_command_says_so(planted: Planted) -> None:
    """``thidua audit``: 0 and 1, and where the leak stands and comes from."""
    args = ("--content", str(planted.content), "--today", TODAY)
    clean = run("thidua.cli", "audit", str(planted.public), *args)
    assert clean.returncode == 0, clean.stdout
    leaking = run("thidua.cli", "audit", str(planted.internal), *args)
    assert leaking.returncode == 1
    assert "[E830]" in leaking.stdout


# --- A broken projection ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def broken(planted: Planted) -> Report:
    """The audit of a public site whose projection let everything through: the internal one."""
    return audit_site(planted.internal, planted.scope, chrome=CHROME)


def test_a_broken_projection_is_caught_field_by_field(planted: Planted, broken: Report) -> None:
    """Every planted text is named by file and field; the audit decides alone what was hidden."""
    caught = {
        (dict(item.params)["file"], part)
        for item in broken
        if item.code == "E830"
        for part in dict(item.params)["field"].split(".")
    }
    fields = {part for _, part in caught}
    shown = {place for place in planted.canaries.planted.values() if place not in NEVER_SHOWN}
    stated = {place.rpartition(".")[2] for place in shown if "." in place}
    assert stated - fields == set()
    assert {file for file, _ in caught} >= {
        "content/units.yml", "content/campaigns.yml", "content/commemorations.yml", "content/redirects.yml",
    }  # fmt: skip


@pytest.mark.parametrize("kind", [".html", ".json", ".csv", ".sqlite3", ".ics", ".xml", ".js"])
def test_a_broken_projection_is_caught_in_every_kind_of_file(broken: Report, kind: str) -> None:
    assert any(item.code == "E830" and item.path.endswith(kind) for item in broken)


def test_pictures_tell_no_word_even_then(planted: Planted, broken: Report) -> None:
    """Renditions are named by content and stripped."""
    pictures = [p for p in planted.internal.rglob("*") if p.suffix in {".jpg", ".webp"}]
    assert len(pictures) > len(
        [p for p in planted.public.rglob("*") if p.suffix in {".jpg", ".webp"}]
    )
    assert not any(item.path.endswith((".jpg", ".webp")) for item in broken if item.code == "E830")


# --- Every way a word can hide in a file -----------------------------------------------------


def _picture(kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(made, kind, **options)
    return made.getvalue()


def _exif(word: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = word
    return _picture("JPEG", exif=exif)


def _position(word: str) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[29] = word
    return _picture("JPEG", exif=exif)


def _user_comment(word: str) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + word.encode("utf-16-le")
    return _picture("WEBP", exif=exif)


def _text_chunk(word: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", word, zip=True)
    return _picture("PNG", pnginfo=info)


def _database(word: str) -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE t (a BLOB)")
    base.execute("INSERT INTO t VALUES (?)", (word.encode("utf-16-le"),))
    base.commit()
    return base.serialize()


def _zip(word: str, *, name: str = "a.txt", comment: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, word)
        archive.comment = comment.encode()
    return made.getvalue()


def _nested(word: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.gz", gzip.compress(word.encode()))
    return made.getvalue()


def _folded(word: str) -> bytes:
    line = f"SUMMARY:{word}"
    return f"BEGIN:VCALENDAR\r\n{line[:13]}\r\n {line[13:]}\r\n".encode()


CHANNELS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "text": ("a.txt", str.encode),
    "comment": ("a.html", lambda w: f"<!-- {w} -->".encode()),
    "attribute": ("a.html", lambda w: f'<p data-x="{escape(w)}">'.encode()),
    "entities": ("a.html", lambda w: "".join(f"&#{ord(c)};" for c in w).encode()),
    "split by tags": ("a.html", lambda w: f"<p>{w[:4]}<mark>{w[4:]}</mark>".encode()),
    "upper case": ("a.html", lambda w: w.upper().encode()),
    "JSON escapes": (
        "a.json",
        lambda w: ('"' + "".join(f"\\u{ord(c):04x}" for c in w) + '"').encode(),
    ),
    "JSON in an attribute": (
        "a.html",
        lambda w: f"<p data-x='{escape(json.dumps({'a': w}))}'>".encode(),
    ),
    "percent signs": (
        "a.html",
        lambda w: ("<a href='?q=" + "".join(f"%{ord(c):02X}" for c in w) + "'>").encode(),
    ),
    "base64": ("a.js", lambda w: b'x="' + base64.b64encode(f"chu {w}".encode()) + b'"'),
    "base64 for addresses": (
        "a.js",
        lambda w: b'x="' + base64.urlsafe_b64encode(f"ý {w} ÿ".encode()) + b'"',
    ),
    "folded calendar line": ("a.ics", _folded),
    "UTF-16": ("a.bin", lambda w: b"\0\0" + w.encode("utf-16-le")),
    "gzip": ("a.txt.gz", lambda w: gzip.compress(w.encode())),
    "gzip in gzip": ("a.gz", lambda w: gzip.compress(gzip.compress(w.encode()))),
    "brotli": ("a.txt.br", lambda w: brotli.compress(w.encode())),
    "zip": ("a.zip", _zip),
    "name in a zip": ("a.zip", lambda w: _zip("x", name=f"{w}.txt")),
    "comment of a zip": ("a.zip", lambda w: _zip("x", comment=w)),
    "gzip in a zip": ("a.zip", _nested),
    "SQLite": ("a.sqlite", _database),
    "EXIF": ("a.jpg", _exif),
    "GPS": ("a.jpg", _position),
    "user comment of a WebP": ("a.webp", _user_comment),
    "JPEG comment": ("a.jpg", lambda w: _picture("JPEG", comment=w.encode())),
    "PNG text, compressed": ("a.png", _text_chunk),
    "after the end of a picture": ("a.jpg", lambda w: _picture("JPEG") + w.encode()),
    "source map": ("a.js.map", lambda w: json.dumps({"sourcesContent": [w]}).encode()),
}


def _leaks(site: Path, scope: LeakScope) -> set[str]:
    return {item.path for item in audit_site(site, scope) if item.code == "E830"}


@pytest.fixture(scope="module")
def few(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> tuple[LeakScope, str]:
    """A content folder with one hidden record, and a canary of it."""
    content = tmp_path_factory.mktemp("few") / "content"
    event = next(p for p in planted.content.glob("events/2024/2024-03-01-*/index.md"))
    target = content / event.relative_to(planted.content)
    target.parent.mkdir(parents=True)
    target.write_bytes(event.read_bytes())
    word = next(w for w, place in planted.canaries.planted.items() if place == "Event.title")
    return LeakScope(content, "public", dt.date.fromisoformat(TODAY)), word


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_leak_is_found_in(few: tuple[LeakScope, str], tmp_path: Path, channel: str) -> None:
    scope, word = few
    name, make = CHANNELS[channel]
    (tmp_path / name).write_bytes(make("binh thuong"))
    assert _leaks(tmp_path, scope) == set()
    (tmp_path / name).write_bytes(make(word))
    assert _leaks(tmp_path, scope) == {name}


@pytest.mark.parametrize("name", ["{}.html", "sau/{}/index.html", "Anh {}.jpg", "{}"])
def test_a_leak_is_found_in_a_name(few: tuple[LeakScope, str], tmp_path: Path, name: str) -> None:
    scope, word = few
    (tmp_path / quote(name.format(word))).parent.mkdir(parents=True, exist_ok=True)
    path = tmp_path / name.format(word)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_picture("JPEG"))
    assert len(_leaks(tmp_path, scope)) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", b"\x1f\x8b cut short"),
        ("a.br", b"no brotli"),
        ("a.zip", b"PK\x03\x04 cut"),
        ("a.sqlite", b"SQLite format 3\0cut"),
    ],
)
def test_what_cannot_be_opened_is_reported(
    few: tuple[LeakScope, str], tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    assert "E823" in {item.code for item in audit_site(tmp_path, few[0])}


def test_what_is_no_file_is_reported_and_not_followed(
    few: tuple[LeakScope, str], tmp_path: Path
) -> None:
    """Whoever may write into a served folder could else let a server hand out the whole disk."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("Trang", "utf-8")
    (site / manifest.NAME).write_bytes(manifest.manifest(site))
    (site / "mat").symlink_to("/khong/co")
    (site / "len").symlink_to("..")
    (site / "trang.html").symlink_to("index.html")
    os.mkfifo(site / "ong")
    assert manifest.differences(site) == ["len", "mat", "ong", "trang.html"]
    found = {(d.path, d.code) for d in audit_site(site, few[0]) if d.code[0] == "E"}
    assert found == {(name, "E823") for name in ("len", "mat", "ong", "trang.html")}


def test_a_name_in_another_encoding_is_an_added_file(tmp_path: Path) -> None:
    (tmp_path / manifest.NAME).write_bytes(manifest.manifest(tmp_path))
    name = os.fsdecode(b"t\xean.html")
    (tmp_path / name).write_bytes(b"")
    assert manifest.differences(tmp_path) == [name]
    assert "E811" in {d.code for d in audit_site(tmp_path)}
    assert "E811" in audit_site(tmp_path).render("json", "vi")


_OPEN = """\
---
title: Cụm ký giao ước
date: 2024-03-14
kinds: [ky-giao-uoc]
audience: public
status: published
summary: Hai bên ký.
sources: [{title: Bản tin}]
---

Hai bên ký.
"""


@pytest.mark.parametrize(
    ("hidden", "leaks"),
    [
        ("Bản này chép lại bài đã đăng.", False),  # its name begins as that of the public event
        ("Họp vào thứ Năm, ngày 14 tháng 3 năm 2024.", False),  # a day that the public page prints
        ("Ngày 14 tháng 3 năm 2024 ở nhà khách Hồ Xanh Thẳm.", True),
        ("12, 45, 67, 89, 101, 33, 71", True),
    ],
)
def test_what_the_site_says_by_itself_is_no_leak(tmp_path: Path, hidden: str, leaks: bool) -> None:
    """A draft of what is published, by its name or its day, keeps nobody from publishing."""
    events = tmp_path / "content" / "events" / "2024"
    events.mkdir(parents=True)
    name = "2024-03-14-cum-mot-ky-giao-uoc-nam-moi"
    (events / f"{name}.md").write_text(_OPEN, "utf-8")
    draft = _OPEN.replace("published", "draft").replace("\nHai bên ký.\n", f"\n{hidden}\n")
    (events / f"{name}-ban-hai.md").write_text(draft, "utf-8")
    site = tmp_path / "site"
    site.mkdir()
    told = hidden if leaks else ""
    (site / "index.html").write_text(
        f'<a href="su-kien/2024/{name[11:]}/">Cụm ký giao ước</a> Thứ Năm, ngày 14 tháng 3 năm 2024. {told}',
        "utf-8",
    )
    scope = LeakScope(tmp_path / "content", "public", dt.date.fromisoformat(TODAY))
    assert bool(_leaks(site, scope)) == leaks


def test_the_comments_of_a_new_file_are_no_secrets(tmp_path: Path) -> None:
    """`thidua new` leaves a hint and an example at each field; sites print schemas and the same fields of others."""
    write_tree(tmp_path / "content", BASE)
    (tmp_path / "mkdocs.yml").write_text("site_name: Thử\n", "utf-8")
    args = "new event --title Họp --date 2024-07-12 --kind so-ket --cluster vd-1 --name hop"
    done = CliRunner().invoke(main, ["-f", str(tmp_path / "mkdocs.yml"), *args.split()])
    assert done.exit_code == 0, done.output
    event = next((tmp_path / "content").rglob("2024-07-12-hop.md"))
    left_out = "#place: Nhà khách Hồ Xanh\n#host: ca-mau\n# gọi lại cho văn phòng cũ\n---\n"
    text = event.read_text("utf-8")
    event.write_text(text[:4] + text[4:].replace("---\n", left_out, 1), "utf-8")
    site = tmp_path / "site"
    site.mkdir()
    (site / "event.json").write_text(schemas("vi")["event"], "utf-8")
    (site / "events.json").write_text(json.dumps({"host": "ca-mau", "unit": "chỉ tiêu"}), "utf-8")
    scope = LeakScope(tmp_path / "content", "public", dt.date.fromisoformat(TODAY))
    assert _leaks(site, scope) == set()
    for number, leak in enumerate(["nhà khách hồ xanh", "Gọi lại cho văn phòng cũ"]):
        (site / f"{number}.txt").write_text(leak, "utf-8")
    assert _leaks(site, scope) == {"0.txt", "1.txt"}


def test_public_names_side_by_side_are_no_leak(tmp_path: Path) -> None:
    """A page lists units one after the other; a hidden text that names the same ones tells nothing by that."""
    names = "- {id: mot, name: Công an tỉnh Một}\n- {id: hai, name: Công an tỉnh Hai}\n"
    kin = "- {id: kin, name: Công an tỉnh Hai Một, audience: internal}\n"
    text = "Công an tỉnh Một, Công an tỉnh Hai và Công an tỉnh Một ăn trưa ở Hồ Xanh."
    draft = _OPEN.replace("published", "draft").replace("\nHai bên ký.\n", f"\n{text}\n")
    write_tree(tmp_path / "content", {"units.yml": names + kin, "events/2024/2024-03-14-hop.md": draft})  # fmt: skip
    scope = LeakScope(tmp_path / "content", "public", dt.date.fromisoformat(TODAY))
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<p>Công an tỉnh Một<p>Công an tỉnh Hai", "utf-8")
    assert _leaks(site, scope) == set()
    for number, leak in enumerate(["Công an tỉnh Hai Một", "tỉnh Một ăn trưa ở Hồ Xanh"]):
        (site / f"{number}.txt").write_text(leak, "utf-8")
    assert _leaks(site, scope) == {"0.txt", "1.txt"}
