"""Search of texts for hidden words, blind to spelling, marks, tags and escapes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.audit.visibility_index import Secret

WINDOW = 6
LONG_WORD = 8
"""Letters a single word needs to be a secret by itself; Vietnamese syllables have at most seven."""
LONG_NUMBER = 6
GLUED_BUDGET = 4_000_000_000
"""Characters times words up to which long words are also looked for inside other words."""

_DATE_WORDS = frozenset(
    ["ngay", "thang", "nam", "thu", "hai", "ba", "tu", "sau", "bay", "chu", "nhat", "den", "het"]
)
_BETWEEN = _DATE_WORDS | {"co", "cua", "va", "truong", "pho"}
_RUNNING = frozenset({"alt", "body", "caption", "post", "summary"})
_SENTENCES = frozenset({"comment", "title"})

_WORD = re.compile(r"[^\W_]+")
_MARKS = dict.fromkeys(range(768, 880)) | {0xAD: None, 0x200B: None}
_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})


def folded(text: str) -> str:
    """Lower case without marks; the same for NFC and NFD."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", text.translate(_LETTERS)).translate(_MARKS).lower()


def words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


class LeakMatcher:
    """A matcher of many hidden texts, for any text."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._needles: defaultdict[tuple[str, ...], list[Secret]] = defaultdict(list)
        for secret in secrets:
            for wanted in _search_words(words(secret.text)):
                self._needles[wanted].append(secret)
        self._index()

    def __len__(self) -> int:
        return len(self._needles)

    def without(self, public: Iterable[str]) -> None:
        """Forget what stands in public texts."""
        known: set[tuple[str, ...]] = set()
        for text in public:
            known.update(self._occurrences(words(text)))
        for wanted in known:
            del self._needles[wanted]
        self._index()

    def without_names(self, names: Iterable[str], phrases: Iterable[str]) -> None:
        """Forget windows of running text that are made of public names and of words that stand between them.

        Pages put names side by side, with ``phrases`` of their own. Names and titles of hidden records are looked for all the
        same; of a text that leaks other windows tell.
        """
        named = _BETWEEN | {word for name in names for word in words(name)}
        said = named | {word for phrase in phrases for word in words(phrase)}
        for wanted in [n for n in self._needles if len(n) == WINDOW]:
            kept = [s for s in self._needles[wanted] if not _is_made_of(wanted, named, said, s)]
            if kept:
                self._needles[wanted] = kept
            else:
                del self._needles[wanted]
        self._index()

    def found_in(self, text: str) -> set[Secret]:
        """The secrets a text tells."""
        flat = folded(text)
        found = {
            s for wanted in self._occurrences(_WORD.findall(flat)) for s in self._needles[wanted]
        }
        if len(flat) * len(self._single) < GLUED_BUDGET:
            for word in self._single:
                if word in flat:
                    found.update(self._needles[word,])
        return found

    def _index(self) -> None:
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for wanted in self._needles:
            lengths[wanted[0]].add(len(wanted))
        self._lengths = {first: tuple(sorted(found)) for first, found in lengths.items()}
        self._single = [n[0] for n in self._needles if len(n) == 1 and len(n[0]) > LONG_WORD]

    def _occurrences(self, found: list[str]) -> Iterator[tuple[str, ...]]:
        lengths = self._lengths
        for place, word in enumerate(found):
            for length in lengths.get(word, ()):
                wanted = tuple(found[place : place + length])
                if wanted in self._needles:
                    yield wanted


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
    wanted: tuple[str, ...], named: frozenset[str], said: frozenset[str], secret: Secret
) -> bool:
    field = secret.field.rpartition(".")[2]
    known = said if field in _RUNNING else named if field in _SENTENCES else frozenset()
    found = known.intersection(wanted)
    return bool(found) and all(word in found or word.isdecimal() for word in wanted)


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
