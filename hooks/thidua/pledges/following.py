"""What came of a pledge: for each target and unit reached, not reached, or not yet known.

A missing figure is a state of its own, never zero. Results are internal unless the pledge says
otherwise; `campaign.project` takes them out, so ask `may_follow` before showing any state.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thidua.pledges.judging import Reason, State, Verdict, is_limit, judge
from thidua.pledges.values import parse, quantity_of, unit_fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from thidua.dates import Span
    from thidua.reading.base import Audience
    from thidua.reading.records import Pledge, Result, Target


@dataclass(frozen=True, slots=True)
class Share:
    """Two numbers of one unit and what the first is of the second; never one without the other."""

    part: Decimal
    whole: Decimal

    @property
    def percent(self) -> Decimal:
        return self.part * 100 / self.whole


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands with a target."""

    target: str
    unit: str
    state: State
    reason: Reason | None = None
    """Why the state is not yet known."""
    result: Result | None = None
    """The newest result, from which the state follows."""
    earlier: tuple[Result, ...] = ()
    """Results before it, oldest first; also others of the same day."""
    share: Share | None = None
    """How much of the target the result is, where both are plain numbers of one unit."""
    provisional: bool = False
    """Whether the result is from before the end of the term."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of standings. A picture of progress shows all four: what is missing is part of it."""

    reached: int = 0
    not_reached: int = 0
    no_result: int = 0
    """Nothing was reported."""
    unclear: int = 0
    """Something was reported and does not say whether the target is reached."""

    @property
    def total(self) -> int:
        return self.reached + self.not_reached + self.no_result + self.unclear

    @property
    def known(self) -> int:
        return self.reached + self.not_reached


@dataclass(frozen=True, slots=True)
class Following:
    """All standings of a pledge, by target as written, then by unit as given."""

    standings: tuple[Standing, ...]
    progress: Progress
    by_target: Mapping[str, Progress] = field(default_factory=dict)
    by_unit: Mapping[str, Progress] = field(default_factory=dict)


def may_follow(pledge: Pledge, audience: Audience) -> bool:
    """Whether an audience may know results, and so also that there are none."""
    return audience == "internal" or pledge.results_audience == "public"


def follow(pledge: Pledge, units: Sequence[str], term: Span | None = None) -> Following:
    """Standings of ``units`` (the members of the term) and of whoever else reported.

    With ``term`` results from before its end are provisional, and a limit kept so far
    (``không quá 3 vụ``) is not yet known to be kept.
    """
    standings = tuple(s for target in pledge.targets for s in follow_target(target, units, term))
    return Following(
        standings,
        progress(standings),
        {t.id: progress(s for s in standings if s.target == t.id) for t in pledge.targets},
        {
            unit: progress(s for s in standings if s.unit == unit)
            for unit in dict.fromkeys(s.unit for s in standings)
        },
    )


def follow_target(
    target: Target, units: Sequence[str], term: Span | None = None
) -> Iterator[Standing]:
    """A standing for each unit, in the order given; others who reported follow."""
    reporting = [result.unit for result in target.results]
    for unit in dict.fromkeys([*units, *reporting]):
        results = sorted(
            (r for r in target.results if r.unit == unit), key=lambda r: (r.as_of.last, r.as_of)
        )
        yield _standing(target, unit, results, term)


def progress(standings: Iterable[Standing]) -> Progress:
    """How many stand where."""
    counts = Counter(
        "no_result" if standing.reason is Reason.NO_RESULT else _COUNTED_AS[standing.state]
        for standing in standings
    )
    return Progress(**counts)


_COUNTED_AS = {
    State.REACHED: "reached",
    State.NOT_REACHED: "not_reached",
    State.NOT_YET_KNOWN: "unclear",
}


def progress_words(counts: Progress) -> str:
    """``Đạt 5/12, chưa đạt 2/12, chưa có số liệu 4/12, chưa rõ 1/12``; no percentages, all of them counted."""
    if not counts.total:
        return "Chưa có chỉ tiêu nào để theo dõi."
    named = (
        ("đạt", counts.reached),
        ("chưa đạt", counts.not_reached),
        ("chưa có số liệu", counts.no_result),
        ("chưa rõ", counts.unclear),
    )
    text = ", ".join(f"{words} {count}/{counts.total}" for words, count in named if count)
    return f"{text[0].upper()}{text[1:]}."


STATE_WORDS = {
    State.REACHED: "đạt",
    State.NOT_REACHED: "chưa đạt",
    State.NOT_YET_KNOWN: "chưa rõ",
}
REASON_WORDS = {
    Reason.NO_RESULT: "chưa có số liệu",
    Reason.TARGET_UNREADABLE: "chỉ tiêu không có một con số rõ ràng",
    Reason.RESULT_UNREADABLE: "kết quả không có một con số rõ ràng",
    Reason.UNIT_DIFFERS: "kết quả tính theo đơn vị khác",
    Reason.DIRECTION_MISSING: "kết quả không ghi tăng hay giảm",
    Reason.DIRECTION_UNASKED: "kết quả ghi mức tăng, giảm trong khi chỉ tiêu là một mức phải đạt",
    Reason.SCOPE_DIFFERS: "kết quả không nêu đủ các tiêu chí của chỉ tiêu",
    Reason.BASELINE_DIFFERS: "kết quả so với năm khác",
    Reason.TOO_VAGUE: "con số ước chừng, chưa kết luận được",
    Reason.EXCEEDED: "cao hơn con số của chỉ tiêu; mức “đạt” không nói rõ vượt có tính là đạt",
    Reason.TERM_OPEN: "đến nay chưa vượt mức, chưa hết kỳ",
    Reason.RESULTS_DISAGREE: "các kết quả cùng ngày không thống nhất",
}


def _standing(target: Target, unit: str, results: Sequence[Result], term: Span | None) -> Standing:
    if not results:
        return Standing(target.id, unit, State.NOT_YET_KNOWN, Reason.NO_RESULT)
    newest = results[-1]
    same_day = [r for r in results if r.as_of == newest.as_of]
    verdicts = {judge(target, result.value) for result in same_day}
    provisional = term is not None and term.end is not None and newest.as_of.last < term.last
    verdict = verdicts.pop()
    if verdicts:
        verdict = Verdict(State.NOT_YET_KNOWN, Reason.RESULTS_DISAGREE)
    elif verdict.state is State.REACHED and provisional and is_limit(target):
        verdict = Verdict(State.NOT_YET_KNOWN, Reason.TERM_OPEN)
    return Standing(
        target.id,
        unit,
        verdict.state,
        verdict.reason,
        newest,
        tuple(results[:-1]),
        _share(target, newest) if len(same_day) == 1 else None,
        provisional,
    )


def _share(target: Target, result: Result) -> Share | None:
    """What part of a level to be reached a result is; None for limits, changes and vague numbers."""
    asked, given = quantity_of(target), parse(result.value)
    whole, part = asked.number, given.number
    level = target.comparator in {">=", ">", "="} and given.direction is None and given.is_exact
    fits = unit_fits(asked.unit, given.unit)
    if not level or not fits or whole is None or part is None or whole <= 0 or part < 0:
        return None
    return Share(part, whole)
