"""The words of a target: comparator, value as written, unit, and baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.locale import phrase
from thidua.pledges.values import (
    ASSIGNED,
    ASSIGNED_UNIT,
    CHANGING,
    COMPARED,
    RATED,
    ParseObstacle,
    implied_comparator,
    parse,
    quantity_of,
    same_unit,
    split_head,
)
from thidua.text import NBSP

if TYPE_CHECKING:
    from thidua.reading.records import Target

_RANGE_OF_CHANGE = {"tang>=": "pledges.range_up", "giam>=": "pledges.range_down"}


def commitment_text(target: Target, comparator: str, lang: str) -> str:
    """``giảm ít nhất 7,5%``, ``ít nhất 4 căn``, ``hoàn thành 77 chỉ tiêu được giao``; ``comparator`` in words.

    The value stays as written. Words it brings itself are not said twice, and none is put to them that
    the pledge does not say: ``trên 75%`` under ``>`` stands alone, so does ``giảm 5%`` under ``giam>=``.
    """
    assigned = target.comparator in ASSIGNED
    value = value_with_unit(target.value, target.unit or (ASSIGNED_UNIT if assigned else None))
    if assigned:
        return phrase(lang, f"pledges.assigned:{target.comparator}", value=value)
    quantity = parse(target.value)
    if quantity.obstacle is ParseObstacle.SEVERAL_NUMBERS:
        # “ít nhất 5–7%” is no sentence: a range has two ends of its own
        key = _RANGE_OF_CHANGE.get(target.comparator)
        return phrase(lang, key, value=value) if key else value
    if implied_comparator(quantity) == target.comparator:
        return value
    head, rest = split_head(value)
    if target.comparator == "=":
        unit = quantity_of(target).unit or ""
        counted = quantity.number is not None and unit and not unit.startswith(RATED)
        alone = head or counted or target.value.lower().startswith(CHANGING)
        return value if alone else f"{comparator} {value}"
    return f"{head} {comparator} {rest}".strip()


def baseline_text(target: Target, lang: str) -> str:
    """``so với năm 2023``; a baseline that is a number is introduced: ``so với 120 vụ (năm 2023)``."""
    baseline = target.baseline or ""
    if not baseline or baseline.lower().startswith(COMPARED):
        return baseline
    return phrase(lang, "pledges.baseline", baseline=baseline)


def value_with_unit(value: str, unit: str | None) -> str:
    """``5`` and ``%`` → ``5%``; ``4`` and ``căn`` → ``4 căn``; a unit the value names already is not repeated."""
    written = parse(value).unit
    if not unit or (written and same_unit(written, unit)):
        return value
    return f"{value}{unit}" if unit[0] in "%‰" else f"{value}{NBSP}{unit}"
