"""Findings of rules in what is still the same, kept from one check to the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from thidua.diagnostics import Diagnostic
from thidua.store.keys import code_digest, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from thidua.store.database import Store
    from thidua.store.keys import Input

_KIND = "findings"


def kept_findings(
    store: Store,
    rules: str,
    documents: Sequence[bytes],
    facts: Sequence[Input],
    find: Callable[[], Iterable[Diagnostic]],
) -> tuple[Diagnostic, ...]:
    """What ``find`` gives, or gave when all it reads was the same: ``documents`` by their keys, and ``facts``.

    Drafts that were never read from a file have no key, and findings that each language words in its own way are not kept.
    """
    if not all(documents):
        return tuple(find())
    key = key_of(code_digest(), rules, documents, facts)
    return store.once(_KIND, key, lambda: _kept_or_found(store, key, find))


def _kept_or_found(
    store: Store, key: bytes, find: Callable[[], Iterable[Diagnostic]]
) -> tuple[Diagnostic, ...]:
    store.read_ahead(_KIND)
    kept = store.get(_KIND, key)
    if kept is not None:
        return tuple(Diagnostic.of_row(row) for row in json.loads(kept))
    found = tuple(find())
    if all(item.is_plain for item in found):
        rows = [item.as_row() for item in found]
        text = json.dumps(rows, ensure_ascii=False) if rows else "[]"
        store.put(_KIND, key, text.encode("utf-8", "surrogatepass"))
    return found
