"""What a build keeps for the next: pages are printed only where they look otherwise, and no damage changes a byte."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support import TODAY, build, contents, copy_fixture
from thidua import forked
from thidua.mkdocs.building import build_site
from thidua.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was kept anew, by kind; a page printed is one of ``html``."""
    kinds: list[str] = []
    put = Store.put

    def counted(store: Store, kind: str, key: bytes, value: bytes) -> None:
        kinds.append(kind)
        put(store, kind, key, value)

    monkeypatch.setattr(Store, "put", counted)
    monkeypatch.setenv("THIDUA_CACHE", "on")
    monkeypatch.setenv("THIDUA_TODAY", TODAY)
    return kinds


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return copy_fixture(tmp_path / "project")


@pytest.fixture
def built(config: Path, tmp_path: Path, printed: list[str]) -> Callable[[], int]:
    """Build; gives how many pages were printed."""

    def run(audience: str = "public") -> int:
        printed.clear()
        build_site(config, tmp_path / "site", audience=audience)  # type: ignore[arg-type]
        return printed.count("html")

    return run


def edit(config: Path, name: str, old: str, new: str) -> None:
    path = config.parent / name
    text = path.read_text("utf-8")
    assert old in text, name
    path.write_text(text.replace(old, new, 1), "utf-8")


EVENT = "content/events/2024/2024-07-15-so-ket.md"


def test_nothing_is_printed_where_nothing_changed(
    built: Callable[[], int], printed: list[str]
) -> None:
    assert built() > 50
    assert built() == 0
    assert printed == []
    assert gc.isenabled(), "paused while a build works"


def test_a_sentence_is_one_page(built: Callable[[], int], config: Path) -> None:
    built()
    path = config.parent / EVENT
    path.write_text(f"{path.read_text('utf-8')}\n\nThêm một câu.\n", "utf-8")
    assert built() == 1


def test_after_a_sentence_every_other_page_lies_as_it_lay(
    built: Callable[[], int], config: Path, tmp_path: Path
) -> None:
    def lying() -> dict[Path, tuple[int, int]]:
        files = (path for path in (tmp_path / "site").rglob("*.html"))
        return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}

    built()
    before = lying()
    path = config.parent / EVENT
    path.write_text(f"{path.read_text('utf-8')}\n\nThêm một câu.\n", "utf-8")
    built()
    after = lying()
    assert before.keys() == after.keys()
    changed = {p.relative_to(tmp_path / "site") for p in after if before[p] != after[p]}
    assert changed == {Path("su-kien/2024/so-ket/index.html")}


def test_a_title_is_the_pages_that_name_it(built: Callable[[], int], config: Path) -> None:
    every = built()
    edit(config, EVENT, "title: ", "title: Lần này ")
    assert 1 < built() < every / 3


def test_a_hand_written_page_is_rendered_when_it_or_an_address_changed(
    built: Callable[[], int], config: Path, printed: list[str]
) -> None:
    docs = config.parent / "docs"
    every = len([*docs.rglob("*.md")])
    built()
    assert printed.count("handwritten") == every
    edit(config, EVENT, "title: ", "title: Lần này ")
    built()
    assert printed.count("handwritten") == 0
    page = docs / "huong-dan" / "lich.md"
    page.write_text(f"{page.read_text('utf-8')}\n\nThêm một câu.\n", "utf-8")
    built()
    assert printed.count("handwritten") == 1
    (config.parent / EVENT).rename((config.parent / EVENT).with_name("2024-07-15-ten-khac.md"))
    built()
    assert printed.count("handwritten") == every, "a link may lead to any page"


def test_what_is_wrong_with_a_link_is_said_at_each_build(config: Path, tmp_path: Path) -> None:
    page = config.parent / "docs" / "huong-dan" / "lich.md"
    page.write_text(
        "# Viết\n\n[Một](khong-co.md), [hai](#muc-khong-co), [ba](#muc)\n\n## Mục\n", "utf-8"
    )
    config.write_text(f"{config.read_text('utf-8')}\nvalidation: {{anchors: warn}}\n", "utf-8")
    log: list[str] = []
    for name in ("one", "other"):
        build(config, tmp_path / name, env={"THIDUA_CACHE": "on"}, log=log)
    page.write_text("# Viết\n\n[Hai](#muc-khong-co), [ba](#muc)\n\n## Mục\n", "utf-8")
    for name in ("third", "fourth"):
        build(config, tmp_path / name, env={"THIDUA_CACHE": "on"}, log=log)
    assert ["khong-co.md" in said for said in log] == [True, True, False, False]
    assert ["#muc-khong-co" in said for said in log] == [True] * 4
    assert not any("'#muc'" in said for said in log)


def test_a_setting_is_every_page(built: Callable[[], int], config: Path) -> None:
    every = built()
    config.write_text(f"{config.read_text('utf-8')}\ncopyright: Ví Dụ\n", "utf-8")
    assert built() == every


def test_a_publisher_is_every_page_feed_and_calendar(
    built: Callable[[], int], config: Path, tmp_path: Path
) -> None:
    every = built()
    edit(config, "mkdocs.yml", "name: Phòng Thi đua Ví Dụ", "name: Ban Thi đua Mẫu")
    assert built() == every
    named = ("feed.xml", "cum/vd-1/feed.xml", "cum/vd-1/lich.ics", "lich/ky-niem.ics")
    for path in named:
        text = (tmp_path / "site" / path).read_text("utf-8").replace("\n ", "")
        assert ("Ban Thi đua Mẫu" in text, "Phòng Thi đua Ví Dụ" in text) == (True, False), path


def test_what_was_is_still_there(built: Callable[[], int], config: Path) -> None:
    """Who takes an edit back waits for nothing."""
    built()
    edit(config, EVENT, "title: ", "title: Lần này ")
    built()
    edit(config, EVENT, "title: Lần này ", "title: ")
    assert built() == 0


def test_audiences_share_no_page(built: Callable[[str], int], config: Path) -> None:
    built("public")
    assert built("internal") > 50
    kept = config.parent / ".cache" / "thidua"
    shared, own = {"content.db"}, ("internal", "public")
    assert {path.name for path in kept.glob("*.db")} == shared.union(*({f"{a}.db", f"built-{a}.db"} for a in own))  # fmt: skip


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda p: p.unlink(), id="deleted"),
        pytest.param(lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]), id="cut"),
        pytest.param(lambda p: p.write_bytes(_flipped(p.read_bytes())), id="flipped"),
        pytest.param(lambda p: p.write_bytes(b"x" * 5000), id="another's"),
    ],
)
def test_damage_changes_no_byte(
    config: Path, tmp_path: Path, built: Callable[[], int], damage: Callable[[Path], object]
) -> None:
    built()
    whole = contents(tmp_path / "site")
    for path in (config.parent / ".cache" / "thidua").glob("*.db"):
        damage(path)
    built()
    assert contents(tmp_path / "site") == whole
    built()
    assert contents(tmp_path / "site") == whole


def _flipped(data: bytes) -> bytes:
    """Every thousandth byte another."""
    changed = bytearray(data)
    for at in range(4000, len(changed), 1000):
        changed[at] ^= 0x55
    return bytes(changed)


def test_two_builds_at_once_share_a_cache(config: Path, tmp_path: Path) -> None:
    environment = {"THIDUA_CACHE": "on", "THIDUA_TODAY": TODAY}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d"]
    both = [
        subprocess.Popen([*command, str(tmp_path / name)], env={**_environment(), **environment})
        for name in ("one", "other")
    ]
    assert [build.wait(300) for build in both] == [0, 0]
    assert contents(tmp_path / "one") == contents(tmp_path / "other")
    again = contents(build(config, tmp_path / "again", env=environment))
    assert again == contents(tmp_path / "one")


def test_another_order_of_hashing_takes_over_what_was_kept(config: Path, tmp_path: Path) -> None:
    sites = []
    for number, seed in enumerate(("1", "4242")):
        env = {
            "THIDUA_CACHE": "on",
            "PYTHONHASHSEED": seed,
            "TZ": "Asia/Tokyo" if number else "UTC",
        }
        sites.append(contents(build(config, tmp_path / seed, env=env)))
    assert sites[0] == sites[1]


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def test_a_cache_from_elsewhere_is_of_no_use_and_no_harm(
    config: Path, tmp_path: Path, built: Callable[[], int]
) -> None:
    """A folder copied with its cache builds as it does without."""
    built()
    copied = tmp_path / "copied"
    shutil.copytree(config.parent, copied)
    build_site(copied / "mkdocs.yml", tmp_path / "other", audience="public")
    assert contents(tmp_path / "other") == contents(tmp_path / "site")


def test_two_processes_print_the_bytes_of_one(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_TODAY", TODAY)
    sites = []
    for number in (1, 2):
        monkeypatch.setattr(forked, "_is_possible", lambda number=number: number == 2)
        build_site(config, tmp_path / str(number), audience="public")
        sites.append(contents(tmp_path / str(number)))
    assert sites[0] == sites[1]


def test_a_plugin_that_looks_at_pages_sees_each(config: Path, tmp_path: Path) -> None:
    """Pages are printed beside MkDocs only where nobody else has a hand in them."""
    (config.parent / "other.py").write_text(
        "def on_post_page(output, page, config):\n    return output + '<!-- seen -->'\n", "utf-8"
    )
    text = config.read_text("utf-8")
    config.write_text(text.replace("hooks: [", "hooks: [other.py, "), "utf-8")
    for name in ("one", "other"):
        site = contents(build(config, tmp_path / name, env={"THIDUA_CACHE": "on"}))
        pages = [data for path, data in site.items() if path.endswith("/index.html")]
        ours = [data for data in pages if b"http-equiv" not in data]
        assert all(data.endswith(b"<!-- seen -->") for data in ours)


def test_what_another_hook_gives_templates_is_printed(config: Path, tmp_path: Path) -> None:
    text = config.read_text("utf-8")
    config.write_text(text.replace("hooks: [", "hooks: [other.py, "), "utf-8")
    for words in ("Lời một", "Lời hai"):
        (config.parent / "other.py").write_text(
            "from mkdocs.plugins import event_priority\n\n@event_priority(-50)\n"
            f"def on_env(env, config, files):\n    env.globals['updated_to'] = {words!r}\n",
            "utf-8",
        )
        site = contents(build(config, tmp_path / words, env={"THIDUA_CACHE": "on"}))
        assert words in site["cum/vd-1/index.html"].decode()
