"""Names in running text, found as search finds them.

Case, punctuation, accents, zeros before numbers and known abbreviations make no difference:
``Cụm Thi đua số 01 - Bộ Công an`` is the name ``Cụm thi đua số 1 – Bộ Công an``, and ``Vì ANTQ`` is
“Vì an ninh Tổ quốc”.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from thidua.editing.importing.source_document import sentences
from thidua.fold_rules import Tokeniser
from thidua.reading.sector import Sector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


SHARED = Sector()
"""What all sectors write alike."""


@cache
def _tokeniser(sector: Sector) -> Tokeniser:
    return Tokeniser.of(sector.spellings())


@cache
def text_keys(text: str, sector: Sector = SHARED) -> tuple[str, ...]:
    """The comparable syllables of a text, abbreviations of the sector written out."""
    return tuple(_tokeniser(sector).keys(text))


def key_positions(needle: Sequence[str], text: Sequence[str], start: int = 0) -> Iterator[int]:
    """Where a row of syllables stands in another."""
    if not needle:
        return
    for at in range(start, len(text) - len(needle) + 1):
        if text[at] == needle[0] and tuple(text[at : at + len(needle)]) == tuple(needle):
            yield at


def evidence_of(name: Sequence[str], paragraphs: Iterable[str], sector: Sector = SHARED) -> str:
    """The shortest words of the text that say a name, with a little around them."""
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            if any(True for _ in key_positions(name, text_keys(sentence, sector))):
                return narrowed_sentence(
                    sentence,
                    lambda part: any(True for _ in key_positions(name, text_keys(part, sector))),
                )
    return ""


def narrowed_sentence(sentence: str, holds: Callable[[str], bool], around: int = 4) -> str:
    """The part of a sentence for which something holds, and a few words to each side."""
    words = sentence.split()
    end = _first(range(1, len(words) + 1), lambda n: holds(" ".join(words[:n])), len(words))
    start = _first(range(end - 1, -1, -1), lambda n: holds(" ".join(words[n:end])), 0)
    return " ".join(words[max(0, start - around) : end + around])


def _first(numbers: Iterable[int], holds: Callable[[int], bool], otherwise: int) -> int:
    return next((n for n in numbers if holds(n)), otherwise)
