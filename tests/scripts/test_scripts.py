"""The scripts of the site: what is logic in them, run by node; and what holds of all of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support import ROOT
from thidua.dates import PartialDate, Span, single
from thidua.outputs.cards import Card
from thidua.outputs.query_words import query_words
from thidua.outputs.scripts import without_comments
from thidua.outputs.search import index_files
from thidua.outputs.search_engine import PARTS, part_path

HERE = Path(__file__).parent
SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"
ALL = sorted(SCRIPTS.glob("*.js"))
VIETNAMESE = re.compile(r"[à-ỹÀ-ỸđĐơƠưƯăĂ]")

CARDS = [
    Card(
        type="event", title="Cụm thi đua số 1 ký giao ước năm 2024", address="/su-kien/2024/ky/",
        span=single("2024-04-04"), words=(("place", "Đà Nẵng"),),
    ),
    Card(
        type="event", title="Cụm thi đua số 10 tổng kết năm 2024", address="/su-kien/2024/tong-ket/",
        span=single("2024-11-21"),
    ),
    Card(
        type="event", title="Cụm thi đua số 10 tổng kết năm 2023", address="/su-kien/2023/tong-ket/",
        span=single("2023-11"), text="\nTặng giếng khoan cho bản Xa.",
    ),
    Card(
        type="event", title="Hội thao ba ngày", address="/su-kien/2025/hoi-thao/",
        span=Span(PartialDate(2025, 12, 23), PartialDate(2025, 12, 25)),
    ),
    Card(type="unit", title="Công an tỉnh Mẫu", address="/don-vi/ca-mau/"),
    Card(
        type="page", title="Nhập dữ liệu", address="/huong-dan/nhap/",
        words=(("theme", "Hội thao"), ("theme", "Bảng tính")),
    ),
    Card(type="unit", title="Học viện thành phố Mẫu", address="/don-vi/hoc-vien/"),
    Card(
        type="term", title="Năm 2023 của Khối Ví Dụ", address="/cum/vd-1/2023/",
        words=(("theme", "Những đơn vị thành viên của cụm qua các năm"),),
    ),
]  # fmt: skip


def node() -> str:
    node = shutil.which("node")
    if node is None and os.environ.get("THIDUA_REQUIRE_BROWSER"):
        pytest.fail("THIDUA_REQUIRE_BROWSER is set and there is no node")
    if node is None:
        pytest.skip("no node on this machine")
    return node


def _index(folder: Path) -> Path:
    """The folder with the files of a small index."""
    for path, data in index_files(CARDS, "vi").items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (cards,) = folder.rglob("c0.js")
    return cards.parent


@pytest.mark.parametrize("path", sorted(HERE.glob("*.test.mjs")), ids=lambda p: p.name)
def test_under_node(path: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [node(), "--test", "--test-reporter=tap", str(path)],
        env={
            **os.environ,
            "THIDUA_INDEX": str(_index(tmp_path)),
            "THIDUA_QUERY_WORDS": json.dumps(query_words()),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"(?m)^# pass [1-9]", done.stdout), done.stdout


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.name)
def test_every_script_is_classic_strict_and_checked(path: Path) -> None:
    """Modules do not load from a folder; ``// @ts-check`` makes editors say what ``tsc`` says."""
    text = path.read_text("utf-8")
    assert text.startswith("// @ts-check\n//")
    assert without_comments(text).startswith('(() => {\n  "use strict"\n')
    assert text.endswith("})()\n")


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.name)
def test_no_script_holds_a_sentence(path: Path) -> None:
    """Sentences stand in the catalogues, what the search knows of Vietnamese in its tables."""
    stray = [
        line for line in without_comments(path.read_text("utf-8")).splitlines()
        if VIETNAMESE.search(line)
    ]  # fmt: skip
    assert not stray


BOX_WORDS = [
    "near", "phrase", "instead", "no-number", "cut", "short-may", "short-is", "alike", "guides", "all", "deeper", "some", "none", "date-year", "date-month", "date-since",
]  # fmt: skip


def dashed(name: str) -> str:
    """A name of ``dataset`` as its attribute has it."""
    return re.sub(r"[A-Z]", lambda m: f"-{m[0].lower()}", name)


@pytest.mark.parametrize(
    "path", [path for path in ALL if path.name != "td-compare.js"], ids=lambda p: p.name
)
def test_every_word_a_script_asks_for_stands_in_a_template(path: Path) -> None:
    """``said.near``, ``line.dataset.text``: some template prints ``data-near="{{ ui.…"``, ``data-text``.

    The words of comparing come with its data: `test_compare.py`; those of the search box with its index.
    """
    printed = {*BOX_WORDS} if path.name.startswith("search-") else set()
    for template in (ROOT / "overrides").rglob("*.html"):
        printed |= set(re.findall(r'\bdata-([a-z-]+)="\{\{ ui\b', template.read_text("utf-8")))
    sentences = " ".join(re.findall(r"\bfill\(([^,)]*)", path.read_text("utf-8")))
    asked = set(re.findall(r"\b(?:said|words|dataset)\.([a-z]\w*)", sentences))
    assert {*map(dashed, asked)} - printed == set()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_words_of_the_box_come_with_the_index(lang: str) -> None:
    (told,) = (
        data for path, data in index_files(CARDS, lang).items() if path.endswith("newest.js")
    )
    words = json.loads(re.fullmatch(r".*?(\{.*\})\);\n", told.decode())[1])
    assert [*map(dashed, words)] == BOX_WORDS
    assert all(words.values())
    assert "{count}" in words["some"]


def test_a_browser_too_old_for_the_scripts_shows_the_pages_without_them() -> None:
    """It must not read the script that says so: Chrome knows ``??=`` from 85 on, Safari from 14."""
    first = (SCRIPTS / "td-base.js").read_text("utf-8")
    assert "??=" in without_comments(first)
    assert 'classList.add("js")' in first
    others = [path.name for path in ALL if 'classList.add("js")' in path.read_text("utf-8")]
    assert others == ["td-base.js"]


def test_the_parts_of_the_engine_are_scripts() -> None:
    named = {part_path(name) for name in PARTS}
    on_pages = {"search-box.js", "search-facets.js", "search-page.js"}
    assert {path.name for path in SCRIPTS.glob("search-*.js")} == named | on_pages


def test_locked_packages_name_no_registry() -> None:
    lock = (HERE / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    assert "registry" not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"version": ') > 50
