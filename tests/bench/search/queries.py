"""Queries of known items, in the forms people type them, and the pages each must find.

    python queries.py <feed.json> <seed> <per form> <file.json>

Made from the texts of the cards alone. Nothing of the engine's fold and tokenise rule is used: forms come from the
tables of ``queries_forms.yml`` and from ``keyboard.py``, which plays Telex and VNI with slips. A query is kept when
one event only holds all its words (accents aside, by the table of letters), so that there is one right answer.
"""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from keyboard import BARE, slipped

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "queries_forms.yml").read_text("utf-8")
)
WORD = re.compile(r"[^\W_]+(?:[./-][0-9]+)*")
Row = dict[str, Any]


def bare(text: str) -> str:
    """Without accents, letter by letter from the table."""
    return "".join(BARE.get(c, c) for c in unicodedata.normalize("NFC", text)).lower()


def syllables(text: str) -> list[str]:
    return WORD.findall(bare(text))


class Pool:
    """The events, and which of them hold which words."""

    def __init__(self, rows: list[Row]) -> None:
        self.events = [row for row in rows if row["type"] == "event"]
        self.others = [row for row in rows if row["type"] in {"unit", "cluster", "term"}]
        self.holding: defaultdict[str, set[int]] = defaultdict(set)
        self.saying: defaultdict[str, set[int]] = defaultdict(set)
        for at, row in enumerate(self.events):
            day = row["day"]
            names = [row["title"], *row["place"], *row["people"], *row["cluster"], *row["host"]]
            names += [*row["kinds"], day[:4], day_words(day), f"{int(day[8:])}/{int(day[5:7])}"]
            for word in set(syllables(" \n ".join(names))):
                self.holding[word].add(at)
            for word in set(syllables(row["text"])):
                self.saying[word].add(at)
        self.titles: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            self.titles[bare(row["title"])].add(row["address"])

    def all_of(self, words: list[str], *, last_half: bool = False) -> set[int]:
        """Events that hold all words in what their cards say."""
        found: set[int] | None = None
        for n, word in enumerate(words):
            if last_half and n == len(words) - 1:
                here = {
                    at for full, ats in self.holding.items() if full.startswith(word) for at in ats
                }
            else:
                here = self.holding.get(word, set())
            found = set(here) if found is None else found & here
            if not found:
                break
        return found or set()

    def said(self, words: list[str]) -> set[int]:
        """Events that hold all words anywhere."""
        sets = [self.saying.get(w, set()) | self.holding.get(w, set()) for w in words]
        return set.intersection(*sets) if sets else set()


def day_words(day: str) -> str:
    return f"ngày {int(day[8:])} tháng {int(day[5:7])} năm {day[:4]}"


# --- What a reader remembers -----------------------------------------------------------------------------------------


def remembered(row: Row, rng: random.Random) -> str:
    """Words for an event, as one who half remembers it may put them together."""
    year = row["day"][:4]
    person = rng.choice(row["people"]).split(" ", 2)[-1] if row["people"] else ""
    place = row["place"][0] if row["place"] else ""
    commune = re.sub("^(?:xã|phường|thị trấn|huyện|quận|tỉnh|TP) ", "", place.split(", ")[0])
    kind = rng.choice(row["kinds"])
    cluster = row["cluster"][0].split(", năm")[0] if row["cluster"] else ""
    number = cluster.split(" – ")[0]
    owner = cluster.split(" – ")[-1]
    host = row["host"][0] if row["host"] else ""
    d, m = int(row["day"][8:]), int(row["day"][5:7])
    ways = [
        row["title"],
        row["title"],
        f"{row['title']} {commune}",
        f"{kind} {commune} {year}",
        f"{kind} {place.split(', ')[-1]} {year} {number}",
        f"{kind} {number} {owner} {year}",
        f"{kind} {host} {year}" if host else f"{kind} {owner} {year}",
        f"{number} {kind} {d}/{m}/{year}",
        f"{kind} {owner} ngày {d} tháng {m} năm {year}",
        f"{number} {commune} {year}",
        f"{kind} tháng {m} năm {year} {commune}",
    ]
    if person:
        ways += [f"{person} {kind}", f"{kind} {person} {year}", f"{person} {commune}", person]
    return rng.choice(ways)


def prose(row: Row, rng: random.Random) -> str:
    """Words that stand in the body only: a piece of a sentence, or two of the same sentence."""
    sentences = [
        s for s in re.split(r"(?<=\.)\s+", " ".join(row["text"].split("\n")[1:])) if len(s) > 50
    ]
    if not sentences:
        return ""
    words = rng.choice(sentences).split()
    length = rng.randint(6, 9)
    if rng.random() < 0.5 or len(words) < 12:
        at = rng.randrange(max(1, len(words) - length))
        return " ".join(words[at : at + length]).strip(" .,;:")
    one = rng.randrange(len(words) - 8)
    other = rng.randrange(one + 4, len(words) - 3)
    return " ".join([*words[one : one + 4], *words[other : other + 4]]).strip(" .,;:")


# --- Forms -----------------------------------------------------------------------------------------------------------


def swapped(table: str) -> Callable[[str, random.Random], str]:
    pairs = [tuple(row) for row in TABLES[table]]
    both = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    # The longest first; only whole syllables or ends of syllables, as the table says with a leading dash.
    ends = {a[1:]: b[1:] for a, b in both.items() if a.startswith("-")}
    wholes = {a: b for a, b in both.items() if not a.startswith("-")}

    def form(text: str, rng: random.Random) -> str:
        def one(match: re.Match[str]) -> str:
            word = match[0]
            low = word.lower()
            changed = wholes.get(low)
            if changed is None and not low.startswith(("qu", "gi")):
                end = next(
                    (e for e in sorted(ends, key=len, reverse=True) if low.endswith(e)), None
                )
                changed = low[: -len(end)] + ends[end] if end else None
            if changed is None:
                return word
            return changed.capitalize() if word[0].isupper() else changed

        return re.sub(r"[^\W\d_]+", one, text)

    return form


def abbreviated(text: str, rng: random.Random) -> str:
    for short, long in TABLES["abbreviations"]:
        found = re.search(rf"(?<!\w){re.escape(long)}(?!\w)", text, re.IGNORECASE)
        if found:
            written = rng.choice((short, short, short.lower())) if len(short) > 2 else short
            return text[: found.start()] + written + text[found.end() :]
    return text


def halved(text: str, rng: random.Random) -> str:
    """Typing stopped in the middle of the last word that has letters enough."""
    words = text.split()
    while words and (not words[-1].isalpha() or len(words[-1]) < 3):
        words.pop()
    if len(words) < 2:
        return ""
    last = words[-1]
    return " ".join([*words[:-1], last[: max(2, (len(last) + 1) // 2)]])


def copied(text: str, rng: random.Random) -> str:
    """As PDF and Word give it: marks apart, spaces that do not break, soft hyphens, lines broken, quotes, dashes."""
    way = rng.randrange(6)
    if way == 0:
        return unicodedata.normalize("NFD", text).replace("đ", "đ")
    if way == 1:  # Marks set apart from their letters.
        apart = unicodedata.normalize("NFD", text)
        return re.sub(r"(?<=[a-z])([\u0300\u0301\u0303\u0309\u0323])", r" \1", apart, count=2)
    if way == 2:
        return text.replace(" ", "\u00a0", 2).replace("“", '"').replace("”", '"')
    if way == 3:
        at = rng.randrange(1, len(text))
        return text[:at] + rng.choice(("\u00ad", "\u200b", "\ufeff")) + text[at:]
    if way == 4:
        words = text.split()
        at = rng.randrange(1, max(2, len(words)))
        return " ".join(words[:at]) + "\r\n" + " ".join(words[at:]) + " ."
    # Windows-1258: the vowel in one piece, its tone after it; capital eth for Đ.
    parts = []
    for char in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(c for c in apart if c not in "\u0300\u0301\u0303\u0309\u0323")
        parts.append(unicodedata.normalize("NFC", rest) + tone)
    return "".join(parts).replace("Đ", "Ð")


def written(text: str, rng: random.Random) -> str:
    return text


FORMS: dict[str, Callable[[str, random.Random], str]] = {
    "exact": written,
    "bare": lambda text, rng: (
        bare(text) if rng.random() < 0.7 else "".join(BARE.get(c, c) for c in text)
    ),
    "nfd": lambda text, rng: unicodedata.normalize("NFD", text),
    "tone": swapped("tone"),
    "iy": swapped("iy"),
    "abbr": abbreviated,
    "typo": slipped,
    "half": halved,
    "upper": lambda text, rng: text.upper(),
    "copied": copied,
    "prose": written,
}
CHANGED = {"bare", "nfd", "tone", "iy", "abbr", "typo", "half"}
"""Forms whose query must differ from what it is made of."""


def queries(rows: list[Row], seed: int, per_form: int) -> list[dict[str, Any]]:
    rng = random.Random(seed)
    pool = Pool(rows)
    made: list[dict[str, Any]] = []
    for form, change in FORMS.items():
        count = tries = 0
        seen: set[str] = set()
        while count < per_form and tries < per_form * 120:
            tries += 1
            if form == "prose":
                at = rng.randrange(len(pool.events))
                text = prose(pool.events[at], rng)
                words = syllables(text)
                right = len(words) > 3 and pool.said(words) == {at} and not pool.all_of(words)
                # Large numbers find themselves: they are a third of what is asked at most.
                right = right and (
                    rng.random() < 0.2 or not re.search(r"[0-9]\.[0-9]{3}|,[0-9]{2}", text)
                )
                find = pool.events[at]["address"]
            elif rng.random() < 0.1:
                row = rng.choice(pool.others)
                text, find = row["title"], row["address"]
                right = pool.titles[bare(text)] == {find}
                at = -1
            else:
                at = rng.randrange(len(pool.events))
                text, find = remembered(pool.events[at], rng), pool.events[at]["address"]
                right = len(syllables(text)) > 1 and pool.all_of(syllables(text)) == {at}
                right = right and (pool.titles.get(bare(text), {find}) == {find})
            if not right:
                continue
            query = change(text, rng)
            if not query or query in seen or (form in CHANGED and query == text):
                continue
            if form == "half" and at >= 0 and pool.all_of(syllables(query), last_half=True) != {at}:
                continue
            if (
                form == "half"
                and at < 0
                and sum(t.startswith(bare(query)) for t in pool.titles) != 1
            ):
                continue
            if form == "typo" and not pool.all_of(syllables(query)) <= {at}:
                continue
            seen.add(query)
            count += 1
            made.append({"form": form, "query": query, "find": [find]})
    return made


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    out = queries(given, int(sys.argv[2]), int(sys.argv[3]))
    Path(sys.argv[4]).write_text(json.dumps(out, ensure_ascii=False, indent=0), "utf-8")
    print({form: sum(q["form"] == form for q in out) for form in FORMS})
