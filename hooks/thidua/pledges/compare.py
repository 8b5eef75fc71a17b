"""Two pledges → typed changes: of a cluster's neighbouring terms, of any two, of two clusters in one term.

Data only; `thidua.pledges.summary` puts it into words. The law that holds it together: applying the
changes to the older pledge gives the newer one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from thidua.pledges.articles import Article
from thidua.pledges.changes import Change, ChangeKind, Strictness
from thidua.pledges.matching import MatchedRow, MatchPart, matched_rows, moved_places, pair_up
from thidua.pledges.target_reading import TargetReading, read_target
from thidua.pledges.text_diff import same_words
from thidua.reading.records import Signatory, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from thidua.pledges.pledge_text import PledgeText

I = TypeVar("I", Article, Target, Signatory)  # noqa: E741 one letter, as type variables are


@dataclass(frozen=True)
class Comparison:
    """Two pledges beside each other, and every difference."""

    old: PledgeText
    new: PledgeText
    articles: tuple[MatchedRow, ...]
    """All articles of both, in the order of the newer; a removed one after its older neighbour."""
    targets: tuple[MatchedRow, ...]
    signatories: tuple[MatchedRow, ...]
    changes: tuple[Change, ...]
    """Head, articles, targets, signatories; within each in the order of the rows."""

    def of(self, part: str, row: MatchedRow) -> tuple[Change, ...]:
        """The changes of one row; ``part`` as `ChangeKind.part` names it."""
        return tuple(self._of_rows[part, row.old, row.new])

    @cached_property
    def _of_rows(self) -> defaultdict[tuple[str, int | None, int | None], list[Change]]:
        found: defaultdict[tuple[str, int | None, int | None], list[Change]] = defaultdict(list)
        for change in self.changes:
            found[change.kind.part, change.old_at, change.new_at].append(change)
        return found


class _ChangeKinds(NamedTuple):
    """How coming, going and moving is called for one sort of part."""

    going: ChangeKind
    coming: ChangeKind
    moving: ChangeKind


_ARTICLE = _ChangeKinds(
    ChangeKind.ARTICLE_REMOVED, ChangeKind.ARTICLE_ADDED, ChangeKind.ARTICLE_MOVED
)
_TARGET = _ChangeKinds(ChangeKind.TARGET_DROPPED, ChangeKind.TARGET_NEW, ChangeKind.TARGET_MOVED)
_SIGNATORY = _ChangeKinds(
    ChangeKind.SIGNATORY_LEFT, ChangeKind.SIGNATORY_JOINED, ChangeKind.SIGNATORY_MOVED
)


def compare(old: PledgeText, new: PledgeText) -> Comparison:
    """Compare two wordings; both are taken in NFC."""
    old, new = old.normalised(), new.normalised()
    articles = pair_up(
        [_article_part(a) for a in old.articles], [_article_part(a) for a in new.articles]
    )
    targets = pair_up(
        [_target_part(t) for t in old.targets], [_target_part(t) for t in new.targets]
    )
    signatories = pair_up(
        [MatchPart(s.unit, "") for s in old.signatories],
        [MatchPart(s.unit, "") for s in new.signatories],
    )
    renamed = {old.articles[i].id: new.articles[j].id for i, j in articles}

    def target_fields(before: Target, after: Target) -> Iterator[Change]:
        return _target_fields(before, after, renamed)

    article_rows, article_changes = _parts(
        _ARTICLE, old.articles, new.articles, articles, _article_fields
    )
    target_rows, target_changes = _parts(_TARGET, old.targets, new.targets, targets, target_fields)
    signatory_rows, signatory_changes = _parts(
        _SIGNATORY, old.signatories, new.signatories, signatories, _signatory_fields
    )
    changes = (*_head(old, new), *article_changes, *target_changes, *signatory_changes)
    return Comparison(old, new, article_rows, target_rows, signatory_rows, changes)


def _article_part(article: Article) -> MatchPart:
    return MatchPart(article.id, f"{article.title}\n{article.text}")


def _target_part(target: Target) -> MatchPart:
    return MatchPart(target.id, target.text)


def _head(old: PledgeText, new: PledgeText) -> Iterator[Change]:
    for field, kind in (
        ("slogan", ChangeKind.SLOGAN_CHANGED),
        ("bases", ChangeKind.BASES_CHANGED),
        ("preamble", ChangeKind.PREAMBLE_CHANGED),
    ):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield _prose(kind, field, before, after)


def _parts(
    kinds: _ChangeKinds,
    old: Sequence[I],
    new: Sequence[I],
    pairs: Sequence[tuple[int, int]],
    fields: Callable[[I, I], Iterator[Change]],
) -> tuple[tuple[MatchedRow, ...], list[Change]]:
    order = matched_rows(len(old), len(new), pairs)
    wandering = moved_places(pairs)
    changes = []
    for row in order:
        if row.old is None:
            assert row.new is not None
            changes.append(Change(kinds.coming, new_at=row.new, item=new[row.new]))
        elif row.new is None:
            changes.append(Change(kinds.going, old_at=row.old, item=old[row.old]))
        else:
            if row.old in wandering:
                changes.append(Change(kinds.moving, row.old, row.new))
            changes += [
                replace(change, old_at=row.old, new_at=row.new)
                for change in fields(old[row.old], new[row.new])
            ]
    return order, changes


# --- Articles and signatories ----------------------------------------------------------------


def _article_fields(old: Article, new: Article) -> Iterator[Change]:
    if old.id != new.id:
        yield _plain(ChangeKind.ARTICLE_RELABELLED, "id", old.id, new.id)
    if old.number != new.number:
        yield _plain(ChangeKind.ARTICLE_RENUMBERED, "number", old.number, new.number)
    for field, kind in (
        ("title", ChangeKind.ARTICLE_RETITLED),
        ("text", ChangeKind.ARTICLE_REWORDED),
    ):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            same = same_words(before, after)
            yield _prose(ChangeKind.ARTICLE_REFLOWED if same else kind, field, before, after)


def _signatory_fields(old: Signatory, new: Signatory) -> Iterator[Change]:
    for field in ("name", "rank", "post"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield _plain(ChangeKind.SIGNATORY_CHANGED, field, before, after)


# --- Targets ---------------------------------------------------------------------------------


def _target_fields(old: Target, new: Target, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Changes of a target; ``renamed`` maps ids of articles that are the same in both pledges."""
    before, after = read_target(old), read_target(new)
    strictness = _strictness(before, after)
    if old.id != new.id:
        yield _plain(ChangeKind.TARGET_RELABELLED, "id", old.id, new.id)
    if old.article != new.article:
        same = renamed.get(old.article) == new.article
        kind = ChangeKind.TARGET_RELABELLED if same else ChangeKind.TARGET_TRANSFERRED
        yield _plain(kind, "article", old.article, new.article)
    if old.text != new.text:
        same = same_words(old.text, new.text)
        kind = ChangeKind.TARGET_RESPELT if same else ChangeKind.TARGET_REWORDED
        yield _prose(kind, "text", old.text, new.text)
    if old.comparator != new.comparator:
        kind = ChangeKind.TARGET_COMPARATOR_CHANGED
        yield _plain(kind, "comparator", old.comparator, new.comparator, strictness)
    if old.value != new.value:
        kind = _value_kind(old, new, before, after)
        asked = strictness if kind in _ORDERED else None
        yield _plain(kind, "value", old.value, new.value, asked)
    if old.unit != new.unit:
        same = before.measure == after.measure
        kind = ChangeKind.TARGET_RESPELT if same else ChangeKind.TARGET_UNIT_CHANGED
        yield _plain(kind, "unit", old.unit, new.unit)
    if old.baseline != new.baseline:
        yield _prose(ChangeKind.TARGET_BASELINE_CHANGED, "baseline", old.baseline, new.baseline)
    if old.assigned_by != new.assigned_by:
        yield _prose(ChangeKind.TARGET_REASSIGNED, "assigned_by", old.assigned_by, new.assigned_by)


def _value_kind(
    old: Target, new: Target, before: TargetReading, after: TargetReading
) -> ChangeKind:
    """What another value means: a direction only between two numbers of one unit."""
    if before.measure != after.measure:
        if old.unit == new.unit:
            return ChangeKind.TARGET_UNIT_CHANGED
        same = before.number is not None and before.number == after.number
        return ChangeKind.TARGET_RESPELT if same else ChangeKind.TARGET_VALUE_CHANGED
    if before.number is None or after.number is None:
        same = same_words(old.value, new.value)
        return ChangeKind.TARGET_RESPELT if same else ChangeKind.TARGET_VALUE_CHANGED
    if before.number != after.number:
        if before.is_assigned or after.is_assigned:
            counted = before.is_assigned and after.is_assigned
            return ChangeKind.TARGET_COUNT_CHANGED if counted else ChangeKind.TARGET_VALUE_CHANGED
        higher = after.number > before.number
        return ChangeKind.TARGET_RAISED if higher else ChangeKind.TARGET_LOWERED
    return _wording_kind(old, new, before, after)


_ORDERED = frozenset(
    {ChangeKind.TARGET_RAISED, ChangeKind.TARGET_LOWERED, ChangeKind.TARGET_COMPARATOR_CHANGED}
)


def _wording_kind(
    old: Target, new: Target, before: TargetReading, after: TargetReading
) -> ChangeKind:
    """What other words around one and the same number mean.

    The comparator is read with the number, so ``trên 72%`` and ``72%`` under ``>`` ask for the same; where
    the comparator itself changed, that change is told by its own field and not a second time here.
    """
    same_scope = before.scope == after.scope
    if before.contradicts or after.contradicts:
        same = same_scope and before.manner == after.manner
        return ChangeKind.TARGET_RESPELT if same else ChangeKind.TARGET_VALUE_CHANGED
    if not same_scope or before.rough != after.rough:
        return ChangeKind.TARGET_VALUE_CHANGED
    same = old.comparator != new.comparator or before.bound == after.bound
    return ChangeKind.TARGET_RESPELT if same else ChangeKind.TARGET_COMPARATOR_CHANGED


def _strictness(before: TargetReading, after: TargetReading) -> Strictness | None:
    """Whether the newer target asks for more; None where the two cannot be held against each other.

    Needs one unit, scope and kind of bound, and baselines that differ at most in their numbers (each
    year is measured against the year before). ``=`` asks for neither more nor less.
    """
    comparable = (
        before.measure == after.measure
        and before.scope == after.scope
        and before.baseline == after.baseline
        and not before.contradicts
        and not after.contradicts
    )
    was, becomes = before.bound, after.bound
    if not comparable or was is None or becomes is None or was.kind != becomes.kind:
        return None
    if was == becomes:
        return None
    more = (becomes.least, becomes.is_open) > (was.least, was.is_open)
    return Strictness.STRICTER if more else Strictness.LOOSER


# --- Fields ----------------------------------------------------------------------------------


def _plain(
    kind: ChangeKind,
    field: str,
    old: str | None,
    new: str | None,
    strictness: Strictness | None = None,
) -> Change:
    return Change(kind, field=field, old=old, new=new, strictness=strictness)


def _prose(kind: ChangeKind, field: str, old: str | None, new: str | None) -> Change:
    return Change(kind, field=field, old=old, new=new, is_prose=True)
