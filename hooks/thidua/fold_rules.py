"""How search cuts Vietnamese text into comparable syllables: the one fold and tokenise rule.

What makes a token of what is said by the tables in ``fold_rules.json`` alone, how words are cut and what numbers and dates
mean among them. The browser gets the same tables inside the index file; its ``search-text.js`` applies them with as little
knowledge of its own. A test compares both on 20,000 generated strings.

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
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RULES: dict[str, Any] = json.loads(files("thidua").joinpath("fold_rules.json").read_text("utf-8"))
"""The tables, as the index file hands them to the browser."""

_TONES = frozenset(RULES["tones"])
_LETTERS: Mapping[str, str] = RULES["letters"]
_HOMOGLYPHS = str.maketrans(RULES["homoglyphs"])
_I_FOR_Y = re.compile(RULES["i_for_y"])
_ROMAN = {numeral: number for number, numeral in enumerate(RULES["roman"], 1)}
_ROMAN_CAPITAL = frozenset(RULES["roman_capital_only"])


def _character_class(ranges: Iterable[str]) -> str:
    return "".join("-".join(f"\\u{end}" for end in part.split("-")) for part in ranges)


_IGNORED = re.compile(f"[{_character_class(RULES['ignored'])}]")
_ODD = re.compile(f"[{_character_class([*RULES['ignored'], '0300-036F'])}]")
_SPACE_BEFORE_MARK = re.compile(r"[ \t\r\n]+(?=[\u0300-\u036f])")
_PIECE = re.compile("|".join(RULES["pieces"]).replace("WORD", _character_class(RULES["word"])))
_THOUSANDS = re.compile(r"[.](?=[0-9]{3}(?![0-9]))")
_SEPARATOR = re.compile("[/.-]")
_NUMBER = re.compile("[0-9][0-9 /.-]*")
_PARTS: Mapping[str, str] = RULES["parts"]


class _TellingTokens(dict[str, bool]):
    """A token → whether it may say what a number after it means."""

    def __missing__(self, token: str) -> bool:
        tells = self[token] = bool(_ANY_PART.fullmatch(token))
        return tells


_ANY_PART = re.compile("|".join(_PARTS.values()))
_TELLING = _TellingTokens()


def _pattern(text: str) -> str:
    """A pattern of the tables with its parts written out."""
    return re.sub("[A-Z]+", lambda name: f"(?:{_PARTS[name[0]]})", text)


_TAILS = [
    (
        re.compile(f"(?:^| ){_pattern(f'{before} ' if before else '')}{_pattern(replaced)}$"),
        bool(before),
        tokens.replace("$", "\\"),
    )
    for before, replaced, tokens in RULES["tails"]
]


def clean(text: str) -> str:
    """``text`` in NFC without compatibility letters and invisible characters.

    Marks that a PDF set apart (``Đa ̀ Nẵng``) go back to their letter.
    """
    text = unicodedata.normalize("NFKC", text)
    if _ODD.search(text):
        text = _SPACE_BEFORE_MARK.sub("", _IGNORED.sub("", text))
        text = unicodedata.normalize("NFC", text)
    return text


class _WordForms(dict[str, tuple[str, str, str]]):
    """A word as written → its token, its key and how a tail has it; each word is worked out once."""

    def __missing__(self, word: str) -> tuple[str, str, str]:
        forms = self[word] = _forms(word)
        return forms


def _forms(word: str) -> tuple[str, str, str]:
    """Token, key, and what the rule for tails is asked about: a number, a date, ``=4`` for a numeral; nothing for a word."""
    if _NUMBER.fullmatch(word):
        number = word.replace(" ", "") if _SEPARATOR.search(word) else _without_zeros(word)
        return number, number, number
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
    token = unicodedata.normalize("NFC", plain) + tone
    numeral = base in _ROMAN and token == base and (base not in _ROMAN_CAPITAL or _is_capital(word))
    return token, base, f"={_ROMAN[base]}" if numeral else ""


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
    _stretches: _StretchChunkCache = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_chunks", _ChunkCache(self.spellings))
        object.__setattr__(self, "_stretches", _StretchChunkCache(self.spellings))

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
        tokens = self._cut(text, self._chunks)
        if tokens is None:
            text = clean(text)
            pieces = chain.from_iterable(map(self._chunks.form, _PIECE.findall(text)))
            tokens = self._resolved([*pieces], text) or []
        return tokens

    def parted(self, text: str) -> list[str]:
        """The tokens of a longer text, `BREAK` between words that stand side by side and yet say nothing together."""
        text = unicodedata.normalize("NFKC", text).replace("\n", f" {_DASH} ")
        tokens = self._cut(text, self._stretches)
        if tokens is None:
            stretches = map(self.tokens, _BETWEEN_STRETCHES.split(text))
            tokens = [token for stretch in stretches for token in (*stretch, BREAK)]
        return tokens

    def _cut(self, text: str, chunks: _ChunkCache) -> list[str] | None:
        """The tokens of what stands between spaces; None where that cannot be said without them."""
        return self._resolved([*chain.from_iterable(map(chunks.__getitem__, text.split()))], text)

    def keys(self, text: str) -> list[str]:
        """The keys of the tokens of ``text`` in order."""
        return [_FORMS[token][1] for token in self.tokens(text)]

    def _resolved(self, pieces: list[str], text: str) -> list[str] | None:
        """Tokens of pieces, of which those behind a mark mean different things in different company; None for `_ODD_CHUNK`."""
        tokens: list[str] = []
        done = 0
        marks = pieces.count(_MARK)
        while marks:
            at = pieces.index(_MARK, done)
            tokens += pieces[done:at]
            done = at + 2
            marks -= 1
            if not (piece := pieces[at + 1]):
                return None
            token, base, asked = _FORMS[piece]
            known = self.spellings.get(base)
            spelling, end = self._spelling(known, pieces, at, text) if known else (None, done)
            if spelling:
                for meant in spelling.meant:
                    _take(tokens, *_FORMS[meant])
                marks -= pieces[done:end].count(_MARK)
                done = end
            else:
                _take(tokens, token, base, asked)
        tokens += pieces[done:]
        return tokens

    def _spelling(
        self, known: Iterable[Spelling], pieces: list[str], at: int, text: str
    ) -> tuple[Spelling | None, int]:
        """The one of the spellings with this key that stands here, and where it ends."""
        for spelling in known:
            end = at + 2
            for wanted in spelling.written[1:]:
                end += pieces[end : end + 1] == [_MARK]
                if end >= len(pieces) or key(pieces[end]) != wanted:
                    break
                end += 1
            else:
                if not spelling.capitals:
                    return spelling, end
                written = pieces[at + 1]
                if end > at + 2:  # Only a marked piece still tells how it was written.
                    before = sum(piece not in {_MARK, BREAK} for piece in pieces[:at])
                    written = "".join(_PIECE.findall(text)[before:][: len(spelling.written)])
                if _is_capital(written) and not _is_capital(text):
                    return spelling, end
        return None, at


_MARK = "\0"
"""Stands among pieces before one whose token depends on its neighbours: a number, a numeral, a known spelling."""
_ODD_CHUNK = (_MARK, "")
"""What cannot be cut without the spaces around it: invisible characters, ``4 / 4``."""
BREAK = "\1"
"""Stands among tokens for a comma, a dash, the end of a paragraph: no number and no spelling reaches across."""
_DASH = "–"
_BETWEEN_STRETCHES = re.compile(rf"[,;:]\s+|\s+{_DASH}\s+")
"""What parts words that yet stand side by side: `Hồ Chí Minh, Hải Phòng` names no `Minh Hải`."""


class _ChunkCache(dict[str, tuple[str, ...]]):
    """What stands between two spaces → its tokens, or marked pieces, or `_ODD_CHUNK`; each is worked out once."""

    def __init__(self, spellings: Mapping[str, tuple[Spelling, ...]]) -> None:
        super().__init__()
        self.spellings = spellings

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        odd = _ODD.search(chunk) or chunk[0] in "/-" or chunk[-1] in "/-"
        pieces = () if odd else chain.from_iterable(map(self.form, _PIECE.findall(chunk)))
        forms = self[chunk] = _ODD_CHUNK if odd else tuple(pieces)
        return forms

    def form(self, piece: str) -> tuple[str, ...]:
        """A piece as its token; behind a mark as it is written."""
        token, base, asked = _FORMS[piece]
        if asked or any(
            len(spelling.written) > 1 or not spelling.capitals or _is_capital(piece)
            for spelling in self.spellings.get(base, ())
        ):
            return _MARK, piece
        return (token,)


class _StretchChunkCache(_ChunkCache):
    """The same, with a `BREAK` after what parts one stretch of words from the next."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        forms = super().__missing__(chunk)
        if chunk == _DASH or chunk[-1] in ",;:":
            forms = self[chunk] = (*forms, BREAK)
        return forms


def _is_capital(text: str) -> bool:
    return text == text.upper() and text != text.lower()


def _take(tokens: list[str], token: str, _: str, asked: str) -> None:
    """Append the tokens of a piece, of which its forms are given; what stands before it says what a number means."""
    if not asked:
        tokens.append(token)
        return
    tail = asked
    for before in tokens[:-4:-1]:
        if not _TELLING[before]:
            break
        tail = f"{before} {tail}"
    eaten, meant = _MEANINGS[tail]
    if eaten:
        del tokens[-eaten:]
    tokens += meant or (token,)


class _TailMeanings(dict[str, tuple[int, tuple[str, ...]]]):
    """A number after the tokens that may say what it is → how many of them it takes in, and its tokens; none for a word."""

    def __missing__(self, tail: str) -> tuple[int, tuple[str, ...]]:
        meaning = self[tail] = self._worked(tail)
        return meaning

    def _worked(self, tail: str) -> tuple[int, tuple[str, ...]]:
        for pattern, keeps_first, template in _TAILS:
            if match := pattern.search(tail):
                eaten = match[0].strip().count(" ") - keeps_first
                return eaten, tuple(match.expand(template).split(" "))
        asked = tail.rsplit(" ", 1)[-1]
        if asked[0] == "=":
            return 0, ()
        return 0, tuple(map(_without_zeros, _SEPARATOR.split(_THOUSANDS.sub("", asked))))


def _without_zeros(digits: str) -> str:
    return digits.lstrip("0") or "0"


_MEANINGS = _TailMeanings()
