"""Short forms of places, as people write them: ``Q.Nam``, ``QNam``, ``TTHuế``, ``BRVT``; and of what units are for: ``Cục CNTT``.

They follow from the names of units and are told to the search: first letters of all syllables but the last, which
stands whole (of places alone); first letters of all where there are three or more. Where events were is not asked: a
thousand communes would be eight times the bytes, and most forms would mean several of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from thidua.fold_rules import RULES, key
from thidua.reading.sector import PLACE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from thidua.fold_rules import Tokeniser
    from thidua.outputs.cards import Card

_BEFORE_PLACE = re.compile(rf"(?<!\w)(?:{PLACE_KINDS})\s*(?=\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:[bdhklmrstvx]|c|ch|g|gh|gi|kh|n|ng|ngh|nh|p|ph|qu|th|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
"""What may be a word of Vietnamese, without its accents: ``thoa`` is no short form."""
MOST_SYLLABLES = 5
MOST_MEANINGS = 4
"""A form of more places than these says nothing."""


def short_form_rows(
    found: Iterable[Card], words: AbstractSet[str], tokeniser: Tokeniser
) -> list[str]:
    """A line a place: its name, and its short forms, ``qnam`` in one and ``q nam`` apart.

    ``words`` are the keys of the words of the index: none of them is taken for a short form, nor is an abbreviation.
    """
    known = {
        row.written[0]
        for rows in tokeniser.spellings.values()
        for row in rows
        if len(row.written) == 1
    }
    taken = words | known | set(RULES["roman"])
    units = [card.title for card in found if card.type == "unit"]
    places = dict.fromkeys(place for title in units for place in _places(title))
    forms = {name: [*_initials(name, taken)] for name in filter(None, map(_task, units))}
    forms |= {name: [*_forms(name, taken)] for name in places}
    meanings = Counter(key(form) for own in forms.values() for form in own)
    rows = (
        [name, *(form for form in own if meanings[key(form)] <= MOST_MEANINGS)]
        for name, own in forms.items()
    )
    return ["\t".join(row) for row in rows if len(row) > 1]


def _places(title: str) -> Iterator[str]:
    """The names of places in that of a unit: capitalised words after ``tỉnh``, ``TP`` and the like."""
    for match in _BEFORE_PLACE.finditer(title):
        if name := _capitalised(title[match.end() :]):
            yield name


def _task(title: str) -> str:
    """What a unit is for, if that is a name within its own: all after the one word for its kind (``Cục Công nghệ thông tin``)."""
    _, _, name = title.partition(" ")
    return "" if name[:1].islower() or not name.replace(" ", "").isalpha() else name


def _capitalised(text: str) -> str:
    """The capitalised words with which a text begins."""
    words: list[str] = []
    for word in text.split():
        if not word[0].isupper() and not (words and word in {"–", "-"}):
            break
        words.append(word)
        if word[-1] in ",;.)":
            break
    return " ".join(words).rstrip(" –-,;.)")


def _forms(name: str, taken: AbstractSet[str]) -> Iterator[str]:
    syllables = _syllables(name)
    if not 2 <= len(syllables) <= MOST_SYLLABLES:
        return
    initials = "".join(map(_initial, syllables[:-1]))
    whole = syllables[-1]
    in_one = _may_be(initials + whole, taken)
    if len(whole) > 1 and (in_one or len(initials) == 1 or key(initials) not in taken):
        yield f"{initials} {whole}"
        if in_one:
            yield f"{initials}{whole}"
    yield from _initials(name, taken)


def _initials(name: str, taken: AbstractSet[str]) -> Iterator[str]:
    initials = "".join(map(_initial, _syllables(name)))
    if 2 < len(initials) <= MOST_SYLLABLES and _may_be(initials, taken):
        yield initials


def _syllables(name: str) -> list[str]:
    return [part.lower() for part in _LETTERS.findall(name)]


def _initial(syllable: str) -> str:
    """The first letter without its tone: ``ư`` of ``ứng``."""
    letters = unicodedata.normalize("NFD", syllable)
    toneless = "".join(c for c in letters if c not in RULES["tones"])
    return unicodedata.normalize("NFC", toneless)[0]


def _may_be(form: str, taken: AbstractSet[str]) -> bool:
    """Whether a form in one piece is no word."""
    return key(form) not in taken and not _SYLLABLE.fullmatch(key(form))
