"""Rules of people: names without rank and post, which have fields of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.text import fold_aligned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document
    from thidua.reading.records import Event, Pledge


_RANK = re.compile(r"(?:dong chi )?(?:(?:dai|thuong|trung|thieu) (?:tuong|ta|uy|si|sy)|ha s[iy])\b")


def names_without_titles(
    document: Document[Event] | Document[Pledge], key: str
) -> Iterator[Diagnostic]:
    """A name is a name: rank and post have fields of their own, since they are those of the day."""
    for n, person in enumerate(getattr(document.record, key)):
        name = person.name or ""
        first, comma, post = name.partition(",")
        rank = _RANK.match(fold_aligned(first))
        if rank or comma:
            rest = first[rank.end() :].strip() if rank else first.strip()
            parts = [f"name: {rest}"]
            parts += [f"rank: {first[: rank.end()].strip()}"] if rank and not person.rank else []
            parts += [f"post: {post.strip()}"] if post.strip() and not person.post else []
            near = ", ".join(parts) if rest else None
            yield document.diagnose("W533", key, n, "name", name=name, near=near)
