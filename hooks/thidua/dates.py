"""Dates as the sources give them: to the day, the month or the year, never more exact.

Words follow Vietnamese official style (Nghị định 30/2020/NĐ-CP, annex I): days below 10 and
months 1 and 2 take a leading zero, ``ngày 04 tháng 4 năm 2024``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Literal

Precision = Literal["year", "month", "day"]

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""Names by `datetime.date.weekday`, Monday first; never `strftime`, which asks the locale."""

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


class ImpossibleDateError(ValueError):
    """The parts are well formed but the calendar has no such day or month."""


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day; compared by its first day, then by precision."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is not None and not 1 <= self.month <= 12:
            raise ImpossibleDateError(f"no month {self.month}")
        if self.month is not None and self.day is not None:
            last = calendar.monthrange(self.year, self.month)[1] if self.year else 0
            if not 1 <= self.day <= last:
                raise ImpossibleDateError(f"no day {self.day} in {self.month}/{self.year}")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises ValueError for another form, `ImpossibleDateError` for a day that never was.
        """
        match = _ISO.match(text)
        if not match or match[1] == "0000":
            raise ValueError(text)
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def first(self) -> dt.date:
        """The earliest day this can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The latest day this can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def following(self) -> PartialDate:
        """The year, month or day right after this one, at the same precision."""
        return self._at(self.last + dt.timedelta(days=1))

    @property
    def preceding(self) -> PartialDate:
        """The year, month or day right before this one, at the same precision."""
        return self._at(self.first - dt.timedelta(days=1))

    def _at(self, day: dt.date) -> PartialDate:
        return PartialDate(
            day.year, day.month if self.month else None, day.day if self.day else None
        )

    def __str__(self) -> str:
        """ISO 8601 at this precision."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text

    @property
    def _order(self) -> tuple[int, int, int, int]:
        known = 0 if self.month is None else 1 if self.day is None else 2
        return self.year, self.month or 1, self.day or 1, known

    def __lt__(self, other: PartialDate) -> bool:
        return self._order < other._order


UNKNOWN_START = PartialDate(1)
"""The beginning of a span whose beginning is not documented."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one partial date to another, both included; ``end`` None means still open."""

    start: PartialDate
    end: PartialDate | None

    @property
    def first(self) -> dt.date:
        return self.start.first

    @property
    def last(self) -> dt.date:
        """The last day; the end of time for an open span."""
        return dt.date.max if self.end is None else self.end.last

    @property
    def is_single(self) -> bool:
        return self.end == self.start

    def covers(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last

    def contains(self, other: Span) -> bool:
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        """ISO 8601 interval, or the one date."""
        if self.is_single:
            return str(self.start)
        return f"{self.start}/{'..' if self.end is None else self.end}"


def single(text: str) -> Span:
    """The span of one partial date written in ISO form."""
    day = PartialDate.parse(text)
    return Span(day, day)


# --- In words --------------------------------------------------------------------------------


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def day_month(month: int, day: int) -> str:
    """``19/8``, ``04/4``, ``03/02``: a day of every year."""
    return f"{day:02d}/{_month(month)}"


def short(value: PartialDate) -> str:
    """For scanning: ``04/4/2024``, ``tháng 11/2024``, ``năm 2019``."""
    if value.month is None:
        return f"năm {value.year}"
    if value.day is None:
        return f"tháng {_month(value.month)}/{value.year}"
    return f"{day_month(value.month, value.day)}/{value.year}"


def words(value: PartialDate, *, weekday: bool = True) -> str:
    """For reading: ``thứ Năm, ngày 04 tháng 4 năm 2024``, ``tháng 11 năm 2024``, ``năm 2019``."""
    if value.month is None:
        return f"năm {value.year}"
    if value.day is None:
        return f"tháng {_month(value.month)} năm {value.year}"
    text = f"ngày {value.day:02d} tháng {_month(value.month)} năm {value.year}"
    return f"{WEEKDAYS[value.first.weekday()]}, {text}" if weekday else text


def span_short(span: Span) -> str:
    """``23–25/12/2025``, ``28/12/2025 – 02/01/2026``, ``01/7/2025 – hết tháng 8/2025``, ``từ 01/7/2025``."""
    start, end = span.start, span.end
    if end is None:
        return f"từ {short(start)}"
    if span.is_single:
        return short(start)
    if start == UNKNOWN_START:
        return f"đến {short(end)}"
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        return f"{start.day:02d}–{short(end)}"
    if start.precision == end.precision == "year":
        return f"{start.year}–{end.year}"
    return f"{short(start)} – {_until_all_of(start, end)}{short(end)}"


def span_words(span: Span) -> str:
    """``từ ngày 23 đến ngày 25 tháng 12 năm 2025``; one date as `words` gives it."""
    start, end = span.start, span.end
    if end is None:
        return f"từ {words(start, weekday=False)}"
    if span.is_single:
        return words(start)
    if start == UNKNOWN_START:
        return f"đến {words(end, weekday=False)}"
    if start.precision == end.precision == "year":
        return f"từ năm {start.year} đến năm {end.year}"
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        return f"từ ngày {start.day:02d} đến {words(end, weekday=False)}"
    until = _until_all_of(start, end)
    return f"từ {words(start, weekday=False)} đến {until}{words(end, weekday=False)}"


def _until_all_of(start: PartialDate, end: PartialDate) -> str:
    """``hết`` before a month or a year that ends what began on a day: “hết tháng 8/2021”."""
    return "hết " if end.precision not in (start.precision, "day") else ""
