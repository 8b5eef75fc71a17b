"""The words of a target: comparator, value as written, unit, and baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.locale import phrase
from thidua.pledges.values import (
    AT_LEAST,
    COMPARED,
    Qualifier,
    implied_comparator,
    parse,
    same_unit,
)
from thidua.text import NBSP

if TYPE_CHECKING:
    from thidua.reading.records import Target


def commitment_text(target: Target, comparator: str, lang: str) -> str:
    """``giảm ít nhất 7,5%``, ``ít nhất 4 căn``, ``trên 75,5%``; ``comparator`` in words.

    The value stays as written. Words it brings itself are not said twice: ``trên 75%`` under ``>`` stands
    alone, ``giảm 5%`` under ``giam>=`` becomes ``ít nhất giảm 5%``.
    """
    quantity = parse(target.value)
    value = value_with_unit(target.value, target.unit)
    if quantity.number is None:
        return f"{comparator} {value}"
    said = implied_comparator(quantity) == target.comparator
    if quantity.direction and said:
        full = quantity.qualifier is not Qualifier.EXACT or AT_LEAST in target.value
        return value if full else phrase(lang, "pledges.at_least", value=value)
    return value if said else f"{comparator} {value}"


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
