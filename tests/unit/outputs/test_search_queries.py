"""What readers type and what they must find: on invented cards, and on the real content."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
import yaml

from support import POLICE
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.dates import PartialDate, Span, single
from thidua.outputs.cards import Card, WrittenPage, cards
from thidua.outputs.search import index_files, search_files
from unit.outputs.search_node import Answer, answers, needs_node, write

ROOT = Path(__file__).parents[3]
ABSENT = yaml.safe_load((ROOT / "tests/data/queries-absent.yml").read_text("utf-8"))
HELD_OUT = yaml.safe_load((ROOT / "tests/data/queries-held-out.yml").read_text("utf-8"))
REAL = yaml.safe_load((ROOT / "tests/data/queries-real.yml").read_text("utf-8"))

pytestmark = needs_node


def _event(title: str, day: str, place: str = "", text: str = "", person: str = "") -> Card:
    words = (("place", place), ("person", person))
    return Card(
        type="event", title=title, address=f"/su-kien/{len(title)}-{day}/", span=single(day),
        links=(("cluster", "/cum/mot/"),) if "số 1 " in title else (), words=tuple(w for w in words if w[1]), text=text,
    )  # fmt: skip


SIGNING = _event(
    "Cụm thi đua số 1 ký giao ước năm 2024",
    "2024-04-04",
    "Đà Nẵng",
    person="Trung tướng Lê Thị Ánh",
)
REVIEW = _event("Cụm thi đua số 10 tổng kết năm 2024", "2024-11-21", "Hòa Bình")
OLDER = _event(
    "Cụm thi đua số 10 tổng kết năm 2023", "2023-11", text="\nTặng giếng khoan cho bản Mường Lói."
)
ROAD = _event("Hội thi tuyên truyền an toàn đường thủy", "2022", "Hải Dương")
SPORT = Card(
    type="event", title="Hội thao ba ngày", address="/su-kien/thao/", words=(("place", "Đắk Lắk"),),
    span=Span(PartialDate(2025, 12, 23), PartialDate(2025, 12, 25)),
)  # fmt: skip
CLUSTER = Card(type="cluster", title="Cụm thi đua số 1 – Khối Ví Dụ", address="/cum/mot/")
OLD_UNIT = Card(
    type="unit", title="Công an tỉnh Cũ", address="/don-vi/cu/", words=(("kin", "Công an tỉnh Mới Toanh"),)
)  # fmt: skip
NEW_UNIT = Card(
    type="unit", title="Công an tỉnh Mới Toanh", address="/don-vi/moi/", words=(("kin", "Công an tỉnh Cũ"),)
)  # fmt: skip
MEMORY = Card(type="commemoration", title="Ngày hội toàn dân bảo vệ ANTQ", address="/ky-niem/hoi/")
TERM = Card(
    type="term", title="Cụm thi đua số 7 – Khối Ví Dụ, năm 2021", address="/cum/bay/2021/", span=single("2021"),
    words=(("theme", "Cụm trưởng"),), text="\nCụm trưởng: Công an tỉnh Mới Toanh.",
)  # fmt: skip
SEVEN = _event(
    "Cụm thi đua số 7 thăm các trường học",
    "2020-03-08",
    text="\nCụm trưởng nhắc lại kế hoạch năm 2021 về tủ sách pháp luật.",
)
BOOKS = _event("Tặng sách cho các trường", "2021-09-05", text="\nTủ sách pháp luật.")
GUIDE = Card(
    type="page", title="Hướng dẫn nhập liệu", address="/huong-dan/", words=(("theme", "Sự kiện"),),
    text="\nVí dụ: sự kiện ở Hòa Bình năm 2024, tặng giếng khoan cho bản.",
)  # fmt: skip
CARDS = [
    TERM,
    SEVEN,
    BOOKS,
    GUIDE,
    CLUSTER,
    OLD_UNIT,
    NEW_UNIT,
    MEMORY,
    ROAD,
    OLDER,
    SIGNING,
    REVIEW,
    SPORT,
]

FIRST = [
    ("cum thi dua so 1 ky giao uoc", SIGNING),
    ("CỤM THI ĐUA SỐ 01 KÝ GIAO ƯỚC", SIGNING),
    ("cụm I ký giao ước", SIGNING),
    (unicodedata.normalize("NFD", "Cụm thi đua số 1 ký giao ước"), SIGNING),
    ("cụm 10 tổng kết 2024", REVIEW),
    ("tổng kết cụm số 10", REVIEW),  # the newer of two equals
    ("hoà bình", REVIEW),
    ("đà nẵng 2024", SIGNING),
    ("danang", SIGNING),
    ("ddaf nawngx", SIGNING),  # Telex keys, no input method
    ("d9a2 na8ng4", SIGNING),  # VNI
    ("giao uwowcs", SIGNING),
    ("4/4/2024", SIGNING),
    ("ngày 04 tháng 4 năm 2024", SIGNING),
    ("tháng 11 2023", OLDER),
    ("24/12/2025", SPORT),
    ("dac lac", SPORT),
    ("hoi tha", SPORT),
    ("le thi anh", SIGNING),
    ("trung tuong le thi anb", SIGNING),
    ("giếng khoan mường lói", OLDER),
    ("gieng khoan", OLDER),
    ("công an tỉnh cũ", OLD_UNIT),
    ("tinh moi toanh", NEW_UNIT),
    ("ngày hội an ninh tổ quốc", MEMORY),
    ("ngay hoi ANTQ", MEMORY),
    ("dương", ROAD),
    ("đường thủy", ROAD),
    ("cụm thi đua số 1", CLUSTER),
    ("“toàn dân bảo vệ”", MEMORY),
    ("cụm số một", CLUSTER),
    ("tổng kết cụm số mười", REVIEW),
    ("21.11.24", REVIEW),
    ("21112024", REVIEW),
    ("20241121", REVIEW),
    ("21 11 2024", REVIEW),
    ("mùng 4 tháng 4", SIGNING),
    ("thuỷ đường", ROAD),
    ("hội ngày antq", MEMORY),
    ("bvantq", MEMORY),
    # A cluster's number in other words.
    ("cum thi dua 7 2021", TERM),
    ("cụm thi đua thứ 7 năm 2021", TERM),
    ("cụm thi đua thứ bảy năm 2021", TERM),
    ("cụm-7-2021", TERM),
    # The names of the term hold all words; the event says some of them in passing, and means another word by `trường`.
    ("ai là cụm trưởng cụm 7 năm 2021", TERM),
    # Both speak of books; one is of that year, the other looks ahead to it.
    ("tủ sách pháp luật 2021", BOOKS),
    # A guide quotes examples; what they are examples of comes first, and the guide where its own names answer.
    ("hoa binh 2024", REVIEW),
    ("tặng giếng khoan", OLDER),
    ("hướng dẫn sự kiện", GUIDE),
    ("cum vii 2021", TERM),
    ("cm 7 năm 2021", TERM),
    # A question is answered by what it asks about.
    ("cong an tinh cu o dau", OLD_UNIT),
    ("công an tỉnh cũ thuộc cụm nào", OLD_UNIT),
    ("ngày bvatnq", MEMORY),  # a slip within an abbreviation
    ("tủ sách fáp luật 2021", BOOKS),  # as some write in messages
]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    site = write(index_files(CARDS, "vi", sector=POLICE), tmp_path_factory.mktemp("invented"))
    queries = [query for query, _ in FIRST] + [
        "cụm số 1",
        "công an tỉnh cũ",
        "“dân toàn”",
        "“toàn dân bão vệ”",
        "dưa hấu",
        "",
    ]
    return dict(zip(queries, answers(site, queries), strict=True))


@pytest.mark.parametrize(("query", "card"), FIRST)
def test_first(invented: dict[str, Answer], query: str, card: Card) -> None:
    answer = invented[query]
    assert answer.found[:1] == [card.address]
    assert not answer.near


def test_number_one_is_never_number_ten(invented: dict[str, Answer]) -> None:
    assert not {REVIEW.address, OLDER.address} & set(invented["cụm số 1"].found)


def test_predecessor_finds_successor(invented: dict[str, Answer]) -> None:
    assert invented["công an tỉnh cũ"].found[:2] == [OLD_UNIT.address, NEW_UNIT.address]


def test_a_phrase_is_kept_together(invented: dict[str, Answer]) -> None:
    assert invented["“toàn dân bảo vệ”"].found == [MEMORY.address]


def test_without_the_phrase_its_words_are_offered(invented: dict[str, Answer]) -> None:
    assert invented["“dân toàn”"].near
    assert invented["“dân toàn”"].found == [MEMORY.address]


def test_a_name_in_quotes_may_be_mistyped(invented: dict[str, Answer]) -> None:
    assert invented["“toàn dân bão vệ”"].found[0] == MEMORY.address


def test_near_misses_instead_of_nothing(invented: dict[str, Answer]) -> None:
    assert invented["dưa hấu"].near
    assert invented[""].found == []


MONTHS = [
    Card(
        type="calendar", title=f"Tháng {month} năm 2026", address=f"/lich/2026/0{month}/", span=single(f"2026-0{month}"),
        links=(("commemoration", f"/ky-niem/{name}/"),),
    )
    for month, name in ((2, "hoa"), (3, "hoa-dau"), (9, "hoa-thu"))
]  # fmt: skip
FEASTS = [
    Card(type="commemoration", title="Hội Hoa đào", address="/ky-niem/hoa/", words=(("alias", "Hội"),)),
    Card(type="commemoration", title="Hội Rằm", address="/ky-niem/hoa-dau/"),
    Card(type="commemoration", title="Hội Trăng", address="/ky-niem/hoa-thu/"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Hội 2026", "/lich/2026/02/"),  # it alone is called so, the others have the word
        ("hội trăng 2026", "/lich/2026/09/"),
        ("tháng 3 2026", "/lich/2026/03/"),
        ("hội", "/ky-niem/hoa/"),
    ],
)
def test_a_month_is_found_by_what_falls_into_it(tmp_path: Path, query: str, first: str) -> None:
    site = write(index_files([*MONTHS, *FEASTS], "vi", sector=POLICE), tmp_path)
    (answer,) = answers(site, [query])
    assert answer.found[:1] == [first]
    assert answer.exact


@pytest.mark.parametrize("query", ["chấm điểm", "bảng điểm 2023", "xep hang nam 2023"])
def test_scores_are_found_by_what_they_are_called(tmp_path: Path, query: str) -> None:
    folder = ROOT / "tests/data/fixture-site"
    site = project(check_content(folder / "content", folder).site, "internal", dt.date(2026, 1, 15))
    (answer,) = answers(write(search_files(site, "vi"), tmp_path), [query])
    assert "/cum/vd-1/cham-diem/2023/" in answer.exact
    assert all("/cham-diem/" in address for address in answer.exact)


def _guide(path: Path) -> WrittenPage:
    text = path.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("# "))
    address = "/huong-dan/" if path.stem == "index" else f"/huong-dan/{path.stem}/"
    return WrittenPage(title.removeprefix("# "), address, text)


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A folder with the index of the real content, and the names of all its cards."""
    checked = check_content(ROOT / "content", ROOT)
    site = project(checked.site, "public", dt.date(2026, 1, 15))
    # With the guides, which quote much of what readers look for.
    guides = [_guide(path) for path in sorted((ROOT / "docs/huong-dan").glob("*.md"))]
    folder = write(search_files(site, "vi", guides), tmp_path_factory.mktemp("real"))
    return folder, [card.title for card in cards(site, "vi", guides)]


@pytest.fixture(scope="module")
def real(publication: tuple[Path, list[str]]) -> list[Answer]:
    folder, _ = publication
    # A box has one line: the page gives the engine what a browser makes of a line break.
    return answers(folder, [" ".join(row["query"].split("\n")) for row in REAL])


@pytest.mark.parametrize("number", range(len(REAL)), ids=[row["query"] for row in REAL])
def test_real_query(real: list[Answer], number: int) -> None:
    """The page each query must find stands where the list says; the list also says what is missed so far."""
    row = REAL[number]
    found = real[number].found
    is_found = bool(set(found[: row.get("within", 1)]) & set(row["find"]))
    assert is_found is not row.get("missed", False), found[:5]


def test_no_query_is_lost() -> None:
    assert len(REAL) >= 400
    assert sum(row.get("missed", False) for row in REAL) <= 8


@pytest.fixture(scope="module")
def absent(publication: tuple[Path, list[str]]) -> list[Answer]:
    return answers(publication[0], [row["query"] for row in ABSENT])


@pytest.mark.parametrize("number", range(len(ABSENT)), ids=[row["query"] for row in ABSENT])
def test_what_is_not_there_is_not_answered_as_if_found(absent: list[Answer], number: int) -> None:
    assert bool(absent[number].exact) is ABSENT[number].get("missed", False), absent[number]


def test_few_of_the_absent_are_missed() -> None:
    assert len(ABSENT) >= 60
    assert sum(row.get("missed", False) for row in ABSENT) <= len(ABSENT) * 0.05


@pytest.fixture(scope="module")
def held_out(publication: tuple[Path, list[str]]) -> list[Answer]:
    return answers(publication[0], [row["query"] for row in HELD_OUT])


@pytest.mark.parametrize("number", range(len(HELD_OUT)), ids=[row["query"] for row in HELD_OUT])
def test_what_nobody_tuned_for(held_out: list[Answer], number: int) -> None:
    """The page stands first; of what is not there nothing is answered as if found."""
    row, answer = HELD_OUT[number], held_out[number]
    right = (
        answer.found[:1] in [[page] for page in row["find"]] if row["find"] else not answer.exact
    )
    assert right is not row.get("missed", False), answer.found[:5]


def test_the_held_out_queries_meet_the_goals() -> None:
    there = [row for row in HELD_OUT if row["find"]]
    absent = [row for row in HELD_OUT if not row["find"]]
    assert len(there) >= 80
    assert len(absent) >= 25
    assert sum(row.get("missed", False) for row in there) <= 0.03 * len(there)
    assert sum(row.get("missed", False) for row in absent) <= 0.05 * len(absent)


def _bare(text: str) -> str:
    """Without accents, in small letters."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c)).lower()


def test_every_name_is_found_as_such(publication: tuple[Path, list[str]]) -> None:
    """With and without accents; a guide's name, too, though guides stand aside."""
    folder, names = publication
    queries = [form for name in names for form in (name, _bare(name))]
    assert [
        q for q, answer in zip(queries, answers(folder, queries), strict=True) if not answer.exact
    ] == []
