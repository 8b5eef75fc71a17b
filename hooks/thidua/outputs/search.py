"""The search index: files the browser loads as scripts, so that they work from a folder too.

``newest.js`` has the one name that stays, and is asked for again each time: pages name it, so that they
need not change whenever the content does. It tells the names of all others, which tell their content: the engine, and
the folder of the index; and the words of the box, which no page need carry. In that folder lie

- ``c<n>.js``: all that is needed for suggestions, in pieces short enough not to hold up a key;
- ``first.js``, on a large site: the newest events and what they refer to, a small index of its own that answers
  while the others still arrive;
- the prose, see `thidua.outputs.search_prose`.

Everything is UTF-8, readable, and depends on the site and the scripts alone.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic_core import from_json, to_json

from thidua.fold_rules import Tokeniser
from thidua.locale import strings
from thidua.outputs.cards import KeptCards, cards
from thidua.outputs.search_prose import ProseIndex, quoted
from thidua.outputs.search_sections import rules, sections
from thidua.reading.sector import Sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thidua.campaign.site import Site
    from thidua.campaign.site_keys import SiteKeys
    from thidua.outputs.cards import Card, WrittenPage

FOLDER = "assets/search/"
NEWEST = f"{FOLDER}newest.js"

IN_PIECE = 150_000
"""Characters of a file of cards before the next begins: few enough to be read between two keys."""
SMALL = 700
"""So many cards are ready at once; more have a `first.js`."""
NEWEST_EVENTS = 60


def search_files(
    site: Site, lang: str, pages: Iterable[WrittenPage] = (), engine: str = ""
) -> dict[str, bytes]:
    """Site-relative paths and bytes of the whole index of a projected site, and of the engine."""
    return SearchIndex().of_site(site, lang, pages, engine)


def index_files(
    found: list[Card], lang: str, engine: str = "", sector: Sector | None = None
) -> dict[str, bytes]:
    """The index of these cards."""
    return SearchIndex().files(found, lang, engine, sector or Sector())


class SearchIndex:
    """The index of a publication; it goes on from the build before, and makes again what has changed.

    A process that builds many times has one object for all; from one process to the next goes what is `saved`.
    """

    def __init__(self) -> None:
        self._kept = KeptCards()
        self._prose = ProseIndex()
        self._tokeniser = Tokeniser()
        self._spellings: list[tuple[str, str, bool]] = []
        self._labels: dict[str, str] = {}
        self._found: list[Card] = []
        self._inside: dict[str, str] = {}

    def saved(self) -> Iterator[bytes]:
        """What `restore` takes, in parts: of the largest part, the prose."""
        yield to_json(self._spellings)
        yield from map(to_json, self._prose.saved())

    def restore(self, saved: Sequence[bytes]) -> None:
        """Go on from what an index `saved`."""
        spellings, *prose = saved
        self._spellings = [(written, meant, case) for written, meant, case in from_json(spellings)]
        self._tokeniser = Tokeniser.of(self._spellings)
        self._prose.restore(map(from_json, prose), self._tokeniser)

    def of_site(
        self,
        site: Site,
        lang: str,
        pages: Iterable[WrittenPage] = (),
        engine: str = "",
        keys: SiteKeys | None = None,
    ) -> dict[str, bytes]:
        """Site-relative paths and bytes of the whole index of a projected site, and of the engine."""
        found = cards(site, lang, pages, self._kept, keys)
        return self.files(found, lang, engine, site.sector)

    def files(self, found: list[Card], lang: str, engine: str, sector: Sector) -> dict[str, bytes]:
        """The index of these cards.

        All of it lies in a folder named after its content, so that a browser which kept a part of an older index
        never mixes it with a newer one.
        """
        spellings, labels = [*sector.spellings()], {**sector.labels(lang), "": lang}
        if spellings != self._spellings:
            self._spellings, self._tokeniser = spellings, Tokeniser.of(spellings)
            self._found = []
        if labels != self._labels or not _alike(found, self._found):
            self._inside = dict(_card_files(found, self._tokeniser, labels, lang))
        self._labels, self._found = labels, found
        count = sum(name.startswith("c") for name in self._inside)
        prose = self._prose.files([card.text for card in found], self._tokeniser)
        inside = itertools.chain(self._inside.items(), prose)
        encoded = {name: text.encode() for name, text in inside}
        folder = _digest(b"\0".join((name.encode(), text)) for name, text in encoded.items())
        script = f"engine.{_digest([engine.encode()])}.js"
        first = "true" if "first.js" in encoded else "false"
        said = json.dumps(box_words(lang), ensure_ascii=False)
        pointer = f'thidua.search.newest("{script}", "{folder}", {count}, {first}, {said});\n'
        out = {NEWEST: pointer.encode(), FOLDER + script: engine.encode()}
        return out | {f"{FOLDER}{folder}/{path}": text for path, text in encoded.items()}


def box_words(lang: str) -> dict[str, str]:
    """What the box says of answers, by the name its script has for it."""
    words = strings(lang, "site")
    return {
        "near": words["search_near"],
        "phrase": words["search_near_phrase"],
        "instead": words["search_instead"],
        "noNumber": words["search_no_number"],
        "cut": words["search_cut"],
        "shortMay": words["search_short_may"],
        "shortIs": words["search_short_is"],
        "alike": words["search_alike"],
        "guides": words["search_guides"],
        "all": words["search_all"],
        "deeper": words["search_full_text"],
        "some": words["search_suggested"],
        "none": words["search_suggested_none"],
        "dateYear": words["search_date_year"],
        "dateMonth": words["search_date_month"],
        "dateSince": words["search_date_since"],
    }


def _alike(cards: list[Card], others: list[Card]) -> bool:
    """Whether cards differ in their texts alone."""
    return len(cards) == len(others) and all(
        a is b or replace(a, text="") == replace(b, text="")
        for a, b in zip(cards, others, strict=True)
    )


def _card_files(
    found: list[Card], tokeniser: Tokeniser, labels: Mapping[str, str], lang: str
) -> Iterator[tuple[str, str]]:
    """All but the prose."""
    for n, part in enumerate(_pieces(sections(found, tokeniser, labels, lang))):
        yield f"c{n}.js", f"thidua.search.part({part});\n"
    if len(found) > SMALL:
        small = ",\n".join(_pieces(sections(_newest(found), tokeniser, labels, lang), limit=None))
        yield "first.js", f"thidua.search.first({small});\n"


def _digest(parts: Iterable[bytes]) -> str:
    """Of the parts with a zero byte between them, of which no more than one is copied at a time."""
    digest = hashlib.sha256()
    for n, part in enumerate(parts):
        digest.update(b"\0" * (n > 0))
        digest.update(part)
    return digest.hexdigest()[:12]


def _pieces(parts: Iterable[tuple[str, list[str]]], limit: int | None = IN_PIECE) -> Iterator[str]:
    """Objects of JavaScript, together all sections; each holds whole lines, and about as much as the others."""
    piece = [f'"rules": {rules()}']
    size = 0
    for name, lines in parts:
        at = 0
        while at < len(lines):
            end = at
            while end < len(lines) and (limit is None or size <= limit):
                size += len(lines[end]) + 1
                end += 1
            text = "\n".join(lines[at:end])
            piece.append(f'"{name}": {quoted(text)}')
            at = end
            if limit is not None and size > limit:
                yield _object(piece)
                piece, size = [], 0
    if piece:
        yield _object(piece)


def _object(entries: list[str]) -> str:
    return "{\n" + ",\n".join(entries) + "\n}"


def _newest(found: list[Card]) -> list[Card]:
    """The newest events with all they refer to, and every card that is not one of very many."""
    events = sorted(
        (card for card in found if card.type == "event" and card.span),
        key=lambda card: str(card.order or card.span),
        reverse=True,
    )[:NEWEST_EVENTS]
    kept = {card.address for card in events}
    kept |= {address for card in events for _, address in card.links}
    steady = {"cluster", "unit", "commemoration", "campaign"}
    return [card for card in found if card.address in kept or card.type in steady]
