"""Letters that look like others: of another script within a word, whole words of them, and letters in fancy dress.

Python has no table of scripts; the name of a letter begins with its script, which is all that is needed here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUSPECT = re.compile(
    "[\u0370-\u1cff\u1d26-\u1d2b\u1f00-\u1fff\u2102-\u2149\u24b6-\u24e9\u2c00-\u2c5f\u2c80-\u2dff\ua000-\ua6ff"
    "\uab65\uab70-\uabff\uff10-\uff5a\U00010280-\U0001e9ff]"
)
"""What is neither Latin nor a sign: most lines hold none of it."""
_STYLED = re.compile(
    "[\u2102\u2107\u210a-\u2112\u2115\u2119-\u211d\u2124\u2128\u212c-\u2134\u2139\u213c-\u213f\u2145-\u2149\u24b6-\u24e9"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)
"""Letters and digits of formulas, in circles and as wide as Chinese ones; ℓ is a litre."""
_LITRE = "\u2113"

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+")
_ANY_WORD = re.compile(rf"[\w{_MARKS}\u24b6-\u24e9]+")
_UNIT = re.compile("[mkMG]?Ω|μ(?:[AFgHLlmNsVW]|mol)")
"""Units that are made of two scripts; the sign µ (U+00B5) is of none."""

_ALPHABETS = frozenset(
    {
        "ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "DESERET", "GEORGIAN", "GOTHIC", "GREEK", "LATIN", "LISU",
        "OSAGE", "TIFINAGH",
    }
)  # fmt: skip
"""Scripts with letters that look like Latin ones. Of others, such as Lao or Chinese, which part no words by blanks, a
letter may stand close to a Latin word."""

_LIKE_LATIN = dict(
    zip(
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕЅІЈКМНОРСТУХаеорсухіјѕԁһԛԝ",
        "ABEZHIKMNOPTYXoABESIJKMHOPCTYXaeopcyxijsdhqw",
        strict=True,
    )
)
"""Letters nobody can tell from the Latin one."""
_ALMOST_LATIN = dict(zip("αικνρυχγητωεвкмнт", "aikvpuxyntwebkmht", strict=True))
"""Letters that were meant for the Latin one where they stand in a Latin word."""


class Lookalike(NamedTuple):
    """A letter that deceives, and the word it stands in."""

    start: int
    letter: str
    word: str
    script: str
    """``greek``, ``cyrillic`` …, or ``styled`` for a letter in fancy dress."""
    near: str | None
    """The word in letters of one script, where each has its match."""


def may_hold_lookalikes(text: str) -> bool:
    """Whether a text holds a letter that is not Latin."""
    return _SUSPECT.search(text) is not None


def lookalikes(line: str) -> Iterator[Lookalike]:
    """The first letter of each word of a line (NFC) that is of another script than its word, or only looks like a letter.

    Words of one script stay: a name in Russian or Lao, α or Ω alone. But where all letters of a word look Latin, and no
    other word of its script stands in the line, it is a Latin word in disguise.
    """
    if not _SUSPECT.search(line):
        return
    found = [*_styled(line), *_mixed(line), *_disguised(line)]
    yield from sorted(found)


def _styled(line: str) -> Iterator[Lookalike]:
    for word in _ANY_WORD.finditer(line) if _STYLED.search(line) else ():
        sign = _STYLED.search(word[0])
        if sign:
            near = "".join(c if c == _LITRE else _plain(c) for c in word[0])
            yield Lookalike(word.start() + sign.start(), sign[0], word[0], "styled", near)


def _mixed(line: str) -> Iterator[Lookalike]:
    for word in _WORD.finditer(line):
        scripts = Counter(filter(None, map(_script, word[0])))
        if len(scripts) < 2 or _UNIT.fullmatch(word[0]) or _STYLED.search(word[0]):
            continue
        main = _main_script(word[0], scripts)
        start, letter = next(
            (n, c) for n, c in enumerate(word[0]) if _script(c) not in {main, None}
        )
        near = _in_latin(word[0]) if main == "LATIN" else None
        yield Lookalike(
            word.start() + start, letter, word[0], (_script(letter) or "").lower(), near
        )


def _disguised(line: str) -> Iterator[Lookalike]:
    words = [word for word in _WORD.finditer(line) if _script(word[0][0]) not in {None, "LATIN"}]
    real = {
        _script(letter)
        for word in words
        if not all(map(_looks_latin, word[0]))
        for letter in word[0]
    }
    for word in words:
        script = _script(word[0][0])
        if script not in real:
            yield Lookalike(
                word.start(), word[0][0], word[0], (script or "").lower(), _in_latin(word[0])
            )


def _main_script(word: str, scripts: Counter[str]) -> str:
    """The script a word is meant in: Latin where the rest looks Latin, else that of most letters."""
    others = (c for c in word if _script(c) not in {"LATIN", None})
    latin = scripts["LATIN"]
    if latin and (latin * 2 >= scripts.total() or all(map(_looks_latin, others))):
        return "LATIN"
    return scripts.most_common(1)[0][0]


def _in_latin(word: str) -> str | None:
    letters = [_latin(c) for c in unicodedata.normalize("NFD", word)]
    return None if None in letters else unicodedata.normalize("NFC", "".join(filter(None, letters)))


def _latin(letter: str) -> str | None:
    if _script(letter) in {"LATIN", None}:
        return letter
    return _LIKE_LATIN.get(letter) or _ALMOST_LATIN.get(letter)


def _looks_latin(letter: str) -> bool:
    """Whether a letter of another script, whatever its marks, cannot be told from a Latin one."""
    return unicodedata.normalize("NFD", letter)[0] in _LIKE_LATIN or _script(letter) is None


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter)


@cache
def _script(letter: str) -> str | None:
    """The script of a letter, one of `_ALPHABETS`; None for others, for marks and for signs."""
    if not letter.isalpha():
        return None
    script = unicodedata.name(letter, "").partition(" ")[0]
    return script if script in _ALPHABETS else None
