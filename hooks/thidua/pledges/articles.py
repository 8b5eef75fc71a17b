"""A pledge's Markdown body → its articles: one ``##`` heading each, with a permanent id and its number.

The id stands in the heading, ``## Điều 1. Kỷ cương {#ky-cuong}``. Numbers are kept as printed, because
they change from year to year while the id stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from thidua.text import fold, nfc, roman, slug

if TYPE_CHECKING:
    from collections.abc import Collection

    from thidua.diagnostics import Position
    from thidua.reading.body import Body, BodyHeading

ARTICLE_LEVEL = 2

_LABELS = "Điều|Nội dung|Mục|Chương|Phần|Khoản|Nhiệm vụ|Tiêu chí|Chỉ tiêu|Cam kết|Nhóm"
_STRONG = frozenset({"dieu", "noi dung", "muc", "chuong", "phan", "khoan"})
"""Labels that number even without a mark: ``Điều 1 Kỷ cương``; ``Tiêu chí 5 không 3 sạch`` is a title."""
_NUMBER = re.compile(
    rf"""(?P<label>{_LABELS.replace(" ", "[ ]")})?\s*
    (?P<numeral>(?:thứ\s+)?(?:[0-9]+(?:\.[0-9]+)*[a-zđ]?|[IVX]+))
    (?P<mark>\s*[.:)/]|\s+[-–—]|[-–—](?=\s))?
    (?:\s+|$)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A printed number taken apart: ``Điều 1a.`` is label ``dieu``, ordinal 1, suffix ``a``."""

    label: str
    """Folded; empty for a bare ``1.`` or ``I.``."""
    ordinal: int | None
    """None for a number of several parts, ``1.2.``."""
    is_roman: bool
    suffix: str = ""

    @property
    def series(self) -> tuple[str, bool]:
        """Numbers of one series count on from each other."""
        return self.label, self.is_roman


@dataclass(frozen=True, slots=True)
class Article:
    """One promise of a pledge as printed. Where it stands in the file is no part of what it says."""

    id: str
    """The editor's id, else the one proposed for it."""
    number: str | None
    """As printed, with its mark: ``Điều 1.``, ``Nội dung 2:``, ``I.``, ``Mục 3 -``."""
    title: str
    text: str
    """Markdown below the heading, without the blank lines around it."""
    line: int = field(default=0, compare=False)
    """Line of the heading in the file."""
    has_id: bool = field(default=True, compare=False)
    """Whether an editor gave the id; a proposed one may change with the title."""

    @property
    def name(self) -> str:
        """Number and title as printed, or the id where neither is."""
        return " ".join(part for part in (self.number, self.title) if part) or self.id

    @property
    def numbering(self) -> Numbering | None:
        return numbering(self.number) if self.number else None


@dataclass(frozen=True, slots=True)
class Articles:
    """A body as articles."""

    preamble: str
    """What stands before the first ``##`` heading."""
    articles: tuple[Article, ...]
    headings: tuple[BodyHeading, ...]
    """The heading of each article."""

    def position(self, place: int) -> Position:
        return self.headings[place].position


@lru_cache(maxsize=1024)  # checks, pages, both comparisons and data files ask for the same
def split_body(body: Body) -> Articles:
    """The preamble and the articles of a body; headings below ``##`` belong to their article."""
    lines = nfc(body.text).split("\n")
    headings = tuple(h for h in body.headings if h.level == ARTICLE_LEVEL)
    starts = [h.position.line - body.first_line for h in headings]
    ends = [*starts[1:], len(lines)][: len(starts)]
    taken = {h.id for h in headings if h.id}
    articles = []
    for heading, start, end in zip(headings, starts, ends, strict=True):
        number, title = split_heading(heading.text)
        id_ = heading.id or propose_id(number, title, taken)
        taken.add(id_)
        text = _trimmed(lines[start + 1 : end])
        articles.append(
            Article(id_, number, title, text, heading.position.line, has_id=bool(heading.id))
        )
    first = starts[0] if starts else len(lines)
    return Articles(_trimmed(lines[:first]), tuple(articles), headings)


def split_heading(text: str) -> tuple[str | None, str]:
    """Number as printed and title: ``Điều 1. Kỷ cương`` → ``("Điều 1.", "Kỷ cương")``.

    A bare number needs its mark (``1.``, ``I.``), else ``77 chỉ tiêu công tác`` would be article 77.
    """
    text = nfc(text)
    match = _NUMBER.match(text)
    if not match or numbering(match[0].strip()) is None:
        return None, text.strip()
    title = text[match.end() :].strip()
    strong = fold(match["label"] or "") in _STRONG
    if not (strong or match["mark"] or (match["label"] and not title)):
        return None, text.strip()
    return match[0].strip(), title


def numbering(number: str) -> Numbering | None:
    """Take a printed number apart; None for what is no number."""
    match = _NUMBER.fullmatch(nfc(number))
    if not match:
        return None
    label = fold(match["label"] or "").replace(" ", "-")
    numeral = re.sub(r"(?i)^thứ\s+", "", match["numeral"])
    digits = re.fullmatch(r"([0-9]+)([a-zđ]?)", numeral)
    if digits:
        return Numbering(label, int(digits[1]), is_roman=False, suffix=digits[2])
    if numeral[0].isdecimal():
        return Numbering(label, None, is_roman=False)
    value = roman(numeral)
    return Numbering(label, value, is_roman=True) if value else None


def renumbered(number: str, ordinal: int) -> str:
    """``number`` as it would be printed with another ordinal: ``Điều 3.`` and 4 → ``Điều 4.``."""
    parts = numbering(number)
    numeral = _to_roman(ordinal) if parts and parts.is_roman else str(ordinal)
    match = _NUMBER.fullmatch(number)
    if not match:
        return number
    start, end = match.span("numeral")
    return f"{number[:start]}{numeral}{number[end:]}"


def propose_id(number: str | None, title: str, taken: Collection[str]) -> str:
    """An id for an article that has none: from its title, because numbers change."""
    stem = slug(title) or slug(number or "") or "dieu"
    proposal, count = stem, 2
    while proposal in taken:
        proposal, count = f"{stem}-{count}", count + 1
    return proposal


def _to_roman(value: int) -> str:
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + units[value % 10]


def _trimmed(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()
