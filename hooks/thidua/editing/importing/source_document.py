"""A source document as the importer sees it, whatever kind of file it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thidua.editing.importing.evidence import ImportNote, evidence_around, note
from thidua.reading.decoding import FORBIDDEN
from thidua.text import HOMOGLYPHS, NBSP, nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.editing.importing.people import Person
    from thidua.editing.importing.source_dates import PublicationStamp

_INVISIBLE = re.compile(f"{FORBIDDEN.pattern}|[\ue000-\uf8ff\ufffc]")
"""Also signs of one font alone, such as Word's bullets, and places of pictures: readers see a box at most."""
_MENDED = str.maketrans({**HOMOGLYPHS, NBSP: " ", "\u2028": " ", "\u2029": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class SourcePicture:
    """A picture of the source; ``data`` is None where only its caption came along."""

    name: str
    caption: str = ""
    alt: str = ""
    data: bytes | None = None
    credit: str = ""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The parts of a source; texts are empty where nothing was found."""

    title: str
    body: str
    """Markdown without pictures and raw HTML."""
    prose: tuple[str, ...]
    """Its paragraphs as plain text, the lead first."""
    stamp: PublicationStamp | None = None
    stamps: tuple[PublicationStamp, ...] = ()
    """Other days the source gives for its publication."""
    sent: PublicationStamp | None = None
    """When a message was sent: not when anything was published, but what ``sáng nay`` may mean."""
    author: str = ""
    signatories: tuple[Person, ...] = ()
    """Who signed a letter."""
    titles: tuple[str, ...] = ()
    """Other texts that may be the title."""
    publisher: str = ""
    url: str = ""
    pictures: tuple[SourcePicture, ...] = ()
    notes: tuple[ImportNote, ...] = field(default=())
    is_pledge: bool = False
    """Whether it calls itself a pledge."""
    issuer: str = ""
    """The lines above a letter that say whose it is."""
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Its tables as text, headings first."""


def clean_line(text: str) -> str:
    """One line of text: NFC, Vietnamese letters, plain spaces, nothing invisible."""
    return " ".join(_INVISIBLE.sub("", nfc(text)).translate(_MENDED).split())


def invisible_warning(text: str) -> Iterator[ImportNote]:
    """A warning when characters nobody sees are left out."""
    count = len(_INVISIBLE.findall(text.removeprefix("\ufeff")))
    if count:
        yield note("warn_invisible", count=count)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each with its closing mark."""
    return [
        part for part in re.split(r"(?<=[.!?…])[”\"]?\s+(?=[“\"(]?[^\Wa-zà-ỹ\d_])", text) if part
    ]


_WORD_TWICE = re.compile(r"\b(\w{2,}) \1\b", re.IGNORECASE)
_TWICE_IS_ONE = frozenset(
    [
        "luôn",
        "đời",
        "ngày",
        "mãi",
        "người",
        "nhà",
        "năm",
        "nơi",
        "lớp",
        "hàng",
        "ngành",
        "đêm",
        "rất",
        "dần",
        "nghìn",
        "triệu",
        "trùng",
        "từng",
        "xanh",
        "đều",
    ]
)
"""Syllables Vietnamese doubles by itself: ``luôn luôn``, ``đời đời``."""


def repeated_words(prose: tuple[str, ...]) -> Iterator[ImportNote]:
    """``thuộc thuộc``: a slip of the source that should not be carried on."""
    for paragraph in prose:
        for match in _WORD_TWICE.finditer(paragraph):
            if match[1].lower() not in _TWICE_IS_ONE and match[1].islower() and match[1].isalpha():
                where = evidence_around(paragraph, match.start(), match.end(), before=25, after=20)
                yield note("warn_repeated", where, value=match[0])


def escape_markdown(text: str) -> str:
    """Plain text as Markdown that shows it as it is."""
    text = re.sub(r"([\\`*_\[\]])", r"\\\1", text).replace("<", "&lt;").replace("{", "&#123;")
    return re.sub(r"^(#|>|(?:\+|={3,}|-{3,})(?=\s|$))", r"\\\1", text)


def wrap_paragraph(paragraph: str, limit: int = 4_000) -> str:
    """A paragraph on lines short enough for the check of bodies."""
    if len(paragraph) <= limit:
        return paragraph
    cut = paragraph.rfind(" ", 0, limit)
    if cut <= 0:
        return paragraph
    return f"{paragraph[:cut]}\n{wrap_paragraph(paragraph[cut + 1 :], limit)}"
