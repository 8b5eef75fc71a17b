"""Dates of a source: the line that says when it was published, and the day it tells of."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.dates import PartialDate, Weekday, weekday_name
from thidua.editing.importing.evidence import ImportNote, evidence_around, note
from thidua.locale import CONTENT
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
        """When the source was published, and whether its weekday is that of its date."""
        other = self.other_day
        if other:
            yield note(
                "warn_weekday",
                self.written,
                written=self.weekday,
                date=self.day,
                right=Weekday(self.day.weekday()),
            )
        key = "note_stamp" if self.weekday and not other else "note_stamp_plain"
        yield note(key, self.written, value=self)

    @property
    def yesterday(self) -> dt.date:
        """The day before."""
        return self.day - dt.timedelta(days=1)

    @property
    def other_day(self) -> dt.date | None:
        """The nearest day that is the weekday written, where the date is another; None where both agree."""
        weekday = re.sub(r"\d", lambda m: _WEEKDAY_DIGITS[m[0]], fold(self.weekday))
        weekday = " ".join(re.sub(r"^(thu|chu)\s*", r"\1 ", weekday).split())
        near = (self.day + dt.timedelta(days=by) for by in (0, 1, -1, 2, -2, 3, -3))
        days = (day for day in near if weekday and fold(weekday_name(day, CONTENT)) == weekday)
        found = next(days, self.day)
        return None if found == self.day else found


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
_LEAD = rf"(?:{_PART}(?:\s+(?:nay|qua|ngày|mai))?|ngày|hôm\s+nay|hôm\s+qua|(?:trong\s+)?(?:các|hai|ba|0?\d)\s+ngày|từ(?:\s+ngày)?|vào|(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật),?)"
_SEP = r"\s*(?:[/.-]|tháng)\s*"
_YEAR = r"(?:\s*(?:[/.-]|năm)\s*(?P<year>\d{4}))?(?!\d|[.,]\d)"
_DAYS = re.compile(
    rf"\b{_LEAD}[\s,(]*(?:ngày\s+)?(?P<d1>\d{{1,2}})(?:{_SEP}(?P<m1>\d{{1,2}})(?:\s*[/.-]\s*(?P<y1>\d{{4}}))?)?"
    rf"(?:\s*,\s*\d{{1,2}}(?![\d/.]))*\s*(?:-|–|và|đến(?:\s+ngày)?|,)\s*(?P<d2>\d{{1,2}}){_SEP}(?P<m2>\d{{1,2}}){_YEAR}",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b{_LEAD}[\s,(]*(?:ngày\s+)?(?:m[ồù]ng\s+)?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_YEAR}",
    re.IGNORECASE,
)
_LUNAR = re.compile(r"\s*[,(]?\s*(?:âm lịch|ÂL\b|AL\b)", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"\((?:ngày\s+)?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_YEAR}\)", re.IGNORECASE
)
_TODAY = re.compile(rf"\b(?:{_PART}\s+nay|hôm\s+nay)\b", re.IGNORECASE)
_YESTERDAY = re.compile(rf"\b(?:{_PART}\s+qua|hôm\s+qua)\b", re.IGNORECASE)

_BASIS = re.compile(r"[\s\-–•+*]*(?:căn cứ|xét đề nghị)\b", re.IGNORECASE)
"""How the lines of a letter begin that name what it rests on."""
_PAPERS = (
    "kế hoạch|quyết định|nghị quyết|nghị định|chỉ thị|thông tư|thông báo|công văn|công điện|hướng dẫn|kết luận|quy định"
    "|quy chế|luật|pháp lệnh|sắc lệnh|tờ trình|báo cáo|chương trình|đề án|biên bản|hiến pháp|giao ước|lời kêu gọi|điện mật"
)
_PAPER_NUMBER = r"(?:\bsố\s*:?\s*[\w./-]+|(?<!\S)\d+\s?[/-]\s?[^\W\d_]{2}[\w./-]*)"
_CITED = re.compile(
    rf"\b(?:{_PAPERS})\b(?:(?:[^,;()]*?{_PAPER_NUMBER}|\s+\d+)(?:\s*,\s*|\s[^,;()]{{0,80}})?|[^,;.()]{{0,15}})\s*\(?(?<=[\s(])"
    r"(?:ban hành\s+|ký\s+)?\Z"
    r"|\b(?:lời kêu gọi|luật|hiến pháp|pháp lệnh|sắc lệnh|di chúc)\b[^,;.()]{0,80}\s\(?\Z",
    re.IGNORECASE,
)
"""Up to a date: the paper it belongs to, by its number or close before it."""
_SIGNED = re.compile(
    r"(?<!thực hiện )(?<!triển khai )\bký(?: kết)?(?: bản)? (?:giao ước|biên bản|quy chế)\b[^,;.()]{0,60}\s\(?\Z"
    r"|\b(?:giao ước|biên bản|quy chế)\b[^,;.()]{0,60}\b(?:đã|được) (?:được )?ký(?: kết)?\s+\(?\Z",
    re.IGNORECASE,
)
"""Up to a date: the signing of a paper, which is an event of its own."""
_REMEMBERED = re.compile(
    r"\b(?:kỷ niệm|kỉ niệm|truyền thống|thành lập|ngày sinh|sinh|hy sinh|giải phóng|quốc khánh|ái quốc|khởi nghĩa|chiến thắng)\b"
    r"[^.;]{0,70}\Z",
    re.IGNORECASE,
)
"""Up to a date in brackets or close by: what the date is the anniversary of."""
_DEADLINE = re.compile(
    r"(?<!kéo dài )(?<!diễn ra )\b(?:tính đến|đến hết|đến|tính từ|kể từ|trước|sau|chậm nhất|hạn|thời hạn|hiệu lực|số liệu)\s+(?:là\s+)?(?:hết\s+)?\Z",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:tổ chức|diễn ra|khai mạc|bế mạc|ký kết|ký giao ước|ký|phát động|tổng kết|sơ kết|hội nghị|hội thao|hội thi|lễ|tiến hành"
    r"|trao|gặp mặt|tọa đàm|kiểm tra|báo công|tập huấn)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:sẽ|sắp|tới đây|dự kiến)\b|\btới\b(?=,)", re.IGNORECASE)
_AT = re.compile(r"\s*\)?(?:\s*\([^)]{0,25}\))?\s*,?\s*tại\b", re.IGNORECASE)
_HAPPENED = re.compile(r"\b(?:xảy ra|gây án|bắt giữ|phạm tội|khởi tố)\b[^,;]*\Z", re.IGNORECASE)
"""Up to a date: what happened then is a case a report tells of."""

_AROUND = 300
"""Characters before and behind a date that are looked at."""
_ANNOUNCED = 31
"""Days ahead of its publication that an event may be announced."""
_LONGEST = 62
"""Days an event may take; what lasts longer is what a report covers."""
_OLDEST = 3
"""Years before the publication from which on a day is history."""


@dataclass(frozen=True, slots=True)
class EventDays:
    """A day or days the event may have been on."""

    first: dt.date
    last: dt.date
    evidence: str
    notes: tuple[ImportNote, ...]
    other: dt.date | None = None
    """The nearest day that is the weekday written beside the date, where that is of another day."""

    @property
    def value(self) -> Item:
        if self.first == self.last:
            return str(self.first)
        return {"from": str(self.first), "to": str(self.last)}

    def holds(self, other: EventDays) -> bool:
        """Whether another candidate is the same days, or one of them."""
        return self.first <= other.first and other.last <= self.last


def event_days(
    prose: Iterable[str],
    stamp: PublicationStamp | None,
    tables: Iterable[Sequence[Sequence[str]]] = (),
) -> list[EventDays]:
    """The days the source may tell of, the likeliest first: papers it cites, anniversaries and deadlines are none.

    A day without a year is the last before the publication, or soon after it. Days of a table come after those of sentences.
    """
    listed = list(table_days(tables, stamp))
    cells = {cell for table in tables for row in table for cell in row} if listed else set()
    ranked: list[tuple[float, int, EventDays]] = []
    for number, paragraph in enumerate(prose):
        if _BASIS.match(paragraph) or paragraph in cells:
            continue
        for start, end, days in _days_of(paragraph, stamp):
            rank = _likelihood(paragraph, start, end) - min(number, 10) / 4
            ranked.append((-rank, len(ranked), days))
    ranked += [(math.inf, len(ranked) + n, days) for n, days in enumerate(listed)]
    found: list[EventDays] = []
    for _, _, days in sorted(ranked, key=lambda row: row[:2]):
        if not any(other.holds(days) for other in found):
            found = [other for other in found if not days.holds(other) or other is found[0]]
            found.append(days)
    if len(found) > 1 and found[1].holds(found[0]):
        found = [found[1], *found[2:]]
    return found


def table_days(
    tables: Iterable[Sequence[Sequence[str]]], stamp: PublicationStamp | None
) -> Iterator[EventDays]:
    """The days of tables that have a column for them, each with its row: a plan lists several events."""
    for head, *rows in tables:
        columns = [n for n, name in enumerate(head) if _DAY_COLUMN.fullmatch(fold(name).strip())]
        for row in rows:
            for cell in (row[n] for n in columns if n < len(row)):
                alone = f"ngày {cell}" if _BARE_DAY.fullmatch(cell) else cell
                for _, _, days in _days_of(alone, stamp):
                    yield replace(days, evidence=" – ".join(filter(None, row)))


_DAY_COLUMN = re.compile(r"(?:ngay|thoi gian|thoi diem|ngay thang|thoi gian thuc hien|thoi gian to chuc|ngay to chuc)")  # fmt: skip
_BARE_DAY = re.compile(r"(?:\d{1,2}\s*[-–]\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?")


def status_days(prose: Iterable[str]) -> Iterator[tuple[dt.date, str]]:
    """The days up to which a report counts: ``tính đến ngày 15/11/2024``, ``từ 15/11/2023 đến 14/11/2024``."""
    for paragraph in prose:
        for match in _STATUS.finditer(paragraph):
            day = _day(match["year"], match["m"], match["d"])
            if day:
                yield day, evidence_around(paragraph, match.start(), match.end(), before=10)


_STATUS = re.compile(
    rf"\b(?:tính đến|đến hết|số liệu đến|từ\s+(?:ngày\s+)?\d{{1,2}}{_SEP}\d{{1,2}}(?:\s*(?:[/.-]|năm)\s*\d{{4}})?\s+đến)\s+(?:hết\s+)?(?:ngày\s+)?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}})\s*(?:[/.-]|năm)\s*(?P<year>\d{{4}})",
    re.IGNORECASE,
)


def _days_of(
    paragraph: str, stamp: PublicationStamp | None
) -> Iterator[tuple[int, int, EventDays]]:
    """Where a paragraph names days that may be those of its event, and which."""
    taken: list[tuple[int, int]] = []
    for pattern in (_DAYS, _DAY, _BRACKETED):
        for match in pattern.finditer(paragraph):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            days = _resolve_days(match, paragraph, stamp)
            if days and not _is_another_day(paragraph, match, days, stamp):
                yield match.start(), match.end(), days
    for pattern, ago in ((_TODAY, 0), (_YESTERDAY, 1)):
        for match in pattern.finditer(paragraph):
            if stamp and not any(start <= match.start() < end for start, end in taken):
                day = stamp.day - dt.timedelta(days=ago)
                where = evidence_around(paragraph, match.start(), match.end())
                notes = (note("note_date_relative", where, value=day),)
                yield match.start(), match.end(), EventDays(day, day, where, notes)


def _is_another_day(
    paragraph: str, match: re.Match[str], days: EventDays, stamp: PublicationStamp | None
) -> bool:
    """Whether the words around a date say that it is that of a paper, an anniversary or a deadline, or one of the moon."""
    before = paragraph[max(0, match.start() - _AROUND) : match.start()]
    if _LUNAR.match(paragraph, match.end()):
        return True
    before = before.replace("đua, khen", "đua khen")
    bracketed = match[0].startswith("(") or before.rstrip().endswith("(")
    if _DEADLINE.search(before) or (_CITED.search(before) and not _SIGNED.search(before)):
        return True
    clause = re.split(r"[,;.]\s", before)[-1] if not bracketed else before
    if _REMEMBERED.search(clause) and (
        bracketed or not _HELD.search(paragraph, match.end(), match.end() + _AROUND)
    ):
        return True
    return stamp is not None and days.first.year < stamp.day.year - _OLDEST


def _likelihood(paragraph: str, start: int, end: int) -> float:
    """How much the words around a date speak for its being that of the event."""
    rest = re.split(r"[.!?…;](?:\s|\Z)", paragraph[end : end + _AROUND])[0]
    opening = re.split(r"[.!?…;]\s", paragraph[max(0, start - _AROUND) : start])[-1]
    likely = 2.0 * bool(_AT.match(rest)) + 1.5 * bool(_HELD.search(rest[:200]))
    likely += 0.5 * bool(_HELD.search(opening))
    likely -= min(start, 2000) / 1000 + 4.0 * bool(_HAPPENED.search(opening))
    return likely - 3.0 * bool(_AHEAD.search(rest[:40]) or _AHEAD.search(opening[-30:]))


def _resolve_days(
    match: re.Match[str], paragraph: str, stamp: PublicationStamp | None
) -> EventDays | None:
    parts = match.groupdict()
    evidence = evidence_around(paragraph, match.start(), match.end(), before=30, after=50)
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
        if first is None or first > last or (last - first).days > _LONGEST:
            return None
    assert first is not None
    said = PublicationStamp(first, written=evidence, weekday=_weekday_beside(match, paragraph))
    other = said.other_day if first == last else None
    value = str(first) if first == last else f"{first} – {last}"
    notes = [note("note_date" if parts["year"] else "note_date_year", evidence, value=value)]
    if stamp and first > stamp.day:
        notes.append(note("warn_future", evidence, value=value))
    if other:
        notes += [one for one in said.notes() if one.key == "warn_weekday"]
    return EventDays(first, last, evidence, tuple(notes), other)


def _weekday_beside(match: re.Match[str], paragraph: str) -> str:
    """The weekday written before a date or behind it, in brackets or not; empty where there is none."""
    before = paragraph[max(0, match.start() - 12) : match.start()] + match[0]
    told = _STAMP_WEEKDAY.search(before) or _WEEKDAY_BEHIND.match(paragraph, match.end())
    return told["weekday"] if told else ""


_WEEKDAY_BEHIND = re.compile(rf"\s*[,(]+\s*(?:tức\s+|là\s+)?{_WEEKDAY}", re.IGNORECASE)


def _with_year(
    year: str | None, month: str, day: str, stamp: PublicationStamp | None
) -> dt.date | None:
    if year is not None:
        return _day(year, month, day)
    assert stamp is not None
    near = [_day(stamp.day.year + by, month, day) for by in (1, 0, -1)]
    soon = stamp.day + dt.timedelta(days=_ANNOUNCED)
    return next((d for d in near if d and d <= soon), None)


def given_day(text: str) -> tuple[Item, PartialDate]:
    """The date an editor gave: ``2024``, ``2024-04``, ``2024-04-04``, ``4/4/2024``, or two of them as ``a..b``.

    Raises ValueError for anything else.
    """
    start, dots, end = text.partition("..")
    first = _typed_day(start)
    if not dots:
        return str(first), first
    return {"from": str(first), "to": str(_typed_day(end))}, first


def _typed_day(text: str) -> PartialDate:
    written = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    if written:
        return PartialDate(int(written[3]), int(written[2]), int(written[1]))
    return PartialDate.parse(text.strip())
