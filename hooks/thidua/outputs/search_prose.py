"""The prose half of the search index: which syllables, and which two in a row, stand in which card.

``words.js`` lists the syllables with their accents, those that differ in accents only side by side, so
that half-typed and mistyped words can be looked up. A file ``w<n>.js`` holds a stretch of them with the
cards of each syllable and of each pair that begins with it. A file ``t<n>.js`` holds the text of a
stretch of cards, for excerpts. A search loads a file or two for each of its words.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import partial
from itertools import chain, pairwise
from operator import sub
from typing import TYPE_CHECKING, Any

from thidua.fold_rules import BREAK, key
from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thidua.fold_rules import Tokeniser

POSTINGS_IN_FILE = 50_000
"""Characters of postings a file holds before the next begins."""
TEXT_IN_FILE = 50_000
COMMON_SINGLE = 0.2
"""A syllable in more than this share of the cards tells nothing; it is listed without its cards."""
COMMON_PAIR = 0.1
"""The same for two in a row."""
ALWAYS_KEPT = 60
"""Postings up to this length are kept however few the cards."""

ALPHABET = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in "`\\$|<")
"""Digits of postings: nothing that ends a template literal, a field or a line."""
LAST_DIGITS = 44
"""The first so many digits end a number; the others say that it goes on."""
_VALUES = {digit: value for value, digit in enumerate(ALPHABET)}

AT_A_TIME = 1000
"""Texts that are cut before their words are noted: a cache holds the tables for the one or for the other, not for both."""

TEXTS_IN_PART = 200
LINES_IN_PART = 500
"""Of what is saved: parts of about a megabyte."""

FEW = 50
"""Changed texts that are taken in; more of them cost as much as all."""


def quoted(text: str) -> str:
    """``text`` as a template literal: raw line breaks and no escapes but those it must have."""
    text = text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return f"`{text}`"


def prose_files(texts: Sequence[str], tokeniser: Tokeniser) -> dict[str, str]:
    """File names and contents for the texts of all cards, in their order."""
    return dict(ProseIndex().files(texts, tokeniser))


class ProseIndex:
    """The prose of an index, kept from one build to the next: a few changed texts are taken in without the others."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._tokeniser: Tokeniser | None = None
        self._lines: dict[str, str] = {}
        """The postings of each syllable and of the pairs that begin with it, as they are written."""
        self._common: dict[_Place, int] = {}
        """In how many cards those stand that are listed without them."""

    def files(self, texts: Sequence[str], tokeniser: Tokeniser) -> Iterator[tuple[str, str]]:
        """File names and contents for the texts of all cards, in their order; each is written when it is asked for."""
        alike = tokeniser == self._tokeniser and len(texts) == len(self._texts)
        changed = [n for n, text in enumerate(texts) if text != self._texts[n]] if alike else []
        if not alike or len(changed) > FEW or not self._take_in(texts, changed):
            self._begin(texts, tokeniser)
        self._texts = [*texts]
        return self._written()

    def saved(self) -> Iterator[dict[str, Any]]:
        """Parts of what `restore` takes, for JSON; most are the same after a few texts have changed."""
        yield {"common": [[*place, count] for place, count in sorted(self._common.items())]}
        for first in range(0, len(self._texts), TEXTS_IN_PART):
            yield {"texts": self._texts[first : first + TEXTS_IN_PART]}
        words = sorted(self._lines)
        for first in range(0, len(words), LINES_IN_PART):
            part = words[first : first + LINES_IN_PART]
            yield {"lines": {word: self._lines[word] for word in part}}

    def restore(self, saved: Iterable[dict[str, Any]], tokeniser: Tokeniser) -> None:
        """Go on from what was `saved` of an index of the same tokeniser."""
        self._tokeniser, self._texts, self._lines, self._common = tokeniser, [], {}, {}
        for part in saved:
            self._texts += part.get("texts", ())
            self._lines |= part.get("lines", {})
            self._common |= {(word, next_): count for word, next_, count in part.get("common", ())}
        self._writer = _PostingsWriter(len(self._texts))

    def _begin(self, texts: Sequence[str], tokeniser: Tokeniser) -> None:
        self._tokeniser, self._common, self._lines = tokeniser, {}, {}
        self._writer = _PostingsWriter(len(texts))
        found = _occurrences(texts, tokeniser)
        while found:
            # What is written is let go: all of it is as large as the index.
            word, places = found.popitem()
            own = sorted(set().union(*places.values()))
            places.pop(BREAK, None)
            fields = {"": self._field((word, ""), own)}
            for following, cards in places.items():
                fields[following] = self._field((word, following), cards)
            self._lines[word] = _line(fields)

    def _field(self, place: _Place, cards: Sequence[int]) -> str:
        """The cards of a syllable or a pair as they are written."""
        if len(cards) > ALWAYS_KEPT and len(cards) > (limit := self._limit(place)):
            cards = [*dict.fromkeys(cards)]
            if len(cards) > limit:
                self._common[place] = len(cards)
                return ""
        return self._writer.postings(cards)

    def _limit(self, place: _Place) -> int:
        share = COMMON_PAIR if place[1] else COMMON_SINGLE
        return max(ALWAYS_KEPT, int(self._writer.count * share))

    def _take_in(self, texts: Sequence[str], changed: Iterable[int]) -> bool:
        """Change the lines as the texts changed; False where that takes cards which no line tells."""
        moves: defaultdict[str, defaultdict[str, list[_Move]]]
        moves = defaultdict(lambda: defaultdict(list))
        for card in changed:
            old, new = self._places(self._texts[card]), self._places(texts[card])
            for place in old ^ new:
                moves[place[0]][place[1]].append((card, place in new))
        for word, found in moves.items():
            fields = _fields(self._lines.pop(word, None))
            for following, cards in found.items():
                place = word, following
                left = self._moved(place, fields.pop(following, ""), cards)
                if left is None:
                    return False
                if left or place in self._common:
                    fields[following] = left
            if fields:
                self._lines[word] = _line(fields)
        return True

    def _moved(self, place: _Place, written: str, moves: list[_Move]) -> str | None:
        """A field with some cards added and some taken away; None where only their number is known, and that says too little."""
        if place not in self._common:
            cards = {*_cards(written)} ^ {card for card, _ in moves}
            return self._field(place, sorted(cards)) if cards else ""
        self._common[place] += sum(1 if added else -1 for _, added in moves)
        return "" if self._common[place] > self._limit(place) else None

    def _places(self, text: str) -> set[_Place]:
        assert self._tokeniser is not None, "begun"
        tokens = self._tokeniser.parted(text)
        places = {*pairwise(tokens), *((token, "") for token in tokens)}
        return {place for place in places if BREAK not in place}

    def _written(self) -> Iterator[tuple[str, str]]:
        told = []
        for number, words in enumerate(self._stretches()):
            content = quoted("\n".join(map(self._lines.__getitem__, words)))
            yield f"w{number}.js", f"thidua.search.postings({number}, {content});\n"
            told.append(" ".join(f"{w}*" if (w, "") in self._common else w for w in words))
        firsts = []
        for number, (first, text) in enumerate(_text_files(self._texts)):
            yield f"t{number}.js", f"thidua.search.texts({number}, {quoted(text)});\n"
            firsts.append(str(first))
        listed, starts = quoted("\n".join(told)), quoted(" ".join(firsts))
        yield "words.js", f"thidua.search.words({listed}, {starts});\n"

    def _stretches(self) -> Iterator[list[str]]:
        """The syllables of each file of postings."""
        words: list[str] = []
        size = 0
        for word in sorted(self._lines, key=lambda token: (key(token), token)):
            line = self._lines[word]
            if words and size + len(line) > POSTINGS_IN_FILE:
                yield words
                words, size = [], 0
            words.append(word)
            size += len(line)
        if words:
            yield words


def _line(fields: Mapping[str, str]) -> str:
    """The cards of a syllable, then each that follows it and the cards of both."""
    pairs = sorted((token, cards) for token, cards in fields.items() if token)
    return "|".join((fields[""], *chain.from_iterable(pairs)))


def _fields(line: str | None) -> dict[str, str]:
    """What `_line` was made of."""
    if line is None:
        return {}
    own, *pairs = line.split("|")
    return {"": own, **dict(zip(pairs[::2], pairs[1::2], strict=True))}


_Place = tuple[str, str]
"""A syllable, and the one that follows it; none where it is meant alone."""
_Move = tuple[int, bool]
"""A card, and whether a place is in it now or was before."""


def _occurrences(
    texts: Sequence[str], tokeniser: Tokeniser
) -> dict[str, defaultdict[str, array[int]]]:
    """Cards of each token before each that follows it, `BREAK` among them, ascending, a card as often as it says so."""
    found: defaultdict[str, defaultdict[str, array[int]]] = defaultdict(_no_cards)
    for first in range(0, len(texts), AT_A_TIME):
        cut = [*map(tokeniser.parted, texts[first : first + AT_A_TIME])]
        for card, tokens in enumerate(cut, first):
            following = found[BREAK]
            for token in tokens:
                following[token].append(card)
                following = found[token]
            # Every token has one after it, if only the break at the end: its own cards are those of its pairs.
            following[BREAK].append(card)
    found.pop(BREAK, None)
    return found


def _no_cards() -> defaultdict[str, array[int]]:
    # Four bytes a card, which in a list are eight: all of them are the most that a build holds at once.
    return defaultdict(partial(array, "I"))


class _PostingsWriter:
    """Writes ascending card numbers as their distances, each in as few digits as it needs."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.written = [digits(n) for n in range(count + 1)]

    def postings(self, cards: Sequence[int]) -> str:
        if len(cards) == 1:
            return self.written[cards[0] + 1]
        # Between a card and itself, where it says the same twice, is none.
        distances = filter(None, map(sub, cards, [-1, *cards]))
        return "".join(map(self.written.__getitem__, distances))


def _cards(postings: str) -> Iterator[int]:
    """The numbers that a `_PostingsWriter` wrote."""
    card, begun = -1, 0
    for digit in map(_VALUES.__getitem__, postings):
        if digit < LAST_DIGITS:
            card += begun * LAST_DIGITS + digit
            begun = 0
            yield card
        else:
            begun = begun * (len(ALPHABET) - LAST_DIGITS) + digit - LAST_DIGITS


def digits(value: int) -> str:
    """A number as the index writes it; small ones take one character."""
    rest, last = divmod(value, LAST_DIGITS)
    digits = ALPHABET[last]
    more = len(ALPHABET) - LAST_DIGITS
    while rest:
        rest, digit = divmod(rest, more)
        digits = ALPHABET[LAST_DIGITS + digit] + digits
    return digits


def _text_files(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """First card and content of each file of texts; a line a card, a tab between paragraphs."""
    first, size = 0, 0
    lines: list[str] = []
    for card, text in enumerate(texts):
        line = nfc(text).replace("\t", " ").replace("\n", "\t")
        if lines and size + len(line) > TEXT_IN_FILE:
            yield first, "\n".join(lines)
            first, size, lines = card, 0, []
        lines.append(line)
        size += len(line)
    if lines:
        yield first, "\n".join(lines)
