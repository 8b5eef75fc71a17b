"""The folder of a site is changed where a build made something else, whole or not at all."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from stat import S_IMODE
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from support import write_tree
from thidua.mkdocs.site_folder import SiteFolder
from thidua.outputs.manifest import entries
from thidua.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Mapping


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def make(folder: SiteFolder, wanted: Mapping[str, str]) -> list[str]:
    """Build ``wanted``, as pages are: by what they are made from; gives what was asked for."""
    asked = []
    folder.begin()
    for path, text in wanted.items():

        def read(path: str = path, text: str = text) -> bytes:
            asked.append(path)
            return text.encode()

        assert folder.take(path, f"made from {text}".encode(), read)
    assert folder.finish()
    return asked


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    return SiteFolder(tmp_path / "site")


def test_a_folder_of_ones_own_becomes_each_site_in_turn(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path / "site", is_own=True)
    for wanted in (
        {"index.html": "cũ", "a": "tệp", "b/c/x.html": "x"},
        {"index.html": "cũ", "a/x.html": "x", "b": "tệp"},
        {"index.html": "mới"},
    ):
        make(folder, wanted)
        assert files(tmp_path / "site") == wanted
    assert [path.name for path in (tmp_path / "site").rglob("*")] == ["index.html"]


def test_a_first_site_takes_its_place(folder: SiteFolder, tmp_path: Path) -> None:
    make(folder, {"index.html": "mới"})
    assert files(tmp_path) == {"site/index.html": "mới"}


def test_of_a_site_nobody_remembers_nothing_is_left(folder: SiteFolder, tmp_path: Path) -> None:
    write_tree(tmp_path / "site", {"index.html": "cũ", "a/thua.html": "cũ"})
    make(folder, {"index.html": "mới"})
    assert files(tmp_path) == {"site/index.html": "mới"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_preview_goes_on_where_somebody_swept_its_folder(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path / "site", is_own=True)
    make(folder, {"index.html": "cũ", "a.html": "a", "b.html": "b"})
    for name in ("index.html", "b.html"):
        (tmp_path / "site" / name).unlink()
    make(folder, {"index.html": "mới", "a.html": "a"})
    assert files(tmp_path / "site") == {"index.html": "mới", "a.html": "a"}


@pytest.mark.skipif(sys.platform == "win32", reason="has no modes")
def test_who_may_read_a_folder_stays_as_it_was(folder: SiteFolder, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir(mode=0o700)
    make(folder, {"index.html": "bản thảo"})
    assert S_IMODE((tmp_path / "site").stat().st_mode) == 0o700
    making = folder.begin()
    assert S_IMODE(making.stat().st_mode) == 0o700
    folder.close()


def test_what_is_the_same_is_neither_made_nor_touched(folder: SiteFolder, tmp_path: Path) -> None:
    make(folder, {"index.html": "cũ", "a/index.html": "vậy"})
    before = (tmp_path / "site" / "a" / "index.html").stat()
    assert make(folder, {"index.html": "mới", "a/index.html": "vậy"}) == ["index.html"]
    assert files(tmp_path) == {"site/index.html": "mới", "site/a/index.html": "vậy"}
    after = (tmp_path / "site" / "a" / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_is_made_no_more_goes_and_its_folder_with_it(
    folder: SiteFolder, tmp_path: Path
) -> None:
    make(folder, {"index.html": "vậy", "a/b/index.html": "bỏ"})
    make(folder, {"index.html": "vậy"})
    assert [path.name for path in (tmp_path / "site").rglob("*")] == ["index.html"]


def test_what_somebody_else_did_in_the_folder_is_undone(folder: SiteFolder, tmp_path: Path) -> None:
    wanted = {"index.html": "vậy", "a.html": "a", "b.html": "b"}
    make(folder, wanted)
    site = tmp_path / "site"
    (site / "a.html").write_text("sửa tay", "utf-8")
    (site / "b.html").unlink()
    write_tree(site, {"la/x.html": "lạ"})
    (site / "link.html").symlink_to(tmp_path)
    make(folder, wanted)
    assert files(site) == wanted
    assert sorted(path.name for path in site.iterdir()) == ["a.html", "b.html", "index.html"]


def test_a_page_that_was_replaced_by_a_link_is_made_again(
    folder: SiteFolder, tmp_path: Path
) -> None:
    make(folder, {"index.html": "vậy", "a.html": "a"})
    outside = write_tree(tmp_path / "ngoai", {"a.html": "a"}) / "a.html"
    (tmp_path / "site" / "a.html").unlink()
    (tmp_path / "site" / "a.html").symlink_to(outside)
    make(folder, {"index.html": "vậy", "a.html": "a"})
    assert not (tmp_path / "site" / "a.html").is_symlink()
    assert outside.read_text("utf-8") == "a"


def test_a_file_becomes_a_folder_and_a_folder_a_file(folder: SiteFolder, tmp_path: Path) -> None:
    make(folder, {"index.html": "vậy", "a": "tệp", "b/x.html": "x"})
    wanted = {"index.html": "vậy", "a/x.html": "x", "b": "tệp"}
    make(folder, wanted)
    assert files(tmp_path / "site") == wanted


def test_no_path_is_made_twice(folder: SiteFolder) -> None:
    make(folder, {"index.html": "vậy"})
    making = folder.begin()
    assert folder.has("index.html", "made from vậy".encode())
    with pytest.raises(FileExistsError):
        folder.take("index.html", b"other", lambda: b"")
    folder.take_output("a.html", b"a")
    with pytest.raises(FileExistsError):
        folder.take_output("a.html", b"b")
    (making / "index.html").write_bytes(b"of MkDocs")
    with pytest.raises(FileExistsError):
        folder.finish()
    folder.close()


def test_what_mkdocs_writes_itself_is_compared_by_its_bytes(
    folder: SiteFolder, tmp_path: Path
) -> None:
    for _ in range(2):
        (folder.begin() / "theme.css").write_bytes(b"p{}")
        assert folder.entries() == entries(folder.making)
        assert folder.finish()
    assert files(tmp_path) == {"site/theme.css": "p{}"}


def test_the_next_process_remembers_it(folder: SiteFolder, tmp_path: Path) -> None:
    make(folder, {"index.html": "vậy"})
    with Store(tmp_path / "store.db") as store:
        folder.remember(store)
    with Store(tmp_path / "store.db") as store:
        again = SiteFolder.remembered(tmp_path / "site", store)
        other = SiteFolder.remembered(tmp_path / "other", store)
    assert make(again, {"index.html": "vậy"}) == []
    assert make(other, {"index.html": "vậy"}) == ["index.html"]


SITES = st.dictionaries(
    st.sampled_from(["index.html", "a", "a/x.html", "b/y.html", "b", "c/d/z.html"]),
    st.sampled_from(["một", "hai"]),
    min_size=1,
).filter(lambda site: not {"a", "a/x.html"} <= site.keys() and not {"b", "b/y.html"} <= site.keys())


@given(before=SITES, after=SITES, fails_at=st.integers(1, 12))
@example({"a": "một", "b/y.html": "hai"}, {"a/x.html": "một", "b/y.html": "hai"}, 2)
def test_a_change_is_whole_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, str],
    after: dict[str, str],
    fails_at: int,
) -> None:
    """Whichever rename fails, as on a full disk or for a file that is open on Windows."""
    place = tmp_path_factory.mktemp("sites") / "site"
    folder = SiteFolder(place)
    make(folder, before)
    rename, done = Path.rename, [0]

    def failing(path: Path, target: Path) -> Path:
        done[0] += 1
        if done[0] == fails_at:
            raise OSError(errno.EACCES, "open elsewhere")
        return rename(path, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "rename", failing)
        try:
            make(folder, after)
        except OSError:
            assert files(place) == before
        else:
            assert files(place) == after
    folder.close()
    assert [path.name for path in place.parent.iterdir()] == ["site"]
    make(folder, after)
    assert files(place) == after
