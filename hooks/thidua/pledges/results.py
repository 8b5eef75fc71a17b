"""Status of each target and unit of a pledge: reached, not reached, or not yet known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thidua.locale import phrase
from thidua.pledges.evaluation import Evaluation, ResultState, UnclearReason, evaluate, is_limit
from thidua.pledges.values import ASSIGNED, assigned_count, parse, quantity_of, unit_fits

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
class TargetStatus:
    """Where a unit stands with a target."""

    target: str
    unit: str
    state: ResultState
    reason: UnclearReason | None = None
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
    """Counts of statuses. A picture of progress shows all four: what is missing is part of it."""

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
class PledgeResults:
    """All statuses of a pledge, by target as written, then by unit as given."""

    statuses: tuple[TargetStatus, ...]
    progress: Progress
    by_target: Mapping[str, Progress] = field(default_factory=dict)
    by_unit: Mapping[str, Progress] = field(default_factory=dict)


def may_see_results(pledge: Pledge, audience: Audience) -> bool:
    """Whether an audience may know results, and so also that there are none."""
    return audience == "internal" or pledge.results_audience == "public"


def evaluate_results(
    pledge: Pledge, units: Sequence[str], term: Span | None = None
) -> PledgeResults:
    """Standings of ``units`` (the members of the term) and of whoever else reported.

    With ``term`` results from before its end are provisional, and a limit kept so far
    (``không quá 3 vụ``) is not yet known to be kept.
    """
    statuses = tuple(s for target in pledge.targets for s in evaluate_target(target, units, term))
    return PledgeResults(
        statuses,
        count_progress(statuses),
        {t.id: count_progress(s for s in statuses if s.target == t.id) for t in pledge.targets},
        {
            unit: count_progress(s for s in statuses if s.unit == unit)
            for unit in dict.fromkeys(s.unit for s in statuses)
        },
    )


def evaluate_target(
    target: Target, units: Sequence[str], term: Span | None = None
) -> Iterator[TargetStatus]:
    """A status for each unit, in the order given; others who reported follow."""
    reporting = [result.unit for result in target.results]
    for unit in dict.fromkeys([*units, *reporting]):
        results = sorted(
            (r for r in target.results if r.unit == unit), key=lambda r: (r.as_of.last, r.as_of)
        )
        yield _target_status(target, unit, results, term)


def count_progress(statuses: Iterable[TargetStatus]) -> Progress:
    """How many stand where."""
    counts = Counter(
        "no_result" if status.reason is UnclearReason.NO_RESULT else _PROGRESS_FIELD[status.state]
        for status in statuses
    )
    return Progress(**counts)


_PROGRESS_FIELD = {
    ResultState.REACHED: "reached",
    ResultState.NOT_REACHED: "not_reached",
    ResultState.NOT_YET_KNOWN: "unclear",
}


def progress_words(counts: Progress, lang: str) -> str:
    """``Đạt 5/12, chưa đạt 2/12, chưa có số liệu 4/12, chưa rõ 1/12``; no percentages, all of them counted."""
    if not counts.total:
        return phrase(lang, "pledges.no_targets")
    told = (
        phrase(lang, f"pledges.progress:{field}", count=count, total=counts.total)
        for field in ("reached", "not_reached", "no_result", "unclear")
        if (count := getattr(counts, field))
    )
    text = ", ".join(told)
    return f"{text[0].upper()}{text[1:]}."


def state_words(state: ResultState, lang: str) -> str:
    """``chưa đạt``."""
    return phrase(lang, f"pledges.state:{state}")


def reason_words(reason: UnclearReason, lang: str) -> str:
    """Why a state is not yet known: ``chưa có số liệu``."""
    return phrase(lang, f"pledges.reason:{reason}")


def _target_status(
    target: Target, unit: str, results: Sequence[Result], term: Span | None
) -> TargetStatus:
    if not results:
        return TargetStatus(target.id, unit, ResultState.NOT_YET_KNOWN, UnclearReason.NO_RESULT)
    newest = results[-1]
    same_day = [r for r in results if r.as_of == newest.as_of]
    verdicts = {evaluate(target, result.value) for result in same_day}
    provisional = term is not None and term.end is not None and newest.as_of.last < term.last
    evaluation = verdicts.pop()
    if verdicts:
        evaluation = Evaluation(ResultState.NOT_YET_KNOWN, UnclearReason.RESULTS_DISAGREE)
    elif evaluation.state is ResultState.REACHED and provisional and is_limit(target):
        evaluation = Evaluation(ResultState.NOT_YET_KNOWN, UnclearReason.TERM_OPEN)
    return TargetStatus(
        target.id,
        unit,
        evaluation.state,
        evaluation.reason,
        newest,
        tuple(results[:-1]),
        _share(target, newest) if len(same_day) == 1 else None,
        provisional,
    )


def _share(target: Target, result: Result) -> Share | None:
    """What part of a level to be reached a result is; None for limits, changes and vague numbers."""
    if target.comparator in ASSIGNED:
        return _share_of_assigned(target, result)
    asked, given = quantity_of(target), parse(result.value)
    whole, part = asked.number, given.number
    level = target.comparator in {">=", ">", "="} and given.direction is None and given.is_exact
    fits = unit_fits(asked.unit, given.unit)
    if not level or not fits or whole is None or part is None or whole <= 0 or part < 0:
        return None
    return Share(part, whole)


def _share_of_assigned(target: Target, result: Result) -> Share | None:
    """How many of the assigned targets; None where the result speaks of meeting and the target of exceeding."""
    asked, count = quantity_of(target), assigned_count(result.value)
    other = count.achievement not in {None, target.comparator}
    unclear = evaluate(target, result.value).state is ResultState.NOT_YET_KNOWN
    if other or unclear or not count.done.is_exact or not asked.number or count.done.number is None:
        return None
    return Share(count.done.number, asked.number)
