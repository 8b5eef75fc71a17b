"""What can change between two pledges, as data: kinds, one change, and changes put to work."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from thidua.pledges.articles import Article
from thidua.pledges.text_diff import Segment, new_text, old_text, word_diff
from thidua.reading.records import Signatory, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thidua.pledges.pledge_text import PledgeText

Item: TypeAlias = "Article | Target | Signatory"
I = TypeVar("I", Article, Target, Signatory)  # noqa: E741 one letter, as type variables are


class ChangeKind(StrEnum):
    """What happened to a part of a pledge. The word before the first dash names the part."""

    ARTICLE_ADDED = "article-added"
    """An article without a counterpart in the older pledge."""
    ARTICLE_REMOVED = "article-removed"
    """An article without a counterpart in the newer pledge."""
    ARTICLE_REWORDED = "article-reworded"
    """The text below the heading has other words."""
    ARTICLE_RETITLED = "article-retitled"
    """The heading, apart from its number, has other words."""
    ARTICLE_RENUMBERED = "article-renumbered"
    """Another number is printed, or none any more."""
    ARTICLE_MOVED = "article-moved"
    """It stands elsewhere among the articles that stayed; being pushed down by a new one is no move."""
    ARTICLE_REFLOWED = "article-reflowed"
    """Only white space differs; a reader sees no change."""
    ARTICLE_RELABELLED = "article-relabelled"
    """Only the id differs; a reader sees no change."""
    TARGET_NEW = "target-new"
    """A target without a counterpart in the older pledge."""
    TARGET_DROPPED = "target-dropped"
    """A target without a counterpart in the newer pledge."""
    TARGET_RAISED = "target-raised"
    """The number is higher, in the same unit; `Change.strictness` says whether more is asked."""
    TARGET_LOWERED = "target-lowered"
    """The number is lower, in the same unit."""
    TARGET_VALUE_CHANGED = "target-value-changed"
    """Another value, and no common measure: a number is missing or the unit changed with it."""
    TARGET_UNIT_CHANGED = "target-unit-changed"
    """The number is counted in something else."""
    TARGET_COMPARATOR_CHANGED = "target-comparator-changed"
    """``ít nhất`` became ``trên``, be it in the comparator or in the words of the value."""
    TARGET_COUNT_CHANGED = "target-count-changed"
    """Another number of targets is assigned; whether more is asked of each does not follow from it."""
    TARGET_BASELINE_CHANGED = "target-baseline-changed"
    """It is measured from something else, be it only another year."""
    TARGET_REWORDED = "target-reworded"
    """Its sentence has other words."""
    TARGET_TRANSFERRED = "target-transferred"
    """It belongs to another article."""
    TARGET_REASSIGNED = "target-reassigned"
    """Another authority sets it."""
    TARGET_MOVED = "target-moved"
    """It stands elsewhere among the targets that stayed."""
    TARGET_RESPELT = "target-respelt"
    """Value, unit or sentence are spelt otherwise and mean the same: ``05`` and ``5``."""
    TARGET_RELABELLED = "target-relabelled"
    """Only ids differ, its own or that of its article; a reader sees no change."""
    SIGNATORY_JOINED = "signatory-joined"
    """A unit that did not sign the older pledge."""
    SIGNATORY_LEFT = "signatory-left"
    """A unit that does not sign the newer pledge."""
    SIGNATORY_CHANGED = "signatory-changed"
    """For the same unit another name, rank or post."""
    SIGNATORY_MOVED = "signatory-moved"
    """It stands elsewhere among the units that stayed."""
    SLOGAN_CHANGED = "slogan-changed"
    """The slogan has other words, is new or is gone."""
    BASES_CHANGED = "bases-changed"
    """The documents the pledge refers to differ."""
    PREAMBLE_CHANGED = "preamble-changed"
    """The text before the first article differs."""

    @property
    def part(self) -> str:
        """``article``, ``target``, ``signatory``, or the head's ``slogan``, ``bases``, ``preamble``."""
        return self.value.partition("-")[0]

    @property
    def is_seen(self) -> bool:
        """Whether a reader sees a change; ids and white space are kept for the sake of exactness."""
        return self not in _UNSEEN


_UNSEEN = frozenset(
    {
        ChangeKind.ARTICLE_REFLOWED,
        ChangeKind.ARTICLE_RELABELLED,
        ChangeKind.TARGET_RESPELT,
        ChangeKind.TARGET_RELABELLED,
    }
)
_COMING = frozenset({ChangeKind.ARTICLE_ADDED, ChangeKind.TARGET_NEW, ChangeKind.SIGNATORY_JOINED})
_GOING = frozenset(
    {ChangeKind.ARTICLE_REMOVED, ChangeKind.TARGET_DROPPED, ChangeKind.SIGNATORY_LEFT}
)
_MOVING = frozenset({ChangeKind.ARTICLE_MOVED, ChangeKind.TARGET_MOVED, ChangeKind.SIGNATORY_MOVED})


class Strictness(StrEnum):
    """Whether a target asks for more than before, each against its own baseline."""

    STRICTER = "stricter"
    """``giảm ≥ 5%`` → ``giảm ≥ 10%``; ``≤ 5 vụ`` → ``≤ 3 vụ``; ``≥ 5`` → ``> 5``."""
    LOOSER = "looser"
    """The other way round."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of a whole part, of its place, or of one field of it.

    Whole parts coming and going carry ``item``; changed fields carry ``field``, ``old`` and ``new``.
    Places count from 0.
    """

    kind: ChangeKind
    old_at: int | None = None
    new_at: int | None = None
    item: Item | None = None
    field: str = ""
    old: str | None = None
    new: str | None = None
    is_prose: bool = False
    """Whether the field is running text, of which `segments` tells the words."""
    strictness: Strictness | None = None

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The words that stayed, went and came where the field is prose; worked out when asked for, since pages ask for none."""
        return word_diff(self.old or "", self.new or "") if self.is_prose else ()

    def as_dict(self) -> dict[str, object]:
        """For JSON: what is known of the change, nothing empty."""
        item = self.item
        whole = (
            {"id": item.unit if isinstance(item, Signatory) else item.id}
            if item is not None
            else {}
        )
        facts: dict[str, object] = {
            "kind": str(self.kind),
            "old_at": self.old_at,
            "new_at": self.new_at,
            **whole,
            "field": self.field or None,
            "old": self.old,
            "new": self.new,
            "strictness": str(self.strictness) if self.strictness else None,
            "segments": [{str(s.kind): s.text} for s in self.segments] or None,
        }
        return {key: value for key, value in facts.items() if value is not None}


class ForeignChangeError(ValueError):
    """Changes were applied to a pledge they were not made from."""


def apply(changes: Iterable[Change], old: PledgeText) -> PledgeText:
    """The newer pledge, made from the older one and the changes alone.

    The law of this package: ``apply(compare(a, b).changes, a) == b`` for normalised wordings. Raises
    `ForeignChangeError` when ``old`` does not hold what the changes say it did.
    """
    of: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        of[change.kind.part].append(change)
    head = {c.field: _new_value(c, getattr(old, c.field)) for part in _HEAD for c in of[part]}
    return replace(
        old,
        **head,  # type: ignore[arg-type]  # the head's fields are all text
        articles=_apply(of["article"], old.articles),
        targets=_apply(of["target"], old.targets),
        signatories=_apply(of["signatory"], old.signatories),
    )


_HEAD = ("slogan", "bases", "preamble")


def _apply(changes: Sequence[Change], old: Sequence[I]) -> tuple[I, ...]:
    """Take out what goes, change what stays, then set what comes or moves on its new place."""
    staying: dict[int, I] = dict(enumerate(old))
    placed: dict[int, I] = {}
    for change in changes:
        if change.field and change.old_at is not None:
            item = staying.get(change.old_at)
            if item is None:
                raise ForeignChangeError(change.kind)
            staying[change.old_at] = _with(
                item, change.field, _new_value(change, getattr(item, change.field))
            )
    for change in changes:
        if change.kind in _GOING and change.old_at is not None:
            if staying.pop(change.old_at, None) != change.item:
                raise ForeignChangeError(change.kind)
        elif change.kind in _COMING and change.new_at is not None:
            placed[change.new_at] = change.item  # type: ignore[assignment]  # the kind says which
        elif change.kind in _MOVING and change.old_at is not None and change.new_at is not None:
            if change.old_at not in staying:
                raise ForeignChangeError(change.kind)
            placed[change.new_at] = staying.pop(change.old_at)
    rest = iter([staying[place] for place in sorted(staying)])
    total = len(placed) + len(staying)
    return tuple(placed[at] if at in placed else next(rest) for at in range(total))


def _new_value(change: Change, current: str | None) -> str | None:
    if current != change.old:
        raise ForeignChangeError(change.kind)
    segments = change.segments
    if not segments:
        return change.new
    if old_text(segments) != (current or ""):
        raise ForeignChangeError(change.kind)
    return None if change.new is None else new_text(segments)


def _with(item: I, field: str, value: str | None) -> I:
    if isinstance(item, Article):
        return replace(item, **{field: value})  # type: ignore[arg-type]  # a text field by name
    return item.model_copy(update={field: value})
