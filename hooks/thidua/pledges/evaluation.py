"""Evaluation of one result against one target: values it can mean against values asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from thidua.pledges.values import (
    ASSIGNED,
    COMPARED_WITH,
    Direction,
    ParseObstacle,
    Qualifier,
    Quantity,
    assigned_count,
    baseline_of,
    contradicts_comparator,
    parse,
    quantity_of,
    same_unit,
    unit_fits,
)
from thidua.text import nfc

if TYPE_CHECKING:
    from decimal import Decimal

    from thidua.pledges.values import AssignedCount
    from thidua.reading.records import Target


class ResultState(StrEnum):
    """How far a target has come."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    """Not reached on the day of the result; a later one may say otherwise."""
    NOT_YET_KNOWN = "not-yet-known"


class UnclearReason(StrEnum):
    """Why a state is not yet known."""

    NO_RESULT = "no-result"
    """Nothing was reported: ``chưa có số liệu``."""
    TARGET_UNREADABLE = "target-unreadable"
    """The target's value has no certain number, or its words contradict its comparator."""
    RESULT_UNREADABLE = "result-unreadable"
    """The result has no certain number."""
    UNIT_DIFFERS = "unit-differs"
    """Result and target count different things, and there is no baseline to reckon with."""
    DIRECTION_MISSING = "direction-missing"
    """A change is asked for, and the result does not say whether it rose or fell."""
    DIRECTION_UNASKED = "direction-unasked"
    """The result is a change, and a level is asked for."""
    SCOPE_DIFFERS = "scope-differs"
    """The target holds for several criteria (``cả 3 tiêu chí``); the result does not speak of all."""
    BASELINE_DIFFERS = "baseline-differs"
    """The result is measured from another year than the target."""
    TOO_VAGUE = "too-vague"
    """``gần``, ``khoảng``, ``trên`` leave both open."""
    EXCEEDED = "exceeded"
    """More than the number of a target with ``=``: nobody wrote whether that is as good."""
    COUNT_DIFFERS = "count-differs"
    """The result counts more assigned targets than the target, or another number of them."""
    EXCESS_UNSAID = "excess-unsaid"
    """Each assigned target is to be exceeded, and the result says that they were met."""
    TERM_OPEN = "term-open"
    """A limit is kept so far, and the term is not over."""
    RESULTS_DISAGREE = "results-disagree"
    """Two results of one day say different things."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The state that a result gives a target; a reason exactly when it is not yet known."""

    state: ResultState
    reason: UnclearReason | None = None


@dataclass(frozen=True, slots=True)
class ValueRange:
    """Values between two ends; None is without end."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def within(self, other: ValueRange) -> bool:
        """Whether every value of this range is one of the other's."""
        return _low_end_reaches(self, other) and _low_end_reaches(-self, -other)

    def meets(self, other: ValueRange) -> bool:
        """Whether some value is in both."""
        return not (_wholly_below(self, other) or _wholly_below(other, self))

    def __neg__(self) -> ValueRange:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return ValueRange(low, high, self.high_open, self.low_open)


def evaluate(target: Target, value: str) -> Evaluation:
    """What a result as written says of a target.

    A number without a unit is in the target's unit. Where a change is asked for (``giảm ít nhất 5%``)
    the result says which way (``giảm 6,2%``, ``-6,2%``), or it is a level in the unit of a baseline that is
    a number (``94 vụ`` after ``120 vụ``).
    """
    if target.comparator in ASSIGNED:
        return _evaluate_assigned(target, value)
    asked, result = quantity_of(target), parse(value)
    if _matches_in_words(target, asked) and _plain(value) == _plain(target.value):
        return Evaluation(ResultState.REACHED)
    given = _incomparable_reason(target, asked, result) or _result_range(target, asked, result)
    if isinstance(given, UnclearReason):
        return Evaluation(ResultState.NOT_YET_KNOWN, given)
    wanted = _target_range(target.comparator, asked)
    if given.within(wanted):
        return Evaluation(ResultState.REACHED)
    if given.meets(wanted):
        return Evaluation(ResultState.NOT_YET_KNOWN, UnclearReason.TOO_VAGUE)
    if target.comparator == "=" and given.within(ValueRange(low=asked.number)):
        return Evaluation(ResultState.NOT_YET_KNOWN, UnclearReason.EXCEEDED)
    return Evaluation(ResultState.NOT_REACHED)


def _evaluate_assigned(target: Target, value: str) -> Evaluation:
    """What a count of targets met or exceeded says: all assigned ones, or ``75/77``."""
    asked, count = quantity_of(target), assigned_count(value)
    reason = _uncountable_reason(asked, count)
    if reason is not None:
        return Evaluation(ResultState.NOT_YET_KNOWN, reason)
    number, given = count.done.number, _target_range_of(count.done)
    exceeded_of_met = target.comparator == "vuot-muc" and count.achievement == "hoan-thanh"
    if exceeded_of_met:
        given = ValueRange(high=given.high, high_open=given.high_open)
    elif target.comparator == "hoan-thanh" and count.achievement == "vuot-muc":
        given = ValueRange(low=number)
    wanted = ValueRange(low=asked.number)
    if given.within(wanted):
        return Evaluation(ResultState.REACHED)
    if given.meets(wanted):
        vague = UnclearReason.EXCESS_UNSAID if exceeded_of_met else UnclearReason.TOO_VAGUE
        return Evaluation(ResultState.NOT_YET_KNOWN, vague)
    return Evaluation(ResultState.NOT_REACHED)


def _uncountable_reason(asked: Quantity, count: AssignedCount) -> UnclearReason | None:
    """What keeps a count from being held against the number of assigned targets."""
    if not asked.is_exact or asked.number is None or asked.unit == "%":
        return UnclearReason.TARGET_UNREADABLE
    if count.done.number is None:
        return UnclearReason.RESULT_UNREADABLE
    if count.done.direction:
        return UnclearReason.DIRECTION_UNASKED
    if not unit_fits(asked.unit, count.done.unit):
        return UnclearReason.UNIT_DIFFERS
    if count.whole not in {None, asked.number} or count.done.number > asked.number:
        return UnclearReason.COUNT_DIFFERS
    return None


def _matches_in_words(target: Target, asked: Quantity) -> bool:
    """A target that is reached by its very words: ``= Đơn vị Quyết thắng``."""
    return target.comparator == "=" and asked.obstacle is ParseObstacle.NO_NUMBER


def _plain(text: str) -> str:
    return " ".join(nfc(text).casefold().split())


def is_limit(target: Target) -> bool:
    """Whether a target sets a limit, so that it is kept only when the term is over."""
    return target.comparator in {"<=", "<"}


_SEVERAL = re.compile(r"(?:trên |ở |của )?(?:cả|mỗi|từng)(?!\w)")
"""A value for each of several criteria: ``5% cả 3 tiêu chí``."""
_CRITERIA = re.compile(r"(?<!\w)cả (?:hai|ba|bốn|[2-9]) (?:tiêu chí|mặt)")
"""The same, said in the target's sentence."""


def _incomparable_reason(target: Target, asked: Quantity, result: Quantity) -> UnclearReason | None:
    """What keeps the two from being held against each other."""
    if asked.number is None or contradicts_comparator(target.comparator, asked):
        return UnclearReason.TARGET_UNREADABLE
    if result.number is None:
        return UnclearReason.RESULT_UNREADABLE
    several = _SEVERAL.match(asked.scope) or _CRITERIA.search(target.text.lower())
    if several and not _SEVERAL.match(result.scope):
        return UnclearReason.SCOPE_DIFFERS
    return UnclearReason.BASELINE_DIFFERS if _baseline_years_differ(target, result) else None


def _result_range(target: Target, asked: Quantity, result: Quantity) -> ValueRange | UnclearReason:
    """What the result can mean, in the terms of the target; a fall is positive for ``giam>=``."""
    change = _CHANGES.get(target.comparator)
    if change is None:
        if result.direction:
            return UnclearReason.DIRECTION_UNASKED
        return (
            _target_range_of(result)
            if unit_fits(asked.unit, result.unit)
            else UnclearReason.UNIT_DIFFERS
        )
    if result.direction and unit_fits(asked.unit, result.unit):
        meant = _target_range_of(result)
        return meant if result.direction is change else -meant
    if result.direction:
        return UnclearReason.UNIT_DIFFERS
    if result.signed and unit_fits(asked.unit, result.unit):
        return _target_range_of(result) if change is Direction.UP else -_target_range_of(result)
    return _change_from_baseline(target, asked, result, change)


_CHANGES = {"tang>=": Direction.UP, "giam>=": Direction.DOWN}


def _change_from_baseline(
    target: Target, asked: Quantity, result: Quantity, change: Direction
) -> ValueRange | UnclearReason:
    """The change from a baseline that is a number, in per cent or in the unit itself."""
    base = baseline_of(target)
    level = base.is_exact and base.direction is None and same_unit(base.unit, result.unit)
    if base.number is None or result.number is None or not level:
        return (
            UnclearReason.DIRECTION_MISSING
            if unit_fits(asked.unit, result.unit)
            else UnclearReason.UNIT_DIFFERS
        )
    if not result.is_exact:
        return UnclearReason.TOO_VAGUE
    fall = base.number - result.number
    if asked.unit == "%" and base.unit != "%":
        if base.number <= 0:
            return UnclearReason.UNIT_DIFFERS
        fall = fall * 100 / base.number
    elif not same_unit(asked.unit, base.unit):
        return UnclearReason.UNIT_DIFFERS
    amount = fall if change is Direction.DOWN else -fall
    return ValueRange(amount, amount)


def _target_range_of(quantity: Quantity) -> ValueRange:
    number = quantity.number
    match quantity.qualifier:
        case Qualifier.EXACT:
            return ValueRange(number, number)
        case Qualifier.AT_LEAST:
            return ValueRange(low=number)
        case Qualifier.MORE:
            return ValueRange(low=number, low_open=True)
        case Qualifier.AT_MOST:
            return ValueRange(high=number)
        case Qualifier.LESS | Qualifier.NEARLY:
            return ValueRange(high=number, high_open=True)
        case Qualifier.ABOUT:
            return ValueRange()


def _target_range(comparator: str, asked: Quantity) -> ValueRange:
    number = asked.number
    if comparator == "=":
        return ValueRange(number, number)
    if comparator[0] == "<":
        return ValueRange(high=number, high_open=comparator == "<")
    return ValueRange(low=number, low_open=comparator == ">" or asked.qualifier is Qualifier.MORE)


def _baseline_years_differ(target: Target, result: Quantity) -> bool:
    """Whether target and result both name years they are measured from, and none in common."""
    year = r"(?<![0-9.,/])(?:19|20)[0-9]{2}(?![0-9.,])"
    from_value = parse(target.value).scope
    asked = set(re.findall(year, f"{target.baseline or ''} {from_value}"))
    named = set(re.findall(year, result.scope)) if COMPARED_WITH in result.scope else set()
    return bool(asked and named) and not asked & named


def _low_end_reaches(one: ValueRange, other: ValueRange) -> bool:
    """Whether no value of ``one`` lies below the low end of ``other``."""
    if other.low is None:
        return True
    if one.low is None or one.low < other.low:
        return False
    return one.low > other.low or one.low_open or not other.low_open


def _wholly_below(one: ValueRange, other: ValueRange) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and (one.high_open or other.low_open))
