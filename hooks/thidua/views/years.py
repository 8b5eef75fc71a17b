"""Years in which something was so, as short words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thidua.dates import Span


def years_of(spans: Iterable[Span]) -> str:
    """``2015–2025``, or with gaps ``2015, 2018–2020``; an open span ends with “nay”."""
    runs: list[tuple[int, int | None]] = []
    for span in sorted(spans, key=lambda s: s.first):
        first, last = span.start.year, span.end.year if span.end else None
        if runs and (before := runs[-1][1]) is None:
            break
        if runs and before is not None and first <= before + 1:
            runs[-1] = (runs[-1][0], None if last is None else max(last, before))
        else:
            runs.append((first, last))
    return ", ".join(_run(first, last) for first, last in runs)


def _run(first: int, last: int | None) -> str:
    if last is None:
        return f"{first}–nay"
    return str(first) if first == last else f"{first}–{last}"
