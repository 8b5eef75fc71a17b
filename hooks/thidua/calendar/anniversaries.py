"""Anniversaries: the number of years, its class, and what the decree in force says of it.

The number is always *year − year of origin* (domain.md §c.2): the first holding is 0, so the
twentieth anniversary of a day first held in 2005 is 2025. Lunar days have a can-chi year instead
of a number, congresses the number of their edition. Lists hold what was observed at the time: a day
recognised in 1999 was nobody's fiftieth anniversary in 1996. The page of a commemoration shows such
years too, marked.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from thidua.calendar.lunar import LunarDate, LunarRangeError, can_chi, solar_of
from thidua.dates import PartialDate, Span
from thidua.locale import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thidua.reading.records import Commemoration, DayOfYear, Edition, Regime


class AnniversaryClass(StrEnum):
    """Classes of the number of years, as Decree 145/2013/NĐ-CP divides them."""

    TRON = "tron"
    """Năm tròn: the last digit of the number of years is 0 (Decree 111/2018/NĐ-CP has it too)."""
    LE_5 = "le-5"
    """Năm lẻ 5: the last digit is 5. Decree 111/2018/NĐ-CP counts these among the other years."""
    KHAC = "khac"
    """Năm khác: any other number."""

    def words(self, lang: str) -> str:
        """``năm tròn``."""
        return phrase(lang, f"calendar.class:{self.value}")


class Ceremony(StrEnum):
    """What follows from the class under the decree in force on the day."""

    MAY_BE_HELD = "duoc-to-chuc"
    """Decree 111/2018/NĐ-CP, article 4(3): a ceremony only in a round year, and this is one."""
    NOT_HELD = "khong-to-chuc"
    """Decree 111/2018/NĐ-CP, article 9(2): in other years information, emulation and seminars;
    no ceremony."""
    GRADED = "theo-nhom-nam"
    """Decree 145/2013/NĐ-CP, chapter II: for each great day, different forms in round years, in
    years ending in 5 and in other years; which forms is said there day by day."""

    def words(self, lang: str) -> str:
        """The consequence in a sentence, with the article it is taken from."""
        return phrase(lang, f"calendar.ceremony:{self.value}")


IN_FORCE: dict[Regime, dt.date] = {
    "145-2013": dt.date(2013, 12, 16),
    "111-2018": dt.date(2018, 10, 15),
}
"""From when the decrees apply: earlier anniversaries have a class but no consequence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A commemoration in one year."""

    commemoration: str
    """The id."""
    name: str
    """The name it had at the time."""
    year: int
    """The year it belongs to, as ``commemorations: [{id, year}]`` of an event names it. For lunar
    days the lunar year: 23 tháng Chạp of 2024 is a day of January 2025."""
    span: Span
    """When, as exactly as it is known."""
    ordinal: int | None = None
    """Years since the origin; None for lunar days, editions, and where no origin is known."""
    class_: AnniversaryClass | None = None
    """None without an ordinal, and for ordinal 0: what is held for the first time, or is itself
    the event remembered, is not an anniversary, though 0 ends in 0."""
    regime: Regime
    ceremony: Ceremony | None = None
    lunar: LunarDate | None = None
    """The lunar day kept: the 29th where a month has no 30th."""
    can_chi: str | None = None
    edition: Edition | None = None
    is_first: bool = False
    """Whether this is the year counted as 0."""
    counted_later: bool = False
    """Whether the day was not yet observed or recognised, so that nobody counted at the time."""
    named_later: bool = False
    """Whether it is called here by a name it only got later, because that of the time is not known."""

    def title(self, lang: str) -> str:
        """Its name; one it only got later says so."""
        if self.named_later:
            return phrase(lang, "calendar.named_later", name=self.name)
        return self.name


def occurrence_in(record: Commemoration, year: int) -> Occurrence | None:
    """A commemoration in a year.

    None in years before its origin; in years before its observance where no origin is known; in
    years without an edition; and for lunar days outside 1968–2100.
    """
    return _occurrence(_Same(record), year)


class _Same:
    """A record as a key: the object itself, for to compare or digest all it says takes longer than what is kept by it."""

    __slots__ = ("record",)

    def __init__(self, record: Commemoration) -> None:
        self.record = record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.record is self.record

    def __hash__(self) -> int:
        return id(self.record)


@lru_cache(
    maxsize=16384
)  # calendars, plans, pages of days and their files ask for the same years, again at each edit
def _occurrence(same: _Same, year: int) -> Occurrence | None:
    record = same.record
    if record.kind == "edition":
        return _edition(record, year)
    if record.lunar is not None:
        return _lunar(record, year)
    if record.origin is not None and year < record.origin.year:
        return None
    span = _solar_span(record, year)
    if record.origin is None and _before_observance(record, span):
        return None
    ordinal = None if record.origin is None else year - record.origin.year
    class_ = classify(ordinal)
    return Occurrence(
        commemoration=record.id,
        name=name_at(record, span),
        year=year,
        span=span,
        ordinal=ordinal,
        class_=class_,
        regime=record.regime,
        ceremony=ceremony(record.regime, class_, span),
        is_first=ordinal == 0,
        counted_later=_counted_later(record, span, is_origin=ordinal == 0),
        named_later=_named_later(record, span),
    )


def occurrences(
    records: Iterable[Commemoration], first_year: int, last_year: int
) -> list[Occurrence]:
    """All that were observed and touch a day of the solar years, by day; on the same day by id."""
    window = Span(PartialDate(first_year), PartialDate(last_year))
    found = [
        occurring
        for record in records
        for year in range(first_year - 1, last_year + 1)
        if (occurring := occurrence_in(record, year))
        and occurring.span.overlaps(window)
        and not occurring.counted_later
    ]
    return sorted(found, key=_occurrence_order)


def round_anniversaries(
    records: Iterable[Commemoration],
    first_year: int,
    last_year: int,
    *,
    classes: frozenset[AnniversaryClass] = frozenset({AnniversaryClass.TRON}),
) -> list[Occurrence]:
    """Those observed in the years that are of the classes (năm tròn if not said otherwise), by day."""
    found = [
        occurring
        for record in records
        for year in range(first_year, last_year + 1)
        if (occurring := occurrence_in(record, year))
        and occurring.class_ in classes
        and not occurring.counted_later
    ]
    return sorted(found, key=_occurrence_order)


def classify(ordinal: int | None) -> AnniversaryClass | None:
    """The class of a number of years: 80 → năm tròn, 55 → năm lẻ 5, 77 → năm khác, 0 → None."""
    if not ordinal:
        return None
    return {0: AnniversaryClass.TRON, 5: AnniversaryClass.LE_5}.get(
        ordinal % 10, AnniversaryClass.KHAC
    )


def ceremony(regime: Regime, class_: AnniversaryClass | None, span: Span) -> Ceremony | None:
    """What the decree says of an anniversary; None without a decree in force on the day."""
    if class_ is None or regime not in IN_FORCE or span.last < IN_FORCE[regime]:
        return None
    if regime == "145-2013":
        return Ceremony.GRADED
    return Ceremony.MAY_BE_HELD if class_ is AnniversaryClass.TRON else Ceremony.NOT_HELD


def ordinal_words(record: Commemoration, year: int, lang: str) -> str:
    """``80 năm``, ``lần thứ IX``, ``năm Giáp Thìn``, ``lần đầu``; empty where nothing is counted."""
    occurring = occurrence_in(record, year)
    if occurring is None:
        return ""
    if occurring.is_first:
        # The event remembered is no commemoration of itself, unless the day is known to have been held at once.
        return "" if occurring.counted_later else phrase(lang, "calendar.first_time")
    if occurring.ordinal is not None:
        return phrase(lang, "calendar.ordinal", count=occurring.ordinal)
    if occurring.edition is not None:
        return edition_words(occurring.edition, lang)
    return phrase(lang, "calendar.can_chi", can_chi=occurring.can_chi) if occurring.can_chi else ""


def edition_words(edition: Edition, lang: str) -> str:
    """What an edition is called by those who hold it, else ``lần thứ IX``."""
    return edition.label or phrase(lang, "calendar.edition", number=edition.number)


def looking_ahead_text(record: Commemoration, year: int, lang: str) -> str:
    """For a text written earlier than what it looks to: ``hướng tới 80 năm (2025)``.

    Without a number (an edition not yet announced, a day of no known origin): ``hướng tới năm 2030``.
    """
    words = ordinal_words(record, year, lang)
    if not words:
        return phrase(lang, "calendar.ahead_year", year=year)
    return phrase(lang, "calendar.ahead", words=words, year=year)


def name_at(record: Commemoration, span: Span) -> str:
    """The name in use on a day; for a year or month as a whole, the one in use at its end.

    Where no name of that time is known, the name of today.
    """
    day = _naming_day(span)
    held = [former for former in record.names if former.span.covers(day)]
    return max(held, key=lambda former: former.span.first).name if held else record.name


def _named_later(record: Commemoration, span: Span) -> bool:
    """Whether no name is known for a day that lies before one whose beginning is known."""
    day = _naming_day(span)
    held = any(former.span.covers(day) for former in record.names)
    return not held and any(former.span.first > day for former in record.names)


def _naming_day(span: Span) -> dt.date:
    return span.first if span.start.precision == "day" else span.last


def _occurrence_order(occurring: Occurrence) -> tuple[dt.date, dt.date, str, int]:
    return occurring.span.first, occurring.span.last, occurring.commemoration, occurring.year


# --- When ------------------------------------------------------------------------------------


def _solar_span(record: Commemoration, year: int) -> Span:
    """The day or days of a year; no more exact than the record and its origin."""
    origin = record.origin
    month, day = record.month, record.day
    if month is None and origin is not None:
        month, day = origin.month, origin.day
    start = PartialDate(year) if month is None else _day(year, month, day)
    if record.to is None:
        return Span(start, start)
    end = _day(year, record.to.month, record.to.day)
    if end.last < start.first:
        end = _day(year + 1, record.to.month, record.to.day)
    return Span(start, end)


def _day(year: int, month: int, day: int | None) -> PartialDate:
    """A day of a year; 29 February is kept on the 28th in common years."""
    return PartialDate(year, month, day and min(day, calendar.monthrange(year, month)[1]))


def _lunar(record: Commemoration, year: int) -> Occurrence | None:
    """A lunar day; a period's ``to`` is lunar like its beginning.

    The number of years is never counted (domain.md §c.2, 8), so there is no class either.
    """
    assert record.lunar is not None
    first = _lunar_day(year, record.lunar)
    last = _lunar_day(year, record.to) if record.to else first
    if record.to and first and last and last[1] < first[1]:
        last = _lunar_day(year + 1, record.to)
    if first is None or last is None:
        return None
    span = Span(PartialDate.of(first[1]), PartialDate.of(last[1]))
    if _before_observance(record, span):
        return None
    return Occurrence(
        commemoration=record.id,
        name=name_at(record, span),
        year=year,
        span=span,
        regime=record.regime,
        lunar=first[0],
        can_chi=can_chi(year),
        named_later=_named_later(record, span),
    )


def _lunar_day(year: int, day: DayOfYear) -> tuple[LunarDate, dt.date] | None:
    """A lunar day of a year and the solar day it is; never of a leap month.

    Where a month has no 30th day its last, the 29th, is kept: Giao thừa is the last day of
    tháng Chạp, be it the 29th or the 30th. None outside 1968–2100.
    """
    wanted = LunarDate(year, day.month, day.day)
    try:
        solar = solar_of(wanted)
        if solar is None:
            wanted = LunarDate(year, day.month, day.day - 1)
            solar = solar_of(wanted)
    except LunarRangeError:
        return None
    return None if solar is None else (wanted, solar)


def _edition(record: Commemoration, year: int) -> Occurrence | None:
    """The edition that began in a year; an end that is not known is not made up."""
    held = next((e for e in record.editions if _began_in(e, year)), None)
    if held is None or held.from_ is None:
        return None
    span = Span(held.from_, held.to or held.from_)
    return Occurrence(
        commemoration=record.id,
        name=name_at(record, span),
        year=year,
        span=span,
        regime=record.regime,
        edition=held,
        named_later=_named_later(record, span),
    )


def _began_in(edition: Edition, year: int) -> bool:
    return edition.from_ is not None and edition.from_.year == year


# --- Observance ------------------------------------------------------------------------------


def _before_observance(record: Commemoration, span: Span) -> bool:
    return record.observed_from is not None and span.last < record.observed_from.first


def _counted_later(record: Commemoration, span: Span, *, is_origin: bool) -> bool:
    """Whether a day lies before its observance, or else before its recognition.

    The origin itself counts as observed only where one of them is known and not after it.
    Of an observance known by its year and a recognition in that year, the recognition's day
    decides: Cảnh sát hình sự was recognised in December 2008, after 18 April 2008.
    """
    since, recognised = record.observed_from, record.recognised_on
    if since is None or (recognised and since.first <= recognised.first <= since.last):
        since = recognised
    return is_origin if since is None else span.last < since.first
