"""Vietnamese text: normal form, folding, slugs, collation, spelling of what readers see.

Everything here is a pure function of its arguments; no locale, no tables read from disk.
"""

from __future__ import annotations

import codecs
import difflib
import itertools
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NBSP = "\u00a0"

_LENGTH_OF_NAMES = 200
"""What is shorter may be a name, which is remembered; texts are not: they are long, and seldom asked for again."""

_D_LETTERS = {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "Ɖ": "D", "ɖ": "d"}
"""Letters that read as đ and have no decomposition: U+0111/0110, and the homoglyphs eth and
African D that Vietnamese keyboards of other systems leave in texts."""

HOMOGLYPHS = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
"""Letters that look like đ/Đ but are not; found in real newspaper pages (``TP Ðà Nẵng``)."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def nfc(text: str) -> str:
    """The composed form; every comparison and every stored text uses it."""
    return unicodedata.normalize("NFC", text)


def strip_marks(text: str) -> str:
    """``text`` without tone and vowel marks, case kept: ``Đắk Lắk`` → ``Dak Lak``."""
    return text if text.isascii() else _bare(text)


class _ByLetter(dict[str, str]):
    """Texts made anew letter by letter, each letter worked out once.

    A text of usual letters goes through two tables of Python's codecs, in a tenth of the time.
    """

    def __init__(self, change: Callable[[str], str]) -> None:
        """``change`` makes one letter of each usual one, of others any number."""
        self._change = change
        self._usual = "".join(map(change, _USUAL))

    def __missing__(self, letter: str) -> str:
        self[letter] = changed = self._change(letter)
        return changed

    def __call__(self, text: str) -> str:
        try:
            codes, _ = codecs.charmap_encode(text, "strict", _CODES)
        except UnicodeEncodeError:
            return "".join(map(self.__getitem__, text))
        return codecs.charmap_decode(codes, "strict", self._usual)[0]


def _without_marks(letter: str) -> str:
    """A letter without marks; a mark alone becomes nothing.

    Letter by letter is the same as all at once: decomposing a text changes only the order of marks beyond a letter's own.
    """
    decomposed = unicodedata.normalize("NFD", _D_LETTERS.get(letter, letter))
    return "".join(itertools.filterfalse(unicodedata.combining, decomposed))


_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""CLDR's Vietnamese order of tones: ngang, huyền, hỏi, ngã, sắc, nặng."""
_MARKED = "đ" + "".join(nfc(f"{letter}{tone}") for letter in "aăâeêioôơuưy" for tone in _TONES)
_USUAL = "".join(
    dict.fromkeys(
        # The codecs' quick tables begin with this one.
        f"\0\n\t{''.join(map(chr, range(32, 127)))}{_MARKED}{_MARKED.upper()}{NBSP}–—‘’“”•…°²³×"
    )
)
"""What nearly every text is made of: fewer than 256 characters."""
_CODES = codecs.charmap_build(_USUAL)
_bare = _ByLetter(_without_marks)


def fold(text: str) -> str:
    """The form two spellings share: no marks, đ as d, lower case. Idempotent, NFC/NFD-blind."""
    return _folded_name(text) if len(text) < _LENGTH_OF_NAMES else _folded(text)


def _folded(text: str) -> str:
    return nfc(strip_marks(text).lower())


_folded_name = lru_cache(maxsize=8192)(_folded)
"""Names, units and titles are asked for by each page that has them."""


def fold_aligned(text: str) -> str:
    """``text`` (NFC) folded letter by letter, so that positions in it stay true."""
    return _aligned(text)


def _folded_letter(letter: str) -> str:
    """`fold` of a single letter; one that folds to nothing stays."""
    return " " if letter == NBSP else fold(letter)[:1] or letter


_aligned = _ByLetter(_folded_letter)


def fold_loosely(text: str) -> str:
    """`fold_aligned` with each digit as 0, for a quick look: an expression that begins with a plain sign is looked for in a tenth of the time."""
    return _loose(text)


_loose = _ByLetter(lambda letter: "0" if letter.isdecimal() else _folded_letter(letter))


def slug(text: str) -> str:
    """``[a-z0-9-]`` for an address or an anchor: ``Điều 1. Nội dung`` → ``dieu-1-noi-dung``.

    Python-Markdown's own slugs lose đ (``ieu-1-noi-dung``), so nothing else makes slugs here.
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def same_name(name: str) -> str:
    """What is equal for two names of files that Windows or macOS take for one: case and the joining of marks do not count."""
    return nfc(name).casefold()


def is_slug(text: str) -> bool:
    """Whether ``text`` is already in the form `slug` gives."""
    return _SLUG.match(text) is not None


# --- Collation -------------------------------------------------------------------------------

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY = {letter: index + 20 for index, letter in enumerate(_ALPHABET)}


@lru_cache(maxsize=8192)
def collation_key(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]:
    """Sort key of CLDR ``vi``: letters first, then tones, then case; numbers by value.

    ``sorted(names, key=collation_key)`` puts Cà Mau before Cao Bằng before Cần Thơ, Đ after D,
    and ``số 2`` before ``số 10``. https://unicode-org.github.io/cldr-staging/charts/latest/collation/vi.html
    """
    found = map(_weights, re.findall(r"\d+|.", nfc(text).lower(), flags=re.DOTALL))
    primary, tones = zip(*found, strict=True) if text else ((), ())
    return primary, tones, nfc(text).swapcase()


def person_key(name: str) -> tuple[object, ...]:
    """Sort key of a Vietnamese personal name: given name (last word), then family name."""
    words = name.split()
    return (collation_key(words[-1] if words else ""), collation_key(name))


@lru_cache(maxsize=4096)
def _weights(chunk: str) -> tuple[tuple[int, int], int]:
    """What a letter, or a number, is sorted by: first its place, then its tone."""
    if chunk[0].isdecimal():
        return (10, int(chunk)), 0
    decomposed = unicodedata.normalize("NFD", chunk)
    tone = next((mark for mark in decomposed[1:] if mark in _TONES), "")
    letter = nfc(decomposed.replace(tone, "") if tone else decomposed)
    if letter in _PRIMARY:
        place = _PRIMARY[letter], 0
    elif letter.isspace():
        place = 0, 0
    elif letter.isalpha():
        place = 100, ord(letter[0])
    else:
        place = 1, ord(letter[0])
    return place, _TONES[tone]


# --- Near misses -----------------------------------------------------------------------------


_LONGEST_GUESSED = 200
"""Characters of a word that may be a slip of another one."""


class NearestFinder:
    """`nearest` for the first mistakes of one kind: each asks every candidate, and a list of thousands of wrong ids is no slip."""

    def __init__(self, limit: int = 100) -> None:
        self._left = limit

    def nearest(self, word: str, candidates: Iterable[str]) -> str | None:
        self._left -= 1
        return nearest(word, candidates) if self._left >= 0 else None


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate a reader most likely meant, compared without marks; None if none is near."""
    if len(word) > _LONGEST_GUESSED:
        return None
    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(fold(candidate), candidate)
    folded = fold(word)
    close = difflib.get_close_matches(folded, by_fold, n=5, cutoff=0.6)
    if not close:
        return None

    def likeness(candidate: str) -> tuple[float, int]:
        """How much is alike, and among equals how much of it stands at the same place."""
        same_place = sum(a == b for a, b in zip(folded, candidate, strict=False))
        return difflib.SequenceMatcher(None, candidate, folded).ratio(), same_place

    return by_fold[max(close, key=likeness)]


# --- Spelling of what readers see ------------------------------------------------------------

_BEFORE_ALL = ("[Ss]ố", "TP", r"TP\.", "[Tt]hứ")
_BEFORE_NUMBERS = ("[Nn]ăm", "[Nn]gày", "[Tt]háng", "[Đđ]iều", "[Cc]ụm")


def _collation_tail(words: Iterable[str]) -> str:
    return "|".join(rf"(?<=\b{word} )" for word in words)


_HOLD = re.compile(
    # It begins with the space itself, which the search leaps to, and with what may follow: every text of the site passes here.
    rf" (?=[–\dA-ZÀ-Ỹ])(?:(?=– )|(?!–)(?:{_collation_tail(_BEFORE_ALL)})|(?=\d)(?:{_collation_tail(_BEFORE_NUMBERS)}))"
)


def typeset(text: str) -> str:
    """``text`` with no-break spaces where a line must not break: ``số 1``, ``TP Huế``, ``năm 2024``.

    A spaced dash stays with what it follows: it may end a line, never begin one.
    Words that stand before a capital only by chance (``năm Hà Nội…``) keep a plain space.
    """
    return _typeset_name(text) if len(text) < _LENGTH_OF_NAMES else _typeset(text)


def _typeset(text: str) -> str:
    return _HOLD.sub(NBSP, text)


_typeset_name = lru_cache(maxsize=16384)(_typeset)
"""Every word of every page passes here, and most are names that many pages have."""


def join_words(parts: Iterable[str], last: str) -> str:
    """``Hà Nội, Hải Phòng và Đà Nẵng``, with ``last`` before the last of them."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + last + items[-1]


FORMULA = r"(^|[;\t]\s*)(?=[=+@\t＝＋＠－]|-(?![0-9.,]+(?: ?%)?(?:[;\t]|(?![\s\S]))))"
"""Where a table program begins to reckon: at the start of a cell, and behind a semicolon, which parts cells where the
comma is the decimal sign, as in Vietnam. A negative number is one. The browser reads the same expression."""


def group_thousands(number: int) -> str:
    """Thousands with dots, as Vietnamese prints them: ``28.000``."""
    return f"{number:,}".replace(",", ".")


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to XXXIX (``số II``), or None."""
    match = re.fullmatch(r"(X{0,3})(IX|IV|V?I{0,3})", text)
    if not match or not text:
        return None
    units = {
        "": 0,
        "I": 1,
        "II": 2,
        "III": 3,
        "IV": 4,
        "V": 5,
        "VI": 6,
        "VII": 7,
        "VIII": 8,
        "IX": 9,
    }
    return 10 * len(match[1]) + units[match[2]]
