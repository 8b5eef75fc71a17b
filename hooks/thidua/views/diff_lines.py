"""Segments of a difference as lines of runs, ready to be underlined and struck out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.pledges.words import Segment, SegmentKind, word_diff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, went or came."""

    kind: str
    """``same gone come``."""
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, item or heading as runs."""

    runs: tuple[Run, ...]


def plain(text: str) -> Line:
    """Words that no change touches."""
    return Line((Run("same", text),))


def diff_runs(old: str, new: str) -> Iterator[Run]:
    """Two short texts as one line of runs."""
    for segment in word_diff(old, new):
        yield from _runs(segment.kind, segment.text)


_KINDS = {SegmentKind.EQUAL: "same", SegmentKind.DELETE: "gone", SegmentKind.INSERT: "come"}


def lines(segments: Iterable[Segment]) -> tuple[Line, ...]:
    """Segments cut at line breaks, so that each paragraph and item is a line of its own."""
    found: list[list[Run]] = [[]]
    for segment in segments:
        for n, text in enumerate(segment.text.split("\n")):
            if n:
                found.append([])
            found[-1].extend(_runs(segment.kind, text))
    return tuple(Line(tuple(runs)) for runs in found if any(run.text.strip() for run in runs))


def _runs(kind: SegmentKind, text: str) -> Iterator[Run]:
    """The words of a segment; white space at its ends is neither underlined nor struck out."""
    core = text.strip()
    if kind is SegmentKind.EQUAL or not core:
        if text:
            yield Run("same", text)
        return
    start = text.index(core)
    for name, part in (
        ("same", text[:start]),
        (_KINDS[kind], core),
        ("same", text[start + len(core) :]),
    ):
        if part:
            yield Run(name, part)
