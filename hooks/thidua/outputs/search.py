"""The search index: files the browser loads as scripts, so that they work from a folder too.

``cards.js`` holds what is needed for the first suggestion: the fold rules, the table of spellings, and
a few lines a card. The browser cuts the titles into tokens itself; they are text here. The prose is in
`thidua.outputs.search_prose`. Everything is UTF-8, readable, and depends on the site alone.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from thidua import fold_rules
from thidua.campaign import addresses
from thidua.fold_rules import Tokeniser
from thidua.locale import strings
from thidua.outputs.cards import Card, WrittenPage, cards
from thidua.outputs.search_prose import prose_files, quoted
from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.campaign.site import Site

FOLDER = "assets/search/"
CARDS = f"{FOLDER}cards.js"

_TYPES = {
    "event": ("e", "Sự kiện", addresses.EVENTS),
    "cluster": ("c", "Cụm thi đua", addresses.CLUSTERS),
    "term": ("t", "Kỳ của cụm", addresses.CLUSTERS),
    "pledge": ("g", "Giao ước", addresses.CLUSTERS),
    "article": ("a", "Điều của giao ước", addresses.CLUSTERS),
    "unit": ("u", "Đơn vị", addresses.UNITS),
    "commemoration": ("k", "Ngày kỷ niệm", addresses.COMMEMORATIONS),
    "campaign": ("f", "Phong trào", addresses.CAMPAIGNS),
    "page": ("p", "Trang", "/"),
}
"""Letter in the index, name for readers, and what addresses of this type begin with."""

_ROLES = {
    "cluster": "C", "term": "T", "host": "H", "unit": "U", "lead": "L", "deputy": "D",
    "commemoration": "K", "campaign": "F",
}  # fmt: skip
_WORDS = {"place": "p", "person": "o", "alias": "a", "kin": "i", "theme": "s"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def search_files(site: Site, pages: Iterable[WrittenPage] = ()) -> dict[str, bytes]:
    """Site-relative paths and bytes of the whole index of a projected site."""
    return index_files(cards(site, pages))


def index_files(found: list[Card]) -> dict[str, bytes]:
    """The index of these cards.

    The prose lies in a folder named after the index, so that a browser which kept an older
    ``cards.js`` never reads the prose of a newer one.
    """
    tokeniser = Tokeniser.of(spellings())
    sections = dict(_sections(found))
    prose = prose_files([card.text for card in found], tokeniser)
    digest = hashlib.sha256("\0".join((*sections.values(), *prose.values())).encode())
    build = digest.hexdigest()[:12]
    entries = [f'"build": "{build}"', f'"rules": {_rules()}']
    entries += [f'"{name}": {quoted(text)}' for name, text in sections.items()]
    content = ",\n".join(entries)
    out = {CARDS: f"thidua.search.load({{\n{content}\n}});\n".encode()}
    out |= {f"{FOLDER}{build}/{path}": text.encode() for path, text in prose.items()}
    return out


def spellings() -> list[tuple[str, str, bool]]:
    """Rows of the editors' table: as written, as meant, whether only capitals count."""
    text = files("thidua.outputs").joinpath("abbreviations.yml").read_text("utf-8")
    table: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return [
        (nfc(written), nfc(meant), group == "capitals")
        for group, rows in table.items()
        for meant, forms in rows.items()
        for written in forms
    ]


def _rules() -> str:
    rules = {name: value for name, value in fold_rules.RULES.items() if name != "about"}
    return json.dumps(rules, ensure_ascii=False, separators=(",", ":"))


def _sections(found: list[Card]) -> Iterator[tuple[str, str]]:
    labels = strings("vi", "labels")
    kinds = list(dict.fromkeys(kind for card in found for kind in card.kinds))
    rows = _Rows(found, kinds)
    facts = [rows.facts(card) for card in found]
    yield "spellings", "\n".join(f"{w}\t{m}\t{'C' if c else ''}" for w, m, c in spellings())
    yield "types", "\n".join(f"{a}\t{name}\t{b}\t{c}" for name, (a, b, c) in _TYPES.items())
    yield "kinds", "\n".join(f"{kind}\t{labels.get(f'kind:{kind}', kind)}" for kind in kinds)
    yield "strings", "\n".join(rows.strings)
    yield "groups", "\n".join(" ".join(map(base36, group)) for group in rows.groups)
    yield "titles", "\n".join(_line(card.title) for card in found)
    yield "addresses", "\n".join(_shortened(card) for card in found)
    yield "facts", "\n".join(facts)


def _shortened(card: Card) -> str:
    """The address without what its type says already; ``2024/slug`` for an event."""
    root = _TYPES[card.type][2]
    if card.address.startswith(root) and card.address.endswith("/") and card.address != root:
        return card.address[len(root) : -1]
    return card.address


class _Rows:
    """Writes the line of facts of each card; names and groups of members are numbered once."""

    def __init__(self, found: list[Card], kinds: list[str]) -> None:
        self.number = {card.address: n for n, card in enumerate(found)}
        self.kinds = {kind: base36(n) for n, kind in enumerate(kinds)}
        self.strings: dict[str, str] = {}
        self.groups: dict[tuple[int, ...], str] = {}

    def facts(self, card: Card) -> str:
        """Type and date, then references: a letter for the role and a number in base 36."""
        parts = [_TYPES[card.type][0] + (str(card.span) if card.span else "")]
        parts += [f"z{self.kinds[kind]}" for kind in card.kinds]
        members = []
        for role, address in card.links:
            number = self.number.get(address)
            if number is None:
                continue
            if role == "member":
                members.append(number)
            else:
                parts.append(_ROLES[role] + base36(number))
        if members:
            group = self.groups.setdefault(tuple(members), base36(len(self.groups)))
            parts.append(f"M{group}")
        if not card.span:
            parts += [f"y{base36(year)}" for year in card.years]
        parts += [f"{_WORDS[role]}{self._string(text)}" for role, text in card.words]
        if card.note:
            parts.append(f"n{self._string(card.note)}")
        return " ".join(parts)

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
