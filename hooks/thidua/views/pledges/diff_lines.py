"""Segments of a difference as lines of runs, ready to be underlined and struck out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.pledges.text_diff import Segment, SegmentKind, word_diff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class DiffRun:
    """Words that stayed, went or came, or white space that only one side has."""

    kind: str
    """``same gone come``; ``gone_space come_space``: belongs to one side, and is neither struck out nor underlined."""
    text: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A paragraph, item or heading as runs. Each side can be read out of it: what is not its own left out."""

    runs: tuple[DiffRun, ...]
    begins: str = "same"
    """``gone come`` where only that side begins a line here: on the other the line before goes on."""


def unchanged_line(text: str) -> DiffLine:
    """Words that no change touches."""
    return DiffLine((DiffRun("same", text),))


def diff_runs(old: str, new: str) -> Iterator[DiffRun]:
    """Two short texts as one line of runs."""
    for segment in word_diff(old, new):
        yield from _segment_runs(segment.kind, segment.text)


_KINDS = {SegmentKind.EQUAL: "same", SegmentKind.DELETE: "gone", SegmentKind.INSERT: "come"}


def diff_lines(segments: Iterable[Segment]) -> tuple[DiffLine, ...]:
    """Each paragraph and item as a line of its own; a line of white space alone is left out."""
    found: list[tuple[str, list[DiffRun]]] = [("same", [])]
    for segment in segments:
        first, *others = segment.text.split("\n")
        found[-1][1].extend(_segment_runs(segment.kind, first))
        kind = _KINDS[segment.kind]
        found.extend((kind, list(_segment_runs(segment.kind, text))) for text in others)
    return tuple(_whole_lines(found))


def _whole_lines(lines: Iterable[tuple[str, list[DiffRun]]]) -> Iterator[DiffLine]:
    """Where a line is left out, the next one begins for whom either did."""
    held = ""
    for begins, runs in lines:
        both = begins if held in {"", begins} else "same"
        if any(run.text.strip() for run in runs):
            yield DiffLine(tuple(runs), both)
            held = ""
        else:
            held = both


def _segment_runs(kind: SegmentKind, text: str) -> Iterator[DiffRun]:
    """The words of a segment; white space at its ends is neither underlined nor struck out."""
    name = _KINDS[kind]
    if kind is SegmentKind.EQUAL:
        if text:
            yield DiffRun(name, text)
        return
    core = text.strip()
    start = text.index(core)
    for name_, part in (
        (f"{name}_space", text[:start]),
        (name, core),
        (f"{name}_space", text[start + len(core) :]),
    ):
        if part:
            yield DiffRun(name_, part)
