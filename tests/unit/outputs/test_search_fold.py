"""The fold and tokenise rule: what it makes equal, and that Python and the browser agree on it."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from support import POLICE
from thidua.fold_rules import BREAK, RULES, Tokeniser, clean
from thidua.outputs.search_sections import spelling_rows

SCRIPT = Path(__file__).parents[3] / "overrides/assets/javascripts/search-text.js"
TOKENISER = Tokeniser.of(POLICE.spellings())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuý", "thúy"),
        ("uỷ", "ủy"),
        ("sĩ", "sỹ"),
        ("Quý", "quí"),
        ("Đà Nẵng", unicodedata.normalize("NFD", "Đà Nẵng")),
        ("Đà Nẵng", "Ðà Nẵng"),  # eth, as some papers print it
        ("Đà Nẵng", "Đa ̀ Nẵng"),  # marks set apart by a PDF
        ("Vi\u00adet", "viet"),
        ("số 1", "số 01"),
        ("số 1", "Số I"),
        ("Cụm 6", "cụm 06"),
        ("04/4/2024", "4/4/2024"),
        ("ngày 04 tháng 4 năm 2024", "4.4.2024"),
        ("2024-04-04", "4-4-2024"),
        ("tháng 4 năm 2024", "04/2024"),
        ("năm 2024", "2024"),
        ("1.750", "1750"),
        ("ANTQ", "an ninh Tổ quốc"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("Công an TPHCM", "Công an Tp. Hồ Chí Minh"),
        ("PC&CC", "phòng cháy, chữa cháy"),
        ("CBCS", "cán bộ, chiến sĩ"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("CA tỉnh", "Công an tỉnh"),
        ("lần thứ VII", "lần thứ 7"),
        ("lần IX", "lần 9"),
        ("X03", "Cục Công tác Đảng và công tác chính trị"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert TOKENISER.tokens(one) == TOKENISER.tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("số 1", "số 10"),
        ("số 1", "1"),
        ("dương", "đường"),
        ("số vi phạm", "số 6 phạm"),
        ("lần vi phạm", "lần 6 phạm"),
        ("ca ngợi", "Công an ngợi"),
        ("CA NGỢI", "CÔNG AN NGỢI"),
        ("12/2019/TT-BCA", "tháng 12/2019"),
    ],
)
def test_spellings_that_are_not(one: str, other: str) -> None:
    assert TOKENISER.tokens(one) != TOKENISER.tokens(other)


def test_keys_drop_accents() -> None:
    assert TOKENISER.keys("Cụm Thi đua số 01") == ["cum", "thi", "dua", "so", "#1"]


def test_clean_text_stays() -> None:
    text = "Hội nghị tổng kết “Vì an ninh Tổ quốc” – năm 2024"
    assert clean(text) == text


@pytest.mark.skipif(not shutil.which("node"), reason="no node")
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hồ Chí Minh, Hải Phòng", ["Hồ Chí Minh", "Hải Phòng"]),
        ("Cụm thi đua\nsố 5 – Hà Nội", ["Cụm thi đua", "số 5", "Hà Nội"]),
        ("Tháng 4; 2024", ["Tháng 4", "2024"]),
        ("an ninh - trật tự: 12:08", ["an ninh - trật tự", "12:08"]),
        ("Đa\u0301, đa", ["Đá", "đa"]),
        ("ký giao ước,", ["ký giao ước"]),
        ("", []),
    ],
)
def test_no_word_is_read_with_one_of_the_next_stretch(text: str, parts: list[str]) -> None:
    found = " ".join(TOKENISER.parted(text)).split(BREAK)
    assert [part.split() for part in found if part.strip()] == list(map(TOKENISER.tokens, parts))


@pytest.mark.parametrize(
    "text",
    ["Một, hai, XY ZT đây", "4; số 7, XY ZT đây", "Một – hai\nXY ZT đây", "Đa\u0301, XY ZT đây"],
)
def test_capitals_of_two_words_count_behind_commas_too(text: str) -> None:
    tokeniser = Tokeniser.of([("XY ZT", "xe yêu", True)])
    assert [token for token in tokeniser.parted(text) if token != BREAK][-3:] == [
        "xe",
        "yêu",
        "đây",
    ]
    assert "xe" not in tokeniser.parted(text.replace("XY", "xy"))


def test_browser_agrees(tmp_path: Path) -> None:
    """20,000 generated strings give the same tokens and keys in Python and in JavaScript."""
    texts = list(_generated(20_000))
    rows = "\n".join(spelling_rows(TOKENISER))
    given = tmp_path / "given.json"
    given.write_text(json.dumps({"rules": RULES, "table": rows, "texts": texts}), "utf-8")
    program = f"""
        const fs = require("fs"), window = globalThis.window = {{}};
        (0, eval)(fs.readFileSync({str(SCRIPT)!r}, "utf8"));
        const given = JSON.parse(fs.readFileSync({str(given)!r}, "utf8"));
        const t = new window.thidua.search.Tokeniser(given.rules, given.table);
        const out = given.texts.map(x => {{
            const tokens = t.tokens(x), located = t.located(t.clean(x)).map(l => l.token);
            if (tokens.join(" ") !== located.join(" ")) throw new Error("located: " + x);
            return [tokens, tokens.map(y => t.key(y))];
        }});
        process.stdout.write(JSON.stringify(out));
    """
    answer = subprocess.run(["node", "-e", program], capture_output=True, check=True)
    for text, (tokens, keys) in zip(texts, json.loads(answer.stdout), strict=True):
        assert (TOKENISER.tokens(text), TOKENISER.keys(text)) == (tokens, keys), repr(text)


def _generated(count: int) -> list[str]:
    """Strings of syllables, numbers, dates, abbreviations and oddities, in many forms."""
    rng = random.Random(20240404)
    onsets = ["", "b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
              "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x", "gi"]  # fmt: skip
    rimes = ["a", "an", "ang", "oa", "uy", "y", "ia", "iên", "ương", "ư", "ơ", "uyêt", "ê", "ôn",
             "ăc", "âp", "uê", "oe", "ai", "ay", "oai", "iêu", "ua", "ưa"]  # fmt: skip
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    odd = ["Ð", "ð", "\u200b", "\u00ad", "\ufeff", "\u00a0", "´", "ﬁ", "½", "№", "İ", "ß", "Σ",
           "ΟΔΟΣ", "日本", "Жук", "😀", "а̀", "ñ", "ő", "\u0300", "x\u0323\u0302", "²", "٣", "１２",
           "&amp;", "C02", "X03", "PV01", "ŀ", "ǆ", "K", "Å"]  # fmt: skip
    joins = [" ", " ", " ", " ", "  ", ", ", ". ", " – ", "-", "/", ".", "\n", "\t", " (", ") ", "“",
             "”", "&", ":", "\u00a0"]  # fmt: skip
    table = [w for w, _, _ in POLICE.spellings()]

    def syllable() -> str:
        rime = rng.choice(rimes)
        at = rng.randrange(1, len(rime) + 1)
        return rng.choice(onsets) + rime[:at] + rng.choice(tones) + rime[at:]

    def number() -> str:
        return rng.choice(
            [
                str(rng.randrange(40)),
                f"{rng.randrange(40):02d}",
                str(rng.randrange(1900, 2100)),
                f"{rng.randrange(35)}{rng.choice('/.-')}{rng.randrange(15)}",
                f"{rng.randrange(35)}/{rng.randrange(15)}/{rng.randrange(1930, 2040)}",
                f"{rng.randrange(35):02d}-{rng.randrange(15):02d}-{rng.randrange(1930, 2040)}",
                f"{rng.randrange(35)}.{rng.randrange(15)}.{rng.randrange(1930, 2040)}",
                f"{rng.randrange(1930, 2040)}-{rng.randrange(15):02d}-{rng.randrange(35):02d}",
                f"{rng.randrange(15)}/{rng.randrange(1890, 2110)}",
                f"ngày {rng.randrange(35)} tháng {rng.randrange(15)} năm {rng.randrange(1990, 2030)}",
                f"tháng {rng.randrange(15)}/{rng.randrange(1990, 2030)}",
                f"{rng.randrange(100)}.{rng.randrange(1000):03d}",
                f"{rng.randrange(100)},{rng.randrange(100)}%",
                f"{rng.randrange(999)}/{rng.randrange(2000, 2030)}/QĐ-TTg",
            ]
        )

    def numbered() -> str:
        word = rng.choice(["số", "Số", "so", "Cụm", "cum", "khối", "tháng", "thang", "năm", "nam"])
        numeral = rng.choice(["I", "II", "iv", "VI", "vi", "x", "XX", "v", "10", "01", "1", "i"])
        return f"{word} {numeral}"

    def part() -> str:
        kind = rng.random()
        if kind < 0.5:
            return syllable()
        if kind < 0.7:
            return number()
        if kind < 0.8:
            return numbered()
        if kind < 0.9:
            return rng.choice(table)
        return rng.choice(odd)

    forms = [str, str, str.upper, str.lower, str.title,
             lambda s: unicodedata.normalize("NFC", s), lambda s: unicodedata.normalize("NFD", s)]  # fmt: skip
    texts = []
    for _ in range(count):
        text = "".join(part() + rng.choice(joins) for _ in range(rng.randrange(1, 9)))
        texts.append(rng.choice(forms)(text))
    return texts
