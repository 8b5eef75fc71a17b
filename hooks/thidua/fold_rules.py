"""How search cuts Vietnamese text into comparable syllables: the one fold and tokenise rule.

The tables are in ``fold_rules.json``; the browser gets the same tables inside the index file and does
the same steps in ``search-text.js``. A test compares both on 20,000 generated strings.

A token is a syllable in lower case, its tone moved to the end (``hoà`` and ``hòa`` are one token), a
number without leading zeros, or one of these canonical forms:

- ``#1``: the number of a cluster, from ``số 1``, ``số 01``, ``số I``, ``Cụm 1``;
- ``4/4``: a day of the year, from ``04/4``, ``ngày 4 tháng 4``; the year follows as its own token;
- ``t4``: a month, from ``tháng 4``, ``04/2024``;
- ``7``: an edition, from ``lần thứ VII``, ``lần 7``.

Abbreviations and spellings of the editors' table are written out: ``ANTQ`` → an ninh Tổ quốc.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import chain, product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RULES: dict[str, Any] = json.loads(files("thidua").joinpath("fold_rules.json").read_text("utf-8"))
"""The tables, as the index file hands them to the browser."""

_TONES = frozenset(RULES["tones"])
_LETTERS: Mapping[str, str] = RULES["letters"]
_HOMOGLYPHS = str.maketrans(RULES["homoglyphs"])
_I_FOR_Y = re.compile(RULES["i_for_y"])
_NUMBER_AFTER = frozenset(RULES["number_after"])
_ORDINAL_AFTER = frozenset(RULES["ordinal_after"])
_ROMAN = {numeral: number for number, numeral in enumerate(RULES["roman"], 1)}
_ROMAN_CAPITAL = frozenset(RULES["roman_capital_only"])
_ROMAN_WRITTEN = frozenset(
    "".join(letters) for n in _ROMAN for letters in product(*((c, c.upper()) for c in n))
)
"""Every numeral in every mixture of cases."""


def _character_class(ranges: Iterable[str]) -> str:
    return "".join("-".join(f"\\u{end}" for end in part.split("-")) for part in ranges)


_WORD = _character_class(RULES["word"])
_IGNORED = re.compile(f"[{_character_class(RULES['ignored'])}]")
_ODD = re.compile(f"[{_character_class([*RULES['ignored'], '0300-036F'])}]")
_SPACE_BEFORE_MARK = re.compile(r"[ \t\r\n]+(?=[\u0300-\u036f])")
_PIECE = re.compile(
    rf"(?![0-9])[{_WORD}]+"
    r"|[0-9]{1,2}(?: ?/ ?|[.-])[0-9]{1,2}(?: ?/ ?|[.-])[0-9]{4}(?![0-9/])"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"
    r"|[0-9]{1,2} ?[/-] ?(?:19|20)[0-9]{2}(?![0-9/])"
    r"|[0-9]{1,2}/[0-9]{1,2}(?![0-9/])"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])"
    rf"|[{_WORD}]+"
)


def clean(text: str) -> str:
    """``text`` in NFC without compatibility letters and invisible characters.

    Marks that a PDF set apart (``Đa ̀ Nẵng``) go back to their letter.
    """
    text = unicodedata.normalize("NFKC", text)
    if _ODD.search(text):
        text = _SPACE_BEFORE_MARK.sub("", _IGNORED.sub("", text))
        text = unicodedata.normalize("NFC", text)
    return text


class _WordForms(dict[str, tuple[str, str]]):
    """A word as written → its token and its key; each word is worked out once."""

    def __missing__(self, word: str) -> tuple[str, str]:
        forms = self[word] = _forms(word)
        return forms


def _forms(word: str) -> tuple[str, str]:
    if _is_number(word):
        number = word.lstrip("0") or "0"
        return number, number
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", word.lower().translate(_HOMOGLYPHS)):
        if char in _TONES:
            tone = tone or char
        else:
            letters.append(char)
    plain = "".join(letters)
    base = "".join(_LETTERS.get(c, c) for c in plain if not "\u0300" <= c <= "\u036f")
    if _I_FOR_Y.match(base):
        base = base[:-1] + "i"
        plain = plain[:-1] + "i" if plain.endswith("y") else plain
    return unicodedata.normalize("NFC", plain) + tone, base


def _is_number(word: str) -> bool:
    """In the digits the rule knows: ``٣`` is a decimal to Python, too."""
    return word.isascii() and word.isdecimal()


_FORMS = _WordForms()


def key(token: str) -> str:
    """What two tokens share when they differ in accents only: ``hoa`` for ``hoà``, ``hòa``, ``hoa``."""
    return _FORMS[token][1]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling that stands for another: an abbreviation, an older or foreign form of a name."""

    written: tuple[str, ...]
    """Keys in a row, ``("pc", "cc")`` for ``PC&CC``."""
    meant: tuple[str, ...]
    """The tokens it is written out as."""
    capitals: bool
    """Only where it alone is in capitals, because it is also a word (``CA`` and ``ca``)."""
    bare: bool
    """Written without accents: in small letters somebody may mean it, as in ``ca da nang``."""


@dataclass(frozen=True)
class Tokeniser:
    """Cuts text into tokens and writes out the spellings it knows."""

    spellings: Mapping[str, tuple[Spelling, ...]] = field(default_factory=dict)
    """By first key, the longest first."""
    _chunks: _ChunkCache = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_chunks", _ChunkCache(frozenset(self.spellings)))

    @classmethod
    def of(cls, table: Iterable[tuple[str, str, bool]]) -> Tokeniser:
        """From rows of written form, meant form, and whether only capitals count."""
        plain = cls()
        found: dict[str, list[Spelling]] = {}
        for written, meant, capitals in table:
            tokens = plain.tokens(written)
            keys = tuple(map(key, tokens))
            found.setdefault(keys[0], []).append(
                Spelling(keys, tuple(plain.tokens(meant)), capitals, bare=list(keys) == tokens)
            )
        return cls({k: tuple(sorted(v, key=lambda s: -len(s.written))) for k, v in found.items()})

    def tokens(self, text: str) -> list[str]:
        """The tokens of ``text`` in order."""
        text = unicodedata.normalize("NFKC", text)
        pieces = list(chain.from_iterable(map(self._chunks.__getitem__, text.split())))
        places = [at for at, piece in enumerate(pieces) if piece < _LEAST]
        if any(pieces[at] == _MARK for at in places):
            text = clean(text)
            pieces = [self._chunks.form(piece) for piece in _PIECE.findall(text)]
            places = [at for at, piece in enumerate(pieces) if piece < _LEAST]
        return self._resolved(pieces, places, text) if places else pieces

    def keys(self, text: str) -> list[str]:
        """The keys of the tokens of ``text`` in order."""
        return [_FORMS[token][1] for token in self.tokens(text)]

    def _resolved(self, pieces: list[str], places: Iterable[int], text: str) -> list[str]:
        """Tokens of pieces, of which those at ``places`` mean different things in different company."""
        tokens: list[str] = []
        done = 0
        for at in places:
            if at < done:
                continue
            tokens += pieces[done:at]
            spelling = self._spelling(pieces, at, text)
            if spelling:
                for meant in spelling.meant:
                    _take(tokens, meant)
            else:
                _take(tokens, pieces[at][1:])
            done = at + (len(spelling.written) if spelling else 1)
        tokens += pieces[done:]
        return tokens

    def _spelling(self, pieces: list[str], at: int, text: str) -> Spelling | None:
        """The spelling of the table that begins here."""
        for spelling in self.spellings.get(_piece_key(pieces[at]), ()):
            end = at + len(spelling.written)
            if tuple(map(_piece_key, pieces[at:end])) != spelling.written:
                continue
            if not spelling.capitals:
                return spelling
            # Only a marked piece still tells how it was written.
            one = end == at + 1
            written = pieces[at][1:] if one else "".join(_PIECE.findall(text)[at:end])
            if _is_capital(written) and not _is_capital(text):
                return spelling
        return None


_MARK = "\0"
"""Stands before a piece whose token depends on its neighbours: a number, a numeral, a known spelling."""
_LEAST = "\1"


class _ChunkCache(dict[str, tuple[str, ...]]):
    """What stands between two spaces → its tokens, or marked pieces; each is worked out once.

    A bare mark where that cannot be said without the spaces: invisible characters, ``4 / 4``.
    """

    def __init__(self, first: frozenset[str]) -> None:
        super().__init__()
        self.first = first

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        odd = _ODD.search(chunk) or chunk[0] in "/-" or chunk[-1] in "/-"
        forms = self[chunk] = (_MARK,) if odd else tuple(map(self.form, _PIECE.findall(chunk)))
        return forms

    def form(self, piece: str) -> str:
        token, base = _FORMS[piece]
        if piece[0] <= "9" or piece in _ROMAN_WRITTEN or base in self.first:
            return _MARK + piece
        return token


def _piece_key(piece: str) -> str:
    return _FORMS[piece[1:] if piece < _LEAST else piece][1]


def _is_capital(text: str) -> bool:
    return text == text.upper() and text != text.lower()


def _take(tokens: list[str], piece: str) -> None:
    """Append the token of a piece; what stands before it says what a number means."""
    token, base = _FORMS[piece]
    if "0" <= piece[0] <= "9":
        if _is_number(piece):
            _number(tokens, token)
        else:
            _dated(tokens, piece, token)
    elif base in _ROMAN and _number_expected(tokens) and _is_roman(piece, token, base):
        tokens.append(f"#{_ROMAN[base]}")
    elif base in _ROMAN and _ordinal_expected(tokens) and _is_roman(piece, token, base):
        tokens.append(str(_ROMAN[base]))
    else:
        tokens.append(token)


def _is_roman(piece: str, token: str, base: str) -> bool:
    return token == base and (base not in _ROMAN_CAPITAL or _is_capital(piece))


def _number_expected(tokens: list[str]) -> bool:
    return bool(tokens) and _FORMS[tokens[-1]][1] in _NUMBER_AFTER


def _ordinal_expected(tokens: list[str]) -> bool:
    return bool(tokens) and _FORMS[tokens[-1]][1] in _ORDINAL_AFTER


def _last_token_is(tokens: list[str], word: str) -> bool:
    """Whether the last token is ``word``, typed with its accents or with none."""
    return bool(tokens) and tokens[-1] in _SAID[word]


_SAID = {
    word: frozenset(_FORMS[word])
    for word in (RULES["day_word"], RULES["month_word"], RULES["year_word"])
}


def _number(tokens: list[str], number: str) -> None:
    """A plain number; what stood before it may make it a cluster's number, a month or a year."""
    if _number_expected(tokens):
        tokens.append(f"#{number}")
    elif _last_token_is(tokens, RULES["month_word"]) and len(number) < 3 and 1 <= int(number) <= 12:
        tokens.pop()
        if tokens and _is_number(tokens[-1]) and len(tokens[-1]) < 3 and _day(tokens[-1]):
            _day_of_year(tokens, tokens.pop(), number)
        else:
            tokens.append(f"t{number}")
    else:
        _year(tokens, number)


def _year(tokens: list[str], number: str) -> None:
    if (
        len(number) == 4
        and number[:2] in {"19", "20"}
        and _last_token_is(tokens, RULES["year_word"])
    ):
        tokens.pop()
    tokens.append(number)


def _day(number: str) -> bool:
    return 1 <= int(number) <= 31


def _day_of_year(tokens: list[str], day: str, month: str) -> None:
    if _last_token_is(tokens, RULES["day_word"]):
        tokens.pop()
    tokens.append(f"{day}/{month}")


def _dated(tokens: list[str], piece: str, token: str) -> None:
    """A number with separators in it: a date, a month of a year, a number with thousands; or a code."""
    parts = [part.lstrip("0") or "0" for part in re.split(r"[ /.-]+", piece)]
    if not all(map(_is_number, parts)):
        tokens.append(token)
        return
    if len(parts) == 3 and len(parts[0]) == 4 and "-" in piece:
        parts.reverse()
    if len(parts) == 3 and len(parts[2]) == 4 and _is_day_month(parts[0], parts[1]):
        _day_of_year(tokens, parts[0], parts[1])
        tokens.append(parts[2])
    elif len(parts) == 2 and len(parts[1]) == 4 and 1 <= int(parts[0]) <= 12:
        if _last_token_is(tokens, RULES["month_word"]):
            tokens.pop()
        tokens.extend((f"t{parts[0]}", parts[1]))
    elif len(parts) == 2 and "/" in piece and _is_day_month(parts[0], parts[1]):
        _day_of_year(tokens, parts[0], parts[1])
    elif "." in piece and len(piece.rsplit(".", 1)[1]) == 3:
        tokens.append("".join(re.findall("[0-9]", piece)).lstrip("0") or "0")
    else:
        tokens.extend(parts)


def _is_day_month(day: str, month: str) -> bool:
    return len(day) < 3 and len(month) < 3 and _day(day) and 1 <= int(month) <= 12
