"""Ids of criteria, made of their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.editing.new import short_slug

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 5
"""Syllables."""


def criterion_ids(texts: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """An id for each text, none of them twice and none that is ``taken``."""
    known = set(taken)
    ids: list[str] = []
    for n, text in enumerate(texts, 1):
        base = "-".join(short_slug(text).split("-")[:_LONGEST]) or f"tieu-chi-{n}"
        id_, count = base, 2
        while id_ in known:
            id_, count = f"{base}-{count}", count + 1
        known.add(id_)
        ids.append(id_)
    return ids
