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


def diff_lines(segments: Iterable[Segment]) -> tuple[DiffLine, ...]:
    """Segments cut at line breaks, so that each paragraph and item is a line of its own."""
    found: list[list[DiffRun]] = [[]]
    for segment in segments:
        for n, text in enumerate(segment.text.split("\n")):
            if n:
                found.append([])
            found[-1].extend(_segment_runs(segment.kind, text))
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
