"""Marks: the shapes that stand for kinds of events on timelines, calendars and event pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK_OF_KIND = {
    "ky-giao-uoc": "signing",
    "so-ket": "review",
    "kiem-tra": "review",
    "tong-ket": "review",
    "khen-thuong": "award",
}
EVENT_MARKS = ("signing", "review", "award", "event")
"""The marks of events, the weightiest first; keys of ``labels.mark``."""


def kind_marks(kinds: Sequence[str]) -> tuple[str, ...]:
    """The mark of each kind of an event; a launch held together with a signing or a review bears theirs."""
    own = [_MARK_OF_KIND.get(kind) for kind in kinds]
    weightiest = next((mark for mark in EVENT_MARKS if mark in own), "event")
    return tuple(
        mark or (weightiest if kind == "phat-dong" else "event")
        for mark, kind in zip(own, kinds, strict=True)
    )


def marks_of(kinds: Sequence[str]) -> tuple[str, ...]:
    """The marks of an event, each once, the weightiest first."""
    found = kind_marks(kinds)
    return tuple(mark for mark in EVENT_MARKS if mark in found)


def mark_of(kinds: Sequence[str]) -> str:
    """The weightiest mark of an event."""
    return marks_of(kinds)[0]
