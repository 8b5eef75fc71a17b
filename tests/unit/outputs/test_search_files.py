"""The files of the index: what is in them, and that nothing else is."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support import POLICE
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.dates import single
from thidua.fold_rules import RULES, Tokeniser
from thidua.hosting import policy
from thidua.mkdocs.theme_assets import prune_engine_parts
from thidua.outputs.all import output_files
from thidua.outputs.cards import Card, WrittenPage, cards
from thidua.outputs.plain_text import plain
from thidua.outputs.scripts import SCRIPTS
from thidua.outputs.search import IN_PIECE, NEWEST, SMALL, SearchIndex, index_files, search_files
from thidua.outputs.search_engine import PARTS, engine_script, part_path
from thidua.outputs.search_prose import ALPHABET, LAST_DIGITS, ProseIndex, prose_files
from thidua.outputs.search_sections import base36, date_tokens
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from thidua.campaign.site import Site

FIXTURE = Path(__file__).parents[2] / "data" / "fixture-site"
DAY = dt.date(2026, 1, 15)


@pytest.fixture(scope="module")
def checked_site() -> Site:
    return check_content(FIXTURE / "content", FIXTURE).site


def test_every_page_has_its_card(checked_site: Site) -> None:
    site = project(checked_site, "public", DAY)
    found = cards(site, "vi", [WrittenPage("Giới thiệu", "/gioi-thieu/", "# Chào")])
    addresses = [card.address for card in found]
    assert len(addresses) == len(set(addresses))
    for entry in (*site.events, *site.scores.values()):
        assert entry.address in addresses
    assert {c.type for c in found} == {
        "event", "cluster", "term", "pledge", "article", "paper", "unit", "commemoration", "campaign", "page",
        "list",
    }  # fmt: skip


def test_nothing_internal_is_in_the_public_index(checked_site: Site) -> None:
    """The fixture's hidden records carry made-up words that stand nowhere else."""
    public = b"".join(search_files(project(checked_site, "public", DAY), "vi").values())
    internal = b"".join(search_files(project(checked_site, "internal", DAY), "vi").values())
    hidden = set(re.findall(rb"[bcdfghjklmnpqrstvwxz]{10,}", internal))
    hidden = {word for word in hidden if word.decode() not in str(RULES)}
    assert hidden, "the fixture has canaries"
    assert not [word for word in hidden if word in public]


def test_no_escapes(checked_site: Site) -> None:
    files = search_files(project(checked_site, "internal", DAY), "vi")
    assert len(files) > 3
    for path, data in files.items():
        assert path.endswith(".js")
        text = data.decode()
        assert "\\u" not in text
        assert not set("\u2028\u2029\r") & set(text)


def test_text_cannot_end_its_literal() -> None:
    card = Card(type="page", title="Giá `x` ${y} \\ z", address="/x/", text="`${a}` \\")
    cards_file = _file(index_files([card], "vi"), "c0.js")
    assert "Giá \\`x\\` \\${y} \\\\ z" in cards_file


def _file(files: dict[str, bytes], name: str) -> str:
    return next(data.decode() for path, data in files.items() if path.endswith(f"/{name}"))


def test_names_tell_the_content() -> None:
    """All but the pointer may be kept for ever: what changes gets another name, what does not keeps its own."""
    one = index_files([Card(type="page", title="A", address="/a/", text="một")], "vi", "engine")
    title = index_files([Card(type="page", title="B", address="/a/", text="một")], "vi", "engine")
    script = index_files([Card(type="page", title="A", address="/a/", text="một")], "vi", "other")
    steady = re.compile(policy.HASHED)
    assert [path for path in one if not steady.search("/" + path)] == [NEWEST]
    assert len(one.keys() & title.keys()) == 2  # the pointer and the engine
    assert len(one.keys() - script.keys()) == 1  # the engine alone
    assert one[NEWEST] != title[NEWEST]
    assert one[NEWEST] != script[NEWEST]
    for path in one.keys() - {NEWEST}:
        named = path.split("/")[2]
        assert named.encode() in one[NEWEST]


def test_a_large_site_answers_from_its_newest_events_first() -> None:
    clusters = [Card(type="cluster", title=f"Cụm {n}", address=f"/cum/{n}/") for n in range(3)]
    events = [
        Card(
            type="event", title=f"Hội nghị {n}", address=f"/su-kien/{n}/", span=single(f"{2000 + n % 25}-01-01"),
            links=(("cluster", f"/cum/{n % 3}/"), ("term", f"/cum/{n % 3}/ky-{n}/")), text="Nội dung " * 40,
        )
        for n in range(SMALL)
    ]  # fmt: skip
    terms = [
        Card(type="term", title=f"Kỳ {n}", address=f"/cum/{n % 3}/ky-{n}/") for n in range(SMALL)
    ]
    found = [*clusters, *terms, *events]
    small = _file(index_files(found, "vi"), "first.js")
    assert small.startswith("thidua.search.first(")
    assert "Hội nghị 24\n" in small
    assert "Hội nghị 1\n" not in small
    assert "Cụm 2" in small
    assert "Kỳ 24\n" in small
    assert "Kỳ 1\n" not in small
    assert b"true" in index_files(found, "vi")[NEWEST]
    assert not [path for path in index_files(found[:SMALL], "vi") if path.endswith("first.js")]


def test_an_event_of_one_term_leaves_cluster_and_members_to_it() -> None:
    """It names them itself where they are others: of two terms, or without a unit that came later."""
    units = [Card(type="unit", title=f"U{n}", address=f"/don-vi/{n}/") for n in range(2)]
    cluster = Card(type="cluster", title="C", address="/cum/c/")
    of_cluster = ("cluster", "/cum/c/")
    members = (("member", "/don-vi/0/"), ("member", "/don-vi/1/"))
    terms = [
        Card(type="term", title=year, address=f"/cum/c/{year}/", links=(of_cluster, *members))
        for year in ("2023", "2024")
    ]
    links = [
        (("term", "/cum/c/2023/"), of_cluster, ("host", "/don-vi/1/"), *members),
        (("term", "/cum/c/2023/"), ("term", "/cum/c/2024/"), of_cluster, *members),
        (("term", "/cum/c/2023/"), of_cluster, members[0]),
        (("term", "/cum/c/2023/"), *members),
    ]
    events = [
        Card(type="event", title="E", address=f"/su-kien/2023/{n}/", links=own)
        for n, own in enumerate(links)
    ]
    found = _file(index_files([*units, cluster, *terms, *events], "vi"), "c0.js")
    lines = re.search('"facts": `([^`]*)`', found)
    assert lines
    assert lines[1].split("\n")[3:] == [
        "t C2 M0", "t C2 M0", "e E3 H1", "e T3 T4 C2 M0", "e T3 C2 M1", "e T3 M0",
    ]  # fmt: skip


def test_cards_come_in_pieces_that_hold_up_no_key() -> None:
    found = [
        Card(type="page", title=f"Trang {n} {'x' * 90}", address=f"/{n}/") for n in range(4000)
    ]
    files = index_files(found, "vi")
    pieces = {path: len(data) for path, data in files.items() if re.search("/c[0-9]+\\.js$", path)}
    assert len(pieces) == 4
    assert max(pieces.values()) < 1.5 * IN_PIECE
    assert f'", {len(pieces)}, ' in files[NEWEST].decode()


def test_the_engine_is_one_script(tmp_path: Path) -> None:
    """Its parts lie among the assets only until it is made; the box and the page of results stay."""
    scripts = tmp_path / SCRIPTS
    scripts.mkdir(parents=True)
    for name in (*PARTS, "box", "page"):
        (scripts / part_path(name)).write_text(f"(function () {{ /* {name} */ }})()\n", "utf-8")
    made = engine_script(scripts)
    assert [made.index(f"/* {name} */") for name in PARTS] == sorted(
        made.index(f"/* {name} */") for name in PARTS
    )
    assert made.count("})()\n;\n(function") == len(PARTS) - 1
    prune_engine_parts(tmp_path)
    assert {p.name for p in scripts.iterdir()} == {part_path("box"), part_path("page")}


def test_postings_can_be_read_back() -> None:
    texts = ["một hai", "", "hai ba", *["bốn"] * 3000, "một hai"]
    files = prose_files(texts, Tokeniser.of(POLICE.spellings()))
    words = files["words.js"].split("`")[1].split("\n")
    lines = {}
    for number, stretch in enumerate(words):
        content = files[f"w{number}.js"].split("`")[1].split("\n")
        lines.update(zip((w.rstrip("*") for w in stretch.split()), content, strict=True))
    assert _decoded(lines["hai"].split("|")[0]) == [0, 2, 3003]
    fields = lines[_token("một")].split("|")
    assert _decoded(fields[0]) == [0, 3003]
    assert (fields[1], _decoded(fields[2])) == ("hai", [0, 3003])
    assert lines[_token("bốn")] == ""  # in nearly every card: listed without them
    assert _token("bốn") + "*" in words[0].split()


def _token(word: str) -> str:
    return Tokeniser().tokens(word)[0]


def _decoded(text: str) -> list[int]:
    found, card, value = [], -1, 0
    for char in text:
        digit = ALPHABET.index(char)
        if digit >= LAST_DIGITS:
            value = value * (len(ALPHABET) - LAST_DIGITS) + digit - LAST_DIGITS
        else:
            card += value * LAST_DIGITS + digit
            found.append(card)
            value = 0
    return found


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("## Điều 1. Kỷ cương {#ky-cuong}", "Điều 1. Kỷ cương"),
        ('Xem [trang này](../x.md "tên") **ngay** _nhé_.', "Xem trang này ngay nhé."),
        ("- một\n- hai\n\n> ba", "một\nhai\nba"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b\n1 2"),
        ("5 * 3 và snake_case", "5 * 3 và snakecase"),
    ],
)
def test_plain(markdown: str, words: str) -> None:
    assert plain(markdown) == words


def test_base36() -> None:
    assert [base36(n) for n in (0, 35, 36, 1295, 1296)] == ["0", "z", "10", "zz", "100"]


def test_changed_texts_are_taken_in() -> None:
    """The same files as of an index made anew, also where a syllable becomes common, rare, or goes."""
    chance = random.Random(7)
    words = ["một", "hai", "ba", "bốn", "năm", "sáu", "7", "Hòa", "hoà", "PC&CC"]
    weights = [30, 12, 6, 3, 2, 1, 1, 1, 1, 1]

    def said() -> str:
        return " ".join(chance.choices(words, weights, k=chance.randrange(6)))

    tokeniser = Tokeniser.of(POLICE.spellings())
    texts = [said() for _ in range(320)]
    kept = ProseIndex()
    for changed in (0, 1, 1, 2, 50, *[chance.randrange(1, 30) for _ in range(30)], 51, 1):
        for card in chance.sample(range(len(texts)), changed):
            texts[card] = said()
        # As from one process to the next.
        goes_on = ProseIndex()
        if changed:
            goes_on.restore(json.loads(json.dumps([*kept.saved()])), tokeniser)
        fresh = prose_files(texts, tokeniser)
        assert dict(goes_on.files(texts, tokeniser)) == fresh
        assert dict(kept.files(texts, tokeniser)) == fresh
    texts.append("một tám")
    assert dict(kept.files(texts, tokeniser)) == prose_files(texts, tokeniser)
    assert dict(kept.files(texts, Tokeniser())) == prose_files(texts, Tokeniser())


def test_an_index_goes_on_from_what_another_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed text is taken in; nothing is gone through anew."""
    found = [
        Card(type="page", title=f"Trang {n}", address=f"/trang-{n}/", text=f"Lời thứ {n}.")
        for n in range(5)
    ]
    before = SearchIndex()
    before.files(found, "vi", "máy", POLICE)
    changed = [replace(found[0], text="Lời khác."), *found[1:]]
    wanted = index_files(changed, "vi", "máy", POLICE)
    after = SearchIndex()
    after.restore([*before.saved()])
    monkeypatch.setattr(ProseIndex, "_begin", None)
    assert after.files(changed, "vi", "máy", POLICE) == wanted


@pytest.mark.parametrize(
    ("span", "tokens"),
    [
        ("2024-04-04", "4/4 2024"),
        ("2024-04", "t4 2024"),
        ("2025-12-31/2026-01-01", "31/12 2025 t12 2025 1/1 2026 t1 2026"),
        ("2023/2025", "2023 2024 2025"),
        ("2023/..", "2023"),
        ("2023-11/2024-02", "t11 2023 2024 t2 2024"),
    ],
)
def test_a_span_has_the_tokens_of_its_days_months_and_years(span: str, tokens: str) -> None:
    assert date_tokens(span) == tokens.split(" ")


def test_year_books_are_found(checked_site: Site) -> None:
    site = project(checked_site, "public", DAY)
    ctx = Context(site, site_name="Trang", books=frozenset({"vd-1/2024", "2024"}))
    files = {path: data for path, data in output_files(ctx) if path.startswith("assets/search/")}
    cards_file = _file(files, "c0.js")
    assert "/ky-yeu/vd-1/2024.pdf" in cards_file
    assert "Kỷ yếu Các cụm thi đua, năm 2024" in cards_file
