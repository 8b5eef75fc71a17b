"""What the search knows of cards, as text a browser reads at once: a line a card, a line a name.

Titles and names stand here twice: as text, for readers, and as the numbers of their tokens, so that a browser
does not have to cut ten thousand of them before it can answer the first key.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from thidua import fold_rules
from thidua.campaign import addresses
from thidua.fold_rules import key
from thidua.locale import phrase
from thidua.outputs.query_words import query_words
from thidua.outputs.search_prose import ALPHABET, LAST_DIGITS, digits
from thidua.outputs.short_forms import short_form_rows
from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.fold_rules import Tokeniser
    from thidua.outputs.cards import Card

_TYPES = {
    "event": ("e", addresses.EVENTS, "su-kien"),
    "cluster": ("c", addresses.CLUSTERS, "cum"),
    "term": ("t", addresses.CLUSTERS, "ky"),
    "pledge": ("g", addresses.CLUSTERS, "giao-uoc"),
    "article": ("a", addresses.CLUSTERS, "dieu"),
    "unit": ("u", addresses.UNITS, "don-vi"),
    "commemoration": ("k", addresses.COMMEMORATIONS, "ky-niem"),
    "campaign": ("f", addresses.CAMPAIGNS, "phong-trao"),
    "paper": ("v", "/", "tai-lieu"),
    "calendar": ("l", addresses.CALENDAR, "lich"),
    "list": ("d", "/", "danh-muc"),
    "page": ("p", "/", "trang"),
}
"""Letter in the index, what addresses of this type begin with, and its name in the address of a search."""

_ROLES = {
    "cluster": "C", "term": "T", "host": "H", "unit": "U", "lead": "L", "deputy": "D",
    "commemoration": "K", "campaign": "F",
}  # fmt: skip
_WITH_ITS_OWN = "E"
"""A term of which a card has the cluster and the members, too: most events are those of one."""
_WORDS = {"place": "p", "person": "o", "alias": "a", "kin": "i", "theme": "s"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def rules() -> str:
    """The tables of the fold rule, and how the index writes what it says, as JSON: the scripts have no copy of them."""
    tables = {name: value for name, value in fold_rules.RULES.items() if name != "about"}
    tables |= {"digits": ALPHABET, "last_digits": LAST_DIGITS}
    tables["words"] = query_words()
    tables["fields"] = {letter: role for role, letter in {**_ROLES, **_WORDS}.items()}
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":"))


def spelling_rows(tokeniser: Tokeniser) -> list[str]:
    """The table as the browser's tokeniser takes it: keys as written, tokens meant, whether only capitals count.

    ``C`` where a reader may mean it in small letters all the same, ``c`` where that would be another word: ``TƯ``, ``tư``.
    """
    return [
        f"{' '.join(s.written)}\t{' '.join(s.meant)}\t{('C' if s.bare else 'c') if s.capitals else ''}"
        for rows in tokeniser.spellings.values()
        for s in rows
    ]


def sections(
    found: list[Card], tokeniser: Tokeniser, labels: Mapping[str, str], lang: str
) -> Iterator[tuple[str, list[str]]]:
    """Names and lines of everything a search of these cards needs before the prose."""
    kinds = list(dict.fromkeys(kind for card in found for kind in card.kinds))
    rows = _CardRows(found, kinds)
    facts = [rows.facts(card) for card in found]
    titles = [_line(card.title) for card in found]
    texts = [tokeniser.tokens(text) for text in (*titles, *rows.strings)]
    words = {*map(key, {*chain.from_iterable(texts)})}
    named = [labels.get(f"kind:{kind}", kind) for kind in kinds]
    types = [phrase(lang, f"search.type:{name}") for name in _TYPES]
    texts += map(tokeniser.tokens, (*named, *types))
    texts += map(date_tokens, dict.fromkeys(date for card in found for date in _dates(card)))
    uses = Counter(chain.from_iterable(texts))
    # The most used first: their numbers take one digit.
    tokens = sorted(uses, key=lambda token: (-uses[token], token))
    numbers = {token: digits(number) for number, token in enumerate(tokens)}
    yield "spellings", spelling_rows(tokeniser)
    yield "shorts", short_form_rows(found, words, tokeniser)
    yield (
        "types",
        [
            f"{letter}\t{known}\t{label}\t{root}"
            for (letter, root, known), label in zip(_TYPES.values(), types, strict=True)
        ],
    )
    yield "kinds", [f"{kind}\t{label}" for kind, label in zip(kinds, named, strict=True)]
    yield "tokens", [token if key(token) == token else f"{token} {key(token)}" for token in tokens]
    yield "groups", [" ".join(map(base36, group)) for group in rows.groups]
    yield "texts", ["".join(map(numbers.__getitem__, tokens)) for tokens in texts]
    yield "facts", facts
    yield "titles", titles
    yield "strings", list(rows.strings)
    yield "addresses", [_shortened(card) for card in found]


def _dates(card: Card) -> Iterator[str]:
    """When something was, as it is looked for: of what lasts, years alone; of a day, the day and its month."""
    if card.span:
        span, lasts = str(card.span), card.type in _LASTING
        yield _YEAR.sub(r"\1", span) if lasts else span
        if not lasts and len(span) == _DAY:
            yield span[:_MONTH]


def date_tokens(span: str) -> list[str]:
    """The tokens of the days, months and years of a span, ``2025-12-23/2025-12-25``, as a text that names them has.

    The month of a single day is a span of its own: many days share it.
    """
    start, _, end = span.partition("/")
    said = [start]
    if len(start) == len(end) == _DAY:
        first, last = map(dt.date.fromisoformat, (start, end))
        days = min((last - first).days, _MOST_DAYS)
        said += [str(first + dt.timedelta(days=n)) for n in range(1, days + 1)]
    elif end not in {"", ".."}:
        year, last_year = int(start[:4]), int(end[:4])
        said += map(str, range(year + 1, min(last_year + 1, year + _MOST_DAYS)))
        said += [end] if len(end) > len("2025") else []
    tokens: list[str] = []
    for day in said:
        year_, *rest = day.split("-")
        month, of_month = (*map(int, rest), 0, 0)[:2]
        if of_month:
            tokens += (f"{of_month}/{month}", year_)
        if month and (end or not of_month) and f"t{month}" not in tokens:
            tokens += (f"t{month}", year_)
        if not month and year_ not in tokens:
            tokens.append(year_)
    return tokens


_LASTING = {"term", "unit", "campaign"}
_YEAR = re.compile(r"(\d{4})[-\d]*")
_DAY = len("2025-12-23")
_MONTH = len("2025-12")
_MOST_DAYS = 30


def _shortened(card: Card) -> str:
    """The address without what its type says already; ``2024/slug`` for an event."""
    root = _TYPES[card.type][1]
    if card.address.startswith(root) and card.address.endswith("/") and card.address != root:
        return card.address[len(root) : -1]
    return card.address


class _CardRows:
    """Writes the line of facts of each card; names and groups of members are numbered once."""

    def __init__(self, found: list[Card], kinds: list[str]) -> None:
        self.number = {card.address: n for n, card in enumerate(found)}
        self.kinds = {kind: base36(n) for n, kind in enumerate(kinds)}
        self.strings: dict[str, str] = {}
        self.groups: dict[tuple[int, ...], str] = {}
        self.terms: dict[str, tuple[list[str] | None, list[str] | None]] = {}
        """Number of each term written so far → its clusters and its members."""

    def facts(self, card: Card) -> str:
        """Type and date, then references: a letter for the role and a number in base 36."""
        parts = [_TYPES[card.type][0] + (str(card.span) if card.span else "")]
        if card.span and card.order:
            parts.append(f"r{base36(int(card.order.strftime('%Y%m%d')))}")
        parts += [f"z{self.kinds[kind]}" for kind in card.kinds]
        parts += self._references(card)
        if not card.span:
            parts += [f"y{base36(year)}" for year in card.years]
        parts += [f"{_WORDS[role]}{self._string(text)}" for role, text in card.words]
        if card.note:
            parts.append(f"n{self._string(card.note)}")
        return " ".join(parts)

    def _references(self, card: Card) -> list[str]:
        """A letter and a number for each card that this one is about, and for its members together."""
        members = []
        found: dict[str, list[str]] = {}
        for role, address in card.links:
            number = self.number.get(address)
            if number is None:
                continue
            if role == "member":
                members.append(number)
            else:
                found.setdefault(_ROLES[role], []).append(base36(number))
        if members:
            found["M"] = [self.groups.setdefault(tuple(members), base36(len(self.groups)))]
        own = found.get("C"), found.get("M")
        if card.type == "term":
            self.terms[base36(self.number[card.address])] = own
        terms = found.get("T", [])
        if len(terms) == 1 and self.terms.get(terms[0]) == own:
            rest = {letter: numbers for letter, numbers in found.items() if letter not in "CMT"}
            found = {_WITH_ITS_OWN: terms, **rest}
        return [letter + number for letter, numbers in found.items() for number in numbers]

    def _string(self, text: str) -> str:
        return self.strings.setdefault(_line(text), base36(len(self.strings)))


def _line(text: str) -> str:
    return " ".join(nfc(text).split())


def base36(number: int) -> str:
    """``number`` as JavaScript's ``toString(36)`` writes it."""
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
