"""Short forms follow from names: which are made, and what a search makes of them. All names are invented."""

from __future__ import annotations

import pytest

from thidua.fold_rules import Tokeniser
from thidua.outputs.cards import Card
from thidua.outputs.search import index_files
from thidua.outputs.short_forms import short_form_rows
from unit.outputs.search_node import Answer, answers, needs_node, write


def _unit(title: str) -> Card:
    return Card(type="unit", title=title, address=f"/don-vi/{len(title)}-{title[-4:]}/")


def _rows(*titles: str, words: frozenset[str] = frozenset(), table: str = "") -> list[str]:
    spellings = [(table, "chữ khác", False)] if table else []
    return short_form_rows(map(_unit, titles), words, Tokeniser.of(spellings))


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Công an tỉnh Quỳnh Nam", ["Quỳnh Nam\tq nam\tqnam"]),
        ("Sở Nội vụ TP.Đà Khê", ["Đà Khê\tđ khê\tđkhê"]),
        ("Công an thành phố Ứng Trì", ["Ứng Trì\tư trì\tưtrì"]),
        ("Công an tỉnh Trà Tân Huề", ["Trà Tân Huề\ttt huề\ttthuề\ttth"]),
        ("Công an tỉnh Bà Rằn – Vũng Trầu", ["Bà Rằn – Vũng Trầu\tbrv trầu\tbrvtrầu\tbrvt"]),
        (
            "Công an huyện Mai Trì, tỉnh Quỳnh Nam",
            ["Mai Trì\tm trì\tmtrì", "Quỳnh Nam\tq nam\tqnam"],
        ),
        # In one piece these would be words: thỏa, lân.
        ("Công an tỉnh Thân Hóa", ["Thân Hóa\tt hóa"]),
        ("Công an tỉnh Lương An", ["Lương An\tl an"]),
        ("Công an tỉnh Huê", []),
        # What a unit is for has first letters alone, if it is a name of its own, with no further part.
        ("Cục Quản lý Nam Khê", ["Quản lý Nam Khê\tqlnk"]),
        ("Cục Nam Khê", []),
        ("Cục Quản lý Nam Khê, Bắc Khê", []),
        ("Văn phòng quản lý Nam Khê", []),
        ("Công an xã một lòng", []),
    ],
)
def test_forms_of_a_name(title: str, rows: list[str]) -> None:
    assert _rows(title) == rows


def test_no_form_is_a_word_or_an_abbreviation() -> None:
    brv = "Công an tỉnh Bà Rằn – Vũng Trầu"
    assert _rows(brv, words=frozenset({"brvt"})) == ["Bà Rằn – Vũng Trầu\tbrv trầu\tbrvtrầu"]
    assert _rows(brv, table="BRVT") == ["Bà Rằn – Vũng Trầu\tbrv trầu\tbrvtrầu"]
    assert _rows("Công an tỉnh Quỳnh Nam", table="QNAM") == ["Quỳnh Nam\tq nam"]
    # `xy` is the numeral xi, `ca` before a word means the police.
    assert _rows("Công an tỉnh Xuân Y Ích") == []
    assert _rows("Công an tỉnh Cầu An Bình", table="CA", words=frozenset({"cabinh"})) == [
        "Cầu An Bình\tcab"
    ]


def test_a_form_of_many_places_is_none() -> None:
    names = ["Hà Giang", "Hậu Giang", "Hồng Giang", "Huệ Giang", "Hiền Giang"]
    assert len(_rows(*(f"Công an tỉnh {name}" for name in names[:4]))) == 4
    assert _rows(*(f"Công an tỉnh {name}" for name in names)) == []


def test_only_units_have_short_forms() -> None:
    event = Card(
        type="event", title="Thăm tỉnh Quỳnh Nam", address="/c/", words=(("place", "Mai Trì"),)
    )
    assert short_form_rows([event], frozenset(), Tokeniser()) == []


QUYNH = _unit("Công an tỉnh Quỳnh Nam")
TRA = _unit("Công an tỉnh Trà Tân Huề")
THAN = _unit("Công an tỉnh Thân Hóa")
MAI = _unit("Công an tỉnh Mai Giang")
MOC = _unit("Công an tỉnh Mộc Giang")
DEAL = Card(type="event", title="Lễ ký thỏa thuận", address="/su-kien/thoa/")
MEANT = {
    "QNam": ("Quỳnh Nam", [QUYNH]),
    "công an q.nam": ("Quỳnh Nam", [QUYNH]),
    "Q. Nam": ("Quỳnh Nam", [QUYNH]),
    "tthue": ("Trà Tân Huề", [TRA]),
    "TT.Huề": ("Trà Tân Huề", [TRA]),
    "T.T.H": ("Trà Tân Huề", [TRA]),
    "TTH": ("Trà Tân Huề", [TRA]),
    "T.Hóa": ("Thân Hóa", [THAN]),
    "M.Giang": ("Mai Giang, Mộc Giang", [MAI, MOC]),
}
AS_TYPED = {
    "thoa": [DEAL],
    "công an tỉnh mai giang": [MAI],
    # Other accents, another place.
    "T.Hoạ": [],
    "T.Vinh": [],
    "QHóa": [],
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    site = write(
        index_files([QUYNH, TRA, THAN, MAI, MOC, DEAL], "vi"), tmp_path_factory.mktemp("short")
    )
    queries = [*MEANT, *AS_TYPED, "“Q.Nam”"]
    return dict(zip(queries, answers(site, queries), strict=True))


@needs_node
@pytest.mark.parametrize("query", MEANT)
def test_a_short_form_finds_its_places_and_says_so(found: dict[str, Answer], query: str) -> None:
    names, cards = MEANT[query]
    assert ", ".join(found[query].short) == names
    assert sorted(found[query].exact) == sorted(card.address for card in cards)


@needs_node
@pytest.mark.parametrize("query", AS_TYPED)
def test_what_is_no_short_form_is_read_as_typed(found: dict[str, Answer], query: str) -> None:
    assert found[query].short == []
    assert found[query].exact == [card.address for card in AS_TYPED[query]]


@needs_node
def test_in_quotes_it_is_not_there(found: dict[str, Answer]) -> None:
    assert found["“Q.Nam”"].near
    assert found["“Q.Nam”"].found == [QUYNH.address]
