"""What the audit keeps of unchanged files: never more than it would find, whatever happens to the cache."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from support import BASE, EVENT, write_tree
from thidua import forked
from thidua.audit import file_facts
from thidua.audit.leak_search import LeakSearch
from thidua.audit.run import LeakScope, audit_site
from thidua.outputs import manifest
from thidua.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = dt.date(2026, 1, 15)
INTERNAL = EVENT.replace("audience: public", "audience: internal").replace(
    "Cụm thi đua số 1 ký giao ước năm 2024", "Phiên họp kín về quy hoạch cán bộ"
)
TELLING = "<p>Biên bản phiên họp kín về quy hoạch cán bộ</p>"


class Audited:
    """A small site and its content, audited with a cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = write_tree(folder / "content", {**BASE, "events/2024/2024-05-02-kin.md": INTERNAL})  # fmt: skip
        self.cache = folder / "kho.db"
        self.asked: list[str] = []
        self.write(
            "index.html", '<link rel="canonical" href="https://vi.du/"><a href="b/#muc">b</a>'
        )
        self.write("b/index.html", '<h2 id="muc">Mục</h2><a href="../">a</a>')
        self.write("a.json", '{"a": "Hai đơn vị ký giao ước"}')

    def write(self, name: str, text: str | None) -> None:
        write_tree(self.folder / "site", {name: text})
        if text is None:
            (self.folder / "site" / name).unlink()
        site = self.folder / "site"
        (site / manifest.NAME).write_bytes(manifest.manifest(site))

    def run(self, audience: str = "public", cache: Path | None = None) -> list[tuple[str, str]]:
        """(path, code) of everything found."""
        self.asked.clear()
        scope = LeakScope(self.content, audience, DAY)  # type: ignore[arg-type]
        with Store(cache or self.cache) as store:
            report = audit_site(self.folder / "site", scope, store=store)
        return [(item.path, item.code) for item in report]


@pytest.fixture
def audited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Audited]:
    made = Audited(tmp_path)
    search = LeakSearch.found_in

    def asked(self: LeakSearch, name: str, data: bytes) -> object:
        made.asked.append(name)
        return search(self, name, data)

    monkeypatch.setattr(LeakSearch, "found_in", asked)
    yield made
    # Whatever a test did to the cache: without one the same is found.
    assert made.run() == made.run(cache=tmp_path / "neu.db")


def picture(comment: str | None = None) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "JPEG", **({"comment": comment} if comment else {}))
    return data.getvalue()


def test_a_picture_is_looked_into_again_when_its_bytes_are_others(audited: Audited) -> None:
    file = audited.folder / "site/anh/a.jpg"
    file.parent.mkdir()
    for data, told in (
        (picture(), []),
        (picture(), []),
        (picture("của ai đó"), [("anh/a.jpg", "E822")]),
        (picture("của ai đó"), [("anh/a.jpg", "E822")]),
        (b"no picture", [("anh/a.jpg", "E823")]),
        (b"no picture", [("anh/a.jpg", "E823")]),
        (picture(), []),
    ):
        file.write_bytes(data)
        audited.write("a.json", "{}")
        assert [one for one in audited.run() if one[0] == "anh/a.jpg"] == told


def test_only_what_changed_is_searched_again(audited: Audited) -> None:
    assert audited.run() == []
    assert sorted(audited.asked) == ["a.json", "b/index.html", "index.html", "manifest.json"]
    assert audited.run() == []
    assert audited.asked == []
    audited.write("a.json", '{"a": "Hai đơn vị đã ký giao ước"}')
    assert audited.run() == []
    assert sorted(audited.asked) == ["a.json", "manifest.json"]


def test_what_was_found_is_found_again(audited: Audited) -> None:
    audited.write("b/index.html", TELLING)
    expected = [("b/index.html", "E830"), ("index.html", "E802")]
    assert audited.run() == audited.run() == expected
    assert audited.asked == ["b/index.html"]


def test_links_are_joined_anew(audited: Audited) -> None:
    """The page with the link is the same; what it leads to is not."""
    assert audited.run() == []
    audited.write("b/index.html", '<h2 id="khac">Mục</h2>')
    assert audited.run() == [("index.html", "E802")]
    audited.write("b/index.html", None)
    assert audited.run() == [("index.html", "E801")]


def test_what_becomes_hidden_is_looked_for_everywhere(audited: Audited) -> None:
    event = audited.content / "events/2024/2024-07-01-mo.md"
    event.write_text(
        EVENT.replace("Hai đơn vị ký giao ước thi đua.", "Tham quan xưởng ươm nghêu hến giống."),
        "utf-8",
    )
    audited.write("cu.html", "<p>Tham quan xưởng ươm nghêu hến giống</p>")
    assert audited.run() == []
    audited.run()
    assert audited.asked == []
    event.write_text(
        event.read_text("utf-8").replace("audience: public", "audience: internal"), "utf-8"
    )
    assert audited.run() == [("cu.html", "E830")]
    assert len(audited.asked) == 5


def test_an_event_that_waits_is_looked_for_until_its_day(audited: Audited) -> None:
    later = EVENT.replace("status: published", "status: published\npublish_on: 2026-01-16")
    (audited.content / "events/2024/2024-06-01-cho.md").write_text(
        later.replace("Hai đơn vị ký giao ước thi đua.", "Các đơn vị tổng duyệt chương trình biểu dương."), "utf-8"
    )  # fmt: skip
    audited.write("b/index.html", '<h2 id="muc">Các đơn vị tổng duyệt chương trình biểu dương</h2>')
    assert audited.run() == [("b/index.html", "E830")]
    with Store(audited.cache) as store:
        scope = LeakScope(audited.content, "public", dt.date(2026, 1, 16))
        assert len(audit_site(audited.folder / "site", scope, store=store)) == 0
    assert audited.run() == [("b/index.html", "E830")]


def test_audiences_and_versions_have_nothing_in_common(audited: Audited, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    audited.write("b/index.html", f'<h2 id="muc">Mục</h2>{TELLING}')
    assert audited.run("internal") == []
    assert audited.run("public") == [("b/index.html", "E830")]
    audited.run()
    assert audited.asked == ["b/index.html"]
    with monkeypatch.context() as patch:
        patch.setattr(file_facts, "code_digest", lambda: b"other code")
        assert audited.run("public") == [("b/index.html", "E830")]
    assert len(audited.asked) == 4


def _cut(file: Path, chance: random.Random) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: chance.randrange(len(data))])


def _flip(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    for _ in range(chance.choice([1, 30])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


def _replace(file: Path, _chance: random.Random) -> None:
    file.unlink()
    file.mkdir()


DAMAGES: list[Callable[[Path, random.Random], object]] = [
    _cut, _flip, _replace, lambda f, _: f.unlink(), lambda f, _: f.write_bytes(b"no database"), lambda f, _: f.write_bytes(b""),
]  # fmt: skip


@pytest.mark.parametrize("number", range(6))
def test_a_damaged_cache_costs_time_only(audited: Audited, number: int) -> None:
    chance = random.Random(number)
    audited.write("c.html", TELLING)
    assert audited.run() == [("c.html", "E830")]
    # The leak goes to another file, the old name gets what is clean.
    audited.write("b/index.html", f'<h2 id="muc">Mục</h2>{TELLING}')
    audited.write("c.html", '{"a": "Hai đơn vị ký giao ước"}')
    DAMAGES[number % len(DAMAGES)](audited.cache, chance)
    assert audited.run() == [("b/index.html", "E830")]


def test_two_at_once_share_a_cache(audited: Audited) -> None:
    audited.write("b/index.html", TELLING)
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            found = audited.run()
            os._exit(0 if found == [("b/index.html", "E830"), ("index.html", "E802")] else 1)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4


def test_nothing_hidden_stands_in_the_cache(audited: Audited) -> None:
    audited.write("b/index.html", TELLING)
    audited.run()
    data = audited.cache.read_bytes()
    for word in ("quy ho", "họp kín", "2024-05-02"):
        assert word.encode() not in data
    assert audited.cache.stat().st_mode & 0o777 == 0o600


# --- Two processes ----------------------------------------------------------------------------------


def test_two_processes_find_the_same_in_the_same_order(audited: Audited, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    for number in range(20):
        audited.write(f"t{number}.html", TELLING if number % 3 else "<p>Không có gì</p>")
    alone = audited.run()
    monkeypatch.setattr(file_facts, "_WORTH_SHARING", 0)
    monkeypatch.setattr(forked, "_is_possible", lambda: True)
    assert audited.run(cache=audited.folder / "hai.db") == alone
    assert len(alone) == 13
    # This process has looked at half of them.
    assert len(audited.asked) == 12
    assert audited.run(cache=audited.folder / "hai.db") == alone


def test_the_work_of_a_process_that_dies_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(forked, "_is_possible", lambda: True)
    parent = os.getpid()

    def work(names: list[str]) -> list[bytes]:
        if os.getpid() != parent and "chết" in names:
            os.kill(os.getpid(), signal.SIGKILL)
        if os.getpid() != parent and "hỏng" in names:
            raise ValueError
        return [name.encode() for name in names]

    for names in (list("abcde"), ["a", "b", "chết", "c"], ["a", "b", "hỏng"], ["a"], []):
        assert forked.in_two_processes(work, names) == [name.encode() for name in names]


def test_the_other_process_holds_nothing_of_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """A lock that a fork inherits would outlive a publish that is killed."""
    monkeypatch.setattr(forked, "_is_possible", lambda: True)
    parent = os.getpid()

    def work(_: list[str]) -> list[bytes]:
        open_ = [path for fd in map(str, range(64)) if (path := _link(fd)).startswith(str(tmp_path))]  # fmt: skip
        return [b"" if os.getpid() == parent else ",".join(open_).encode()]

    with (tmp_path / "lock").open("w") as file:
        assert forked.in_two_processes(work, ["a", "b"]) == [b"", b""]
        assert not file.closed


def _link(fd: str) -> str:
    try:
        return str(Path(f"/proc/self/fd/{fd}").readlink())
    except OSError:
        return ""
