"""Vietnamese as fingers type it: keys of Telex and VNI, slips of the fingers, and what an input method makes of them.

Written from how the input methods behave; shares nothing with the folding of the search.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
ROWS = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ", "e": "eèéẻẽẹêềếểễệ", "i": "iìíỉĩị", "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự", "y": "yỳýỷỹỵ", "d": "dđ",
}  # fmt: skip
BARE = {c: base for base, row in ROWS.items() for c in row}
BARE |= {c.upper(): base.upper() for c, base in BARE.items()}
NEAR = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl", "p": "o",
    "a": "qsz", "s": "awdz", "d": "sefx", "f": "drgc", "g": "ftvh", "h": "gyjb", "j": "hukn", "k": "jilm", "l": "kop",
    "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip


def keys(syllable: str, table: dict[str, str], tones: dict[str, str]) -> str:
    """Keys of a syllable in lower case, the key of its tone at the end."""
    out, tone = "", ""
    for char in unicodedata.normalize("NFC", syllable.lower()):
        apart = unicodedata.normalize("NFD", char)
        mark = next((c for c in apart if c in tones), "")
        tone = tones.get(mark, tone)
        letter = unicodedata.normalize("NFC", apart.replace(mark, "")) if mark else char
        out += table.get(letter, letter)
    return out + tone


TELEX_TONES = {mark: key for key, mark in TONES.items()}


def telex(typed: str) -> str:
    """What a Telex input method shows for these keys: marks and tone are taken wherever in the syllable they come."""
    letters: list[str] = []
    tone = ""
    for key in typed:
        low = [c.lower() for c in letters]
        vowel = any(c in "aeiouyăâêôơư" for c in low)
        if key in TONES and vowel and not tone and letters:
            tone = TONES[key]
        elif key in "aeo" and key in low and low[-1] in "aeo" + "bcghmnpt":
            at = len(low) - 1 - low[::-1].index(key)
            letters[at] = {"a": "â", "e": "ê", "o": "ô"}[key]
        elif key == "d" and low[:1] == ["d"]:
            letters[0] = "đ"
        elif key == "w" and "u" in low and "o" in low and low.index("o") == low.index("u") + 1:
            at = low.index("u")
            letters[at : at + 2] = ["ư", "ơ"]
        elif key == "w" and any(c in "aou" for c in low):
            at = max(n for n, c in enumerate(low) if c in "aou")
            letters[at] = {"a": "ă", "o": "ơ", "u": "ư"}[low[at]]
        elif key == "w" and not vowel:
            letters.append("ư")
        else:
            letters.append(key)
    if not tone:
        return "".join(letters)
    vowels = [n for n, c in enumerate(letters) if c in "aeiouyăâêôơư"]
    if letters[0] == "q" and len(vowels) > 1:
        vowels = vowels[1:]
    marked = [n for n in vowels if letters[n] in "ăâêôơư"]
    ends = vowels[-1] == len(letters) - 1
    at = (
        marked[-1]
        if marked
        else vowels[0]
        if len(vowels) == 1 or (ends and len(vowels) == 2)
        else vowels[1]
    )
    letters[at] = unicodedata.normalize("NFC", letters[at] + tone)
    return "".join(letters)


def slip(typed: str, rng: random.Random) -> str:
    """One key wrong: left out, doubled, swapped with the next, or its neighbour on the board."""
    at = rng.randrange(len(typed))
    way = rng.choice(("left out", "swapped", "near", "near", "doubled"))
    if way == "left out":
        return typed[:at] + typed[at + 1 :]
    if way == "doubled":
        return typed[: at + 1] + typed[at:]
    if way == "swapped":
        at = min(at, len(typed) - 2)
        return typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
    return typed[:at] + rng.choice(NEAR.get(typed[at], typed[at])) + typed[at + 1 :]


def slipped(text: str, rng: random.Random) -> str:
    """The text with one of its longer syllables mistyped."""
    words = text.split(" ")
    able = [n for n, w in enumerate(words) if w.isalpha() and len(w) > 2]
    if not able:
        return ""
    at = rng.choice(able)
    word = words[at]
    way = rng.random()
    if way < 0.1:  # The input method was off.
        new = keys(word, TELEX, TELEX_TONES)
    elif way < 0.2:
        new = keys(word, VNI, VNI_TONES)
    elif way < 0.7:
        new = telex(slip(keys(word, TELEX, TELEX_TONES), rng))
    else:  # Typed without accents throughout.
        words = ["".join(BARE.get(c, c) for c in w).lower() for w in words]
        new = slip(words[at], rng)
    if new.lower() == words[at].lower() or not new:
        return ""
    words[at] = new.capitalize() if words[at][0].isupper() else new
    return " ".join(words)
