"""What comparing needs of one target, read from that target alone: the browser is given it, and both compare it alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from thidua.pledges.values import (
    ASSIGNED,
    Qualifier,
    contradicts_comparator,
    quantity_of,
    unit_key,
)
from thidua.text import fold

if TYPE_CHECKING:
    from thidua.pledges.values import Quantity
    from thidua.reading.records import Target


@dataclass(frozen=True, slots=True)
class TargetBound:
    """How much is asked."""

    kind: str
    """Bounds of one kind can be held against each other: ``>``, ``<``, ``tang``, ``giam``, ``assigned``."""
    least: Decimal
    """Greater is stricter."""
    is_open: bool
    """A bound that is not included asks for more."""


@dataclass(frozen=True, slots=True)
class TargetReading:
    """A target's value, bound and baseline in the form that is compared."""

    measure: str
    """The form two spellings of one unit share."""
    number: Decimal | None
    is_assigned: bool
    """Whether the value is how many targets were assigned."""
    bound: TargetBound | None
    contradicts: bool
    """Whether the words of the value say something else than the comparator."""
    manner: str
    """How the number is meant: qualifier and direction."""
    rough: str
    """``nearly``, ``about`` or nothing: what no comparator says."""
    scope: str
    baseline: str
    """What it is measured from, numbers as one: each year is measured against the year before."""


def read_target(target: Target) -> TargetReading:
    """The reading of a target."""
    quantity = quantity_of(target)
    is_rough = quantity.qualifier in {Qualifier.NEARLY, Qualifier.ABOUT}
    return TargetReading(
        measure=unit_key(quantity.unit or ""),
        number=quantity.number,
        is_assigned=target.comparator in ASSIGNED,
        bound=_bound_of(target.comparator, quantity),
        contradicts=contradicts_comparator(target.comparator, quantity),
        manner=f"{quantity.qualifier} {quantity.direction or ''}",
        rough=quantity.qualifier.value if is_rough else "",
        scope=fold(quantity.scope),
        baseline=re.sub(r"[0-9][0-9.,]*", "#", fold(target.baseline or "")),
    )


def _bound_of(comparator: str, quantity: Quantity) -> TargetBound | None:
    """The bound that is asked for; ``=`` asks for neither more nor less."""
    number = quantity.number
    if number is None or comparator == "=":
        return None
    if comparator in ASSIGNED:
        # Each assigned target is met or exceeded, however many there are.
        return TargetBound("assigned", Decimal(comparator == "vuot-muc"), is_open=False)
    open_ = comparator in {">", "<"} or quantity.qualifier is Qualifier.MORE
    if comparator[0] == "<":
        return TargetBound("<", -number, open_)
    return TargetBound(comparator.removesuffix("=").removesuffix(">"), number, open_)
