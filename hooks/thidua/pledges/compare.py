"""Two pledges → typed changes: of a cluster's neighbouring terms, of any two, of two clusters in one term.

Data only; `thidua.pledges.summary` puts it into words. The law that holds it together: applying the
changes to the older pledge gives the newer one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.pledges.changes import Change, ChangeKind, Strictness
from thidua.pledges.matching import Part, Row, moved, pair_up, rows
from thidua.pledges.values import Qualifier, quantity_of, same_unit
from thidua.pledges.words import same_words, word_diff
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thidua.pledges.articles import Article
    from thidua.pledges.changes import Item
    from thidua.pledges.values import Quantity
    from thidua.pledges.wording import Wording
    from thidua.reading.records import Signatory, Target


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two pledges beside each other, and every difference."""

    old: Wording
    new: Wording
    articles: tuple[Row, ...]
    """All articles of both, in the order of the newer; a removed one after its older neighbour."""
    targets: tuple[Row, ...]
    signatories: tuple[Row, ...]
    changes: tuple[Change, ...]
    """Head, articles, targets, signatories; within each in the order of the rows."""

    def of(self, part: str, row: Row) -> tuple[Change, ...]:
        """The changes of one row; ``part`` as `ChangeKind.part` gives it."""
        return tuple(
            c for c in self.changes if c.kind.part == part and (c.old_at, c.new_at) == (row.old, row.new)
        )


def compare(old: Wording, new: Wording) -> Comparison:
    """Compare two wordings; both are taken in NFC."""
    old, new = old.normalised(), new.normalised()
    articles = pair_up(
        [Part(a.id, f"{a.title}\n{a.text}") for a in old.articles],
        [Part(a.id, f"{a.title}\n{a.text}") for a in new.articles],
    )
    targets = pair_up(
        [Part(t.id, t.text) for t in old.targets], [Part(t.id, t.text) for t in new.targets]
    )
    signatories = pair_up(
        [Part(s.unit, "") for s in old.signatories], [Part(s.unit, "") for s in new.signatories]
    )
    renamed = {old.articles[i].id: new.articles[j].id for i, j in articles}
    article_rows = rows(len(old.articles), len(new.articles), articles)
    target_rows = rows(len(old.targets), len(new.targets), targets)
    signatory_rows = rows(len(old.signatories), len(new.signatories), signatories)
    changes = [
        *_head(old, new),
        *_parts(
            (old.articles, new.articles), article_rows, moved(articles), _ARTICLE, _article_fields
        ),
        *_parts(
            (old.targets, new.targets),
            target_rows,
            moved(targets),
            _TARGET,
            lambda a, b: _target_fields(a, b, renamed),
        ),
        *_parts(
            (old.signatories, new.signatories),
            signatory_rows,
            moved(signatories),
            _SIGNATORY,
            _signatory_fields,
        ),
    ]
    return Comparison(old, new, article_rows, target_rows, signatory_rows, tuple(changes))


_ARTICLE = (ChangeKind.ARTICLE_REMOVED, ChangeKind.ARTICLE_ADDED, ChangeKind.ARTICLE_MOVED)
_TARGET = (ChangeKind.TARGET_DROPPED, ChangeKind.TARGET_NEW, ChangeKind.TARGET_MOVED)
_SIGNATORY = (ChangeKind.SIGNATORY_LEFT, ChangeKind.SIGNATORY_JOINED, ChangeKind.SIGNATORY_MOVED)


def _head(old: Wording, new: Wording) -> Iterator[Change]:
    for field, kind in (
        ("slogan", ChangeKind.SLOGAN_CHANGED),
        ("bases", ChangeKind.BASES_CHANGED),
        ("preamble", ChangeKind.PREAMBLE_CHANGED),
    ):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield _prose(kind, field, before, after)
