"""Dates as the sources give them: to the day, the month or the year, never more exact.

Vietnamese words follow official style (Nghị định 30/2020/NĐ-CP, annex I): days below 10 and
months 1 and 2 take a leading zero, ``ngày 04 tháng 4 năm 2024``. Words come from the catalogue, by language.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property, total_ordering
from typing import TYPE_CHECKING, Literal

from thidua.locale import phrase, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Precision = Literal["unknown", "year", "month", "day"]

UNDATED = "khong-ro"
"""How a date is written of which not even the year is known."""

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


class ImpossibleDateError(ValueError):
    """The parts are well formed but the calendar has no such day or month."""


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year, or a day; compared by its first day, then by precision.

    No slots: its first and last day are asked for again and again, and are worked out once.
    """

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
    def is_unknown(self) -> bool:
        """Whether not even the year is known (`UNKNOWN_START`)."""
        return self.year == 1

    @property
    def written(self) -> str:
        """As an editor writes it: ISO 8601, or `UNDATED`."""
        return UNDATED if self.is_unknown else str(self)

    @property
    def precision(self) -> Precision:
        if self.is_unknown:
            return "unknown"
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @cached_property
    def first(self) -> dt.date:
        """The earliest day this can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @cached_property
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
"""A date nobody tells, such as the beginning of a span whose beginning is not documented."""


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


def months_touched(span: Span) -> Iterator[tuple[int, int]]:
    """Year and month of each month a stretch lies in; month 0 for years of which no month is known.

    Of what has no end only the beginning is known.
    """
    start, end = span.start, span.end or span.start
    if start.month is None or end.month is None:
        yield from ((year, 0) for year in range(start.year, end.year + 1))
        return
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield number // 12, number % 12 + 1


def months_of_any_year(span: Span) -> frozenset[int]:
    """The months of a year that a stretch may touch: all, where no month of it is known."""
    found = frozenset(month for _, month in months_touched(span))
    return frozenset(range(1, 13)) if 0 in found else found


@dataclass(frozen=True, slots=True)
class DateText:
    """A date or span in a sentence whose language is not known yet."""

    value: PartialDate | Span

    def __str__(self) -> str:
        return str(self.value)

    def in_words(self, lang: str) -> str:
        """The words for scanning."""
        if isinstance(self.value, Span):
            return span_short(self.value, lang)
        return short(self.value, lang)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 0, as `datetime.date.weekday` numbers them."""

    number: int

    def in_words(self, lang: str) -> str:
        """``thứ Hai``; never `strftime`, which asks the locale."""
        return phrases(lang, "dates.weekdays")[self.number]


# --- In words --------------------------------------------------------------------------------


def weekday_name(day: dt.date, lang: str) -> str:
    """``thứ Hai``."""
    return Weekday(day.weekday()).in_words(lang)


def _month(month: int, lang: str) -> str:
    return phrases(lang, "dates.months_short")[month - 1]


def day_month(month: int, day: int, lang: str) -> str:
    """``19/8``, ``04/4``, ``03/02``: a day of every year."""
    return phrase(lang, "dates.day_of_year", day=day, month=_month(month, lang))


def short(value: PartialDate, lang: str) -> str:
    """A date as it is scanned: ``04/4/2024``, ``tháng 11/2024``, ``năm 2019``."""
    if value.is_unknown:
        return phrase(lang, "dates.unknown")
    if value.month is None:
        return phrase(lang, "dates.year", year=value.year)
    month = _month(value.month, lang)
    if value.day is None:
        return phrase(lang, "dates.month_short", month=month, year=value.year)
    return phrase(lang, "dates.day_short", day=value.day, month=month, year=value.year)


def words(value: PartialDate, lang: str, *, weekday: bool = True) -> str:
    """A date in words: ``thứ Năm, ngày 04 tháng 4 năm 2024``, ``tháng 11 năm 2024``, ``năm 2019``."""
    if value.is_unknown:
        return phrase(lang, "dates.unknown")
    if value.month is None:
        return phrase(lang, "dates.year", year=value.year)
    month = phrases(lang, "dates.months")[value.month - 1]
    if value.day is None:
        return phrase(lang, "dates.month", month=month, year=value.year)
    text = phrase(lang, "dates.day", day=value.day, month=month, year=value.year)
    if not weekday:
        return text
    return phrase(lang, "dates.with_weekday", weekday=weekday_name(value.first, lang), date=text)


def span_short(span: Span, lang: str) -> str:
    """``23–25/12/2025``, ``28/12/2025 – 02/01/2026``, ``01/7/2025 – hết tháng 8/2025``, ``từ 01/7/2025``."""
    start, end = span.start, span.end
    if end is None:
        return phrase(lang, "dates.since", date=short(start, lang))
    if span.is_single:
        return short(start, lang)
    if start.is_unknown:
        return phrase(lang, "dates.until", date=short(end, lang))
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        return phrase(lang, "dates.days_short", day=start.day, date=short(end, lang))
    if start.precision == end.precision == "year":
        return f"{start.year}–{end.year}"
    return f"{short(start, lang)} – {_all_of(start, end, short(end, lang), lang)}"


def span_words(span: Span, lang: str) -> str:
    """``từ ngày 23 đến ngày 25 tháng 12 năm 2025``; one date as `words` gives it."""
    start, end = span.start, span.end
    if end is None:
        return phrase(lang, "dates.since", date=words(start, lang, weekday=False))
    if span.is_single:
        return words(start, lang)
    last = words(end, lang, weekday=False)
    if start.is_unknown:
        return phrase(lang, "dates.until", date=last)
    if start.precision == end.precision == "year":
        return phrase(lang, "dates.years", first=start.year, last=end.year)
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        return phrase(lang, "dates.days", day=start.day, date=last)
    first = words(start, lang, weekday=False)
    return phrase(lang, "dates.span", first=first, last=_all_of(start, end, last, lang))


def years_of(spans: Iterable[Span], lang: str) -> str:
    """``2015–2025``, or with gaps ``2015, 2018–2020``; an open span ends with “nay”."""
    runs: list[tuple[int, int | None]] = []
    for span in sorted(spans, key=lambda s: s.first):
        first, last = span.start.year, span.end.year if span.end else None
        if runs and (before := runs[-1][1]) is None:
            break
        if runs and before is not None and first <= before + 1:
            runs[-1] = (runs[-1][0], None if last is None else max(last, before))
        else:
            runs.append((first, last))
    return ", ".join(_year_range(first, last, lang) for first, last in runs)


def _year_range(first: int, last: int | None, lang: str) -> str:
    if last is None:
        return phrase(lang, "dates.years_to_now", year=first)
    return str(first) if first == last else f"{first}–{last}"


def _all_of(start: PartialDate, end: PartialDate, said: str, lang: str) -> str:
    """``said`` with ``hết`` before a month or a year that ends what began on a day: “hết tháng 8/2021”."""
    whole = end.precision not in (start.precision, "day")
    return phrase(lang, "dates.all_of", date=said) if whole else said
