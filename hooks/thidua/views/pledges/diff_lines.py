"""Segments of a difference as lines of runs, ready to be underlined and struck out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from thidua.pledges.text_diff import Segment, SegmentKind, word_diff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class DiffRun(NamedTuple):
    """Words that stayed, went or came, or white space that only one side has."""

    kind: str
    """``same gone come``; ``gone_space come_space``: belongs to one side, and is neither struck out nor underlined."""
    text: str


class DiffLine(NamedTuple):
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
        yield from _runs_of(_KINDS[segment.kind], segment.text)


_KINDS = {SegmentKind.EQUAL: "same", SegmentKind.DELETE: "gone", SegmentKind.INSERT: "come"}


def diff_lines(segments: Iterable[Segment]) -> tuple[DiffLine, ...]:
    """Each paragraph and item as a line of its own; a line of white space alone is left out."""
    found: list[tuple[str, list[DiffRun]]] = [("same", [])]
    for segment in segments:
        name = _KINDS[segment.kind]
        first, *others = segment.text.split("\n")
        found[-1][1].extend(_runs_of(name, first))
        found.extend((name, _runs_of(name, text)) for text in others)
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


def _runs_of(name: str, text: str) -> list[DiffRun]:
    """The words of a segment; white space at its ends is neither underlined nor struck out."""
    core = text if name == "same" else text.strip()
    if core == text:
        return [DiffRun(name, text)] if text else []
    start = text.index(core)
    parts = (
        (f"{name}_space", text[:start]),
        (name, core),
        (f"{name}_space", text[start + len(core) :]),
    )
    return [DiffRun(kind, part) for kind, part in parts if part]
