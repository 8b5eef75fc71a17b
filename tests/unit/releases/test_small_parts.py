"""Parts of a release: compressed copies, names by content, the zip, the store's files, the bill of materials."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import stat
import zipfile
from email.message import Message
from importlib import metadata
from pathlib import Path

import brotli
import pytest

from support import write_tree
from thidua.outputs.manifest import differences, entries
from thidua.releases import offline, sbom
from thidua.releases import precompress as precompressing
from thidua.releases import publish as publishing
from thidua.releases.build_target import is_replaceable
from thidua.releases.fingerprint import fingerprint
from thidua.releases.precompress import PrecompressError, precompress, verify
from thidua.releases.publish import publish
from thidua.releases.sbom import Shipped, bill_of_materials
from thidua.releases.store import Store, UnsoundError, release_id
from thidua.store.database import Store as KeptValues
from unit.releases.made_store import ORDER, keep, pretend


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


# --- Compressed copies -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "expect"), [(255, ["a.html"]), (256, ["a.html", "a.html.br", "a.html.gz"]), (257, ["a.html", "a.html.br", "a.html.gz"])]
)  # fmt: skip
def test_files_below_256_bytes_are_not_packed(tmp_path: Path, size: int, expect: list[str]) -> None:
    (tmp_path / "a.html").write_bytes(b"a" * size)
    assert precompress(tmp_path) == len(expect) - 1
    assert names(tmp_path) == expect


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        *((f"a.{ending}", True) for ending in ("html", "css", "js", "mjs", "json", "xml", "svg", "ics", "csv", "sqlite3", "txt", "webmanifest")),
        *((f"a.{ending}", False) for ending in ("jpg", "png", "webp", "woff2", "zip", "pdf", "map", "")),
        ("manifest.json", False), ("du-lieu/manifest.json", True),
    ],
)  # fmt: skip
def test_texts_are_packed(tmp_path: Path, name: str, packed: bool) -> None:
    write_tree(tmp_path, {name: "a" * 1000})
    assert precompress(tmp_path) == (2 if packed else 0)
    if packed:
        assert gzip.decompress((tmp_path / f"{name}.gz").read_bytes()) == b"a" * 1000
        assert brotli.decompress((tmp_path / f"{name}.br").read_bytes()) == b"a" * 1000


def test_copies_of_before_go_and_the_same_text_gives_the_same_copies(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.html": "a" * 1000, "cu.html.gz": b"x", "cu.html.br": b"x"})
    precompress(tmp_path)
    first = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    assert sorted(first) == ["a.html", "a.html.br", "a.html.gz"]
    os.utime(tmp_path / "a.html", (0, 0))
    precompress(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == first
    # No time and no name in the head of the copy
    assert first["a.html.gz"][3:8] == b"\0" * 5


def test_what_does_not_get_smaller_has_no_copy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(os.urandom(2_000))
    assert precompress(tmp_path) == 0


@pytest.mark.parametrize("ending", [".gz", ".br"])
@pytest.mark.parametrize("damage", [b"", b"no copy", None])
def test_a_copy_that_is_not_its_text_is_found(tmp_path: Path, ending: str, damage: bytes | None) -> None:  # fmt: skip
    write_tree(tmp_path, {"sau/a.txt": "a" * 1000})
    precompress(tmp_path)
    verify(tmp_path)
    pack = gzip.compress if ending == ".gz" else brotli.compress
    (tmp_path / f"sau/a.txt{ending}").write_bytes(pack(b"b" * 1000) if damage is None else damage)
    with pytest.raises(PrecompressError, match=rf"^sau/a\.txt\{ending}$"):
        verify(tmp_path)


def test_a_copy_that_was_unpacked_once_is_known_by_its_bytes_and_those_of_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write_tree(tmp_path / "site", {"a.txt": "a" * 1000, "b.txt": "b" * 1000})
    unpacked: list[str] = []
    is_copy = precompressing._is_copy
    monkeypatch.setattr(precompressing, "_is_copy", lambda path: unpacked.append(path.name) or is_copy(path))  # fmt: skip
    precompress(site)
    with KeptValues(tmp_path / "kept.db") as kept:
        verify(site, entries(site), kept)
    assert sorted(unpacked) == ["a.txt.br", "a.txt.gz", "b.txt.br", "b.txt.gz"]
    unpacked.clear()
    # Another text with a copy that is known, and a text that is known with the copy of another.
    (site / "a.txt").write_bytes(b"c" * 1000)
    with KeptValues(tmp_path / "kept.db") as kept, pytest.raises(PrecompressError):
        verify(site, entries(site), kept)
    assert {*unpacked} <= {"a.txt.br", "a.txt.gz"}
    (site / "a.txt").write_bytes(b"a" * 1000)
    (site / "b.txt.gz").write_bytes((site / "a.txt.gz").read_bytes())
    with (
        KeptValues(tmp_path / "kept.db") as kept,
        pytest.raises(PrecompressError, match=r"^b\.txt\.gz$"),
    ):
        verify(site, entries(site), kept)


# --- Names by content -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "renamed"),
    [
        *((f"assets/a.{ending}", True) for ending in ("css", "js", "woff2", "svg", "png")),
        *((f"assets/a.{ending}", False) for ending in ("jpg", "json", "txt")),
        ("assets/a.0123abcd.js", False), ("assets/a.0123abc.js", True), ("assets/a.0123abcg.js", True), ("assets/sau/a.b.js", True),
    ],
)  # fmt: skip
def test_which_names_tell_their_content(tmp_path: Path, name: str, renamed: bool) -> None:
    write_tree(tmp_path, {"sau/index.html": f'<a href="../{name}#x">', name: "abc"})
    assert fingerprint(tmp_path) == int(renamed)
    stem, _, ending = name.rpartition(".")
    # The first twelve digits of the SHA-256 of “abc”
    now = f"{stem}.ba7816bf8f01.{ending}" if renamed else name
    assert names(tmp_path) == sorted([now, "sau/index.html"])
    assert (tmp_path / "sau/index.html").read_text("utf-8") == f'<a href="../{now}#x">'


def test_a_style_is_named_after_what_it_loads(tmp_path: Path) -> None:
    style = 'a{b:url("../fonts/c.woff2")}d{e:url(x.png#y)}f{g:url(data:,a)}h{i:url(khong-co.svg)}'
    write_tree(tmp_path, {
        "index.html": '<link href="assets/css/a.css?v=1">', "assets/css/a.css": style, "assets/css/x.png": "1",
        "assets/fonts/c.woff2": "2",
    })  # fmt: skip
    assert fingerprint(tmp_path) == 3
    (made,) = (tmp_path / "assets/css").glob("a.*.css")
    assert made.read_text("utf-8") == (
        'a{b:url("../fonts/c.d4735e3a265e.woff2")}d{e:url(x.6b86b273ff34.png#y)}f{g:url(data:,a)}h{i:url(khong-co.svg)}'
    )
    assert f'"assets/css/{made.name}?v=1"' in (tmp_path / "index.html").read_text("utf-8")


def test_what_is_not_there_keeps_its_name(tmp_path: Path) -> None:
    write_tree(tmp_path, {"index.html": '<script src="assets/khong-co.js"></script>'})
    assert fingerprint(tmp_path) == 0
    assert (tmp_path / "index.html").read_text(
        "utf-8"
    ) == '<script src="assets/khong-co.js"></script>'


# --- The reading kit ---------------------------------------------------------------------------------


def test_the_zip_holds_what_a_folder_can_show(tmp_path: Path) -> None:
    site = write_tree(tmp_path / "site", {
        "index.html": "x" * 500, "404.html": "", "sitemap.xml": "", "sitemap.xml.gz": b"", "sau/404.html": "sau", "a.js.map": "",
        "anh/a.jpg": b"j", "anh/b.jpeg": b"j", "c.png": b"p", "d.webp": b"w", "e.woff2": b"f", "f.gz": b"g", "g.zip": b"z", "h.css": "s",
    })  # fmt: skip
    (site / "trong").mkdir()
    offline._drop_server_files(site)
    assert differences(site) == []
    offline._zip(site, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        found = {entry.filename: entry for entry in archive.infolist()}
    stored = {name for name, entry in found.items() if entry.compress_type == zipfile.ZIP_STORED}
    assert set(found) == {
        f"thi-dua/{name}" for name in (
            "index.html", "manifest.json", "sau/404.html", "anh/a.jpg", "anh/b.jpeg", "c.png", "d.webp", "e.woff2", "f.gz", "g.zip", "h.css",
        )
    }  # fmt: skip
    assert set(found) - stored == {
        "thi-dua/index.html",
        "thi-dua/manifest.json",
        "thi-dua/sau/404.html",
        "thi-dua/h.css",
    }
    assert {entry.date_time for entry in found.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in found.values()} == {0o644}
    # Nor who packed it where
    assert archive.comment == b""
    assert {(entry.comment, entry.extra, entry.create_system) for entry in found.values()} == {(b"", b"", 3)}  # fmt: skip


def test_a_kit_that_fails_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    asked: list[dict[str, object]] = []

    def build_site(config: Path, out: Path, **keys: object) -> int:
        asked.append({"config": config, "out": out.name, **keys})
        write_tree(out, {"index.html": "mới"})
        if keys["strict"]:
            raise OSError("disk full")
        return 3

    monkeypatch.setattr(offline, "build_site", build_site)
    out = tmp_path / "ra" / "kit.zip"
    assert offline.pack_offline(Path("mkdocs.yml"), out, audience="public") == 3
    before = out.read_bytes()
    with pytest.raises(OSError, match="disk full"):
        offline.pack_offline(
            Path("mkdocs.yml"), out, audience="internal", site_url="http://a/", strict=True
        )
    assert out.read_bytes() == before
    assert names(tmp_path) == ["ra/kit.zip"]
    plain = {"config": Path("mkdocs.yml"), "out": "site", "offline": True}
    assert asked == [
        plain | {"audience": "public", "site_url": None, "strict": False},
        plain | {"audience": "internal", "site_url": "http://a/", "strict": True},
    ]


# --- Where a build may go ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "offline", "free"),
    [
        ("moi", False, True), ("site", False, True), ("site-cu", False, True), ("trong", False, True), ("nha", False, False),
        ("tep", False, False), ("content", False, False), ("content/a", False, False), ("docs/site", False, False),
        ("hooks/site", False, False), ("overrides/site", False, False), ("kho/releases/abc", False, False),
        ("khac/releases/abc", False, True), ("kit.zip", True, True), ("rong.zip", True, True), ("rong-zip.zip", True, True),
        ("tep", True, False), ("site", True, False), ("moi.zip", True, True),
    ],
)  # fmt: skip
def test_where_a_build_may_go(tmp_path: Path, target: str, offline: bool, free: bool) -> None:
    write_tree(tmp_path, {
        "site/index.html": "", "site-cu/manifest.json": "", "nha/thu.txt": "", "tep": "chữ", "content/units.yml": "",
        "docs/a.md": "", "kho/audience.txt": "public", "kho/releases/x/index.html": "", "khac/releases/x/index.html": "",
        "kit.zip": b"PK\3\4abc", "rong-zip.zip": b"PK\5\6", "rong.zip": b"",
    })  # fmt: skip
    (tmp_path / "trong").mkdir()
    assert is_replaceable(tmp_path / target, content=tmp_path / "content", home=tmp_path, offline=offline) is free  # fmt: skip


# --- The store ---------------------------------------------------------------------------------------


def test_a_changed_file_of_a_release_may_be_read_by_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Whatever the umask of who publishes."""
    store = Store(tmp_path / "kho")
    pretend(monkeypatch, "một")
    before = os.umask(0o077)
    try:
        first = publish(store, ORDER)
    finally:
        os.umask(before)
    files = [p for p in store.path(first.release).rglob("*") if p.is_file()]
    assert len(files) > 20
    assert {stat.S_IMODE(p.stat().st_mode) for p in files} == {0o644}


@pytest.mark.parametrize(
    ("lines", "expect"),
    [
        ("2026-01-15T08:00:00+07:00 switch a\n2026-01-14T08:00:00+07:00 switch b\n", ["a", "b"]),
        # A line that death cut short, and one of another form
        ("2026-01-15T08:00:00+07:00 switch a\n2026-01-15T0", ["a"]), ("a b c d\n\na b c\n", ["c"]), ("", []),
    ],
)  # fmt: skip
def test_the_history(tmp_path: Path, lines: str, expect: list[str]) -> None:
    store = Store(tmp_path)
    assert store.history() == []
    (tmp_path / "history.txt").write_text(lines, "utf-8")
    assert store.history() == expect


def test_a_switch_is_written_down(tmp_path: Path) -> None:
    store = Store(tmp_path)
    a, b = (keep(store, words) for words in "ab")
    for release in (a, b):
        store.switch(release, dt.datetime(2026, 1, 15, 8, 0, 1, 999, tzinfo=dt.UTC))
    store.switch(b, dt.datetime(2026, 1, 16, tzinfo=dt.UTC))
    assert (tmp_path / "history.txt").read_text("utf-8") == (
        f"2026-01-15T08:00:01+00:00 switch {a}\n2026-01-15T08:00:01+00:00 switch {b}\n"
    )
    assert (store.current, store.previous) == (b, a)
    assert os.readlink(tmp_path / "current") == f"releases/{b}"  # noqa: PTH115 the very text of the link


def test_a_damaged_release_is_not_fallen_back_to(tmp_path: Path) -> None:
    """Servers answer from ``previous`` what ``current`` has not: also what somebody laid into it."""
    store = Store(tmp_path)
    a, b, c = (keep(store, words) for words in "abc")
    for release in (a, b):
        store.switch(release, dt.datetime(2026, 1, 15, tzinfo=dt.UTC))
    (store.path(b) / "la.html").write_text("lạ", "utf-8")
    store.switch(c, dt.datetime(2026, 1, 15, tzinfo=dt.UTC))
    assert (store.current, store.previous) == (c, a)
    (store.path(a) / "la.html").write_text("lạ", "utf-8")
    assert store.wrong_links() == ["previous"]
    assert store.sweep() == ["previous"]
    assert (store.current, store.previous, store.wrong_links()) == (c, None, [])


def test_what_is_no_release(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert (store.ids(), store.current, store.previous) == ([], None, None)
    for name in ("b", "a", ".new", ".old-c"):
        (store.releases / name).mkdir(parents=True)
    (store.releases / "tep").write_text("", "utf-8")
    (tmp_path / "current").symlink_to("releases/khong-co")
    (tmp_path / "previous").mkdir()
    (tmp_path / ".switch-current").symlink_to("releases/a")
    assert (store.ids(), store.current, store.previous) == (["a", "b"], None, None)
    # A folder that somebody put there is not ours to remove, and yet it would be served.
    with pytest.raises(IsADirectoryError):
        store.sweep()
    (tmp_path / "previous").rmdir()
    assert store.sweep() == ["current"]
    assert sorted(p.name for p in store.releases.iterdir()) == ["a", "b", "tep"]
    assert not (tmp_path / ".switch-current").is_symlink()


@pytest.mark.parametrize(
    ("keep_", "gone"),
    [(0, "e d c"), (1, "e d c"), (2, "e d c"), (3, "e d"), (4, "e"), (5, ""), (9, "")],
)  # fmt: skip
def test_the_oldest_releases_go(tmp_path: Path, keep_: int, gone: str) -> None:
    """By the history and not by name; what was never served is older than all."""
    store = Store(tmp_path)
    ids = {words: keep(store, words) for words in "abcde"}
    for words in "dcba":
        store.switch(ids[words], dt.datetime(2026, 1, 15, tzinfo=dt.UTC))
    assert set(store.prune(keep_)) == {ids[words] for words in gone.split()}
    assert store.ids() == sorted({*ids.values()} - {ids[words] for words in gone.split()})
    assert (store.current, store.previous) == (ids["a"], ids["b"])
    # Nor do their files stay under another name
    assert sorted(path.name for path in store.releases.iterdir()) == store.ids()


def test_a_release_is_named_by_its_manifest(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"abc")
    assert release_id(tmp_path) == "ba7816bf8f01cfea"


@pytest.mark.parametrize("manifest", [None, b"", b"[]", b"{}", b'{"files": {}}'])
def test_a_release_without_a_sound_manifest_is_unsound(tmp_path: Path, manifest: bytes | None) -> None:  # fmt: skip
    store = Store(tmp_path)
    (store.releases / "abc").mkdir(parents=True)
    if manifest is not None:
        (store.releases / "abc" / "manifest.json").write_bytes(manifest)
    with pytest.raises(UnsoundError) as raised:
        store.verify("abc")
    assert (str(raised.value), raised.value.differing) == ("abc: manifest.json", [])


def test_at_most_five_differing_files_are_named() -> None:
    assert str(UnsoundError("abc", list("fedcbag"))) == "abc: f, e, d, c, b"


def test_a_file_system_without_hard_links_keeps_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    before, path = tmp_path / "a", tmp_path / "b"
    for file in (before, path):
        file.write_text("a", "utf-8")
    os.utime(before, ns=(5, 1_000_000_007))

    def refuse(*_: object) -> None:
        raise OSError("no links here")

    publishing._link_unchanged(before, path)
    assert path.stat().st_ino == before.stat().st_ino
    path.unlink()
    path.write_text("a", "utf-8")
    monkeypatch.setattr(os, "link", refuse)
    publishing._link_unchanged(before, path)
    assert path.stat().st_ino != before.stat().st_ino
    assert path.stat().st_mtime_ns == 1_000_000_007


# --- The bill of materials ---------------------------------------------------------------------------

LOCK = f"""\
Mot_Hai==1.0 \\
    --hash=sha256:{"a" * 64} \\
    --hash=sha256:{"b" * 64}
ba==2.0 ; python_version < "3.12" \\
    --hash=sha256:{"c" * 64}
bon==3
"""


def _told(**lines: str) -> Message:
    message = Message()
    for key, value in lines.items():
        for one in value.split("|"):
            message[key.replace("_", "-")] = one
    return message


def test_what_the_bill_says_of_a_locked_package(monkeypatch: pytest.MonkeyPatch) -> None:
    stated = {
        "mot-hai": _told(License_Expression="MIT", License="x"),
        "ba": _told(Classifier="Topic :: A|License :: OSI Approved :: BSD License|License :: OSI Approved :: MIT License", License="x"),
        "bon": _told(License=" " + "y" * 100 + "\nsecond line"),
    }  # fmt: skip
    monkeypatch.setattr(metadata, "metadata", stated.__getitem__)
    bill = json.loads(bill_of_materials(LOCK))
    hashed = "thidua:distribution-sha256"
    assert bill["components"][:3] == [
        {
            "type": "library", "bom-ref": "pkg:pypi/mot-hai@1.0", "name": "mot-hai", "version": "1.0", "purl": "pkg:pypi/mot-hai@1.0",
            "licenses": [{"expression": "MIT"}],
            "properties": [{"name": hashed, "value": "a" * 64}, {"name": hashed, "value": "b" * 64}],
        },
        {
            "type": "library", "bom-ref": "pkg:pypi/ba@2.0", "name": "ba", "version": "2.0", "purl": "pkg:pypi/ba@2.0",
            "licenses": [{"license": {"name": "BSD License, MIT License"}}],
            "properties": [{"name": hashed, "value": "c" * 64}],
        },
        {
            "type": "library", "bom-ref": "pkg:pypi/bon@3", "name": "bon", "version": "3", "purl": "pkg:pypi/bon@3",
            "licenses": [{"license": {"name": "y" * 80}}], "properties": [],
        },
    ]  # fmt: skip
    assert {key: bill[key] for key in ("bomFormat", "specVersion", "version")} == {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
    }  # fmt: skip
    main = bill["metadata"]["component"]
    assert (main["type"], main["bom-ref"], main["name"]) == ("application", "thidua", "thidua")


def test_a_package_that_is_not_here_has_no_licence() -> None:
    (first, *_) = json.loads(bill_of_materials("khong-co-goi-nay==1\n"))["components"]
    assert "licenses" not in first


def test_the_bill_tells_nothing_of_the_machine() -> None:
    """Addresses of private indexes, passwords in them and places on disk stand in lock files; the bill goes to others."""
    said = bill_of_materials(
        "--index-url https://ten:mat-khau@goi.noi-bo.lan/simple\n--find-links /home/an/goi\nmot==1.0 \\\n    --hash=sha256:" + "a" * 64 + "\n"
        "hai @ file:///home/an/goi/hai-1.0.whl\nba @ https://ten:mat-khau@git.noi-bo.lan/ba.whl\n-e /home/an/du-an\n# via /home/an/x\n"
    )  # fmt: skip
    assert [word for word in ("noi-bo", "mat-khau", "/home", "an/") if word in said] == []
    named = [c["name"] for c in json.loads(said)["components"] if c["bom-ref"].startswith("pkg:pypi/")]  # fmt: skip
    assert named == ["mot"]


def test_what_the_bill_says_of_what_browsers_get() -> None:
    part = Shipped("phan", "pkg:npm/phan@1", "MIT", "© Ví Dụ", ("a.js", "b/**"))
    assert sbom._browser(part) == {
        "type": "library", "bom-ref": "browser:phan", "name": "phan", "purl": "pkg:npm/phan@1",
        "properties": [{"name": "thidua:shipped-to-browsers", "value": "a.js, b/**"}],
        "licenses": [{"license": {"id": "MIT"}}], "copyright": "© Ví Dụ",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "owned"),
    [("a.js", True), ("a.0123.js", True), ("x/a.js", False), ("b/c.css", True), ("b/c/d.css", True), ("b", False), ("c/d/e.png", True), ("c/e.png", True)],
)  # fmt: skip
def test_files_a_component_answers_for(path: str, owned: bool) -> None:
    assert Shipped("a", "a", "a", "a", ("a*.js", "b/**", "c/**/*.png")).owns(path) is owned
