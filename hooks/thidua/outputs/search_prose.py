"""The prose half of the search index: which syllables, and which two in a row, stand in which card.

``words.js`` lists the syllables with their accents, those that differ in accents only side by side, so
that half-typed and mistyped words can be looked up. A file ``w<n>.js`` holds a stretch of them with the
cards of each syllable and of each pair that begins with it. A file ``t<n>.js`` holds the text of a
stretch of cards, for excerpts. A search loads a file or two for each of its words.
"""

from __future__ import annotations

from collections import defaultdict
from operator import add, sub
from typing import TYPE_CHECKING

from thidua.fold_rules import key
from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def quoted(text: str) -> str:
    """``text`` as a template literal: raw line breaks and no escapes but those it must have."""
    text = text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return f"`{text}`"


def prose_files(texts: Sequence[str], tokeniser: Tokeniser) -> dict[str, str]:
    """File names and contents for the texts of all cards, in their order."""
    singles, pairs = _occurrences(texts, tokeniser)
    numbers = _PostingsWriter(len(texts))
    single_limit = max(ALWAYS_KEPT, int(len(texts) * COMMON_SINGLE))
    pair_limit = max(ALWAYS_KEPT, int(len(texts) * COMMON_PAIR))
    lines: list[str] = []
    words: list[str] = []
    size = 0
    out: dict[str, str] = {}
    stretches: list[str] = []

    def close() -> None:
        number = len(stretches)
        content = quoted("\n".join(lines))
        out[f"w{number}.js"] = f"thidua.search.postings({number}, {content});\n"
        stretches.append(" ".join(words))
        lines.clear()
        words.clear()

    for word in sorted(singles, key=lambda token: (key(token), token)):
        cards = singles[word]
        fields = [numbers.postings(cards) if len(cards) <= single_limit else ""]
        for following, shared in sorted(pairs.get(word, {}).items()):
            fields += (following, numbers.postings(shared) if len(shared) <= pair_limit else "")
        line = "|".join(fields)
        if lines and size + len(line) > POSTINGS_IN_FILE:
            close()
            size = 0
        words.append(word if fields[0] else f"{word}*")
        lines.append(line)
        size += len(line)
    if lines:
        close()
    firsts = []
    for number, (first, text) in enumerate(_text_files(texts)):
        out[f"t{number}.js"] = f"thidua.search.texts({number}, {quoted(text)});\n"
        firsts.append(first)
    listed, starts = quoted("\n".join(stretches)), quoted(" ".join(map(str, firsts)))
    out["words.js"] = f"thidua.search.words({listed}, {starts});\n"
    return out


Postings = dict[str, list[int]]


def _occurrences(
    texts: Sequence[str], tokeniser: Tokeniser
) -> tuple[Postings, dict[str, Postings]]:
    """Cards of each token, and of each token that follows another, ascending.

    While they are gathered a pair is one number, made of the numbers of its tokens: a tuple of two
    strings for each pair of each text would take twice the time.
    """
    numbers = _TokenNumbers()
    singles: defaultdict[int, list[int]] = defaultdict(list)
    flat: defaultdict[int, list[int]] = defaultdict(list)
    for card, text in enumerate(texts):
        tokens = list(map(numbers.__getitem__, tokeniser.tokens(text)))
        for token in set(tokens):
            singles[token].append(card)
        for pair in set(map(add, map(_PLACE.__mul__, tokens), tokens[1:])):
            flat[pair].append(card)
    words = list(numbers)
    pairs: defaultdict[str, Postings] = defaultdict(dict)
    for pair, cards in flat.items():
        first, second = divmod(pair, _PLACE)
        pairs[words[first]][words[second]] = cards
    return {words[token]: cards for token, cards in singles.items()}, pairs


_PLACE = 1 << 24
"""More than the distinct tokens of any site."""


class _TokenNumbers(dict[str, int]):
    """Numbers for tokens, in the order they are met."""

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        return number


class _PostingsWriter:
    """Writes ascending card numbers as their distances, each in as few digits as it needs."""

    def __init__(self, count: int) -> None:
        self.written = [digits(n) for n in range(count + 1)]

    def postings(self, cards: list[int]) -> str:
        if len(cards) == 1:
            return self.written[cards[0] + 1]
        distances = map(sub, cards, [-1, *cards])
        return "".join(map(self.written.__getitem__, distances))


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
