"""The rows of a comparison: words that went and came, the sign of the change, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from thidua.pledges.anchors import target_anchor
from thidua.pledges.changes import ChangeKind
from thidua.pledges.cross_cluster import differences
from thidua.pledges.summary import article_name, describe_change
from thidua.pledges.target_text import baseline_text, commitment_text
from thidua.pledges.text_diff import Segment, SegmentKind, word_diff
from thidua.text import typeset
from thidua.views.pledges.articles import plain_lines, self_contained
from thidua.views.pledges.diff_lines import (
    DiffLine,
    DiffRun,
    diff_lines,
    diff_runs,
    unchanged_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thidua.pledges.changes import Change
    from thidua.pledges.compare import Comparison
    from thidua.pledges.matching import MatchedRow
    from thidua.reading.records import Signatory, Target
    from thidua.views.shared.page import Context


@dataclass(frozen=True, slots=True)
class RowView:
    """A part of either pledge, or of both."""

    anchor: str
    mark: str
    """``added removed raised lowered changed lone moved renumbered same``."""
    sign: str
    labels: tuple[str, ...]
    """All kinds of change in words, the one of the sign first."""
    over: str
    """The article a target belongs to."""
    title: DiffLine
    notes: tuple[str, ...]
    lines: tuple[DiffLine, ...]
    """Both in one text; on wide screens td-columns.js sets the sides beside each other."""
    equal: bool
    """Whether both sides say the same, so that once is enough."""
    absent: str
    """``old`` or ``new`` where that side has no such part, else empty."""
    strictness: str
    """``stricter`` or ``looser`` where more or less is asked than before, else empty."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows of one sort of part."""

    id: str
    title: str
    absent: str
    """What stands in the place of a missing part."""
    silent: str
    """What stands in the place of a part that is there and says nothing."""
    rows: tuple[RowView, ...]
    kept: tuple[str, ...]
    """Parts that stayed as they were and need no row of their own."""
    kept_label: str
    kept_words: str


GROUPS = {
    "head": "phan-dau",
    "articles": "cac-dieu",
    "targets": "cac-chi-tieu",
    "signatories": "dai-dien-ky",
}
"""Sorts of parts and the anchors of their groups."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many parts of one sort there are, by what became of them."""

    title: str
    come: str
    """Only the newer, or second, pledge has them."""
    gone: str
    differ: str
    same: str


@dataclass(frozen=True, slots=True)
class Demand:
    """A target that asks for more, or for less, than before."""

    anchor: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class GroupWords:
    """The words of a group, with the place of a count open in the last two."""

    id: str
    title: str
    absent: str
    silent: str
    kept: str
    alike: str
    """Of two clusters, which kept nothing of each other's."""


@dataclass(frozen=True, slots=True)
class ChangeSign:
    """A sign of the margin and its meaning."""

    mark: str
    sign: str
    label: str


SIGNS = {
    "added": "+",
    "removed": "−",
    "raised": "↑",
    "lowered": "↓",
    "changed": "≠",
    "lone": "∅",
    "moved": "↕",
    "renumbered": "№",
    "same": "=",
}
"""In the order in which one of several kinds is chosen for the margin."""
_RANKS = {mark: rank for rank, mark in enumerate(SIGNS)}

CROSS_CLUSTER = {"changed": "differs", "same": "alike"}
MARKS = {
    ChangeKind.ARTICLE_ADDED: "added",
    ChangeKind.TARGET_NEW: "added",
    ChangeKind.SIGNATORY_JOINED: "added",
    ChangeKind.ARTICLE_REMOVED: "removed",
    ChangeKind.TARGET_DROPPED: "removed",
    ChangeKind.SIGNATORY_LEFT: "removed",
    ChangeKind.TARGET_RAISED: "raised",
    ChangeKind.TARGET_LOWERED: "lowered",
    ChangeKind.ARTICLE_MOVED: "moved",
    ChangeKind.TARGET_MOVED: "moved",
    ChangeKind.TARGET_TRANSFERRED: "moved",
    ChangeKind.SIGNATORY_MOVED: "moved",
    ChangeKind.ARTICLE_RENUMBERED: "renumbered",
}
TOLD = frozenset(
    {
        ChangeKind.ARTICLE_MOVED,
        ChangeKind.TARGET_RAISED,
        ChangeKind.TARGET_LOWERED,
        ChangeKind.TARGET_UNIT_CHANGED,
        ChangeKind.TARGET_COMPARATOR_CHANGED,
        ChangeKind.TARGET_COUNT_CHANGED,
        ChangeKind.TARGET_TRANSFERRED,
        ChangeKind.TARGET_MOVED,
        ChangeKind.SIGNATORY_MOVED,
    }
)
"""Kinds that the words side by side do not show, or not at once."""


def tallies(shown: Sequence[RowGroup]) -> tuple[Tally, ...]:
    """The counts of each sort of part; of the head only some are told, and none is counted."""
    return tuple(_tally(group) for group in shown if group.id != GROUPS["head"])


def _tally(group: RowGroup) -> Tally:
    come = sum(row.absent == "old" for row in group.rows)
    gone = sum(row.absent == "new" for row in group.rows)
    same = sum(row.mark == "same" for row in group.rows)
    differ = len(group.rows) - come - gone - same
    return Tally(group.title, str(come), str(gone), str(differ), str(same + len(group.kept)))


def demands(shown: Sequence[RowGroup], strictness: str) -> tuple[Demand, ...]:
    """The targets that ask for more, or less: as they are called now, and what changed."""
    return tuple(
        Demand(
            row.anchor,
            _now(row.title),
            row.notes[0],
        )
        for group in shown
        for row in group.rows
        if row.strictness == strictness and row.notes
    )


def group_words(ctx: Context, name: str) -> GroupWords:
    """What the rows of one sort of part are called."""
    kept = ctx.ui[f"compare_{name}_kept"]
    return GroupWords(
        id=GROUPS[name],
        title=ctx.ui[f"compare_{name}"],
        absent=ctx.ui[f"compare_{name}_absent"],
        silent=ctx.ui["signatory_unknown"] if name == "signatories" else "",
        kept=kept,
        alike=ctx.ui["compare_targets_alike"] if name == "targets" else kept,
    )


def signs_used(
    ctx: Context, shown: Sequence[RowGroup], *, cross_cluster: bool = False
) -> tuple[ChangeSign, ...]:
    """The signs that stand in the margin of these groups."""
    used = {row.mark for group in shown for row in group.rows}
    return tuple(
        ChangeSign(mark, sign, sign_label(ctx, mark, cross_cluster=cross_cluster))
        for mark, sign in SIGNS.items()
        if mark in used
    )


def sign_label(ctx: Context, mark: str, *, cross_cluster: bool) -> str:
    """What a sign means; of two clusters neither amended or kept anything of the other's."""
    return ctx.label("sign", CROSS_CLUSTER.get(mark, mark) if cross_cluster else mark)


def unit_names(ctx: Context, unit: str) -> tuple[str, str]:
    """A unit's name, and the name with its time: ``Công an tỉnh Mẫu (đến 30/6/2024)``; twice the name where it has none."""
    name = ctx.unit_link(unit).title
    entry = ctx.site.units.get(unit)
    if entry is None or not (entry.record.from_ or entry.record.to):
        return name, name
    return name, f"{name} ({ctx.date(entry.record.span).short})"


def promise(ctx: Context, target: Target) -> tuple[str, str]:
    """What a target asks for, and who asks."""
    said = commitment_text(target, ctx.label("comparator", target.comparator), ctx.lang)
    by = f"{ctx.ui['assigned_by']} {target.assigned_by}" if target.assigned_by else ""
    return f"{said} {baseline_text(target, ctx.lang)}".strip(), by


class ComparisonRows:
    """The rows of one comparison. Of two clusters (``cross_cluster``) neither changed anything of the other's."""

    def __init__(
        self, ctx: Context, comparison: Comparison, *, cross_cluster: bool = False
    ) -> None:
        self.ctx = ctx
        self.found = comparison
        self.cross_cluster = cross_cluster

    def groups(self) -> tuple[RowGroup, ...]:
        """Head, articles, targets, signatories; those of two clusters always differ and are left out."""
        made = [
            self._group("head", tuple(self._head())),
            self._group("articles", tuple(self._articles())),
            self._group("targets", self.targets),
        ]
        if not self.cross_cluster:
            made.append(self._group("signatories", tuple(self._signatories())))
        return tuple(group for group in made if group.rows or group.kept)

    @cached_property
    def targets(self) -> tuple[RowView, ...]:
        """The targets, unchanged ones too, in the order of `Comparison.targets`."""
        return tuple(self._targets())

    def _group(self, name: str, rows: tuple[RowView, ...]) -> RowGroup:
        """Unchanged articles keep their place among the others; other unchanged parts are listed after them."""
        words = group_words(self.ctx, name)
        kept = [] if name == "articles" else [row for row in rows if row.mark == "same"]
        return RowGroup(
            id=words.id,
            title=words.title,
            absent=words.absent,
            silent=words.silent,
            rows=tuple(row for row in rows if row.mark != "same") if kept else rows,
            kept=tuple(_text(row) for row in kept),
            kept_label=capital(sign_label(self.ctx, "same", cross_cluster=self.cross_cluster)),
            kept_words=(words.alike if self.cross_cluster else words.kept).format(count=len(kept)),
        )

    def _head(self) -> Iterator[RowView]:
        """Slogan, bases and preamble, where they differ."""
        for field in ("slogan", "bases", "preamble"):
            changes = [c for c in self.found.changes if c.kind.part == field]
            if changes:
                before, after = (getattr(w, field) or "" for w in (self.found.old, self.found.new))
                shown = plain_lines if field == "preamble" else typeset
                title = unchanged_line(self.ctx.ui[f"compare_{field}"])
                yield self._row(field, changes, title, (shown(before),), (shown(after),))

    def _articles(self) -> Iterator[RowView]:
        before = self_contained(self.found.old.articles)
        after = self_contained(self.found.new.articles)
        for row in self.found.articles:
            old = None if row.old is None else before[row.old]
            new = None if row.new is None else after[row.new]
            shown = new or old
            assert shown is not None
            numbers = (old or shown).number or "", (new or shown).number or ""
            titles = (old or shown).title, (new or shown).title
            number = (
                _number(*numbers) if not self.cross_cluster else _number(numbers[1], numbers[1])
            )
            yield self._row(
                f"dieu-{shown.id}",
                self._changes("article", row),
                DiffLine((*number, *diff_runs(*map(typeset, titles)))),
                None if old is None else (plain_lines(old.text),),
                None if new is None else (plain_lines(new.text),),
            )

    def _targets(self) -> Iterator[RowView]:
        for row in self.found.targets:
            old = None if row.old is None else self.found.old.targets[row.old]
            new = None if row.new is None else self.found.new.targets[row.new]
            shown = new or old
            assert shown is not None
            wording = self.found.old if new is None else self.found.new
            yield self._row(
                target_anchor(shown.id),
                self._changes("target", row),
                DiffLine(tuple(diff_runs(typeset((old or shown).text), typeset(shown.text)))),
                None if old is None else (*map(typeset, promise(self.ctx, old)),),
                None if new is None else (*map(typeset, promise(self.ctx, new)),),
                over=typeset(article_name(wording, shown.article)),
            )

    def _signatories(self) -> Iterator[RowView]:
        units = [s.unit for side in (self.found.old, self.found.new) for s in side.signatories]
        for row in self.found.signatories:
            old = None if row.old is None else self.found.old.signatories[row.old]
            new = None if row.new is None else self.found.new.signatories[row.new]
            shown = new or old
            assert shown is not None
            yield self._row(
                f"ky-{shown.unit}",
                self._changes("signatory", row),
                unchanged_line(self._unit(shown.unit, units)),
                None if old is None else (*map(typeset, signature(old)),),
                None if new is None else (*map(typeset, signature(new)),),
            )

    def _unit(self, unit: str, others: Sequence[str]) -> str:
        """A unit's name, with its time where another of the same name stands by: a merger keeps names."""
        name, dated = unit_names(self.ctx, unit)
        alike = (self.ctx.unit_link(other).title == name for other in others if other != unit)
        return dated if any(alike) else name

    def _changes(self, part: str, row: MatchedRow) -> list[Change]:
        changes = self.found.of(part, row)
        return (
            differences(changes) if self.cross_cluster else [c for c in changes if c.kind.is_seen]
        )

    def _row(
        self,
        anchor: str,
        changes: Sequence[Change],
        title: DiffLine,
        old: tuple[str, ...] | None,
        new: tuple[str, ...] | None,
        over: str = "",
    ) -> RowView:
        """``old`` and ``new`` say as many things in the same order, typeset; each is compared with its like."""
        marks = [self._mark(change) for change in changes]
        mark = min(marks, key=_RANKS.__getitem__, default="same")
        ordered = sorted(zip(marks, changes, strict=True), key=lambda pair: pair[0] != mark)
        silent = ("",) * len(old or new or ())
        segments = list(_segments(old or silent, new or silent))
        equal = (
            old is not None
            and new is not None
            and all(s.kind is SegmentKind.EQUAL for s in segments)
        )
        notes = [self._told(change) for _, change in ordered if change.kind in TOLD]
        if equal and any(c.kind is ChangeKind.ARTICLE_REWORDED for c in changes):
            notes.append(self.ctx.ui["compare_layout_only"])
        return RowView(
            anchor=anchor,
            mark=mark,
            sign=SIGNS[mark],
            labels=tuple(dict.fromkeys(self._label(change) for _, change in ordered))
            or (capital(sign_label(self.ctx, "same", cross_cluster=self.cross_cluster)),),
            over=over,
            title=title,
            notes=() if self.cross_cluster else tuple(notes),
            lines=diff_lines(segments),
            equal=equal,
            absent="old" if old is None else "new" if new is None else "",
            strictness=next((str(c.strictness) for c in changes if c.strictness), ""),
        )

    def _mark(self, change: Change) -> str:
        mark = MARKS.get(change.kind, "changed")
        if not self.cross_cluster:
            return mark
        return "lone" if mark in {"added", "removed"} else "changed"

    def _told(self, change: Change) -> str:
        return typeset(capital(describe_change(self.found, change, self.ctx.lang)))

    def _label(self, change: Change) -> str:
        return self.ctx.label("differ" if self.cross_cluster else "change", change.kind.value)


def signature(signatory: Signatory) -> tuple[str, str]:
    """Who signed, and as what."""
    name = " ".join(part for part in (signatory.rank, signatory.name) if part)
    return name, signatory.post or ""


def _segments(old: Sequence[str], new: Sequence[str]) -> Iterator[Segment]:
    """The difference of each thing said, one a line."""
    for n, (before, after) in enumerate(zip(old, new, strict=True)):
        if n:
            yield Segment(SegmentKind.EQUAL, "\n")
        yield from word_diff(before, after)


def capital(text: str) -> str:
    """The text with a capital at its head, the rest as it is."""
    return f"{text[0].upper()}{text[1:]}"


def _text(row: RowView) -> str:
    """What is not told as changed, as the newer pledge writes it: ``1`` where the older has ``01``."""
    said = "; ".join(filter(str.strip, map(_now, row.lines)))
    title = _now(row.title)
    return f"{title}: {said}" if said else title


def _now(line: DiffLine) -> str:
    return "".join(run.text for run in line.runs if not run.kind.startswith("gone"))


def _number(old: str, new: str) -> Iterator[DiffRun]:
    """A printed number before a title; both where it changed."""
    if old == new:
        if new:
            yield DiffRun("same", f"{typeset(new)} ")
        return
    for kind, number in (("gone", old), ("come", new)):
        if number:
            yield DiffRun(kind, typeset(number))
            yield DiffRun(f"{kind}_space", " ")
