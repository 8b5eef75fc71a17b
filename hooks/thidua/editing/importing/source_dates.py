"""Dates of a source: the line that says when it was published, and the day it tells of."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.dates import PartialDate, Weekday, weekday_name
from thidua.editing.importing.evidence import ImportNote, evidence_around, note
from thidua.locale import CONTENT
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.editing.yaml_text import Item

_WEEKDAY = r"(?P<weekday>thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật)"
_STAMP_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
_STAMP_TIME = re.compile(r"(?<!\d)(\d{1,2})\s*[:h]\s*(\d{2})(?::\d{2})?(?!\d)")
_STAMP_WEEKDAY = re.compile(_WEEKDAY, re.IGNORECASE)
_STAMP_REST = re.compile(
    r"ngày đăng|cập nhật|đăng lúc|xuất bản|ngày|lúc|\(?\[?gmt\s*\+?\s*7\]?\)?|[|,:;()\[\]–—-]",
    re.IGNORECASE,
)
_WEEKDAY_DIGITS = {"2": "hai", "3": "ba", "4": "tu", "5": "nam", "6": "sau", "7": "bay"}


@dataclass(frozen=True, slots=True)
class PublicationStamp:
    """When a source was published."""

    day: dt.date
    time: str = ""
    """``HH:MM``, or empty."""
    written: str = ""
    weekday: str = ""
    """As written, or empty."""

    def __str__(self) -> str:
        return f"{self.day}T{self.time}" if self.time else str(self.day)

    def notes(self) -> Iterator[ImportNote]:
        right = fold(weekday_name(self.day, CONTENT))
        said = re.sub(r"\d", lambda m: _WEEKDAY_DIGITS[m[0]], fold(self.weekday))
        said = " ".join(re.sub(r"^(thu|chu)\s*", r"\1 ", said).split())
        if said and said != right:
            yield note(
                "warn_weekday",
                self.written,
                written=self.weekday,
                date=self.day,
                right=Weekday(self.day.weekday()),
            )
        yield note("note_stamp" if said == right else "note_stamp_plain", self.written, value=self)


def read_stamp(line: str) -> PublicationStamp | None:
    """``Thứ Năm, 04/04/2024, 12:08`` and the other forms newspapers print; None for anything else."""
    if len(line) > 80:
        return None
    date = _STAMP_DATE.search(line)
    if not date:
        return None
    rest = line[: date.start()] + " " + line[date.end() :]
    time = _STAMP_TIME.search(rest)
    rest = rest[: time.start()] + " " + rest[time.end() :] if time else rest
    weekday = _STAMP_WEEKDAY.search(rest)
    rest = rest[: weekday.start()] + " " + rest[weekday.end() :] if weekday else rest
    if _STAMP_REST.sub("", rest).strip():
        return None
    day = _day(date[3], date[2], date[1])
    if day is None or (time and (int(time[1]) > 23 or int(time[2]) > 59)):
        return None
    clock = f"{int(time[1]):02d}:{time[2]}" if time else ""
    return PublicationStamp(day, clock, line, weekday["weekday"] if weekday else "")


def read_iso(text: str) -> PublicationStamp | None:
    """A stamp of a page's metadata, in Vietnamese time."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.timezone(dt.timedelta(hours=7)))
    has_time = len(text.strip()) > 10
    return PublicationStamp(moment.date(), moment.strftime("%H:%M") if has_time else "", text)


def _day(year: int | str, month: int | str, day: int | str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


# --- The day of the event --------------------------------------------------------------------

_PART = r"(?:rạng\s+)?(?:sáng|trưa|chiều|tối|đêm)"
_LEAD = rf"(?:{_PART}(?:\s+(?:nay|qua|ngày|mai))?|ngày|hôm\s+nay|hôm\s+qua|trong\s+(?:hai|ba|\d)\s+ngày|từ(?:\s+ngày)?|vào)"
_SEP = r"\s*(?:[/.-]|tháng)\s*"
_YEAR = r"(?:\s*(?:[/.-]|năm)\s*(?P<year>\d{4}))?(?!\d)"
_DAYS = re.compile(
    rf"\b{_LEAD}[\s,(]*(?:ngày\s+)?(?P<d1>\d{{1,2}})(?:{_SEP}(?P<m1>\d{{1,2}})(?:\s*[/.-]\s*(?P<y1>\d{{4}}))?)?"
    rf"\s*(?:-|–|và|đến(?:\s+ngày)?|,)\s*(?P<d2>\d{{1,2}}){_SEP}(?P<m2>\d{{1,2}}){_YEAR}",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b{_LEAD}[\s,(]*(?:ngày\s+)?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_YEAR}", re.IGNORECASE
)
_BRACKETED = re.compile(
    rf"\((?:ngày\s+)?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_YEAR}\)", re.IGNORECASE
)
_TODAY = re.compile(rf"\b(?:{_PART}\s+nay|hôm\s+nay)\b", re.IGNORECASE)
_YESTERDAY = re.compile(rf"\b(?:{_PART}\s+qua|hôm\s+qua)\b", re.IGNORECASE)


_ANNOUNCED = 31
"""Days ahead of its publication that an event may be announced."""


@dataclass(frozen=True, slots=True)
class EventDays:
    """The day or days of the event."""

    first: dt.date
    last: dt.date
    notes: tuple[ImportNote, ...]

    @property
    def value(self) -> Item:
        if self.first == self.last:
            return str(self.first)
        return {"from": str(self.first), "to": str(self.last)}


def event_days(prose: Iterable[str], stamp: PublicationStamp | None) -> EventDays | None:
    """The day the source tells of; a day without a year is the last before the publication, or soon after it."""
    for paragraph in prose:
        for pattern in (_DAYS, _DAY, _BRACKETED):
            for match in pattern.finditer(paragraph):
                found = _resolve_days(match, paragraph, stamp)
                if found:
                    return found
        relative = _relative_days(paragraph, stamp)
        if relative:
            return relative
    return None


def _resolve_days(
    match: re.Match[str], paragraph: str, stamp: PublicationStamp | None
) -> EventDays | None:
    parts = match.groupdict()
    evidence = evidence_around(paragraph, match.start(), match.end())
    if parts["year"] is None and stamp is None:
        return None
    month = parts.get("m2") or parts["m"]
    last = _with_year(parts["year"], month, parts.get("d2") or parts["d"], stamp)
    if last is None:
        return None
    first: dt.date | None = last
    if "d1" in parts:
        begun = int(parts["m1"] or month)
        year = parts["y1"] or (last.year - 1 if begun > last.month else last.year)
        first = _day(year, begun, parts["d1"])
        if first is None or first > last or (last - first).days > 62:
            return None
    assert first is not None
    value = str(first) if first == last else f"{first} – {last}"
    notes = [note("note_date" if parts["year"] else "note_date_year", evidence, value=value)]
    if stamp and first > stamp.day:
        notes.append(note("warn_future", evidence, value=value))
    return EventDays(first, last, tuple(notes))


def _with_year(
    year: str | None, month: str, day: str, stamp: PublicationStamp | None
) -> dt.date | None:
    if year is not None:
        return _day(year, month, day)
    assert stamp is not None
    near = [_day(stamp.day.year + by, month, day) for by in (1, 0, -1)]
    soon = stamp.day + dt.timedelta(days=_ANNOUNCED)
    return next((d for d in near if d and d <= soon), None)


def _relative_days(paragraph: str, stamp: PublicationStamp | None) -> EventDays | None:
    for pattern, days in ((_TODAY, 0), (_YESTERDAY, 1)):
        match = pattern.search(paragraph)
        if match and stamp:
            day = stamp.day - dt.timedelta(days=days)
            evidence = evidence_around(paragraph, match.start(), match.end())
            return EventDays(day, day, (note("note_date_relative", evidence, value=day),))
    return None


def given_day(text: str) -> tuple[Item, PartialDate]:
    """The date an editor gave: ``2024``, ``2024-04``, ``2024-04-04`` or ``2024-04-04..2024-04-05``.

    Raises ValueError for anything else.
    """
    start, dots, end = text.partition("..")
    first = PartialDate.parse(start.strip())
    if not dots:
        return str(first), first
    return {"from": str(first), "to": str(PartialDate.parse(end.strip()))}, first
