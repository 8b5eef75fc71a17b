"""When what a record says was last revised, known from the record alone.

Calendars and feeds must tell subscribers that an entry changed, and files written from content
have neither a clock nor a memory of what they said before. No function of the date alone can rise
on every change of it: moved there and back, it would have to be greater than itself. So the
content carries its own history: ``revised``, the day (or minute) an editor corrected the record,
and the dates of its sources, of which a new one usually brings the correction.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from thidua.dates import PartialDate, words
from thidua.locale import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thidua.reading.base import Record, Revision, Source

VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""The zone of every time an editor writes; without summer time since 1975."""

EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""What counts as the revision of a record that gives no date later than this."""

_EARLIEST = dt.date.min + dt.timedelta(days=1)
"""The first day of the calendar begins on no day of it in UTC."""


def instant(published: str) -> dt.datetime:
    """The instant a ``published`` or ``revised`` text means at the earliest, in UTC.

    ``2024-04-04T12:08`` is Vietnamese time, ``2024-04`` the first of April at midnight.
    """
    day, _, time = published.partition("T")
    at = dt.time.fromisoformat(time) if time else dt.time()
    first = max(PartialDate.parse(day).first, _EARLIEST)
    return dt.datetime.combine(first, at, VIETNAM).astimezone(dt.UTC)


def last_revised(record: Record) -> dt.datetime:
    """The later of ``revised`` and the newest dated source; `EPOCH` where neither is later."""
    revised: Revision | None = getattr(record, "revised", None)
    sources: Iterable[Source] = getattr(record, "sources", ())
    written = [revised.date if revised else None, *(source.published for source in sources)]
    return max([EPOCH, *(instant(text) for text in written if text)])


def correction(record: Record, lang: str) -> str:
    """What readers are told of the last correction; empty where an editor wrote no note."""
    revised: Revision | None = getattr(record, "revised", None)
    if revised is None or revised.note is None:
        return ""
    day = PartialDate.parse(revised.date.partition("T")[0])
    return phrase(lang, "dates.corrected", day=words(day, lang, weekday=False), note=revised.note)


def sequence(revised: dt.datetime) -> int:
    """A revision number that rises with the revision: minutes since `EPOCH`.

    Fits 32 bits until the year 6083; Google Calendar refuses files with longer numbers.
    """
    return int((revised - EPOCH).total_seconds()) // 60
