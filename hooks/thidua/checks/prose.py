"""Warnings where the prose contradicts the record, by weekdays, years and ordinals, or was never written."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.checks.people import ranks_in_text, signs_of_ranks
from thidua.dates import DateText, PartialDate, Weekday
from thidua.diagnostics import Position, diagnose
from thidua.locale import CONTENT, phrases
from thidua.reading.records import Event, Pledge
from thidua.reading.texts import Signs, WrittenLine
from thidua.text import fold, fold_aligned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Record
    from thidua.reading.library import Document
    from thidua.reading.texts import DocumentTexts

_DATE = re.compile(
    r"(?:(?P<weekday>thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)(?:,? | ?[(]))?(?:ngay )?"
    r"(?P<day>\d{1,2}) ?(?:[/.-]|thang) ?(?P<month>\d{1,2})(?: ?(?:[/.-]|nam) ?(?P<year>\d{4}))?(?!\d)"
)
_OPENS = re.compile(
    r"(?:\A\s*|[.!?:;] )(?:vao )?(?:hom |buoi |luc )?(?:rang sang|sang|trua|chieu|toi|dem|ngay)(?: som| nay| ngay| ,)* \Z"
)
"""How the words before a date end that opens a sentence: “Sáng 14/3, …”, “Chiều ngày 14/3/2024, …”."""
_ON = re.compile(r"(?:\A|\W)(?:ngay|sang|trua|chieu|toi|dem) \Z")
_OTHER_DAY = re.compile(
    r"quyet dinh|ke hoach|thong bao|nghi quyet|cong van|chi thi|nghi dinh|thong tu|luat|bai |bao |ban tin|dang |ky niem|huong toi"
    r"|chao mung|nhan dip|truyen thong|thanh lap|lan truoc|truoc|sau|den|tu |tinh|du kien|hoan|ban hanh|han |van ban"
)
"""Words near a date that is hardly the event's own: a decision's, an article's, a commemoration's, a deadline."""
_COUNTED = Signs(form=re.compile(r"0 ?(?:[/.-]|thang|nam)"), is_loose=True)
"""What every date and every number of years has."""
_WHOLE_YEARS = re.compile(
    r"(?<!\d)(\d{1,3}) nam [^.;()]{3,90}[(] ?"
    r"(\d{1,2} ?[/.-] ?\d{1,2}) ?[/.-] ?(\d{4}) ?[-–—] ?(\d{1,2} ?[/.-] ?\d{1,2}) ?[/.-] ?(\d{4}) ?[)]"
)
"""“80 năm Ngày … (19/8/1945 – 19/8/2025)”."""
_CELLS = re.compile(r"\S\t+\S")
_TARGET = re.compile(r"\]\(([^()<>\"'\n]*)\)")
_TURNED_LINK = re.compile(r"\(([^()\n]+)\)\[(https?://[^\]\[\s]+)\]")
_EMOJI = re.compile("[\U0001f000-\U0001faff]")
_NO_PICTURES = re.compile("[\0-\uffff]*+")
_ITEM = re.compile(r" {0,3}(?:[-*+]|1[.)]) +\S")
_STARTS_BLOCK = re.compile(r" {0,3}(?:[-*+>|]|\d+[.)]|#|!!!|\?\?\?|:|\[\^|\*\[|`{3}|~{3})|\s{4}|\t")
"""Lines below which a list needs no empty line: items, headings, quotes, tables, notes, and what is indented."""
_ITEM_BELOW = re.compile(rf"\n(?!{_STARTS_BLOCK.pattern})[^\n]++\n(?={_ITEM.pattern})")
"""An item right below a line that may be words; the sign it begins with is what the search leaps to."""
_MAX_NEAR = 120
MAX_TITLE = 200
"""Characters of a title; the importer cuts there too."""
_MAX_CAPITALS = 12
_FOLDED_WEEKDAYS = [fold(name) for name in phrases(CONTENT, "dates.weekdays")]


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What the rules of this module know of a publication beside the document."""

    names: tuple[tuple[str, str, int], ...]
    """Folded names of commemorations that count years, longest first, with id and year of origin."""
    to_year: re.Pattern[str]
    ranks: Mapping[str, str]

    @property
    def key(self) -> str:
        """All of it as one text."""
        return repr((self.names, self.to_year.pattern, sorted(self.ranks.items())))


def text_facts(site: Site) -> TextFacts:
    """The facts of a site."""
    return TextFacts(tuple(_counted_commemorations(site)), site.sector.to_year, site.sector.ranks)


def check_document(texts: DocumentTexts, facts: TextFacts) -> Iterator[Diagnostic]:
    """All rules of this module, over title, summary and body of an event, or the body of a pledge."""
    document = texts.document
    if isinstance(document.record, Pledge):
        yield from _text(document)
    elif isinstance(document.record, Event):
        yield from _text(document)
        yield from _ranks_have_marks(texts, facts.ranks)
        yield from _event(texts, facts)


def _text(document: Document[Record]) -> Iterator[Diagnostic]:
    yield from _pasted_text(document)
    yield from _lists_have_blank_line(document)
    yield from _title_form(document)  # type: ignore[arg-type]


def _event(texts: DocumentTexts, facts: TextFacts) -> Iterator[Diagnostic]:
    event: Document[Event] = texts.document  # type: ignore[assignment]
    if not event.complete:
        return
    lines = tuple(_folded_lines(texts))
    yield from _own_day_agrees(event, lines)
    for line in lines:
        yield from _dates_agree(event, line)
        yield from _ordinals_agree(event, line, facts.names, facts.to_year)
        yield from _ranges_agree(event, line)


def _title_form(document: Document[Event] | Document[Pledge]) -> Iterator[Diagnostic]:
    """A title is a short sentence, not a heading in capitals as documents print it, nor a paragraph."""
    title = document.record.title
    if len(title) > MAX_TITLE:
        yield document.diagnose("W527", "title", count=len(title), limit=MAX_TITLE)
    emoji = _EMOJI.search(title)
    if emoji:
        yield document.diagnose("W615", "title", character=emoji[0])
    if sum(map(str.isalpha, title)) > _MAX_CAPITALS and title == title.upper():
        yield document.diagnose("W526", "title")


def _pasted_text(document: Document[Record]) -> Iterator[Diagnostic]:
    """What came out of a spreadsheet or an address bar and is no table and no link in Markdown."""
    if document.body is None:
        return
    text = document.body.text
    if not any(sign in text for sign in ("\t", "](", ")[")) and _NO_PICTURES.fullmatch(text):
        return
    rows = 0
    lines = text.split("\n")
    for number, line in enumerate(lines, document.body.first_line):
        rows = rows + 1 if "\t" in line and _CELLS.search(line) else 0
        if rows == 2:  # one line with a tab may be a slip of the hand
            head = lines[number - document.body.first_line - 1]
            at = Position(number - 1, head.index("\t", len(head) - len(head.lstrip())) + 1)
            cells = " | ".join(cell.strip() for cell in head.strip().split("\t"))
            near = f"| {cells} |" if len(cells) <= _MAX_NEAR else None
            yield diagnose(document.path, at, "W613", near=near)
        emoji = _EMOJI.search(line)
        if emoji:
            at = Position(number, emoji.start() + 1)
            yield diagnose(document.path, at, "W615", character=emoji[0])
        for link in _TURNED_LINK.finditer(line):
            at = Position(number, link.start() + 1)
            near = f"[{link[1]}]({link[2]})"
            yield diagnose(document.path, at, "W616", near=near)
        for link in _TARGET.finditer(line) if "](" in line and "`" not in line else ():
            target = link[1].strip()
            if " " in target and ("/" in target or "." in target):
                at = Position(number, link.start(1) + 1)
                near = target.replace(" ", "%20")
                yield diagnose(document.path, at, "W614", target=target, near=near)


def _lists_have_blank_line(document: Document[Record]) -> Iterator[Diagnostic]:
    """A list is apart from the words above it by an empty line, else it is printed as words with dashes."""
    if document.body is None or not _ITEM_BELOW.search(f"\n{document.body.text}"):
        return
    for number, line in _items_below_words(document.body.text):
        at = Position(document.body.first_line + number, 1)
        yield diagnose(document.path, at, "W620", line=line.strip()[:60])


def _items_below_words(text: str) -> Iterator[tuple[int, str]]:
    """The first item of each list right below a line of words, and the number of its line, from 0."""
    above, is_code = "", False
    for number, line in enumerate(text.split("\n")):
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        elif not is_code and above and not _STARTS_BLOCK.match(above) and _ITEM.match(line):
            yield number, line
        # Of a paragraph the first line says what it is; of its items the first is told.
        above = "" if not line.strip() or is_code else above if _STARTS_BLOCK.match(above) else line


def _folded_lines(texts: DocumentTexts) -> Iterator[WrittenLine]:
    """The title, the summary and each line of the text, folded letter by letter.

    Lines without dates and numbers of years contradict nothing.
    """
    for line in texts.lines(_COUNTED):
        if line.sort == "body" or line.loc in {("title",), ("summary",)}:
            yield line._replace(value=fold_aligned(line.value))


def _dates_agree(event: Document[Event], line: WrittenLine) -> Iterator[Diagnostic]:
    """A weekday written with a date is that of the date; the event's own day bears the event's year."""
    start = event.record.date.from_
    for match in _DATE.finditer(line.value):
        day, month = int(match["day"]), int(match["month"])
        here = line.at_column(match.start())
        year = int(match["year"]) if match["year"] else start.year
        try:
            date = dt.date(year, month, day)
        except ValueError:
            if match["year"]:
                yield diagnose(event.path, here, "W524", date=match[0])
            continue
        right = date.weekday()
        if match["weekday"] and match["weekday"] != _FOLDED_WEEKDAYS[right]:
            written = Weekday(_FOLDED_WEEKDAYS.index(match["weekday"]))
            yield diagnose(
                event.path,
                here,
                "W522",
                weekday=written,
                date=f"{day:02d}/{month}/{year}",
                near=Weekday(right),
            )
        if (
            match["year"]
            and (month, day) == (start.month, start.day)
            and 0 < abs(year - start.year) <= 1
        ):
            yield diagnose(event.path, here, "W523", year=year, near=str(start.year))


def _ranks_have_marks(texts: DocumentTexts, ranks: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A rank before a name has all its marks, in the text as in every field."""
    for line in texts.lines(signs_of_ranks(tuple(ranks))):
        # A rank in the field of a name is told of as such.
        if line.sort == "url" or line.loc[-1:] == ("name",):
            continue
        for start, written, right in ranks_in_text(line.value, ranks):
            here = line.at_column(start)
            yield diagnose(texts.document.path, here, "W564", written=written, near=right)


def _own_day_agrees(event: Document[Event], lines: tuple[WrittenLine, ...]) -> Iterator[Diagnostic]:
    """The day that opens a summary or a text is the event's, unless its own day stands there too."""
    span = event.record.date.span
    if span.start.is_unknown:
        return
    dates = [
        (line, match, date)
        for line in lines
        for match in _DATE.finditer(line.value)
        if (date := _date_of(match, span.start.year))
    ]
    if not dates or any(span.covers(date) for *_, date in dates):
        return
    places = {event.at("summary").line, _first_line(event)}
    for line, match, date in dates:
        at = line.at_column(match.start())
        if at.line not in places or abs(date.year - span.start.year) > 1:
            continue
        if _is_said_to_be_own(line.value, match, date, span.start):
            yield diagnose(
                event.path, at, "W563", date=DateText(PartialDate.of(date)), held=DateText(span)
            )
            return


def _is_said_to_be_own(text: str, match: re.Match[str], date: dt.date, own: PartialDate) -> bool:
    """Whether a date that is not the event's is written as if it were.

    A weekday that is not the date's is told of as such, and so is a year of the event's own day.
    """
    weekday = match["weekday"]
    if weekday and weekday != _FOLDED_WEEKDAYS[date.weekday()]:
        return False
    if (date.month, date.day) == (own.month, own.day):
        return False
    before = text[: match.start()] + ("ngay " if match[0].startswith("ngay ") or weekday else "")
    if _OPENS.search(before):
        return True
    alike = (
        match["year"]
        and date.year == own.year
        and (date.day == own.day) != (date.month == own.month)
    )
    return bool(alike and _ON.search(before) and not _OTHER_DAY.search(before[-60:]))


def _first_line(event: Document[Event]) -> int:
    """The line of the first words of the text; 0 without a text."""
    lines = event.body.text.split("\n") if event.body else []
    found = next(
        (n for n, line in enumerate(lines) if line.strip() and line[0] not in "#>|-"), None
    )
    return 0 if event.body is None or found is None else event.body.first_line + found


def _date_of(match: re.Match[str], year: int) -> dt.date | None:
    try:
        return dt.date(int(match["year"] or year), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _counted_commemorations(site: Site) -> list[tuple[str, str, int]]:
    """Folded names of commemorations that count years, longest first, with id and year of origin."""
    names = [
        (fold(name), id_, entry.record.origin.year)
        for id_, entry in site.commemorations.items()
        if entry.record.origin and entry.record.kind != "edition"
        for name in (
            entry.record.name,
            *entry.record.aliases,
            *(n.name for n in entry.record.names),
        )
    ]
    return sorted(names, key=lambda entry: -len(entry[0]))


def _ordinals_agree(
    event: Document[Event],
    line: WrittenLine,
    names: tuple[tuple[str, str, int], ...],
    to_year: re.Pattern[str],
) -> Iterator[Diagnostic]:
    """“80 năm Ngày truyền thống …” is the number of years to the year looked forward to, or said there."""
    text = line.value
    years = {ref.id: ref.year for ref in event.record.commemorations}
    for match in re.finditer(r"(?<!\d)(\d{1,3}) nam (?=(ky niem |ngay )?)", text):
        starts = (match.end(), max(match.end(), match.end(2)))
        for name, id_, origin in names:
            start = next((start for start in starts if text.startswith(name, start)), None)
            if start is None:
                continue
            if id_ in years and years[id_] - origin != int(match[1]):
                here = line.at_column(match.start())
                yield diagnose(
                    event.path,
                    here,
                    "W521",
                    written=match[1],
                    id=id_,
                    year=years[id_],
                    near=str(years[id_] - origin),
                )
            said = to_year.match(text, start + len(name))
            if id_ not in years and said and int(said[1]) - origin != int(match[1]):
                here = line.at_column(match.start())
                yield _year_count_diagnostic(event, here, match[1], origin, int(said[1]))
            break


def _ranges_agree(event: Document[Event], line: WrittenLine) -> Iterator[Diagnostic]:
    """A number of years is that between the two days in brackets behind it, if it is one day of the year."""
    for match in _WHOLE_YEARS.finditer(line.value):
        written, one, since, other, year = match.groups()
        same_day = [int(n) for n in re.findall(r"\d+", one)] == [
            int(n) for n in re.findall(r"\d+", other)
        ]
        if same_day and int(year) - int(since) != int(written):
            here = line.at_column(match.start())
            yield _year_count_diagnostic(event, here, written, int(since), int(year))


def _year_count_diagnostic(
    event: Document[Event], here: Position, written: str, since: int, year: int
) -> Diagnostic:
    return diagnose(
        event.path, here, "W530", written=written, since=since, year=year, near=year - since
    )
