"""Segments of a difference as lines of runs, ready to be underlined and struck out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.pledges.text_diff import Segment, SegmentKind, word_diff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class DiffRun:
    """Words that stayed, went or came."""

    kind: str
    """``same gone come``."""
    text: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A paragraph, item or heading as runs."""

    runs: tuple[DiffRun, ...]


def unchanged_line(text: str) -> DiffLine:
    """Words that no change touches."""
    return DiffLine((DiffRun("same", text),))


def diff_runs(old: str, new: str) -> Iterator[DiffRun]:
    """Two short texts as one line of runs."""
    for segment in word_diff(old, new):
        yield from _segment_runs(segment.kind, segment.text)


_KINDS = {SegmentKind.EQUAL: "same", SegmentKind.DELETE: "gone", SegmentKind.INSERT: "come"}


@dataclass(frozen=True, slots=True)
class CutSegment:
    """A segment as the runs of its lines."""

    kind: SegmentKind
    lines: tuple[tuple[DiffRun, ...], ...]


def cut_lines(segments: Iterable[Segment]) -> list[CutSegment]:
    """Segments cut at line breaks; those of either side are taken from them without cutting anew."""
    return [
        CutSegment(s.kind, tuple(tuple(_segment_runs(s.kind, t)) for t in s.text.split("\n")))
        for s in segments
    ]


def join_lines(parts: Iterable[CutSegment]) -> tuple[DiffLine, ...]:
    """Each paragraph and item as a line of its own."""
    found: list[list[DiffRun]] = [[]]
    for part in parts:
        first, *others = part.lines
        found[-1].extend(first)
        found.extend(list(runs) for runs in others)
    return tuple(DiffLine(tuple(runs)) for runs in found if any(run.text.strip() for run in runs))


def _segment_runs(kind: SegmentKind, text: str) -> Iterator[DiffRun]:
    """The words of a segment; white space at its ends is neither underlined nor struck out."""
    core = text.strip()
    if kind is SegmentKind.EQUAL or not core:
        if text:
            yield DiffRun("same", text)
        return
    start = text.index(core)
    for name, part in (
        ("same", text[:start]),
        (_KINDS[kind], core),
        ("same", text[start + len(core) :]),
    ):
        if part:
            yield DiffRun(name, part)
