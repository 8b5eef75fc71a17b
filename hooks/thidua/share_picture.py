"""The picture that a shared link shows: a title, what it belongs to and its date, drawn in the faces of the site.

A picture is known by what it says: its name is a digest of that, so that pages can name it before it is drawn, and it
is drawn only where none is kept. Letters are set one by one, without a shaping library, which not every build of Pillow
has: Vietnamese in NFC has a glyph for each.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from dataclasses import astuple, dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

import PIL
from PIL import Image, ImageDraw, ImageFont

from thidua.shipped_files import theme_folder
from thidua.text import NBSP

WIDTH, HEIGHT = 1200, 630
_DRAWING = "1"
"""Raised whenever the same words are drawn otherwise."""
_MARGIN = 76
_ROOM = WIDTH - 2 * _MARGIN
_SERIF, _SANS = "source-serif-4", "source-sans-3"
_STRONG, _PLAIN = 600, 400
_SIZES = ((76, 2), (64, 3), (54, 4))
"""Sizes of a title, largest first, and in how many lines at most it is set in each."""
_LINE_HEIGHT = 1.3
"""Room for the marks of two lines between them: ``Ậ`` above ``Ễ``."""
_ABOVE_BASE, _TITLE_TOP, _FOOT_BASE, _RULE = 150, 190, HEIGHT - 70, HEIGHT - 128
_SMALL = 31
_PALETTE = (0xFB, 0xF9, 0xF4, 0x8C, 0x8A, 0x85, 0x1D, 0x1B, 0x17, 0x9D, 0x1C, 0x1C)
"""Paper, the edge of a letter, ink, and the red of the site: two bits a point, a third of the bytes of a smooth picture.

Where links are shown a picture is half as wide, and then nobody can tell the two apart.
"""
_EDGE, _RED = 1, 3
_COVERED = [0] * 64 + [1] * 112 + [2] * 80
"""From how far a letter covers a point to the palette."""
_ELLIPSIS = "…"


@dataclass(frozen=True)
class SharePicture:
    """What a picture says; what is empty is left out."""

    title: str
    above: str = ""
    date: str = ""
    site: str = ""

    def words_beside(self, title: str) -> str:
        """What it says, in one line, where a title stands beside it: nobody is read the same twice."""
        own = "" if self.title == title else self.title
        return " · ".join(filter(None, (own, self.above, self.date))) or self.title

    @cached_property
    def name(self) -> str:
        """``<hash>-1200.png``: the name tells the content, so servers may cache it for ever."""
        said = "\0".join((_DRAWING, PIL.__version__, *astuple(self)))
        return f"{hashlib.sha256(said.encode() + _faces_digest()).hexdigest()[:20]}-{WIDTH}.png"

    def draw(self) -> bytes:
        """The PNG."""
        canvas = Image.new("L", (WIDTH, HEIGHT))
        small, strong = _face(_SANS, _PLAIN, _SMALL), _face(_SANS, _STRONG, _SMALL)
        above = _cut(strong.composed(self.above), strong, _ROOM)
        strong.write(canvas, _MARGIN, _ABOVE_BASE, above)
        face, lines = _set_title(self.title)
        for number, line in enumerate(lines):
            base = _TITLE_TOP + round(face.size * (0.98 + _LINE_HEIGHT * number))
            face.write(canvas, _MARGIN, base, line)
        date = _cut(strong.composed(self.date), strong, _ROOM)
        strong.write(canvas, _MARGIN, _FOOT_BASE, date)
        room = _ROOM - (strong.width(date) + 2 * _SMALL if date else 0)
        site = _cut(small.composed(self.site), small, room)
        small.write(canvas, WIDTH - _MARGIN - small.width(site), _FOOT_BASE, site)
        return _png(canvas)


def _png(canvas: Image.Image) -> bytes:
    """The letters in ink, with the lines of the page."""
    image = canvas.point(_COVERED, "P")
    image.putpalette(_PALETTE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((_MARGIN, _MARGIN, _MARGIN + 95, _MARGIN + 7), fill=_RED)
    pen.rectangle((_MARGIN, _RULE, WIDTH - _MARGIN - 1, _RULE + 1), fill=_EDGE)
    file = io.BytesIO()
    image.save(file, "PNG", bits=2, compress_level=4)
    return file.getvalue()


class _Letter(NamedTuple):
    """A letter as it is drawn, and how far the next stands from it."""

    mask: Image.Image
    left: int
    top: int
    width: float


@dataclass(eq=False, slots=True)
class _Face:
    """A face of the site at one size and weight, from the two files that have its letters."""

    size: int
    fonts: tuple[ImageFont.FreeTypeFont, ...]
    _letters: dict[str, _Letter | None] = field(default_factory=dict)

    def letter(self, char: str) -> _Letter | None:
        """A letter, drawn once; None where neither file has it."""
        if char not in self._letters:
            font = next((font for font in self.fonts if _has(font, char)), None)
            self._letters[char] = _drawn(font, char) if font else None
        return self._letters[char]

    def composed(self, text: str) -> str:
        """A text in letters that are there: composed, those of other scripts without their marks or left out."""
        known = []
        for char in unicodedata.normalize("NFC", text):
            found = char if self.letter(char) else unicodedata.normalize("NFKD", char)[0]
            known.append(found if self.letter(found) else "")
        return "".join(known)

    def width(self, text: str) -> float:
        """How wide a composed text is."""
        return sum(letter.width for letter in map(self.letter, text) if letter)

    def write(self, canvas: Image.Image, x: float, base: int, text: str) -> None:
        """Draw a composed text with its base line at ``base``."""
        for letter in filter(None, map(self.letter, text)):
            canvas.paste(255, (round(x) + letter.left, base + letter.top), letter.mask)
            x += letter.width


def _drawn(font: ImageFont.FreeTypeFont, char: str) -> _Letter:
    left, top, right, bottom = map(round, font.getbbox(char, anchor="ls"))
    mask = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(mask).text((-left, -top), char, fill=255, font=font, anchor="ls")
    return _Letter(mask, left, top, font.getlength(char))


def _set_title(title: str) -> tuple[_Face, list[str]]:
    """The largest face in which a title fits, and its lines, of like length; at the smallest it is cut."""
    for size, most in _SIZES:
        face = _face(_SERIF, _STRONG, size)
        lines = _lines(face.composed(title), face, _ROOM)
        if len(lines) <= most:
            return face, _balanced(lines, face)
    rest = " ".join(lines[most - 1 :])
    return face, [_cut(line, face, _ROOM) for line in (*lines[: most - 1], rest)]


def _lines(text: str, face: _Face, room: float) -> list[str]:
    """The words of a text in lines no longer than ``room``; a longer word has a line of its own."""
    lines, space, at = [""], face.width(" "), 0.0
    for word in filter(None, text.split(" ")):
        width = face.width(word)
        if lines[-1] and at + space + width > room:
            lines.append("")
        at = at + space + width if lines[-1] else width
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _balanced(lines: list[str], face: _Face) -> list[str]:
    """As many lines, the longest as short as can be."""
    text, least, most = " ".join(lines), 0.0, float(_ROOM)
    while most - least > face.size / 4:
        middle = (least + most) / 2
        tried = _lines(text, face, middle)
        if len(tried) > len(lines) or max(map(face.width, tried)) > middle:
            least = middle
        else:
            lines, most = tried, middle
    return [_cut(line, face, _ROOM) for line in lines]


def _cut(text: str, face: _Face, room: float) -> str:
    """A line that fits; what is cut ends after a word, with an ellipsis."""
    if face.width(text) <= room:
        return text
    room -= face.width(_ELLIPSIS)
    words = text.split()
    while len(words) > 1 and face.width(" ".join(words)) > room:
        words.pop()
    line = " ".join(words)
    while line and face.width(line) > room:
        line = line[:-1]
    return line.rstrip(f" {NBSP},.;:–-") + _ELLIPSIS


@cache
def _face(family: str, weight: int, size: int) -> _Face:
    fonts = []
    for data in _face_files(family):
        font = ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes([weight])
        fonts.append(font)
    return _Face(size, tuple(fonts))


@cache
def _face_files(family: str) -> tuple[bytes, ...]:
    folder = theme_folder() / "assets" / "fonts"
    names = (f"{family}-{part}-wght-normal.woff2" for part in ("latin", "vietnamese"))
    return tuple((folder / name).read_bytes() for name in names)


@cache
def _faces_digest() -> bytes:
    return hashlib.sha256(b"".join((*_face_files(_SERIF), *_face_files(_SANS)))).digest()


def _has(font: ImageFont.FreeTypeFont, char: str) -> bool:
    """Whether a font has a letter of its own: what it draws is not what it draws for no letter at all."""
    missing, mask = font.getmask("\uffff"), font.getmask(char)
    return (mask.size, bytes(mask)) != (missing.size, bytes(missing))
