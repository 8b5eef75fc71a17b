"""The store keeps values, and whatever happens to its file costs no more than time."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from thidua.store import database
from thidua.store.database import Store
from thidua.store.keys import key_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

KEY = key_of("a")


def kept(path: Path, value: bytes = b"value") -> None:
    with Store(path) as store:
        store.put("page", KEY, value)


def read(path: Path) -> bytes | None:
    with Store(path) as store:
        return store.get("page", KEY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "public.db"


def test_a_value_is_there_in_the_next_build(path: Path) -> None:
    kept(path)
    assert read(path) == b"value"


@pytest.mark.parametrize("size", [999_999, 1_000_000, 1_000_001, 2_000_000, 3_000_007])
def test_a_value_written_in_pieces_is_whole(path: Path, size: int) -> None:
    value = bytes(n % 251 for n in range(size))
    kept(path, value)
    assert read(path) == value


def test_a_large_value_takes_the_place_of_another(path: Path) -> None:
    kept(path, b"a" * 5_000_000)
    kept(path, b"b" * 2_500_000)
    assert read(path) == b"b" * 2_500_000


def test_small_values_beside_a_large_one_are_kept(path: Path) -> None:
    with Store(path) as store:
        store.put("page", KEY, b"small")
        store.put("page", key_of("large"), b"l" * 1_500_000)
        store.put("page", key_of("after"), b"after")
    with Store(path) as store:
        assert store.get("page", KEY) == b"small"
        assert store.get("page", key_of("large")) == b"l" * 1_500_000
        assert store.get("page", key_of("after")) == b"after"


def test_kinds_do_not_mix(path: Path) -> None:
    kept(path)
    with Store(path) as store:
        assert store.get("document", KEY) is None


def test_a_value_nobody_asked_for_in_some_builds_is_forgotten(path: Path) -> None:
    kept(path)
    for _ in range(9):
        Store(path).close()
    assert read(path) is None


@pytest.mark.parametrize("every", [1, 2, 3, 4, 5, 6])
def test_a_value_asked_for_in_one_of_six_builds_stays(path: Path, every: int) -> None:
    kept(path)
    for build in range(1, 40):
        if build % every:
            Store(path).close()
        else:
            assert read(path) == b"value"


def held(path: Path) -> list[bytes]:
    """Every value in the file, whether an entry leads to it or not."""
    with sqlite3.connect(path) as found:
        return [data for (data,) in found.execute("select data from held")]


def test_what_another_value_took_the_place_of_is_gone_from_the_file(path: Path) -> None:
    kept(path)
    with Store(path) as store:
        store.put("page", KEY, b"second")
        store.put("page", KEY, b"third")
    assert held(path) == [b"third"]


def test_a_forgotten_value_is_gone_from_the_file(path: Path) -> None:
    kept(path)
    for _ in range(9):
        Store(path).close()
    assert held(path) == []


def test_values_read_ahead_are_those_read_one_by_one(path: Path) -> None:
    kept(path)
    with Store(path) as store:
        store.put("page", key_of("b"), b"")
        store.put("document", KEY, b"of another kind")
    with Store(path) as store:
        store.read_ahead("page")
        assert store.get("page", KEY) == b"value"
        assert store.get("page", key_of("b")) == b""
        assert store.get("page", key_of("c")) is None
        assert store.get("document", KEY) == b"of another kind"


def test_a_damaged_value_is_not_given_when_it_was_read_ahead(path: Path) -> None:
    kept(path)
    path.write_bytes(path.read_bytes().replace(b"value", b"VALUE"))
    with Store(path) as store:
        store.read_ahead("page")
        assert store.get("page", KEY) is None


def test_a_value_read_ahead_and_asked_for_stays(path: Path) -> None:
    kept(path)
    for _ in range(18):
        with Store(path) as store:
            store.read_ahead("page")
            assert store.get("page", KEY) == b"value"


def test_a_value_that_is_said_to_be_of_use_stays(path: Path) -> None:
    kept(path)
    for _ in range(18):
        with Store(path) as store:
            store.want("page", KEY)
    assert read(path) == b"value"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda p: p.write_bytes(b""), id="emptied"),
        pytest.param(lambda p: p.write_bytes(p.read_bytes()[:5000]), id="cut"),
        pytest.param(lambda p: p.write_bytes(b"SQLite format 3\0" + b"x" * 9000), id="overwritten"),
        pytest.param(lambda p: p.write_bytes(b"no database at all, but a text" * 99), id="a text"),
        pytest.param(
            lambda p: p.write_bytes(p.read_bytes().replace(b"value", b"VALUE")), id="flipped"
        ),
        pytest.param(lambda p: p.unlink(), id="deleted"),
    ],
)
def test_damage_loses_values_and_nothing_else(path: Path, damage: object) -> None:
    kept(path)
    damage(path)  # type: ignore[operator]
    assert read(path) is None
    kept(path, b"again")
    assert read(path) in {b"again", None}
    kept(path, b"again")
    assert read(path) == b"again"


def test_a_folder_where_the_file_should_be(path: Path) -> None:
    path.mkdir(parents=True)
    kept(path)
    assert read(path) is None


def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    kept(other)
    path.parent.mkdir()
    path.symlink_to(other)
    assert read(path) is None


def test_the_file_of_another_user_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(path)
    monkeypatch.setattr("os.geteuid", lambda: 4242, raising=False)
    assert read(path) is None


def test_nobody_else_may_read_it(path: Path) -> None:
    kept(path)
    assert path.stat().st_mode & 0o077 == 0


def test_what_may_not_be_written_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(path)
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3,
        "connect",
        lambda file, timeout: connect(f"file:{file}?mode=ro", timeout=timeout, uri=True),
    )
    kept(path, b"other")
    assert read(path) == b"value"


def test_two_builds_share_it(path: Path) -> None:
    with Store(path) as one, Store(path) as other:
        one.put("page", KEY, b"value")
        other.put("page", KEY, b"value")
        other.put("page", key_of("b"), b"second")
    with Store(path) as store:
        assert store.get_all("page", [KEY, key_of("b")]) == {KEY: b"value", key_of("b"): b"second"}


def test_a_build_that_does_not_let_go_is_not_waited_for_long(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(path)
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    holding = sqlite3.connect(path)
    holding.execute("begin immediate")
    try:
        with Store(path) as store:
            assert store.get("page", KEY) == b"value"
            store.put("page", key_of("b"), b"second")
    finally:
        holding.close()
    assert read(path) == b"value"


def test_the_file_of_an_older_form_is_begun_anew(path: Path) -> None:
    kept(path)
    with sqlite3.connect(path) as old:
        old.execute("pragma user_version = 99")
    assert read(path) is None
    kept(path)
    assert read(path) == b"value"


def test_without_a_path_nothing_is_kept() -> None:
    with Store(None) as store:
        store.put("page", KEY, b"value")
        assert store.get("page", KEY) is None


def test_no_two_inputs_run_into_one_key() -> None:
    inputs = [
        ("ab", "c"),
        ("a", "bc"),
        (["a", "b"],),
        ("a", ["b"]),
        (b"a", "b"),
        ("a", "b"),
        (1,),
        ("1",),
        (None,),
    ]
    assert len({key_of(*parts) for parts in inputs}) == len(inputs)


def test_objects_are_made_once_and_forgotten_when_no_build_asks_for_them() -> None:
    objects: database.Objects = {}
    made = []

    def make() -> str:
        made.append(1)
        return "object"

    for _ in range(3):
        with Store(None, objects) as store:
            assert store.once("typed", KEY, make) == "object"
    assert len(made) == 1
    Store(None, objects).close()
    assert objects == {}


def test_builds_of_one_process_count_once(path: Path) -> None:
    """What a process remembers it does not ask for again; the next process will."""
    kept(path)
    objects: database.Objects = {}
    for _ in range(18):
        with Store(path, objects) as store:
            found = store.once("page", KEY, lambda store=store: store.get("page", KEY))  # type: ignore[misc]
            assert found == b"value"
    assert read(path) == b"value"


@dataclass(frozen=True)
class Named:
    name: object


@dataclass(frozen=True, slots=True)
class Called:
    name: object
    parts: tuple[object, ...] = ()


@dataclass(frozen=True)
class Empty:
    pass


def test_texts_of_values_differ_where_the_values_do() -> None:
    values: list[object] = [
        None, "", "None", "null", 1, "1", True, 1.5, "1.5", Decimal("1.5"), [], [[]], ["a", "b"], ["a,b"], ['a","b'], {"a": "b"}, {"b": "a"},
        dt.date(2026, 1, 15), "2026-01-15", Empty(), Named(None), Named(""), Named(Named("")), Called(""), Called("", ("a",)), Called("", ("a", "")),
        Called("a", (Named("b"),)), Called("a", (Named("b"), Named("b"))), {"a": {"b": "Đại hội"}}, {"a": {"b": "Đại hôi"}},
    ]  # fmt: skip
    assert len({text_of(value) for value in values}) == len(values)
    assert [text_of(value) for value in values] == [text_of(value) for value in values]


def test_a_text_that_cannot_be_made_is_no_text() -> None:
    """Keys of mappings that are no texts would be told apart by nothing."""
    with pytest.raises(TypeError):
        text_of(Named({("a", 1): "b"}))
