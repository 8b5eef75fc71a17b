"""Word-level difference of two Vietnamese texts.

A word is a syllable, a number (``75,5``, ``1.750``) or one mark of punctuation. White space belongs to no
word: texts wrapped otherwise have the same words. Both texts are compared in NFC, so that the same
letters typed by two keyboards are the same. The alignment is a longest common subsequence, found with
one machine word per 64 words: H. Hyyrö, Bit-parallel LCS-length computation revisited, 2004.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_CELLS = 40_000_000
"""Beyond this many pairs of words (two texts of 6,000) a changed part is shown as a whole."""
ISLAND = 3
"""Up to this many words that two rewritten passages happen to share are shown as rewritten too."""

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)+|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|\S[\u0300-\u036f]*")
_BETWEEN = re.compile(f"({_WORD.pattern})")


class SegmentKind(StrEnum):
    """What became of a stretch of text."""

    EQUAL = "equal"
    """Stands in both texts."""
    DELETE = "delete"
    """Stands in the older text only."""
    INSERT = "insert"
    """Stands in the newer text only."""


class Segment(NamedTuple):
    """A stretch of text and what became of it."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    counts: Sequence[int]
    """How many words stand before each place, marks of punctuation not counted."""

    def between(self, after: int, before: int) -> str:
        """From the end of word ``after`` - 1 to the end of word ``before`` - 1."""
        return self.text[
            self.ends[after - 1] if after else 0 : self.ends[before - 1] if before else 0
        ]

    def run(self, start: int, length: int) -> str:
        """Some words and the white space between them."""
        return self.text[self.starts[start] : self.ends[start + length - 1]]

    def gap(self, word: int) -> str:
        """The white space before a word."""
        return self.text[self.ends[word - 1] if word else 0 : self.starts[word]]


def word_diff(old: str, new: str) -> tuple[Segment, ...]:
    """Segments that join back exactly to both texts, in NFC: see `old_text` and `new_text`.

    In a changed place the deletion stands before the insertion.
    """
    old, new = nfc(old), nfc(new)
    if old == new:
        return (Segment(SegmentKind.EQUAL, old),) if old else ()
    a, b = _text(old), _text(new)
    out = _SegmentBuilder()
    i = j = 0
    for start_a, start_b, length in _without_islands(a, b, _common_runs(a.words, b.words)):
        out.change(a.between(i, start_a), b.between(j, start_b))
        out.change(a.gap(start_a), b.gap(start_b))
        same = a.run(start_a, length)
        if same == b.run(start_b, length):
            out.equal(same)
        else:
            for n in range(length):
                if n:
                    out.change(a.gap(start_a + n), b.gap(start_b + n))
                out.equal(a.words[start_a + n])
        i, j = start_a + length, start_b + length
    out.change(a.text[a.ends[i - 1] if i else 0 :], b.text[b.ends[j - 1] if j else 0 :])
    return out.finish()


def old_text(segments: Iterable[Segment]) -> str:
    return "".join(s.text for s in segments if s.kind is not SegmentKind.INSERT)


def new_text(segments: Iterable[Segment]) -> str:
    return "".join(s.text for s in segments if s.kind is not SegmentKind.DELETE)


def same_words(old: str, new: str) -> bool:
    """Whether two texts differ at most in white space."""
    old, new = nfc(old), nfc(new)
    return "".join(old.split()) == "".join(new.split()) and words_of(old) == words_of(new)


def words_of(text: str) -> list[str]:
    """Syllables, numbers and marks of a text in NFC."""
    return _WORD.findall(nfc(text))


class _SegmentBuilder:
    """Gathers segments: deletions before insertions, neighbours of a kind as one."""

    def __init__(self) -> None:
        self.done: list[Segment] = []
        self.same: list[str] = []
        self.gone: list[str] = []
        self.came: list[str] = []

    def equal(self, text: str) -> None:
        if text:
            self._flush_change()
            self.same.append(text)

    def change(self, old: str, new: str) -> None:
        """One stretch for another; the white space both begin with is kept."""
        if old == new:
            self.equal(old)
            return
        shared = _shared_space(old, new)
        self.equal(shared)
        self.gone.append(old[len(shared) :])
        self.came.append(new[len(shared) :])

    def finish(self) -> tuple[Segment, ...]:
        self._flush_change()
        self._flush(SegmentKind.EQUAL, self.same)
        return tuple(self.done)

    def _flush_change(self) -> None:
        if self.gone or self.came:
            self._flush(SegmentKind.EQUAL, self.same)
            self._flush(SegmentKind.DELETE, self.gone)
            self._flush(SegmentKind.INSERT, self.came)

    def _flush(self, kind: SegmentKind, parts: list[str]) -> None:
        text = "".join(parts)
        parts.clear()
        if text:
            self.done.append(Segment(kind, text))


@lru_cache(maxsize=256)
def _text(text: str) -> _Text:
    """A text taken apart; each is compared with that of the term before and that of the term after."""
    # White space and words in turn.
    pieces = _BETWEEN.split(text)
    at = [*accumulate(map(len, pieces))]
    words = pieces[1::2]
    counts = [*accumulate((word[0].isalnum() for word in words), initial=0)]
    return _Text(text, words, at[:-1:2], at[1::2], counts)


def _shared_space(old: str, new: str) -> str:
    length = 0
    for one, other in zip(old, new, strict=False):
        if one != other or not one.isspace():
            break
        length += 1
    return old[:length]


def _common_runs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where runs of common words begin in both, and their length: a longest common subsequence."""
    short = min(len(a), len(b))
    head = 0
    while head < short and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < short - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    runs = [(0, 0, head)] if head else []
    # No run of these goes on in the head or the tail, which are as long as they can be.
    runs += [
        (i + head, j + head, length)
        for i, j, length in _runs_between(a[head : len(a) - tail], b[head : len(b) - tail])
    ]
    if tail:
        runs.append((len(a) - tail, len(b) - tail, tail))
    return runs


def _runs_between(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """`_common_runs` of what begins and ends otherwise."""
    if not a or not b or len(a) * len(b) > MAX_CELLS:
        return []
    rows = _rows(a, b)
    runs = []
    start_i = start_j = length = 0
    # From the last word of both: `bit` is that of word i, in the row with word j and in the row without.
    i, bit = len(a) - 1, 1 << len(a) - 1
    row = rows.pop()
    for j in range(len(b) - 1, -1, -1):
        while bit and row & bit:
            i, bit = i - 1, bit >> 1
        if not bit:
            break
        row = rows.pop()
        if row & bit:
            if length and (start_i, start_j) != (i + 1, j + 1):
                runs.append((start_i, start_j, length))
                length = 0
            start_i, start_j, length = i, j, length + 1
            i, bit = i - 1, bit >> 1
    if length:
        runs.append((start_i, start_j, length))
    runs.reverse()
    return runs


def _rows(a: Sequence[str], b: Sequence[str]) -> list[int]:
    """A row before each word of ``b`` and one after all; bit i is 0 where word i of ``a`` adds to a longest common subsequence."""
    places: dict[str, int] = {}
    for i, word in enumerate(a):
        places[word] = places.get(word, 0) | 1 << i
    full = (1 << len(a)) - 1
    row = full
    rows = [row]
    for at in map(places.get, b):
        if at:
            here = row & at
            row = ((row + here) | (row - here)) & full
        rows.append(row)
    return rows


def _without_islands(
    a: _Text, b: _Text, runs: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Runs without the islands that make a rewritten passage unreadable.

    A run of up to `ISLAND` words is given up when more words changed on either side of it.
    """
    counts_a, counts_b = a.counts, b.counts

    def rewritten(start: tuple[int, int], end: tuple[int, int]) -> int:
        return max(counts_a[end[0]] - counts_a[start[0]], counts_b[end[1]] - counts_b[start[1]])

    changed = True
    while changed:
        changed = False
        kept: list[tuple[int, int, int]] = []
        for n, (i, j, length) in enumerate(runs):
            before = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
            after = runs[n + 1][:2] if n + 1 < len(runs) else (len(a.words), len(b.words))
            shared = counts_a[i + length] - counts_a[i]
            around = min(rewritten(before, (i, j)), rewritten((i + length, j + length), after))
            if shared <= ISLAND and shared < around:
                changed = True
            else:
                kept.append((i, j, length))
        runs = kept
    return runs
