"""Rules of people: names without rank and post, which have fields of their own, and ranks with all their marks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from thidua.reading.texts import Signs
from thidua.text import fold, fold_aligned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document
    from thidua.reading.records import Event, Pledge


_ADDRESSED = re.compile(r"(?:dong chi|d/c)\.? ")
"""A word of address, which papers put before every name."""
_RANK = re.compile(r"(?:(?:dai|thuong|trung|thieu) (?:tuong|ta|uy|si|sy)|ha s[iy])\b")

_TWO_WORDS = re.compile(r"\w+ \w+")


def names_without_titles(
    document: Document[Event] | Document[Pledge], key: str
) -> Iterator[Diagnostic]:
    """A name is a name: rank and post have fields of their own, since they are those of the day."""
    for n, person in enumerate(getattr(document.record, key)):
        name = person.name or ""
        # Names of one letter, such as Y, are capitals anyway.
        if (
            (name.isupper() or name.islower())
            and len(name.split()) > 1
            and max(map(len, name.split())) > 1
        ):
            yield document.diagnose("W573", key, n, "name", name=name, near=name.title())
            continue
        first, comma, post = name.partition(",")
        addressed = _ADDRESSED.match(fold_aligned(first))
        first = first[addressed.end() :] if addressed else first
        rank = _RANK.match(fold_aligned(first))
        if rank or comma or addressed:
            rest = first[rank.end() :].strip() if rank else first.strip()
            parts = [f"name: {rest}"]
            parts += [f"rank: {first[: rank.end()].strip()}"] if rank and not person.rank else []
            parts += [f"post: {post.strip()}"] if post.strip() and not person.post else []
            near = ", ".join(parts) if rest else None
            yield document.diagnose("W533", key, n, "name", name=name, near=near)


def ranks_have_marks(
    document: Document[Event] | Document[Pledge], key: str, ranks: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """A rank is written with all its marks, which make one rank of another: “Đại ta” is none."""
    for n, person in enumerate(getattr(document.record, key)):
        begun = _TWO_WORDS.match(person.rank or "")
        right = ranks.get(fold(begun[0])) if begun else None
        if begun and right and _marks(begun[0]) != _marks(right):
            yield document.diagnose("W564", key, n, "rank", written=begun[0], near=right)


@cache
def signs_of_ranks(ranks: tuple[str, ...]) -> Signs:
    """What a text has where it has the words of a rank, or seems to."""
    return Signs(form=_any_rank(ranks), is_loose=True) if ranks else Signs()


def ranks_in_text(text: str, ranks: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Ranks that lack marks before a name: where they begin, as written, and as they are written rightly."""
    for match in _before_name(tuple(ranks)).finditer(fold_aligned(text)):
        written = text[match.start() : match.end()]
        right = ranks[match[0]]
        follows = text[match.end() + 1 : match.end() + 2]
        if follows.isupper() and _marks(written) < _marks(right):
            yield match.start(), written, right if written[0].isupper() else right.lower()


@cache
def _before_name(ranks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_rank(ranks).pattern})(?= \w)")


@cache
def _any_rank(ranks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, ranks)) or "(?!)")


def _marks(text: str) -> Counter[str]:
    """The marks of a text, wherever they stand, for many words have two spellings."""
    letters = unicodedata.normalize("NFD", text.lower())
    return Counter(
        letter for letter in letters if letter == chr(0x111) or unicodedata.combining(letter)
    )
