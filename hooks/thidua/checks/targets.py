"""Rules of a target's value and of its results: can they be read, do they agree with each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.pledges.evaluation import UnclearReason, evaluate
from thidua.pledges.values import (
    ASSIGNABLE,
    ASSIGNED,
    ASSIGNED_UNIT,
    CRITERIA,
    EXCEEDING,
    OF_ASSIGNED,
    Direction,
    ParseObstacle,
    assigned_count,
    contradicts_comparator,
    implied_comparator,
    parse,
    quantity_of,
    same_unit,
)
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.diagnostics import Diagnostic
    from thidua.pledges.values import Quantity
    from thidua.reading.library import Document
    from thidua.reading.records import Pledge, Target


_WORDS_OF_COMPARATORS = (
    (re.compile(r"(?:keo )?giam\b"), {"tang>="}, "giam>="),
    (re.compile(r"(?:tang|nang)\b(?! cuong| cao)"), {"giam>="}, "tang>="),
    (re.compile(r".*\b(?:it nhat|khong duoi|toi thieu)\b"), {"<", "<="}, ">="),
    (re.compile(r".*\b(?:khong qua|nhieu nhat|toi da)\b"), {">", ">="}, "<="),
)
"""What a target's words, folded, ask for, the comparators that ask for the opposite, and the right one."""


def check(pledge: Document[Pledge]) -> Iterator[Diagnostic]:
    """All rules of this module, for every target."""
    for n, target in enumerate(pledge.record.targets):
        yield from value_is_readable(pledge, n, target)
        yield from comparator_matches_value(pledge, n, target)
        yield from comparator_matches_text(pledge, n, target)
        yield from assigned_targets_are_not_compared(pledge, n, target)
        yield from assigned_value_is_a_count(pledge, n, target)
        yield from criteria_are_no_amount(pledge, n, target)
        yield from bound_is_possible(pledge, n, target)
        yield from units_match(pledge, n, target)
        yield from percentage_possible(pledge, n, target)
        yield from results_are_readable(pledge, n, target)
        yield from results_unique(pledge, n, target)


def value_is_readable(pledge: Document[Pledge], n: int, target: Target) -> Iterator[Diagnostic]:
    """A value that is to be measured holds one number, written the Vietnamese way.

    ``=`` also takes words (``Đơn vị Quyết thắng``); a value with a number in it must still be readable.
    """
    quantity = quantity_of(target)
    words_only = target.comparator == "=" and quantity.obstacle is ParseObstacle.NO_NUMBER
    counted = target.comparator in ASSIGNED  # `assigned_value_is_a_count` asks for more
    if quantity.number is None and not words_only and not counted:
        yield _unreadable_value(pledge, ("targets", n, "value"), quantity)


def comparator_matches_value(
    pledge: Document[Pledge], n: int, target: Target
) -> Iterator[Diagnostic]:
    """The words of a value say what its comparator says: not ``giảm ít nhất 5%`` with ``>=``."""
    quantity = quantity_of(target)
    if contradicts_comparator(target.comparator, quantity):
        yield pledge.diagnose(
            "E713", "targets", n, "comparator", comparator=target.comparator, value=target.value,
            near=implied_comparator(quantity),
        )  # fmt: skip


def comparator_matches_text(pledge: Document[Pledge], n: int, target: Target) -> Iterator[Diagnostic]:  # fmt: skip
    """The words of a target say what its comparator says: not ``Tăng số vụ`` with ``giam>=``.

    Where a target says both, nobody can tell which of them is compared.
    """
    text = fold(target.text)
    said = [near for words, _, near in _WORDS_OF_COMPARATORS if words.match(text)]
    for words, others, near in _WORDS_OF_COMPARATORS:
        if said == [near] and words.match(text) and target.comparator in others:
            yield pledge.diagnose(
                "W731", "targets", n, "comparator", comparator=target.comparator, near=near
            )


def assigned_targets_are_not_compared(
    pledge: Document[Pledge], n: int, target: Target
) -> Iterator[Diagnostic]:
    """``vượt mức 77 chỉ tiêu`` asks to exceed each of the 77 assigned, not for more than 77 of them."""
    unit = quantity_of(target).unit or ""
    said = OF_ASSIGNED.search(target.text)
    targets = same_unit(unit, ASSIGNED_UNIT)
    others = any(same_unit(unit, noun) for noun in ASSIGNABLE)
    asks = target.comparator in {">", ">="} or (target.comparator == "=" and said)
    if asks and (targets or (others and said)):
        exceeds = EXCEEDING in target.text.lower() or (target.comparator == ">" and not said)
        yield pledge.diagnose(
            "W723", "targets", n, "comparator", comparator=target.comparator, value=target.value,
            unit=unit, near="vuot-muc" if exceeds else "hoan-thanh",
        )  # fmt: skip


def assigned_value_is_a_count(
    pledge: Document[Pledge], n: int, target: Target
) -> Iterator[Diagnostic]:
    """The value of a target that counts assigned targets is their number and nothing else."""
    if target.comparator not in ASSIGNED:
        return
    quantity = quantity_of(target)
    number = quantity.number
    counted = quantity.is_exact and not quantity.direction and quantity.unit != "%"
    if counted and number is not None and number > 0 and number == number.to_integral_value():
        return
    bare = assigned_count(target.value).done
    near = str(bare.number) if bare.is_exact and bare.unit != "%" and not bare.signed else None
    yield pledge.diagnose(
        "E724", "targets", n, "value", value=target.value, comparator=target.comparator, near=near
    )


def criteria_are_no_amount(
    pledge: Document[Pledge], n: int, target: Target
) -> Iterator[Diagnostic]:
    """``giảm cả 3 tiêu chí`` lowers each of three criteria, and nothing by three."""
    unit = quantity_of(target).unit or ""
    if target.comparator in {"tang>=", "giam>="} and unit.lower().startswith(CRITERIA):
        yield pledge.diagnose(
            "W726", "targets", n, "value", value=target.value, comparator=target.comparator
        )


def bound_is_possible(pledge: Document[Pledge], n: int, target: Target) -> Iterator[Diagnostic]:
    """A bound of a share or a count can be missed and can be met: not ``trên 100%``, not ``ít nhất 0 vụ``."""
    quantity = quantity_of(target)
    if quantity.number is None or quantity.direction:
        return
    at_top = quantity.unit == "%" and quantity.number == 100
    empty = {">", ">=", "<="} if at_top else {">=", "<"} if quantity.number == 0 else set()
    if target.comparator in empty:
        near = "=" if target.comparator == ">=" and at_top else None
        yield pledge.diagnose(
            "W727", "targets", n, "comparator", comparator=target.comparator, value=target.value,
            near=near,
        )  # fmt: skip


def units_match(pledge: Document[Pledge], n: int, target: Target) -> Iterator[Diagnostic]:
    """A unit written in the value is the unit of the target's own field."""
    unit = parse(target.value).unit
    if unit and target.unit and not same_unit(unit, target.unit):
        yield pledge.diagnose(
            "W714", "targets", n, "unit", unit=target.unit, value=target.value, found=unit
        )


def percentage_possible(pledge: Document[Pledge], n: int, target: Target) -> Iterator[Diagnostic]:
    """A share is at most 100%, and nothing falls by more; only growth can be more."""
    asked = quantity_of(target)
    if _over_hundred(asked) and target.comparator != "tang>=":
        yield pledge.diagnose("W715", "targets", n, "value", value=target.value)
    for i, result in enumerate(target.results):
        given = parse(result.value)
        if _over_hundred(given) and target.comparator != "tang>=":
            yield pledge.diagnose("W715", "targets", n, "results", i, "value", value=result.value)


def results_are_readable(pledge: Document[Pledge], n: int, target: Target) -> Iterator[Diagnostic]:
    """A result can be held against its target: one number, in its unit, and a change says which way."""
    for i, result in enumerate(target.results):
        here = ("targets", n, "results", i, "value")
        quantity = _result_quantity(target, result.value)
        if quantity.number is None:
            if target.comparator != "=" or quantity.obstacle is not ParseObstacle.NO_NUMBER:
                yield _unreadable_value(pledge, here, quantity)
            continue
        match evaluate(target, result.value).reason:
            case UnclearReason.UNIT_DIFFERS:
                yield pledge.diagnose(
                    "W716", *here, value=result.value, unit=quantity_of(target).unit or "–",
                    found=quantity.unit or "–",
                )  # fmt: skip
            case UnclearReason.COUNT_DIFFERS:
                yield pledge.diagnose("W725", *here, value=result.value, count=target.value)
            case UnclearReason.EXCESS_UNSAID:
                yield pledge.diagnose("W728", *here, value=result.value)
            case UnclearReason.DIRECTION_MISSING:
                word = "down" if target.comparator == "giam>=" else "up"
                yield pledge.diagnose("W717", *here, value=result.value, word=word)
            case UnclearReason.DIRECTION_UNASKED:
                yield pledge.diagnose(
                    "W722", *here, value=result.value, comparator=target.comparator
                )


def _result_quantity(target: Target, value: str) -> Quantity:
    return assigned_count(value).done if target.comparator in ASSIGNED else parse(value)


def results_unique(pledge: Document[Pledge], n: int, target: Target) -> Iterator[Diagnostic]:
    """A unit has one result a day for a target."""
    first: dict[tuple[str, str], int] = {}
    for i, result in enumerate(target.results):
        key = (result.unit, str(result.as_of))
        if key in first:
            line = pledge.at("targets", n, "results", first[key]).line
            yield pledge.diagnose(
                "W721", "targets", n, "results", i, "as_of",
                unit=result.unit, date=result.as_of, line=line,
            )  # fmt: skip
        first.setdefault(key, i)


def _unreadable_value(
    pledge: Document[Pledge], here: tuple[str | int, ...], quantity: Quantity
) -> Diagnostic:
    """W712 for a number in foreign spelling, W711 for any other value without one certain number."""
    code = "W712" if quantity.obstacle is ParseObstacle.WRONG_SEPARATOR else "W711"
    obstacle = quantity.obstacle if code == "W711" else None
    bare = quantity.text.strip("“”")
    quoted = bare != quantity.text and parse(bare).number is not None
    near = bare if quoted else quantity.near
    return pledge.diagnose(code, *here, value=quantity.text, near=near, why=obstacle)


def _over_hundred(quantity: Quantity) -> bool:
    return (
        quantity.number is not None
        and quantity.number > 100
        and quantity.unit == "%"
        and quantity.direction is not Direction.UP
    )
