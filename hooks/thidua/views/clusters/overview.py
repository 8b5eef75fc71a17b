"""The overview picture of a cluster: lanes of terms, leads and members against the years.

Geometry only: the template draws an SVG from these numbers, without styles of its own. It is laid out
twice, for a wide column with the names beside the lanes and for a phone with the names above them, so
that neither reader has to scroll sideways; the bars are drawn once, and used again narrower and higher.
The table of members says the same in words.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from thidua.campaign.site import TermKey
from thidua.campaign.terms import (
    Role,
    leader_basis,
    leader_of,
    membership_basis,
    span_within,
)
from thidua.dates import Span
from thidua.reading.base import BasisKind
from thidua.text import collation_key, typeset
from thidua.views.shared.units import distinct_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.reading.records import Term
    from thidua.views.shared.page import Context

TOP = 56
YEAR = 40
"""Least room for the number of a year; where years stand closer, some go without."""

LETTER = 6.2
"""About how wide a letter of a term's name is; a name that does not fit is not drawn."""

NAME_LETTER = 6.6
"""About how wide a letter of a unit's name is."""

BAR = 12
ROLE_BAR = 6
"""How high the bars of members and, on them, of leads and deputies are."""
MOST_RULES = 24
"""Most years with a line of their own."""
MOST_TITLED = 80
"""Most bars and terms that say what they are when pointed at; of more those of a kind are one shape."""
OPEN_YEARS = 1
"""How many years an open term is drawn beyond its beginning."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where names and lanes stand, in units of the drawing."""

    name: str
    """``wide`` or ``narrow``."""
    width: int
    labels: int
    """Room for the names beside the lanes; 0 where they stand above."""
    row: int
    """From one lane to the next."""
    bar: int
    """From the top of a lane to its bars."""


WIDE = Layout("wide", width=1040, labels=250, row=26, bar=0)
NARROW = Layout("narrow", width=360, labels=0, row=41, bar=14)


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a year on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class TermBox:
    """A term along the top."""

    x: float
    width: float
    label: str
    text: str
    """What of the label fits into the box: all, the term's id, or nothing."""
    middle: float


@dataclass(frozen=True, slots=True)
class LaneBar:
    """A stretch on a unit's lane."""

    x: float
    width: float
    kind: str
    """``member lead deputy``."""
    title: str
    """What the stretch says, for the pointer."""
    unstated: bool
    """Whether it is inferred or reconstructed, and drawn with a broken line."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A unit's line."""

    y: float
    label: str
    """The unit's name, or what of it fits into the room there is."""
    name: str
    bars: tuple[LaneBar, ...]

    @property
    def baseline(self) -> float:
        """Of its name."""
        return self.y + 11


@dataclass(frozen=True, slots=True)
class Merge:
    """A line from the units that ended to the one that followed on them."""

    x: float
    top: float
    bottom: float
    title: str


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars that look alike."""

    kind: str
    unstated: bool
    paths: tuple[tuple[str, str], ...]
    """Paths of an SVG and what each says: one a bar, or all as one that says nothing."""


@dataclass(frozen=True, slots=True)
class OverviewPicture:
    """The drawing in one layout."""

    layout: Layout
    height: float
    years: tuple[Tick, ...]
    terms: tuple[TermBox, ...]
    lanes: tuple[Lane, ...]
    merges: tuple[Merge, ...]

    @property
    def rules(self) -> str:
        """The lines where years begin; of many years only of those whose number is drawn."""
        drawn = [t for t in self.years if t.label] if len(self.years) > MOST_RULES else self.years
        return "".join(f"M{t.x:g} {4 if t.label else 22}V{self.height:g}" for t in drawn)

    @property
    def bars_transform(self) -> str:
        """What makes the bars of the wide layout those of this one."""
        across = self.layout.width / (WIDE.width - WIDE.labels)
        down = self.layout.row / WIDE.row
        left, top = -WIDE.labels * across, TOP + self.layout.bar - TOP * down
        return f"translate({left:.1f} {top:.1f}) scale({across:.4f} {down:.4f})"

    @property
    def is_titled(self) -> bool:
        """Whether each part says what it is when pointed at."""
        bars = sum(len(lane.bars) for lane in self.lanes)
        return bars + len(self.terms) <= MOST_TITLED

    @property
    def boxes(self) -> str:
        """The terms along the top that need no title."""
        untitled = (t for t in self.terms if t.text == t.label or not self.is_titled)
        return "".join(_rectangle(t.x, 23, t.width, 18) for t in untitled)

    @property
    def bar_groups(self) -> tuple[BarGroup, ...]:
        """Members first, so that leads and deputies are drawn on them."""
        groups: dict[tuple[str, bool], list[tuple[str, str]]] = {}
        bars = [(lane, bar) for lane in self.lanes for bar in lane.bars]
        for lane, bar in sorted(bars, key=lambda one: _KINDS.index(one[1].kind)):
            path = self._bar_path(lane, bar), bar.title
            groups.setdefault((bar.kind, bar.unstated), []).append(path)
        if not self.is_titled:
            groups = {k: [("".join(path for path, _ in paths), "")] for k, paths in groups.items()}
        return tuple(BarGroup(*key, tuple(paths)) for key, paths in groups.items())

    @staticmethod
    def _bar_path(lane: Lane, bar: LaneBar) -> str:
        if bar.kind == "member":
            return _rectangle(bar.x, lane.y, bar.width, BAR)
        return _rectangle(bar.x, lane.y + (BAR - ROLE_BAR) / 2, bar.width, ROLE_BAR)


_KINDS = ("member", "lead", "deputy")


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z"


@dataclass(frozen=True, slots=True)
class Overview:
    """The picture in both layouts, and in words."""

    pictures: tuple[OverviewPicture, ...]
    merges: tuple[str, ...]
    """Who followed on whom, in the order of the lanes."""
    unstated: bool
    """Whether some of it is inferred or reconstructed."""
    description: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to the horizontal."""

    first: dt.date
    last: dt.date
    layout: Layout

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        room = self.layout.width - self.layout.labels
        return round(self.layout.labels + min(max(share, 0.0), 1.0) * room, 1)

    def stretch(self, span: Span) -> tuple[float, float]:
        """Where a span begins and how wide it is; the last day is within it."""
        end = self.last if span.end is None else min(span.last + dt.timedelta(days=1), self.last)
        start = self.x(span.first)
        return start, round(max(self.x(end) - start, 2.0), 1)


def overview(ctx: Context, cluster_id: str) -> Overview | None:
    """The picture of a cluster; None when no members are known."""
    terms = ctx.site.terms_in_order[cluster_id]
    units = _lane_order(ctx, terms)
    if not units:
        return None
    wide, narrow = (_picture(ctx, cluster_id, terms, units, layout) for layout in (WIDE, NARROW))
    return Overview(
        pictures=(wide, narrow),
        merges=tuple(merge.title for merge in wide.merges),
        unstated=any(bar.unstated for lane in wide.lanes for bar in lane.bars),
        description=ctx.ui["overview_description"].format(
            cluster=ctx.site.cluster(cluster_id).name,
            first=terms[0].from_.year,
            last=_last_year(terms),
            units=len(units),
        ),
    )


def _last_year(terms: Sequence[Term]) -> int:
    return max(t.to.year if t.to else t.from_.year + OPEN_YEARS for t in terms)


def _picture(
    ctx: Context, cluster_id: str, terms: Sequence[Term], units: list[str], layout: Layout
) -> OverviewPicture:
    first, last = dt.date(terms[0].from_.year, 1, 1), dt.date(_last_year(terms) + 1, 1, 1)
    scale = _Scale(first, last, layout)
    years = range(first.year, last.year)
    step = math.ceil(len(years) * YEAR / (layout.width - layout.labels))
    tops = {unit: TOP + n * layout.row for n, unit in enumerate(units)}
    return OverviewPicture(
        layout=layout,
        height=TOP + len(units) * layout.row + 8,
        years=tuple(_tick(scale, year, shown=not n % step) for n, year in enumerate(years)),
        terms=tuple(_term_box(ctx, TermKey(cluster_id, term.term), scale) for term in terms),
        lanes=tuple(_lane(ctx, terms, unit, top, scale) for unit, top in tops.items()),
        merges=tuple(_merge_lines(ctx, tops, scale)) if layout is WIDE else (),
    )


def _lane_order(ctx: Context, terms: Sequence[Term]) -> list[str]:
    """Units by the day they first came in; those that followed on one stand right below it."""
    since: dict[str, dt.date] = {}
    for term in terms:
        for member in term.members:
            start = span_within(member, term).first
            since[member.unit] = min(start, since.get(member.unit, start))
    order: list[str] = []

    def place(unit: str) -> None:
        if unit not in order:
            order.append(unit)
            for successor in ctx.site.successors.get(unit, ()):
                if successor in since:
                    place(successor)

    for unit in sorted(since, key=lambda u: (since[u], collation_key(ctx.site.unit(u).name))):
        place(unit)
    return order


def _lane(ctx: Context, terms: Sequence[Term], unit: str, y: float, scale: _Scale) -> Lane:
    name = distinct_name(ctx, unit)
    room = int((scale.layout.labels or scale.layout.width) / NAME_LETTER)
    label = _fitting(name, typeset(ctx.site.unit(unit).short or ""), room)
    bars = tuple(_bars(ctx, terms, unit, scale)) if scale.layout is WIDE else ()
    return Lane(y, label, name, bars)


def _bars(ctx: Context, terms: Sequence[Term], unit: str, scale: _Scale) -> Iterator[LaneBar]:
    """When a unit was a member, in stretches of one basis, and when it led or was deputy."""
    held = [
        (span_within(m, t), membership_basis(m, t))
        for t in terms
        for m in t.members
        if m.unit == unit
    ]
    for basis in get_args(BasisKind):
        for span in _merge_adjacent(span for span, of in held if of == basis):
            yield _bar(ctx, "member", span, basis, scale)
    for role in get_args(Role):
        for term in terms:
            leader = leader_of(term, role)
            if leader and leader.unit == unit:
                span, basis = span_within(leader, term), leader_basis(term, role)
                yield _bar(ctx, role, span, basis, scale)


def _fitting(name: str, short: str, room: int) -> str:
    """A name of at most ``room`` letters: itself, the short one, or its beginning and its last words."""
    if len(name) <= room or (short and len(short) <= room):
        return name if len(name) <= room else short
    head, tail = name.split(), ""
    while head and len(f"{head[-1]} {tail}") <= room // 2:
        tail = f"{head.pop()} {tail}".strip()
    while head and len(f"{' '.join(head)} … {tail}") > room:
        head.pop()
    return f"{' '.join(head)} … {tail}"


def _bar(ctx: Context, kind: str, span: Span, basis: BasisKind, scale: _Scale) -> LaneBar:
    x, width = scale.stretch(span)
    words = ctx.basis(basis)
    title = f"{ctx.ui[kind]}: {ctx.date(span).short}"
    return LaneBar(x, width, kind, f"{title} ({words})" if words else title, bool(words))


def _merge_adjacent(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that follow on each other without a day between them, as one."""
    current: Span | None = None
    for span in sorted(spans):
        if current is None:
            current = span
        elif current.end is not None and span.first <= current.last + dt.timedelta(days=1):
            current = Span(current.start, span.end)
        else:
            yield current
            current = span
    if current is not None:
        yield current


def _term_box(ctx: Context, key: TermKey, scale: _Scale) -> TermBox:
    x, width = scale.stretch(ctx.site.term(key).span)
    label = ctx.term_label(key)
    room = width / LETTER - 1
    text = next((t for t in (label, typeset(key.term)) if len(t) <= room), "")
    return TermBox(x, width, label, text, round(x + width / 2, 1))


def _tick(scale: _Scale, year: int, *, shown: bool) -> Tick:
    x = scale.x(dt.date(year, 1, 1))
    return Tick(x, str(year) if shown and scale.layout.width - x >= YEAR else "")


def _merge_lines(ctx: Context, tops: dict[str, int], scale: _Scale) -> Iterator[Merge]:
    """Successors among the lanes, with all that went into them, also from other clusters."""
    middle = scale.layout.bar + BAR / 2
    for after in tops:
        before = ctx.site.predecessors.get(after, ())
        began = ctx.site.unit(after).from_
        ends = [tops[unit] + middle for unit in (*before, after) if unit in tops]
        if began and len(ends) > 1:
            title = ctx.ui["merge_line"].format(
                date=ctx.date(Span(began, began)).short,
                before=ctx.joined([typeset(ctx.site.unit(unit).name) for unit in before]),
                after=typeset(ctx.site.unit(after).name),
            )
            yield Merge(scale.x(began.first), min(ends), max(ends), typeset(title))
