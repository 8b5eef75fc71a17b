"""Types of the fields an editor writes: each reads text and says what is wrong with it.

A mistake is raised as ``PydanticCustomError`` whose type is the diagnostic's code and whose context
are its parameters; `thidua.reading.records` turns them into diagnostics with positions.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias
from urllib.parse import urlsplit

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from thidua import text_digest
from thidua.dates import (
    UNDATED,
    UNKNOWN_START,
    DateText,
    ImpossibleDateError,
    PartialDate,
    Weekday,
    weekday_name,
)
from thidua.file_names import MAX_LENGTH, file_stem, is_device
from thidua.locale import CONTENT
from thidua.reading.suggest import nearest_code, paper_name, photo_name
from thidua.text import fold, is_slug, roman

MAX_TEXT = 2_000
MAX_NAME = 200
"""Characters of an address. A part of it is the name of a file or folder, with ``.gz`` and a word of ours about it; no file
system takes more than 255."""


def _value_error(code: str, **params: object) -> PydanticCustomError:
    return PydanticCustomError(code, code, params)


def _scalar(value: Any) -> str:
    if not isinstance(value, str):
        raise _value_error(
            "E303", expected="text", found="list" if isinstance(value, list) else "mapping"
        )
    text = value.strip()
    if not text:
        raise _value_error("E311")
    if len(text) > MAX_TEXT:
        raise _value_error("E314", limit=str(MAX_TEXT))
    return text


_TAG_SIGN = re.compile("[<>]")
_BLANKS = re.compile(r"[\t\n][ \t\n]*| [ \t\n]+")
"""What becomes one blank, but for what is one already."""


def read_text(value: Any) -> str:
    """One line of text without markup. Raises `PydanticCustomError`."""
    text = _scalar(value)
    mark = _TAG_SIGN.search(text)
    if mark:
        raise _value_error("E313", character=mark[0])
    return _BLANKS.sub(" ", text)


def _id(value: Any) -> str:
    text = _scalar(value)
    if len(text) > MAX_LENGTH:
        raise _value_error("E314", limit=str(MAX_LENGTH))
    if is_device(text):
        raise _value_error("E326", value=text)
    if is_slug(text):
        return text
    items = re.split(r"(?<!\s)\s+[-–•*]\s*", text)
    if len(items) > 1 and all(map(is_slug, items)):
        raise _value_error("E224", value=text)
    # A name has no id that could be made of it; whose name it is, the library finds out.
    if " " in text:
        raise _value_error("E310", value=text)
    # A term belongs to a cluster of an event; everywhere else the cluster is named as a whole.
    raise _value_error("E310", value=text, near=file_stem(text.partition("@")[0]))


def read_url(value: Any) -> str:
    """A whole web address. Raises `PydanticCustomError`."""
    text = _scalar(value)
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>\"'`\\]", text):
        raise _value_error("E312", value=text)
    if parts.username is not None:
        raise _value_error("E328", host=parts.netloc.rpartition("@")[2])
    return text


def _time(value: Any) -> str:
    text = _scalar(value)
    match = re.fullmatch(r"[“”‘’]?([0-9]{1,2})\s*(?:[:hg.]|giờ)\s*([0-9]{2})[“”‘’]?", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise _value_error("E308", value=text)
    if text != f"{int(match[1]):02d}:{match[2]}":
        raise _value_error("E308", value=text, near=f"{int(match[1]):02d}:{match[2]}")
    return text


_DAY_FIRST = re.compile(
    r"(?:(?P<weekday>[^\d,]*[^\d,\s])\s*,?\s+)?(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*(?:[/.-]|năm)\s*(?P<year>\d{4})\Z",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"(?:tháng\s+)?(?P<month>\d{1,2})\s*(?:[/.-]|năm)\s*(?P<year>\d{4})\Z", re.IGNORECASE
)
_LONGEST_DATE = 100
_LOOSE_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?\Z")


EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
"""Calendars have pages for every year of an event or a phase, and look ahead of the newest: one slip of a key, and a
site would lie in the year 9999 or begin in the year 2. What is only remembered may be older."""


def _check_year_range(date: PartialDate, earliest: int = 1) -> PartialDate:
    if not earliest <= date.year <= LATEST_YEAR:
        raise _value_error("E325", value=str(date), first=str(earliest), last=str(LATEST_YEAR))
    return date


def _own_date(value: Any) -> PartialDate:
    return _check_year_range(parse_date(value), EARLIEST_YEAR)


_SAID_UNKNOWN = re.compile(r"[?.… ]+|(?:khong|chua) (?:ro|biet)(?: nam| ngay)?|unknown")
"""How editors write that a date is not known, folded."""


def _event_day(value: Any) -> PartialDate:
    if value == UNDATED:
        return UNKNOWN_START
    is_number = isinstance(value, str) and value[:1].isdecimal()
    if (
        isinstance(value, str)
        and not is_number
        and _SAID_UNKNOWN.fullmatch(re.sub(r"[\s-]+", " ", fold(value)).strip())
    ):
        raise _value_error("E305", value=value, near=UNDATED)
    return _own_date(value)


def parse_date(value: Any) -> PartialDate:
    """Read ``YYYY[-MM[-DD]]``; other spellings are refused with the right one as the hint.

    A date in another spelling is still checked against the calendar and, where the weekday is
    written, against the week, because those mistakes matter more than the spelling.
    """
    text = _scalar(value)
    try:
        date = PartialDate.parse(text)
    except ImpossibleDateError:
        raise _value_error("E306", value=text) from None
    except ValueError:
        pass
    else:
        return _check_year_range(date)
    text = text.strip("“”‘’")
    if len(text) > _LONGEST_DATE:
        raise _value_error("E305", value=text)
    match = _DAY_FIRST.match(text) or _MONTH_FIRST.match(text) or _LOOSE_ISO.match(text)
    if not match:
        days = _several_days(text)
        raise _value_error("E305", value=text, **({"near": days} if days else {}))
    parts = match.groupdict()
    try:
        date = PartialDate(
            int(parts["year"]), int(parts["month"]), int(parts["day"]) if parts.get("day") else None
        )
    except ValueError:
        raise _value_error("E306", value=text) from None
    weekday = re.sub(r"\s*\bngày\Z", "", parts.get("weekday") or "", flags=re.IGNORECASE)
    named = fold(weekday).startswith(("thu ", "chu ")) and date.day is not None
    if named and fold(weekday) != fold(weekday_name(date.first, CONTENT)):
        right = Weekday(date.first.weekday())
        raise _value_error("E317", weekday=weekday, date=DateText(date), right=right)
    raise _value_error("E305", value=text, near=str(date))


def _day(value: Any) -> PartialDate:
    """A date to the day. “In December” would be its first day to one reader and its last to another."""
    date = parse_date(value)
    if date.day is None:
        raise _value_error("E305", value=str(date), near=str(PartialDate.of(date.last)))
    return date


_ISO_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:[-–—]|đến)\s*(\d{4}-\d{2}-\d{2})\Z")
_DAYS_SPAN = re.compile(
    r"(\d{1,2})(?:/(\d{1,2}))?\s*(?:[-–—]|đến)\s*(\d{1,2})/(\d{1,2})/(\d{4})\Z", re.IGNORECASE
)


def _several_days(text: str) -> str | None:
    """How the days of ``14-15/3/2024`` are written, for the one field that takes several."""
    iso, days = _ISO_SPAN.match(text), _DAYS_SPAN.match(text)
    if iso:
        return f"{{from: {iso[1]}, to: {iso[2]}}}"
    if not days:
        return None
    try:
        first = PartialDate(int(days[5]), int(days[2] or days[4]), int(days[1]))
        last = PartialDate(int(days[5]), int(days[4]), int(days[3]))
    except ValueError:
        return None
    return f"{{from: {first}, to: {last}}}"


def _integer(value: Any) -> int:
    text = _scalar(value) if not isinstance(value, int) else str(value)
    if not re.fullmatch(r"[0-9]{1,6}", text):
        digits = re.findall(r"\d+", text)
        sole = len(digits) == 1 and len(digits[0]) <= 6 and "-" not in text
        # Clusters are also printed in Roman numerals: ``số II``.
        near = int(digits[0]) if sole else roman(re.sub(r"^số\s+", "", text))
        raise _value_error("E309", value=text, **({} if near is None else {"near": str(near)}))
    return int(text)


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _scalar(value)
    if text not in {"true", "false"}:
        near = nearest_code(text, ("true", "false"))
        expected = "true, false"
        raise _value_error(
            "E304", value=text, expected=expected, **({"near": near} if near else {})
        )
    return text == "true"


def _published(value: Any) -> str:
    """A date, or ``YYYY-MM-DDTHH:MM`` in Vietnamese time."""
    text = _scalar(value)
    day, _, time = text.partition("T")
    parse_date(day)
    if time and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", time):
        raise _value_error("E308", value=time)
    return text


def _year(value: Any) -> int:
    year = _integer(value)
    if not 1800 <= year <= 2200:
        raise _value_error("E327", value=str(year))
    return year


def _file_name(value: Any) -> str:
    text = _scalar(value)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:jpe?g|png|webp)", text, re.IGNORECASE):
        near = photo_name(text)
        raise _value_error("E323", value=text, **({"near": near} if near else {}))
    if is_device(text):
        raise _value_error("E326", value=text)
    if len(text) > MAX_LENGTH:
        raise _value_error("E314", limit=str(MAX_LENGTH))
    return text


def _paper_name(value: Any) -> str:
    text = _scalar(value)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*\.pdf", text, re.IGNORECASE):
        near = paper_name(text)
        raise _value_error("E335", value=text, **({"near": near} if near else {}))
    if is_device(text):
        raise _value_error("E326", value=text)
    if len(text) > MAX_LENGTH:
        raise _value_error("E314", limit=str(MAX_LENGTH))
    return text


COMPARATORS: dict[str, tuple[str, ...]] = {
    ">=": ("≥", "it nhat", "khong duoi", "toi thieu", "lon hon hoac bang"),
    "<=": ("≤", "khong qua", "toi da", "nhieu nhat", "nho hon hoac bang"),
    ">": ("tren", "hon", "vuot", "lon hon"),
    "<": ("duoi", "it hon", "nho hon"),
    "=": ("dat", "bang"),
    "tang>=": ("tang ≥", "tang it nhat", "tang tu", "tang"),
    "giam>=": ("giam ≥", "giam it nhat", "giam tu", "giam"),
    "hoan-thanh": ("hoan thanh", "hoan thanh du", "hoan thanh tat ca", "hoan thanh toan bo"),
    "vuot-muc": ("vuot muc", "hoan thanh vuot muc", "hoan thanh va vuot muc"),
}
"""Comparators of targets and the spellings read as each, folded. The last two are of targets that count the targets
somebody was assigned: all of them are to be met, or each of them exceeded."""


def _comparator(value: Any) -> str:
    text = _scalar(value)
    spelt = re.sub(r"[\s-]+", " ", fold(text)).strip()
    for comparator, spellings in COMPARATORS.items():
        if spelt == comparator or spelt.replace(" ", "") == comparator or spelt in spellings:
            return comparator
    raise _value_error("E304", value=text, expected=", ".join(COMPARATORS))


_ADDRESS = re.compile(r"/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?)?(?:#[\w-]+)?")


def _address(value: Any) -> str:
    """A place in this site from its root: ``/cum/bca-dp-1/``."""
    text = _scalar(value)
    if not _ADDRESS.fullmatch(text) or set(text.split("/")) & {".", ".."}:
        raise _value_error("E324", value=text)
    if len(text) > MAX_NAME:
        raise _value_error("E314", limit=str(MAX_NAME))
    return text


def _text_digest(value: Any) -> str:
    """What the import wrote of a source's text (`thidua.text_digest`)."""
    text = _scalar(value)
    if not text_digest.FORM.fullmatch(text):
        raise _value_error("E333")
    return text


NOT_SCORED = frozenset({"", "~", "null"})
"""What may stand for points that nobody gave yet: no text, or YAML's words for nothing."""


def _points(value: Any) -> str:
    """Points as written; whether they are a number is asked with the table at hand (`thidua.checks.scores`)."""
    return read_text(value)


class Points(dict[str, "str | None"]):
    """Points by the ids of criteria, part of a frozen record: hashed by what they say, changed by nobody."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


def _points_by_criterion(value: Any) -> Points:
    """Points by the ids of criteria, as written; None for a criterion that is named and not scored."""
    if not isinstance(value, dict):
        raise _value_error(
            "E303", expected="mapping", found="list" if isinstance(value, list) else "text"
        )
    return Points(
        (key, None if isinstance(own, str) and own.strip() in NOT_SCORED else _points(own))
        for key, own in value.items()
    )


_DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"

Text: TypeAlias = Annotated[
    str, PlainValidator(read_text), WithJsonSchema({"type": "string", "minLength": 1})
]
"""One line of Vietnamese text: NFC, no markup, white space folded."""

Id: TypeAlias = Annotated[
    str,
    PlainValidator(_id),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
]
"""A permanent id, also part of addresses."""

Url: TypeAlias = Annotated[
    str, PlainValidator(read_url), WithJsonSchema({"type": "string", "format": "uri"})
]
Time: TypeAlias = Annotated[
    str, PlainValidator(_time), WithJsonSchema({"type": "string", "pattern": r"^\d{2}:\d{2}$"})
]
"""``HH:MM``, 24 hours, Asia/Ho_Chi_Minh."""

Date: TypeAlias = Annotated[
    PartialDate,
    PlainValidator(parse_date),
    WithJsonSchema({"type": "string", "pattern": _DATE_PATTERN}),
]
OwnDate: TypeAlias = Annotated[
    PartialDate,
    PlainValidator(_own_date),
    WithJsonSchema({"type": "string", "pattern": _DATE_PATTERN}),
]
"""When something took place that has pages in the calendar."""
EventDay: TypeAlias = Annotated[
    PartialDate,
    PlainValidator(_event_day),
    WithJsonSchema({"type": "string", "pattern": rf"{_DATE_PATTERN}|^{UNDATED}$"}),
]
"""The day of an event; `UNKNOWN_START` for ``khong-ro``."""
Day: TypeAlias = Annotated[
    PartialDate,
    PlainValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
Published: TypeAlias = Annotated[
    str,
    PlainValidator(_published),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?$"}),
]
Integer: TypeAlias = Annotated[
    int, PlainValidator(_integer), WithJsonSchema({"type": "integer", "minimum": 0})
]
Year: TypeAlias = Annotated[
    int,
    PlainValidator(_year),
    WithJsonSchema({"type": "integer", "minimum": 1800, "maximum": 2200}),
]
Comparator: TypeAlias = Annotated[
    str, PlainValidator(_comparator), WithJsonSchema({"type": "string", "enum": [*COMPARATORS]})
]
"""How a target's value is meant; read from the signs or from words such as ``giảm ít nhất``."""

Address: TypeAlias = Annotated[
    str, PlainValidator(_address), WithJsonSchema({"type": "string", "pattern": "^/"})
]
"""An address of this site, from its root."""
_POINTS_PATTERN = r"^\d+(\.\d{3})*(,\d+)?( điểm)?$"
PointsText: TypeAlias = Annotated[
    str, PlainValidator(_points), WithJsonSchema({"type": "string", "pattern": _POINTS_PATTERN})
]
"""A number of points as papers write it: ``24,5``."""
PointsByCriterion: TypeAlias = Annotated[
    dict[str, str | None],
    PlainValidator(_points_by_criterion),
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "additionalProperties": {"type": ["string", "null"], "pattern": _POINTS_PATTERN},
        }
    ),
]
"""Criterion → points as the paper has them (``24,5``); None, or no entry, is not scored, which is never zero."""
Boolean: TypeAlias = Annotated[bool, PlainValidator(_boolean), WithJsonSchema({"type": "boolean"})]
TextDigest: TypeAlias = Annotated[
    str,
    PlainValidator(_text_digest),
    WithJsonSchema({"type": "string", "pattern": f"^{text_digest.FORM.pattern}$"}),
]
PhotoFile: TypeAlias = Annotated[
    str, PlainValidator(_file_name), WithJsonSchema({"type": "string"})
]
"""A photo's file name beside the event: JPEG, PNG or WebP; never a path."""
PaperFile: TypeAlias = Annotated[
    str,
    PlainValidator(_paper_name),
    WithJsonSchema({"type": "string", "pattern": r"\.[Pp][Dd][Ff]$"}),
]
"""The file name of a PDF beside the record's file; never a path."""

__all__ = [
    "Address", "Boolean", "Comparator", "Date", "Day", "EventDay", "Id", "Integer", "OwnDate", "PaperFile", "PhotoFile", "PointsByCriterion", "PointsText", "Published",
    "Text", "TextDigest", "Time", "Url", "Year", "parse_date",
]  # fmt: skip
