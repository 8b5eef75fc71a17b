"""Text typed for fonts from before Unicode (TCVN3 and VNI), recognised by its font or its shape, as Unicode.

Such a text is Latin letters and signs that only its font shows as Vietnamese: ``Céng an nh©n d©n`` in TCVN3,
``Coâng an nhaân daân`` in VNI. Word files name the font. Elsewhere the shape tells: words that are no syllables of
Vietnamese as they stand, and are when converted.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable

Encoding = Literal["TCVN3", "VNI"]

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
"""As ``iconv -t TCVN`` writes them, read as Latin-1; the soft hyphen is ư."""
_DRAWN_U_HORN = re.compile(r"(?<=[A-Za-z\u00a1-\u00ff])\u2212|\u2212(?=[A-Za-z\u00a1-\u00ff])")
"""The same copied out of a PDF, which names that place of the font after a minus; one between numbers is one."""

_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
"""None, acute, grave, hook, tilde and dot below."""
_VNI_MARKS = {
    **dict(zip("ùøûõï", _TONES[1:], strict=True)),
    **{sign: "\u0302" + tone for sign, tone in zip("âáàåãä", _TONES, strict=True)},
    **{sign: "\u0306" + tone for sign, tone in zip("êéèúüë", _TONES, strict=True)},
}
"""What a sign behind a vowel puts on it in VNI."""
_VNI_LETTERS = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
"""Signs of VNI that are letters by themselves."""
_VNI = re.compile(
    "(?P<vowel>[aeo](?=[âáàåãäùøûõï])|a(?=[êéèúüë])|[iuyôö](?=[ùøûõï]))(?P<mark>.)|[ôöñíìæóòî]",
    re.IGNORECASE,
)


def _vni_letter(match: re.Match[str]) -> str:
    sign = match["vowel"] or match[0]
    mark = _VNI_MARKS[match["mark"].lower()] if match["mark"] else ""
    letter = nfc(_VNI_LETTERS.get(sign.lower(), sign.lower()) + mark)
    return letter.upper() if sign.isupper() else letter


def encoding_of_font(font: str) -> Encoding | None:
    """The encoding of text in a font of this name; None for any other font."""
    if font.startswith(".Vn"):
        return "TCVN3"
    return "VNI" if re.match(r"VNI[-_ ]", font) else None


def is_capital_font(font: str) -> bool:
    """Whether a font shows small letters as capitals: ``.VnTimeH``."""
    return font.startswith(".Vn") and font.rstrip().endswith("H")


def to_unicode(text: str, encoding: Encoding) -> str:
    """``text`` of an old font in Unicode; what is Unicode already is given back as it is."""
    if any(ord(letter) > 0xFF and letter.isalpha() for letter in text):
        return text
    if encoding == "TCVN3":
        return _DRAWN_U_HORN.sub("\u00ad", text).translate(_TCVN3)
    return _VNI.sub(_vni_letter, nfc(text))


_RHYMES = (
    "a[ciymnpotu]?|a(?:ch|ng|nh)|ă(?:[ckmnpt]|ng)|â(?:[cmnptuy]|ng)|e[cmnopt]?|eng|ê[mnptu]?|ê(?:ch|nh)|i[amnptu]?|i(?:ch|nh)"
    "|iê(?:[cmnptu]|ng)|o[acimnpte]?|o(?:ng|oc|ong|a[cimnopty]|ach|ang|anh|ă[cmnt]|ăng|e[not])|ô[cimnpt]?|ông|ơ[imnpt]?"
    "|u[acimnpt]?|ung|u(?:â[nty]|âng|ê|êch|ênh|ô[cimnt]|ông|ơ|y|ya|ych|yê[nt]|ynh|y[tpu])|ư[acitu]?|ưng|ươ(?:[cimnptu]|ng)"
    "|y|yê(?:[mntu]|ng)"
)
_SYLLABLE = re.compile(
    rf"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x)?(?:{_RHYMES})", re.IGNORECASE
)
_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"[^\s\d\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e“”‘’–—…]+")


def _is_syllable(word: str) -> bool:
    bare = nfc(unicodedata.normalize("NFD", word).translate(_TONE_MARKS))
    return _SYLLABLE.fullmatch(bare) is not None


def _accented(text: str) -> list[str]:
    """The words beyond ASCII; abbreviations and lone signs do not count."""
    words = (word for word in _WORD.findall(nfc(text)) if not word.isascii())
    return [w for w in words if not w.isupper() and re.search(r"[a-z]", w, re.IGNORECASE)]


def _strange(text: str) -> int:
    """How many words beyond ASCII are no syllables of Vietnamese."""
    return sum(not _is_syllable(word) for word in _accented(text))


def reads_well(text: str) -> bool:
    """Whether a text that was decoded by guessing has Vietnamese words, and hardly any others beyond ASCII."""
    words = _accented(text)
    return bool(words) and 4 * _strange(text) <= len(words)


_ENOUGH = 3
"""Strange words from which on a text is taken for one of an old font."""


def shape_of(texts: Iterable[str]) -> Encoding | None:
    """The encoding that texts without a known font are typed in; None for Unicode, and for too little to tell."""
    whole = " ".join(text for text in texts if not text.isascii())
    before = _strange(whole)
    if before < _ENOUGH:
        return None
    left = {name: _strange(_by_words(whole, name)) for name in ("TCVN3", "VNI")}
    best: Encoding = "VNI" if left["VNI"] < left["TCVN3"] else "TCVN3"
    return best if left[best] * 4 <= before else None


def _by_words(text: str, encoding: Encoding) -> str:
    return " ".join(to_unicode(word, encoding) for word in text.split(" "))


def by_shape(text: str, encoding: Encoding) -> str:
    """``text`` converted where that leaves fewer strange words, as it is elsewhere."""
    if text.isascii():
        return text
    made = _by_words(text, encoding)
    return made if _strange(made) < _strange(text) else text
