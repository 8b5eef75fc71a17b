"""Search of texts for hidden words, blind to spelling, marks, tags and escapes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from thidua.store.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.audit.visibility_index import Secret

WINDOW = 6
LONG_WORD = 8
"""Letters a single word needs to be a secret by itself; Vietnamese syllables have at most seven."""
LONG_NUMBER = 6
MOST_KEPT = 400_000
"""Words and runs that are remembered; more than a site of ten thousand pages has, but for what is no language."""

_DATE_WORDS = frozenset(
    ["ngay", "thang", "nam", "thu", "hai", "ba", "tu", "sau", "bay", "chu", "nhat", "den", "het"]
)
_BETWEEN = _DATE_WORDS | {"co", "cua", "va", "truong", "pho"}
_RUNNING = frozenset({"alt", "body", "caption", "post", "summary"})
_SENTENCES = frozenset({"comment", "title"})

Needle: TypeAlias = "tuple[str, ...]"
"""Folded words that stand behind each other."""

_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[\w\u0300-\u036f\u00ad\u200b]+")
"""What folds to words and to nothing beside them; folding what lies between gives no word."""
_SPACES = re.compile(" {2,}")
_FIRST_SIGN = 0x21
_MARKS = dict.fromkeys(range(768, 880)) | {0xAD: None, 0x200B: None}
_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})


def folded(text: str) -> str:
    """Lower case without marks; the same for NFC and NFD."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", text.translate(_LETTERS)).translate(_MARKS).lower()


def words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


class Outline(NamedTuple):
    """What matters of a text to a matcher: one sign a word, and words that long ones are part of."""

    signs: str
    """A sign for each word that is looked for, a space for others: texts behind each other have their signs behind each other."""
    glued: frozenset[Needle]


class LeakMatcher:
    """A matcher of many hidden texts, for any text.

    Every word that stands in a hidden text has a sign, one character; so a window of words is a few characters, and a
    text falls into runs of such words. A word is folded once, and a run looked through once, however many texts have it.
    """

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._needles: defaultdict[Needle, list[Secret]] = defaultdict(list)
        for secret in secrets:
            for wanted in _search_words(words(secret.text)):
                self._needles[wanted].append(secret)
        self._index()

    def __len__(self) -> int:
        return len(self._needles)

    def without(self, public: Iterable[str]) -> None:
        """Forget what stands in public texts."""
        known = self.in_signs(self.outline(text).signs for text in public)
        for wanted in known:
            del self._needles[wanted]
        self._index()

    def without_names(self, names: Iterable[str], phrases: Iterable[str]) -> None:
        """Forget windows of running text that are made of public names and of words that stand between them.

        Pages put names side by side, with ``phrases`` of their own, which they say as they stand: most of what can be written
        is made of words that some phrase has. Names and titles of hidden records are looked for all the same; of a text that
        leaks other windows tell.
        """
        named = _BETWEEN | {word for name in names for word in words(name)}
        said = frozenset(run for phrase in phrases for run in _runs(words(phrase)))
        for wanted in [n for n in self._needles if len(n) == WINDOW]:
            kept = [s for s in self._needles[wanted] if not _is_made_of(wanted, named, said, s)]
            if kept:
                self._needles[wanted] = kept
            else:
                del self._needles[wanted]
        self._index()

    def found_in(self, text: str) -> set[Secret]:
        """The secrets a text tells."""
        outline = self.outline(text)
        return self.secrets(self.in_signs([outline.signs]) | outline.glued)

    def outline(self, text: str) -> Outline:
        """The outline of a text."""
        tokens = _TOKEN.findall(text)
        signs = "".join(map(self._signs.__getitem__, tokens))
        glued = self._signs.glued
        told = glued.keys() & tokens if glued else ()
        return Outline(_SPACES.sub(" ", signs), frozenset().union(*(glued[t] for t in told)))

    def in_signs(self, texts: Iterable[str]) -> set[Needle]:
        """What stands in texts, of which the signs are given."""
        found: set[Needle] = set()
        for signs in texts:
            for run in set(signs.split(" ")).difference(self._silent):
                told = set(self._occurrences(run))
                if told:
                    found |= told
                elif len(self._silent) < MOST_KEPT:
                    self._silent.add(run)
        return found

    def secrets(self, found: Iterable[Needle]) -> set[Secret]:
        """The hidden texts that have one of these windows."""
        return {secret for wanted in found for secret in self._needles[wanted]}

    def digest(self) -> bytes:
        """A digest of everything that is looked for, and of where it stands."""
        looked_for = sorted(
            (wanted, sorted((s.path, s.line, s.field) for s in secrets))
            for wanted, secrets in self._needles.items()
        )
        return key_of(json.dumps(looked_for))

    def _index(self) -> None:
        vocabulary = sorted({word for wanted in self._needles for word in wanted})
        signs = {word: chr(_FIRST_SIGN + number) for number, word in enumerate(vocabulary)}
        self._wanted = {"".join(signs[word] for word in wanted): wanted for wanted in self._needles}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for piece in self._wanted:
            lengths[piece[0]].add(len(piece))
        self._lengths = {first: tuple(sorted(found)) for first, found in lengths.items()}
        self._silent = {""}
        self._signs = _Signs(
            signs, [n[0] for n in self._needles if len(n) == 1 and len(n[0]) > LONG_WORD]
        )

    def _occurrences(self, run: str) -> Iterator[Needle]:
        for place, first in enumerate(run):
            for length in self._lengths.get(first, ()):
                wanted = self._wanted.get(run[place : place + length])
                if wanted:
                    yield wanted


class _Signs(dict[str, str]):
    """The signs of what stands between spaces, made when it is first met."""

    def __init__(self, of_words: dict[str, str], long_words: Iterable[str]) -> None:
        super().__init__()
        self.glued: dict[str, frozenset[Needle]] = {}
        self._of_words = of_words
        self._long: defaultdict[str, list[str]] = defaultdict(list)
        for word in long_words:
            self._long[word[: LONG_WORD + 1]].append(word)

    def __missing__(self, token: str) -> str:
        flat = folded(token)
        signs = "".join(self._of_words.get(word, " ") for word in _WORD.findall(flat))
        for place in range(len(flat) - LONG_WORD):
            for word in self._long.get(flat[place : place + LONG_WORD + 1], ()):
                if flat.startswith(word, place):
                    self.glued[token] = self.glued.get(token, frozenset()) | {(word,)}
        if len(self) < MOST_KEPT:
            self[token] = signs
        return signs


def _search_words(found: list[str]) -> Iterator[tuple[str, ...]]:
    if len(found) <= WINDOW:
        if _is_distinctive(found):
            yield tuple(found)
    else:
        for place in range(len(found) - WINDOW + 1):
            window = found[place : place + WINDOW]
            if not _is_date(window):
                yield tuple(window)
    for word in found:
        if _is_long(word):
            yield (word,)


def _is_long(word: str) -> bool:
    return len(word) >= LONG_WORD or (word.isdecimal() and len(word) >= LONG_NUMBER)


def _is_made_of(
    wanted: Needle, named: frozenset[str], said: frozenset[Needle], secret: Secret
) -> bool:
    """Whether a window is names side by side and, in running text, what phrases say between them."""
    field = secret.field.rpartition(".")[2]
    if field not in _RUNNING | _SENTENCES:
        return False
    between = [
        tuple(run)
        for is_named, run in groupby(wanted, lambda word: word in named or word.isdecimal())
        if not is_named
    ]
    phrases = said if field in _RUNNING else frozenset()
    return not all(map(str.isdecimal, wanted)) and phrases.issuperset(between)


def _runs(found: list[str]) -> Iterator[Needle]:
    """The words behind each other, as many as a window has or fewer."""
    for begin in range(len(found)):
        for end in range(begin + 1, min(begin + WINDOW, len(found)) + 1):
            yield tuple(found[begin:end])


def _is_date(found: list[str]) -> bool:
    """Whether words say when and nothing else: pages print the days of public records in words too."""
    return not {"ngay", "thang", "nam"}.isdisjoint(found) and all(
        word in _DATE_WORDS or word.isdecimal() for word in found
    )


def _is_distinctive(found: list[str]) -> bool:
    """Whether a short text is rare enough to look for: ``Hà Nội`` or a date is not."""
    letters = sum(char.isalpha() for word in found for char in word)
    return (
        letters >= 2
        and not _is_date(found)
        and (len(found) >= 3 or (len(found) == 2 and letters >= 12))
    )
