"""What a release takes over from the one before: nothing but what would be made anew, byte for byte."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

import brotli
import pytest

from support import write_tree
from thidua.outputs import manifest
from thidua.releases import precompress
from thidua.releases import publish as publishing
from thidua.releases.fingerprint import fingerprint
from thidua.releases.publish import publish
from thidua.releases.store import Store, UnsoundError, release_id
from unit.releases.made_store import ORDER, pretend, says

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kho")


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are compressed."""
    found: list[str] = []
    compress = precompress.brotli.compress

    def noted(data: bytes, **keys: int) -> bytes:
        found.append(data.decode().partition("<p>")[2].partition(" chữ")[0])
        return bytes(compress(data, **keys))

    monkeypatch.setattr(precompress.brotli, "compress", noted)
    return found


def put(store: Store, monkeypatch: pytest.MonkeyPatch, words: str) -> Path:
    pretend(monkeypatch, words)
    return store.path(publish(store, ORDER).release)


def content(release: Path) -> dict[str, bytes]:
    return {p.relative_to(release).as_posix(): p.read_bytes() for p in release.rglob("*") if p.is_file()}  # fmt: skip


def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> dict[str, bytes]:
    """The release that a store without any other gets."""
    return content(put(Store(tmp_path / "khác"), monkeypatch, words))


def test_only_what_changed_is_packed(store: Store, packed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    first = put(store, monkeypatch, "một")
    assert len(packed) == 9
    packed.clear()
    second = put(store, monkeypatch, "hai")
    assert sorted(text[:5] for text in packed) == ["hai 0", "hai</"]
    for name in ("trang-3.html", "trang-3.html.gz", "trang-3.html.br", "assets/anh.jpg"):
        assert (first / name).samefile(second / name)
    assert not (first / "trang-0.html.br").samefile(second / "trang-0.html.br")
    assert content(second) == alone(tmp_path, monkeypatch, "hai")


def _other_text(release: Path) -> None:
    text = b"<p>khac</p>" * 50
    for ending, data in ((".br", brotli.compress(text)), (".gz", gzip.compress(text))):
        (release / f"trang-3.html{ending}").write_bytes(data)


def _no_copy(release: Path) -> None:
    (release / "trang-3.html.br").write_bytes(b"no brotli")


def _bomb(release: Path) -> None:
    (release / "trang-3.html.gz").write_bytes(gzip.compress(bytes(300_000_000), 1))


def _other_original(release: Path) -> None:
    (release / "trang-3.html").write_bytes(b"<p>khac</p>" * 50)


def _other_file(release: Path) -> None:
    (release / "assets/anh.jpg").write_bytes(b"\xff\xd8khac")


def _gone(release: Path) -> None:
    (release / "trang-3.html.br").unlink()


def _links(release: Path) -> None:
    for name in ("trang-3.html", "trang-3.html.br", "assets/anh.jpg"):
        outside = release.parents[1] / name.replace("/", "-")
        (release / name).replace(outside)
        (release / name).symlink_to(outside)


def _all_of_it(release: Path) -> None:
    _other_original(release)
    _other_text(release)


TAMPERED = [_other_text, _no_copy, _bomb, _other_original, _other_file, _gone, _links, _all_of_it]


@pytest.mark.parametrize("told", [False, True], ids=["", "manifest"])
@pytest.mark.parametrize("tamper", TAMPERED)
def test_nothing_that_was_tampered_with_is_taken_over(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tamper: Callable[[Path], None], told: bool
) -> None:  # fmt: skip
    """In the release before, whether its manifest and its name were made to agree or not."""
    first = put(store, monkeypatch, "một")
    tamper(first)
    if told:
        (first / manifest.NAME).write_bytes(manifest.manifest(first))
        named = store.path(release_id(first))
        first.rename(named)
        (store.root / "current").unlink()
        (store.root / "current").symlink_to(f"releases/{named.name}")
        noted = (store.root / "packed.txt").read_text().replace(first.name, named.name)
        (store.root / "packed.txt").write_text(noted)
    second = put(store, monkeypatch, "hai")
    assert content(second) == alone(tmp_path, monkeypatch, "hai")
    assert [
        path.name for path in second.rglob("*") if path.is_symlink() or path.name[0] == "."
    ] == []
    assert says(store) == "hai"


@pytest.mark.parametrize(
    "said", [None, b"", b"\xff\xfe\0", b"brotli", "{} brotli 1.0.9 11, zlib 1.2.11 9\n"]
)
def test_copies_of_other_compressors_are_made_anew(
    store: Store, packed: list[str], monkeypatch: pytest.MonkeyPatch, said: bytes | str | None
) -> None:  # fmt: skip
    first = put(store, monkeypatch, "một")
    note = store.root / "packed.txt"
    assert note.read_text() == f"{first.name} {precompress.COMPRESSORS}\n"
    note.unlink()
    if said is not None:
        note.write_bytes(said.format(first.name).encode() if isinstance(said, str) else said)
    packed.clear()
    second = put(store, monkeypatch, "hai")
    assert len(packed) == 9
    # The same bytes all the same: so the very files, for whoever has them in a cache.
    assert (first / "trang-3.html.br").samefile(second / "trang-3.html.br")
    assert store.packers()[second.name] == precompress.COMPRESSORS


def test_notes_of_releases_that_are_gone_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        last = put(store, monkeypatch, f"bản {number}")
    assert last.name in store.packers()
    assert len(store.packers()) == 6


def test_without_hard_links_everything_is_copied(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    flushed: list[str] = []
    flush = publishing.flush_tree

    def noted(root: Path, but: frozenset[str]) -> None:
        flushed.extend(sorted(but))
        flush(root, but)

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(publishing, "flush_tree", noted)
    put(store, monkeypatch, "một")
    second = put(store, monkeypatch, "hai")
    assert content(second) == alone(tmp_path, monkeypatch, "hai")
    # What is a new file is flushed, whatever its bytes.
    assert flushed == []


def test_what_was_flushed_before_is_not_flushed_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    put(store, monkeypatch, "một")
    opened: list[str] = []
    real = os.open

    def noted(path: Path | str, *args: int, **keys: int) -> int:
        opened.append(os.path.basename(path))  # noqa: PTH119 whatever is opened
        return real(path, *args, **keys)

    monkeypatch.setattr(os, "open", noted)
    put(store, monkeypatch, "hai")
    assert {"trang-0.html", "trang-0.html.br", "trang-0.html.gz", "index.html", "manifest.json"} <= set(opened)  # fmt: skip
    assert not {"trang-3.html", "trang-3.html.br", "anh.jpg"} & set(opened)


def test_a_build_that_says_something_else_than_it_wrote_is_not_served(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Nobody reads the site again for the first manifest; so what it states is held against the bytes before it is served."""
    put(store, monkeypatch, "một")
    pretend(monkeypatch, "hai")
    build = publishing.build_site

    def lying(config: Path, out: Path, **keys: object) -> int:
        pages = build(config, out, **keys)  # type: ignore[arg-type]
        (out / "index.html").write_bytes(b"<p>ba</p>" * 100)
        return pages

    monkeypatch.setattr(publishing, "build_site", lying)
    with pytest.raises(UnsoundError, match=r"index\.html"):
        publish(store, ORDER)
    assert says(store) == "một"


def test_copies_that_the_build_left_are_no_part_of_the_release(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """MkDocs packs the sitemap; what is made of a text too small to pack, or of none, is in no manifest."""
    pretend(monkeypatch, "một")
    build = publishing.build_site

    def packing(config: Path, out: Path, **keys: object) -> int:
        pages = build(config, out, **keys)  # type: ignore[arg-type]
        write_tree(out, {"sitemap.xml": "<urlset/>", "sitemap.xml.gz": b"x", "cu.html.br": b"x"})
        (out / manifest.NAME).write_bytes(manifest.manifest(out))
        return pages

    monkeypatch.setattr(publishing, "build_site", packing)
    release = store.path(publish(store, ORDER).release)
    assert sorted(p.name for p in release.glob("*") if p.name[:2] in {"si", "cu"}) == [
        "sitemap.xml"
    ]
    store.verify(release.name)


# --- Names by content -------------------------------------------------------------------------------


def test_files_with_other_names_stay_as_they_are(tmp_path: Path) -> None:
    """A build may link files out of a store of its own: names by content, times and modes are no business of those."""
    files = {
        "index.html": '<link href="assets/a.css"><script src="assets/b.js"></script>', "khac.html": "<p>Không có gì",
        "assets/a.css": "a{b:url(c.svg)}", "assets/b.js": "1", "assets/c.svg": "<svg/>",
    }  # fmt: skip
    kept = write_tree(tmp_path / "kho", files)
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    for name in files:
        os.utime(kept / name, (1_000_000, 1_000_000))
        (kept / name).chmod(0o600)
        os.link(kept / name, site / name)
    entries = manifest.entries(site)
    assert fingerprint(site, entries) == 3
    assert entries == manifest.entries(site)
    publishing._set_times(Store(tmp_path / "khác"), _with_manifest(site), entries, None)
    for name, text in files.items():
        assert (kept / name).read_text("utf-8") == text
        assert (kept / name).stat().st_mtime == 1_000_000
        assert (kept / name).stat().st_mode & 0o777 == 0o600
    assert {p.stat().st_mode & 0o777 for p in site.rglob("*") if p.is_file()} == {0o644}
    assert sorted(p.name for p in site.rglob(".*")) == []


def _with_manifest(site: Path) -> Path:
    (site / manifest.NAME).write_bytes(manifest.manifest(site))
    return site


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a href="/x/assets/a.js">', '<a href="/x/assets/a.6b86b273ff34.js">'),
        ('<a href="assets/a.js?v=1#b">', '<a href="assets/a.6b86b273ff34.js?v=1#b">'),
        ('<a data-href="assets/a.js">', '<a data-href="assets/a.6b86b273ff34.js">'),
        ('<a title="assets/a.js">', '<a title="assets/a.js">'),
        ("<p>assets/a.js</p>", "<p>assets/a.js</p>"),
        ('<a href="b">assets/a.js"</a>', '<a href="b">assets/a.js"</a>'),
        ("<a href='assets/a.js'>", "<a href='assets/a.js'>"),
        ('<a href="assets/a.jsx">', '<a href="assets/a.jsx">'),
    ],
)  # fmt: skip
def test_names_are_changed_where_they_are_addresses(tmp_path: Path, text: str, expected: str) -> None:  # fmt: skip
    write_tree(tmp_path, {"a.html": '<script src="assets/a.js"></script>', "assets/a.js": "1", "b.html": text})  # fmt: skip
    fingerprint(tmp_path)
    assert (tmp_path / "b.html").read_text("utf-8") == expected
